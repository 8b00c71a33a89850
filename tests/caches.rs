//! What is written does not depend on whether it goes past the caches, as it does where an array is larger than they are:
//! each loss whose file says so, and each of rows, with a few rows at a time, with all of them in place, and with all of them.

mod common;

use common::call::{Case, Driver, Dtype};
use common::entry::Entry;
use common::raw::Arguments;
use common::sample::{Sizes, sample};
use common::table::ENTRIES;
use common::{Random, isa_lock};
use loss::{ClassOptions, LOSS_SUM, Options, isa, loss_status};
use std::ptr::{null, null_mut};

/// Bytes from which on an array is written past the caches.
const LARGE: usize = 32 << 20;
/// Elements before and behind an output that must stay what they are.
const BORDER: usize = 64;
const UNTOUCHED: f64 = 7.0;
/// Rows of a sequence.
const SEQUENCE: usize = 5;

/// Rows of `classes` elements and `padding` ones that are not theirs.
#[derive(Clone, Copy, Debug)]
struct Shape {
    classes: usize,
    padding: usize,
    /// Elements behind a line where outputs begin.
    offsets: &'static [usize],
}

/// Long rows off and on a line, and rows that are shorter than one.
fn shapes(entry: &Entry) -> Vec<Shape> {
    let padding = if entry.over_classes() { 3 } else { 0 };
    let long = Shape { classes: 1001, padding, offsets: &[5] };
    match entry.driver {
        // 4 is 16 bytes of f32, the alignment that a store past the caches asks for.
        _ if !entry.has_rows() => vec![Shape { classes: 1, padding: 0, offsets: &[0, 1, 4] }],
        Driver::Teacher | Driver::Divergence => vec![long],
        _ => vec![long, Shape { classes: 24, padding: 0, offsets: &[0] }],
    }
}

/// The arrays of a loss, whose first gradient is large.
struct Problem<E> {
    entry: &'static Entry,
    shape: Shape,
    rows: usize,
    inputs: Vec<Vec<E>>,
    target: Vec<E>,
    index: Vec<i64>,
    /// One per row, or none.
    bytes: Vec<u8>,
    /// A third of the rows do not count.
    mask: Option<Vec<u8>>,
    scalars: [f64; 4],
}

impl<E: Dtype> Problem<E> {
    fn new(entry: &'static Entry, shape: Shape) -> Self {
        let Shape { classes, padding, .. } = shape;
        let elements = LARGE / size_of::<E>() + 16 * 1024 + 77;
        let rows = elements.div_ceil(classes).next_multiple_of(SEQUENCE);
        // Of a discriminator, which has two batches, the first has two thirds of the rows.
        let rows = if entry.driver == Driver::Discriminator { rows * 3 / 2 } else { rows };
        let sizes = Sizes { rows, classes, padding, seq_len: SEQUENCE, ..Sizes::default() };
        let case: Case = sample(entry.name, sizes, &mut Random(classes as u64));
        let of_type = |numbers: &Vec<f64>| numbers.iter().map(|x| E::from_f64(*x)).collect::<Vec<E>>();
        let mut index = case.index;
        if entry.has_index && entry.driver != Driver::Sequence {
            index.iter_mut().step_by(2).for_each(|index| *index = -100);
        }
        let masked = entry.has_rows() && entry.has_options() && !entry.is_softmax();
        Self {
            entry,
            shape,
            rows,
            inputs: [&case.input, &case.second, &case.third][..entry.inputs.len()].iter().map(|x| of_type(x)).collect(),
            target: of_type(&case.target),
            index,
            bytes: case.bytes,
            mask: masked.then(|| (0..rows).map(|row| u8::from(row % 3 != 1)).collect()),
            scalars: [0, 1, 2, 3].map(|place| case.scalars.get(place).copied().unwrap_or(0.0)),
        }
    }

    /// Calls the function for the rows `first..first + count`, given where the inputs and the outputs begin.
    fn call(&self, first: usize, count: usize, threads: u32, inputs: &[*const E], outputs: &[*mut E]) -> f64 {
        let Self { entry, shape: Shape { classes, padding, .. }, .. } = *self;
        let (stride, mut value) = (classes + padding, 0.0);
        // Where the array has rows at all: each may end before the others do.
        let at = |array: usize| first.min(self.inputs[array].len() / stride);
        let input = |array: usize| inputs.get(array).map_or(null(), |start| start.wrapping_add(at(array) * stride));
        let output =
            |array: usize| outputs.get(array).map_or(null_mut(), |start| start.wrapping_add(at(array) * stride));
        let batch = |array: usize| self.inputs.get(array).map_or(0, |input| (input.len() - at(array)).min(count));
        let arguments = Arguments {
            kind: 1,
            input: input(0),
            second: input(1),
            third: input(2),
            target: self.target.as_ptr().wrapping_add(first * if self.target.len() == self.rows { 1 } else { stride }),
            // As many entries a row as the array has for each.
            index: self.index.as_ptr().wrapping_add(first * (self.index.len() / self.rows)),
            bytes: self.bytes.as_ptr().wrapping_add(first),
            optional: [null(); 4],
            rows: count,
            batches: [batch(0), batch(1)],
            classes,
            seq_len: SEQUENCE,
            scalars: self.scalars,
            options: None,
            class_options: None,
            value: &mut value,
            gradient: output(0),
            second_gradient: output(1),
            third_gradient: output(2),
        };
        let reduction = if entry.is_root() { 0 } else { LOSS_SUM };
        let mask = self.mask.as_ref().map_or(null(), |mask| mask[first..].as_ptr());
        let options = Options::<E> { reduction, threads, mask, ..Options::default() };
        let class_options = ClassOptions::<E> { row_stride: stride, ..ClassOptions::default() };
        let function = E::function(entry.name).expect("a loss with options");
        // SAFETY: each array has the rows from the first on that the sizes say.
        let status = unsafe { function(&arguments, &options, &class_options) };
        assert_eq!(status, loss_status::LOSS_OK, "{}", entry.name);
        value
    }

