"""The results of functions: named tuples. An output that was not asked for is None."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Optional, Union

import numpy.typing as npt

from ._library import Sums

# An array where it was asked for, else None. A type checker that does not know which of the two it is
# checks what is done with an array, and does not ask for a comparison with None.
_Array = Union[npt.NDArray[Any], Any]


class Result(NamedTuple):
    """A loss. `float(result)` is its value."""

    value: float
    #: dvalue/dinput, in the shape of the input. A type checker knows whether it was asked for.
    grad: Optional[npt.NDArray[Any]] = None
    #: The loss of each row before reduction.
    losses: _Array = None
    #: The diagonal of the second derivative, in the shape of the input.
    hessian: _Array = None
    #: The sums from which the value is computed.
    sums: Sums = Sums(0.0, 0.0, 0)
    #: Of each row of logits: log(sum(exp(logits))).
    lse: _Array = None
    #: Of each row of logits: the entropy of the softmax, in nats.
    entropy: _Array = None
    #: Of each row: the class of the largest logit.
    argmax: _Array = None

    def __float__(self) -> float:
        return self.value


if TYPE_CHECKING:

    class ResultWithGrad(Result):
        """What a type checker sees of a call that asks for the gradient."""

        @property
        def grad(self) -> npt.NDArray[Any]: ...

else:
    ResultWithGrad = Result


class SeveralResult(NamedTuple):
    """A loss with a gradient by each of several inputs. `float(result)` is its value."""

    value: float
    #: The gradient by each input, in the order of the inputs.
    grads: tuple[_Array, ...] = ()
    #: The loss of each row before reduction.
    losses: _Array = None
    #: The diagonal of the second derivative: of a GAN's discriminator alone.
    hessian: _Array = None
    #: The sums from which the value is computed.
    sums: Sums = Sums(0.0, 0.0, 0)

    def __float__(self) -> float:
        return self.value


class Normalized(NamedTuple):
    """Softmax or its logarithm."""

    out: npt.NDArray[Any]
    lse: _Array = None
    entropy: _Array = None
    argmax: _Array = None


class Combined(NamedTuple):
    """Several losses as one. `float(combined)` is the total."""

    total: float
    #: dtotal/dvalues: the `upstream` of each task.
    d_values: _Array = None
    #: dtotal/dlog_vars.
    d_log_vars: _Array = None

    def __float__(self) -> float:
        return self.total
