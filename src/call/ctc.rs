//! Sequences of which only the order of labels is known.

use super::Shared;
use super::check::Arrays;
use super::ctc_sequences::{Layout, Lengths};
use super::options::{Common, common, nothing_asked};
use super::reduce::{Problem, reduce};
use crate::error::{Failure, fail};
use crate::isa;
use crate::par::{MOST_THREADS, Partition, num_threads};
use crate::{LOSS_ZERO_INFINITY, Options, loss_sequence_options};
use loss_kernels::lattice::{Emissions, Room, Sequence, Sizes};
use loss_kernels::{Element, Partial};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes that alignment may take.
const LINE: usize = 64;
/// The least states of a lattice for which a further thread pays.
const WORK_OF_THREAD: usize = 1 << 13;

/// What both functions are given.
pub struct CtcArguments<E> {
    /// What the input is called.
    pub name: &'static str,
    pub input: *const E,
    pub targets: *const i64,
    pub input_lengths: *const i64,
    pub target_lengths: *const i64,
    pub batch: usize,
    pub max_time: usize,
    pub classes: usize,
    pub blank: i64,
    pub sequence_options: *const loss_sequence_options,
    pub options: *const Options<E>,
}

/// The bytes of a workspace: a loss per sequence, and what each thread needs.
fn workspace_bytes(batch: usize, sizes: Sizes, threads: usize) -> Option<usize> {
    if batch == 0 {
        return Some(0);
    }
    let doubles = sizes.doubles()?.checked_next_multiple_of(LINE / size_of::<f64>())?;
    let bytes =
        doubles.checked_mul(threads)?.checked_add(batch)?.checked_mul(size_of::<f64>())?.checked_add(2 * LINE)?;
    isize::try_from(bytes).is_ok().then_some(bytes)
}

/// The threads of a call: as many as are allowed, and no more than there is work or there are sequences for.
fn threads_for(allowed: u32, batch: usize, sizes: Sizes) -> usize {
    let allowed = (if allowed == 0 { num_threads() } else { allowed } as usize).min(MOST_THREADS);
    let states = sizes.labels.saturating_mul(2).saturating_add(sizes.classes);
    let work = batch.saturating_mul(sizes.frames).saturating_mul(states);
    allowed.min(batch).clamp(1, (work / WORK_OF_THREAD).max(1))
}

/// The bytes of the workspace for sizes, a gradient, and the threads of the options. SIZE_MAX: the sizes overflow.
pub fn ctc_workspace<E: Element>(
    [batch, frames, labels, classes]: [usize; 4],
    gradient: u32,
    options: *const Options<E>,
) -> usize {
    // SAFETY: NULL, or a valid struct, as the header asks; no alignment is asked of the caller.
    let allowed = if options.is_null() { 0 } else { unsafe { (&raw const (*options).threads).read_unaligned() } };
    let sizes = Sizes { frames, labels, classes, gradient: gradient != 0 };
    workspace_bytes(batch, sizes, threads_for(allowed, batch, sizes)).unwrap_or(usize::MAX)
}

/// The memory of a call, divided among its threads.
#[derive(Clone, Copy)]
struct Workspace {
    /// A loss per sequence.
    losses: *mut f64,
    /// Behind them, that of the first thread.
    rooms: *mut f64,
    /// From one thread to the next.
    doubles: usize,
    threads: usize,
}

impl Workspace {
    /// Checks the memory that is given, and divides it.
    fn new<E: Element>(common: &Common<E>, batch: usize, sizes: Sizes) -> Result<Self, Failure> {
        let (memory, size) = common.workspace();
        let Some(least) = workspace_bytes(batch, sizes, 1) else {
            return fail!(LOSS_ERROR_SIZE, "the size of the workspace that these sizes need overflows");
        };
        if memory.is_null() && least > 0 {
            return fail!(LOSS_ERROR_NULL_POINTER, "options.workspace is NULL: these sizes need {least} bytes");
        }
        if size < least {
            return fail!(
                LOSS_ERROR_SIZE,
                "options.workspace_size = {size} is less than the {least} that these sizes need"
            );
        }
        let mut threads = threads_for(common.threads, batch, sizes);
        while threads > 1 && workspace_bytes(batch, sizes, threads).is_none_or(|bytes| bytes > size) {
            threads -= 1;
        }
        let aligned = memory.wrapping_add(memory.align_offset(LINE) % LINE).cast::<f64>();
        let doubles = sizes.doubles().unwrap_or(0).next_multiple_of(LINE / size_of::<f64>());
        let rooms = aligned.wrapping_add(batch.next_multiple_of(LINE / size_of::<f64>()));
        Ok(Self { losses: aligned, rooms, doubles, threads })
    }
}

struct Call<E> {
    /// Of sequence 0; without labels.
    first: Sequence<E>,
    lengths: Lengths,
    layout: Layout,
    targets: *const i64,
    common: Common<E>,
    batch: usize,
    sizes: Sizes,
    workspace: Workspace,
    zero_infinity: bool,
}

