"""Losses of regression."""

import math

from mpmath import mp, mpf

from formulas.arithmetic import INFINITY, Term, flushed, log, power, rounded, times, whole
from formulas.element import element


@element(
    bounds=(4, 2, 0),
    fills=("finite", "moderate"),
    pytorch=lambda torch, x, t, **how: torch.nn.functional.mse_loss(x, t, **how),
    jax=lambda jax, optax, x, t: optax.squared_error(x, t).mean(),
)
def mse(x, t):
    """(x - t) twice in the square, the square, stored. 2(x - t): the difference, the factor."""
    return (x - t) ** 2, 2 * (x - t), mpf(2)


@element(
    bounds=(6, 2, 0),
    numbers=[{"delta": 1.5}],
    pytorch=lambda torch, x, t, **how: torch.nn.functional.huber_loss(x, t, **how),
    jax=lambda jax, optax, x, t, **how: optax.huber_loss(x, t, **how).mean(),
)
def huber(x, t, *, delta=1.0):
    """Beyond delta, where the loss is half of delta |x - t| or more: the difference twice, a - q, a product, the sum,
    stored. The difference, the factor. The second derivative is a step, at the difference that the type has.
    """
    size = abs(x - t)
    inner = min(size, delta)
    return [inner * inner / 2, delta * (size - inner)], mp.sign(x - t) * inner, mpf(rounded(size) < delta)


def _log_cosh_in_torch(torch, x, t):
    size = (x - t).abs()
    return (size + torch.nn.functional.softplus(-2 * size) - math.log(2)).mean()


@element(
    bounds=(21, 6, 11),
    pytorch="PyTorch has no function for it",
    torch=_log_cosh_in_torch,
    jax=lambda jax, optax, x, t: optax.log_cosh(x, t).mean(),
)
def log_cosh(x, t):
    """Of errors below 1: tanh 2 twice and a product, of which a logarithm at 1 - tanh^2 makes 1.6 times as much; log1p
    1.5, the difference twice, stored. Difference, tanh 2, the factor. 1 - tanh^2 5, the factor.

    The second derivative is made of e^(-2|x - t|), and has the error of that exponent: its roundings grow with it.
    """
    size = abs(x - t)
    e = mp.exp(-2 * size)
    loss = mp.log1p(mp.sinh(size) ** 2) / 2 if size < 1 else size + mp.log1p(e) - mp.log(2)
    first = mp.tanh(x - t) if size < 1 else mp.sign(x - t) * (1 - e) / (1 + e)
    slope = 4 * e / (1 + e) ** 2
    return loss, first, Term(slope, slope * (1 + 2 * size), flushed(e, slope, 1.001))


def _gaussian_nll_in_pytorch(torch, mean, var, t, *, beta, epsilon, reduction, full=False):
    """Times the weight that PyTorch does not have."""
    losses = torch.nn.functional.gaussian_nll_loss(mean, t, var, eps=epsilon, reduction=reduction, full=full)
    return var.detach().clamp(min=epsilon) ** beta * losses


@element(
    bounds=(7, 8),
    numbers=[{"beta": 0.0, "epsilon": 2.0**-20}, {"beta": 0.5, "epsilon": 0.25}, {"beta": 1.0, "epsilon": 2.0**-20}],
    fills=("finite", "positive", "moderate"),
    pytorch=_gaussian_nll_in_pytorch,
    torch=lambda torch, mean, var, t, **_: torch.nn.functional.gaussian_nll_loss(mean, t, var),
    full=lambda mean, var, t, *, beta, epsilon: power(max(var, epsilon), beta) * mp.log(2 * mp.pi) / 2,
)
def gaussian_nll(mean, var, t, *, beta=0.0, epsilon=1e-6):
    """log 2, and v^beta beside its exponent 2, two products, or the same power and the difference twice; the sum,
    stored. Of that by the variance: the power 2, difference and product, r/v, the fused difference, the factor.

    v^beta is e^(beta log v), and has the error of the exponent: its roundings grow with the logarithm. It is a weight,
    a constant, and so is max(var, epsilon).
    """
    v, error = max(var, epsilon), mean - t
    logarithm = mp.log(v)
    weight, slope = power(v, beta), power(v, beta - 1)
    grown = [1 + abs(exponent * logarithm) if beta else mpf(1) for exponent in (beta, beta - 1)]
    first = times(error, slope)
    terms = [weight * logarithm / 2, times(error, first) / 2]
    difference = times(1 - error * (error / v), slope) / 2
    size = times(1 + error * (error / v), slope) / 2
    return (
        [Term(term, abs(term) * growth) for term, growth in zip(terms, grown)],
        (Term(first, abs(first) * grown[1]), Term(difference, size * grown[1])),
    )


