"""Losses of two classes."""

from mpmath import mp, mpf

from formulas.arithmetic import (
    Term,
    flushed,
    log,
    log_of_rest,
    logistic,
    logistic_slope,
    of_logistic,
    power,
    softplus,
    times,
)
from formulas.element import ELEMENTS, element


def _hinge_in_pytorch(torch, x, t, **how):
    return torch.nn.functional.margin_ranking_loss(x, torch.zeros_like(x), t, margin=1.0, **how)


@element(
    bounds=(2, 1, 0),
    pytorch=_hinge_in_pytorch,
    torch=lambda torch, x, t: torch.nn.functional.relu(1 - x * t).mean(),
    jax=lambda jax, optax, x, t: jax.nn.relu(1 - x * t).mean(),
)
def hinge(x, t):
    """A fused operation, stored. The derivative is a target."""
    return max(mpf(0), 1 - t * x), -t if t * x < 1 else mpf(0), mpf(0)


def _smoothed(t, label_smoothing):
    """The target that counts."""
    return t * (1 - label_smoothing) + label_smoothing / 2


def _bce_in_pytorch(torch, x, t, *, label_smoothing, **how):
    return torch.nn.functional.binary_cross_entropy(x, _smoothed(t, label_smoothing), **how)


@element(
    bounds=(8, 5, 14),
    numbers=[{"label_smoothing": 0.0}, {"label_smoothing": 0.5}],
    pytorch=_bce_in_pytorch,
    torch=lambda torch, x, t, **_: torch.nn.functional.binary_cross_entropy(x, t),
    tolerance=1e-8,  # PyTorch's 1e-12 is a float32, whatever the type: 4e-9 less
)
def bce(x, t, *, label_smoothing=0.0):
    """log1p 1.5 and log 1: the worse, the product, 1 - t, the sum; and 2 of a smoothed target, of which 1 - t, at least
    a quarter, has a unit. Difference, 1 - x, two products, /. The square of that quotient, which has 4, or 1 - t, a
    product and two quotients by x(1 - x); the sum, the factor, the clamp; and 3 of the smoothed target and 1 - t.

    As PyTorch: logarithms of at least -100 in the loss, a denominator of at least 1e-12 in the derivatives. The
    difference from a target that was rounded is as good as the target.
    """
    t = _smoothed(t, label_smoothing)
    terms = [-times(t, max(log(x), mpf(-100))), -times(1 - t, max(log_of_rest(x), mpf(-100)))]
    variance = max(x * (1 - x), mpf(10) ** -12)
    first = Term((x - t) / variance, (x + t if label_smoothing else abs(x - t)) / variance)
    return terms, first, ((x - t) ** 2 + t * (1 - t)) / variance**2


def _bce_logits_in_pytorch(torch, x, t, *, pos_weight, label_smoothing, **how):
    t = _smoothed(t, label_smoothing)
    pos_weight = torch.tensor(pos_weight, dtype=x.dtype)
    return torch.nn.functional.binary_cross_entropy_with_logits(x, t, pos_weight=pos_weight, **how)


@element(
    bounds=(11, 10, 15),
    numbers=[{"pos_weight": 1.0, "label_smoothing": 0.0}, {"pos_weight": 1.5, "label_smoothing": 0.5}],
    pytorch=_bce_logits_in_pytorch,
    torch=lambda torch, x, t, **_: torch.nn.functional.binary_cross_entropy_with_logits(x, t),
    jax=lambda jax, optax, x, t, **_: optax.sigmoid_binary_cross_entropy(x, t).mean(),
)
def bce_logits(x, t, *, pos_weight=1.0, label_smoothing=0.0):
    """softplus 2.5, 1 - t, a product, two sums. sigma 2, 1 - t, a product, the sum, the factor. Both sigma,
    1 - t, the sum, two products, the factor. All have 2 of a smoothed target, of which 1 - t, at least a quarter, has a
    unit.
    """
    t = _smoothed(t, label_smoothing)
    of_zero, of_one = 1 - t, pos_weight * t
    terms = [of_logistic(softplus, x, of_zero), of_logistic(softplus, -x, of_one)]
    plus, minus = of_logistic(logistic, x, of_zero), of_logistic(logistic, -x, of_one)
    first = Term(plus.value - minus.value, plus.size + minus.size, plus.slack + minus.slack)
    return terms, first, logistic_slope(x, of_zero + of_one)


@element(
    bounds=(4, 3, 1),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t: torch.nn.functional.relu(1 - x * t).square().mean(),
)
def squared_hinge(x, t):
    """A fused operation twice, the square, stored. That operation, a product, the factor. The second is a constant."""
    margin = max(mpf(0), 1 - t * x)
    return margin**2, -2 * t * margin, 2 * t * t if margin else mpf(0)


