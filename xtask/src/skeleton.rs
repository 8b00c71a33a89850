//! The Rust file of a new loss: documentation in its order, a struct with the loss's numbers, the trait of its driver and
//! the reference for tests. Each place to write says [`REPLACE`]; until then its own tests fail.

use crate::Outcome;
use crate::argument::{Array, Range};
use crate::python::python_name;
use crate::table::{Driver, Family, Loss};

/// What stands where something is to be written.
pub const REPLACE: &str = "REPLACE";

/// The text of `kernels/src/losses/<family>/<name>.rs`, before rustfmt.
pub fn source(loss: &Loss) -> Outcome<String> {
    if loss.is_of_cross_entropy() {
        return Err(
            "a function of the cross-entropy is a variant of `Map` in kernels/src/shape/class/map.rs: write that \
                    first, and the loss's file like poly1_cross_entropy.rs"
                .to_owned(),
        );
    }
    if loss.driver == Driver::Cosines {
        return Err(
            "a margin of cosines is a variant of `TargetMargin` in kernels/src/shape/class/cosines.rs: write that \
                    first, and the loss's file like cosface.rs"
                .to_owned(),
        );
    }
    let code = match loss.driver {
        Driver::Elementwise | Driver::Penalty | Driver::RowSums => of_elements(loss),
        Driver::Vectors | Driver::GroupPenalty => of_vectors(loss),
        Driver::Class | Driver::Teacher | Driver::Softmax => of_classes(loss),
        Driver::Divergence => of_divergence(loss),
        Driver::Margin => of_margin(loss),
        Driver::Decisions => of_decisions(loss),
        Driver::Sequence
        | Driver::Cosines
        | Driver::SoftmaxBackward
        | Driver::TokenLogProb
        | Driver::TokenLogProbBackward
        | Driver::Linear
        | Driver::LinearTokenLogProb
        | Driver::LinearTokenLogProbBackward
        | Driver::Ctc
        | Driver::Preference
        | Driver::PreferenceUnpaired
        | Driver::Discriminator
        | Driver::Generator
        | Driver::Combine
        | Driver::Uncertainty => {
            let driver = loss.driver.name();
            return Err(format!("the driver {driver} has no losses beside its own: write src/call/{driver}.rs first"));
        }
    };
    Ok(format!("{}\n{code}", documentation(loss)))
}

fn documentation(loss: &Loss) -> String {
    let symbols: Vec<&str> = loss.inputs().map(|(name, _)| name).collect();
    let derivatives: Vec<String> = symbols.iter().map(|name| format!("∂l/∂{name} = {REPLACE}")).collect();
    format!(
        "//! {REPLACE} by the title, one line.\n\
         //!\n\
         //! l = {REPLACE} by the formula.  {},  and the second derivatives.\n\
         //!\n\
         //! {REPLACE} by its use, the meaning of its arguments, its limits: at infinities, at 0, at kinks.\n\
         //!\n\
         //! Reference: {REPLACE} by author, title, year, section.\n",
        derivatives.join(",  ")
    )
}

/// The struct, with a field per number, and `Default`, where a loss without numbers derives it.
fn structure(loss: &Loss, derives_default: bool) -> String {
    let numbers: Vec<_> = loss.numbers().collect();
    let name = loss.rust_type();
    if numbers.is_empty() {
        let default = if derives_default { ", Default" } else { "" };
        return format!("/// {REPLACE} by the formula.\n#[derive(Clone, Copy, Debug{default})]\npub struct {name};\n");
    }
    let fields: String = numbers.iter().map(|(name, ..)| format!("{name}: f64,\n")).collect();
    let mut text =
        format!("/// {REPLACE} by the formula.\n#[derive(Clone, Copy, Debug)]\npub struct {name} {{\n{fields}}}\n");
    if derives_default {
        let of_tests = |(name, _, default): &(&str, &Range, Option<f64>)| {
            format!("{name}: {:?}", default.unwrap_or(loss.sample(name)))
        };
        let values: Vec<String> = numbers.iter().map(of_tests).collect();
        text += &format!(
            "\nimpl Default for {name} {{\nfn default() -> Self {{\nSelf {{ {} }}\n}}\n}}\n",
            values.join(", ")
        );
    }
    text
}

