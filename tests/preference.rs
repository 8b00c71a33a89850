//! Losses of preferences: every kind beside the plain formula, what kinds are in terms of others, limits, and calls that are
//! refused. Expected values of single cases are in `tests/golden`.

mod common;

use common::call::{Case, Dtype, Outcome};
use common::entry::{Driver, entry};
use common::sample::{Sizes, option, sample, with_options};
use common::{Random, on_each_isa, preference_reference};
use loss::loss_status::{self, LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP};
use loss::{
    LOSS_MEAN_ROWS, LOSS_PREFERENCE_APO_DOWN, LOSS_PREFERENCE_APO_ZERO, LOSS_PREFERENCE_BCO, LOSS_PREFERENCE_DISCOPOP,
    LOSS_PREFERENCE_EXO, LOSS_PREFERENCE_HINGE, LOSS_PREFERENCE_IPO, LOSS_PREFERENCE_ORPO, LOSS_PREFERENCE_ROBUST,
    LOSS_PREFERENCE_SIGMOID, LOSS_SUM, LOSS_UNPAIRED_BCO, LOSS_UNPAIRED_KTO,
};
use std::ptr::null;

const PAIRS: &str = "preference";
const SINGLE: &str = "preference_unpaired";
const INFINITY: f64 = f64::INFINITY;

fn draw(name: &str, rows: usize, random: &mut Random) -> Case {
    sample(name, Sizes { rows, ..Sizes::default() }, random)
}

/// Numbers that a kind of pairs may have, behind β.
fn numbers(kind: u32) -> Vec<[f64; 3]> {
    let mut all = vec![[0.0; 3]];
    match kind {
        LOSS_PREFERENCE_SIGMOID => all.extend([[0.125, 0.5, 0.0], [0.5, -2.0, 0.0]]),
        LOSS_PREFERENCE_ROBUST => all.extend([[0.125, 0.5, 0.0], [0.4375, 0.0, 0.0]]),
        LOSS_PREFERENCE_EXO => all.extend([[0.125, 0.5, 0.0], [0.75, 0.0, 0.0], [1e-9, 0.0, 0.0]]),
        LOSS_PREFERENCE_HINGE | LOSS_PREFERENCE_APO_DOWN => all.push([0.0, 0.75, 0.0]),
        LOSS_PREFERENCE_DISCOPOP => all.extend([[0.0, 0.75, 0.25], [0.0, 0.0, 1.0], [0.0, 0.0, 4.0]]),
        _ => {}
    }
    all
}

/// Calls of each kind in several sizes, with its numbers.
fn each_call(name: &str, random: &mut Random, mut visit: impl FnMut(Case, &mut Random)) {
    for kind in 0..entry(name).kinds() {
        let all = if name == PAIRS { numbers(kind) } else { vec![] };
        for rows in [1, 5, 16, 33, 300] {
            let case = Case { kind, ..draw(name, rows, random) };
            if name == SINGLE {
                visit(case, random);
                continue;
            }
            for own in &all {
                let mut case = case.clone();
                // Odds are of scores below 0: log-probabilities without a reference.
                if kind == LOSS_PREFERENCE_ORPO || rows == 5 {
                    (case.optional[0], case.optional[1]) = (None, None);
                }
                if rows == 16 {
                    (case.optional[2], case.optional[3]) = (None, None);
                }
                case.scalars.extend(own);
                visit(case, random);
            }
        }
    }
}

fn formulas<E: Dtype>(name: &str) {
    let mut random = Random(91);
    let without_accumulation = option::ALL & !option::ACCUMULATE;
    each_call(name, &mut random, |case, random| {
        for (options, reduction) in
            [(0, 0), (without_accumulation, LOSS_SUM), (option::ALL, LOSS_MEAN_ROWS), (option::ALL, 0)]
        {
            let case = Case {
                reduction,
                in_place: reduction == LOSS_SUM,
                ..with_options(name, case.clone(), options, random)
            };
            let got = case.run::<E>(name);
            preference_reference::compare::<E>(entry(name).driver, &case, &got);
        }
    });
}

