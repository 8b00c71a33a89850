//! Vectors and metric learning. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

use crate::call::{self, guard};
use crate::{ClassOptions, Options, loss_bf16, loss_f16, loss_status};
use loss_kernels::losses;

/// Triplet loss: the distance to a sample alike is less than to one that is not, by a margin.
///
/// l = max(0, m + D(a, p) − D(a, n)), D(x, y) = ‖x − y + ε‖_p over a row.  With δ = x − y + ε,
/// ∂D/∂x = sign(δ)·(|δ|/D)^(p − 1) = −∂D/∂y. The derivatives are 0 at the kink l = 0 as well.
///
/// For embeddings: rows of anchors a, positives p and negatives n, and a norm ‖·‖_p: Euclid's for p = 2, the
/// sum of sizes for p = 1, the largest size for p = INFINITY, where the first of equal sizes has the derivative.
/// With the flag LOSS_SWAP, D(p, n) takes the place of D(a, n) where it is less. Points that coincide have no
/// direction: where D is 0, so is its derivative. ε is added to each difference, which gives such points a
/// direction; PyTorch has ε = 1e-6, but 0 is better. Distances may have any size, also where their powers are
/// out of range. Where l is infinite, the derivative by an infinite difference may be NaN. There is no
/// Hessian, as there are three inputs.
///
/// Arguments:
///   anchor, positive, negative  input, (rows, dim)
///   rows, dim                   sizes; 0 is allowed
///   margin                      m: finite, above 0; 0: 1
///   p                           of the norm: at least 1, or INFINITY; 0: 2
///   epsilon                     ε: finite, not negative
///   options                     NULL: defaults
///   value                       output, one number; NULL: not wanted
///   grad_anchor                 output, in the layout of anchor: dvalue/danchor; may be anchor; NULL: not wanted
///   grad_positive               output, in the layout of positive: dvalue/dpositive; may be positive; NULL: not wanted
///   grad_negative               output, in the layout of negative: dvalue/dnegative; may be negative; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (margin, p, epsilon, options).
///
/// References: F. Schroff et al., FaceNet: a unified embedding for face recognition and clustering,
/// arXiv:1503.03832, section 3.1; V. Balntas et al., Learning local feature descriptors with triplets and shallow
/// convolutional neural networks, BMVC 2016, section 3 (the swap).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_triplet_f32(
    anchor: *const f32,
    positive: *const f32,
    negative: *const f32,
    rows: usize,
    dim: usize,
    margin: f64,
    p: f64,
    epsilon: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_anchor: *mut f32,
    grad_positive: *mut f32,
    grad_negative: *mut f32,
) -> loss_status {
    guard(|| {
        call::vectors::<f32, losses::Triplet, 3, 0, _>(
            call::Names {
                inputs: ["anchor", "positive", "negative"],
                targets: [],
                gradients: ["grad_anchor", "grad_positive", "grad_negative"],
            },
            ([anchor, positive, negative], [], rows, dim),
            [margin, p, epsilon, 0.0],
            options,
            value,
            [grad_anchor, grad_positive, grad_negative],
        )
    })
}

/// Triplet loss: the distance to a sample alike is less than to one that is not, by a margin, double precision: see loss_triplet_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_triplet_f64(
    anchor: *const f64,
    positive: *const f64,
    negative: *const f64,
    rows: usize,
    dim: usize,
    margin: f64,
    p: f64,
    epsilon: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_anchor: *mut f64,
    grad_positive: *mut f64,
    grad_negative: *mut f64,
) -> loss_status {
    guard(|| {
        call::vectors::<f64, losses::Triplet, 3, 0, _>(
            call::Names {
                inputs: ["anchor", "positive", "negative"],
                targets: [],
                gradients: ["grad_anchor", "grad_positive", "grad_negative"],
            },
            ([anchor, positive, negative], [], rows, dim),
            [margin, p, epsilon, 0.0],
            options,
            value,
            [grad_anchor, grad_positive, grad_negative],
        )
    })
}

