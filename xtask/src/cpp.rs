//! include/loss_functions.hpp: a C++ function over each exported one, and the list of them for the C++ tests.

use crate::signature::{self, Line};
use crate::table::{Loss, Shape};

const DO_NOT_EDIT: &str = "Written by `cargo xtask gen` from losses.toml; do not edit.";
/// Columns of a line.
const WIDTH: usize = 120;

/// include/loss_functions.hpp.
pub fn functions(losses: &[Loss]) -> String {
    let mut text = format!(
        "/**\n * @file loss_functions.hpp\n * The losses for C++: included by loss.hpp, which says how they are called.\n *\n \
         * {DO_NOT_EDIT}\n */\n\n#ifndef LOSS_FUNCTIONS_HPP\n#define LOSS_FUNCTIONS_HPP\n\n\
         #ifndef LOSS_HPP_WAY\n#error \"include loss.hpp\"\n#endif\n\n\
         namespace loss {{\n\ninline namespace LOSS_HPP_WAY {{\n"
    );
    for loss in losses {
        for dtype in dtypes(loss) {
            text += &function(loss, dtype);
        }
    }
    text + "\n} // namespace LOSS_HPP_WAY\n\n} // namespace loss\n\n#endif\n"
}

/// A weighted sum is of values, which are double for every dtype: one C++ function is both.
fn dtypes(loss: &Loss) -> &'static [&'static str] {
    if loss.shape == Shape::Combine { &["f64"] } else { &["f32", "f64"] }
}

/// An argument of the C function.
struct Argument {
    name: String,
    /// Its Rust type.
    kind: String,
    meaning: String,
}

impl Argument {
    /// A size that is an array's length.
    fn is_length(&self) -> bool {
        matches!(self.name.as_str(), "n" | "n_real" | "n_fake")
    }

    /// The number that is returned.
    fn is_returned(&self) -> bool {
        matches!(self.name.as_str(), "value" | "total")
    }

    fn is_options(&self) -> bool {
        matches!(self.name.as_str(), "options" | "class_options")
    }

    fn is_array(&self) -> bool {
        self.kind.starts_with('*') && !self.is_returned() && !self.is_options()
    }

    fn may_be_absent(&self) -> bool {
        self.is_array() && self.meaning.contains("NULL: ")
    }

    fn declaration(&self, real: &str) -> String {
        let name = &self.name;
        if self.is_options() {
            let default = if name == "options" { "defaults" } else { "class_defaults" };
            return format!("const loss::{name}<{real}> &{name} = {default}<{real}>");
        }
        let default = if self.may_be_absent() { " = {}" } else { "" };
        let kind = match self.kind.rsplit_once(' ') {
            Some(("*const", element)) => format!("input<{}>", cpp(element)),
            Some((_, element)) => format!("span<{}>", cpp(element)),
            None => cpp(&self.kind).to_owned(),
        };
        format!("{kind} {name}{default}")
    }
}

fn cpp(kind: &str) -> &'static str {
    match kind {
        "f32" => "float",
        "f64" => "double",
        "i64" => "std::int64_t",
        "u32" => "std::uint32_t",
        "usize" => "std::size_t",
        other => panic!("no C++ type for {other}"),
    }
}

fn all_arguments(lines: &[Line]) -> Vec<Argument> {
    let of = |line: &Line| -> Vec<Argument> {
        let meaning = &line.meaning;
        let each = line.arguments.iter();
        each.map(|(name, kind)| Argument { name: name.clone(), kind: kind.clone(), meaning: meaning.clone() }).collect()
    };
    lines.iter().flat_map(of).collect()
}

