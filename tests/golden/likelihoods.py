"""The cases of losses of two inputs and a target per element, and their formulas; digits.py makes the results."""

import itertools

from mpmath import isnan, mp, mpf
from torch import no_grad
from torch.nn import functional

from common import EVERY_ROW_OPTION, INF, NAN, hide_masked, row_options, singles, uniform
from digits import solve


def power(base, exponent):
    """base ** exponent, also of 0 and infinity, and 1 for an exponent of 0."""
    if exponent == 0 or 0 < base < INF:
        return base**exponent if exponent else mpf(1)
    return mpf(0) if (base == 0) == (exponent > 0) else mpf(INF)


def times(factor, other):
    """The product, 0 where the factor is."""
    return mpf(0) if factor == 0 else factor * other


def gaussian_row(rows, targets, case):
    """The loss of an element and its derivatives. The weight v^beta is a constant, and so is max(var, epsilon)."""
    ((mean,), (variance,)), target = rows, targets
    if any(map(isnan, (mean, variance, target))):
        return mp.nan, [[mp.nan], [mp.nan]]
    beta, epsilon = case["scalars"]
    v = max(variance, mpf(epsilon or 1e-6))
    error = mean - target
    ratio = error / v
    weight, slope = power(v, mpf(beta)), power(v, mpf(beta) - 1)
    constant = mp.log(2 * mp.pi) if case.get("options", {}).get("full") else mpf(0)
    first = times(error, slope)
    loss = weight * (mp.log(v) + constant) / 2 + times(error, first) / 2
    return loss, [[first], [times(1 - error * ratio, slope) / 2]]


def in_pytorch(inputs, target, case):
    """The losses by PyTorch's own function, times the weight that it does not have."""
    beta, epsilon = case["scalars"]
    mean, variance = (x.view(-1) for x in inputs)
    full, epsilon = case.get("options", {}).get("full", False), epsilon or 1e-6
    losses = functional.gaussian_nll_loss(mean, target, variance, full=full, eps=epsilon, reduction="none")
    with no_grad():
        weight = variance.clamp(min=epsilon) ** beta
    return weight * losses


