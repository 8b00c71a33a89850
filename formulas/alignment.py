"""Losses of preferences in as many digits as mpmath is set to, with their limits at infinities: kinds by their numbers in C."""

from mpmath import isinf, mp, mpf

SIGMOID, HINGE, IPO, EXO, NCA, ROBUST, BCO, SPPO, APO_ZERO, APO_DOWN, DISCOPOP, ORPO = range(12)
KTO, UNPAIRED_BCO = range(2)


def sigmoid(x):
    if isinf(x):
        return mpf(x > 0)
    return 1 / (1 + mp.exp(-x)) if x > 0 else mp.exp(x) / (1 + mp.exp(x))


def softplus(x):
    if isinf(x):
        return mp.inf if x > 0 else mpf(0)
    return mp.log1p(mp.exp(-abs(x))) + max(x, mpf(0))


def times(a, b):
    """0 wins against infinity."""
    return mpf(0) if a == 0 or b == 0 else a * b


def of_difference(kind, x, epsilon, tau):
    """The loss and its derivative by x, of the kinds that are functions of it."""
    if kind == SIGMOID:
        loss = times(1 - epsilon, softplus(-x)) + times(epsilon, softplus(x))
        return loss, epsilon * sigmoid(x) - (1 - epsilon) * sigmoid(-x)
    if kind == ROBUST:
        # Without the difference of its terms where these are infinite.
        rest = times(-epsilon / (1 - 2 * epsilon), x)
        return softplus(-x) + rest, -((1 - epsilon) * sigmoid(-x) + epsilon * sigmoid(x)) / (1 - 2 * epsilon)
    if kind == HINGE:
        return max(mpf(0), 1 - x), mpf(-1 if x < 1 else 0)
    if kind == EXO:
        p, q = sigmoid(x), sigmoid(-x)
        loss = times(p, -softplus(-x) - mp.log(1 - epsilon)) + times(q, -softplus(x) - mp.log(epsilon))
        return loss, times(p * q, x - mp.log((1 - epsilon) / epsilon))
    assert kind == DISCOPOP
    m, rest = sigmoid(x / tau), sigmoid(-x / tau)
    if isinf(x):
        steep = mpf(0) if x > 0 or tau < 1 else mpf(1) if tau == 1 else mp.inf
    else:
        steep = mp.exp(-x - softplus(-x / tau))
    slope = times(steep, rest / tau - 1) - times(rest, times(m, softplus(-x)) / tau + sigmoid(-x))
    return times(rest, softplus(-x)) + steep, slope


def of_scores(kind, w, l, beta=0.0, label_smoothing=0.0, margin=0.0, tau=0.0):
    """The loss and its derivatives by both scores. 0 stands for the default of a number, which is a double as in C."""
    beta, margin, tau = mpf(beta or 0.1), mpf(margin), mpf(tau or 0.05)
    epsilon = mpf(label_smoothing or (1e-3 if kind == EXO else 0))
    x_w, x_l, distance = beta * w, beta * l, 1 / (2 * beta)
    if kind == IPO:
        error = w - l - distance
        return error**2, 2 * error, -2 * error
    if kind == SPPO:
        return (w - distance) ** 2 + (l + distance) ** 2, 2 * (w - distance), 2 * (l + distance)
    if kind == NCA:
        loss = softplus(-x_w) + softplus(x_w) / 2 + softplus(x_l) / 2
        return loss, beta * (sigmoid(x_w) / 2 - sigmoid(-x_w)), beta * sigmoid(x_l) / 2
    if kind == BCO:
        return softplus(-x_w) + softplus(x_l), -beta * sigmoid(-x_w), beta * sigmoid(x_l)
    if kind == APO_ZERO:
        by_w, by_l = sigmoid(x_w) * sigmoid(-x_w), sigmoid(x_l) * sigmoid(-x_l)
        return sigmoid(-x_w) + sigmoid(x_l), -beta * by_w, beta * by_l
    x = beta * (w - l) - margin
    if kind == APO_DOWN:
        of_both = sigmoid(x) * sigmoid(-x)
        return sigmoid(x_w) + sigmoid(-x), beta * (sigmoid(x_w) * sigmoid(-x_w) - of_both), beta * of_both
    if kind == ORPO:
        if w >= 0 or l >= 0:
            return mp.nan, mp.nan, mp.nan
        rest_w, rest_l = -mp.expm1(w), -mp.expm1(l)
        o = w - l - mp.log(rest_w) + mp.log(rest_l)
        return beta * softplus(-o), -beta * sigmoid(-o) / rest_w, beta * sigmoid(-o) / rest_l
    loss, slope = of_difference(kind, x, epsilon, tau)
    return loss, beta * slope, -beta * slope


def of_answer(kind, r, desirable, beta=0.0, shift=0.0, desirable_weight=0.0, undesirable_weight=0.0):
    """The loss of a single answer, its derivative and its second derivative. 0 stands for the default of a number."""
    beta, shift, sign = mpf(beta or 0.1), mpf(shift), 1 if desirable else -1
    weight = mpf((desirable_weight if desirable else undesirable_weight) or 1.0)
    u = sign * (beta * (r - shift) if kind == KTO else beta * r - shift)
    both = sigmoid(u) * sigmoid(-u)
    if kind == KTO:
        curvature = both * (sigmoid(u) - sigmoid(-u))
        return weight * sigmoid(-u), -sign * weight * beta * both, weight * beta**2 * curvature
    return weight * softplus(-u), -sign * weight * beta * sigmoid(-u), weight * beta**2 * both
