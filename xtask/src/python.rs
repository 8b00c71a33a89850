//! The Python package's functions: one per loss, in a module per family.

use crate::argument::Role as CRole;
use crate::argument::{Argument, Array, Range};
use crate::python_text::{docstring, documentation};
use crate::stubs::{DO_NOT_EDIT, families};
use crate::table::{Driver, Family, Loss};

/// A parameter of a Python function.
pub struct Parameter {
    pub name: String,
    pub kind: &'static str,
    /// None: it must be given.
    pub default: Option<String>,
    pub meaning: String,
    /// What the parameter is for the call: an option passes under its own name.
    pub role: Role,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Role {
    /// An array, a kind or a number, which the call takes in its place.
    Argument,
    Option,
    /// An option that asks for an output, or says how it is written: the autograd functions have none.
    Output,
}

fn parameter(name: &str, kind: &'static str, default: Option<&str>, meaning: &str, role: Role) -> Parameter {
    Parameter { name: name.to_owned(), kind, default: default.map(str::to_owned), meaning: meaning.to_owned(), role }
}

/// What must be given in its place: arrays, a kind, numbers without a default.
fn positional(loss: &Loss) -> Vec<Parameter> {
    let mut list: Vec<Parameter> = loss.arguments.iter().filter_map(|argument| array(loss, argument)).collect();
    list.extend(numbers(loss).filter(|number| number.default.is_none()));
    list
}

/// An array, or a kind, as Python takes it.
fn array(loss: &Loss, argument: &Argument) -> Option<Parameter> {
    let name = argument.name.as_str();
    let of = |kind, meaning: String| Some(parameter(name, kind, None, &meaning, Role::Argument));
    match &argument.role {
        CRole::Enumeration { prefix } => of(kind_type(prefix), "one of the objectives above".to_owned()),
        CRole::Bytes { .. } => {
            let input = loss.inputs().next().map_or("", |(name, _)| name);
            of("Array", format!("bool or uint8, the shape of {input}: {}", loss.about(name).unwrap_or_default()))
        }
        CRole::Differentiated(array) | CRole::Constant { array, optional: false } if array.double => {
            let first = loss.arguments.first().is_some_and(|first| first.name == name);
            let meaning =
                if first { "numbers, or (n,) float64" } else { "as many; those of a list may be of any type" };
            of("Numbers", meaning.to_owned())
        }
        CRole::Differentiated(array) | CRole::Constant { array, optional: false } => {
            of("Array", shape(loss, name, array))
        }
        CRole::Index { .. } if loss.driver == Driver::Sequence => {
            of("Array", "(..., seq_len), int64 or int32".to_owned())
        }
        CRole::List { .. } => {
            let input = loss.inputs().next().map_or("", |(name, _)| name);
            let shape = format!("int64 or int32, the shape of {input} with the axis of classes last");
            of("Array", format!("{shape}; a row's classes, then -1 where there are more entries"))
        }
        CRole::Index { .. } => {
            let input = loss.inputs().next().map_or("", |(name, _)| name);
            of("Array", format!("int64 or int32, the shape of {input} without the axis of classes"))
        }
        _ => None,
    }
}

/// The type of the name of a kind, and the function of the package that gives its number.
const KINDS: [(&str, &str, &str); 3] = [
    ("LOSS_GAN", "Kind", "kind"),
    ("LOSS_PREFERENCE", "Preference", "preference_kind"),
    ("LOSS_UNPAIRED", "Unpaired", "unpaired_kind"),
];

fn kind_type(prefix: &str) -> &'static str {
    KINDS.iter().find(|(known, ..)| *known == prefix).map_or("str", |(_, name, _)| name)
}

/// The expression that makes a number of the kind.
fn kind_number(loss: &Loss) -> String {
    let known = KINDS.iter().find(|(prefix, ..)| loss.kinds() == Some(prefix));
    format!("_call.{}(kind)", known.map_or("kind", |(.., function)| function))
}

