//! Outputs one by one: each may be all that is asked for, none may overlap another array, and where no row counts
//! they are 0.

mod common;

use common::Random;
use common::call::{Arguments, Case, Dtype, Outcome};
use common::entry::{Driver, entry};
use common::sample::{Sizes, meaningful, option, sample, with_options};
use common::table::NAMES;
use loss::loss_status;

const SIZES: Sizes = Sizes { rows: 6, classes: 5, inner: 0, padding: 2, seq_len: 3 };

fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().copied().filter(|name| entry(name).has_options())
}

/// Which struct an output is in.
#[derive(Clone, Copy, PartialEq)]
enum In {
    Arguments,
    Options,
    ClassOptions,
}

/// An output: how many bytes it has, where its pointer is, and where a call leaves it.
struct Output<E> {
    name: &'static str,
    within: In,
    bytes: usize,
    /// NULL without the struct.
    pointer: fn(&mut Arguments<E>) -> *mut *mut u8,
    found: fn(&Outcome) -> Vec<f64>,
}

impl<E> Output<E> {
    fn address(&self, arguments: &mut Arguments<E>) -> usize {
        let pointer = (self.pointer)(arguments);
        // SAFETY: NULL, or a field of the arguments.
        if pointer.is_null() { 0 } else { unsafe { *pointer }.addr() }
    }

    /// Points it somewhere else, if it is asked for.
    fn point(&self, arguments: &mut Arguments<E>, address: usize) -> bool {
        let there = self.address(arguments) != 0;
        if there {
            // SAFETY: a field of the arguments.
            unsafe { *(self.pointer)(arguments) = std::ptr::with_exposed_provenance_mut(address) };
        }
        there
    }
}

macro_rules! field {
    ($field:ident) => {
        |a| (&raw mut a.$field).cast()
    };
    ($structure:ident.$field:ident) => {
        |a| a.$structure.as_mut().map_or(std::ptr::null_mut(), |o| (&raw mut o.$field).cast())
    };
}

fn outputs<E: Dtype>(name: &str, case: &Case) -> [Output<E>; 10] {
    let [input, second, third] = [&case.input, &case.second, &case.third].map(|array| array.len() * size_of::<E>());
    let hessian = if entry(name).driver == Driver::Discriminator { input + second } else { input };
    let rows = case.rows;
    let entry = rows * size_of::<E>();
    let output = |name, within, bytes, pointer, found| Output { name, within, bytes, pointer, found };
    use In::{ClassOptions, Options};
    [
        output("value", In::Arguments, 8, field!(value), |o| vec![o.value]),
        output("gradient", In::Arguments, input, field!(gradient), |o| o.gradient.clone()),
        output("second gradient", In::Arguments, second, field!(second_gradient), |o| o.gradient.clone()),
        output("third gradient", In::Arguments, third, field!(third_gradient), |o| o.gradient.clone()),
        output("hessian", Options, hessian, field!(options.hessian), |o| o.hessian.clone()),
        output("losses", Options, entry, field!(options.losses), |o| o.losses.clone()),
        output("sums", Options, 24, field!(options.sums), |o| vec![o.sums.loss, o.sums.weight, o.sums.rows as f64]),
        output("lse", ClassOptions, entry, field!(class_options.lse), |o| o.lse.clone()),
        output("entropy", ClassOptions, entry, field!(class_options.entropy), |o| o.entropy.clone()),
        output("argmax", ClassOptions, rows * 8, field!(class_options.argmax), |o| {
            o.argmax.iter().map(|class| *class as f64).collect()
        }),
    ]
}

/// All arrays of a call: name, address, bytes.
fn arrays<E: Dtype>(name: &str, case: &Case, a: &mut Arguments<E>) -> Vec<(&'static str, usize, usize)> {
    let number = size_of::<E>();
    let mut all = vec![
        ("input", a.input.addr(), case.input.len() * number),
        ("second input", a.second.addr(), case.second.len() * number),
        ("third input", a.third.addr(), case.third.len() * number),
        ("target", a.target.addr(), case.target.len() * number),
        ("index", a.index.addr(), case.index.len() * 8),
    ];
    if let Some(o) = a.options {
        all.extend([("weight", o.weight.addr(), case.rows * number), ("mask", o.mask.addr(), case.rows)]);
    }
    if let Some(o) = a.class_options {
        all.push(("class weight", o.class_weight.addr(), case.classes * number));
        all.push(("class bias", o.class_bias.addr(), case.classes * number));
    }
    all.extend(outputs::<E>(name, case).iter().map(|output| (output.name, output.address(a), output.bytes)));
    all.retain(|(_, address, bytes)| *address != 0 && *bytes != 0);
    all
}

/// A call with all options that have a meaning, but none that adds to a gradient.
fn full<E: Dtype>(name: &str, padding: usize, random: &mut Random) -> Case {
    let case = sample(name, Sizes { padding, ..SIZES }, random);
    with_options(name, case, option::ALL & !option::ACCUMULATE, random)
}

