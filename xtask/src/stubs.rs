//! The text of generated Rust: module list, exported functions, the tests' table.

use crate::signature::{self, Line};
use crate::table::{Loss, Shape};
use std::fmt::Write;

/// File, what it is about, and the shapes that go into it.
pub const FAMILIES: [(&str, &str, &[Shape]); 7] = [
    ("pointwise", "Losses of single elements.", &[Shape::Pointwise]),
    ("rowwise", "Losses that sum over rows of classes.", &[Shape::Rowwise]),
    ("class", "Softmax losses and softmax.", &[Shape::Index, Shape::Sequence, Shape::Soft, Shape::Softmax]),
    ("teacher", "Losses of a student's and a teacher's logits.", &[Shape::Teacher, Shape::Divergence]),
    ("generative", "Objectives of generative models.", &[Shape::Pair, Shape::Discriminator, Shape::Generator]),
    ("penalty", "Penalties on parameters.", &[Shape::Penalty]),
    ("combine", "Several losses as one.", &[Shape::Combine, Shape::Uncertainty]),
];

const DO_NOT_EDIT: &str = "Written by `cargo xtask gen` from losses.toml. Do not edit.";

/// kernels/src/losses/mod.rs.
pub fn modules(losses: &[Loss]) -> String {
    let mut sorted: Vec<_> = losses.iter().collect();
    sorted.sort_by_key(|loss| &loss.name);
    let mut text = format!("//! The losses, a file each. {DO_NOT_EDIT}\n\n");
    for loss in &sorted {
        text += &format!("mod {};\n", loss.name);
    }
    text += "\n";
    for loss in sorted.iter().filter(|loss| !loss.rust_type.is_empty()) {
        text += &format!("pub use {}::{};\n", loss.name, loss.rust_type);
    }
    let shapes = [Shape::Pointwise, Shape::Penalty, Shape::Rowwise];
    text + &visitor("each_of_elements", "loss with a formula of one element", &shapes, "crate", losses)
}

/// A macro for tests that visit all losses of some shapes; `library` is the path of the kernels.
fn visitor(name: &str, about: &str, shapes: &[Shape], library: &str, losses: &[Loss]) -> String {
    let attribute = if library == "crate" { "#[cfg(test)]\n" } else { "" };
    let mut text = format!("\n/// `$visit!(name, type)` for each {about}.\n");
    text += &format!("{attribute}#[allow(unused_macros)]\nmacro_rules! {name} {{\n    ($visit:ident) => {{\n");
    for loss in losses.iter().filter(|loss| shapes.contains(&loss.shape)) {
        text += &format!("        $visit!({:?}, {library}::losses::{});\n", loss.name, loss.rust_type);
    }
    text + &format!("    }};\n}}\n{attribute}#[allow(unused_imports)]\npub(crate) use {name};\n")
}

/// A file of src/capi.
pub fn exports(about: &str, losses: &[&Loss]) -> String {
    let mut functions = String::new();
    for loss in losses {
        for dtype in ["f32", "f64"] {
            functions += &export(loss, dtype);
        }
    }
    let options = ["ClassOptions", "Options"];
    let options = options.iter().filter(|name| functions.contains(&format!("*const {name}<")));
    let options: String = options.map(|name| format!("{name}, ")).collect();
    let mut text = format!("//! {about} {DO_NOT_EDIT}\n\nuse crate::call::{{self, guard}};\n");
    text += &format!("use crate::{{{options}loss_status}};\n");
    if functions.contains("losses::") {
        text += "use loss_kernels::losses;\n";
    }
    text + &functions
}

fn export(loss: &Loss, dtype: &str) -> String {
    let name = format!("loss_{}_{dtype}", loss.name);
    let lines = signature::arguments(loss, dtype);
    let documentation = if dtype == "f32" { full_documentation(loss, &lines) } else { twin_documentation(loss) };
    let mut text = String::from("\n");
    for line in documentation.lines() {
        text += format!("/// {line}").trim_end();
        text += "\n";
    }
    let arguments = lines.iter().flat_map(|line| &line.arguments);
    let arguments: Vec<String> = arguments.map(|(argument, kind)| format!("{argument}: {kind}")).collect();
    let _ = write!(
        text,
        "#[unsafe(no_mangle)]\npub unsafe extern \"C\" fn {name}({}) -> loss_status {{ guard(|| {}) }}\n",
        arguments.join(", "),
        signature::call(loss, dtype)
    );
    text
}

fn twin_documentation(loss: &Loss) -> String {
    format!("{}, double precision: see loss_{}_f32.", loss.title(), loss.name)
}

