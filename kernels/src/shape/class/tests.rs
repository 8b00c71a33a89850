//! Rows whose storage type is not the type that is computed with: their results are those of rows of `f32`, rounded.
//!
//! No such type is in the library yet. What it would break is any place where the kernels take the elements of an array for
//! numbers that are computed with. With the feature `storage`, as the kernels take a minute to build.

use super::contiguous::Native;
use super::member::{For, GENERAL, NONE, UNIFORM};
use super::one::FewRows;
use super::{ClassLoss, ClassRows, Output};
use crate::element::{Element, Load};
use crate::losses::{CrossEntropy, CrossEntropySoft, Softmax};
use crate::shape::indices::Indices;
use crate::shape::{Partial, RowOptions};
use crate::simd::isa::{Isa, instruction_sets};
use crate::simd::{Simd, Vector};
use core::ptr::{null, null_mut};
use std::vec;
use std::vec::Vec;

/// The upper half of an `f32` (bfloat16), which is computed with in `f32`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct UpperHalf(u16);

impl UpperHalf {
    fn to_f32(self) -> f32 {
        f32::from_bits(u32::from(self.0) << 16)
    }

    /// Rounds to nearest, ties to even.
    fn of(value: f32) -> Self {
        let bits = value.to_bits();
        if value.is_nan() {
            return Self((bits >> 16) as u16 | 0x40);
        }
        Self(((bits + 0x7fff + (bits >> 16 & 1)) >> 16) as u16)
    }
}

impl Load<f32> for UpperHalf {
    fn scratch(_: *mut Self) -> *mut f32 {
        null_mut()
    }
    #[inline(always)]
    unsafe fn load<S: Simd>(source: *const Self, count: usize, fill: f64) -> S::F32 {
        let mut lanes = [fill as f32; 32];
        for (lane, number) in lanes.iter_mut().enumerate().take(count.min(S::F32::LANES)) {
            // SAFETY: the caller's.
            *number = unsafe { source.add(lane).read_unaligned() }.to_f32();
        }
        // SAFETY: the array has 32 numbers, and no vector more lanes.
        unsafe { S::F32::load(lanes.as_ptr(), S::F32::LANES, 0.0) }
    }
    #[inline(always)]
    unsafe fn store<S: Simd>(vector: S::F32, target: *mut Self, count: usize) {
        let mut lanes = [0.0; 32];
        // SAFETY: as above.
        unsafe { vector.store(lanes.as_mut_ptr(), S::F32::LANES) };
        for (lane, &number) in lanes.iter().enumerate().take(count.min(S::F32::LANES)) {
            // SAFETY: the caller's.
            unsafe { target.add(lane).write_unaligned(Self::of(number)) };
        }
    }
}

impl Load<f64> for UpperHalf {
    fn scratch(_: *mut Self) -> *mut f64 {
        null_mut()
    }
    #[inline(always)]
    unsafe fn load<S: Simd>(source: *const Self, count: usize, fill: f64) -> S::F64 {
        let mut lanes = [fill; 16];
        for (lane, number) in lanes.iter_mut().enumerate().take(count.min(S::F64::LANES)) {
            // SAFETY: the caller's.
            *number = unsafe { source.add(lane).read_unaligned() }.to_f64();
        }
        // SAFETY: the array has 16 numbers, and no vector more lanes.
        unsafe { S::F64::load(lanes.as_ptr(), S::F64::LANES, 0.0) }
    }
    #[inline(always)]
    unsafe fn store<S: Simd>(vector: S::F64, target: *mut Self, count: usize) {
        let mut lanes = [0.0; 16];
        // SAFETY: as above.
        unsafe { vector.store(lanes.as_mut_ptr(), S::F64::LANES) };
        for (lane, &number) in lanes.iter().enumerate().take(count.min(S::F64::LANES)) {
            // SAFETY: the caller's.
            unsafe { target.add(lane).write_unaligned(Self::from_f64(number)) };
        }
    }
}

