//! Sine and cosine of an angle that a call needs once.

use core::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// What π is above [`PI`].
const REST_OF_PI: f64 = 1.224_646_799_147_353_2e-16;

/// (sin x − x)/x³ in x², the highest power first: the series, up to x¹⁷. Its next term is below 10⁻¹⁹ for x ≤ π/4.
const SINE: [f64; 8] = [
    1.0 / 355_687_428_096_000.0,
    -1.0 / 1_307_674_368_000.0,
    1.0 / 6_227_020_800.0,
    -1.0 / 39_916_800.0,
    1.0 / 362_880.0,
    -1.0 / 5040.0,
    1.0 / 120.0,
    -1.0 / 6.0,
];

/// (cos x − 1 + x²/2)/x⁴ in x², up to x¹⁸. Its next term is below 10⁻²⁰.
const COSINE: [f64; 8] = [
    -1.0 / 6_402_373_705_728_000.0,
    1.0 / 20_922_789_888_000.0,
    -1.0 / 87_178_291_200.0,
    1.0 / 479_001_600.0,
    -1.0 / 3_628_800.0,
    1.0 / 40_320.0,
    -1.0 / 720.0,
    1.0 / 24.0,
];

/// sin x and cos x for 0 ≤ x ≤ π. Error ≤ 1 unit of each.
#[inline(always)]
pub fn sine_and_cosine(x: f64) -> [f64; 2] {
    // Beyond π/2 by what is left to π, and beyond π/4 by what is left to π/2. These differences are exact.
    let obtuse = x > FRAC_PI_2;
    let (high, low) = if obtuse { (PI - x, REST_OF_PI) } else { (x, 0.0) };
    let steep = high > FRAC_PI_4;
    let (high, low) = if steep { (FRAC_PI_2 - high, 0.5 * REST_OF_PI - low) } else { (high, low) };
    let angle = high + low;
    let rest = low - (angle - high);
    let square = angle * angle;
    let (mut of_sine, mut of_cosine) = (0.0, 0.0);
    let mut i = 0;
    while i < SINE.len() {
        of_sine = of_sine * square + SINE[i];
        of_cosine = of_cosine * square + COSINE[i];
        i += 1;
    }
    let sine = angle + (angle * square * of_sine + rest);
    let half = 0.5 * square;
    let most = 1.0 - half;
    let cosine = most + (((1.0 - most) - half) + (square * square * of_cosine - angle * rest));
    let [sine, cosine] = if steep { [cosine, sine] } else { [sine, cosine] };
    [sine, if obtuse { -cosine } else { cosine }]
}
