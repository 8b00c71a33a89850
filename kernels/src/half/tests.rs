//! Every number of both formats, and `f32` at every place where rounding changes, against a search for the nearest number;
//! every instruction set against the functions of numbers.

use super::*;
use crate::simd::Kernel;
use crate::simd::isa::{Isa, instruction_sets};
use core::marker::PhantomData;
use std::vec;
use std::vec::Vec;

/// A format: bits of exponent and mantissa, and the functions under test.
trait Format: Single + PartialEq + core::fmt::Debug {
    const EXPONENT: u32;
    const MANTISSA: u32;
    const QUIET: u16 = 1 << (Self::MANTISSA - 1);
    const INFINITY: u16 = ((1 << Self::EXPONENT) - 1) << Self::MANTISSA;

    fn of_bits(bits: u16) -> Self;
    fn bits(self) -> u16;
    fn widened(bits: u16) -> f32;
    fn narrowed(number: f32) -> u16;
}

macro_rules! format {
    ($type:ident, $exponent:literal, $mantissa:literal) => {
        impl Format for $type {
            const EXPONENT: u32 = $exponent;
            const MANTISSA: u32 = $mantissa;
            fn of_bits(bits: u16) -> Self {
                Self(bits)
            }
            fn bits(self) -> u16 {
                self.0
            }
            fn widened(bits: u16) -> f32 {
                Self(bits).to_f32()
            }
            fn narrowed(number: f32) -> u16 {
                Self::from_f32(number).0
            }
        }
    };
}

format!(Bf16, 8, 7);
format!(F16, 5, 10);

/// The number of bits without a sign by its definition: a sum of powers of two. Infinity counts as the number behind the
/// largest, which decides what is rounded to it.
fn defined<H: Format>(bits: u16) -> f64 {
    let bias = (1 << (H::EXPONENT - 1)) - 1;
    let (exponent, mantissa) = (i32::from(bits >> H::MANTISSA), f64::from(bits & ((1 << H::MANTISSA) - 1)));
    let (implied, exponent) = if exponent == 0 { (0.0, 1) } else { (1.0, exponent) };
    (implied + mantissa / 2f64.powi(H::MANTISSA as i32)) * 2f64.powi(exponent - bias)
}

/// All numbers that are not negative, infinity included, in their order, which is that of their bits.
fn numbers<H: Format>() -> Vec<f64> {
    (0..=H::INFINITY).map(defined::<H>).collect()
}

/// The bits nearest to a number, found among all.
fn nearest<H: Format>(numbers: &[f64], number: f32) -> u16 {
    let sign = if number.is_sign_negative() { 0x8000 } else { 0 };
    let size = f64::from(number.abs());
    let above = numbers.partition_point(|candidate| *candidate <= size);
    if above == numbers.len() {
        return sign | H::INFINITY;
    }
    // Exact, as neighbours have some ten bits.
    let (low, middle) = (above - 1, f64::midpoint(numbers[above - 1], numbers[above]));
    let chosen = if size < middle || (size == middle && low % 2 == 0) { low } else { above };
    sign | u16::try_from(chosen).expect("bits of a number")
}

/// `f32` whose rounding is not plain: every number of the format and every middle of two, with their neighbours; and others.
fn interesting<H: Format>(numbers: &[f64]) -> Vec<f32> {
    let middles = numbers.windows(2).map(|pair| f64::midpoint(pair[0], pair[1]));
    let mut all = Vec::new();
    for place in numbers.iter().copied().chain(middles) {
        let bits = (place as f32).to_bits();
        all.extend((bits.saturating_sub(2)..=bits + 2).map(f32::from_bits));
    }
    // A step that is odd and no power of two meets every exponent and both ends of the mantissa.
    all.extend((0..=u32::MAX).step_by(4099).map(f32::from_bits));
    all.extend([f32::MAX, f32::MIN_POSITIVE, f32::from_bits(1), f32::INFINITY]);
    all.extend([0x7F80_0001, 0x7FBF_FFFF, 0x7FC0_0000, 0x7FFF_FFFF].map(f32::from_bits));
    let negative: Vec<f32> = all.iter().map(|number| -number).collect();
    all.extend(negative);
    all
}

fn widening<H: Format>() {
    for bits in 0..=u16::MAX {
        let (size, widened) = (bits & 0x7FFF, H::widened(bits));
        assert_eq!(widened.is_sign_negative(), bits & 0x8000 != 0, "{bits:#06x}");
        if size > H::INFINITY {
            assert!(widened.is_nan(), "{bits:#06x}");
        } else if size == H::INFINITY {
            assert!(widened.is_infinite(), "{bits:#06x}");
        } else {
            assert_eq!(f64::from(widened.abs()), defined::<H>(size), "{bits:#06x}");
        }
    }
}

fn narrowing<H: Format>() {
    let numbers = numbers::<H>();
    for number in interesting::<H>(&numbers) {
        let (got, bits) = (H::narrowed(number), number.to_bits());
        if number.is_nan() {
            let payload = (bits >> (23 - H::MANTISSA)) as u16 & (H::QUIET - 1);
            assert_eq!(got, (bits >> 16) as u16 & 0x8000 | H::INFINITY | H::QUIET | payload, "{bits:#010x}");
        } else {
            assert_eq!(got, nearest::<H>(&numbers, number), "{number:e} = {bits:#010x}");
        }
    }
}

