//! The size of the workspace.

use super::super::{Gradients, Plan, workspace_bytes};

use Gradients::{None, Own, Rounded};

const ALL: [Gradients; 3] = [None, Own, Rounded];
const SIZES: [usize; 12] = [0, 1, 2, 63, 64, 65, 255, 256, 257, 1024, 32_000, 128_256];

fn bytes(rows: usize, classes: usize, gradients: Gradients, threads: usize) -> usize {
    workspace_bytes::<f32>([rows, 1024, classes], gradients, threads).unwrap()
}

#[test]
fn it_never_falls_where_a_size_rises() {
    for (i, &rows) in SIZES.iter().enumerate() {
        for (j, &classes) in SIZES.iter().enumerate() {
            for threads in 1..4 {
                for gradients in ALL {
                    let here = bytes(rows, classes, gradients, threads);
                    assert!(here >= bytes(SIZES[i.saturating_sub(1)], classes, gradients, threads));
                    assert!(here >= bytes(rows, SIZES[j.saturating_sub(1)], gradients, threads));
                    assert!(here >= bytes(rows, classes, None, threads));
                    assert!(here <= bytes(rows, classes, gradients, threads + 1));
                }
            }
        }
    }
    // Around the budget, where 256 rows begin not to fit it.
    for classes in 7000..7400 {
        for (rows, gradients) in [(2048, Own), (2048, Rounded), (256, Rounded), (200, Rounded)] {
            assert!(bytes(rows, classes, gradients, 1) <= bytes(rows, classes + 1, gradients, 1));
        }
    }
}

#[test]
fn it_is_enough_for_as_many_threads_as_were_asked_for() {
    for rows in SIZES {
        for classes in SIZES {
            for threads in [1, 2, 7] {
                for gradients in ALL {
                    let own = bytes(rows, classes, gradients, threads);
                    let plan = Plan::new::<f32>(own, [rows, 1024, classes], gradients, threads).unwrap();
                    assert_eq!(plan.threads, threads);
                    assert!(plan.rows == rows || (plan.rows >= 64 && plan.rows.is_multiple_of(64)));
                    let one = bytes(rows, classes, gradients, 1);
                    let plan = Plan::new::<f32>(one, [rows, 1024, classes], gradients, threads).unwrap();
                    assert!(plan.threads >= 1 && plan.threads <= threads);
                    assert!(rows == 0 || Plan::new::<f32>(64, [rows, 1024, classes], gradients, threads).is_none());
                }
            }
        }
    }
}

#[test]
fn it_keeps_within_its_budget() {
    let megabytes = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    assert_eq!(bytes(0, 32_000, Own, 2), 0);
    assert!(megabytes(bytes(1024, 28_000, Own, 2)) < 8.0);
    assert!(megabytes(bytes(1024, 32_000, Own, 2)) < 8.5);
    assert!(megabytes(bytes(1 << 20, 128_256, Own, 2)) < 32.0);
    // More memory makes larger chunks, up to 256 rows.
    let rows = |bytes: usize| Plan::new::<f32>(bytes, [4096, 1024, 32_000], Own, 2).unwrap().rows;
    assert_eq!([bytes(4096, 32_000, Own, 2), 20 << 20, 64 << 20].map(rows), [64, 128, 256]);
}

/// Sums of gradients that are rounded wait for the next chunk only where there is one, and take two bytes per weight.
#[test]
fn sums_wait_in_halves() {
    let of_rounding = |rows: usize, classes: usize| bytes(rows, classes, Rounded, 1) - bytes(rows, classes, Own, 1);
    let waiting = |rows: usize, classes: usize| of_rounding(rows, classes) >= 2 * 1024 * classes;
    assert_eq!([64, 256, 257, 4096].map(|rows| waiting(rows, 7000)), [false, false, true, true]);
    assert_eq!([64, 65, 256].map(|rows| waiting(rows, 128_256)), [false, true, true]);
    // Beside them the sums of 256 hidden states and of the bias, a part of 48 KiB, and what is lost at the ends of lines.
    assert!(of_rounding(4096, 7000) < 2 * 1024 * 7000 + 4 * (256 * 1024 + 7000) + (48 << 10) + 512);
}

#[test]
fn sizes_that_overflow_have_none() {
    for [rows, dim, classes] in
        [[usize::MAX, 2, 1], [1, 2, usize::MAX], [64, 0, usize::MAX / 64], [2, usize::MAX / 4, 1]]
    {
        assert_eq!(workspace_bytes::<f32>([rows, dim, classes], Own, 1), Option::None, "{rows} {dim} {classes}");
    }
    assert_eq!(workspace_bytes::<f32>([1, 1, 1], Own, usize::MAX), Option::None);
    assert_eq!(Plan::new::<f32>(1 << 30, [64, 1, usize::MAX / 64], Own, 1), Option::None);
}
