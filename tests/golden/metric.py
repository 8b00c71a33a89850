"""The cases of the losses of rows of vectors, and their formulas; digits.py makes the results of them."""

import itertools

import torch
from mpmath import isnan, mp, mpf
from torch.nn import functional

from common import EVERY_ROW_OPTION, INF, NAN, hide_masked, row_options, singles, uniform
from digits import solve
from standard import standard


def norm(differences, p):
    """A norm and its derivatives; where they do not exist they are 0, or those of the first of equals."""
    if any(map(isnan, differences)):
        return mp.nan, differences
    sizes = [abs(d) for d in differences]
    largest = max(sizes, default=mpf(0))
    if largest == 0:
        return mpf(0), [mpf(0)] * len(sizes)
    if p == INF:
        first = sizes.index(largest)
        return largest, [mp.sign(d) if i == first else mpf(0) for i, d in enumerate(differences)]
    if p == 1:
        return mp.fsum(sizes), [mpf(mp.sign(d)) for d in differences]
    distance = mp.fsum(s**p for s in sizes) ** (1 / p)
    if distance == INF:
        return distance, [mp.nan if s == INF else mpf(0) for s in sizes]
    return distance, [mp.sign(d) * (s / distance) ** (p - 1) for d, s in zip(differences, sizes)]


def triplet_row(rows, target, case):
    """The loss of a row and its derivatives by each vector."""
    margin, power, epsilon = case["scalars"]
    power = mpf(power or 2)

    def distance(x, y):
        size, slopes = norm([u - v + mpf(epsilon) for u, v in zip(x, y)], power)
        return size, slopes, [-slope for slope in slopes]

    return triplet_of(distance, rows, mpf(margin or 1), case)


def triplet_of(distance, rows, margin, case):
    """The same for any distance, which gives its derivatives by both vectors as well."""
    a, p, n = rows
    near, near_by_a, near_by_p = distance(a, p)
    far, far_by_a, far_by_n = distance(a, n)
    other, other_by_p, other_by_n = distance(p, n)
    swapped = case.get("options", {}).get("swap", False) and other < far
    loss = margin + near - (other if swapped else far)
    if isnan(loss):
        return mp.nan, [[mp.nan] * len(x) for x in rows]
    if loss <= 0:
        return mpf(0), [[mpf(0)] * len(x) for x in rows]
    if swapped:
        return loss, [near_by_a, [u - v for u, v in zip(near_by_p, other_by_p)], [-v for v in other_by_n]]
    return loss, [[u - v for u, v in zip(near_by_a, far_by_a)], near_by_p, [-v for v in far_by_n]]


def pairwise_row(rows, target, case):
    """The distance of a row."""
    power, epsilon = case["scalars"]
    size, slopes = norm([u - v + mpf(epsilon) for u, v in zip(*rows)], mpf(power or 2))
    if isnan(size):
        slopes = [mp.nan] * len(slopes)
    return size, [slopes, [-slope for slope in slopes]]


def contrastive_row(rows, target, case):
    """The contrastive loss of a row."""
    margin = mpf(case["scalars"][0] or 1)
    target = 2 * target - 1 if case.get("options", {}).get("binary_targets") else target
    apart, slopes = norm([u - v for u, v in zip(*rows)], mpf(2))
    if isnan(apart) or isnan(target):
        return mp.nan, [[mp.nan] * len(slopes)] * 2
    if target == 1:
        loss, by_first = apart**2 / 2, [u - v for u, v in zip(*rows)]
    elif target == -1 and apart < margin:
        loss, by_first = (margin - apart) ** 2 / 2, [(apart - margin) * slope for slope in slopes]
    else:
        loss, by_first = mpf(0), [mpf(0)] * len(slopes)
    return loss, [by_first, [-slope for slope in by_first]]