/// The shape and the type of an array, in words.
fn shape(loss: &Loss, name: &str, array: &Array) -> String {
    let (first, input) = loss.inputs().find(|(_, array)| !array.double).expect("a loss of arrays has an input");
    if loss.driver == Driver::Discriminator {
        let other = if name == first { "float32 or float64".to_owned() } else { format!("the dtype of {first}") };
        return format!("{}: any shape, {other}", loss.about(name).unwrap_or_default());
    }
    if name != first {
        return if array.sizes == input.sizes {
            format!("the same shape and dtype as {first}")
        } else {
            format!("one number per row: the shape of {first} without its last axis, the same dtype")
        };
    }
    if loss.driver == Driver::Uncertainty {
        return "(n,), float32 or float64".to_owned();
    }
    match &array.sizes[..] {
        [_] => "any shape, float32 or float64".to_owned(),
        [.., classes] => {
            let rows = if loss.driver == Driver::Sequence { "..., seq_len" } else { "..." };
            let axis = loss.driver.has_class_options() && loss.driver != Driver::Decisions;
            let axis = if axis { "; other layouts by `axis`" } else { "" };
            format!("({rows}, {classes}), float32 or float64{axis}")
        }
        [] => String::new(),
    }
}

/// A loss's own numbers. Where the library takes 0 for a default, that is the default here.
fn numbers(loss: &Loss) -> impl Iterator<Item = Parameter> {
    loss.numbers().map(|(name, range, default)| {
        let symbol = loss.about(name).map_or(String::new(), |about| format!("{about}: "));
        let not_zero = if default.is_some_and(|default| refuses_zero(range, default)) && range.contains(0.0) {
            "; not 0"
        } else {
            ""
        };
        let default = default.map(|default| format!("{default:?}"));
        let meaning = format!("{symbol}{}{not_zero}", range.words());
        parameter(&python_name(name), "float", default.as_deref(), &meaning, Role::Argument)
    })
}

/// Whether 0, which is in the range or next to it, would be taken for another default.
fn refuses_zero(range: &Range, default: f64) -> bool {
    default != 0.0 && (range.contains(0.0) || range.low == 0.0)
}

/// A name that Python does not keep for itself.
pub fn python_name(name: &str) -> String {
    if name == "lambda" { "lambda_".to_owned() } else { name.to_owned() }
}

/// Arrays that may be left out.
fn optional_arrays(loss: &Loss) -> impl Iterator<Item = Parameter> {
    let (first, input) = loss.inputs().next().expect("a loss of arrays has an input");
    let optional = |name: &str| loss.optional_targets().any(|optional| optional == name);
    loss.targets().filter(move |(name, _)| optional(name)).map(move |(name, array)| {
        let shape = if array.sizes == input.sizes { format!("like {first}") } else { "(classes,)".to_owned() };
        let about = loss.about(name).unwrap_or_default().replace("NULL", "None");
        parameter(name, "Optional[Array]", Some("None"), &format!("{shape}: {about}"), Role::Option)
    })
}

/// What losses of decisions have of the options of classes.
fn decision_options(loss: &Loss) -> Vec<Parameter> {
    let option = |name: &str, kind, default, meaning: &str| parameter(name, kind, Some(default), meaning, Role::Option);
    let mut list = Vec::new();
    if loss.has("WEIGHTED") {
        let meaning = if loss.fewer() > 0 {
            "(classes - 1,): one weight per decision"
        } else {
            "(classes,): one weight per class"
        };
        list.push(option("class_weight", "Optional[Array]", "None", meaning));
    }
    if loss.index().is_some() {
        list.push(option("ignore_index", "int", "-100", "rows with this target do not count"));
    }
    list
}

