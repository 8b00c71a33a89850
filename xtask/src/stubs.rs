//! The text of generated Rust: module list, exported functions, the tests' table.

use crate::table::{Loss, Shape};
use std::fmt::Write;

/// File, what it is about, and the shapes that go into it.
pub const FAMILIES: [(&str, &str, &[Shape]); 3] = [
    ("pointwise", "Losses of single elements.", &[Shape::Pointwise]),
    ("rowwise", "Losses that sum over rows of classes.", &[Shape::Rowwise]),
    ("class", "Softmax losses and softmax.", &[Shape::Index, Shape::Soft, Shape::Softmax]),
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
    for loss in &sorted {
        text += &format!("pub use {}::{};\n", loss.name, loss.rust_type);
    }
    text
}

/// A file of src/capi.
pub fn exports(about: &str, losses: &[&Loss]) -> String {
    let has = |shapes: &[Shape]| losses.iter().any(|loss| shapes.contains(&loss.shape));
    let mut calls = Vec::new();
    for (name, shapes) in [
        ("pointwise", &[Shape::Pointwise][..]),
        ("rowwise", &[Shape::Rowwise]),
        ("class", &[Shape::Index, Shape::Soft]),
        ("ClassArguments", &[Shape::Index, Shape::Soft]),
        ("softmax", &[Shape::Softmax]),
    ] {
        if has(shapes) {
            calls.push(name);
        }
    }
    let classes = has(&[Shape::Index, Shape::Soft, Shape::Softmax]);
    let options = if classes { "ClassOptions, Options" } else { "Options" };
    let mut text = format!("//! {about} {DO_NOT_EDIT}\n\nuse crate::call::{{{}, Names, guard}};\n", calls.join(", "));
    text += &format!("use crate::{{{options}, loss_status}};\nuse loss_kernels::losses;\n");
    if classes {
        text += "use std::ptr::null;\n";
    }
    for loss in losses {
        for dtype in ["f32", "f64"] {
            text += &export(loss, dtype);
        }
    }
    text
}

/// The arguments of a function: name and type.
fn arguments(loss: &Loss, dtype: &str) -> Vec<(String, String)> {
    let number = format!("*const {dtype}");
    let own = |name: &str, kind: &str| (name.to_owned(), kind.to_owned());
    let mut list = vec![own(&loss.input, &number)];
    match loss.shape {
        Shape::Index => list.push(own(&loss.target, "*const i64")),
        Shape::Softmax => {}
        _ => list.push(own(&loss.target, &number)),
    }
    let sizes: &[&str] = if loss.shape == Shape::Pointwise { &["n"] } else { &["rows", "classes"] };
    list.extend(sizes.iter().map(|name| own(name, "usize")));
    list.extend(loss.scalars.iter().map(|name| own(name, "f64")));
    if matches!(loss.shape, Shape::Index | Shape::Soft | Shape::Softmax) {
        list.push(own("class_options", &format!("*const ClassOptions<{dtype}>")));
    }
    if loss.shape == Shape::Softmax {
        list.push(own("out", &format!("*mut {dtype}")));
    } else {
        list.push(own("options", &format!("*const Options<{dtype}>")));
        list.push(own("value", "*mut f64"));
        list.push(own("grad", &format!("*mut {dtype}")));
    }
    list
}

fn export(loss: &Loss, dtype: &str) -> String {
    let name = format!("loss_{}_{dtype}", loss.name);
    let documentation = if dtype == "f32" { full_documentation(loss) } else { twin_documentation(loss) };
    let mut text = String::from("\n");
    for line in documentation.lines() {
        text += format!("/// {line}").trim_end();
        text += "\n";
    }
    let signature: Vec<String> =
        arguments(loss, dtype).iter().map(|(argument, kind)| format!("{argument}: {kind}")).collect();
    let generic = format!("::<{dtype}, losses::{}>", loss.rust_type);
    let (input, target) = (&loss.input, &loss.target);
    let names = format!("Names {{ input: {input:?}, target: {target:?} }}");
    let body = match loss.shape {
        Shape::Pointwise => {
            let mut scalars: Vec<&str> = loss.scalars.iter().map(String::as_str).collect();
            scalars.resize(4, "0.0");
            let scalars = scalars.join(", ");
            format!("pointwise{generic}({names}, ({input}, {target}, n), [{scalars}], options, value, grad)")
        }
        Shape::Rowwise => {
            format!("rowwise{generic}({names}, ({input}, {target}, rows, classes), options, value, grad)")
        }
        Shape::Index | Shape::Soft => {
            let (index, soft) =
                if loss.shape == Shape::Index { (target.as_str(), "null()") } else { ("null()", target.as_str()) };
            format!(
                "{{ let arguments = ClassArguments {{ input: {input}, index: {index}, soft: {soft}, rows, classes, \
                 class_options }}; class{generic}({names}, arguments, options, value, grad) }}"
            )
        }
        Shape::Softmax => format!("softmax{generic}({names}, ({input}, rows, classes), class_options, out)"),
    };
    let _ = write!(
        text,
        "#[unsafe(no_mangle)]\npub unsafe extern \"C\" fn {name}({}) -> loss_status {{ guard(|| {body}) }}\n",
        signature.join(", ")
    );
    text
}

