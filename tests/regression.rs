//! The Huber loss and the Gaussian likelihood near their kinks, and at the ends of what a type can hold.
//!
//! Expected values that are not plain come from mpmath at 50 digits.

#![allow(clippy::excessive_precision, clippy::unreadable_literal)]

mod common;

use common::call::{Case, Dtype, Outcome};
use common::isa_lock;
use loss::{LOSS_FULL, LOSS_SUM, isa};

const INFINITY: f64 = f64::INFINITY;
/// Whole vectors and a rest.
const COUNT: usize = 37;

/// The outcome of an element, which is the same at each place of an array and on each instruction set.
struct Element {
    loss: f64,
    gradient: Vec<f64>,
    hessian: f64,
}

fn element<E: Dtype>(name: &str, inputs: &[f64], target: f64, scalars: &[f64], flags: u32) -> Element {
    let case = Case {
        input: vec![inputs[0]; COUNT],
        second: inputs.get(1).map_or(Vec::new(), |second| vec![*second; COUNT]),
        target: vec![target; COUNT],
        rows: COUNT,
        scalars: scalars.to_vec(),
        reduction: LOSS_SUM,
        flags,
        ..Case::default()
    };
    let _turn = isa_lock();
    let best = isa::active().name();
    let outcomes: Vec<Outcome> = isa::available()
        .map(|isa_name| {
            assert!(isa::select(isa_name));
            case.run::<E>(name)
        })
        .collect();
    assert!(isa::select(best));
    let got = &outcomes[0];
    assert!(outcomes.iter().all(|other| got.same_bits(other)), "{name} {inputs:?} {target}");
    let gradient: Vec<f64> = got.gradient.iter().step_by(COUNT).copied().collect();
    assert_eq!(gradient.len(), inputs.len());
    let same = |array: &[f64]| array.iter().all(|x| x.to_bits() == array[0].to_bits());
    assert!(got.gradient.chunks(COUNT).all(same) && same(&got.losses) && same(&got.hessian), "{got:?}");
    Element { loss: got.losses[0], gradient, hessian: got.hessian.first().copied().unwrap_or(0.0) }
}

/// The next number of the type away from 0.
fn above<E: Dtype>(x: f64) -> f64 {
    if size_of::<E>() == 4 { f64::from((x as f32).next_up()) } else { x.next_up() }
}

fn below<E: Dtype>(x: f64) -> f64 {
    if size_of::<E>() == 4 { f64::from((x as f32).next_down()) } else { x.next_down() }
}

/// The largest number of the type, and the smallest subnormal one.
fn ends<E: Dtype>() -> [f64; 2] {
    if size_of::<E>() == 4 { [f64::from(f32::MAX), 1.401298464324817e-45] } else { [f64::MAX, 5e-324] }
}

fn huber<E: Dtype>(x: f64, target: f64, delta: f64) -> [f64; 3] {
    let got = element::<E>("huber", &[x], target, &[delta], 0);
    [got.loss, got.gradient[0], got.hessian]
}

/// Both sides meet at the kink, where the second derivative is 0.
fn kink_of_huber<E: Dtype>() {
    for delta in [0.25, 1.0, 3.0, 2f64.powi(-60), 2f64.powi(60)] {
        for sign in [1.0, -1.0] {
            let (inside, outside) = (below::<E>(delta), above::<E>(delta));
            let at = huber::<E>(sign * delta, 0.0, delta);
            assert_eq!(at, [0.5 * delta * delta, sign * delta, 0.0], "{delta}");
            let before = huber::<E>(sign * inside, 0.0, delta);
            assert_eq!(before[1..], [sign * inside, 1.0], "{delta}");
            let after = huber::<E>(sign * outside, 0.0, delta);
            assert_eq!(after[1..], [sign * delta, 0.0], "{delta}");
            // The exact losses are rounded once or twice.
            let unit = 2.0 * (outside - delta) / delta;
            for (got, exact) in [(before[0], 0.5 * inside * inside), (after[0], delta * (outside - 0.5 * delta))] {
                assert!((got - exact).abs() <= unit * exact, "{delta}: {got:e}, not {exact:e}");
            }
            assert!(before[0] <= at[0] && at[0] <= after[0], "{delta}");
        }
    }
}

