"""Asserts that PyTorch's own losses agree, wherever torch.nn.functional has the case."""

import torch
from torch.nn import functional

from losses import (
    ALONE,
    HINGE,
    INDEX_TARGETS,
    LEAST_SQUARES,
    MAPPED,
    MAPPED_SOFT,
    MINIMAX,
    POINTWISE,
    TEACHERS,
    WASSERSTEIN,
    WITH_LOGITS,
    capped,
    class_option,
    class_weights,
    log_softmax,
    option,
    target_weights,
    temperature,
    times,
    transform,
)


def margin(x, sign, reduction):
    return functional.margin_ranking_loss(x, torch.zeros_like(x), sign, margin=1.0, reduction=reduction)


def cross_entropy(x, target, case, reduction):
    return functional.cross_entropy(
        transform(x, case),
        target,
        weight=class_weights(case),
        ignore_index=class_option(case, "ignore_index"),
        label_smoothing=class_option(case, "label_smoothing"),
        reduction=reduction,
    )


def of_cross_entropy(function):
    """A function of PyTorch's cross-entropy and the probability."""

    def loss(x, target, case, reduction):
        ignored = target == class_option(case, "ignore_index")
        index = target.masked_fill(ignored, 0)
        q = functional.cross_entropy(transform(x, case), index, reduction="none")
        weight = class_weights(case)[index].masked_fill(ignored, 0.0)
        losses = times(weight, function(q, (-q).exp(), case))
        return {"none": losses, "sum": losses.sum(), "mean": losses.sum() / weight.sum()}[reduction]

    return loss


def of_cross_entropies(function):
    """The same of each class's, weighted by distributions."""

    def loss(x, target, case, reduction):
        q = -functional.log_softmax(transform(x, case), 1)
        losses = times(class_weights(case) * target, function(q, (-q).exp(), case)).sum(1)
        return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[reduction]

    return loss


def focal(q, p, case):
    return (1 - p) ** case["gamma"] * q


def poly1(q, p, case):
    return q + case["epsilon"] * (1 - p)


def nll(x, target, case, reduction):
    ignore_index = class_option(case, "ignore_index")
    return functional.nll_loss(x, target, weight=class_weights(case), ignore_index=ignore_index, reduction=reduction)


def multi_margin(x, target, case, reduction):
    """PyTorch has no index to ignore: such rows are not given to it, and have a loss of 0."""
    kept = target != class_option(case, "ignore_index")
    losses = functional.multi_margin_loss(
        x[kept],
        target[kept],
        p=case.get("p", 1),
        margin=case.get("margin", 1.0),
        weight=class_weights(case),
        reduction=reduction,
    )
    return losses if reduction != "none" else torch.zeros(len(x)).masked_scatter(kept, losses)


def kl_div_log_target(x, target, case, reduction):
    return functional.kl_div(x, target, reduction=reduction, log_target=True)


def cross_entropy_prob(x, target, case, reduction):
    negative_entropy = functional.kl_div(torch.zeros_like(target), target, reduction=reduction)
    return functional.kl_div(x.log(), target, reduction=reduction) - negative_entropy


def between_logs(log_b, log_a, reduction):
    return functional.kl_div(log_b, log_a, reduction=reduction, log_target=True)


def distillation(x, target, case, reduction):
    log_p, log_q = (torch.log_softmax(transform(logits, case), 1) for logits in (x, target))
    return between_logs(log_p, log_q, reduction) * temperature(case) ** 2


def kl_div_generalized(x, target, case, reduction):
    terms = functional.kl_div(x, target, reduction="none") + x.exp() - target
    return {"none": terms, "sum": terms.sum(), "batchmean": terms.sum(1).mean()}[reduction]


