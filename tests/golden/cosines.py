"""The cases of cross-entropies of cosines with a margin at the target, with results in 60 digits, rounded once to double.

Derivatives by the formula are compared with differences in as many digits, where a case is `smooth`, and everything with
PyTorch's cross-entropy of logits that are composed of its own operations, where autograd has a finite derivative.
"""

import itertools

import torch
from common import EVERY_ROW_OPTION, INF, NAN, Cases, hide_masked, lay_out, matrix, row_options, singles, uniform
from exact import Reduction, Softmax, any_nan, index_row, positions
from mpmath import mp, mpf
from torch.nn import functional

mp.dps = 60
STEP = mpf(10) ** -20
IGNORED = -100
DEFAULTS = {"cosface": (64.0, 0.35), "arcface": (64.0, 0.5)}


def numbers_of(loss, case):
    """Scale and margin."""
    given = case.get("scale", 0.0), case.get("margin", 0.0)
    return [mpf(number or default) for number, default in zip(given, DEFAULTS[loss])]


def cosface(u, m):
    return u - m, mpf(1)


def arcface(u, m):
    """By the angle, where the library has sums and products; cosines beyond 1 count as that."""
    u = max(min(u, mpf(1)), mpf(-1))
    if u <= -mp.cos(m):
        return u - m * mp.sin(m), mpf(1)
    angle = mp.acos(u)
    return mp.cos(angle + m), mp.cos(m) + u * mp.sin(m) / max(mp.sin(angle), mpf(10) ** -6)


MARGINS = {"cosface": cosface, "arcface": arcface}


def row_of(loss, cosines, target, case):
    """The softmax of a row with its margin, the row's mass, loss, and derivatives by the cosines."""
    scale, margin = numbers_of(loss, case)
    own, own_slope = MARGINS[loss](cosines[target], margin)
    student = Softmax([scale * (own if c == target else u) for c, u in enumerate(cosines)], case)
    mass, (result, _, gradient, _) = index_row(student, target, case)
    slopes = [scale * (own_slope if c == target else 1) for c in range(len(cosines))]
    return student, mass, result, [g * slope for g, slope in zip(gradient, slopes)]


def check_differences(loss, cosines, target, case, gradient):
    for c, got in enumerate(gradient):

        def at(step):
            return row_of(loss, [u + step * (i == c) for i, u in enumerate(cosines)], target, case)[2]

        slope = (at(STEP) - at(-STEP)) / (2 * STEP)
        assert abs(got - slope) <= mpf(10) ** -20 * max(abs(slope), 1), f"'{case['note']}': {got}, differences {slope}"


def logits_in_pytorch(loss, cosines, target, case):
    scale, margin = map(float, numbers_of(loss, case))
    own = cosines.gather(1, target[:, None])
    if loss == "cosface":
        changed = own - margin
    else:
        angle = own.clamp(-1.0, 1.0).arccos()
        changed = torch.where(angle + margin < torch.pi, (angle + margin).cos(), own - margin * torch.tensor(margin).sin())
    bias = torch.tensor(case.get("class_options", {}).get("class_bias", [0.0] * case["classes"]))
    return scale * cosines.scatter(1, target[:, None], changed) + bias


def check_with_pytorch(loss, case, cosines, kept, reduction, result):
    options = case.get("class_options", {})
    rows = [row for row, keep in enumerate(kept) if keep]
    x = torch.tensor([[float(u) for u in cosines[row]] for row in rows], requires_grad=True)
    target = torch.tensor([case["target"][row] for row in rows])
    weight = torch.tensor(options.get("class_weight", [1.0] * case["classes"]))
    z = logits_in_pytorch(loss, x, target, case)
    smoothing = options.get("label_smoothing", 0.0)
    losses = functional.cross_entropy(z, target, weight, reduction="none", label_smoothing=smoothing)
    losses = losses + options.get("z_loss", 0.0) * weight[target] * z.logsumexp(1) ** 2
    value = (torch.tensor([float(reduction.share(row)) for row in rows]) * losses).sum()
    (gradient,) = torch.autograd.grad(value * float(reduction.upstream), x)
    places = positions(case)
    ours = torch.tensor([[result["grad"][place] for place in places[row]] for row in rows])

    def close(what, ours, theirs, unit):
        # A rounding of a logit is one of the scale.
        bound = 1e-12 * unit
        assert torch.allclose(ours, theirs, rtol=1e-12, atol=bound), f"{what} of '{case['note']}': {ours}, PyTorch {theirs}"

    scale = float(numbers_of(loss, case)[0])
    close("losses", torch.tensor([result["losses"][row] for row in rows]), losses.detach(), 1.0)
    close("value", torch.tensor(result["value"]), value.detach(), 1.0)
    close("grad", ours, gradient, scale)


