"""Log-probabilities of tokens for PyTorch's autograd."""

from __future__ import annotations

from typing import Any, Callable, NamedTuple, Optional

import torch
from torch import Tensor

from .. import _autocast, _recorded, _tokens
from .._autograd import _check, _check_constant, is_walkable
from ._head import memory, real_dtype

# A recorded program runs it as it is; PyTorch before 2.1 records none that it could break.
_as_it_is: Callable[[Any], Any] = getattr(getattr(torch, "compiler", None), "disable", lambda function: function)


def constants_of(of_half: bool, **given: Optional[Tensor]) -> dict[str, Optional[Tensor]]:
    """Tensors without a gradient as a call takes them: without gaps, and of float32 where autocast asks for it or those with a
    gradient are `of_half` precision."""
    laid_out: dict[str, Optional[Tensor]] = {}
    for name, tensor in given.items():
        if tensor is not None:
            (_recorded.check_constant if _recorded.is_on() else _check_constant)(name, tensor)
            tensor = (_autocast.widened(tensor) if of_half or _autocast.is_on() else tensor).contiguous()
        laid_out[name] = tensor
    return laid_out


class TokenLogProbs(NamedTuple):
    """What `token_log_prob` returns."""

    #: (..., seq_len), in the dtype of the logits, beside half precision float32: log p of the token that each position scores.
    log_prob: Tensor
    #: (..., seq_len), in the dtype of log_prob: the entropy of each position; None where it is not wanted.
    entropy: Optional[Tensor]
    #: (...), float64: the sum of log_prob over each sequence.
    sequence_log_prob: Tensor
    #: (...), int64: the positions of each sequence that count.
    sequence_tokens: Tensor


class _NoSecond(torch.autograd.Function):
    """Leads a gradient back to what it depends on, where a second derivative is refused."""

    @staticmethod
    def forward(ctx: Any, gradient: Tensor, *sources: Optional[Tensor]) -> Tensor:
        return gradient.view_as(gradient)

    @staticmethod
    def backward(ctx: Any, *upstream: Optional[Tensor]) -> Any:
        raise RuntimeError(_recorded.NO_SECOND)


class _TokenLogProb(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, logits: Tensor, tokens: Tensor, entropy: bool, options: dict[str, Any]) -> Any:
        rows, dtype = logits.shape[:-1], real_dtype(logits.dtype)
        log_prob = torch.empty(rows, dtype=dtype)
        lse = torch.empty(rows, dtype=torch.float64) if entropy else None
        entropies = torch.empty(rows, dtype=torch.float64) if entropy else None
        sums = torch.empty(rows[:-1], dtype=torch.float64)
        counts = torch.empty(rows[:-1], dtype=torch.int64)
        _tokens.token_log_prob(
            memory(logits),
            tokens,
            log_prob=log_prob,
            lse=lse,
            entropy=entropies,
            sequence_log_prob=sums,
            sequence_tokens=counts,
            **options,
        )
        saved = (logits, tokens) if lse is None or entropies is None else (logits, tokens, lse, entropies)
        ctx.save_for_backward(*saved)
        ctx.options = options
        ctx.set_materialize_grads(False)
        ctx.mark_non_differentiable(counts)
        return log_prob, None if entropies is None else entropies.to(dtype, copy=True), sums, counts

    @staticmethod
    def backward(ctx: Any, *upstream: Optional[Tensor]) -> Any:
        by_log_prob, by_entropy, by_sequence = (by if by is None else by.detach() for by in upstream[:3])
        if by_log_prob is None and by_entropy is None and by_sequence is None:
            return None, None, None, None
        logits, tokens, *known = ctx.saved_tensors
        lse, entropy = known if by_entropy is not None else (None, None)
        gradient = torch.empty_strided(logits.shape, logits.stride(), dtype=logits.dtype)
        _tokens.token_log_prob_backward(
            memory(logits),
            tokens,
            d_log_prob=None if by_log_prob is None else by_log_prob.contiguous(),
            d_entropy=None if by_entropy is None else by_entropy.contiguous(),
            d_sequence=None if by_sequence is None else by_sequence.contiguous(),
            lse=lse,
            entropy=entropy,
            grad=memory(gradient),
            **ctx.options,
        )
        if torch.is_grad_enabled():
            gradient = _NoSecond.apply(gradient, logits, *upstream[:3])
        return gradient, None, None, None


@_as_it_is
def token_log_prob(
    logits: Tensor,
    tokens: Tensor,
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
    """Log-probabilities of tokens: see `libloss.token_log_prob`. All outputs but the counts have gradients by the logits.

    The backward pass writes one gradient, and no other array as large as the logits is made.
    """
    _check("logits", logits)
    if _autocast.is_on():
        logits = _autocast.widened(logits)
    constants = constants_of(logits.dtype in _autocast.HALF, tokens=tokens, mask=mask, class_bias=class_bias)
    if not is_walkable("logits", logits, -1):
        logits = logits.contiguous()
    options = {
        "shift": shift,
        "mask": constants["mask"],
        "ignore_index": ignore_index,
        "temperature": temperature,
        "softcap": softcap,
        "class_bias": constants["class_bias"],
        "threads": threads,
    }
    return TokenLogProbs(*_TokenLogProb.apply(logits, constants["tokens"], entropy, options))
