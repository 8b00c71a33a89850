//! The checked-in header is the one that the sources make.

#[test]
fn header_is_current() {
    assert_eq!(
        include_str!("../include/loss.h"),
        include_str!(env!("LOSS_GENERATED_HEADER")),
        "include/loss.h is out of date: run `cargo xtask gen`"
    );
}
