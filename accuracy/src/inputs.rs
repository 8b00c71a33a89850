//! What functions are measured at: every number of `f32`; of `f64` a number of each of so many strata, and
//! those beside which a function does something else.

use loss_kernels::Element;

/// Numbers that are worked on at a time.
pub const BLOCK: usize = 4096;

/// A set of arguments in blocks, made where it is needed.
pub trait Inputs<E>: Sync {
    fn blocks(&self) -> u64;
    /// Fills the block; false where there is nothing of it in the domain.
    fn fill(&self, block: u64, inputs: &mut [E]) -> bool;
}

/// Every `every`-th bit pattern of `f32`.
pub struct Patterns {
    pub domain: (f64, f64),
    pub every: u64,
}

impl Inputs<f32> for Patterns {
    fn blocks(&self) -> u64 {
        ((1 << 32) / self.every).div_ceil(BLOCK as u64)
    }

    fn fill(&self, block: u64, inputs: &mut [f32]) -> bool {
        let (low, high) = self.domain;
        let mut some = false;
        for (i, input) in inputs.iter_mut().enumerate() {
            let pattern = (block * BLOCK as u64 + i as u64) * self.every;
            let x = f32::from_bits(pattern as u32);
            let outside = f64::from(x) < low || f64::from(x) > high;
            some |= !outside;
            *input = if outside { f32::NAN } else { x };
        }
        some
    }
}

/// A number of `f64` as an integer in the same order.
fn rank(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 { i64::MIN - bits } else { bits }
}

/// The way back.
fn of_rank(rank: i64) -> f64 {
    f64::from_bits((if rank < 0 { i64::MIN - rank } else { rank }) as u64)
}

/// Bits that look random (splitmix64; G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number
/// generators, OOPSLA 2014).
fn mixed(index: u64) -> u64 {
    let z = index.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The domain in equal strata, half of them of its representations (every exponent as often as every other),
/// half of the busy part of the number line; a random number of each.
pub struct Strata {
    pub domain: (f64, f64),
    pub busy: (f64, f64),
    pub count: u64,
}

impl Strata {
    fn number(&self, index: u64) -> f64 {
        let half = self.count / 2;
        let random = mixed(index);
        if index < half {
            let (low, high) = (rank(self.domain.0), rank(self.domain.1));
            let width = high.abs_diff(low) / half;
            let offset = index * width + ((u128::from(random) * u128::from(width)) >> 64) as u64;
            of_rank(low.wrapping_add_unsigned(offset))
        } else {
            let (low, high) = self.busy;
            let unit = (random >> 11) as f64 / (1u64 << 53) as f64;
            low + (high - low) * (((index - half) as f64 + unit) / half as f64)
        }
    }
}

impl Inputs<f64> for Strata {
    fn blocks(&self) -> u64 {
        self.count.div_ceil(BLOCK as u64)
    }

    fn fill(&self, block: u64, inputs: &mut [f64]) -> bool {
        for (i, input) in inputs.iter_mut().enumerate() {
            let index = block * BLOCK as u64 + i as u64;
            *input = if index < self.count { self.number(index) } else { 0.0 }.clamp(self.domain.0, self.domain.1);
        }
        true
    }
}

/// Given numbers.
pub struct List<E>(pub Vec<E>);

impl<E: Element + Sync> Inputs<E> for List<E> {
    fn blocks(&self) -> u64 {
        self.0.len().div_ceil(BLOCK) as u64
    }

    fn fill(&self, block: u64, inputs: &mut [E]) -> bool {
        for (i, input) in inputs.iter_mut().enumerate() {
            *input = *self.0.get(block as usize * BLOCK + i).unwrap_or(&self.0[0]);
        }
        true
    }
}

/// Numbers of `f64` beside those where functions change their way: powers of two and times √2 and √½,
/// multiples of ln 2 and the numbers halfway between them, the ends of the domain and of the type; `beside`
/// on either side of each.
pub fn hard_cases(domain: (f64, f64), scale: f64, beside: i64) -> Vec<f64> {
    let mut centres = vec![0.0, f64::INFINITY, f64::MAX, f64::MIN_POSITIVE, domain.0, domain.1];
    for exponent in -1074..=1023 {
        let power = if exponent < -1022 { f64::from_bits(1 << (exponent + 1074)) } else { of_exponent(exponent) };
        let roots = [power, power * core::f64::consts::SQRT_2, power * core::f64::consts::FRAC_1_SQRT_2];
        centres.extend(roots);
        // log1p: where 1 + x is one of them.
        centres.extend(roots.map(|root| root - 1.0));
    }
    for half in 0..=2200 {
        centres.push(f64::from(half) * 0.5 * core::f64::consts::LN_2 * scale);
    }
    let mut cases = vec![f64::NAN];
    for centre in centres.into_iter().flat_map(|centre| [centre, -centre]) {
        for step in -beside..=beside {
            let x = of_rank(rank(centre).saturating_add(step));
            if x >= domain.0 && x <= domain.1 {
                cases.push(x);
            }
        }
    }
    cases
}

/// 2^exponent, a normal number.
fn of_exponent(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}