/// An output that has its first or last byte in common with any other array is refused, also where the struct that the
/// output is in is the only one, and nothing is written.
fn refuses_overlap<E: Dtype>(name: &str, padding: usize, random: &mut Random) {
    let case = full::<E>(name, padding, random);
    for output in &outputs::<E>(name, &case) {
        for alone in [false, true] {
            let leave_out = |arguments: &mut Arguments<E>| {
                if alone && output.within != In::Options {
                    arguments.options = None;
                }
                if alone && output.within != In::ClassOptions {
                    arguments.class_options = None;
                }
                if entry(name).is_softmax() {
                    (arguments.options, arguments.value) = (None, std::ptr::null_mut());
                }
            };
            // Without them rows lie close.
            if alone && output.within != In::ClassOptions && case.row_stride != 0 {
                continue;
            }
            let others_of = |arguments: &mut Arguments<E>| {
                leave_out(arguments);
                let mut others = arrays(name, &case, arguments);
                others.retain(|other| other.0 != output.name);
                others
            };
            let mut others = Vec::new();
            case.call_with::<E>(name, |arguments| others = others_of(arguments));
            for (index, (other, ..)) in others.iter().enumerate() {
                for at_its_end in [false, true] {
                    let mut tried = false;
                    let got = case.call_with::<E>(name, |arguments| {
                        let (_, address, bytes) = others_of(arguments)[index];
                        let to = if at_its_end { address + bytes - 1 } else { address + 1 - output.bytes };
                        tried = output.bytes > 0 && output.point(arguments, to);
                    });
                    let what = format!("{name} {}: {} over {other}: {}", E::NAME, output.name, got.message);
                    assert!(!tried || got.status == loss_status::LOSS_ERROR_OVERLAP, "{what}");
                    assert!(!tried || got.untouched, "{what}");
                }
            }
        }
    }
}

#[test]
fn none_may_overlap() {
    let mut random = Random(31);
    for name in names() {
        for padding in [0, 2] {
            refuses_overlap::<f32>(name, padding, &mut random);
            refuses_overlap::<f64>(name, padding, &mut random);
        }
    }
}

/// Each output is what it is beside all others.
fn alone<E: Dtype>(name: &str, random: &mut Random) {
    let case = full::<E>(name, SIZES.padding, random);
    let together = case.run::<E>(name);
    for output in &outputs::<E>(name, &case) {
        let mut there = false;
        let got = case.call_with::<E>(name, |arguments| {
            there = output.address(arguments) != 0;
            for other in outputs::<E>(name, &case) {
                // Both gradients are compared together.
                if other.name != output.name && !(output.name.ends_with("gradient") && other.name.ends_with("gradient"))
                {
                    other.point(arguments, 0);
                }
            }
        });
        if there {
            assert_eq!(got.status, loss_status::LOSS_OK, "{name} {}: {}: {}", E::NAME, output.name, got.message);
            let bits = |outcome| (output.found)(outcome).into_iter().map(f64::to_bits).collect::<Vec<_>>();
            assert_eq!(bits(&got), bits(&together), "{name} {}: {} alone", E::NAME, output.name);
        }
    }
}

#[test]
fn each_may_be_alone() {
    let mut random = Random(32);
    // Softmax is asked for its one output, and may not be asked for less.
    for name in names().filter(|name| !entry(name).is_softmax()) {
        alone::<f32>(name, &mut random);
        alone::<f64>(name, &mut random);
    }
}

/// Where no row counts the value is 0, and derivatives are 0 or, where they are added to, what they were.
fn nothing_counts<E: Dtype>(name: &str, random: &mut Random) {
    if meaningful(name) & option::MASK == 0 {
        return;
    }
    for accumulate in [0, option::ACCUMULATE] {
        let case = sample(name, SIZES, random);
        let mut case = with_options(name, case, option::MASK | accumulate, random);
        case.mask = Some(vec![0; case.rows]);
        let got = case.run::<E>(name);
        let what = format!("{name} {}: {got:?}", E::NAME);
        assert!(got.value == 0.0 || entry(name).is_softmax(), "{what}");
        match &case.old_gradient {
            Some(old) => {
                let kept = got.gradient.iter().zip(old).all(|(now, then)| *now == E::from_f64(*then).to_f64());
                assert!(kept, "{what}");
            }
            None => assert!(is_zero(&case, &got.gradient), "{what}"),
        }
        assert!(is_zero(&case, &got.hessian), "{what}");
        assert!(got.losses.iter().chain(&got.lse).chain(&got.entropy).all(|number| *number == 0.0), "{what}");
        assert!(got.argmax.iter().all(|class| *class == 0), "{what}");
        let nothing = (got.sums.loss, got.sums.weight, got.sums.rows) == (0.0, 0.0, 0);
        assert!(nothing || entry(name).is_softmax(), "{what}");
    }
}

/// Whether a matrix is 0, its padding aside.
fn is_zero(case: &Case, matrix: &[f64]) -> bool {
    matrix.iter().enumerate().all(|(place, number)| *number == 0.0 || case.is_padding(place))
}

#[test]
fn nothing_counts_is_zero() {
    let mut random = Random(33);
    for name in names() {
        nothing_counts::<f32>(name, &mut random);
        nothing_counts::<f64>(name, &mut random);
    }
}
