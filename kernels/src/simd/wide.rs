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
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask {
        each!(N, a, i => P::both(a[i], b[i]))
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
        let mut lane = P::Lane::from_raw(0);
        // SAFETY: one element is written to one element. A part of a single lane has no partial
        // store, so it is stored whole.
        unsafe {
            if P::LANES == 1 {
                self.0[0].store(&mut lane);
            } else {
                self.0[0].store_partial(&mut lane, 1);
            }
        }
        lane
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
            let left = count.saturating_sub(i * P::LANES);
            if left >= P::LANES {
                // SAFETY: P::LANES elements remain from here on.
                out[i] = unsafe { P::load(source.add(i * P::LANES)) };
            } else if left > 0 {
                // SAFETY: `left` elements remain from here on.
                let partial = unsafe { P::load_partial(source.add(i * P::LANES), left) };
                out[i] = P::select(first_lanes::<P>(left), partial, blank);
            }
            i += 1;
        }
        Self(out)
    }
    #[inline(always)]
    unsafe fn store(self, target: *mut P::Lane, count: usize) {
        let mut i = 0;
        if count >= Self::LANES {
            while i < N {
                // SAFETY: N * P::LANES elements are there.
                unsafe { self.0[i].store(target.add(i * P::LANES)) };
                i += 1;
            }
            return;
        }
        while i < N {
            let left = count.saturating_sub(i * P::LANES);
            // SAFETY: `left` elements remain from here on, and no more are written.
            unsafe {
                if left >= P::LANES {
                    self.0[i].store(target.add(i * P::LANES));
                } else if left > 0 {
                    self.0[i].store_partial(target.add(i * P::LANES), left);
                }
            }
            i += 1;
        }
    }
    #[inline(always)]
    fn largest(self) -> P::Lane {
        let lowest = P::Lane::from_f64(f64::NEG_INFINITY);
        // The constant stands second, so that a NaN becomes it.
        let floor = P::splat(lowest);
        let mut lanes = [lowest; 32];
        let mut best = floor;
        let mut i = 0;
        while i < N {
            best = self.0[i].max(best);
            i += 1;
        }
        // SAFETY: no part has more than 32 lanes.
        unsafe { best.store(lanes.as_mut_ptr()) };
        let mut largest = lowest;
        let mut i = 0;
        while i < P::LANES {
            if lanes[i] > largest {
                largest = lanes[i];
            }
            i += 1;
        }
        largest
    }
    #[inline(always)]
    fn fold(self) -> P::Lane {
        let mut lanes = [P::Lane::from_f64(0.0); 32];
        // SAFETY: no vector has more than 32 lanes.
        unsafe { self.store(lanes.as_mut_ptr(), Self::LANES) };
        let mut half = Self::LANES / 2;
        while half > 0 {
            let mut i = 0;
            while i < half {
                lanes[i] = lanes[i].plus(lanes[i + half]);
                i += 1;
            }
            half /= 2;
        }
        lanes[0]
    }
    #[inline(always)]
    fn first_lanes(count: usize) -> Self::Mask {
        let none = first_lanes::<P>(0);
        each!(N, [none; N], i => first_lanes::<P>(count.saturating_sub(i * P::LANES)))
    }
}

/// The mask of the first `count` lanes of a part; all of them where it has no more.
#[inline(always)]
fn first_lanes<P: Part>(count: usize) -> P::Mask {
    let mut indices = [P::Lane::from_raw(0); 32];
    let mut i = 0;
    while i < P::LANES {
        indices[i] = P::Lane::from_f64(i as f64);
        i += 1;
    }
    // SAFETY: no part has more than 32 lanes.
    let indices = unsafe { P::load(indices.as_ptr()) };
    let count = if count > P::LANES { P::LANES } else { count };
    indices.lt(P::splat(P::Lane::from_f64(count as f64)))
}
