#!/usr/bin/env python3
"""Runs every code block of Markdown pages as a reader would who pastes it.

    python3 docs/tools/blocks.py --stage PREFIX [--python PYTHON] [--torch-python PYTHON] PAGE...

PREFIX is an installed libloss. What stands after the language in a block's first line says how it is run:

    c, cpp        a program: compiled without a warning, linked with the installed library, run; also kept as app.c or
                  app.cpp for the page's later blocks
    c body        statements: the same, inside a main function
    python        a program, by --python, which has NumPy; where it needs PyTorch, by --torch-python
    sh            by bash, in a folder that has the page's programs and the checkout's include, target and examples
    cmake         a CMakeLists.txt beside app.c or app.cpp: configured, built; the program `app` is run
    text output   what the block before prints, to the letter
    LANGUAGE norun: REASON   not run
    text, bibtex  nothing to run

Anything else is an error, so that no block is forgotten. Prints what was skipped and why.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^(?P<indent> *)(?P<fence>`{3,}|~{3,}) *(?P<info>.*)$")
WARNINGS = ["-O1", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
BODY = """#include <inttypes.h>
#include <stdio.h>
#include "loss.h"

int main(void)
{{
{text}
    return 0;
}}
"""


class Skipped(Exception):
    pass


class Block:
    def __init__(self, page, line, info, text):
        self.page, self.line, self.text = page, line, text
        self.language, _, self.how = info.partition(" ")
        self.how = self.how.strip()

    def __str__(self):
        return f"{self.page.relative_to(ROOT)}:{self.line}: {self.language} {self.how}".rstrip()


def blocks_of(page):
    start, found, lines = None, [], []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        match = FENCE.match(line)
        if start is None and match:
            start = (number, match["info"], match["fence"], len(match["indent"]))
            lines = []
        elif start and line.strip() == start[2]:
            found.append(Block(page, start[0], start[1], "\n".join(lines) + "\n"))
            start = None
        elif start:
            lines.append(line[start[3]:])
    if start:
        raise SystemExit(f"{page}:{start[0]}: a block without an end")
    return found


class Runner:
    def __init__(self, arguments):
        self.arguments = arguments
        self.stage = arguments.stage.resolve()
        # The pages say target/release; cargo may be set to another folder.
        self.target = ROOT / subprocess.check_output([ROOT / "ci/target.sh"], text=True).strip()
        self.environment = {
            **os.environ,
            "PKG_CONFIG_PATH": str(self.stage / "lib/pkgconfig"),
            "CMAKE_PREFIX_PATH": str(self.stage),
            "LD_LIBRARY_PATH": str(self.stage / "lib"),
            "PYTHONPATH": str(ROOT / "bindings/python"),
            "LIBLOSS_LIBRARY": str(self.stage / "lib/libloss.so"),
        }

    def folder(self, page):
        folder = ROOT / "build/docs" / str(page.relative_to(ROOT)).replace("/", "-").removesuffix(".md")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("include", "examples"):
            (folder / name).symlink_to(ROOT / name)
        (folder / "target").symlink_to(self.target)
        return folder

    def command(self, folder, *words):
        done = subprocess.run(words, cwd=folder, env=self.environment, capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(map(str, words[:2]))} gave {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def run(self, block, folder):
        """What the block prints."""
        function = getattr(self, block.language, None) if block.language in (
            "c", "cpp", "python", "sh", "cmake") else None
        if function is None:
            raise RuntimeError("a language that this script does not know")
        if block.how and not (block.language == "c" and block.how == "body"):
            raise RuntimeError("words after the language that this script does not know")
        return function(block, folder)

    def compiled(self, folder, compiler, source):
        library = self.stage / "lib"
        self.command(folder, *compiler, *WARNINGS, source, f"-I{self.stage / 'include'}", f"-L{library}", "-lloss",
                     "-lpthread", "-lm", "-o", "program")
        return self.command(folder, "./program")

    def c(self, block, folder):
        source = "body.c" if block.how == "body" else "app.c"
        (folder / source).write_text(BODY.format(text=block.text) if block.how == "body" else block.text)
        return self.compiled(folder, [os.environ.get("CC", "cc"), "-std=c11"], source)

    def cpp(self, block, folder):
        (folder / "app.cpp").write_text(block.text)
        return self.compiled(folder, [os.environ.get("CXX", "c++"), "-std=c++17"], "app.cpp")

    def python(self, block, folder):
        python = self.arguments.python
        if re.search(r"^(import|from) (libloss\.)?torch\b", block.text, re.MULTILINE):
            python = self.arguments.torch_python
            if not python:
                raise Skipped("no PyTorch")
        if not python:
            raise Skipped("no NumPy")
        (folder / "program.py").write_text(block.text)
        return self.command(folder, python, "-W", "error", "program.py")

    def sh(self, block, folder):
        if "pkg-config" in block.text and not shutil.which("pkg-config"):
            raise Skipped("no pkg-config")
        return self.command(folder, "bash", "-euo", "pipefail", "-c", block.text)

    def cmake(self, block, folder):
        if not shutil.which("cmake"):
            raise Skipped("no cmake")
        (folder / "CMakeLists.txt").write_text(block.text)
        shutil.rmtree(folder / "cmake", ignore_errors=True)
        self.command(folder, "cmake", "-S", ".", "-B", "cmake")
        self.command(folder, "cmake", "--build", "cmake")
        return self.command(folder, "cmake/app")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stage", type=Path, required=True)
    parser.add_argument("--python")
    parser.add_argument("--torch-python")
    parser.add_argument("pages", nargs="+", type=Path)
    arguments = parser.parse_args()
    runner = Runner(arguments)
    ran, failures, left_out = 0, 0, []
    for page in arguments.pages:
        page = page.resolve()
        folder = runner.folder(page)
        printed, skipped_before = None, False
        for block in blocks_of(page):
            reason = re.fullmatch(r"norun: (.{8,})", block.how)
            try:
                if reason:
                    left_out.append(f"NOT RUN: {block.page.relative_to(ROOT)}:{block.line}: {reason[1]}")
                    printed = None
                elif (block.language, block.how) == ("text", "output"):
                    if skipped_before:
                        continue
                    if printed is None:
                        raise RuntimeError("the output of a block that was not run")
                    if printed.rstrip() != block.text.rstrip():
                        raise RuntimeError(f"the block before printed\n{printed}")
                elif block.language in ("text", "bibtex") and not block.how:
                    pass
                else:
                    printed, skipped_before = None, False
                    printed = runner.run(block, folder)
                    ran += 1
            except Skipped as skipped:
                skipped_before = True
                left_out.append(f"SKIPPED: {block}: {skipped}")
            except (RuntimeError, subprocess.TimeoutExpired) as error:
                print(f"{block}: {error}", file=sys.stderr)
                failures += 1
    print("\n".join(left_out))
    print(f"{ran} blocks ran, {failures} failed")
    return 1 if failures or ran == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
