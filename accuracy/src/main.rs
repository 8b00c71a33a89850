//! Measures the elementary functions of the kernels: `make accuracy`, and `make accuracy-check` for the short
//! form. See notes.md for what is measured, and docs/accuracy.md for the figures.
//!
//! ```text
//!   loss-accuracy functions --out DIRECTORY [--every N] [--count N] [--only WORD] [--without ISA]
//!       [--threads N] [--keep]
//!   loss-accuracy reference [COUNT]
//! ```
//!
//! `functions` writes a file a function and type into the directory, and fails where an error is larger than
//! the function's documentation says or instruction sets differ. --every N takes every N-th number of `f32`, for
//! all functions (without it those of many variants are sampled), --count the number of strata of `f64`; --keep
//! leaves out what the directory has already, to go on with a run that was interrupted.
//! `reference` prints values of the reference for reference.py, which compares them with mpmath.

mod constants;
mod double;
mod exact;
mod functions;
mod inputs;
mod measure;
mod units;

use loss_kernels::{Isa, IsaName};
use std::path::PathBuf;
use std::process::ExitCode;

/// What to measure and how much of it.
pub struct Settings {
    /// Where results go.
    pub out: PathBuf,
    /// Every so many numbers of `f32`.
    pub every: Option<u64>,
    /// Strata of `f64`.
    pub count: u64,
    /// In the names of the functions to be measured.
    pub only: String,
    /// Results that are there stay.
    pub keep: bool,
    /// The weakest first.
    pub isas: Vec<Isa>,
}

/// The instruction sets of this processor.
fn isas() -> Vec<Isa> {
    let mut all = vec![Isa::SCALAR];
    #[cfg(target_arch = "x86_64")]
    {
        let avx2 =
            is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") && is_x86_feature_detected!("f16c");
        let avx512 = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl");
        for (has, name) in [(avx2, IsaName::Avx2), (avx2 && avx512, IsaName::Avx512)] {
            if has {
                // SAFETY: the processor was just found to have it.
                all.push(unsafe { Isa::new(name) });
            }
        }
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: part of the architecture.
    all.push(unsafe { Isa::new(IsaName::Neon) });
    all
}

fn settings(arguments: &[String]) -> Result<Settings, String> {
    let mut settings = Settings {
        out: PathBuf::from("build/accuracy"),
        every: None,
        count: 1_000_000_000,
        only: String::new(),
        keep: false,
        isas: isas(),
    };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--keep" {
            settings.keep = true;
            continue;
        }
        let value = rest.next().ok_or_else(|| format!("{argument} needs a value"))?;
        let number = || value.parse::<u64>().ok().filter(|n| *n > 0).ok_or_else(|| format!("{argument} {value}"));
        match argument.as_str() {
            "--out" => settings.out = PathBuf::from(value),
            "--without" => settings.isas.retain(|isa| isa.name().as_str() != value),
            "--only" => settings.only.clone_from(value),
            "--every" => settings.every = Some(number()?),
            "--count" => settings.count = number()?,
            "--threads" => rayon::ThreadPoolBuilder::new()
                .num_threads(number()? as usize)
                .build_global()
                .map_err(|error| error.to_string())?,
            _ => return Err(format!("there is no {argument}")),
        }
    }
    Ok(settings)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((word, rest)) if word == "functions" => settings(rest).and_then(|settings| units::measure_all(&settings)),
        Some((word, rest)) if word == "reference" => {
            let count = rest.first().and_then(|count| count.parse().ok()).unwrap_or(2000);
            units::print_reference(count, *isas().last().expect("there is the scalar one"));
            Ok(())
        }
        _ => Err("see accuracy/src/main.rs for the arguments".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("loss-accuracy: {message}");
            ExitCode::FAILURE
        }
    }
}
