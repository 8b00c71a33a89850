//! Development tasks: `cargo xtask gen` rewrites every generated file, `cargo xtask new` writes the skeleton of a loss.

mod argument;
mod c_tables;
mod cpp;
mod cpp_tests;
mod header;
mod listed;
mod literal;
mod new;
mod python;
mod python_tables;
mod python_text;
mod python_torch;
mod signature;
mod skeleton;
mod storage;
mod stubs;
mod table;
mod test_tables;
mod write;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

/// What a step returns: nothing, or a sentence.
type Outcome<T = ()> = Result<T, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["gen"] => generate(),
        ["new", ref rest @ ..] => root().and_then(|root| new::run(root, rest)),
        _ => Err(format!("usage: cargo xtask gen, or {}", new::USAGE)),
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
    let visited = table::visited(&losses);
    write::rust(&root.join("kernels/src/losses/mod.rs"), &stubs::modules(&losses))?;
    write::rust(&root.join("src/capi/losses/mod.rs"), &stubs::export_modules(&losses))?;
    for (family, of_family) in stubs::families(&losses) {
        let folder = root.join("kernels/src/losses").join(family.name);
        write::rust(&folder.join("mod.rs"), &stubs::family_module(family, &sources(&folder)?))?;
        let exports = root.join(format!("src/capi/losses/{}.rs", family.name));
        write::rust(&exports, &stubs::exports(family, &of_family))?;
    }
    write::rust(&root.join("tests/common/table.rs"), &test_tables::rust(&visited))?;
    write::file(&root.join("ctests/table.h"), &c_tables::table(&visited))?;
    write::file(&root.join("ctests/calls.h"), &c_tables::calls(&visited))?;
    write::between(&root.join("README.md"), ["<!-- losses -->", "<!-- /losses -->"], &stubs::readme_table(&losses))?;
    write::file(&root.join("docs/functions.md"), &stubs::function_pages(&losses))?;
    let families: Vec<_> = stubs::families(&losses).collect();
    for (family, of_family) in &families {
        let header = root.join(format!("include/loss/{}.hpp", family.name));
        write::file(&header, &cpp::functions(family, of_family))?;
    }
    let markers = ["// Families, written by `cargo xtask gen`.", "// End of families."];
    write::between(&root.join("include/loss.hpp"), markers, &cpp::includes(&families))?;
    write::file(&root.join("ctests/each_loss.hpp"), &cpp_tests::each_loss(&visited))?;
    let package = root.join("bindings/python/libloss");
    write::file(&package.join("_signatures.py"), &python_tables::python(&losses, &visited))?;
    for (family, of_family) in stubs::families(&visited) {
        write::file(&package.join(format!("{}.py", family.name)), &python::family(family, &of_family, &visited))?;
    }
    write::file(&package.join("_losses.py"), &python::losses(&visited))?;
    write::file(&package.join("torch/_functions.py"), &python_torch::python(&visited))?;
    header::generate(root, &losses)
}

/// Name and text of each file of a folder of losses, by name.
fn sources(folder: &Path) -> Outcome<Vec<(String, String)>> {
    let explain = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut sources = Vec::new();
    for file in fs::read_dir(folder).map_err(explain)? {
        let path = file.map_err(explain)?.path();
        let name = path.file_stem().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        if name != "mod" {
            sources.push((name, fs::read_to_string(&path).map_err(explain)?));
        }
    }
    sources.sort();
    Ok(sources)
}
