//! The one door into a kernel: picks the instruction set that the processor was found to have.
//!
//! This crate does not ask the processor (that takes `std`); its caller does, and vouches for it
//! when it makes an [`Isa`].

use super::{Simd, scalar::Scalar};
#[cfg(target_arch = "x86_64")]
use core::{
    arch::x86_64::{__m256, __m512},
    mem::MaybeUninit,
};

#[cfg(test)]
pub(crate) use super::scalar::Scalar as ScalarForTests;

/// Work that is compiled once for each instruction set.
///
/// The shims are methods of the trait and not functions beside it, because the compiler then puts each
/// kernel into the unit of its own module, and compiles several at a time.
pub trait Kernel: Sized {
    /// What it returns.
    type Output;

    /// Does the work. Every implementation is `#[inline(always)]`.
    fn run<S: Simd>(self) -> Self::Output;

    /// The work in the target's baseline.
    #[inline(never)]
    fn run_scalar(self) -> Self::Output {
        self.run::<Scalar>()
    }

    /// The work with NEON.
    #[cfg(target_arch = "aarch64")]
    #[inline(never)]
    fn run_neon(self) -> Self::Output {
        self.run::<super::neon::Neon>()
    }

    /// The work with AVX2 and FMA.
    ///
    /// # Safety
    /// The processor has both.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    unsafe fn run_avx2(self) -> Self::Output {
        align_stack::<__m256>();
        self.run::<super::avx2::Avx2>()
    }

    /// The work with AVX-512.
    ///
    /// # Safety
    /// The processor has its parts F, BW, DQ and VL.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
    unsafe fn run_avx512(self) -> Self::Output {
        align_stack::<__m512>();
        self.run::<super::avx512::Avx512>()
    }
}

/// Has the caller align its part of the stack for vectors that find no register. The compiler does so only for what it
/// knows of before it assigns registers; else they lie at any multiple of 16, now and then across two pages. Such a vector
/// cannot be read back before the stores ahead of it have left the processor, which takes ten times as long as the whole
/// loop where these go past the caches.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn align_stack<Vector>() {
    core::hint::black_box(&MaybeUninit::<Vector>::uninit());
}

/// The instruction sets, the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Name {
    /// The target's baseline.
    Scalar = 0,
    /// AVX2 and FMA.
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
        match self.0 {
            #[cfg(all(target_arch = "x86_64", not(loss_scalar_only)))]
            // SAFETY: an Isa with this name is made only where the processor has the instructions.
            Name::Avx512 => unsafe { kernel.run_avx512() },
            #[cfg(all(target_arch = "x86_64", not(loss_scalar_only)))]
            // SAFETY: as above.
            Name::Avx2 => unsafe { kernel.run_avx2() },
            #[cfg(all(target_arch = "aarch64", not(loss_scalar_only)))]
            Name::Neon => kernel.run_neon(),
            _ => kernel.run_scalar(),
        }
    }
}
