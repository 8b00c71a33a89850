//! What the tests share.
#![allow(dead_code)]

pub mod arrays;
pub mod buffer;
pub mod call;
pub mod class_reference;
pub mod ctc;
pub mod decision_reference;
pub mod element_reference;
pub mod entry;
pub mod group_reference;
pub mod half;
pub mod half_linear;
pub mod linear_reference;
pub mod linear_tokens;
pub mod margin_reference;
pub mod pages;
pub mod preference_reference;
pub mod raw;
pub mod sample;
pub mod softmax_backward;
pub mod table;
pub mod tasks;

use approx::relative_eq;
use loss::isa;
use std::sync::{Mutex, MutexGuard};

/// The instruction set is a setting of the process: tests that change it take turns.
pub fn isa_lock() -> MutexGuard<'static, ()> {
    static LOCK: Mutex<()> = Mutex::new(());
    LOCK.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// With every instruction set; then the one from before is chosen again.
pub fn on_each_isa(mut check: impl FnMut()) {
    let _turn = isa_lock();
    let best = isa::active().name();
    for name in isa::available() {
        assert!(isa::select(name));
        check();
    }
    assert!(isa::select(best));
}

/// Random numbers that are the same everywhere (splitmix64, Steele et al. 2014).
pub struct Random(pub u64);

impl Random {
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// In [0, 1), rounded to `f32` so that both dtypes get the same number.
    pub fn unit(&mut self) -> f64 {
        f64::from((self.bits() >> 40) as f32 / (1u64 << 24) as f32)
    }

    /// In [low, high), a number of `f32`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        f64::from((low + (high - low) * self.unit()) as f32)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.bits() % n as u64) as usize
    }
}

/// The losses of logits over classes.
pub fn names_with_bias() -> impl Iterator<Item = &'static str> {
    entry::names().filter(|name| sample::meaningful(name) & sample::option::CLASS_BIAS != 0)
}

/// What errors of a loss may be more than usual: a power m^γ has the errors of m, some units, γ times.
pub fn growth(name: &str, scalars: &[f64]) -> f64 {
    let or = |place: usize, default: f64| match scalars.get(place) {
        Some(given) if *given != 0.0 => *given,
        _ => default,
    };
    match name {
        "sigmoid_focal" | "focal" => 1.0 + or(1, 2.0),
        "asymmetric_bce_logits" => 1.0 + or(0, 0.0).max(or(1, 4.0)),
        _ => 1.0,
    }
}

/// `|a - b| <= tolerance * scale`, where the scale is at least `|b|`; equal infinities and NaN with NaN.
pub fn close(a: f64, b: f64, tolerance: f64, scale: f64) -> bool {
    // Nothing finite is near an infinity, although the scale is infinite there.
    (a.is_nan() && b.is_nan()) || relative_eq!(a, b, epsilon = tolerance * scale.max(b.abs()), max_relative = 0.0)
}
