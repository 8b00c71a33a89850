//! `include/loss/<family>.hpp`: a C++ function over each exported one.

use crate::argument::{self, Argument, Role};
use crate::signature;
use crate::storage::{F32, F64, Storage};
use crate::table::{Driver, Family, Loss};

/// Of files in C and C++, where a comment may not contain `/*`.
pub const DO_NOT_EDIT: &str = "Written by `cargo xtask gen` from the entries in losses. Do not edit.";

/// Columns of a line.
const WIDTH: usize = 120;

/// What loss.hpp includes, one header per family.
pub fn includes(families: &[(&Family, Vec<&Loss>)]) -> String {
    families.iter().map(|(family, _)| format!("#include \"loss/{}.hpp\"\n", family.name)).collect()
}

/// `include/loss/<family>.hpp`.
pub fn functions(family: &Family, losses: &[&Loss]) -> String {
    let guard = format!("LOSS_{}_HPP", family.name.to_uppercase());
    let mut text = format!(
        "/**\n * @file {}.hpp\n * {}, for C++. loss.hpp says how losses are called.\n *\n * {DO_NOT_EDIT}\n */\n\n\
         #ifndef {guard}\n#define {guard}\n\n#include \"common.hpp\"\n\n\
         namespace loss {{\n\ninline namespace LOSS_HPP_WAY {{\n",
        family.name, family.title
    );
    for loss in losses {
        for storage in storages(loss) {
            text += &function(loss, storage);
        }
    }
    text + "\n} // namespace LOSS_HPP_WAY\n\n} // namespace loss\n\n#endif\n"
}

/// A function that has nothing of its type, as a sum of values, which are doubles: one C++ function is both.
fn storages(loss: &Loss) -> Vec<&'static Storage> {
    let typed = |argument: &Argument| argument.rust_type(&loss.arguments, &F32).contains("f32");
    if loss.arguments.iter().any(typed) { loss.storages().collect() } else { vec![&F64] }
}

/// The size of the arrays of one axis that it is the length of: no argument of the C++ function.
fn is_length(loss: &Loss, argument: &Argument) -> bool {
    matches!(argument.role, Role::Size) && signature::is_length(loss, &argument.name)
}

fn is_returned(argument: &Argument) -> bool {
    matches!(argument.role, Role::Value { .. })
}

fn is_options(argument: &Argument) -> bool {
    matches!(argument.role, Role::Options | Role::ClassOptions | Role::SequenceOptions)
}

pub fn is_array(argument: &Argument) -> bool {
    !argument.role.sizes().is_empty() || matches!(argument.role, Role::Gradient { .. })
}

/// Index targets, in whose place the options of classes may have narrower ones.
pub fn may_be_narrow(loss: &Loss, argument: &Argument) -> bool {
    loss.driver.has_class_options() && matches!(argument.role, Role::Index { .. } | Role::List { .. })
}

/// Whether a gradient must be given: of another type than the inputs it tells the functions apart.
fn is_needed(argument: &Argument, storage: &Storage) -> bool {
    matches!(argument.role, Role::Gradient { .. }) && storage.gradients != storage.inputs
}

/// An argument, which `may_be_left_out` if it may be absent at all.
fn declaration(loss: &Loss, argument: &Argument, storage: &Storage, may_be_left_out: bool) -> String {
    let name = &argument.name;
    if argument.role == Role::SequenceOptions {
        return format!("const loss_{name} &{name} = {{}}");
    }
    if is_options(argument) {
        let default = if name == "options" { "defaults" } else { "class_defaults" };
        let real = cpp(storage.options);
        return format!("const loss::{name}<{real}> &{name} = {default}<{real}>");
    }
    let needed = is_needed(argument, storage);
    let default = if is_array(argument) && argument.may_be_absent() && may_be_left_out { " = {}" } else { "" };
    let kind = argument.rust_type(&loss.arguments, storage);
    let kind = match kind.rsplit_once(' ') {
        Some(("*const", element)) => format!("input<{}>", cpp(element)),
        Some((_, element)) if needed => format!("needed_span<{}>", cpp(element)),
        Some((_, element)) => format!("span<{}>", cpp(element)),
        None => cpp(&kind).to_owned(),
    };
    format!("{kind} {name}{default}")
}