/// Everything that the header says about a loss: its file's documentation, with the arguments before
/// the references.
fn full_documentation(loss: &Loss, lines: &[Line]) -> String {
    let (reference, rest) = loss.documentation.split_last().expect("checked when read");
    format!("{}\n\n{}\n\n{reference}", rest.join("\n\n"), argument_documentation(loss, lines))
}

fn argument_documentation(loss: &Loss, lines: &[Line]) -> String {
    let names: Vec<String> = lines
        .iter()
        .map(|line| line.arguments.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "))
        .collect();
    let width = names.iter().map(String::len).max().unwrap_or(0);
    let mut text = String::from("Arguments:\n");
    for (names, line) in names.iter().zip(lines) {
        text += &format!("  {names:width$}  {}\n", line.meaning);
    }
    let wrong = match loss.shape {
        Shape::Combine | Shape::Uncertainty => "pointers, sizes or overlap",
        Shape::Index | Shape::Sequence => "pointers, options, sizes, overlap or an index",
        _ => "pointers, options, sizes or overlap",
    };
    let scalars: Vec<&str> = loss.scalars.iter().map(|[name, _]| name.as_str()).collect();
    let also = match (loss.shape, scalars.is_empty()) {
        (Shape::Discriminator | Shape::Generator, _) => ", or in kind".to_owned(),
        (_, true) => String::new(),
        (_, false) => format!(", or in {}", scalars.join(" or ")),
    };
    format!("{text}\nReturns LOSS_OK, or an error in {wrong}{also}.")
}

/// What tests call the arguments of a loss, in Rust and in C.
fn variants(loss: &Loss) -> (String, String) {
    match (loss.shape, loss.scalars.len()) {
        (Shape::Pointwise, 1) => ("PointwiseScalar".to_owned(), "POINTWISE_SCALAR".to_owned()),
        (Shape::Penalty, 2) => ("PenaltyTwo".to_owned(), "PENALTY_TWO".to_owned()),
        (shape, _) => (format!("{shape:?}"), format!("{shape:?}").to_uppercase()),
    }
}

/// ctests/table.h.
pub fn c_test_table(losses: &[Loss]) -> String {
    let mut text = format!("/* Every loss, for C tests that visit all of them. {DO_NOT_EDIT} */\n");
    text += "#ifndef TABLE_H\n#define TABLE_H\n\n/* visit(name, shape) for each loss. */\n#define LOSS_TABLE(visit)";
    for loss in losses {
        let (_, variant) = variants(loss);
        text += &format!(" \\\n    visit({}, {variant})", loss.name);
    }
    text + "\n\n#endif\n"
}

/// tests/common/table.rs.
pub fn test_table(losses: &[Loss]) -> String {
    let mut text = format!("//! Every loss, for tests that visit all of them. {DO_NOT_EDIT}\n");
    text += "\nuse super::call::Function;\n";
    for (name, about, shapes) in [
        ("each_pointwise", "pointwise loss or penalty", &[Shape::Pointwise, Shape::Penalty][..]),
        ("each_rowwise", "rowwise loss", &[Shape::Rowwise]),
    ] {
        text += &visitor(name, about, shapes, "loss_kernels", losses);
    }
    for dtype in ["f32", "f64"] {
        text += &format!(
            "\n/// The `{dtype}` function of a loss.\npub fn function_{dtype}(name: &str) -> Function<{dtype}> {{\n"
        );
        text += "    match name {\n";
        for loss in losses {
            let (variant, _) = variants(loss);
            text += &format!("        {:?} => Function::{variant}(loss::loss_{}_{dtype}),\n", loss.name, loss.name);
        }
        text += "        _ => panic!(\"no loss named {name}\"),\n    }\n}\n";
    }
    text += "\n/// The names of all losses.\npub const NAMES: &[&str] = &[\n";
    for loss in losses {
        text += &format!("    {:?},\n", loss.name);
    }
    text + "];\n"
}

/// The table of the README.
pub fn readme_table(losses: &[Loss]) -> String {
    let mut text = String::from("| function (`_f32`, `_f64`) | loss | formula |\n|---|---|---|\n");
    for loss in losses {
        let formula = loss.documentation[1].lines().next().unwrap_or_default();
        let formula = formula.split(".  ").next().unwrap_or(formula).trim_end_matches(['.', ',']).replace('|', "\\|");
        text += &format!("| `loss_{}` | {} | {formula} |\n", loss.name, loss.title());
    }
    text
}
