"""Results of the losses of single elements, from their formulas in formulas/, each rounded once to double."""

import math

import torch
from mpmath import libmp, mp, mpf

from check import close
from formulas.arithmetic import times

DIGITS = 60
# Of differences: their error is the square of this step.
STEP = mpf(10) ** -20
CLOSE = mpf(10) ** -25


def nearest(x):
    """The double that is nearest; float() would round a subnormal one twice."""
    if x == 0 or not mp.isfinite(x):
        return float(x)
    if abs(mp.mag(x)) > 1100:  # so far beyond double that the quotient below would be of huge integers
        return math.copysign(math.inf if mp.mag(x) > 0 else 0.0, x)
    numerator, denominator = libmp.to_rational(x._mpf_)
    try:
        return numerator / denominator
    except OverflowError:
        return math.copysign(math.inf, x)


class Case:
    """A case as its formula takes it."""

    def __init__(self, loss, case):
        options = case.get("options", {})
        self.element, self.note, self.options = loss, case["note"], options
        scalars = dict(zip(loss.defaults, case["scalars"])) if "scalars" in case else case
        self.numbers = loss.given(scalars)
        flat = case["inputs"] if "inputs" in case else [case["input"]]
        arrays = [*flat, case["target"]] if "target" in case else flat
        assert len(arrays) == len(loss.domains), f"{self.note}: {len(arrays)} arrays"
        if options.get("binary_targets"):
            arrays = [*arrays[:-1], [2 * t - 1 for t in arrays[-1]]]
        self.arrays, count = arrays, len(arrays[0])
        self.kept = [bool(keep) for keep in options.get("mask", [1] * count)]
        self.weight = options.get("weight", [1.0] * count)
        name = "sum" if loss.family == "penalties" else options.get("reduction", "mean")
        total = mp.fsum(mpf(w) for w, keep in zip(self.weight, self.kept) if keep)
        self.denominator = {"sum": mpf(1), "mean": total, "mean_rows": mpf(sum(self.kept))}[name]
        self.upstream = mpf(options.get("upstream", 1))

    def rows(self):
        return [[mpf(x) for x in row] for row in zip(*self.arrays)]

    def share(self, row):
        """What a row's loss is multiplied by in the value."""
        return mpf(self.weight[row]) / self.denominator if self.kept[row] and self.denominator else mpf(0)

    def solved(self, row):
        """Loss, derivatives and second derivatives of an element."""
        count = self.element.inputs
        if any(map(mp.isnan, row)):
            return mp.nan, [mp.nan] * count, [mp.nan] * count
        loss, *derivatives = self.element.solved(row, self.numbers)
        value = mp.fsum(term.value for term in loss)
        if self.options.get("full"):
            value += self.element.full(*row, **{name: mpf(x) for name, x in self.numbers.items()})
        return value, *([term.value for term in part] for part in derivatives)


def results_of(case, key, hessian):
    """The results, under the keys of the file, with the digits that mpmath has now."""
    zero = (mpf(0), *[[mpf(0)] * case.element.inputs] * 2)
    solved = [case.solved(row) if keep else zero for row, keep in zip(case.rows(), case.kept)]
    shares = [case.share(row) for row in range(len(solved))]
    scales = [share * case.upstream for share in shares]
    value = mp.fsum(times(share, loss) for share, (loss, *_) in zip(shares, solved))
    grads = [
        [nearest(times(scale, first[which])) for scale, (_, first, *_) in zip(scales, solved)]
        for which in range(case.element.inputs)
    ]
    result = {
        "value": nearest(value),
        key: grads if key == "grads" else grads[0],
        "losses": [nearest(loss) for loss, *_ in solved],
    }
    if hessian:
        result["hessian"] = [nearest(times(scale, second[0])) for scale, (*_, second) in zip(scales, solved)]
    return result


def solve_element(loss, case, hessian=False, smooth=False, pytorch=True):
    """The case with its results. `smooth`: at none of its elements is a kink, or a factor that counts as a constant."""
    read, key = Case(loss, case), "grads" if "inputs" in case else "grad"
    mp.dps = DIGITS
    result = results_of(read, key, hessian)
    with mp.workdps(2 * DIGITS):
        again = results_of(read, key, hessian)
        assert str(again) == str(result), f"'{read.note}': in {DIGITS} digits {result}, in twice as many {again}"
    if smooth:
        check_differences(read)
    known = not any(map(mp.isnan, (x for row, keep in zip(read.rows(), read.kept) if keep for x in row)))
    if pytorch and known and not isinstance(loss.pytorch, str):
        check_with_pytorch(read, result, key)
    return {**case, **result}


def check_differences(case):
    """Asserts that the derivatives of the loss are its derivatives, and the second ones those of the first."""
    for row, keep in zip(case.rows(), case.kept):
        if not keep or any(map(mp.isnan, row)):
            continue
        _, first, *second = case.solved(row)
        for which, x in enumerate(row[: case.element.inputs]):
            step = STEP * max(abs(x), mpf(10) ** -3)
            around = [case.solved([*row[:which], x + moved, *row[which + 1 :]]) for moved in (-step, step)]
            pairs = [(first[which], *(loss for loss, *_ in around))]
            pairs += [(bend[which], *(slopes[which] for _, slopes, *_ in around)) for bend in second]
            for got, before, after in pairs:
                slope = (after - before) / (2 * step)
                assert abs(got - slope) <= CLOSE * max(abs(slope), 1), f"'{case.note}': {got}, differences {slope}"


def check_with_pytorch(case, result, key):
    """Asserts that PyTorch finds the same losses, value and gradients, where it gives numbers."""
    loss, kept = case.element, torch.tensor(case.kept, dtype=torch.bool)
    how = {**case.numbers, "reduction": "none"} | ({"full": True} if case.options.get("full") else {})
    arrays = [torch.tensor(array, dtype=torch.float64) for array in case.arrays]
    inputs, targets = arrays[: loss.inputs], arrays[loss.inputs :]
    for x in inputs:
        x.requires_grad_()
    losses = loss.pytorch(torch, *(array[kept] for array in (*inputs, *targets)), **how)
    if losses.isnan().any():
        return  # a 0 * infinity that PyTorch does not resolve
    same(case, "losses", [x for x, keep in zip(result["losses"], case.kept) if keep], losses)
    weight = torch.tensor(case.weight, dtype=torch.float64)[kept]
    if not case.denominator or not len(weight):
        return  # 0 / 0, where the value is 0
    value = (weight * losses).sum() / float(case.denominator)
    if value.isnan():
        return
    same(case, "value", result["value"], value)
    gradients = torch.autograd.grad(value * float(case.upstream), inputs)
    for ours, theirs in zip(result[key] if key == "grads" else [result[key]], gradients):
        if not theirs[kept].isnan().any():
            same(case, key, ours, theirs)


def same(case, what, ours, theirs):
    ours = torch.tensor(ours, dtype=torch.float64).view_as(theirs)
    close(what, ours, theirs.detach(), {"note": case.note}, case.element.tolerance)
