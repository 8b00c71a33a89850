//! What a call costs besides its arithmetic: no allocation, and below the thread threshold no thread.

use loss::{
    ClassOptions, LOSS_SUM, Options, loss_bce_logits_f32, loss_cross_entropy_f32, loss_distillation_f64,
    loss_kl_div_f64, loss_mse_f32, loss_set_num_threads, loss_status,
};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::{null, null_mut};

/// Counts the allocations of each thread.
struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: does what the system's allocator does.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The allocations of this thread in a call.
fn allocations(call: impl FnOnce() -> loss_status) -> usize {
    let before = COUNT.with(Cell::get);
    assert_eq!(call(), loss_status::LOSS_OK);
    COUNT.with(Cell::get) - before
}

/// The threads of the library's pool in this process.
#[cfg(target_os = "linux")]
fn pool_threads() -> usize {
    let names = std::fs::read_dir("/proc/self/task").expect("the threads of this process");
    names
        .filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok())
        .filter(|name| name.starts_with("loss-"))
        .count()
}

#[cfg(not(target_os = "linux"))]
fn pool_threads() -> usize {
    0
}

/// One test, because threads once started stay.
#[test]
fn calls_do_not_allocate_and_small_ones_start_no_threads() {
    assert_eq!(loss_set_num_threads(4), loss_status::LOSS_OK);
    let (x, t) = (vec![0.25f32; 1 << 20], vec![0.5f32; 1 << 20]);
    let (u, v) = (vec![-1.0f64; 4096], vec![0.125f64; 4096]);
    let (mut g, mut h) = (vec![0.0f32; 1 << 20], vec![0.0f64; 4096]);
    let (mut losses, mut lse) = (vec![0.0f32; 1024], vec![0.0f32; 1024]);
    let index = vec![3i64; 1 << 17];
    let mut value = 0.0;
    let options = Options { reduction: LOSS_SUM, losses: losses.as_mut_ptr(), ..Options::default() };
    let classes = ClassOptions { label_smoothing: 0.1, lse: lse.as_mut_ptr(), ..ClassOptions::default() };
    let (x, t, g) = (x.as_ptr(), t.as_ptr(), g.as_mut_ptr());
    let (u, v, h) = (u.as_ptr(), v.as_ptr(), h.as_mut_ptr());
    let index = index.as_ptr();

    // SAFETY: every array has at least as many elements as the call is told.
    let small = unsafe {
        [
            allocations(|| loss_mse_f32(x, t, 16, null(), &mut value, g)),
            allocations(|| loss_mse_f32(x, t, 16384, null(), &mut value, g)),
            // A task, and less than half of another.
            allocations(|| loss_mse_f32(x, t, 24575, null(), &mut value, g)),
            allocations(|| loss_bce_logits_f32(x, t, 1024, 2.0, 0.0, &options, &mut value, g)),
            allocations(|| loss_cross_entropy_f32(x, index, 1, 10, null(), null(), &mut value, g)),
            allocations(|| loss_cross_entropy_f32(x, index, 1024, 10, &classes, &options, &mut value, g)),
            allocations(|| loss_kl_div_f64(u, v, 64, 64, null(), &mut value, h)),
            allocations(|| loss_distillation_f64(u, v, 64, 64, 2.0, null(), null(), &mut value, h)),
        ]
    };
    assert_eq!(small, [0; 8]);
    assert_eq!(pool_threads(), 0);

    // An error's sentence has a place of its own.
    let before = COUNT.with(Cell::get);
    // SAFETY: refused before anything is read.
    let status = unsafe { loss_mse_f32(null(), t, 16, null(), &mut value, null_mut()) };
    assert_eq!((status, COUNT.with(Cell::get) - before), (loss_status::LOSS_ERROR_NULL_POINTER, 0));

    // The first large call starts the threads; later ones invite them.
    // SAFETY: as above.
    let mut large =
        |rows| unsafe { allocations(|| loss_cross_entropy_f32(x, index, rows, 8, null(), null(), &mut value, g)) };
    assert_eq!(large(1 << 17), 0);
    // A thread takes its name when it first runs.
    let mut patience = 500;
    while cfg!(target_os = "linux") && pool_threads() != 3 {
        assert!(patience > 0, "{} threads", pool_threads());
        patience -= 1;
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    for rows in [1 << 14, 1 << 16, 1 << 17] {
        assert_eq!(large(rows), 0, "{rows} rows");
    }
}

/// What `std` tells, which asks for memory.
#[test]
#[cfg(target_os = "linux")]
fn the_default_number_of_threads_is_what_the_process_may_use() {
    let test = std::env::args().next().expect("this program");
    let name = "the_default_number_of_threads_is_what_the_process_may_use";
    if std::env::var_os("LOSS_TEST_IN_CHILD").is_some() {
        let cores = std::thread::available_parallelism().expect("a number of cores").get();
        let before = COUNT.with(Cell::get);
        assert_eq!(loss::loss_num_threads() as usize, cores);
        assert_eq!(COUNT.with(Cell::get), before);
        return;
    }
    // The setting is read once: in processes of their own. One may use but one core, whichever.
    for first in [&[][..], &["taskset", "-c", "0"]] {
        let words: Vec<&str> = first.iter().copied().chain([&*test, "--exact", name]).collect();
        let mut command = std::process::Command::new(words[0]);
        let child = command.args(&words[1..]).env("LOSS_TEST_IN_CHILD", "1").env_remove("LOSS_NUM_THREADS").output();
        match child {
            Ok(output) => assert!(output.status.success(), "{first:?}: {}", String::from_utf8_lossy(&output.stdout)),
            Err(error) => assert!(!first.is_empty(), "{test}: {error}"),
        }
    }
}
