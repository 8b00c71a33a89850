//! Functions of half precision: each loss of the table that has them gives what its `_f32` function gives for the same
//! numbers, bit for bit, with every gradient of half precision rounded once. Formats and rounding are those of
//! common/half.rs, which has them by other operations than the library.

mod common;

use common::buffer::{Buffer, Place};
use common::call::Dtype;
use common::entry::{Domain, Driver, Entry, Extent};
use common::half::{Gradient, Half, HalfArguments, HalfCall};
use common::raw::Arguments;
use common::table::ENTRIES;
use common::{Random, on_each_isa};
use loss::{
    LOSS_ACCUMULATE, LOSS_MEAN, LOSS_MEAN_ROWS, LOSS_SUM, Options, loss_bf16, loss_f16, loss_status, loss_sums,
};
use std::ffi::CStr;
use std::ptr::{null, null_mut};

/// Losses of single elements with functions of half precision.
fn entries() -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(|entry| entry.half && entry.driver == Driver::Elementwise)
}

/// The loss's numbers for tests.
fn sampled(entry: &Entry) -> [f64; 4] {
    let mut scalars = [0.0; 4];
    for (scalar, number) in scalars.iter_mut().zip(entry.numbers) {
        *scalar = number.sample;
    }
    scalars
}

/// A call; numbers are those of H, by their bits.
#[derive(Clone, Debug)]
struct Case<H> {
    input: Vec<H>,
    target: Vec<H>,
    scalars: [f64; 4],
    reduction: u32,
    threads: u32,
    upstream: Option<f64>,
    weight: Option<Vec<f32>>,
    mask: Option<Vec<u8>>,
    /// What the gradient holds, to be added to.
    old: Option<Vec<H>>,
    /// The outputs of the options are wanted.
    extras: bool,
    in_place: bool,
    place: Place,
}

impl<H: Half> Case<H> {
    fn plain(input: Vec<H>, target: Vec<H>, scalars: [f64; 4]) -> Self {
        Self {
            input,
            target,
            scalars,
            reduction: LOSS_MEAN,
            threads: 0,
            upstream: None,
            weight: None,
            mask: None,
            old: None,
            extras: false,
            in_place: false,
            place: Place::default(),
        }
    }

    /// Numbers that the loss is meant for.
    fn random(entry: &Entry, n: usize, random: &mut Random) -> Self {
        let input = (0..n).map(|_| H::of_f32(random.between(-6.0, 6.0) as f32)).collect();
        let targets_are_probabilities = entry.targets[0].domain == Domain::Probability;
        let target = |random: &mut Random| match (targets_are_probabilities, random.below(4)) {
            (false, _) => random.between(-6.0, 6.0),
            (true, edge @ 0..2) => edge as f64,
            (true, _) => random.unit(),
        };
        let target = (0..n).map(|_| H::of_f32(target(random) as f32)).collect();
        Self::plain(input, target, sampled(entry))
    }

    fn is_plain(&self) -> bool {
        let arrays = self.weight.is_some() || self.mask.is_some() || self.old.is_some();
        !arrays && !self.extras && self.reduction == LOSS_MEAN && self.threads == 0 && self.upstream.is_none()
    }
}

/// What a call gives.
#[derive(Clone, Debug)]
struct Outcome<G> {
    value: f64,
    gradient: Vec<G>,
    losses: Vec<f32>,
    hessian: Vec<f32>,
    sums: loss_sums,
}

