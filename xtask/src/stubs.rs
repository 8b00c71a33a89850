//! The text of generated Rust: module list, exported functions, the tests' table.

use crate::argument::{Array, Domain, Role};
use crate::signature;
use crate::storage::{self, F32, Storage};
use crate::table::{Driver, FAMILIES, Family, Loss, camel_case};
use std::fmt::Write;

pub const DO_NOT_EDIT: &str = "Written by `cargo xtask gen` from losses/*.toml. Do not edit.";

/// Those of a family.
fn of_family<'a>(losses: &'a [Loss], family: &str) -> Vec<&'a Loss> {
    losses.iter().filter(|loss| loss.family == family).collect()
}

/// The families that have losses.
pub fn families(losses: &[Loss]) -> impl Iterator<Item = (&'static Family, Vec<&Loss>)> {
    FAMILIES.iter().map(|family| (family, of_family(losses, family.name))).filter(|(_, losses)| !losses.is_empty())
}

/// kernels/src/losses/mod.rs.
pub fn modules(losses: &[Loss]) -> String {
    let mut names: Vec<&str> = families(losses).map(|(family, _)| family.name).collect();
    names.sort_unstable();
    let mut text = format!("//! The losses, a folder per family. {DO_NOT_EDIT}\n\n");
    text += &names.iter().map(|name| format!("mod {name};\n")).collect::<String>();
    text += "\n";
    text += &names.iter().map(|name| format!("pub use {name}::*;\n")).collect::<String>();
    let drivers = [Driver::Elementwise, Driver::Penalty, Driver::RowSums];
    text + &visitor("each_of_elements", "loss with a formula of one element", &drivers, "crate", losses.iter())
}

/// `kernels/src/losses/<family>/mod.rs`: the files of the folder, and of each the type that has its name.
pub fn family_module(family: &Family, files: &[(String, String)]) -> String {
    let mut text = format!("//! {}. {DO_NOT_EDIT}\n\n", family.title);
    for (name, _) in files {
        text += &format!("mod {name};\n");
    }
    text += "\n";
    for (name, source) in files {
        let rust_type = camel_case(name);
        if source.contains(&format!("pub struct {rust_type}")) || source.contains(&format!("pub type {rust_type} ")) {
            text += &format!("pub use {name}::{rust_type};\n");
        }
    }
    text
}

/// A macro for tests that visit all losses of some drivers; `library` is the path of the kernels. Their own tests have no
/// table of entries, and are told what the arrays hold.
pub fn visitor<'a>(
    name: &str,
    about: &str,
    drivers: &[Driver],
    library: &str,
    losses: impl Iterator<Item = &'a Loss>,
) -> String {
    let own = library == "crate";
    let attribute = if own { "#[cfg(test)]\n" } else { "" };
    let given = if own { "name, type, [domains of inputs], [domains of targets]" } else { "name, type" };
    let mut text = format!("\n/// `$visit!({given})` for each {about}.\n");
    text += &format!("{attribute}#[allow(unused_macros)]\nmacro_rules! {name} {{\n    ($visit:ident) => {{\n");
    for loss in losses.filter(|loss| drivers.contains(&loss.driver)) {
        let domains =
            if own { format!(", [{}], [{}]", domains(loss.inputs()), domains(loss.targets())) } else { String::new() };
        text += &format!("        $visit!({:?}, {library}::losses::{}{domains});\n", loss.name, loss.rust_type());
    }
    text + &format!("    }};\n}}\n{attribute}#[allow(unused_imports)]\npub(crate) use {name};\n")
}

/// What arrays hold, element by element: the numbers of a distribution are probabilities.
fn domains<'a>(arrays: impl Iterator<Item = (&'a str, &'a Array)>) -> String {
    let of_elements = |domain: Domain| if domain == Domain::Distribution { Domain::Probability } else { domain };
    arrays.map(|(_, array)| camel_case(of_elements(array.domain).name())).collect::<Vec<_>>().join(", ")
}

/// src/capi/losses/mod.rs.
pub fn export_modules(losses: &[Loss]) -> String {
    let mut text = format!("//! The exported functions of losses, a file per family. {DO_NOT_EDIT}\n\n");
    for (family, _) in families(losses) {
        text += &format!("mod {};\n", family.name);
    }
    text += "\n";
    for (family, _) in families(losses) {
        text += &format!("pub use {}::*;\n", family.name);
    }
    text
}