#[test]
fn the_huber_loss_has_no_step_at_its_kink() {
    kink_of_huber::<f32>();
    kink_of_huber::<f64>();
}

fn ends_of_huber<E: Dtype>() {
    let [largest, smallest] = ends::<E>();
    for sign in [1.0, -1.0] {
        assert_eq!(huber::<E>(sign * largest, 0.0, 1.0), [largest, sign, 0.0]);
        // The difference is out of range, and its gradient is not.
        assert_eq!(huber::<E>(sign * largest, -sign * largest, 1.0), [INFINITY, sign, 0.0]);
        assert_eq!(huber::<E>(sign * INFINITY, 1.0, 0.5), [INFINITY, 0.5 * sign, 0.0]);
        assert_eq!(huber::<E>(1.0, sign * INFINITY, 0.5), [INFINITY, -0.5 * sign, 0.0]);
        // Its square is 0, but not its gradient.
        assert_eq!(huber::<E>(sign * smallest, 0.0, 1.0), [0.0, sign * smallest, 1.0]);
    }
    assert_eq!(huber::<E>(2.5, 2.5, 1.0), [0.0, 0.0, 1.0]);
    for (x, target) in [(INFINITY, INFINITY), (f64::NAN, 0.0), (0.0, f64::NAN)] {
        assert!(huber::<E>(x, target, 1.0).iter().all(|number| number.is_nan()), "{x} {target}");
    }
}

#[test]
fn huber_losses_of_errors_of_any_size() {
    ends_of_huber::<f32>();
    ends_of_huber::<f64>();
}

#[test]
fn huber_losses_of_any_delta() {
    // A subnormal number, and one that float takes for infinity.
    assert_eq!(huber::<f64>(3.0, 1.0, 5e-324), [1e-323, 5e-324, 0.0]);
    assert_eq!(huber::<f64>(-3.0, 1.0, 1e300), [8.0, -4.0, 1.0]);
    assert_eq!(huber::<f32>(-3.0, 1.0, 1e300), [8.0, -4.0, 1.0]);
    assert_eq!(huber::<f32>(INFINITY, 1.0, 1e300), [INFINITY, INFINITY, 0.0]);
    assert_eq!(huber::<f64>(INFINITY, 1.0, 1e300), [INFINITY, 1e300, 0.0]);
    assert_eq!(huber::<f64>(1e300, 0.0, 1e200), [INFINITY, 1e200, 0.0]);
    // One that float has no room for: what is left of loss and gradient rounds to 0. An infinite error is times 1e-300.
    assert_eq!(huber::<f32>(3.0, 1.0, 1e-300), [0.0; 3]);
    assert_eq!(huber::<f32>(1.0, 1.0, 1e-300), [0.0, 0.0, 1.0]);
    assert_eq!(huber::<f32>(INFINITY, 1.0, 1e-300), [INFINITY, 0.0, 0.0]);
    assert!(huber::<f32>(f64::NAN, 1.0, 1e-300).iter().all(|number| number.is_nan()));
    // 0 is the default.
    assert_eq!(huber::<f64>(3.0, 0.0, 0.0), [2.5, 1.0, 0.0]);
}

/// An element with its loss and its derivatives by mean and variance.
struct Likelihood {
    mean: f64,
    variance: f64,
    target: f64,
    beta: f64,
    epsilon: f64,
    full: bool,
    expected: [f64; 3],
}

impl Likelihood {
    fn run<E: Dtype>(&self) -> [f64; 3] {
        let Self { mean, variance, target, beta, epsilon, full, .. } = *self;
        let flags = if full { LOSS_FULL } else { 0 };
        let got = element::<E>("gaussian_nll", &[mean, variance], target, &[beta, epsilon], flags);
        [got.loss, got.gradient[0], got.gradient[1]]
    }