fn class_options(loss: &Loss) -> Vec<Parameter> {
    use Driver::{Class, Cosines, Divergence, Margin, Sequence, Softmax, SoftmaxBackward, Teacher};
    let driver = loss.driver;
    let with_targets = matches!(driver, Class | Cosines | Sequence | Teacher);
    let weights_of_margin = !loss.has("WITHOUT_CLASS_WEIGHTS") && loss.list().is_none();
    let weighted = with_targets || (driver == Margin && weights_of_margin);
    let of_logits = driver != Margin && !loss.has("LOG_PROBABILITIES");
    let option = |name, kind, default, meaning| parameter(name, kind, Some(default), meaning, Role::Option);
    let out = |name, meaning| parameter(name, "Output", Some("None"), meaning, Role::Output);
    let mut list = Vec::new();
    let meaning = match driver {
        Sequence => "the axis that has the vocabulary",
        _ => "the axis that has the classes: 1 for images (N, C, H, W)",
    };
    list.push(option("axis", "int", "-1", meaning));
    if driver == SoftmaxBackward {
        list.push(option("temperature", "float", "1.0", "that of the softmax; not 0"));
        return list;
    }
    if weighted {
        list.push(option("class_weight", "Optional[Array]", "None", "(classes,): one weight per class"));
    }
    if loss.index().is_some() {
        list.push(option("ignore_index", "int", "-100", "rows with this target do not count"));
    }
    if with_targets && !loss.is_of_cross_entropy() {
        list.push(option("label_smoothing", "float", "0.0", "ε in [0, 1]"));
    }
    if of_logits && !matches!(driver, Cosines | Teacher) {
        list.push(option("temperature", "float", "1.0", "logits are divided by it first; not 0"));
    }
    if of_logits {
        let meaning = "then they become softcap * tanh(logits / softcap); not 0";
        if driver != Cosines {
            list.push(option("softcap", "Optional[float]", "None", meaning));
        }
        let both = if matches!(driver, Teacher | Divergence) && loss.targets().next().is_some() {
            " of both models"
        } else {
            ""
        };
        let meaning = format!("(classes,): then added to the logits{both}; -inf leaves the class out");
        list.push(parameter("class_bias", "Optional[Array]", Some("None"), &meaning, Role::Option));
        if driver != Divergence && driver != Softmax && !loss.is_of_cross_entropy() {
            list.push(option("z_loss", "float", "0.0", "adds z_loss * lse**2 to the loss of a row"));
        }
        let lse = match driver {
            Cosines => "output per row: log(sum(exp(logits))), with scale, margin and class_bias",
            _ => "output per row: log(sum(exp(logits))), after temperature, softcap and class_bias",
        };
        list.push(out("lse", lse));
        list.push(out("entropy", "output per row: the entropy of the softmax, in nats"));
    }
    if driver != Margin {
        list.push(out("argmax", "output per row: the class of the largest logit, int64"));
    }
    list
}

fn common_options(loss: &Loss) -> Vec<Parameter> {
    let (row, batches) = match loss.driver {
        Driver::Discriminator => ("sample", ": (n_real + n_fake,), real samples first"),
        _ if has_rows(loss) => ("row", ""),
        _ => ("element", ""),
    };
    let option = |name, kind, default, meaning: &str| parameter(name, kind, Some(default), meaning, Role::Option);
    let out = |name: &str, kind, default, meaning: &str| parameter(name, kind, Some(default), meaning, Role::Output);
    let mut list = Vec::new();
    let has_value = loss.driver.has_value();
    if has_value && !loss.driver.is_penalty() && !loss.has("ROOT") {
        let meaning = "\"mean\": Σ w·l / Σ w, \"sum\": Σ w·l, \"mean_rows\": Σ w·l / rows that count, \"none\": a sum with `losses`";
        list.push(option("reduction", "Reduction", "\"mean\"", meaning));
    }
    list.push(option("weight", "Optional[Array]", "None", &format!("one weight per {row}{batches}")));
    let meaning = format!("bool or uint8, one per {row}{batches}; 0: it does not count");
    list.push(option("mask", "Optional[Array]", "None", &meaning));
    for (constant, name, meaning) in FLAGS {
        if loss.has(constant) {
            list.push(option(name, "bool", "False", meaning));
        }
    }
    let multiplied = match (loss.has_hessian(), has_several_gradients(loss)) {
        (true, _) => "multiplies gradient and Hessian",
        (false, true) => "multiplies the gradients",
        (false, false) => "multiplies the gradient",
    };
    list.push(out("upstream", "float", "1.0", multiplied));
    list.push(option("threads", "int", "0", "the largest number of threads; 0: the setting of set_num_threads"));
    if let (false, [(first, _)], [(second, _)]) =
        (has_value, &loss.inputs().collect::<Vec<_>>()[..], &loss.targets().collect::<Vec<_>>()[..])
    {
        let meaning = format!("an array to write, which may be {first} or {second}");
        list.push(parameter("grad", "Optional[Array]", Some("None"), &meaning, Role::Output));
    }
    for (name, input) in gradients(loss) {
        let meaning = format!("output: dvalue/d{input}; True, or an array to write, which may be {input}");
        list.push(out(&name, "Output", "None", &meaning));
    }
    list.push(out("accumulate", "bool", "False", "adds to the gradient that is in the array"));
    if !has_value {
        return list;
    }
    list.push(out("losses", "Output", "None", &format!("output: the loss of each {row} before reduction{batches}")));
    if loss.has_hessian() {
        let meaning = format!("output: the diagonal of the second derivative{batches}");
        list.push(out("hessian", "Output", "None", &meaning));
    }
    list
}

