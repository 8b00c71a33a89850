//! Each loss of margins beside its plain formula, and the formula's derivatives beside differences, with the same bits on
//! every instruction set, and what its documentation says of limits.

use super::*;
use crate::loss::Arguments;
use crate::losses::{
    CategoricalHinge, MultiMargin, MulticlassHinge, MulticlassPerceptron, MultilabelMargin, Sparsemax,
};
use crate::shape::RowOptions;
use crate::shape::class::{ClassRows, Member};
use crate::shape::indices::Indices;
use crate::shape::margin::Margins;
use crate::shape::margin_lists::ListedMargins;
use crate::simd::isa::{Isa, instruction_sets};
use std::fmt::Debug;
use std::vec;
use std::vec::Vec;

const INFINITY: f64 = f64::INFINITY;

/// Random numbers between −1 and 1 (splitmix64, Steele et al. 2014).
fn numbers(seed: usize, count: usize) -> Vec<f64> {
    let number = |i: usize| {
        let mut z = (seed * 1000 + i + 1) as u64;
        z = z.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
    };
    (0..count).map(number).collect()
}

/// A loss and its derivatives.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    loss: f64,
    first: Vec<f64>,
    second: Vec<f64>,
}

impl Row {
    /// Equal for results of the same bits, NaN being NaN.
    fn bits(&self) -> Vec<u64> {
        let all = [self.loss].into_iter().chain(self.first.iter().chain(&self.second).copied());
        all.map(|x| if x.is_nan() { f64::NAN } else { x }.to_bits()).collect()
    }
}

/// The arguments of one row.
fn row(
    member: Member,
    scores: *const f64,
    index: *const i64,
    classes: usize,
    options: RowOptions<f64>,
) -> ClassRows<f64> {
    ClassRows { index: Indices::I64(index), end: 1, ..ClassRows::plain(member, scores, classes, options) }
}

/// One row as the kernel computes it.
fn run<L: Margin>(isa: Isa, loss: L, scores: &[f64], right: i64) -> Row {
    let classes = scores.len();
    let (mut first, mut second, mut losses) = (vec![0.0; classes], vec![0.0; classes], [0.0]);
    let options = RowOptions {
        losses: losses.as_mut_ptr(),
        gradient: first.as_mut_ptr(),
        hessian: second.as_mut_ptr(),
        ..RowOptions::NONE
    };
    let rows = row(Member::INDEX, scores.as_ptr(), &raw const right, classes, options);
    let partial = isa.run(Margins { loss, rows });
    assert_eq!(partial.rows, 1);
    Row { loss: losses[0], first, second }
}

/// The same on every instruction set.
fn everywhere<L: Margin + Debug>(loss: L, scores: &[f64], right: usize) -> Row {
    let mut rows = instruction_sets().into_iter().map(|isa| run(isa, loss, scores, right as i64));
    let first = rows.next().expect("the scalar one");
    rows.for_each(|row| assert_eq!(row.bits(), first.bits(), "{loss:?} {scores:?} {right}: {row:?}, {first:?}"));
    first
}

/// A number is the other, to within rounding: formula and kernel add up at most 40 terms that are below 4 in size, which
/// come from sums of three, at half a unit of 2e-16 each.
fn close(got: f64, expected: f64) -> bool {
    got == expected || (got - expected).abs() <= 4e-14
}