fn twin_documentation(loss: &Loss) -> String {
    format!("{}, double precision: see loss_{}_f32.", loss.title(), loss.name)
}

/// Everything that the header says about a loss: its file's documentation, with the arguments before
/// the references.
fn full_documentation(loss: &Loss) -> String {
    let (reference, rest) = loss.documentation.split_last().expect("checked when read");
    format!("{}\n\n{}\n\n{reference}", rest.join("\n\n"), argument_documentation(loss))
}

fn argument_documentation(loss: &Loss) -> String {
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut say = |names: &str, text: &str| lines.push((names.to_owned(), text.to_owned()));
    match loss.shape {
        Shape::Pointwise => {
            say(&format!("{}, {}", loss.input, loss.target), "input, n elements each: x and t");
            say("n", "number of elements; 0 is allowed");
        }
        Shape::Rowwise => {
            say(&format!("{}, {}", loss.input, loss.target), "input, (rows, classes): x and t");
            say("rows, classes", "sizes; 0 is allowed");
        }
        Shape::Index => {
            say(&loss.input, "input, (rows, classes), or as row_stride and inner of class_options say");
            say(&loss.target, "input, rows indices: each in [0, classes) or the index to ignore");
            say("rows, classes", "sizes; rows counts samples and may be 0");
        }
        Shape::Soft => {
            say(
                &format!("{}, {}", loss.input, loss.target),
                "input, (rows, classes), or as row_stride and inner of class_options say",
            );
            say("rows, classes", "sizes; 0 is allowed");
        }
        Shape::Softmax => {
            say(&loss.input, "input, (rows, classes), or as row_stride and inner of class_options say");
            say("rows, classes", "sizes; 0 is allowed");
            say(
                "class_options",
                "temperature, softcap, row_stride, inner, lse, entropy, argmax; those of targets are refused; NULL: defaults",
            );
            say("out", "output, in the input's layout; may be the input");
        }
    }
    for scalar in &loss.scalars {
        say(scalar, "see above; 0: 1");
    }
    if matches!(loss.shape, Shape::Index | Shape::Soft) {
        say("class_options", "NULL: defaults");
    }
    if loss.shape != Shape::Softmax {
        say("options", "NULL: defaults");
        say("value", "output, one number; NULL: not wanted");
        say(
            "grad",
            &format!("output, in the input's layout: dvalue/d{}; may be {}; NULL: not wanted", loss.input, loss.input),
        );
    }
    let width = lines.iter().map(|(names, _)| names.len()).max().unwrap_or(0);
    let mut text = String::from("Arguments:\n");
    for (names, meaning) in &lines {
        text += &format!("  {names:width$}  {meaning}\n");
    }
    text + "\nReturns LOSS_OK, or what is wrong with pointers, options, sizes, overlap"
        + match loss.shape {
            Shape::Index => " or an index.",
            _ => ".",
        }
}

/// tests/common/table.rs.
pub fn test_table(losses: &[Loss]) -> String {
    let mut text = format!("//! Every loss, for tests that visit all of them. {DO_NOT_EDIT}\n");
    for (name, about, shapes, scalars) in [
        ("each_pointwise", "pointwise", &[Shape::Pointwise][..], true),
        ("each_rowwise", "rowwise", &[Shape::Rowwise], false),
        ("each_index", "index", &[Shape::Index], false),
        ("each_soft", "soft", &[Shape::Soft], false),
        ("each_softmax", "softmax", &[Shape::Softmax], false),
    ] {
        text += &format!(
            "\n/// `$visit!(name, type, f32 function, f64 function{})` for each {about} loss.\n",
            if scalars { ", number of scalars" } else { "" }
        );
        text += &format!("#[allow(unused_macros)]\nmacro_rules! {name} {{\n    ($visit:ident) => {{\n");
        for loss in losses.iter().filter(|loss| shapes.contains(&loss.shape)) {
            let n = &loss.name;
            let extra = if scalars { format!(", {}", loss.scalars.len()) } else { String::new() };
            text += &format!(
                "        $visit!({n:?}, loss_kernels::losses::{}, loss::loss_{n}_f32, loss::loss_{n}_f64{extra});\n",
                loss.rust_type
            );
        }
        text += "    };\n}\n";
        text += &format!("#[allow(unused_imports)]\npub(crate) use {name};\n");
    }
    text += "\n/// The names of all losses.\n#[allow(dead_code)]\npub const NAMES: &[&str] = &[\n";
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
