"""Asserts that PyTorch's own losses agree, wherever torch.nn.functional has the case."""

import torch
from torch.nn import functional

from losses import (
    INDEX_TARGETS,
    POINTWISE,
    WITH_LOGITS,
    class_option,
    class_weights,
    log_softmax,
    option,
    signs,
    target_weights,
    transform,
)


def hinge(x, target, case, reduction):
    return functional.margin_ranking_loss(x, torch.zeros_like(x), signs(target, case), margin=1.0, reduction=reduction)


def bce_logits(x, target, case, reduction):
    pos_weight = torch.tensor(case.get("pos_weight", 1.0))
    return functional.binary_cross_entropy_with_logits(x, target, pos_weight=pos_weight, reduction=reduction)


def cross_entropy(x, target, case, reduction):
    return functional.cross_entropy(
        transform(x, case),
        target,
        weight=class_weights(case),
        ignore_index=class_option(case, "ignore_index"),
        label_smoothing=class_option(case, "label_smoothing"),
        reduction=reduction,
    )


def nll(x, target, case, reduction):
    ignore_index = class_option(case, "ignore_index")
    return functional.nll_loss(x, target, weight=class_weights(case), ignore_index=ignore_index, reduction=reduction)


def kl_div_log_target(x, target, case, reduction):
    return functional.kl_div(x, target, reduction=reduction, log_target=True)


def cross_entropy_prob(x, target, case, reduction):
    negative_entropy = functional.kl_div(torch.zeros_like(target), target, reduction=reduction)
    return functional.kl_div(x.log(), target, reduction=reduction) - negative_entropy


PYTORCH = {
    "mse": lambda x, target, case, reduction: functional.mse_loss(x, target, reduction=reduction),
    "hinge": hinge,
    "bce": lambda x, target, case, reduction: functional.binary_cross_entropy(x, target, reduction=reduction),
    "bce_logits": bce_logits,
    "cross_entropy": cross_entropy,
    "cross_entropy_soft": cross_entropy,
    "cross_entropy_prob": cross_entropy_prob,
    "nll": nll,
    "kl_div": lambda x, target, case, reduction: functional.kl_div(x, target, reduction=reduction),
    "kl_div_log_target": kl_div_log_target,
    "kl_div_prob": lambda x, target, case, reduction: functional.kl_div(x.log(), target, reduction=reduction),
}

# PyTorch's name for the library's reduction, where it has it. Its mean of soft targets is over the rows.
PYTORCH_REDUCTIONS = {
    **dict.fromkeys(POINTWISE, {"mean": "mean", "sum": "sum", "mean_rows": "mean"}),
    **dict.fromkeys(INDEX_TARGETS, {"mean": "mean", "sum": "sum"}),
    "cross_entropy_soft": {"sum": "sum", "mean_rows": "mean"},
    "cross_entropy_prob": {"sum": "sum", "mean_rows": "batchmean"},
    **dict.fromkeys(
        ("kl_div", "kl_div_log_target", "kl_div_prob"), {"mean": "batchmean", "sum": "sum", "mean_rows": "batchmean"}
    ),
}


def check_with_pytorch(loss, case, x, target, kept, value, d_input, losses):
    """Asserts that PyTorch finds the same losses, value and gradient, where it has the case."""
    options, class_options = case.get("options", {}), case.get("class_options", {})
    if loss in WITH_LOGITS:
        check_softmax_gradient(case, x.detach(), target, kept, d_input)
    if loss not in PYTORCH or "z_loss" in class_options or (loss == "nll" and "label_smoothing" in class_options):
        return
    read = torch.tensor(options.get("mask", [1] * x.shape[0])).bool()
    per_row = PYTORCH[loss](x[read], target[read], case, "none").detach()
    if per_row.isnan().any():
        return  # a 0 * infinity that PyTorch does not resolve
    close("losses", losses[read], per_row.sum(1) if per_row.dim() == 2 else per_row, case)

    reduction = PYTORCH_REDUCTIONS[loss].get(option(case, "reduction"))
    if reduction is None or "weight" in options:
        return
    pytorch_value = PYTORCH[loss](x[read], target[read], case, reduction)
    if pytorch_value.isnan():
        return  # 0 / 0: nothing is kept
    close("value", torch.tensor(value), pytorch_value.detach(), case)
    (d_pytorch,) = torch.autograd.grad(pytorch_value * option(case, "upstream"), x)
    compared = kept & (losses > 0) if loss == "hinge" else kept  # PyTorch's derivative at the kink is 1
    # PyTorch's 1e-12 of binary cross entropy is a float32, whatever the type: 4e-9 less.
    close("grad", d_input[compared], d_pytorch[compared], case, 1e-8 if loss == "bce" else 1e-11)


def check_softmax_gradient(case, x, target, kept, d_input):
    """Asserts the textbook gradient, (sum_c w_c t_c) p - w t, which also holds with infinite losses."""
    share, mass = target_weights(target[kept], case)
    weight = torch.tensor(case.get("options", {}).get("weight", [1.0] * x.shape[0]))[kept]
    log_probability, lse = log_softmax(transform(x[kept], case))
    probability = log_probability.exp()
    expected = share.sum(1, keepdim=True) * probability - share
    expected += (2 * class_option(case, "z_loss") * lse * mass)[:, None] * probability
    denominator = {"sum": 1.0, "mean": (weight * mass).sum(), "mean_rows": kept.sum()}[option(case, "reduction")]
    scale = weight * option(case, "upstream") / denominator if denominator else torch.zeros_like(weight)
    slope = torch.full_like(probability, 1 / class_option(case, "temperature"))
    cap = class_option(case, "softcap")
    if cap:
        slope *= 1 - (transform(x[kept], case) / cap) ** 2
    close("grad", d_input[kept], scale[:, None] * slope * expected, case)
    assert (d_input[~kept] == 0).all(), case["note"]


def close(what, ours, theirs, case, tolerance=1e-11):
    same = torch.allclose(ours, theirs, rtol=tolerance, atol=1e-13)
    assert same, f"{what} of '{case['note']}': {ours} is not PyTorch's {theirs}"