def solve(loss, case, smooth, pytorch):
    options = case.get("class_options", {})
    count, places = case["rows"], positions(case)
    cosines = [[mpf(case["input"][place]) for place in row] for row in places]
    kept = [target != options.get("ignore_index", IGNORED) for target in case["target"]]
    read = [keep and bool(byte) for keep, byte in zip(kept, case.get("options", {}).get("mask", [1] * count))]
    solved = {
        row: row_of(loss, cosines[row], case["target"][row], case)
        for row in range(count)
        if read[row] and not any_nan(cosines[row])
    }
    masses = [mpf(options.get("class_weight", [1] * case["classes"])[t]) if keep else mpf(0) for t, keep in zip(case["target"], kept)]
    reduction = Reduction(case, masses, kept)
    unknown = [row for row in range(count) if read[row] and row not in solved]
    result = {"losses": [], "lse": [], "entropy": [], "argmax": []}
    grad = [0.0] * len(case["input"])
    for row in range(count):
        if row not in solved:
            nothing = mp.nan if row in unknown else mpf(0)
            student = None
            loss_of_row, gradient = nothing, [nothing] * case["classes"]
        else:
            student, mass, loss_of_row, gradient = solved[row]
            assert mass == masses[row]
            if smooth:
                check_differences(loss, cosines[row], case["target"][row], case, gradient)
        share = reduction.share(row) * reduction.upstream
        for place, slope in zip(places[row], gradient):
            grad[place] = float(share * slope) if share else 0.0
        entropy = nothing if student is None else -mp.fsum(p * x for p, x in zip(student.p, student.log_p) if p)
        result["losses"].append(loss_of_row)
        result["lse"].append(float(nothing if student is None else student.lse))
        result["entropy"].append(float(entropy))
        result["argmax"].append(0 if student is None else student.argmax)
    value = reduction.value(result["losses"])
    if unknown:
        del result["argmax"]  # no rule says which class it is
    result = {**case, "value": float(value), "grad": grad, **result, "losses": list(map(float, result["losses"]))}
    if pytorch and solved and not unknown:
        check_with_pytorch(loss, case, cosines, read, reduction, result)
    return result


def add(cases, note, cosines, target, smooth=True, pytorch=True, options=None, class_options=None, **numbers):
    case = {"rows": len(cosines), "classes": len(cosines[0]) if cosines else 4}
    case["input"] = lay_out(cosines, class_options) if cosines else []
    case |= {"target": target, **numbers, "options": options, "class_options": class_options}
    case = {"note": note, **{key: value for key, value in case.items() if value != {} and value is not None}}
    cases.solved.append(solve(cases.loss, case, smooth, pytorch))


def draw(cases, note, rows, classes, names=()):
    """Cosines, targets and options; one row is ignored, and rows that are not read hold NaN."""
    generator = cases.generator(note)
    cosines = uniform(generator, rows * classes, -0.97, 0.97)
    options = row_options(generator, rows, names)
    target = [generator.randrange(classes) for _ in range(rows)]
    if rows > 3:
        target[2] = IGNORED
        cosines[2 * classes : 3 * classes] = [NAN] * classes
    hide_masked(options, cosines, width=classes)
    return generator, matrix(cosines, classes), target, options


def class_options(generator, names, classes):
    every = {
        "class_weight": {"class_weight": uniform(generator, classes, 0.2, 2.0)},
        "label_smoothing": {"label_smoothing": 0.1},
        "class_bias": {"class_bias": uniform(generator, classes, -2.0, 1.0)},
        "z_loss": {"z_loss": 1e-2},
        "inner": {"inner": 2},
        "row_stride": {"row_stride": classes + 3},
    }
    chosen = {}
    for name in names:
        chosen |= every[name]
    return chosen


NUMBERS = {
    "cosface": [{}, {"scale": 30.0}, {"scale": 16.0, "margin": 0.2}, {"scale": 3.0, "margin": 2.5}],
    "arcface": [{}, {"scale": 30.0}, {"scale": 16.0, "margin": 0.3}, {"scale": 3.0, "margin": 2.5}],
}
NAMES = ("class_weight", "label_smoothing", "class_bias", "z_loss")