fn function(loss: &Loss, dtype: &str) -> String {
    let lines = signature::arguments(loss, dtype);
    let arguments = all_arguments(&lines);
    let documentation = if dtype == dtypes(loss)[0] {
        full_documentation(loss, &arguments)
    } else {
        format!("{}, double precision.", loss.title())
    };
    let mut text = String::from("\n/**\n");
    for line in documentation.lines() {
        text += format!(" * {line}").trim_end();
        text += "\n";
    }
    text += " */\n";

    let valued = arguments.iter().any(Argument::is_returned);
    let declarations: Vec<String> = parameters(&arguments).map(|argument| argument.declaration(cpp(dtype))).collect();
    let head = format!("inline {} {}(", if valued { "result" } else { "status" }, loss.name);
    text += &filled("", &head, &declarations, ") LOSS_HPP_NOEXCEPT\n{\n");

    text += "    detail::length_check lengths;\n";
    for argument in &arguments {
        text += &length_check(loss, argument);
    }
    if valued {
        text += "    double value = 0.0;\n";
    }
    text += "    loss_status code = LOSS_ERROR_SIZE;\n    if (lengths.fit())\n";
    let passed: Vec<String> = arguments.iter().map(|argument| passed(loss, argument)).collect();
    text += &filled("        ", &format!("code = loss_{}_{dtype}(", loss.name), &passed, ");\n");
    text += if valued {
        "    return internal::finish(code, lengths, value);\n"
    } else {
        "    return internal::finish(code, lengths);\n"
    };
    text + "}\n"
}

/// The arguments of the C++ function: what may be left out stands last.
fn parameters(arguments: &[Argument]) -> impl Iterator<Item = &Argument> {
    let own = arguments.iter().filter(|argument| !argument.is_length() && !argument.is_returned());
    let (mut own, mut options): (Vec<_>, Vec<_>) = own.partition(|argument| !argument.is_options());
    own.append(&mut options);
    own.into_iter()
}

/// What the C function gets for an argument.
fn passed(loss: &Loss, argument: &Argument) -> String {
    let name = &argument.name;
    if argument.is_returned() {
        "&value".to_owned()
    } else if argument.is_options() {
        format!("detail::c_{name}({name}).get()")
    } else if argument.is_length() {
        format!("{}.size()", if name == "n_fake" && !loss.target.is_empty() { &loss.target } else { &loss.input })
    } else if argument.may_be_absent() {
        format!("detail::or_null({name})")
    } else if argument.is_array() {
        format!("{name}.data()")
    } else {
        name.clone()
    }
}

/// The line that checks the length of an array, or of those of the options.
fn length_check(loss: &Loss, argument: &Argument) -> String {
    let Argument { name, kind, .. } = argument;
    let (rows, classes) = match loss.shape {
        Shape::Pointwise | Shape::Penalty | Shape::Generator | Shape::Combine | Shape::Uncertainty => {
            (format!("{}.size()", loss.input), None)
        }
        Shape::Discriminator => match name.as_str() {
            "options" => (format!("{}.size() + {}.size()", loss.input, loss.target), None),
            name if name == loss.input || name == "grad_real" => (format!("{}.size()", loss.input), None),
            _ => (format!("{}.size()", loss.target), None),
        },
        Shape::Rowwise => ("rows".to_owned(), Some("classes")),
        Shape::Pair => ("rows".to_owned(), Some("dim")),
        Shape::Sequence => ("detail::product(batch, seq_len)".to_owned(), Some("vocab")),
        Shape::Index | Shape::Soft | Shape::Softmax | Shape::Teacher | Shape::Divergence => {
            ("rows".to_owned(), Some("classes"))
        }
    };
    let optional = if argument.may_be_absent() || argument.is_options() { "optional" } else { "" };
    let of = |array: &str| {
        let (matrix, sizes) = match classes {
            _ if kind.ends_with("i64") => ("", rows.clone()),
            None => ("", rows.clone()),
            Some(classes) if loss.shape.has_class_options() => ("matrix", format!("{rows}, {classes}, class_options")),
            Some(classes) => ("", format!("detail::product({rows}, {classes})")),
        };
        let words = ["of", optional, matrix].into_iter().filter(|word| !word.is_empty());
        let method = words.collect::<Vec<_>>().join("_");
        let items = [format!("\"{array}\""), format!("{array}.size()"), sizes].join(", ");
        let items: Vec<String> = items.split(", ").map(str::to_owned).collect();
        filled("    ", &format!("lengths.{method}("), &items, ");\n")
    };
    match name.as_str() {
        // Two inputs have no Hessian, as the library will say.
        "options" if loss.shape == Shape::Pair => format!("    lengths.of_options(options, {rows});\n"),
        "options" => format!("    lengths.of_options(options, {rows});\n{}", of("options.hessian")),
        "class_options" => {
            format!("    lengths.of_class_options(class_options, {rows}, {});\n", classes.unwrap_or("0"))
        }
        // Its own length.
        _ if rows == format!("{name}.size()") || !argument.is_array() => String::new(),
        _ => of(name),
    }
}

