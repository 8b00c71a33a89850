"""Formulas of rows, and of elements that have no entry in formulas/, term by term, in 60-digit arithmetic.

Nothing is shared with the library. A formula gives the terms that a loss is the sum of, and derivatives, each as a
`Term` with the size that its error is measured against.
"""

from collections.abc import Callable
from typing import NamedTuple

from mpmath import mp, mpf

from formulas.arithmetic import INFINITY, Term, flushed, log, logistic, logistic_slope, power, softplus, times, whole

# Of an element: terms, derivative and second derivative.

NOTHING = whole(mpf(0))


def quotient(x, t):
    """-t/x, the derivative of -t log x."""
    return whole(mpf(0) if t == 0 else -t / x if x else -INFINITY)


def quotient_of_square(x, t):
    """t/x^2, the second."""
    return whole(mpf(0) if t == 0 else t / x**2 if x else INFINITY)


def cross_entropy_prob(x, t):
    return [whole(-times(t, log(x)))], quotient(x, t), quotient_of_square(x, t)


def kl_div(x, t):
    return [whole(times(t, log(t))), whole(-times(t, x))], whole(-t), NOTHING


def kl_div_log_target(x, t):
    share = mp.exp(t)
    term = times(share, t - x)
    return [whole(term, flushed(share, term))], whole(-share), NOTHING


def kl_div_prob(x, t):
    return [whole(times(t, log(t))), whole(-times(t, log(x)))], quotient(x, t), quotient_of_square(x, t)


def kl_div_generalized(x, t):
    """The logarithm of t has an error of 0.09 units of its size or of 1, which counts as an eighth of that."""
    mass = mp.exp(x) if x < 2000 else INFINITY
    slack = flushed(mass, mass, 1.001)
    if t == 0 or mass == INFINITY:
        return [whole(mass, slack)], whole(mass, slack), whole(mass, slack)
    v = x - log(t)
    # The series converges fast where the difference would leave few digits.
    excess = mp.expm1(v) - v if abs(v) > 1e-3 else mp.fsum(v**n / mp.factorial(n) for n in range(2, 30))
    growth, logarithm = t * mp.expm1(v), (1 + abs(log(t))) / 8
    return (
        [Term(t * excess, t * excess + abs(growth) * logarithm, slack)],
        Term(growth, abs(growth) + mass * logarithm, slack),
        whole(mass, slack),
    )


def mse_rows(dim):
    """Of rows of so many elements."""
    return lambda x, t: ([whole((x - t) ** 2 / dim)], whole(2 * (x - t) / dim), whole(mpf(2) / dim))


def least_squares(aim):
    return lambda x: ([whole((x - aim) ** 2 / 2)], whole(x - aim), whole(mpf(1)))


def of_softplus(sign, gain=1):
    def element(x):
        terms = [whole(gain * softplus(sign * x))]
        return terms, whole(gain * sign * logistic(sign * x)), logistic_slope(x, gain)

    return element


def margin(sign):
    def element(x):
        inside = 1 + sign * x > 0
        return [whole(1 + sign * x if inside else mpf(0))], whole(mpf(sign) if inside else mpf(0)), NOTHING

    return element


def score(sign):
    return lambda x: ([whole(sign * x)], whole(mpf(sign)), NOTHING)


# Real and fake for the discriminator, fake for the generator, by the header's numbers of the kinds.
GAN = (
    (of_softplus(-1), of_softplus(1), of_softplus(1, -1)),
    (of_softplus(-1), of_softplus(1), of_softplus(-1)),
    (least_squares(1), least_squares(0), least_squares(1)),
    (margin(-1), margin(1), score(-1)),
    (score(-1), score(1), score(-1)),
)


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


