"""The cases of the losses of rows of binary decisions, with results in 60 digits, rounded once to double.

`classes` are the elements of a row; ordered classes, which `target` has an index of, are one more. Derivatives by the formula are
compared with differences in as many digits, where a case is `smooth`, and labels with PyTorch's own function.
"""

import itertools

import torch
from common import EVERY_ROW_OPTION, INF, NAN, Cases, coarse, hide_masked, lay_out, matrix, row_options, uniform
from mpmath import mp, mpf
from torch.nn import functional

mp.dps = 60
STEP = mpf(10) ** -20
IGNORED = -100


def times(factor, other):
    return mpf(0) if factor == 0 else factor * other


def logistic(x):
    return 1 / (1 + mp.exp(-x)) if abs(x) < INF else mpf(x > 0)


def softplus(x):
    return max(x, mpf(0)) + mp.log1p(mp.exp(-abs(x))) if abs(x) < INF else max(mpf(x), mpf(0))


def cross_entropy(z, t, p=1):
    """Of a decision: the loss and both derivatives."""
    slope = logistic(z) * logistic(-z)
    loss = times(1 - t, softplus(z)) + times(p * t, softplus(-z))
    return loss, (1 - t) * logistic(z) - p * t * logistic(-z), (1 - t + p * t) * slope


class Row:
    """What a row has beside its logits."""

    def __init__(self, case, target):
        options, count = case.get("class_options", {}), case["classes"]
        self.target = target
        self.weight = [mpf(w) for w in options.get("class_weight", [1] * count)]
        self.positive = [mpf(p) for p in case.get("pos_weight", [1] * count)]


def multilabel_soft_margin(z, row):
    terms = [
        [times(w, term) / len(z) for term in cross_entropy(x, t, p)]
        for x, t, w, p in zip(z, row.target, row.weight, row.positive)
    ]
    return mp.fsum(term[0] for term in terms), [term[1:] for term in terms], mpf(1)


def coral(z, row):
    terms = [[times(w, term) for term in cross_entropy(x, row.target > c)] for c, (x, w) in enumerate(zip(z, row.weight))]
    return mp.fsum(term[0] for term in terms), [term[1:] for term in terms], mpf(1)


def corn(z, row):
    made = min(row.target + 1, len(z))
    terms = [cross_entropy(x, row.target > c) if c < made else [mpf(0)] * 3 for c, x in enumerate(z)]
    return mp.fsum(term[0] for term in terms), [term[1:] for term in terms], mpf(made)


def cumulative_link(z, row):
    """As the definition has it, of a difference of probabilities, in digits that suffice."""
    with mp.workdps(1000):
        y, zero = row.target, mpf(0)
        b, a = z[y] if y < len(z) else INF, z[y - 1] if y > 0 else -INF
        p, q = logistic(b), logistic(a)
        by = [(zero, zero)] * len(z)
        if b == a:
            loss, first, second = INF, (INF, -INF), (INF, INF)
        else:
            # P, its derivatives and those of -log P. A complement in place of each probability that is nearly 1.
            whole = p - q
            slopes = -p * logistic(-b), q * logistic(-a)
            bends = -p * logistic(-b) * (logistic(-b) - p), q * logistic(-a) * (logistic(-a) - q)
            loss = -mp.log(whole)
            first = slopes[1] / whole, slopes[0] / whole
            second = bends[1] / whole + (slopes[1] / whole) ** 2, bends[0] / whole + (slopes[0] / whole) ** 2
        if y > 0:
            by[y - 1] = first[0], second[0]
        if y < len(z):
            by[y] = first[1], second[1]
        return loss, by, mpf(1)


ROWS = {f.__name__: f for f in (multilabel_soft_margin, coral, corn, cumulative_link)}


def check_differences(row_of, z, row, by, note):
    for c, (first, second) in enumerate(by):

        def at(step):
            return row_of([x + step * (i == c) for i, x in enumerate(z)], row)

        below, above = at(-STEP), at(STEP)
        slope = (above[0] - below[0]) / (2 * STEP)
        bend = (above[1][c][0] - below[1][c][0]) / (2 * STEP)
        for got, expected in ((first, slope), (second, bend)):
            assert abs(got - expected) <= mpf(10) ** -15 * max(abs(expected), 1), f"'{note}': {got}, differences {expected}"


def check_with_pytorch(case, rows, result):
    """F.multilabel_soft_margin_loss, or without it the mean of what it is made of."""
    options, class_options = case.get("options", {}), case.get("class_options", {})
    x = torch.tensor([list(map(float, z)) for z, _ in rows], dtype=torch.float64)
    t = torch.tensor([list(map(float, row.target)) for _, row in rows], dtype=torch.float64)
    weight = torch.tensor(class_options["class_weight"], dtype=torch.float64) if "class_weight" in class_options else None
    if "pos_weight" in case:
        positive = torch.tensor(case["pos_weight"], dtype=torch.float64)
        losses = functional.binary_cross_entropy_with_logits(x, t, weight, pos_weight=positive, reduction="none").mean(1)
    else:
        losses = functional.multilabel_soft_margin_loss(x, t, weight, reduction="none")
    ours = torch.tensor([float(loss) for loss in result["losses"]], dtype=torch.float64)
    keep = torch.tensor(options.get("mask", [1] * len(rows))).bool()
    assert torch.allclose(losses[keep], ours[keep], rtol=1e-12, atol=1e-14), f"'{case['note']}': {ours}, PyTorch {losses}"


