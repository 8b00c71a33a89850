//! CosFace: cross-entropy of cosines, with a margin for that of the target.
//!
//! l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  z_c = s·u_c, z_y = s·(u_y − m),
//! lse = log Σ_c e^z_c. ∂l/∂u_c = s·((A + 2·w_y·ζ·lse)·p_c − a_c),  p = softmax(z),
//! a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c, A = Σ a_c.
//!
//! For face recognition and other learning of embeddings by classes: u are cosines between the embedding of a row and the
//! vectors of the K classes, which the caller forms, y is the target, s = `scale`, m = `margin`. The target has to be ahead
//! of all others by the margin. ε, ζ and w are those of loss_cross_entropy: label smoothing, z-loss and class weights, of
//! logits with their margin, as are lse, entropy and argmax; the class of the largest cosine is argmax of loss_softmax. A
//! class_bias is added to z. The mean is Σ w·l / Σ w·w_y with row weights w.
//!
//! No cosine is held to [−1, 1]: what is beyond by rounding makes a difference of that size. Infinities have the limits of
//! logits. Without a margin it is loss_cross_entropy with a temperature of 1/s; a `margin` of 0 is the default. For vectors,
//! normalise them first; the gradient of the cosines goes back through that. There is no Hessian.
//!
//! Reference: H. Wang et al., CosFace: large margin cosine loss for deep face recognition, arXiv:1801.09414, section 3.

use crate::loss::{Arguments, CosineMargin, Cosines, Refusal, TargetMargin, positive_or};

/// u − m.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cosface;

impl CosineMargin for Cosface {
    #[inline(always)]
    fn cosines(arguments: &Arguments) -> Result<Cosines, Refusal> {
        let [scale, margin, ..] = arguments.scalars;
        let scale = positive_or(64.0, "scale", scale)?;
        let margin = positive_or(0.35, "margin", margin)?;
        Ok(Cosines { scale, margin: TargetMargin::OfCosine { margin } })
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(margin: f64, cosine: f64) -> [f64; 2] {
        [cosine - if margin == 0.0 { 0.35 } else { margin }, 1.0]
    }
}
