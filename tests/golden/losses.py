"""What each loss means: PyTorch operations on float64, so that autograd gives the gradients.

A function of `ROWS` takes the kept rows of the input and of the target, and the case (as in the JSON
files, see README.md), and returns per row the loss and the mass: what the row adds to the denominator
of the mean, before its row weight. Losses that take other arrays are made of these in shapes.py. Losses of single
elements are not here but in formulas/, of which elements.py makes the results.
"""

import math

import torch
from torch.nn import functional

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

PARTS = {"gan_real": "gan_discriminator", "gan_fake": "gan_discriminator"}  # batches that are solved one by one
ADVERSARIAL = {*PARTS, "gan_generator"}
POINTWISE = {"rmse", *ADVERSARIAL}
MARGINS = {"multi_margin", "multiclass_hinge", "categorical_hinge", "multiclass_perceptron", "sparsemax"}  # of scores
MAPPED = {"focal_cross_entropy", "generalized_cross_entropy", "poly1_cross_entropy", "taylor_cross_entropy"}
MAPPED_SOFT = {"focal_cross_entropy_soft", "poly1_cross_entropy_soft"}
INDEX_TARGETS = {"cross_entropy", "nll", *MARGINS, *MAPPED}
LIST_TARGETS = {"multilabel_margin"}  # of classes, ended by -1
TEACHERS = {"distillation", "js_div"}  # the target is a teacher's logits, a constant
ALONE = {"entropy_penalty"}  # there is no target
WITH_LOGITS = {"cross_entropy", "cross_entropy_soft", *MAPPED, *MAPPED_SOFT, *TEACHERS, *ALONE}
MINIMAX, NON_SATURATING, LEAST_SQUARES, HINGE, WASSERSTEIN = range(5)  # the kinds of GAN

DEFAULTS = {"reduction": "mean", "upstream": 1.0}
CLASS_DEFAULTS = {
    "ignore_index": -100,
    "label_smoothing": 0.0,
    "temperature": 1.0,
    "softcap": 0.0,
    "z_loss": 0.0,
    "inner": 1,
}


def option(case, name):
    return case.get("options", {}).get(name, DEFAULTS[name])


def class_option(case, name):
    return case.get("class_options", {}).get(name, CLASS_DEFAULTS[name])


def temperature(case):
    """The class option, or the argument of distillation."""
    return case.get("temperature", class_option(case, "temperature"))


def capped(logits, case):
    """The logits after the temperature and then the softcap."""
    z = logits / temperature(case)
    cap = class_option(case, "softcap")
    return cap * torch.tanh(z / cap) if cap else z


def transform(logits, case):
    """These, and the bias."""
    z = capped(logits, case)
    bias = case.get("class_options", {}).get("class_bias")
    return z if bias is None else z + torch.tensor(bias)


def log_softmax(z):
    """Log probabilities and log-sum-exp of each row.

    torch.log_softmax takes log(1 + rest): for a probability of 0.9999 only 12 digits of the loss are
    left. With the largest term kept apart, log1p(rest) has all of them.
    """
    top = z.argmax(1, keepdim=True)
    largest = z.gather(1, top)
    shifted = z - largest
    log_sum = torch.log1p(shifted.exp().scatter(1, top, 0.0).sum(1, keepdim=True))
    return shifted - log_sum, (largest + log_sum).squeeze(1)


def times(factor, infinite):
    """factor * infinite, where a factor of 0 wins also against an infinity, and has gradient 0."""
    return torch.where(factor == 0, 0.0, factor * infinite)


def class_weights(case):
    return torch.tensor(case.get("class_options", {}).get("class_weight", [1.0] * case["classes"]))


def target_weights(target, case):
    """Each class's share in the loss, class_weight * smoothed target, and the mass of the unsmoothed target.

    PyTorch's label smoothing of an index y, (1-e) w_y nll + (e/K) sum_c w_c (-log p_c), is that of the
    one-hot distribution.
    """
    classes = case["classes"]
    if target.dtype == torch.int64:
        target = functional.one_hot(target, classes).to(torch.float64)
    weight = class_weights(case)
    smoothing = class_option(case, "label_smoothing")
    return weight * (target * (1 - smoothing) + smoothing / classes), (weight * target).sum(1)


def cross_entropy_rows(logits, target, case):
    log_probability, lse = log_softmax(transform(logits, case))
    losses, mass = nll_rows(log_probability, target, case)
    return losses + class_option(case, "z_loss") * mass * lse**2, mass


def nll_rows(log_probability, target, case):
    share, mass = target_weights(target, case)
    return -times(share, log_probability).sum(1), mass