def solve(loss, case, smooth, pytorch, hessian):
    options, class_options = case.get("options", {}), case.get("class_options", {})
    count, width = case["rows"], case["classes"]
    stride = class_options.get("row_stride", width)
    ignored = class_options.get("ignore_index", IGNORED)
    labels = loss == "multilabel_soft_margin"
    z = [[mpf(x) for x in case["input"][i * stride : i * stride + width]] for i in range(count)]
    targets = (
        [[mpf(t) for t in case["target"][i * stride : i * stride + width]] for i in range(count)]
        if labels
        else case["target"]
    )
    rows = [Row(case, target) for target in targets]
    mask = options.get("mask", [1] * count)
    kept = [bool(byte) and (labels or target != ignored) for byte, target in zip(mask, targets)]
    solved = [ROWS[loss](x, row) if keep else (mpf(0), [(mpf(0), mpf(0))] * width, mpf(0)) for x, row, keep in zip(z, rows, kept)]
    weight = [mpf(w) for w in options.get("weight", [1] * count)]
    below = {
        "sum": mpf(1),
        "mean": mp.fsum(w * mass for w, (_, _, mass) in zip(weight, solved)),
        "mean_rows": mpf(sum(kept)),
    }[options.get("reduction", "mean")]
    share = [w / below if keep and below else mpf(0) for w, keep in zip(weight, kept)]
    upstream = mpf(options.get("upstream", 1))
    losses = [loss_ for loss_, _, _ in solved]
    result = {**case, "value": float(mp.fsum(times(s, x) for s, x in zip(share, losses))), "losses": list(map(float, losses))}
    for key, order in (("grad", 0), ("hessian", 1)) if hessian else (("grad", 0),):
        derivatives = [[float(times(s * upstream, by[order])) for by in row[1]] for s, row in zip(share, solved)]
        result[key] = lay_out(derivatives, class_options, 0.0) if count else []
    for x, row, keep, (_, by, _) in zip(z, rows, kept, solved):
        if smooth and keep:
            check_differences(ROWS[loss], x, row, by, case["note"])
    if labels and pytorch and count and width:
        check_with_pytorch(case, list(zip(z, rows)), result)
    return result


def add(cases, note, logits, target, hessian=False, smooth=True, pytorch=True, options=None, class_options=None, **others):
    case = {"rows": len(logits), "classes": others.pop("classes", len(logits[0]) if logits else 1)}
    case["input"] = lay_out(logits, class_options) if logits else []
    labels = cases.loss == "multilabel_soft_margin"
    case["target"] = lay_out(target, class_options) if labels and target else target
    case |= {"options": options, "class_options": class_options, **others}
    case = {"note": note, **{key: value for key, value in case.items() if value != {} and value is not None}}
    cases.solved.append(solve(cases.loss, case, smooth, pytorch, hessian))


def draw(cases, note, rows, classes, names=()):
    """Logits, targets and options; one row of ordered classes is ignored, and rows that are not read hold NaN."""
    generator = cases.generator(note)
    logits = uniform(generator, rows * classes, -4.0, 4.0)
    options = row_options(generator, rows, names)
    if cases.loss == "cumulative_link":
        # Steps that all types have.
        logits = [x for row in matrix(coarse(generator, rows * classes, 4), classes) for x in sorted(row)]
        logits = [x + 0.25 * (i % classes) for i, x in enumerate(logits)]
    if cases.loss == "multilabel_soft_margin":
        target = [generator.choice([0.0, 1.0, 1.0, 0.25, 0.875]) for _ in range(rows * classes)]
        hide_masked(options, logits, target, width=classes)
        return generator, matrix(logits, classes), matrix(target, classes), options
    target = [generator.randrange(classes + 1) for _ in range(rows)]
    if rows > 3:
        target[2] = IGNORED
        logits[2 * classes : 3 * classes] = [NAN] * classes
    hide_masked(options, logits, width=classes)
    return generator, matrix(logits, classes), target, options