/// `new`, which refuses numbers out of their range by their names.
fn new(loss: &Loss, arguments: &str) -> String {
    let numbers: Vec<_> = loss.numbers().collect();
    if numbers.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = numbers.iter().map(|(name, ..)| *name).collect();
    let mut text = format!(
        "#[inline(always)]\nfn new(arguments: &{arguments}) -> Result<Self, Refusal> {{\nlet [{}, ..] = arguments.scalars;\n",
        names.join(", ")
    );
    for (name, range, default) in &numbers {
        let condition = match default {
            Some(_) if !range.contains(0.0) => format!("{name} == 0.0 || {}", condition(name, range)),
            _ => condition(name, range),
        };
        let condition = if condition.contains(' ') { format!("({condition})") } else { condition };
        text += &format!(
            "if !{condition} {{\nreturn Err(Refusal {{ argument: {name:?}, value: {name}, must: \"be {}\" }});\n}}\n",
            range.must_be(*default)
        );
    }
    let fields: Vec<String> = numbers
        .iter()
        .map(|(name, _, default)| match default {
            Some(default) => format!("{name}: if {name} == 0.0 {{ {default:?} }} else {{ {name} }}"),
            None => (*name).to_owned(),
        })
        .collect();
    text + &format!("Ok(Self {{ {} }})\n}}\n\n", fields.join(", "))
}

/// Whether a number is in its range, in Rust; false for NaN.
fn condition(name: &str, range: &Range) -> String {
    let (low, high) = (range.low, range.high);
    match (low.is_finite(), high.is_finite(), range.low_included, range.high_included) {
        (false, true, true, true) => format!("{name} <= {high:?}"),
        (false, ..) => format!("{name}.is_finite()"),
        (true, false, _, true) => format!("{name} >= {low:?}"),
        (true, false, true, _) => format!("{name} >= {low:?} && {name}.is_finite()"),
        (true, false, false, _) => format!("{name} > {low:?} && {name}.is_finite()"),
        (true, true, true, true) => format!("({low:?}..={high:?}).contains(&{name})"),
        (true, true, true, false) => format!("({low:?}..{high:?}).contains(&{name})"),
        (true, true, false, true) => format!("{name} > {low:?} && {name} <= {high:?}"),
        (true, true, false, false) => format!("{name} > {low:?} && {name} < {high:?}"),
    }
}

/// What stands in for a formula: every argument and number is in it.
fn stand_in(loss: &Loss) -> String {
    let arrays = loss.inputs().chain(loss.targets()).map(|(name, _)| name.to_owned());
    let numbers = loss.numbers().map(|(name, ..)| format!("R::splat(self.{name})"));
    arrays.chain(numbers).collect::<Vec<_>>().join(" + ")
}

