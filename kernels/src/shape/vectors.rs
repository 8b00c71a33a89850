//! Losses of rows of vectors, all of them differentiated: distances and angles.
//!
//! A row is measured first, in `f64`, then its loss is known, and then it is read again for the derivatives, mostly from
//! the caches. All vectors are read at an element before any derivative is written there, so that each gradient may be
//! where its input is.

use super::{Partial, RowOptions, fill_zero, offset, put, read, write};
use crate::element::{Compute, Element, Load};
use crate::loss_rows::{Found, Measure, Outcome, Rowwise, positions};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{PlainSum, Sum, Total};

/// A product of two finite numbers; where it is out of range, the largest number there is, so that 0 times it is 0.
#[inline(always)]
fn product_in_range(a: f64, b: f64) -> f64 {
    let product = a * b;
    if product.is_infinite() && a.is_finite() { product.signum() * f64::MAX } else { product }
}

/// Copies elements, of which no alignment is asked.
///
/// # Safety
/// `count` elements are valid for reading and writing, and do not overlap.
#[inline(always)]
unsafe fn copy_elements<E: Element>(source: *const E, target: *mut E, count: usize) {
    // SAFETY: the caller's; bytes need no alignment.
    unsafe { target.cast::<u8>().copy_from_nonoverlapping(source.cast::<u8>(), count * size_of::<E>()) }
}

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
    /// Weights, mask, losses and Hessian; the gradient of these is not used, and the Hessian only of a loss that is `CURVED`.
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
    /// Where second derivatives are written; NULL, known to the compiler, where the loss has none.
    #[inline(always)]
    fn hessian(&self) -> *mut E {
        if L::CURVED { self.options.hessian } else { core::ptr::null_mut() }
    }

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
        // SAFETY: NULL, or it has the row.
        unsafe { fill_zero(offset(self.hessian(), row * self.dim), self.dim) };
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
                return self.loss.finish::<S>(&found, target);
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
                return found;
            }
            if !self.loss.common() {
                self.add_up::<S, false, true>(row, &mut found);
            } else if self.loss.all() {
                self.add_up::<S, true, true>(row, &mut found);
            } else {
                self.add_up::<S, true, false>(row, &mut found);
            }
        }
        found
    }

    /// The first `count` elements, or a vector of them, of all vectors of a row from `i` on; 0 behind the last.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; `i + count` is at most `dim`.
    #[inline(always)]
    unsafe fn elements<S: Simd>(&self, row: usize, i: usize, count: usize) -> [S::F64; X] {
        let mut elements = [S::F64::splat(0.0); X];
        let mut x = 0;
        while x < X {
            // SAFETY: `count` elements of the row remain from `i` on.
            elements[x] = unsafe { <E as Load<f64>>::load::<S>(self.inputs[x].add(row * self.dim + i), count, 0.0) };
            x += 1;
        }
        elements
    }

    /// The sums of the terms.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn add_up<S: Simd, const COMMON: bool, const ALL: bool>(&self, row: usize, found: &mut Found<K>) {
        // SAFETY: the caller's.
        unsafe {
            if E::Native::COMPENSATED {
                self.add_up_in::<S, S::SumF64, COMMON, ALL>(row, found);
            } else {
                self.add_up_in::<S, PlainSum<S>, COMMON, ALL>(row, found);
            }
        }
    }

    /// The same in sums of this kind.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn add_up_in<S: Simd, A: Sum<Vector = S::F64>, const COMMON: bool, const ALL: bool>(
        &self,
        row: usize,
        found: &mut Found<K>,
    ) {
        let mut sums = [A::zero(); K];
        // The last elements, where they are no whole vector: so that the loop has one way, for which registers are enough.
        let mut last = [[E::from_f64(0.0); 16]; X];
        let mut mask = S::F64::first_lanes(S::F64::LANES);
        let mut from = self.inputs;
        let mut i = 0;
        while i < self.dim {
            let count = self.dim - i;
            let mut x = 0;
            while x < X {
                // SAFETY: the caller's: `count` elements of the row remain from `i` on.
                unsafe {
                    from[x] = self.inputs[x].add(row * self.dim + i);
                    if count < S::F64::LANES {
                        copy_elements(from[x], last[x].as_mut_ptr(), count);
                        from[x] = last[x].as_ptr();
                    }
                }
                x += 1;
            }
            if count < S::F64::LANES {
                mask = S::F64::first_lanes(count);
            }
            let mut elements = [S::F64::splat(0.0); X];
            let mut x = 0;
            while x < X {
                // SAFETY: a whole vector is there, or 16 elements, which no vector of f64 has more of.
                elements[x] = unsafe { <E as Load<f64>>::load::<S>(from[x], S::F64::LANES, 0.0) };
                x += 1;
            }
            let terms = self.loss.terms::<S, COMMON, ALL>(elements, found);
            let mut k = 0;
            while k < K {
                if ALL || k + 1 < K {
                    let [a, b] = terms[k];
                    sums[k].add_product(a.keep(mask), b);
                }
                k += 1;
            }
            i += S::F64::LANES;
        }
        let mut k = 0;
        while k < K {
            if ALL || k + 1 < K {
                found.sums[k] = sums[k].parts();
            }
            k += 1;
        }
    }

    /// The largest sizes and where they are first; NaN where a size is.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn find_largest<S: Simd>(&self, row: usize, found: &mut Found<K>) {
        let zero = S::F64::splat(0.0);
        // Of each lane. No size is below 0.
        let (mut largest, mut first) = ([zero; K], [zero; K]);
        // 0, or NaN where a size is.
        let mut nan = [zero; K];
        let mut i = 0;
        while i < self.dim {
            // SAFETY: the caller's.
            let sizes = self.loss.sizes::<S>(unsafe { self.elements::<S>(row, i, self.dim - i) }, found.scales);
            let here = positions::<S::F64>(i);
            let mut k = 0;
            while k < K {
                let size = sizes[k].keep_first(self.dim - i);
                let larger = largest[k].lt(size);
                largest[k] = S::F64::select(larger, size, largest[k]);
                first[k] = S::F64::select(larger, here, first[k]);
                nan[k] = nan[k].or_nan_of(size);
                k += 1;
            }
            i += S::F64::LANES;
        }
        let mut k = 0;
        while k < K {
            let most = largest[k].largest();
            // The first of those lanes that have it.
            let places =
                S::F64::select(largest[k].eq(S::F64::splat(most)), -first[k], S::F64::splat(f64::NEG_INFINITY));
            found.first[k] = -places.largest() as usize;
            found.largest[k] = if S::F64::all(nan[k].eq(zero)) { most } else { f64::NAN };
            k += 1;
        }
    }

    /// Writes the derivatives of a row that counts and has a weight, or adds them.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn differentiate<S: Simd>(&self, row: usize, outcome: &Outcome<L::Coefficients, X>, factor: f64) {
        let mut wanted = !self.hessian().is_null();
        let mut factors = [S::F64::splat(0.0); X];
        let mut x = 0;
        while x < X {
            wanted |= !self.gradients[x].is_null();
            factors[x] = S::F64::splat(product_in_range(factor, outcome.gains[x]));
            x += 1;
        }
        if !wanted {
            return;
        }
        // SAFETY: the caller's.
        unsafe {
            match &outcome.coefficients {
                _ if outcome.loss.is_nan() => self.write_nan(row),
                None => self.clear(row),
                Some(coefficients) => {
                    let bend = if self.hessian().is_null() {
                        [0.0; 2]
                    } else {
                        self.loss.curvature_factors(coefficients, factor)
                    };
                    let bend = [S::F64::splat(bend[0]), S::F64::splat(bend[1])];
                    if self.loss.common() {
                        self.write_derivatives::<S, true>(row, coefficients, factors, bend);
                    } else {
                        self.write_derivatives::<S, false>(row, coefficients, factors, bend);
                    }
                }
            }
        }
    }

    /// Writes or adds NaN to all derivatives of a row.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn write_nan(&self, row: usize) {
        let mut x = 0;
        while x < X {
            let mut i = 0;
            while i < self.dim && !self.gradients[x].is_null() {
                // SAFETY: the gradient has the row. NaN added to anything is NaN.
                unsafe { write(self.gradients[x], row * self.dim + i, f64::NAN) };
                i += 1;
            }
            x += 1;
        }
        let mut i = 0;
        while i < self.dim && !self.hessian().is_null() {
            // SAFETY: the Hessian has the row.
            unsafe { write(self.hessian(), row * self.dim + i, f64::NAN) };
            i += 1;
        }
    }

    /// Writes or adds the derivatives of a row, each input's times a factor, and writes the second ones times two factors.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn write_derivatives<S: Simd, const COMMON: bool>(
        &self,
        row: usize,
        coefficients: &L::Coefficients,
        factors: [S::F64; X],
        bend: [S::F64; 2],
    ) {
        let mut i = 0;
        while i < self.dim {
            let count = self.dim - i;
            // SAFETY: the caller's: `count` elements of the row remain from `i` on, and no access goes beyond.
            unsafe {
                let elements = self.elements::<S>(row, i, count);
                let derivatives = self.loss.derivatives::<S, COMMON>(elements, coefficients, i);
                if !self.hessian().is_null() {
                    // Apart from all inputs, of which one gradient may take the place.
                    let curvatures = self.loss.curvatures::<S>(elements, coefficients).times(bend[0]) * bend[1];
                    put::<S, E, f64>(curvatures, self.hessian().add(row * self.dim + i), count, false);
                }
                let mut x = 0;
                while x < X {
                    if !self.gradients[x].is_null() {
                        let to = self.gradients[x].add(row * self.dim + i);
                        put::<S, E, f64>(derivatives[x] * factors[x], to, count, self.options.accumulate);
                    }
                    x += 1;
                }
            }
            i += S::F64::LANES;
        }
    }
}