impl<E: Element> Call<E> {
    fn counts(&self, sequence: usize) -> bool {
        let mask = self.common.rows.mask;
        // SAFETY: NULL, or a byte per sequence.
        mask.is_null() || unsafe { mask.add(sequence).read() } != 0
    }

    fn weight(&self, sequence: usize) -> f64 {
        let weight = self.common.rows.weight;
        // SAFETY: NULL, or a weight per sequence; no alignment is asked of the caller.
        if weight.is_null() { 1.0 } else { unsafe { weight.add(sequence).read_unaligned() }.to_f64() }
    }

    /// By what the loss of a sequence is divided, and its weight in the mean.
    fn share(&self, sequence: usize) -> (f64, f64) {
        // SAFETY: the lengths were checked.
        let (divisor, times) = self.layout.normalization.of(unsafe { self.lengths.labels(sequence) });
        let weight = self.weight(sequence);
        (divisor, if times == 1.0 { weight } else { weight * times })
    }

    /// A sequence whose labels begin at `start`, where they are one after the other.
    ///
    /// # Safety
    /// There is such a sequence.
    unsafe fn sequence(&self, sequence: usize, start: usize, scale: Option<f64>) -> Sequence<E> {
        // SAFETY: the caller's; offsets are within the arrays, which were checked.
        unsafe {
            let (place, count) = (sequence * self.layout.batch_stride, self.lengths.labels(sequence));
            let stride = self.layout.target_stride;
            let start = if stride == 0 { start } else { sequence * stride };
            let gradient = self.first.gradient;
            let wanted = scale.is_some() && !gradient.is_null();
            Sequence {
                input: self.first.input.wrapping_add(place),
                gradient: if wanted { gradient.wrapping_add(place) } else { null_mut() },
                frames: self.lengths.frames(sequence),
                labels: self.targets.wrapping_add(start),
                count,
                factor: scale.unwrap_or(0.0) * self.weight(sequence) / self.layout.normalization.of(count).0,
                ..self.first
            }
        }
    }

    /// Takes sequences that no other thread has taken, until there are none.
    ///
    /// # Safety
    /// Everything was checked, and no other thread has this room.
    unsafe fn work(&self, thread: usize, taken: &AtomicUsize, scale: Option<f64>) {
        let isa = isa::active();
        let (mut reached, mut start) = (0, 0);
        // SAFETY: the caller's: the workspace has room for so many threads.
        unsafe {
            let sizes = Sizes { gradient: self.sizes.gradient && scale.is_some(), ..self.sizes };
            let room = Room::new(self.workspace.rooms.add(thread * self.workspace.doubles), sizes);
            loop {
                let next = taken.fetch_add(1, Ordering::Relaxed);
                if next >= self.batch {
                    return;
                }
                while reached < next {
                    start += self.lengths.labels(reached);
                    reached += 1;
                }
                let sequence = self.sequence(next, start, scale);
                let loss = if !self.counts(next) {
                    sequence.clear(0);
                    0.0
                } else if self.weight(next) == 0.0 {
                    // The gradient may be where the input is, which is read first.
                    let loss = Sequence { gradient: null_mut(), ..sequence }.run(isa, &room);
                    sequence.clear(0);
                    loss
                } else {
                    sequence.run(isa, &room)
                };
                self.workspace.losses.add(next).write(loss);
            }
        }
    }

    /// The labels of a sequence that counts, each a class and none the blank.
    fn check_labels(&self) -> Result<(), Failure> {
        let mut start = 0;
        for sequence in 0..self.batch {
            // SAFETY: the lengths were checked.
            let labels = unsafe { self.lengths.labels(sequence) };
            let first = if self.layout.target_stride == 0 { start } else { sequence * self.layout.target_stride };
            start += labels;
            if !self.counts(sequence) {
                continue;
            }
            for label in 0..labels {
                let place = first + label;
                // SAFETY: within the array of labels, which was checked; no alignment is asked of the caller.
                let found = unsafe { self.targets.add(place).read_unaligned() };
                let classes = self.first.classes;
                if found as u64 >= classes as u64 {
                    return fail!(
                        LOSS_ERROR_TARGET,
                        "targets[{place}] = {found} (sequence {sequence}, label {label}) is not in [0, {classes})"
                    );
                }
                if found as usize == self.first.blank {
                    return fail!(
                        LOSS_ERROR_TARGET,
                        "targets[{place}] = {found} (sequence {sequence}, label {label}) is the blank"
                    );
                }
            }
        }
        Ok(())
    }

    /// Weights and sequences that count, each with what it comes to.
    fn sum(&self, loss: impl Fn(usize) -> f64) -> Partial {
        let mut sum = Partial::default();
        for sequence in (0..self.batch).filter(|sequence| self.counts(*sequence)) {
            let weight = self.weight(sequence);
            if weight != 0.0 {
                sum.loss.add(weight * loss(sequence));
            }
            sum.weight.add(self.share(sequence).1);
            sum.rows += 1;
        }
        sum
    }
}

impl<E: Element> Problem for Call<E> {
    fn survey(&self, _: bool) -> Result<Option<Partial>, Failure> {
        self.check_labels()?;
        Ok(Some(self.sum(|_| 0.0)))
    }