class Derivative(torch.autograd.Function):
    """A function of q with its derivatives, each the one after it: autograd would form 0 * infinity at the limits."""

    @staticmethod
    def forward(ctx, q, functions, case):
        ctx.save_for_backward(q)
        ctx.rest, ctx.case = functions[1:], case
        return functions[0](q, case)

    @staticmethod
    def backward(ctx, grad):
        (q,) = ctx.saved_tensors
        return grad * Derivative.apply(q, ctx.rest, ctx.case), None, None


def ratio(q):
    """p q / (1 - p): 1 at q = 0, and 0 where p is."""
    inside = torch.where((q > 0) & (q < math.inf), q, 1.0)
    return torch.where(q == 0, 1.0, torch.where(q == math.inf, 0.0, inside / torch.expm1(inside)))


def focal_bend(q, case):
    gamma = case["gamma"]
    inside = torch.where((q > 0) & (q < math.inf), q, 1.0)
    bend = gamma * (-torch.expm1(-inside)) ** (gamma - 1) * (-inside).exp()
    bend = bend * (2 + (gamma - 1) * ratio(inside) - inside)
    # Of a row without doubt it is multiplied by a square of 0.
    return torch.where(q.isnan(), q, torch.where((q > 0) & (q < math.inf), bend, 0.0))


def others(q):
    """1 - p of a cross-entropy q."""
    return -torch.expm1(-q)


def taylor_sum(q, case):
    return sum(others(q) ** i for i in range(case["order"]))


# Functions of the cross-entropy q, and their first and second derivatives.
MAPS = {
    "focal_cross_entropy": (
        lambda q, case: others(q) ** case["gamma"] * q,
        lambda q, case: others(q) ** case["gamma"] * (1 + case["gamma"] * ratio(q)),
        focal_bend,
    ),
    "generalized_cross_entropy": (
        lambda q, case: -torch.expm1(-case["q"] * q) / case["q"],
        lambda q, case: (-case["q"] * q).exp(),
        lambda q, case: -case["q"] * (-case["q"] * q).exp(),
    ),
    "poly1_cross_entropy": (
        lambda q, case: excess(-q) + (1 + case["epsilon"]) * others(q),
        lambda q, case: (1 + case["epsilon"]) - case["epsilon"] * others(q),
        lambda q, case: -case["epsilon"] * (-q).exp(),
    ),
    "taylor_cross_entropy": (
        lambda q, case: sum(others(q) ** i / i for i in range(1, case["order"] + 1)),
        lambda q, case: (-q).exp() * taylor_sum(q, case),
        lambda q, case: -case["order"] * others(q) ** (case["order"] - 1) * (-q).exp(),
    ),
}


def cross_entropies(z):
    """-log p of each class. Of the one with the largest logit it is log1p of the others, of which autograd makes 1 - p
    without a difference.
    """
    top = z.argmax(1, keepdim=True)
    single = z.gather(1, top) > z.scatter(1, top, -math.inf).amax(1, keepdim=True) if z.shape[1] > 1 else top == 0
    finite = torch.where(single, z, 0.0)  # a difference of infinities would have the gradient NaN
    below = (finite - finite.gather(1, top)).scatter(1, top, -math.inf)
    of_top = torch.log1p(below.exp().sum(1, keepdim=True))
    log_probability, _ = log_softmax(z)
    return torch.where(single & (torch.arange(z.shape[1]) == top), of_top, -log_probability)


def mapped_rows(functions):
    """A function of the cross-entropy of the target, with its weight."""

    def rows(logits, target, case):
        q = cross_entropies(transform(logits, case)).gather(1, target[:, None]).squeeze(1)
        weight = class_weights(case)[target]
        return times(weight, Derivative.apply(q, functions, case)), weight

    return rows


def soft_mapped_rows(functions):
    """The same of each class, weighted by target distributions."""

    def rows(logits, target, case):
        share = class_weights(case) * target
        mapped = Derivative.apply(cross_entropies(transform(logits, case)), functions, case)
        return times(share, mapped).sum(1), share.sum(1)

    return rows


def cross_entropy_prob_rows(probability, target, case):
    # log(1) in place of log(0): autograd would multiply the 0 that `times` sends back by 1/0.
    safe = torch.where(target == 0, 1.0, probability)
    return -times(target, safe.log()).sum(1), target.sum(1)


def ones_of(x):
    return torch.ones(x.shape[0])


def kl_div_rows(log_prediction, target, case):
    return (torch.special.xlogy(target, target) - times(target, log_prediction)).sum(1), ones_of(target)


def kl_div_log_target_rows(log_prediction, log_target, case):
    target = log_target.exp()
    return (times(target, log_target) - times(target, log_prediction)).sum(1), ones_of(target)


def kl_div_prob_rows(prediction, target, case):
    losses, _ = cross_entropy_prob_rows(prediction, target, case)
    return torch.special.xlogy(target, target).sum(1) + losses, ones_of(target)


