#!/usr/bin/env python3
"""Checks links: those of a made book, and those of Markdown pages where they stand.

    python3 docs/tools/links.py BOOK PAGE.md...

Files and headings must be there, a page must not have an identifier twice, and a page of the book must load nothing
from elsewhere. Addresses on the network are not asked for.
"""

import functools
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from book import MARKDOWN, anchor, text_of


class Page(HTMLParser):
    """Identifiers, links, and what is loaded with the page."""

    def __init__(self, text):
        super().__init__()
        self.identifiers, self.links, self.loaded = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.identifiers.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and "href" in values:
            self.loaded.append(values["href"])
        elif "src" in values:
            self.loaded.append(values["src"])


@functools.cache
def of_markdown(path):
    """Identifiers and links of a page, which many others may lead to."""
    tokens = MARKDOWN.parse(path.read_text(encoding="utf-8"))
    identifiers, links = set(), []
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            anchor(text_of(tokens[index + 1]), identifiers)
        for child in token.children or []:
            links += [child.attrs[name] for name in ("href", "src") if name in child.attrs]
    return identifiers, links


def problems_of(path, links, identifiers_of):
    for link in links:
        parts = urlsplit(link)
        if parts.scheme in ("http", "https", "data", "mailto"):
            continue
        file = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
        if not file.exists():
            yield f"{path}: {link}: no such file"
        elif parts.fragment and parts.fragment not in identifiers_of(file):
            yield f"{path}: {link}: no such heading"


def main():
    folder, sources = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    pages = {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    problems, count = [], 0
    for path, page in pages.items():
        twice = {name for name in page.identifiers if page.identifiers.count(name) > 1}
        problems += [f"{path}: the identifier {name} twice" for name in sorted(twice)]
        problems += [f"{path}: loads {link}" for link in page.loaded if re.match(r"\w+://|//", link)]
        links = page.links + page.loaded
        count += len(links)
        problems += problems_of(path, links, lambda file: pages[file].identifiers if file in pages else ())
    for path in sources:
        _, links = of_markdown(path.resolve())
        count += len(links)
        problems += problems_of(path, links, lambda file: of_markdown(file)[0])
    print("\n".join(problems), end="\n" if problems else "")
    print(f"{count} links on {len(pages)} pages of the book and {len(sources)} others, {len(problems)} problems")
    return 1 if problems or not pages or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