impl Element for UpperHalf {
    type Native = f32;
    fn to_f64(self) -> f64 {
        f64::from(self.to_f32())
    }
    fn from_f64(value: f64) -> Self {
        // To odd, so that the second rounding is as if it were the only one.
        let near = value as f32;
        let bits = near.to_bits() - u32::from(f64::from(near).abs() > value.abs());
        let odd = bits | u32::from(f64::from(near) != value && !value.is_nan());
        Self::of(f32::from_bits(odd))
    }
    unsafe fn columns_of_rows<S: Simd>(rows: &[*const Self; 32], classes: usize, columns: *mut f32) {
        let lanes = S::F32::LANES;
        for place in 0..classes * lanes {
            // SAFETY: the caller's.
            unsafe { columns.add(place).write(rows[place % lanes].add(place / lanes).read_unaligned().to_f32()) };
        }
    }
    unsafe fn rows_of_columns<S: Simd>(columns: *const f32, classes: usize, rows: &[*mut Self; 32], count: usize) {
        let lanes = S::F32::LANES;
        for place in (0..classes * lanes).filter(|place| place % lanes < count) {
            // SAFETY: the caller's.
            let number = Self::of(unsafe { columns.add(place).read() });
            // SAFETY: the caller's.
            unsafe { rows[place % lanes].add(place / lanes).write_unaligned(number) };
        }
    }
}

/// How rows are given to a kernel.
#[derive(Clone, Copy, Debug, Default)]
struct Way {
    smoothing: f64,
    z_loss: f64,
    accumulate: bool,
    in_place: bool,
    weights: bool,
    /// By the kernel for a few rows, if these are.
    few: bool,
}

/// What a row's numbers are: small ones; one of them far above; ever larger ones, so that the scale changes on the way.
#[derive(Clone, Copy, Debug)]
enum Numbers {
    Plain,
    Confident,
    Growing,
}

/// Numbers that both storage types hold, the same at every call.
fn numbers(count: usize, seed: u32, to: impl Fn(usize, f32) -> f32) -> Vec<UpperHalf> {
    let mut state = seed;
    (0..count)
        .map(|i| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            UpperHalf::of(to(i, (state >> 8) as f32 / 16_777_216.0))
        })
        .collect()
}

/// Loss, weight, the loss of each row, and the gradient.
struct Found<E> {
    partial: Partial,
    losses: Vec<E>,
    gradient: Vec<E>,
}

/// A member of the family over the same rows, stored as `E`.
fn run<E: Element, L: ClassLoss, const KIND: u8>(
    isa: Isa,
    (rows, classes): (usize, usize),
    which: Numbers,
    way: Way,
) -> Found<E> {
    let stored = |numbers: Vec<UpperHalf>| numbers.into_iter().map(|x| E::from_f64(x.to_f64())).collect::<Vec<E>>();
    let count = rows * classes;
    let input = stored(numbers(count, 1, |i, share| match which {
        Numbers::Plain => share * 8.0 - 4.0,
        Numbers::Confident => share + if i % classes == i / classes % classes { 30.0 } else { 0.0 },
        Numbers::Growing => share + (i % classes) as f32 / 8.0,
    }));
    let soft = stored(numbers(count, 2, |_, share| share));
    let weight = stored(numbers(rows, 3, |_, share| share));
    let class_weight = stored(numbers(classes, 4, |_, share| share));
    let index: Vec<i64> = (0..rows).map(|row| (row * 7 % classes) as i64).collect();
    let mut gradient = if way.in_place { input.clone() } else { stored(numbers(count, 5, |_, share| share - 0.5)) };
    let mut losses = vec![E::from_f64(0.0); rows];
    let member = L::MEMBER;
    let options = RowOptions {
        weight: if way.weights { weight.as_ptr() } else { null() },
        losses: losses.as_mut_ptr(),
        gradient: gradient.as_mut_ptr(),
        accumulate: way.accumulate,
        ..RowOptions::NONE
    };
    let logits = if way.in_place { gradient.as_ptr() } else { input.as_ptr() };
    let rows = ClassRows {
        index: if member.soft || member.output != Output::Gradient {
            Indices::NONE
        } else {
            Indices::I64(index.as_ptr())
        },
        soft: if member.soft { soft.as_ptr() } else { null() },
        class_weight: if way.weights { class_weight.as_ptr() } else { null() },
        smoothing: way.smoothing,
        z_loss: way.z_loss,
        end: rows,
        ..ClassRows::plain(member, logits, classes, options)
    };
    // All arrays are as long as they should be, and indices below `classes`.
    let partial = match FewRows::over(&rows) {
        Some(few) if way.few && !rows.index.is_null() => isa.run(few),
        _ => isa.run(Native::<E, For<L>, KIND>::over(&rows)),
    };
    Found { partial, losses, gradient }
}