#[test]
fn every_kind_is_its_formula() {
    on_each_isa(|| {
        for name in [PAIRS, SINGLE] {
            formulas::<f32>(name);
            formulas::<f64>(name);
        }
    });
}

/// Results with the same bits, of the gradient too.
fn same(name: &str, one: &Case, other: &Case) {
    for what in ["f32", "f64"] {
        let run = |case: &Case| if what == "f32" { case.run::<f32>(name) } else { case.run::<f64>(name) };
        assert!(run(one).same_bits(&run(other)), "{name} {what}: {one:?}\n{other:?}");
    }
}

/// No reference is one of zeros, and no lengths are ones.
#[test]
fn absent_arrays_are_zeros_and_ones() {
    let mut random = Random(92);
    each_call(PAIRS, &mut random, |case, _| {
        let rows = case.rows;
        let absent = Case { optional: Default::default(), ..case.clone() };
        let [zeros, ones] = [0.0, 1.0].map(|number| Some(vec![number; rows]));
        same(PAIRS, &absent, &Case { optional: [zeros.clone(), zeros, ones.clone(), ones], ..case });
    });
    each_call(SINGLE, &mut random, |case, _| {
        let absent = Case { optional: Default::default(), ..case.clone() };
        let mut zeros = case.clone();
        zeros.optional[0] = Some(vec![0.0; case.rows]);
        same(SINGLE, &absent, &zeros);
        // Any byte but 0 is true.
        let ones = case.bytes.iter().map(|byte| u8::from(*byte != 0) * 255).collect();
        same(SINGLE, &case, &Case { bytes: ones, ..case.clone() });
    });
}

#[test]
fn kinds_that_are_others() {
    let mut random = Random(93);
    let case = draw(PAIRS, 100, &mut random);
    let kind = |kind: u32| Case { kind, ..case.clone() };
    // Without wrong labels the robust loss is the usual one.
    same(PAIRS, &kind(LOSS_PREFERENCE_ROBUST), &kind(LOSS_PREFERENCE_SIGMOID));
    // Pairs are a desirable and an undesirable answer.
    for (pairs, single) in [(LOSS_PREFERENCE_APO_ZERO, LOSS_UNPAIRED_KTO), (LOSS_PREFERENCE_BCO, LOSS_UNPAIRED_BCO)] {
        let mut both = Case { reduction: LOSS_SUM, ..kind(pairs) };
        (both.optional[2], both.optional[3]) = (None, None);
        let of_pairs = both.run::<f64>(PAIRS);
        let halves = [(&both.input, &both.optional[0], 1), (&both.second, &both.optional[1], 0)];
        let mut value = 0.0;
        for (which, (input, reference, byte)) in halves.into_iter().enumerate() {
            let one = Case {
                kind: single,
                input: input.clone(),
                optional: [reference.clone(), None, None, None],
                bytes: vec![byte; 100],
                rows: 100,
                scalars: vec![both.scalars[0]],
                reduction: LOSS_SUM,
                ..Case::default()
            };
            let got = one.run::<f64>(SINGLE);
            assert_eq!(got.gradient, of_pairs.gradient[100 * which..][..100]);
            value += got.value;
        }
        // Other roundings of a sum.
        assert!((of_pairs.value - value).abs() <= 1e-13 * value);
    }
}