    /// A few rows at a time, or where only all of them have a value, in place: neither goes past the caches.
    fn expected(&self) -> Vec<Vec<E>> {
        let mut outputs: Vec<Vec<E>> = self.inputs.clone();
        let written: Vec<*mut E> = outputs.iter_mut().map(Vec::as_mut_ptr).collect();
        if self.entry.is_root() {
            self.call(0, self.rows, 1, &reading(&written), &written);
            return outputs;
        }
        outputs.iter_mut().for_each(|output| output.fill(E::from_f64(UNTOUCHED)));
        let step = if self.entry.has_rows() { SEQUENCE } else { 10_000 };
        for first in (0..self.rows).step_by(step) {
            self.call(first, step.min(self.rows - first), 1, &self.pointers(), &written);
        }
        outputs
    }

    fn pointers(&self) -> Vec<*const E> {
        self.inputs.iter().map(|input| input.as_ptr()).collect()
    }

    /// In place, so that no output is fresh; padding keeps what the input has there.
    fn check_in_place(&self, expected: &[Vec<E>]) -> f64 {
        let mut arrays = self.inputs.clone();
        let written: Vec<*mut E> = arrays.iter_mut().map(Vec::as_mut_ptr).collect();
        let value = self.call(0, self.rows, 1, &reading(&written), &written);
        for ((array, expected), input) in arrays.iter().zip(expected).zip(&self.inputs) {
            let mut places = array.iter().zip(expected).zip(input).enumerate();
            let same = places.all(|(at, ((a, b), x))| same_bits(*a, if self.is_padding(at) { *x } else { *b }));
            assert!(same, "{} {} {:?} in place", self.entry.name, E::NAME, self.shape);
        }
        value
    }

    fn is_padding(&self, place: usize) -> bool {
        place % (self.shape.classes + self.shape.padding) >= self.shape.classes
    }

    /// Into arrays of their own, so far behind a line. The value.
    fn check(&self, expected: &[Vec<E>], threads: u32, offset: usize) -> f64 {
        let untouched = E::from_f64(UNTOUCHED);
        let lengths = self.inputs.iter().map(Vec::len);
        let mut arrays: Vec<Vec<E>> = lengths.map(|length| vec![untouched; length + 2 * BORDER]).collect();
        let starts: Vec<usize> =
            arrays.iter().map(|array| BORDER / 2 + array[BORDER / 2..].as_ptr().align_offset(64) + offset).collect();
        let written = arrays.iter_mut().zip(&starts).map(|(array, start)| array[*start..].as_mut_ptr());
        let written: Vec<*mut E> = written.collect();
        let value = self.call(0, self.rows, threads, &self.pointers(), &written);
        for ((array, start), expected) in arrays.iter().zip(starts).zip(expected) {
            let (before, rest) = array.split_at(start);
            let (got, behind) = rest.split_at(expected.len());
            let case = format!(
                "{} {} {:?} on {threads} threads, {offset} off, {:?}",
                self.entry.name,
                E::NAME,
                self.shape,
                isa::active().name()
            );
            assert!(got.iter().zip(expected).all(|(a, b)| same_bits(*a, *b)), "{case}");
            assert!(before.iter().chain(behind).all(|x| same_bits(*x, untouched)), "{case}: border");
        }
        value
    }
}

fn reading<E>(written: &[*mut E]) -> Vec<*const E> {
    written.iter().map(|pointer| pointer.cast_const()).collect()
}

fn same_bits<E: Dtype>(a: E, b: E) -> bool {
    a.to_f64().to_bits() == b.to_f64().to_bits()
}

fn check<E: Dtype>(entry: &'static Entry) {
    for shape in shapes(entry) {
        let problem = Problem::<E>::new(entry, shape);
        let expected = problem.expected();
        let value = problem.check_in_place(&expected);
        for isa_name in isa::available() {
            assert!(isa::select(isa_name));
            for (offset, threads) in shape.offsets.iter().zip([4, 1].into_iter().cycle()) {
                let same = problem.check(&expected, threads, *offset);
                assert!(same.to_bits() == value.to_bits(), "{} {} {shape:?} {isa_name:?}", entry.name, E::NAME);
            }
        }
    }
}

fn check_all<E: Dtype>() {
    let _turn = isa_lock();
    let best = isa::active().name();
    // Of the formulas of single elements, those that only wait for memory.
    // The backward pass of softmax writes no way but one.
    let several = |entry: &Entry| entry.has_options() && entry.driver != Driver::SoftmaxBackward;
    let written = |entry: &&Entry| several(entry) && (entry.has_rows() || entry.bound_by_memory);
    for entry in ENTRIES.iter().filter(written) {
        check::<E>(entry);
        assert!(isa::select(best));
    }
}

#[test]
fn outputs_past_the_caches_are_the_same_f32() {
    check_all::<f32>();
}

#[test]
fn outputs_past_the_caches_are_the_same_f64() {
    check_all::<f64>();
}