/// Flags that a loss may have: the constant of its implementation, the name, the meaning.
const FLAGS: [(&str, &str, &str); 3] = [
    ("BINARY_TARGETS", "binary_targets", "targets are 0 and 1, not -1 and 1"),
    ("FULL", "full", "adds the terms on which no gradient depends"),
    ("SWAP", "swap", "the negative is compared with the nearer of anchor and positive"),
];

/// Whether a row of the loss has several elements.
pub fn has_rows(loss: &Loss) -> bool {
    loss.inputs().next().is_some_and(|(_, array)| array.sizes.len() > 1)
}

/// Each gradient, with the input that it is the gradient by. A gradient alone is named `grad`.
pub fn gradients(loss: &Loss) -> Vec<(String, &str)> {
    let all = loss.arguments.iter().filter_map(|argument| match &argument.role {
        CRole::Gradient { of } => Some((argument.name.clone(), of.as_str())),
        _ => None,
    });
    match &all.collect::<Vec<_>>()[..] {
        [(_, input)] => vec![("grad".to_owned(), input)],
        several => several.to_vec(),
    }
}

fn has_several_gradients(loss: &Loss) -> bool {
    loss.driver.has_options() && gradients(loss).len() > 1
}

/// Everything that the function takes; what has a default comes by name.
pub fn parameters(loss: &Loss) -> (Vec<Parameter>, Vec<Parameter>) {
    let mut named: Vec<Parameter> = numbers(loss).filter(|number| number.default.is_some()).collect();
    match loss.driver {
        Driver::Combine => {}
        Driver::Uncertainty => {
            let meaning = "as many numbers, or (n,) float64; None: 1";
            named.push(parameter("coefficients", "Optional[Numbers]", Some("None"), meaning, Role::Argument));
            for (name, input) in gradients(loss) {
                let meaning = format!("output: dtotal/d{input}");
                named.push(parameter(&name, "Output", Some("None"), &meaning, Role::Output));
            }
        }
        Driver::Softmax => {
            named.push(parameter(
                "out",
                "Optional[Array]",
                Some("None"),
                "an array to write; may be logits",
                Role::Output,
            ));
            named.extend(class_options(loss));
        }
        _ => {
            named.extend(optional_arrays(loss));
            if loss.driver == Driver::Decisions {
                named.extend(decision_options(loss));
            } else if loss.driver.has_class_options() {
                named.extend(class_options(loss));
            }
            named.extend(common_options(loss));
        }
    }
    (positional(loss), named)
}

/// `libloss/<family>.py`.
pub fn family(family: &Family, of_family: &[&Loss], losses: &[Loss]) -> String {
    let mut functions = all(of_family.iter().copied());
    for loss in of_family {
        let (positional, named) = parameters(loss);
        let result = result(loss);
        if result == "Result" {
            functions += &overloads(&loss.name, &positional, &named);
        }
        functions += &definition(&loss.name, &positional, &named, result);
        functions += &docstring(&documentation(loss, losses), positional.iter().chain(&named), result);
        functions += &format!("    return {}\n", call(loss, &named));
    }
    let mut text = format!("\"\"\"{}.\n\n{DO_NOT_EDIT}\n\"\"\"\n", family.title);
    text += "\nfrom __future__ import annotations\n\n";
    text += &import("typing", &["Any", "Optional", "overload"], &functions);
    text += "\nfrom . import _call\n";
    text += &import("._arrays", &["Array", "Output", "Wanted"], &functions);
    text += &import("._results", &["Combined", "Normalized", "Result", "ResultWithGrad", "SeveralResult"], &functions);
    text += &import("._types", &["Kind", "Numbers", "Preference", "Reduction", "Unpaired"], &functions);
    text + &functions
}

