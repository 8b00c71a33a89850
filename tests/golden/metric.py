"""The cases of the losses of rows of vectors, and their formulas; digits.py makes the results of them."""

import itertools

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
    distance = mp.fsum(s**p for s in sizes) ** (1 / p)
    if distance == INF:
        return distance, [mp.nan if s == INF else mpf(0) for s in sizes]
    return distance, [mp.sign(d) * (s / distance) ** (p - 1) for d, s in zip(differences, sizes)]


def triplet_row(rows, target, case):
    """The loss of a row and its derivatives by each vector."""
    a, p, n = rows
    margin, power, epsilon = case["scalars"]
    margin, power = mpf(margin or 1), mpf(power or 2)

    def distance(x, y):
        return norm([u - v + mpf(epsilon) for u, v in zip(x, y)], power)

    (near, by_near), (far, by_far), (other, by_other) = distance(a, p), distance(a, n), distance(p, n)
    swapped = case.get("options", {}).get("swap", False) and other < far
    loss = margin + near - (other if swapped else far)
    if isnan(loss):
        return mp.nan, [[mp.nan] * len(x) for x in rows]
    if loss <= 0:
        return mpf(0), [[mpf(0)] * len(x) for x in rows]
    if swapped:
        return loss, [by_near, [-u - v for u, v in zip(by_near, by_other)], by_other]
    return loss, [[u - v for u, v in zip(by_near, by_far)], [-u for u in by_near], by_far]


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


ROWS = {"triplet": triplet_row, "cosine_embedding": cosine_row}


def in_pytorch(loss, vectors, targets, case):
    """The losses of the rows by PyTorch's own function."""
    options = case.get("options", {})
    if loss == "triplet":
        margin, p, epsilon = case["scalars"]
        return functional.triplet_margin_loss(
            *vectors, margin=margin or 1.0, p=p or 2.0, eps=epsilon, swap=options.get("swap", False), reduction="none"
        )
    targets = 2 * targets - 1 if options.get("binary_targets") else targets
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
