//! Panics on demand, for the test of the panic boundary. Only with the feature `deliberate-panic`, which no release
//! has.

use std::sync::atomic::{AtomicU8, Ordering};

/// Where the library is to panic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Place {
    /// Nowhere: as in a release.
    Nowhere,
    /// On entry to a call, on the caller's thread.
    Call,
    /// In each task of a call that has several, on whatever thread it runs.
    Task,
    /// In each of them that a thread of the pool takes.
    Helper,
}

static CHOSEN: AtomicU8 = AtomicU8::new(Place::Nowhere as u8);

/// From now on the library panics there.
pub fn panic_in(place: Place) {
    CHOSEN.store(place as u8, Ordering::Relaxed);
}

/// Panics if this is the chosen place.
pub(crate) fn reach(place: Place) {
    assert!(CHOSEN.load(Ordering::Relaxed) != place as u8, "a deliberate panic in {place:?}");
}
