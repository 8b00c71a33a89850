//! No vector instructions beyond those of the target's baseline: runs everywhere, and is what the
//! others are compared with.
//!
//! A "register" here is an array of all the lanes. Unrolled in place, thirty-two times the scalar
//! code of every loss would be most of the library: so an operation on an array is a call, and what
//! is longer goes lane by lane through `Real::apply`.

use super::{Part, Simd, Wide};

unsafe extern "C" {
    // Of the C library, correctly rounded. `core` has no fused multiply-add.
    safe fn fmaf(factor: f32, other: f32, addend: f32) -> f32;
    safe fn fma(factor: f64, other: f64, addend: f64) -> f64;
}

/// One lane, in a register.
#[derive(Clone, Copy)]
pub struct One<T>(T);

/// All lanes of a virtual vector, in memory.
#[derive(Clone, Copy)]
pub struct Lanes<T, const N: usize>([T; N]);

macro_rules! one {
    ($lane:ident, $fma:ident) => {
        impl Part for One<$lane> {
            type Lane = $lane;
            type Mask = bool;
            type Single = Self;
            const LANES: usize = 1;

            #[inline(always)]
            fn splat(value: $lane) -> Self {
                Self(value)
            }
            #[inline(always)]
            unsafe fn load(source: *const $lane) -> Self {
                // SAFETY: the caller gives one element; no alignment is asked of it.
                Self(unsafe { source.read_unaligned() })
            }
            #[inline(always)]
            unsafe fn load_partial(_: *const $lane, _: usize) -> Self {
                // Less than one element.
                Self(0.0)
            }
            #[inline(always)]
            unsafe fn store(self, target: *mut $lane) {
                // SAFETY: the caller gives one element; no alignment is asked of it.
                unsafe { target.write_unaligned(self.0) }
            }
            #[inline(always)]
            unsafe fn store_partial(self, _: *mut $lane, _: usize) {}
            #[inline(always)]
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
            #[inline(always)]
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                Self(self.0 * other.0)
            }
            #[inline(always)]
            fn div(self, other: Self) -> Self {
                Self(self.0 / other.0)
            }
            #[inline(always)]
            fn mul_add(self, factor: Self, addend: Self) -> Self {
                Self($fma(self.0, factor.0, addend.0))
            }
            #[inline(always)]
            fn max(self, other: Self) -> Self {
                if self.0 > other.0 { self } else { other }
            }
            #[inline(always)]
            fn lt(self, other: Self) -> bool {
                self.0 < other.0
            }
            #[inline(always)]
            fn le(self, other: Self) -> bool {
                self.0 <= other.0
            }
            #[inline(always)]
            fn eq(self, other: Self) -> bool {
                self.0 == other.0
            }
            #[inline(always)]
            fn select(mask: bool, yes: Self, no: Self) -> Self {
                if mask { yes } else { no }
            }
            #[inline(always)]
            fn both(a: bool, b: bool) -> bool {
                a & b
            }
            #[inline(always)]
            fn and(self, other: Self) -> Self {
                Self($lane::from_bits(self.0.to_bits() & other.0.to_bits()))
            }
            #[inline(always)]
            fn or(self, other: Self) -> Self {
                Self($lane::from_bits(self.0.to_bits() | other.0.to_bits()))
            }
            #[inline(always)]
            fn add_integer(self, other: Self) -> Self {
                Self($lane::from_bits(self.0.to_bits().wrapping_add(other.0.to_bits())))
            }
            #[inline(always)]
            fn shift_to_exponent(self) -> Self {
                Self($lane::from_bits(self.0.to_bits() << ($lane::MANTISSA_DIGITS - 1)))
            }
            #[inline(always)]
            fn shift_from_exponent(self) -> Self {
                Self($lane::from_bits(self.0.to_bits() >> ($lane::MANTISSA_DIGITS - 1)))
            }
        }
    };
}

one!(f32, fmaf);
one!(f64, fma);

/// Operations lane by lane, each compiled once: those of [`One`].
macro_rules! lane_by_lane {
    ($out:ty, $start:expr; $( fn $name:ident(self $(, $other:ident)*) )+) => {$(
        #[inline(never)]
        fn $name(self $(, $other: Self)*) -> $out {
            let mut i = 0;
            let mut out = $start;
            while i < N {
                out[i] = One(self.0[i]).$name($(One($other.0[i])),*).into();
                i += 1;
            }
            out.into()
        }
    )+};
}

