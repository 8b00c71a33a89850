//! The two sides of a generative adversarial network.

use super::check::{Arrays, sum};
use super::elementwise::{Call, Loss, Names, elements};
use super::options::{Common, common, nothing_asked};
use super::reduce::{Problem, Reduced, reduce};
use crate::error::{Failure, fail};
use crate::{
    LOSS_GAN_HINGE, LOSS_GAN_LEAST_SQUARES, LOSS_GAN_MINIMAX, LOSS_GAN_NON_SATURATING, LOSS_GAN_WASSERSTEIN, Options,
};
use loss_kernels::Element;
use loss_kernels::loss::GanKind;
use loss_kernels::losses::Adversarial;
use loss_kernels::shape::stretch::Operands;
use loss_kernels::shape::{RowOptions, offset};
use std::ptr::null_mut;

fn kind_of(kind: u32) -> Result<GanKind, Failure> {
    match kind {
        LOSS_GAN_MINIMAX => Ok(GanKind::Minimax),
        LOSS_GAN_NON_SATURATING => Ok(GanKind::NonSaturating),
        LOSS_GAN_LEAST_SQUARES => Ok(GanKind::LeastSquares),
        LOSS_GAN_HINGE => Ok(GanKind::Hinge),
        LOSS_GAN_WASSERSTEIN => Ok(GanKind::Wasserstein),
        unknown => fail!(LOSS_ERROR_INVALID_ARGUMENT, "kind = {unknown} is not a kind of GAN"),
    }
}

/// A batch of scores and where its gradient goes.
#[derive(Clone, Copy)]
pub struct Batch<E> {
    pub scores: *const E,
    pub n: usize,
    pub gradient: *mut E,
}

impl<E: Element> Batch<E> {
    fn operands(self) -> Operands<E, 1, 0> {
        Operands { inputs: [self.scores], targets: [], gradients: [self.gradient] }
    }

    /// The value of this batch alone, whose rows start at `first` in the arrays of the options.
    fn reduce(self, loss: Adversarial, common: &Common<E>, first: usize) -> Result<Reduced, Failure> {
        let shared = common.rows;
        // SAFETY: NULL, or an array with at least that many elements, which was checked.
        let at = |array: *mut E| unsafe { offset(array, first) };
        let options = RowOptions {
            weight: at(shared.weight.cast_mut()),
            // SAFETY: as above.
            mask: unsafe { offset(shared.mask.cast_mut(), first) },
            losses: at(shared.losses),
            hessian: at(shared.hessian),
            ..shared
        };
        let call =
            Call { operands: self.operands(), n: self.n, loss: Loss::new(&loss), options, threads: common.threads };
        reduce::<dyn Problem>(&call, common.reduction, common.upstream)
    }
}

/// The discriminator's objective through the ABI: the sum of that of each batch.
pub fn discriminator<E: Element>(
    kind: u32,
    real: Batch<E>,
    fake: Batch<E>,
    options: *const Options<E>,
    value: *mut f64,
) -> Result<(), Failure> {
    let common = common(options, null_mut::<E>(), 0)?;
    let kind = kind_of(kind)?;
    if !common.wants_something(value) && real.gradient.is_null() && fake.gradient.is_null() {
        return nothing_asked();
    }
    let rows = sum("both batches", real.n, fake.n)?;
    let mut arrays = Arrays::new();
    arrays.differentiated_nth(0, "real_logits", real.scores, real.n)?;
    arrays.differentiated_nth(1, "fake_logits", fake.scores, fake.n)?;
    common.add_without_gradient(&mut arrays, value, rows, rows)?;
    arrays.gradient_nth(0, "grad_real", real.gradient, real.n, common.rows.accumulate)?;
    arrays.gradient_nth(1, "grad_fake", fake.gradient, fake.n, common.rows.accumulate)?;
    arrays.check_overlap()?;
    let of_real = real.reduce(Adversarial::real(kind), &common, 0)?;
    let of_fake = fake.reduce(Adversarial::fake(kind), &common, real.n)?;
    let mut both = Reduced { value: of_real.value + of_fake.value, counted: of_real.counted };
    both.counted.merge(of_fake.counted);
    both.write(value, common.sums);
    Ok(())
}

/// The generator's objective through the ABI.
pub fn generator<E: Element>(
    kind: u32,
    fake: Batch<E>,
    options: *const Options<E>,
    value: *mut f64,
) -> Result<(), Failure> {
    let common = common(options, null_mut::<E>(), 0)?;
    let loss = Adversarial::generator(kind_of(kind)?);
    let names = Names { inputs: ["fake_logits"], targets: [], gradients: ["grad_fake"] };
    elements(&names, fake.operands(), fake.n, Loss::new(&loss), &common, value)
}
