//! The size of the workspace.

use super::super::{Plan, workspace_bytes};

const SIZES: [usize; 12] = [0, 1, 2, 63, 64, 65, 255, 256, 257, 1024, 32_000, 128_256];

fn bytes(rows: usize, classes: usize, gradient: bool, threads: usize) -> usize {
    workspace_bytes::<f32>(rows, 1024, classes, gradient, threads).unwrap()
}

#[test]
fn it_never_falls_where_a_size_rises() {
    for (i, &rows) in SIZES.iter().enumerate() {
        for (j, &classes) in SIZES.iter().enumerate() {
            for threads in 1..4 {
                for gradient in [false, true] {
                    let here = bytes(rows, classes, gradient, threads);
                    assert!(here >= bytes(SIZES[i.saturating_sub(1)], classes, gradient, threads));
                    assert!(here >= bytes(rows, SIZES[j.saturating_sub(1)], gradient, threads));
                    assert!(here >= bytes(rows, classes, false, threads));
                    assert!(here <= bytes(rows, classes, gradient, threads + 1));
                }
            }
        }
    }
    // Around the budget, where 256 rows begin not to fit it.
    for classes in 7000..7400 {
        assert!(bytes(2048, classes, true, 1) <= bytes(2048, classes + 1, true, 1));
    }
}

#[test]
fn it_is_enough_for_as_many_threads_as_were_asked_for() {
    for rows in SIZES {
        for classes in SIZES {
            for threads in [1, 2, 7] {
                for gradient in [false, true] {
                    let own = bytes(rows, classes, gradient, threads);
                    let plan = Plan::new::<f32>(own, rows, classes, gradient, threads).unwrap();
                    assert_eq!(plan.threads, threads);
                    assert!(plan.rows == rows || (plan.rows >= 64 && plan.rows.is_multiple_of(64)));
                    let one = bytes(rows, classes, gradient, 1);
                    let plan = Plan::new::<f32>(one, rows, classes, gradient, threads).unwrap();
                    assert!(plan.threads >= 1 && plan.threads <= threads);
                    assert!(rows == 0 || Plan::new::<f32>(64, rows, classes, gradient, threads).is_none());
                }
            }
        }
    }
}

#[test]
fn it_keeps_within_its_budget() {
    let megabytes = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    assert_eq!(bytes(0, 32_000, true, 2), 0);
    assert!(megabytes(bytes(1024, 28_000, true, 2)) < 8.0);
    assert!(megabytes(bytes(1024, 32_000, true, 2)) < 8.5);
    assert!(megabytes(bytes(1 << 20, 128_256, true, 2)) < 32.0);
    // More memory makes larger chunks, up to 256 rows.
    let rows = |bytes: usize| Plan::new::<f32>(bytes, 4096, 32_000, true, 2).unwrap().rows;
    assert_eq!([bytes(4096, 32_000, true, 2), 20 << 20, 64 << 20].map(rows), [64, 128, 256]);
}

#[test]
fn sizes_that_overflow_have_none() {
    for [rows, dim, classes] in
        [[usize::MAX, 2, 1], [1, 2, usize::MAX], [64, 0, usize::MAX / 64], [2, usize::MAX / 4, 1]]
    {
        assert_eq!(workspace_bytes::<f32>(rows, dim, classes, true, 1), None, "{rows} {dim} {classes}");
    }
    assert_eq!(workspace_bytes::<f32>(1, 1, 1, true, usize::MAX), None);
    assert_eq!(Plan::new::<f32>(1 << 30, 64, usize::MAX / 64, true, 1), None);
}