/// Triplet loss of cosine distances: a sample points more nearly in the direction of one alike than of one that is not.
///
/// l = max(0, m + cos(a, n) − cos(a, p)), cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
/// ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink l = 0 as well.
///
/// For embeddings whose lengths do not count: rows of anchors a, positives p and negatives n; it is the triplet loss of the
/// distances 1 − cos, which are in [0, 2]. With the flag LOSS_SWAP, cos(p, n) takes the place of cos(a, n) where it is
/// greater. A vector of zeros has the cosine 0 to any other, and that cosine has no gradient. Norms may have any size, also
/// where their squares are out of range. A vector with an infinite element has no direction: its row is NaN. There is no
/// Hessian, as there are three inputs.
///
/// Arguments:
///   anchor, positive, negative  input, (rows, dim)
///   rows, dim                   sizes; 0 is allowed
///   margin                      m: finite, above 0; 0: 1
///   options                     NULL: defaults
///   value                       output, one number; NULL: not wanted
///   grad_anchor                 output, in the layout of anchor: dvalue/danchor; may be anchor; NULL: not wanted
///   grad_positive               output, in the layout of positive: dvalue/dpositive; may be positive; NULL: not wanted
///   grad_negative               output, in the layout of negative: dvalue/dnegative; may be negative; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (margin, options).
///
/// References: F. Schroff et al., FaceNet: a unified embedding for face recognition and clustering,
/// arXiv:1503.03832, section 3.1; V. Balntas et al., Learning local feature descriptors with triplets and shallow
/// convolutional neural networks, BMVC 2016, section 3 (the swap).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_triplet_cosine_f32(
    anchor: *const f32,
    positive: *const f32,
    negative: *const f32,
    rows: usize,
    dim: usize,
    margin: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_anchor: *mut f32,
    grad_positive: *mut f32,
    grad_negative: *mut f32,
) -> loss_status {
    guard(|| {
        call::vectors::<f32, losses::TripletCosine, 3, 0, _>(
            call::Names {
                inputs: ["anchor", "positive", "negative"],
                targets: [],
                gradients: ["grad_anchor", "grad_positive", "grad_negative"],
            },
            ([anchor, positive, negative], [], rows, dim),
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_anchor, grad_positive, grad_negative],
        )
    })
}

/// Triplet loss of cosine distances: a sample points more nearly in the direction of one alike than of one that is not, double precision: see loss_triplet_cosine_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_triplet_cosine_f64(
    anchor: *const f64,
    positive: *const f64,
    negative: *const f64,
    rows: usize,
    dim: usize,
    margin: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_anchor: *mut f64,
    grad_positive: *mut f64,
    grad_negative: *mut f64,
) -> loss_status {
    guard(|| {
        call::vectors::<f64, losses::TripletCosine, 3, 0, _>(
            call::Names {
                inputs: ["anchor", "positive", "negative"],
                targets: [],
                gradients: ["grad_anchor", "grad_positive", "grad_negative"],
            },
            ([anchor, positive, negative], [], rows, dim),
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_anchor, grad_positive, grad_negative],
        )
    })
}

/// Contrastive loss: pairs that are alike coincide, others are apart by a margin.
///
/// l = ½·D² for t = 1, ½·max(0, m − D)² for t = −1, D = ‖x − y‖ over a row.
/// ∂l/∂x = x − y for t = 1, −(m − D)·(x − y)/D for t = −1 where D < m, else 0; ∂l/∂y = −∂l/∂x.
///
/// x and y are rows of embeddings; t is 1 for a pair that is alike and −1 for one that is not. With the flag
/// LOSS_BINARY_TARGETS the targets are 1 and 0 and stand for these. (The paper has Y = 0 for pairs that are alike.) A row
/// with any other target has the loss 0. Pairs that are not alike but coincide have no direction: their loss is ½·m²
/// and their gradient 0. Distances may have any size, also where their squares are out of range. Where
/// a pair is alike and l is infinite, so may be its gradient. There is no Hessian, as there are two inputs.
///
/// Arguments:
///   input1, input2  input, (rows, dim)
///   target          input, rows elements, −1 or 1
///   rows, dim       sizes; 0 is allowed
///   margin          m: finite, above 0; 0: 1
///   options         NULL: defaults
///   value           output, one number; NULL: not wanted
///   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; NULL: not wanted
///   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (margin, options).
///
/// Reference: R. Hadsell et al., Dimensionality reduction by learning an invariant mapping, CVPR 2006, section 2.1.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_contrastive_f32(
    input1: *const f32,
    input2: *const f32,
    target: *const f32,
    rows: usize,
    dim: usize,
    margin: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_input1: *mut f32,
    grad_input2: *mut f32,
) -> loss_status {
    guard(|| {
        call::vectors::<f32, losses::Contrastive, 2, 1, _>(
            call::Names {
                inputs: ["input1", "input2"],
                targets: ["target"],
                gradients: ["grad_input1", "grad_input2"],
            },
            ([input1, input2], [target], rows, dim),
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_input1, grad_input2],
        )
    })
}

