//! The products and the loss, against plain loops and against themselves.
//!
//! Most tests have a stand-in for the kernels of the loss, which take minutes to build: with the feature `slow-tests`
//! `cross_entropy` has the loss itself.

#[cfg(feature = "slow-tests")]
mod cross_entropy;
mod order;
mod special;
mod workspace;

use super::{Chunk, Gradients, Head, Number, Plan, workspace_bytes};
use crate::losses::CrossEntropy;
use crate::shape::class::{ClassLoss, ClassRows};
use crate::shape::indices::Indices;
use crate::shape::{Partial, RowOptions, RowOutput, clear_entries, read, times, write};
use crate::simd::isa::Isa;
use core::ptr::{null, null_mut};
use std::vec;
use std::vec::Vec;

/// The types of the arrays, with a fused multiply-add of the standard library.
trait Tested: Number + core::fmt::Debug {
    fn fused(self, factor: Self, addend: Self) -> Self;
    fn of(value: f64) -> Self;
    fn wide(self) -> f64;
}

macro_rules! tested {
    ($type:ident) => {
        impl Tested for $type {
            fn fused(self, factor: Self, addend: Self) -> Self {
                self.mul_add(factor, addend)
            }
            fn of(value: f64) -> Self {
                value as $type
            }
            fn wide(self) -> f64 {
                f64::from(self)
            }
        }
    };
}
tested!(f32);
tested!(f64);

/// A call.
#[derive(Clone, Debug)]
struct Case<C> {
    rows: usize,
    dim: usize,
    classes: usize,
    hidden: Vec<C>,
    weight: Vec<C>,
    bias: Option<Vec<C>>,
    target: Vec<i64>,
    mask: Option<Vec<u8>>,
    row_weight: Option<Vec<C>>,
    class_weight: Option<Vec<C>>,
    smoothing: f64,
    softcap: f64,
    scale: f64,
    /// What the gradients hold before, where they are added to.
    old: Option<f64>,
}

/// Numbers in (−1, 1), the same at every call.
fn numbers<C: Tested>(count: usize, seed: u32) -> Vec<C> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(state >> 8) / 8_388_608.0 - 1.0
    };
    (0..count).map(|_| C::of(next() + next() / 16_777_216.0)).collect()
}

impl<C: Tested> Case<C> {
    /// Without options; logits are of the size of 1.
    fn new([rows, dim, classes]: [usize; 3]) -> Self {
        let size = 3.0 / (dim.max(1) as f64).sqrt();
        let weight = numbers::<C>(classes * dim, 2).into_iter().map(|w| C::of(w.wide() * size)).collect();
        Self {
            rows,
            dim,
            classes,
            hidden: numbers(rows * dim, 1),
            weight,
            bias: None,
            target: (0..rows).map(|row| (row * 7 % classes.max(1)) as i64).collect(),
            mask: None,
            row_weight: None,
            class_weight: None,
            smoothing: 0.0,
            softcap: 0.0,
            scale: 1.0 / rows.max(1) as f64,
            old: None,
        }
    }

    /// With a bias, an old gradient, weights, label smoothing, and rows that do not count.
    fn with_everything(sizes: [usize; 3]) -> Self {
        let [rows, _, classes] = sizes;
        let mut case = Self::new(sizes);
        case.bias = Some(numbers(classes, 3));
        case.mask = Some((0..rows).map(|row| u8::from(row % 5 != 3)).collect());
        case.row_weight = Some(numbers::<C>(rows, 4));
        case.class_weight = Some(numbers::<C>(classes, 5).into_iter().map(|w| C::of(w.wide().abs())).collect());
        case.smoothing = 0.1;
        case.old = Some(0.25);
        for row in (0..rows).step_by(7) {
            case.target[row] = -100;
        }
        for row in (0..rows).step_by(4) {
            case.row_weight.as_mut().unwrap()[row] = C::of(0.0);
        }
        case
    }

    /// Rows that count.
    fn counted(&self) -> Vec<usize> {
        let kept = |row: usize| self.mask.as_ref().is_none_or(|mask| mask[row] != 0);
        (0..self.rows).filter(|&row| kept(row) && self.target[row] != -100).collect()
    }

