//! The order of sums, and their accuracy.

use super::{Case, Found, Loss, Tested, WAY, Way, stand_in};
use crate::linear::{Chunk, Gradients, Head, Plan, workspace_bytes};
use crate::shape::RowOptions;
use crate::shape::class::ClassRows;
use crate::simd::isa::{Isa, instruction_sets};
use std::vec;
use std::vec::Vec;

/// A sum as the module describes it: chains of terms, one after the other. A term that is None is left out.
fn chained<C: Tested>(start: Option<C>, chain: usize, terms: &[Option<(C, C)>]) -> C {
    let mut total = start;
    for terms in terms.chunks(chain) {
        let terms: Vec<(C, C)> = terms.iter().flatten().copied().collect();
        if !terms.is_empty() {
            let sum = terms.iter().fold(C::of(0.0), |sum, &(a, b)| a.fused(b, sum));
            total = Some(total.map_or(sum, |total| total.plus(sum)));
        }
    }
    total.unwrap_or(C::of(0.0))
}

impl<C: Tested> Case<C> {
    /// By plain loops in the order of the module.
    pub(super) fn by_plain_loops(&self, loss: Loss<C>) -> Found<C> {
        let Self { rows, dim, classes, .. } = *self;
        let mut found = self.nothing_found();
        let kernel = self.class_rows(&mut found);
        let mut gradients = vec![C::of(0.0); rows * classes];
        let old = self.old.map(C::of);
        for row in 0..rows {
            let logits = &mut gradients[row * classes..(row + 1) * classes];
            if self.counted().contains(&row) {
                for (class, logit) in logits.iter_mut().enumerate() {
                    let terms: Vec<_> =
                        (0..dim).map(|k| Some((self.hidden[row * dim + k], self.weight[class * dim + k]))).collect();
                    *logit = chained(self.bias.as_ref().map(|bias| bias[class]), 256, &terms);
                }
            }
        }
        for row in 0..rows {
            let options = RowOptions { gradient: gradients.as_mut_ptr(), ..kernel.options };
            let one = ClassRows { input: gradients.as_ptr(), options, start: row, end: row + 1, ..kernel };
            // SAFETY: the arrays have the sizes of the case, and targets are classes.
            found.partial.merge(unsafe { loss(&one, Isa::SCALAR) });
        }
        let counted = self.counted();
        let live = |row: usize| self.lives(row).then_some(row);
        for row in 0..rows {
            for k in 0..dim {
                let terms: Vec<_> = (0..classes)
                    .map(|class| Some((gradients[row * classes + class], self.weight[class * dim + k])))
                    .collect();
                let alive = counted.contains(&row) && self.lives(row);
                let terms = if alive { terms } else { vec![] };
                found.gradients[0][row * dim + k] = chained(old, 256, &terms);
            }
        }
        let one = C::of(1.0);
        for class in 0..classes {
            for k in 0..dim {
                let term = |row: usize| (gradients[row * classes + class], self.hidden[row * dim + k]);
                let terms: Vec<_> = counted.iter().map(|&row| live(row).map(term)).collect();
                found.gradients[1][class * dim + k] = chained(old, 64, &terms);
            }
            let terms: Vec<_> =
                counted.iter().map(|&row| live(row).map(|row| (gradients[row * classes + class], one))).collect();
            found.gradients[2][class] = chained(old, 64, &terms);
        }
        found
    }
}

/// Compares bits, and says where they differ.
pub(super) fn compare<C: Tested>(found: &Found<C>, expected: &Found<C>, what: &str) {
    const NAMES: [&str; 7] = ["sums", "losses", "lse", "argmax", "grad_hidden", "grad_weight", "grad_bias"];
    for ((name, found), expected) in NAMES.iter().zip(found.bits()).zip(expected.bits()) {
        let place = found.iter().zip(&expected).position(|(found, expected)| found != expected);
        assert!(place.is_none(), "{what}: {name} differs at {place:?}");
    }
}

