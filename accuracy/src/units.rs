//! The list of what is measured, and what is written about it.

use crate::Settings;
use crate::functions::{
    ExcessLog1p, Exp, ExpOfNegative, ExpScaled, ExpScaledDouble, Expm1, Function, Log, Log1mExp, Log1p, Log1pOfUnit,
    LogFactorial, Logistic, Tanh,
};
use crate::inputs::{Inputs, List, Patterns, Strata, hard_cases};
use crate::measure::{Measured, Native, measure, reference};
use loss_kernels::math::{Coefficients, Divisor};
use loss_kernels::simd::Simd;
use loss_kernels::{Isa, Kernel};
use std::fmt::Write;
use std::time::Instant;

/// Every so many numbers of `f32` of variants of a function that is measured at all of them.
const SAMPLED: u64 = 61;
/// Strata of `f64` for those, of those for the function.
const VARIANT_SHARE: u64 = 10;
/// Numbers beside each hard case.
const BESIDE: i64 = 40;

/// Temperatures and exponents that e^(x/T)/2^exponent is measured with; the last two are where the kernels are
/// just about to subtract the maximum first.
const VARIANTS: [(&str, f64, f64); 12] = [
    ("exp_scaled", 1.0, 0.0),
    ("exp_scaled, T = 2", 2.0, 0.0),
    ("exp_scaled, T = 0.07", 0.07, 0.0),
    ("exp_scaled, T = 0.5", 0.5, 0.0),
    ("exp_scaled, T = 1.7", 1.7, 0.0),
    ("exp_scaled, T = 3", 3.0, 0.0),
    ("exp_scaled, T = 4", 4.0, 0.0),
    ("exp_scaled, T = 20", 20.0, 0.0),
    ("exp_scaled, T = 1e-6", 1e-6, 0.0),
    ("exp_scaled, T = 3e5", 3e5, 0.0),
    ("exp_scaled, x = 1e6", 1.0, 1_442_695.0),
    ("exp_scaled, T = 1.7, x = 1e6", 1.7, 848_644.0),
];

/// Makes a divisor, which takes a register.
struct MakeDivisor<E>(f64, core::marker::PhantomData<E>);

impl<E: Coefficients> Kernel for MakeDivisor<E> {
    type Output = Divisor;
    type Place = Self;
    #[inline(always)]
    fn run<S: Simd>(self) -> Divisor {
        Divisor::new::<E, S::NarrowF64>(self.0)
    }
}

fn scaled<E: Coefficients>((name, temperature, exponent): (&'static str, f64, f64)) -> ExpScaled {
    let divisor = Isa::SCALAR.run(MakeDivisor::<E>(temperature, core::marker::PhantomData));
    ExpScaled { name, temperature, exponent, divisor }
}

/// Does something with every function.
trait Visit {
    /// A variant is one of many of a function that is visited in full.
    fn visit<E: Native, F: Function<E>>(&mut self, function: &F, variant: bool)
    where
        Type<E>: Arguments<E>;
}

fn visit_all<E: Native, V: Visit>(visitor: &mut V)
where
    Type<E>: Arguments<E>,
{
    visitor.visit::<E, _>(&Exp, false);
    visitor.visit::<E, _>(&ExpOfNegative, false);
    for (index, variant) in VARIANTS.into_iter().enumerate() {
        visitor.visit::<E, _>(&scaled::<E>(variant), index > 0);
    }
    visitor.visit::<E, _>(&Expm1, false);
    visitor.visit::<E, _>(&Log, false);
    visitor.visit::<E, _>(&Log1p, false);
    visitor.visit::<E, _>(&Log1pOfUnit, false);
    visitor.visit::<E, _>(&ExcessLog1p, false);
    visitor.visit::<E, _>(&Log1mExp, false);
    visitor.visit::<E, _>(&Logistic, false);
    visitor.visit::<E, _>(&Tanh, false);
    visitor.visit::<E, _>(&LogFactorial, false);
}

fn visit_both<V: Visit>(visitor: &mut V) {
    visit_all::<f32, V>(visitor);
    visit_all::<f64, V>(visitor);
    let double = |name, temperature| ExpScaledDouble(scaled::<f32>((name, temperature, 0.0)));
    visitor.visit::<f64, _>(&double("exp_scaled_double", 1.0), false);
    visitor.visit::<f64, _>(&double("exp_scaled_double, T = 1.7", 1.7), true);
}

/// Stands for a type of numbers.
pub struct Type<E>(core::marker::PhantomData<E>);

/// Where functions of a type are measured.
pub trait Arguments<E> {
    fn arguments<F: Function<E>>(function: &F, variant: bool, settings: &Settings) -> Vec<Box<dyn Inputs<E>>>
    where
        E: Coefficients;
    /// What they are called.
    fn kind(variant: bool, settings: &Settings) -> String;
}

impl Arguments<f32> for Type<f32> {
    fn arguments<F: Function<f32>>(function: &F, variant: bool, settings: &Settings) -> Vec<Box<dyn Inputs<f32>>> {
        let every = settings.every.unwrap_or(if variant { SAMPLED } else { 1 });
        let hard = hard_cases(function.domain(), 1.0, BESIDE).into_iter().map(|x| x as f32);
        let (low, high) = function.domain();
        let inside = hard.filter(|x| !(f64::from(*x) < low || f64::from(*x) > high)).collect();
        vec![Box::new(Patterns { domain: function.domain(), every }), Box::new(List(inside))]
    }
    fn kind(variant: bool, settings: &Settings) -> String {
        match settings.every.unwrap_or(if variant { SAMPLED } else { 1 }) {
            1 => "all".into(),
            every => format!("one of {every}"),
        }
    }
}

impl Arguments<f64> for Type<f64> {
    fn arguments<F: Function<f64>>(function: &F, variant: bool, settings: &Settings) -> Vec<Box<dyn Inputs<f64>>> {
        let count = settings.count / if variant { VARIANT_SHARE } else { 1 };
        let strata = Strata { domain: function.domain(), busy: function.busy(), count };
        vec![Box::new(strata), Box::new(List(hard_cases(function.domain(), 1.0, BESIDE)))]
    }
    fn kind(variant: bool, settings: &Settings) -> String {
        format!("{:.0e} strata", (settings.count / if variant { VARIANT_SHARE } else { 1 }) as f64)
    }
}

/// Measures, prints, writes.
struct Report<'a> {
    settings: &'a Settings,
    number: usize,
    failures: Vec<String>,
}