/// Contrastive loss: pairs that are alike coincide, others are apart by a margin, double precision: see loss_contrastive_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_contrastive_f64(
    input1: *const f64,
    input2: *const f64,
    target: *const f64,
    rows: usize,
    dim: usize,
    margin: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_input1: *mut f64,
    grad_input2: *mut f64,
) -> loss_status {
    guard(|| {
        call::vectors::<f64, losses::Contrastive, 2, 1, _>(
            call::Names {
                inputs: ["input1", "input2"],
                targets: ["target"],
                gradients: ["grad_input1", "grad_input2"],
            },
            ([input1, input2], [target], rows, dim),
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_input1, grad_input2],
        )
    })
}

/// Distance of pairs of vectors by a norm.
///
/// l = ‖x − y + ε‖_p over a row.  With δ = x − y + ε, ∂l/∂x = sign(δ)·(|δ|/l)^(p − 1) = −∂l/∂y.
///
/// For pairs that should coincide, and as a part of losses of one's own: the derivative by each distance is then the
/// `weight` of its row. The norm ‖·‖_p is Euclid's for p = 2, the sum of sizes for p = 1, the largest size for p = INFINITY,
/// where the first of equal sizes has the derivative. Vectors that coincide have no direction: the derivative is 0
/// there. ε is added to each difference, which gives such vectors a direction; PyTorch has ε = 1e-6, but 0 is better.
/// Distances may have any size, also where their powers are out of range. Where l is infinite, the derivative by an
/// infinite difference may be NaN. There is no Hessian, as there are two inputs.
///
/// Arguments:
///   input1, input2  input, (rows, dim)
///   rows, dim       sizes; 0 is allowed
///   p               of the norm: at least 1, or INFINITY; 0: 2
///   epsilon         ε: finite, not negative
///   options         NULL: defaults
///   value           output, one number; NULL: not wanted
///   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; NULL: not wanted
///   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (p, epsilon, options).
///
/// Reference: M. Deza, E. Deza, Encyclopedia of Distances, section 5.2 (l_p-metrics);
/// torch.nn.functional.pairwise_distance with ε = 1e-6.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_pairwise_distance_f32(
    input1: *const f32,
    input2: *const f32,
    rows: usize,
    dim: usize,
    p: f64,
    epsilon: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_input1: *mut f32,
    grad_input2: *mut f32,
) -> loss_status {
    guard(|| {
        call::vectors::<f32, losses::PairwiseDistance, 2, 0, _>(
            call::Names { inputs: ["input1", "input2"], targets: [], gradients: ["grad_input1", "grad_input2"] },
            ([input1, input2], [], rows, dim),
            [p, epsilon, 0.0, 0.0],
            options,
            value,
            [grad_input1, grad_input2],
        )
    })
}

/// Distance of pairs of vectors by a norm, double precision: see loss_pairwise_distance_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_pairwise_distance_f64(
    input1: *const f64,
    input2: *const f64,
    rows: usize,
    dim: usize,
    p: f64,
    epsilon: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_input1: *mut f64,
    grad_input2: *mut f64,
) -> loss_status {
    guard(|| {
        call::vectors::<f64, losses::PairwiseDistance, 2, 0, _>(
            call::Names { inputs: ["input1", "input2"], targets: [], gradients: ["grad_input1", "grad_input2"] },
            ([input1, input2], [], rows, dim),
            [p, epsilon, 0.0, 0.0],
            options,
            value,
            [grad_input1, grad_input2],
        )
    })
}