/// Sizes at the edges of tiles, panels and chains.
const SIZES: [[usize; 3]; 14] = [
    [1, 1, 1],
    [2, 3, 5],
    [4, 16, 32],
    [5, 17, 33],
    [6, 31, 47],
    [7, 15, 49],
    [9, 255, 16],
    [13, 257, 11],
    [25, 256, 3],
    [63, 511, 7],
    [64, 8, 513],
    [65, 513, 12],
    [130, 5, 1025],
    [513, 33, 31],
];

fn documented<C: Tested>() {
    for sizes in SIZES {
        for case in [Case::<C>::new(sizes), Case::with_everything(sizes)] {
            let expected = case.by_plain_loops(stand_in);
            for isa in instruction_sets() {
                compare(&case.run(isa, WAY), &expected, &std::format!("{sizes:?} {isa:?} {:?}", case.old));
            }
        }
    }
}

#[test]
fn sums_of_f32_have_the_documented_order() {
    documented::<f32>();
}

#[test]
fn sums_of_f64_have_the_documented_order() {
    documented::<f64>();
}

fn ways<C: Tested>() {
    for sizes in [[67, 70, 65], [300, 33, 90], [1025, 9, 40]] {
        let case = Case::<C>::with_everything(sizes);
        let expected = case.run(Isa::SCALAR, WAY);
        let least = (0..).find(|&bytes| Plan::new::<C>(bytes << 10, sizes, Gradients::Own, 1).is_some());
        let least = least.unwrap() << 10;
        for isa in instruction_sets() {
            for (threads, cut) in [(1, 1), (1, 7), (2, 33), (3, 16), (7, 5), (2, 64)] {
                for bytes in [Some(least), Some(least + (130 << 10)), Some(16 << 20), None] {
                    for (shift, contents) in [(0, 0xff), (3, 0x7f)] {
                        let way = Way { bytes, threads, cut, shift, contents, ..WAY };
                        compare(&case.run(isa, way), &expected, &std::format!("{sizes:?} {isa:?} {way:?}"));
                    }
                }
            }
        }
    }
}

#[test]
fn workspace_threads_and_instruction_sets_do_not_show_in_f32() {
    ways::<f32>();
}

#[test]
fn workspace_threads_and_instruction_sets_do_not_show_in_f64() {
    ways::<f64>();
}

/// A step of a chunk: worker and range.
type Step<'a> = dyn Fn(&Chunk<f32>, usize, (usize, usize)) + Sync + 'a;

/// A chunk that threads share.
struct Shared(Chunk<f32>);
// SAFETY: the threads write ranges that do not overlap, by workers of their own.
unsafe impl Sync for Shared {}

impl Shared {
    /// The chunk. A method, so that a closure captures the wrapper and not what is inside.
    fn get(&self) -> &Chunk<f32> {
        &self.0
    }
}

#[test]
fn threads_work_at_the_same_time() {
    let case = Case::<f32>::with_everything([200, 70, 90]);
    let expected = case.run(Isa::SCALAR, WAY);
    let bytes = workspace_bytes::<f32>([200, 70, 90], Gradients::Own, 2).unwrap();
    let plan = Plan::new::<f32>(bytes, [200, 70, 90], Gradients::Own, 2).unwrap();
    for isa in instruction_sets() {
        let mut found = case.nothing_found();
        let mut workspace = vec![0u8; bytes];
        // SAFETY: all arrays have the sizes of the case, targets are classes, and the workspace has the bytes of the plan.
        let mut chunk = unsafe { Chunk::new(case.head(&mut found, WAY), plan, workspace.as_mut_ptr()) };
        // SAFETY: as above; no step is running.
        while unsafe { chunk.advance(|_| true) } {
            let shared = Shared(chunk);
            // The halves of a range, a thread each.
            let both = |end: usize, work: &Step| {
                std::thread::scope(|scope| {
                    scope.spawn(|| work(shared.get(), 1, (end / 2, end)));
                    work(shared.get(), 0, (0, end / 2));
                });
            };
            // SAFETY: as above; the ranges are within their ends, and their steps follow each other.
            unsafe {
                both(90, &|chunk, worker, range| chunk.logits(isa, worker, range));
                both(chunk.rows(), &|chunk, _, range| chunk.each_row(range, |_, row| stand_in(&row, isa)));
                both(90, &|chunk, worker, range| {
                    chunk.weight_gradient(isa, worker, range);
                    chunk.hidden_gradient(isa, worker, (35 * worker, 35 * (worker + 1)));
                });
                chunk.collect(|_, partial| found.partial.merge(partial));
            }
        }
        // SAFETY: as above.
        unsafe { chunk.finish() };
        compare(&found, &expected, &std::format!("{isa:?}"));
    }
}