@element(
    bounds=(2, 1, 0),
    pytorch=lambda torch, x, t, **how: torch.nn.functional.l1_loss(x, t, **how),
)
def l1(x, t):
    """The difference, stored. The factor."""
    return abs(x - t), mp.sign(x - t), mpf(0)


@element(
    bounds=(6, 3, 2),
    numbers=[{"beta": 1.5}],
    pytorch=lambda torch, x, t, **how: torch.nn.functional.smooth_l1_loss(x, t, **how),
)
def smooth_l1(x, t, *, beta=1.0):
    """The difference twice, a quotient, a - q, the fused sum, stored. The difference, the quotient, the factor. 1/beta,
    the factor; the second derivative is a step, at the difference that the type has.
    """
    size = abs(x - t)
    inner = min(size, beta)
    loss = [inner / beta * (inner / 2), size - inner if inner < size else mpf(0)]
    return loss, mp.sign(x - t) * inner / beta, mpf(rounded(size) < beta) / beta


@element(
    bounds=(3, 1, 0),
    numbers=[{"quantile": 0.25}],
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, *, quantile: torch.maximum(-quantile * (x - t), (1 - quantile) * (x - t)).mean(),
)
def quantile(x, t, *, quantile=0.5):
    """The difference, a product, stored. The factor."""
    slope = -quantile if x < t else 1 - quantile
    return slope * (x - t), slope * abs(mp.sign(x - t)), mpf(0)


@element(
    bounds=(5, 3, 1),
    numbers=[{"tau": 0.25}],
    fills=("finite", "moderate"),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, *, tau: (torch.where(x < t, tau, 1 - tau) * (x - t) ** 2).mean(),
)
def expectile(x, t, *, tau=0.5):
    """The difference twice, two products, stored. The difference, the product, the factor. The factor."""
    share = tau if x < t else 1 - tau
    return share * (x - t) ** 2, 2 * share * (x - t), 2 * share


@element(
    bounds=(3, 1, 0),
    numbers=[{"epsilon": 0.25}],
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, *, epsilon: torch.nn.functional.relu((x - t).abs() - epsilon).mean(),
)
def epsilon_insensitive(x, t, *, epsilon=0.1):
    """The difference and that to epsilon, whose errors are relative to what is subtracted; stored. The factor, of a
    step at the difference that the type has.
    """
    size = abs(x - t)
    excess = max(size - epsilon, mpf(0))
    return Term(excess, size + epsilon), mp.sign(x - t) * (rounded(size) > epsilon), mpf(0)


@element(
    bounds=(6, 3, 0),
    numbers=[{"epsilon": 0.25}],
    fills=("finite", "moderate"),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, *, epsilon: torch.nn.functional.relu((x - t).abs() - epsilon).square().mean(),
)
def squared_epsilon_insensitive(x, t, *, epsilon=0.1):
    """The difference and that to epsilon, each twice, the square, stored. Both differences, the factor. Errors of the
    differences are relative to what is subtracted. The second derivative is a step, at the difference that the type
    has.
    """
    size = abs(x - t)
    excess = max(size - epsilon, mpf(0))
    loss = Term(excess**2, times(excess, size + epsilon))
    first = Term(2 * mp.sign(x - t) * excess, 2 * (size + epsilon) if excess else mpf(0))
    return loss, first, mpf(2 * (rounded(size) > epsilon))