fn cpp(kind: &str) -> &'static str {
    match kind {
        "f32" => "float",
        "f64" => "double",
        "i64" => "std::int64_t",
        "u8" => "std::uint8_t",
        "u32" => "std::uint32_t",
        "usize" => "std::size_t",
        "loss_bf16" => "bf16",
        "loss_f16" => "f16",
        other => panic!("no C++ type for {other}"),
    }
}

fn function(loss: &Loss, storage: &Storage) -> String {
    let documentation = if storage == storages(loss)[0] {
        full_documentation(loss)
    } else {
        format!("{}, {}.", loss.title(), storage.words)
    };
    let mut text = String::from("\n/**\n");
    for line in documentation.lines() {
        text += format!(" * {line}").trim_end();
        text += "\n";
    }
    text += " */\n";

    let arguments = &loss.arguments;
    let valued = arguments.iter().any(is_returned);
    // What stands before an argument that must be given must be given too.
    let after = parameters(loss).enumerate().filter(|(_, argument)| is_needed(argument, storage)).last();
    let first = after.map_or(0, |(place, _)| place + 1);
    let declarations: Vec<String> = parameters(loss)
        .enumerate()
        .map(|(place, argument)| declaration(loss, argument, storage, place >= first))
        .collect();
    let head = format!("inline {} {}(", if valued { "result" } else { "status" }, loss.name);
    text += &filled("", &head, &declarations, ") LOSS_HPP_NOEXCEPT\n{\n");

    text += "    detail::length_check lengths;\n";
    for argument in arguments {
        text += &length_check(loss, argument);
    }
    if valued {
        text += "    double value = 0.0;\n";
    }
    text += "    loss_status code = LOSS_ERROR_SIZE;\n    if (lengths.fit())\n";
    let passed = loss.arguments.iter().map(|argument| match passed(loss, argument) {
        pointer if is_array(argument) && argument.rust_type(arguments, storage).contains("loss_") => {
            format!("detail::bits({pointer})")
        }
        other => other,
    });
    let passed: Vec<String> = passed.collect();
    text += &filled("        ", &format!("code = loss_{}_{}(", loss.name, storage.suffix), &passed, ");\n");
    text += if valued {
        "    return internal::finish(code, lengths, value);\n"
    } else {
        "    return internal::finish(code, lengths);\n"
    };
    text + "}\n"
}

/// The arguments of the C++ function: what may be left out stands last.
pub fn parameters(loss: &Loss) -> impl Iterator<Item = &Argument> {
    let own = loss.arguments.iter().filter(|argument| !is_length(loss, argument) && !is_returned(argument));
    let (own, mut options): (Vec<_>, Vec<_>) = own.partition(|argument| !is_options(argument));
    let (mut own, mut absent): (Vec<_>, Vec<_>) = own.into_iter().partition(|argument| !argument.may_be_absent());
    own.append(&mut absent);
    own.append(&mut options);
    own.into_iter()
}

/// The number of elements that a length is: of the first array that has it.
fn length(loss: &Loss, size: &str) -> String {
    let array = loss.arguments.iter().find(|argument| argument.role.sizes().first().is_some_and(|first| first == size));
    format!("{}.size()", array.map_or("", |array| &array.name))
}

