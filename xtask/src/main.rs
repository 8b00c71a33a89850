//! Development tasks: `cargo xtask gen` rewrites every generated file.

mod cpp;
mod header;
mod python;
mod python_text;
mod signature;
mod stubs;
mod table;
mod write;

use std::path::Path;
use std::process::ExitCode;

/// What a step returns: nothing, or a sentence.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["gen"] => generate(),
        _ => Err("usage: cargo xtask gen".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// The folder of the repository.
fn root() -> Outcome<&'static Path> {
    Ok(Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask has no parent folder")?)
}

fn generate() -> Outcome {
    let root = root()?;
    let losses = table::read(root)?;
    write::rust(&root.join("kernels/src/losses/mod.rs"), &stubs::modules(&losses))?;
    for (file, about, shapes) in stubs::FAMILIES {
        let chosen: Vec<_> = losses.iter().filter(|loss| shapes.contains(&loss.shape)).collect();
        write::rust(&root.join(format!("src/capi/{file}.rs")), &stubs::exports(about, &chosen))?;
    }
    write::rust(&root.join("tests/common/table.rs"), &stubs::test_table(&losses))?;
    write::file(&root.join("ctests/table.h"), &stubs::c_test_table(&losses))?;
    write::between(&root.join("README.md"), "losses", &stubs::readme_table(&losses))?;
    write::file(&root.join("include/loss_functions.hpp"), &cpp::functions(&losses))?;
    write::file(&root.join("ctests/each_loss.hpp"), &cpp::test_lists(&losses))?;
    let package = root.join("bindings/python/libloss");
    write::file(&package.join("_signatures.py"), &python::signatures(&losses))?;
    write::file(&package.join("_losses.py"), &python::losses(&losses))?;
    write::file(&package.join("torch.py"), &python::autograd(&losses))?;
    header::generate(root)
}
