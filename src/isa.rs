//! The instruction set that kernels run with: detected once, and lowered by the environment variable LOSS_ISA.

use crate::environment;
use loss_kernels::{Isa, IsaName};
use std::sync::atomic::{AtomicU8, Ordering};

const UNKNOWN: u8 = u8::MAX;
static ACTIVE: AtomicU8 = AtomicU8::new(UNKNOWN);

/// The instruction sets that this processor has, the weakest first.
pub fn available() -> impl Iterator<Item = IsaName> {
    IsaName::ALL.into_iter().filter(|name| has(*name))
}

fn has(name: IsaName) -> bool {
    match name {
        IsaName::Scalar => true,
        #[cfg(target_arch = "x86_64")]
        IsaName::Avx2 => {
            is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") && is_x86_feature_detected!("f16c")
        }
        #[cfg(target_arch = "x86_64")]
        IsaName::Avx512 => {
            has(IsaName::Avx2)
                && is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
        }
        #[cfg(target_arch = "aarch64")]
        IsaName::Neon => true,
        _ => false,
    }
}

/// The instruction set in use.
#[inline]
pub fn active() -> Isa {
    let code = ACTIVE.load(Ordering::Relaxed);
    match IsaName::ALL.get(usize::from(code)) {
        // SAFETY: only names that `has` found are stored.
        Some(name) => unsafe { Isa::new(*name) },
        None => detect(),
    }
}

#[cold]
fn detect() -> Isa {
    let named = |word: &str| IsaName::ALL.into_iter().find(|name| name.as_str() == word);
    let limit = environment::variable(c"LOSS_ISA", named);
    // An unknown word, or an instruction set that is not there, leaves the best.
    let chosen = match limit {
        Some(name) if has(name) => name,
        _ => available().last().unwrap_or(IsaName::Scalar),
    };
    ACTIVE.store(chosen as u8, Ordering::Relaxed);
    // SAFETY: `has` found it.
    unsafe { Isa::new(chosen) }
}

/// Switches the whole process to another instruction set; false if the processor lacks it. Results
/// do not change. For tests and benchmarks.
pub fn select(name: IsaName) -> bool {
    let possible = has(name);
    if possible {
        ACTIVE.store(name as u8, Ordering::Relaxed);
    }
    possible
}