/// What the C function gets for an argument.
fn passed(loss: &Loss, argument: &Argument) -> String {
    let name = &argument.name;
    if is_returned(argument) {
        "&value".to_owned()
    } else if argument.role == Role::SequenceOptions {
        format!("&{name}")
    } else if is_options(argument) {
        format!("detail::c_{name}({name}).get()")
    } else if is_length(loss, argument) {
        length(loss, name)
    } else if is_array(argument) && (argument.may_be_absent() || may_be_narrow(loss, argument)) {
        format!("detail::or_null({name})")
    } else if is_array(argument) {
        format!("{name}.data()")
    } else {
        name.clone()
    }
}

/// The sizes of an array: of a gradient, those of its input.
fn sizes<'a>(loss: &'a Loss, argument: &'a Argument) -> &'a [String] {
    match &argument.role {
        Role::Gradient { of } => {
            let input = loss.arguments.iter().find(|other| other.name == *of);
            input.map_or(&[], |input| input.role.sizes())
        }
        role => role.sizes(),
    }
}

/// What stands for a size: the length of the array that has it, or the argument.
fn size(loss: &Loss, name: &str) -> String {
    if signature::is_length(loss, argument::size_of(name)) { length(loss, name) } else { name.to_owned() }
}

/// The product of sizes.
fn product(loss: &Loss, sizes: &[String]) -> String {
    let mut factors = sizes.iter().map(|name| size(loss, name));
    let first = factors.next().unwrap_or_else(|| "1".to_owned());
    factors.fold(first, |product, factor| format!("detail::product({product}, {factor})"))
}

/// The number of rows, which is the length of what has an entry per row; and the elements of a row, if it has several.
fn rows(loss: &Loss) -> (String, Option<String>) {
    let inputs: Vec<_> = loss.inputs().map(|(_, array)| array).collect();
    if loss.driver.is_linear() {
        // The rows are those of the hidden states, the classes those of the weights: there is no matrix of both.
        let sizes = |array: usize| inputs.get(array).map_or(&[][..], |array| &array.sizes[..]);
        let rows = sizes(0).split_last().map_or_else(String::new, |(_, rows)| product(loss, rows));
        return (rows, sizes(1).first().cloned());
    }
    if loss.driver == Driver::Discriminator {
        let lengths: Vec<String> = inputs.iter().map(|array| product(loss, &array.sizes)).collect();
        return (lengths.join(" + "), None);
    }
    let array = inputs.first().copied().or_else(|| loss.targets().next().map(|(_, array)| array));
    match array.map_or(&[][..], |array| &array.sizes[..]) {
        [rows @ .., classes] if !rows.is_empty() => (product(loss, rows), Some(classes.clone())),
        sizes => (product(loss, sizes), None),
    }
}

/// Whether the function refuses an array of another length: one that gives the length cannot have another.
pub fn has_length_check(loss: &Loss, argument: &Argument) -> bool {
    is_array(argument) && product(loss, sizes(loss, argument)) != format!("{}.size()", argument.name)
}

