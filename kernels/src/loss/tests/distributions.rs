//! Losses that compare distributions and masses: digits near 0, and limits. Numbers that are not plain were computed with 60
//! digits, by mpmath.

use super::likelihoods::{double_of_one, nan_of_one_stays, single_of_one, within};
use crate::losses::KlDivGeneralized;

const INFINITY: f64 = f64::INFINITY;

#[test]
fn divergences_of_masses() {
    // Logarithm and target; the loss and its derivatives.
    type Point = ([f64; 2], [f64; 3]);
    const POINTS: [Point; 14] = [
        ([0.0, 1.0], [0.0, 0.0, 1.0]),
        // The target's logarithm, rounded.
        ([core::f64::consts::LN_10, 10.0], [2.3560912906763832e-31, 2.1707562233822495e-15, 10.000000000000002]),
        ([1.0, core::f64::consts::E], [3.8441469050160514e-33, 1.4456468917292502e-16, core::f64::consts::E]),
        ([-1.0, 2.0], [1.754173802291333, -1.6321205588285577, 0.36787944117144233]),
        ([5.0, 0.001], [148.40025134729763, 148.4121591025766, 148.4131591025766]),
        ([50.0, 1e-300], [5.184705528587072e21, 5.184705528587072e21, 5.184705528587072e21]),
        ([-300.0, 1e100], [5.292585092994045e102, -1e100, 5.148200222412013e-131]),
        ([0.0001, 1.0], [5.0001666708334175e-09, 0.00010000500016667084, 1.0001000050001667]),
        ([700.0, 1e304], [1.0032492489245179e300, 1.423205473500457e302, 1.0142320547350045e304]),
        ([-700.0, 1e-304], [9.93841860891438e-309, -1.4032345624022886e-306, 9.85967654375977e-305]),
        ([3.0, 2.5], [12.376263752873056, 17.585536923187668, 20.085536923187668]),
        // On both sides of the step between two forms.
        ([2.0, 1.0], [4.38905609893065, 6.38905609893065, 7.38905609893065]),
        ([1.999999, 1.0], [4.389049709878246, 6.389048709878247, 7.389048709878247]),
        ([-0.5, 0.0], [0.6065306597126334, 0.6065306597126334, 0.6065306597126334]),
    ];
    for ([x, t], expected) in POINTS {
        // As in accuracy/losses.py, in halves of epsilon. The target's logarithm has an error of an eighth of a unit of its size.
        let logarithm = if t == 0.0 { 0.0 } else { (1.0 + t.ln().abs()) / 8.0 };
        let [loss, slope, mass] = expected;
        let sizes = [loss + slope.abs() * logarithm, slope.abs() + mass * logarithm, mass];
        let got = double_of_one(KlDivGeneralized, x, t);
        within(11.5, f64::EPSILON, got, expected, sizes);
        assert!(got[0] >= 0.0, "{x}, {t}: {got:?}");
    }
    for at in [double_of_one::<KlDivGeneralized>, single_of_one] {
        assert_eq!(at(KlDivGeneralized, -INFINITY, 0.0), [0.0; 3]);
        assert_eq!(at(KlDivGeneralized, INFINITY, 0.0), [INFINITY; 3]);
        assert_eq!(at(KlDivGeneralized, INFINITY, 2.0), [INFINITY; 3]);
        assert_eq!(at(KlDivGeneralized, -INFINITY, 2.0), [INFINITY, -2.0, 0.0]);
        assert_eq!(at(KlDivGeneralized, 2.0, INFINITY)[..2], [INFINITY, -INFINITY]);
        assert_eq!(at(KlDivGeneralized, 1000.0, 1e-30), [INFINITY; 3]);
        // Both infinite, and a target of which there is no logarithm.
        for (x, t) in [(INFINITY, INFINITY), (0.5, -1.0), (-INFINITY, -1.0), (1000.0, -1.0)] {
            assert!(at(KlDivGeneralized, x, t).iter().all(|number| number.is_nan()), "{x}, {t}");
        }
    }
    // Where e^x is out of range and near the target, the loss and its derivative are not.
    let [loss, slope, _] = single_of_one(KlDivGeneralized, 88.75, f32::MAX.into());
    assert!(
        (loss / 1.266601884e35 - 1.0).abs() < 1e-5 && (slope / 9.369051287e36 - 1.0).abs() < 1e-5,
        "{loss:e}, {slope:e}"
    );
    nan_of_one_stays(KlDivGeneralized);
}
