"""Changes for mutation testing, all compiled in at once, one of which is chosen while a program runs: for ci/mutants.sh.

cargo-mutants lists the changes. What compiles for minutes runs for seconds here, so an expression that is to be changed
becomes a `match` on the number in the environment variable LOSS_MUTANT, with an arm for each change and one for what was
there. Changes that the compiler refuses are dropped, one look at its errors after the other.

    mutants.py prepare TREE FILE...     changes a copy of the project; writes TREE/mutants.json
    mutants.py run TREE COMMAND         runs a command for each change that is left: it must fail, or take too long
    mutants.py left TREE                prints the changes that nothing has noticed
"""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import tree_sitter
import tree_sitter_rust

# Read before main, so that the kernels need nothing of the standard library.
HOOK = """
#[allow(missing_docs, clippy::all)]
pub mod mutant {
    use core::sync::atomic::{AtomicU32, Ordering};
    static CHOSEN: AtomicU32 = AtomicU32::new(0);
    unsafe extern "C" {
        fn getenv(name: *const u8) -> *const u8;
    }
    extern "C" fn read() {
        let mut number = 0u32;
        unsafe {
            let mut text = getenv(c"LOSS_MUTANT".as_ptr().cast());
            while !text.is_null() && (*text).is_ascii_digit() {
                number = number * 10 + u32::from(*text - b'0');
                text = text.add(1);
            }
        }
        CHOSEN.store(number, Ordering::Relaxed);
    }
    #[used]
    #[unsafe(link_section = ".init_array")]
    static AT_LOAD: extern "C" fn() = read;
    #[inline(always)]
    pub fn chosen() -> u32 {
        CHOSEN.load(Ordering::Relaxed)
    }
}
"""
ROOT = "kernels/src/lib.rs"
LANGUAGE = tree_sitter.Language(tree_sitter_rust.language())
CONSTANT = {"const_item", "static_item", "const_parameter", "type_arguments", "array_type"}
# What a kind of change, by its name in cargo-mutants, is made in.
PLACES = {
    "BinaryOperator": ("binary_expression", "compound_assignment_expr"),
    "UnaryOperator": ("unary_expression",),
    "FnValue": ("block",),
    "MatchArm": ("match_arm",),
    "MatchArmGuard": ("match_arm",),
    "StructField": ("struct_expression",),
}
# Around what belongs to a change.
MARK = re.compile(r"/\*<(/?)(\d+)>\*/")
# How long a command may take with a change: seconds, or as many times what it takes without one.
LEAST, TIMES = 10, 8