/// Compares with the formula and, where no kink is near, the formula with differences. Returns how many these were.
fn check<L: MarginReference + Debug>(loss: L, scores: &[f64], right: usize) -> usize {
    let (expected, first, second) = loss.reference(scores, right);
    let got = everywhere(loss, scores, right);
    let what = std::format!("{loss:?} {scores:?} {right}");
    assert!(close(got.loss, expected), "{what}: {got:?}, not {expected}");
    let mut smooth = 0;
    for c in 0..scores.len() {
        assert!(close(got.first[c], first[c]), "{what}: derivative {c} is {}, not {}", got.first[c], first[c]);
        assert!(close(got.second[c], second[c]), "{what}: second derivative {c} of {got:?}, not {second:?}");
        // Between kinks all losses are of the second degree, of which differences have no error but that of rounding:
        // 1e-14/h.
        let h = 1e-4;
        let around = [-h, 0.0, h].map(|step| {
            let mut moved = scores.to_vec();
            moved[c] += step;
            moved
        });
        let kinks = around.each_ref().map(|moved| loss.kinks(moved, right));
        if kinks.iter().all(|all| all.iter().zip(&kinks[1]).all(|(a, b)| a * b > 0.0 || a == b)) {
            let [below, _, above] = around.each_ref().map(|moved| loss.reference(moved, right));
            let (slope, bend) = ((above.0 - below.0) / (2.0 * h), (above.1[c] - below.1[c]) / (2.0 * h));
            assert!((slope - first[c]).abs() <= 1e-9, "{what}: derivative {c} is {slope}, not {}", first[c]);
            assert!((bend - second[c]).abs() <= 1e-9, "{what}: second derivative {c} is {bend}, not {}", second[c]);
            smooth += 1;
        }
    }
    smooth
}

fn made<L: Margin>(scalars: [f64; 4]) -> L {
    L::new(&Arguments { scalars, ..Arguments::default() }).expect("parameters in range")
}

/// `$visit!(type)` for each loss.
macro_rules! each {
    ($visit:ident) => {
        $visit!(MultiMargin);
        $visit!(MulticlassHinge);
        $visit!(CategoricalHinge);
        $visit!(MulticlassPerceptron);
        $visit!(Sparsemax);
    };
}

#[test]
fn rows_are_those_of_the_formula() {
    macro_rules! formula {
        ($loss:ty) => {
            let mut smooth = 0;
            for scalars in [[0.0; 4], <$loss>::PARAMETERS] {
                for classes in 1..40 {
                    for spread in [0.3, 2.0] {
                        let scores: Vec<f64> = numbers(classes, classes).iter().map(|x| spread * x).collect();
                        smooth += check(made::<$loss>(scalars), &scores, classes / 2);
                    }
                }
            }
            assert!(smooth > 1000, "{}: {smooth}", stringify!($loss));
        };
    }
    each!(formula);
}

#[test]
fn a_nan_anywhere_leaves_nothing_of_its_row() {
    macro_rules! nan {
        ($loss:ty) => {
            for classes in [1, 2, 17, 40] {
                for (place, right) in (0..classes).flat_map(|place| [(place, place), (place, 0), (place, classes - 1)])
                {
                    let mut scores = numbers(classes, classes);
                    scores[place] = f64::NAN;
                    let row = everywhere(made::<$loss>(<$loss>::PARAMETERS), &scores, right);
                    let all = row.first.iter().chain(&row.second).all(|x| x.is_nan());
                    assert!(row.loss.is_nan() && all, "{} {place} {right}: {row:?}", stringify!($loss));
                }
            }
        };
    }
    each!(nan);
}

/// Loss, first and second derivatives.
fn assert_row<L: Margin + Debug>(loss: L, scores: &[f64], right: usize, expected: (f64, &[f64], &[f64])) {
    let got = everywhere(loss, scores, right);
    let expected = Row { loss: expected.0, first: expected.1.to_vec(), second: expected.2.to_vec() };
    assert_eq!(got.bits(), expected.bits(), "{loss:?} {scores:?}: {got:?}, not {expected:?}");
}

