//! A sequence: its loss, and its gradient.

use super::frame::{FrameGradient, FrameSum, logarithm};
use super::room::Room;
use super::scaled::LOWEST;
use super::step::{Backward, Emission, Forward};
use crate::element::Element;
use crate::math::{log, power_of_two};
use crate::shape::fill_zero;
use crate::simd::Real;
use crate::simd::isa::{Isa, OneDouble};
use crate::sum::first;

/// Frames, the labels in their order, and what to make of them.
#[derive(Clone, Copy)]
pub struct Sequence<E> {
    /// Its first frame.
    pub input: *const E,
    /// Out: where the gradient of its first frame is, which may be the input; or NULL.
    pub gradient: *mut E,
    /// Elements from one frame to the next, of both.
    pub stride: usize,
    /// Frames that count.
    pub frames: usize,
    /// Frames that there are. The gradient of those that do not count is 0.
    pub all_frames: usize,
    /// Numbers of a frame.
    pub classes: usize,
    /// Labels, none of them the blank, each a class.
    pub labels: *const i64,
    /// How many.
    pub count: usize,
    /// The class of no label.
    pub blank: usize,
    /// See [`Emissions::LOGITS`](super::Emissions::LOGITS).
    pub logits: bool,
    /// Multiplies the gradient. 0 leaves it 0, whatever the data.
    pub factor: f64,
    /// Add to the gradient instead of writing it.
    pub accumulate: bool,
}

/// The probability of all paths.
enum Outcome {
    /// There are none, or all have the probability 0.
    None,
    /// A number is NaN.
    Nan,
    /// m·2^e, √½ ≤ m < √2.
    Some(f64, f64),
}

impl<E: Element> Sequence<E> {
    /// The loss; and the gradient, if one is wanted. +∞ where no path is possible: the gradient is then 0.
    ///
    /// # Safety
    /// The contract of the arguments; `memory` was made for sizes that are no less. Labels and blank are classes.
    pub unsafe fn run(&self, isa: Isa, room: &Room) -> f64 {
        // SAFETY: the caller's.
        unsafe {
            let outcome = if self.frames < self.least_frames() { Outcome::None } else { self.forward(isa, room) };
            if !self.gradient.is_null() {
                match outcome {
                    _ if self.factor == 0.0 => self.clear(0),
                    Outcome::None => self.clear(0),
                    Outcome::Nan => self.spread_nan(isa, room),
                    Outcome::Some(mantissa, exponent) => self.backward(isa, room, mantissa, exponent),
                }
            }
            match outcome {
                Outcome::None => f64::INFINITY,
                Outcome::Nan => f64::NAN,
                Outcome::Some(mantissa, exponent) => {
                    let rest = first(log(OneDouble::splat(mantissa)));
                    let loss = 0.0 - (exponent * core::f64::consts::LN_2 + rest);
                    // A probability that is rounded up is still one.
                    if self.logits && loss < 0.0 { 0.0 } else { loss }
                }
            }
        }
    }

    /// Writes the gradient of a sequence that does not count or whose gradient is 0, from a frame on.
    ///
    /// # Safety
    /// The contract of the arguments.
    pub unsafe fn clear(&self, from: usize) {
        if self.gradient.is_null() || self.accumulate {
            return;
        }
        for t in from..self.all_frames {
            // SAFETY: the caller's.
            unsafe { fill_zero(self.gradient.add(t * self.stride), self.classes) };
        }
    }

    /// The label with this number, counted from 1.
    unsafe fn label(&self, number: usize) -> usize {
        // SAFETY: the caller's: there is one, and it is a class.
        unsafe { self.labels.add(number - 1).read_unaligned() as usize }
    }

    /// The frames that the shortest path has: labels, and a blank between two that are equal.
    unsafe fn least_frames(&self) -> usize {
        let mut least = self.count;
        for number in 2..=self.count {
            // SAFETY: the caller's.
            least += usize::from(unsafe { self.label(number) == self.label(number - 1) });
        }
        least
    }

    /// The logarithms of a frame's emissions, before the sum divides.
    unsafe fn gather(&self, t: usize, largest: f64, room: &Room) {
        let logarithms = room.emissions[0];
        // SAFETY: the caller's: there are as many lanes, and each class is one of the frame.
        unsafe {
            let frame = self.input.add(t * self.stride);
            logarithms.write(logarithm(frame.add(self.blank).read_unaligned().to_f64(), largest));
            for number in 1..=self.count {
                let x = frame.add(self.label(number)).read_unaligned().to_f64();
                logarithms.add(number).write(logarithm(x, largest));
            }
        }
    }

    fn emission(&self, room: &Room, inverse: f64) -> Emission {
        Emission { arrays: room.emissions, labels: self.count, states: room.states, inverse }
    }

    /// Where labels may follow each other without a blank.
    unsafe fn find_skips(&self, room: &Room) {
        for lane in 0..room.states + 16 {
            // SAFETY: the caller's: the array is longer by a vector than others.
            unsafe {
                let skip = lane >= 2 && lane <= self.count && self.label(lane) != self.label(lane - 1);
                room.skip.add(lane).write(f64::from(u8::from(skip)));
            }
        }
    }

