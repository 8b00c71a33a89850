//! The two lane types and their constants of representation.

/// `f32` or `f64`: layout constants and conversions.
pub trait Lane: Copy + PartialOrd + PartialEq + 'static {
    /// Bits of the mantissa field.
    const MANTISSA_BITS: u32;
    /// The exponent field of 1.0.
    const BIAS: u32;
    /// The sign bit.
    const SIGN: u64;
    /// The bits of 1.0.
    const ONE: u64;
    /// The bits of √½.
    const SQRT_HALF: u64;
    /// 1.5 * 2^MANTISSA_BITS: adding it rounds to an integer and leaves that integer in the low
    /// bits.
    const ROUNDER: f64;
    /// The smallest positive normal number.
    const SMALLEST_NORMAL: f64;
    /// The largest finite number.
    const LARGEST: f64;

    /// From raw bits (the upper half is dropped for `f32`).
    fn from_raw(bits: u64) -> Self;
    /// Rounds to nearest.
    fn from_f64(value: f64) -> Self;
    /// Exact.
    fn to_f64(self) -> f64;
    /// `self + other`.
    fn plus(self, other: Self) -> Self;
}

macro_rules! lane {
    ($type:ident, $bits:ty) => {
        impl Lane for $type {
            const MANTISSA_BITS: u32 = $type::MANTISSA_DIGITS - 1;
            const BIAS: u32 = $type::MAX_EXP as u32 - 1;
            const SIGN: u64 = (-0.0 as $type).to_bits() as u64;
            const ONE: u64 = (1.0 as $type).to_bits() as u64;
            const SQRT_HALF: u64 = core::$type::consts::FRAC_1_SQRT_2.to_bits() as u64;
            const ROUNDER: f64 = 1.5 * (1u64 << Self::MANTISSA_BITS) as f64;
            const SMALLEST_NORMAL: f64 = $type::MIN_POSITIVE as f64;
            const LARGEST: f64 = $type::MAX as f64;

            #[inline(always)]
            fn from_raw(bits: u64) -> Self {
                $type::from_bits(bits as $bits)
            }
            #[inline(always)]
            fn from_f64(value: f64) -> Self {
                value as $type
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                self as f64
            }
            #[inline(always)]
            fn plus(self, other: Self) -> Self {
                self + other
            }
        }
    };
}

lane!(f32, u32);
lane!(f64, u64);

/// Copies the first `classes` elements of `lanes` rows into columns of that length.
///
/// # Safety
/// The rows, at most 32, are valid for reading so many elements, the columns for writing.
#[inline(always)]
pub unsafe fn columns_of_rows<L: Lane>(rows: &[*const L; 32], lanes: usize, classes: usize, columns: *mut L) {
    let mut c = 0;
    while c < classes {
        let mut lane = 0;
        while lane < lanes && lane < 32 {
            // SAFETY: the caller's.
            unsafe { columns.add(c * lanes + lane).write(rows[lane].add(c).read_unaligned()) };
            lane += 1;
        }
        c += 1;
    }
}

/// The way back, for the first `count` rows.
///
/// # Safety
/// The columns are valid for reading, the rows, at most 32, for writing so many elements.
#[inline(always)]
pub unsafe fn rows_of_columns<L: Lane>(
    columns: *const L,
    lanes: usize,
    classes: usize,
    rows: &[*mut L; 32],
    count: usize,
) {
    let mut lane = 0;
    while lane < count && lane < 32 {
        let mut c = 0;
        while c < classes {
            // SAFETY: the caller's.
            unsafe { rows[lane].add(c).write_unaligned(columns.add(c * lanes + lane).read()) };
            c += 1;
        }
        lane += 1;
    }
}
