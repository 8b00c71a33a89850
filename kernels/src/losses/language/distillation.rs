//! Knowledge distillation: the divergence of a student from its teacher.
//!
//! l = T²·Σ_c a_c·(log q_c − log p_c) + W·ζ·lse²,  p = softmax(student/T), q = softmax(teacher/T).
//! ∂l/∂x_c = T·(A·p_c − a_c) + 2Wζ·lse·p_c/T,  A = Σ a_c.
//! ∂²l/∂x_c² = (A + 2Wζ·lse/T²)·p(1 − p) + 2Wζ·p²/T².
//!
//! T is the temperature; with the factor T², the size of the gradient does not depend on T. a is w∘q with class
//! weights w. Without class weights a is q, and l = T²·KL(q‖p) if there is no z-loss. The teacher is constant: there
//! is no gradient by its logits. Label smoothing ε replaces q by (1 − ε)·q + ε/K. A softcap caps the logits of both
//! models after the temperature, then class_bias is added to both. ζ is the z-loss of the student, and W = Σ w_c q_c (1 without class weights) is the
//! weight of a row in the mean. The outputs lse, entropy and argmax describe the student. Use mask to leave out rows:
//! there is no ignore_index.
//!
//! Reference: G. Hinton, O. Vinyals, J. Dean, Distilling the knowledge in a neural network,
//! arXiv:1503.02531, section 2.

use crate::shape::class::ClassLoss;

/// A student's logits against a teacher's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Distillation;

impl ClassLoss for Distillation {
    const SOFT: bool = true;
    const TEACHER: bool = true;
}