    /// All paths, from the first frame to the last.
    unsafe fn forward(&self, isa: Isa, room: &Room) -> Outcome {
        // SAFETY: the caller's.
        unsafe {
            self.find_skips(room);
            room.begin(room.before(0), 0);
            for t in 0..self.frames {
                let (mut largest, mut inverse) = (0.0, 1.0);
                if self.logits {
                    let frame = self.input.add(t * self.stride);
                    let (top, sum) = isa.run(FrameSum { frame, classes: self.classes });
                    (largest, inverse) = (top, 1.0 / sum);
                    if inverse.is_nan() {
                        return Outcome::Nan;
                    }
                }
                if !self.gradient.is_null() {
                    room.softmax[0].add(t).write(largest);
                    room.softmax[1].add(t).write(inverse);
                }
                self.gather(t, largest, room);
                let emission = self.emission(room, inverse);
                let (before, behind) = (room.before(t), room.before(t + 1));
                if !isa.run(Forward { emission, skip: room.skip, before, behind }) {
                    return Outcome::Nan;
                }
            }
            self.both_ends(room)
        }
    }

    /// The sum of the two states in which a path may end.
    unsafe fn both_ends(&self, room: &Room) -> Outcome {
        // SAFETY: the caller's: the states behind the last frame are there.
        let read = |array: usize| unsafe { room.before(self.frames).add(array * room.states + self.count).read() };
        let (blank, label) = ((read(0), read(1)), (read(2), read(3)));
        let top = blank.1.max(label.1);
        if top == LOWEST {
            return Outcome::None;
        }
        let below = |(mantissa, exponent): (f64, f64)| mantissa * power_of_two((exponent - top).max(-200.0) as i32);
        // Between 1 and 4.
        let sum = below(blank) + below(label);
        let halvings =
            f64::from(u8::from(sum > core::f64::consts::SQRT_2) + u8::from(sum > 2.0 * core::f64::consts::SQRT_2));
        Outcome::Some(sum * power_of_two(-halvings as i32), top + halvings)
    }

    /// The gradient, from the last frame to the first.
    unsafe fn backward(&self, isa: Isa, room: &Room, mantissa: f64, exponent: f64) {
        // SAFETY: the caller's.
        unsafe {
            self.clear(self.frames);
            room.begin(room.carry, self.count);
            for lane in 0..16 {
                room.carry.add(4 * room.states + lane).write(LOWEST);
            }
            for t in (0..self.frames).rev() {
                let (largest, inverse) = (room.softmax[0].add(t).read(), room.softmax[1].add(t).read());
                self.gather(t, largest, room);
                isa.run(Backward {
                    emission: self.emission(room, inverse),
                    skip: room.skip,
                    behind: room.before(t + 1),
                    carry: room.carry,
                    occupied: room.occupied,
                    inverse: 1.0 / mantissa,
                    exponent,
                });
                self.scatter(room);
                self.write_frame(isa, room, t, (largest, inverse));
                self.clear_classes(room);
            }
        }
    }

    /// Γ from γ: in the order of the states of each class.
    unsafe fn scatter(&self, room: &Room) {
        let [blanks, labels] = room.occupied;
        // SAFETY: the caller's: there is a γ per state and a Γ per class.
        unsafe {
            let mut of_blank = 0.0;
            for number in 0..=self.count {
                of_blank += blanks.add(number).read();
            }
            room.by_class.add(self.blank).write(of_blank);
            for number in 1..=self.count {
                let place = room.by_class.add(self.label(number));
                place.write(place.read() + labels.add(number).read());
            }
        }
    }

    /// Writes 0 to what [`scatter`](Self::scatter) has written.
    unsafe fn clear_classes(&self, room: &Room) {
        // SAFETY: the caller's.
        unsafe {
            room.by_class.add(self.blank).write(0.0);
            for number in 1..=self.count {
                room.by_class.add(self.label(number)).write(0.0);
            }
        }
    }

    unsafe fn write_frame(&self, isa: Isa, room: &Room, t: usize, softmax: (f64, f64)) {
        // SAFETY: the caller's.
        unsafe {
            isa.run(FrameGradient {
                frame: self.input.add(t * self.stride),
                gradient: self.gradient.add(t * self.stride),
                classes: self.classes,
                softmax: self.logits.then_some(softmax),
                by_class: room.by_class,
                factor: self.factor,
                accumulate: self.accumulate,
            });
        }
    }

    /// The gradient of a sequence whose loss is NaN: NaN by each number that the loss has read.
    unsafe fn spread_nan(&self, isa: Isa, room: &Room) {
        // SAFETY: the caller's.
        unsafe {
            self.clear(self.frames);
            room.by_class.add(self.blank).write(f64::NAN);
            for number in 1..=self.count {
                room.by_class.add(self.label(number)).write(f64::NAN);
            }
            for t in 0..self.frames {
                self.write_frame(isa, room, t, (f64::NAN, f64::NAN));
            }
            self.clear_classes(room);
        }
    }
}