@element(
    bounds=(9, 6, 17),
    numbers=[{"delta": 1.5}],
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, *, delta: (delta**2 * (torch.sqrt(1 + ((x - t) / delta) ** 2) - 1)).mean(),
)
def pseudo_huber(x, t, *, delta=1.0):
    """With u 1, the root has 2.5, the inverse 3.5. 1 added to the root, a quotient, a product, the difference twice,
    stored. The quotient by the root 3.5, the difference, the factor. Three inverses 10.5, two products, the difference
    three times, the factor.
    """
    error = x - t
    if mp.isinf(error):
        return INFINITY, mp.sign(error) * delta, mpf(0)
    root = mp.sqrt(1 + (error / delta) ** 2)
    return error**2 / (1 + root), error / root, root**-3


@element(
    bounds=(13, 5, 10),
    numbers=[{"c": 1.5}],
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, *, c: (c * (x - t).abs() - c * c * torch.log1p((x - t).abs() / c)).mean(),
)
def fair(x, t, *, c=1.0):
    """u - log(1 + u) 6 and the quotient u twice, two products, the difference twice, stored. u, 1 more and a quotient
    3, the difference, the factor. Twice the inverse 3, a product, the difference twice, the factor.
    """
    error = x - t
    if mp.isinf(error):
        return INFINITY, mp.sign(error) * c, mpf(0)
    u = abs(error) / c
    return c**2 * (u - mp.log1p(u)), error / (1 + u), 1 / (1 + u) ** 2


@element(
    bounds=(3, 2, 0),
    numbers=[{"epsilon": 2.0**-20}],
    fills=("moderate", "finite"),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, *, epsilon: ((x - t).abs() / t.abs().clamp(min=epsilon)).mean(),
)
def mape(x, t, *, epsilon=1e-7):
    """The difference, the quotient, stored. The quotient, the factor."""
    size = max(abs(t), epsilon)
    if mp.isinf(t):
        return (mp.nan, mp.nan, mp.nan) if mp.isinf(x) else (mpf(1), mpf(0), mpf(0))
    return abs(x - t) / size, mp.sign(x - t) / size, mpf(0)


@element(
    bounds=(14, 9, 12),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t: torch.nn.functional.mse_loss(torch.log1p(x), torch.log1p(t)),
)
def msle(x, t):
    """The difference, 1 added, the quotient and log1p 3 are 6, twice, the square, stored. 6, 1 added, the quotient, the
    factor. 1 - D, with 6 relative to D; 1 added twice, two quotients, the factor.
    """
    if x < -1 or t < -1 or x == t == -1:
        return mp.nan, mp.nan, mp.nan
    if mp.isinf(x):
        return INFINITY, mpf(0), mpf(0)
    if mp.isinf(t):
        return INFINITY, -INFINITY, INFINITY
    if x == -1 or t == -1:
        sign = -1 if x == -1 else 1
        return INFINITY, sign * INFINITY, -sign * INFINITY
    difference = mp.log((1 + x) / (1 + t))
    second = 2 * (1 - difference) / (1 + x) ** 2
    return difference**2, 2 * difference / (1 + x), Term(second, 2 * (1 + abs(difference)) / (1 + x) ** 2)


