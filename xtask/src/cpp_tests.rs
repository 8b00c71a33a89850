//! ctests/each_loss.hpp: for each loss a test of its C++ function. ctests/wrappers.cpp has what it refers to.

use crate::argument::{Argument, Domain, Role};
use crate::c_tables::{Axis, axis, extent, has_batches};
use crate::cpp::{self, DO_NOT_EDIT};
use crate::storage::F32;
use crate::table::Loss;

/// ctests/each_loss.hpp.
pub fn each_loss(losses: &[Loss]) -> String {
    let mut text = format!(
        "// Members of each_loss in wrappers.cpp, which has the arrays and checks: the test of each loss, and all().\n\
         // {DO_NOT_EDIT}\n"
    );
    for loss in losses {
        text += &format!("\nvoid {}()\n{{\n{}}}\n", loss.name, body(loss));
    }
    text += "\nvoid all()\n{\n";
    text += &losses.iter().map(|loss| format!("    {}();\n", loss.name)).collect::<String>();
    text + "}\n"
}

fn body(loss: &Loss) -> String {
    let text = if has(loss, |role| matches!(role, Role::Options | Role::ClassOptions)) {
        by_features(loss)
    } else {
        without_options(loss)
    };
    text + &refusals(loss)
}

fn has(loss: &Loss, wanted: fn(&Role) -> bool) -> bool {
    loss.arguments.iter().any(|argument| wanted(&argument.role))
}

/// A line of code, or several of at most 120 columns.
fn statement(indent: &str, head: &str, items: &[String], tail: &str) -> String {
    cpp::filled(indent, head, items, &format!("{tail}\n"))
}

/// Both calls, compared with every feature of the options.
fn by_features(loss: &Loss) -> String {
    let count = loss.inputs().count();
    let output = if has(loss, |role| matches!(role, Role::Output { .. })) { "_OF_OUTPUT" } else { "" };
    let in_c = format!("const auto in_c = IN_C{output}(C(T, {})(", loss.name);
    let in_cpp = format!("const auto in_cpp = IN_CPP{output}(loss::{}(", loss.name);
    let given = cpp::parameters(loss).map(|argument| in_cpp_call(loss, argument, &part(loss, argument)));
    let mut lines =
        vec![statement("", &in_c, &in_c_call(loss), "));"), statement("", &in_cpp, &given.collect::<Vec<_>>(), "));")];
    let traits = [
        ("has_options", has(loss, |role| matches!(role, Role::Options))),
        ("has_class_options", has(loss, |role| matches!(role, Role::ClassOptions))),
        ("has_hessian", loss.has_hessian()),
    ];
    let traits = traits.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect::<Vec<_>>().join(" | ");
    let rows = match extent_of_input(loss) {
        "elements" if has_batches(loss) => format!("{count} * N"),
        "elements" => "N".to_owned(),
        _ => "ROWS".to_owned(),
    };
    let layout = if count == 1 { "N".to_owned() } else { format!("{count} * N") };
    for check in ["compare", "compare_lengths"] {
        let calls = if check == "compare" { "in_c, in_cpp" } else { "in_cpp" };
        let items = [format!("{:?}", loss.name), rows.clone(), layout.clone(), traits.clone(), calls.to_owned()];
        lines.push(statement("", &format!("{check}<T>("), &items, ");"));
    }
    let lines = lines.concat();
    if !has(loss, |role| matches!(role, Role::Enumeration { .. })) {
        return indented(&lines, "    ");
    }
    format!(
        "    const auto code = [&](std::uint32_t kind) {{ return {}.code; }};\n    std::uint32_t kind = 0;\n    \
         for (; code(kind) == LOSS_OK; kind++) {{\n{}    }}\n    \
         check(kind > 1 && code(kind) == LOSS_ERROR_INVALID_ARGUMENT, \"{}: unknown kind\");\n    kind = 0;\n",
        shortest_call(loss, None),
        indented(&lines, "        "),
        loss.name
    )
}

fn indented(lines: &str, indent: &str) -> String {
    lines.lines().map(|line| format!("{indent}{line}\n")).collect()
}