    fn run(&self, scale: Option<f64>) -> Partial {
        if self.batch == 0 {
            // There is no workspace either.
            return Partial::default();
        }
        let (taken, shared) = (AtomicUsize::new(0), Shared(self));
        // A thread is a task: the elements say that each is worth one.
        Partition::new(self.workspace.threads, usize::MAX).run(self.common.threads, &|first, last| {
            for thread in first..last {
                // SAFETY: the call's pointers, sizes, overlap and labels were checked; a thread is a task once.
                unsafe { shared.get().work(thread, &taken, scale) };
            }
            Partial::default()
        });
        // SAFETY: all threads have ended, and each sequence has its loss.
        let loss = |sequence: usize| unsafe {
            let place = self.workspace.losses.add(sequence);
            if self.zero_infinity && place.read() == f64::INFINITY {
                0.0
            } else {
                place.read() / self.share(sequence).0
            }
        };
        if !self.common.rows.losses.is_null() {
            for sequence in 0..self.batch {
                let value = if self.counts(sequence) { loss(sequence) } else { 0.0 };
                // SAFETY: an output with an entry per sequence, which was checked; no alignment is asked of the caller.
                unsafe { self.common.rows.losses.add(sequence).write_unaligned(E::from_f64(value)) };
            }
        }
        self.sum(loss)
    }

    fn differentiates(&self) -> bool {
        !self.first.gradient.is_null()
    }

    fn zero_derivatives(&self) {
        if self.first.gradient.is_null() {
            return;
        }
        for sequence in 0..self.batch {
            // SAFETY: the gradient was checked.
            unsafe { self.sequence(sequence, 0, Some(0.0)).clear(0) };
        }
    }

    fn rows(&self) -> usize {
        self.batch
    }
}

impl<E: Element> CtcArguments<E> {
    fn lengths(&self, layout: &Layout) -> Result<Lengths, Failure> {
        if self.target_lengths.is_null() && layout.target_stride == 0 && self.batch > 0 {
            return fail!(
                LOSS_ERROR_NULL_POINTER,
                "target_lengths is NULL, and sequence_options.target_stride, which would be all of them, is 0"
            );
        }
        Ok(Lengths {
            input: self.input_lengths,
            target: self.target_lengths,
            max_time: self.max_time,
            target_stride: layout.target_stride,
        })
    }

    /// Reads and checks options.
    fn read(&self, gradient: *mut E) -> Result<(Common<E>, Layout), Failure> {
        let Self { blank, classes, .. } = *self;
        if blank as u64 >= classes as u64 {
            return fail!(LOSS_ERROR_TARGET, "blank = {blank} is not in [0, {classes})");
        }
        let common = common(self.options, gradient, LOSS_ZERO_INFINITY)?;
        if !common.rows.hessian.is_null() {
            return fail!(
                LOSS_ERROR_INVALID_ARGUMENT,
                "options.hessian has no meaning for this function: it has no second derivative"
            );
        }
        let layout = Layout::new(self.sequence_options, [self.batch, self.max_time, classes], &common)?;
        Ok((common, layout))
    }
}

/// Connectionist temporal classification through the ABI.
pub fn ctc<E: Element, L: Emissions>(
    arguments: CtcArguments<E>,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    run(&arguments, L::LOGITS, value, gradient)
}

fn run<E: Element>(
    arguments: &CtcArguments<E>,
    logits: bool,
    value: *mut f64,
    gradient: *mut E,
) -> Result<(), Failure> {
    let CtcArguments { name, input, targets, batch, max_time, classes, .. } = *arguments;
    let (common, layout) = arguments.read(gradient)?;
    if !common.wants_something(value) {
        return nothing_asked();
    }
    let lengths = arguments.lengths(&layout)?;
    // SAFETY: each is NULL, or has a length per sequence, as the header asks.
    let (labels, most) = unsafe { lengths.check(batch)? };
    let mut arrays = Arrays::new();
    arrays.differentiated(name, input, layout.elements)?;
    arrays.input("targets", targets, labels)?;
    arrays.optional("input_lengths", arguments.input_lengths, batch)?;
    arrays.optional("target_lengths", arguments.target_lengths, batch)?;
    common.add_to(&mut arrays, value, "grad", batch, layout.elements)?;
    arrays.check_overlap()?;
    let sizes = Sizes { frames: max_time, labels: most, classes, gradient: !gradient.is_null() };
    let workspace = Workspace::new(&common, batch, sizes)?;
    let first = Sequence {
        input,
        gradient,
        stride: layout.time_stride,
        frames: max_time,
        all_frames: max_time,
        classes,
        labels: targets,
        count: 0,
        blank: arguments.blank as usize,
        logits,
        factor: 1.0,
        accumulate: common.rows.accumulate,
    };
    let zero_infinity = common.flags & LOSS_ZERO_INFINITY != 0;
    let call = Call { first, lengths, layout, targets, common, batch, sizes, workspace, zero_infinity };
    reduce::<dyn Problem>(&call, common.reduction, common.upstream)?.write(value, common.sums);
    Ok(())
}
