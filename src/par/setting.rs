//! The number of threads to use.

use crate::environment;
use std::sync::atomic::{AtomicU32, Ordering};

/// 0: not known yet.
static SETTING: AtomicU32 = AtomicU32::new(0);

/// The setting: what was last set, else LOSS_NUM_THREADS, else the cores this process may use.
pub fn num_threads() -> u32 {
    match SETTING.load(Ordering::Relaxed) {
        0 => {
            let found = default();
            // A setting made meanwhile wins.
            match SETTING.compare_exchange(0, found, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => found,
                Err(set) => set,
            }
        }
        set => set,
    }
}

/// 0 returns to the default.
pub fn set_num_threads(threads: u32) {
    SETTING.store(threads, Ordering::Relaxed);
}

fn default() -> u32 {
    match environment::variable(c"LOSS_NUM_THREADS", |text| text.trim().parse().ok()) {
        Some(threads) if threads > 0 => threads,
        _ => available(),
    }
}

#[cfg(target_os = "linux")]
use super::processors::available;

/// Elsewhere the standard library asks the system without allocating.
#[cfg(not(target_os = "linux"))]
fn available() -> u32 {
    std::thread::available_parallelism().map_or(1, |cores| u32::try_from(cores.get()).unwrap_or(u32::MAX))
}
