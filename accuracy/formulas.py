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


# Of an element: terms, derivative and second derivative.

NOTHING, TWO = whole(mpf(0)), whole(mpf(2))


def mse(x, t, _):
    return [whole((x - t) ** 2)], whole(2 * (x - t)), TWO


def huber(delta):
    def element(x, t, type_):
        size = abs(x - t)
        inner = min(size, delta)
        # The second derivative is a step, at the difference that the type has.
        second = whole(mpf(1)) if type_.round(size) < delta else NOTHING
        return [whole(inner * inner / 2), whole(delta * (size - inner))], whole(mp.sign(x - t) * inner), second

    return element


def log_cosh(x, t, type_):
    """The second derivative is made of e^(-2|x - t|), and has the error of that exponent: its roundings grow with it."""
    size = abs(x - t)
    e = mp.exp(-2 * size)
    loss = mp.log1p(mp.sinh(size) ** 2) / 2 if size < 1 else size + mp.log1p(e) - mp.log(2)
    slope = 4 * e / (1 + e) ** 2
    second = Term(slope, slope * (1 + 2 * size), flushed(e, type_, slope, 1.001))
    return [whole(loss)], whole(mp.tanh(x - t) if size < 1 else mp.sign(x - t) * (1 - e) / (1 + e)), second


def hinge(x, t, _):
    return [whole(max(mpf(0), 1 - t * x))], whole(-t if t * x < 1 else mpf(0)), NOTHING


def bce(x, t, _):
    terms = [-times(t, max(log(x), mpf(-100))), -times(1 - t, max(log_of_rest(x), mpf(-100)))]
    variance = max(x * (1 - x), mpf(10) ** -12)
    bend = ((x - t) ** 2 + t * (1 - t)) / variance**2
    return [whole(term) for term in terms], whole((x - t) / variance), whole(bend)


def of_logistic(function, x, factor, type_):
    """A factor times a function that is e^x where that is small, and then 0 in the library."""
    value = times(factor, function(x))
    return whole(value, flushed(function(x), type_, value, 1.001))


def bce_logits(x, t, type_):
    terms = [of_logistic(softplus, x, 1 - t, type_), of_logistic(softplus, -x, t, type_)]
    plus, minus = of_logistic(logistic, x, 1 - t, type_), of_logistic(logistic, -x, t, type_)
    slope = Term(plus.value - minus.value, plus.size + minus.size, plus.slack + minus.slack)
    return terms, slope, logistic_slope(x, type_)


def logistic_slope(x, type_, gain=1):
    """sigma(x) sigma(-x), the smaller of which may be 0 in the library."""
    smaller = logistic(-abs(x))
    value = gain * smaller * (1 - smaller)
    return whole(value, flushed(smaller, type_, value, 1.001))


def quotient(x, t):
    """-t/x, the derivative of -t log x."""
    return whole(mpf(0) if t == 0 else -t / x if x else -INFINITY)


def quotient_of_square(x, t):
    """t/x^2, the second."""
    return whole(mpf(0) if t == 0 else t / x**2 if x else INFINITY)


def cross_entropy_prob(x, t, _):
    return [whole(-times(t, log(x)))], quotient(x, t), quotient_of_square(x, t)


def kl_div(x, t, _):
    return [whole(times(t, log(t))), whole(-times(t, x))], whole(-t), NOTHING


def kl_div_log_target(x, t, type_):
    share = mp.exp(t)
    term = times(share, t - x)
    return [whole(term, flushed(share, type_, term))], whole(-share), NOTHING


def kl_div_prob(x, t, _):
    return [whole(times(t, log(t))), whole(-times(t, log(x)))], quotient(x, t), quotient_of_square(x, t)


def penalty(l1, l2):
    def element(x, *_):
        first, second = l1 * mp.sign(x), 2 * l2 * x
        return [whole(l1 * abs(x)), whole(l2 * x * x)], Term(first + second, abs(first) + abs(second)), whole(2 * l2)

    return element


def least_squares(aim):
    return lambda x, _: ([whole((x - aim) ** 2 / 2)], whole(x - aim), whole(mpf(1)))


def of_softplus(sign, gain=1):
    def element(x, type_):
        terms = [whole(gain * softplus(sign * x))]
        return terms, whole(gain * sign * logistic(sign * x)), logistic_slope(x, type_, gain)

    return element


