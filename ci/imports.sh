#!/bin/bash
# Which file imports from which, in the crate of the kernels and in the library's own; fails where files import each other
# in a circle.
#
#   ci/imports.sh           says only how many there are, or where the circles are
#   ci/imports.sh --list    prints each import as well: FILE -> FILE
#
# An import is a path to an item of another file: `use super::row::Row`, or `super::put(…)` in the code. It leads to the file
# in which the item stands: a module that only declares others (`mod`) and passes their items on (`pub use`) is not asked.
# Tests (`mod tests`, files tests.rs) may import what they like.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v python3 >/dev/null; then
    echo "SKIPPED: circles of imports, no python3"
    exit 0
fi
exec python3 - "$@" <<'PYTHON'
import pathlib
import re
import sys

CRATES = {"loss_kernels": pathlib.Path("kernels/src"), "loss": pathlib.Path("src")}

# Imports that may be part of a circle, each with the reason.
EXEMPT = {}

PATH = re.compile(r"\b(?:[A-Za-z_]\w*::)+[A-Za-z_]\w*")
ITEM = re.compile(
    r"^\s*(?:pub(?:\([^)]*\))? )?(?:default |const |async |unsafe |extern \"[^\"]*\" )*"
    r"(?:fn|struct|enum|union|trait|type|static|const|mod|macro_rules!) (?:mut )?([A-Za-z_]\w*)",
    re.M,
)
USE = re.compile(r"^[ \t]*(pub(?:\([^)]*\))? )?use ([^;]*);", re.M)
MODULE = re.compile(r"^[ \t]*(?:pub(?:\([^)]*\))? )?mod ([A-Za-z_]\w*);", re.M)
INLINE = re.compile(r"(#\[cfg\(test\)\]\s*)?\b(?:pub(?:\([^)]*\))? )?mod [A-Za-z_]\w* \{")


def without_comments_and_strings(text):
    text = re.sub(r"//[^\n]*", "", text)
    text = re.sub(r'r#".*?"#', '""', text, flags=re.S)
    return re.sub(r'"(?:\\.|[^"\\])*"', '""', text, flags=re.S)


def without_inline_modules(text):
    """The text with one `super` less in the paths inside each `mod NAME { … }`, and without those for tests."""
    while match := INLINE.search(text):
        end, depth = match.end(), 1
        while depth:
            depth += (text[end] == "{") - (text[end] == "}")
            end += 1
        body = "" if match[1] else text[match.end() : end - 1]
        body = re.sub(r"\b(?:self::)?super::(super::)?", lambda path: "super::" if path[1] else "self::", body)
        text = text[: match.start()] + body + text[end:]
    return text


def leaves(tree):
    """The paths of a use tree: a list of names each, with the name that it gets here."""
    tree = tree.strip()
    brace = tree.find("{")
    if brace < 0:
        path, _, alias = tree.partition(" as ")
        names = [name.strip() for name in path.split("::")]
        if names[-1] == "self":
            names.pop()
        return [(names, alias.strip() or "".join(names[-1:]))]
    before = [name.strip() for name in tree[:brace].split("::") if name.strip()]
    parts, depth, start, inside = [], 0, 0, tree[brace + 1 : tree.rindex("}")]
    for i, character in enumerate(inside + ","):
        depth += (character == "{") - (character == "}")
        if character == "," and depth == 0:
            parts.append(inside[start:i])
            start = i + 1
    return [(before + path, alias or before[-1]) for part in parts if part.strip() for path, alias in leaves(part)]


