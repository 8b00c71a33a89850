"""Vectors and metric learning.

Written by `cargo xtask gen` from losses/*.toml. Do not edit.
"""

from __future__ import annotations

from typing import Optional, overload

from . import _call
from ._arrays import Array, Output, Wanted
from ._results import Result, ResultWithGrad, SeveralResult
from ._types import Reduction

__all__ = [
    "triplet",
    "triplet_cosine",
    "contrastive",
    "pairwise_distance",
    "cosine_distance",
    "cosine_embedding",
    "margin_ranking",
    "pair_logistic",
    "cosface",
    "arcface",
]


def triplet(
    anchor: Array,
    positive: Array,
    negative: Array,
    *,
    margin: float = 1.0,
    p: float = 2.0,
    epsilon: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    swap: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_anchor: Output = None,
    grad_positive: Output = None,
    grad_negative: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Triplet loss: the distance to a sample alike is less than to one that is not, by a margin.

    l = max(0, m + D(a, p) − D(a, n)), D(x, y) = ‖x − y + ε‖_p over a row.  With δ = x − y + ε,
    ∂D/∂x = sign(δ)·(|δ|/D)^(p − 1) = −∂D/∂y. The derivatives are 0 at the kink l = 0 as well.

    For embeddings: rows of anchors a, positives p and negatives n, and a norm ‖·‖_p: Euclid's for p = 2, the
    sum of sizes for p = 1, the largest size for p = INFINITY, where the first of equal sizes has the derivative.
    With `swap`, D(p, n) takes the place of D(a, n) where it is less. Points that coincide have no
    direction: where D is 0, so is its derivative. ε is added to each difference, which gives such points a
    direction; PyTorch has ε = 1e-6, but 0 is better. Distances may have any size, also where their powers are
    out of range. Where l is infinite, the derivative by an infinite difference may be NaN. There is no
    Hessian, as there are three inputs.

    Args:
        anchor: (..., dim), float32 or float64.
        positive: the same shape and dtype as anchor.
        negative: the same shape and dtype as anchor.
        margin: m: finite, above 0.
        p: of the norm: at least 1, or INFINITY.
        epsilon: ε: finite, not negative.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        swap: the negative is compared with the nearer of anchor and positive.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_anchor: output: dvalue/danchor; True, or an array to write, which may be anchor.
        grad_positive: output: dvalue/dpositive; True, or an array to write, which may be positive.
        grad_negative: output: dvalue/dnegative; True, or an array to write, which may be negative.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: F. Schroff et al., FaceNet: a unified embedding for face recognition and clustering,
    arXiv:1503.03832, section 3.1; V. Balntas et al., Learning local feature descriptors with triplets and shallow
    convolutional neural networks, BMVC 2016, section 3 (the swap).
    """
    return _call.several(
        "triplet",
        (("anchor", anchor), ("positive", positive), ("negative", negative)),
        (_call.not_zero("margin", margin), _call.number("p", p), _call.number("epsilon", epsilon)),
        (("grad_anchor", grad_anchor), ("grad_positive", grad_positive), ("grad_negative", grad_negative)),
        rows=(),
        reduction=reduction,
        weight=weight,
        mask=mask,
        swap=swap,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def triplet_cosine(
    anchor: Array,
    positive: Array,
    negative: Array,
    *,
    margin: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    swap: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_anchor: Output = None,
    grad_positive: Output = None,
    grad_negative: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Triplet loss of cosine distances: a sample points more nearly in the direction of one alike than of one that is not.

    l = max(0, m + cos(a, n) − cos(a, p)), cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
    ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink l = 0 as well.

    For embeddings whose lengths do not count: rows of anchors a, positives p and negatives n; it is the triplet loss of the
    distances 1 − cos, which are in [0, 2]. With `swap`, cos(p, n) takes the place of cos(a, n) where it is
    greater. A vector of zeros has the cosine 0 to any other, and that cosine has no gradient. Norms may have any size, also
    where their squares are out of range. A vector with an infinite element has no direction: its row is NaN. There is no
    Hessian, as there are three inputs.

    Args:
        anchor: (..., dim), float32 or float64.
        positive: the same shape and dtype as anchor.
        negative: the same shape and dtype as anchor.
        margin: m: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        swap: the negative is compared with the nearer of anchor and positive.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_anchor: output: dvalue/danchor; True, or an array to write, which may be anchor.
        grad_positive: output: dvalue/dpositive; True, or an array to write, which may be positive.
        grad_negative: output: dvalue/dnegative; True, or an array to write, which may be negative.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    References: F. Schroff et al., FaceNet: a unified embedding for face recognition and clustering,
    arXiv:1503.03832, section 3.1; V. Balntas et al., Learning local feature descriptors with triplets and shallow
    convolutional neural networks, BMVC 2016, section 3 (the swap).
    """
    return _call.several(
        "triplet_cosine",
        (("anchor", anchor), ("positive", positive), ("negative", negative)),
        (_call.not_zero("margin", margin),),
        (("grad_anchor", grad_anchor), ("grad_positive", grad_positive), ("grad_negative", grad_negative)),
        rows=(),
        reduction=reduction,
        weight=weight,
        mask=mask,
        swap=swap,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def contrastive(
    input1: Array,
    input2: Array,
    target: Array,
    *,
    margin: float = 1.0,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_input1: Output = None,
    grad_input2: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Contrastive loss: pairs that are alike coincide, others are apart by a margin.

    l = ½·D² for t = 1, ½·max(0, m − D)² for t = −1, D = ‖x − y‖ over a row.
    ∂l/∂x = x − y for t = 1, −(m − D)·(x − y)/D for t = −1 where D < m, else 0; ∂l/∂y = −∂l/∂x.

    x and y are rows of embeddings; t is 1 for a pair that is alike and −1 for one that is not. With
    `binary_targets` the targets are 1 and 0 and stand for these. (The paper has Y = 0 for pairs that are alike.) A row
    with any other target has the loss 0. Pairs that are not alike but coincide have no direction: their loss is ½·m²
    and their gradient 0. Distances may have any size, also where their squares are out of range. Where
    a pair is alike and l is infinite, so may be its gradient. There is no Hessian, as there are two inputs.

    Args:
        input1: (..., dim), float32 or float64.
        input2: the same shape and dtype as input1.
        target: one number per row: the shape of input1 without its last axis, the same dtype.
        margin: m: finite, above 0.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_input1: output: dvalue/dinput1; True, or an array to write, which may be input1.
        grad_input2: output: dvalue/dinput2; True, or an array to write, which may be input2.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: R. Hadsell et al., Dimensionality reduction by learning an invariant mapping, CVPR 2006, section 2.1.
    """
    return _call.several(
        "contrastive",
        (("input1", input1), ("input2", input2), ("target", target)),
        (_call.not_zero("margin", margin),),
        (("grad_input1", grad_input1), ("grad_input2", grad_input2)),
        rows=("target",),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def pairwise_distance(
    input1: Array,
    input2: Array,
    *,
    p: float = 2.0,
    epsilon: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad_input1: Output = None,
    grad_input2: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Distance of pairs of vectors by a norm.

    l = ‖x − y + ε‖_p over a row.  With δ = x − y + ε, ∂l/∂x = sign(δ)·(|δ|/l)^(p − 1) = −∂l/∂y.

    For pairs that should coincide, and as a part of losses of one's own: the derivative by each distance is then the
    `weight` of its row. The norm ‖·‖_p is Euclid's for p = 2, the sum of sizes for p = 1, the largest size for p = INFINITY,
    where the first of equal sizes has the derivative. Vectors that coincide have no direction: the derivative is 0
    there. ε is added to each difference, which gives such vectors a direction; PyTorch has ε = 1e-6, but 0 is better.
    Distances may have any size, also where their powers are out of range. Where l is infinite, the derivative by an
    infinite difference may be NaN. There is no Hessian, as there are two inputs.

    Args:
        input1: (..., dim), float32 or float64.
        input2: the same shape and dtype as input1.
        p: of the norm: at least 1, or INFINITY.
        epsilon: ε: finite, not negative.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_input1: output: dvalue/dinput1; True, or an array to write, which may be input1.
        grad_input2: output: dvalue/dinput2; True, or an array to write, which may be input2.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: M. Deza, E. Deza, Encyclopedia of Distances, section 5.2 (l_p-metrics);
    torch.nn.functional.pairwise_distance with ε = 1e-6.
    """
    return _call.several(
        "pairwise_distance",
        (("input1", input1), ("input2", input2)),
        (_call.number("p", p), _call.number("epsilon", epsilon)),
        (("grad_input1", grad_input1), ("grad_input2", grad_input2)),
        rows=(),
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def cosine_distance(
    input1: Array,
    input2: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad_input1: Output = None,
    grad_input2: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Cosine distance: how far two vectors are from pointing in one direction.

    l = 1 − cos(x, y), cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
    ∂l/∂x = cos·x/‖x‖² − y/(‖x‖·‖y‖), and likewise by y.

    x and y are rows of embeddings, or of predictions and targets; lengths do not count. Without `grad_input2` y is a
    constant. The cosine similarity is 1 − l; Keras's loss of that name is l − 1. A vector of zeros has the distance 1 to
    any other, and the gradient of its row is 0. Where both vectors have nearly the same direction, l is formed without
    cancellation for `double`, and with an error of at most 2⁻⁴⁹ for `float`. Norms may have any size, also where their
    squares are out of range. A vector with an infinite element has no direction: its row is NaN. There is no Hessian, as
    there are two inputs.

    Args:
        input1: (..., dim), float32 or float64.
        input2: the same shape and dtype as input1.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_input1: output: dvalue/dinput1; True, or an array to write, which may be input1.
        grad_input2: output: dvalue/dinput2; True, or an array to write, which may be input2.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: G. Salton et al., A vector space model for automatic indexing, Communications of the ACM 18(11), 1975 (the
    cosine of two vectors as their similarity); torch.nn.functional.cosine_similarity is 1 − l.
    """
    return _call.several(
        "cosine_distance",
        (("input1", input1), ("input2", input2)),
        (),
        (("grad_input1", grad_input1), ("grad_input2", grad_input2)),
        rows=(),
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def cosine_embedding(
    input1: Array,
    input2: Array,
    target: Array,
    *,
    margin: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_input1: Output = None,
    grad_input2: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Cosine embedding loss: pairs that are alike point in one direction, others do not.

    l = 1 − cos(x, y) for t = 1, max(0, cos(x, y) − m) for t = −1, cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
    ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink cos = m as well.

    x and y are rows of embeddings; t is 1 for a pair that is alike and −1 for one that is not. With
    `binary_targets` the targets are 1 and 0 and stand for these. A row with any other target has
    the loss 0. A vector of zeros has the cosine 0 to any other, and the gradient of its row is 0. (PyTorch
    adds 1e-12 to squared norms, and gives such a vector a gradient of about 1e6.) Where both vectors
    have nearly the same direction, 1 − cos is formed without cancellation for `double`, and with an error of at
    most 2⁻⁴⁹ for `float`. Norms may have any size, also where their squares are out of range. A vector with an infinite element has no direction: with a target of ±1
    its row is NaN. There is no Hessian, as there are two inputs.

    Args:
        input1: (..., dim), float32 or float64.
        input2: the same shape and dtype as input1.
        target: one number per row: the shape of input1 without its last axis, the same dtype.
        margin: m: in [-1, 1].
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_input1: output: dvalue/dinput1; True, or an array to write, which may be input1.
        grad_input2: output: dvalue/dinput2; True, or an array to write, which may be input2.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: J. Bromley et al., Signature verification using a Siamese time delay neural network, NIPS 1993
    (targets for the cosine of two embeddings); with the margin of torch.nn.functional.cosine_embedding_loss.
    """
    return _call.several(
        "cosine_embedding",
        (("input1", input1), ("input2", input2), ("target", target)),
        (_call.number("margin", margin),),
        (("grad_input1", grad_input1), ("grad_input2", grad_input2)),
        rows=("target",),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def margin_ranking(
    first: Array,
    second: Array,
    target: Array,
    *,
    margin: float = 0.0,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_first: Output = None,
    grad_second: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Margin ranking loss.

    l = max(0, m − t·(first − second)).
    ∂l/∂first = −t where m − t·(first − second) > 0, else 0, at the kink as well,  ∂l/∂second = −∂l/∂first.

    For pairs of scores of which one should be the larger: the first where t = 1, the second where t = −1, by m = `margin`.
    With `binary_targets` the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1
    to 1 leaves its pair out: l = max(0, m), whatever the scores are.

    Both gradients follow the options: `upstream`, weights, `accumulate`. There is no Hessian, as there are two inputs.

    Args:
        first: any shape, float32 or float64.
        second: the same shape and dtype as first.
        target: the same shape and dtype as first.
        margin: m: finite.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_first: output: dvalue/dfirst; True, or an array to write, which may be first.
        grad_second: output: dvalue/dsecond; True, or an array to write, which may be second.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: R. Herbrich, T. Graepel, K. Obermayer, Large margin rank boundaries for ordinal regression, Advances in Large
    Margin Classifiers, 2000, chapter 7.
    """
    return _call.several(
        "margin_ranking",
        (("first", first), ("second", second), ("target", target)),
        (_call.number("margin", margin),),
        (("grad_first", grad_first), ("grad_second", grad_second)),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


def pair_logistic(
    first: Array,
    second: Array,
    target: Array,
    *,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    binary_targets: bool = False,
    upstream: float = 1.0,
    threads: int = 0,
    grad_first: Output = None,
    grad_second: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> SeveralResult:
    """Logistic loss of pairs.

    l = softplus(−t·(first − second)), softplus(x) = log(1 + e^x).
    ∂l/∂first = −t·σ(−t·(first − second)),  ∂l/∂second = −∂l/∂first.

    For pairs of scores of which one should be the larger: the first where t = 1, the second where t = −1. It is the
    negative log-likelihood of a choice that falls on the first with probability σ(first − second): the loss of RankNet
    for given pairs, and of reward models that learn from preferences (with t = 1, first the chosen answer's score). With
    `binary_targets` the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1
    leaves its pair out: l = log 2, whatever the scores are.

    The loss is exact for differences of any size. Both gradients follow the options: `upstream`, weights, `accumulate`.
    There is no Hessian, as there are two inputs.

    Args:
        first: any shape, float32 or float64.
        second: the same shape and dtype as first.
        target: the same shape and dtype as first.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per element.
        mask: bool or uint8, one per element; 0: it does not count.
        binary_targets: targets are 0 and 1, not -1 and 1.
        upstream: multiplies the gradients.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad_first: output: dvalue/dfirst; True, or an array to write, which may be first.
        grad_second: output: dvalue/dsecond; True, or an array to write, which may be second.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each element before reduction.

    Returns:
        SeveralResult: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: C. Burges et al., Learning to rank using gradient descent, International Conference on Machine Learning,
    2005, section 3.
    """
    return _call.several(
        "pair_logistic",
        (("first", first), ("second", second), ("target", target)),
        (),
        (("grad_first", grad_first), ("grad_second", grad_second)),
        reduction=reduction,
        weight=weight,
        mask=mask,
        binary_targets=binary_targets,
        upstream=upstream,
        threads=threads,
        accumulate=accumulate,
        losses=losses,
    )


@overload
def cosface(
    cosine: Array,
    target: Array,
    *,
    scale: float = ...,
    margin: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
    label_smoothing: float = ...,
    class_bias: Optional[Array] = ...,
    z_loss: float = ...,
    lse: Output = ...,
    entropy: Output = ...,
    argmax: Output = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
) -> ResultWithGrad: ...

@overload
def cosface(
    cosine: Array,
    target: Array,
    *,
    scale: float = ...,
    margin: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
    label_smoothing: float = ...,
    class_bias: Optional[Array] = ...,
    z_loss: float = ...,
    lse: Output = ...,
    entropy: Output = ...,
    argmax: Output = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
) -> Result: ...

def cosface(
    cosine: Array,
    target: Array,
    *,
    scale: float = 64.0,
    margin: float = 0.35,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    class_bias: Optional[Array] = None,
    z_loss: float = 0.0,
    lse: Output = None,
    entropy: Output = None,
    argmax: Output = None,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> Result:
    """CosFace: cross-entropy of cosines, with a margin for that of the target.

    l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  z_c = s·u_c, z_y = s·(u_y − m),
    lse = log Σ_c e^z_c. ∂l/∂u_c = s·((A + 2·w_y·ζ·lse)·p_c − a_c),  p = softmax(z),
    a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c, A = Σ a_c.

    For face recognition and other learning of embeddings by classes: u are cosines between the embedding of a row and the
    vectors of the K classes, which the caller forms, y is the target, s = `scale`, m = `margin`. The target has to be ahead
    of all others by the margin. ε, ζ and w are those of `cross_entropy`: label smoothing, z-loss and class weights, of
    logits with their margin, as are lse, entropy and argmax; the class of the largest cosine is argmax of `softmax`. A
    class_bias is added to z. The mean is Σ w·l / Σ w·w_y with row weights w.

    No cosine is held to [−1, 1]: what is beyond by rounding makes a difference of that size. Infinities have the limits of
    logits. Without a margin it is `cross_entropy` with a temperature of 1/s; a `margin` of 0 is the default. For vectors,
    normalise them first; the gradient of the cosines goes back through that. There is no Hessian.

    Args:
        cosine: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of cosine without the axis of classes.
        scale: s: finite, above 0.
        margin: m: finite, above 0.
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
        label_smoothing: ε in [0, 1].
        class_bias: (classes,): then added to the logits; -inf leaves the class out.
        z_loss: adds z_loss * lse**2 to the loss of a row.
        lse: output per row: log(sum(exp(logits))), with scale, margin and class_bias.
        entropy: output per row: the entropy of the softmax, in nats.
        argmax: output per row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies the gradient.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dcosine; True, or an array to write, which may be cosine.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: H. Wang et al., CosFace: large margin cosine loss for deep face recognition, arXiv:1801.09414, section 3.
    """
    return _call.classes(
        "cosface",
        ("cosine", cosine),
        ("target", target),
        (_call.not_zero("scale", scale), _call.not_zero("margin", margin)),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        class_bias=class_bias,
        z_loss=z_loss,
        lse=lse,
        entropy=entropy,
        argmax=argmax,
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
    )


@overload
def arcface(
    cosine: Array,
    target: Array,
    *,
    scale: float = ...,
    margin: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
    label_smoothing: float = ...,
    class_bias: Optional[Array] = ...,
    z_loss: float = ...,
    lse: Output = ...,
    entropy: Output = ...,
    argmax: Output = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Wanted,
    accumulate: bool = ...,
    losses: Output = ...,
) -> ResultWithGrad: ...

@overload
def arcface(
    cosine: Array,
    target: Array,
    *,
    scale: float = ...,
    margin: float = ...,
    axis: int = ...,
    class_weight: Optional[Array] = ...,
    ignore_index: int = ...,
    label_smoothing: float = ...,
    class_bias: Optional[Array] = ...,
    z_loss: float = ...,
    lse: Output = ...,
    entropy: Output = ...,
    argmax: Output = ...,
    reduction: Reduction = ...,
    weight: Optional[Array] = ...,
    mask: Optional[Array] = ...,
    upstream: float = ...,
    threads: int = ...,
    grad: Output = ...,
    accumulate: bool = ...,
    losses: Output = ...,
) -> Result: ...

def arcface(
    cosine: Array,
    target: Array,
    *,
    scale: float = 64.0,
    margin: float = 0.5,
    axis: int = -1,
    class_weight: Optional[Array] = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    class_bias: Optional[Array] = None,
    z_loss: float = 0.0,
    lse: Output = None,
    entropy: Output = None,
    argmax: Output = None,
    reduction: Reduction = "mean",
    weight: Optional[Array] = None,
    mask: Optional[Array] = None,
    upstream: float = 1.0,
    threads: int = 0,
    grad: Output = None,
    accumulate: bool = False,
    losses: Output = None,
) -> Result:
    """ArcFace: cross-entropy of cosines, with a margin for the angle of the target.

    l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  z_c = s·u_c, z_y = s·ψ(u_y),
    ψ(u) = cos(arccos u + m) = u·cos m − √(1 − u²)·sin m for u > −cos m, else u − m·sin m, lse = log Σ_c e^z_c.
    ∂l/∂u_c = s·((A + 2·w_y·ζ·lse)·p_c − a_c), at the target times ψ',  p = softmax(z),
    a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c, A = Σ a_c,  ψ' = cos m + u·sin m/√(1 − u²) for u > −cos m, else 1.

    For face recognition and other learning of embeddings by classes: u are cosines between the embedding of a row and the
    vectors of the K classes, which the caller forms, y is the target, s = `scale`, m = `margin`, in radians. The target has
    to be ahead of all others although its angle counts as larger by the margin. ε, ζ and w are those of
    `cross_entropy`: label smoothing, z-loss and class weights, of logits with their margin, as are lse, entropy and
    argmax; the class of the largest cosine is argmax of `softmax`. A class_bias is added to z. The mean is
    Σ w·l / Σ w·w_y with row weights w.

    ψ jumps at u = −cos m, where the angle plus m is π: as published. There its derivative is 1. √(1 − u²) is formed as
    √((1 − u)(1 + u)), and is at least 1e-6 where it divides, so that the derivative is finite at u = 1; PyTorch's of arccos
    is not. A cosine of the target beyond ±1, by rounding, counts as ±1. Infinite cosines of other classes have the limits of
    logits. For vectors, normalise them first; the gradient of the cosines goes back through that. There is no Hessian.

    Args:
        cosine: (..., classes), float32 or float64; other layouts by `axis`.
        target: int64 or int32, the shape of cosine without the axis of classes.
        scale: s: finite, above 0.
        margin: m, in radians: in (0, pi).
        axis: the axis that has the classes: 1 for images (N, C, H, W).
        class_weight: (classes,): one weight per class.
        ignore_index: rows with this target do not count.
        label_smoothing: ε in [0, 1].
        class_bias: (classes,): then added to the logits; -inf leaves the class out.
        z_loss: adds z_loss * lse**2 to the loss of a row.
        lse: output per row: log(sum(exp(logits))), with scale, margin and class_bias.
        entropy: output per row: the entropy of the softmax, in nats.
        argmax: output per row: the class of the largest logit, int64.
        reduction: "mean": Σ w·l / Σ w, "sum": Σ w·l, "mean_rows": Σ w·l / rows that count, "none":
            a sum with `losses`.
        weight: one weight per row.
        mask: bool or uint8, one per row; 0: it does not count.
        upstream: multiplies the gradient.
        threads: the largest number of threads; 0: the setting of set_num_threads.
        grad: output: dvalue/dcosine; True, or an array to write, which may be cosine.
        accumulate: adds to the gradient that is in the array.
        losses: output: the loss of each row before reduction.

    Returns:
        Result: outputs that were not asked for are None.

    Raises:
        TypeError, ValueError: an argument that does not fit, by name; nothing was written.
        Error: a ValueError with what the library refused, such as an index out of range.

    Reference: J. Deng et al., ArcFace: additive angular margin loss for deep face recognition, arXiv:1801.07698, section 2.
    """
    return _call.classes(
        "arcface",
        ("cosine", cosine),
        ("target", target),
        (_call.not_zero("scale", scale), _call.not_zero("margin", margin)),
        indices=True,
        axis=axis,
        class_weight=class_weight,
        ignore_index=ignore_index,
        label_smoothing=label_smoothing,
        class_bias=class_bias,
        z_loss=z_loss,
        lse=lse,
        entropy=entropy,
        argmax=argmax,
        reduction=reduction,
        weight=weight,
        mask=mask,
        upstream=upstream,
        threads=threads,
        grad=grad,
        accumulate=accumulate,
        losses=losses,
    )