/// Cosine distance: how far two vectors are from pointing in one direction.
///
/// l = 1 − cos(x, y), cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
/// ∂l/∂x = cos·x/‖x‖² − y/(‖x‖·‖y‖), and likewise by y.
///
/// x and y are rows of embeddings, or of predictions and targets; lengths do not count. Without `grad_input2` y is a
/// constant. The cosine similarity is 1 − l; Keras's loss of that name is l − 1. A vector of zeros has the distance 1 to
/// any other, and the gradient of its row is 0. Where both vectors have nearly the same direction, l is formed without
/// cancellation for `double`, and with an error of at most 2⁻⁴⁹ for `float`. Norms may have any size, also where their
/// squares are out of range. A vector with an infinite element has no direction: its row is NaN. There is no Hessian, as
/// there are two inputs.
///
/// Arguments:
///   input1, input2  input, (rows, dim)
///   rows, dim       sizes; 0 is allowed
///   options         NULL: defaults
///   value           output, one number; NULL: not wanted
///   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; NULL: not wanted
///   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: G. Salton et al., A vector space model for automatic indexing, Communications of the ACM 18(11), 1975 (the
/// cosine of two vectors as their similarity); torch.nn.functional.cosine_similarity is 1 − l.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cosine_distance_f32(
    input1: *const f32,
    input2: *const f32,
    rows: usize,
    dim: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad_input1: *mut f32,
    grad_input2: *mut f32,
) -> loss_status {
    guard(|| {
        call::vectors::<f32, losses::CosineDistance, 2, 0, _>(
            call::Names { inputs: ["input1", "input2"], targets: [], gradients: ["grad_input1", "grad_input2"] },
            ([input1, input2], [], rows, dim),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_input1, grad_input2],
        )
    })
}

/// Cosine distance: how far two vectors are from pointing in one direction, double precision: see loss_cosine_distance_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cosine_distance_f64(
    input1: *const f64,
    input2: *const f64,
    rows: usize,
    dim: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad_input1: *mut f64,
    grad_input2: *mut f64,
) -> loss_status {
    guard(|| {
        call::vectors::<f64, losses::CosineDistance, 2, 0, _>(
            call::Names { inputs: ["input1", "input2"], targets: [], gradients: ["grad_input1", "grad_input2"] },
            ([input1, input2], [], rows, dim),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_input1, grad_input2],
        )
    })
}

/// Cosine embedding loss: pairs that are alike point in one direction, others do not.
///
/// l = 1 − cos(x, y) for t = 1, max(0, cos(x, y) − m) for t = −1, cos(x, y) = Σ x·y / (‖x‖·‖y‖) over a row.
/// ∂cos/∂x = y/(‖x‖·‖y‖) − cos·x/‖x‖², and likewise by y. The derivatives are 0 at the kink cos = m as well.
///
/// x and y are rows of embeddings; t is 1 for a pair that is alike and −1 for one that is not. With the
/// flag LOSS_BINARY_TARGETS the targets are 1 and 0 and stand for these. A row with any other target has
/// the loss 0. A vector of zeros has the cosine 0 to any other, and the gradient of its row is 0. (PyTorch
/// adds 1e-12 to squared norms, and gives such a vector a gradient of about 1e6.) Where both vectors
/// have nearly the same direction, 1 − cos is formed without cancellation for `double`, and with an error of at
/// most 2⁻⁴⁹ for `float`. Norms may have any size, also where their squares are out of range. A vector with an infinite element has no direction: with a target of ±1
/// its row is NaN. There is no Hessian, as there are two inputs.
///
/// Arguments:
///   input1, input2  input, (rows, dim)
///   target          input, rows elements, −1 or 1
///   rows, dim       sizes; 0 is allowed
///   margin          m: in [-1, 1]
///   options         NULL: defaults
///   value           output, one number; NULL: not wanted
///   grad_input1     output, in the layout of input1: dvalue/dinput1; may be input1; NULL: not wanted
///   grad_input2     output, in the layout of input2: dvalue/dinput2; may be input2; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (margin, options).
///
/// Reference: J. Bromley et al., Signature verification using a Siamese time delay neural network, NIPS 1993
/// (targets for the cosine of two embeddings); with the margin of torch.nn.functional.cosine_embedding_loss.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cosine_embedding_f32(
    input1: *const f32,
    input2: *const f32,
    target: *const f32,
    rows: usize,
    dim: usize,
    margin: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_input1: *mut f32,
    grad_input2: *mut f32,
) -> loss_status {
    guard(|| {
        call::vectors::<f32, losses::CosineEmbedding, 2, 1, _>(
            call::Names {
                inputs: ["input1", "input2"],
                targets: ["target"],
                gradients: ["grad_input1", "grad_input2"],
            },
            ([input1, input2], [target], rows, dim),
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_input1, grad_input2],
        )
    })
}