class Module:
    """A file: the modules below it, the items that it passes on, and those that stand in it."""

    def __init__(self, path, parent):
        self.path, self.parent, self.children = path, parent, {}
        self.crate = parent.crate if parent else self
        text = without_comments_and_strings(path.read_text())
        text = re.sub(r"#\[cfg\((?:test|any\(test[^\n]*)\)\]\s*(?:#\[[^\n]*\]\s*)*(?:pub(?:\([^)]*\))? )?use [^;]*;", "", text)
        text = re.sub(r"#\[cfg\(test\)\]\s*mod \w+;", "", text)
        self.text = text = without_inline_modules(text)
        self.items = set(ITEM.findall(text)) - set(MODULE.findall(text))
        folder = path.parent if path.name in ("mod.rs", "lib.rs") else path.with_suffix("")
        for name in MODULE.findall(text):
            for file in (folder / f"{name}.rs", folder / name / "mod.rs"):
                if file.exists():
                    self.children[name] = Module(file, self)
        self.uses = [(bool(public), names, alias) for public, tree in USE.findall(text) for names, alias in leaves(tree)]

    def all(self):
        yield self
        for child in self.children.values():
            yield from child.all()


def start(module, names, crates):
    """The module that a path begins in, and the rest of the path; nothing where that is no file of ours."""
    first, rest = names[0], names[1:]
    if first == "crate":
        return module.crate, rest
    if first == "self":
        return module, rest
    if first == "super":
        module = module.parent
        while module and rest and rest[0] == "super":
            module, rest = module.parent, rest[1:]
        return module, rest
    if first in crates:
        return crates[first], rest
    if first in module.children:
        return module.children[first], rest
    return None, names


def target(module, names, crates, seen=()):
    """The file that the item at a path in a module stands in."""
    while names and names[0] in module.children:
        module, names = module.children[names[0]], names[1:]
    if not names or names[0] in module.items or (module, names[0]) in seen:
        return module
    seen = (*seen, (module, names[0]))
    for _, path, alias in module.uses:
        if path[-1] != "*" and alias == names[0]:
            origin, rest = start(module, path, crates)
            return target(origin, rest + names[1:], crates, seen) if origin else None
    for _, path, _ in module.uses:
        if path[-1] == "*":
            origin, rest = start(module, path[:-1], crates)
            found = target(origin, rest + names, crates, seen) if origin else None
            if found and names[0] in found.items:
                return found
    return module


def imports(module, crates):
    """The files that a file imports from. What it only passes on is no import."""
    paths = [names for public, names, _ in module.uses if not public]
    code = USE.sub("", module.text)
    paths += [match.split("::") for match in PATH.findall(code)]
    found = set()
    for names in paths:
        origin, rest = start(module, names, crates)
        if origin is None:
            continue
        if rest and rest[-1] == "*":
            rest = rest[:-1]
        to = target(origin, rest, crates)
        if to is not None and to is not module:
            found.add(to)
    return found


def circles(edges):
    """The sets of files that reach each other, by Tarjan's algorithm."""
    index, low, stack, found = {}, {}, [], []

    def visit(node):
        index[node] = low[node] = len(index)
        stack.append(node)
        for to in edges[node]:
            if to not in index:
                visit(to)
                low[node] = min(low[node], low[to])
            elif to in stack:
                low[node] = min(low[node], index[to])
        if low[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            if len(group) > 1:
                found.append(group)

    for node in edges:
        if node not in index:
            visit(node)
    return found


sys.setrecursionlimit(10_000)
crates = {name: Module(folder / "lib.rs", None) for name, folder in CRATES.items()}
edges = {}
for crate in crates.values():
    for module in crate.all():
        if module.path.name != "tests.rs":
            edges[str(module.path)] = sorted(str(to.path) for to in imports(module, crates))
if "--list" in sys.argv[1:]:
    for file, targets in edges.items():
        for to in targets:
            print(f"{file} -> {to}")
count = sum(map(len, edges.values()))
unknown = [pair for pair in EXEMPT if pair[1] not in edges.get(pair[0], [])]
edges = {file: [to for to in targets if (file, to) not in EXEMPT] for file, targets in edges.items()}
found = circles(edges)
for group in found:
    print("files import each other in a circle:", file=sys.stderr)
    for file in sorted(group):
        print(f"    {file} -> {', '.join(to for to in edges[file] if to in group)}", file=sys.stderr)
for pair in unknown:
    print(f"exempt, and no import any more: {pair[0]} -> {pair[1]}", file=sys.stderr)
if found or unknown:
    sys.exit(1)
print(f"imports: {count} between {len(edges)} files, no circle ({len(EXEMPT)} exempt)")
PYTHON
