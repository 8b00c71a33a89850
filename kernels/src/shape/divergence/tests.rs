//! A divergence without a teacher, with every instruction set. Numbers that are not plain were computed by mpmath, with 800
//! digits, as the largest of some probabilities is 1 less 1e-304.

use super::Divergences;
use crate::Isa;
use crate::loss::{Arguments, Divergence};
use crate::losses::EntropyPenalty;
use crate::shape::RowOptions;
use crate::shape::logits::{Layout, Transform};
use crate::simd::isa::instruction_sets;
use core::ptr::{null, null_mut};
use std::vec::Vec;

const INFINITY: f64 = f64::INFINITY;

/// Loss, gradient and Hessian of a row.
type Row = (f64, Vec<f64>, Vec<f64>);

/// λ times the negative entropy of a row, and what `entropy` and `lse` are.
fn penalty(isa: Isa, lambda: f64, logits: &[f64]) -> (Row, [f64; 2]) {
    let arguments = Arguments { scalars: [lambda, 0.0, 0.0, 0.0], ..Arguments::default() };
    let (mut gradient, mut hessian) = (std::vec![7.0; logits.len()], std::vec![7.0; logits.len()]);
    let (mut losses, mut entropy, mut lse) = ([7.0f64], [7.0], [7.0]);
    let options = RowOptions {
        gradient: gradient.as_mut_ptr(),
        hessian: hessian.as_mut_ptr(),
        losses: losses.as_mut_ptr(),
        ..RowOptions::NONE
    };
    let partial = isa.run(Divergences::<f64, EntropyPenalty> {
        loss: EntropyPenalty::new(&arguments).expect("a valid λ"),
        student: logits.as_ptr(),
        teacher: null(),
        teacher_stride: logits.len(),
        layout: Layout { classes: logits.len(), inner: 1, stride: logits.len() },
        transform: Transform { inverse_temperature: 1.0, softcap: 0.0 },
        bias: null(),
        options,
        lse: lse.as_mut_ptr(),
        entropy: entropy.as_mut_ptr(),
        argmax: null_mut(),
        start: 0,
        end: 1,
    });
    assert!(partial.rows == 1 && partial.weight.value() == 1.0);
    assert_eq!(partial.loss.value().to_bits(), losses[0].to_bits());
    ((losses[0], gradient, hessian), [entropy[0], lse[0]])
}

/// Of every instruction set, which must agree to the last bit.
fn everywhere(lambda: f64, logits: &[f64]) -> (Row, [f64; 2]) {
    let mut all = instruction_sets().into_iter().map(|isa| penalty(isa, lambda, logits));
    let first = all.next().expect("scalar code");
    let bits = |((loss, gradient, hessian), statistics): &(Row, [f64; 2])| {
        let numbers = gradient.iter().chain(hessian).chain(statistics).chain([loss]);
        numbers.map(|x| if x.is_nan() { u64::MAX } else { x.to_bits() }).collect::<Vec<u64>>()
    };
    assert!(all.all(|other| bits(&other) == bits(&first)), "{logits:?}");
    first
}

/// Within roundings of each number, also where a loss or a difference of probabilities is nearly 0. A second derivative is a
/// difference of terms like the first.
fn check(logits: &[f64], expected: &[&[f64]; 3]) {
    let ((loss, gradient, hessian), _) = everywhere(0.75, logits);
    let [of_loss, of_gradient, of_hessian] = *expected;
    let near = |got: f64, expected: f64, size: f64| {
        let error = (got - expected).abs();
        assert!(error <= 16.0 * f64::EPSILON * size.abs(), "{logits:?}: {got}, not {expected}");
    };
    near(loss, of_loss[0], of_loss[0]);
    for c in 0..logits.len() {
        near(gradient[c], of_gradient[c], of_gradient[c]);
        near(hessian[c], of_hessian[c], of_hessian[c].abs().max(of_gradient[c].abs()));
    }
}

