//! include/loss.h, written by cbindgen. It is checked in: no build of the library needs cbindgen.

use crate::{Outcome, write};
use std::path::Path;

/// What the sources make of the header.
fn text(root: &Path) -> Outcome<String> {
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml"))?;
    let bindings = cbindgen::Builder::new()
        .with_crate(root)
        .with_config(config)
        .generate()
        .map_err(|error| format!("cbindgen: {error}"))?;
    let mut text = Vec::new();
    bindings.write(&mut text);
    String::from_utf8(text).map_err(|error| format!("cbindgen: {error}"))
}

pub fn generate(root: &Path) -> Outcome {
    write::file(&root.join("include/loss.h"), &text(root)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_is_current() -> Outcome {
        let made = text(crate::root()?)?;
        // Compared as a whole, but not printed as a whole.
        let differs = include_str!("../../include/loss.h").lines().zip(made.lines()).find(|(old, new)| old != new);
        assert_eq!(differs, None, "include/loss.h is out of date: run `cargo xtask gen`");
        assert!(include_str!("../../include/loss.h") == made, "include/loss.h is out of date: run `cargo xtask gen`");
        Ok(())
    }
}