    /// What each is a sum of, with an error of v^β of one and a half units for each of the size of β·log v.
    fn sizes<E: Dtype>(&self) -> [f64; 3] {
        let epsilon = E::from_f64(if self.epsilon == 0.0 { 1e-6 } else { self.epsilon }).to_f64();
        let normal = if size_of::<E>() == 4 { f64::from(f32::MIN_POSITIVE) } else { f64::MIN_POSITIVE };
        let v = self.variance.max(epsilon).max(normal);
        let grown = |exponent: f64| if self.beta == 0.0 { 1.0 } else { 1.0 + 0.5 * (exponent * v.ln()).abs() };
        let (weight, slope) = (v.powf(self.beta) * grown(self.beta), v.powf(self.beta - 1.0) * grown(self.beta - 1.0));
        let error = (self.mean - self.target).abs();
        let logarithm = 0.5 * weight * (v.ln().abs() + 2.0);
        [logarithm + 0.5 * slope * error * error, slope * error, 0.5 * slope * (1.0 + error * error / v)]
    }

    fn check<E: Dtype>(&self) {
        let (got, sizes) = (self.run::<E>(), self.sizes::<E>());
        for ((got, expected), size) in got.into_iter().zip(self.expected).zip(sizes) {
            let near = if expected.is_finite() {
                (got - expected).abs() <= E::TOLERANCE * size + ends::<E>()[1]
            } else {
                got == expected
            };
            let Self { mean, variance, beta, .. } = self;
            assert!(near, "{} mean {mean:e} var {variance:e} beta {beta}: {got:e}, not {expected:e}", E::NAME);
        }
    }
}

const SINGLE: [Likelihood; 15] = [
    Likelihood {
        mean: 1.25,
        variance: 0.0,
        target: 0.25,
        beta: 0.0,
        epsilon: 0.0,
        full: false,
        expected: [499993.09350709840473, 1.0000000025247572985e+6, -4.999995025247560393e+11],
    },
    Likelihood {
        mean: 1.25,
        variance: 1e-40,
        target: 0.25,
        beta: 0.0,
        epsilon: 1e-300,
        full: false,
        // An ε that float does not have is no float in the formula either: a variance of 1e-40 stands.
        expected: [INFINITY, INFINITY, -INFINITY],
    },
    Likelihood {
        mean: 0.25,
        variance: 1e-40,
        target: 0.25,
        beta: 0.0,
        epsilon: 1e-300,
        full: false,
        expected: [-46.05170455483244, 0.0, INFINITY],
    },
    Likelihood {
        mean: 0.25,
        variance: 0.0,
        target: 0.25,
        beta: 0.0,
        epsilon: 0.0,
        full: false,
        expected: [-6.9077552802445156997, 0.0, 500000.00126237864925],
    },
    Likelihood {
        mean: 1.2676506002282294015e+30,
        variance: 1.3292279957849158729e+36,
        target: 0.0,
        beta: 0.0,
        epsilon: 0.0,
        full: false,
        expected: [6.0446290980731458735e+23, 9.5367431640625e-7, -4.5474735088646411896e-13],
    },
    Likelihood {
        mean: 1.2676506002282294015e+30,
        variance: 1.0,
        target: 0.0,
        beta: 0.0,
        epsilon: 0.0,
        full: false,
        expected: [INFINITY, 1.2676506002282294015e+30, -INFINITY],
    },
    Likelihood {
        mean: 1.5,
        variance: 1.7014118346046923173e+38,
        target: 0.0,
        beta: 0.0,
        epsilon: 0.0,
        full: false,
        expected: [44.014845965556527148, 8.8162076311671563098e-39, 2.9387358770557187699e-39],
    },
    Likelihood {
        mean: 1.5,
        variance: 1.2676506002282294015e+30,
        target: 0.5,
        beta: 2.0,
        epsilon: 0.0,
        full: false,
        expected: [INFINITY, 1.2676506002282294015e+30, 6.3382530011411470075e+29],
    },
    Likelihood {
        mean: 1.5,
        variance: 7.8886090522101180541e-31,
        target: 0.5,
        beta: 1.0,
        epsilon: 1e-38,
        full: false,
        expected: [0.5, 1.0, -6.3382530011411470075e+29],
    },
    Likelihood {
        mean: 1.5,
        variance: 7.8886090522101180541e-31,
        target: 0.5,
        beta: 0.5,
        epsilon: 1e-38,
        full: false,
        expected: [5.62949953421312e+14, 1.125899906842624e+15, -INFINITY],
    },
    Likelihood {
        mean: 1.5,
        variance: 0.75,
        target: 0.5,
        beta: 0.0,
        epsilon: 0.0,
        full: true,
        expected: [1.4417641636454489447, 1.3333333333333333333, -0.22222222222222222222],
    },
    Likelihood {
        mean: 1.5,
        variance: 0.75,
        target: 0.5,
        beta: 0.5,
        epsilon: 0.0,
        full: true,
        expected: [1.248604391982983401, 1.154700538379251529, -0.19245008972987525484],
    },
    Likelihood {
        mean: 1.5,
        variance: 4.0,
        target: 0.5,
        beta: 0.5,
        epsilon: 0.0,
        full: false,
        expected: [1.6362943611198906188, 0.5, 0.1875],
    },
    Likelihood {
        mean: 1.5,
        variance: 4.0,
        target: 0.5,
        beta: 1.0,
        epsilon: 0.0,
        full: true,
        expected: [6.9483428550584722048, 1.0, 0.375],
    },
    Likelihood {
        mean: -1.5,
        variance: 0.125,
        target: 0.5,
        beta: 0.25,
        epsilon: 0.5,
        full: false,
        expected: [3.0721531713268195604, -3.3635856610148581721, -5.8862749067760018012],
    },
];