def standard(cases, weights):
    """The cases that all of them have; `weights` are the class options and arrays that the loss takes."""
    sizes = itertools.cycle([(4, 3), (5, 5), (3, 9), (2, 17)])
    for names, (rows, classes) in zip(EVERY_ROW_OPTION, sizes):
        note = " + ".join(names) or "default: mean"
        _, logits, target, options = draw(cases, note, rows, classes, names)
        # PyTorch reads rows that are masked.
        add(cases, note, logits, target, hessian=classes < 9, options=options, pytorch="mask" not in names)
    chosen = {
        "class_weight": lambda generator: {"class_options": {"class_weight": uniform(generator, 6, 0.2, 2.0)}},
        "pos_weight": lambda generator: {"pos_weight": uniform(generator, 6, 0.2, 4.0)},
    }
    for weight in weights:
        generator, logits, target, _ = draw(cases, weight, 5, 6)
        add(cases, weight, logits, target, hessian=True, **chosen[weight](generator))
    note = "row_stride = 8"
    generator, logits, target, options = draw(cases, note, 5, 6, ("weight", "upstream"))
    given = [chosen[weight](generator) for weight in weights]
    both = {key: value for one in given for key, value in one.items()}
    both["class_options"] = {**both.get("class_options", {}), "row_stride": 8}
    add(cases, note, logits, target, hessian=True, options=options, **both)
    for rows, classes in ((3, 40), (1, 33), (3, 1)):
        note = f"{rows} rows, {classes} a row"
        _, logits, target, _ = draw(cases, note, rows, classes)
        add(cases, note, logits, target)
    add(cases, "no rows", [], [], classes=4)
    _, logits, target, _ = draw(cases, "all masked", 2, 3)
    add(cases, "all masked", logits, target, options={"mask": [0, 0]})
    add(cases, "weights sum to 0", logits, target, options={"weight": [0.0, 0.0]})
    if cases.loss != "multilabel_soft_margin":
        add(cases, "ignore_index", logits, [1, 0], class_options={"ignore_index": 1})
        add(cases, "ignore_index may be no class", logits, [-7, 2], class_options={"ignore_index": -7})
        add(cases, "all ignored", logits, [IGNORED] * 2)
        every = [[0.5, 1.0, 2.0, 4.0]] * 5
        add(cases, "every class", every, [0, 1, 2, 3, 4], hessian=True, options={"reduction": "sum"})


LARGE = [[1000.0, -1000.0, 1e30, -1e30], [-1000.0, 1000.0, -88.0, 40.0]]


def multilabel_soft_margin_cases(cases: Cases):
    standard(cases, ("class_weight", "pos_weight"))
    add(cases, "large logits", LARGE, [[1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 1.0, 0.0]], smooth=False)
    infinite = [[INF, -INF, INF, -INF]]
    add(cases, "infinite logits, right", infinite, [[1.0, 0.0, 1.0, 0.0]], smooth=False, pytorch=False)
    add(cases, "infinite logits, wrong: loss inf", infinite, [[1.0, 0.0, 0.0, 1.0]], smooth=False, pytorch=False)
    without = {"class_options": {"class_weight": [1.0, 0.0]}}
    add(cases, "a class without weight is left out", [[1.0, -INF]], [[1.0, 1.0]], smooth=False, pytorch=False, **without)
    add(cases, "a positive weight of 0", [[-2.0, 3.0]], [[1.0, 0.0]], pos_weight=[0.0, 0.0])


def coral_cases(cases: Cases):
    standard(cases, ("class_weight",))
    add(cases, "large logits", LARGE, [3, 0], smooth=False)
    add(cases, "infinite logits", [[INF, INF, -INF], [INF, -INF, -INF]], [2, 2], smooth=False)
    add(cases, "a decision without weight", [[1.0, -INF]], [2], smooth=False, class_options={"class_weight": [1.0, 0.0]})


def corn_cases(cases: Cases):
    standard(cases, ())
    add(cases, "large logits", LARGE, [3, 0], smooth=False)
    add(cases, "decisions that are not made are not read", [[0.5, NAN, NAN], [-1.0, 2.0, NAN]], [0, 1], smooth=False)
    for name in ("mean", "mean_rows"):
        add(cases, f"the mean of rows of 1, 2 and 3 decisions, {name}", [[0.5, 1.0, -2.0]] * 4, [0, 1, 2, 3], options={"reduction": name})


def cumulative_link_cases(cases: Cases):
    standard(cases, ())
    add(cases, "equal logits: loss inf", [[0.5, 0.5, 1.0], [0.5, 0.5, 1.0]], [1, 2], smooth=False)
    add(cases, "narrow classes", [[0.25, 0.2500152587890625], [3.0, 3.0009765625]], [1, 1], hessian=True)
    add(cases, "improbable classes", [[30.0, 31.0, 32.0], [-80.0, -79.0, -60.0]], [2, 1], hessian=True)
    add(cases, "wide classes", [[-60.0, 70.0], [-2.0, 100.0]], [1, 1], hessian=True)
    add(cases, "logits beside the class alone are read", [[0.5, 1.0, NAN], [NAN, -1.0, 2.0], [NAN, NAN, 0.5]], [0, 2, 3], smooth=False)
    add(cases, "infinite thresholds", [[-INF, 0.5, INF]] * 2, [1, 2], smooth=False)
