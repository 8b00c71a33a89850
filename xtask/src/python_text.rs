//! Documentation of a loss as Python says it: arguments for C's options, None for NULL.

use crate::python::Parameter;
use crate::table::Loss;

/// The widest line of a docstring.
const WIDTH: usize = 100;

/// What C says, and Python. The longer of two names that begin alike comes first.
const WORDS: [(&str, &str); 28] = [
    ("options.reduction is 0 or LOSS_SUM, and ", ""),
    ("the reduction is LOSS_MEAN alone, ", "there is no other reduction, "),
    ("LOSS_GAN_MINIMAX", "\"minimax\""),
    ("LOSS_GAN_NON_SATURATING", "\"non_saturating\""),
    ("LOSS_GAN_LEAST_SQUARES", "\"least_squares\""),
    ("LOSS_GAN_HINGE", "\"hinge\""),
    ("LOSS_GAN_WASSERSTEIN", "\"wasserstein\""),
    ("LOSS_PREFERENCE_SIGMOID", "\"sigmoid\""),
    ("LOSS_PREFERENCE_HINGE", "\"hinge\""),
    ("LOSS_PREFERENCE_IPO", "\"ipo\""),
    ("LOSS_PREFERENCE_EXO", "\"exo\""),
    ("LOSS_PREFERENCE_NCA", "\"nca\""),
    ("LOSS_PREFERENCE_ROBUST", "\"robust\""),
    ("LOSS_PREFERENCE_BCO", "\"bco\""),
    ("LOSS_PREFERENCE_SPPO", "\"sppo\""),
    ("LOSS_PREFERENCE_APO_ZERO", "\"apo_zero\""),
    ("LOSS_PREFERENCE_APO_DOWN", "\"apo_down\""),
    ("LOSS_PREFERENCE_DISCOPOP", "\"discopop\""),
    ("LOSS_PREFERENCE_ORPO", "\"orpo\""),
    ("LOSS_UNPAIRED_KTO", "\"kto\""),
    ("LOSS_UNPAIRED_BCO", "\"bco\""),
    ("LOSS_MEAN_ROWS", "\"mean_rows\""),
    ("LOSS_MEAN", "\"mean\""),
    ("LOSS_SUM", "\"sum\""),
    ("the\naddress of w_i as", "w_i as"),
    ("row_stride for padded vocabularies", "rows that are apart for padded vocabularies"),
    ("of the class options ", ""),
    ("NULL", "None"),
];

/// The flags of C, which are arguments in Python.
const FLAGS: [(&str, &str); 4] = [
    ("LOSS_ACCUMULATE", "`accumulate`"),
    ("LOSS_BINARY_TARGETS", "`binary_targets`"),
    ("LOSS_FULL", "`full`"),
    ("LOSS_SWAP", "`swap`"),
];

/// `the flag LOSS_X` and `LOSS_X` as Python's argument; a line break between these words stays.
fn without_flags(text: &str) -> String {
    let mut text = text.to_owned();
    for (flag, argument) in FLAGS {
        let mut parts = text.split(flag);
        let mut result = String::new();
        let mut part = parts.next().unwrap_or_default();
        for next in parts {
            let article = part.trim_end().strip_suffix("flag").and_then(|words| words.trim_end().strip_suffix("the"));
            let kept = article.unwrap_or(part).trim_end();
            let blank = match &part[kept.len()..] {
                "" => "",
                removed if removed.contains('\n') => "\n",
                _ => " ",
            };
            result += &format!("{kept}{blank}{argument}");
            part = next;
        }
        result += part;
        text = result;
    }
    text
}

/// The paragraphs of a loss's documentation.
pub fn documentation(loss: &Loss, losses: &[Loss]) -> Vec<String> {
    let mut names: Vec<&str> = losses.iter().map(|loss| loss.name.as_str()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let translate = |paragraph: &String| {
        let mut text = without_flags(paragraph);
        for (c, python) in WORDS {
            text = text.replace(c, python);
        }
        for name in &names {
            text = text.replace(&format!("loss_{name}"), &format!("`{name}`"));
        }
        text.replace('\\', "\\\\")
    };
    loss.documentation.iter().map(translate).collect()
}

/// A docstring: title, formulas, what it is for, arguments, result, references.
pub fn docstring<'a>(paragraphs: &[String], parameters: impl Iterator<Item = &'a Parameter>, result: &str) -> String {
    let (reference, rest) = paragraphs.split_last().expect("checked when read");
    let mut lines: Vec<String> = rest.join("\n\n").lines().map(str::to_owned).collect();
    lines.extend([String::new(), "Args:".to_owned()]);
    for parameter in parameters {
        lines.extend(wrapped(&format!("{}: {}.", parameter.name, parameter.meaning)));
    }
    let returned = match result {
        "Any" => "    The gradient by the logits: `grad`, or a new array.".to_owned(),
        _ => format!("    {result}: outputs that were not asked for are None."),
    };
    lines.extend([String::new(), "Returns:".to_owned(), returned]);
    lines.extend([String::new(), "Raises:".to_owned()]);
    lines.extend(wrapped("TypeError, ValueError: an argument that does not fit, by name; nothing was written."));
    lines.extend(wrapped("Error: a ValueError with what the library refused, such as an index out of range."));
    lines.push(String::new());
    lines.extend(reference.lines().map(str::to_owned));
    let indented = lines.iter().map(|line| if line.is_empty() { line.clone() } else { format!("    {line}") });
    let text = indented.collect::<Vec<_>>().join("\n");
    format!("    \"\"\"{}\n    \"\"\"\n", text.trim_start())
}

/// A paragraph of the list of arguments, by lines.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::from("   ");
    for word in text.split(' ') {
        // The docstring itself is indented by four.
        if line.chars().count() + 1 + word.chars().count() > WIDTH - 4 {
            lines.push(line);
            line = String::from("       ");
        }
        line += " ";
        line += word;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_arguments() {
        for (c, python) in [
            ("With the flag LOSS_FULL the term", "With `full` the term"),
            ("With the\nflag LOSS_SWAP, it", "With\n`swap`, it"),
            ("With the flag\nLOSS_BINARY_TARGETS they", "With\n`binary_targets` they"),
            ("weights,\nLOSS_ACCUMULATE.", "weights,\n`accumulate`."),
            ("LOSS_FULL and LOSS_FULL", "`full` and `full`"),
        ] {
            assert_eq!(without_flags(c), python);
        }
    }
}
