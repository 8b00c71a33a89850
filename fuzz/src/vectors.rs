//! Losses of rows of vectors against their plain formulas.

use crate::common::call::{Case, Dtype, Outcome};
use crate::common::close;
use crate::common::table::each_of_vectors;
use loss::{LOSS_MEAN_ROWS, LOSS_SUM, LOSS_SWAP};
use loss_kernels::loss::Arguments;
use loss_kernels::loss_rows::{RowReference, Rowwise};

/// Numbers of moderate size, in double precision.
pub fn against_formula<E: Dtype>(name: &str, case: &Case, got: &Outcome) {
    let given = |index: usize| case.scalars.get(index).copied().unwrap_or(0.0);
    let scalars = [given(0), given(1), given(2), 0.0];
    let arguments = Arguments { scalars, swap: case.flags & LOSS_SWAP != 0, ..Arguments::default() };
    macro_rules! of_name {
        ($name:literal, $loss:ty) => {
            if name == $name {
                let loss = <$loss as Rowwise<_, _>>::new(&arguments).expect("valid parameters");
                return compare::<E, _, _, _>(&loss, case, got);
            }
        };
    }
    each_of_vectors!(of_name);
    panic!("no loss named {name}")
}

fn compare<E: Dtype, L: RowReference<X, K>, const X: usize, const K: usize>(loss: &L, case: &Case, got: &Outcome) {
    let (rows, dim) = (case.rows, case.classes);
    let inputs: [&[f64]; X] = std::array::from_fn(|nth| &[&case.input, &case.second, &case.third][nth][..]);
    let weight = |row: usize| case.weight.as_ref().map_or(1.0, |weight| weight[row]);
    let kept: Vec<usize> = (0..rows).filter(|row| case.mask.as_ref().is_none_or(|mask| mask[*row] != 0)).collect();
    let below = match case.reduction {
        LOSS_SUM => 1.0,
        LOSS_MEAN_ROWS => kept.len() as f64,
        _ => kept.iter().map(|row| weight(*row)).sum(),
    };
    let over = |x: f64| if below == 0.0 { 0.0 } else { x / below };
    // A formula adds `dim` numbers one by one: an error of as many units of their sum. Elements are at most 4, and so
    // differences at most 8 and half their squares 32; derivatives are a difference of vectors, or differences of up to
    // four numbers below 1, those of cosines over a norm.
    let units = f64::EPSILON * (10 + dim) as f64;
    let (mut value, mut sizes) = (0.0, 0.0);
    for row in kept {
        let of_row = inputs.map(|input| &input[row * dim..][..dim]);
        let target = case.target.get(row).copied().unwrap_or(0.0);
        let (expected, slopes) = loss.reference(of_row, target);
        value += over(weight(row) * expected);
        sizes += over(weight(row) * 32.0 * dim as f64);
        if let Some(found) = got.losses.get(row) {
            let near = (found - expected).abs() <= E::TOLERANCE * expected.abs() + units * 32.0 * dim as f64;
            assert!(near, "loss of row {row}: {found}, not {expected}: {case:?}");
        }
        // Beside a kink the formula may be on its other side.
        if loss.kinks(of_row, target).iter().any(|kink| kink.abs() < 1e-9) {
            continue;
        }
        let scale = over(weight(row) * case.upstream.unwrap_or(1.0));
        let norms = of_row.map(|x| x.iter().map(|x| x * x).sum::<f64>().sqrt());
        let steepest = norms.iter().fold(2.0 + norms.iter().sum::<f64>(), |most: f64, norm| most.max(4.0 / norm));
        for (nth, slopes) in slopes.iter().enumerate() {
            for (i, slope) in slopes.iter().enumerate() {
                let place = nth * rows * dim + row * dim + i;
                let old = case.old_gradient.as_ref().map_or(0.0, |old| old[place]);
                let (found, expected) = (got.gradient[place], old + scale * slope);
                let size = old.abs().max((scale * slope).abs());
                let near = (found - expected).abs() <= E::TOLERANCE * size + units * scale.abs() * steepest;
                assert!(near, "d{nth}[{row}][{i}] = {found:e}, not {expected:e}: {case:?}");
            }
        }
    }
    assert!(close(got.value, value, E::TOLERANCE + units, sizes), "value {}, not {value}: {case:?}", got.value);
}
