//! The Python package's functions: signatures for ctypes, one function a loss, one with autograd a loss.

use crate::argument::Role as CRole;
use crate::argument::{Argument, Array, Range, number};
use crate::python_text::{docstring, documentation};
use crate::stubs::DO_NOT_EDIT;
use crate::table::{Driver, Loss};

/// A parameter of a Python function.
pub struct Parameter {
    pub name: String,
    kind: &'static str,
    /// None: it must be given.
    default: Option<String>,
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
        CRole::Enumeration { .. } => of("Kind", "the objective, see above".to_owned()),
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
        CRole::Index { .. } => {
            let input = loss.inputs().next().map_or("", |(name, _)| name);
            of("Array", format!("int64 or int32, the shape of {input} without the axis of classes"))
        }
        _ => None,
    }
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
            let axis = if loss.driver.has_class_options() { "; other layouts by `axis`" } else { "" };
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
fn python_name(name: &str) -> String {
    if name == "lambda" { "lambda_".to_owned() } else { name.to_owned() }
}

fn class_options(loss: &Loss) -> Vec<Parameter> {
    use Driver::{Class, Divergence, Sequence, Softmax, Teacher};
    let driver = loss.driver;
    let with_targets = matches!(driver, Class | Sequence | Teacher);
    let of_logits = !loss.has("LOG_PROBABILITIES");
    let option = |name, kind, default, meaning| parameter(name, kind, Some(default), meaning, Role::Option);
    let out = |name, meaning| parameter(name, "Output", Some("None"), meaning, Role::Output);
    let mut list = Vec::new();
    let meaning = match driver {
        Sequence => "the axis that has the vocabulary",
        _ => "the axis that has the classes: 1 for images (N, C, H, W)",
    };
    list.push(option("axis", "int", "-1", meaning));
    if with_targets {
        list.push(option("class_weight", "Optional[Array]", "None", "(classes,): a weight a class"));
    }
    if loss.index().is_some() {
        list.push(option("ignore_index", "int", "-100", "rows with this target do not count"));
    }
    if with_targets {
        list.push(option("label_smoothing", "float", "0.0", "ε in [0, 1]"));
    }
    if of_logits && driver != Teacher {
        list.push(option("temperature", "float", "1.0", "logits are divided by it first; not 0"));
    }
    if of_logits {
        let meaning = "then they become softcap * tanh(logits / softcap); not 0";
        list.push(option("softcap", "Optional[float]", "None", meaning));
        if driver != Divergence && driver != Softmax {
            list.push(option("z_loss", "float", "0.0", "adds z_loss * lse**2 to the loss of a row"));
        }
        list.push(out("lse", "wanted of each row: log(sum(exp(logits))), after temperature and softcap"));
        list.push(out("entropy", "wanted of each row: the entropy of the softmax, in nats"));
    }
    list.push(out("argmax", "wanted of each row: the class of the largest logit, int64"));
    list
}

fn common_options(loss: &Loss) -> Vec<Parameter> {
    let rows = match loss.driver {
        Driver::Elementwise | Driver::Penalty | Driver::Generator => "an element",
        Driver::Discriminator => "a sample, (n_real + n_fake,), the real ones first",
        _ => "a row",
    };
    let option = |name, kind, default, meaning: &str| parameter(name, kind, Some(default), meaning, Role::Option);
    let out = |name: &str, kind, default, meaning: &str| parameter(name, kind, Some(default), meaning, Role::Output);
    let mut list = Vec::new();
    if loss.driver != Driver::Penalty && !loss.has("ROOT") {
        let meaning = "\"mean\": Σ w·l / Σ w, \"sum\": Σ w·l, \"mean_rows\": Σ w·l / rows that count, \"none\": a sum with `losses`";
        list.push(option("reduction", "Reduction", "\"mean\"", meaning));
    }
    list.push(option("weight", "Optional[Array]", "None", &format!("a weight {rows}")));
    list.push(option("mask", "Optional[Array]", "None", &format!("bool or uint8, one {rows}: 0 does not count")));
    if loss.has("BINARY_TARGETS") {
        list.push(option("binary_targets", "bool", "False", "targets are 0 and 1, not -1 and 1"));
    }
    list.push(out("upstream", "float", "1.0", "multiplies gradient and Hessian"));
    list.push(option("threads", "int", "0", "at most so many; 0: as set_num_threads says"));
    for name in gradients(loss) {
        list.push(out(&name, "Output", "None", "wanted: the gradient, True or an array to write"));
    }
    list.push(out("accumulate", "bool", "False", "adds to the gradient that is there"));
    list.push(out("losses", "Output", "None", &format!("wanted: the loss of {rows} before reduction")));
    if has_hessian(loss) {
        list.push(out("hessian", "Output", "None", "wanted: the diagonal of the second derivative"));
    }
    list
}

