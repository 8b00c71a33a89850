#!/usr/bin/env python3
"""Looks at the made book with headless Chromium: on a desktop and on a telephone no page is wider than the window,
every picture is shown, nothing is reported on the console.

    python3 docs/tools/browser.py BOOK [SCREENSHOTS]

With a second folder, pictures of all pages go there. Pages have no scripts of their own; the one that measures them is
in a page beside them, which shows each in a frame.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

WIDTHS = {"desktop": 1280, "telephone": 390}

MEASURE = """<!doctype html><title>measuring</title><pre id="found"></pre><script>
const pages = %s, widths = %s, found = [];
async function look(page, width) {
    const frame = document.createElement("iframe");
    frame.style.width = width + "px";
    frame.style.height = "800px";
    const loaded = new Promise(resolve => frame.addEventListener("load", resolve));
    frame.src = page;
    document.body.append(frame);
    await loaded;
    const inside = frame.contentDocument, root = inside.documentElement;
    if (root.scrollWidth > width) found.push(`${page}: ${root.scrollWidth} pixels wide in a window of ${width}`);
    for (const image of inside.images)
        if (!image.complete || image.naturalWidth === 0) found.push(`${page}: ${image.src} is not shown`);
    if (inside.styleSheets.length !== 1) found.push(`${page}: no style`);
    if (inside.querySelectorAll("h1").length !== 1) found.push(`${page}: not one heading of the first order`);
    frame.remove();
}
(async () => {
    for (const page of pages) for (const width of widths) await look(page, width);
    document.getElementById("found").textContent = found.length ? found.join("\\n") : "nothing";
})();
</script>"""


def chromium(profile, *arguments):
    return subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
         "--enable-logging=stderr", "--allow-file-access-from-files", f"--user-data-dir={profile}", *arguments],
        capture_output=True, text=True, timeout=300,
    )


def main():
    book = Path(sys.argv[1]).resolve()
    pages = sorted(str(path.relative_to(book)) for path in book.rglob("*.html") if path.name != "measure.html")
    measure = book / "measure.html"
    with tempfile.TemporaryDirectory() as profile:
        measure.write_text(MEASURE % (json.dumps(pages), json.dumps(list(WIDTHS.values()))), encoding="utf-8")
        try:
            done = chromium(profile, "--virtual-time-budget=60000", "--dump-dom", measure.as_uri())
        finally:
            measure.unlink()
        found = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
        problems = [] if found and found[1] == "nothing" else [found[1] if found else done.stderr]
        problems += [line for line in done.stderr.splitlines() if "CONSOLE" in line]
        for folder in map(Path, sys.argv[2:3]):
            folder.mkdir(parents=True, exist_ok=True)
            for page in pages:
                for name, width in WIDTHS.items():
                    picture = folder / f"{page.replace('/', '-').removesuffix('.html')}-{name}.png"
                    chromium(profile, f"--window-size={width},2400", f"--screenshot={picture}", (book / page).as_uri())
    print("\n".join(problems), end="\n" if problems else "")
    print(f"{len(pages)} pages in a browser at {', '.join(map(str, WIDTHS.values()))} pixels, {len(problems)} problems")
    return 1 if problems or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