def cosine(x, y):
    """1 - cos and its derivatives by both vectors."""
    dot, x_square, y_square = (mp.fsum(u * v for u, v in zip(*pair)) for pair in ((x, y), (x, x), (y, y)))
    norms = mp.sqrt(x_square * y_square)
    if any(map(isnan, (*x, *y, norms))) or INF in (x_square, y_square):
        return mp.nan, [mp.nan] * len(x), [mp.nan] * len(y)
    if norms == 0:
        return mpf(1), [mpf(0)] * len(x), [mpf(0)] * len(y)
    cosine = dot / norms
    slopes = [
        [cosine * u / square - v / norms for u, v in zip(a, b)] for a, b, square in ((x, y, x_square), (y, x, y_square))
    ]
    return 1 - cosine, *slopes


def triplet_cosine_row(rows, target, case):
    """The triplet loss of cosine distances."""
    return triplet_of(cosine, rows, mpf(case["scalars"][0] or 1), case)


def cosine_distance_row(rows, target, case):
    """The cosine distance of a row."""
    distance, *slopes = cosine(*rows)
    return distance, slopes


def cosine_row(rows, target, case):
    """The same of the cosine embedding loss."""
    x, y = rows
    margin = mpf(case["scalars"][0])
    target = 2 * target - 1 if case.get("options", {}).get("binary_targets") else target
    dot, x_square, y_square = (mp.fsum(u * v for u, v in zip(*pair)) for pair in ((x, y), (x, x), (y, y)))
    norms = mp.sqrt(x_square * y_square)
    if any(map(isnan, (*x, *y, target))):
        return mp.nan, [[mp.nan] * len(x)] * 2
    cosine = dot / norms if norms else mpf(0)
    loss, slope = mpf(0), 0
    if target == 1:
        loss, slope = 1 - cosine, -1
    elif target == -1 and cosine > margin:
        loss, slope = cosine - margin, 1
    if slope == 0 or norms == 0:
        return loss, [[mpf(0)] * len(x)] * 2
    return loss, [
        [slope * (v / norms - cosine * u / square) for u, v in zip(a, b)]
        for a, b, square in ((x, y, x_square), (y, x, y_square))
    ]


ROWS = {
    "triplet": triplet_row,
    "triplet_cosine": triplet_cosine_row,
    "contrastive": contrastive_row,
    "pairwise_distance": pairwise_row,
    "cosine_distance": cosine_distance_row,
    "cosine_embedding": cosine_row,
}


def in_pytorch(loss, vectors, targets, case):
    """The losses of the rows by PyTorch's own function."""
    options = case.get("options", {})
    if loss == "triplet":
        margin, p, epsilon = case["scalars"]
        return functional.triplet_margin_loss(
            *vectors, margin=margin or 1.0, p=p or 2.0, eps=epsilon, swap=options.get("swap", False), reduction="none"
        )
    if loss == "triplet_cosine":
        return functional.triplet_margin_with_distance_loss(
            *vectors,
            distance_function=lambda x, y: 1 - functional.cosine_similarity(x, y, eps=0.0),
            margin=case["scalars"][0] or 1.0,
            swap=options.get("swap", False),
            reduction="none",
        )
    if loss == "pairwise_distance":
        p, epsilon = case["scalars"]
        return functional.pairwise_distance(*vectors, p=p or 2.0, eps=epsilon)
    if loss == "cosine_distance":
        return 1 - functional.cosine_similarity(*vectors, eps=0.0)
    targets = 2 * targets - 1 if options.get("binary_targets") else targets
    if loss == "contrastive":
        apart, margin = functional.pairwise_distance(*vectors, eps=0.0), case["scalars"][0] or 1.0
        return torch.where(targets == 1, apart.square(), torch.relu(margin - apart).square() * (targets == -1)) / 2
    return functional.cosine_embedding_loss(*vectors, targets, margin=case["scalars"][0], reduction="none")


def adder(cases):
    """Adds a case; `smooth` ones are compared with differences, those of `pytorch` with it."""

    def add(note, rows, dim, inputs, scalars, target=None, options=None, smooth=False, pytorch=True):
        case = {"note": note, "rows": rows, "dim": dim, "inputs": inputs, "target": target, "scalars": scalars}
        case["options"] = options
        case = {key: part for key, part in case.items() if part is not None and part != {}}
        of_pytorch = (lambda *arrays: in_pytorch(cases.loss, *arrays)) if pytorch else None
        cases.solved.append(solve(ROWS[cases.loss], case, smooth, of_pytorch))

    return add