@element(
    bounds=(11, 10, 9),
    numbers=[{"p": 1.5}, {"p": 3.0}],
    fills=("moderate", "moderate"),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, *, p: (x - t).abs().pow(p).mean(),
)
def lp(x, t, *, p):
    """Of p = 3, the worst. The power of p - 1 6, the difference three times, a product, stored. The power, the
    difference twice, a product, the factor. The power, the difference, a product, the factor.

    A power has an error that grows with its logarithm: a unit for each, of which 8 is a part of the bounds. One that is
    below the normal numbers is 0, also where p times it is not.
    """
    size = abs(x - t)
    grown = 1 + abs(mp.log(size)) * abs(p - 1) / 8 if 0 < size < INFINITY else mpf(1)
    one, two = power(size, p - 1), power(size, p - 2) if size or p == 2 else mpf(0)
    loss, first, second = times(size, one), p * one, p * (p - 1) * two
    return (
        Term(loss, loss * grown),
        Term(mp.sign(x - t) * first, first * grown, flushed(one, first, 1.001)),
        Term(second, second * grown, flushed(two, second, 1.001)),
    )


@element(
    bounds=(19, 14, 29),
    numbers=[
        {"alpha": -1.5, "c": 0.75},
        {"alpha": 0.0, "c": 1.5},
        {"alpha": 0.5, "c": 1.5},
        {"alpha": 1.0, "c": 1.5},
        {"alpha": -math.inf, "c": 1.5},
    ],
    fills=("finite", "moderate"),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, **_: torch.log1p((x - t).square() / 2).mean(),
)
def general_robust(x, t, *, alpha=0.0, c=1.0):
    """Q = (2 - alpha)/2 log(1 + u): z = (x - t)/c 2, u 6, log1p 3, the sum and a product, 11 in all. The loss: E, a
    product of Q with a constant, 12, e^E - 1 4, a constant and a product, stored. Or z^2 e^-Q 15 and the other term
    less than that, the sum, a quotient, stored. The derivative: e^(-Q/2) 4 twice, z 2, two products, over c, the
    factor. The second: its share 16, of sizes that may cancel, the exponentials 8, two products, twice over c, the
    factor.

    An exponential has the error of its exponent: roundings grow with Q, or with E where it is above 0.
    """
    z = (x - t) / c
    square = z * z
    if mp.isinf(z):
        least = mpf(1) if mp.isinf(alpha) else (2 - alpha) / abs(alpha) if alpha < 0 else INFINITY
        slope = mpf(0) if alpha < 1 else mpf(1) if alpha == 1 else INFINITY
        return least, mp.sign(z) * slope / c, mpf(alpha == 2) / c**2
    if mp.isinf(alpha):
        loss, q, growth, share, multiple = -mp.expm1(-square / 2), square / 2, 0, 1 - square, square
    elif alpha == 2:
        loss, q, growth, share, multiple = square / 2, mpf(0), 0, mpf(1), mpf(0)
    else:
        b = 2 - alpha
        u = square / b
        q = b / 2 * mp.log1p(u)
        growth = max(alpha / b * q, 0)
        loss = mp.log1p(square / 2) if alpha == 0 else b / alpha * mp.expm1(alpha / b * q)
        share, multiple = (1 + (alpha - 1) * u) / (1 + u), abs(alpha - 1) * u / (1 + u) + 1 / (1 + u)
    fall = mp.exp(-q)
    if 1 <= alpha < 2:
        parts = square * fall / alpha, -b * (1 - fall) / alpha
        terms = [Term(part, abs(part) * (1 + q)) for part in parts]
    else:
        terms = Term(loss, abs(loss) * (1 + growth))
    first, second = z * fall / c, share * fall / c**2
    size = max(abs(share), multiple + (1 if mp.isinf(alpha) else 0)) * fall / c**2
    return terms, Term(first, abs(first) * (1 + q)), Term(second, size * (1 + q))
def _gaussian_nll_log_in_pytorch(torch, mean, log_var, t, *, reduction, full=False):
    variance = torch.exp(log_var)
    return torch.nn.functional.gaussian_nll_loss(mean, t, variance, eps=1e-300, reduction=reduction, full=full)