/// Cosine embedding loss: pairs that are alike point in one direction, others do not, double precision: see loss_cosine_embedding_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cosine_embedding_f64(
    input1: *const f64,
    input2: *const f64,
    target: *const f64,
    rows: usize,
    dim: usize,
    margin: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_input1: *mut f64,
    grad_input2: *mut f64,
) -> loss_status {
    guard(|| {
        call::vectors::<f64, losses::CosineEmbedding, 2, 1, _>(
            call::Names {
                inputs: ["input1", "input2"],
                targets: ["target"],
                gradients: ["grad_input1", "grad_input2"],
            },
            ([input1, input2], [target], rows, dim),
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_input1, grad_input2],
        )
    })
}

/// Margin ranking loss.
///
/// l = max(0, m − t·(first − second)).
/// ∂l/∂first = −t where m − t·(first − second) > 0, else 0, at the kink as well,  ∂l/∂second = −∂l/∂first.
///
/// For pairs of scores of which one should be the larger: the first where t = 1, the second where t = −1, by m = `margin`.
/// With the flag LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1
/// to 1 leaves its pair out: l = max(0, m), whatever the scores are.
///
/// Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE. There is no Hessian, as there are two inputs.
///
/// Arguments:
///   first, second  input, n elements
///   target         input, n elements, −1 or 1
///   n              number of elements; 0 is allowed
///   margin         m: finite
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad_first     output, in the layout of first: dvalue/dfirst; may be first; NULL: not wanted
///   grad_second    output, in the layout of second: dvalue/dsecond; may be second; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (margin, options).
///
/// Reference: R. Herbrich, T. Graepel, K. Obermayer, Large margin rank boundaries for ordinal regression, Advances in Large
/// Margin Classifiers, 2000, chapter 7.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_margin_ranking_f32(
    first: *const f32,
    second: *const f32,
    target: *const f32,
    n: usize,
    margin: f64,
    options: *const Options<f32>,
    value: *mut f64,
    grad_first: *mut f32,
    grad_second: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::MarginRanking, 2, 1>(
            call::Names { inputs: ["first", "second"], targets: ["target"], gradients: ["grad_first", "grad_second"] },
            ([first, second], [target], n),
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_first, grad_second],
        )
    })
}

/// Margin ranking loss, double precision: see loss_margin_ranking_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_margin_ranking_f64(
    first: *const f64,
    second: *const f64,
    target: *const f64,
    n: usize,
    margin: f64,
    options: *const Options<f64>,
    value: *mut f64,
    grad_first: *mut f64,
    grad_second: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::MarginRanking, 2, 1>(
            call::Names { inputs: ["first", "second"], targets: ["target"], gradients: ["grad_first", "grad_second"] },
            ([first, second], [target], n),
            [margin, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_first, grad_second],
        )
    })
}

/// Logistic loss of pairs.
///
/// l = softplus(−t·(first − second)), softplus(x) = log(1 + e^x).
/// ∂l/∂first = −t·σ(−t·(first − second)),  ∂l/∂second = −∂l/∂first.
///
/// For pairs of scores of which one should be the larger: the first where t = 1, the second where t = −1. It is the
/// negative log-likelihood of a choice that falls on the first with probability σ(first − second): the loss of RankNet
/// for given pairs, and of reward models that learn from preferences (with t = 1, first the chosen answer's score). With
/// the flag LOSS_BINARY_TARGETS the targets are 0 and 1 and stand for −1 and 1. A target of 0 on the scale from −1 to 1
/// leaves its pair out: l = log 2, whatever the scores are.
///
/// The loss is exact for differences of any size. Both gradients follow the options: `upstream`, weights, LOSS_ACCUMULATE.
/// There is no Hessian, as there are two inputs.
///
/// Arguments:
///   first, second  input, n elements
///   target         input, n elements, −1 or 1
///   n              number of elements; 0 is allowed
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad_first     output, in the layout of first: dvalue/dfirst; may be first; NULL: not wanted
///   grad_second    output, in the layout of second: dvalue/dsecond; may be second; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP or
/// LOSS_ERROR_INVALID_ARGUMENT (options).
///
/// Reference: C. Burges et al., Learning to rank using gradient descent, International Conference on Machine Learning,
/// 2005, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_pair_logistic_f32(
    first: *const f32,
    second: *const f32,
    target: *const f32,
    n: usize,
    options: *const Options<f32>,
    value: *mut f64,
    grad_first: *mut f32,
    grad_second: *mut f32,
) -> loss_status {
    guard(|| {
        call::elementwise::<f32, losses::PairLogistic, 2, 1>(
            call::Names { inputs: ["first", "second"], targets: ["target"], gradients: ["grad_first", "grad_second"] },
            ([first, second], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_first, grad_second],
        )
    })
}

