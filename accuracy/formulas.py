"""The formulas of include/loss.h, term by term, in 60-digit arithmetic: what losses.py compares the library with.

Nothing is shared with the library. A formula gives the terms that a loss is the sum of, and derivatives, each as a
`Term` with the size that its error is measured against.
"""

from typing import NamedTuple

from mpmath import mp, mpf

mp.dps = 60
INFINITY = mpf("inf")


class Term(NamedTuple):
    """A number; what its error is relative to; and what is allowed besides, where exponentials underflow."""

    value: mpf
    size: mpf
    slack: mpf = mpf(0)


def whole(value, slack=mpf(0)):
    """A number with its own size."""
    return Term(value, abs(value), slack)


def flushed(share, type_, lost, least=8):
    """What is lost where an exponential is so small that the library takes it for 0: exp_scaled at 2^(2 - bias)."""
    return abs(lost) if share < least * type_.smallest else mpf(0)


def times(factor, other):
    return mpf(0) if factor == 0 else factor * other


def log(x):
    return mp.log(x) if x > 0 else -INFINITY


def log_of_rest(x):
    """log(1 - x), where the difference has more digits than there are."""
    return mp.log1p(-x) if x < 1 else -INFINITY


def logistic(x):
    return 1 / (1 + mp.exp(-x)) if abs(x) < 1e6 else mp.exp(min(x, mpf(0)))


def softplus(x):
    return max(x, mpf(0)) + mp.log1p(mp.exp(-abs(x)))


# Of an element: terms and derivative.


def mse(x, t, _):
    return [whole((x - t) ** 2)], whole(2 * (x - t))


def hinge(x, t, _):
    return [whole(max(mpf(0), 1 - t * x))], whole(-t if t * x < 1 else mpf(0))


def bce(x, t, _):
    terms = [-times(t, max(log(x), mpf(-100))), -times(1 - t, max(log_of_rest(x), mpf(-100)))]
    return [whole(term) for term in terms], whole((x - t) / max(x * (1 - x), mpf(10) ** -12))


def of_logistic(function, x, factor, type_):
    """A factor times a function that is e^x where that is small, and then 0 in the library."""
    value = times(factor, function(x))
    return whole(value, flushed(function(x), type_, value, 1.001))


def bce_logits(x, t, type_):
    terms = [of_logistic(softplus, x, 1 - t, type_), of_logistic(softplus, -x, t, type_)]
    plus, minus = of_logistic(logistic, x, 1 - t, type_), of_logistic(logistic, -x, t, type_)
    return terms, Term(plus.value - minus.value, plus.size + minus.size, plus.slack + minus.slack)


def quotient(x, t):
    """-t/x, the derivative of -t log x."""
    return whole(mpf(0) if t == 0 else -t / x if x else -INFINITY)


def cross_entropy_prob(x, t, _):
    return [whole(-times(t, log(x)))], quotient(x, t)


def kl_div(x, t, _):
    return [whole(times(t, log(t))), whole(-times(t, x))], whole(-t)


def kl_div_log_target(x, t, type_):
    share = mp.exp(t)
    term = times(share, t - x)
    return [whole(term, flushed(share, type_, term))], whole(-share)


def kl_div_prob(x, t, _):
    return [whole(times(t, log(t))), whole(-times(t, log(x)))], quotient(x, t)


def penalty(l1, l2):
    def element(x, *_):
        first, second = l1 * mp.sign(x), 2 * l2 * x
        return [whole(l1 * abs(x)), whole(l2 * x * x)], Term(first + second, abs(first) + abs(second))

    return element


def least_squares(aim):
    return lambda x: ([whole((x - aim) ** 2 / 2)], whole(x - aim))


def of_softplus(sign, gain=1):
    return lambda x: ([whole(gain * softplus(sign * x))], whole(gain * sign * logistic(sign * x)))


def margin(sign):
    return lambda x: ([whole(max(mpf(0), 1 + sign * x))], whole(mpf(sign) if 1 + sign * x > 0 else mpf(0)))


def score(sign):
    return lambda x: ([whole(sign * x)], whole(mpf(sign)))