@element(
    bounds=(10, 10),
    # Of a logarithm far below e^(-s/2) is out of range, and times a subnormal error it is not.
    fills=("finite", "exponent", "moderate"),
    pytorch=_gaussian_nll_log_in_pytorch,
    torch=lambda torch, mean, log_var, t: 0.5 * (log_var + (mean - t).square() * torch.exp(-log_var)).mean(),
    full=lambda mean, log_var, t: mp.log(2 * mp.pi) / 2,
)
def gaussian_nll_log(mean, log_var, t):
    """The ratio r e^(-s/2): the difference, the exponential 2, a product; twice in the square, the fused sum, stored.
    That by the mean: the ratio, the exponential, a product, the factor; that by s: the square, the fused sum, the
    factor.
    """
    error, root = mean - t, _exponential(-log_var / 2)
    ratio = _scaled(error, root, log_var)
    slack = flushed(root, ratio, 1.001)
    terms = [log_var / 2, Term(ratio**2 / 2, ratio**2 / 2, slack**2)]
    if ratio in (INFINITY, -INFINITY):
        terms = [INFINITY]  # also at an infinite logarithm
    first = times(ratio, root)
    by_log = Term((1 - ratio**2) / 2, (1 + ratio**2) / 2, slack**2)
    return terms, (whole(first, flushed(root, first, 1.001)), by_log)


def _exponential(x):
    """e^x, with as many digits as there are, also where no type has it."""
    return mp.exp(x) if abs(x) < INFINITY else (INFINITY if x > 0 else mpf(0))


def _scaled(error, root, logarithm):
    """An error times e^(-s/2): 0 of none, and infinite for an infinite error at every finite s."""
    if abs(error) == INFINITY and logarithm < INFINITY:
        return error
    return times(error, root)


def _laplace_nll_in_pytorch(torch, loc, scale, t, *, epsilon, reduction, full=False):
    """Where the scale is above epsilon."""
    assert reduction == "none"
    losses = -torch.distributions.Laplace(loc, scale, validate_args=False).log_prob(t)
    return losses if full else losses - math.log(2)


@element(
    bounds=(4, 5),
    numbers=[{"epsilon": 0.25}, {"epsilon": 2.0**-20}],
    fills=("finite", "positive", "moderate"),
    pytorch=_laplace_nll_in_pytorch,
    torch=lambda torch, loc, scale, t, **_: (torch.log(scale) + (loc - t).abs() / scale).mean(),
    full=lambda loc, scale, t, *, epsilon: mp.log(2),
)
def laplace_nll(loc, scale, t, *, epsilon=1e-6):
    """The logarithm 2, or the difference and a quotient; the sum, stored. That by the scale: difference, quotient,
    difference, quotient, the factor.
    """
    b, error = max(scale, epsilon), loc - t
    ratio = abs(error) / b
    return [mp.log(b), ratio], (mp.sign(error) / b, Term((1 - ratio) / b, (1 + ratio) / b))


def _laplace_nll_log_in_pytorch(torch, loc, log_scale, t, *, reduction, full=False):
    return _laplace_nll_in_pytorch(torch, loc, torch.exp(log_scale), t, epsilon=None, reduction=reduction, full=full)


@element(
    bounds=(9, 9),
    fills=("finite", "finite", "moderate"),
    pytorch=_laplace_nll_log_in_pytorch,
    torch=lambda torch, loc, log_scale, t: (log_scale + (loc - t).abs() * torch.exp(-log_scale)).mean(),
    full=lambda loc, log_scale, t: mp.log(2),
)
def laplace_nll_log(loc, log_scale, t):
    """|r| e^(-s): the difference, the exponential of s/2, 2, and a product, twice each; the sum, stored. That by the
    location: the exponential twice, a product, the factor; that by s: as the loss, with the factor.
    """
    error, root = loc - t, _exponential(-log_scale / 2)
    ratio = times(_scaled(abs(error), root, log_scale), INFINITY if abs(error) == INFINITY else root)
    slack = flushed(root, ratio, 1.001)
    terms = [INFINITY] if ratio == INFINITY else [log_scale, whole(ratio, slack)]
    first = times(mp.sign(error), root**2)
    return terms, (whole(first, flushed(root, first, 1.001)), Term(1 - ratio, 1 + ratio, slack))


