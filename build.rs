//! Writes the C header to OUT_DIR (never into the source tree) and tells the linker the SONAME.

use std::env;
use std::path::PathBuf;

type Error = Box<dyn std::error::Error>;

fn main() -> Result<(), Error> {
    for path in ["src", "cbindgen.toml", "build.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    header()?;
    link_arguments()
}

fn header() -> Result<(), Error> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let target = PathBuf::from(env::var("OUT_DIR")?).join("loss.h");
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml"))?;
    cbindgen::Builder::new().with_crate(root).with_config(config).generate()?.write_to_file(&target);
    println!("cargo::rustc-env=LOSS_GENERATED_HEADER={}", target.display());
    Ok(())
}

fn link_arguments() -> Result<(), Error> {
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