def softmax_backward(p, d):
    """The gradient by logits from the probabilities and the gradient by them."""
    mass, largest = mp.fsum(p), max(p)
    # Differences are exact, and what is left of them may be 10^-300 of the derivatives.
    apart = [x - d[p.index(largest)] for x in d]
    # Of equal probabilities any may be the one.
    sizes = [max(abs(x - y) for y, q in zip(d, p) if q == largest) for x in d]
    mean, of_mean = mp.fsum(map(times, p, apart)) / mass, mp.fsum(map(times, p, sizes)) / mass
    return [Term(times(a, x - mean), times(a, size + of_mean)) for a, x, size in zip(p, apart, sizes)]


def loses_others(type_):
    """Exponentials of 2^(2 - bias) of the largest, and less, are 0: so much a row of at most 64 may lose."""
    return type_.smallest * 512


def curvatures(p, mass, type_):
    """mass p (1 - p), in which 1 - p is what the others have."""
    terms = []
    for place, a in enumerate(p):
        rest = mp.fsum(p[:place] + p[place + 1 :]) if a > 0.5 else 1 - a
        value = mass * a * rest
        lost = mass * loses_others(type_) if a > 0.5 else flushed(a, mass * a)
        terms.append(Term(value, value, lost))
    return terms


def against(shares, type_):
    """A row of cross-entropy with these shares."""

    def row(logits):
        p, log_p = softmax(logits)
        mass = mp.fsum(shares)
        terms = [whole(times(s, -x), s * loses_others(type_)) for s, x in zip(shares, log_p)]
        derivatives = [Term(mass * a - s, mass * a + s, flushed(a, mass * a)) for a, s in zip(p, shares)]
        return terms, derivatives, curvatures(p, mass, type_)

    return row


# Of a row of scores and the number of the right class.


def multi_margin(p, margin):
    """The excess has the errors of the difference and of the sum, also where that is small."""

    def row(scores, right):
        count = len(scores)
        terms, slopes, seconds = [], [NOTHING] * count, [NOTHING] * count
        slope = size = bend = mpf(0)
        for c, score in enumerate(scores):
            excess = margin + score - scores[right]
            if c != right and excess > 0:
                rough = abs(margin) + abs(score - scores[right])
                terms.append(Term(excess**p / count, excess ** (p - 1) * rough / count))
                own = p * excess ** (p - 1) / count
                slopes[c] = Term(own, own if p == 1 else 2 * rough / count)
                seconds[c] = whole(mpf(p * (p - 1)) / count)
                slope, size, bend = slope + own, size + slopes[c].size, bend + seconds[c].value
        slopes[right], seconds[right] = Term(-slope, size), whole(bend)
        return terms or [NOTHING], slopes, seconds

    return row


class Map(NamedTuple):
    """g, g' and g'' of a cross-entropy q, p = e^-q and a = 1 - p; the terms of g''; and the size of a logarithm that a
    power multiplies by its exponent: a power of e^x has the error of x besides.
    """

    derivatives: Callable
    terms: Callable
    exponent: Callable


MAPS = {
    "focal_cross_entropy": Map(
        lambda k, q, p, a: (
            times(power(a, k), q),
            power(a, k) * (1 + k * p * q / a),
            k * power(a, k - 1) * p * (2 + (k - 1) * p * q / a - q),
        ),
        lambda k, q, p, a: k * power(a, k - 1) * p * (2 + abs(k - 1) * p * q / a + q),
        lambda k, q, p, a: (k + 1) * abs(log(a)),
    ),
    "generalized_cross_entropy": Map(
        lambda k, q, p, a: (-mp.expm1(-k * q) / k, mp.exp(-k * q), -k * mp.exp(-k * q)),
        lambda k, q, p, a: k * mp.exp(-k * q),
        lambda k, q, p, a: k * q,
    ),
    "poly1_cross_entropy": Map(
        lambda k, q, p, a: (q + k * a, 1 + k * p, -k * p),
        lambda k, q, p, a: abs(k) * p,
        lambda k, q, p, a: mpf(0),
    ),
    "taylor_cross_entropy": Map(
        lambda k, q, p, a: (mp.fsum(a**i / i for i in range(1, int(k) + 1)), 1 - a**k, -k * a ** (k - 1) * p),
        lambda k, q, p, a: k * a ** (k - 1) * p,
        lambda k, q, p, a: k,
    ),
}


