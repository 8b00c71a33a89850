//! From a gradient by probabilities to the gradient by logits.

use super::Shared;
use super::check::Arrays;
use super::class::ClassNames;
use super::options::{Useless, classes as read_classes, common};
use super::reduce::over_rows;
use crate::error::{Failure, fail};
use crate::isa;
use crate::{ClassOptions, LOSS_CLEAR_PADDING, Options};
use loss_kernels::Element;
use loss_kernels::losses::SoftmaxBackward;
use loss_kernels::shape::RowOptions;
use loss_kernels::shape::logits::Layout;
use std::ptr::null;

/// The backward pass of softmax through the ABI; its target is the gradient by the probabilities.
pub fn softmax_backward<E: Element>(
    names: ClassNames,
    (prob, grad_prob): (*const E, *const E),
    (rows, classes): (usize, usize),
    class_options: *const ClassOptions<E>,
    options: *const Options<E>,
    gradient: *mut E,
) -> Result<(), Failure> {
    let without = Some("there are no targets");
    let useless = Useless {
        targets: without,
        ignore_index: without,
        softcap: Some("the slope of a cap is known from logits only, and the input is probabilities"),
        bias: Some("the probabilities have it already"),
        statistics: Some("loss_softmax has it"),
        target_stride: without,
        ..Useless::default()
    };
    let options_of_classes = read_classes(class_options, rows, classes, useless)?;
    let common = common(options, gradient, LOSS_CLEAR_PADDING)?;
    common.refuse_value()?;
    let layout = options_of_classes.layout;
    if gradient.is_null() && layout > 0 {
        return fail!(LOSS_ERROR_NULL_POINTER, "grad is NULL");
    }
    let mut arrays = Arrays::new();
    // The gradient may be either of them, as each element is read before it is written.
    arrays.differentiated(names.input, prob, layout)?;
    arrays.differentiated(names.target, grad_prob, layout)?;
    common.add_to(&mut arrays, null(), "grad", rows, layout)?;
    options_of_classes.add_padding(&mut arrays, &common)?;
    arrays.check_overlap()?;
    if layout == 0 {
        return Ok(());
    }
    let shared = Shared(SoftmaxBackward {
        prob,
        grad_prob,
        layout: Layout { classes, inner: options_of_classes.inner, stride: options_of_classes.stride },
        temperature: options_of_classes.temperature,
        options: RowOptions { scale: common.upstream, ..common.rows },
        start: 0,
        end: 0,
    });
    let isa = isa::active();
    over_rows((rows, classes), false, common.threads, &|start, end| {
        isa.run(SoftmaxBackward { start, end, ..*shared.get() })
    });
    // SAFETY: the gradient and its padding were checked.
    unsafe { options_of_classes.clear_padding(&common) };
    Ok(())
}
