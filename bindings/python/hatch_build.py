"""Builds the shared library with cargo and puts it into the wheel, next to the Python files.

With LIBLOSS_LIBRARY set, the library that it names is put there, and no cargo is needed.
"""

import ctypes
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))
from hatch_version import HERE, SOURCES  # noqa: E402

NAME = {"win32": "loss.dll", "darwin": "libloss.dylib"}.get(sys.platform, "libloss.so")
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


class Refused(Exception):
    """A sentence for who installs the package, who has no use for a traceback."""


def numbers(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version.split("-")[0])]


def check_cargo() -> None:
    """As packaging/toolchain.sh does for make."""
    wanted = re.search(r'^rust-version = "(.+)"$', (SOURCES / "Cargo.toml").read_text(), re.MULTILINE)
    needed = wanted[1] if wanted else ""
    found = ""
    if shutil.which("cargo") is not None:
        said = subprocess.run(["cargo", "--version"], cwd=SOURCES, capture_output=True, text=True)
        match = re.match(r"cargo (\S+)", said.stdout)
        found = match[1] if match and said.returncode == 0 else ""
    if not found or numbers(found) < numbers(needed):
        raise Refused(
            f"libloss is written in Rust: building it needs cargo {needed} or later ({found or 'none'} found). "
            "https://rustup.rs installs it, a build then takes a few minutes. With a prebuilt library no Rust is needed: "
            "LIBLOSS_LIBRARY=/path/to/libloss.so pip install ..."
        )


def prebuilt(path: Path, version: str) -> Path:
    """The library that LIBLOSS_LIBRARY names, if it is of this version."""
    try:
        library = ctypes.CDLL(str(path))
        library.loss_version.argtypes = []
        library.loss_version.restype = ctypes.c_char_p
        found = library.loss_version().decode()
    except (OSError, AttributeError) as error:
        raise Refused(f"LIBLOSS_LIBRARY={path} is no libloss: {error}") from None
    if found != version:
        raise Refused(f"LIBLOSS_LIBRARY={path} is libloss {found}, and this package needs {version}")
    return path


def cargo_build() -> Path:
    """The shared library, built as `make` does, so that neither builds it again."""
    check_cargo()
    command = ["cargo", "build", "--release", "--locked", "--package", "libloss"]
    command += ["--message-format", "json-render-diagnostics"]
    built = subprocess.run(command, cwd=SOURCES, stdout=subprocess.PIPE, text=True)
    if built.returncode != 0:
        raise Refused("cargo could not build libloss, and said above why")
    for line in built.stdout.splitlines():
        for path in json.loads(line).get("filenames", []):
            if Path(path).name == NAME:
                return Path(path)
    raise Refused(f"cargo built no {NAME}")


class CustomBuildHook(BuildHookInterface):
    """Hatchling's hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name == "sdist":
            if SOURCES != HERE / "rust":
                for name in RUST:
                    build_data["force_include"][str(SOURCES / name)] = f"rust/{name}"
            return
        chosen = os.environ.get("LIBLOSS_LIBRARY")
        try:
            library = prebuilt(Path(chosen).absolute(), self.metadata.version) if chosen else cargo_build()
        except Refused as refused:
            self.app.abort(str(refused))
        if version == "editable":
            shutil.copy2(library, HERE / "libloss" / NAME)
        else:
            build_data["force_include"][str(library)] = f"libloss/{NAME}"
            for name in LICENCES:
                build_data["force_include"][str(SOURCES / name)] = f"libloss/licences/{name}"
        # ctypes binds to the library, not to a version of Python.
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
