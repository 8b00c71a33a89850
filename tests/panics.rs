//! The boundary that no panic crosses. Nothing in the library is known to panic, so the feature `deliberate-panic`
//! makes it: `cargo test --features deliberate-panic --test panics`.
#![cfg(feature = "deliberate-panic")]

use loss::deliberate::{Place, panic_in};
use loss::{loss_last_error, loss_mse_f32, loss_set_executor, loss_set_num_threads, loss_status};
use std::ffi::{CStr, c_void};
use std::ptr::{null, null_mut};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

const SIZE: usize = 1 << 17;
const CANARY: f32 = -12345.0;

struct Arrays {
    pred: Vec<f32>,
    target: Vec<f32>,
    grad: Vec<f32>,
    value: f64,
}

impl Arrays {
    fn call(&mut self) -> loss_status {
        self.grad.fill(CANARY);
        self.value = f64::from(CANARY);
        let (pred, target, grad) = (self.pred.as_ptr(), self.target.as_ptr(), self.grad.as_mut_ptr());
        // SAFETY: arrays of that size, apart from each other.
        unsafe { loss_mse_f32(pred, target, SIZE, null(), &mut self.value, grad) }
    }

    fn untouched(&self) -> bool {
        self.value == f64::from(CANARY) && self.grad.iter().all(|x| *x == CANARY)
    }
}

unsafe extern "C" fn in_order(
    _: *mut c_void,
    tasks: usize,
    task: extern "C" fn(*mut c_void, usize),
    data: *mut c_void,
) {
    (0..tasks).for_each(|index| task(data, index));
}

/// Where to panic is the process's, and so are its threads: one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn prepare() -> (MutexGuard<'static, ()>, Arrays) {
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // Without a message for each.
    std::panic::set_hook(Box::new(|_| ()));
    (alone, Arrays { pred: vec![0.5; SIZE], target: vec![0.25; SIZE], grad: vec![0.0; SIZE], value: 0.0 })
}

#[test]
fn a_panic_is_an_error_and_the_process_lives() {
    let (_alone, mut arrays) = prepare();
    let executor: unsafe extern "C" fn(_, _, _, _) = in_order;
    for (threads, lent) in [(1, null_mut()), (4, null_mut()), (4, executor as *mut _)] {
        assert_eq!(loss_set_num_threads(threads), loss_status::LOSS_OK);
        // SAFETY: NULL, or a function of the header's type.
        assert_eq!(unsafe { loss_set_executor(lent, null_mut()) }, loss_status::LOSS_OK);
        for place in [Place::Call, Place::Task] {
            if threads == 1 && place == Place::Task {
                continue;
            }
            for _ in 0..3 {
                panic_in(place);
                let status = arrays.call();
                panic_in(Place::Nowhere);
                assert_eq!(status, loss_status::LOSS_ERROR_INTERNAL, "{threads} threads, {place:?}");
                assert!(arrays.untouched(), "{threads} threads, {place:?}");
                // SAFETY: a string that ends with 0.
                let sentence = unsafe { CStr::from_ptr(loss_last_error()) };
                assert_eq!(sentence, c"internal error: the library panicked");
                assert_eq!(arrays.call(), loss_status::LOSS_OK);
                assert_eq!((arrays.value, arrays.grad[SIZE - 1]), (0.0625, 2.0 * 0.25 / SIZE as f32));
            }
        }
    }
}

/// What panics there is a thread of the pool at work on the call: threads do not only wait beside it.
#[test]
fn threads_of_the_pool_take_tasks() {
    let (_alone, mut arrays) = prepare();
    assert_eq!(loss_set_num_threads(2), loss_status::LOSS_OK);
    // SAFETY: NULL is the pool of the library.
    assert_eq!(unsafe { loss_set_executor(null_mut(), null_mut()) }, loss_status::LOSS_OK);
    for _ in 0..3 {
        let start = Instant::now();
        panic_in(Place::Helper);
        while arrays.call() == loss_status::LOSS_OK {
            assert!(start.elapsed() < Duration::from_secs(60), "no thread has taken a task");
        }
        panic_in(Place::Nowhere);
        assert_eq!(arrays.call(), loss_status::LOSS_OK);
        assert_eq!((arrays.value, arrays.grad[SIZE - 1]), (0.0625, 2.0 * 0.25 / SIZE as f32));
    }
}
