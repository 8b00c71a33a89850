//! Calls from a host's own pool: from its threads, and with that pool lent to the library, from its threads too.

use loss::{loss_cross_entropy_f32, loss_set_executor, loss_status};
use rayon::prelude::*;
use std::ffi::c_void;
use std::ptr::{null, null_mut};

const ROWS: usize = 128;
const CLASSES: usize = 1000;

/// `loss_parallel_for` over rayon: what an engine with a pool of its own writes.
unsafe extern "C" fn on_rayon(
    _: *mut c_void,
    tasks: usize,
    task: extern "C" fn(*mut c_void, usize),
    data: *mut c_void,
) {
    let data = data.addr();
    (0..tasks).into_par_iter().for_each(|index| task(std::ptr::without_provenance_mut(data), index));
}

fn call(logits: &[f32], target: &[i64]) -> (u64, Vec<u32>) {
    let (mut value, mut grad) = (0.0, vec![0.0f32; logits.len()]);
    // SAFETY: arrays of these sizes.
    let status = unsafe {
        let (logits, target, grad) = (logits.as_ptr(), target.as_ptr(), grad.as_mut_ptr());
        loss_cross_entropy_f32(logits, target, ROWS, CLASSES, null(), null(), &mut value, grad)
    };
    assert_eq!(status, loss_status::LOSS_OK);
    (value.to_bits(), grad.into_iter().map(f32::to_bits).collect())
}

#[test]
fn calls_from_the_threads_of_a_pool() {
    let logits: Vec<f32> = (0..ROWS * CLASSES).map(|i| ((i * 7919) % 1013) as f32 / 64.0).collect();
    let target: Vec<i64> = (0..ROWS).map(|row| (row * 7 % CLASSES) as i64).collect();
    let expected = call(&logits, &target);
    let all_right = || (0..64).into_par_iter().all(|_| call(&logits, &target) == expected);
    rayon::ThreadPoolBuilder::new().num_threads(8).build_global().expect("a pool");
    assert!(all_right(), "the library's pool below the host's");
    let executor: unsafe extern "C" fn(_, _, _, _) = on_rayon;
    // SAFETY: a function of the header's type.
    assert_eq!(unsafe { loss_set_executor(executor as *mut _, null_mut()) }, loss_status::LOSS_OK);
    assert!(all_right(), "the host's pool, lent to calls from its own threads");
    assert_eq!(call(&logits, &target), expected);
}