#[test]
fn widening_is_exact() {
    widening::<Bf16>();
    widening::<F16>();
}

#[test]
fn narrowing_gives_the_nearest() {
    narrowing::<Bf16>();
    narrowing::<F16>();
}

#[test]
fn what_is_widened_comes_back() {
    fn check<H: Format>() {
        for bits in 0..=u16::MAX {
            let quiet = if bits & 0x7FFF > H::INFINITY { H::QUIET } else { 0 };
            assert_eq!(H::narrowed(H::widened(bits)), bits | quiet, "{bits:#06x}");
        }
    }
    check::<Bf16>();
    check::<F16>();
}

/// Moves arrays by vectors, the last of them not whole: from H to `f32`, or back.
struct Move<H> {
    halves: *mut H,
    singles: *mut f32,
    count: usize,
    widens: bool,
    in_double: bool,
}

impl<H: Single> Kernel for Move<H> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let lanes = if self.in_double { S::F64::LANES } else { S::F32::LANES };
        let mut i = 0;
        while i < self.count {
            let left = self.count - i;
            // SAFETY: `moved` gives arrays of `count` elements.
            unsafe {
                let (half, single) = (self.halves.add(i), self.singles.add(i));
                match (self.widens, self.in_double) {
                    (true, false) => <H as Load<f32>>::load::<S>(half, left, 7.0).store(single, left),
                    (true, true) => {
                        let vector = <H as Load<f64>>::load::<S>(half, left, 7.0);
                        <f32 as Load<f64>>::store::<S>(vector, single, left);
                    }
                    (false, false) => <H as Load<f32>>::store::<S>(S::F32::load(single, left, 0.0), half, left),
                    (false, true) => {
                        let vector = <f32 as Load<f64>>::load::<S>(single, left, 0.0);
                        <H as Load<f64>>::store::<S>(vector, half, left);
                    }
                }
            }
            i += lanes;
        }
    }
}

fn widened_by<H: Format>(isa: Isa, halves: &mut [H], in_double: bool) -> Vec<f32> {
    let mut singles = vec![1.0; halves.len()];
    let (count, widens) = (halves.len(), true);
    isa.run(Move { halves: halves.as_mut_ptr(), singles: singles.as_mut_ptr(), count, widens, in_double });
    singles
}

fn narrowed_by<H: Format>(isa: Isa, singles: &mut [f32], in_double: bool) -> Vec<H> {
    let mut halves = vec![H::of_bits(1); singles.len()];
    let (count, widens) = (singles.len(), false);
    isa.run(Move { halves: halves.as_mut_ptr(), singles: singles.as_mut_ptr(), count, widens, in_double });
    halves
}

#[test]
fn instruction_sets_agree() {
    fn check<H: Format>() {
        let mut singles = interesting::<H>(&numbers::<H>());
        let mut halves: Vec<H> = (0..=u16::MAX).map(H::of_bits).collect();
        for isa in instruction_sets() {
            for in_double in [false, true] {
                for (half, got) in halves.clone().iter().zip(widened_by(isa, &mut halves, in_double)) {
                    let expected = H::widened(half.bits());
                    // Arithmetic makes a NaN quiet sooner or later: a conversion need not.
                    let quiet = if expected.is_nan() { 0x0040_0000 } else { 0 };
                    assert_eq!(got.to_bits() | quiet, expected.to_bits() | quiet, "{isa:?}: {half:?}");
                }
                for (single, got) in singles.clone().iter().zip(narrowed_by::<H>(isa, &mut singles, in_double)) {
                    assert_eq!(got.bits(), H::narrowed(*single), "{isa:?}: {:#010x}", single.to_bits());
                }
            }
        }
    }
    check::<Bf16>();
    check::<F16>();
}

/// Of a vector that is not whole the elements that are there are read and written, and lanes without an element are filled.
#[test]
fn parts_of_vectors() {
    struct Filled<H> {
        halves: *mut H,
        count: usize,
        fill: f64,
        singles: *mut f32,
    }
    impl<H: Single> Kernel for Filled<H> {
        type Output = usize;
        type Place = PhantomData<H>;

        #[inline(always)]
        fn run<S: Simd>(self) -> usize {
            // SAFETY: `check` gives `count` elements and a vector's.
            unsafe {
                let vector = <H as Load<f32>>::load::<S>(self.halves, self.count, self.fill);
                vector.store(self.singles, S::F32::LANES);
                <H as Load<f32>>::store::<S>(vector + vector, self.halves, self.count);
            }
            S::F32::LANES
        }
    }
    fn check<H: Format>() {
        for isa in instruction_sets() {
            for count in 0..32 {
                let mut halves = vec![H::of_bits(H::narrowed(3.0)); 33];
                let mut singles = [0.0; 32];
                let kernel = Filled { halves: halves.as_mut_ptr(), count, fill: 0.25, singles: singles.as_mut_ptr() };
                let lanes = isa.run(kernel);
                for (lane, single) in singles.iter().enumerate().take(lanes) {
                    assert_eq!(*single, if lane < count { 3.0 } else { 0.25 }, "{isa:?}, {count}, {lane}");
                }
                for (i, half) in halves.iter().enumerate() {
                    let expected = if i < count.min(lanes) { 6.0 } else { 3.0 };
                    assert_eq!(H::widened(half.bits()), expected, "{isa:?}, {count}, {i}");
                }
            }
        }
    }
    check::<Bf16>();
    check::<F16>();
}