def _perceptron_in_pytorch(torch, x, t, **how):
    return torch.nn.functional.margin_ranking_loss(x, torch.zeros_like(x), t, margin=0.0, **how)


@element(
    bounds=(1, 1, 0),
    pytorch=_perceptron_in_pytorch,
    torch=lambda torch, x, t: torch.nn.functional.relu(-x * t).mean(),
)
def perceptron(x, t):
    """The score or its opposite, stored. The derivative is a target, at the kink as well."""
    return max(mpf(0), -t * x), -t if t * x <= 0 else mpf(0), mpf(0)


@element(
    bounds=(2, 1, 0),
    numbers=[{"margin": 1.5}],
    pytorch=lambda torch, x, t, **how: torch.nn.functional.hinge_embedding_loss(x, t, **how),
)
def hinge_embedding(x, t, *, margin=1.0):
    """A difference, stored. The derivative is 1 or -1. Other targets than these have both branches."""
    if t == 1:
        return x, mpf(1), mpf(0)
    if t == -1:
        return max(mpf(0), margin - x), -mpf(x < margin), mpf(0)
    return max(x, margin), mpf(x > margin), mpf(0)


def _modified_huber_in_torch(torch, x, t):
    z = x * t
    return torch.where(z < -1, -4 * z, torch.nn.functional.relu(1 - z).square()).mean()


@element(bounds=(4, 3, 1), pytorch="PyTorch has no function for it", torch=_modified_huber_in_torch)
def modified_huber(x, t):
    """A fused operation twice, the square, stored. That operation, a product, the factor. The second is a constant."""
    z = t * x
    margin = max(mpf(0), 1 - z)
    bend = 2 * t * t if 0 < margin <= 2 else mpf(0)
    return -4 * z if z < -1 else margin**2, -2 * t * min(margin, mpf(2)), bend


@element(
    bounds=(5, 5, 10),
    pytorch=lambda torch, x, t, **how: torch.nn.functional.soft_margin_loss(x, t, **how),
    jax=lambda jax, optax, x, t: jax.nn.softplus(-x * t).mean(),
)
def soft_margin(x, t):
    """softplus 2, stored. sigma 2, the factor. Both sigma, a product, the factor."""
    z = times(t, x)
    return [of_logistic(softplus, -z, mpf(1))], of_logistic(logistic, -z, -t), logistic_slope(z, t * t)


@element(
    bounds=(6, 6, 6),
    fills=("moderate", "sign"),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t: torch.exp(-x * t).mean(),
)
def exponential(x, t):
    """e^|x| 1, its inverse, a product, the sum, stored. The same of the derivatives, with the factor."""
    smaller = mp.exp(-abs(x))
    falling, rising = times((1 + t) / 2, mp.exp(-x)), times((1 - t) / 2, mp.exp(x))
    size = abs(falling) + abs(rising)
    slack = flushed(smaller, smaller, 1.001)
    loss = Term(falling + rising, size, slack)
    return loss, Term(rising - falling, size, slack), loss


def _poly1_in_torch(torch, x, t, *, epsilon):
    cross = torch.nn.functional.binary_cross_entropy_with_logits(x, t, reduction="none")
    return (cross + epsilon * (t * torch.sigmoid(-x) + (1 - t) * torch.sigmoid(x))).mean()


@element(
    bounds=(28, 15, 21),
    numbers=[{"epsilon": 1.5}, {"epsilon": -1.0}],
    pytorch="PyTorch has no function for it",
    torch=_poly1_in_torch,
)
def poly1_bce_logits(x, t, *, epsilon=2.0):
    """With epsilon below 0: e is a quotient of both sigma, 9, and e - log(1 + e) has that twice, and 4; a fused
    operation, 1 - t, another, stored. With epsilon above 0 less. sigma 2, 1 - t, a product, 1 + epsilon sigma 2 and two
    roundings, a product, the difference, the factor. Both sigma and their product, 1 - t, the factor with a difference
    of both sigma and three roundings, a product, the sum, a product, the factor.

    With epsilon below 0 neither softplus - sigma nor the factors cancel.
    """
    of_zero, of_one = 1 - t, t
    p, n = logistic(x), logistic(-x)
    if epsilon > 0:
        terms = [of_logistic(softplus, x, of_zero), of_logistic(softplus, -x, of_one)]
        terms += [of_logistic(logistic, x, epsilon * of_zero), of_logistic(logistic, -x, epsilon * of_one)]
    else:
        size, e = abs(x), mp.exp(-abs(x))
        smaller, larger, rest = logistic(-size), logistic(size), mp.log1p(e)
        excess = e - rest if e > mpf(10) ** -15 else e**2 / 2 - e**3 / 3 + e**4 / 4  # where no digit would be left
        far, near = (of_one, of_zero) if x < 0 else (of_zero, of_one)
        terms = [
            Term(times(far, size + (rest - larger)), times(far, size + rest + larger)),
            Term(near * (e * smaller - excess), near * (e * smaller + excess)),
            of_logistic(logistic, x, (1 + epsilon) * of_zero),
            of_logistic(logistic, -x, (1 + epsilon) * of_one),
        ]
    plus = of_logistic(logistic, x, of_zero * ((1 + epsilon) - epsilon * p))
    minus = of_logistic(logistic, -x, of_one * ((1 + epsilon) - epsilon * n))
    first = Term(plus.value - minus.value, plus.size + minus.size, plus.slack + minus.slack)
    gains = [of_zero * ((1 + epsilon) - 2 * epsilon * p), of_one * ((1 + epsilon) - 2 * epsilon * n)]
    slope = logistic_slope(x, sum(gains))
    size = 1 + epsilon if epsilon > 0 else sum(gains)
    return terms, first, Term(slope.value, p * n * size, slope.slack)


