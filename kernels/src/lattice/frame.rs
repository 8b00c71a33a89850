//! The softmax of a frame, and its gradient.

use crate::element::{Element, Load};
use crate::math::exp_of_negative;
use crate::simd::isa::Kernel;
use crate::simd::{Real, Simd, Vector};
use crate::sum::Sum;

/// x less the largest logit of its frame. A logit of +∞ is the whole of its frame.
#[inline(always)]
fn less<R: Real<Lane = f64>>(x: R, largest: R) -> R {
    let infinity = R::splat(f64::INFINITY);
    R::select(x.eq(infinity), R::splat(0.0), x - largest)
}

/// The largest logit of a frame, and Σ e^(x − largest). NaN where there is one, where all are −∞ or several +∞.
pub(super) struct FrameSum<E> {
    pub frame: *const E,
    pub classes: usize,
}

impl<E: Element> Kernel for FrameSum<E> {
    type Output = (f64, f64);
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) -> (f64, f64) {
        let Self { frame, classes } = self;
        let mut top = S::F64::splat(f64::NEG_INFINITY);
        let mut c = 0;
        while c < classes {
            // SAFETY: whoever makes this gives a frame of so many classes.
            top = unsafe { <E as Load<f64>>::load::<S>(frame.add(c), classes - c, f64::NEG_INFINITY) }.max(top);
            c += S::F64::LANES;
        }
        let largest = top.largest();
        let top = S::F64::splat(largest);
        let mut sum = S::SumF64::zero();
        let mut c = 0;
        while c < classes {
            // SAFETY: as above.
            let x = unsafe { <E as Load<f64>>::load::<S>(frame.add(c), classes - c, f64::NEG_INFINITY) };
            sum.add(exp_of_negative(less(x, top)));
            c += S::F64::LANES;
        }
        let sum = sum.total();
        (largest, if largest == f64::INFINITY && sum != 1.0 { f64::NAN } else { sum })
    }
}

/// The logarithm of a class before the sum divides: x less the largest logit of the frame.
pub(super) fn logarithm(x: f64, largest: f64) -> f64 {
    if x == f64::INFINITY && largest == f64::INFINITY { 0.0 } else { x - largest }
}

/// The gradient of a frame: p − Γ, or −Γ where there is no softmax.
pub(super) struct FrameGradient<E> {
    pub frame: *const E,
    pub gradient: *mut E,
    pub classes: usize,
    /// The largest logit, and the inverse of the sum. None: no softmax.
    pub softmax: Option<(f64, f64)>,
    /// Γ.
    pub by_class: *const f64,
    /// Multiplies it.
    pub factor: f64,
    pub accumulate: bool,
}

impl<E: Element> Kernel for FrameGradient<E> {
    type Output = ();
    type Place = Self;

    #[inline(always)]
    fn run<S: Simd>(self) {
        let (factor, zero) = (S::F64::splat(self.factor), S::F64::splat(0.0));
        let (largest, inverse) = self.softmax.unwrap_or((0.0, 0.0));
        let (largest, inverse) = (S::F64::splat(largest), S::F64::splat(inverse));
        let mut c = 0;
        while c < self.classes {
            let count = self.classes - c;
            // SAFETY: whoever makes this gives a frame of so many classes, its gradient and a number per class.
            unsafe {
                let p = if self.softmax.is_some() {
                    let x = <E as Load<f64>>::load::<S>(self.frame.add(c), count, f64::NEG_INFINITY);
                    exp_of_negative(less(x, largest)) * inverse
                } else {
                    zero
                };
                let gradient = (p - S::F64::load(self.by_class.add(c), count, 0.0)) * factor;
                let old =
                    if self.accumulate { <E as Load<f64>>::load::<S>(self.gradient.add(c), count, 0.0) } else { zero };
                <E as Load<f64>>::store::<S>(gradient + old, self.gradient.add(c), count);
            }
            c += S::F64::LANES;
        }
    }
}