/// Both calls, with the arrays that may be absent and without.
fn without_options(loss: &Loss) -> String {
    let mut lines = String::new();
    let gradients: Vec<&Argument> =
        loss.arguments.iter().filter(|argument| matches!(argument.role, Role::Gradient { .. })).collect();
    for gradient in &gradients {
        let name = &gradient.name;
        lines += &format!("std::vector<{}> c_{name}(N), {name}(N);\n", element(loss, gradient));
    }
    lines += "double value = 0.0;\n";
    let optional = has(loss, |role| matches!(role, Role::Constant { optional: true, .. }));
    let in_c = in_c_call(loss);
    let given = cpp::parameters(loss).map(|argument| in_cpp_call(loss, argument, &argument.name));
    lines += &statement("", &format!("check(C(T, {})(", loss.name), &in_c, ") == LOSS_OK,");
    lines.pop();
    lines += &format!(" \"{}: in C\");\n", loss.name);
    lines += &statement(
        "",
        &format!("const outcome found = OUTCOME(loss::{}(", loss.name),
        &given.collect::<Vec<_>>(),
        "));",
    );
    lines += &format!("check(found.code == LOSS_OK && found.value == value, \"{}\");\n", loss.name);
    for gradient in &gradients {
        let name = &gradient.name;
        lines += &format!("check(same(c_{name}, {name}), \"{}: {name}\");\n", loss.name);
    }
    if optional {
        format!("    for (const bool given : {{false, true}}) {{\n{}    }}\n", indented(&lines, "        "))
    } else {
        indented(&lines, "    ")
    }
}

/// Each array that is one element short is refused by its name; an output that is empty, too.
fn refusals(loss: &Loss) -> String {
    let mut text = String::new();
    for argument in cpp::parameters(loss).filter(|argument| cpp::has_length_check(loss, argument)) {
        let lengths: &[&str] = if matches!(argument.role, Role::Output { .. }) { &["N - 1", "0"] } else { &["N - 1"] };
        for length in lengths {
            let short = match argument.role {
                Role::Gradient { .. } | Role::Output { .. } if element(loss, argument) == "double" => {
                    format!("{{own_doubles.data(), {length}}}")
                }
                Role::Gradient { .. } | Role::Output { .. } => format!("{{own.data(), {length}}}"),
                _ => format!("shorter({})", array(loss, argument)),
            };
            let items = [
                format!("{:?}", loss.name),
                format!("{:?}", argument.name),
                shortest_call(loss, Some((argument, short))),
            ];
            text += &statement("    ", "refused(", &items, ");");
        }
    }
    text
}

/// A call without all that may be left out at the end, and with one argument in place of the usual one.
fn shortest_call(loss: &Loss, other: Option<(&Argument, String)>) -> String {
    let other = other.as_ref();
    let mut given: Vec<(String, bool)> = cpp::parameters(loss)
        .map(|argument| match other {
            Some((short, text)) if *short == argument => (text.clone(), true),
            _ if matches!(argument.role, Role::Output { .. }) => ("own".to_owned(), true),
            _ if argument.may_be_absent() => ("{}".to_owned(), false),
            _ => (in_cpp_call(loss, argument, ""), true),
        })
        .collect();
    while given.last().is_some_and(|(_, needed)| !needed) {
        given.pop();
    }
    let given: Vec<String> = given.into_iter().map(|(text, _)| text).collect();
    format!("OUTCOME(loss::{}({}))", loss.name, given.join(", "))
}

/// The C++ type of an array's elements.
fn element(loss: &Loss, argument: &Argument) -> &'static str {
    if argument.rust_type(&loss.arguments, &F32).ends_with("f64") { "double" } else { "T" }
}

fn extent_of_input(loss: &Loss) -> &'static str {
    loss.inputs().next().map_or("elements", |(_, array)| extent(loss, array))
}

