//! Pointers, sizes and overlap.

use crate::error::{Failure, fail};

/// `a * b`, or LOSS_ERROR_SIZE.
pub fn product(name: &str, a: usize, b: usize) -> Result<usize, Failure> {
    match a.checked_mul(b) {
        Some(product) => Ok(product),
        None => fail!(LOSS_ERROR_SIZE, "the size of {name}, {a} * {b} elements, overflows"),
    }
}

/// The bytes of an array, for the overlap check.
#[derive(Clone, Copy, Default)]
struct Region {
    name: &'static str,
    start: usize,
    bytes: usize,
    role: Role,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Role {
    #[default]
    Input,
    /// An input that its gradient, of the same number, may replace.
    Differentiated(u8),
    Gradient(u8),
    Output,
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
    regions: [Region; 16],
    count: usize,
}

impl Arrays {
    pub fn new() -> Self {
        Self { regions: [Region::default(); 16], count: 0 }
    }

    fn add<T>(&mut self, name: &'static str, array: *const T, length: usize, role: Role) -> Result<(), Failure> {
        if array.is_null() || length == 0 {
            return Ok(());
        }
        let start = array.addr();
        let bytes = length.checked_mul(size_of::<T>()).filter(|bytes| isize::try_from(*bytes).is_ok());
        let Some(bytes) = bytes.filter(|bytes| start.checked_add(*bytes).is_some()) else {
            return fail!(LOSS_ERROR_SIZE, "{name} cannot have {length} elements: its size in bytes overflows");
        };
        self.regions[self.count] = Region { name, start, bytes, role };
        self.count += 1;
        Ok(())
    }

    /// An input that must be there, unless it has no elements.
    pub fn input<T>(&mut self, name: &'static str, array: *const T, length: usize) -> Result<(), Failure> {
        needed(name, array, length)?;
        self.add(name, array, length, Role::Input)
    }

    /// The input that the loss is differentiated by.
    pub fn differentiated<T>(&mut self, name: &'static str, array: *const T, length: usize) -> Result<(), Failure> {
        self.differentiated_nth(0, name, array, length)
    }

    /// One of several such inputs.
    pub fn differentiated_nth<T>(
        &mut self,
        nth: u8,
        name: &'static str,
        array: *const T,
        length: usize,
    ) -> Result<(), Failure> {
        needed(name, array, length)?;
        self.add(name, array, length, Role::Differentiated(nth))
    }

    /// An input that may be absent.
    pub fn optional<T>(&mut self, name: &'static str, array: *const T, length: usize) -> Result<(), Failure> {
        self.add(name, array, length, Role::Input)
    }

    /// An output that may be absent.
    pub fn output<T>(&mut self, name: &'static str, array: *const T, length: usize) -> Result<(), Failure> {
        self.add(name, array, length, Role::Output)
    }

    /// The gradient by the input of the same number: may be exactly that input, if it is not added to.
    pub fn gradient_nth<T>(
        &mut self,
        nth: u8,
        name: &'static str,
        array: *const T,
        length: usize,
        accumulate: bool,
    ) -> Result<(), Failure> {
        self.add(name, array, length, if accumulate { Role::Output } else { Role::Gradient(nth) })
    }

    /// No output overlaps anything but itself, and the gradient its own input.
    pub fn check_overlap(&self) -> Result<(), Failure> {
        let regions = &self.regions[..self.count];
        for (index, a) in regions.iter().enumerate() {
            for b in &regions[..index] {
                let written = |region: &Region| matches!(region.role, Role::Gradient(_) | Role::Output);
                let apart = a.start + a.bytes <= b.start || b.start + b.bytes <= a.start;
                if apart || !(written(a) || written(b)) {
                    continue;
                }
                let pair = match (a.role, b.role) {
                    (Role::Gradient(x), Role::Differentiated(y)) | (Role::Differentiated(x), Role::Gradient(y)) => {
                        x == y
                    }
                    _ => false,
                };
                if pair && a.start == b.start && a.bytes == b.bytes {
                    continue;
                }
                let (output, other) = if written(a) { (a.name, b.name) } else { (b.name, a.name) };
                return fail!(LOSS_ERROR_OVERLAP, "{output} overlaps {other}");
            }
        }
        Ok(())
    }
}

fn needed<T>(name: &str, array: *const T, length: usize) -> Result<(), Failure> {
    if array.is_null() && length > 0 {
        return fail!(LOSS_ERROR_NULL_POINTER, "{name} is NULL");
    }
    Ok(())
}