/// Several inputs have no place for the second derivatives of all, but for two batches.
fn has_hessian(loss: &Loss) -> bool {
    !loss.has("ROOT") && (loss.inputs().count() == 1 || loss.driver == Driver::Discriminator)
}

/// The names of the gradients: of one alone, `grad`.
fn gradients(loss: &Loss) -> Vec<String> {
    match &loss.gradients()[..] {
        [_] => vec!["grad".to_owned()],
        many => many.iter().map(|name| (*name).to_owned()).collect(),
    }
}

fn has_several_gradients(loss: &Loss) -> bool {
    loss.driver.has_options() && gradients(loss).len() > 1
}

/// Everything that the function takes; what has a default comes by name.
fn parameters(loss: &Loss) -> (Vec<Parameter>, Vec<Parameter>) {
    let mut named: Vec<Parameter> = numbers(loss).filter(|number| number.default.is_some()).collect();
    match loss.driver {
        Driver::Combine => {}
        Driver::Uncertainty => {
            let meaning = "as many numbers, or (n,) float64; None: 1";
            named.push(parameter("coefficients", "Optional[Numbers]", Some("None"), meaning, Role::Argument));
            for (name, meaning) in [("d_values", "wanted: dtotal/dvalues"), ("d_log_vars", "wanted: dtotal/dlog_vars")]
            {
                named.push(parameter(name, "Output", Some("None"), meaning, Role::Output));
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
            if loss.driver.has_class_options() {
                named.extend(class_options(loss));
            }
            named.extend(common_options(loss));
        }
    }
    (positional(loss), named)
}

/// libloss/_signatures.py.
pub fn signatures(losses: &[Loss]) -> String {
    let mut text = format!("\"\"\"How ctypes calls each loss. {DO_NOT_EDIT}\"\"\"\n\n");
    text += "# A letter an argument: pointer, size_t (n), double, uint32_t.\nSIGNATURES = {\n";
    for loss in losses {
        let kinds = loss.arguments.iter().map(|argument| argument.rust_type(&loss.arguments, "f32"));
        let letters: String = kinds.map(|kind| letter(&kind)).collect();
        text += &format!("    {:?}: {letters:?},\n", loss.name);
    }
    text += "}\n\n# What calls it: the drivers of losses/*.toml.\nDRIVERS = {\n";
    for loss in losses {
        text += &format!("    {:?}: {:?},\n", loss.name, loss.driver.name());
    }
    text += "}\n\n# What each array that must be given holds, and the sample of each number.\nARGUMENTS = {\n";
    for loss in losses {
        text += &format!("    {:?}: {{{}}},\n", loss.name, examples(loss));
    }
    text += "}\n\n# The gradients of losses that have several.\nGRADIENTS = {\n";
    for loss in losses.iter().filter(|loss| has_several_gradients(loss)) {
        let names: Vec<String> = gradients(loss).iter().map(|name| format!("{name:?}")).collect();
        text += &format!("    {:?}: ({}),\n", loss.name, names.join(", "));
    }
    text + "}\n"
}

/// Names of the arguments that must be given, with what examples of them are.
fn examples(loss: &Loss) -> String {
    let inputs: Vec<&[String]> = loss.inputs().map(|(_, array)| &array.sizes[..]).collect();
    let of = |argument: &Argument| {
        let what = match &argument.role {
            CRole::Differentiated(array) | CRole::Constant { array, optional: false } => {
                let domain = array.domain.name();
                let of_rows = inputs.first().is_some_and(|first| first.len() > array.sizes.len());
                format!("{:?}", if of_rows { format!("row {domain}") } else { domain.to_owned() })
            }
            CRole::Index { .. } => "\"index\"".to_owned(),
            CRole::Enumeration { .. } => "\"kind\"".to_owned(),
            CRole::Number { default: None, .. } => number(loss.sample(&argument.name)),
            _ => return None,
        };
        Some(format!("{:?}: {what}", python_name(&argument.name)))
    };
    // As Python orders them: arrays first.
    let is_number = |argument: &&Argument| matches!(argument.role, CRole::Number { .. });
    let (last, first): (Vec<&Argument>, Vec<&Argument>) = loss.arguments.iter().partition(is_number);
    first.into_iter().chain(last).filter_map(of).collect::<Vec<_>>().join(", ")
}

fn letter(kind: &str) -> char {
    match kind {
        "usize" => 'n',
        "f64" => 'd',
        "u32" => 'u',
        pointer => {
            assert!(pointer.starts_with('*'), "ctypes has no letter for {pointer}");
            'p'
        }
    }
}

/// libloss/_losses.py.
pub fn losses(losses: &[Loss]) -> String {
    let mut text = format!("\"\"\"The losses. {DO_NOT_EDIT}\"\"\"\n\nfrom __future__ import annotations\n\n");
    text +=
        "from typing import Optional, overload\n\nfrom . import _call\nfrom ._arrays import Array, Output, Wanted\n";
    text += "from ._results import Combined, Normalized, Result, ResultWithGrad, SeveralResult\n";
    text += "from ._types import Kind, Numbers, Reduction\n";
    text += &all(losses.iter());
    for loss in losses {
        let (positional, named) = parameters(loss);
        let result = match loss.driver {
            Driver::Softmax => "Normalized",
            Driver::Combine | Driver::Uncertainty => "Combined",
            _ if has_several_gradients(loss) => "SeveralResult",
            _ => "Result",
        };
        if result == "Result" {
            text += &overloads(&loss.name, &positional, &named);
        }
        text += &definition(&loss.name, &positional, &named, result);
        text += &docstring(&documentation(loss, losses), positional.iter().chain(&named), result);
        text += &format!("    return {}\n", call(loss, &named));
    }
    text
}

fn all<'a>(losses: impl Iterator<Item = &'a Loss>) -> String {
    let names: String = losses.map(|loss| format!("    {:?},\n", loss.name)).collect();
    format!("\n__all__ = [\n{names}]\n")
}