#[test]
fn one_class_has_no_rival() {
    for z in [-INFINITY, -1e300, -0.5, 0.0, 3.0, INFINITY] {
        assert_row(made::<MultiMargin>([0.0; 4]), &[z], 0, (0.0, &[0.0], &[0.0]));
        assert_row(made::<MultiMargin>([2.0, 0.0, 0.0, 0.0]), &[z], 0, (0.0, &[0.0], &[0.0]));
        assert_row(made::<MulticlassHinge>([0.0; 4]), &[z], 0, (0.0, &[0.0], &[0.0]));
        assert_row(made::<MulticlassPerceptron>([0.0; 4]), &[z], 0, (0.0, &[0.0], &[0.0]));
        let (loss, slope) = if z < 1.0 { (1.0 - z, -1.0) } else { (0.0, 0.0) };
        assert_row(made::<CategoricalHinge>([0.0; 4]), &[z], 0, (loss, &[slope], &[0.0]));
        if z.is_finite() {
            assert_row(Sparsemax, &[z], 0, (0.0, &[0.0], &[0.0]));
        }
    }
}

#[test]
fn ties_have_the_lowest_class_and_kinks_no_derivative() {
    let none = &[0.0; 4][..];
    // Both wrong classes are equal, in one vector and in different ones.
    assert_row(made::<MulticlassHinge>([0.0; 4]), &[0.5, 2.0, 2.0, 1.0], 0, (2.5, &[-1.0, 1.0, 0.0, 0.0], none));
    assert_row(made::<MulticlassPerceptron>([0.0; 4]), &[2.0, 1.0, 2.0, 0.5], 3, (1.5, &[1.0, 0.0, 0.0, -1.0], none));
    assert_row(made::<CategoricalHinge>([0.0; 4]), &[2.0, 1.0, 2.0, 0.5], 3, (2.5, &[1.0, 0.0, 0.0, -1.0], none));
    let mut scores = vec![0.0; 40];
    (scores[35], scores[18], scores[20]) = (3.0, 3.0, 3.0);
    let row = everywhere(made::<MulticlassHinge>([0.0; 4]), &scores, 5);
    assert_eq!((row.loss, row.first[18], row.first[20], row.first[35]), (4.0, 1.0, 0.0, 0.0));
    // The right class among the largest: no loss, no gradient.
    assert_row(made::<MulticlassPerceptron>([0.0; 4]), &[2.0, 1.0, 2.0, 2.0], 3, (0.0, none, none));
    // m + z_c = z_y, exactly.
    assert_row(made::<MulticlassHinge>([0.0; 4]), &[1.5, 0.5, 0.25, 0.5], 0, (0.0, none, none));
    assert_row(made::<MultiMargin>([0.0; 4]), &[1.5, 0.5, 0.25, 0.5], 0, (0.0, none, none));
    assert_row(made::<MultiMargin>([2.0, 0.0, 0.0, 0.0]), &[1.5, 0.5, 0.25, 0.5], 0, (0.0, none, none));
    assert_row(made::<CategoricalHinge>([0.0; 4]), &[1.0, 0.0, -0.25, 0.0], 0, (0.0, none, none));
    // A rival of exactly 0 is no rival; neither is one below.
    let of_target = &[-1.0, 0.0, 0.0, 0.0][..];
    assert_row(made::<CategoricalHinge>([0.0; 4]), &[0.5, 0.0, -0.25, -3.0], 0, (0.5, of_target, none));
    assert_row(made::<CategoricalHinge>([0.0; 4]), &[0.5, -1.0, -0.25, -3.0], 0, (0.5, of_target, none));
    // The others are not: Crammer and Singer's rival may be negative.
    assert_row(made::<MulticlassHinge>([0.0; 4]), &[0.5, -1.0, -0.25, -3.0], 0, (0.25, &[-1.0, 0.0, 1.0, 0.0], none));
}