fn of_elements(loss: &Loss) -> String {
    let inputs: Vec<_> = loss.inputs().collect();
    let targets: Vec<_> = loss.targets().collect();
    let (x, t) = (inputs.len(), targets.len());
    let of = |arrays: &[(&str, &Array)]| {
        if arrays.is_empty() { "_".to_owned() } else { format!("[{}]", names(arrays).join(", ")) }
    };
    let ignored = |arrays: &[(&str, &Array)]| {
        let names: Vec<String> = arrays.iter().map(|(name, _)| format!("_{name}")).collect();
        if names.is_empty() { "_".to_owned() } else { format!("[{}]", names.join(", ")) }
    };
    let has_numbers = loss.numbers().next().is_some();
    let mut used = vec!["Derivatives", "Elementwise"];
    if has_numbers {
        used.extend(["Arguments", "Refusal"]);
    }
    used.sort_unstable();
    let name = loss.rust_type();
    let (given_x, given_t) = (of(&inputs), of(&targets));
    let (ignored_x, ignored_t) = (ignored(&inputs), ignored(&targets));
    format!(
        "use crate::loss::{{{}}};\nuse crate::math::Coefficients;\nuse crate::simd::Real;\n\n{}\n\
         impl Elementwise<{x}, {t}> for {name} {{\n{}\
         #[inline(always)]\n\
         fn terms<R: Real<Lane: Coefficients>>(self, {given_x}: [R; {x}], {given_t}: [R; {t}]) -> Derivatives<R, {x}> {{\n\
         // {REPLACE}: l, and by each input its derivative and its second derivative, exactly 0 at a kink.\n\
         Derivatives {{ loss: {}, first: [R::splat(0.0); {x}], second: [R::splat(0.0); {x}] }}\n}}\n}}\n\n\
         #[cfg(any(test, feature = \"reference\"))]\n\
         impl crate::loss::Reference<{x}, {t}> for {name} {{\n\
         fn reference(&self, {ignored_x}: [f64; {x}], {ignored_t}: [f64; {t}]) -> Derivatives<f64, {x}> {{\n\
         // {REPLACE}: the plain formula, with the standard library.\n\
         Derivatives {{ loss: f64::NAN, first: [f64::NAN; {x}], second: [f64::NAN; {x}] }}\n}}\n}}\n",
        used.join(", "),
        structure(loss, true),
        new(loss, "Arguments"),
        stand_in(loss),
    )
}

/// The module of a family in formulas/ with an entry for the loss.
pub fn formula(module: Option<String>, family: &Family, loss: &Loss) -> String {
    let module = module.unwrap_or_else(|| {
        format!(
            "\"\"\"Losses of {}.\"\"\"\n\nfrom mpmath import mp, mpf\n\nfrom formulas.element import element\n",
            family.title.to_lowercase()
        )
    });
    let inputs = loss.inputs().count();
    let arrays = loss.inputs().chain(loss.targets()).map(|(name, _)| python_name(name));
    let numbers: Vec<String> = loss
        .numbers()
        .map(|(name, _, default)| match default {
            Some(default) => format!("{}={default:?}", python_name(name)),
            None => python_name(name),
        })
        .collect();
    let star = (!numbers.is_empty()).then(|| "*".to_owned());
    let parameters: Vec<String> = arrays.chain(star).chain(numbers).collect();
    let sample: Vec<String> =
        loss.numbers().map(|(name, ..)| format!("\"{}\": {REPLACE}", python_name(name))).collect();
    let sample = if sample.is_empty() { String::new() } else { format!("    numbers=[{{{}}}],\n", sample.join(", ")) };
    let (bounds, returned) = if inputs == 1 {
        (3, format!("{REPLACE}, {REPLACE}, {REPLACE}"))
    } else {
        (2, format!("{REPLACE}, ({})", vec![REPLACE; inputs].join(", ")))
    };
    format!(
        "{}\n\n\n@element(\n    bounds=({}),\n{sample}    pytorch=\"{REPLACE} by PyTorch's function, or why it has none\",\n)\n\
         def {}({}):\n    \"\"\"{REPLACE} by the roundings that the bounds count.\"\"\"\n    return {returned}\n",
        module.trim_end(),
        vec![REPLACE; bounds].join(", "),
        loss.name,
        parameters.join(", "),
    )
}

fn names<'a>(arrays: &[(&'a str, &Array)]) -> Vec<&'a str> {
    arrays.iter().map(|(name, _)| *name).collect()
}

