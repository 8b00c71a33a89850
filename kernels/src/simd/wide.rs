//! `N` native registers that act as one vector.

use super::{Lane, Part, Real, Vector};
use core::mem::MaybeUninit;
use core::ops::{Add, Div, Mul, Neg, Sub};

/// `N` parts; lane `i` of the vector is lane `i % LANES` of part `i / LANES`.
#[derive(Clone, Copy)]
pub struct Wide<P, const N: usize>(pub [P; N]);

/// Repeats statements for every part, with its number as a constant. Not a loop: LLVM rotates and unrolls each loop of a
/// kernel anew, in functions of up to 75 KB, and that was half of the time that a build took. Not a function that takes a
/// closure either, because a closure is not certain to be inlined. A vector has at most eight parts.
macro_rules! every {
    ($n:ident, $i:ident => $body:expr) => {
        every!($n, $i => $body; 0 1 2 3 4 5 6 7)
    };
    ($n:ident, $i:ident => $body:expr; $($number:literal)*) => {
        const { assert!($n <= 8) };
        $(
            if $number < $n {
                let $i: usize = $number;
                $body
            }
        )*
    };
}

/// The array of a value for every part. It does not begin as a copy of another vector, which would have to be optimised away.
macro_rules! each {
    ($n:ident, $i:ident => $value:expr) => {{
        let mut parts = [const { MaybeUninit::uninit() }; $n];
        every!($n, $i => { parts[$i].write($value); });
        // SAFETY: `every` has written all of them, and an array of MaybeUninit has the layout of an array.
        unsafe { all_written(parts) }
    }};
}

/// The parts themselves.
///
/// # Safety
/// All of them have been written.
#[inline(always)]
unsafe fn all_written<T: Copy, const N: usize>(parts: [MaybeUninit<T>; N]) -> [T; N] {
    // SAFETY: the caller's; the layouts are the same.
    unsafe { parts.as_ptr().cast::<[T; N]>().read() }
}

macro_rules! operator {
    ($trait:ident, $method:ident) => {
        impl<P: Part, const N: usize> $trait for Wide<P, N> {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(each!(N, i => P::$method(self.0[i], other.0[i])))
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
    fn square_root(self) -> Self {
        Self(each!(N, i => self.0[i].square_root()))
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, addend: Self) -> Self {
        Self(each!(N, i => self.0[i].mul_add(factor.0[i], addend.0[i])))
    }
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        Self(each!(N, i => self.0[i].max(other.0[i])))
    }
    #[inline(always)]
    fn lt(self, other: Self) -> Self::Mask {
        each!(N, i => self.0[i].lt(other.0[i]))
    }
    #[inline(always)]
    fn le(self, other: Self) -> Self::Mask {
        each!(N, i => self.0[i].le(other.0[i]))
    }
    #[inline(always)]
    fn eq(self, other: Self) -> Self::Mask {
        each!(N, i => self.0[i].eq(other.0[i]))
    }
    #[inline(always)]
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self {
        Self(each!(N, i => P::select(mask[i], yes.0[i], no.0[i])))
    }
    #[inline(always)]
    fn keep(self, mask: Self::Mask) -> Self {
        Self(each!(N, i => self.0[i].keep(mask[i])))
    }
    #[inline(always)]
    fn without(self, mask: Self::Mask) -> Self {
        Self(each!(N, i => self.0[i].without(mask[i])))
    }
    #[inline(always)]
    fn without_less(self, a: Self, b: Self) -> Self {
        Self(each!(N, i => self.0[i].without_less(a.0[i], b.0[i])))
    }
    #[inline(always)]
    fn times(self, factor: Self) -> Self {
        Self(each!(N, i => self.0[i].times(factor.0[i])))
    }
    #[inline(always)]
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask {
        each!(N, i => P::both(a[i], b[i]))
    }
    #[inline(always)]
    fn all(mask: Self::Mask) -> bool {
        let mut all = mask[0];
        every!(N, i => if i > 0 { all = P::both(all, mask[i]) });
        P::all(all)
    }
    #[inline(always)]
    fn and(self, other: Self) -> Self {
        Self(each!(N, i => self.0[i].and(other.0[i])))
    }
    #[inline(always)]
    fn or(self, other: Self) -> Self {
        Self(each!(N, i => self.0[i].or(other.0[i])))
    }
    #[inline(always)]
    fn add_integer(self, other: Self) -> Self {
        Self(each!(N, i => self.0[i].add_integer(other.0[i])))
    }
    #[inline(always)]
    fn shift_to_exponent(self) -> Self {
        Self(each!(N, i => self.0[i].shift_to_exponent()))
    }
    #[inline(always)]
    fn shift_from_exponent(self) -> Self {
        Self(each!(N, i => self.0[i].shift_from_exponent()))
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
            return Self(each!(N, i => unsafe { P::load(source.add(i * P::LANES)) }));
        }
        let blank = P::splat(P::Lane::from_f64(fill));
        Self(each!(N, i => {
            // SAFETY: `count` elements are there, less than 32.
            let part = unsafe { P::load_first(source, count, i * P::LANES) };
            if fill == 0.0 { part } else { P::select(P::first_lanes(count, i * P::LANES), part, blank) }
        }))
    }
    #[inline(always)]
    unsafe fn store(self, target: *mut P::Lane, count: usize) {
        if count >= Self::LANES {
            // SAFETY: N * P::LANES elements are there.
            every!(N, i => unsafe { self.0[i].store(target.add(i * P::LANES)) });
        } else {
            // SAFETY: `count` elements are there, less than 32.
            every!(N, i => unsafe { self.0[i].store_first(target, count, i * P::LANES) });
        }
    }
    #[inline(always)]
    unsafe fn stream(self, target: *mut P::Lane) {
        // SAFETY: N * P::LANES elements are there; no part is shorter than 16 bytes, or it has one lane and stores it.
        every!(N, i => unsafe { self.0[i].stream(target.add(i * P::LANES)) });
    }
    #[inline(always)]
    fn largest(self) -> P::Lane {
        // The constant stands second, so that a NaN becomes it.
        let mut best = P::splat(P::Lane::from_f64(f64::NEG_INFINITY));
        every!(N, i => best = self.0[i].max(best));
        best.largest()
    }
    #[inline(always)]
    fn fold(self) -> P::Lane {
        let mut parts = self.0;
        every!(N, i => if N == 8 && i < 4 { parts[i] = parts[i].add(parts[i + 4]) });
        every!(N, i => if N >= 4 && i < 2 { parts[i] = parts[i].add(parts[i + 2]) });
        every!(N, i => if N >= 2 && i < 1 { parts[i] = parts[i].add(parts[i + 1]) });
        parts[0].fold()
    }
    #[inline(always)]
    unsafe fn lanes_of_bytes(source: *const u8) -> Self::Mask {
        // SAFETY: N * P::LANES bytes are there.
        each!(N, i => unsafe { P::lanes_of_bytes(source.add(i * P::LANES)) })
    }
    #[inline(always)]
    fn first_lanes(count: usize) -> Self::Mask {
        let count = if count < Self::LANES { count } else { Self::LANES };
        each!(N, i => P::first_lanes(count, i * P::LANES))
    }
}