#[test]
fn infinities_are_limits() {
    let none = &[0.0; 3][..];
    let squared = made::<MultiMargin>([2.0, 0.0, 0.0, 0.0]);
    let nan = &[f64::NAN; 3][..];
    for wrong in [[0.5, -1.0], [-INFINITY, 2.0], [-INFINITY, -INFINITY]] {
        let right = [INFINITY, wrong[0], wrong[1]];
        assert_row(made::<MultiMargin>([0.0; 4]), &right, 0, (0.0, none, none));
        assert_row(squared, &right, 0, (0.0, none, none));
        assert_row(made::<MulticlassHinge>([0.0; 4]), &right, 0, (0.0, none, none));
        assert_row(made::<MulticlassPerceptron>([0.0; 4]), &right, 0, (0.0, none, none));
        assert_row(made::<CategoricalHinge>([0.0; 4]), &right, 0, (0.0, none, none));
    }
    let third = 1.0 / 3.0;
    let rival = [0.5, INFINITY, -4.0];
    assert_row(made::<MultiMargin>([0.0; 4]), &rival, 0, (INFINITY, &[-third, third, 0.0], none));
    let slopes = &[-INFINITY, INFINITY, 0.0];
    assert_row(squared, &rival, 0, (INFINITY, slopes, &[2.0 / 3.0, 2.0 / 3.0, 0.0]));
    let slopes = &[-1.0, 1.0, 0.0];
    assert_row(made::<MulticlassHinge>([0.0; 4]), &rival, 0, (INFINITY, slopes, none));
    assert_row(made::<MulticlassPerceptron>([0.0; 4]), &rival, 0, (INFINITY, slopes, none));
    assert_row(made::<CategoricalHinge>([0.0; 4]), &rival, 0, (INFINITY, slopes, none));
    let right = [-INFINITY, 0.5, 0.25];
    assert_row(made::<MulticlassHinge>([0.0; 4]), &right, 0, (INFINITY, slopes, none));
    // ∞ − ∞.
    for both in [[INFINITY, INFINITY, 0.0], [-INFINITY, -INFINITY, -INFINITY]] {
        assert_row(made::<MultiMargin>([0.0; 4]), &both, 0, (f64::NAN, nan, nan));
        assert_row(made::<MulticlassHinge>([0.0; 4]), &both, 0, (f64::NAN, nan, nan));
        assert_row(made::<MulticlassPerceptron>([0.0; 4]), &both, 0, (f64::NAN, nan, nan));
        assert_row(Sparsemax, &both, 0, (f64::NAN, nan, nan));
    }
    assert_row(Sparsemax, &rival, 0, (f64::NAN, nan, nan));
    let half = &[0.5, 0.5, 0.0][..];
    assert_row(Sparsemax, &[2.0, 2.0, -INFINITY], 0, (0.25, &[-0.5, 0.5, 0.0], half));
    assert_row(Sparsemax, &[2.0, 2.0, -INFINITY], 2, (INFINITY, &[0.5, 0.5, -1.0], half));
}

#[test]
fn sparsemax_is_exact_where_it_is_small() {
    // At a distance of 1 and more nothing is lost.
    assert_row(Sparsemax, &[1.0, 0.0, -3.0], 0, (0.0, &[0.0; 3], &[0.0; 3]));
    assert_row(Sparsemax, &[1e300, 0.0, -1e300], 0, (0.0, &[0.0; 3], &[0.0; 3]));
    // z_y is 1 − δ above one other: p is δ/2 there, and l = δ²/4.
    for power in [1, 10, 30, 50] {
        let delta = 0.5f64.powi(power);
        let row = everywhere(Sparsemax, &[0.0, delta - 1.0, -5.0], 0);
        let expected =
            Row { loss: delta * delta / 4.0, first: vec![-delta / 2.0, delta / 2.0, 0.0], second: vec![0.5, 0.5, 0.0] };
        assert_eq!(row, expected, "{power}");
    }
    // So it is where the difference of the scores has more digits than a number: 2^-60 − 1 rounds to −1.
    let delta = 0.5f64.powi(60);
    let row = everywhere(Sparsemax, &[1.0, delta], 0);
    assert_eq!((row.loss, &row.first[..]), (delta * delta / 4.0, &[-delta / 2.0, delta / 2.0][..]));
    // All equal: every class has its share, also of many.
    let scores = vec![3.25; 1000];
    let row = everywhere(Sparsemax, &scores, 999);
    // 1/K − 1 and the squares of K shares: ½·((1 − 1/K)² + (K − 1)/K²) = ½·(1 − 1/K).
    assert!((row.loss - 0.4995).abs() <= 1e-15 && row.first[..999].iter().all(|p| (p - 1e-3).abs() <= 1e-15));
    let sum: f64 = row.first.iter().sum();
    assert!(sum.abs() <= 1e-13, "{sum}");
}