def _student_t_nll_in_pytorch(torch, loc, scale, t, *, df, epsilon, reduction, full=False):
    """Where the scale is above epsilon."""
    assert reduction == "none"
    losses = -torch.distributions.StudentT(df, loc, scale, validate_args=False).log_prob(t)
    constant = 0.5 * math.log(df * math.pi) + math.lgamma(df / 2) - math.lgamma((df + 1) / 2)
    return losses if full else losses - constant


def _student_t_nll_in_torch(torch, loc, scale, t, *, df, **_):
    return (torch.log(scale) + (df + 1) / 2 * torch.log1p(((loc - t) / scale) ** 2 / df)).mean()


def _constant_of_student(df):
    # The difference of two logarithms, of which large numbers of degrees leave nothing in fewer digits.
    with mp.workdps(mp.dps + 400 if df > 1e9 else mp.dps):
        return mp.log(df * mp.pi) / 2 + mp.loggamma(df / 2) - mp.loggamma((df + 1) / 2)


@element(
    bounds=(16, 21),
    numbers=[{"df": 3.0, "epsilon": 0.25}, {"df": 0.5, "epsilon": 2.0**-20}, {"df": 1024.0, "epsilon": 1.0}],
    fills=("finite", "positive", "moderate"),
    pytorch=_student_t_nll_in_pytorch,
    torch=_student_t_nll_in_torch,
    full=lambda loc, scale, t, *, df, epsilon: _constant_of_student(df),
)
def student_t_nll(loc, scale, t, *, df, epsilon=1e-6):
    """k 2, over the root of df 2, of which the square has twice as much and 1: 9, no more in the logarithm; that 3, its
    factor 2, the sum, stored. That by the location: k 2, a factor and a product 2, the sum 10, two quotients, the
    factor: 17; that by the scale: as much before the second quotient, and k 2, a product, difference, quotient, the
    factor.
    """
    b, error = max(scale, epsilon), loc - t
    if abs(error) == INFINITY and b < INFINITY:
        return [INFINITY], (mpf(0), -df / b)
    k = error / b
    share = (df + 1) * k**2 / (df + k**2)
    terms = [mp.log(b), (df + 1) / 2 * mp.log1p(k**2 / df)]
    return terms, ((df + 1) * k / (df + k**2) / b, Term((1 - share) / b, (1 + share) / b))


def _poisson_nll_log_in_pytorch(torch, x, t, *, reduction, full=False):
    """With the logarithm of a factorial that is one: PyTorch's own is Stirling's formula."""
    losses = torch.nn.functional.poisson_nll_loss(x, t, log_input=True, full=False, reduction=reduction)
    return losses + torch.lgamma(t + 1) if full else losses


@element(
    bounds=(4, 4, 3),
    fills=("finite", "positive"),
    pytorch=_poisson_nll_log_in_pytorch,
    full=lambda x, t: mp.loggamma(t + 1),
)
def poisson_nll_log(x, t):
    """The exponential 2, or the fused product; the sums, stored. The exponential, the difference, the factor. The
    exponential, the factor.
    """
    rate = _exponential(x)
    slack = flushed(rate, rate, 1.001)
    terms = [INFINITY] if rate == INFINITY else [whole(rate, slack), -times(t, x)]
    return terms, Term(rate - t, rate + t, slack), whole(rate, slack)


def _poisson_nll_in_pytorch(torch, x, t, *, epsilon, reduction, full=False):
    losses = torch.nn.functional.poisson_nll_loss(x, t, log_input=False, eps=epsilon, full=False, reduction=reduction)
    return losses + torch.lgamma(t + 1) if full else losses


