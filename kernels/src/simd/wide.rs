//! `N` native registers that act as one vector.

use super::{Lane, Part, Real, Vector};
use core::ops::{Add, Div, Mul, Neg, Sub};

/// `N` parts; lane `i` of the vector is lane `i % LANES` of part `i / LANES`.
#[derive(Clone, Copy)]
pub struct Wide<P, const N: usize>(pub [P; N]);

/// Applies an operation of the part to every part. A macro and not a function that takes a closure,
/// because a closure is not certain to be inlined.
macro_rules! each {
    ($n:ident, $out:expr, $i:ident => $value:expr) => {{
        let mut out = $out;
        let mut $i = 0;
        while $i < $n {
            out[$i] = $value;
            $i += 1;
        }
        out
    }};
}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl<P: Part, const N: usize> $trait for Wide<P, N> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(each!(N, self.0, i => P::$method(self.0[i], other.0[i])))
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);
operator!(Div, div);

impl<P: Part, const N: usize> Neg for Wide<P, N> {
    type Output = Self;
    #[inline(always)]
    fn neg(self) -> Self {
        Self::splat(-0.0) - self
    }
}

impl<P: Part, const N: usize> Real for Wide<P, N> {
    type Lane = P::Lane;
    type Mask = [P::Mask; N];

    #[inline(always)]
    fn splat_lane(value: P::Lane) -> Self {
        Self([P::splat(value); N])
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, addend: Self) -> Self {
        Self(each!(N, self.0, i => self.0[i].mul_add(factor.0[i], addend.0[i])))
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self(each!(N, self.0, i => self.0[i].max(other.0[i])))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Self::Mask {
        each!(N, [self.0[0].lt(other.0[0]); N], i => self.0[i].lt(other.0[i]))
    }
    #[inline(always)]
    fn le(self, other: Self) -> Self::Mask {
        each!(N, [self.0[0].le(other.0[0]); N], i => self.0[i].le(other.0[i]))
    }
    #[inline(always)]
    fn eq(self, other: Self) -> Self::Mask {
        each!(N, [self.0[0].eq(other.0[0]); N], i => self.0[i].eq(other.0[i]))
    }
    #[inline(always)]
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self {
        Self(each!(N, yes.0, i => P::select(mask[i], yes.0[i], no.0[i])))
    }
    #[inline(always)]
    fn keep(self, mask: Self::Mask) -> Self {
        Self(each!(N, self.0, i => self.0[i].keep(mask[i])))
    }
    #[inline(always)]
    fn without(self, mask: Self::Mask) -> Self {
        Self(each!(N, self.0, i => self.0[i].without(mask[i])))
    }
    #[inline(always)]
    fn without_less(self, a: Self, b: Self) -> Self {
        Self(each!(N, self.0, i => self.0[i].without_less(a.0[i], b.0[i])))
    }
    #[inline(always)]
    fn times(self, factor: Self) -> Self {
        Self(each!(N, self.0, i => self.0[i].times(factor.0[i])))
    }
    #[inline(always)]
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask {
        each!(N, a, i => P::both(a[i], b[i]))
    }
    #[inline(always)]
    fn all(mask: Self::Mask) -> bool {
        let mut every = mask[0];
        let mut i = 1;
        while i < N {
            every = P::both(every, mask[i]);
            i += 1;
        }
        P::all(every)
    }
    #[inline(always)]
    fn and(self, other: Self) -> Self {
        Self(each!(N, self.0, i => self.0[i].and(other.0[i])))
    }
    #[inline(always)]
    fn or(self, other: Self) -> Self {
        Self(each!(N, self.0, i => self.0[i].or(other.0[i])))
    }
    #[inline(always)]
    fn add_integer(self, other: Self) -> Self {
        Self(each!(N, self.0, i => self.0[i].add_integer(other.0[i])))
    }
    #[inline(always)]
    fn shift_to_exponent(self) -> Self {
        Self(each!(N, self.0, i => self.0[i].shift_to_exponent()))
    }
    #[inline(always)]
    fn shift_from_exponent(self) -> Self {
        Self(each!(N, self.0, i => self.0[i].shift_from_exponent()))
    }
    #[inline(always)]
    fn first(self) -> P::Lane {
        self.0[0].first()
    }
}

impl<P: Part, const N: usize> Vector for Wide<P, N> {
    const LANES: usize = P::LANES * N;

    #[inline(always)]
    unsafe fn load(source: *const P::Lane, count: usize, fill: f64) -> Self {
        if count >= Self::LANES {
            // SAFETY: N * P::LANES elements are there; part i reads those from i * P::LANES on.
            return unsafe { Self(each!(N, [P::load(source); N], i => P::load(source.add(i * P::LANES)))) };
        }
        let blank = P::splat(P::Lane::from_f64(fill));
        let mut out = [blank; N];
        let mut i = 0;
        while i < N {
            // SAFETY: `count` elements are there, less than 32.
            let part = unsafe { P::load_first(source, count, i * P::LANES) };
            out[i] = if fill == 0.0 { part } else { P::select(P::first_lanes(count, i * P::LANES), part, blank) };
            i += 1;
        }
        Self(out)
    }
    #[inline(always)]
    unsafe fn store(self, target: *mut P::Lane, count: usize) {
        let mut i = 0;
        while i < N {
            // SAFETY: N * P::LANES elements are there, or `count`, less than 32.
            unsafe {
                if count >= Self::LANES {
                    self.0[i].store(target.add(i * P::LANES));
                } else {
                    self.0[i].store_first(target, count, i * P::LANES);
                }
            }
            i += 1;
        }
    }
    #[inline(always)]
    unsafe fn stream(self, target: *mut P::Lane) {
        let mut i = 0;
        while i < N {
            // SAFETY: N * P::LANES elements are there; no part is shorter than 16 bytes, or it has one lane
            // and stores it.
            unsafe { self.0[i].stream(target.add(i * P::LANES)) };
            i += 1;
        }
    }
    #[inline(always)]
    fn largest(self) -> P::Lane {
        // The constant stands second, so that a NaN becomes it.
        let mut best = P::splat(P::Lane::from_f64(f64::NEG_INFINITY));
        let mut i = 0;
        while i < N {
            best = self.0[i].max(best);
            i += 1;
        }
        best.largest()
    }
    #[inline(always)]
    fn fold(self) -> P::Lane {
        let mut parts = self.0;
        let mut half = N / 2;
        while half > 0 {
            let mut i = 0;
            while i < half {
                parts[i] = parts[i].add(parts[i + half]);
                i += 1;
            }
            half /= 2;
        }
        parts[0].fold()
    }
    #[inline(always)]
    unsafe fn lanes_of_bytes(source: *const u8) -> Self::Mask {
        // SAFETY: N * P::LANES bytes are there.
        unsafe { each!(N, [P::lanes_of_bytes(source); N], i => P::lanes_of_bytes(source.add(i * P::LANES))) }
    }
    #[inline(always)]
    fn first_lanes(count: usize) -> Self::Mask {
        let count = if count < Self::LANES { count } else { Self::LANES };
        each!(N, [P::first_lanes(count, 0); N], i => P::first_lanes(count, i * P::LANES))
    }
}
