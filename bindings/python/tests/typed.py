"""A caller's program, for `mypy --strict`: an output that was asked for is an array."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional

import numpy as np
import numpy.typing as npt

import libloss
from libloss import regression

if TYPE_CHECKING:
    from typing_extensions import assert_type

    logits = np.array([[2.0, 0.5, -1.0], [0.1, 0.2, 3.0]], np.float32)
    target = np.array([0, 1])
    result = libloss.cross_entropy(logits, target, grad=True)
    print(f"{result.value:.6f}", result.grad.shape)
    assert_type(result.grad, npt.NDArray[Any])
    assert_type(libloss.mse(logits, logits, grad=logits).grad, npt.NDArray[Any])
    assert_type(libloss.mse(logits, logits).grad, Optional[npt.NDArray[Any]])

    def may_be_asked_for(wanted: bool) -> None:
        assert_type(libloss.mse(logits, logits, grad=wanted).grad, Optional[npt.NDArray[Any]])

    others = libloss.cross_entropy(logits, target, losses=True, lse=True, argmax=True)
    print(others.losses.mean(), others.lse.max(), others.argmax.tolist(), float(others))
    assert_type(libloss.vae_kl(logits, logits), libloss.SeveralResult)
    print(libloss.vae_kl(logits, logits, grad_mu=True).grads[0].shape)
    assert_type(regression.mse(logits, logits, grad=True).grad, npt.NDArray[Any])
    print(libloss.combine_uncertainty([1.0, 2.0], logits[0, :2], d_values=True).d_values.shape)
