"""Results in 50 digits, for losses of several inputs, and of rows of one input.

Derivatives by the formula are compared with differences in as many digits, and everything with PyTorch's own function,
except in cases that say why they are not.
"""

import torch
from mpmath import mp, mpf

DIGITS = 50
STEP = mpf(10) ** -16  # of differences: their error is its square
CLOSE = mpf(10) ** -25


def shape(case):
    """Rows, and numbers per row; an element is a row of one."""
    return (case["n"], 1) if "n" in case else (case["rows"], case["dim"])


def row_of_each(arrays, row, dim):
    """That row of each array."""
    return [flat[row * dim : (row + 1) * dim] for flat in arrays]


def check_differences(row_of, rows, target, case, note):
    """Asserts that the derivatives of a row are those of its loss."""
    loss, derivatives = row_of(rows, target, case)
    for which, row in enumerate(rows):
        for i in range(len(row)):

            def moved(step):
                changed = [list(other) for other in rows]
                changed[which][i] += step
                return row_of(changed, target, case)[0]

            step = STEP * max(mp.fsum(abs(x) for x in row), mpf(10) ** -20)
            slope = (moved(step) - moved(-step)) / (2 * step)
            got = derivatives[which][i]
            assert abs(got - slope) <= CLOSE * max(abs(slope), 1), f"'{note}': {got}, differences {slope}"


def check_second_differences(row_of, second_of, row, case, note):
    """Asserts that the second derivatives of a row are those of its derivatives."""
    for i, second in enumerate(second_of(row, case)):

        def moved(step):
            changed = list(row)
            changed[i] += step
            return row_of([changed], None, case)[1][0][i]

        step = STEP * max(mp.fsum(abs(x) for x in row), mpf(10) ** -20)
        slope = (moved(step) - moved(-step)) / (2 * step)
        assert abs(second - slope) <= CLOSE * max(abs(slope), 1), f"'{note}': {second}, differences {slope}"


def solve(row_of, case, smooth, pytorch, constants=(), second_of=None):
    """The case with its results.

    `row_of` gives the loss of a row and its derivatives; `smooth` says whether they exist at each of the case's rows.
    `pytorch` gives the losses of the kept rows by PyTorch's function, or is None. `constants` are the keys of arrays like an
    input, of which both get the rows in place of a target: zeros where the case has none. `second_of` gives the second
    derivatives of a row, of a loss of one input that has them: such a loss is a penalty, and its value a sum.
    """
    mp.dps = DIGITS
    options = case.get("options", {})
    rows, dim = shape(case)
    kept = options.get("mask", [1] * rows)
    weights = [mpf(w) for w in options.get("weight", [1] * rows)]
    inputs = [[mpf(x) for x in flat] for flat in case["inputs"]]
    targets = [mpf(t) for t in case.get("target", [0] * rows)]
    if constants:
        beside = [[mpf(x) for x in case.get(key, [0] * rows * dim)] for key in constants]
        targets = [row_of_each(beside, row, dim) for row in range(rows)]
    below = {
        "sum": mpf(1),
        "mean_rows": mpf(sum(map(bool, kept))),
        None: mp.fsum(w for w, keep in zip(weights, kept) if keep),
    }["sum" if second_of else options.get("reduction")]
    value, losses, grads, hessian = mpf(0), [], [[] for _ in inputs], []
    for row in range(rows):
        vectors = row_of_each(inputs, row, dim)
        weight = weights[row] if kept[row] else mpf(0)
        if kept[row]:
            result, derivatives = row_of(vectors, targets[row], case)
            if smooth:
                check_differences(row_of, vectors, targets[row], case, case["note"])
                if second_of:
                    check_second_differences(row_of, second_of, vectors[0], case, case["note"])
            losses.append(result)
        else:
            losses.append(mpf(0))
        if weight == 0 or below == 0:
            derivatives = [[mpf(0)] * dim] * len(inputs)
        else:
            value += weight * result / below
        scale = mpf(options.get("upstream", 1)) * (weight / below if below else 0)
        for grad, derivative in zip(grads, derivatives):
            grad += [scale * x for x in derivative] if scale else [mpf(0)] * dim
        if second_of:
            hessian += [scale * x for x in second_of(vectors[0], case)] if scale else [mpf(0)] * dim
    result = {
        **case,
        "value": float(value),
        "grads": [[float(x) for x in grad] for grad in grads],
        "losses": [float(x) for x in losses],
    }
    if second_of:
        result["hessian"] = [float(x) for x in hessian]
    if pytorch:
        reduction = "sum" if second_of else options.get("reduction")
        check_with_pytorch(pytorch, case, result, reduction, constants)
    return result


def check_with_pytorch(pytorch, case, result, reduction, constants):
    """Asserts that PyTorch finds the same losses, value and gradients."""
    options, (rows, dim) = case.get("options", {}), shape(case)
    kept = torch.tensor(options.get("mask", [1] * rows)).bool()
    weights = torch.tensor(options.get("weight", [1.0] * rows), dtype=torch.float64)[kept]
    inputs = [torch.tensor(flat, dtype=torch.float64).view(rows, dim).requires_grad_() for flat in case["inputs"]]
    targets = torch.tensor(case.get("target", [0.0] * rows), dtype=torch.float64)[kept]
    if constants:
        beside = [torch.tensor(case.get(key, [0.0] * rows * dim), dtype=torch.float64) for key in constants]
        targets = [array.view(rows, dim)[kept] for array in beside]
    losses = pytorch([x[kept] for x in inputs], targets, case)
    below = {"sum": 1.0, "mean_rows": kept.sum(), None: weights.sum()}[reduction]
    value = (weights * losses).sum() / below
    gradients = torch.autograd.grad(value * options.get("upstream", 1.0), inputs)

    def close(what, ours, theirs):
        ours = torch.tensor(ours, dtype=torch.float64).view_as(theirs)
        # It adds 1e-12 to the squared norms of which it takes the cosine.
        same = torch.allclose(ours, theirs, rtol=1e-10, atol=1e-11)
        assert same, f"{what} of '{case['note']}': {ours} is not PyTorch's {theirs}"

    close("losses", [x for x, keep in zip(result["losses"], kept) if keep], losses)
    close("value", result["value"], value)
    for ours, theirs in zip(result["grads"], gradients):
        close("grads", ours, theirs)