def gaussian_nll(cases):
    def add(note, mean, variance, target, scalars=(0.0, 0.0), options=None, smooth=False, pytorch=True):
        case = {"note": note, "n": len(mean), "inputs": [mean, variance], "target": target, "scalars": list(scalars)}
        case |= {"options": options} if options else {}
        cases.solved.append(solve(gaussian_row, case, smooth, in_pytorch if pytorch else None))

    def random(note, count, options, scalars=(0.0, 0.0), low=0.2, high=3.0, **flags):
        generator = cases.generator(note)
        mean, target = (uniform(generator, count, -3, 3) for _ in range(2))
        variance = uniform(generator, count, low, high)
        options = (row_options(generator, count, options) if isinstance(options, tuple) else options) | flags
        # With beta, and below epsilon, derivatives are not those of the value.
        smooth = "mask" not in options and scalars[0] == 0 and low > (scalars[1] or 1e-6)
        hide_masked(options, mean, variance, target)
        counts = any(options.get("mask", [1])) and any(options.get("weight", [1]))
        add(note, mean, variance, target, scalars, options, smooth, counts)

    sizes = itertools.cycle([7, 37, 16, 33, 5])
    for names, count in zip(EVERY_ROW_OPTION, sizes):
        random(" + ".join(names) or "default: mean", count, names)
    for names, count in zip([(), ("sum", "weight"), ("mean_rows", "mask", "upstream")], sizes):
        random(" + ".join(("full", *names)), count, names, full=True)
        random(" + ".join(("full, beta = 0.5", *names)), count, names, (0.5, 0.0), full=True)
    for beta, count in zip([0.25, 0.5, 1.0, 1.5, 3.0], sizes):
        random(f"beta = {beta}", count, ("weight",), (beta, 1e-3))
    for beta in (0.0, 0.5, 1.0):
        random(f"epsilon = 1.5, beta = {beta}: as many below as above", 24, ("upstream",), (beta, 1.5))
    random("one element", 1, ())
    add("no elements", [], [], [], pytorch=False)
    random("all masked", 2, {"mask": [0, 0]})
    random("all masked, mean_rows", 2, {"mask": [0, 0], "reduction": "mean_rows"})
    random("weights sum to 0", 2, {"weight": [0.0, 0.0]})
    random("a weight of 0 still counts as a row", 3, {"weight": [0.0, 1.5, 2.0], "reduction": "mean_rows"})

    errors = [0.0, 0.5, -0.5, 2.0, -3.0]
    flat, small, large = [1.0] * 5, singles([1e-5] * 5), singles([1e8] * 5)
    add("a variance of 1", errors, flat, [0.0] * 5)
    add("a variance of 1, full", errors, flat, [0.0] * 5, options={"full": True})
    add("a small variance", errors, small, [0.0] * 5)
    add("a large variance", errors, large, [0.0] * 5)
    # r^2 = v: the derivative by the variance is 0.
    add("at the best variance", [0.5, -2.0, 3.0], [0.25, 4.0, 9.0], [0.0] * 3)
    sum_ = {"reduction": "sum"}
    floor = [0.25, 0.25 - 2**-26, 0.25 + 2**-25, 0.125, 0.0]
    add("at epsilon and beside it", errors, floor, [0.25] * 5, (0.0, 0.25), sum_)
    add("at epsilon and beside it, beta = 0.5", errors, floor, [0.25] * 5, (0.5, 0.25), sum_)
    below = singles([0.0, 1e-7, 1e-20, 1e-40, 9e-7])
    add("below the default epsilon: the gradient at it", errors, below, [0.5] * 5)
    # PyTorch refuses a negative variance.
    add("a negative variance counts as epsilon", errors, [-1.0, -0.0, -1e30, -INF, -2.0], errors[::-1], pytorch=False)
    add("mean = target, a variance of 0", [1.5, 0.0], [0.0, 0.0], [1.5, 0.0])
    add("a large epsilon", errors, [1.0, 1e6, 1e10, 0.0, 3.0], [1.0] * 5, (0.0, 1e8), sum_)
    add("a small epsilon", [1.0, 1e-10], singles([1e-22, 0.0]), [1.0, 0.0], (0.0, 1e-20), sum_, pytorch=False)
    add("large errors", singles([1e15, -1e18]), flat[:2], [0.0, 0.0], options=sum_)
    add("large errors at a large variance", singles([1e25, -1e30]), singles([1e30, 1e38]), [0.0, 0.0], options=sum_)

    # PyTorch gives NaN for what is infinite.
    add("an infinite variance", [1.0, 0.5], [INF, 1.0], [1.0, 0.0], pytorch=False)
    for beta in (0.5, 1.0, 2.0):
        add(f"an infinite variance, beta = {beta}", [1.0, 0.5], [INF, INF], [1.0, 0.0], (beta, 0.0), pytorch=False)
    add("an infinite mean", [INF, -INF, 0.5], [1.0, 2.0, 1.0], [1.0, 0.0, 0.0], pytorch=False)
    add("an infinite mean, beta = 1", [INF, -INF, 0.5], [1.0, 2.0, 1.0], [1.0, 0.0, 0.0], (1.0, 0.0), pytorch=False)
    add("an infinite target", [1.0, 0.5], [1.0, 2.0], [INF, -INF], pytorch=False)
    for where, arrays in (
        ("the mean", ([1.0, NAN, 2.0], flat[:3], [0.5, 0.0, 0.0])),
        ("the variance", ([1.0, 0.0, 2.0], [1.0, NAN, 2.0], [0.5, 0.0, 0.0])),
        ("the target", ([1.0, 0.0, 2.0], flat[:3], [0.5, NAN, 0.0])),
    ):
        for beta in (0.0, 0.5):
            add(f"NaN in {where}, beta = {beta}", *arrays, (beta, 0.0), pytorch=False)