const DOUBLE: [Likelihood; 15] = [
    Likelihood {
        mean: 1.25,
        variance: 0.0,
        target: 0.25,
        beta: 0.0,
        epsilon: 0.0,
        full: false,
        expected: [499993.09224472104049, 1.0000000000000000453e+6, -4.9999950000000004525e+11],
    },
    Likelihood {
        mean: 1.25,
        variance: 5e-324,
        target: 0.25,
        beta: 0.0,
        epsilon: 1e-320,
        full: false,
        expected: [2.2471164185778948847e+307, 4.4942328371557897693e+307, -INFINITY],
    },
    Likelihood {
        mean: 0.25,
        variance: 5e-324,
        target: 0.25,
        beta: 0.0,
        epsilon: 1e-320,
        full: false,
        expected: [-354.19820926613205311, 0.0, 2.2471164185778948847e+307],
    },
    Likelihood {
        mean: 0.25,
        variance: 0.0,
        target: 0.25,
        beta: 0.0,
        epsilon: 0.0,
        full: false,
        expected: [-6.9077552789821370747, 0.0, 500000.00000000002263],
    },
    Likelihood {
        mean: 5.2601359015483735072e+210,
        variance: 1.0715086071862673209e+301,
        target: 0.0,
        beta: 0.0,
        epsilon: 0.0,
        full: false,
        expected: [1.2911249390434542948e+120, 4.9090934652977265531e-91, -1.2049599325514420589e-181],
    },
    Likelihood {
        mean: 5.2601359015483735072e+210,
        variance: 1.0,
        target: 0.0,
        beta: 0.0,
        epsilon: 0.0,
        full: false,
        expected: [INFINITY, 5.2601359015483735072e+210, -INFINITY],
    },
    Likelihood {
        mean: 1.5,
        variance: 8.9884656743115795386e+307,
        target: 0.0,
        beta: 0.0,
        epsilon: 0.0,
        full: false,
        expected: [354.54478285641202577, 1.6688053938804010373e-308, 5.5626846462680034577e-309],
    },
    Likelihood {
        mean: 1.5,
        variance: 5.2601359015483735072e+210,
        target: 0.5,
        beta: 2.0,
        epsilon: 0.0,
        full: false,
        expected: [INFINITY, 5.2601359015483735072e+210, 2.6300679507741867536e+210],
    },
    Likelihood {
        mean: 1.5,
        variance: 1.183052186166774711e-271,
        target: 0.5,
        beta: 1.0,
        epsilon: 1e-300,
        full: false,
        expected: [0.5, 1.0, -4.2263562490853219708e+270],
    },
    Likelihood {
        mean: 1.5,
        variance: 1.183052186166774711e-271,
        target: 0.5,
        beta: 0.5,
        epsilon: 1e-300,
        full: false,
        expected: [1.4536774485912137811e+135, 2.9073548971824275622e+135, -INFINITY],
    },
    Likelihood {
        mean: 1.5,
        variance: 0.75,
        target: 0.5,
        beta: 0.0,
        epsilon: 0.0,
        full: true,
        expected: [1.4417641636454489447, 1.3333333333333333333, -0.22222222222222222222],
    },
    Likelihood {
        mean: 1.5,
        variance: 0.75,
        target: 0.5,
        beta: 0.5,
        epsilon: 0.0,
        full: true,
        expected: [1.248604391982983401, 1.154700538379251529, -0.19245008972987525484],
    },
    Likelihood {
        mean: 1.5,
        variance: 4.0,
        target: 0.5,
        beta: 0.5,
        epsilon: 0.0,
        full: false,
        expected: [1.6362943611198906188, 0.5, 0.1875],
    },
    Likelihood {
        mean: 1.5,
        variance: 4.0,
        target: 0.5,
        beta: 1.0,
        epsilon: 0.0,
        full: true,
        expected: [6.9483428550584722048, 1.0, 0.375],
    },
    Likelihood {
        mean: -1.5,
        variance: 0.125,
        target: 0.5,
        beta: 0.25,
        epsilon: 0.5,
        full: false,
        expected: [3.0721531713268195604, -3.3635856610148581721, -5.8862749067760018012],
    },
];