/// Logistic loss of pairs, double precision: see loss_pair_logistic_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_pair_logistic_f64(
    first: *const f64,
    second: *const f64,
    target: *const f64,
    n: usize,
    options: *const Options<f64>,
    value: *mut f64,
    grad_first: *mut f64,
    grad_second: *mut f64,
) -> loss_status {
    guard(|| {
        call::elementwise::<f64, losses::PairLogistic, 2, 1>(
            call::Names { inputs: ["first", "second"], targets: ["target"], gradients: ["grad_first", "grad_second"] },
            ([first, second], [target], n),
            [0.0, 0.0, 0.0, 0.0],
            options,
            value,
            [grad_first, grad_second],
        )
    })
}

/// CosFace: cross-entropy of cosines, with a margin for that of the target.
///
/// l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  z_c = s·u_c, z_y = s·(u_y − m),
/// lse = log Σ_c e^z_c. ∂l/∂u_c = s·((A + 2·w_y·ζ·lse)·p_c − a_c),  p = softmax(z),
/// a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c, A = Σ a_c.
///
/// For face recognition and other learning of embeddings by classes: u are cosines between the embedding of a row and the
/// vectors of the K classes, which the caller forms, y is the target, s = `scale`, m = `margin`. The target has to be ahead
/// of all others by the margin. ε, ζ and w are those of loss_cross_entropy: label smoothing, z-loss and class weights, of
/// logits with their margin, as are lse, entropy and argmax; the class of the largest cosine is argmax of loss_softmax. A
/// class_bias is added to z. The mean is Σ w·l / Σ w·w_y with row weights w.
///
/// No cosine is held to [−1, 1]: what is beyond by rounding makes a difference of that size. Infinities have the limits of
/// logits. Without a margin it is loss_cross_entropy with a temperature of 1/s; a `margin` of 0 is the default. For vectors,
/// normalise them first; the gradient of the cosines goes back through that. There is no Hessian.
///
/// Arguments:
///   cosine         input, (rows, classes), in [-1, 1], or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   scale          s: finite, above 0; 0: 64
///   margin         m: finite, above 0; 0: 0.35
///   class_options  all except temperature, softcap and target_stride, which are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of cosine: dvalue/dcosine; may be cosine; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (scale, margin, class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: H. Wang et al., CosFace: large margin cosine loss for deep face recognition, arXiv:1801.09414, section 3.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cosface_f32(
    cosine: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::cosines::<f32, losses::Cosface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// CosFace: cross-entropy of cosines, with a margin for that of the target, double precision: see loss_cosface_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cosface_f64(
    cosine: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::cosines::<f64, losses::Cosface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// CosFace: cross-entropy of cosines, with a margin for that of the target, bfloat16: see loss_cosface_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cosface_bf16(
    cosine: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_cosines::<loss_bf16, loss_bf16, losses::Cosface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// CosFace: cross-entropy of cosines, with a margin for that of the target, bfloat16, the gradient float: see loss_cosface_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cosface_bf16_f32(
    cosine: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_cosines::<loss_bf16, f32, losses::Cosface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// CosFace: cross-entropy of cosines, with a margin for that of the target, binary16: see loss_cosface_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cosface_f16(
    cosine: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_cosines::<loss_f16, loss_f16, losses::Cosface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// CosFace: cross-entropy of cosines, with a margin for that of the target, binary16, the gradient float: see loss_cosface_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_cosface_f16_f32(
    cosine: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_cosines::<loss_f16, f32, losses::Cosface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// ArcFace: cross-entropy of cosines, with a margin for the angle of the target.