def js_div(x, target, case, reduction):
    beta = torch.tensor(case["beta"])
    log_p, log_q = (torch.log_softmax(transform(logits, case), 1) for logits in (x, target))
    log_m = torch.logaddexp(beta.log() + log_q, torch.log1p(-beta) + log_p)
    of_teacher, of_student = between_logs(log_m, log_q, reduction), between_logs(log_m, log_p, reduction)
    return beta * of_teacher + (1 - beta) * of_student


def vae_kl(x, target, case, reduction):
    mu, log_var = x.chunk(2, 1)
    posterior = torch.distributions.Normal(mu, (log_var / 2).exp(), validate_args=False)
    divergence = torch.distributions.kl_divergence(posterior, torch.distributions.Normal(0.0, 1.0))
    return {"none": divergence, "sum": divergence.sum(), "batchmean": divergence.sum(1).mean()}[reduction]


def entropy_penalty(x, target, case, reduction):
    of = torch.distributions.Categorical(logits=transform(x, case), validate_args=False)
    losses = -case["scalars"][0] * of.entropy()
    return {"none": losses, "sum": losses.sum(), "mean": losses.mean()}[reduction]


def gan_batch(x, label, kind, reduction):
    """The discriminator's loss of a batch that is real (label 1) or fake (label 0)."""
    labels = torch.full_like(x, label)
    if kind == LEAST_SQUARES:
        return functional.mse_loss(x, labels, reduction=reduction) / 2
    if kind == HINGE:
        return margin(x, 2 * labels - 1, reduction)
    if kind == WASSERSTEIN:
        return (1 - 2 * label) * {"none": lambda: x, "sum": x.sum, "mean": x.mean}[reduction]()
    return functional.binary_cross_entropy_with_logits(x, labels, reduction=reduction)


def gan_generator(x, target, case, reduction):
    if case["kind"] == MINIMAX:
        return -gan_batch(x, 0.0, MINIMAX, reduction)
    return gan_batch(x, 1.0, WASSERSTEIN if case["kind"] == HINGE else case["kind"], reduction)