/// Calls a function with the arrays of the case, by `call`, which is given input, target, gradient, value and options.
fn run<H: Copy, G: Gradient, I: Half>(
    case: &Case<I>,
    input: &mut Buffer<H>,
    target: &Buffer<H>,
    old: Option<Vec<G>>,
    call: impl FnOnce(*const H, *const H, *mut G, *mut f64, Option<Options<f32>>) -> loss_status,
) -> Outcome<G> {
    let (n, place) = (case.input.len(), case.place);
    let mut gradient = match &old {
        Some(old) => Buffer::of(old, place),
        None => Buffer::blank(n, place),
    };
    let (mut losses, mut hessian) = (Buffer::blank(n, place), Buffer::blank(n, place));
    let weight = case.weight.as_ref().map(|weight| Buffer::of(weight, place));
    let mask = case.mask.as_ref().map(|mask| Buffer::of(mask, place));
    let upstream = case.upstream.map(|upstream| Buffer::of(&[upstream], place));
    let (mut value, mut sums) = (Buffer::<f64>::blank(1, place), loss_sums::default());
    let options = (!case.is_plain()).then(|| Options {
        reduction: case.reduction,
        flags: if old.is_some() { LOSS_ACCUMULATE } else { 0 },
        threads: case.threads,
        upstream: upstream.as_ref().map_or(null(), Buffer::input),
        weight: weight.as_ref().map_or(null(), Buffer::input),
        mask: mask.as_ref().map_or(null(), Buffer::input),
        losses: if case.extras { losses.pointer() } else { null_mut() },
        hessian: if case.extras { hessian.pointer() } else { null_mut() },
        sums: if case.extras { &raw mut sums } else { null_mut() },
        ..Options::default()
    });
    let in_place = case.in_place && size_of::<G>() == size_of::<H>();
    let written = if in_place { input.pointer().cast() } else { gradient.pointer() };
    let read = if in_place { input.pointer().cast_const() } else { input.input() };
    let status = call(read, target.input(), written, value.pointer(), options);
    assert_eq!(status, loss_status::LOSS_OK, "{case:?}");
    let intact = [gradient.margins_intact(), losses.margins_intact(), hessian.margins_intact(), input.margins_intact()];
    assert_eq!(intact, [true; 4], "{case:?}");
    let gradient = if in_place {
        // SAFETY: the elements of the input, of the gradient's size.
        (0..n).map(|i| unsafe { input.pointer().cast::<G>().add(i).read_unaligned() }).collect()
    } else {
        gradient.elements()
    };
    let extras = |buffer: &Buffer<f32>| if case.extras { buffer.elements() } else { Vec::new() };
    let (losses, hessian) = (extras(&losses), extras(&hessian));
    Outcome { value: value.elements()[0], gradient, losses, hessian, sums }
}

/// The outcome of the function under test.
fn got<H: Half, G: Gradient>(call: HalfCall<H, G>, case: &Case<H>) -> Outcome<G> {
    let (mut input, target) = (Buffer::of(&case.input, case.place), Buffer::of(&case.target, case.place));
    let old = case.old.as_ref().map(|old| old.iter().map(|old| G::of_f32(old.to_f32())).collect());
    run(case, &mut input, &target, old, |input, target, gradient, value, options| {
        let (rows, scalars) = (case.input.len(), case.scalars);
        let arguments = HalfArguments { input, target, rows, scalars, options, value, gradient, ..HalfArguments::NONE };
        // SAFETY: arrays of so many elements.
        unsafe { arguments.pass_to(call, case.place) }
    })
}

/// What the `_f32` function makes of the same numbers.
fn expected<H: Half>(name: &str, case: &Case<H>) -> Outcome<f32> {
    let case = &Case { place: Place::default(), in_place: false, ..case.clone() };
    let widened = |halves: &Vec<H>| halves.iter().map(|half| half.to_f32()).collect::<Vec<f32>>();
    let mut input = Buffer::of(&widened(&case.input), case.place);
    let target = Buffer::of(&widened(&case.target), case.place);
    run(case, &mut input, &target, case.old.as_ref().map(widened), |input, target, gradient, value, options| {
        let (rows, scalars) = (case.input.len(), case.scalars);
        let none = Arguments::<f32>::NONE;
        let arguments = Arguments { input, target, rows, scalars, options, value, gradient, ..none };
        // SAFETY: arrays of so many elements.
        unsafe { arguments.pass_to(f32::function(name).expect("a function of f32"), case.place) }
    })
}

impl Outcome<f32> {
    /// With every gradient rounded.
    fn rounded<H: Half>(&self) -> Outcome<H> {
        let Self { value, ref gradient, ref losses, ref hessian, sums } = *self;
        let gradient = gradient.iter().map(|derivative| H::of_f32(*derivative)).collect();
        Outcome { value, gradient, losses: losses.clone(), hessian: hessian.clone(), sums }
    }
}

