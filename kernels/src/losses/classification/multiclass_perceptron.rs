//! Perceptron loss of many classes.
//!
//! l = w_y·(max_c z_c − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest class where l > 0, else 0.
//! ∂²l/∂z_c² = 0.
//!
//! z are scores, y the target, w the class weights. A row whose right class has the largest score costs nothing; its gradient
//! is 0, also where another class has an equal score, so that scores that are all equal do not learn: start from others. Of
//! equal largest wrong classes the lowest has the derivative. With one class the loss is 0. A NaN anywhere in a row makes its
//! loss and its derivatives NaN.
//!
//! Reference: M. Collins, Discriminative training methods for hidden Markov models, EMNLP 2002, section 2.

use super::rival::Rival;
use crate::loss::{Arguments, Refusal};

/// max(0, r − z_y).
#[derive(Clone, Copy, Debug)]
pub struct MulticlassPerceptron;

impl Rival for MulticlassPerceptron {
    #[inline(always)]
    fn new(_: &Arguments) -> Result<Self, Refusal> {
        Ok(Self)
    }

    #[inline(always)]
    fn margin(self) -> f64 {
        0.0
    }
}
