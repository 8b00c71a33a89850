//! Losses of rows of vectors, all of them differentiated: distances and angles.
//!
//! A row is measured first, in `f64`, then its loss is known, and then it is read again for the derivatives, mostly from
//! the caches. All vectors are read at an element before any derivative is written there, so that each gradient may be
//! where its input is.

use super::{Partial, RowOptions, fill_zero, offset, put, read, write};
use crate::element::{Compute, Element, Load};
use crate::loss_rows::{Found, Measure, Outcome, Rowwise};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{PlainSum, Sum, Total};

/// A loss over the rows `start..end` of X (rows, dim) matrices.
#[derive(Clone, Copy)]
pub struct Vectors<E, L, const X: usize, const K: usize> {
    /// The loss of a row.
    pub loss: L,
    /// What it is differentiated by.
    pub inputs: [*const E; X],
    /// A number a row; NULL where the loss has no targets.
    pub target: *const E,
    /// Out: the derivative by each input, in its place or apart. May be NULL.
    pub gradients: [*mut E; X],
    /// Elements of a vector.
    pub dim: usize,
    /// Weights, mask and losses; the gradient and Hessian of these are not used.
    pub options: RowOptions<E>,
    /// The first row.
    pub start: usize,
    /// The row behind the last.
    pub end: usize,
}

impl<E: Element, L: Rowwise<X, K>, const X: usize, const K: usize> Kernel for Vectors<E, L, X, K> {
    type Output = Partial;
    type Place = L;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        let options = &self.options;
        let mut partial = Partial::default();
        let mut row = self.start;
        while row < self.end {
            // SAFETY: the contract of the arguments: the row is below `end`, and its `dim` elements start at
            // `row * dim` in every matrix.
            unsafe {
                if options.kept(row) {
                    let weight = options.row_weight(row);
                    // A weight of 0 leaves out what it would multiply, as that may be infinite or NaN.
                    let weightless = weight == 0.0;
                    let outcome = self.outcome::<S>(row);
                    partial.rows += 1;
                    write(options.losses, row, outcome.loss);
                    if weightless {
                        self.clear(row);
                    } else {
                        partial.loss.add(weight * outcome.loss);
                        partial.weight.add(weight);
                        self.differentiate::<S>(row, &outcome, weight * options.scale);
                    }
                } else {
                    write(options.losses, row, 0.0);
                    self.clear(row);
                }
            }
            row += 1;
        }
        partial
    }
}

