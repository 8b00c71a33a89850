//! Margin loss of rows with several right classes.
//!
//! l = (1/K)·Σ_{j listed} Σ_{i not listed} max(0, 1 + z_i − z_j).  ∂l/∂z_i = (1/K)·(number of listed j with 1 + z_i − z_j > 0) where
//! i is not listed; ∂l/∂z_j = −(1/K)·(number of i, not listed, with 1 + z_i − z_j > 0) where j is listed.  ∂²l/∂z_c² = 0.
//!
//! z are scores of K classes. The target of a row is a list of its right classes: `classes` entries, of which those before
//! the first −1 count, and those behind it are not looked at. The lists follow each other, whatever the layout of the
//! scores is. Each pair of a right and a wrong class costs where the wrong one
//! comes within a margin of 1 of the right one. A class that is listed twice counts twice, as in PyTorch. An empty list, and
//! one of all classes, has the loss 0. At the kink 1 + z_i = z_j a pair does not count. Each entry of a list before its end
//! is checked, except in masked rows. The steps of a row are the pairs of classes and entries of the list: for lists that are
//! short beside K. The derivatives in place are found from the ranks of the listed scores, which takes the cube of the
//! length of the list at worst. A NaN anywhere in a row makes its loss and its derivatives NaN. There are neither class weights
//! nor an index to ignore.
//!
//! Reference: torch.nn.functional.multilabel_margin_loss; the margin of J. Weston, C. Watkins, Support vector machines for
//! multi-class pattern recognition, ESANN 1999, section 3.

/// (1/K)·Σ Σ max(0, 1 + z_i − z_j), whose kernel is [`ListedMargins`](crate::shape::margin_lists::ListedMargins).
#[derive(Clone, Copy, Debug)]
pub struct MultilabelMargin;

#[cfg(any(test, feature = "reference"))]
mod reference {
    use super::MultilabelMargin;
    use std::vec;
    use std::vec::Vec;

    impl MultilabelMargin {
        /// l and the derivatives by the scores, from the classes that are listed.
        pub fn reference(scores: &[f64], listed: &[usize]) -> (f64, Vec<f64>) {
            let classes = scores.len() as f64;
            let (mut loss, mut first) = (0.0, vec![0.0; scores.len()]);
            for &j in listed {
                for i in (0..scores.len()).filter(|i| !listed.contains(i)) {
                    let excess = 1.0 + (scores[i] - scores[j]);
                    if excess > 0.0 {
                        loss += excess / classes;
                        first[i] += 1.0 / classes;
                        first[j] -= 1.0 / classes;
                    }
                }
            }
            (loss, first)
        }
    }
}