def mse_rows_rows(x, target, case):
    return ((x - target) ** 2).sum(1) / max(case["classes"], 1), ones_of(x)


def squared_errors(x, target, case):
    return (x - target) ** 2, ones_of(x)


def softplus(x):
    """functional.softplus drops log1p(exp(-x)) from 20 on."""
    return -functional.logsigmoid(-x)


def excess(x):
    """exp(x) - 1 - x, by its series where that cancels."""
    small = x.abs() < 0.125
    y = torch.where(small, x, 0.0)
    series = torch.zeros_like(x)
    for n in range(14, 1, -1):  # y^2 / 2! + y^3 / 3! + ...
        series = (1 + series) * y / n
    return torch.where(small, series * y, torch.expm1(x) - torch.where(x == math.inf, 0.0, x))


def divergence_terms(a, b, log_ratio):
    """a log(a / b) - a + b for every class, of log_ratio = log(b / a).

    Over two distributions these add up to KL(a || b), as a log(a / b) does, but do not cancel where the
    distributions are close. A class with a = 0 leaves b.
    """
    far = log_ratio > 1
    finite = torch.where(log_ratio == math.inf, 0.0, log_ratio)
    return torch.where(far, b - a - a * finite, a * excess(torch.where(far, 0.0, log_ratio)))


def log_ratios(log_a, log_b):
    """log(a / b): 0 where both are 0, as such a class contributes nothing."""
    return torch.where((log_a == -math.inf) & (log_b == -math.inf), 0.0, log_a - log_b)


def kl_div_generalized_rows(log_prediction, target, case):
    absent = target == 0
    log_ratio = log_prediction - torch.where(absent, 1.0, target).log()
    terms = torch.where(absent, log_prediction.exp(), divergence_terms(target, log_prediction.exp(), log_ratio))
    return terms.sum(1), ones_of(target)


def distillation_rows(student, teacher, case):
    log_p, lse = log_softmax(transform(student, case))
    log_q, _ = log_softmax(transform(teacher, case))
    p, q = log_p.exp(), log_q.exp()
    weight = class_weights(case)
    weighted = "class_weight" in case.get("class_options", {})
    mass = (weight * q).sum(1) if weighted else ones_of(q)  # exactly 1, also of a teacher that is NaN
    smoothing = class_option(case, "label_smoothing")
    if smoothing:
        q = q * (1 - smoothing) + smoothing / case["classes"]
        log_q = q.log()
    terms = times(weight, divergence_terms(q, p, log_ratios(log_p, log_q)))
    # The -a + b of the terms adds up to 0 only where the weights are equal.
    divergence = (terms + (weight - weight[0]) * (q - p)).sum(1)
    return temperature(case) ** 2 * divergence + class_option(case, "z_loss") * mass * lse**2, mass


def mixture_ratios(log_p, log_q, beta):
    """log(m / q) and log(m / p), where m = beta q + (1 - beta) p."""
    ratio = log_ratios(log_p, log_q)
    more = ratio > 0
    of_student = torch.log1p(beta * torch.expm1(torch.where(more, -ratio, 0.0)))
    of_teacher = torch.log1p((1 - beta) * torch.expm1(torch.where(more, 0.0, ratio)))
    return torch.where(more, ratio + of_student, of_teacher), torch.where(more, of_student, of_teacher - ratio)


def js_div_rows(student, teacher, case):
    beta = case["beta"]
    log_p, _ = log_softmax(transform(student, case))
    log_q, _ = log_softmax(transform(teacher, case))
    p, q = log_p.exp(), log_q.exp()
    m = beta * q + (1 - beta) * p
    of_teacher, of_student = mixture_ratios(log_p, log_q, beta)
    terms = beta * divergence_terms(q, m, of_teacher) + (1 - beta) * divergence_terms(p, m, of_student)
    return terms.sum(1), ones_of(student)


def entropy_penalty_rows(logits, target, case):
    log_p, _ = log_softmax(transform(logits, case))
    p = log_p.exp()
    # A class whose probability is 0 adds 0, and has no derivative either.
    terms = p * torch.where(p == 0, 0.0, log_p)
    return case["scalars"][0] * terms.sum(1), ones_of(logits)


def margin_rows(function):
    """Of a function of the scores, the right class as a column, its scores and the case; NaN anywhere in a row is NaN."""

    def rows(scores, target, case):
        right = target[:, None]
        losses = function(scores, right, scores.gather(1, right).squeeze(1), case)
        weight = class_weights(case)[target]
        return torch.where(scores.isnan().any(1), math.nan, weight * losses), weight

    return rows


def multi_margin(scores, right, of_right, case):
    excess = (case.get("margin", 1.0) + (scores - of_right[:, None])).scatter(1, right, 0.0)
    return (torch.relu(excess) ** case.get("p", 1)).sum(1) / case["classes"]


