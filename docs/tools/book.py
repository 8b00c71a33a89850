#!/usr/bin/env python3
"""Makes the book: docs/SUMMARY.md says which chapters there are and in which order, as mdBook has it.

    python3 docs/tools/book.py FOLDER

Markdown is CommonMark with tables, what code hosts show as well. Pages need no script and nothing from elsewhere. A
link to a file of the repository that is no chapter leads to a copy of it.
"""

import html
import os
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
ENTRY = re.compile(r"^(?P<indent> *)- \[(?P<title>[^\]]+)\]\((?P<path>[^)]+)\)$")

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – libloss</title>
<link rel="stylesheet" href="{up}style.css">
<link rel="icon" href="data:,">
</head>
<body>
<p class="to-contents"><a href="#contents">Contents</a></p>
<main>
{body}
<p class="neighbours">{neighbours}</p>
</main>
<nav id="contents">
<p class="name"><a href="{up}index.html">libloss</a></p>
{contents}
</nav>
</body>
</html>
"""


class Chapter:
    def __init__(self, title, path, level):
        self.title, self.path, self.level = title, path, level
        self.page = str(Path(path).with_suffix(".html"))


def chapters():
    """The lines of SUMMARY.md that are chapters, and those that are titles of parts."""
    for line in (DOCS / "SUMMARY.md").read_text(encoding="utf-8").splitlines():
        entry = ENTRY.match(line)
        if entry:
            yield Chapter(entry["title"], entry["path"], len(entry["indent"]) // 2)
        elif line.startswith("# ") and line != "# Summary":
            yield line[2:]
        elif line.strip() and line != "# Summary":
            raise SystemExit(f"SUMMARY.md: neither a chapter nor a title: {line}")


def anchor(text, taken):
    """As code hosts make it of a heading, so that one link serves both."""
    name = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
    unique, number = name, 0
    while unique in taken:
        number += 1
        unique = f"{name}-{number}"
    taken.add(unique)
    return unique


def text_of(token):
    return "".join(child.content for child in token.children if child.type in ("text", "code_inline"))


class Book:
    def __init__(self, folder):
        self.folder = folder
        self.entries = list(chapters())
        self.chapters = [entry for entry in self.entries if isinstance(entry, Chapter)]
        self.by_path = {(DOCS / chapter.path).resolve(): chapter for chapter in self.chapters}
        self.copied = set()

    def target(self, link, chapter):
        """Where a link of a chapter leads in the book."""
        parts = urlsplit(link)
        if parts.scheme or not parts.path:
            return link
        file = ((DOCS / chapter.path).parent / parts.path).resolve()
        if not file.is_file() or ROOT not in file.parents:
            raise SystemExit(f"{chapter.path}: {link}: no such file")
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if file in self.by_path:
            place = self.by_path[file].page
        elif DOCS in file.parents and file.suffix == ".svg":
            place = str(file.relative_to(DOCS))
            self.copied.add((file, place))
        else:
            place = f"files/{file.relative_to(ROOT)}.txt"
            self.copied.add((file, place))
            fragment = ""
        return os.path.relpath(place, Path(chapter.page).parent) + fragment

    def body(self, chapter):
        tokens = MARKDOWN.parse((DOCS / chapter.path).read_text(encoding="utf-8"))
        taken = set()
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                token.attrSet("id", anchor(text_of(tokens[index + 1]), taken))
            for child in token.children or []:
                for name in ("href", "src"):
                    if name in child.attrs:
                        child.attrSet(name, self.target(child.attrs[name], chapter))
        rendered = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
        # Wide tables, curves and code scroll by themselves, not the page.
        rendered = rendered.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
        return re.sub(r"<p>(<img [^>]*>)</p>", r'<div class="wide figure">\1</div>', rendered)

    def contents(self, current, up):
        lines = []
        for entry in self.entries:
            if isinstance(entry, str):
                lines.append(f'<p class="part">{html.escape(entry)}</p>')
                continue
            here = ' aria-current="page"' if entry is current else ""
            title = html.escape(entry.title)
            lines.append(f'<p class="level-{entry.level}"><a href="{up}{entry.page}"{here}>{title}</a></p>')
        return "\n".join(lines)

    def neighbours(self, index, up):
        links = []
        if index > 0:
            before = self.chapters[index - 1]
            links.append(f'<a rel="prev" href="{up}{before.page}">← {html.escape(before.title)}</a>')
        if index + 1 < len(self.chapters):
            after = self.chapters[index + 1]
            links.append(f'<a rel="next" href="{up}{after.page}">{html.escape(after.title)} →</a>')
        return " ".join(links)

    def write(self):
        if self.folder.exists():
            shutil.rmtree(self.folder)
        for index, chapter in enumerate(self.chapters):
            up = "../" * chapter.page.count("/")
            page = self.folder / chapter.page
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(PAGE.format(
                title=html.escape(chapter.title), up=up, body=self.body(chapter),
                neighbours=self.neighbours(index, up), contents=self.contents(chapter, up),
            ), encoding="utf-8")
        for file, place in sorted(self.copied):
            (self.folder / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, self.folder / place)
        shutil.copyfile(DOCS / "tools/style.css", self.folder / "style.css")


if __name__ == "__main__":
    book = Book(Path(sys.argv[1]))
    book.write()
    print(f"{len(book.chapters)} chapters in {book.folder}")