#[test]
fn a_gradient_does_not_depend_on_the_others() {
    let case = Case::<f32>::with_everything([130, 20, 35]);
    let all = case.run(Isa::SCALAR, WAY);
    let untouched = case.nothing_found();
    for isa in instruction_sets() {
        for wanted in 0..8 {
            let gradients = [0, 1, 2].map(|i| wanted >> i & 1 == 1);
            let mut expected = all.clone();
            for ((kept, untouched), wanted) in expected.gradients.iter_mut().zip(&untouched.gradients).zip(gradients) {
                if !wanted {
                    kept.clone_from(untouched);
                }
            }
            compare(&case.run(isa, Way { gradients, ..WAY }), &expected, &std::format!("{isa:?} {gradients:?}"));
        }
    }
}

#[test]
fn arrays_need_no_alignment() {
    // All arrays are moved by a byte, with which the gradients begin.
    let case = Case::<f32>::new([70, 37, 51]);
    let expected = case.run(Isa::SCALAR, WAY);
    let moved = |numbers: &[f32]| {
        let mut bytes = vec![0u8];
        bytes.extend(numbers.iter().flat_map(|number| number.to_ne_bytes()));
        bytes
    };
    let [hidden, weight] = [moved(&case.hidden), moved(&case.weight)];
    let bias = moved(&vec![0.0; case.classes]);
    for isa in instruction_sets() {
        let mut found = case.nothing_found();
        let mut gradients: Vec<Vec<u8>> = found.gradients.iter().map(|numbers| moved(numbers)).collect();
        let rows = case.class_rows(&mut found);
        let mut gradient = |i: usize| gradients[i].as_mut_ptr().wrapping_add(1).cast::<f32>();
        let head: Head<_> = Head {
            hidden: hidden.as_ptr().wrapping_add(1).cast(),
            weight: weight.as_ptr().wrapping_add(1).cast(),
            bias: bias.as_ptr().wrapping_add(1).cast(),
            dim: case.dim,
            rows,
            grad_hidden: gradient(0),
            grad_weight: gradient(1),
            grad_bias: gradient(2),
            accumulate: false,
        };
        let plan = Plan::new::<f32>(1 << 20, [case.rows, case.dim, case.classes], Gradients::Own, 1).unwrap();
        let mut workspace = vec![0u8; 1 << 20];
        // SAFETY: all arrays have the sizes of the case, targets are classes, and the workspace has the bytes of the plan.
        unsafe {
            let mut chunk = Chunk::new(head, plan, workspace.as_mut_ptr());
            while chunk.advance(|_| true) {
                chunk.logits(isa, 0, (0, case.classes));
                chunk.each_row((0, chunk.rows()), |_, row| stand_in(&row, isa));
                chunk.hidden_gradient(isa, 0, (0, case.dim));
                chunk.weight_gradient(isa, 0, (0, case.classes));
                chunk.collect(|_, partial| found.partial.merge(partial));
            }
            chunk.finish();
        }
        for (numbers, bytes) in found.gradients.iter_mut().zip(&gradients) {
            let aligned = bytes[1..].chunks(4).map(|bytes| f32::from_ne_bytes(bytes.try_into().unwrap()));
            *numbers = aligned.collect();
        }
        compare(&found, &expected, &std::format!("{isa:?}"));
    }
}
