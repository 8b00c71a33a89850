//! Hinge loss of many classes, by Crammer and Singer.
//!
//! l = w_y·max(0, m + max_{c≠y} z_c − z_y).  ∂l/∂z_y = −w_y where l > 0, else 0; ∂l/∂z_c = w_y at the largest wrong class where
//! l > 0, else 0.  ∂²l/∂z_c² = 0.
//!
//! z are scores, y the target, w the class weights. Only the largest of the wrong classes costs, where it comes within the
//! margin m of the right one; of equal ones the lowest has the derivative. At the kink l = 0 the derivatives are 0. With one
//! class the loss is 0. A NaN anywhere in a row makes its loss and its derivatives NaN.
//!
//! Reference: K. Crammer, Y. Singer, On the algorithmic implementation of multiclass kernel-based vector machines, Journal
//! of Machine Learning Research 2, 2001, section 3.

use super::rival::Rival;
use crate::loss::{Arguments, Refusal, positive_or};

/// max(0, m + r − z_y).
#[derive(Clone, Copy, Debug)]
pub struct MulticlassHinge {
    margin: f64,
}

impl Rival for MulticlassHinge {
    #[inline(always)]
    fn new(arguments: &Arguments) -> Result<Self, Refusal> {
        Ok(Self { margin: positive_or(1.0, "margin", arguments.scalars[0])? })
    }

    #[inline(always)]
    fn margin(self) -> f64 {
        self.margin
    }
}