///
/// l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  z_c = s·u_c, z_y = s·ψ(u_y),
/// ψ(u) = cos(arccos u + m) = u·cos m − √(1 − u²)·sin m for u > −cos m, else u − m·sin m, lse = log Σ_c e^z_c.
/// ∂l/∂u_c = s·((A + 2·w_y·ζ·lse)·p_c − a_c), at the target times ψ',  p = softmax(z),
/// a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c, A = Σ a_c,  ψ' = cos m + u·sin m/√(1 − u²) for u > −cos m, else 1.
///
/// For face recognition and other learning of embeddings by classes: u are cosines between the embedding of a row and the
/// vectors of the K classes, which the caller forms, y is the target, s = `scale`, m = `margin`, in radians. The target has
/// to be ahead of all others although its angle counts as larger by the margin. ε, ζ and w are those of
/// loss_cross_entropy: label smoothing, z-loss and class weights, of logits with their margin, as are lse, entropy and
/// argmax; the class of the largest cosine is argmax of loss_softmax. A class_bias is added to z. The mean is
/// Σ w·l / Σ w·w_y with row weights w.
///
/// ψ jumps at u = −cos m, where the angle plus m is π: as published. There its derivative is 1. √(1 − u²) is formed as
/// √((1 − u)(1 + u)), and is at least 1e-6 where it divides, so that the derivative is finite at u = 1; PyTorch's of arccos
/// is not. A cosine of the target beyond ±1, by rounding, counts as ±1. Infinite cosines of other classes have the limits of
/// logits. For vectors, normalise them first; the gradient of the cosines goes back through that. There is no Hessian.
///
/// Arguments:
///   cosine         input, (rows, classes), in [-1, 1], or as row_stride and inner of class_options say
///   target         input, rows indices: each in [0, classes) or the index to ignore
///   rows, classes  sizes; 0 is allowed
///   scale          s: finite, above 0; 0: 64
///   margin         m, in radians: in (0, pi); 0: 0.5
///   class_options  all except temperature, softcap and target_stride, which are refused; NULL: defaults
///   options        NULL: defaults
///   value          output, one number; NULL: not wanted
///   grad           output, in the layout of cosine: dvalue/dcosine; may be cosine; NULL: not wanted
///
/// Returns LOSS_OK, or LOSS_ERROR_NULL_POINTER, LOSS_ERROR_SIZE, LOSS_ERROR_OVERLAP, LOSS_ERROR_INVALID_ARGUMENT (scale, margin, class_options, options) or
/// LOSS_ERROR_TARGET (target).
///
/// Reference: J. Deng et al., ArcFace: additive angular margin loss for deep face recognition, arXiv:1801.07698, section 2.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_arcface_f32(
    cosine: *const f32,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::cosines::<f32, losses::Arcface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// ArcFace: cross-entropy of cosines, with a margin for the angle of the target, double precision: see loss_arcface_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_arcface_f64(
    cosine: *const f64,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f64>,
    options: *const Options<f64>,
    value: *mut f64,
    grad: *mut f64,
) -> loss_status {
    guard(|| {
        call::cosines::<f64, losses::Arcface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// ArcFace: cross-entropy of cosines, with a margin for the angle of the target, bfloat16: see loss_arcface_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_arcface_bf16(
    cosine: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_bf16,
) -> loss_status {
    guard(|| {
        call::half_cosines::<loss_bf16, loss_bf16, losses::Arcface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// ArcFace: cross-entropy of cosines, with a margin for the angle of the target, bfloat16, the gradient float: see loss_arcface_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_arcface_bf16_f32(
    cosine: *const loss_bf16,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_cosines::<loss_bf16, f32, losses::Arcface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// ArcFace: cross-entropy of cosines, with a margin for the angle of the target, binary16: see loss_arcface_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_arcface_f16(
    cosine: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut loss_f16,
) -> loss_status {
    guard(|| {
        call::half_cosines::<loss_f16, loss_f16, losses::Arcface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}

/// ArcFace: cross-entropy of cosines, with a margin for the angle of the target, binary16, the gradient float: see loss_arcface_f32.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn loss_arcface_f16_f32(
    cosine: *const loss_f16,
    target: *const i64,
    rows: usize,
    classes: usize,
    scale: f64,
    margin: f64,
    class_options: *const ClassOptions<f32>,
    options: *const Options<f32>,
    value: *mut f64,
    grad: *mut f32,
) -> loss_status {
    guard(|| {
        call::half_cosines::<loss_f16, f32, losses::Arcface>(
            call::ClassNames { input: "cosine", target: "target" },
            call::ClassArguments { input: cosine, targets: call::Targets::Index(target), rows, classes, class_options },
            [scale, margin, 0.0, 0.0],
            options,
            value,
            grad,
        )
    })
}
