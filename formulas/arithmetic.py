"""Numbers with 60 digits, what their errors are relative to, and functions that hold at infinities."""

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


def term_of(number):
    return number if isinstance(number, Term) else whole(number)


class _Results:
    """Of which type the results are that formulas are compared with; None: of none, they are made from formulas."""

    type = None


def compare_with(type_):
    """From here on results of this type of accuracy/losses.py are compared with formulas."""
    _Results.type = type_


def flushed(share, lost, least=8):
    """What is lost where an exponential is so small that the library takes it for 0: exp_scaled at 2^(2 - bias)."""
    return abs(lost) if _Results.type and share < least * _Results.type.smallest else mpf(0)


def rounded(x):
    """A difference as the library has it, for a step that it decides on which side an element is of."""
    return mpf(_Results.type.round(x)) if _Results.type else x


def times(factor, other):
    """The product, in which 0 wins also against an infinity."""
    return mpf(0) if factor == 0 else factor * other


def power(base, exponent):
    """base ** exponent, also of 0 and infinity, and 1 for an exponent of 0."""
    if exponent == 0 or 0 < base < INFINITY:
        return base**exponent if exponent else mpf(1)
    return mpf(0) if (base == 0) == (exponent > 0) else INFINITY


def log(x):
    return mp.log(x) if x > 0 else -INFINITY


def log_of_rest(x):
    """log(1 - x), where the difference has more digits than there are."""
    return mp.log1p(-x) if x < 1 else -INFINITY


def logistic(x):
    return 1 / (1 + mp.exp(-x)) if abs(x) < 1e6 else mp.exp(min(x, mpf(0)))


def softplus(x):
    return max(x, mpf(0)) + mp.log1p(mp.exp(-abs(x)))


def of_logistic(function, x, factor):
    """A factor times a function that is e^x where that is small, and then 0 in the library."""
    value = times(factor, function(x))
    return whole(value, flushed(function(x), value, 1.001))


def logistic_slope(x, gain=1):
    """sigma(x) sigma(-x), the smaller of which may be 0 in the library."""
    smaller = logistic(-abs(x))
    value = gain * smaller * (1 - smaller)
    return whole(value, flushed(smaller, value, 1.001))