def _focal_weight(t, alpha):
    return alpha * t + (1 - alpha) * (1 - t) if alpha else mpf(1)


def _sigmoid_focal_in_torch(torch, x, t, *, alpha, gamma):
    """That of torchvision."""
    p = torch.sigmoid(x)
    cross = torch.nn.functional.binary_cross_entropy_with_logits(x, t, reduction="none")
    loss = cross * (1 - (p * t + (1 - p) * (1 - t))) ** gamma
    return (loss * (alpha * t + (1 - alpha) * (1 - t)) if alpha else loss).mean()


def _weighted(weight, power, parts, smaller=mpf(1), of_smaller=()):
    """A sum of parts times a power, which is 0 where it underflows. Some parts are products with the smaller of two
    logistic functions, which is 0 where e^-|x| is.
    """
    value, size = (times(power, times(weight, total)) for total in (sum(parts), sum(map(abs, parts))))
    lost = times(power, times(weight, sum(map(abs, of_smaller))))
    return Term(value, abs(size), flushed(power, value) + flushed(smaller, lost, 1.001))


@element(
    bounds=(34, 57, 81),
    numbers=[{"alpha": 0.25, "gamma": 2.0}, {"alpha": 0.0, "gamma": 0.5}],
    pytorch="PyTorch has no function for it",
    torch=_sigmoid_focal_in_torch,
    jax=lambda jax, optax, x, t, **how: optax.sigmoid_focal_loss(x, t, how["alpha"] or None, how["gamma"]).mean(),
)
def sigmoid_focal(x, t, *, alpha=0.0, gamma=2.0):
    """m: sigma 2, 1 - t, a product, a fused operation, so 7, gamma times; the power 3: 21. alpha_t: 1 - t, 1 - alpha, a
    product, a fused operation, so 4. The cross-entropy: softplus 1.5, 1 - t, a product, the sum, so 6. Two products,
    stored.

    rho: both sigma and a product 9, 1 - 2t 2, a product, the quotient by m 8, so 20; times gamma and the cross-entropy
    28; the sum with a difference of sigma; power, alpha_t, two products, the factor. The second derivative: the same 28
    times (gamma - 1) rho + 1 - 2p, of 22, a product; two sums; power, alpha_t, two products, the factor.
    """
    of_zero, p, n = 1 - t, logistic(x), logistic(-x)
    m = of_zero * p + t * n
    if m == 0:
        return mpf(0), mpf(0), mpf(0)
    cross = times(of_zero, softplus(x)) + times(t, softplus(-x))
    rho = (1 - 2 * t) * p * n / m
    weight, focus = _focal_weight(t, alpha), power(m, gamma)
    scaled = gamma * times(rho, cross)
    bend = [(gamma - 1) * rho * scaled, n * scaled, -p * scaled]
    slopes = [of_zero * p, -t * n]
    second = [*bend, *(2 * gamma * rho * slope for slope in slopes), p * n]
    return (
        _weighted(weight, focus, [cross]),
        _weighted(weight, focus, [scaled, *slopes], min(p, n), [scaled]),
        _weighted(weight, focus, second, min(p, n), second),
    )


def _focal_in_torch(torch, x, t, *, alpha, gamma):
    cross = torch.nn.functional.binary_cross_entropy(x, t, reduction="none")
    loss = cross * (t * (1 - x) + (1 - t) * x) ** gamma
    return (loss * (alpha * t + (1 - alpha) * (1 - t)) if alpha else loss).mean()


