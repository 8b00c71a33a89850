//! The arrays of a [`Case`] in memory, and the arguments that point to them.

use super::buffer::Buffer;
use super::call::{Case, Dtype, Entry};
use super::raw::Arguments;
use loss::{ClassOptions, Options, loss_sums};
use std::ptr::{null, null_mut};

/// The arrays that a call reads.
pub struct Inputs<E> {
    pub input: Buffer<E>,
    pub second: Buffer<E>,
    pub third: Buffer<E>,
    pub target: Buffer<E>,
    index: Buffer<i64>,
    bytes: Buffer<u8>,
    optional: [Option<Buffer<E>>; 4],
    weight: Option<Buffer<E>>,
    mask: Option<Buffer<u8>>,
    class_weight: Option<Buffer<E>>,
    class_bias: Option<Buffer<E>>,
    upstream: Option<Buffer<f64>>,
    ignore_index: Option<Buffer<i64>>,
}

impl<E: Dtype> Inputs<E> {
    pub fn new(case: &Case) -> Self {
        let place = case.place();
        let optional = |values: &Option<Vec<f64>>| values.as_ref().map(|values| Buffer::new(values, place));
        Self {
            input: Buffer::new(&case.input, place),
            second: Buffer::new(&case.second, place),
            third: Buffer::new(&case.third, place),
            target: Buffer::new(&case.target, place),
            index: Buffer::of(&case.index, place),
            bytes: Buffer::of(&case.bytes, place),
            optional: case.optional.each_ref().map(optional),
            weight: optional(&case.weight),
            mask: case.mask.as_ref().map(|mask| Buffer::of(mask, place)),
            class_weight: optional(&case.class_weight),
            class_bias: optional(&case.class_bias),
            upstream: case.upstream.map(|number| Buffer::of(&[number], place)),
            ignore_index: case.ignore_index.map(|number| Buffer::of(&[number], place)),
        }
    }

    /// Those that may be written in place.
    pub fn margins_intact(&self) -> bool {
        self.written_in_place().into_iter().all(Buffer::margins_intact)
    }

    pub fn untouched(&self) -> bool {
        self.written_in_place().into_iter().all(Buffer::untouched) && self.target.untouched()
    }

    fn written_in_place(&self) -> [&Buffer<E>; 3] {
        [&self.input, &self.second, &self.third]
    }
}

/// The arrays that a call writes.
pub struct Outputs<E> {
    pub value: Buffer<f64>,
    pub sums: Buffer<loss_sums>,
    pub gradient: Option<Buffer<E>>,
    pub second_gradient: Option<Buffer<E>>,
    pub third_gradient: Option<Buffer<E>>,
    pub hessian: Option<Buffer<E>>,
    pub losses: Option<Buffer<E>>,
    pub lse: Option<Buffer<E>>,
    pub entropy: Option<Buffer<E>>,
    pub argmax: Option<Buffer<i64>>,
    wants_value: bool,
    wants_sums: bool,
}

impl<E: Dtype> Outputs<E> {
    pub fn new(case: &Case, entry: &Entry) -> Self {
        let (place, without) = (case.place(), case.without);
        let softmax = entry.is_softmax();
        let layouts = [&case.input, &case.second, &case.third].map(Vec::len);
        let out = |wanted: bool, length: usize| wanted.then(|| Buffer::<E>::blank(length, place));
        let statistics = entry.has_statistics() && entry.name != "nll" && !without.statistics;
        let own_gradient = !without.gradient && !case.in_place;
        let mut old = case.old_gradient.as_deref().filter(|_| own_gradient);
        let mut gradient = |nth: usize| {
            let wanted = own_gradient && nth < entry.inputs.len();
            match old {
                Some(all) if wanted => {
                    let (own, rest) = all.split_at(layouts[nth]);
                    old = Some(rest);
                    Some(Buffer::new(own, place))
                }
                _ => out(wanted, layouts[nth]),
            }
        };
        Self {
            value: Buffer::blank(1, place),
            sums: Buffer::blank(1, place),
            gradient: gradient(0),
            second_gradient: gradient(1),
            third_gradient: gradient(2),
            hessian: out(entry.has_hessian() && !without.hessian, layouts.iter().sum()),
            losses: out(!softmax && !without.losses, case.rows),
            lse: out(statistics, case.rows),
            entropy: out(statistics, case.rows),
            argmax: (entry.has_statistics() && !without.statistics).then(|| Buffer::blank(case.rows, place)),
            wants_value: !without.value,
            wants_sums: !without.sums && !softmax,
        }
    }

