//! From raw arguments to a checked call: everything that does not depend on the loss.
//!
//! Every driver has the same steps: check sizes, pointers, options and overlap; survey the data that may be wrong
//! (class indices) and that must be known before the first gradient is written (the denominator of the mean); run the
//! kernel; write value and sums last.

mod check;
mod class;
mod combine;
mod divergence;
mod gan;
mod options;
mod pair;
mod pointwise;
mod reduce;
mod rowwise;

pub use class::{ClassArguments, Targets, class, sequences, softmax};
pub use combine::{combine, combine_uncertainty};
pub use divergence::divergence;
pub use gan::{Batch, discriminator, generator};
pub use pair::{PairNames, pair};
pub use pointwise::{Names, penalty, pointwise};
pub use rowwise::rowwise;

use crate::error::{Failure, fail};
use crate::float_environment::FloatEnvironment;
use crate::loss_status;
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