def standard(cases):
    """The cases that both have."""
    numbers, sizes = itertools.cycle(NUMBERS[cases.loss]), itertools.cycle([(4, 3), (5, 5), (3, 9), (2, 17)])
    for names, (rows, classes) in zip(EVERY_ROW_OPTION, sizes):
        note = " + ".join(names) or "default: mean"
        _, cosines, target, options = draw(cases, note, rows, classes, names)
        add(cases, note, cosines, target, options=options, **next(numbers))
    layouts = ((), ("inner",), ("row_stride",))
    chosen = [(*names, *layout) for names in ((), *itertools.combinations(NAMES, 1), *itertools.combinations(NAMES, 2)) for layout in layouts]
    for names in (*chosen[1:], (*NAMES, "inner"), (*NAMES, "row_stride")):
        note = " with ".join(names)
        generator, cosines, target, options = draw(cases, note, 4, 6, ("weight", "upstream"))
        add(cases, note, cosines, target, options=options, class_options=class_options(generator, names, 6), **next(numbers))
    for rows, classes in ((5, 40), (1, 33), (3, 1)):
        note = f"{rows} rows, {classes} classes"
        _, cosines, target, _ = draw(cases, note, rows, classes)
        add(cases, note, cosines, target, **next(numbers))
    for scale in (3.0, 0.0):
        # Each class is the target where it is far ahead, beside the others, and far behind.
        rows = [singles([u, 0.3, -0.2]) for u in (0.99, 0.9, 0.6, 0.31, 0.0, -0.5, -0.9, -0.99)]
        add(cases, f"from certain to impossible, scale {scale:g}", rows, [0] * len(rows), scale=scale)
    ends = [[1.0, 0.25, 0.5], [-1.0, 0.25, 0.5], [0.25, 1.0, -1.0]]
    # Next to the ends there is no derivative of the formula, or a much larger one.
    add(cases, "cosines of 1 and -1", ends, [0, 0, 0], smooth=False, pytorch=False, scale=4.0)
    beyond = [singles([1.0000002, 0.25]), singles([-1.0000002, 0.25]), singles([0.25, 1.0000002])]
    add(cases, "cosines beyond 1 and -1", beyond, [0, 0, 0], smooth=False, pytorch=False, scale=4.0)
    near = [singles([0.9999, 0.25]), singles([0.99999994, 0.25]), singles([-0.99999994, 0.25])]
    add(cases, "cosines next to 1 and -1", near, [0, 0, 0], smooth=False, pytorch=False)
    hidden = [[0.5, -INF, 0.25], [-0.5, -INF, 0.125]]
    add(cases, "a cosine of -inf leaves the class out", hidden, [0, 2], smooth=False)
    masked = {"class_bias": [0.0, -INF, 0.5]}
    add(cases, "a class_bias of -inf leaves the class out", [[0.5, 0.75, 0.25]] * 2, [0, 2], class_options=masked, smooth=False)
    add(cases, "equal logits: argmax is the lowest index", [[0.25, 0.5, 0.5, 0.125]], [0], scale=4.0)
    add(cases, "NaN in one row", [[0.5, NAN, 0.25], [0.25, 0.5, -0.75]], [0, 2], scale=4.0)
    _, cosines, target, _ = draw(cases, "rows", 3, 4)
    add(cases, "all ignored: value 0", cosines, [IGNORED] * 3)
    add(cases, "all masked", cosines, target, options={"mask": [0, 0, 0]})
    add(cases, "weights sum to 0", cosines, target, options={"weight": [0.0, 0.0, 0.0]})
    add(cases, "ignore_index is one of the classes", cosines, [1, 0, 3], class_options={"ignore_index": 0})
    add(cases, "no rows", [], [])
    note = "two blocks of 1024 classes"
    large = matrix(uniform(cases.generator(note), 2 * 1100, -0.5, 0.5), 1100)
    large[0][1050], large[1][40], large[1][1099] = singles([0.9, 0.8, 0.7])
    add(cases, note, large, [1050, 1099], smooth=False)


def cosface_cases(cases: Cases):
    standard(cases)
    rows = [[-INF, 0.25, 0.5]]
    add(cases, "a target of -inf: loss inf", rows, [0], smooth=False, pytorch=False)


def arcface_cases(cases: Cases):
    standard(cases)
    # Either side of -cos m, at some distance, for small and large margins.
    for margin in (0.1, 0.5, 1.25, 2.0, 3.0):
        jump = -float(mp.cos(mpf(margin)))
        rows = [singles([max(-0.999, min(0.999, jump + step)), 0.125, -0.25]) for step in (-0.0625, -0.001, 0.001, 0.0625)]
        add(cases, f"either side of the jump, margin {margin:g}", rows, [0] * 4, scale=4.0, margin=margin)
