//! A few rows of few classes with index targets and hardly an option: a kernel of their own.
//!
//! What [`contiguous`](super::contiguous) does for rows of any length and every option takes longer to begin than such a row
//! takes altogether. Every operation is that of the way for short rows there, so that a row's results do not depend on the
//! kernel.

use super::batch::{LEAST_ROWS, MOST_CLASSES};
use super::beside::others_of_few;
use super::finish::{Given, RowSums, at_most_one, finish};
use super::rows::ClassRows;
use super::scale::exponent_without_shift;
use super::sums::{OfLargest, Running};
use crate::element::{Compute, Element, Load};
use crate::math::{Coefficients, Divisor, ExpScaled, exp_scaled_double_late, exp_scaled_late};
use crate::shape::logits::limit_of_infinite;
use crate::shape::matrices::Sink;
use crate::shape::{Partial, RowOutput, clear_entries, fill_zero, offset, put, read, times, write};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, Total, first};
use core::mem::MaybeUninit;

/// The rows of [`ClassRows`], if there is nothing else to be done than these loops do.
pub(super) struct FewRows<'a, E> {
    rows: &'a ClassRows<E>,
    /// There are no options but the index to ignore, and nothing is written but a gradient.
    plain: bool,
}

impl<'a, E: Element> FewRows<'a, E> {
    /// The rows, which have index targets, logits, and nothing that the kernel in double precision is for.
    #[inline(always)]
    pub fn over(rows: &'a ClassRows<E>) -> Option<Self> {
        let options = &rows.options;
        let few = rows.end - rows.start < LEAST_ROWS && rows.classes <= MOST_CLASSES;
        let served = rows.smoothing == 0.0 && rows.temperature == 1.0 && rows.argmax.is_null();
        let each_counts = options.mask.is_null() && rows.sequence == 0;
        let unweighted = options.weight.is_null() && rows.class_weight.is_null() && rows.z_loss == 0.0;
        let plain = each_counts && unweighted && options.losses.is_null() && rows.lse.is_null() && !options.accumulate;
        if few && served { Some(Self { rows, plain }) } else { None }
    }
}

impl<E: Element> Kernel for FewRows<'_, E> {
    type Output = Partial;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> Partial {
        if self.plain { self.each::<S, true>() } else { self.each::<S, false>() }
    }
}

/// A way to get exponentials.
#[derive(Clone, Copy)]
enum Exponential<'a, V> {
    /// By [`exp_scaled_late`], with this exponent.
    Late(V, &'a Divisor),
    /// By any scale.
    Relative(ExpScaled<'a>),
}

impl<C: Coefficients, V: Real<Lane = C>> Exponential<'_, V> {
    /// Of x.
    #[inline(always)]
    fn of(self, x: V) -> V {
        match self {
            Self::Late(exponent, divisor) => exp_scaled_late(x, divisor, exponent),
            Self::Relative(scaled) => scaled.of(x),
        }
    }
}

