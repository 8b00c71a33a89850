//! The table by which Rust tests visit all losses.

use crate::argument::{Argument, Array, Role};
use crate::c_tables::{self, Axis};
use crate::storage::{self, Storage};
use crate::stubs::{DO_NOT_EDIT, visitor};
use crate::table::{Driver, Loss, camel_case};

/// What tests call the arrays of a loss, in their order.
const INPUTS: [&str; 3] = ["input", "second", "third"];
const GRADIENTS: [&str; 3] = ["gradient", "second_gradient", "third_gradient"];

/// Those that are called by a way of their own, as they take doubles whatever their type.
fn is_of_tasks(loss: &Loss) -> bool {
    matches!(loss.driver, Driver::Combine | Driver::Uncertainty)
}

/// What tests call a size: what arrays of one axis have is rows, but for two batches.
fn size(loss: &Loss, name: &str) -> String {
    match c_tables::axis(loss, name) {
        Axis::Elements(batch) if c_tables::has_batches(loss) => format!("batches[{batch}]"),
        Axis::Elements(_) | Axis::Rows => "rows".to_owned(),
        Axis::Batch => "batch()".to_owned(),
        Axis::Length => "seq_len".to_owned(),
        // What tests call classes are the elements of a row; too many of them are none.
        Axis::Classes if loss.fewer() > 0 => format!("classes.wrapping_add({})", loss.fewer()),
        Axis::Classes => "classes".to_owned(),
    }
}

/// The names of a call's arguments in the tests' struct.
fn passed(loss: &Loss) -> Vec<String> {
    let (mut inputs, mut numbers, mut gradients) = (INPUTS.iter(), 0.., GRADIENTS.iter());
    let mut optional = 0..;
    let mut field = |argument: &Argument| match &argument.role {
        Role::Differentiated(_) => format!("a.{}", inputs.next().expect("at most three inputs")),
        Role::Constant { optional: true, .. } => format!("a.optional[{}]", optional.next().unwrap_or(0)),
        Role::Constant { .. } => "a.target".to_owned(),
        Role::Bytes { .. } => "a.bytes".to_owned(),
        Role::Index { .. } | Role::List { .. } => "a.index".to_owned(),
        // A driver of sequences needs a way of its own to be called in tests.
        Role::Length { .. } | Role::Label { .. } | Role::SequenceOptions => format!("a.{}", argument.name),
        Role::Size => format!("a.{}", size(loss, &argument.name)),
        Role::Number { .. } => format!("a.scalars[{}]", numbers.next().unwrap_or(0)),
        Role::Enumeration { .. } => "a.kind".to_owned(),
        Role::ClassOptions => "c".to_owned(),
        Role::Options => "o".to_owned(),
        Role::Value { .. } => "a.value".to_owned(),
        Role::Gradient { .. } => format!("a.{}", gradients.next().expect("at most three gradients")),
        Role::Output { .. } => "a.gradient".to_owned(),
        // Functions that are no losses have tests of their own.
        Role::Counts { .. } | Role::Switch => format!("a.{}", argument.name),
    };
    loss.arguments.iter().map(&mut field).collect()
}

/// tests/common/table.rs.
pub fn rust(losses: &[Loss]) -> String {
    let mut text = format!("//! Every loss, for tests that visit all of them. {DO_NOT_EDIT}\n");
    text += "\n// Each unsafe block is a call alone, and its condition is the caller's: see `Call` and `TaskCall`.\n";
    text += "#![allow(clippy::undocumented_unsafe_blocks)]\n";
    text += "\nuse loss::{LOSS_BINARY_TARGETS, LOSS_FULL, LOSS_SWAP, loss_bf16, loss_f16};\n";
    text += "use super::entry::{Array, Domain, Driver, Entry, Extent, Number};\nuse super::half::HalfCall;\nuse super::raw::Call;\nuse super::tasks::TaskCall;\n";
    for (name, about, drivers, most) in [
        ("each_pointwise", "loss of single elements", &[Driver::Elementwise, Driver::Penalty][..], 2),
        ("each_rowwise", "loss of elements that sums over rows", &[Driver::RowSums], 2),
        ("each_margin", "loss of margins between classes", &[Driver::Margin], 1),
    ] {
        // Lists of classes have a formula of another kind.
        let visited = losses.iter().filter(|loss| loss.inputs().count() <= most && loss.list().is_none());
        text += &visitor(name, about, drivers, "loss_kernels", visited);
    }
    let drivers = [Driver::Decisions];
    text += &visitor("each_decision", "loss of rows of decisions", &drivers, "loss_kernels", losses.iter());
    let drivers = [Driver::Vectors];
    text += &visitor("each_of_vectors", "loss of rows of vectors", &drivers, "loss_kernels", losses.iter());
    for storage in &storage::WHOLE {
        text += &calls(losses, storage.suffix);
    }
    for storage in &storage::HALF {
        text += &half_calls(losses, storage);
    }
    text += "\n/// In the order of the header.\npub static ENTRIES: &[Entry] = &[\n";
    text += &losses.iter().map(entry).collect::<String>();
    text += "];\n\n/// The names of all losses.\npub const NAMES: &[&str] = &[\n";
    text += &losses.iter().map(|loss| format!("    {:?},\n", loss.name)).collect::<String>();
    text + "];\n"
}