#[test]
fn penalties_keep_their_digits() {
    check(
        &[1.0, 2.0, 3.0],
        &[
            &[-0.6242966863799542],
            &[-0.10636282020735913, -0.1055777681022226, 0.2119405883095817],
            &[-0.025767207074040867, 0.08472533831033129, 0.09697903914146086],
        ],
    );
    // A probability of 1 but for 4e-18.
    check(
        &[0.0, -40.0, -45.0],
        &[
            &[-1.3162446226050591e-16],
            &[1.2841672767968309e-16, -1.2745062765874767e-16, -9.661000209354203e-19],
            &[-1.2520899309886028e-16, -1.2426436196727898e-16, -9.446311315813e-19],
        ],
    );
    check(
        &[0.0, -700.0, -800.0],
        &[
            &[-5.183724942881699e-302],
            &[5.176330185473879e-302, -5.176330185473879e-302, 0.0],
            &[-5.16893542806606e-302, -5.16893542806606e-302, 0.0],
        ],
    );
    // All but equal: the gradient is small, and has its digits.
    check(
        &[5.0, 5.0 + 2f64.powi(-40), 5.0],
        &[
            &[-0.8239592165010823],
            &[-7.5791225147767e-14, 1.51582450295534e-13, -7.5791225147767e-14],
            &[0.16666666666661614, 0.16666666666676772, 0.16666666666661614],
        ],
    );
    check(
        &[1e6, 1e6 - 1.5, -1e6],
        &[
            &[-0.35628867276921516],
            &[0.16778975857912445, -0.16778975857912445, 0.0],
            &[0.005288349669902884, 0.005288349669902884, 0.0],
        ],
    );
    check(&[2.0; 4], &[&[-1.5 * core::f64::consts::LN_2], &[0.0; 4], &[0.140625; 4]]);
    check(&[-3.0], &[&[0.0], &[0.0], &[0.0]]);
}

#[test]
fn penalties_have_limits() {
    let ln_2 = core::f64::consts::LN_2;
    // A class that is left out adds nothing.
    let ((loss, gradient, hessian), statistics) = everywhere(2.0, &[1.0, -INFINITY, 1.0]);
    assert_eq!((loss, gradient), (-2.0 * ln_2, std::vec![0.0; 3]));
    assert_eq!((hessian, statistics), (std::vec![0.5, 0.0, 0.5], [ln_2, 1.0 + ln_2]));
    // A certain one has no entropy.
    let ((loss, gradient, hessian), statistics) = everywhere(2.0, &[1.0, INFINITY, f64::MAX]);
    assert_eq!((loss, gradient, hessian), (0.0, std::vec![0.0; 3], std::vec![0.0; 3]));
    assert_eq!(statistics, [0.0, INFINITY]);
    for row in [[INFINITY, INFINITY, 0.0], [f64::NAN, 1.0, 2.0], [0.5, 1.0, f64::NAN], [-INFINITY; 3]] {
        let ((loss, gradient, hessian), _) = everywhere(2.0, &row);
        assert!(loss.is_nan() && gradient.iter().chain(&hessian).all(|number| number.is_nan()), "{row:?}");
        // λ = 0 turns it off, whatever is there.
        let off = everywhere(0.0, &row).0;
        assert_eq!(off, (0.0, std::vec![0.0; 3], std::vec![0.0; 3]), "{row:?}");
    }
    assert_eq!(everywhere(0.0, &[1.0, 2.0]).0, (0.0, std::vec![0.0; 2], std::vec![0.0; 2]));
    assert_eq!(everywhere(1.0, &[]).0, (0.0, std::vec![], std::vec![]));
    for refused in [-1.0, INFINITY, f64::NAN] {
        let arguments = Arguments { scalars: [refused, 0.0, 0.0, 0.0], ..Arguments::default() };
        assert_eq!(EntropyPenalty::new(&arguments).expect_err("out of range").argument, "lambda");
    }
}
