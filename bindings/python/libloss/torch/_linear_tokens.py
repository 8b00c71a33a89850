"""A linear layer with log-probabilities of tokens for PyTorch's autograd."""

from __future__ import annotations

from typing import Any, Optional

import torch
from torch import Tensor

from .. import _autocast, _linear_tokens
from .._autograd import _check
from ._head import memory, real_dtype
from ._tokens import TokenLogProbs, _as_it_is, _NoSecond, constants_of


class _LinearTokenLogProb(torch.autograd.Function):
    """The backward pass makes the logits once more: none are kept."""

    @staticmethod
    def forward(
        ctx: Any,
        hidden: Tensor,
        weight: Tensor,
        bias: Optional[Tensor],
        tokens: Tensor,
        entropy: bool,
        options: dict[str, Any],
    ) -> Any:
        rows, dtype = hidden.shape[:-1], real_dtype(hidden.dtype)
        log_prob = torch.empty(rows, dtype=dtype)
        lse = torch.empty(rows, dtype=torch.float64) if entropy else None
        entropies = torch.empty(rows, dtype=torch.float64) if entropy else None
        sums = torch.empty(rows[:-1], dtype=torch.float64)
        counts = torch.empty(rows[:-1], dtype=torch.int64)
        _linear_tokens.linear_token_log_prob(
            memory(hidden),
            memory(weight),
            tokens,
            memory(bias),
            log_prob=log_prob,
            lse=lse,
            entropy=entropies,
            sequence_log_prob=sums,
            sequence_tokens=counts,
            **options,
        )
        ctx.save_for_backward(hidden, weight, bias, tokens, lse, entropies)
        ctx.options = options
        ctx.set_materialize_grads(False)
        ctx.mark_non_differentiable(counts)
        return log_prob, None if entropies is None else entropies.to(dtype, copy=True), sums, counts

    @staticmethod
    def backward(ctx: Any, *upstream: Optional[Tensor]) -> Any:
        by_log_prob, by_entropy, by_sequence = (by if by is None else by.detach().contiguous() for by in upstream[:3])
        if by_log_prob is None and by_entropy is None and by_sequence is None:
            return (None,) * 6
        hidden, weight, bias, tokens, lse, entropy = ctx.saved_tensors
        inputs = (hidden, weight, bias)
        wanted = [
            torch.empty_like(x) if x is not None and needed else None
            for x, needed in zip(inputs, ctx.needs_input_grad[:3])
        ]
        _linear_tokens.linear_token_log_prob_backward(
            memory(hidden),
            memory(weight),
            tokens,
            memory(bias),
            d_log_prob=by_log_prob,
            d_entropy=by_entropy,
            d_sequence=by_sequence,
            lse=None if by_entropy is None else lse,
            entropy=None if by_entropy is None else entropy,
            grad_hidden=memory(wanted[0]),
            grad_weight=memory(wanted[1]),
            grad_bias=memory(wanted[2]),
            **ctx.options,
        )
        grads: list[Optional[Tensor]] = list(wanted)
        if torch.is_grad_enabled():
            sources = (*(x for x in inputs if x is not None), *upstream[:3])
            grads = [None if grad is None else _NoSecond.apply(grad, *sources) for grad in wanted]
        return (*grads, None, None, None)


@_as_it_is
def linear_token_log_prob(
    hidden: Tensor,
    weight: Tensor,
    tokens: Tensor,
    bias: Optional[Tensor] = None,
    *,
    shift: bool = True,
    entropy: bool = False,
    mask: Optional[Tensor] = None,
    ignore_index: int = -100,
    temperature: float = 1.0,
    softcap: Optional[float] = None,
    class_bias: Optional[Tensor] = None,
    threads: int = 0,
) -> TokenLogProbs:
    """Log-probabilities of tokens of the logits hidden · weightᵀ + bias: see `libloss.linear_token_log_prob`.

    All outputs but the counts have gradients by hidden, weight and bias. Neither pass has a matrix of logits.
    """
    inputs = (("hidden", hidden), ("weight", weight)) + ((("bias", bias),) if bias is not None else ())
    for name, given in inputs:
        _check(name, given)
    if _autocast.is_on():
        hidden, weight, bias = map(_autocast.widened, (hidden, weight, bias))
    constants = constants_of(hidden.dtype in _autocast.HALF, tokens=tokens, mask=mask, class_bias=class_bias)
    options = {
        "shift": shift,
        "mask": constants["mask"],
        "ignore_index": ignore_index,
        "temperature": temperature,
        "softcap": softcap,
        "class_bias": constants["class_bias"],
        "threads": threads,
    }
    layer = hidden.contiguous(), weight.contiguous(), None if bias is None else bias.contiguous()
    return TokenLogProbs(*_LinearTokenLogProb.apply(*layer, constants["tokens"], entropy, options))