@element(
    bounds=(28, 37, 45),
    numbers=[{"alpha": 0.25, "gamma": 2.0}, {"alpha": 0.0, "gamma": 0.5}],
    pytorch="PyTorch has no function for it",
    torch=_focal_in_torch,
)
def focal(x, t, *, alpha=0.0, gamma=2.0):
    """m: 1 - t, 1 - x, a product, a fused operation, so 4; of the power of gamma - 1 once, and 3: 10; times m 5.
    alpha_t 4. The cross-entropy 5 with a sum. Two products, stored: 28, with a rounding of x - t and clamps.

    gamma (1 - 2t) 3 and the cross-entropy, or m and C', which has 5: 12, a fused operation; power, alpha_t, two
    products, the factor. gamma (gamma - 1) (1 - 2t)^2 6 times the cross-entropy over m 10, or C'' of 10 times m: 16,
    two fused operations; power, alpha_t, two products, the factor. Clamps as in bce.
    """
    m = (1 - t) * x + t * (1 - x)
    if m == 0:
        return mpf(0), mpf(0), mpf(0)
    terms, (slope, *_), curvature = ELEMENTS["bce"].formula(x, t)
    cross, sign, weight = sum(terms), 1 - 2 * t, _focal_weight(t, alpha)
    inner = power(m, gamma - 1)
    parts = [gamma * (gamma - 1) * sign**2 * cross / m, 2 * gamma * sign * slope, m * curvature]
    slopes = [gamma * sign * cross, m * slope]
    # Products of a subnormal m have fewer digits.
    return (
        _weighted(weight, inner, [m * cross], m, [m * cross]),
        _weighted(weight, inner, slopes, m, slopes),
        _weighted(weight, inner, parts),
    )


def _asymmetric_in_torch(torch, x, t, *, gamma_pos, gamma_neg, shift):
    p = torch.sigmoid(x)
    k = (p - shift).clamp(min=0)
    positive = (1 - p) ** gamma_pos * torch.nn.functional.logsigmoid(x)
    return -(t * positive + (1 - t) * k**gamma_neg * torch.log1p(-k)).mean()


@element(
    bounds=(32, 49, 68),
    numbers=[
        {"gamma_pos": 1.0, "gamma_neg": 4.0, "shift": 0.0},
        {"gamma_pos": 1.5, "gamma_neg": 2.5, "shift": 0.0625},
    ],
    pytorch="PyTorch has no function for it",
    torch=_asymmetric_in_torch,
)
def asymmetric_bce_logits(x, t, *, gamma_pos=0.0, gamma_neg=4.0, shift=0.0):
    """k: sigma 2, the difference, so 5, 2.5 times; the power 3.25: 19. The logarithm of 1 - k: 5, and 1.5. A product,
    1 - t, a product, the sum, stored.

    p q/k: both sigma and a product 9, the quotient by k 6: 15; times the logarithm 8 and gamma: 25; the sum, the power,
    a product, 1 - t, a fused operation, the factor. That 25 times (gamma - 1) p q/k + q - p, of 17, and products; the
    sum, the power, a product, 1 - t, a fused operation, the factor. The positive part has less.

    k has the error of p, which is larger by p/k.
    """
    p, n = logistic(x), logistic(-x)
    surprise, focus = softplus(-x), power(n, gamma_pos)
    share = gamma_pos * times(p, surprise)
    second = [gamma_pos * p * share, -n * share, (2 * gamma_pos + 1) * p * n]
    positive = (
        _weighted(t, focus, [surprise]),
        _weighted(-t, focus, [share, n], min(p, n), [share]),
        _weighted(t, focus, second, min(p, n), second),
    )
    k = max(p - shift, mpf(0))
    if k == 0:
        return positive
    rest = n + shift
    logarithm = softplus(x) if shift == 0 else -mp.log(rest)
    focus, ratio, growth = power(k, gamma_neg), p * n / k, p / k
    slope, lost = (p * n / rest, p * shift / rest) if shift else (p, mpf(0))
    share = gamma_neg * times(ratio, logarithm)
    bend = [(gamma_neg - 1) * ratio * share, n * share, -p * share]
    second = [*bend, 2 * gamma_neg * ratio * slope, n * slope, -lost * slope]
    negative = (
        _weighted(1 - t, focus, [logarithm]),
        _weighted(1 - t, focus, [share, slope], min(p, n), [share, slope] if shift else [share]),
        _weighted(1 - t, focus, second, min(p, n), second),
    )
    return tuple(
        Term(a.value + b.value, a.size + growth * b.size, a.slack + b.slack) for a, b in zip(positive, negative)
    )
