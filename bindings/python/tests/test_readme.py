"""The programs of the README run, and print what stands beside them."""

import contextlib
import doctest
import io
import re
from pathlib import Path

import pytest

import libloss

README = Path(__file__).resolve().parents[1] / "README.md"
BLOCKS = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS)
def test_block(block):
    if "torch" in block:
        pytest.importorskip("torch")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block, str(README), "exec"), {})
    lines = printed.getvalue().splitlines()
    comments = re.findall(r"^print\(.*\)\s+# (.*)$", block, re.MULTILINE)
    assert len(lines) == len(comments)
    for line, comment in zip(lines, comments):
        assert line == comment or comment == "zero, but for rounding"


def test_there_are_programs():
    assert len(BLOCKS) == 2
    results = doctest.testmod(libloss)
    assert results.attempted > 0 and results.failed == 0
