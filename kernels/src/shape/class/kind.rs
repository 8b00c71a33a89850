//! What the kernels are compiled for that depends on how the matrices are stored.

use super::member::{ClassLoss, For, ForAll, Made};
use super::rows::ClassRows;
use crate::element::Element;
use crate::shape::matrices::{Half, Matrices, Plain};

/// Matrices of rows over classes.
pub trait OfClasses<E: Element>: Matrices<E> {
    /// What kernels of a member are made for.
    type Made<L: ClassLoss>: Made;
    /// The rows, where their matrices are arrays of E: kernels for few classes work on these alone.
    fn plain(rows: &ClassRows<E, Self>) -> Option<&ClassRows<E>>;
}

impl<E: Element> OfClasses<E> for Plain {
    type Made<L: ClassLoss> = For<L>;

    #[inline(always)]
    fn plain(rows: &ClassRows<E>) -> Option<&ClassRows<E>> {
        Some(rows)
    }
}

// One copy of each kernel for all members, all formats and both types of gradients.
impl OfClasses<f32> for Half {
    type Made<L: ClassLoss> = ForAll;

    #[inline(always)]
    fn plain(_: &ClassRows<f32, Self>) -> Option<&ClassRows<f32>> {
        None
    }
}