/// EXO is a divergence: 0 at log((1 − ε)/ε), and right to the last digits next to it.
#[test]
fn a_divergence_keeps_its_digits() {
    for (epsilon, minimum) in [(0.5, 0.0f64), (0.25, 3.0f64.ln()), (0.75, -3.0f64.ln()), (1e-3, 999.0f64.ln())] {
        for d in [0.0, 1e-9, -1e-7, 1e-5, -1e-3] {
            let input = vec![minimum + d];
            let case = Case {
                kind: LOSS_PREFERENCE_EXO,
                input,
                second: vec![0.0],
                rows: 1,
                scalars: vec![1.0, epsilon],
                ..Case::default()
            };
            let got = case.run::<f64>(PAIRS);
            let (p, d) = (1.0 - epsilon, case.input[0] - minimum);
            // Two terms of its series, of which the third is a d-th, or twice the square. The place of the minimum is rounded
            // here and there, which counts twice in a square.
            let series = p * epsilon * d * d * (0.5 - (2.0 * p - 1.0) * d / 3.0);
            let tolerance = series * (8.0 * f64::EPSILON * minimum.abs() / d.abs() + 1e-14 + 2.0 * d * d);
            assert!(d == 0.0 || (got.value - series).abs() <= tolerance, "{epsilon} {d}: {} {series}", got.value);
            assert!(got.value >= 0.0 && got.value < 1e-6, "{epsilon} {d}: {}", got.value);
        }
    }
}

/// Pairs one of which is infinitely likely or unlikely follow the limit of the formula.
#[test]
fn infinite_scores_have_limits() {
    // Loss and derivative by x, where x is −∞ and +∞ and β is 1, with default numbers.
    let limits = [
        (LOSS_PREFERENCE_SIGMOID, [INFINITY, -1.0], [0.0, 0.0]),
        (LOSS_PREFERENCE_HINGE, [INFINITY, -1.0], [0.0, 0.0]),
        (LOSS_PREFERENCE_EXO, [-(1e-3f64.ln()), 0.0], [-(-1e-3f64).ln_1p(), 0.0]),
        (LOSS_PREFERENCE_ROBUST, [INFINITY, -1.0], [0.0, 0.0]),
        (LOSS_PREFERENCE_DISCOPOP, [INFINITY, -1.0], [0.0, 0.0]),
        (LOSS_PREFERENCE_IPO, [INFINITY, -INFINITY], [INFINITY, INFINITY]),
    ];
    for (kind, below, above) in limits {
        for (x, [loss, slope]) in [(-INFINITY, below), (INFINITY, above)] {
            let case =
                Case { kind, input: vec![x], second: vec![-1.0], rows: 1, scalars: vec![1.0], ..Case::default() };
            let got = case.run::<f64>(PAIRS);
            assert!(common::close(got.value, loss, 1e-14, 0.0), "kind {kind} {x}: {}", got.value);
            assert_eq!(got.gradient, [slope, -slope], "kind {kind} {x}");
        }
    }
    // The mixture of DiscoPOP has other limits for other τ.
    for (tau, loss, slope) in [(0.5, INFINITY, -1.0), (1.0, INFINITY, -2.0 + 1.0), (2.0, INFINITY, -INFINITY)] {
        let scalars = vec![1.0, 0.0, 0.0, tau];
        let case = Case {
            kind: LOSS_PREFERENCE_DISCOPOP,
            input: vec![-INFINITY],
            second: vec![0.0],
            rows: 1,
            scalars,
            ..Case::default()
        };
        let got = case.run::<f64>(PAIRS);
        assert_eq!((got.value, &got.gradient[..]), (loss, &[slope, -slope][..]), "{tau}");
    }
}

/// The call is refused with this sentence, and nothing is written.
fn refused(name: &str, case: &Case, status: loss_status, sentence: &str) {
    let got: Outcome = case.call::<f32>(name);
    assert_eq!((got.status, got.message.as_str()), (status, sentence));
    assert!(got.untouched, "{sentence}");
}