/// A file of src/capi/losses.
pub fn exports(family: &Family, losses: &[&Loss]) -> String {
    let mut functions = String::new();
    for loss in losses {
        for storage in loss.storages() {
            functions += &export(loss, storage);
        }
        // Those of a backward pass too, which may have more types than its forward function.
        for storage in storage::WHOLE.iter().chain(storage::HALF.iter().filter(|_| loss.half)) {
            functions += &workspace_query(loss, storage);
        }
    }
    let options = ["ClassOptions", "Options", "loss_sequence_options"];
    let options = options.iter().filter(|name| functions.contains(&format!("*const {name}")));
    let options: String = options.map(|name| format!("{name}, ")).collect();
    let mut text = format!("//! {}. {DO_NOT_EDIT}\n\nuse crate::call::{{self, guard}};\n", family.title);
    let halves: String = ["loss_bf16", "loss_f16"]
        .iter()
        .filter(|name| functions.contains(*name))
        .map(|name| format!("{name}, "))
        .collect();
    text += &format!("use crate::{{{options}{halves}loss_status}};\n");
    if functions.contains("losses::") {
        text += "use loss_kernels::losses;\n";
    }
    text + &functions
}

fn export(loss: &Loss, storage: &Storage) -> String {
    let name = format!("loss_{}_{}", loss.name, storage.suffix);
    let documentation = if *storage == F32 { full_documentation(loss) } else { twin_documentation(loss, storage) };
    let mut text = String::from("\n");
    for line in documentation.lines() {
        text += format!("/// {line}").trim_end();
        text += "\n";
    }
    let arguments: Vec<String> = loss
        .arguments
        .iter()
        .map(|argument| format!("{}: {}", argument.name, argument.rust_type(&loss.arguments, storage)))
        .collect();
    let _ = write!(
        text,
        "#[unsafe(no_mangle)]\npub unsafe extern \"C\" fn {name}({}) -> loss_status {{ guard(|| {{ {} }}) }}\n",
        arguments.join(", "),
        signature::call(loss, storage)
    );
    text
}

/// The function that tells how large a workspace the loss needs, if it needs one.
fn workspace_query(loss: &Loss, storage: &Storage) -> String {
    if loss.workspace.is_empty() {
        return String::new();
    }
    let (name, dtype) = (&loss.name, storage.suffix);
    let call = if storage::HALF.contains(storage) {
        format!("half_{}_workspace::<{}>", loss.driver.name(), storage.gradients)
    } else {
        format!("{}_workspace::<{dtype}>", loss.driver.name())
    };
    // There may be no forward function that a gradient's type tells apart.
    let function = if loss.storages().any(|own| own == storage) {
        format!("loss_{name}_{dtype}")
    } else {
        format!("loss_{name}_backward_{dtype}")
    };
    let sizes: String = loss.workspace.iter().map(|size| format!("{size}: usize, ")).collect();
    let gradient = if loss.driver.has_value() {
        "0\n/// or 1, whether any is wanted. ".to_owned()
    } else {
        format!("0,\n/// or 1 for loss_{name}_backward_{dtype}, which is enough for both.\n/// ")
    };
    format!(
        "\n/// Bytes of `workspace` in the options with which {function} uses all its threads: those of the options, or of the\n\
         /// process. With at least as many as for one thread the call takes as many threads as there is room for. gradient: {gradient}\
         Returns 0 where no workspace is needed, SIZE_MAX where the sizes overflow, and never\n\
         /// less when an argument rises.\n\
         #[unsafe(no_mangle)]\npub unsafe extern \"C\" fn loss_{name}_workspace_{dtype}({sizes}gradient: u32, \
         options: *const Options<{}>) -> usize {{ call::{call}([{}], gradient, options) }}\n",
        storage.options,
        loss.workspace.join(", "),
    )
}

fn twin_documentation(loss: &Loss, storage: &Storage) -> String {
    format!("{}, {}: see loss_{}_f32.", loss.title(), storage.words, loss.name)
}

/// Everything that the header says about a loss: its file's documentation, with the arguments before
/// the references.
fn full_documentation(loss: &Loss) -> String {
    let (reference, rest) = loss.documentation.split_last().expect("checked when read");
    format!("{}\n\n{}\n\n{reference}", rest.join("\n\n"), argument_documentation(loss))
}

fn argument_documentation(loss: &Loss) -> String {
    let lines = signature::lines(loss);
    let names: Vec<String> = lines.iter().map(|line| line.names.join(", ")).collect();
    let width = names.iter().map(String::len).max().unwrap_or(0);
    let mut text = String::from("Arguments:\n");
    for (names, line) in names.iter().zip(&lines) {
        text += &format!("  {names:width$}  {}\n", line.meaning);
    }
    format!("{text}\nReturns LOSS_OK, or {}.", errors(loss))
}