fn result(loss: &Loss) -> &'static str {
    match loss.driver {
        Driver::Softmax => "Normalized",
        Driver::SoftmaxBackward => "Any",
        Driver::Combine | Driver::Uncertainty => "Combined",
        _ if has_several_gradients(loss) => "SeveralResult",
        _ => "Result",
    }
}

/// The import of those names that a text has.
fn import(module: &str, names: &[&str], text: &str) -> String {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let used: Vec<&str> =
        names.iter().copied().filter(|name| text.split(|letter| !is_part(letter)).any(|word| word == *name)).collect();
    if used.is_empty() { String::new() } else { format!("from {module} import {}\n", used.join(", ")) }
}

/// libloss/_losses.py.
pub fn losses(losses: &[Loss]) -> String {
    let mut text = format!("\"\"\"The losses of all families. {DO_NOT_EDIT}\"\"\"\n\n");
    let mut of_families: Vec<_> = families(losses).collect();
    of_families.sort_by_key(|(family, _)| family.name);
    for (family, of_family) in of_families {
        let names: String = of_family.iter().map(|loss| format!("    {},\n", loss.name)).collect();
        text += &format!("from .{} import (\n{names})\n", family.name);
    }
    text + &all(losses.iter())
}

pub fn all<'a>(losses: impl Iterator<Item = &'a Loss>) -> String {
    let names: String = losses.map(|loss| format!("    {:?},\n", loss.name)).collect();
    format!("\n__all__ = [\n{names}]\n")
}

pub fn definition(name: &str, positional: &[Parameter], named: &[Parameter], result: &str) -> String {
    let mut text = format!("\n\ndef {name}(\n");
    for parameter in positional {
        text += &format!("    {}: {},\n", parameter.name, parameter.kind);
    }
    if !named.is_empty() {
        text += "    *,\n";
    }
    for parameter in named {
        let default = parameter.default.as_deref().unwrap_or("None");
        text += &format!("    {}: {} = {default},\n", parameter.name, parameter.kind);
    }
    format!("{text}) -> {result}:\n")
}

/// What a type checker reads: a gradient that is asked for is there.
fn overloads(name: &str, positional: &[Parameter], named: &[Parameter]) -> String {
    let one = |asked: bool| {
        let mut list: Vec<String> =
            positional.iter().map(|parameter| format!("{}: {}", parameter.name, parameter.kind)).collect();
        list.push("*".to_owned());
        list.extend(named.iter().map(|parameter| match parameter.name.as_str() {
            "grad" if asked => "grad: Wanted".to_owned(),
            name => format!("{name}: {} = ...", parameter.kind),
        }));
        let lines: String = list.iter().map(|parameter| format!("    {parameter},\n")).collect();
        let result = if asked { "ResultWithGrad" } else { "Result" };
        format!("\n\n@overload\ndef {name}(\n{lines}) -> {result}: ...")
    };
    one(true) + &one(false)
}

/// A tuple in Python.
fn tuple(elements: impl Iterator<Item = String>) -> String {
    let elements: Vec<String> = elements.collect();
    match &elements[..] {
        [one] => format!("({one},)"),
        many => format!("({})", many.join(", ")),
    }
}

fn number_tuple(loss: &Loss) -> String {
    tuple(loss.numbers().map(|(name, range, default)| {
        let check = if default.is_some_and(|default| refuses_zero(range, default)) { "not_zero" } else { "number" };
        format!("_call.{check}({0:?}, {0})", python_name(name))
    }))
}

