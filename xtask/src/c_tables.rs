//! What C programs that visit all losses know of them: the table, and a call of each.

use crate::argument::{Argument, Array, Role, size_of};
use crate::cpp::{self, DO_NOT_EDIT};
use crate::table::{Driver, FLAGS, Loss};

/// What a size counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Elements of arrays of one axis: of the first batch, or of the second.
    Elements(usize),
    Rows,
    Classes,
    Batch,
    Length,
}

/// The sizes of the array with most axes.
fn axes(loss: &Loss) -> &[String] {
    loss.arguments.iter().map(|argument| argument.role.sizes()).max_by_key(|sizes| sizes.len()).unwrap_or_default()
}

/// What a size of a loss counts.
pub fn axis(loss: &Loss, name: &str) -> Axis {
    let kinds: &[Axis] = match axes(loss).len() {
        1 => &[Axis::Elements(0), Axis::Elements(1)],
        2 => &[Axis::Rows, Axis::Classes],
        3 => &[Axis::Batch, Axis::Length, Axis::Classes],
        count => panic!("{}: C tests know no arrays of {count} axes", loss.name),
    };
    let place = match axes(loss) {
        [_] => loss.sizes().iter().position(|size| *size == name),
        axes => axes.iter().position(|axis| size_of(axis) == name),
    };
    *place.and_then(|place| kinds.get(place)).unwrap_or_else(|| panic!("{}: C tests do not know {name}", loss.name))
}

/// How many elements an array has.
pub fn extent(loss: &Loss, array: &Array) -> &'static str {
    match array.sizes.len() {
        1 if matches!(axes(loss), [_, classes] if *classes == array.sizes[0]) => "classes",
        1 if axes(loss).len() > 1 => "rows",
        1 => "elements",
        _ => "matrix",
    }
}

/// ctests/table.h.
pub fn table(losses: &[Loss]) -> String {
    let mut text = format!("/* Every loss, for C programs that visit all of them. {DO_NOT_EDIT} */\n");
    text += "#ifndef TABLE_H\n#define TABLE_H\n\n/* visit(name) for each loss. */\n#define LOSSES(visit)";
    for loss in losses {
        text += &format!(" \\\n    visit({})", loss.name);
    }
    text += "\n\n/* visit(name, flag) for each flag that some losses have a use for, and others refuse. */\n";
    text += "#define LOSS_FLAGS(visit)";
    for flag in FLAGS.iter().filter(|flag| losses.iter().any(|loss| loss.has(flag))) {
        text += &format!(" \\\n    visit({}, LOSS_{flag})", flag.to_lowercase());
    }
    text += "\n\n/* The elements of an array of loss_entry. */\n#define LOSS_ENTRIES";
    for loss in losses {
        for line in entry(loss).lines() {
            text += &format!(" \\\n{line}");
        }
    }
    text + "\n\n#endif\n"
}

fn entry(loss: &Loss) -> String {
    let mut fields = vec![
        format!(".name = {:?}", loss.name),
        format!(".family = {:?}", loss.family),
        format!(".driver = DRIVER_{}", loss.driver.name().to_uppercase()),
        format!(".has = {}", properties(loss).join(" | ")),
    ];
    if let Some(flags) = loss.flags() {
        fields.push(format!(".flags = {}", flags.join(" | ")));
    }
    let mut list = |count: &str, name: &str, items: Vec<String>| {
        if !items.is_empty() {
            fields.push(format!(".{count} = {}", items.len()));
            fields.push(format!(".{name} = {{{}}}", items.join(", ")));
        }
    };
    let array = |array: &Array, optional: bool| {
        let domain = array.domain.name().to_uppercase();
        let extent = extent(loss, array).to_uppercase();
        format!("{{DOMAIN_{domain}, EXTENT_{extent}, {}, {}}}", u8::from(array.double), u8::from(optional))
    };
    list("inputs", "input", loss.inputs().map(|(_, input)| array(input, false)).collect());
    let targets = loss.arguments.iter().filter_map(|argument| match &argument.role {
        Role::Constant { array: target, optional } => Some(array(target, *optional)),
        _ => None,
    });
    list("targets", "target", targets.collect());
    let numbers = loss.visited_numbers().map(|(name, _, default)| {
        let [first, second] = loss.corpus(name);
        format!("{{{}, {{{first}, {second}}}}}", default.unwrap_or_else(|| loss.sample(name)))
    });
    list("numbers", "number", numbers.collect());
    cpp::filled("    ", "{", &fields, "},\n")
}

