"""The cases of the penalties on parameters; of those on groups the formula as well, for digits.py."""

import itertools

import torch
from classes import CONFIDENT, HOLES, LARGE, TIES, add_bias_cases, add_class_cases
from common import INF, NAN, coarse, hide_masked, row_options, singles, sparse, uniform
from digits import solve
from mpmath import isnan, mp, mpf


def penalty(cases):
    """The cases of each of the three."""
    coefficients = itertools.cycle([0.5, 1e-4, 2.0, 0.01, 1.0, 0.3])

    def scalars():
        count = 2 if cases.loss == "elastic_net_penalty" else 1
        return list(itertools.islice(coefficients, count))

    def add(note, values, options=None, hessian=False):
        cases.add(note, hessian, n=len(values), input=values, scalars=scalars(), options=options)

    sizes = itertools.cycle([10, 3, 33, 7])
    for names in ((), ("sum",), ("weight",), ("mask",), ("upstream",), ("weight", "mask", "upstream")):
        note = " + ".join(names) or "default"
        generator = cases.generator(note)
        values = uniform(generator, next(sizes), -3, 3)
        options = row_options(generator, len(values), [name for name in names if name != "sum"])
        hide_masked(options, values)
        add(note, values, options, len(values) <= 10)
    add("100 parameters", uniform(cases.generator("100 parameters"), 100, -0.1, 0.1))
    add("one parameter", [-1.5], hessian=True)
    add("no parameters", [])
    add("zeros: derivative 0", [0.0, 0.0, 0.0], hessian=True)
    add("zeros among others", [0.0, 1.5, 0.0, -2.0, 0.0], {"weight": [1.0, 0.5, 2.0, 1.5, 0.0]}, True)
    add("tiny parameters", singles([1e-45, -1e-40, 1e-20, -1e-10]))
    add("large parameters", singles([1e4, -1e10, 1e15, -3.0]))
    add("all masked", [1.0, 2.0], {"mask": [0, 0]})
    add("weights of 0", [1.0, -2.0], {"weight": [0.0, 0.0]}, True)
    add("infinity", [1.0, -INF, 2.0])
    add("NaN", [1.0, NAN, -2.0])
    count = len(scalars())
    cases.add("coefficients of 0", n=3, input=[1.0, -2.0, 0.5], scalars=[0.0] * count)
    if count == 2:
        cases.add("no L1", True, n=3, input=[1.0, -2.0, 0.0], scalars=[0.0, 0.5])
        cases.add("no L2", True, n=3, input=[1.0, -2.0, 0.0], scalars=[0.5, 0.0])


l1_penalty = penalty
l2_penalty = penalty
elastic_net_penalty = penalty


def group_row(rows, _, case):
    """The penalty of a group and its derivatives; of an infinite element what they tend to, of several NaN."""
    (x,) = rows
    factor = mpf(case["scalars"][0]) * mp.sqrt(len(x))
    if factor == 0:
        return mpf(0), [[mpf(0)] * len(x)]
    if any(map(isnan, x)):
        return mp.nan, [[mp.nan] * len(x)]
    norm = mp.sqrt(mp.fsum(u * u for u in x))
    if norm == INF:
        limit = factor if sum(map(mp.isinf, x)) == 1 else mp.nan
        return norm, [[limit * mp.sign(u) if mp.isinf(u) else mpf(0) for u in x]]
    return factor * norm, [[factor * u / norm if norm else mpf(0) for u in x]]


def group_curvatures(x, case):
    """The second derivatives: of each element what the others of its group leave."""
    factor = mpf(case["scalars"][0]) * mp.sqrt(len(x))
    if factor and any(map(isnan, x)):
        return [mp.nan] * len(x)
    norm = mp.sqrt(mp.fsum(u * u for u in x))
    if not factor or norm in (0, INF):
        return [mpf(0)] * len(x)
    others = (mp.fsum(u * u for j, u in enumerate(x) if j != i) for i in range(len(x)))
    return [factor * other / norm**3 for other in others]


def group_norms(groups, _, case):
    """The penalties of groups by PyTorch's own function."""
    (x,) = groups
    return case["scalars"][0] * x.shape[1] ** 0.5 * torch.linalg.vector_norm(x, dim=1)