@element(
    bounds=(4, 4, 5),
    numbers=[{"epsilon": 0.25}, {"epsilon": 2.0**-20}],
    fills=("positive", "positive"),
    pytorch=_poisson_nll_in_pytorch,
    full=lambda x, t, *, epsilon: mp.loggamma(t + 1),
)
def poisson_nll(x, t, *, epsilon=1e-8):
    """The logarithm 2, the fused product, stored; before it the sum x + epsilon, whose rounding is one of 1 in the
    logarithm. That sum, the quotient, the difference, the factor. The sum twice, two quotients, the factor.
    """
    rate = x + epsilon
    if t == 0:
        return x, mpf(1), mpf(0)
    if rate == INFINITY:
        return INFINITY, mpf(1), mpf(0)
    product = t * log(rate)
    first = Term(1 - t / rate, 1 + t / rate) if rate else -INFINITY
    return [x, Term(-product, abs(product) + t)], first, t / rate / rate if rate else INFINITY


@element(
    bounds=(23, 6, 4),
    fills=("finite", "positive"),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t: (t * torch.exp(-x) - 1 - torch.log(t) + x).mean(),
)
def gamma_deviance_log(x, t):
    """e^u - 1 - u 10, a product and a sum, stored. e^u - 1 2, the sum, the factor. The exponential 1, the sum, the
    factor.

    u is the sum of two numbers. The error of log t in it, 0.09 units of its size or of 1, counts as an eighth of that.
    """
    u = log(t) - x
    power_ = _exponential(u)
    slack = flushed(power_, power_, 1.001)
    if abs(u) == INFINITY:
        return INFINITY, 1 - power_, power_
    # The series converges fast where the difference would leave few digits.
    growth = mp.expm1(u)
    loss = growth - u if abs(u) > 1e-3 else mp.fsum(u**n / mp.factorial(n) for n in range(2, 30))
    logarithm = (1 + abs(log(t))) / 8
    return (
        Term(loss, loss + abs(growth) * logarithm),
        Term(-growth, abs(growth) + power_ * logarithm),
        Term(power_, power_ * (1 + logarithm), slack),
    )


def _tweedie(u, p):
    """phi, of which the loss is a multiple, by the form that cancels less; with more digits, as it cancels all the same."""
    if u == -INFINITY:
        return 1 / (2 - p) if p < 2 else INFINITY
    lost = max(0, -2 * mp.mag(u)) + 2 * max(mp.mag(p) if p else 0, 0) if u else 0
    with mp.workprec(mp.prec + int(lost) + 8):
        if p == 1:
            return mp.exp(u) * (u - 1) + 1
        if p == 2:
            return mp.expm1(u) - u
        if p < 1.5:
            return (mp.exp(u) * mp.expm1((1 - p) * u) / (1 - p) - mp.expm1(u)) / (2 - p)
        return (mp.expm1((2 - p) * u) / (2 - p) - mp.expm1(u)) / (1 - p)


def _tweedie_power(logarithm, exponent):
    """e^(exponent * logarithm), 1 for an exponent of 0."""
    return _exponential(times(exponent, logarithm))


def _tweedie_loss(mean, target, u, p):
    """The loss, of the logarithms of mean and target."""
    if target == -INFINITY:
        return times(_tweedie_power(mean, 2 - p), 1 / (2 - p)) if p < 2 else INFINITY
    if abs(u) < INFINITY:
        return times(_tweedie(u, p), _tweedie_power(mean, 2 - p))
    if u > 0:
        return INFINITY
    return _tweedie_power(target, 2 - p) / (p - 1) / (p - 2) if p > 2 else INFINITY


def _finite(number):
    """Its size, 0 of what is infinite and has no rounding."""
    return abs(number) if abs(number) < INFINITY else mpf(0)


def _sized(number, size):
    """With this size, or that of an infinity."""
    return Term(number, size if abs(number) < INFINITY else INFINITY)


