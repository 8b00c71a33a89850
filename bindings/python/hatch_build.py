"""Builds the shared library with cargo and puts it into the wheel, beside the Python files."""

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))
from hatch_version import HERE, SOURCES  # noqa: E402

NAMES = {"win32": "loss.dll", "darwin": "libloss.dylib"}
LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"]
# What cargo needs; the workspace wants all its members.
RUST = [
    *LICENCES,
    "Cargo.toml",
    "Cargo.lock",
    "README.md",
    "accuracy/Cargo.toml",
    "accuracy/src",
    "build.rs",
    "include",
    "kernels",
    "src",
    "xtask",
]


def cargo_build() -> Path:
    """The shared library, built as `make` does, so that neither builds it again."""
    if shutil.which("cargo") is None:
        raise RuntimeError("libloss is written in Rust: cargo is needed to build it, and is not on the PATH")
    command = ["cargo", "build", "--release", "--locked", "--package", "libloss"]
    command += ["--message-format", "json-render-diagnostics"]
    built = subprocess.run(command, cwd=SOURCES, stdout=subprocess.PIPE, check=True, text=True)
    wanted = NAMES.get(sys.platform, "libloss.so")
    for line in built.stdout.splitlines():
        for path in json.loads(line).get("filenames", []):
            if Path(path).name == wanted:
                return Path(path)
    raise RuntimeError(f"cargo built no {wanted}")


class CustomBuildHook(BuildHookInterface):
    """Hatchling's hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "sdist":
            if SOURCES != HERE / "rust":
                for name in RUST:
                    build_data["force_include"][str(SOURCES / name)] = f"rust/{name}"
            return
        library = cargo_build()
        if version == "editable":
            shutil.copy2(library, HERE / "libloss" / library.name)
        else:
            build_data["force_include"][str(library)] = f"libloss/{library.name}"
            for name in LICENCES:
                build_data["force_include"][str(SOURCES / name)] = f"libloss/licences/{name}"
        # ctypes binds to the library, not to a version of Python.
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