fn of_vectors(loss: &Loss) -> String {
    let inputs: Vec<_> = loss.inputs().collect();
    let (x, name) = (inputs.len(), loss.rust_type());
    let given = format!("[{}]", names(&inputs).join(", "));
    let sum = names(&inputs).join(" + ");
    let target = if loss.targets().next().is_some() { "target" } else { "_" };
    let of_target = if target == "_" { "" } else { " + target" };
    let numbers: String = loss.numbers().map(|(name, ..)| format!(" + self.{name}")).collect();
    let make = if loss.numbers().next().is_some() {
        new(loss, "Arguments")
    } else {
        "fn new(_: &Arguments) -> Result<Self, Refusal> {\nOk(Self)\n}\n\n".to_owned()
    };
    format!(
        "use crate::loss::{{Arguments, Refusal}};\nuse crate::loss_rows::{{Found, Outcome, Rowwise, scale_for}};\n\
         use crate::simd::{{Real, Simd}};\n\n{}\n\
         /// {REPLACE} by the sums of a row.\nconst SUMS: usize = 1;\n\n\
         impl Rowwise<{x}, SUMS> for {name} {{\n/// {REPLACE} by what derivatives are made with.\ntype Coefficients = f64;\n\n{make}\
         #[inline(always)]\n\
         fn terms<S: Simd, const COMMON: bool, const ALL: bool>(self, {given}: [S::F64; {x}], found: &Found<SUMS>) -> [[S::F64; 2]; SUMS] {{\n\
         // {REPLACE}: each term as two factors.\n\
         let term = ({sum}) * S::F64::splat(found.scales[0]);\n[[term, term]]\n}}\n\n\
         #[inline(always)]\nfn scales(self, found: &Found<SUMS>) -> [f64; SUMS] {{\n[scale_for(found.sums[0].value())]\n}}\n\n\
         #[inline(always)]\n\
         fn finish<S: Simd>(self, found: &Found<SUMS>, {target}: f64) -> Outcome<f64, {x}> {{\n\
         // {REPLACE}: the loss of the sums, and the coefficients of its derivatives.\n\
         let loss = found.sums[0].value(){of_target}{numbers};\n\
         Outcome {{ loss, coefficients: Some(0.0), gains: [1.0; {x}] }}\n}}\n\n\
         #[inline(always)]\n\
         fn derivatives<S: Simd, const COMMON: bool>(self, _: [S::F64; {x}], of: &f64, _: usize) -> [S::F64; {x}] {{\n\
         // {REPLACE}: the derivatives by the elements.\n[S::F64::splat(*of); {x}]\n}}\n}}\n\n\
         #[cfg(any(test, feature = \"reference\"))]\nmod reference {{\n\
         use super::{{{name}, SUMS}};\nuse crate::loss_rows::RowReference;\nuse std::vec::Vec;\n\n\
         impl RowReference<{x}, SUMS> for {name} {{\n\
         fn reference(&self, x: [&[f64]; {x}], _: f64) -> (f64, [Vec<f64>; {x}]) {{\n\
         // {REPLACE}: the plain formula, with the standard library.\n(f64::NAN, x.map(<[f64]>::to_vec))\n}}\n\n\
         fn kinks(&self, _: [&[f64]; {x}], _: f64) -> Vec<f64> {{\n\
         // {REPLACE}: a number per kink that changes its sign there.\nVec::new()\n}}\n}}\n}}\n",
        structure(loss, false),
    )
}

fn of_classes(loss: &Loss) -> String {
    let mut constants = String::new();
    if loss.driver == Driver::Teacher || (loss.driver == Driver::Class && loss.index().is_none()) {
        constants += "const SOFT: bool = true;\n";
    }
    if loss.driver == Driver::Teacher {
        constants += "const TEACHER: bool = true;\n";
    }
    let softmax = loss.driver == Driver::Softmax;
    if softmax {
        constants += "const OUTPUT: Output = Output::Probability;\n";
    }
    format!(
        "use crate::shape::class::{};\n\n/// {REPLACE} by the formula.\n#[derive(Clone, Copy, Debug, Default)]\npub struct {name};\n\n\
         impl ClassLoss for {name} {{\n// {REPLACE}: the constants that make it differ from the cross-entropy.\n{constants}}}\n",
        if softmax { "{ClassLoss, Output}" } else { "ClassLoss" },
        name = loss.rust_type()
    )
}