/// Bits, of all NaN the same: their payload is not specified.
fn bits(number: f64) -> u64 {
    if number.is_nan() { f64::NAN.to_bits() } else { number.to_bits() }
}

fn assert_same<G: Gradient>(got: &Outcome<G>, expected: &Outcome<G>, what: &str) {
    let sums = |sums: &loss_sums| (bits(sums.loss), bits(sums.weight), sums.rows);
    assert_eq!(bits(got.value), bits(expected.value), "{what}: value {} {}", got.value, expected.value);
    assert_eq!(sums(&got.sums), sums(&expected.sums), "{what}: sums");
    for (name, got, expected) in
        [("losses", &got.losses, &expected.losses), ("hessian", &got.hessian, &expected.hessian)]
    {
        assert_eq!(got.len(), expected.len(), "{what}: {name}");
        for (i, (got, expected)) in got.iter().zip(expected).enumerate() {
            assert_eq!(bits((*got).into()), bits((*expected).into()), "{what}: {name}[{i}] {got} {expected}");
        }
    }
    assert_eq!(got.gradient.len(), expected.gradient.len(), "{what}: gradient");
    for (i, (got, expected)) in got.gradient.iter().zip(&expected.gradient).enumerate() {
        let both_nan = got.to_f32().is_nan() && expected.to_f32().is_nan();
        assert!(both_nan || got.bits() == expected.bits(), "{what}: gradient[{i}] is {got:?}, not {expected:?}");
    }
}

/// Compares both functions of a format with the `_f32` function, on each instruction set.
fn compare<H: Half>(entry: &Entry, case: &Case<H>, what: &str) {
    let what = format!("{} {} {what}", entry.name, H::NAME);
    let expected = expected(entry.name, case);
    let rounded = expected.rounded();
    on_each_isa(|| {
        assert_same(&got(H::call(entry.name), case), &rounded, &what);
        assert_same(&got(H::float_call(entry.name), case), &expected, &format!("{what}, float gradient"));
    });
}

/// This file can call those of single elements, half_classes.rs the others, and there are some.
#[test]
fn entries_are_of_one_input_and_one_target() {
    assert!(entries().count() >= 6);
    for entry in entries() {
        let extents: Vec<Extent> = entry.inputs.iter().chain(entry.targets).map(|array| array.extent).collect();
        assert_eq!(extents, [Extent::Elements; 2], "{}", entry.name);
        assert_eq!((entry.inputs.len(), entry.optional.len(), entry.flags), (1, 0, 0), "{}", entry.name);
    }
}

/// Every pattern of bits as an input, against targets of every kind: NaN, infinities, zeros, subnormal and large numbers.
fn every_pattern<H: Half>() {
    let all: Vec<H> = (0..=u16::MAX).map(H::of_bits).collect();
    let targets = [0.0, 1.0, -0.0, 0.3, 2.5e-6, 1e-40, -65504.0, 3e38, f32::INFINITY, f32::NAN];
    for entry in entries() {
        for (turn, number) in targets.into_iter().enumerate() {
            let target = vec![H::of_f32(number); all.len()];
            let mut case = Case::plain(all.clone(), target, sampled(entry));
            case.reduction = LOSS_SUM;
            case.extras = turn % 2 == 1;
            // Gradients beyond the largest number, and below the least.
            case.upstream = [None, Some(3e4), Some(-2e-7)][turn % 3];
            compare(entry, &case, &format!("against {number}"));
            // Without NaN and infinities in the sum.
            case.mask = Some(all.iter().map(|x| u8::from(x.to_f32().abs() < 1e4)).collect());
            case.extras = !case.extras;
            compare(entry, &case, &format!("finite ones against {number}"));
        }
    }
}

#[test]
fn every_bfloat16() {
    every_pattern::<loss_bf16>();
}

#[test]
fn every_binary16() {
    every_pattern::<loss_f16>();
}

/// Lengths around vectors, blocks (512 elements, 256 in `f64`) and tasks.
fn lengths() -> impl Iterator<Item = usize> {
    (0..=67).chain([127, 128, 129, 255, 256, 257, 511, 512, 513, 1000, 1535, 1537, 16384, 16385, 40001])
}

