"""Compares golden values with 60-digit arithmetic: formulas of their own, and derivatives written by hand.

    python3 tests/golden/exact.py [LOSS ...]

needs mpmath, which PyTorch installs, and prints for each loss the largest errors, in units of the terms that
a result is the sum of. It reads the JSON files of the losses in LOSSES alone, and fails at more than 1e-14.
"""

import json
import pathlib
import sys

from mpmath import mp, mpf

mp.dps = 60
INF = mpf("inf")
LIMIT = 1e-14


def numbers(values):
    return [mpf(x) for x in values]


def times(factor, other):
    return mpf(0) if factor == 0 else factor * other


def any_nan(values):
    return any(mp.isnan(x) for x in values)


class Errors:
    """The largest error of each result of a loss."""

    def __init__(self, loss):
        self.loss, self.largest = loss, {}

    def compare(self, case, key, got, exact, scale):
        got = mpf(got)
        if mp.isnan(exact):
            assert mp.isnan(got), f"{self.loss}, {case['note']}: {key} is {got}, not NaN"
            return
        if mp.isinf(exact) or mp.isinf(got):
            assert got == exact, f"{self.loss}, {case['note']}: {key} is {got}, not {exact}"
            return
        assert exact == got or scale > 0, f"{self.loss}, {case['note']}: {key} is {got}, not {exact}"
        error = float(abs(got - exact) / scale) if exact != got else 0.0
        if abs(got - exact) < mpf("5e-324"):  # less than the type can tell apart
            error = 0.0
        assert error <= LIMIT, f"{self.loss}, {case['note']}: {key} is {got}, not {exact}: {error} of {scale}"
        self.largest[key] = max(self.largest.get(key, 0.0), error)

    def compare_all(self, case, key, got, exact, scales):
        assert len(got) == len(exact), f"{self.loss}, {case['note']}: {key} has {len(got)} elements"
        for number in zip(got, exact, scales):
            self.compare(case, key, *number)


class Reduction:
    """Weights and denominator of a case's rows, and the value that its losses add up to."""

    def __init__(self, case, masses, kept):
        options = case.get("options", {})
        count = len(masses)
        mask = options.get("mask", [1] * count)
        self.kept = [bool(byte) and keep for byte, keep in zip(mask, kept)]
        self.weight = numbers(options.get("weight", [1] * count))
        self.upstream = mpf(options.get("upstream", 1))
        rows = [row for row in range(count) if self.kept[row]]
        name = options.get("reduction", "mean")
        mean = sum((self.weight[row] * masses[row] for row in rows), mpf(0))
        self.denominator = {"sum": mpf(1), "mean": mean, "mean_rows": mpf(len(rows))}[name] if rows else mpf(0)

    def share(self, row):
        """What a row's loss is multiplied by in the value."""
        return self.weight[row] / self.denominator if self.kept[row] and self.denominator else mpf(0)

    def value(self, losses):
        return sum((times(self.share(row), x) for row, x in enumerate(losses)), mpf(0))


# Rows of classes.


