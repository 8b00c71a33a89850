//! Each margin beside its plain formula, that beside differences, and its limits.

use super::{Cosines, TargetMargin};
use crate::loss::{Arguments, CosineMargin};
use crate::losses::{Arcface, Cosface};
use crate::simd::isa::ScalarForTests;
use crate::simd::{Real, Simd};
use crate::sum::first;
use core::f64::consts::PI;

type Double = <ScalarForTests as Simd>::NarrowF64;

const INFINITY: f64 = f64::INFINITY;

fn cosines<L: CosineMargin>(scale: f64, margin: f64) -> Cosines {
    L::cosines(&Arguments { scalars: [scale, margin, 0.0, 0.0], ..Arguments::default() }).expect("in range")
}

/// z and ∂z/∂u.
fn at_target(cosines: Cosines, cosine: f64) -> [f64; 2] {
    cosines.at_target(Double::splat(cosine)).map(first)
}

/// Cosines in order, close to both ends as well.
fn arguments() -> impl Iterator<Item = f64> {
    let inside = (-999..1000).map(|k| f64::from(k) / 1000.0);
    let near = (4..40).map(|k| 1.0 - f64::from(-k).exp2());
    inside.chain(near.clone()).chain(near.map(|u| -u)).chain([-1.0, 1.0])
}

/// Scale, margin, and what is to be got from the formula.
type Visit<'a> = dyn FnMut(Cosines, f64, &dyn Fn(f64) -> [f64; 2]) + 'a;

/// Each loss with these numbers; 0 is the default. With the margin as an angle, whose cosine is where ψ jumps.
fn each(visit: &mut Visit) {
    for scale in [0.0, 1.0, 30.0] {
        for margin in [0.0, 1e-9, 0.25, 2.0] {
            visit(cosines::<Cosface>(scale, margin), 0.0, &|u| Cosface::reference(margin, u));
        }
        for margin in [0.0, 1e-9, 0.25, PI / 2.0, 2.5, PI.next_down()] {
            let angle = if margin == 0.0 { 0.5 } else { margin };
            visit(cosines::<Arcface>(scale, margin), angle, &|u| Arcface::reference(margin, u));
        }
    }
}

/// Both are right to some roundings of their terms: ψ of terms of the size of 2 at most, ψ' of one that is divided by the
/// sine of the target's angle.
#[test]
fn each_is_its_formula() {
    each(&mut |cosines, angle, formula| {
        // On which side of the jump is a question of a last digit.
        for u in arguments().filter(|u| angle == 0.0 || (u + angle.cos()).abs() > 1e-12) {
            let ([got, got_slope], [value, slope]) = (at_target(cosines, u), formula(u));
            let near = |got: f64, expected: f64, size: f64| {
                (got / cosines.scale - expected).abs() <= 8.0 * f64::EPSILON * size
            };
            assert!(near(got, value, 2.0 + value.abs()), "{cosines:?} {u}: {got:e}, expected {value:e}");
            let size = 1.0 + angle.sin() / ((1.0 - u) * (1.0 + u)).sqrt().max(1e-6);
            assert!(near(got_slope, slope, size), "{cosines:?} {u}: {got_slope:e}, expected {slope:e}");
        }
    });
}

/// ψ is as the paper has it, and ψ' its derivative: central differences, away from the jump.
#[test]
fn the_formula_has_its_derivative() {
    each(&mut |cosines, angle, formula| {
        for u in (-95..96).map(|k| f64::from(k) / 100.0) {
            let straight = -angle.cos();
            if angle != 0.0 {
                let expected = if u > straight { (u.acos() + angle).cos() } else { u - angle * angle.sin() };
                assert!((formula(u)[0] - expected).abs() < 1e-15 * 8.0, "{cosines:?} {u}");
            }
            if angle == 0.0 || (u - straight).abs() > 2e-5 {
                let difference = (formula(u + 1e-5)[0] - formula(u - 1e-5)[0]) / 2e-5;
                // Rounding of ψ over the step, and the third derivative times a sixth of the step's square; 1 percent for what
                // that is larger next to u.
                let third = 3.0 * u.abs() / (1.0 - u * u).powf(2.5);
                let bound = 1e-10 + 1.01 * third * 1e-10 / 6.0;
                assert!((formula(u)[1] - difference).abs() < bound, "{cosines:?} {u}: {difference}");
            }
        }
    });
}

#[test]
fn the_angle_ends_where_cosines_do() {
    let of = cosines::<Arcface>(2.0, 0.5);
    let TargetMargin::OfAngle { sine, cosine, drop } = of.margin else { panic!("{of:?}") };
    for u in [1.0, 1.0 + 1e-15, 1.000_000_2, 5.0, INFINITY] {
        // The sine is 0, and counts as 1e-6 where it divides.
        assert_eq!(at_target(of, u), [2.0 * cosine, 2.0 * 1e6_f64.mul_add(sine, cosine)], "{u}");
    }
    for u in [-1.0, -1.000_000_2, -5.0, -INFINITY] {
        assert_eq!(at_target(of, u), [2.0 * (-1.0 - drop), 2.0], "{u}");
    }
    assert!(at_target(of, f64::NAN)[0].is_nan());
    // At the jump the straight line, with its derivative.
    assert_eq!(at_target(of, -cosine), [2.0 * (-cosine - drop), 2.0]);
    assert!(at_target(of, (-cosine).next_up())[0] > at_target(of, -cosine)[0]);
}

#[test]
fn a_cosine_less_a_margin_has_no_end() {
    let of = cosines::<Cosface>(2.0, 0.5);
    for (u, z) in [(1.5, 2.0), (-3.0, -7.0), (INFINITY, INFINITY), (-INFINITY, -INFINITY)] {
        assert_eq!(at_target(of, u), [z, 2.0], "{u}");
    }
    assert!(at_target(of, f64::NAN)[0].is_nan());
}

#[test]
fn numbers_out_of_range_are_refused_by_name() {
    type Make = fn(&Arguments) -> Result<Cosines, crate::loss::Refusal>;
    let refused = |make: Make, scale: f64, margin: f64, argument: &str| {
        let made = make(&Arguments { scalars: [scale, margin, 0.0, 0.0], ..Arguments::default() });
        assert_eq!(made.expect_err("out of range").argument, argument, "{scale} {margin}");
    };
    for make in [Cosface::cosines as Make, Arcface::cosines] {
        for scale in [-1.0, f64::NAN, INFINITY, -INFINITY] {
            refused(make, scale, 0.25, "scale");
        }
        for margin in [-0.25, f64::NAN, INFINITY, -INFINITY] {
            refused(make, 2.0, margin, "margin");
        }
    }
    refused(Arcface::cosines, 2.0, PI, "margin");
}