fn every_length<H: Half>() {
    let mut random = Random(11);
    for entry in entries() {
        for n in lengths() {
            let drawn = Case::<H>::random(entry, n, &mut random);
            for variant in 0..8 {
                let mut case = drawn.clone();
                case.place = Place { at_start: variant % 2 == 1, misalignment: [0, 1, 2, 3, 5, 0, 7, 1][variant] };
                case.in_place = matches!(variant, 1 | 3);
                case.threads = [0, 0, 1, 3, 2, 0, 3, 0][variant];
                case.reduction = [LOSS_MEAN, LOSS_MEAN, LOSS_SUM, LOSS_MEAN_ROWS][variant % 4];
                case.upstream = (variant >= 2).then_some(-0.75);
                case.extras = matches!(variant, 3 | 5);
                let mut draw = |low, high| (0..n).map(|_| random.between(low, high) as f32).collect::<Vec<f32>>();
                case.weight = (3..6).contains(&variant).then(|| draw(0.0, 2.0));
                case.old = (variant == 4 || variant > 5).then(|| draw(-1.0, 1.0).into_iter().map(H::of_f32).collect());
                case.mask = (variant == 5 || variant == 7).then(|| (0..n).map(|_| (random.bits() % 3) as u8).collect());
                compare(entry, &case, &format!("{n} elements, variant {variant}"));
            }
        }
    }
}

#[test]
fn every_length_of_bfloat16() {
    every_length::<loss_bf16>();
}

#[test]
fn every_length_of_binary16() {
    every_length::<loss_f16>();
}

/// Numbers that `float` has no room for have a loss computed in `double`, and weights whose product with the factor of the
/// mean has none are multiplied with a wider exponent.
fn far_numbers<H: Half>() {
    let mut random = Random(12);
    for entry in entries() {
        for n in [1, 40, 600] {
            let drawn = Case::<H>::random(entry, n, &mut random);
            for old in [None, Some(drawn.target.clone())] {
                for (place, number) in entry.numbers.iter().enumerate() {
                    for far in [1e-42, 1e39] {
                        if (number.low..number.high).contains(&far) {
                            let mut case = Case { old: old.clone(), extras: n == 40, ..drawn.clone() };
                            case.scalars[place] = far;
                            compare(entry, &case, &format!("{} = {far}", number.name));
                        }
                    }
                }
                let weight = Some((0..n).map(|i| [0.0, 1e30, 1e-30, 1.3][i % 4]).collect());
                for upstream in [1e-40, 1e-20, 1e20] {
                    let (old, weight) = (old.clone(), weight.clone());
                    let case = Case { old, weight, upstream: Some(upstream), reduction: LOSS_SUM, ..drawn.clone() };
                    compare(entry, &case, &format!("far weights, upstream {upstream}"));
                    let first = expected(entry.name, &case);
                    on_each_isa(|| assert_same(&expected(entry.name, &case), &first, &format!("f32, {upstream}")));
                }
            }
        }
    }
}

#[test]
fn far_numbers_and_weights() {
    far_numbers::<loss_bf16>();
    far_numbers::<loss_f16>();
}

/// By hand: an overflow is infinite (not the largest number), a subnormal gradient is there, a tie goes to even.
#[test]
fn gradients_are_rounded_once_by_hand() {
    let one = |x: f32, upstream: f64| {
        let mut case = Case::<loss_f16>::plain(vec![loss_f16::of_f32(x)], vec![loss_f16(0)], [0.0; 4]);
        case.upstream = Some(upstream);
        got(loss_f16::call("mse"), &case).gradient[0].0
    };
    // 2x·upstream.
    assert_eq!(one(1.0, 32752.0), 0x7BFF, "65504 is the largest number");
    assert_eq!(one(1.0, 32759.9), 0x7BFF, "65519.8 is nearer to 65504 than to 65536");
    assert_eq!(one(1.0, 32760.0), 0x7C00, "65520 is a tie: infinity");
    assert_eq!(one(-1.0, 1e9), 0xFC00);
    assert_eq!(one(1.0, 2f64.powi(-25)), 0x0001, "2^-24 is the least number");
    assert_eq!(one(1.0, 2f64.powi(-26)), 0x0000, "2^-25 is a tie: 0");
    assert_eq!(one(-1.0, 1.5 * 2f64.powi(-25)), 0x8002, "1.5 units are a tie: 2");
    assert_eq!(one(1.0, 0.5 + 2f64.powi(-12)), 0x3C00, "a tie: 1");
    assert_eq!(one(1.0, 0.5 + 3.0 * 2f64.powi(-12)), 0x3C02, "a tie: 1 + 2^-9");
}