impl<T, const N: usize> From<[T; N]> for Lanes<T, N> {
    #[inline(always)]
    fn from(lanes: [T; N]) -> Self {
        Self(lanes)
    }
}

macro_rules! part {
    ($lane:ident) => {
        impl From<One<$lane>> for $lane {
            #[inline(always)]
            fn from(one: One<$lane>) -> Self {
                one.0
            }
        }

        impl<const N: usize> Part for Lanes<$lane, N> {
            type Lane = $lane;
            type Mask = [bool; N];
            type Single = One<$lane>;
            const LANES: usize = N;

            #[inline(always)]
            fn splat(value: $lane) -> Self {
                Self([value; N])
            }
            #[inline(always)]
            unsafe fn load(source: *const $lane) -> Self {
                // SAFETY: the caller gives N elements; no alignment is asked of it.
                Self(unsafe { source.cast::<[$lane; N]>().read_unaligned() })
            }
            #[inline(never)]
            unsafe fn load_partial(source: *const $lane, count: usize) -> Self {
                let mut out = [0.0; N];
                let mut i = 0;
                while i < N && i < count {
                    // SAFETY: the caller gives `count` elements.
                    out[i] = unsafe { source.add(i).read_unaligned() };
                    i += 1;
                }
                Self(out)
            }
            #[inline(always)]
            unsafe fn store(self, target: *mut $lane) {
                // SAFETY: the caller gives N elements; no alignment is asked of it.
                unsafe { target.cast::<[$lane; N]>().write_unaligned(self.0) }
            }
            #[inline(never)]
            unsafe fn store_partial(self, target: *mut $lane, count: usize) {
                let mut i = 0;
                while i < N && i < count {
                    // SAFETY: the caller gives `count` elements.
                    unsafe { target.add(i).write_unaligned(self.0[i]) };
                    i += 1;
                }
            }
            lane_by_lane! { Self, [0.0; N];
                fn add(self, other)
                fn sub(self, other)
                fn mul(self, other)
                fn div(self, other)
                fn mul_add(self, factor, addend)
                fn max(self, other)
                fn and(self, other)
                fn or(self, other)
                fn add_integer(self, other)
                fn shift_to_exponent(self)
                fn shift_from_exponent(self)
            }
            lane_by_lane! { [bool; N], [false; N];
                fn lt(self, other)
                fn le(self, other)
                fn eq(self, other)
            }
            #[inline(never)]
            fn select(mask: [bool; N], yes: Self, no: Self) -> Self {
                let mut out = no;
                let mut i = 0;
                while i < N {
                    if mask[i] {
                        out.0[i] = yes.0[i];
                    }
                    i += 1;
                }
                out
            }
            #[inline(never)]
            fn both(a: [bool; N], b: [bool; N]) -> [bool; N] {
                let mut out = [false; N];
                let mut i = 0;
                while i < N {
                    out[i] = a[i] & b[i];
                    i += 1;
                }
                out
            }
        }
    };
}

part!(f32);
part!(f64);

/// The instruction set that every processor has.
#[derive(Clone, Copy)]
pub struct Scalar;

impl Simd for Scalar {
    type F32 = Wide<Lanes<f32, 32>, 1>;
    type F64 = Wide<Lanes<f64, 16>, 1>;
    type NarrowF32 = Wide<One<f32>, 1>;
    type NarrowF64 = Wide<One<f64>, 1>;

    #[inline(never)]
    fn widen(vector: Self::F32) -> [Self::F64; 2] {
        let mut halves = [[0.0; 16]; 2];
        let mut i = 0;
        while i < 32 {
            halves[i / 16][i % 16] = f64::from(vector.0[0].0[i]);
            i += 1;
        }
        [Wide([Lanes(halves[0])]), Wide([Lanes(halves[1])])]
    }
    #[inline(never)]
    unsafe fn load_widened(source: *const f32) -> Self::F64 {
        let mut out = [0.0; 16];
        let mut i = 0;
        while i < 16 {
            // SAFETY: the caller gives 16 elements.
            out[i] = f64::from(unsafe { source.add(i).read_unaligned() });
            i += 1;
        }
        Wide([Lanes(out)])
    }
    #[inline(never)]
    unsafe fn store_narrowed(vector: Self::F64, target: *mut f32) {
        let mut i = 0;
        while i < 16 {
            // SAFETY: the caller gives 16 elements.
            unsafe { target.add(i).write_unaligned(vector.0[0].0[i] as f32) };
            i += 1;
        }
    }
}
