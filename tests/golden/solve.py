"""From a case's inputs and options to its expected results."""

import math

import torch

from check import check_with_pytorch, close
from losses import (
    INDEX_TARGETS,
    LIST_TARGETS,
    POINTWISE,
    ROWS,
    TEACHERS,
    WITH_LOGITS,
    class_option,
    log_softmax,
    option,
    times,
    transform,
)


def row_stride(case):
    return case.get("class_options", {}).get("row_stride", case["classes"])


def to_rows(flat, case):
    """A flat array in the case's layout as the tensor to compute with: (n) or (rows, classes), without padding."""
    flat = torch.tensor(flat)
    if "classes" not in case:
        return flat
    rows, classes, inner = case["rows"], case["classes"], class_option(case, "inner")
    if inner > 1:
        return flat.view(rows // inner, classes, inner).transpose(1, 2).reshape(rows, classes)
    return flat.view(rows, row_stride(case))[:, :classes]


def from_rows(tensor, case, padding=0.0):
    """The inverse of `to_rows`; padding elements get the value `padding`."""
    if "classes" not in case:
        return tensor.tolist()
    rows, classes, inner = case["rows"], case["classes"], class_option(case, "inner")
    if inner > 1:
        return tensor.reshape(rows // inner, inner, classes).transpose(1, 2).reshape(-1).tolist()
    padded = torch.full((rows, row_stride(case)), padding)
    padded[:, :classes] = tensor
    return padded.view(-1).tolist()


def reduce(loss, losses, mass, weight, case):
    """The value; a constant 0 where nothing is kept or the weights sum to 0."""
    rows = losses.shape[0]
    denominator = {"sum": 1.0, "mean": (weight * mass).sum(), "mean_rows": rows}[option(case, "reduction")]
    if rows == 0 or denominator == 0:
        return torch.zeros(())
    value = (weight * losses).sum() / denominator
    if loss != "rmse":
        return value
    # The square root has no derivative at 0; the library's gradient there is 0.
    return torch.zeros(()) if value == 0 else value.sqrt()


def target_of(loss, case, x):
    if loss in INDEX_TARGETS:
        return torch.tensor(case["target"], dtype=torch.int64)
    if loss in LIST_TARGETS:
        return torch.tensor(case["target"], dtype=torch.int64).view(case["rows"], case["classes"])
    return to_rows(case["target"], case) if "target" in case else torch.zeros_like(x)


def without_gradient(loss, x, target, kept):
    """Where a NaN in a kept row makes the gradient NaN, also if autograd takes a constant branch."""
    nan = x.isnan() if loss in POINTWISE or loss in ("vae_kl", "mse_rows") else x.isnan().any(1)
    if loss in TEACHERS:
        nan |= target.isnan().any(1)
    return nan & (kept[:, None] if nan.dim() == 2 else kept)


def solve(loss, case, hessian=False):
    """The case with the expected results of a loss."""
    options = case.get("options", {})
    x = to_rows(case["input"], case).requires_grad_()
    count = x.shape[0]
    target = target_of(loss, case, x)

    kept = torch.tensor(options.get("mask", [1] * count)).bool()
    if loss in INDEX_TARGETS:
        kept &= target != class_option(case, "ignore_index")
    weight = torch.tensor(options.get("weight", [1.0] * count))

    def value_of(everything):
        # Only kept rows enter the graph: the others may hold NaN, and get gradient 0.
        rows = ROWS[loss](everything[kept], target[kept], case)
        return reduce(loss, *rows, weight[kept], case)

    value = value_of(x)
    d_input = torch.zeros_like(x)
    if value.requires_grad:
        (d_input,) = torch.autograd.grad(value * option(case, "upstream"), x)
    losses = torch.zeros(count)
    losses[kept] = ROWS[loss](x[kept], target[kept], case)[0].detach()

    unknown = without_gradient(loss, x, target, kept)
    d_input[unknown] = math.nan

    result = {**case, "value": value.item(), "grad": from_rows(d_input, case), "losses": losses.tolist()}
    if hessian:
        matrix = torch.autograd.functional.hessian(value_of, x.detach())
        diagonal = matrix.reshape(x.numel(), x.numel()).diagonal().reshape(x.shape)
        result["hessian"] = from_rows(diagonal * option(case, "upstream"), case)
    if loss in WITH_LOGITS:
        result |= softmax_statistics(x.detach(), kept, case)
    if not unknown.any():
        assert not any(math.isnan(number) for key in ("grad", "losses") for number in result[key]), case["note"]
        assert not math.isnan(result["value"]), case["note"]
        check_with_pytorch(loss, case, x, target, kept, result["value"], d_input, losses)
    return result


def softmax_statistics(x, kept, case):
    """Log-sum-exp, entropy and argmax of the transformed logits; 0 for the rows that are not read."""
    rows = x.shape[0]
    z = transform(x[kept], case)
    log_probability, log_sum = log_softmax(z)
    lse, entropy, argmax = torch.zeros(rows), torch.zeros(rows), torch.zeros(rows, dtype=torch.int64)
    lse[kept] = log_sum
    entropy[kept] = -times(log_probability.exp(), log_probability).sum(1)
    argmax[kept] = torch.tensor([first_largest(row) for row in z.tolist()], dtype=torch.int64)
    statistics = {"lse": lse.tolist(), "entropy": entropy.tolist(), "argmax": argmax.tolist()}
    if z.isnan().any():
        del statistics["argmax"]  # no rule says which class it is
    elif z.isfinite().all() and z.numel():
        close("lse", lse[kept], z.logsumexp(1), case)
        close("entropy", entropy[kept], torch.distributions.Categorical(logits=z).entropy(), case)
    return statistics


def first_largest(row):
    """The lowest index of the largest value, which must be clear in float32 too."""
    if any(math.isnan(number) for number in row):
        return 0
    largest = max(row)
    clear = all(number == largest or largest - number > 1e-5 * max(1.0, abs(largest)) for number in row)
    assert clear, f"in float32 the argmax of {row} could be another"
    return row.index(largest)


def solve_activation(name, case):
    """The case with the expected results of softmax or log-softmax."""
    x = to_rows(case["input"], case)
    z = transform(x, case)
    log_probability, _ = log_softmax(z)
    output = log_probability.exp() if name == "softmax" else log_probability
    close(name, output, torch.softmax(z, 1) if name == "softmax" else torch.log_softmax(z, 1), case)
    statistics = softmax_statistics(x, torch.ones(case["rows"]).bool(), case)
    return {**case, "output": from_rows(output, case), **statistics}