fn error() -> String {
    // SAFETY: a string that ends, and stays as it is until the next error.
    unsafe { CStr::from_ptr(loss::loss_last_error()) }.to_string_lossy().into_owned()
}

/// Every wrong call is refused with a sentence, and nothing is written.
fn refusals<H: Half, G: Gradient>(entry: &Entry, call: HalfCall<H, G>) {
    use loss_status::{LOSS_ERROR_INVALID_ARGUMENT, LOSS_ERROR_NULL_POINTER, LOSS_ERROR_OVERLAP, LOSS_ERROR_SIZE};
    const N: usize = 40;
    let place = Place::default();
    let half = vec![H::of_f32(0.5); N];
    let (mut input, mut target) = (Buffer::of(&half, place), Buffer::of(&half, place));
    let (mut gradient, mut value) = (Buffer::<G>::blank(N, place), Buffer::<f64>::blank(1, place));
    let (mut losses, mut hessian) = (Buffer::<f32>::blank(N, place), Buffer::<f32>::blank(N, place));
    let name = entry.inputs[0].name;
    let right = HalfArguments {
        input: input.pointer(),
        target: target.pointer(),
        rows: N,
        scalars: sampled(entry),
        value: value.pointer(),
        gradient: gradient.pointer(),
        ..HalfArguments::NONE
    };
    let outputs = Options { losses: losses.pointer(), hessian: hessian.pointer(), ..Options::default() };
    let refused = |arguments: HalfArguments<H, G>, options, status, sentence: &str| {
        let arguments = HalfArguments { options, ..arguments };
        // SAFETY: the call is refused before an array is touched; those that are there have N elements.
        let found = unsafe { arguments.pass_to(call, place) };
        assert_eq!(found, status, "{} {sentence}", entry.name);
        assert!(error().contains(sentence), "{}: {} is not {sentence}", entry.name, error());
        let untouched = gradient.untouched() && value.untouched() && losses.untouched() && hessian.untouched();
        assert!(untouched && input.untouched() && target.untouched(), "{} {sentence}", entry.name);
    };
    let null_input = HalfArguments { input: null(), ..right };
    refused(null_input, Some(outputs), LOSS_ERROR_NULL_POINTER, &format!("{name} is NULL"));
    refused(HalfArguments { target: null(), ..right }, None, LOSS_ERROR_NULL_POINTER, "target is NULL");
    let nothing = HalfArguments { value: null_mut(), gradient: null_mut(), ..right };
    refused(nothing, None, LOSS_ERROR_NULL_POINTER, "nothing was asked for");
    for rows in [usize::MAX, isize::MAX as usize] {
        refused(HalfArguments { rows, ..right }, Some(outputs), LOSS_ERROR_SIZE, "overflows");
        refused(HalfArguments { rows, ..right }, None, LOSS_ERROR_SIZE, "overflows");
    }
    // An element behind the input, where gradients of half precision may begin at its first.
    let beside = HalfArguments { gradient: right.input.cast_mut().wrapping_add(1).cast(), rows: N / 4, ..right };
    refused(beside, None, LOSS_ERROR_OVERLAP, &format!("overlaps {name}"));
    let in_place = HalfArguments { gradient: right.input.cast_mut().cast(), ..right };
    let adding = Options { flags: LOSS_ACCUMULATE, ..Options::default() };
    refused(in_place, Some(adding), LOSS_ERROR_OVERLAP, &format!("overlaps {name}"));
    if size_of::<G>() != size_of::<H>() {
        let of_float = HalfArguments { rows: N / 2, ..in_place };
        refused(of_float, None, LOSS_ERROR_OVERLAP, &format!("overlaps {name}"));
    }
    let over_target = HalfArguments { gradient: right.target.cast_mut().cast(), rows: N / 2, ..right };
    refused(over_target, None, LOSS_ERROR_OVERLAP, "overlaps target");
    let over_losses = Options { hessian: outputs.losses, ..outputs };
    refused(right, Some(over_losses), LOSS_ERROR_OVERLAP, "options.losses overlaps options.hessian");
    for (options, sentence) in [
        (Options { reduction: 3, ..outputs }, "options.reduction = 3"),
        (Options { flags: 64, ..outputs }, "options.flags has unknown bits"),
        (Options { flags: loss::LOSS_FULL, ..outputs }, "LOSS_FULL has no meaning"),
        (Options { reserved0: 1, ..outputs }, "options.reserved is not 0"),
    ] {
        refused(right, Some(options), LOSS_ERROR_INVALID_ARGUMENT, sentence);
    }
    for (place, number) in entry.numbers.iter().enumerate() {
        for bad in [-1e-300, f64::NAN, f64::INFINITY] {
            let mut arguments = right;
            arguments.scalars[place] = bad;
            refused(arguments, Some(outputs), LOSS_ERROR_INVALID_ARGUMENT, &format!("{} = ", number.name));
        }
    }
}

