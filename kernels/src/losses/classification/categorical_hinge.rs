//! Hinge loss of many classes whose rival is never below 0, as Keras has it.
//!
//! l = w_y·max(0, m + max(0, max_{c≠y} z_c) − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest wrong class
//! where l > 0 and its score is above 0, else 0.  ∂²l/∂z_c² = 0.
//!
//! z are scores, y the target, w the class weights. Keras takes the largest of (1 − y)·z, in which the entry of the right class
//! is 0. So the right class is also held against 0, where all wrong scores are negative: another function than
//! loss_multiclass_hinge. Of equal wrong scores the lowest has the derivative; at the kinks the derivatives are 0. With one
//! class l = w_y·max(0, m − z_y). A NaN anywhere in a row makes its loss and its derivatives NaN.
//!
//! Reference: the loss CategoricalHinge of Keras 3; the margin of K. Crammer, Y. Singer, On the algorithmic implementation of
//! multiclass kernel-based vector machines, Journal of Machine Learning Research 2, 2001, section 3.

use super::rival::Rival;
use crate::loss::{Arguments, Refusal, positive_or};

/// max(0, m + max(0, r) − z_y).
#[derive(Clone, Copy, Debug)]
pub struct CategoricalHinge {
    margin: f64,
}

impl Rival for CategoricalHinge {
    const FLOORED: bool = true;

    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { margin: positive_or(1.0, "margin", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn margin(self) -> f64 {
        self.margin
    }
}
