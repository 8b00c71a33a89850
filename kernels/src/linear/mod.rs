//! A linear layer and a loss over classes of what it gives, without a matrix of logits: x = hidden · weightᵀ + bias.
//!
//! # Order of sums
//!
//! There are three matrix products, G being the gradient by the logits: X = hidden · weightᵀ, grad_hidden = G · weight, and
//! grad_weight = Gᵀ · hidden, with grad_bias = Σ G over rows. The order in which an element of a product is added up is
//! part of the contract, so that neither the size of a tile, a chunk or a workspace, nor the number of threads, nor the
//! instruction set shows in any bit:
//!
//! 1. Terms are added in ascending order, in chains. A chain begins with 0 and has one fused multiply-add per term, in the
//!    type of the arrays.
//! 2. Chains have 256 terms where the sum is over the elements of a hidden state (X) or over the classes (grad_hidden), and
//!    64 where it is over rows (grad_weight, grad_bias). They begin at multiples of that.
//! 3. The result begins with the sum of the first chain; if there is a bias, or an old gradient is added to, with that plus
//!    the sum. The sums of further chains are added to it in order.
//!
//! A row that does not count has no term: rows that count are numbered without the others. A row that weighs 0 keeps its
//! number and has no term in the gradients, so that what it holds does not come into them. (A backward pass, which needs no
//! loss of it, leaves it out as if it did not count.) Any other product of 0 and an infinity is NaN, as in any matrix product.
//!
//! For n terms in chains of c, the error is at most min(n, c) + ⌈n / c⌉ roundings of Σ |a·b|. Chains of 512 terms, whose sums
//! were added in double precision, would have at most min(n, 512) + 1, which is more than that for 256 < n < 65,000 and two
//! thirds of it at n = 128,256; over rows it is more than that below 28,000 rows. But a sum in double precision would need
//! memory: for grad_weight of twice its size, as the sums of a chunk of rows must wait for the next chunk. As it is, all
//! sums are in the arrays of the results, and the workspace has nothing but logits and packed panels.
//!
//! The losses of the rows are added one after the other ([`Chunk::collect`]), in order.
//!
//! # Chunks of rows
//!
//! The rows are worked on by chunks of whole rows, 64 to 256 of them, whose logits are in the workspace. The kernels of
//! [`shape::class`](crate::shape::class) go over them in place: so every option of classes, every output per row and the
//! care about confident rows are theirs, and a row's loss and gradient by its logits are those of
//! [`CrossEntropy`](crate::losses::CrossEntropy) for the same logits, to the bit. Then the gradients that are now in the
//! place of the logits are multiplied on. The caller chooses the kernel: the backward pass of log-probabilities of tokens is
//! [`TokenLogProbBackward`](crate::losses::TokenLogProbBackward).
//!
//! * Operations: 6·N·D·V, for N rows that count, D elements and V classes. (Tiles of rows and classes would need 8·N·D·V, as
//!   their logits are formed twice, and a kernel of their own for each option of classes.)
//! * Memory: a chunk reads the weights twice, and reads and writes grad_weight once. With R rows per chunk that is 6·R·D·V
//!   operations for 4·D·V elements: 24 operations per byte of `f32` where R = 64, 96 where R = 256. Two cores with 137 GFLOP/s,
//!   as libraries of matrix products reach with AVX2, want 6 GB/s for R = 64.
//! * Workspace ([`workspace_bytes`]), beside the sums of gradients that are rounded (`round`): 7 MiB of logits, or 64 rows where these are more, or 256 rows where these are less; and
//!   0.3 MB per thread. A larger one is used up to 256 rows. R is a multiple of 64, so that no chain is broken.
//!
//! # Tiles
//!
//! As in every fast matrix product (K. Goto and R. A. van de Geijn, Anatomy of high-performance matrix multiplication, ACM
//! Transactions on Mathematical Software 34, 2008), a small tile of the result is in registers, `tile`: 6 × 16 elements of
//! `f32` with AVX2 (12 sums, two vectors of the right matrix, one element of the left one: 15 of 16 registers), 12 × 32
//! with AVX-512, 6 × 16 with NEON, half the columns of `f64`. With 12 rows, 24 of the 32 registers of AVX-512 are sums, three
//! times as many as keep its multipliers busy, and a chunk of 64 rows is five tiles and one of 4 rows; 14 would leave 8. Lanes
//! lie along the columns of the result, never along a sum.
//!
//! A tile reads copies (`pack`) of parts of the matrices in the order in which it needs them. `product` goes over the tiles
//! of one panel, `logits` and `gradients` over panels and chains:
//!
//! | product | left rows | right columns | copied |
//! |---|---|---|---|
//! | X | rows | classes | 256 elements of all hidden states; of 32 rows of weights |
//! | grad_hidden | rows | elements | 256 classes of all gradients; 32 elements of 256 rows of weights |
//! | grad_weight | classes | elements | 256 elements of all hidden states; 48 classes of all gradients |
//!
//! # What the caller does
//!
//! It checks arrays, overlap and class indices, and knows the factor of the gradients
//! ([`RowOptions::scale`](crate::shape::RowOptions::scale) of the rows) before it begins, by a
//! [`Survey`](crate::shape::class::Survey). Where the gradients are 0 whatever the data, it leaves their pointers NULL and
//! calls [`Head::zero_gradients`] on a copy that has them. [`Plan::new`] says how many threads there is memory for. Then
//!
//! ```text
//! chunk = Chunk::new(head, plan, workspace)
//! while chunk.advance(wanted):                      one thread
//!     chunk.logits(worker, classes)                 each thread some classes
//!     -- all have ended
//!     chunk.each_row(rows of the chunk, loss)       each thread some rows
//!     -- all have ended
//!     chunk.hidden_gradient(worker, elements)       each thread some elements of all hidden states
//!     chunk.weight_gradient(worker, classes)        each thread some classes, no matter when hidden_gradient ends
//!     chunk.collect(sum of losses)                  one thread, no matter when the gradients end
//!     -- all have ended
//! chunk.finish()                                    one thread
//! if head.rounds():                                 gradients of half precision
//!     chunk.round(worker, classes)                  each thread some classes
//! ```
//!
//! A worker is a number below the plan's threads, and two calls at the same time never have the same one: it says whose part
//! of the workspace is used. Ranges may be cut anywhere; multiples of 32 leave no panel half empty.

mod chunk;
mod gradients;
mod head;
mod logits;
mod pack;
mod product;
mod round;
mod steps;
#[cfg(test)]
mod tests;
mod tile;
mod workspace;

pub use chunk::Chunk;
pub use head::{Head, Number};
pub use workspace::{Gradients, Plan, workspace_bytes};
