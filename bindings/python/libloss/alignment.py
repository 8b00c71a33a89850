"""Preferences.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from typing import Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Result, ResultWithGrad, SeveralResult
from ._types import Preference, Reduction, Unpaired

__all__ = [
    "preference",
    "preference_unpaired",
]


def preference(
    kind: Preference,
    chosen: Array,
    rejected: Array,
    *,
    beta: float = 0.1,
    label_smoothing: float = 0.0,
    margin: float = 0.0,
    tau: float = 0.0,
    ref_chosen: Optional[Array] = None,
    ref_rejected: Optional[Array] = None,
    chosen_length: Optional[Array] = None,
    rejected_length: Optional[Array] = None,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad_chosen: Output = None,
    grad_rejected: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Losses of preferences: a chosen and a rejected answer per pair.

    l is a function of s_w = (chosen − ref_chosen)/chosen_length and s_l = (rejected − ref_rejected)/rejected_length.
    With Δ = s_w − s_l, x_w = β·s_w, x_l = β·s_l, x = β·Δ − m and sp(x) = softplus(x) = log(1 + e^x):
    "sigmoid" (DPO, CPO, SimPO): (1 − ε)·sp(−x) + ε·sp(x).
    "hinge" (SLiC, RSO): max(0, 1 − x), derivative 0 at the kink.
    "ipo": (Δ − 1/(2β))².
    "exo": σ(x)·(log σ(x) − log(1 − ε)) + σ(−x)·(log σ(−x) − log ε).
    "nca": sp(−x_w) + ½·sp(x_w) + ½·sp(x_l).
    "robust": ((1 − ε)·sp(−x) − ε·sp(x))/(1 − 2ε).
    "bco": sp(−x_w) + sp(x_l).
    "sppo": (s_w − 1/(2β))² + (s_l + 1/(2β))².
    "apo_zero": σ(−x_w) + σ(x_l).
    "apo_down": σ(x_w) + σ(−x).
    "discopop": (1 − p)·sp(−x) + p·e^(−x), p = σ(x/τ).
    "orpo": β·sp(−o), o = s_w − s_l − log(1 − e^s_w) + log(1 − e^s_l).

    A row is a pair. chosen and rejected are log-probabilities of whole answers, sums over their tokens, ref_chosen and
    ref_rejected those of the reference model. Without a reference both are None, and without lengths, by which the scores are
    divided, both of these are. Lengths are data: nothing is said about 0. With "sigmoid", β = 1 and neither
    reference nor lengths, chosen and rejected may be the scores of a reward model (Bradley-Terry).

    β = `beta`, m = `margin`, ε = `label_smoothing`, τ = `tau`. A number that a kind has no use for must be 0: m belongs to
    SIGMOID, HINGE, EXO, ROBUST, DISCOPOP and APO_DOWN, ε to SIGMOID (at most ½), ROBUST (below ½) and EXO (below 1, 0: 1e-3),
    τ to DISCOPOP (0: 0.05). The margin is subtracted after the multiplication by β: the γ of the SimPO paper, not γ/β.

    ORPO needs mean log-probabilities, so lengths, and no reference; a score of 0 or above, which no model gives, is NaN. Its
    share of the likelihood is a cross-entropy, of another call. IPO and SPPO divide by lengths where there are some.

    All is computed in double, also for float arrays. Both gradients follow the options: `upstream`, weights,
    `accumulate`. There is no Hessian, as there are two inputs.

    Args:
        kind: one of the objectives above.
        chosen: any shape, float32 or float64.
        rejected: the same shape and dtype as chosen.
        beta: β: finite, above 0.
        label_smoothing: ε, of some kinds, see above: in [0, 1).
        margin: m, of some kinds, see above: finite.
        tau: τ, of one kind, see above: finite, not negative.
        ref_chosen: like chosen: of the reference model, both or none; None: 0.
        ref_rejected: like chosen: of the reference model, both or none; None: 0.
        chosen_length: like chosen: both or none; None: 1.
        rejected_length: like chosen: both or none; None: 1.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_chosen: output: dvalue/dchosen; True, or an array to write, which may be chosen.
        grad_rejected: output: dvalue/drejected; True, or an array to write, which may be rejected.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: DPO: R. Rafailov et al., arXiv:2305.18290, equation 7; SLiC: Y. Zhao et al., arXiv:2305.10425; RSO: T. Liu et
    al., arXiv:2309.06657; IPO: M. G. Azar et al., arXiv:2310.12036, equation 17; EXO: H. Ji et al., arXiv:2402.00856, equation
    16; NCA: H. Chen et al., arXiv:2402.05369; robust DPO: S. Ray Chowdhury et al., arXiv:2403.00409; BCO: S. Jung et al.,
    arXiv:2404.04656; SPPO: Y. Wu et al., arXiv:2405.00675, equation 4.7; APO: K. D'Oosterlinck et al., arXiv:2408.06266,
    equations 7 and 8; DiscoPOP: C. Lu et al., arXiv:2406.08414, equation 5; ORPO: J. Hong et al., arXiv:2403.07691, equations
    4 and 7; CPO: H. Xu et al., arXiv:2401.08417, equation 3; SimPO: Y. Meng et al., arXiv:2405.14734.
    """
    return _call.several(
        "preference",
        (("chosen", chosen), ("rejected", rejected), ("ref_chosen", ref_chosen), ("ref_rejected", ref_rejected), ("chosen_length", chosen_length), ("rejected_length", rejected_length)),
        (_call.not_zero("beta", beta), _call.number("label_smoothing", label_smoothing), _call.number("margin", margin), _call.number("tau", tau)),
        (("grad_chosen", grad_chosen), ("grad_rejected", grad_rejected)),
        leading=(_call.preference_kind(kind),),
        optional=("ref_chosen", "ref_rejected", "chosen_length", "rejected_length"),
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


@overload
def preference_unpaired(
    kind: Unpaired,
    log_prob: Array,
    desirable: Array,
    *,
    beta: float = ...,
    shift: float = ...,
    desirable_weight: float = ...,
    undesirable_weight: float = ...,
    ref_log_prob: Optional[Array] = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> ResultWithGrad: ...

@overload
def preference_unpaired(
    kind: Unpaired,
    log_prob: Array,
    desirable: Array,
    *,
    beta: float = ...,
    shift: float = ...,
    desirable_weight: float = ...,
    undesirable_weight: float = ...,
    ref_log_prob: Optional[Array] = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
    hessian: Output = ...,
) -> Result: ...

def preference_unpaired(
    kind: Unpaired,
    log_prob: Array,
    desirable: Array,
    *,
    beta: float = 0.1,
    shift: float = 0.0,
    desirable_weight: float = 1.0,
    undesirable_weight: float = 1.0,
    ref_log_prob: Optional[Array] = None,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
    hessian: Output = None,
) -> Result:
    """Losses of single answers that are desirable or not.

    l is a function of r = log_prob − ref_log_prob, with other coefficients where the answer is desirable and where it is not.
    "kto": λ·σ(−β·(r − z)) if desirable, λ′·σ(β·(r − z)) if not.
    "bco": λ·softplus(−(β·r − z)) if desirable, λ′·softplus(β·r − z) if not.
    ∂l/∂log_prob = ∓λ·β·σ(u)·σ(−u) with u = β·(r − z) for KTO,  ∓λ·β·σ(∓u) with u = β·r − z for BCO.

    A row is an answer. log_prob is the log-probability of a whole answer, a sum over its tokens, ref_log_prob that of the
    reference model (None: 0), and desirable a byte per answer, 0 or not.

    β = `beta`, λ = `desirable_weight`, λ′ = `undesirable_weight`: they multiply the loss, not the denominator of the mean.
    z = `shift` is a constant, of which no derivative is taken. KTO expects an estimate of the divergence from the reference
    there: the mean of log_prob − ref_log_prob over answers to other prompts, at least 0, so that a negative shift is refused
    (the caller takes the larger of the mean and 0). BCO expects a running mean of β·r. With z = 0 KTO is the unpaired form of
    APO-zero. To leave a class out, use the mask.

    All is computed in double, also for float arrays.

    Args:
        kind: one of the objectives above.
        log_prob: any shape, float32 or float64.
        desirable: bool or uint8, the shape of log_prob: 0 where an answer is not desirable.
        beta: β: finite, above 0.
        shift: z, of KTO not negative: finite.
        desirable_weight: λ: finite, above 0.
        undesirable_weight: λ′: finite, above 0.
        ref_log_prob: like log_prob: of the reference model; None: 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        upstream: multiplies gradient and Hessian.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dlog_prob; True, or an array to write, which may be log_prob.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.
        hessian: output: the diagonal of the second derivative.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: K. Ethayarajh et al., KTO: model alignment as prospect theoretic optimization, arXiv:2402.01306, equation 7;
    S. Jung et al., Binary classifier optimization for large language model alignment, arXiv:2404.04656.
    """
    return _call.single(
        "preference_unpaired",
        (("log_prob", log_prob), ("ref_log_prob", ref_log_prob), ("desirable", desirable)),
        (_call.not_zero("beta", beta), _call.number("shift", shift), _call.not_zero("desirable_weight", desirable_weight), _call.not_zero("undesirable_weight", undesirable_weight)),
        leading=(_call.unpaired_kind(kind),),
        bytes_of=("desirable",),
        optional=("ref_log_prob",),
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
        hessian=hessian,
    )