PYTORCH = {
    "cross_entropy": cross_entropy,
    "cross_entropy_soft": cross_entropy,
    "cross_entropy_prob": cross_entropy_prob,
    "focal_cross_entropy": of_cross_entropy(focal),
    "generalized_cross_entropy": of_cross_entropy(lambda q, p, case: -torch.expm1(-case["q"] * q) / case["q"]),
    "poly1_cross_entropy": of_cross_entropy(poly1),
    "taylor_cross_entropy": of_cross_entropy(
        lambda q, p, case: sum((1 - p) ** i / i for i in range(1, case["order"] + 1))
    ),
    "focal_cross_entropy_soft": of_cross_entropies(focal),
    "poly1_cross_entropy_soft": of_cross_entropies(poly1),
    "nll": nll,
    "multi_margin": multi_margin,
    "multilabel_margin": lambda x, target, case, reduction: functional.multilabel_margin_loss(
        x, target, reduction=reduction
    ),
    "kl_div": lambda x, target, case, reduction: functional.kl_div(x, target, reduction=reduction),
    "kl_div_log_target": kl_div_log_target,
    "kl_div_prob": lambda x, target, case, reduction: functional.kl_div(x.log(), target, reduction=reduction),
    "kl_div_generalized": kl_div_generalized,
    "distillation": distillation,
    "js_div": js_div,
    "vae_kl": vae_kl,
    "entropy_penalty": entropy_penalty,
    "mse_rows": lambda x, target, case, reduction: (
        functional.mse_loss(x, target, reduction=reduction)
        if reduction != "sum"
        else functional.mse_loss(x, target, reduction="none").mean(1).sum()
    ),
    "gan_real": lambda x, target, case, reduction: gan_batch(x, 1.0, case["kind"], reduction),
    "gan_fake": lambda x, target, case, reduction: gan_batch(x, 0.0, case["kind"], reduction),
    "gan_generator": gan_generator,
}
# Why a loss is neither above nor in formulas/. A test compares both with losses/*.toml.
WITHOUT_PYTORCH = {
    "rmse": "the root of the value of mse, which is compared",
    "softmax": "no loss: solve.py compares its output with torch.softmax",
    "log_softmax": "no loss: solve.py compares its output with torch.log_softmax",
    "softmax_backward": "no loss: shapes.py compares its output with PyTorch's own backward pass",
    "multilabel_soft_margin": "decisions.py compares it with functional.multilabel_soft_margin_loss",
    "coral": "PyTorch has no function for it",
    "corn": "PyTorch has no function for it",
    "cumulative_link": "PyTorch has no function for it",
    "causal_lm": "shapes.py compares it with functional.cross_entropy of shifted tokens",
    "preference": "digits.py compares it with what trl composes of PyTorch's functions",
    "preference_unpaired": "digits.py compares it with what trl composes of PyTorch's functions",
    "triplet": "digits.py compares it with functional.triplet_margin_loss",
    "triplet_cosine": "digits.py compares it with functional.triplet_margin_with_distance_loss",
    "contrastive": "digits.py compares it with what functional.pairwise_distance makes",
    "pairwise_distance": "digits.py compares it with functional.pairwise_distance",
    "cosine_distance": "digits.py compares it with functional.cosine_similarity",
    "cosine_embedding": "digits.py compares it with functional.cosine_embedding_loss",
    "cosface": "cosines.py compares it with functional.cross_entropy of what PyTorch composes",
    "arcface": "cosines.py compares it with functional.cross_entropy of what PyTorch composes",
    "group_lasso_penalty": "digits.py compares it with torch.linalg.vector_norm",
    "multiclass_hinge": "PyTorch has no function for it",
    "categorical_hinge": "PyTorch has no function for it",
    "multiclass_perceptron": "PyTorch has no function for it",
    "sparsemax": "PyTorch has no function for it",
    "gaussian_kl": "digits.py compares it with torch.distributions.kl_divergence of Gaussians",
    "combine": "PyTorch has no function for it",
    "combine_uncertainty": "PyTorch has no function for it",
}
# Class options that the above do not have.
NOT_IN_PYTORCH = {"nll": {"z_loss", "label_smoothing"}, "distillation": {"z_loss", "label_smoothing", "class_weight"}}

# PyTorch's name for the library's reduction, where it has it. Its mean of soft targets is over the rows.
PYTORCH_REDUCTIONS = {
    **dict.fromkeys(POINTWISE, {"mean": "mean", "sum": "sum", "mean_rows": "mean"}),
    **dict.fromkeys(INDEX_TARGETS, {"mean": "mean", "sum": "sum"}),
    "multi_margin": {"sum": "sum", "mean_rows": "mean"},
    "multilabel_margin": {"mean": "mean", "sum": "sum", "mean_rows": "mean"},
    "cross_entropy_soft": {"sum": "sum", "mean_rows": "mean"},
    **dict.fromkeys(("cross_entropy_soft", *MAPPED_SOFT), {"sum": "sum", "mean_rows": "mean"}),
    "cross_entropy_prob": {"sum": "sum", "mean_rows": "batchmean"},
    "entropy_penalty": {"mean": "mean", "sum": "sum", "mean_rows": "mean"},
    "mse_rows": {"mean": "mean", "sum": "sum", "mean_rows": "mean"},
    **dict.fromkeys(
        ("kl_div", "kl_div_log_target", "kl_div_prob", "kl_div_generalized", "vae_kl", *TEACHERS),
        {"mean": "batchmean", "sum": "sum", "mean_rows": "batchmean"},
    ),
}