#[test]
fn wrong_calls_are_refused() {
    for entry in entries() {
        refusals(entry, loss_bf16::call(entry.name));
        refusals(entry, loss_bf16::float_call(entry.name));
        refusals(entry, loss_f16::call(entry.name));
        refusals(entry, loss_f16::float_call(entry.name));
    }
}

/// Settings of the processor that a host may have: subnormal numbers flushed, and another direction of rounding.
#[cfg(target_arch = "x86_64")]
#[test]
fn settings_of_the_host_change_nothing() {
    use std::arch::asm;
    fn check<H: Half>() {
        let all: Vec<H> = (0..=u16::MAX).map(H::of_bits).collect();
        for entry in entries() {
            let target = vec![H::of_bits(1); all.len()];
            let mut case = Case::plain(all.clone(), target, sampled(entry));
            // Results of every size, many of them subnormal, and subnormal numbers to add to.
            case.upstream = Some(1e-5);
            case.old = Some((0..=u16::MAX).map(|bits| H::of_bits(bits & 0x83FF)).collect());
            case.mask = Some(all.iter().map(|x| u8::from(x.to_f32().abs() < 1e3)).collect());
            let expected = expected(entry.name, &case).rounded::<H>();
            // Flush and take subnormal numbers for 0; up, and flush; towards 0.
            for settings in [0x1F80u32 | 0x8040, 0x1F80 | 0x4000 | 0x8040, 0x1F80 | 0x6000] {
                let (mut before, mut after) = (0u32, 0u32);
                let call = H::call(entry.name);
                let outcome = run(
                    &case,
                    &mut Buffer::of(&case.input, case.place),
                    &Buffer::of(&case.target, case.place),
                    case.old.clone(),
                    |input, target, gradient, value, options| {
                        let rows = case.input.len();
                        let (scalars, none) = (case.scalars, HalfArguments::NONE);
                        let arguments =
                            HalfArguments { input, target, rows, scalars, options, value, gradient, ..none };
                        // SAFETY: arrays of so many elements; the settings are valid, and put back behind the call.
                        unsafe {
                            asm!("stmxcsr [{}]", in(reg) &mut before, options(nostack));
                            asm!("ldmxcsr [{}]", in(reg) &settings, options(nostack));
                            let status = arguments.pass_to(call, case.place);
                            asm!("stmxcsr [{}]", in(reg) &mut after, options(nostack));
                            asm!("ldmxcsr [{}]", in(reg) &before, options(nostack));
                            status
                        }
                    },
                );
                assert_eq!(after & !0x3F, settings, "the host's settings are as they were");
                assert_same(&outcome, &expected, &format!("{} {} {settings:#x}", entry.name, H::NAME));
            }
        }
    }
    on_each_isa(check::<loss_bf16>);
    on_each_isa(check::<loss_f16>);
}