impl Visit for Report<'_> {
    fn visit<E: Native, F: Function<E>>(&mut self, function: &F, variant: bool)
    where
        Type<E>: Arguments<E>,
    {
        self.number += 1;
        let name = function.outcomes()[0].name;
        let path = self.settings.out.join(format!("{:02}-{}.tsv", self.number, E::NAME));
        if !name.contains(&self.settings.only) || (self.settings.keep && path.exists()) {
            return;
        }
        let start = Instant::now();
        let mut total: Option<Measured> = None;
        for inputs in Type::<E>::arguments(function, variant, self.settings) {
            let part = measure(function, &*inputs, &self.settings.isas);
            total = Some(match total {
                None => part,
                Some(total) => total.with(part),
            });
        }
        let total = total.expect("there are arguments");
        let text = self.lines::<E>(&total, &Type::<E>::kind(variant, self.settings));
        print!("{text}");
        eprintln!("{name}, {}: {:.1} s", E::NAME, start.elapsed().as_secs_f64());
        if let Err(error) = std::fs::write(&path, text) {
            self.failures.push(format!("{}: {error}", path.display()));
        }
    }
}

impl Report<'_> {
    /// A line an outcome: type, name, kind of inputs, their number, instruction sets, error, stated, input, result.
    fn lines<E: Native>(&mut self, measured: &Measured, kind: &str) -> String {
        let mut text = String::new();
        let isas: Vec<&str> = self.settings.isas.iter().map(|isa| isa.name().as_str()).collect();
        for (outcome, worst) in &measured.outcomes {
            let name = outcome.name;
            if worst.error > outcome.stated {
                let (error, stated, input) = (worst.error, outcome.stated, worst.input);
                self.failures.push(format!("{name}, {}: {error} > {stated} at {input:e}", E::NAME));
            }
            if let Some(input) = measured.difference {
                self.failures.push(format!("{name}, {}: instruction sets differ at {input:e}", E::NAME));
            }
            let (error, stated, input, got) = (worst.error, outcome.stated, worst.input, worst.got);
            let _ = writeln!(
                text,
                "{}\t{name}\t{kind}\t{}\t{}\t{error:.4}\t{stated}\t{input:e}\t{got:e}",
                E::NAME,
                measured.inputs,
                isas.join(" "),
            );
        }
        text
    }
}

/// Measures everything that the settings ask for. An error tells what failed.
pub fn measure_all(settings: &Settings) -> Result<(), String> {
    std::fs::create_dir_all(&settings.out).map_err(|error| format!("{}: {error}", settings.out.display()))?;
    let mut report = Report { settings, number: 0, failures: Vec::new() };
    visit_both(&mut report);
    if report.failures.is_empty() { Ok(()) } else { Err(report.failures.join("\n")) }
}

/// Prints values of the reference.
struct PrintReference {
    count: u64,
    isa: Isa,
}

impl Visit for PrintReference {
    fn visit<E: Native, F: Function<E>>(&mut self, function: &F, _: bool)
    where
        Type<E>: Arguments<E>,
    {
        let (domain, busy, count) = (function.domain(), function.busy(), self.count);
        let strata = Strata { domain, busy, count };
        let few = hard_cases(domain, 1.0, 0).into_iter().step_by(197).collect();
        for inputs in [Box::new(strata) as Box<dyn Inputs<f64>>, Box::new(List(few))] {
            reference(function, &*inputs, self.isa, count as usize, |name, x, number, scale| {
                let bits = [x, number[0], number[1]].map(|part| format!("{:016x}", part.to_bits()));
                println!("{name}\t{}\t{scale}", bits.join("\t"));
            });
        }
    }
}

/// Prints name, and the bits of input, high and low part, and the power of two of `count` values a function.
pub fn print_reference(count: u64, isa: Isa) {
    visit_all::<f64, _>(&mut PrintReference { count, isa });
}