/// What its arguments are, for programs that choose by it.
fn properties(loss: &Loss) -> Vec<&'static str> {
    let is = |wanted: fn(&Role) -> bool| loss.arguments.iter().any(|argument| wanted(&argument.role));
    let all = [
        ("HAS_VALUE", is(|role| matches!(role, Role::Value { .. }))),
        ("HAS_GRADIENT", is(|role| matches!(role, Role::Gradient { .. }))),
        ("HAS_OUTPUT", is(|role| matches!(role, Role::Output { .. }))),
        ("HAS_OPTIONS", is(|role| matches!(role, Role::Options))),
        ("HAS_CLASS_OPTIONS", is(|role| matches!(role, Role::ClassOptions))),
        ("HAS_INDEX", is(|role| matches!(role, Role::Index { .. }))),
        ("HAS_BYTES", is(|role| matches!(role, Role::Bytes { .. }))),
        ("HAS_LIST", is(|role| matches!(role, Role::List { .. }))),
        ("HAS_KIND", is(|role| matches!(role, Role::Enumeration { .. }))),
        ("HAS_CHOICE", is(|role| matches!(role, Role::Number { .. } | Role::Constant { optional: true, .. }))),
    ];
    all.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect()
}

/// ctests/calls.h.
pub fn calls(losses: &[Loss]) -> String {
    let mut text = format!(
        "/*\n * A call of each loss with `arguments`, for a file that is compiled once for each element type.\n \
         * {DO_NOT_EDIT}\n */\n#ifndef CALLS_H\n#define CALLS_H\n\n#include \"entry.h\"\n#include \"real.h\"\n"
    );
    for loss in losses {
        text += &format!("\nstatic loss_status TYPED(call_{})(const arguments *a)\n{{\n", loss.name);
        text += &cpp::filled("    ", &format!("return TYPED(loss_{})(", loss.name), &passed(loss), ");\n");
        text += "}\n";
    }
    text += "\ncall_function *const TYPED(CALLS)[LOSS_COUNT] = {\n";
    for loss in losses {
        text += &format!("    TYPED(call_{}),\n", loss.name);
    }
    text + "};\n\n#endif\n"
}

/// The fields of `arguments` that a function gets.
fn passed(loss: &Loss) -> Vec<String> {
    let (mut inputs, mut targets, mut numbers, mut gradients) = (0.., 0.., 0.., 0..);
    let mut next = |name: &str| match name {
        "inputs" => inputs.next(),
        "targets" => targets.next(),
        "numbers" => numbers.next(),
        _ => gradients.next(),
    };
    let mut field = |name: &str| format!("a->{name}[{}]", next(name).unwrap_or(0));
    let mut passed = |argument: &Argument| match &argument.role {
        Role::Differentiated(_) => field("inputs"),
        Role::Constant { .. } => field("targets"),
        Role::Number { .. } => field("numbers"),
        Role::Gradient { .. } | Role::Output { .. } => field("gradients"),
        Role::Bytes { .. } => "a->bytes".to_owned(),
        Role::Index { .. } => "a->index".to_owned(),
        Role::List { .. } => "a->list".to_owned(),
        // Tests of sequences have no place for these yet.
        Role::Length { .. } | Role::Label { .. } | Role::SequenceOptions => format!("a->{}", argument.name),
        Role::Size => match axis(loss, &argument.name) {
            Axis::Elements(batch) => format!("a->n[{batch}]"),
            Axis::Rows => "a->rows".to_owned(),
            // `classes` of tests are the elements of a row.
            Axis::Classes if loss.fewer() > 0 => format!("a->classes + {}", loss.fewer()),
            Axis::Classes => "a->classes".to_owned(),
            Axis::Batch => "a->batch".to_owned(),
            Axis::Length => "a->rows / a->batch".to_owned(),
        },
        Role::Enumeration { .. } => "a->kind".to_owned(),
        Role::ClassOptions => "a->class_options".to_owned(),
        Role::Options => "a->options".to_owned(),
        Role::Value { .. } => "a->value".to_owned(),
        // Functions that are no losses have tests of their own.
        Role::Counts { .. } | Role::Switch => format!("a->{}", argument.name),
    };
    loss.arguments.iter().map(&mut passed).collect()
}

/// Whether each input is a batch of its own, with a size of its own.
pub fn has_batches(loss: &Loss) -> bool {
    loss.driver == Driver::Discriminator
}