fn of_divergence(loss: &Loss) -> String {
    let name = loss.rust_type();
    let make = if loss.numbers().next().is_some() {
        new(loss, "Arguments")
    } else {
        "fn new(_: &Arguments) -> Result<Self, Refusal> {\nOk(Self)\n}\n\n".to_owned()
    };
    let numbers: String = loss.numbers().map(|(name, ..)| format!(" + R::splat(self.{name})")).collect();
    format!(
        "use crate::loss::{{Apart, Arguments, Divergence, DivergenceTerms, Refusal}};\nuse crate::simd::Real;\n\n{}\n\
         impl Divergence for {name} {{\n{make}#[inline(always)]\n\
         fn terms<R: Real<Lane = f64>>(self, p: R, q: R, apart: Apart<R>, _curved: bool) -> DivergenceTerms<R> {{\n\
         // {REPLACE}: f(p, q), its derivative by p, and p times its second derivative if it is `curved`.\n\
         let zero = R::splat(0.0);\n\
         DivergenceTerms {{ loss: p.times(apart.difference) + q{numbers}, derivative: zero, curvature: zero }}\n}}\n}}\n",
        structure(loss, false),
    )
}

fn of_margin(loss: &Loss) -> String {
    let name = loss.rust_type();
    let make = if loss.numbers().next().is_some() {
        new(loss, "Arguments")
    } else {
        "fn new(_: &Arguments) -> Result<Self, Refusal> {\nOk(Self)\n}\n\n".to_owned()
    };
    let numbers: String = loss.numbers().map(|(name, ..)| format!(" + self.{name}")).collect();
    format!(
        "use crate::loss::{{Arguments, Refusal}};\nuse crate::loss_margin::{{Collected, Found, Here, Margin, Outcome}};\n\
         use crate::simd::{{Real, Simd}};\n\n{}\n\
         impl Margin for {name} {{\n/// {REPLACE} by what is known of a row: here z_y.\ntype Known = f64;\n\n{make}\
         #[inline(always)]\nfn begin(self, right: f64, _: usize) -> f64 {{\nright\n}}\n\n\
         #[inline(always)]\nfn look<S: Simd>(self, here: &Here<S>, _: &f64, collected: &mut Collected<S>) {{\n\
         // {REPLACE}: what a pass collects.\ncollected.count(here.wrong);\n}}\n\n\
         #[inline(always)]\nfn settle<S: Simd>(self, found: &Found, right: &mut f64) -> Option<Outcome> {{\n\
         // {REPLACE}: the loss and the derivatives by z_y.\n\
         Some(Outcome {{ loss: found.count + *right{numbers}, right: [0.0; 2] }})\n}}\n\n\
         #[inline(always)]\nfn derivatives<S: Simd>(self, _: &Here<S>, _: &f64) -> [S::F64; 2] {{\n\
         // {REPLACE}: the derivatives by the other scores.\n[S::F64::splat(0.0); 2]\n}}\n}}\n\n\
         #[cfg(any(test, feature = \"reference\"))]\nmod reference {{\n\
         use super::{name};\nuse crate::loss_margin::MarginReference;\nuse std::vec::Vec;\n\n\
         impl MarginReference for {name} {{\n\
         fn reference(&self, scores: &[f64], _: usize) -> (f64, Vec<f64>, Vec<f64>) {{\n\
         // {REPLACE}: the plain formula and its derivatives.\n(f64::NAN, scores.to_vec(), scores.to_vec())\n}}\n\n\
         fn kinks(&self, _: &[f64], _: usize) -> Vec<f64> {{\n\
         // {REPLACE}: a number per kink that changes its sign there.\nVec::new()\n}}\n}}\n}}\n",
        structure(loss, false),
    )
}

fn of_decisions(loss: &Loss) -> String {
    let labels = if loss.index().is_none() { "const LABELS: bool = true;\n" } else { "" };
    format!(
        "use crate::loss_decisions::DecisionLoss;\n\n/// {REPLACE} by the formula.\n#[derive(Clone, Copy, Debug, Default)]\n\
         pub struct {name};\n\nimpl DecisionLoss for {name} {{\n\
         // {REPLACE}: what makes it differ from the sum of binary cross-entropies, and the plain formula, as in coral.rs.\n\
         {labels}}}\n",
        name = loss.rust_type()
    )
}