#[test]
fn numbers_belong_to_kinds() {
    let mut random = Random(94);
    let case = draw(PAIRS, 3, &mut random);
    let check = |kind: u32, own: [f64; 3], sentence: &str| {
        let scalars = [&[0.5], &own[..]].concat();
        refused(PAIRS, &Case { kind, scalars, ..case.clone() }, LOSS_ERROR_INVALID_ARGUMENT, sentence);
    };
    check(LOSS_PREFERENCE_IPO, [0.0, 0.5, 0.0], "margin = 0.5 must be 0 with this kind");
    check(LOSS_PREFERENCE_SIGMOID, [0.0, f64::NAN, 0.0], "margin = NaN must be finite");
    check(LOSS_PREFERENCE_BCO, [0.125, 0.0, 0.0], "label_smoothing = 0.125 must be 0 with this kind");
    check(LOSS_PREFERENCE_SIGMOID, [0.75, 0.0, 0.0], "label_smoothing = 0.75 must be in [0, 0.5] with this kind");
    check(LOSS_PREFERENCE_ROBUST, [0.5, 0.0, 0.0], "label_smoothing = 0.5 must be in [0, 0.5) with this kind");
    check(
        LOSS_PREFERENCE_EXO,
        [1.0, 0.0, 0.0],
        "label_smoothing = 1 must be in (0, 1) with this kind (0: the default)",
    );
    check(LOSS_PREFERENCE_SIGMOID, [0.0, 0.0, 0.5], "tau = 0.5 must be 0 with this kind");
    check(LOSS_PREFERENCE_DISCOPOP, [0.0, 0.0, -0.5], "tau = -0.5 must be finite and above 0 (0: the default)");
    check(12, [0.0; 3], "kind = 12 is not a kind of preference");
    let case = draw(SINGLE, 3, &mut random);
    let check = |kind: u32, scalars: [f64; 2], sentence: &str| {
        refused(
            SINGLE,
            &Case { kind, scalars: scalars.to_vec(), ..case.clone() },
            LOSS_ERROR_INVALID_ARGUMENT,
            sentence,
        );
    };
    check(LOSS_UNPAIRED_KTO, [0.5, -0.5], "shift = -0.5 must not be negative with this kind");
    check(2, [0.5, 0.5], "kind = 2 is not a kind of loss of single answers");
}

#[test]
fn arrays_are_both_there_or_neither() {
    let mut random = Random(95);
    let case = draw(PAIRS, 3, &mut random);
    let names = ["ref_chosen", "ref_rejected", "chosen_length", "rejected_length"];
    for which in 0..4 {
        let mut one = case.clone();
        one.optional[which] = None;
        let sentence = format!("{} is NULL, but {} is not", names[which], names[which ^ 1]);
        refused(PAIRS, &one, LOSS_ERROR_NULL_POINTER, &sentence);
        // A gradient may be its own input alone.
        let got = case.call_with::<f64>(PAIRS, |a| a.gradient = a.optional[which].cast_mut());
        assert_eq!((got.status, got.message), (LOSS_ERROR_OVERLAP, format!("grad_chosen overlaps {}", names[which])));
    }
    let got = case.call_with::<f64>(PAIRS, |a| (a.gradient, a.second_gradient) = (a.second.cast_mut(), a.gradient));
    assert_eq!((got.status, got.message.as_str()), (LOSS_ERROR_OVERLAP, "grad_chosen overlaps rejected"));
    // Without rows there is nothing to be there.
    let empty = Case { optional: [Some(vec![]), None, None, None], ..draw(PAIRS, 0, &mut random) };
    assert_eq!(empty.run::<f32>(PAIRS).value, 0.0);
    let mut single = draw(SINGLE, 3, &mut random);
    let got = single.call_with::<f32>(SINGLE, |a| a.bytes = null());
    assert_eq!((got.status, got.message.as_str()), (LOSS_ERROR_NULL_POINTER, "desirable is NULL"));
    let got = single.call_with::<f32>(SINGLE, |a| a.bytes = a.gradient.cast_const().cast());
    assert_eq!((got.status, got.message.as_str()), (LOSS_ERROR_OVERLAP, "grad overlaps desirable"));
    single.optional[0] = None;
    single.run::<f32>(SINGLE);
}

/// Answers of two inputs have no place for second derivatives, single ones have.
#[test]
fn second_derivatives_are_of_single_answers() {
    assert!(
        !entry(PAIRS).has_hessian()
            && entry(SINGLE).has_hessian()
            && entry(SINGLE).driver == Driver::PreferenceUnpaired
    );
}