/// The expression that calls the library.
fn call(loss: &Loss, named: &[Parameter]) -> String {
    let pair = |name: &str| format!("({name:?}, {name})");
    let pairs = |names: &[&str]| tuple(names.iter().map(|name| pair(name)));
    let inputs: Vec<&str> = loss.inputs().map(|(name, _)| name).collect();
    let targets: Vec<&str> = loss.targets().map(|(name, _)| name).collect();
    let names = gradients(loss);
    let several = has_several_gradients(loss);
    let gradients = tuple(names.iter().map(|(name, _)| pair(name)));
    let numbers = number_tuple(loss);
    let (function, mut arguments) = match loss.driver {
        Driver::Elementwise
        | Driver::Penalty
        | Driver::RowSums
        | Driver::Vectors
        | Driver::GroupPenalty
        | Driver::Preference
        | Driver::PreferenceUnpaired
        | Driver::Generator => {
            // In the order of the C function.
            let arrays = loss.arguments.iter().filter(|argument| !argument.role.sizes().is_empty());
            let mut arguments = vec![tuple(arrays.map(|argument| pair(&argument.name))), numbers];
            if several {
                arguments.push(gradients);
            }
            if loss.kinds().is_some() {
                arguments.push(format!("leading=({},)", kind_number(loss)));
            }
            let bytes = loss.arguments.iter().filter(|argument| matches!(argument.role, CRole::Bytes { .. }));
            let bytes: Vec<String> = bytes.map(|argument| format!("{:?}", argument.name)).collect();
            if !bytes.is_empty() {
                arguments.push(format!("bytes_of={}", tuple(bytes.into_iter())));
            }
            if has_rows(loss) {
                let per_row = loss.targets().filter(|(_, array)| array.sizes.len() == 1);
                arguments.push(format!("rows={}", tuple(per_row.map(|(name, _)| format!("{name:?}")))));
            }
            if loss.optional_targets().next().is_some() {
                arguments.push(format!("optional={}", tuple(loss.optional_targets().map(|name| format!("{name:?}")))));
            }
            (if several { "several" } else { "single" }, arguments)
        }
        Driver::Class | Driver::Cosines | Driver::Teacher | Driver::Divergence | Driver::Margin | Driver::Sequence => {
            let target = loss.index().or(loss.list()).or(targets.first().copied());
            let target = target.map_or("None".to_owned(), pair);
            let indices = if loss.index().or(loss.list()).is_some() { "indices=True" } else { "indices=False" };
            let mut arguments = vec![pair(inputs[0]), target, numbers, indices.to_owned()];
            if loss.driver == Driver::Sequence {
                arguments.push("sequence=True".to_owned());
            }
            if loss.list().is_some() {
                arguments.push("lists=True".to_owned());
            }
            ("classes", arguments)
        }
        Driver::Decisions => {
            let target = loss.index().or(targets.first().copied()).unwrap_or_default();
            let indices = if loss.index().is_some() { "indices=True" } else { "indices=False" };
            let optional: Vec<&str> = loss.optional_targets().collect();
            let mut arguments = vec![pair(inputs[0]), pair(target), numbers, indices.to_owned()];
            if loss.fewer() > 0 {
                arguments.push(format!("fewer={}", loss.fewer()));
            }
            if !optional.is_empty() {
                arguments.push(format!("optional={}", pairs(&optional)));
            }
            ("classes", arguments)
        }
        Driver::Softmax => ("softmax", vec![pair(inputs[0])]),
        Driver::SoftmaxBackward => ("softmax_backward", vec![pair(inputs[0]), pair(targets[0])]),
        Driver::Discriminator => ("discriminator", vec![kind_number(loss), pairs(&inputs), gradients]),
        Driver::TokenLogProb
        | Driver::TokenLogProbBackward
        | Driver::Linear
        | Driver::LinearTokenLogProb
        | Driver::LinearTokenLogProbBackward => unreachable!("written by hand"),
        // Has no kernel, and no call in _call.py, yet.
        Driver::Ctc => ("ctc", vec![pair(inputs[0]), pair(loss.index().unwrap_or_default()), numbers]),
        Driver::Combine => ("combine", targets.iter().map(|name| pair(name)).collect()),
        Driver::Uncertainty => {
            let others = targets.iter().copied().chain(names.iter().map(|(name, _)| name.as_str()));
            ("uncertainty", inputs.iter().map(|name| pair(name)).chain(others.map(str::to_owned)).collect())
        }
    };
    for parameter in named.iter().filter(|parameter| parameter.role != Role::Argument) {
        let passed = loss.driver == Driver::Uncertainty
            || loss.optional_targets().any(|name| name == parameter.name)
            || several && names.iter().any(|(name, _)| *name == parameter.name);
        if !passed {
            arguments.push(format!("{0}={0}", parameter.name));
        }
    }
    let lines: String = arguments.iter().map(|argument| format!("        {argument},\n")).collect();
    format!("_call.{function}(\n        {:?},\n{lines}    )", loss.name)
}