def margin(sign):
    def element(x, _):
        inside = 1 + sign * x > 0
        return [whole(1 + sign * x if inside else mpf(0))], whole(mpf(sign) if inside else mpf(0)), NOTHING

    return element


def score(sign):
    return lambda x, _: ([whole(sign * x)], whole(mpf(sign)), NOTHING)


# Real and fake for the discriminator, fake for the generator, by the header's numbers of the kinds.
GAN = (
    (of_softplus(-1), of_softplus(1), of_softplus(1, -1)),
    (of_softplus(-1), of_softplus(1), of_softplus(-1)),
    (least_squares(1), least_squares(0), least_squares(1)),
    (margin(-1), margin(1), score(-1)),
    (score(-1), score(1), score(-1)),
)


def gaussian_nll(beta, epsilon):
    """Terms, and the derivatives by mean and variance. v^beta is e^(beta log v), and has the error of the exponent: its
    roundings grow with the logarithm.
    """

    def element(mean, variance, target):
        v, error = max(variance, epsilon), mean - target
        logarithm = mp.log(v)
        weight, slope = v**beta, v ** (beta - 1)
        grown = [1 + abs(exponent * logarithm) if beta else mpf(1) for exponent in (beta, beta - 1)]
        terms = [weight * logarithm / 2, slope * error**2 / 2]
        first, left, right = slope * error, slope / 2, slope * error**2 / v / 2
        return (
            [Term(term, abs(term) * growth) for term, growth in zip(terms, grown)],
            [Term(first, abs(first) * grown[1]), Term(left - right, (left + right) * grown[1])],
        )

    return element


# Of a row: terms, and the derivatives and second derivatives by its elements.


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
    """Exponentials of 2^(2 - bias) of the largest, and less, are 0: so much a row of at most 64 may lose."""
    return type_.smallest * 512


def curvatures(p, mass, type_):
    """mass p (1 - p), in which 1 - p is what the others have."""
    terms = []
    for place, a in enumerate(p):
        rest = mp.fsum(p[:place] + p[place + 1 :]) if a > 0.5 else 1 - a
        value = mass * a * rest
        lost = mass * loses_others(type_) if a > 0.5 else flushed(a, type_, mass * a)
        terms.append(Term(value, value, lost))
    return terms


def against(shares, type_):
    """A row of cross-entropy with these shares."""

    def row(logits):
        p, log_p = softmax(logits)
        mass = mp.fsum(shares)
        terms = [whole(times(s, -x), s * loses_others(type_)) for s, x in zip(shares, log_p)]
        derivatives = [Term(mass * a - s, mass * a + s, flushed(a, type_, mass * a)) for a, s in zip(p, shares)]
        return terms, derivatives, curvatures(p, mass, type_)

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
        # T^2 times the divergence, in logits that are divided by T.
        return terms, derivatives, curvatures(p, mpf(1), type_)

    return row


def js_div(beta, type_):
    """A class has one term, which is not negative. Its size, and that of log(p/m), have the error of log p - log q
    besides: that is relative to the largest such difference of the row, because the sums over both models are in it.

    A probability is e^z of a rounded z, and so has the error of z: its roundings grow with the logarithm.
    """

    def row(student, teacher):
        # Differences of subnormal logits are 10^-324, and the loss is of the size of their square.
        with mp.workdps(700):
            return exact_row(student, teacher)

    def exact_row(student, teacher):
        (p, log_p), (q, log_q) = softmax(student), softmax(teacher)
        log_m = [x if a == b else log(beta * b + (1 - beta) * a) for a, b, x in zip(p, q, log_p)]
        # Where one model has a class and the other none, to working precision, the difference has no bearing.
        far = [abs(x - y) for a, b, x, y in zip(p, q, log_p, log_q) if min(a, b) > 0]
        spread = min(max(far, default=mpf(0)), mpf(800))
        terms, ratio, sizes, growth, shares = [], [], [], [], []
        for a, b, x, y, z in zip(p, q, log_p, log_q, log_m):
            halves = (1 - beta) * times(a, x - z), beta * times(b, y - z)
            grown = 1 + min(abs(x), abs(y)) / 24
            value, moved = sum(halves), sum(map(abs, halves))
            terms.append(Term(value, (value + moved * min(spread, 1)) * grown, flushed(min(a, b), type_, moved)))
            share = beta * mp.exp(y - z)
            shares.append(share)
            ratio.append(x - z)
            sizes.append(abs(x - z) + share * spread)
            growth.append(1 + abs(x) / 24)
        mean, of_mean = mp.fsum(map(times, p, ratio)), mp.fsum(map(times, p, sizes))
        bend = mp.fsum(map(times, p, shares))
        derivatives, seconds = [], []
        for a, r, size, h, grown in zip(p, ratio, sizes, shares, growth):
            gain = (1 - beta) * a
            slope, second = times(gain, r - mean), times(gain, (1 - 2 * a) * (r - mean + h) + a * bend)
            derivatives.append(Term(slope, times(gain, (size + of_mean) * grown), flushed(a, type_, slope)))
            of_second = (1 + 2 * a) * (size + of_mean + h) + a * bend
            seconds.append(Term(second, times(gain, of_second * grown), flushed(a, type_, second)))
        return terms, derivatives, seconds

    return row