def mapped(name, number, type_):
    """A row of a function of the cross-entropies q of classes with these shares. It has the error of q, g' times, and
    its derivative that of q, g'' times, besides that of p; the second derivative has the error of q, of which its terms are
    exponentials.
    """
    of, k = MAPS[name.removesuffix("_soft")], mpf(number)

    def row(logits, shares):
        # 1 - p, q - (1 - p) and 1 - (1 - p)^n as differences, of a p down to 10^-324 from 0 or 1.
        with mp.workdps(700):
            return exact_row(logits, shares)

    def exact_row(logits, shares):
        p, log_p = softmax(logits)
        lost = loses_others(type_)
        terms = []
        sums = [[mpf(0)] * 3 for _ in p], [[mpf(0)] * 3 for _ in p]
        for c, share in enumerate(shares):
            a = mp.fsum(p[:c] + p[c + 1 :])
            # Of a row without doubt nothing is left, as its derivatives are multiplied by 0.
            if share == 0 or a == 0:
                continue
            q, own = -log_p[c], p[c]
            loss, slope, bend = (share * x for x in of.derivatives(k, q, own, a))
            bends, exponent = share * of.terms(k, q, own, a), of.exponent(k, q, own, a)
            terms.append(Term(loss, loss + slope * q + exponent * loss, lost * slope))
            for place, other in enumerate(p):
                difference = -a if place == c else other
                product = other * (a if place == c else 1 - other)
                size = ((1 + exponent) * slope + bends * q) * abs(difference)
                slack = flushed(other, slope * other) + flushed(own, size) + lost * slope
                add(sums[0][place], (slope * difference, size, slack))
                size = (bends * difference**2 * (1 + q) + slope * product) * (1 + exponent) + bends * q * product
                slack = flushed(other, size) + flushed(own, size) + lost * (slope + bends)
                add(sums[1][place], (bend * difference**2 + slope * product, size, slack))
        return terms, [Term(*x) for x in sums[0]], [Term(*x) for x in sums[1]]

    return row


def cosines(name, scale, margin, type_):
    """A row of cosines, whose logits have errors of their own, as many times as they move a probability."""
    s, m = mpf(scale), mpf(margin)

    def target_of(u):
        """psi and its derivative, each with its size."""
        if name == "cosface":
            return whole(u - m), whole(mpf(1))
        u = max(min(u, mpf(1)), mpf(-1))
        sine = mp.sqrt((1 - u) * (1 + u))
        if u <= -mp.cos(m):
            return Term(u - m * mp.sin(m), abs(u) + m * mp.sin(m)), whole(mpf(1))
        size = abs(u * mp.cos(m)) + sine * mp.sin(m)
        quotient = u * mp.sin(m) / max(sine, mpf("1e-6"))
        return Term(u * mp.cos(m) - sine * mp.sin(m), size), Term(mp.cos(m) + quotient, abs(mp.cos(m)) + abs(quotient))

    def row(given, right):
        own, slope = target_of(given[right])
        z = [s * (own.value if c == right else u) for c, u in enumerate(given)]
        sizes = [s * own.size if c == right else abs(x) for c, x in enumerate(z)]
        p, log_p = softmax(z)

        def moved(place):
            """What a logarithm of a probability changes by; a class that has none of its own moves no other."""
            others = [c for c, q in enumerate(p) if q and c != place]
            return mp.fsum(p[c] * (sizes[place] + sizes[c]) for c in others)

        rest, lost = mp.fsum(p[:right] + p[right + 1 :]), loses_others(type_)
        size = rest * slope.size + p[right] * moved(right) * abs(slope.value)
        terms = [Term(-log_p[right], -log_p[right] + moved(right), lost)]
        derivatives = [Term(s * q, s * q * (1 + moved(c)), flushed(q, s * q)) if q else NOTHING for c, q in enumerate(p)]
        derivatives[right] = Term(-s * slope.value * rest, s * size, s * lost * slope.size)
        return terms, derivatives

    return row


