//! Losses over classes: softmax cross-entropy and its relatives.
//!
//! # One formula for all
//!
//! For one row with transformed logits z, coefficients a_c ≥ 0, their sum A, a row weight W and
//! lse = log Σ e^z:
//!
//! ```text
//! l      = A·lse − Σ a_c z_c + W·ζ·lse²              ζ: z-loss
//! ∂l/∂z  = (A + 2Wζ·lse)·p_c − a_c
//! ∂²l/∂z² = A·p(1−p) + 2Wζ·(p² + lse·p(1−p))
//! ```
//!
//! Index target y: a = (1−ε)·w_y at y plus (ε/K)·w_c, W = w_y. Soft targets t: a = w_c·(t(1−ε)+ε/K),
//! W = Σ w_c t_c. Log-probabilities (NLL) are the case lse = 0, p = 0. Softmax is the gradient with
//! a = 0.
//!
//! A teacher's logits u stand for the soft targets t = softmax(u), with a factor for all a_c, and the
//! loss is a divergence: l has − Σ a_c·(−log t'_c) besides, t' = t(1−ε)+ε/K, which does not depend
//! on z.
//!
//! A function g of the cross-entropy Q = −log p_y of an index target (`map`) has l = w_y·g(Q), and its derivatives are
//! the above with A = w_y·g'(Q) and a_y = A; the second derivative has w_y·g''(Q)·(p_c − [c = y])² besides.
//!
//! Cosines u with a margin at an index target (`cosines`) are logits z_c = s·u_c, z_y = s·ψ(u_y).
//!
//! # A row that lies in one piece
//!
//! Two passes over its elements (`first_pass`, `second_pass`), and between them the formula above, once per row (`once`,
//! `finish`). In this order:
//!
//! 1. **Each exponential is computed once.** It takes longer than everything else. The first pass adds the exponentials up
//!    and stores them in the gradient's memory; the second multiplies them by one factor. Where the logits are needed again
//!    (accumulation, argmax, caps), or the gradient's memory holds another type than is computed with, nothing is stored,
//!    and the second pass computes them again.
//! 2. **The row is cut into blocks** of 1,024 elements, which stay in the nearest cache.
//! 3. **The largest logit is not looked for beforehand**, which would be a pass of its own. Exponentials are kept as
//!    e^z / 2^N (`scale`), N being the exponent of the largest of the first 32 elements. A block that would overflow that
//!    shows when it has been added up: it is taken back, N is raised, the stored exponentials are multiplied by a power of
//!    two, and the block is added again. Nothing is subtracted from z, which would round; the exponential reduces its
//!    argument exactly.
//! 4. **Where coefficients vary, the largest logit of a block is looked for beforehand.** Logits are multiplied by
//!    coefficients relative to the largest logit so far: all terms have one sign, and a confident row keeps its digits. In
//!    place the block is looked at as well, because its logits are gone when it has been added up.
//! 5. **The largest exponential is taken off the sum again**, so that the loss is log1p of the others and nothing is lost
//!    beside the 1 of the largest. What the rounding of the sum has lost beside it is made good (`largest`, `beside`).
//! 6. **The gradient at an index target, and that of the largest logit among soft targets, are written apart** (`once`,
//!    `apart`): p − 1 and A·p − a would cancel.
//! 7. **A divergence that is nearly 0** is a sum of terms that cancel: the row is gone over once more by terms that do not
//!    (`near`).
//! 8. **Capped logits are relative to the largest of them** in double precision (`cap`): their own rounding is much beside
//!    their differences.
//!    So is everything with a bias per class, which is added to capped logits (`rows`).
//! 9. **A row with a logit of +∞ has the limit of the formula.** It is gone over anew with 0 in place of +∞ and −∞ in place
//!    of everything else.
//!
//! # Kernels
//!
//! `dispatch` chooses one. The first five do the same operations on a row, in the same order, so that its results do not
//! depend on which of them it was.
//!
//! 1. **`contiguous`**: rows in one piece, any number of classes. It is compiled for each kind of coefficients and each
//!    member of the family (`member`); what few calls ask for is compiled once, for all members. `whole` is the loop for
//!    whole vectors, where a processor spends nearly all of its time, `logarithms` the second pass of log-softmax.
//! 2. **`tiny`**: rows of at most 32 classes. Such a row leaves most lanes of a vector empty. So as many rows as a vector has
//!    lanes are collected (`batch`) and transposed, a lane per row.
//! 3. **`abreast`**: rows of up to 1,024 classes for which 2 is not made (soft targets, functions of the cross-entropy): a
//!    batch is worked on row by row where there is an operation per class, and a lane per row where there is one per row.
//! 4. **`one`**: a few rows of at most 32 classes with hardly an option. For these, `contiguous` takes longer to begin than
//!    to work.
//! 5. **`picked`**: log-probabilities with index targets. Of a row only its target is read.
//! 6. **`lanes`**: rows that lie side by side (`inner > 1`). Each gets a lane.
//! 7. **`soft`**: functions of the cross-entropies of all classes, in double precision.
//!
//! Before any of them, `survey` checks class indices and adds up the weights of a mean.

mod abreast;
mod apart;
mod batch;
mod beside;
mod cap;
mod contiguous;
mod cosines;
mod dispatch;
mod finish;
mod first_pass;
mod kind;
mod lanes;
mod largest;
mod logarithms;
mod map;
mod member;
mod near;
mod once;
mod one;
mod per_row;
mod picked;
mod row;
mod rows;
mod scale;
mod second_pass;
mod soft;
mod sums;
mod survey;
mod tile;
mod tiny;
mod whole;

pub use cosines::{Cosines, TargetMargin};
pub use kind::OfClasses;
pub use map::{Map, Mapped};
pub use member::{ClassLoss, Member, OfCrossEntropies, OfCrossEntropy, Output};
pub use rows::ClassRows;
pub use survey::Survey;
