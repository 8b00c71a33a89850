//! ArcFace: cross-entropy of cosines, with a margin for the angle of the target.
//!
//! l = (1 − ε)·w_y·(lse − z_y) + (ε/K)·Σ_c w_c·(lse − z_c) + w_y·ζ·lse²,  z_c = s·u_c, z_y = s·ψ(u_y),
//! ψ(u) = cos(arccos u + m) = u·cos m − √(1 − u²)·sin m for u > −cos m, else u − m·sin m, lse = log Σ_c e^z_c.
//! ∂l/∂u_c = s·((A + 2·w_y·ζ·lse)·p_c − a_c), at the target times ψ',  p = softmax(z),
//! a_c = (1 − ε)·w_y·[c = y] + (ε/K)·w_c, A = Σ a_c,  ψ' = cos m + u·sin m/√(1 − u²) for u > −cos m, else 1.
//!
//! For face recognition and other learning of embeddings by classes: u are cosines between the embedding of a row and the
//! vectors of the K classes, which the caller forms, y is the target, s = `scale`, m = `margin`, in radians. The target has
//! to be ahead of all others although its angle counts as larger by the margin. ε, ζ and w are those of
//! loss_cross_entropy: label smoothing, z-loss and class weights, of logits with their margin, as are lse, entropy and
//! argmax; the class of the largest cosine is argmax of loss_softmax. A class_bias is added to z. The mean is
//! Σ w·l / Σ w·w_y with row weights w.
//!
//! ψ jumps at u = −cos m, where the angle plus m is π: as published. There its derivative is 1. √(1 − u²) is formed as
//! √((1 − u)(1 + u)), and is at least 1e-6 where it divides, so that the derivative is finite at u = 1; PyTorch's of arccos
//! is not. A cosine of the target beyond ±1, by rounding, counts as ±1. Infinite cosines of other classes have the limits of
//! logits. For vectors, normalise them first; the gradient of the cosines goes back through that. There is no Hessian.
//!
//! Reference: J. Deng et al., ArcFace: additive angular margin loss for deep face recognition, arXiv:1801.07698, section 2.

use crate::loss::{Arguments, CosineMargin, Cosines, Refusal, TargetMargin, positive_or};
use core::f64::consts::PI;

/// cos(arccos u + m).
#[derive(Clone, Copy, Debug, Default)]
pub struct Arcface;

impl CosineMargin for Arcface {
    #[inline(always)]
    fn cosines(arguments: &Arguments) -> Result<Cosines, Refusal> {
        let [scale, margin, ..] = arguments.scalars;
        let scale = positive_or(64.0, "scale", scale)?;
        let angle = if margin == 0.0 { 0.5 } else { margin };
        if !(angle > 0.0 && angle < PI) {
            return Err(Refusal { argument: "margin", value: margin, must: "be in (0, pi) (0: the default)" });
        }
        Ok(Cosines { scale, margin: TargetMargin::of_angle(angle) })
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(margin: f64, cosine: f64) -> [f64; 2] {
        let m = if margin == 0.0 { 0.5 } else { margin };
        let u = if cosine.is_nan() { cosine } else { cosine.clamp(-1.0, 1.0) };
        if u > -m.cos() {
            let sine = ((1.0 - u) * (1.0 + u)).sqrt();
            [u * m.cos() - sine * m.sin(), m.cos() + u * m.sin() / sine.max(1e-6)]
        } else {
            [u - m * m.sin(), 1.0]
        }
    }
}