    /// Whether the gradients have terms of a row that counts.
    fn lives(&self, row: usize) -> bool {
        let of_class = self.class_weight.as_ref().map_or(1.0, |weights| weights[self.target[row] as usize].wide());
        self.row_weight.as_ref().is_none_or(|weights| weights[row].wide() != 0.0)
            && (of_class != 0.0 || self.smoothing != 0.0)
    }

    fn nothing_found(&self) -> Found<C> {
        let blank = |count: usize, old: Option<f64>| vec![C::of(old.unwrap_or(f64::NAN)); count];
        Found {
            partial: Partial::default(),
            losses: blank(self.rows, None),
            lse: blank(self.rows, None),
            argmax: vec![-7; self.rows],
            gradients: [self.rows * self.dim, self.classes * self.dim, self.classes]
                .map(|count| blank(count, self.old)),
        }
    }

    /// The loss, whose arrays are those of the case and of the results.
    fn class_rows(&self, found: &mut Found<C>) -> ClassRows<C> {
        let pointer = |array: &Option<Vec<C>>| array.as_ref().map_or(null(), |array| array.as_ptr());
        let options = RowOptions {
            weight: pointer(&self.row_weight),
            mask: self.mask.as_ref().map_or(null(), |mask| mask.as_ptr()),
            losses: found.losses.as_mut_ptr(),
            scale: self.scale,
            ..RowOptions::NONE
        };
        ClassRows {
            index: Indices::I64(self.target.as_ptr()),
            class_weight: pointer(&self.class_weight),
            smoothing: self.smoothing,
            softcap: self.softcap,
            lse: RowOutput::Own(found.lse.as_mut_ptr()),
            argmax: found.argmax.as_mut_ptr(),
            end: self.rows,
            ..ClassRows::plain(CrossEntropy::MEMBER, null(), self.classes, options)
        }
    }

    /// All of it, with the gradients that are wanted.
    fn head(&self, found: &mut Found<C>, way: Way) -> Head<C> {
        let rows = self.class_rows(found);
        let [hidden, weight, bias] = [0, 1, 2].map(|i| found.gradients[i].as_mut_ptr());
        Head {
            hidden: self.hidden.as_ptr(),
            weight: self.weight.as_ptr(),
            bias: self.bias.as_ref().map_or(null(), |bias| bias.as_ptr()),
            dim: self.dim,
            rows,
            grad_hidden: if way.gradients[0] { hidden } else { null_mut() },
            grad_weight: if way.gradients[1] { weight } else { null_mut() },
            grad_bias: if way.gradients[2] { bias } else { null_mut() },
            accumulate: self.old.is_some(),
        }
    }

    /// By the kernels, with a loss of such simplicity that it needs none.
    fn run(&self, isa: Isa, way: Way) -> Found<C> {
        self.run_with(isa, way, stand_in)
    }

    /// By the kernels.
    fn run_with(&self, isa: Isa, way: Way, loss: Loss<C>) -> Found<C> {
        let mut found = self.nothing_found();
        let head = self.head(&mut found, way);
        let differentiates = head.differentiates();
        let (sizes, gradients) = ([self.rows, self.dim, self.classes], Gradients::new(differentiates, false));
        let bytes = way.bytes.unwrap_or_else(|| workspace_bytes::<C>(sizes, gradients, way.threads).unwrap());
        let plan = Plan::new::<C>(bytes, sizes, gradients, way.threads).unwrap();
        let mut memory = vec![way.contents; bytes + way.shift + 64];
        let end = way.shift + bytes;
        memory[end..].fill(0xa5);
        // SAFETY: all arrays have the sizes of the case, targets are classes, and the workspace has the bytes of the plan.
        unsafe {
            let mut chunk = Chunk::new(head, plan, memory.as_mut_ptr().add(way.shift));
            while chunk.advance(|_| true) {
                // Later ranges first, as threads may.
                let each = |end: usize, work: &dyn Fn(usize, (usize, usize))| {
                    let starts: Vec<usize> = (0..end).step_by(way.cut).collect();
                    for (i, &start) in starts.iter().enumerate().rev() {
                        work(i % plan.threads, (start, end.min(start + way.cut)));
                    }
                };
                each(self.classes, &|worker, range| chunk.logits(isa, worker, range));
                each(chunk.rows(), &|_, range| chunk.each_row(range, |_, row| loss(&row, isa)));
                each(self.classes, &|worker, range| chunk.weight_gradient(isa, worker, range));
                each(self.dim, &|worker, range| chunk.hidden_gradient(isa, worker, range));
                chunk.collect(|_, partial| found.partial.merge(partial));
            }
            chunk.finish();
        }
        assert!(memory[..way.shift].iter().all(|&byte| byte == way.contents), "written before the workspace");
        assert!(memory[end..].iter().all(|&byte| byte == 0xa5), "written behind the workspace");
        found
    }
}