def positions(case):
    """Where the rows of classes are in the flat arrays."""
    rows, classes = case["rows"], case["classes"]
    options = case.get("class_options", {})
    inner, stride = options.get("inner", 1), options.get("row_stride", classes)
    if inner == 1:
        return [[row * stride + c for c in range(classes)] for row in range(rows)]
    return [[(row // inner * classes + c) * inner + row % inner for c in range(classes)] for row in range(rows)]


class Softmax:
    """A row of logits after temperature and softcap, its softmax, and the derivatives of the transformation."""

    def __init__(self, logits, case):
        options = case.get("class_options", {})
        temperature = mpf(case.get("temperature", options.get("temperature", 1)))
        cap = mpf(options.get("softcap", 0))
        scaled = [x / temperature for x in logits]
        unit = [mp.tanh(y / cap) if cap else mpf(0) for y in scaled]
        z = [cap * u for u in unit] if cap else scaled
        z = [x + b for x, b in zip(z, numbers(options.get("class_bias", [0] * len(z))))]
        self.slope = [(1 - u * u) / temperature for u in unit]
        self.bend = [-2 * u * (1 - u * u) / cap / temperature**2 if cap else mpf(0) for u in unit]
        largest = max(z)
        self.lse = largest + mp.log(mp.fsum(mp.exp(x - largest) for x in z))
        self.log_p = [x - self.lse for x in z]
        self.p = [mp.exp(x) for x in self.log_p]
        self.argmax = z.index(largest)


def cross_entropy_row(student, shares, mass, z_loss, scale=1, log_target=None):
    """Loss, its size, and derivatives by the transformed logits; `log_target` is what a divergence subtracts."""
    total, penalty = scale * mp.fsum(shares), 2 * z_loss * mass
    lse = student.lse
    terms = [scale * times(share, -x) for share, x in zip(shares, student.log_p)]
    if log_target is not None:
        terms += [scale * times(share, x) for share, x in zip(shares, log_target)]
    terms.append(z_loss * mass * lse**2)
    gradient = [(total + penalty * lse) * p - scale * share for p, share in zip(student.p, shares)]
    hessian = [(total + penalty * lse) * p * (1 - p) + penalty * p * p for p in student.p]
    loss = INF if any(mp.isinf(x) for x in terms) else mp.fsum(terms)
    return loss, mp.fsum(abs(x) for x in terms), gradient, hessian


def shares_of(target, case):
    options = case.get("class_options", {})
    weight = numbers(options.get("class_weight", [1] * case["classes"]))
    smoothing = mpf(options.get("label_smoothing", 0))
    smooth = [t * (1 - smoothing) + smoothing / case["classes"] for t in target]
    return smooth, [w * t for w, t in zip(weight, smooth)], mp.fsum(w * t for w, t in zip(weight, target))


def z_loss(case):
    return mpf(case.get("class_options", {}).get("z_loss", 0))


def index_row(student, target, case):
    one_hot = [mpf(c == target) for c in range(case["classes"])]
    _, shares, mass = shares_of(one_hot, case)
    return mass, cross_entropy_row(student, shares, mass, z_loss(case))


def focal(q, gamma):
    return (1 - mp.exp(-q)) ** gamma * q


def generalized(q, k):
    return (1 - mp.exp(-k * q)) / k


def poly1(q, epsilon):
    return q + epsilon * (1 - mp.exp(-q))


def taylor(q, order):
    return mp.fsum((1 - mp.exp(-q)) ** i / i for i in range(1, int(order) + 1))


# Functions of the cross-entropy q with their number; and g, g' at q = 0, g, g' at infinity, where g'' does not count.
MAPS = {
    "gamma": (focal, lambda gamma: (0, 0, INF, 1)),
    "q": (generalized, lambda k: (0, 1, 1 / k, 0)),
    "epsilon": (poly1, lambda epsilon: (0, 1 + epsilon, INF, 1)),
    "order": (taylor, lambda order: (0, 1, taylor(INF, order), 0)),
}


def mapped_class(q, case):
    """A function of the cross-entropy, its derivatives by differences."""
    name = next(name for name in MAPS if name in case)
    function, limits = MAPS[name]
    number = mpf(case[name])
    if q == 0 or mp.isinf(q):
        at_zero, slope_at_zero, at_infinity, slope_at_infinity = limits(number)
        g, slope, bend = (at_zero, slope_at_zero, mpf(0)) if q == 0 else (at_infinity, slope_at_infinity, mpf(0))
    else:
        with mp.workdps(200):
            step = q * mpf(10) ** -60
            left, g, right = (function(q + k * step, number) for k in (-1, 0, 1))
            slope, bend = (right - left) / (2 * step), (right - 2 * g + left) / step**2
    return g, slope, bend


def soft_mapped_row(student, target, case):
    weight = numbers(case.get("class_options", {}).get("class_weight", [1] * case["classes"]))
    shares = [w * t for w, t in zip(weight, target)]
    places = [c for c, share in enumerate(shares) if share]
    solved = {c: mapped_class(-student.log_p[c], case) for c in places}
    terms = [shares[c] * solved[c][0] for c in places]
    gradient, hessian = [], []
    for k, p in enumerate(student.p):
        differences = {c: p - (c == k) for c in places}
        gradient.append(mp.fsum(shares[c] * solved[c][1] * differences[c] for c in places))
        squares = (solved[c][2] * differences[c] ** 2 + solved[c][1] * p * (1 - p) for c in places)
        hessian.append(mp.fsum(shares[c] * square for c, square in zip(places, squares)))
    loss = INF if any(mp.isinf(x) for x in terms) else mp.fsum(terms)
    return mp.fsum(shares), (loss, mp.fsum(abs(x) for x in terms), gradient, hessian)


def mapped_row(student, target, case):
    return soft_mapped_row(student, [mpf(c == target) for c in range(case["classes"])], case)


def mapped(case, errors):
    ignore_index = case.get("class_options", {}).get("ignore_index", -100)
    check_classes(case, errors, mapped_row, case["target"], [target != ignore_index for target in case["target"]])


def distillation_row(student, target, case):
    smooth, shares, mass = shares_of(Softmax(target, case).p, case)
    log_target = [mp.log(t) if t else -INF for t in smooth]
    scale = mpf(case["temperature"]) ** 2
    return mass, cross_entropy_row(student, shares, mass, z_loss(case), scale, log_target)


def js_div_row(student, target, case):
    beta, p, q = mpf(case["beta"]), student.p, Softmax(target, case).p
    m = [beta * b + (1 - beta) * a for a, b in zip(p, q)]
    ratio = [mp.log(a / c) if a else mpf(0) for a, c in zip(p, m)]
    of_teacher = [b * mp.log(b / c) if b else mpf(0) for b, c in zip(q, m)]
    terms = [beta * x for x in of_teacher] + [(1 - beta) * a * r for a, r in zip(p, ratio)]
    mean = mp.fsum(a * r for a, r in zip(p, ratio))
    gradient = [(1 - beta) * a * (r - mean) for a, r in zip(p, ratio)]
    inner = [beta * b / c if c else mpf(0) for b, c in zip(q, m)]
    spread = mp.fsum(a * h for a, h in zip(p, inner))
    hessian = [(1 - beta) * a * ((1 - 2 * a) * (r - mean + h) + a * spread) for a, r, h in zip(p, ratio, inner)]
    return mpf(1), (mp.fsum(terms), mpf(1), gradient, hessian)


def entropy_penalty_row(student, target, case):
    factor = mpf(case["scalars"][0])
    pairs = list(zip(student.p, student.log_p))
    mean = mp.fsum(times(p, x) for p, x in pairs)
    gradient = [factor * times(p, x - mean) for p, x in pairs]
    hessian = [factor * times(p, 1 - p + (x - mean) * (1 - 2 * p)) for p, x in pairs]
    return mpf(1), (factor * mean, factor, gradient, hessian)


def entropy_penalty(case, errors):
    check_classes(case, errors, entropy_penalty_row, [None] * case["rows"], [True] * case["rows"])


def check_classes(case, errors, row_of, targets, kept):
    """A case over rows of classes, of which `targets` has a target each."""
    places = positions(case)
    read = [keep and bool(byte) for keep, byte in zip(kept, case.get("options", {}).get("mask", [1] * len(kept)))]
    logits = [numbers(case["input"][place] for place in row) for row in places]
    students, rows = {}, {}
    for row in range(case["rows"]):
        known = (
            read[row] and not any_nan(logits[row]) and not (isinstance(targets[row], list) and any_nan(targets[row]))
        )
        if known:
            students[row] = Softmax(logits[row], case)
            rows[row] = row_of(students[row], targets[row], case)
    unknown = [row for row in range(case["rows"]) if read[row] and row not in rows]
    masses = [rows[row][0] if row in rows else mpf(1) for row in range(case["rows"])]
    reduction = Reduction(case, masses, kept)
    nothing = (mpf(0), mpf(0), None, None)
    losses = [mp.nan if row in unknown else rows.get(row, (0, nothing))[1][0] for row in range(case["rows"])]
    sizes = [rows.get(row, (0, nothing))[1][1] for row in range(case["rows"])]
    errors.compare_all(case, "losses", case["losses"], losses, sizes)
    errors.compare(case, "value", case["value"], reduction.value(losses), reduction.value(sizes))
    for row, place in enumerate(places):
        check_row(case, errors, (row, place), students.get(row), rows.get(row), reduction, row in unknown)


def check_row(case, errors, where, student, solved, reduction, unknown):
    row, place = where
    if unknown:
        assert all(case["grad"][index] == "nan" for index in place), case["note"]
        return
    if student is None:
        assert all(case["grad"][index] == 0 for index in place), case["note"]
        assert case["lse"][row] == case["entropy"][row] == 0, case["note"]
        return
    mass, (_, size, gradient, hessian) = solved
    share = reduction.share(row) * reduction.upstream
    # The terms of a gradient: probabilities, times what multiplies them.
    unit = share * (1 + 2 * z_loss(case) * abs(student.lse) * mass) * max(mpf(1), mpf(case.get("temperature", 1)) ** 2)
    for index, g, h, slope, bend in zip(place, gradient, hessian, student.slope, student.bend):
        errors.compare(case, "grad", case["grad"][index], share * g * slope, unit * max(1, slope))
        if "hessian" in case:
            exact = share * (h * slope**2 + g * bend)
            errors.compare(case, "hessian", case["hessian"][index], exact, unit * max(1, slope**2) * max(1, mass))
    errors.compare(case, "lse", case["lse"][row], student.lse, max(1, abs(student.lse)))
    entropy = -mp.fsum(times(p, x) for p, x in zip(student.p, student.log_p))
    errors.compare(case, "entropy", case["entropy"][row], entropy, mpf(1))
    assert "argmax" not in case or case["argmax"][row] == student.argmax, case["note"]


def causal_lm(case, errors):
    length = case["seq_len"]
    count = case["batch"] * length
    ignore_index = case.get("class_options", {}).get("ignore_index", -100)
    following = [case["tokens"][t + 1] if (t + 1) % length else ignore_index for t in range(count)]
    as_classes = {**case, "rows": count, "classes": case["vocab"]}
    check_classes(as_classes, errors, index_row, following, [token != ignore_index for token in following])


def with_teacher(row_of):
    def check(case, errors):
        targets = [numbers(case["target"][index] for index in row) for row in positions(case)]
        check_classes(case, errors, row_of, targets, [True] * case["rows"])

    return check


# Elements.


def vae_kl(case, errors):
    rows, dim = case["rows"], case["dim"]
    mu, log_var = numbers(case["input"]), numbers(case["target"])
    reduction = Reduction(case, [mpf(1)] * rows, [True] * rows)
    growth = [mp.expm1(s) for s in log_var]
    terms = [(m * m + (INF if mp.isinf(s) else g - s)) / 2 for m, s, g in zip(mu, log_var, growth)]
    losses = [sum(terms[row * dim : row * dim + dim], mpf(0)) if reduction.kept[row] else mpf(0) for row in range(rows)]
    errors.compare_all(case, "losses", case["losses"], losses, losses)
    value = reduction.value(losses)
    errors.compare(case, "value", case["value"], value, value)
    scales = [reduction.share(index // dim) * reduction.upstream for index in range(rows * dim)]
    for key, slopes in (("grad", mu), ("grad_target", [g / 2 for g in growth])):
        exact = [times(scale, x) for scale, x in zip(scales, slopes)]
        errors.compare_all(case, key, case[key], exact, [abs(x) for x in exact])


def softplus(x):
    """The value with its derivatives."""
    if mp.isinf(x):
        return max(x, mpf(0)), mpf(x > 0), mpf(0)
    sigmoid = 1 / (1 + mp.exp(-x))
    return mp.log1p(mp.exp(x)), sigmoid, sigmoid * (1 - sigmoid)


def half_square(x):
    return x * x / 2, x, mpf(1)


def hinge(x):
    return (x, mpf(1), mpf(0)) if x > 0 or mp.isnan(x) else (mpf(0), mpf(0), mpf(0))


def linear(x):
    return x, mpf(1), mpf(0)


def of(function, sign, offset=0, factor=1):
    """factor * function(sign * x + offset)."""

    def derivatives(x):
        value, first, second = function(sign * x + offset)
        return factor * value, factor * sign * first, factor * second

    return derivatives


REAL = [of(softplus, -1), of(softplus, -1), of(half_square, 1, -1), of(hinge, -1, 1), of(linear, -1)]
FAKE = [of(softplus, 1), of(softplus, 1), of(half_square, 1), of(hinge, 1, 1), of(linear, 1)]
GENERATOR = [of(softplus, 1, 0, -1), of(softplus, -1), of(half_square, 1, -1), of(linear, -1), of(linear, -1)]


def elements(case, errors, values, function, grad, losses, hessian):
    """Compares the elements of one array, and returns their value and its size."""
    reduction = Reduction(case, [mpf(1)] * len(values), [True] * len(values))
    zero = (mpf(0), mpf(0), mpf(0))
    solved = [function(x) if keep else zero for x, keep in zip(values, reduction.kept)]
    exact, firsts, seconds = ([triple[n] for triple in solved] for n in range(3))
    nan = [mp.isnan(x) and keep for x, keep in zip(values, reduction.kept)]
    scales = [reduction.share(row) * reduction.upstream for row in range(len(values))]
    errors.compare_all(case, "losses", losses, exact, map(abs, exact))
    for key, got, slopes in (("grad", grad, firsts), ("hessian", hessian, seconds)):
        if got is not None:
            results = [mp.nan if lost else times(scale, x) for scale, x, lost in zip(scales, slopes, nan)]
            errors.compare_all(case, key, got, results, map(abs, results))
    sizes = [abs(x) for x in exact]
    return reduction.value(exact), reduction.value(sizes)


def gan_generator(case, errors):
    function = GENERATOR[case["kind"]]
    results = elements(
        case, errors, numbers(case["input"]), function, case["grad"], case["losses"], case.get("hessian")
    )
    errors.compare(case, "value", case["value"], *results)


def gan_discriminator(case, errors):
    split = len(case["input"])
    total = []
    for key, grad, functions, rows in (
        ("input", "grad", REAL, slice(None, split)),
        ("target", "grad_target", FAKE, slice(split, None)),
    ):
        options = {
            name: option[rows] if isinstance(option, list) else option
            for name, option in case.get("options", {}).items()
        }
        hessian = case["hessian"][rows] if "hessian" in case else None
        half = {"note": case["note"], "options": options}
        scores, function = numbers(case[key]), functions[case["kind"]]
        total.append(elements(half, errors, scores, function, case[grad], case["losses"][rows], hessian))
    value, size = (sum(parts) for parts in zip(*total))
    errors.compare(case, "value", case["value"], value, size)


def combine(case, errors):
    terms = [times(w, x) for w, x in zip(numbers(case["weights"]), numbers(case["values"]))]
    errors.compare(case, "total", case["total"], sum(terms, mpf(0)), sum(map(abs, terms), mpf(0)))


def combine_uncertainty(case, errors):
    values, log_vars = numbers(case["values"]), numbers(case["log_vars"])
    slopes = [c * mp.exp(-s) for c, s in zip(numbers(case.get("coefficients", [1] * len(values))), log_vars)]
    terms = [times(slope, x) for slope, x in zip(slopes, values)]
    total = sum(terms, mpf(0)) + sum(log_vars, mpf(0)) / 2
    size = sum(map(abs, terms), mpf(0)) + sum(map(abs, log_vars), mpf(0))
    errors.compare(case, "total", case["total"], total, size)
    errors.compare_all(case, "d_values", case["d_values"], slopes, slopes)
    by_log_var = [mpf("0.5") - x for x in terms]
    errors.compare_all(case, "d_log_vars", case["d_log_vars"], by_log_var, [abs(x) + 1 for x in terms])


LOSSES = {
    "causal_lm": causal_lm,
    "focal_cross_entropy": mapped,
    "generalized_cross_entropy": mapped,
    "poly1_cross_entropy": mapped,
    "taylor_cross_entropy": mapped,
    "focal_cross_entropy_soft": with_teacher(soft_mapped_row),
    "poly1_cross_entropy_soft": with_teacher(soft_mapped_row),
    "distillation": with_teacher(distillation_row),
    "js_div": with_teacher(js_div_row),
    "entropy_penalty": entropy_penalty,
    "vae_kl": vae_kl,
    "gan_discriminator": gan_discriminator,
    "gan_generator": gan_generator,
    "combine": combine,
    "combine_uncertainty": combine_uncertainty,
}


def main():
    for loss in sys.argv[1:] or LOSSES:
        path = pathlib.Path(__file__).with_name(f"{loss}.json")
        cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
        errors = Errors(loss)
        for case in cases:
            LOSSES[loss](case, errors)
        largest = ", ".join(f"{key} {error:.1e}" for key, error in errors.largest.items())
        print(f"{loss}: {len(cases)} cases, {largest}")


if __name__ == "__main__":
    main()