/// Compares the two storage types.
fn compare<L: ClassLoss, const KIND: u8>(isa: Isa, ways: &[Way]) {
    for (rows, classes) in [(2, 10), (40, 10), (3, 33), (2, 1500)] {
        for which in [Numbers::Plain, Numbers::Confident, Numbers::Growing] {
            for &way in ways {
                let [wide, half] = [
                    run::<f32, L, KIND>(isa, (rows, classes), which, way),
                    run::<UpperHalf, L, KIND>(isa, (rows, classes), which, way).widened(),
                ];
                let case = (isa, rows, classes, which, way);
                let total = |found: &Found<f32>| [found.partial.loss.value(), found.partial.weight.value()];
                assert_eq!(total(&wide).map(f64::to_bits), total(&half).map(f64::to_bits), "{case:?}");
                let rounded = |numbers: Vec<f32>| numbers.into_iter().map(UpperHalf::of).collect::<Vec<_>>();
                assert_eq!(rounded(wide.gradient), rounded(half.gradient), "{case:?}");
                for (wide, half) in wide.losses.into_iter().zip(half.losses) {
                    // Half a unit of each type.
                    let most = f32::abs(wide) * (1.0 / 256.0 + 1.0 / 8_388_608.0);
                    assert!(f32::abs(wide - half) <= most, "{case:?}: {wide} {half}");
                }
            }
        }
    }
}

impl Found<UpperHalf> {
    fn widened(self) -> Found<f32> {
        let widened = |numbers: Vec<UpperHalf>| numbers.into_iter().map(UpperHalf::to_f32).collect();
        Found { partial: self.partial, losses: widened(self.losses), gradient: widened(self.gradient) }
    }
}

/// The instruction sets of this processor.
fn each_isa(compare: impl Fn(Isa)) {
    instruction_sets().into_iter().for_each(compare);
}

const PLAIN: Way = Way { smoothing: 0.0, z_loss: 0.0, accumulate: false, in_place: false, weights: false, few: false };
const WAYS: [Way; 6] = [
    PLAIN,
    Way { few: true, ..PLAIN },
    Way { accumulate: true, ..PLAIN },
    Way { accumulate: true, few: true, ..PLAIN },
    Way { in_place: true, ..PLAIN },
    Way { z_loss: 0.01, weights: true, ..PLAIN },
];

#[test]
fn rounding_to_the_upper_half_is_correct() {
    // One unit of the upper half is 2^-7 there.
    for (value, expected) in [
        (1.0, 1.0),
        (1.0 + 1.0 / 256.0, 1.0),
        (1.0 + 3.0 / 256.0, 1.0 + 2.0 / 128.0),
        (1.0 + 1.0 / 256.0 + 1e-12, 1.0 + 1.0 / 128.0),
        (-1.0 - 3.0 / 256.0 + 1e-12, -1.0 - 1.0 / 128.0),
        (0.0, 0.0),
        (f64::INFINITY, f64::INFINITY),
    ] {
        assert_eq!(UpperHalf::from_f64(value).to_f64(), expected, "{value}");
    }
}

#[test]
fn storage_type_is_not_what_is_computed_with() {
    each_isa(|isa| {
        compare::<CrossEntropy, NONE>(isa, &WAYS);
        compare::<CrossEntropy, UNIFORM>(isa, &[Way { smoothing: 0.1, ..PLAIN }]);
        compare::<CrossEntropySoft, GENERAL>(isa, &WAYS);
        compare::<Softmax, NONE>(isa, &[PLAIN, WAYS[4]]);
    });
}
