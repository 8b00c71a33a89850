#!/bin/bash
# Fails if anything in include/loss.h has no documentation, and shows that it would: each kind of comment is taken away
# once from a copy, which must then be refused.
#
# Doxygen is installed where that can be done; where there is none, prints that it was skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

ci/provide.sh doxygen doxygen
if ! command -v doxygen >/dev/null; then
    echo "SKIPPED: documentation of loss.h, no doxygen"
    exit 0
fi

build=build/doxygen
mkdir -p "$build/copy"

# documented HEADER: what is not goes into the log. Doxygen 1.9.4 says nothing of constants of an enumeration: those are
# looked for in its XML.
documented() {
    rm -rf "$build/xml"
    { cat docs/tools/Doxyfile && echo "INPUT = $1"; } | doxygen - 2>"$build/log" || return 1
    python3 - "$build/xml" 2>>"$build/log" <<'END'
import pathlib, sys, xml.etree.ElementTree as tree
values = [value for file in pathlib.Path(sys.argv[1]).glob("*.xml") for value in tree.parse(file).iter("enumvalue")]
missing = [value.findtext("name") for value in values if not value.findall("./*/para")]
sys.exit("".join(f"{name} is not documented\n" for name in missing) or (0 if values else "no enumeration found"))
END
}

# without LINE: a copy of the header less the comment that ends before the line which begins so.
without() {
    python3 - "$1" "$build/copy/loss.h" <<'END'
import re, sys
text = open("include/loss.h", encoding="utf-8").read()
at = text.index("\n" + sys.argv[1]) + 1
start = text.rindex("/**", 0, at)
assert re.fullmatch(r"/\*\*.*?\*/\s*", text[start:at], re.DOTALL), "no comment before it"
open(sys.argv[2], "w", encoding="utf-8").write(text[:start] + text[at:])
END
}

documented include/loss.h || { cat "$build/log" >&2; exit 1; }
for line in "LOSS_API const char *loss_version(" "#define LOSS_SUM" "  uint64_t rows;" "typedef struct loss_sums" \
    "  LOSS_ERROR_SIZE =" "typedef void loss_parallel_for("; do
    without "$line"
    if documented "$build/copy/loss.h"; then
        echo "doxygen: takes a header without the comment before '$line'" >&2
        exit 1
    fi
    grep -q "not documented" "$build/log" || { cat "$build/log" >&2; exit 1; }
done
echo "doxygen: everything in loss.h is documented"