/// The line that checks the length of an array, or of those of the options.
fn length_check(loss: &Loss, argument: &Argument) -> String {
    if loss.driver == Driver::Ctc {
        return length_check_of_sequences(argument);
    }
    let name = &argument.name;
    let (rows, classes) = rows(loss);
    let optional = if argument.may_be_absent() { "optional" } else { "" };
    // The backward pass of softmax has no targets: both of its matrices have the same stride.
    let of_targets = matches!(argument.role, Role::Constant { .. }) && loss.driver != Driver::SoftmaxBackward;
    // Its padding may be written.
    let padded = matches!(argument.role, Role::Gradient { .. } | Role::Output { .. }) && loss.driver.has_options();
    let of = |array: &str, sizes: &[String], matrix: bool| {
        let matrix = matrix && loss.driver.has_class_options() && !loss.driver.is_linear();
        let sizes = match &classes {
            Some(classes) if matrix && padded => format!("{rows}, {classes}, class_options, options.flags"),
            Some(classes) if matrix => format!("{rows}, {classes}, class_options"),
            _ => product(loss, sizes),
        };
        let target = if matrix && of_targets { "target" } else { "" };
        let words =
            ["of", optional, target, if matrix { "matrix" } else { "" }].into_iter().filter(|word| !word.is_empty());
        let method = words.collect::<Vec<_>>().join("_");
        let items = vec![format!("\"{array}\""), format!("{array}.size()"), sizes];
        filled("    ", &format!("lengths.{method}("), &items, ");\n")
    };
    match &argument.role {
        // Several inputs have no Hessian of a layout of their own, as the library will say, but for two batches.
        Role::Options if loss.inputs().count() > 1 && loss.driver != Driver::Discriminator => {
            format!("    lengths.of_options(options, {rows});\n")
        }
        Role::Options => {
            let input = loss.inputs().next().map_or(&[][..], |(_, array)| &array.sizes[..]);
            let hessian = if loss.driver == Driver::Discriminator {
                format!("    lengths.of_optional(\"options.hessian\", options.hessian.size(), {rows});\n")
            } else {
                of("options.hessian", input, true)
            };
            format!("    lengths.of_options(options, {rows});\n{hessian}")
        }
        Role::ClassOptions => {
            format!("    lengths.of_class_options(class_options, {rows}, {});\n", classes.as_deref().unwrap_or("0"))
        }
        _ if !has_length_check(loss, argument) => String::new(),
        role => {
            let sizes = sizes(loss, argument);
            if may_be_narrow(loss, argument) {
                let items =
                    [format!("\"{name}\""), format!("{name}.size()"), product(loss, sizes), "class_options".to_owned()];
                return filled("    ", "lengths.of_indices(", &items, ");\n");
            }
            let indices = matches!(role, Role::Index { .. } | Role::List { .. } | Role::Length { .. });
            // A matrix has the axes of the input.
            let axes = loss.inputs().next().map_or(0, |(_, array)| array.sizes.len());
            of(name, sizes, sizes.len() > 1 && sizes.len() == axes && !indices)
        }
    }
}

/// The same where sequences lie as their options say.
fn length_check_of_sequences(argument: &Argument) -> String {
    let name = &argument.name;
    let method = |method: &str, rest: &str| format!("    lengths.{method}(\"{name}\", {name}.size(), {rest});\n");
    match &argument.role {
        Role::Differentiated(_) => method("of_frames", "batch, max_time, classes, sequence_options"),
        Role::Gradient { .. } => {
            format!(
                "    if (!{name}.empty())\n    {}",
                method("of_frames", "batch, max_time, classes, sequence_options")
            )
        }
        Role::Index { .. } => method("of_labels", "batch, target_lengths, sequence_options"),
        Role::Length { .. } => method("of_optional", "batch"),
        Role::Options => "    lengths.of_options(options, batch);\n".to_owned(),
        _ => String::new(),
    }
}

/// `head`, then items with commas, in lines of at most [`WIDTH`] columns, then `tail`.
pub fn filled(indent: &str, head: &str, items: &[String], tail: &str) -> String {
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
fn full_documentation(loss: &Loss) -> String {
    let mut text = format!("{}\n\n{}\n", loss.documentation[0], loss.documentation[1]);
    let lengths: Vec<String> = loss
        .arguments
        .iter()
        .filter(|argument| is_length(loss, argument))
        .map(|argument| format!("{} is {}", argument.name, passed(loss, argument)))
        .collect();
    text += &format!("\nSee loss_{}_{}", loss.name, storages(loss)[0].suffix);
    text += &if lengths.is_empty() { ".\n".to_owned() } else { format!("; {}.\n", lengths.join(", ")) };
    text += "\nArguments:\n";
    let mut described: Vec<(String, String)> = Vec::new();
    for argument in parameters(loss) {
        let none = if is_options(argument) { "absent: " } else { "empty: " };
        let meaning = signature::meaning(loss, argument).replace("NULL: ", none);
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
