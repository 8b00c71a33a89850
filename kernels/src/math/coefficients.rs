//! Written by `python3 kernels/coefficients.py`, which derives every number. Do not edit.

#![allow(clippy::approx_constant)]

use super::Coefficients;

impl Coefficients for f32 {
    /// (e^r - 1 - r) / r^2 for |r| <= ln(2) / 2, highest power first.
    const EXPONENTIAL: &'static [f64] = &[
        0.00019890980969294606,
        0.0013933641121625462,
        0.008333310934359203,
        0.04166646500523263,
        0.16666666681614345,
        0.5000000013457808,
    ];
    /// (log((1 + s) / (1 - s)) / s - 2) / s^2, in s^2, for |s| <= (sqrt(2) - 1) / (sqrt(2) + 1), highest power first.
    const LOGARITHM: &'static [f64] = &[0.23330468363519238, 0.285508207738004, 0.4000012184017775, 0.6666666655449663];
    const LN_2: (f64, f64) = (0.6931471228599548, 5.7699990475432854e-8);
    const LN_2_SHORT: (f64, f64) = (0.693145751953125, 1.4286068203094173e-6);
}

impl Coefficients for f64 {
    /// (e^r - 1 - r) / r^2 for |r| <= ln(2) / 2, highest power first.
    const EXPONENTIAL: &'static [f64] = &[
        2.5100375929185925e-8,
        2.762007600563138e-7,
        2.7557268480106926e-6,
        2.480152132210459e-5,
        0.00019841269863040675,
        0.001388888891719689,
        0.008333333333330065,
        0.041666666666624164,
        0.16666666666666669,
        0.5000000000000001,
    ];
    /// (log((1 + s) / (1 - s)) / s - 2) / s^2, in s^2, for |s| <= (sqrt(2) - 1) / (sqrt(2) + 1), highest power first.
    const LOGARITHM: &'static [f64] = &[
        0.14616451042434167,
        0.15331721490738642,
        0.18182889128565508,
        0.22222211134749734,
        0.28571428625975764,
        0.39999999999899505,
        0.666666666666667,
    ];
    const LN_2: (f64, f64) = (0.6931471805599453, 2.3190468138462996e-17);
    const LN_2_SHORT: (f64, f64) = (0.693147180559663, 2.8235290563031577e-13);
}