def vae_kl(mu, log_var):
    terms = [whole(m * m / 2) for m in mu] + [whole((mp.expm1(s) - s) / 2) for s in log_var]
    return terms, [whole(m) for m in mu] + [whole(mp.expm1(s) / 2) for s in log_var]


# Of a row of vectors: terms, and the derivatives by the elements of each vector, one vector after the other.


def distance(x, y, p):
    """The norm of a difference, and its derivatives by x; where they do not exist 0, or those of the first of equals.

    A power has an error that grows with its logarithm: of its units a quarter, beside the three of BOUNDS.
    """
    differences = [a - b for a, b in zip(x, y)]
    sizes = [abs(d) for d in differences]
    largest = max(sizes)
    if largest == 0:
        return mpf(0), [NOTHING] * len(x)
    if p == INFINITY:
        # Differences that the largest one rounds to may have the derivative in its place.
        first, tie = sizes.index(largest), largest * (1 - mpf(2) ** -52)
        slack = [mpf(s >= tie and sizes.count(largest) < sum(map(tie.__le__, sizes))) for s in sizes]
        slopes = [mp.sign(d) if i == first else mpf(0) for i, d in enumerate(differences)]
        return largest, [whole(slope, lost) for slope, lost in zip(slopes, slack)]
    size = largest * mp.fsum((s / largest) ** p for s in sizes) ** (1 / p)
    slopes = []
    for d, s in zip(differences, sizes):
        slope = mp.sign(d) * (s / size) ** (p - 1)
        grown = 1 - (p - 1) * mp.log(s / largest) / 12 if s and p not in (1, 2) else 1
        slopes.append(Term(slope, abs(slope) * grown))
    return size, slopes


def triplet(margin, p):
    def row(anchor, positive, negative):
        (near, by_near), (far, by_far) = distance(anchor, positive, p), distance(anchor, negative, p)
        # One term, as the difference is formed before the sum over rows.
        loss, size = margin + near - far, margin + near + far
        of_anchor = [Term(a.value - b.value, a.size + b.size, a.slack + b.slack) for a, b in zip(by_near, by_far)]
        derivatives = [*of_anchor, *(Term(-a.value, a.size, a.slack) for a in by_near), *by_far]
        if loss <= 0:
            derivatives = [NOTHING] * len(derivatives)
        # Distances that differ by their rounding alone: the loss may be on the other side of its kink.
        if abs(loss) < size * mpf(2) ** -46:
            derivatives = [Term(slope.value, slope.size, mpf(2)) for slope in derivatives]
        return [Term(max(loss, mpf(0)), size)], derivatives

    return row


def cosine_embedding(margin, lost):
    """`lost` is what 1 - cos is off by where its terms cancel."""

    def row(x, y, target):
        xy, xx, yy = (mp.fsum(a * b for a, b in zip(*pair)) for pair in ((x, y), (x, x), (y, y)))
        norms = mp.sqrt(xx * yy)
        cosine = xy / norms
        if target == 1:
            term, sign = Term(1 - cosine, 1 - cosine, lost), -1
        elif cosine > margin:
            term, sign = Term(cosine - margin, abs(cosine) + abs(margin)), 1
        else:
            return [NOTHING], [NOTHING] * (2 * len(x))
        derivatives = []
        for own, other, square in ((x, y, xx), (y, x, yy)):
            for a, b in zip(own, other):
                across, along = b / norms, cosine * a / square
                derivatives.append(Term(sign * (across - along), abs(across) + abs(along)))
        return [term], derivatives

    return row