/// The errors of a function: each code with what it is for.
fn errors(loss: &Loss) -> String {
    let named = |wanted: fn(&Role) -> bool| -> Vec<&str> {
        let chosen = loss.arguments.iter().filter(|argument| wanted(&argument.role));
        chosen.map(|argument| argument.name.as_str()).collect()
    };
    let numbers = named(|role| {
        matches!(
            role,
            Role::Number { .. } | Role::Enumeration { .. } | Role::Options | Role::ClassOptions | Role::SequenceOptions
        )
    });
    let mut codes =
        vec!["LOSS_ERROR_NULL_POINTER".to_owned(), "LOSS_ERROR_SIZE".to_owned(), "LOSS_ERROR_OVERLAP".to_owned()];
    if !numbers.is_empty() {
        codes.push(format!("LOSS_ERROR_INVALID_ARGUMENT ({})", numbers.join(", ")));
    }
    let indices = named(|role| matches!(role, Role::Index { .. } | Role::List { .. } | Role::Label { .. }));
    if !indices.is_empty() {
        codes.push(format!("LOSS_ERROR_TARGET ({})", indices.join(", ")));
    }
    let last = codes.pop().unwrap_or_default();
    format!("{} or\n{last}", codes.join(", "))
}

/// The table of the README: a row per family.
pub fn readme_table(losses: &[Loss]) -> String {
    let mut text = String::from("| family | functions (`_f32`, `_f64`) |\n|---|---|\n");
    for (family, losses) in families(losses) {
        let names: Vec<String> = losses.iter().map(|loss| format!("`loss_{}`", loss.name)).collect();
        text += &format!("| [{}](docs/losses/{}.md) | {} |\n", family.title, family.name, names.join(", "));
    }
    text
}

/// docs/functions.md: every function with its formula.
pub fn function_pages(losses: &[Loss]) -> String {
    let mut text =
        String::from("# All functions\n\n<!-- Written by `cargo xtask gen` from losses/*.toml. Do not edit. -->\n\n");
    text += "Every function exists with the suffix `_f32` and `_f64`. The letters are those of the header `loss.h`, which has the\n";
    text += "derivatives, the arguments, the errors and the reference of each function.\n";
    let halves: Vec<String> =
        losses.iter().filter(|loss| loss.half).map(|loss| format!("`loss_{}`", loss.name)).collect();
    text += &format!(
        "\nIn [half precision](embedding.md#half-precision), with the suffixes `_bf16`, `_f16`, `_bf16_f32` and `_f16_f32`: {}.\n",
        halves.join(", ")
    );
    for (family, losses) in families(losses) {
        text += &format!("\n## {}\n\n", family.title);
        text += &format!("When to use which: [{}](losses/{}.md).\n\n", family.title, family.name);
        text += "| function | loss | formula |\n|---|---|---|\n";
        for loss in losses {
            let formula = loss.documentation[1].lines().next().unwrap_or_default();
            let formula =
                formula.split(".  ").next().unwrap_or(formula).trim_end_matches(['.', ',']).replace('|', "\\|");
            text += &format!("| `loss_{}` | {} | {formula} |\n", loss.name, loss.title());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::entries;

    /// Lengths, labels one after the other, a label of its own, options of sequences and a workspace: the signature of CTC.
    #[test]
    fn an_entry_of_sequences_gives_the_signature_of_ctc() -> crate::Outcome {
        let mut losses = entries(
            "[ctc]\ndriver = \"ctc\"\nworkspace = [\"batch\", \"max_time\", \"max_target\", \"classes\"]\nargs = \"\"\"\n\
             logits: x[batch, max_time, classes], targets: index[sum target_lengths] < classes,\n\
             input_lengths: optional length[batch] <= max_time, target_lengths: optional length[batch],\n\
             batch: size, max_time: size, classes: size, blank: label < classes, grad: d(logits)\"\"\"",
            "classification",
        )?;
        losses[0].documentation = ["Title.", "l = 0.", "Text.", "Reference."].map(str::to_owned).to_vec();
        let text = exports(&FAMILIES[2], &[&losses[0]]);
        let prototype = |name: &str| {
            let start = text.find(&format!("fn {name}(")).unwrap_or_else(|| panic!("{name} is not exported"));
            text[start..].split(" {").next().unwrap_or_default().to_owned()
        };
        assert_eq!(
            prototype("loss_ctc_f32"),
            "fn loss_ctc_f32(logits: *const f32, targets: *const i64, input_lengths: *const i64, target_lengths: *const i64, \
             batch: usize, max_time: usize, classes: usize, blank: i64, sequence_options: *const loss_sequence_options, \
             options: *const Options<f32>, value: *mut f64, grad: *mut f32) -> loss_status"
        );
        assert_eq!(
            prototype("loss_ctc_workspace_f64"),
            "fn loss_ctc_workspace_f64(batch: usize, max_time: usize, max_target: usize, classes: usize, gradient: u32, \
             options: *const Options<f64>) -> usize"
        );
        Ok(())
    }
}
