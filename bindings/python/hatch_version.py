"""The version, and where the Rust sources are: Cargo.toml says the one, the kind of tree the other."""

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
# A source distribution carries the sources, a checkout is among them.
SOURCES = HERE / "rust" if (HERE / "rust" / "Cargo.toml").exists() else HERE.parent.parent

_found = re.search(r'^version = "(.+)"$', (SOURCES / "Cargo.toml").read_text(), re.MULTILINE)
if _found is None:
    raise RuntimeError("Cargo.toml has no version")
__version__ = _found.group(1)