impl<E: Element, L: Rowwise<X, K>, const X: usize, const K: usize> Vectors<E, L, X, K> {
    /// Writes zeros to the derivatives of a row, unless they are added to what is there.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn clear(&self, row: usize) {
        let mut x = 0;
        while x < X && !self.options.accumulate {
            // SAFETY: the gradients are NULL or have the row.
            unsafe { fill_zero(offset(self.gradients[x], row * self.dim), self.dim) };
            x += 1;
        }
    }

    /// What a row that counts comes to.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn outcome<S: Simd>(&self, row: usize) -> Outcome<L::Coefficients, X> {
        // SAFETY: the caller's.
        let target = unsafe { read(self.target, row, 0.0) };
        let mut scales = [1.0; K];
        let mut again = false;
        loop {
            // SAFETY: the caller's.
            let found = unsafe { self.measure::<S>(row, scales) };
            scales = self.loss.scales(&found);
            let mut same = true;
            let mut k = 0;
            while k < K {
                same &= scales[k] == found.scales[k];
                k += 1;
            }
            if same || again {
                return self.loss.finish::<S::NarrowF64>(&found, target);
            }
            again = true;
        }
    }

    /// What the loss wants to know of a row.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn measure<S: Simd>(&self, row: usize, scales: [f64; K]) -> Found<K> {
        let mut found = Found { scales, largest: [0.0; K], first: [0; K], sums: [Total::ZERO; K] };
        let measure = self.loss.measure();
        // SAFETY: the caller's.
        unsafe {
            if measure != Measure::Sums {
                self.find_largest::<S>(row, &mut found);
            }
            if measure == Measure::Largest {
                self.find_first::<S>(row, &mut found);
            } else if E::Native::COMPENSATED {
                self.add_up::<S, S::SumF64>(row, &mut found);
            } else {
                self.add_up::<S, PlainSum<S>>(row, &mut found);
            }
        }
        found
    }

    /// The elements of all vectors of a row from `i` on, 0 behind the last.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; `i` is below `dim`.
    #[inline(always)]
    unsafe fn elements<S: Simd>(&self, row: usize, i: usize) -> [S::F64; X] {
        let mut elements = [S::F64::splat(0.0); X];
        let mut x = 0;
        while x < X {
            // SAFETY: `dim - i` elements of the row remain from `i` on.
            elements[x] =
                unsafe { <E as Load<f64>>::load::<S>(self.inputs[x].add(row * self.dim + i), self.dim - i, 0.0) };
            x += 1;
        }
        elements
    }

    /// The sums of the terms.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn add_up<S: Simd, A: Sum<Vector = S::F64>>(&self, row: usize, found: &mut Found<K>) {
        let mut sums = [A::zero(); K];
        let count = self.loss.count();
        let mut i = 0;
        while i < self.dim {
            // SAFETY: the caller's.
            let terms = self.loss.terms(unsafe { self.elements::<S>(row, i) }, found);
            let mut k = 0;
            while k < K {
                if k < count {
                    let [a, b] = terms[k];
                    sums[k].add_product(a.keep_first(self.dim - i), b.keep_first(self.dim - i));
                }
                k += 1;
            }
            i += S::F64::LANES;
        }
        let mut k = 0;
        while k < K {
            if k < count {
                found.sums[k] = sums[k].parts();
            }
            k += 1;
        }
    }

    /// The largest sizes; NaN where there is one.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn find_largest<S: Simd>(&self, row: usize, found: &mut Found<K>) {
        let zero = S::F64::splat(0.0);
        let mut largest = [zero; K];
        // 0, or NaN where a size is.
        let mut nan = [zero; K];
        let count = self.loss.count();
        let mut i = 0;
        while i < self.dim {
            // SAFETY: the caller's.
            let sizes = self.loss.sizes(unsafe { self.elements::<S>(row, i) }, found.scales);
            let mut k = 0;
            while k < K {
                if k < count {
                    let size = sizes[k].keep_first(self.dim - i);
                    largest[k] = size.max(largest[k]);
                    nan[k] = nan[k].or_nan_of(size);
                }
                k += 1;
            }
            i += S::F64::LANES;
        }
        let mut k = 0;
        while k < K {
            let number = S::F64::all(nan[k].eq(zero));
            found.largest[k] = if number { largest[k].largest() } else { f64::NAN };
            k += 1;
        }
    }

    /// Where the largest sizes are first.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn find_first<S: Simd>(&self, row: usize, found: &mut Found<K>) {
        let mut missing = [true; K];
        let count = self.loss.count();
        let mut i = 0;
        while i < self.dim {
            // SAFETY: the caller's.
            let sizes = self.loss.sizes(unsafe { self.elements::<S>(row, i) }, found.scales);
            let mut k = 0;
            while k < K {
                if k < count && missing[k] && !S::F64::all(sizes[k].lt(S::F64::splat(found.largest[k]))) {
                    let mut lanes = [0.0; 16];
                    // SAFETY: no vector of f64 has more than 16 lanes.
                    unsafe { sizes[k].store(lanes.as_mut_ptr(), 16) };
                    let mut lane = 0;
                    while lane < S::F64::LANES && lane < 16 && missing[k] {
                        // Behind the last element a size may be anything.
                        if lanes[lane] == found.largest[k] && i + lane < self.dim {
                            found.first[k] = i + lane;
                            missing[k] = false;
                        }
                        lane += 1;
                    }
                }
                k += 1;
            }
            i += S::F64::LANES;
        }
    }

    /// Writes the derivatives of a row that counts and has a weight, or adds them.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn differentiate<S: Simd>(&self, row: usize, outcome: &Outcome<L::Coefficients, X>, factor: f64) {
        let mut wanted = false;
        let mut factors = [S::F64::splat(0.0); X];
        let mut x = 0;
        while x < X {
            wanted |= !self.gradients[x].is_null();
            factors[x] = S::F64::splat(factor * outcome.gains[x]);
            x += 1;
        }
        if !wanted {
            return;
        }
        let nan = outcome.loss.is_nan();
        let coefficients = match &outcome.coefficients {
            Some(coefficients) if !nan => Some(coefficients),
            None if !nan => {
                // SAFETY: the caller's.
                unsafe { self.clear(row) };
                return;
            }
            _ => None,
        };
        let mut i = 0;
        while i < self.dim {
            // SAFETY: the caller's: `dim - i` elements of the row remain from `i` on, and no access goes beyond.
            unsafe {
                let derivatives = match coefficients {
                    Some(coefficients) => self.loss.derivatives(self.elements::<S>(row, i), coefficients, i),
                    None => [S::F64::splat(f64::NAN); X],
                };
                let mut x = 0;
                while x < X {
                    if !self.gradients[x].is_null() {
                        let to = self.gradients[x].add(row * self.dim + i);
                        // A derivative of 0 is one whatever it is multiplied by.
                        let value = derivatives[x].times(factors[x]);
                        put::<S, E, f64>(value, to, self.dim - i, self.options.accumulate);
                    }
                    x += 1;
                }
            }
            i += S::F64::LANES;
        }
    }
}