/// The array in each_loss that an argument gets.
fn array(loss: &Loss, argument: &Argument) -> String {
    let place = |wanted: fn(&Role) -> bool| {
        let of_role = loss.arguments.iter().filter(|other| wanted(&other.role));
        of_role.take_while(|other| *other != argument).count()
    };
    match &argument.role {
        Role::Differentiated(array) if array.double => {
            format!("doubles[{}]", place(|role| matches!(role, Role::Differentiated(_))))
        }
        Role::Differentiated(array) if array.domain == Domain::Rising => "rising".to_owned(),
        Role::Differentiated(_) => format!("inputs[{}]", place(|role| matches!(role, Role::Differentiated(_)))),
        Role::Constant { array, .. } if array.double => {
            format!("doubles[{}]", place(|role| matches!(role, Role::Differentiated(_) | Role::Constant { .. })))
        }
        Role::Constant { array, .. } => {
            let rows = match extent(loss, array) {
                "rows" => "row_",
                "classes" => "class_",
                _ => "",
            };
            let kind = if array.domain == Domain::Sign { "signs" } else { "targets" };
            format!("{rows}{kind}")
        }
        Role::List { .. } => "list".to_owned(),
        Role::Bytes { .. } => "bytes".to_owned(),
        _ => "index".to_owned(),
    }
}

fn size(loss: &Loss, name: &str) -> &'static str {
    match axis(loss, name) {
        Axis::Elements(_) => "N",
        Axis::Rows => "ROWS",
        // `CLASSES` are the elements of a row.
        Axis::Classes if loss.fewer() > 0 => "CLASSES + 1",
        Axis::Classes => "CLASSES",
        Axis::Batch => "BATCH",
        Axis::Length => "LENGTH",
    }
}

/// The part of `grad` that a gradient gets, of an output all of it.
fn part(loss: &Loss, argument: &Argument) -> String {
    if matches!(argument.role, Role::Output { .. }) {
        return "out".to_owned();
    }
    let gradients = loss.gradients();
    let place = gradients.iter().position(|name| *name == argument.name).unwrap_or(0);
    if gradients.len() == 1 { "grad".to_owned() } else { format!("part(grad, {place}, {})", gradients.len()) }
}

/// What the C function gets, in order.
fn in_c_call(loss: &Loss) -> Vec<String> {
    let options = has(loss, |role| matches!(role, Role::Options | Role::ClassOptions));
    let gradients = loss.gradients();
    let passed = |argument: &Argument| match &argument.role {
        Role::Gradient { .. } if !options => format!("c_{}.data()", argument.name),
        Role::Gradient { .. } => match gradients.iter().position(|name| *name == argument.name) {
            None | Some(0) => "grad".to_owned(),
            Some(1) => "grad + N".to_owned(),
            Some(place) => format!("grad + {place} * N"),
        },
        Role::Output { .. } => "out".to_owned(),
        Role::Constant { optional: true, .. } if !options => {
            format!("given ? {}.data() : nullptr", array(loss, argument))
        }
        Role::Value { .. } if !options => "&value".to_owned(),
        Role::Size => size(loss, &argument.name).to_owned(),
        _ => match in_cpp_call(loss, argument, "") {
            array if cpp::is_array(argument) => format!("{array}.data()"),
            other => other,
        },
    };
    loss.arguments.iter().map(passed).collect()
}

/// What the C++ function gets for an argument; `output` is what a gradient gets.
fn in_cpp_call(loss: &Loss, argument: &Argument, output: &str) -> String {
    match &argument.role {
        Role::Gradient { .. } | Role::Output { .. } => output.to_owned(),
        Role::Constant { optional: true, .. } if !has(loss, |role| matches!(role, Role::Options)) => {
            format!("if_given(given, {})", array(loss, argument))
        }
        Role::Size => size(loss, &argument.name).to_owned(),
        // 0 of what only some kinds have.
        Role::Number { .. } => format!("{:?}", loss.sample(&argument.name)),
        Role::Enumeration { .. } => "kind".to_owned(),
        Role::ClassOptions | Role::Options | Role::Value { .. } => argument.name.clone(),
        _ => array(loss, argument),
    }
}
