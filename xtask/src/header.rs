//! include/loss.h, as build.rs makes it; a test compares the two.

use crate::{Outcome, write};
use std::path::Path;

pub fn generate(root: &Path) -> Outcome {
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml"))?;
    let bindings = cbindgen::Builder::new()
        .with_crate(root)
        .with_config(config)
        .generate()
        .map_err(|error| format!("cbindgen: {error}"))?;
    let mut text = Vec::new();
    bindings.write(&mut text);
    write::file(&root.join("include/loss.h"), &String::from_utf8_lossy(&text))
}