class Source:
    """A file, its syntax tree, and where its lines begin. All places are in bytes."""

    def __init__(self, tree, file):
        self.bytes = (tree / file).read_bytes()
        self.syntax = tree_sitter.Parser(LANGUAGE).parse(self.bytes)
        self.lines = self.bytes.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))
        self.chosen = ("crate" if file.startswith("kernels/") else "loss_kernels") + "::mutant::chosen()"
        self.changes = {}

    def place(self, point):
        line = self.lines[point["line"] - 1].decode()
        return self.starts[point["line"] - 1] + len(line[: point["column"] - 1].encode())

    def span(self, change):
        return self.place(change["span"]["start"]), self.place(change["span"]["end"])

    def text(self, start, end):
        return self.bytes[start:end].decode()

    def node(self, change):
        """What a change is made in, or None."""
        start, end = self.span(change)
        node = self.syntax.root_node.descendant_for_byte_range(start, end)
        while node is not None and node.type not in PLACES[change["genre"]]:
            node = node.parent
        if node is not None and change["genre"] == "BinaryOperator":
            operator = node.child_by_field_name("operator")
            if (operator.start_byte, operator.end_byte) != (start, end):
                return None
        return node

    def is_constant(self, change):
        """Whether the compiler works out what is changed."""
        node = self.syntax.root_node.descendant_for_byte_range(*self.span(change))
        while node is not None:
            if node.type in CONSTANT:
                return True
            if node.type == "function_item" and b"const" in self.bytes[node.start_byte :].split(b"fn", 1)[0].split():
                return True
            node = node.parent
        return False

    def with_changes(self, changes):
        """The text with all changes in it, by number."""
        self.changes = {}
        for number, change in changes.items():
            self.changes.setdefault(self.node(change).id, []).append((number, change))
        return self.render(self.syntax.root_node)

    def inside(self, node, start=None, end=None):
        """The text of a node, or a part of it, with its children rendered."""
        place = node.start_byte if start is None else start
        end = node.end_byte if end is None else end
        parts = []
        for child in node.children:
            if place <= child.start_byte and child.end_byte <= end:
                parts += [self.text(place, child.start_byte), self.render(child)]
                place = child.end_byte
        return "".join(parts) + self.text(place, end)

    def choice(self, arms, otherwise):
        arms = "".join(f"/*<{number}>*/ {number} => {{ {text} }} /*</{number}>*/\n" for number, text in arms)
        return f"match {self.chosen} {{ {arms} _ => {{ {otherwise} }} }}"

    def render(self, node):
        changes = self.changes.get(node.id)
        if changes is None:
            return self.inside(node)
        if node.type == "unary_expression":
            operator, operand = self.text(node.start_byte, node.children[0].end_byte), self.render(node.children[-1])
            return f"({self.choice([(number, operand) for number, _ in changes], f'{operator} ({operand})')})"
        if node.type in PLACES["BinaryOperator"]:
            return self.operation(node, changes)
        if node.type == "block":
            returns = "".join(
                f"/*<{number}>*/ if {self.chosen} == {number} {{ return {change['replacement']}; }} /*</{number}>*/\n"
                for number, change in changes
            )
            return "{ " + returns + self.inside(node, node.start_byte + 1)
        if node.type == "match_arm":
            return self.arm(node, changes)
        arms = []
        for number, change in changes:
            start, end = self.span(change)
            arms.append((number, self.text(node.start_byte, start) + self.text(end, node.end_byte)))
        return f"({self.choice(arms, self.inside(node))})"

    def operation(self, node, changes):
        left, right = (self.render(node.child_by_field_name(side)) for side in ("left", "right"))
        operator = node.child_by_field_name("operator").type
        if operator in ("&&", "||"):
            frame, form = "({})", "({left}) {operator} ({right})"
        elif node.type == "compound_assignment_expr":
            frame, form = "{{ let right = {right}; {} }}", "{left} {operator} right;"
        else:
            # Compared are places, of what may have no copies.
            by = "&" if operator in ("==", "!=", "<", ">", "<=", ">=") else ""
            frame = f"(match ({by}({{left}}), {by}({{right}})) {{{{ (left, right) => {{}} }}}})"
            form = "left {operator} right"
        arms = [
            (number, form.format(left=left, right=right, operator=change["replacement"])) for number, change in changes
        ]
        otherwise = form.format(left=left, right=right, operator=operator)
        return frame.format(self.choice(arms, otherwise), left=left, right=right)

    def arm(self, node, changes):
        """An arm that is not there, or has another guard."""
        pattern = node.child_by_field_name("pattern")
        condition = pattern.child_by_field_name("condition")
        guard = "true" if condition is None else f"({self.render(condition)})"
        for number, change in changes:
            if change["genre"] == "MatchArm":
                guard = f"({guard} && {self.chosen} != {number})"
            else:
                guard = f"({self.choice([(number, change['replacement'])], guard)})"
        if condition is None:
            head = self.inside(node, None, pattern.end_byte) + " if "
        else:
            head = self.text(node.start_byte, condition.start_byte)
        opened = "".join(f"/*<{number}>*/" for number, _ in changes)
        closed = "".join(f"/*</{number}>*/" for number, _ in reversed(changes))
        return opened + head + guard + self.inside(node, pattern.end_byte) + closed


def change_at(text, line):
    """The number of the innermost change that a line belongs to, or None."""
    lines = text.splitlines(keepends=True)
    start = sum(len(part) for part in lines[: line - 1])
    opened = []
    for mark in MARK.finditer(text, 0, start + len(lines[line - 1])):
        number = int(mark.group(2))
        if not mark.group(1):
            opened.append(number)
        elif mark.start() < start:
            opened.remove(number)
    return opened[-1] if opened else None


