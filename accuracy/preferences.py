"""Losses of preferences in 60 digits, with what their errors are relative to."""

from mpmath import mp, mpf

from formulas import alignment as of
from formulas.arithmetic import Term, flushed, log, softplus, whole

# Kinds of pairs with numbers: beta, label_smoothing, margin, tau. 0 is the default.
PAIRS = (
    *((kind, (0.0, 0.0, 0.0, 0.0)) for kind in range(12)),
    (of.SIGMOID, (0.5, 0.25, 0.5, 0.0)),
    (of.ROBUST, (0.5, 0.25, 0.5, 0.0)),
    (of.EXO, (0.5, 0.75, 0.5, 0.0)),
    (of.DISCOPOP, (0.5, 0.0, 0.5, 1.5)),
)
# Those of single answers: beta, shift, desirable_weight, undesirable_weight.
ANSWERS = (
    *((kind, (0.0, 0.0, 0.0, 0.0)) for kind in (of.KTO, of.UNPAIRED_BCO)),
    (of.KTO, (0.5, 1.25, 1.5, 0.75)),
    (of.UNPAIRED_BCO, (0.5, -1.25, 1.5, 0.75)),
)


def changes(function, point):
    """How fast each result of a function changes, by all its numbers together, in steps of which 60 digits leave enough."""
    total = [mpf(0)] * len(function(*point))
    for which, x in enumerate(point):
        step = mpf(10) ** -25 * max(abs(x), mpf(10) ** -10)
        above, below = (function(*point[:which], x + sign * step, *point[which + 1 :]) for sign in (1, -1))
        total = [sum_ + abs(a - b) / (2 * step) for sum_, a, b in zip(total, above, below)]
    return total


def underflow(beta, scores):
    """Exponentials below the smallest normal number are 0 in the library, whatever they are multiplied by."""
    return flushed(mpf(0), mpf(2) ** -1015 * beta * (1 + scores))


def pair(kind, numbers, w, l):
    """Of a pair without a reference and lengths: terms and derivatives by both scores, which are exact."""
    loss, *slopes = of.of_scores(kind, w, l, *numbers)
    if mp.isnan(loss):
        return [whole(mp.nan)], [whole(mp.nan)] * 2
    beta, margin, tau = mpf(numbers[0] or 0.1), mpf(numbers[2]), mpf(numbers[3] or 0.05)
    # What is added up before a function is taken of it: it has a rounding or two of this size.
    scores = abs(w) + abs(l) + abs(margin) / beta + 1 / (2 * beta)
    # Parts that a derivative is the difference of: probabilities.
    parts = mpf(0) if kind in (of.IPO, of.SPPO, of.ORPO) else beta
    if kind == of.ORPO:
        scores += abs(log(-mp.expm1(w))) + abs(log(-mp.expm1(l)))
    if kind == of.DISCOPOP:
        x = beta * (w - l) - margin
        p, rest = of.sigmoid(x / tau), of.sigmoid(-x / tau)
        steep = mp.exp(-x - softplus(-x / tau)) * (1 + rest / tau)
        parts = beta * (steep + rest * (1 + p * softplus(-x) / tau))
    rates = changes(lambda *point: of.of_scores(kind, *point, *numbers), (w, l))
    slack = underflow(beta, scores)
    of_loss = abs(loss) + rates[0] * scores
    sizes = [abs(x) + rate * scores + parts for x, rate in zip(slopes, rates[1:])]
    # Odds divide what underflows by the probability of any other answer.
    divisors = [-mp.expm1(x) if kind == of.ORPO else 1 for x in (w, l)]
    derivatives = [Term(x, size, slack / divisor) for x, size, divisor in zip(slopes, sizes, divisors)]
    return [Term(loss, of_loss, slack)], derivatives


def answer(kind, numbers, desirable, r):
    """Of a single answer without a reference: terms, derivative and second derivative."""
    results = of.of_answer(kind, r, desirable, *numbers)
    beta, shift = mpf(numbers[0] or 0.1), mpf(numbers[1])
    scores = abs(r) + abs(shift) * (1 if kind == of.KTO else 1 / beta)
    rates = changes(lambda x: of.of_answer(kind, x, desirable, *numbers), (r,))
    slack = underflow(beta, scores)
    loss, slope, curvature = (Term(x, abs(x) + rate * scores, slack) for x, rate in zip(results, rates))
    # The difference of two probabilities, times both.
    both = beta**2 * of.sigmoid(beta * r) * of.sigmoid(-beta * r) if kind == of.KTO else mpf(0)
    return [loss], [slope], [Term(curvature.value, curvature.size + 2 * both, slack)]