def check_with_pytorch(loss, case, x, target, kept, value, d_input, losses):
    """Asserts that PyTorch finds the same losses, value and gradient, where it has the case."""
    options, class_options = case.get("options", {}), case.get("class_options", {})
    if loss == "js_div":
        check_js_gradient(case, x.detach(), target, kept, d_input)
    elif loss in WITH_LOGITS - MAPPED - MAPPED_SOFT - ALONE:
        check_softmax_gradient(case, x.detach(), probabilities(loss, target, case), kept, d_input)
    if loss not in PYTORCH or not NOT_IN_PYTORCH.get(loss, {"z_loss"}).isdisjoint(class_options):
        return
    read = torch.tensor(options.get("mask", [1] * x.shape[0])).bool()
    per_row = PYTORCH[loss](x[read], target[read], case, "none").detach()
    if per_row.isnan().any():
        return  # a 0 * infinity that PyTorch does not resolve
    if per_row.dim() == 2:
        per_row = per_row.mean(1) if loss == "mse_rows" else per_row.sum(1)
    close("losses", losses[read], per_row, case)

    reduction = PYTORCH_REDUCTIONS[loss].get(option(case, "reduction"))
    if reduction is None or "weight" in options:
        return
    pytorch_value = PYTORCH[loss](x[read], target[read], case, reduction)
    if pytorch_value.isnan():
        return  # 0 / 0: nothing is kept
    close("value", torch.tensor(value), pytorch_value.detach(), case)
    (d_pytorch,) = torch.autograd.grad(pytorch_value * option(case, "upstream"), x)
    if d_pytorch[kept].isnan().any():
        return  # a 0 * infinity, as above
    close("grad", d_input[kept], d_pytorch[kept], case)


def probabilities(loss, target, case):
    """The targets, of which a teacher gives the logits."""
    return torch.softmax(transform(target, case), 1) if loss in TEACHERS else target


def check_softmax_gradient(case, x, target, kept, d_input):
    """Asserts the textbook gradient, (sum_c w_c t_c) p - w t, which also holds with infinite losses."""
    share, mass = target_weights(target[kept], case)
    log_probability, lse = log_softmax(transform(x[kept], case))
    probability = log_probability.exp()
    expected = share.sum(1, keepdim=True) * probability - share
    expected *= case.get("temperature", 1.0) ** 2  # that of distillation
    expected += (2 * class_option(case, "z_loss") * lse * mass)[:, None] * probability
    check_gradient(case, x, expected, mass, kept, d_input)


def check_js_gradient(case, x, target, kept, d_input):
    """Asserts the textbook gradient, (1 - b) p (r - sum_c p_c r_c) with r = log(p / m)."""
    beta = torch.tensor(case["beta"])
    log_p, log_q = (torch.log_softmax(transform(logits[kept], case), 1) for logits in (x, target))
    p = log_p.exp()
    log_m = torch.logaddexp(beta.log() + log_q, torch.log1p(-beta) + log_p)
    shares = times(p, log_p - log_m)
    expected = (1 - beta) * (shares - p * shares.sum(1, keepdim=True))
    check_gradient(case, x, expected, torch.ones(len(p)), kept, d_input)


def check_gradient(case, x, expected, mass, kept, d_input):
    """Asserts the gradient, where `expected` is that of each kept row's loss by its transformed logits."""
    weight = torch.tensor(case.get("options", {}).get("weight", [1.0] * x.shape[0]))[kept]
    denominator = {"sum": 1.0, "mean": (weight * mass).sum(), "mean_rows": kept.sum()}[option(case, "reduction")]
    scale = weight * option(case, "upstream") / denominator if denominator else torch.zeros_like(weight)
    slope = torch.full_like(expected, 1 / temperature(case))
    cap = class_option(case, "softcap")
    if cap:
        slope *= 1 - (capped(x[kept], case) / cap) ** 2
    close("grad", d_input[kept], scale[:, None] * slope * expected, case)
    assert (d_input[~kept] == 0).all(), case["note"]


def close(what, ours, theirs, case, tolerance=1e-11):
    same = torch.allclose(ours, theirs, rtol=tolerance, atol=1e-13)
    assert same, f"{what} of '{case['note']}': {ours} is not PyTorch's {theirs}"
