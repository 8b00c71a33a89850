//! From raw arguments to a checked call: everything that does not depend on the loss.
//!
//! Every driver has the same steps: check sizes, pointers, options and overlap; survey the data that may be wrong
//! (class indices) and that must be known before the first gradient is written (the denominator of the mean); run the
//! kernel; write value and sums last.

mod check;
mod class;
mod combine;
mod ctc;
mod ctc_sequences;
mod decisions;
mod divergence;
mod elementwise;
mod gan;
mod half;
mod half_class;
mod half_linear;
mod half_rows;
mod half_tokens;
mod layer;
mod linear;
mod linear_tokens;
mod margin;
mod options;
mod preference;
mod reduce;
mod row_sums;
mod softmax_backward;
mod tokens;
mod vectors;

pub use class::{ClassArguments, ClassNames, Targets, class, cosines, mapped, sequences, softmax};
pub use combine::{combine, combine_uncertainty};
pub use ctc::{CtcArguments, ctc, ctc_workspace};
pub use decisions::decisions;
pub use divergence::divergence;
pub use elementwise::{Names, elementwise, penalty};
pub use gan::{Batch, discriminator, generator};
pub use half::half;
pub use half_class::{half_class, half_cosines, half_divergence, half_mapped, half_sequences, half_softmax};
pub use half_linear::{
    half_linear_cross_entropy, half_linear_token_log_prob, half_linear_token_log_prob_backward,
    half_linear_token_log_prob_workspace, half_linear_workspace,
};
pub use half_rows::half_row_sums;
pub use half_tokens::{half_token_log_prob, half_token_log_prob_backward};
pub use layer::{Gradients, linear_workspace};
pub use linear::{Layer, linear_cross_entropy};
pub use linear_tokens::{
    LayerPositions, linear_token_log_prob, linear_token_log_prob_backward, linear_token_log_prob_workspace,
};
pub use margin::{margin, multilabel_margin};
pub use preference::{Answers, Pairs, preference, preference_unpaired};
pub use row_sums::row_sums;
pub use softmax_backward::softmax_backward;
pub use tokens::{Derivatives, LogProbs, Positions, token_log_prob, token_log_prob_backward};
pub use vectors::{group_penalty, vectors};

use crate::error::{Failure, Number, fail};
use crate::float_environment::FloatEnvironment;
use crate::loss_status;
use loss_kernels::loss::Refusal;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The one boundary that no panic crosses.
///
/// Inlined, as otherwise every argument goes through memory twice, which takes a small call a tenth of its time.
#[inline(always)]
pub fn guard(body: impl FnOnce() -> Result<(), Failure>) -> loss_status {
    let _environment = FloatEnvironment::enter();
    let body = || {
        #[cfg(feature = "deliberate-panic")]
        crate::deliberate::reach(crate::deliberate::Place::Call);
        body()
    };
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(())) => loss_status::LOSS_OK,
        Ok(Err(Failure(status))) => status,
        Err(panic) => {
            // Dropping what was thrown could panic again.
            std::mem::forget(panic);
            let failed: Result<(), Failure> = fail!(LOSS_ERROR_INTERNAL, "internal error: the library panicked");
            match failed {
                Err(Failure(status)) => status,
                Ok(()) => loss_status::LOSS_ERROR_INTERNAL,
            }
        }
    }
}

/// Pointers that tasks share.
#[derive(Clone, Copy)]
struct Shared<T>(T);
// SAFETY: tasks read shared inputs and write disjoint rows of the outputs, which the checks of a
// call keep apart from everything else.
unsafe impl<T> Sync for Shared<T> {}

impl<T> Shared<T> {
    /// The pointers. A method, so that a closure captures the wrapper and not what is inside.
    fn get(&self) -> &T {
        &self.0
    }
}

/// A refusal as an error of the ABI.
fn accepted<L>(made: Result<L, Refusal>) -> Result<L, Failure> {
    match made {
        Ok(loss) => Ok(loss),
        Err(refusal) => {
            let Refusal { argument, value, must } = refusal;
            fail!(LOSS_ERROR_INVALID_ARGUMENT, "{argument} = {} must {must}", Number(value))
        }
    }
}