#[test]
fn gaussian_likelihoods_of_any_size() {
    for likelihood in &SINGLE {
        likelihood.check::<f32>();
    }
    for likelihood in &DOUBLE {
        likelihood.check::<f64>();
    }
}

/// Below ε all is that at ε, to the bit, and above it is not.
fn floor_of_variances<E: Dtype>() {
    for (epsilon, beta) in [(0.25, 0.0), (0.25, 0.5), (4.0, 1.0), (2f64.powi(-30), 0.0)] {
        let at = |variance: f64| {
            let expected = [0.0; 3];
            Likelihood { mean: 1.5, variance, target: 0.5, beta, epsilon, full: true, expected }.run::<E>()
        };
        let floor = at(epsilon);
        let negative = [-0.0, -ends::<E>()[1], -1.0, -ends::<E>()[0], -INFINITY];
        for variance in [below::<E>(epsilon), 0.5 * epsilon, ends::<E>()[1], 0.0].into_iter().chain(negative) {
            assert_eq!(at(variance), floor, "{variance:e} below {epsilon}");
        }
        assert!(floor[2] != 0.0, "a variance that cannot recover");
        assert!(at(2.0 * epsilon) != floor);
        // From above it is approached.
        let next = at(above::<E>(epsilon));
        for (next, floor) in next.into_iter().zip(floor) {
            assert!((next - floor).abs() <= 8.0 * E::TOLERANCE * (1.0 + floor.abs()), "{next:e} and {floor:e}");
        }
    }
}

#[test]
fn a_variance_below_epsilon_counts_as_that() {
    floor_of_variances::<f32>();
    floor_of_variances::<f64>();
}

/// An error of 0 wins against a power that is out of range, a variance of 1 against any exponent.
fn weights_out_of_range<E: Dtype>() {
    let run = |mean: f64, variance: f64, beta: f64| {
        Likelihood { mean, variance, target: 0.5, beta, epsilon: 1e-3, full: false, expected: [0.0; 3] }.run::<E>()
    };
    for beta in [1e4, 1e30, 1e300, f64::MAX] {
        assert_eq!(run(1.5, 1.0, beta), [0.5, 1.0, 0.0], "{beta:e}");
        assert_eq!(run(0.5, 4.0, beta), [INFINITY, 0.0, INFINITY], "{beta:e}");
        assert_eq!(run(1.5, 4.0, beta), [INFINITY; 3], "{beta:e}");
        assert_eq!(run(1.5, 0.25, beta), [0.0; 3], "{beta:e}");
    }
    for beta in [0.0, 0.5, 1e300] {
        assert!(run(f64::NAN, 1.0, beta).iter().all(|number| number.is_nan()));
        assert!(run(0.5, f64::NAN, beta).iter().all(|number| number.is_nan()));
    }
}

#[test]
fn weights_of_variances_out_of_range() {
    weights_out_of_range::<f32>();
    weights_out_of_range::<f64>();
}