/// The loss of a row, the first of those given, in place of whose logits comes the gradient if one is wanted.
type Loss<C> = unsafe fn(&ClassRows<C>, Isa) -> Partial;

/// The logit of the target, and as gradient all logits less 1 at the target; for lse their sum.
///
/// # Safety
/// The contract of the arguments.
unsafe fn stand_in<C: Tested>(rows: &ClassRows<C>, _: Isa) -> Partial {
    let (row, mut partial) = (rows.start, Partial::default());
    let options = &rows.options;
    // SAFETY: the caller's.
    unsafe {
        let Some(target) = rows.target_of(row) else {
            clear_entries(row, options.losses, [rows.lse, rows.entropy], rows.argmax);
            return partial;
        };
        let (at, weight) = (row * rows.stride, options.row_weight(row));
        let logit = |class: usize| read(rows.input, at + class, 0.0);
        partial.rows = 1;
        partial.loss.add(times(weight, logit(target)));
        partial.weight.add(weight);
        write(options.losses, row, logit(target));
        rows.lse.write(row, (0..rows.classes).map(logit).sum());
        rows.argmax.add(row).write(target as i64);
        for class in 0..rows.classes {
            let gradient = logit(class) - f64::from(u8::from(class == target));
            if !options.gradient.is_null() {
                write(options.gradient, at + class, gradient * weight * options.scale);
            }
        }
    }
    partial
}

/// How a call is carried out, which must not show.
#[derive(Clone, Copy, Debug)]
struct Way {
    bytes: Option<usize>,
    threads: usize,
    /// Rows, classes or elements of a range.
    cut: usize,
    /// Bytes before the workspace.
    shift: usize,
    /// What it holds.
    contents: u8,
    /// Which gradients are wanted.
    gradients: [bool; 3],
}

const WAY: Way = Way { bytes: None, threads: 1, cut: 1 << 20, shift: 0, contents: 0, gradients: [true; 3] };

/// What comes of it.
#[derive(Clone, Debug)]
struct Found<C> {
    partial: Partial,
    losses: Vec<C>,
    lse: Vec<C>,
    argmax: Vec<i64>,
    /// By hidden states, weights and bias.
    gradients: [Vec<C>; 3],
}

/// Bits of a number, which are the same for all NaN.
fn bits<C: Tested>(number: C) -> u64 {
    let number = number.wide();
    if number.is_nan() { u64::MAX } else { number.to_bits() }
}

fn all_bits<C: Tested>(numbers: &[C]) -> Vec<u64> {
    numbers.iter().map(|&number| bits(number)).collect()
}

impl<C: Tested> Found<C> {
    /// The value's parts, rows, and all arrays.
    fn bits(&self) -> Vec<Vec<u64>> {
        let Self { partial, losses, lse, argmax, gradients } = self;
        let sums = vec![bits(partial.loss.value()), bits(partial.weight.value()), partial.rows];
        let [hidden, weight, bias] = gradients;
        let classes = argmax.iter().map(|&class| class as u64).collect();
        vec![sums, all_bits(losses), all_bits(lse), classes, all_bits(hidden), all_bits(weight), all_bits(bias)]
    }
}