/// `head`, then items with commas, in lines of at most [`WIDTH`] columns, then `tail`.
fn filled(indent: &str, head: &str, items: &[String], tail: &str) -> String {
    let mut text = format!("{indent}{head}");
    let mut column = text.len();
    let last = tail.lines().next().map_or(0, str::len);
    let deeper = " ".repeat(column);
    for (index, item) in items.iter().enumerate() {
        let end = if index + 1 == items.len() { last } else { 1 };
        if index > 0 && column + 1 + item.len() + end > WIDTH {
            text += &format!("\n{deeper}");
            column = deeper.len();
        } else if index > 0 {
            text += " ";
            column += 1;
        }
        text += item;
        column += item.len();
        if index + 1 < items.len() {
            text += ",";
            column += 1;
        }
    }
    text + tail
}

/// Title, formulas, arguments; for the rest, the C function's.
fn full_documentation(loss: &Loss, arguments: &[Argument]) -> String {
    let mut text = format!("{}\n\n{}\n", loss.documentation[0], loss.documentation[1]);
    let lengths: Vec<String> = arguments
        .iter()
        .filter(|argument| argument.is_length())
        .map(|argument| format!("{} is {}", argument.name, passed(loss, argument)))
        .collect();
    text += &format!("\nSee loss_{}_{}", loss.name, dtypes(loss)[0]);
    text += &if lengths.is_empty() { ".\n".to_owned() } else { format!("; {}.\n", lengths.join(", ")) };
    text += "\nArguments:\n";
    let mut described: Vec<(String, String)> = Vec::new();
    for argument in parameters(arguments) {
        let meaning = if argument.is_options() {
            argument.meaning.replace("NULL: ", "absent: ")
        } else {
            argument.meaning.replace("NULL: ", "empty: ")
        };
        match described.last_mut() {
            Some((names, last)) if *last == meaning => *names += &format!(", {}", argument.name),
            _ => described.push((argument.name.clone(), meaning)),
        }
    }
    let width = described.iter().map(|(names, _)| names.len()).max().unwrap_or(0);
    for (names, meaning) in described {
        text += &format!("  {names:width$}  {meaning}\n");
    }
    text
}

/// ctests/each_loss.hpp: the names by how they are called.
pub fn test_lists(losses: &[Loss]) -> String {
    let mut text = format!(
        "// Every loss, for tests that visit all of them. {DO_NOT_EDIT}\n#ifndef EACH_LOSS_HPP\n#define EACH_LOSS_HPP\n"
    );
    let mut kinds: Vec<String> = losses.iter().map(kind).collect();
    kinds.dedup();
    for wanted in kinds.iter().enumerate().filter(|(index, kind)| !kinds[..*index].contains(kind)).map(|(_, kind)| kind)
    {
        let names = losses.iter().filter(|loss| kind(loss) == *wanted).map(|loss| format!("LOSS({})", loss.name));
        text += &format!("\n#define EACH_{wanted}(LOSS) {}\n", names.collect::<Vec<_>>().join(" "));
    }
    text + "\n#endif\n"
}

/// The shape, and how many numbers there are where that differs.
fn kind(loss: &Loss) -> String {
    let shape = format!("{:?}", loss.shape).to_uppercase();
    match loss.shape {
        Shape::Pointwise | Shape::Penalty => format!("{shape}_{}", loss.scalars.len()),
        _ => shape,
    }
}
