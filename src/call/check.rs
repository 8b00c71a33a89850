//! Pointers, sizes and overlap.

use crate::error::{Failure, fail};
use loss_kernels::shape::matrices::Place;
use std::mem::MaybeUninit;

/// `a * b`, or LOSS_ERROR_SIZE.
pub fn product(name: &str, a: usize, b: usize) -> Result<usize, Failure> {
    match a.checked_mul(b) {
        Some(product) => Ok(product),
        None => fail!(LOSS_ERROR_SIZE, "the size of {name}, {a} * {b} elements, overflows"),
    }
}

/// The bytes of an array, for the overlap check.
#[derive(Clone, Copy)]
struct Region {
    name: &'static str,
    start: usize,
    end: usize,
    role: Role,
}

#[derive(Clone, Copy, PartialEq)]
enum Role {
    Input,
    /// An input that its gradient, of the same number, may replace.
    Differentiated(u8),
    Gradient(u8),
    Output,
}

impl Role {
    fn written(self) -> bool {
        matches!(self, Self::Gradient(_) | Self::Output)
    }
}

/// `a + b`, or LOSS_ERROR_SIZE.
pub fn sum(name: &str, a: usize, b: usize) -> Result<usize, Failure> {
    match a.checked_add(b) {
        Some(sum) => Ok(sum),
        None => fail!(LOSS_ERROR_SIZE, "the size of {name}, {a} + {b} elements, overflows"),
    }
}

/// The arrays of a call. None of the calls has more.
pub struct Arrays {
    /// The first `count` are there. Not filled with anything before, as small calls would notice.
    regions: [MaybeUninit<Region>; MOST],
    count: usize,
}

/// More than any call has.
const MOST: usize = 20;

impl Arrays {
    pub fn new() -> Self {
        Self { regions: [const { MaybeUninit::uninit() }; MOST], count: 0 }
    }

    #[inline]
    fn add(&mut self, name: &'static str, array: impl Place, length: usize, role: Role) -> Result<(), Failure> {
        if array.is_null() || length == 0 {
            return Ok(());
        }
        let start = array.address().addr();
        let bytes = length.checked_mul(array.bytes()).filter(|bytes| isize::try_from(*bytes).is_ok());
        let Some(end) = bytes.and_then(|bytes| start.checked_add(bytes)) else {
            return fail!(LOSS_ERROR_SIZE, "{name} cannot have {length} elements: its size in bytes overflows");
        };
        self.regions[self.count].write(Region { name, start, end, role });
        self.count += 1;
        Ok(())
    }

    /// An input that must be there, unless it has no elements.
    #[inline]
    pub fn input(&mut self, name: &'static str, array: impl Place, length: usize) -> Result<(), Failure> {
        needed(name, array, length)?;
        self.add(name, array, length, Role::Input)
    }

    /// The input that the loss is differentiated by.
    #[inline]
    pub fn differentiated(&mut self, name: &'static str, array: impl Place, length: usize) -> Result<(), Failure> {
        self.differentiated_nth(0, name, array, length)
    }

    /// One of several such inputs.
    #[inline]
    pub fn differentiated_nth(
        &mut self,
        nth: u8,
        name: &'static str,
        array: impl Place,
        length: usize,
    ) -> Result<(), Failure> {
        needed(name, array, length)?;
        self.add(name, array, length, Role::Differentiated(nth))
    }

    /// An input that may be absent.
    #[inline]
    pub fn optional(&mut self, name: &'static str, array: impl Place, length: usize) -> Result<(), Failure> {
        self.add(name, array, length, Role::Input)
    }

    /// An output that may be absent.
    #[inline]
    pub fn output(&mut self, name: &'static str, array: impl Place, length: usize) -> Result<(), Failure> {
        self.add(name, array, length, Role::Output)
    }

    /// The gradient by the input of the same number: may be exactly that input, if it is not added to.
    #[inline]
    pub fn gradient_nth(
        &mut self,
        nth: u8,
        name: &'static str,
        array: impl Place,
        length: usize,
        accumulate: bool,
    ) -> Result<(), Failure> {
        self.add(name, array, length, if accumulate { Role::Output } else { Role::Gradient(nth) })
    }

    /// No output overlaps anything but itself, and the gradient its own input.
    pub fn check_overlap(&self) -> Result<(), Failure> {
        // SAFETY: the first `count` are there.
        let regions = unsafe { std::slice::from_raw_parts(self.regions.as_ptr().cast::<Region>(), self.count) };
        let mut rest = regions;
        while let Some((a, after)) = rest.split_first() {
            for b in after {
                if a.start < b.end && b.start < a.end && (a.role.written() || b.role.written()) {
                    check_pair(a, b)?;
                }
            }
            rest = after;
        }
        Ok(())
    }
}

/// Whether it is plain that nothing is wrong with the arrays of a small call without options: an input and a gradient of
/// one length, targets, and the value, at least one of the outputs there. Such a call would notice the time that
/// [`Arrays`] takes, which decides, and says what is wrong, where this is false.
#[inline(always)]
pub fn plainly_right(
    (input, length): (impl Place, usize),
    (target, targets): (impl Place, usize),
    gradient: impl Place,
    value: *mut f64,
) -> bool {
    const SMALL: usize = 4096;
    if length.wrapping_sub(1) >= SMALL || targets > SMALL {
        return false;
    }
    let (bytes, target_bytes) = (length * input.bytes(), targets * target.bytes());
    let gradient_bytes = length * gradient.bytes();
    let most = input.bytes().max(target.bytes()).max(gradient.bytes()).max(size_of::<f64>());
    let within = usize::MAX - SMALL * most;
    let [input, target, gradient] = [input.address(), target.address(), gradient.address()].map(|place| place.addr());
    let value = value.addr();
    // NULL is an array like the others here: no real one is so near to it, and two outputs that are NULL overlap.
    let apart = |a: usize, a_bytes: usize, b: usize, b_bytes: usize| (a + a_bytes <= b) | (b + b_bytes <= a);
    let value_apart = |array: usize, bytes: usize| apart(array, bytes, value, size_of::<f64>());
    input != 0
        && (target != 0 || targets == 0)
        && input.max(target).max(gradient).max(value) <= within
        && ((gradient == input) & (gradient_bytes == bytes)) | apart(gradient, gradient_bytes, input, bytes)
        && apart(gradient, gradient_bytes, target, target_bytes)
            & value_apart(input, bytes)
            & value_apart(target, target_bytes)
            & value_apart(gradient, gradient_bytes)
}

/// Two arrays that overlap, one of them written.
#[cold]
fn check_pair(a: &Region, b: &Region) -> Result<(), Failure> {
    let pair = match (a.role, b.role) {
        (Role::Gradient(x), Role::Differentiated(y)) | (Role::Differentiated(x), Role::Gradient(y)) => x == y,
        _ => false,
    };
    if pair && a.start == b.start && a.end == b.end {
        return Ok(());
    }
    let (output, other) = if a.role.written() { (a.name, b.name) } else { (b.name, a.name) };
    fail!(LOSS_ERROR_OVERLAP, "{output} overlaps {other}")
}

#[inline]
fn needed(name: &str, array: impl Place, length: usize) -> Result<(), Failure> {
    if array.is_null() && length > 0 {
        return fail!(LOSS_ERROR_NULL_POINTER, "{name} is NULL");
    }
    Ok(())
}
