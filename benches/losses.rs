//! `cargo bench`: nanoseconds an element and gigabytes a second of the least traffic, for value alone,
//! value and gradient, and in place. Medians of repeated runs, on one thread and on all.
//!
//! A first look at a change, not a comparison with others: machines differ and are shared.

use loss::{loss_set_num_threads, loss_status};
use std::hint::black_box;
use std::ptr::{null, null_mut};
use std::time::Instant;

/// Median seconds of a call.
fn median(mut call: impl FnMut() -> loss_status) -> f64 {
    assert_eq!(call(), loss_status::LOSS_OK);
    let mut times: Vec<f64> = (0..15)
        .map(|_| {
            let start = Instant::now();
            black_box(call());
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn report(name: &str, what: &str, elements: usize, bytes_an_element: usize, seconds: f64) {
    let nanoseconds = seconds * 1e9 / elements as f64;
    let rate = (bytes_an_element * elements) as f64 / seconds / 1e9;
    println!("{name:28} {what:16} {elements:>10} {nanoseconds:8.3} ns/element {rate:7.1} GB/s");
}

/// A loss of elements.
macro_rules! pointwise {
    ($function:ident, $x:expr, $t:expr, $g:expr, $n:expr $(, $scalar:expr)?) => {{
        let (n, mut value) = ($n, 0.0f64);
        let (x, t, g) = ($x.as_mut_ptr(), $t.as_ptr(), $g.as_mut_ptr());
        // SAFETY: all arrays have at least n elements.
        let mut run = |input: *mut f32, gradient: *mut f32| unsafe {
            loss::$function(input, t, n $(, $scalar)?, null(), &mut value, gradient)
        };
        let name = stringify!($function);
        report(name, "value", n, 8, median(|| run(x, null_mut())));
        report(name, "value, gradient", n, 12, median(|| run(x, g)));
    }};
}

/// Softmax cross-entropy, out of place and in place.
fn cross_entropy(x: &mut [f32], g: &mut [f32], rows: usize, classes: usize) {
    let target: Vec<i64> = (0..rows).map(|row| (row * 7 % classes) as i64).collect();
    let (x, g) = (x.as_mut_ptr(), g.as_mut_ptr());
    let mut value = 0.0f64;
    // SAFETY: all arrays have at least rows * classes elements.
    let mut run = |input: *mut f32, gradient: *mut f32| unsafe {
        let target = target.as_ptr();
        loss::loss_cross_entropy_f32(input, target, rows, classes, null(), null(), &mut value, gradient)
    };
    let name = format!("cross_entropy {rows} x {classes}");
    report(&name, "value", rows * classes, 4, median(|| run(x, null_mut())));
    report(&name, "value, gradient", rows * classes, 8, median(|| run(x, g)));
    // The gradient of a gradient of a … : small numbers, but as much work.
    report(&name, "in place", rows * classes, 8, median(|| run(g, g)));
}

/// Losses of two models' logits.
fn teachers(x: &mut [f32], t: &[f32], g: &mut [f32], rows: usize, classes: usize) {
    let (x, t, g) = (x.as_mut_ptr(), t.as_ptr(), g.as_mut_ptr());
    let mut value = 0.0f64;
    // SAFETY: all arrays have at least rows * classes elements.
    let mut distillation = |gradient: *mut f32| unsafe {
        loss::loss_distillation_f32(x, t, rows, classes, 2.0, null(), null(), &mut value, gradient)
    };
    let name = format!("distillation {rows} x {classes}");
    report(&name, "value", rows * classes, 8, median(|| distillation(null_mut())));
    report(&name, "value, gradient", rows * classes, 12, median(|| distillation(g)));
    // SAFETY: as above.
    let mut js_div = |gradient: *mut f32| unsafe {
        loss::loss_js_div_f32(x, t, rows, classes, 0.5, null(), null(), &mut value, gradient)
    };
    let name = format!("js_div {rows} x {classes}");
    report(&name, "value", rows * classes, 8, median(|| js_div(null_mut())));
    report(&name, "value, gradient", rows * classes, 12, median(|| js_div(g)));
}

fn main() {
    const LARGE: usize = 16 << 20;
    let mut x: Vec<f32> = (0..LARGE).map(|i| (i % 977) as f32 / 160.0 - 3.0).collect();
    let mut p: Vec<f32> = (0..LARGE).map(|i| (i % 977 + 1) as f32 / 980.0).collect();
    let t: Vec<f32> = (0..LARGE).map(|i| (i % 2) as f32).collect();
    let mut g = vec![0.0f32; LARGE];
    let all = loss::loss_num_threads();
    // SAFETY: a static string that ends in 0.
    let isa = unsafe { std::ffi::CStr::from_ptr(loss::loss_isa()) };
    println!("{}", isa.to_string_lossy());
    for threads in if all > 1 { vec![1, all] } else { vec![1] } {
        assert_eq!(loss_set_num_threads(threads), loss_status::LOSS_OK);
        println!("{threads} thread{}", if threads == 1 { "" } else { "s" });
        for n in [16, 1 << 10, 1 << 16, 1 << 20, LARGE] {
            pointwise!(loss_mse_f32, x, t, g, n);
            pointwise!(loss_hinge_f32, x, t, g, n);
            pointwise!(loss_bce_f32, p, t, g, n);
            pointwise!(loss_bce_logits_f32, x, t, g, n, 0.0);
        }
        for (rows, classes) in [(1 << 20, 10), (16384, 1000), (512, 32000), (128, 128_256)] {
            cross_entropy(&mut x, &mut g, rows, classes);
        }
        teachers(&mut x, &p, &mut g, 512, 32000);
    }
}
