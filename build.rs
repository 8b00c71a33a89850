//! Tells the linker the SONAME, and that the library stays loaded. Needs nothing but the standard library: the header is
//! checked in, and made anew by `cargo xtask gen`.

use std::env::{self, VarError};

fn main() -> Result<(), VarError> {
    println!("cargo::rerun-if-changed=build.rs");
    let elf = env::var("CARGO_CFG_TARGET_FAMILY")? == "unix" && env::var("CARGO_CFG_TARGET_VENDOR")? != "apple";
    if !elf {
        return Ok(());
    }
    // Worker threads run code of the library for as long as the process lives: it is never unmapped.
    println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
    // cargo-c sets a SONAME of its own; of two, ours would win.
    if env::var_os("CARGO_FEATURE_CAPI").is_none() {
        let (major, minor) = (env::var("CARGO_PKG_VERSION_MAJOR")?, env::var("CARGO_PKG_VERSION_MINOR")?);
        // While the major version is 0, a new minor version may break the ABI.
        let version = if major == "0" { format!("0.{minor}") } else { major };
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libloss.so.{version}");
    }
    Ok(())
}
