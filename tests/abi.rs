//! Offsets and sizes of what crosses the ABI are those of abi/layout.h: this does not compile otherwise.
#![cfg(target_pointer_width = "64")]

use loss::{ClassOptions, Options, loss_sequence_options, loss_status, loss_sums};
use std::mem::offset_of;

const LAYOUT: &[u8] = include_bytes!("../abi/layout.h");

/// Where `text` next ends in the list from `start` on; the compiler stops where it is not there.
const fn after(start: usize, text: &str) -> usize {
    let text = text.as_bytes();
    let mut place = start;
    loop {
        assert!(place + text.len() <= LAYOUT.len(), "abi/layout.h has no such line");
        let mut same = 0;
        while same < text.len() && LAYOUT[place + same] == text[same] {
            same += 1;
        }
        if same == text.len() {
            return place + same;
        }
        place += 1;
    }
}

/// The number that stands there.
const fn number(mut place: usize) -> usize {
    let mut number = 0;
    while LAYOUT[place].is_ascii_digit() {
        number = 10 * number + (LAYOUT[place] - b'0') as usize;
        place += 1;
    }
    assert!(LAYOUT[place] == b')');
    number
}

macro_rules! assert_layout {
    ($list:literal, $type:ty, $name:ident { $($field:ident),* }) => {
        const _: () = {
            let start = after(0, concat!("#define ", $list, "("));
            let end = after(start, "SIZE(type, ");
            assert!(size_of::<$type>() == number(end), concat!("size of ", stringify!($type)));
            $(
                let place = after(start, concat!("FIELD(type, ", stringify!($field), ", "));
                assert!(place < end, concat!(stringify!($field), " is not in ", $list));
                assert!(offset_of!($type, $field) == number(place), concat!(stringify!($field), " has moved"));
            )*
        };
        // Every field is named above, or this pattern is refused.
        const _: fn($type) = |$name { $($field: _),* }| {};
    };
}

macro_rules! assert_options {
    ($element:ty) => {
        assert_layout!(
            "LOSS_OPTIONS_LAYOUT",
            Options<$element>,
            Options {
                reduction,
                flags,
                threads,
                reserved0,
                upstream,
                weight,
                mask,
                losses,
                hessian,
                sums,
                workspace,
                workspace_size,
                reserved
            }
        );
        assert_layout!(
            "LOSS_CLASS_OPTIONS_LAYOUT",
            ClassOptions<$element>,
            ClassOptions {
                class_weight,
                ignore_index,
                label_smoothing,
                temperature,
                softcap,
                z_loss,
                row_stride,
                inner,
                lse,
                entropy,
                argmax,
                class_bias,
                target_i32,
                target_stride,
                reserved
            }
        );
    };
}

assert_options!(f32);
assert_options!(f64);
assert_layout!(
    "LOSS_SEQUENCE_OPTIONS_LAYOUT",
    loss_sequence_options,
    loss_sequence_options { normalization, reserved0, length, batch_stride, time_stride, target_stride, reserved }
);
assert_layout!("LOSS_SUMS_LAYOUT", loss_sums, loss_sums { loss, weight, rows });
const _: () =
    assert!(size_of::<loss_status>() == number(after(after(0, "#define LOSS_STATUS_LAYOUT("), "SIZE(type, ")));
