//! The Python package's functions: signatures for ctypes, one function a loss, one with autograd a loss.

use crate::python_text::{docstring, documentation};
use crate::signature;
use crate::table::{Loss, Shape};

const DO_NOT_EDIT: &str = "Written by `cargo xtask gen` from losses.toml. Do not edit.";

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

/// What of an array a loss takes, in words.
fn arrays(loss: &Loss) -> Vec<Parameter> {
    let (input, target) = (loss.input.as_str(), loss.target.as_str());
    let array = |name: &str, meaning: String| parameter(name, "Array", None, &meaning, Role::Argument);
    let like = format!("the same shape and dtype as {input}");
    let matrix = "(..., classes), float32 or float64; other layouts by `axis`";
    let kind = || parameter("kind", "Kind", None, "the objective, see above", Role::Argument);
    match loss.shape {
        Shape::Pointwise => {
            vec![array(input, "any shape, float32 or float64".to_owned()), array(target, like)]
        }
        Shape::Penalty => vec![array(input, "any shape, float32 or float64".to_owned())],
        Shape::Rowwise => vec![array(input, "(..., classes), float32 or float64".to_owned()), array(target, like)],
        Shape::Index => vec![
            array(input, matrix.to_owned()),
            array(target, format!("int64 or int32, the shape of {input} without the axis of classes")),
        ],
        Shape::Sequence => vec![
            array(input, "(..., seq_len, vocab), float32 or float64; other layouts by `axis`".to_owned()),
            array(target, "(..., seq_len), int64 or int32".to_owned()),
        ],
        Shape::Soft | Shape::Teacher | Shape::Divergence => vec![array(input, matrix.to_owned()), array(target, like)],
        Shape::Softmax => vec![array(input, matrix.to_owned())],
        Shape::Pair => vec![array(input, "(..., dim), float32 or float64".to_owned()), array(target, like)],
        Shape::Discriminator => vec![
            kind(),
            array(input, "of real samples: any shape, float32 or float64".to_owned()),
            array(target, format!("of generated samples: any shape, the dtype of {input}")),
        ],
        Shape::Generator => vec![kind(), array(input, "any shape, float32 or float64".to_owned())],
        Shape::Combine => {
            let numbers = |name: &str, meaning| parameter(name, "Numbers", None, meaning, Role::Argument);
            vec![
                numbers(input, "numbers, or (n,) float64"),
                numbers(target, "as many; those of a list may be of any type"),
            ]
        }
        Shape::Uncertainty => vec![
            parameter(input, "Numbers", None, "numbers, or (n,) float64", Role::Argument),
            array(target, "(n,), float32 or float64".to_owned()),
        ],
    }
}

/// A loss's own numbers. Where the library takes 0 for a default, that is the default here.
fn scalars(loss: &Loss) -> Vec<Parameter> {
    let of_one = |[name, meaning]: &[String; 2]| {
        let default = implied(meaning);
        let meaning = if default.is_some() { "see above; not 0" } else { meaning.as_str() };
        parameter(&python_name(name), "float", default.as_deref(), meaning, Role::Argument)
    };
    loss.scalars.iter().map(of_one).collect()
}

/// A name that Python does not keep for itself.
fn python_name(name: &str) -> String {
    if name == "lambda" { "lambda_".to_owned() } else { name.to_owned() }
}

/// Of a meaning that ends "0: 1", the 1.
fn implied(meaning: &str) -> Option<String> {
    let (_, default) = meaning.split_once("0: ")?;
    Some(if default.contains('.') { default.to_owned() } else { format!("{default}.0") })
}

