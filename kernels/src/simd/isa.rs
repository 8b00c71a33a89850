//! The only door into a kernel: it enters the kernel for the instruction set that the processor has.
//!
//! This crate does not detect the processor, because that takes `std`. Its caller does, and vouches for the instruction
//! set when it makes an [`Isa`].

pub use super::Kernel;

use super::door::{Door, at_its_place};
#[cfg(all(target_arch = "aarch64", not(loss_scalar_only)))]
use super::neon::Neon;
use super::scalar::Scalar;
#[cfg(all(target_arch = "x86_64", not(loss_scalar_only)))]
use super::{avx2::Avx2, avx512::Avx512};

#[cfg(test)]
pub(crate) use super::scalar::Scalar as ScalarForTests;

/// For functions of numbers that a call needs once, before it enters a kernel.
pub(crate) type OneDouble = <Scalar as super::Simd>::NarrowF64;

/// The instruction sets, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Name {
    /// The target's baseline.
    Scalar = 0,
    /// AVX2, FMA and F16C, which all processors with AVX2 have.
    Avx2 = 1,
    /// AVX-512 F, BW, DQ and VL.
    Avx512 = 2,
    /// NEON.
    Neon = 3,
}

impl Name {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Scalar, Self::Avx2, Self::Avx512, Self::Neon];

    /// The word for it in `loss_isa()` and in the environment variable LOSS_ISA.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scalar => "scalar",
            Self::Avx2 => "avx2",
            Self::Avx512 => "avx512",
            Self::Neon => "neon",
        }
    }
}

/// An instruction set that the processor has: the proof that its intrinsics may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Isa(Name);

impl Isa {
    /// Runs everywhere.
    pub const SCALAR: Self = Self(Name::Scalar);

    /// Takes the caller's word.
    ///
    /// # Safety
    /// The processor has the instruction set.
    pub const unsafe fn new(name: Name) -> Self {
        Self(name)
    }

    /// Which one.
    pub const fn name(self) -> Name {
        self.0
    }

    /// Runs the kernel. An instruction set of another architecture falls back to the scalar one.
    ///
    /// With `--cfg loss_scalar_only` each does, which takes a third of the time to build: for tools that
    /// look at something else, and build often or without optimisation.
    #[inline]
    pub fn run<K: Kernel>(self, kernel: K) -> K::Output {
        let kernel = at_its_place(kernel);
        match self.0 {
            #[cfg(all(target_arch = "x86_64", not(loss_scalar_only)))]
            // SAFETY: an Isa with this name is made only where the processor has the instructions.
            Name::Avx512 => unsafe { kernel.run_avx512::<Avx512>() },
            #[cfg(all(target_arch = "x86_64", not(loss_scalar_only)))]
            // SAFETY: as above.
            Name::Avx2 => unsafe { kernel.run_avx2::<Avx2>() },
            #[cfg(all(target_arch = "aarch64", not(loss_scalar_only)))]
            Name::Neon => kernel.run_neon::<Neon>(),
            _ => kernel.run_scalar::<Scalar>(),
        }
    }
}

/// Those that the processor of the tests has.
#[cfg(test)]
pub(crate) fn instruction_sets() -> std::vec::Vec<Isa> {
    let mut all = std::vec::Vec::from([Isa::SCALAR]);
    #[cfg(target_arch = "x86_64")]
    {
        let avx2 = std::is_x86_feature_detected!("avx2")
            && std::is_x86_feature_detected!("fma")
            && std::is_x86_feature_detected!("f16c");
        if avx2 {
            // SAFETY: the processor has all three.
            all.push(unsafe { Isa::new(Name::Avx2) });
        }
        let avx512 = std::is_x86_feature_detected!("avx512f")
            && std::is_x86_feature_detected!("avx512bw")
            && std::is_x86_feature_detected!("avx512dq")
            && std::is_x86_feature_detected!("avx512vl");
        if avx512 {
            // SAFETY: the processor has all parts that the instruction set is made of.
            all.push(unsafe { Isa::new(Name::Avx512) });
        }
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: every such processor has it.
    all.push(unsafe { Isa::new(Name::Neon) });
    all
}