def rival(margin, floored=False):
    def row(scores, right):
        wrong = [(-score, c) for c, score in enumerate(scores) if c != right]
        largest, place = min(wrong)
        largest, place = (mpf(0), None) if floored and largest >= 0 else (-largest, place)
        excess = margin + largest - scores[right]
        slopes = [NOTHING] * len(scores)
        if excess > 0:
            slopes[right] = whole(mpf(-1))
            if place is not None:
                slopes[place] = whole(mpf(1))
        size = margin + abs(largest - scores[right])
        return [Term(max(mpf(0), excess), size) if excess > 0 else NOTHING], slopes, [NOTHING] * len(scores)

    return row


def sparsemax(scores, right):
    """From heights above the largest score less 1: a probability is the difference of one and the threshold."""
    largest = max(scores)
    heights = [1 + score - largest for score in scores]
    total, threshold, support = mpf(0), mpf(0), 0
    for count, height in enumerate(sorted(heights, reverse=True), 1):
        total += height
        if height > (total - 1) / count:
            threshold, support = (total - 1) / count, count
    p = [max(mpf(0), height - threshold) for height in heights]
    missing = largest - scores[right] + threshold if p[right] else mpf(1)
    terms = [Term(a * a / 2, a * (a + threshold)) for c, a in enumerate(p) if c != right]
    terms.append(whole(missing**2 / 2))
    if not p[right]:
        terms.append(Term(threshold - heights[right], 1 + threshold + abs(heights[right])))
    slopes = [Term(a, a + threshold) if a else NOTHING for a in p]
    slopes[right] = whole(-missing)
    bend = whole(1 - mpf(1) / support)
    return terms, slopes, [bend if a else NOTHING for a in p]


def decision(z, t, share=1):
    """Binary cross-entropy of a logit, with its derivatives."""
    yes, no = logistic(z), logistic(-z)
    terms = [whole(share * times(1 - t, softplus(z))), whole(share * times(t, softplus(-z)))]
    return terms, Term(share * ((1 - t) * yes - t * no), share * ((1 - t) * yes + t * no)), logistic_slope(z, share)


def decisions(z, targets, share=1):
    solved = [decision(x, mpf(t), share) for x, t in zip(z, targets)]
    return [term for terms, _, _ in solved for term in terms], [row[1] for row in solved], [row[2] for row in solved]


def multilabel_soft_margin(z, labels):
    return decisions(z, labels, mpf(1) / len(z))


def coral(z, y):
    return decisions(z, [y > c for c in range(len(z))])


def corn(z, y):
    terms, slopes, curvatures = coral(z[: y + 1], y)
    rest = [whole(mpf(0))] * (len(z) - len(slopes))
    return terms, slopes + rest, curvatures + rest


def cumulative_link(z, y):
    """Exponentials of numbers below the logarithm of the smallest double are 0, as of any others."""
    terms, slopes, curvatures = [], [whole(mpf(0))] * len(z), [whole(mpf(0))] * len(z)
    lower, upper = y > 0, y < len(z)
    gap = z[y] - z[y - 1] if lower and upper else INFINITY
    ratio = INFINITY if gap == 0 else 1 / mp.expm1(gap) if gap < 1e6 else mpf(0)
    if lower and upper:
        terms.append(whole(INFINITY if gap == 0 else -mp.log(-mp.expm1(-gap)) if gap < 1e6 else mpf(0)))
    for place, sign in ((y - 1, 1), (y, -1)) if lower and upper else ((y - 1, 1),) if lower else ((y, -1),):
        x = sign * z[place]
        terms.append(whole(softplus(x)))
        slopes[place] = whole(sign * (logistic(x) + ratio))
        curvatures[place] = whole(logistic_slope(x).value + ratio * (1 + ratio))
    return terms, slopes, curvatures


def add(sums, numbers):
    for place, number in enumerate(numbers):
        sums[place] += number


