//! The only door into a kernel: it enters the kernel for the instruction set that the processor has.
//!
//! This crate does not detect the processor, because that takes `std`. Its caller does, and vouches for the instruction
//! set when it makes an [`Isa`].

use super::{Simd, scalar::Scalar};
#[cfg(target_arch = "x86_64")]
use core::{
    arch::x86_64::{__m256, __m512},
    mem::MaybeUninit,
};

#[cfg(test)]
pub(crate) use super::scalar::Scalar as ScalarForTests;

/// Work that is compiled once for each instruction set.
pub trait Kernel: Sized {
    /// What it returns.
    type Output;
    /// The kernel is compiled in the unit of this type's module: the loss where it is made for one, else the kernel.
    type Place;

    /// Does the work. Every implementation is `#[inline(always)]`.
    fn run<S: Simd>(self) -> Self::Output;
}

/// The doors into a kernel, one for each instruction set.
///
/// They are methods and not functions because the compiler puts a method into the unit of the module in which its `Self`
/// type is defined, and of a tuple in which the first of its types is. So kernels of different losses are compiled at the
/// same time, also where the kernel itself is one type for many losses.
pub(super) trait Door: Sized {
    /// The kernel.
    type Inside: Kernel;
    /// What is behind the door.
    fn open(self) -> Self::Inside;

    /// The work in the target's baseline.
    #[inline(never)]
    fn run_scalar(self) -> Output<Self> {
        self.open().run::<Scalar>()
    }

    /// The work with NEON.
    #[cfg(target_arch = "aarch64")]
    #[inline(never)]
    fn run_neon(self) -> Output<Self> {
        self.open().run::<super::neon::Neon>()
    }

    /// The work with AVX2 and FMA.
    ///
    /// # Safety
    /// The processor has both.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    #[inline(never)]
    unsafe fn run_avx2(self) -> Output<Self> {
        align_stack::<__m256>();
        self.open().run::<super::avx2::Avx2>()
    }

    /// The work with AVX-512.
    ///
    /// # Safety
    /// The processor has its parts F, BW, DQ and VL.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
    #[inline(never)]
    unsafe fn run_avx512(self) -> Output<Self> {
        align_stack::<__m512>();
        self.open().run::<super::avx512::Avx512>()
    }
}

pub(super) type Output<D> = <<D as Door>::Inside as Kernel>::Output;

/// The kernel with what says where it is compiled.
#[inline(always)]
pub(super) fn at_its_place<K: Kernel>(kernel: K) -> ([K::Place; 0], K) {
    ([], kernel)
}

impl<Place, K: Kernel> Door for ([Place; 0], K) {
    type Inside = K;

    #[inline(always)]
    fn open(self) -> K {
        self.1
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
        let kernel = at_its_place(kernel);
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
