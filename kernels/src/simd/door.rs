//! Functions that are compiled for an instruction set each: the only ones with `#[target_feature]`.

use super::{Kernel, Simd};
#[cfg(target_arch = "x86_64")]
use core::{
    arch::x86_64::{__m256, __m512},
    mem::MaybeUninit,
};

/// The doors into a kernel, one for each instruction set.
///
/// They are methods and not functions because the compiler puts a method into the unit of the module in which its `Self`
/// type is defined, and of a tuple in which the first of its types is. So kernels of different losses are compiled at the
/// same time, also where the kernel itself is one type for many losses.
///
/// Each is entered with the vectors of its own instruction set, `S`, which it does not name: those need the doors.
pub(super) trait Door: Sized {
    /// The kernel.
    type Inside: Kernel;
    /// What is behind the door.
    fn open(self) -> Self::Inside;

    /// The work in the target's baseline.
    #[inline(never)]
    fn run_scalar<S: Simd>(self) -> Output<Self> {
        self.open().run::<S>()
    }

    /// The work with NEON.
    #[cfg(target_arch = "aarch64")]
    #[inline(never)]
    fn run_neon<S: Simd>(self) -> Output<Self> {
        self.open().run::<S>()
    }

    /// The work with AVX2, FMA and F16C.
    ///
    /// # Safety
    /// The processor has all three.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma,f16c")]
    #[inline(never)]
    unsafe fn run_avx2<S: Simd>(self) -> Output<Self> {
        align_stack::<__m256>();
        self.open().run::<S>()
    }

    /// The work with AVX-512.
    ///
    /// # Safety
    /// The processor has its parts F, BW, DQ and VL.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
    #[inline(never)]
    unsafe fn run_avx512<S: Simd>(self) -> Output<Self> {
        align_stack::<__m512>();
        self.open().run::<S>()
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