@element(
    bounds=(70, 16, 16),
    numbers=[{"power": power_} for power_ in (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)],
    fills=("finite", "positive"),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, **_: (2 * torch.exp(x / 2) + 2 * t * torch.exp(-x / 2) - 4 * torch.sqrt(t)).mean(),
)
def tweedie_deviance_log(x, t, *, power=1.5):
    """In `double`, also of `float`. The root of the larger of A and B: an exponential 2, a product and a sum, 4, twice,
    and two products 10. What is left of the loss: each of two terms expm1 4, its argument, a quotient or a product; the
    difference, 12, relative to terms that are together up to 4.5 times the difference, 54; u 2, counted twice, the
    factor 1/(1 - s), stored. Of the first derivative expm1 4, u, the factor. Of the second an exponential 2, two
    products, the sum, the factor.

    Exponents: an eighth of a unit for each unit of log t, of (2 - p)x and of (1 - p)x, as of a power; and e^(-|u|) has
    the rounding of u.
    """
    target = log(t)
    u = target - x if t else -INFINITY
    if mp.isnan(u):
        return mp.nan, mp.nan, mp.nan
    of_mean, of_target = _tweedie_power(x, 2 - power), times(t, _tweedie_power(x, 1 - power))
    loss = _tweedie_loss(x, target, u, power)
    grown = 1 + (_finite(target) + _finite((2 - power) * x) + _finite((1 - power) * x) + _finite(u)) / 8
    # An error of log t is one of u.
    logarithm = (1 + _finite(target)) / 8
    first = of_mean if not t else times(mp.expm1(-u), of_target) if u > 0 else -times(mp.expm1(u), of_mean)
    # Of two infinite ones that by the target is the larger.
    second = times(power - 1, of_target) if u == INFINITY and power > 1 else of_mean
    if abs(u) < INFINITY or u < 0:
        second = times(2 - power, of_mean) + times(power - 1, of_target)
    size = _finite(loss) * grown + _finite(first) * logarithm
    return (
        _sized(loss, size),
        _sized(first, _finite(first) * grown + _finite(of_target) * logarithm),
        _sized(second, (_finite(times(2 - power, of_mean)) + _finite(times(power - 1, of_target))) * (grown + _finite(u))),
    )


@element(
    bounds=(70, 16, 16),
    numbers=[{"power": power_} for power_ in (1.0, 1.25, 1.5, 1.75, 2.0, 3.0)],
    fills=("positive", "positive"),
    pytorch="PyTorch has no function for it",
    torch=lambda torch, x, t, **_: (2 * torch.sqrt(x) + 2 * t / torch.sqrt(x) - 4 * torch.sqrt(t)).mean(),
)
def tweedie_deviance(x, t, *, power=1.5):
    """As by the logarithm of the mean; u is log1p 3 of a quotient where both are near each other."""
    if x < 0 or t < 0 or x == t == INFINITY:
        return mp.nan, mp.nan, mp.nan
    mean, target = log(x), log(t)
    u = mp.log1p((t - x) / x) if t and abs(t - x) < x / 2 else target - mean if t else -INFINITY
    loss = _tweedie_loss(mean, target, u, power)
    grown = 1 + (_finite(target) + (2 + power) * _finite(mean) + _finite(u)) / 8
    by_mean, by_target = _tweedie_power(mean, 1 - power), times(t, _tweedie_power(mean, -power))
    first = by_mean if not t or x == INFINITY else -INFINITY if by_target == INFINITY else times(x - t, _tweedie_power(mean, -power))
    terms = times(1 - power, _tweedie_power(mean, -power)), times(power * t, _tweedie_power(mean, -1 - power))
    second = INFINITY if terms[1] == INFINITY else terms[0] + terms[1]
    return (
        _sized(loss, _finite(loss) * grown),
        _sized(first, _finite(first) * grown),
        _sized(second, (_finite(terms[0]) + _finite(terms[1])) * (grown + _finite(u))),
    )