    fn arrays(&self) -> impl Iterator<Item = &Buffer<E>> {
        let gradients = [&self.gradient, &self.second_gradient, &self.third_gradient];
        let all = gradients.into_iter().chain([&self.hessian, &self.losses, &self.lse, &self.entropy]);
        all.flatten()
    }

    pub fn margins_intact(&self) -> bool {
        self.arrays().all(Buffer::margins_intact)
            && self.argmax.iter().all(Buffer::margins_intact)
            && self.value.margins_intact()
            && self.sums.margins_intact()
    }

    pub fn untouched(&self) -> bool {
        self.arrays().all(Buffer::untouched)
            && self.argmax.iter().all(Buffer::untouched)
            && self.value.untouched()
            && self.sums.untouched()
    }
}

impl<E: Dtype> Arguments<E> {
    /// Inputs by the addresses where they can only be read, unless they are replaced.
    pub fn new(case: &Case, inputs: &mut Inputs<E>, outputs: &mut Outputs<E>) -> Self {
        let written = [inputs.input.pointer(), inputs.second.pointer(), inputs.third.pointer()];
        let read = [inputs.input.input(), inputs.second.input(), inputs.third.input()];
        let own = [&mut outputs.gradient, &mut outputs.second_gradient, &mut outputs.third_gradient].map(to);
        let [input, second, third] = if case.in_place { written.map(<*mut E>::cast_const) } else { read };
        let [gradient, second_gradient, third_gradient] = if case.in_place { written } else { own };
        Self {
            kind: case.kind,
            input,
            second,
            third,
            target: inputs.target.input(),
            index: inputs.index.input(),
            bytes: inputs.bytes.input(),
            optional: inputs.optional.each_ref().map(from),
            rows: case.rows,
            batches: [case.input.len(), case.second.len()],
            classes: case.classes,
            seq_len: case.seq_len,
            scalars: [0, 1, 2, 3].map(|index| case.scalars.get(index).copied().unwrap_or(0.0)),
            options: Some(Options {
                reduction: case.reduction,
                flags: case.flags,
                threads: case.threads,
                upstream: from(&inputs.upstream),
                weight: from(&inputs.weight),
                mask: from(&inputs.mask),
                losses: to(&mut outputs.losses),
                hessian: to(&mut outputs.hessian),
                sums: if outputs.wants_sums { outputs.sums.pointer() } else { null_mut() },
                ..Options::default()
            }),
            class_options: Some(ClassOptions {
                class_weight: from(&inputs.class_weight),
                ignore_index: from(&inputs.ignore_index),
                label_smoothing: case.label_smoothing,
                temperature: case.temperature,
                softcap: case.softcap,
                class_bias: from(&inputs.class_bias),
                z_loss: case.z_loss,
                row_stride: case.row_stride,
                inner: case.inner,
                lse: to(&mut outputs.lse),
                entropy: to(&mut outputs.entropy),
                argmax: to(&mut outputs.argmax),
                ..ClassOptions::default()
            }),
            value: if outputs.wants_value { outputs.value.pointer() } else { null_mut() },
            gradient,
            second_gradient,
            third_gradient,
        }
    }
}

/// NULL where there is none.
fn from<T: Copy>(buffer: &Option<Buffer<T>>) -> *const T {
    buffer.as_ref().map_or(null(), Buffer::input)
}

fn to<T: Copy>(buffer: &mut Option<Buffer<T>>) -> *mut T {
    buffer.as_mut().map_or(null_mut(), Buffer::pointer)
}