fn class_options(loss: &Loss) -> Vec<Parameter> {
    use Shape::{Divergence, Index, Sequence, Soft, Softmax, Teacher};
    let shape = loss.shape;
    let with_targets = matches!(shape, Index | Sequence | Soft | Teacher);
    let of_logits = !loss.has("LOG_PROBABILITIES");
    let option = |name, kind, default, meaning| parameter(name, kind, Some(default), meaning, Role::Option);
    let out = |name, meaning| parameter(name, "Output", Some("None"), meaning, Role::Output);
    let mut list = Vec::new();
    let meaning = match shape {
        Sequence => "the axis that has the vocabulary",
        _ => "the axis that has the classes: 1 for images (N, C, H, W)",
    };
    list.push(option("axis", "int", "-1", meaning));
    if with_targets {
        list.push(option("class_weight", "Optional[Array]", "None", "(classes,): a weight a class"));
    }
    if matches!(shape, Index | Sequence) {
        list.push(option("ignore_index", "int", "-100", "rows with this target do not count"));
    }
    if with_targets {
        list.push(option("label_smoothing", "float", "0.0", "ε in [0, 1]"));
    }
    if of_logits && shape != Teacher {
        list.push(option("temperature", "float", "1.0", "logits are divided by it first; not 0"));
    }
    if of_logits {
        let meaning = "then they become softcap * tanh(logits / softcap); not 0";
        list.push(option("softcap", "Optional[float]", "None", meaning));
        if shape != Divergence && shape != Softmax {
            list.push(option("z_loss", "float", "0.0", "adds z_loss * lse**2 to the loss of a row"));
        }
        list.push(out("lse", "wanted of each row: log(sum(exp(logits))), after temperature and softcap"));
        list.push(out("entropy", "wanted of each row: the entropy of the softmax, in nats"));
    }
    list.push(out("argmax", "wanted of each row: the class of the largest logit, int64"));
    list
}

fn common_options(loss: &Loss) -> Vec<Parameter> {
    let rows = match loss.shape {
        Shape::Pointwise | Shape::Penalty | Shape::Generator => "an element",
        Shape::Discriminator => "a sample, (n_real + n_fake,), the real ones first",
        _ => "a row",
    };
    let option = |name, kind, default, meaning: &str| parameter(name, kind, Some(default), meaning, Role::Option);
    let out = |name: &str, kind, default, meaning: &str| parameter(name, kind, Some(default), meaning, Role::Output);
    let mut list = Vec::new();
    if loss.shape != Shape::Penalty && !loss.has("ROOT") {
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
        list.push(out(name, "Output", "None", "wanted: the gradient, True or an array to write"));
    }
    list.push(out("accumulate", "bool", "False", "adds to the gradient that is there"));
    list.push(out("losses", "Output", "None", &format!("wanted: the loss of {rows} before reduction")));
    if loss.shape != Shape::Pair && !loss.has("ROOT") {
        list.push(out("hessian", "Output", "None", "wanted: the diagonal of the second derivative"));
    }
    list
}

fn gradients(loss: &Loss) -> &'static [&'static str] {
    match loss.shape {
        Shape::Pair => &["grad_mu", "grad_log_var"],
        Shape::Discriminator => &["grad_real", "grad_fake"],
        _ => &["grad"],
    }
}

fn has_two_gradients(loss: &Loss) -> bool {
    gradients(loss).len() == 2
}

/// Everything that the function takes; what has a default comes by name.
fn parameters(loss: &Loss) -> (Vec<Parameter>, Vec<Parameter>) {
    let mut positional = arrays(loss);
    let (required, optional): (Vec<_>, Vec<_>) = scalars(loss).into_iter().partition(|scalar| scalar.default.is_none());
    positional.extend(required);
    let mut named = optional;
    match loss.shape {
        Shape::Combine => {}
        Shape::Uncertainty => {
            let meaning = "as many numbers, or (n,) float64; None: 1";
            named.push(parameter("coefficients", "Optional[Numbers]", Some("None"), meaning, Role::Argument));
            for (name, meaning) in [("d_values", "wanted: dtotal/dvalues"), ("d_log_vars", "wanted: dtotal/dlog_vars")]
            {
                named.push(parameter(name, "Output", Some("None"), meaning, Role::Output));
            }
        }
        Shape::Softmax => {
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
            if loss.shape.has_class_options() {
                named.extend(class_options(loss));
            }
            named.extend(common_options(loss));
        }
    }
    (positional, named)
}