def rivals(scores, right):
    """The largest score of a wrong class: of equal ones the lowest has the derivative, where `amax` gives each a share."""
    wrong = scores.scatter(1, right, -math.inf)
    first = [row.index(max(row)) for row in wrong.tolist()]
    return wrong.gather(1, torch.tensor(first, dtype=torch.int64)[:, None]).squeeze(1)


def multiclass_hinge(scores, right, of_right, case):
    return torch.relu(case.get("margin", 1.0) + (rivals(scores, right) - of_right))


def categorical_hinge(scores, right, of_right, case):
    return torch.relu(case.get("margin", 1.0) + (torch.relu(rivals(scores, right)) - of_right))


def multiclass_perceptron(scores, right, of_right, case):
    return torch.relu(rivals(scores, right) - of_right)


def sparsemax(scores, right, of_right, case):
    """As the paper has it, by sorting; the threshold is differentiated with the rest."""
    largest = scores.detach().amax(1, keepdim=True)
    u, (sorted_u, _) = scores - largest, (scores - largest).sort(1, descending=True)
    counts = torch.arange(1, scores.shape[1] + 1, dtype=torch.float64)
    support = (1 + counts * sorted_u > sorted_u.cumsum(1)).sum(1, keepdim=True)
    sums = torch.where(counts <= support, sorted_u, 0.0).sum(1, keepdim=True)
    threshold = (sums - 1) / support
    inside = torch.where(u > threshold, u, threshold)
    squares = (inside**2 - threshold**2).sum(1)
    return 0.5 * squares + 0.5 - (of_right - largest.squeeze(1))


def multilabel_margin_rows(scores, lists, case):
    losses = [scores.sum() * 0] if not len(scores) else []
    for row, entries in zip(scores, lists.tolist()):
        listed = entries[: entries.index(-1)] if -1 in entries else entries
        others = [c for c in range(len(entries)) if c not in listed]
        excess = 1 + (row[others][None, :] - row[listed][:, None])
        losses.append(torch.where(row.isnan().any(), math.nan, torch.relu(excess).sum() / len(entries)))
    return torch.stack(losses)[: len(scores)], ones_of(scores)


def vae_kl_rows(x, target, case):
    """Of mu and log_var side by side, as both are differentiated."""
    mu, log_var = x.chunk(2, 1)
    return 0.5 * (mu**2 + excess(log_var)).sum(1), ones_of(x)


GAN_REAL = {
    MINIMAX: lambda x: softplus(-x),
    NON_SATURATING: lambda x: softplus(-x),
    LEAST_SQUARES: lambda x: (x - 1) ** 2 / 2,
    HINGE: lambda x: torch.relu(1 - x),
    WASSERSTEIN: lambda x: -x,
}
GAN_FAKE = {
    MINIMAX: softplus,
    NON_SATURATING: softplus,
    LEAST_SQUARES: lambda x: x**2 / 2,
    HINGE: lambda x: torch.relu(1 + x),
    WASSERSTEIN: lambda x: x,
}
GAN_GENERATOR = {
    **GAN_REAL,
    MINIMAX: lambda x: -softplus(x),
    HINGE: lambda x: -x,
}


def gan_rows(functions):
    """The loss of one batch of scores, a function for each kind."""
    return lambda x, target, case: (functions[case["kind"]](x), ones_of(x))


ROWS = {
    "rmse": squared_errors,
    "multi_margin": margin_rows(multi_margin),
    "multiclass_hinge": margin_rows(multiclass_hinge),
    "categorical_hinge": margin_rows(categorical_hinge),
    "multiclass_perceptron": margin_rows(multiclass_perceptron),
    "sparsemax": margin_rows(sparsemax),
    "multilabel_margin": multilabel_margin_rows,
    "mse_rows": mse_rows_rows,
    "cross_entropy": cross_entropy_rows,
    "cross_entropy_soft": cross_entropy_rows,
    **{name: mapped_rows(functions) for name, functions in MAPS.items()},
    **{name: soft_mapped_rows(MAPS[name.removesuffix("_soft")]) for name in MAPPED_SOFT},
    "cross_entropy_prob": cross_entropy_prob_rows,
    "nll": nll_rows,
    "kl_div": kl_div_rows,
    "kl_div_log_target": kl_div_log_target_rows,
    "kl_div_prob": kl_div_prob_rows,
    "kl_div_generalized": kl_div_generalized_rows,
    "distillation": distillation_rows,
    "js_div": js_div_rows,
    "entropy_penalty": entropy_penalty_rows,
    "vae_kl": vae_kl_rows,
    "gan_real": gan_rows(GAN_REAL),
    "gan_fake": gan_rows(GAN_FAKE),
    "gan_generator": gan_rows(GAN_GENERATOR),
}
