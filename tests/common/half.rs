//! Calls of functions of half precision, and the formats once more: with other operations than the library's.

use super::raw::{Arguments, Call};
use super::table;
use loss::{loss_bf16, loss_f16};
use loss_kernels::element::Single;
use std::fmt::Debug;

/// A function: inputs and targets of H, the gradient of G.
pub type HalfCall<H, G> = Call<f32, H, G>;
/// Its arguments.
pub type HalfArguments<H, G> = Arguments<f32, H, G>;

/// A type of gradients: what a `float` of the `_f32` function becomes.
pub trait Gradient: Single + Copy + PartialEq + Debug {
    fn of_f32(number: f32) -> Self;
    fn to_f32(self) -> f32;
    fn bits(self) -> u32;
}

impl Gradient for f32 {
    fn of_f32(number: f32) -> Self {
        number
    }
    fn to_f32(self) -> f32 {
        self
    }
    fn bits(self) -> u32 {
        self.to_bits()
    }
}

/// A format of half precision.
pub trait Half: Gradient {
    const NAME: &'static str;
    fn of_bits(bits: u16) -> Self;
    /// The call of a loss with a gradient of this type, and with one of `float`.
    fn call(name: &str) -> HalfCall<Self, Self>;
    fn float_call(name: &str) -> HalfCall<Self, f32>;
}

/// 2^exponent, of a number that is not subnormal.
fn two_to(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// A number in a format of so many bits of mantissa, with the least exponent and the first power of two that is too large:
/// by division into units of the last place, which is exact, and one rounding to a whole number.
fn rounded(number: f32, mantissa: i32, least: i32, too_large: i32) -> f64 {
    let number = f64::from(number);
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    let exponent = ((number.to_bits() >> 52 & 0x7FF) as i32 - 1023).max(least);
    let unit = two_to(exponent - mantissa);
    let rounded = (number / unit).round_ties_even() * unit;
    if rounded.abs() >= two_to(too_large) { f64::INFINITY.copysign(number) } else { rounded }
}

macro_rules! half {
    ($type:ty, $name:literal, $mantissa:literal, $least:literal, $too_large:literal, $call:ident, $float_call:ident) => {
        impl Gradient for $type {
            fn of_f32(number: f32) -> Self {
                let sign = if number.is_sign_negative() { 0x8000 } else { 0 };
                let infinity = (($too_large - $least + 1) as u16) << $mantissa;
                if number.is_nan() {
                    return Self(sign | infinity | 1 << ($mantissa - 1));
                }
                let size = rounded(number, $mantissa, $least, $too_large).abs();
                if size.is_infinite() {
                    return Self(sign | infinity);
                }
                // In units of the least number, whose exponent field is 0; each power of two from 2^least on adds 1 to it.
                let exponent = ((size.to_bits() >> 52) as i32 - 1023).max($least);
                let units = (size / two_to(exponent - $mantissa)) as u16;
                Self(sign | units + (((exponent - $least) as u16) << $mantissa))
            }
            fn to_f32(self) -> f32 {
                let (size, sign) = (self.0 & 0x7FFF, if self.0 & 0x8000 == 0 { 1.0 } else { -1.0 });
                let (field, mantissa) = (i32::from(size >> $mantissa), size & ((1 << $mantissa) - 1));
                if field == $too_large - $least + 1 {
                    return sign * if mantissa == 0 { f32::INFINITY } else { f32::NAN };
                }
                let units = f64::from(mantissa) + if field == 0 { 0.0 } else { f64::from(1 << $mantissa) };
                (sign as f64 * units * two_to(field.max(1) - 1 + $least - $mantissa)) as f32
            }
            fn bits(self) -> u32 {
                u32::from(self.0)
            }
        }

        impl Half for $type {
            const NAME: &'static str = $name;
            fn of_bits(bits: u16) -> Self {
                Self(bits)
            }
            fn call(name: &str) -> HalfCall<Self, Self> {
                table::$call(name).unwrap_or_else(|| panic!("{name} has no function of {}", $name))
            }
            fn float_call(name: &str) -> HalfCall<Self, f32> {
                table::$float_call(name).unwrap_or_else(|| panic!("{name} has no function of {}", $name))
            }
        }
    };
}

half!(loss_bf16, "bf16", 7, -126, 128, half_call_bf16, half_call_bf16_f32);
half!(loss_f16, "f16", 10, -14, 16, half_call_f16, half_call_f16_f32);