#[test]
fn numbers_out_of_range_are_refused() {
    let refusal = |scalars: [f64; 4]| {
        MultiMargin::new(&Arguments { scalars, ..Arguments::default() }).err().map(|refusal| refusal.argument)
    };
    for p in [0.5, 1.5, 3.0, -1.0, f64::NAN, INFINITY] {
        assert_eq!(refusal([p, 1.0, 0.0, 0.0]), Some("p"));
    }
    for margin in [f64::NAN, INFINITY, -INFINITY] {
        assert_eq!(refusal([1.0, margin, 0.0, 0.0]), Some("margin"));
    }
    assert_eq!(refusal([2.0, -1e300, 0.0, 0.0]), None);
    for margin in [-1.0, f64::NAN, INFINITY] {
        let arguments = Arguments { scalars: [margin, 0.0, 0.0, 0.0], ..Arguments::default() };
        let refusals =
            [<MulticlassHinge as Margin>::new(&arguments).err(), <CategoricalHinge as Margin>::new(&arguments).err()];
        assert!(refusals.iter().all(|refusal| refusal.as_ref().is_some_and(|refusal| refusal.argument == "margin")));
    }
}

/// A row with a list of classes: as the kernel computes it apart, added to 0 and in place, with the same bits on every
/// instruction set.
fn listed(scores: &[f64], list: &[usize]) -> Row {
    scaled(scores, list, 1.0)
}

/// The same times a factor of the derivatives.
fn scaled(scores: &[f64], list: &[usize], scale: f64) -> Row {
    let classes = scores.len();
    let mut entries: Vec<i64> = list.iter().map(|class| *class as i64).collect();
    // What follows the end is not looked at.
    entries.resize(classes, i64::MIN);
    if list.len() < classes {
        entries[list.len()] = -1;
    }
    let mut all = Vec::new();
    for isa in instruction_sets() {
        for (in_place, accumulate) in [(false, false), (false, true), (true, false)] {
            let mut first = if in_place { scores.to_vec() } else { vec![if accumulate { 0.0 } else { 7.0 }; classes] };
            let (mut second, mut losses) = (vec![7.0; classes], [0.0]);
            let options = RowOptions {
                losses: losses.as_mut_ptr(),
                gradient: first.as_mut_ptr(),
                hessian: second.as_mut_ptr(),
                accumulate,
                scale,
                ..RowOptions::NONE
            };
            let input = if in_place { first.as_ptr() } else { scores.as_ptr() };
            let rows = row(Member::LISTS, input, entries.as_ptr(), classes, options);
            assert_eq!(isa.run(ListedMargins { rows }).rows, 1);
            all.push(Row { loss: losses[0], first, second });
        }
    }
    let first = all[0].clone();
    all.iter().for_each(|row| assert_eq!(row.bits(), first.bits(), "{scores:?} {list:?}: {all:?}"));
    first
}