def multilabel_margin(scores, listed):
    """Listed are classes; each pair has the errors of a difference and a sum."""
    count = len(scores)
    terms, near = [], [0] * count
    for j in listed:
        for i, score in enumerate(scores):
            excess = 1 + score - scores[j]
            if i not in listed and excess > 0:
                terms.append(Term(excess / count, (1 + abs(score - scores[j])) / count))
                near[i] += 1
                near[j] -= 1
    return terms or [NOTHING], [whole(mpf(n) / count) for n in near], [NOTHING] * count


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
                terms.append(Term(term, size, flushed(b, size)))
        derivatives = []
        for a, b in zip(p, q):
            slack = temperature * (flushed(a, a) + flushed(b, b))
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
            terms.append(Term(value, (value + moved * min(spread, 1)) * grown, flushed(min(a, b), moved)))
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
            derivatives.append(Term(slope, times(gain, (size + of_mean) * grown), flushed(a, slope)))
            of_second = (1 + 2 * a) * (size + of_mean + h) + a * bend
            seconds.append(Term(second, times(gain, of_second * grown), flushed(a, second)))
        return terms, derivatives, seconds

    return row


def entropy_penalty(factor):
    """Terms are products of probabilities and differences from the largest logit, and derivatives are differences of
    these; probabilities as for js_div.
    """

    def row(logits):
        # A probability may be 1 less 10^-300, and all logits subnormal.
        with mp.workdps(700):
            return exact_row(logits)

    def exact_row(logits):
        largest = max(logits)
        below = [x - largest for x in logits]
        p, log_p = softmax(logits)
        log_total = log_p[logits.index(largest)]
        grown = [1 + (abs(b) / 24 if a else 0) for a, b in zip(p, below)]
        products = [times(a, b) for a, b in zip(p, below)]
        sizes = [abs(x) * g for x, g in zip(products, grown)]
        mean, of_mean = mp.fsum(products), mp.fsum(sizes)
        terms = [Term(factor * x, factor * s, flushed(a, factor * s)) for x, s, a in zip(products, sizes, p)]
        terms.append(whole(factor * log_total))
        derivatives, seconds = [], []
        for a, b, g in zip(p, below, grown):
            gain = factor * a
            slope, size = times(gain, b - mean), (times(gain, abs(b)) + gain * of_mean) * g
            derivatives.append(Term(slope, size, flushed(a, slope)))
            second = times(gain, 1 - a) + slope * (1 - 2 * a)
            seconds.append(Term(second, times(gain, 1 - a) * g + size * (1 + 2 * a), flushed(a, second)))
        return terms, derivatives, seconds

    return row


def vae_kl(mu, log_var):
    terms = [whole(m * m / 2) for m in mu] + [whole((mp.expm1(s) - s) / 2) for s in log_var]
    return terms, [whole(m) for m in mu] + [whole(mp.expm1(s) / 2) for s in log_var]


def gaussian_kl(type_, mu, log_var, prior_mu, prior_log_var):
    distances = [a - b for a, b in zip(mu, prior_mu)]
    differences = [a - b for a, b in zip(log_var, prior_log_var)]
    slopes = []
    for d, v in zip(distances, prior_log_var):
        root = mp.exp(-v / 2)
        # Where the distance times the root is subnormal it is rounded to a multiple of the smallest number.
        rounded = root * type_.smallest * mpf(2) ** -type_.digits if 0 < abs(d * root) < type_.smallest else mpf(0)
        slopes.append(whole(d * root**2, rounded))
    terms = [whole(d * slope.value / 2) for d, slope in zip(distances, slopes)]
    terms += [whole((mp.expm1(u) - u) / 2) for u in differences]
    return terms, slopes + [whole(mp.expm1(u) / 2) for u in differences]


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


def pairwise_distance(p):
    def row(x, y):
        size, slopes = distance(x, y, p)
        return [whole(size)], [*slopes, *(Term(-slope.value, slope.size, slope.slack) for slope in slopes)]

    return row


