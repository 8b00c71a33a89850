//! Which kernels the rows go through.

use super::contiguous::{Exact, Native};
use super::kind::OfClasses;
use super::lanes::SideBySide;
use super::member::{ClassLoss, GENERAL, NONE, Output, UNIFORM};
use super::one::FewRows;
use super::picked::Picked;
use super::rows::ClassRows;
use super::soft::Soft;
use crate::element::Element;
use crate::shape::Partial;
use crate::simd::isa::Isa;

impl<E: Element, A: OfClasses<E>> ClassRows<E, A> {
    /// The losses of the rows, and what else the options ask for.
    ///
    /// # Safety
    /// The contract of the arguments. `L` is the member.
    #[inline(never)]
    pub unsafe fn run<L: ClassLoss>(&self, isa: Isa) -> Partial {
        // SAFETY: the caller's.
        unsafe { self.run_inlined::<L>(isa) }
    }

    /// The same, for a caller that knows most of the options, which need not be looked at then.
    ///
    /// # Safety
    /// As [`run`](Self::run).
    #[inline(always)]
    pub unsafe fn run_inlined<L: ClassLoss>(&self, isa: Isa) -> Partial {
        run::<E, A, L>(self, isa)
    }
}

/// The rows, as a kernel for each way through them, so that each call goes through code made for it, and the compiler sees
/// one way at a time.
#[inline(always)]
fn run<E: Element, A: OfClasses<E>, L: ClassLoss>(rows: &ClassRows<E, A>, isa: Isa) -> Partial {
    if L::MAPPED && L::SOFT {
        return isa.run(Soft(*rows));
    }
    if rows.inner > 1 {
        return isa.run(SideBySide(*rows));
    }
    // In double precision where the logits are capped (a tanh in single precision would cost more
    // accuracy than everything else together) or have a bias, where T would not fit the constants of a
    // lane, and for what few ask for.
    let smooth = !L::MAPPED && rows.smoothing != 0.0;
    let extras = !rows.options.hessian.is_null() || !rows.entropy.is_null();
    let exact = rows.transforms() || extras || (L::TEACHER && smooth);
    // Only what a member of the family can need is compiled for it.
    if !L::LOG_PROBABILITIES && exact {
        isa.run(Exact::over(rows))
    } else if L::OUTPUT == Output::Gradient
        && (L::SOFT || (smooth && (L::LOG_PROBABILITIES || !rows.class_weight.is_null())))
    {
        isa.run(Native::<E, A, A::Made<L>, GENERAL>::over(rows))
    } else if L::OUTPUT == Output::Gradient && !L::LOG_PROBABILITIES && smooth {
        isa.run(Native::<E, A, A::Made<L>, UNIFORM>::over(rows))
    } else {
        if L::LOG_PROBABILITIES && rows.argmax.is_null() {
            return isa.run(Picked { rows: *rows });
        }
        if L::OUTPUT == Output::Gradient
            && !L::LOG_PROBABILITIES
            && !L::MAPPED
            && let Some(few) = A::plain(rows).and_then(FewRows::over)
        {
            return isa.run(few);
        }
        isa.run(Native::<E, A, A::Made<L>, NONE>::over(rows))
    }
}