fn calls(losses: &[Loss], dtype: &str) -> String {
    let mut text = String::new();
    for (name, call, about, of_tasks) in
        [("call", "Call", "a loss", false), ("task_call", "TaskCall", "several losses as one", true)]
    {
        text += &format!(
            "\n/// The call of the `{dtype}` function of {about}.\n\
             pub fn {name}_{dtype}(name: &str) -> Option<{call}<{dtype}>> {{\n    Some(match name {{\n"
        );
        for loss in losses.iter().filter(|loss| is_of_tasks(loss) == of_tasks) {
            let by_name = || loss.arguments.iter().map(|argument| format!("a.{}", argument.name)).collect();
            let passed: Vec<String> = if of_tasks { by_name() } else { passed(loss) };
            // A function without options has no use for theirs.
            let used = |name: &'static str| if passed.iter().any(|field| field == name) { name } else { "_" };
            let arguments = if of_tasks { "a".to_owned() } else { format!("a, {}, {}", used("o"), used("c")) };
            text += &format!(
                "        {:?} => |{arguments}| unsafe {{ loss::loss_{}_{dtype}({}) }},\n",
                loss.name,
                loss.name,
                passed.join(", ")
            );
        }
        text += "        _ => return None,\n    })\n}\n";
    }
    text
}

/// Calls of functions of half precision.
fn half_calls(losses: &[Loss], storage: &Storage) -> String {
    let Storage { suffix, inputs, gradients, .. } = storage;
    let mut text = format!(
        "\n/// The call of the `{suffix}` function of a loss.\n\
         pub fn half_call_{suffix}(name: &str) -> Option<HalfCall<{inputs}, {gradients}>> {{\n    Some(match name {{\n"
    );
    for loss in losses.iter().filter(|loss| loss.half) {
        let passed = passed(loss);
        let used = |name: &'static str| if passed.iter().any(|field| field == name) { name } else { "_" };
        let passed = passed.join(", ");
        text += &format!(
            "        {:?} => |a, {}, {}| unsafe {{ loss::loss_{}_{suffix}({passed}) }},\n",
            loss.name,
            used("o"),
            used("c"),
            loss.name
        );
    }
    text + "        _ => return None,\n    })\n}\n"
}

fn entry(loss: &Loss) -> String {
    let arrays = |arrays: Vec<(&str, &Array)>| {
        let list = arrays.iter().map(|(name, array)| {
            let extent = camel_case(c_tables::extent(loss, array));
            let domain = camel_case(array.domain.name());
            format!("Array {{ name: {name:?}, extent: Extent::{extent}, domain: Domain::{domain} }}")
        });
        format!("&[{}]", list.collect::<Vec<_>>().join(", "))
    };
    let is_optional = |name: &str| loss.optional_targets().any(|optional| optional == name);
    let numbers = loss.visited_numbers().map(|(name, range, default)| {
        format!(
            "Number {{ name: {name:?}, low: {}, low_included: {}, high: {}, high_included: {}, must_be: {:?}, default: {default:?}, sample: {:?} }}",
            bound(range.low), range.low_included, bound(range.high), range.high_included, range.must_be(default), loss.sample(name)
        )
    });
    format!(
        "    Entry {{ name: {:?}, driver: Driver::{:?}, inputs: {}, targets: {}, optional: {}, has_index: {}, has_bytes: {}, has_list: {}, fewer: {}, numbers: &[{}], of_some_kinds: &{:?}, gradients: &{:?}, flags: {}, bound_by_memory: {}, half: {} }},\n",
        loss.name,
        loss.driver,
        arrays(loss.inputs().collect()),
        arrays(loss.targets().filter(|(name, _)| !is_optional(name)).collect()),
        arrays(loss.targets().filter(|(name, _)| is_optional(name)).collect()),
        loss.index().is_some(),
        loss.arguments.iter().any(|argument| matches!(argument.role, Role::Bytes { .. })),
        loss.list().is_some(),
        loss.fewer(),
        numbers.collect::<Vec<_>>().join(", "),
        loss.of_some_kinds,
        loss.gradients(),
        loss.flags().map_or("0".to_owned(), |names| names.join(" | ")),
        loss.has("BOUND_BY_MEMORY"),
        loss.half,
    )
}

fn bound(number: f64) -> String {
    match number {
        f64::INFINITY => "f64::INFINITY".to_owned(),
        f64::NEG_INFINITY => "f64::NEG_INFINITY".to_owned(),
        // Clippy refuses its digits.
        number if number == std::f64::consts::PI => "std::f64::consts::PI".to_owned(),
        number => format!("{number:?}"),
    }
}