def contrastive(margin):
    def row(x, y, target):
        differences = [a - b for a, b in zip(x, y)]
        apart = mp.sqrt(mp.fsum(d * d for d in differences))
        if target == 1:
            return [whole(apart**2 / 2)], [whole(sign * d) for sign in (1, -1) for d in differences]
        left, size = max(margin - apart, mpf(0)), margin + apart
        if apart == 0:
            return [whole(left**2 / 2)], [NOTHING] * (2 * len(x))
        # An error of the distance, which may be as large as the margin, changes the derivative, and the loss by as much
        # times what is left. Beside the kink what is left may be nothing.
        if margin - apart < -size * mpf(2) ** -46:
            size = mpf(0)
        slopes = [Term(-sign * left * d / apart, size * abs(d) / apart) for sign in (1, -1) for d in differences]
        return [Term(left**2 / 2, size * left, (size * mpf(2) ** -46) ** 2)], slopes

    return row


def cosine(x, y):
    """cos, and its derivatives by both vectors with the sizes of their two parts."""
    xy, xx, yy = (mp.fsum(a * b for a, b in zip(*pair)) for pair in ((x, y), (x, x), (y, y)))
    norms = mp.sqrt(xx * yy)
    cosine, derivatives = xy / norms, []
    for own, other, square in ((x, y, xx), (y, x, yy)):
        parts = [(b / norms, cosine * a / square) for a, b in zip(own, other)]
        derivatives.append([Term(across - along, abs(across) + abs(along)) for across, along in parts])
    return cosine, derivatives


def cosine_embedding(margin, lost):
    """`lost` is what 1 - cos is off by where its terms cancel."""

    def row(x, y, target):
        found, derivatives = cosine(x, y)
        if target == 1:
            term, sign = Term(1 - found, 1 - found, lost), -1
        elif found > margin:
            term, sign = Term(found - margin, abs(found) + abs(margin)), 1
        else:
            return [NOTHING], [NOTHING] * (2 * len(x))
        return [term], [Term(sign * slope.value, slope.size) for of_one in derivatives for slope in of_one]

    return row


def cosine_distance(lost):
    def row(x, y):
        found, derivatives = cosine(x, y)
        return [Term(1 - found, 1 - found, lost)], [
            Term(-slope.value, slope.size) for of_one in derivatives for slope in of_one
        ]

    return row


def triplet_cosine(margin, lost):
    def row(anchor, positive, negative):
        (near, by_near), (far, by_far) = cosine(anchor, positive), cosine(anchor, negative)
        loss, size = margin + far - near, margin + (1 - near) + (1 - far)
        of_anchor = [Term(a.value - b.value, a.size + b.size) for a, b in zip(by_far[0], by_near[0])]
        derivatives = [*of_anchor, *(Term(-slope.value, slope.size) for slope in by_near[1]), *by_far[1]]
        # Distances that differ by their rounding alone: the loss may be on the other side of its kink.
        slack = mpf(1 if abs(loss) < size * mpf(2) ** -46 + 2 * lost else 0)
        if loss <= 0 and not slack:
            derivatives = [NOTHING] * len(derivatives)
        derivatives = [Term(slope.value, slope.size, slack * slope.size) for slope in derivatives]
        return [Term(max(loss, mpf(0)), size, 2 * lost)], derivatives

    return row


def group_lasso_penalty(scale, lost):
    """`lost` is what 1 - x^2/|x|^2 is off by where it cancels."""

    def row(x):
        factor, norm = scale * mp.sqrt(len(x)), mp.sqrt(mp.fsum(a * a for a in x))
        if norm == 0:
            return [NOTHING], [NOTHING] * len(x), [NOTHING] * len(x)
        slopes = [whole(factor * a / norm) for a in x]
        others = [1 - (a / norm) ** 2 for a in x]
        return [whole(factor * norm)], slopes, [whole(factor * other / norm, factor * lost / norm) for other in others]

    return row
