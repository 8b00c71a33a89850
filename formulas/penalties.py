"""Penalties on parameters, without a target."""

from mpmath import mp

from formulas.arithmetic import Term, times
from formulas.element import element


def _absolute(torch, x, **how):
    return torch.nn.functional.l1_loss(x, torch.zeros_like(x), **how)


def _square(torch, x, **how):
    return torch.nn.functional.mse_loss(x, torch.zeros_like(x), **how)


@element(
    bounds=(2, 1, 0),
    numbers=[{"lambda_": 0.25}],
    pytorch=lambda torch, x, *, lambda_, **how: lambda_ * _absolute(torch, x, **how),
    torch=lambda torch, x, *, lambda_: lambda_ * x.abs().sum(),
)
def l1_penalty(x, *, lambda_):
    """A product, stored. The factor."""
    return times(lambda_, abs(x)), lambda_ * mp.sign(x), 0 * lambda_


@element(
    bounds=(3, 2, 0),
    numbers=[{"lambda_": 0.25}],
    pytorch=lambda torch, x, *, lambda_, **how: lambda_ * _square(torch, x, **how),
    torch=lambda torch, x, *, lambda_: lambda_ * x.square().sum(),
)
def l2_penalty(x, *, lambda_):
    """Two products, stored. The product, the factor."""
    return times(lambda_, x * x), times(2 * lambda_, x), 2 * lambda_


@element(
    bounds=(4, 3, 0),
    numbers=[{"l1": 0.25, "l2": 0.5}],
    pytorch=lambda torch, x, *, l1, l2, **how: l1 * _absolute(torch, x, **how) + l2 * _square(torch, x, **how),
    torch=lambda torch, x, *, l1, l2: l1 * x.abs().sum() + l2 * x.square().sum(),
)
def elastic_net_penalty(x, *, l1, l2):
    """Two products and a fused sum, stored. A product, the fused sum, the factor."""
    first, second = l1 * mp.sign(x), times(2 * l2, x)
    return [times(l1, abs(x)), times(l2, x * x)], Term(first + second, abs(first) + abs(second)), 2 * l2
