#!/usr/bin/env python3
"""The libraries that are linked into libloss for a target: their licences, and their list in CycloneDX.

    ci/licences.py TARGET FOLDER      writes FOLDER/THIRD-PARTY-LICENSES and FOLDER/libloss.cdx.json

What is linked in is what Cargo.lock and the dependencies for that target say, without those of the build and of tests, and
the standard library of Rust. Fails where a package has no text of a licence, or a licence that is not in ALLOWED.
"""
import json
import os
import subprocess
import sys
from pathlib import Path

ALLOWED = {"MIT", "MIT OR Apache-2.0", "Apache-2.0 OR MIT", "MIT/Apache-2.0"}


def output(*command):
    environment = os.environ | {"TZ": "UTC"}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def linked(target):
    """The packages, ours first, then by name."""
    metadata = json.loads(output("cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target))
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = next(package["id"] for package in metadata["packages"] if package["name"] == "libloss")
    edges, waiting = {}, [root]
    while waiting:
        package = waiting.pop()
        if package in edges:
            continue
        normal = [d["pkg"] for d in nodes[package]["deps"] if any(kind["kind"] is None for kind in d["dep_kinds"])]
        # A macro runs in the compiler.
        normal = [d for d in normal if "proc-macro" not in packages[d]["targets"][0]["kind"]]
        edges[package] = sorted(normal, key=lambda d: packages[d]["name"])
        waiting += normal
    own = [packages[i] for i in edges if packages[i]["source"] is None]
    others = sorted((packages[i] for i in edges if packages[i]["source"]), key=lambda p: (p["name"], p["version"]))
    return packages, edges, root, own, others


def texts(package):
    """The texts of its licences, by the names of their files."""
    folder = Path(package["manifest_path"]).parent
    names = ("license", "licence", "copying", "copyright", "notice")
    found = sorted(file for file in folder.iterdir() if file.is_file() and file.name.lower().startswith(names))
    if not found:
        sys.exit(f"{package['name']}: no text of a licence in its package")
    return [(file.name, file.read_text(encoding="utf-8").strip()) for file in found]


def reference(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def main(target, folder):
    packages, edges, root, own, others = linked(target)
    rustc = output("rustc", "--version").split()[1]
    for package in others:
        if package["license"] not in ALLOWED:
            sys.exit(f"{package['name']}: its licence {package['license']} is not one of {sorted(ALLOWED)}")

    pieces = [
        "The binary files of libloss contain the libraries below, each under its own licence.",
        f"rust standard library {rustc}: MIT OR Apache-2.0\nCopyright (c) The Rust Project Contributors. "
        "The texts of both licences are those in LICENSE-MIT (with this notice of copyright) and LICENSE-APACHE. What it contains of others is listed in RUST-COPYRIGHT.html.",
    ]
    if target.endswith("windows-gnu"):
        pieces.append(
            "libgcc: GPL-3.0-or-later WITH GCC-exception-3.1\nmingw-w64 runtime: ZPL-2.1, public domain and others; see "
            "its COPYING.MinGW-w64-runtime.txt\nSmall parts of both are in every program that these compilers link."
        )
    for package in others:
        title = f"{package['name']} {package['version']}: {package['license']}"
        pieces.append(f"{title}\n{package['repository'] or ''}".strip())
        pieces += [f"{package['name']}, {name}:\n\n{text}" for name, text in texts(package)]
    line = "\n\n" + "-" * 80 + "\n\n"
    (folder / "THIRD-PARTY-LICENSES").write_text(line.join(pieces) + "\n", encoding="utf-8")

    def component(package):
        entry = {
            "type": "library",
            "bom-ref": reference(package),
            "name": package["name"],
            "version": package["version"],
            "licenses": [{"expression": package["license"].replace("/", " OR ")}],
        }
        return entry | ({"purl": reference(package)} if package["source"] else {})

    std = {
        "type": "library",
        "bom-ref": f"rust-std@{rustc}",
        "name": "rust-std",
        "version": rustc,
        "licenses": [{"expression": "MIT OR Apache-2.0"}],
    }
    time = output("git", "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%dT%H:%M:%SZ").strip()
    inner = [package for package in own if package["id"] != root]
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"timestamp": time, "component": component(packages[root])},
        "components": [component(package) for package in inner + others] + [std],
        "dependencies": sorted(
            (
                {
                    "ref": reference(packages[i]),
                    "dependsOn": [reference(packages[d]) for d in edges[i]] + [std["bom-ref"]] * (i == root),
                }
                for i in edges
            ),
            key=lambda entry: entry["ref"],
        ),
    }
    (folder / "libloss.cdx.json").write_text(json.dumps(bom, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]))