/// libloss/_signatures.py.
pub fn signatures(losses: &[Loss]) -> String {
    let mut text = format!("\"\"\"How ctypes calls each loss. {DO_NOT_EDIT}\"\"\"\n\n");
    text += "# A letter an argument: pointer, size_t (n), double, uint32_t.\nSIGNATURES = {\n";
    for loss in losses {
        let lines = signature::arguments(loss, "f32");
        let letters: String = lines.iter().flat_map(|line| &line.arguments).map(|(_, kind)| letter(kind)).collect();
        text += &format!("    {:?}: {letters:?},\n", loss.name);
    }
    text += "}\n\n# What a function takes: the shapes of losses.toml.\nSHAPES = {\n";
    for loss in losses {
        text += &format!("    {:?}: {:?},\n", loss.name, format!("{:?}", loss.shape).to_lowercase());
    }
    text += "}\n\n# The gradients of losses that have two.\nGRADIENTS = {\n";
    for loss in losses.iter().filter(|loss| has_two_gradients(loss)) {
        let names: Vec<String> = gradients(loss).iter().map(|name| format!("{name:?}")).collect();
        text += &format!("    {:?}: ({}),\n", loss.name, names.join(", "));
    }
    text + "}\n"
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
    text += "from ._results import Combined, Normalized, PairResult, Result, ResultWithGrad\n";
    text += "from ._types import Kind, Numbers, Reduction\n";
    text += &all(losses.iter());
    for loss in losses {
        let (positional, named) = parameters(loss);
        let result = match loss.shape {
            Shape::Softmax => "Normalized",
            Shape::Pair | Shape::Discriminator => "PairResult",
            Shape::Combine | Shape::Uncertainty => "Combined",
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
    let numbers = loss.scalars.iter().map(|[name, meaning]| {
        let check = if implied(meaning).is_some() { "not_zero" } else { "number" };
        format!("_call.{check}({0:?}, {0}), ", python_name(name))
    });
    format!("({})", numbers.collect::<String>().trim_end_matches(' '))
}

/// The expression that calls the library.
fn call(loss: &Loss, named: &[Parameter]) -> String {
    let name = &loss.name;
    let tuple = |array: &str| format!("({array:?}, {array})");
    let (input, target) = (tuple(&loss.input), tuple(&loss.target));
    let scalars = scalar_tuple(loss);
    let pairs = || {
        let of_two: Vec<String> = gradients(loss).iter().map(|gradient| tuple(gradient)).collect();
        format!("({})", of_two.join(", "))
    };
    let (function, mut arguments) = match loss.shape {
        Shape::Pointwise => ("pointwise", vec![input, target, scalars]),
        Shape::Penalty => ("pointwise", vec![input, "None".to_owned(), scalars]),
        Shape::Rowwise => ("rowwise", vec![input, target]),
        Shape::Index => ("classes", vec![input, target, "indices=True".to_owned()]),
        Shape::Sequence => ("classes", vec![input, target, "indices=True".to_owned(), "sequence=True".to_owned()]),
        Shape::Soft => ("classes", vec![input, target, "indices=False".to_owned()]),
        Shape::Teacher | Shape::Divergence => ("classes", vec![input, target, scalars, "indices=False".to_owned()]),
        Shape::Softmax => ("softmax", vec![input]),
        Shape::Pair => ("pair", vec![input, target, pairs()]),
        Shape::Discriminator => ("discriminator", vec!["kind".to_owned(), input, target, pairs()]),
        Shape::Generator => ("generator", vec!["kind".to_owned(), input]),
        Shape::Combine => ("combine", vec![input, target]),
        Shape::Uncertainty => {
            let others = ["coefficients", "d_values", "d_log_vars"].map(str::to_owned);
            ("uncertainty", [input, target].into_iter().chain(others).collect())
        }
    };
    let two = has_two_gradients(loss);
    for parameter in named.iter().filter(|parameter| parameter.role != Role::Argument) {
        if loss.shape != Shape::Uncertainty && !(two && parameter.name.starts_with("grad_")) {
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
    let differentiable = || losses.iter().filter(|loss| loss.shape != Shape::Softmax);
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
    let tuple = |name: &str| format!("({name:?}, {name})");
    let (input, target) = (tuple(&loss.input), tuple(&loss.target));
    let (inputs, constants): (Vec<String>, Vec<String>) = match loss.shape {
        Shape::Pair | Shape::Discriminator | Shape::Uncertainty => (vec![input, target], vec![]),
        Shape::Generator | Shape::Penalty | Shape::Combine => (vec![input], vec![]),
        _ => (vec![input], vec![target]),
    };
    // Numbers, the kind of a GAN and the weights of a sum: whatever is no array goes by its name.
    let is_array = |name: &str| {
        let arrays = if loss.shape == Shape::Combine { vec![&loss.input] } else { vec![&loss.input, &loss.target] };
        arrays.iter().any(|array| *array == name)
    };
    let others = positional.iter().filter(|parameter| !is_array(&parameter.name)).chain(named);
    let mut lines = format!("        {:?},\n", loss.name);
    lines += &format!("        [{}],\n        [{}],\n", inputs.join(", "), constants.join(", "));
    for parameter in others {
        lines += &format!("        {0}={0},\n", parameter.name);
    }
    format!("_autograd.loss(\n{lines}    )")
}