def compile_errors(tree):
    """Lines of errors and their messages, by file; None where everything compiles."""
    environment = {**os.environ, "RUSTFLAGS": "-A warnings"}
    packages = ["-p", "libloss", "-p", "loss-kernels", "--features", "libloss/deliberate-panic"]
    command = ["cargo", "check", "--lib", "--tests", "--message-format=json", *packages]
    checked = subprocess.run(command, cwd=tree, capture_output=True, text=True, env=environment, check=False)
    if checked.returncode == 0:
        return None
    errors = []
    for line in checked.stdout.splitlines():
        message = json.loads(line).get("message")
        if isinstance(message, dict) and message.get("level") == "error":
            for span in message["spans"]:
                errors += [(span["file_name"], span[end], message["message"]) for end in ("line_start", "line_end")]
    return errors


def prepare(tree, files):
    options = [part for file in files for part in ("--file", file)]
    command = ["cargo", "mutants", "--workspace", "--list", "--json", *options]
    listed = json.loads(subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True).stdout)
    sources = {file: Source(tree, file) for file in {change["file"] for change in listed}}
    (tree / ROOT).write_text((tree / ROOT).read_text() + HOOK)
    changes, apart, refused = {}, [], {}
    for number, change in enumerate(listed, 1):
        source = sources[change["file"]]
        # A function returns one type, also where it only says what the type is good for.
        other_type = change["genre"] == "FnValue" and "impl " in change["function"]["return_type"]
        if source.is_constant(change) or source.node(change) is None or other_type:
            apart.append(change["name"])
        else:
            changes[number] = change
    while True:
        texts = {}
        for file, source in sources.items():
            here = {n: c for n, c in changes.items() if c["file"] == file and n not in refused}
            texts[file] = source.with_changes(here) + (HOOK if file == ROOT else "")
            (tree / file).write_text(texts[file])
        errors = compile_errors(tree)
        if errors is None:
            break
        found = {}
        for file, line, message in errors:
            number = change_at(texts[file], line) if file in texts else None
            if number is not None:
                found[number] = message
        if not found:
            sys.exit(f"errors that are of no change: {errors}")
        refused.update(found)
    left = {number: change["name"] for number, change in changes.items() if number not in refused}
    write(tree, {"left": left, "refused": {changes[n]["name"]: why for n, why in refused.items()}, "apart": apart})
    print(f"{len(listed)} changes, {len(refused)} do not compile, {len(apart)} cannot be chosen later:")
    print("".join(f"    {name}\n" for name in apart), end="")


def write(tree, state):
    (tree / "mutants.json").write_text(json.dumps(state, indent=1))


def survives(command, number, limit=None):
    """Whether a command succeeds with a change, within so many seconds."""
    process = subprocess.Popen(
        command, shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "LOSS_MUTANT": number},
    )
    try:
        return process.wait(limit) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        # What it has started may have gone on.
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()


def run(tree, command):
    state = json.loads((tree / "mutants.json").read_text())
    start = time.monotonic()
    if not survives(command, "0"):
        sys.exit(f"{command} fails without any change")
    limit = max(LEAST, TIMES * (time.monotonic() - start))
    before = len(state["left"])
    for number in list(state["left"]):
        if not survives(command, number, limit):
            del state["left"][number]
            write(tree, state)
    print(f"{command}: {before - len(state['left'])} of {before} changes noticed")


def main():
    what, tree = sys.argv[1], Path(sys.argv[2]).resolve()
    if what == "prepare":
        prepare(tree, sys.argv[3:])
    elif what == "run":
        run(tree, sys.argv[3])
    else:
        names = json.loads((tree / "mutants.json").read_text())["left"]
        print("".join(f"{number} {name}\n" for number, name in names.items()) + f"{len(names)} changes not noticed")


if __name__ == "__main__":
    main()
