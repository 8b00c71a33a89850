"""A plot of horizontal bars, as SVG, with the standard library alone."""

from xml.sax.saxutils import escape

WIDTH = 920
LEFT = 310
RIGHT = 70
TOP = 92
ROW = 44
BAR = 15
# Readable on its own panel, whatever is behind it.
PANEL, TEXT, FAINT, GRID = "#ffffff", "#1f2328", "#59636e", "#d1d9e0"
COLOURS = ("#4c9ed9", "#1f4e8c")


def text(x, y, words, anchor="start", colour=TEXT, size=13, weight="normal"):
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" '
        f'font-size="{size}" font-weight="{weight}">{escape(words)}</text>'
    )


def step_of(largest):
    """A round distance of grid lines, so that there are at most eight."""
    for step in (0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500):
        if largest / step <= 8:
            return step
    return largest / 8


def legend(names):
    parts, x = [], LEFT
    for name, colour in zip(names, COLOURS):
        parts.append(f'<rect x="{x}" y="60" width="12" height="12" fill="{colour}"/>')
        parts.append(text(x + 18, 70.5, name, size=12))
        x += 18 + 7.2 * len(name) + 24
    return parts


def bars(title, subtitle, names, rows, unit="×"):
    """`rows`: a label and as many numbers as there are names, None for one that is missing."""
    largest = max([v for _, values in rows for v in values if v is not None] + [1.0])
    scale = (WIDTH - LEFT - RIGHT) / largest
    bottom = TOP + ROW * len(rows)
    height = bottom + 34
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" rx="8" fill="{PANEL}" stroke="{GRID}"/>',
        text(20, 28, title, size=16, weight="bold"),
        text(20, 48, subtitle, colour=FAINT, size=12),
        *legend(names),
    ]
    step = step_of(largest)
    tick = 0.0
    while tick <= largest:
        x = LEFT + tick * scale
        parts.append(
            f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{bottom}" stroke="{GRID}"/>'
        )
        parts.append(text(x, bottom + 18, f"{tick:g}{unit}", "middle", FAINT, 11))
        tick += step
    for i, (label, values) in enumerate(rows):
        y = TOP + i * ROW
        parts.append(text(LEFT - 12, y + BAR + 5, label, "end"))
        for j, value in enumerate(values):
            if value is None:
                continue
            at = y + j * (BAR + 1)
            width = max(value * scale, 1)
            parts.append(
                f'<rect x="{LEFT}" y="{at}" width="{width:.1f}" height="{BAR}" rx="2" '
                f'fill="{COLOURS[j]}"/>'
            )
            parts.append(text(LEFT + width + 6, at + 12, f"{value:.1f}{unit}", size=11))
    x = LEFT + scale
    parts.append(
        f'<line x1="{x:.1f}" y1="{TOP - 8}" x2="{x:.1f}" y2="{bottom}" stroke="{TEXT}" '
        f'stroke-width="1.5" stroke-dasharray="4 3"/>'
    )
    parts.append("</svg>\n")
    return "\n".join(parts)