impl<E: Element> FewRows<'_, E> {
    /// Every row.
    #[inline(always)]
    fn each<S: Simd, const PLAIN: bool>(&self) -> Partial {
        let rows = self.rows;
        let mut partial = Partial::default();
        let mut row = rows.start;
        while row < rows.end {
            // SAFETY: the contract of the arguments, for these rows.
            unsafe {
                match if PLAIN { rows.class_at(row) } else { rows.target_of(row) } {
                    Some(target) => self.work::<S, E::Native, PLAIN>(row, target, &mut partial),
                    None => self.skip(row),
                }
            }
            row += 1;
        }
        partial
    }

    /// A row that does not count: zeros, and nothing read.
    ///
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn skip(&self, row: usize) {
        let options = &self.rows.options;
        // SAFETY: the outputs have an entry for the row, and `classes` elements in its layout.
        unsafe {
            clear_entries(row, options.losses, [self.rows.lse, RowOutput::NONE], core::ptr::null_mut());
            if !options.accumulate {
                fill_zero(offset(options.gradient, row * self.rows.stride), self.rows.classes);
            }
        }
    }

    /// A row that counts.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; the target is below `classes`.
    #[inline(always)]
    unsafe fn work<S: Simd, C: Compute, const PLAIN: bool>(&self, row: usize, target: usize, partial: &mut Partial)
    where
        E: Load<C>,
    {
        let (rows, options) = (self.rows, &self.rows.options);
        let (classes, lanes) = (rows.classes, C::Vector::<S>::LANES);
        let mut exponentials = [const { MaybeUninit::<C>::uninit() }; MOST_CLASSES];
        let exponentials = exponentials.as_mut_ptr().cast::<C>();
        // SAFETY: the caller's: the row is within the input, the target within the row, and the outputs have an entry for
        // it. A vector that begins at a class below 32 ends there, in the array, too: it has 32, 16 or 1 lanes.
        unsafe {
            let input = rows.input.add(row * rows.stride);
            let gradient = offset(options.gradient, row * rows.stride);
            let target_input = input.add(target).read_unaligned().to_f64();
            let class_weight = if PLAIN { 1.0 } else { read(rows.class_weight, target, 1.0) };
            let row_weight = if PLAIN { 1.0 } else { options.row_weight(row) };
            let z_loss = if PLAIN { 0.0 } else { rows.z_loss };
            let accumulate = !PLAIN && options.accumulate;

            let mut largest = C::Vector::<S>::splat(f64::NEG_INFINITY);
            let mut c = 0;
            while c < MOST_CLASSES && c < classes {
                let z = <E as Load<C>>::load::<S>(input.add(c), classes - c, f64::NEG_INFINITY);
                largest = z.max(largest);
                c += lanes;
            }
            let mut largest = largest.largest().to_f64();
            let infinite = largest == f64::INFINITY;
            // Of what the row is read as then.
            largest = if infinite { 0.0 } else { largest };
            let (sum, of_largest) = self.exponentials::<S, C>(input, largest, infinite, exponentials);
            let mut others = others_of_few::<S, C>(exponentials, classes, sum, of_largest);
            let target_input =
                if infinite { first(limit_of_infinite(S::NarrowF64::splat(target_input))) } else { target_input };
            let target_below = largest - target_input;
            let mut lse = None;
            if infinite && !others.is_nan() {
                // There is no limit for the shares of several infinite logits.
                others = if others >= 1.0 { f64::NAN } else { others };
                (largest, lse) = (f64::INFINITY, Some(f64::INFINITY));
            } else if largest == f64::NEG_INFINITY && sum.value() == 0.0 {
                lse = Some(largest);
            }
            let sums = RowSums {
                largest,
                others,
                reference_below: 0.0,
                weighted: 0.0,
                coefficients: 0.0,
                class_weight,
                at_target: class_weight,
                spread_at_target: 0.0,
                target_below,
                target_exponential: exponentials.add(target).read().to_f64() * of_largest.inverse,
                target_log_sum: 0.0,
            };
            let given = if PLAIN { Given::OneAtTarget } else { Given::AtTarget };
            let result = finish(&sums.splat::<S::NarrowF64>(), given, z_loss);
            let loss = first(result.loss);
            if !PLAIN {
                write(options.losses, row, loss);
                rows.lse.write(row, lse.unwrap_or(first(result.lse)));
            }
            let weightless = !PLAIN && (row_weight == 0.0 || first(result.probability_factor) == 0.0);
            if weightless && !accumulate {
                fill_zero(gradient, classes);
            }
            if !gradient.is_null() && !weightless {
                let old = if accumulate { read(gradient.cast_const(), target, 0.0) } else { 0.0 };
                let scale = row_weight * options.scale;
                let most = scale * first(result.probability_factor);
                let factor = at_most_one(
                    C::Narrow::<S>::splat(most * (first(result.inverse_sum) * of_largest.inverse)),
                    C::Narrow::<S>::splat(of_largest.exponential),
                    C::Narrow::<S>::splat(most),
                );
                let factor = C::Vector::<S>::splat(first(factor));
                let mut c = 0;
                while c < MOST_CLASSES && c < classes {
                    let e = C::Vector::<S>::load(exponentials.add(c), lanes, 0.0);
                    let share = if infinite && most.abs() == f64::INFINITY { e.times(factor) } else { e * factor };
                    put::<S, E, C>(share, gradient.add(c), classes - c, accumulate);
                    c += lanes;
                }
                gradient.at(target).write_derivative(scale * first(result.target_gradient), old);
            }
            partial.loss.add(times(row_weight, loss));
            partial.weight.add(times(row_weight, class_weight));
            partial.rows += 1;
        }
    }

    /// Writes the exponentials of a row, and adds them up.
    ///
    /// # Safety
    /// As [`work`](Self::work): the row starts at `input`, and there is room for 32 numbers in `exponentials`.
    #[inline(always)]
    unsafe fn exponentials<S: Simd, C: Compute>(
        &self,
        input: *const E,
        largest: f64,
        infinite: bool,
        exponentials: *mut C,
    ) -> (Total, OfLargest)
    where
        E: Load<C>,
    {
        let divisor = Divisor::new::<C, S::NarrowF64>(1.0);
        // The processor guesses that it goes the first way, and has most of each exponential by the time it knows the
        // largest logit.
        if let Some(exponent) = exponent_without_shift::<S::NarrowF64>(largest) {
            let way = Exponential::Late(C::Vector::<S>::splat(first(exponent)), &divisor);
            // SAFETY: the caller's.
            let sum = unsafe { self.add::<S, C>(input, infinite, exponentials, way) };
            let late = C::Narrow::<S>::splat(first(exponent));
            let exponential = exp_scaled_late(C::Narrow::<S>::splat(largest), &divisor, late);
            let inverse = exp_scaled_double_late(S::NarrowF64::splat(-largest), &divisor, -exponent);
            (sum, OfLargest { exponential: first(exponential), inverse: first(inverse) })
        } else {
            let mut running = Running::<S, C>::new();
            running.take(largest, &divisor);
            let way = Exponential::Relative(running.scale.exponential(&divisor));
            // SAFETY: the caller's.
            let sum = unsafe { self.add::<S, C>(input, infinite, exponentials, way) };
            (sum, running.exponential_of_largest(&divisor))
        }
    }

    /// Writes the exponentials of a row, got in this way, and adds them up.
    ///
    /// # Safety
    /// As [`exponentials`](Self::exponentials).
    #[inline(always)]
    unsafe fn add<S: Simd, C: Compute>(
        &self,
        input: *const E,
        infinite: bool,
        target: *mut C,
        way: Exponential<'_, C::Vector<S>>,
    ) -> Total
    where
        E: Load<C>,
    {
        let (classes, lanes) = (self.rows.classes, C::Vector::<S>::LANES);
        let mut sum = C::Sum::<S>::zero();
        let mut c = 0;
        while c < MOST_CLASSES && c < classes {
            // SAFETY: the caller's.
            unsafe {
                let z = <E as Load<C>>::load::<S>(input.add(c), classes - c, f64::NEG_INFINITY);
                let e = way.of(if infinite { limit_of_infinite(z) } else { z });
                sum.add(e);
                e.store(target.add(c), lanes);
            }
            c += lanes;
        }
        sum.parts()
    }
}
