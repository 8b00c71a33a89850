//! The tables of the Python package: the arguments of each loss.

use crate::argument::{Argument, Role, number};
use crate::python::{gradients, has_rows, python_name};
use crate::storage::{self, F32};
use crate::stubs::DO_NOT_EDIT;
use crate::table::Loss;

/// libloss/_signatures.py.
pub fn python(functions: &[Loss], losses: &[Loss]) -> String {
    let mut text = format!("\"\"\"The arguments of each loss. {DO_NOT_EDIT}\"\"\"\n\n");
    text += "from __future__ import annotations\n\nfrom typing import Optional, Union\n\n";
    text += "# How ctypes calls it, with one letter per argument: pointer, size_t (n), double, uint32_t.\n";
    text += &dictionary("SIGNATURES", functions, |loss| {
        let kinds = loss.arguments.iter().map(|argument| argument.rust_type(&loss.arguments, &F32));
        format!("{:?}", kinds.map(|kind| letter(&kind)).collect::<String>())
    });
    text += "\n# Losses with functions of half precision, and those functions: what the name of each ends with, by the dtypes of its\n";
    text += "# inputs and of its gradient.\nHALF = {\n";
    text += &losses.iter().filter(|loss| loss.half).map(|loss| format!("    {:?},\n", loss.name)).collect::<String>();
    text += "}\n# Those that are called by ways of their own, with the names' endings.\nHALF_APART = {\n";
    for loss in functions.iter().filter(|loss| loss.half && !loss.driver.is_visited()) {
        let suffixes = loss.storages().filter(|own| storage::HALF.contains(own)).map(|own| own.suffix);
        text +=
            &format!("    {:?}: {:?},\n", loss.name, suffixes.collect::<Vec<_>>()).replace('[', "(").replace(']', ")");
    }
    text += "}\nHALF_SUFFIXES = {\n";
    for storage in &storage::HALF {
        text += &format!("    {:?}: {:?},\n", storage.numpy(), storage.suffix).replace('[', "(").replace(']', ")");
    }
    text += "}\n";
    text += "\n# What calls it: the drivers of losses/*.toml.\n";
    text += &dictionary("DRIVERS", losses, |loss| format!("{:?}", loss.driver.name()));
    text += "\n# Losses with rows of several elements.\nROWS = {\n";
    text +=
        &losses.iter().filter(|loss| has_rows(loss)).map(|loss| format!("    {:?},\n", loss.name)).collect::<String>();
    text += "}\n\n# What each argument that must be given holds: its domain, after \"row\" where it has one number per row.\n";
    text += "# \"numbers\" are doubles, also in a list. A number is the one that tests use.\n";
    text += &dictionary("ARGUMENTS", losses, |loss| format!("{{{}}}", examples(loss)));
    text += "\n# The numbers of a loss with their defaults, in the order of the C function.\n";
    text += &dictionary("NUMBERS", losses, |loss| {
        let numbers = loss.numbers().map(|(name, _, default)| {
            format!("{:?}: {}", python_name(name), default.map_or_else(|| "None".to_owned(), number))
        });
        format!("{{{}}}", numbers.collect::<Vec<_>>().join(", "))
    });
    text += "\n# Each gradient, with the input that it is the gradient by.\n";
    text + &dictionary("GRADIENTS", losses, |loss| {
        let pairs = gradients(loss).into_iter().map(|(name, input)| format!("{name:?}: {input:?}"));
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
    })
}

fn dictionary(name: &str, losses: &[Loss], value: impl Fn(&Loss) -> String) -> String {
    let kind = match name {
        "ARGUMENTS" => ": dict[str, dict[str, Union[str, float]]]",
        "NUMBERS" => ": dict[str, dict[str, Optional[float]]]",
        "GRADIENTS" => ": dict[str, dict[str, str]]",
        _ => "",
    };
    let lines: String = losses.iter().map(|loss| format!("    {:?}: {},\n", loss.name, value(loss))).collect();
    format!("{name}{kind} = {{\n{lines}}}\n")
}

/// Names of the arguments that must be given, with what examples of them are.
fn examples(loss: &Loss) -> String {
    let inputs: Vec<&[String]> = loss.inputs().map(|(_, array)| &array.sizes[..]).collect();
    let of = |argument: &Argument| {
        let what = match &argument.role {
            Role::Differentiated(array) | Role::Constant { array, optional: false } => {
                let domain = array.domain.name();
                let of_rows = inputs.first().is_some_and(|first| first.len() > array.sizes.len());
                match (array.double, of_rows) {
                    (true, _) => "\"numbers\"".to_owned(),
                    (false, true) => format!("\"row {domain}\""),
                    (false, false) => format!("{domain:?}"),
                }
            }
            Role::Bytes { .. } => "\"bytes\"".to_owned(),
            Role::Index { .. } => "\"index\"".to_owned(),
            Role::List { .. } => "\"list\"".to_owned(),
            Role::Enumeration { prefix } if prefix == "LOSS_GAN" => "\"kind\"".to_owned(),
            Role::Enumeration { prefix } => format!("\"kind {prefix}\""),
            Role::Number { default: None, .. } => number(loss.sample(&argument.name)),
            _ => return None,
        };
        Some(format!("{:?}: {what}", python_name(&argument.name)))
    };
    // As Python orders them: arrays first.
    let is_number = |argument: &&Argument| matches!(argument.role, Role::Number { .. });
    let (last, first): (Vec<&Argument>, Vec<&Argument>) = loss.arguments.iter().partition(is_number);
    first.into_iter().chain(last).filter_map(of).collect::<Vec<_>>().join(", ")
}

fn letter(kind: &str) -> char {
    match kind {
        "usize" => 'n',
        "f64" => 'd',
        "u32" => 'u',
        "i64" => 'q',
        pointer => {
            assert!(pointer.starts_with('*'), "ctypes has no letter for {pointer}");
            'p'
        }
    }
}
