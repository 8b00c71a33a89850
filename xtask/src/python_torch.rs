//! The Python package's functions for PyTorch's autograd.

use crate::argument::Role as CRole;
use crate::python::{Parameter, Role, all, definition, parameters};
use crate::stubs::DO_NOT_EDIT;
use crate::table::{Driver, Loss};

/// libloss/torch/_functions.py.
pub fn python(losses: &[Loss]) -> String {
    let mut text = String::from("\"\"\"The losses for PyTorch's autograd, on tensors of the CPU.\n\n");
    text += "Value and gradient are computed at once, in the forward pass; the backward pass multiplies. A call\n";
    text += "has the arguments of the function of the same name in `libloss`, less the outputs, and returns a\n";
    text += "tensor in the dtype of its input: the value, or with reduction \"none\" what each row adds to the sum.\n";
    text += &format!("\n{DO_NOT_EDIT}\n\"\"\"\n\nfrom __future__ import annotations\n\n");
    text += "from collections.abc import Sequence\nfrom typing import Optional, Union\n\nfrom torch import Tensor\n\n";
    text += "from .. import _autograd\nfrom .._types import Kind, Preference, Reduction, Unpaired\n";
    let differentiable =
        || losses.iter().filter(|loss| !matches!(loss.driver, Driver::Softmax | Driver::SoftmaxBackward));
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
    // What may be left out goes by its name.
    let given =
        loss.targets().map(|(name, _)| name).filter(|name| !loss.optional_targets().any(|other| other == *name));
    let bytes = loss.arguments.iter().filter(|argument| matches!(argument.role, CRole::Bytes { .. }));
    let bytes = bytes.map(|argument| argument.name.as_str());
    let mut constants: Vec<&str> = given.chain(bytes).chain(loss.index()).chain(loss.list()).collect();
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