#[test]
fn rows_of_lists_are_those_of_the_formula() {
    for classes in 1..40 {
        for count in [0, 1, 2, 5, classes / 2, classes] {
            for steps in [1.0, 4.0, 1e9] {
                // Few different scores make ties, and pairs at the kink.
                let scores: Vec<f64> =
                    numbers(classes, classes).iter().map(|x| (2.0 * x * steps).round() / steps).collect();
                let places = numbers(100 + classes + count, count.min(classes));
                let list: Vec<usize> =
                    places.iter().map(|x| ((x + 1.0) / 2.0 * classes as f64) as usize % classes).collect();
                let (loss, first) = MultilabelMargin::reference(&scores, &list);
                let got = listed(&scores, &list);
                // Up to 400 pairs of at most 5, summed by the formula one by one.
                assert!(
                    (got.loss - loss).abs() <= 400.0 * f64::EPSILON * loss,
                    "{scores:?} {list:?}: {got:?}, not {loss}"
                );
                for c in 0..classes {
                    // Up to 40 roundings of the formula's sum of one derivative.
                    let near = (got.first[c] - first[c]).abs() <= 40.0 * f64::EPSILON * first[c].abs();
                    assert!(near && got.second[c] == 0.0, "{scores:?} {list:?}: {got:?}, not {first:?}");
                }
            }
        }
    }
    // All classes in rising and in falling order, and each of some twice.
    for direction in [1.0, -1.0] {
        let scores: Vec<f64> = (0..60).map(|c| direction * f64::from(c) / 16.0).collect();
        let list: Vec<usize> = (0..40).map(|entry| 2 * (entry % 29)).collect();
        let (loss, first) = MultilabelMargin::reference(&scores, &list);
        let got = listed(&scores, &list);
        assert!((got.loss - loss).abs() <= 1e-12 * loss, "{got:?}, not {loss}");
        assert!(got.first.iter().zip(&first).all(|(a, b)| (a - b).abs() <= 1e-13), "{got:?}, not {first:?}");
    }
}

#[test]
fn limits_of_rows_of_lists() {
    let row = |loss: f64, first: &[f64]| Row { loss, first: first.to_vec(), second: vec![0.0; first.len()] }.bits();
    // Nothing listed, and everything.
    assert_eq!(listed(&[0.5, 2.0], &[]).bits(), row(0.0, &[0.0; 2]));
    assert_eq!(listed(&[0.5, 2.0], &[1, 0]).bits(), row(0.0, &[0.0; 2]));
    assert_eq!(listed(&[0.5], &[0]).bits(), row(0.0, &[0.0]));
    // Twice in the list, twice in the loss.
    assert_eq!(listed(&[0.5, 1.0], &[0]).bits(), row(0.75, &[-0.5, 0.5]));
    assert_eq!(listed(&[0.5, 1.0], &[0, 0]).bits(), row(1.5, &[-1.0, 1.0]));
    // At the kink.
    assert_eq!(listed(&[0.5, 1.5], &[1]).bits(), row(0.0, &[0.0; 2]));
    // Infinities: far above and far below.
    assert_eq!(listed(&[INFINITY, 1.5, -INFINITY, 0.75], &[0]).bits(), row(0.0, &[0.0; 4]));
    assert_eq!(listed(&[INFINITY, 1.5], &[1]).bits(), row(INFINITY, &[0.5, -0.5]));
    assert_eq!(listed(&[-INFINITY, 1.5], &[0]).bits(), row(INFINITY, &[-0.5, 0.5]));
    // ∞ − ∞.
    let nan = Row { loss: f64::NAN, first: vec![f64::NAN; 2], second: vec![f64::NAN; 2] }.bits();
    assert_eq!(listed(&[INFINITY, INFINITY], &[0]).bits(), nan);
    // A derivative of 0 stays, whatever the factor; the others, and none of the second, are NaN.
    let of_nan = scaled(&[0.5, 1.0, -3.0], &[0], f64::NAN);
    assert!(of_nan.first[0].is_nan() && of_nan.first[1].is_nan() && of_nan.loss == 0.5, "{of_nan:?}");
    assert_eq!((of_nan.first[2], &of_nan.second[..]), (0.0, &[0.0; 3][..]));
    // A NaN anywhere, also where nothing or everything is listed.
    for list in [&[][..], &[0], &[1], &[0, 1]] {
        assert_eq!(listed(&[f64::NAN, 1.0], list).bits(), nan);
        assert_eq!(listed(&[1.0, f64::NAN], list).bits(), nan);
    }
}