def group_lasso_penalty(cases):
    coefficients = itertools.cycle([0.5, 1e-4, 2.0, 0.01, 1.0, 0.3])

    def add(note, values, dim, options=None, smooth=False, pytorch=True, scale=None):
        case = {"note": note, "rows": len(values) // dim, "dim": dim, "inputs": [values]}
        case["scalars"] = [next(coefficients) if scale is None else scale]
        if options:
            case["options"] = options
        cases.solved.append(solve(group_row, case, smooth, group_norms if pytorch else None, second_of=group_curvatures))

    sizes = itertools.cycle([(4, 3), (5, 10), (3, 2), (2, 33), (3, 17)])
    for names in ((), ("sum",), ("weight",), ("mask",), ("upstream",), ("weight", "mask", "upstream")):
        note, (rows, dim) = " + ".join(names) or "default", next(sizes)
        generator = cases.generator(note)
        values = uniform(generator, rows * dim, -3, 3)
        options = row_options(generator, rows, [name for name in names if name != "sum"])
        hide_masked(options, values, width=dim)
        add(note, values, dim, options, smooth=True)
    add("one group of 300", uniform(cases.generator("one group of 300"), 300, -0.1, 0.1), 300)
    add("groups of one", uniform(cases.generator("groups of one"), 5, -3, 3), 1, smooth=True)
    add("no groups", [], 3, pytorch=False)
    add("a group of zeros, and zeros among others", [0.0, 0.0, 1.5, 0.0, 0.0, -2.0], 2)
    add("one element is nearly all", singles([1e-4, 3.0, 0.0, -1e-6]), 4, smooth=True)
    tiny = singles([1e-30, -2e-30, 1e-31, 1e-45, -1e-40, 3e-42])
    # With this coefficient their second derivatives are floats.
    add("tiny parameters", tiny, 3, scale=1e-4)
    add("large parameters", singles([1e18, -2e18, 5e17, 1e30, -3.0, 1e38]), 3)
    add("all masked", [1.0, 2.0], 1, {"mask": [0, 0]}, pytorch=False)
    add("weights of 0", [1.0, -2.0, 3.0, 4.0], 2, {"weight": [0.0, 0.0]})
    add("an infinite element", [1.0, -INF, 2.0, 3.0], 2, pytorch=False)
    add("two infinite elements", [1.0, -INF, INF, 3.0], 4, pytorch=False)
    add("NaN stays in its group", [1.0, NAN, 2.0, 3.0], 2, pytorch=False)
    add("NaN next to infinity", [NAN, INF, 1.0], 3, pytorch=False)
    add("a coefficient of 0", [1.0, -2.0, INF, NAN], 2, scale=0.0, pytorch=False)


def entropy_penalty(cases):
    add_class_cases(cases, ("temperature", "softcap", "layout"))
    add_bias_cases(cases, scalars=[0.5])
    factors = itertools.cycle([0.5, 2.0, 0.01])

    def add(note, logits, hessian=True, **more):
        cases.add_matrix(note, logits, hessian=hessian, scalars=[next(factors)], **more)

    moderate = [singles([0.3, -1.2, 2.4, 0.7]), singles([-3.0, 1.1, 0.6, 4.5])]
    add("moderate logits", moderate)
    add("confident: entropies around 1e-3", CONFIDENT)
    add("large logits", LARGE, False)
    add("equal logits, and ties", TIES, False)
    add("all logits equal: gradient 0", [[1.5] * 4, [-1e4] * 4])
    add("nearly equal logits", [[0.5, 0.5 + 2**-16, 0.5, 0.5 - 2**-16]], False)
    add("-inf adds 0", HOLES, False)
    add("softcap of -inf is -cap", HOLES, False, class_options={"softcap": 5.0})
    add("a probability that underflows", [[0.0, -1000.0, -2.0]])
    add("subnormal logits", [singles([1e-40, -1e-42, 0.25, 1e-45]), singles([1e-39] * 4)], False)
    add("NaN in one row", [[0.5, NAN, 1.0], [0.25, 0.5, -0.75]], False)
    add("all masked", moderate, options={"mask": [0, 0]})
    add("weights sum to 0", moderate, options={"weight": [0.0, 0.0]})
    cases.add("no rows", rows=0, classes=4, input=[], scalars=[0.5])
    cases.add_matrix("a coefficient of 0: value 0", moderate, hessian=True, scalars=[0.0])
    for classes in (10, 100):
        note = f"{classes} classes"
        row = coarse(cases.generator(note), classes, 4)
        row[classes // 2] = 5.0  # clearly the maximum
        add(note, [row], False)
    note = "1500 classes"
    row = sparse(cases.generator(note), 1500, 7)
    row[1450] = 7.5
    add(note, [row], False)