fn definition(name: &str, positional: &[Parameter], named: &[Parameter], result: &str) -> String {
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

fn scalar_tuple(loss: &Loss) -> String {
    let numbers = loss.numbers().map(|(name, range, default)| {
        let check = if default.is_some_and(|default| refuses_zero(range, default)) { "not_zero" } else { "number" };
        format!("_call.{check}({0:?}, {0}), ", python_name(name))
    });
    format!("({})", numbers.collect::<String>().trim_end_matches(' '))
}

/// The expression that calls the library.
fn call(loss: &Loss, named: &[Parameter]) -> String {
    let name = &loss.name;
    let tuple = |array: &str| format!("({array:?}, {array})");
    let tuples = |names: &[&str]| format!("[{}]", names.iter().map(|name| tuple(name)).collect::<Vec<_>>().join(", "));
    let inputs: Vec<&str> = loss.inputs().map(|(name, _)| name).collect();
    let targets: Vec<&str> = loss.targets().map(|(name, _)| name).collect();
    let first = || tuple(inputs[0]);
    let target = || targets.first().copied().or(loss.index()).map_or("None".to_owned(), tuple);
    let scalars = scalar_tuple(loss);
    let several = has_several_gradients(loss);
    let gradients = || tuples(&loss.gradients());
    let indices = format!("indices={}", if loss.index().is_some() { "True" } else { "False" });
    let (function, mut arguments) = match loss.driver {
        Driver::Elementwise | Driver::Penalty | Driver::RowSums | Driver::Vectors if several => {
            let rows = inputs.first().is_some_and(|_| loss.driver != Driver::Elementwise);
            let function = if rows { "rows_of_several" } else { "elements_of_several" };
            (function, vec![tuples(&inputs), tuples(&targets), scalars, gradients()])
        }
        Driver::Elementwise | Driver::Penalty => ("elementwise", vec![first(), target(), scalars]),
        Driver::RowSums | Driver::Vectors => ("rowwise", vec![first(), target(), scalars]),
        Driver::Class | Driver::Teacher | Driver::Divergence => ("classes", vec![first(), target(), scalars, indices]),
        Driver::Sequence => ("classes", vec![first(), target(), scalars, indices, "sequence=True".to_owned()]),
        Driver::Softmax => ("softmax", vec![first()]),
        Driver::Discriminator => ("discriminator", vec!["kind".to_owned(), tuples(&inputs), gradients()]),
        Driver::Ctc => {
            ("ctc", [first(), target()].into_iter().chain(loss.sizes().into_iter().map(str::to_owned)).collect())
        }
        Driver::Generator => ("generator", vec!["kind".to_owned(), first()]),
        Driver::Combine => ("combine", targets.iter().map(|name| tuple(name)).collect()),
        Driver::Uncertainty => {
            let others = ["coefficients", "d_values", "d_log_vars"].map(str::to_owned);
            ("uncertainty", inputs.iter().map(|name| tuple(name)).chain(others).collect())
        }
    };
    for parameter in named.iter().filter(|parameter| parameter.role != Role::Argument) {
        if loss.driver != Driver::Uncertainty && !(several && parameter.name.starts_with("grad_")) {
            arguments.push(format!("{0}={0}", parameter.name));
        }
    }
    let lines: String = arguments.iter().map(|argument| format!("        {argument},\n")).collect();
    format!("_call.{function}(\n        {name:?},\n{lines}    )")
}

/// libloss/torch.py.
pub fn autograd(losses: &[Loss]) -> String {
    let mut text = String::from("\"\"\"The losses for PyTorch's autograd, on tensors of the CPU.\n\n");
    text += "Value and gradient are computed at once, in the forward pass; the backward pass multiplies. A call\n";
    text += "has the arguments of the function of the same name in `libloss`, less the outputs, and returns a\n";
    text += "tensor in the dtype of its input: the value, or with reduction \"none\" what each row adds to the sum.\n";
    text += &format!("\n{DO_NOT_EDIT}\n\"\"\"\n\nfrom __future__ import annotations\n\n");
    text += "from collections.abc import Sequence\nfrom typing import Optional, Union\n\nfrom torch import Tensor\n\n";
    text += "from . import _autograd\nfrom ._types import Kind, Reduction\n";
    let differentiable = || losses.iter().filter(|loss| loss.driver != Driver::Softmax);
    text += &all(differentiable());
    for loss in differentiable() {
        let (positional, named) = parameters(loss);
        let keep = |list: Vec<Parameter>| -> Vec<Parameter> {
            list.into_iter().filter(|parameter| parameter.role != Role::Output).map(of_tensors).collect()
        };
        let (positional, named) = (keep(positional), keep(named));
        text += &definition(&loss.name, &positional, &named, "Tensor");
        text += &format!("    \"\"\"{}: see `libloss.{}`.\"\"\"\n", loss.title(), loss.name);
        text += &format!("    return {}\n", autograd_call(loss, &positional, &named));
    }
    text
}

fn of_tensors(parameter: Parameter) -> Parameter {
    let kind = match parameter.kind {
        "Array" => "Tensor",
        "Optional[Array]" => "Optional[Tensor]",
        "Numbers" => "Union[Tensor, Sequence[Tensor]]",
        "Optional[Numbers]" => "Optional[Sequence[float]]",
        other => other,
    };
    let kind = if parameter.name == "weights" { "Sequence[float]" } else { kind };
    Parameter { kind, ..parameter }
}

fn autograd_call(loss: &Loss, positional: &[Parameter], named: &[Parameter]) -> String {
    let tuples = |names: &[&str]| names.iter().map(|name| format!("({name:?}, {name})")).collect::<Vec<_>>().join(", ");
    let mut inputs: Vec<&str> = loss.inputs().map(|(name, _)| name).collect();
    let mut constants: Vec<&str> = loss.targets().map(|(name, _)| name).chain(loss.index()).collect();
    // Numbers of tasks that are not differentiated go by name, the values of a weighted sum are linear in it.
    match loss.driver {
        Driver::Combine => (inputs, constants) = (vec![constants[0]], vec![]),
        Driver::Uncertainty => constants.clear(),
        _ => {}
    }
    // Numbers, the kind of a GAN and the weights of a sum: whatever is no array goes by its name.
    let is_array = |name: &str| inputs.iter().chain(&constants).any(|array| *array == name);
    let others = positional.iter().filter(|parameter| !is_array(&parameter.name)).chain(named);
    let mut lines = format!("        {:?},\n", loss.name);
    lines += &format!("        [{}],\n        [{}],\n", tuples(&inputs), tuples(&constants));
    for parameter in others {
        lines += &format!("        {0}={0},\n", parameter.name);
    }
    format!("_autograd.loss(\n{lines}    )")
}
