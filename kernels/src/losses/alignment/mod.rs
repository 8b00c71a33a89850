//! Preferences. Written by `cargo xtask gen` from losses/*.toml. Do not edit.

mod logistic;
mod preference;
mod preference_unpaired;

pub use preference::Preference;
pub use preference_unpaired::PreferenceUnpaired;
