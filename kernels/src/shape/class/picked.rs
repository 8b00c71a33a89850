//! Log-probabilities with class indices and no label smoothing: of a row nothing but its target is read, and the gradient
//! is 0 everywhere else.

use super::rows::ClassRows;
use crate::element::Element;
use crate::shape::matrices::{Matrices, Place, Sink, Source};
use crate::shape::{Partial, fill_zero, offset, read, times, write};
use crate::simd::Simd;
use crate::simd::isa::Kernel;
use crate::sum::Turns;

/// How many rows ahead targets are asked for where rows are so many bytes apart: the processor by itself does not see them
/// coming.
const ASKED_AHEAD: usize = 16;
const APART: usize = 512;

/// The rows of [`ClassRows`] with `inner == 1`, `smoothing == 0` and no `argmax`; of log-probabilities no `lse` or `entropy`
/// is ever wanted.
pub(super) struct Picked<E: Element, A: Matrices<E>> {
    pub rows: ClassRows<E, A>,
}

impl<E: Element, A: Matrices<E>> Kernel for Picked<E, A> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let rows = &self.rows;
        let options = &rows.options;
        let (mut losses, mut weights, mut counted) = (Turns::new(), Turns::new(), 0);
        let asks = rows.stride * rows.input.bytes() >= APART;
        let mut row = rows.start;
        while row < rows.end {
            let at = row * rows.stride;
            if asks && rows.end - row > ASKED_AHEAD {
                // SAFETY: indices have an entry for the row; whatever it is, there is no harm in asking.
                unsafe {
                    let class = rows.index.read(row + ASKED_AHEAD) as usize;
                    let place = (row + ASKED_AHEAD).wrapping_mul(rows.stride).wrapping_add(class);
                    S::prefetch(rows.input.address().wrapping_add(place.wrapping_mul(rows.input.bytes())));
                }
            }
            // SAFETY: the contract of the arguments, for this row, whose `classes` elements start at `at` in every matrix:
            // a target is below `classes`.
            unsafe {
                let target = rows.target_of(row);
                // Read before the gradient may overwrite it.
                let log_probability = match target {
                    Some(class) => rows.input.add(at + class).get(),
                    None => 0.0,
                };
                let gradient = options.gradient.at(at);
                let old = match target {
                    Some(class) if options.accumulate => gradient.at(class).read(),
                    _ => 0.0,
                };
                fill_zero(offset(options.hessian, at), rows.classes);
                if !options.accumulate {
                    gradient.clear_row_but::<S>(rows.classes, target.unwrap_or(0), rows.beyond_caches);
                }
                if let Some(class) = target {
                    let row_weight = options.row_weight(row);
                    let class_weight = read(rows.class_weight, class, 1.0);
                    let loss = -times(class_weight, log_probability);
                    write(options.losses, row, loss);
                    gradient.at(class).write_derivative(row_weight * options.scale * -class_weight, old);
                    losses.add(times(row_weight, loss), 0.0);
                    weights.add(times(row_weight, class_weight), 0.0);
                    counted += 1;
                } else {
                    write(options.losses, row, 0.0);
                }
            }
            row += 1;
        }
        if rows.beyond_caches {
            S::fence();
        }
        Partial { loss: losses.parts(), weight: weights.parts(), rows: counted, ..Partial::default() }
    }
}
