"""Losses of metric learning that are losses of single elements: those of pairs of scores."""

from mpmath import mpf

from formulas.arithmetic import Term, flushed, logistic, rounded, softplus, times
from formulas.element import element


@element(
    bounds=(3, 1),
    numbers=[{"margin": 0.0}, {"margin": 1.5}],
    pytorch=lambda torch, x, y, t, **how: torch.nn.functional.margin_ranking_loss(x, y, t, **how),
)
def margin_ranking(first, second, t, *, margin=0.0):
    """The difference, a fused operation, stored. The derivative is a target, and a step at the difference that the
    type has.
    """
    if margin - t * rounded(first - second) <= 0:
        return mpf(0), (mpf(0), mpf(0))
    return [margin, -t * (first - second)], (-t, t)


@element(
    bounds=(6, 6),
    pytorch=lambda torch, x, y, t, **how: torch.nn.functional.soft_margin_loss(x - y, t, **how),
    torch=lambda torch, x, y, t: -torch.nn.functional.logsigmoid(t * (x - y)).mean(),
)
def pair_logistic(first, second, t):
    """softplus 2, the difference, stored. sigma 2, the difference, the factor.

    The rounding of the difference counts as often in an exponential as that is large.
    """
    z = times(t, first - second)
    growth, share = 1 + max(z, mpf(0)), logistic(-z)
    slack = flushed(share, share, 1.001)
    loss, slope = softplus(-z), Term(share, share * growth, slack)
    if abs(z) == mpf("inf"):
        return loss, (-t * share, t * share)
    return Term(loss, loss * growth, slack), (slope._replace(value=-t * share), slope._replace(value=t * share))