SIZES = [(4, 3), (5, 10), (3, 2), (2, 33), (3, 17)]
ENDS = [("all masked", {"mask": [0, 0]}), ("all masked, mean_rows", {"mask": [0, 0], "reduction": "mean_rows"})]
ENDS += [("weights sum to 0", {"weight": [0.0, 0.0]})]


def triplet(cases):
    add = adder(cases)

    def random(note, rows, dim, options, scalars, limit=1.0, **swap):
        generator = cases.generator(note)
        inputs = [uniform(generator, rows * dim, -limit, limit) for _ in range(3)]
        options = (row_options(generator, rows, options) if isinstance(options, tuple) else options) | swap
        smooth = "mask" not in options and scalars[1] != INF
        hide_masked(options, *inputs, width=dim)
        counts = any(options.get("mask", [1])) and any(options.get("weight", [1]))
        add(note, rows, dim, inputs, scalars, options=options, smooth=smooth, pytorch=bool(counts))

    sizes = itertools.cycle(SIZES)
    for names, (rows, dim) in zip(EVERY_ROW_OPTION, sizes):
        random(" + ".join(names) or "default: mean", rows, dim, names, [0.0, 0.0, 0.0])
    for p, (rows, dim) in zip([1.0, 2.0, 3.0, 1.5, 10.0, 75.5, INF], sizes):
        for epsilon in (0.0, 1e-6):
            for swap in (False, True):
                note = f"p = {p}, epsilon = {epsilon}" + (", swap" if swap else "")
                random(note, rows, dim, ("weight",), [0.75, p, epsilon], **({"swap": True} if swap else {}))
    random("one row of 300, swap", 1, 300, ("upstream",), [2.0, 2.0, 1e-6], swap=True)
    random("a large margin", 3, 4, (), [1e6, 0.0, 0.0])
    add("no rows", 0, 3, [[], [], []], [0.0, 0.0, 0.0], pytorch=False)
    for note, options in ENDS:
        random(note, 2, 3, options, [0.0, 0.0, 0.0])
    random("a weight of 0 still counts as a row", 3, 2, {"weight": [0.0, 1.5, 2.0], "reduction": "mean_rows"}, [2.0] * 3)

    def one(note, a, p, n, scalars, options=None, smooth=False, pytorch=True):
        add(note, 1, len(a), [singles(a), singles(p), singles(n)], scalars, None, options, smooth, pytorch)

    default = [0.0, 0.0, 0.0]
    one("far enough: loss 0", [0.0, 0.0], [0.5, 0.0], [3.0, 4.0], default)
    one("exactly at the kink", [0.0, 0.0], [3.0, 0.0], [0.0, 4.0], default)
    for p in (1.0, 2.0, 3.0, INF):
        # PyTorch's equal halves are no derivative of a distance either: it is compared in what it has alone.
        ties = p == INF
        one(f"p = {p}: anchor and positive coincide", [1.0, 2.0], [1.0, 2.0], [1.5, 2.25], [0.0, p, 0.0])
        one(f"p = {p}: anchor and negative coincide", [1.0, 2.0], [1.5, 2.25], [1.0, 2.0], [0.0, p, 0.0])
        one(f"p = {p}: all coincide", [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [0.0, p, 0.0])
        one(f"p = {p}: all coincide, epsilon", [1.0, 2.0], [1.0, 2.0], [1.0, 2.0], [0.0, p, 1e-3], pytorch=not ties)
        one(f"p = {p}: some elements equal", [1.0, 2.0, 3.0], [1.0, 2.5, 3.0], [1.0, 2.0, 4.0], [2.0, p, 0.0])
        same = [0.25, 0.5], [0.75, 0.0], [0.75, 1.0]
        one(f"p = {p}: swap of equal distances", *same, [2.0, p, 0.0], {"swap": True}, pytorch=False)
    ties = [1.0, -2.0, 3.0], [2.0, -4.0, 1.0], [1.5, 0.0, 5.0]
    one("p = inf: the first of equal differences", *ties, [4.0, INF, 0.0], pytorch=False)
    one("large", [1e18, -2e18, 5e17], [-1e18, 1e18, 0.0], [3e18, 1e18, -2e18], [1e18, 2.0, 0.0])
    one("tiny", [1e-22, -2e-22], [3e-22, 1e-22], [-1e-22, 0.0], default)
    one("tiny differences, p = 3", [1e-22, -2e-22], [3e-22, 1e-22], [-1e-22, 0.0], [0.0, 3.0, 0.0])
    one("differences below the normal numbers of float", [1e-40, -2e-40], [3e-40, 1e-40], [-1e-40, 0.0], default)
    # PyTorch gives NaN for what is infinite, also where the loss is 0.
    one("an infinite negative: loss 0", [1.0, 2.0], [0.5, 1.0], [INF, 0.0], default, pytorch=False)
    one("an infinite positive: loss inf", [1.0, 2.0], [INF, 1.0], [0.5, 0.0], default, pytorch=False)
    one("an infinite anchor", [-INF, 2.0], [0.5, 1.0], [0.5, 0.0], default, pytorch=False)
    nan = [1.0, 2.0, 3.0], [1.5, 2.0, 2.5], [0.5, 2.5, 4.0]
    for which, name in enumerate(("the anchor", "the positive", "the negative")):
        for p in (1.0, 2.0, 3.0, INF):
            vectors = [list(vector) for vector in nan]
            vectors[which][1] = NAN
            one(f"p = {p}: NaN in {name}", *vectors, [0.0, p, 0.0], {"swap": which == 1}, pytorch=False)
    two = [[0.5, 1.0, NAN, 2.0], [1.0, 1.5, 0.0, 0.25], [0.25, 1.0, 1.0, 2.0]]
    add("NaN stays in its row", 2, 2, two, default, pytorch=False)


def random_rows(cases, note, shape, options, scalars, vectors=2, signs=None, smooth=True, **flags):
    """A case of random vectors, with targets that are one of `signs` where the loss has targets."""
    generator, (rows, dim) = cases.generator(note), shape
    inputs = [uniform(generator, rows * dim, -3, 3) for _ in range(vectors)]
    target = [float(generator.choice(signs)) for _ in range(rows)] if signs else None
    options = (row_options(generator, rows, options) if isinstance(options, tuple) else options) | flags
    smooth = smooth and "mask" not in options
    hide_masked(options, *inputs, width=dim)
    if signs:
        hide_masked(options, target)
    counts = any(options.get("mask", [1])) and any(options.get("weight", [1]))
    adder(cases)(note, rows, dim, inputs, scalars, target, options, smooth, pytorch=bool(counts))


def every_option(cases, scalars, **arguments):
    """What all losses of rows are tried with."""
    for names, shape in zip(EVERY_ROW_OPTION, itertools.cycle(SIZES)):
        random_rows(cases, " + ".join(names) or "default: mean", shape, names, scalars, **arguments)
    random_rows(cases, "two rows of 300", (2, 300), ("upstream",), scalars, **arguments)
    for note, options in ENDS:
        random_rows(cases, note, (2, 3), options, scalars, **arguments)
    options = {"weight": [0.0, 1.5, 2.0], "reduction": "mean_rows"}
    random_rows(cases, "a weight of 0 still counts as a row", (3, 2), options, scalars, **arguments)
    target = [] if arguments.get("signs") else None
    adder(cases)("no rows", 0, 3, [[]] * arguments.get("vectors", 2), scalars, target, pytorch=False)


def pairwise_distance(cases):
    add = adder(cases)
    every_option(cases, [0.0, 0.0])
    sizes = itertools.cycle(SIZES)
    for p, shape in zip([1.0, 2.0, 3.0, 1.5, 10.0, 75.5, INF], sizes):
        for epsilon in (0.0, 1e-6, 0.25):
            note = f"p = {p}, epsilon = {epsilon}"
            random_rows(cases, note, shape, ("weight",), [p, epsilon], smooth=p != INF)

    def one(note, x, y, p, epsilon=0.0, pytorch=True):
        add(note, 1, len(x), [singles(x), singles(y)], [p, epsilon], pytorch=pytorch)

    for p in (1.0, 2.0, 3.0, INF):
        one(f"p = {p}: 3, 4 and 5", [3.0, 0.0], [0.0, 4.0], p)
        one(f"p = {p}: coincide", [1.0, 2.0], [1.0, 2.0], p)
        # PyTorch's equal parts of a tie are no derivative of a distance either.
        one(f"p = {p}: coincide, epsilon", [1.0, 2.0], [1.0, 2.0], p, 1e-3, pytorch=p != INF)
        one(f"p = {p}: some elements equal", [1.0, 2.0, 3.0], [1.0, 2.5, 3.0], p)
        one(f"p = {p}: one element", [1.5], [-2.0], p)
        one(f"p = {p}: NaN in the first", [1.0, NAN], [2.0, 1.0], p, pytorch=False)
        one(f"p = {p}: NaN in the second", [1.0, 2.0], [NAN, 1.0], p, pytorch=False)
        one(f"p = {p}: an infinity", [1.0, INF], [2.0, 1.0], p, pytorch=False)
        one(f"p = {p}: equal infinities", [1.0, -INF], [2.0, -INF], p, pytorch=False)
        one(f"p = {p}: large", [1e18, -2e18, 5e17], [-1e18, 1e18, 0.0], p)
        one(f"p = {p}: tiny", [1e-22, -2e-22], [3e-22, 1e-22], p)
        one(f"p = {p}: below the normal numbers of float", [1e-40, -2e-40], [3e-40, 1e-40], p)
    one("p = inf: the first of equal differences", [1.0, -2.0, 3.0], [2.0, -4.0, 5.0], INF, pytorch=False)
    two = [[0.5, 1.0, NAN, 2.0], [1.0, 1.5, 0.0, 0.25]]
    add("NaN stays in its row", 2, 2, two, [0.0, 0.0], pytorch=False)


def contrastive(cases):
    add = adder(cases)
    every_option(cases, [0.0], signs=[-1, 1])
    for margin, shape in zip([0.5, 2.0, 4.0, 8.0, 20.0], itertools.cycle(SIZES)):
        for binary in (False, True):
            note = f"margin = {margin}" + (", binary targets" if binary else "")
            flags = {"binary_targets": True} if binary else {}
            signs = [0, 1] if binary else [-1, 1]
            random_rows(cases, note, (2 * shape[0], shape[1]), ("weight",), [margin], signs=signs, **flags)

    def one(note, x, y, target, margin=0.0, pytorch=True):
        add(note, 1, len(x), [singles(x), singles(y)], [margin], [target], pytorch=pytorch)

    for target in (1.0, -1.0):
        one(f"t = {target}: 3, 4 and 5, margin 6", [3.0, 0.0], [0.0, 4.0], target, 6.0)
        one(f"t = {target}: apart by the margin", [3.0, 0.0], [0.0, 4.0], target, 5.0)
        one(f"t = {target}: farther than the margin", [3.0, 0.0], [0.0, 4.0], target, 1.0)
        one(f"t = {target}: coincide", [1.0, 2.0], [1.0, 2.0], target)
        one(f"t = {target}: one element", [1.5], [1.0], target)
        one(f"t = {target}: large", [1e18, -2e18], [-1e18, 1e18], target, 1e19)
        one(f"t = {target}: tiny", [1e-18, -2e-18], [3e-18, 1e-18], target)
        one(f"t = {target}: NaN", [1.0, NAN], [2.0, 1.0], target, pytorch=False)
        one(f"t = {target}: an infinity", [1.0, INF], [2.0, 1.0], target, pytorch=False)
        one(f"t = {target}: equal infinities", [1.0, INF], [2.0, INF], target, pytorch=False)
    for target in (0.0, 0.5, 2.0, -3.0):
        one(f"t = {target}: no loss", [1.0, 2.0], [2.0, 1.5], target)
    one("NaN and no target", [1.0, 2.0], [2.0, NAN], 0.0, pytorch=False)
    one("NaN as target", [1.0, 2.0], [2.0, 1.0], NAN, pytorch=False)
    two = [[0.5, 1.0, NAN, 2.0], [1.0, 1.5, 0.0, 0.25]]
    add("NaN stays in its row", 2, 2, two, [0.0], [1.0, 1.0], pytorch=False)
    # One float nearer and farther than the margin.
    for x in (1.0 - 2**-24, 1.0 + 2**-23):
        one(f"t = -1: at the margin, x = {x}", [x, 0.0], [0.0, 0.0], -1.0)
    for rows in (1, 2, 3, 4, 5, 6, 7, 8):
        random_rows(cases, f"{rows} rows of {2 * rows + 1}", (rows, 2 * rows + 1), ("upstream",), [9.0], signs=[-1, 1])


def cosine_distance(cases):
    add = adder(cases)
    every_option(cases, [])
    for rows in range(1, 19):
        random_rows(cases, f"{rows} rows of {rows + 1}", (rows, rows + 1), ("weight", "upstream"), [])

    def one(note, x, y, smooth=False, pytorch=True):
        add(note, 1, len(x), [singles(x), singles(y)], [], smooth=smooth, pytorch=pytorch)

    one("the same direction", [1.0, 2.0, -3.0], [2.0, 4.0, -6.0])
    one("the same vector", [0.1, 0.7, -0.3], [0.1, 0.7, -0.3])
    one("opposite directions", [1.0, 2.0, -3.0], [-2.0, -4.0, 6.0])
    one("at right angles", [1.0, 2.0, 0.0], [-2.0, 1.0, 5.0])
    # optax's cosine distance is NaN here, and its gradient; PyTorch divides by 0 too unless it has an epsilon.
    one("zeros in the first", [0.0, 0.0], [1.0, 2.0], pytorch=False)
    one("zeros in the second", [1.0, 2.0], [0.0, 0.0], pytorch=False)
    one("two times zeros", [0.0, 0.0], [0.0, 0.0], pytorch=False)
    # Squares of doubles are far from the ends; PyTorch's own gradient loses them.
    one("tiny", [1e-18, 2e-18], [3e-19, 1e-19], pytorch=False)
    one("below the normal numbers of float", [1e-40, 2e-40], [3e-41, 1e-41], pytorch=False)
    one("large", [1e18, 2e18], [3e18, -1e17])
    one("large and tiny", [1e18, 2e18], [3e-18, -1e-18], pytorch=False)
    one("one element", [3.0], [2.0])
    one("one element, opposite", [3.0], [-2.0])
    close = [1.0, 2.0, 3.0, 4.0]
    one("nearly the same direction", close, [1.0, 2.0, 3.0, 4.0 + 2**-20], smooth=True)
    one("one float apart", close, [1.0, 2.0, 3.0, 4.0 + 2**-21])
    for number in (NAN, INF, -INF):
        one(f"{number} in the first", [number, 2.0], [2.0, 1.0], pytorch=False)
        one(f"{number} in the second", [1.0, 2.0], [2.0, number], pytorch=False)
    one("an infinity and zeros", [INF, 2.0], [0.0, 0.0], pytorch=False)
    two = [[0.5, 1.0, NAN, 2.0], [1.0, 1.5, 0.0, 0.25]]
    add("NaN stays in its row", 2, 2, two, [], pytorch=False)


def triplet_cosine(cases):
    add = adder(cases)
    every_option(cases, [0.0], vectors=3)
    for margin, shape in zip([0.25, 0.5, 2.0, 3.5], itertools.cycle(SIZES)):
        for swap in (False, True):
            note = f"margin = {margin}" + (", swap" if swap else "")
            random_rows(cases, note, shape, ("weight",), [margin], vectors=3, **({"swap": True} if swap else {}))
    for rows in range(1, 9):
        note = f"{rows} rows of {rows + 2}, swap"
        random_rows(cases, note, (rows, rows + 2), ("weight", "upstream"), [2.5], vectors=3, swap=True)

    def one(note, a, p, n, margin=0.0, options=None, pytorch=True):
        add(note, 1, len(a), [singles(a), singles(p), singles(n)], [margin], None, options, pytorch=pytorch)

    one("far enough: loss 0", [1.0, 0.0], [2.0, 0.0], [-1.0, 0.5])
    one("exactly at the kink", [1.0, 0.0], [2.0, 0.0], [0.0, 3.0])
    one("as far as can be", [1.0, 0.0], [-2.0, 0.0], [3.0, 0.0])
    swap = {"swap": True}
    one("anchor and positive at right angles to the negative", [1.0, 0.0], [2.0, 0.0], [0.0, 3.0], 1.5)
    one("swap of equal distances", [1.0, 0.0], [2.0, 0.0], [1.0, 3.0], 2.0, swap, pytorch=False)
    one("swap", [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], 2.0, swap)
    for which, name in enumerate(("anchor", "positive", "negative")):
        for options in (None, swap):
            note = f"{name}" + (", swap" if options else "")
            vectors = [[1.0, 2.0, 3.0], [1.5, 2.0, 2.5], [0.5, 2.5, 4.0]]
            for number in (NAN, INF):
                vectors[which][1] = number
                one(f"{number} in the {note}", *vectors, 0.0, options, pytorch=False)
            vectors[which] = [0.0, 0.0, 0.0]
            one(f"zeros in the {note}", *vectors, 2.0, options, pytorch=False)
            vectors[which] = [1e-40, 2e-40, -1e-40]
            one(f"below the normal numbers of float in the {note}", *vectors, 2.0, options, pytorch=False)
    one("all zeros", [0.0, 0.0], [0.0, 0.0], [0.0, 0.0], pytorch=False)
    one("large and tiny", [1e18, 2e18], [3e-18, -1e-18], [1.0, 1.0], 2.0, pytorch=False)
    close = [1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0 + 2**-20], [1.0, 2.0, 3.0 + 2**-20, 4.0]
    one("all nearly in one direction", *close, 0.25)
    two = [[0.5, 1.0, NAN, 2.0], [1.0, 1.5, 0.0, 0.25], [0.25, 1.0, 1.0, 2.0]]
    add("NaN stays in its row", 2, 2, two, [0.0], pytorch=False)


def cosine_embedding(cases):
    add = adder(cases)

    def random(note, rows, dim, options, margin=0.0, binary=False):
        generator = cases.generator(note)
        inputs = [uniform(generator, rows * dim, -3, 3) for _ in range(2)]
        target = [float(generator.choice([0 if binary else -1, 1])) for _ in range(rows)]
        options = row_options(generator, rows, options) if isinstance(options, tuple) else options
        options = options | ({"binary_targets": True} if binary else {})
        smooth = "mask" not in options
        hide_masked(options, *inputs, width=dim)
        hide_masked(options, target)
        counts = any(options.get("mask", [1])) and any(options.get("weight", [1]))
        add(note, rows, dim, inputs, [margin], target, options, smooth, pytorch=bool(counts))

    sizes = itertools.cycle(SIZES)
    for names, (rows, dim) in zip(EVERY_ROW_OPTION, sizes):
        random(" + ".join(names) or "default: mean", rows, dim, names)
    for margin, (rows, dim) in zip([-1.0, -0.5, 0.1, 0.5, 1.0], sizes):
        random(f"margin = {margin}", 2 * rows, dim, ("weight",), margin)
        random(f"margin = {margin}, binary targets", 2 * rows, dim, ("weight",), margin, True)
    random("two rows of 300", 2, 300, ("upstream",))
    for note, options in ENDS:
        random(note, 2, 3, options)
    random("a weight of 0 still counts as a row", 3, 2, {"weight": [0.0, 1.5, 2.0], "reduction": "mean_rows"})

    def one(note, x, y, target, margin=0.0, options=None, smooth=False, pytorch=True):
        add(note, 1, len(x), [singles(x), singles(y)], [margin], [target], options, smooth, pytorch)

    for target in (1.0, -1.0):
        one(f"t = {target}: the same direction", [1.0, 2.0, -3.0], [2.0, 4.0, -6.0], target)
        one(f"t = {target}: opposite directions", [1.0, 2.0, -3.0], [-2.0, -4.0, 6.0], target)
        one(f"t = {target}: at right angles", [1.0, 2.0, 0.0], [-2.0, 1.0, 5.0], target)
        # PyTorch adds 1e-12 to squared norms, which is not little beside these.
        one(f"t = {target}: zeros", [0.0, 0.0], [1.0, 2.0], target, pytorch=False)
        one(f"t = {target}: zeros, margin -0.5", [1.0, 2.0], [0.0, 0.0], target, -0.5, pytorch=False)
        one(f"t = {target}: two times zeros", [0.0, 0.0], [0.0, 0.0], target, pytorch=False)
        one(f"t = {target}: tiny", [1e-18, 2e-18], [3e-19, 1e-19], target, pytorch=False)
        subnormal = [1e-40, 2e-40], [3e-41, 1e-41]
        one(f"t = {target}: below the normal numbers of float", *subnormal, target, pytorch=False)
        one(f"t = {target}: large", [1e18, 2e18], [3e18, -1e17], target)
        one(f"t = {target}: large and tiny", [1e18, 2e18], [3e-18, -1e-18], target, pytorch=False)
        one(f"t = {target}: one element", [3.0], [2.0], target)
    close = [1.0, 2.0, 3.0, 4.0]
    one("t = 1: nearly the same direction", close, [1.0, 2.0, 3.0, 4.0 + 2**-20], 1.0, smooth=True)
    one("t = 1: one float apart", close, [1.0, 2.0, 3.0, 4.0 + 2**-21], 1.0)
    add("no rows", 0, 3, [[], []], [0.0], [], pytorch=False)
    one("a cosine of 1 at a margin of 1", [3.0, 4.0], [6.0, 8.0], -1.0, 1.0)
    one("a cosine of 0 at a margin of 0", [3.0, 4.0], [4.0, -3.0], -1.0, 0.0)
    for target in (0.0, 0.5, 2.0, -3.0):
        one(f"t = {target}: no loss", [1.0, 2.0], [2.0, 1.0], target)
    one("an infinity and no target", [INF, 2.0], [2.0, 1.0], 0.0, pytorch=False)
    one("NaN in the first", [NAN, 2.0], [2.0, 1.0], 1.0, pytorch=False)
    one("NaN in the second, t = -1", [1.0, 2.0], [2.0, NAN], -1.0, pytorch=False)
    one("NaN and no target", [1.0, 2.0], [2.0, NAN], 0.0, pytorch=False)
    one("NaN as target", [1.0, 2.0], [2.0, 1.0], NAN, pytorch=False)
    two = [[0.5, 1.0, NAN, 2.0], [1.0, 1.5, 0.0, 0.25]]
    add("NaN stays in its row", 2, 2, two, [0.0], [1.0, 1.0], pytorch=False)


def margin_ranking(cases):
    standard(
        cases,
        numbers=[{"margin": 0.5}, {"margin": -0.25}],
        kinks=[(1.5, 1.5, 1.0), (-2.0, -2.0, -1.0)],
        infinities=[(INF, 0.0, 1.0), (-INF, 0.0, 1.0), (0.0, INF, -1.0), (1.0, INF, 1.0)],
    )
    total = {"reduction": "sum"}
    # Apart by the margin, and by one float more and less.
    first = [1.5, 1.5 - 2**-23, 1.5 + 2**-23, 0.5]
    cases.add(
        "apart by the margin", n=4, inputs=[first, [1.0] * 4], target=[1.0, 1.0, 1.0, -1.0], margin=0.5, options=total
    )
    cases.add("a target of 0", n=2, inputs=[[1.0, 2.0], [2.0, 1.0]], target=[0.0, 0.0], margin=0.5, options=total)


def pair_logistic(cases):
    standard(
        cases,
        infinities=[(INF, 0.0, 1.0), (-INF, 0.0, 1.0), (0.0, INF, -1.0), (1.0, INF, -1.0)],
        # Of 1e4 PyTorch's exponential is infinite.
        unlike_pytorch={"large first", "large second", "infinities"},
    )
    cases.add("a target of 0", n=2, inputs=[[1.0, 2.0], [2.0, 1.0]], target=[0.0, 0.0], options={"reduction": "sum"})
