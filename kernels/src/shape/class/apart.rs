//! The gradient of the class with the largest logit among soft targets, which must not be formed as A·p − a.

use super::beside::without;
use super::finish::RowResult;
use super::member::{GENERAL, Made, Output};
use super::row::{Aside, Row};
use super::sums::{FirstPass, Teacher};
use crate::element::{Compute, Element, Load};
use crate::shape::matrices::{Matrices, Place};
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::{Sum, first};
use core::marker::PhantomData;

impl<E: Element, A: Matrices<E>, M: Made> Row<'_, E, A, M> {
    /// Where soft targets leave the class with the largest logit a gradient that must not be formed as A·p − a: that class,
    /// what is there before, and the gradient.
    ///
    /// # Safety
    /// The contract of the arguments, for this row, whose gradient has not been written.
    #[inline(always)]
    #[allow(clippy::type_complexity)]
    pub(super) unsafe fn apart<S: Simd, C: Compute, const KIND: u8>(
        &self,
        pass: &FirstPass,
        result: &RowResult<S::NarrowF64>,
    ) -> Option<(usize, f64, f64)>
    where
        E: Load<C>,
    {
        let member = self.member();
        let soft = KIND == GENERAL && member.soft && !member.teacher && member.output == Output::Gradient;
        let place = if soft && !self.gradient.is_null() { pass.place } else { None }?;
        // SAFETY: the caller's; the place is a class.
        unsafe {
            let [_, chain, _] = self.rows.transform(S::NarrowF64::splat(self.input_at(Some(place))));
            let (inverse_sum, factor) = (first(result.inverse_sum), first(result.probability_factor));
            let gradient = self.gradient_of_largest::<S, C>(pass, inverse_sum, factor, place);
            Some((place, self.accumulated(Some(place)), gradient * first(chain)))
        }
    }

    /// The gradient of the class with the largest logit among soft targets, free of the cancellation in A·p − a: that is
    /// what the other classes have of A, less their share.
    ///
    /// # Safety
    /// The contract of the arguments, for this row; `place` is a class.
    #[inline(always)]
    unsafe fn gradient_of_largest<S: Simd, C: Compute>(
        &self,
        pass: &FirstPass,
        inverse_sum: f64,
        probability_factor: f64,
        place: usize,
    ) -> f64
    where
        E: Load<C>,
    {
        // SAFETY: the caller's.
        let beside = S::run_apart(unsafe { Beside::new(self.aside(), place, PhantomData::<C>) });
        let slope = probability_factor - pass.sums.coefficients;
        (beside + slope) - probability_factor * (pass.sums.others * inverse_sum)
    }
}

/// The coefficients of all classes but one, added up.
struct Beside<E: Element, A: Matrices<E>, C> {
    row: Aside<E, A>,
    place: usize,
    compute: PhantomData<C>,
}

impl<E: Element, A: Matrices<E>, C> Beside<E, A, C> {
    /// # Safety
    /// The contract of the arguments, for this row.
    #[inline(always)]
    unsafe fn new(row: Aside<E, A>, place: usize, compute: PhantomData<C>) -> Self {
        Self { row, place, compute }
    }
}

impl<E: Element + Load<C>, A: Matrices<E>, C: Compute> Kernel for Beside<E, A, C> {
    type Output = f64;
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> f64 {
        let row = self.row.row();
        let mut sum = C::Sum::<S>::zero();
        let mut c = 0;
        while c < row.rows.classes {
            // SAFETY: that of `new`: `classes - c` elements remain from `c` on.
            let [a, ..] = unsafe { row.coefficients::<S, C, true>(c, &Teacher::NONE, row.divisor) };
            sum.add(without(a, c, self.place));
            c += C::Vector::<S>::LANES;
        }
        sum.total()
    }
}