# Real and fake for the discriminator, fake for the generator, by the header's numbers of the kinds.
GAN = (
    (of_softplus(-1), of_softplus(1), of_softplus(1, -1)),
    (of_softplus(-1), of_softplus(1), of_softplus(-1)),
    (least_squares(1), least_squares(0), least_squares(1)),
    (margin(-1), margin(1), score(-1)),
    (score(-1), score(1), score(-1)),
)


# Of a row: terms, and the derivatives by its elements.


def softmax(logits):
    """Probabilities and their logarithms."""
    largest = max(logits)
    exponentials = [mp.exp(x - largest) for x in logits]
    rest = exponentials[:]
    rest.remove(1)
    others = mp.fsum(rest)
    log_total = mp.log1p(others)
    return [e / (1 + others) for e in exponentials], [x - largest - log_total for x in logits]


def loses_others(type_):
    """In float, e^z are summed in double: shares below 2^-53 are nothing beside the largest."""
    return mpf(2) ** -52 if type_.name == "f32" else mpf(0)


def against(shares, type_):
    """A row of cross-entropy with these shares."""

    def row(logits):
        p, log_p = softmax(logits)
        mass = mp.fsum(shares)
        terms = [whole(times(s, -x), s * loses_others(type_)) for s, x in zip(shares, log_p)]
        derivatives = [Term(mass * a - s, mass * a + s, flushed(a, type_, mass * a)) for a, s in zip(p, shares)]
        return terms, derivatives

    return row


def distillation(temperature, type_):
    """Sizes are those of the logits, as one model's are taken from the other's before anything else."""

    def row(student, teacher):
        gain = temperature**2
        p, log_p = softmax([x / temperature for x in student])
        q, log_q = softmax([x / temperature for x in teacher])
        terms = []
        for b, *models in zip(q, zip(log_q, teacher), zip(log_p, student)):
            for sign, (logarithm, logit) in zip((1, -1), models):
                term = sign * gain * times(b, logarithm)
                size = abs(term) + gain * times(b, abs(logit / temperature))
                terms.append(Term(term, size, flushed(b, type_, size)))
        derivatives = []
        for a, b in zip(p, q):
            slack = temperature * (flushed(a, type_, a) + flushed(b, type_, b))
            derivatives.append(Term(temperature * (a - b), temperature * (a + b), slack))
        return terms, derivatives

    return row


def js_div(beta, type_):
    """Sizes are those of the logarithms and logits, which nearly cancel where the models nearly agree.

    A probability is e^z of a rounded z, and so has the error of z: its roundings grow with the logarithm.
    """

    def size_of(share, logarithm, size):
        return times(share, size * (1 + abs(logarithm) / 24))

    def row(student, teacher):
        (p, log_p), (q, log_q) = softmax(student), softmax(teacher)
        m = [beta * b + (1 - beta) * a for a, b in zip(p, q)]
        log_m = [log(c) for c in m]
        terms, ratio, sizes = [], [], []
        for a, b, x, y, z, logit, other in zip(p, q, log_p, log_q, log_m, student, teacher):
            size = abs(x) + abs(y) + abs(logit) + abs(other)
            for share, gain, own in ((b, beta, y), (a, 1 - beta, x)):
                term, term_size = gain * times(share, own - z), gain * size_of(share, own, size)
                terms.append(Term(term, term_size, flushed(share, type_, term_size)))
            ratio.append(x - z)
            sizes.append(size)
        mean = mp.fsum(times(a, r) for a, r in zip(p, ratio))
        of_mean = mp.fsum(map(size_of, p, log_p, sizes))
        derivatives = []
        for a, x, r, size in zip(p, log_p, ratio, sizes):
            value = (1 - beta) * times(a, r - mean)
            derivatives.append(Term(value, (1 - beta) * size_of(a, x, size + of_mean), flushed(a, type_, value)))
        return terms, derivatives

    return row


def vae_kl(mu, log_var):
    terms = [whole(m * m / 2) for m in mu] + [whole((mp.expm1(s) - s) / 2) for s in log_var]
    return terms, [whole(m) for m in mu] + [whole(mp.expm1(s) / 2) for s in log_var]
