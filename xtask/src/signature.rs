//! What the header says about each argument of a function, and the call that the exported function makes.

use crate::argument::{Argument, Array, Domain, Role, SUM, number, size_of};
use crate::storage::{self, Storage};
use crate::table::{Driver, Loss};

/// Arguments that share a line of documentation.
pub struct Line {
    pub names: Vec<String>,
    pub meaning: String,
}

/// What the documentation says about the arguments, in order. Neighbours of which it says the same share a line.
pub fn lines(loss: &Loss) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for argument in &loss.arguments {
        let meaning = meaning(loss, argument);
        match lines.last_mut() {
            Some(line) if line.meaning == meaning => line.names.push(argument.name.clone()),
            _ => lines.push(Line { names: vec![argument.name.clone()], meaning }),
        }
    }
    lines
}

/// What an argument is.
pub fn meaning(loss: &Loss, argument: &Argument) -> String {
    let name = argument.name.as_str();
    let about = loss.about(name);
    let followed = |text: String| about.map_or(text.clone(), |about| format!("{text}: {about}"));
    match &argument.role {
        Role::Differentiated(array) => followed(layout(loss, array)),
        Role::Constant { array, optional: false } => followed(layout(loss, array)),
        Role::Constant { array, optional: true } => {
            let text = followed(layout(loss, array));
            // An entry may say what it then is.
            if text.contains("NULL:") { text } else { format!("{text}; NULL: not given") }
        }
        Role::Index { sizes, below } => {
            let or_ignored = if loss.driver == Driver::Ctc { "" } else { " or the index to ignore" };
            let text = format!("input, {}: each in [0, {below}){or_ignored}", counted(sizes, "indices"));
            about.map_or(text.clone(), |about| format!("{text}; {about}"))
        }
        Role::Bytes { sizes } => followed(format!("input, {}", counted(sizes, "bytes"))),
        Role::List { sizes, below } => {
            let text = format!(
                "input, {}: those of a row before its first -1 are each in [0, {below})",
                counted(sizes, "indices")
            );
            about.map_or(text.clone(), |about| format!("{text}; {about}"))
        }
        Role::Label { below } => followed(format!("an index in [0, {below})")),
        Role::Length { sizes, most, optional } => {
            let Some(most) = most else { return followed(format!("input, {}", counted(sizes, "lengths"))) };
            let absent = if *optional { format!("; NULL: all {most}") } else { String::new() };
            followed(format!("input, {}: each in [0, {most}]{absent}", counted(sizes, "lengths")))
        }
        Role::Size => {
            let what = if is_length(loss, name) { "number of elements" } else { "sizes" };
            let least = if loss.fewer() > 0 { "rows may be 0, classes are at least 2" } else { "0 is allowed" };
            about.map_or(format!("{what}; {least}"), |about| format!("{what}; {least}, and {about}"))
        }
        Role::Number { range, default } => {
            let symbol = about.map_or(String::new(), |about| format!("{about}: "));
            // A default of 0 goes without saying.
            let default = default.filter(|default| *default != 0.0);
            let default = default.map_or(String::new(), |default| format!("; 0: {}", number(default)));
            format!("{symbol}{}{default}", range.words())
        }
        Role::Enumeration { prefix } => format!("one of the constants {prefix}_…, see above"),
        Role::SequenceOptions => "normalization and strides; NULL: defaults".to_owned(),
        Role::ClassOptions => class_options(loss),
        Role::Options if loss.driver.is_penalty() => "NULL: defaults; see above".to_owned(),
        Role::Options if matches!(loss.driver, Driver::Linear | Driver::Ctc) => {
            format!("with a workspace, see {}; hessian is refused", query(loss))
        }
        Role::Options if loss.driver.is_linear() => {
            let added = if loss.driver == Driver::LinearTokenLogProb { "" } else { "LOSS_ACCUMULATE, upstream, " };
            format!("{added}threads, mask, with a workspace, see {}; all others are refused", query(loss))
        }
        Role::Options if loss.driver == Driver::TokenLogProb => {
            "threads, mask; all others are refused; NULL: defaults".to_owned()
        }
        Role::Options if !loss.driver.has_value() => {
            let weight = if loss.driver.is_of_tokens() { "" } else { "weight, " };
            let flags = "LOSS_ACCUMULATE, LOSS_CLEAR_PADDING";
            format!("{flags}, threads, upstream, {weight}mask; all others are refused; NULL: defaults")
        }
        Role::Options => "NULL: defaults".to_owned(),
        Role::Value { optional: true } => "output, one number; NULL: not wanted".to_owned(),
        Role::Value { optional: false } => "output, one number; must not be NULL".to_owned(),
        Role::Gradient { of } if loss.driver == Driver::Linear => {
            format!("output, in the layout of {of}: dvalue/d{of}; NULL: not wanted")
        }
        Role::Gradient { of } if loss.driver.is_linear() => {
            format!("output, in the layout of {of}; NULL: not wanted")
        }
        Role::Gradient { of } if !loss.driver.has_value() => format!("output, in the layout of {of}; may be {of}"),
        Role::Gradient { of } => {
            let value = loss.arguments.iter().find(|argument| matches!(argument.role, Role::Value { .. }));
            let value = value.map_or("value", |value| value.name.as_str());
            format!("output, in the layout of {of}: d{value}/d{of}; may be {of}; NULL: not wanted")
        }
        Role::Counts { sizes, .. } => followed(format!("output, {}", counted(sizes, "numbers"))) + "; NULL: not wanted",
        Role::Switch => followed("0 or 1".to_owned()),
        Role::Output { array, optional: true } => {
            let elements = if array.double { "doubles" } else { "elements" };
            followed(format!("output, {}", counted(&array.sizes, elements))) + "; NULL: not wanted"
        }
        Role::Output { .. } => match (loss.inputs().next(), loss.targets().next()) {
            (Some((first, _)), Some((second, _))) => format!("output, in their layout; may be {first} or {second}"),
            _ => "output, in the input's layout; may be the input".to_owned(),
        },
    }
}

/// The function that tells the bytes of the workspace. A backward pass shares that of its forward function, and a loss of
/// log-probabilities that of logits.
fn query(loss: &Loss) -> String {
    let shared = if loss.driver == Driver::Ctc { "_log_prob" } else { "_backward" };
    format!("loss_{}_workspace_f32", loss.name.trim_end_matches(shared))
}

/// Whether a size is the length of arrays, not one of several axes.
pub fn is_length(loss: &Loss, size: &str) -> bool {
    loss.arguments.iter().all(|argument| match argument.role.sizes() {
        [] | [_] => true,
        axes => axes.iter().all(|axis| size_of(axis) != size),
    })
}

fn layout(loss: &Loss, array: &Array) -> String {
    let domain = match array.domain {
        Domain::Real => "",
        Domain::Positive => ", above 0",
        Domain::Sign => ", −1 or 1",
        Domain::Probability => ", in [0, 1]",
        Domain::Distribution => ", probabilities of each row",
        Domain::Rising => ", rising over each row",
        Domain::Cosine => ", in [-1, 1]",
        Domain::LogProbability => ", logarithms of probabilities",
    };
    let elements = if array.double { "doubles" } else { "elements" };
    let text = match &array.sizes[..] {
        [one] => format!("input, {one} {elements}"),
        many => format!("input, ({})", many.join(", ")),
    };
    match loss.driver {
        Driver::Ctc => format!("{text}{domain}, or as strides of sequence_options say"),
        Driver::Decisions if array.sizes.len() > 1 => format!("{text}{domain}, or as row_stride of class_options says"),
        Driver::Decisions | Driver::Linear => text + domain,
        driver if driver.is_of_tokens() && !driver.is_linear() && array.sizes.len() > 2 => {
            format!("{text}, or as row_stride of class_options says")
        }
        driver if driver.is_of_tokens() => {
            format!("{text}{}", if array.double && array.sizes.len() > 1 { " doubles" } else { "" })
        }
        driver if driver.has_class_options() => {
            format!("{text}{domain}, or as row_stride and inner of class_options say")
        }
        _ => text + domain,
    }
}

fn counted(sizes: &[String], what: &str) -> String {
    match sizes {
        [one] if one.starts_with(SUM) => format!("{what} one sequence after the other, {one} of them"),
        [one] => format!("{one} {what}"),
        many => format!("({}) {what}", many.join(", ")),
    }
}

fn class_options(loss: &Loss) -> String {
    let of_margin = || {
        let weight = if loss.has("WITHOUT_CLASS_WEIGHTS") || loss.list().is_some() { "" } else { "class_weight, " };
        let index = if loss.index().is_some() { "ignore_index, target_i32, " } else { "target_i32, " };
        format!("{weight}{index}row_stride, inner; all others are refused; NULL: defaults")
    };
    let text = match loss.driver {
        _ if loss.is_of_cross_entropy() && loss.index().is_none() => {
            "all except label_smoothing, z_loss, ignore_index and target_i32, which are refused; NULL: defaults"
        }
        _ if loss.is_of_cross_entropy() => {
            "all except label_smoothing, z_loss and target_stride, which are refused; NULL: defaults"
        }
        Driver::Decisions => match (loss.has("WEIGHTED"), loss.index().is_some()) {
            (true, true) => {
                "class_weight (classes - 1), ignore_index, target_i32, row_stride; all others are refused; NULL: defaults"
            }
            (true, false) => "class_weight, row_stride, target_stride; all others are refused; NULL: defaults",
            _ => "ignore_index, target_i32, row_stride; all others are refused; NULL: defaults",
        },
        Driver::Softmax => {
            "temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; options of targets are refused; NULL: defaults"
        }
        Driver::SoftmaxBackward => {
            "temperature: that of loss_softmax; row_stride, inner; all others are refused; NULL: defaults"
        }
        Driver::Teacher => "all except temperature, ignore_index and target_i32, which are refused; NULL: defaults",
        Driver::Divergence if loss.targets().next().is_some() => {
            "temperature, softcap, class_bias, row_stride, target_stride, inner, lse, entropy, argmax; all others are refused; NULL: defaults"
        }
        Driver::Divergence => {
            "temperature, softcap, class_bias, row_stride, inner, lse, entropy, argmax; all others are refused; NULL: defaults"
        }
        Driver::Cosines => "all except temperature, softcap and target_stride, which are refused; NULL: defaults",
        Driver::Margin => return of_margin(),
        Driver::Linear => "all except row_stride, inner and target_stride, which are refused; NULL: defaults",
        Driver::LinearTokenLogProb | Driver::LinearTokenLogProbBackward => {
            "ignore_index, target_i32, temperature, softcap, class_bias; all others are refused; NULL: defaults"
        }
        Driver::TokenLogProb | Driver::TokenLogProbBackward => {
            "ignore_index, target_i32, temperature, softcap, class_bias, row_stride; all others are refused; NULL: defaults"
        }
        _ if loss.index().is_some() => "all except target_stride, which is refused; NULL: defaults",
        _ => "all except ignore_index and target_i32, which are refused; NULL: defaults",
    };
    text.to_owned()
}

/// What all functions of log-probabilities of tokens take, each those that it has.
const POSITIONS: [&str; 12] = [
    "logits",
    "hidden",
    "weight",
    "bias",
    "tokens",
    "batch",
    "seq_len",
    "dim",
    "vocab",
    "shift",
    "class_options",
    "options",
];

/// The call that an exported function makes: of the driver, with what it is given put together by roles.
pub fn call(loss: &Loss, storage: &Storage) -> String {
    let dtype = storage.inputs;
    let (inputs, targets): (Vec<&str>, Vec<&str>) =
        (loss.inputs().map(|(name, _)| name).collect(), loss.targets().map(|(name, _)| name).collect());
    let gradients = loss.gradients();
    let list = |names: &[&str]| format!("[{}]", names.join(", "));
    let sizes = loss.sizes().join(", ");
    let mut scalars: Vec<&str> = loss.numbers().map(|(name, ..)| name).collect();
    scalars.resize(4, "0.0");
    let scalars = list(&scalars);
    // Half precision has drivers of its own, which have a type of gradients too.
    let half = storage::HALF.contains(storage);
    let types = if half { format!("{dtype}, {}", storage.gradients) } else { dtype.to_owned() };
    let generic = format!("::<{types}, losses::{}>", loss.rust_type());
    let of_classes = |driver: &str| format!("call::{}{driver}{generic}", if half { "half_" } else { "" });
    let names = || {
        let target = targets.first().copied().or(loss.index()).or(loss.list()).unwrap_or_default();
        format!("call::ClassNames {{ input: {:?}, target: {target:?} }}", inputs[0])
    };
    let of_elements = |driver: &str| {
        let (x, t) = (inputs.len(), targets.len());
        let counts = match loss.driver {
            Driver::Penalty => String::new(),
            // The number of sums is the loss's own.
            Driver::Vectors => format!(", {x}, {t}, _"),
            Driver::GroupPenalty => ", _".to_owned(),
            _ => format!(", {x}, {t}"),
        };
        format!(
            "call::{driver}::<{types}, losses::{}{counts}>(call::Names {{ inputs: {inputs:?}, targets: {targets:?}, \
             gradients: {gradients:?} }}, ({}, {}, {sizes}), {scalars}, options, value, {})",
            loss.rust_type(),
            list(&inputs),
            list(&targets),
            list(&gradients)
        )
    };
    let class = |targets: &str| {
        format!(
            "call::ClassArguments {{ input: {}, targets: call::Targets::{targets}, {sizes}, class_options }}",
            inputs[0]
        )
    };
    match loss.driver {
        Driver::Elementwise if half => of_elements("half"),
        Driver::RowSums if half => of_elements("half_row_sums"),
        Driver::Elementwise => of_elements("elementwise"),
        Driver::Penalty => of_elements("penalty"),
        Driver::RowSums => of_elements("row_sums"),
        Driver::Vectors => of_elements("vectors"),
        Driver::GroupPenalty => of_elements("group_penalty"),
        Driver::Class | Driver::Teacher => {
            let kind = match (loss.driver, loss.index()) {
                (Driver::Teacher, _) => {
                    let temperature = loss.numbers().next().map_or("1.0", |(name, ..)| name);
                    format!("Teacher({}, {temperature})", targets[0])
                }
                (_, Some(index)) => format!("Index({index})"),
                _ => format!("Probabilities({})", targets[0]),
            };
            if loss.is_of_cross_entropy() {
                return format!(
                    "{}({}, {}, {scalars}, options, value, grad)",
                    of_classes("mapped"),
                    names(),
                    class(&kind)
                );
            }
            format!("{}({}, {}, options, value, grad)", of_classes("class"), names(), class(&kind))
        }
        Driver::Divergence => {
            let teacher = targets.first().map_or("None".to_owned(), |teacher| format!("Teacher({teacher}, 1.0)"));
            let arguments = class(&teacher);
            format!("{}({}, {arguments}, {scalars}, options, value, grad)", of_classes("divergence"), names())
        }
        Driver::Cosines => {
            let arguments = class(&format!("Index({})", loss.index().unwrap_or_default()));
            format!("{}({}, {arguments}, {scalars}, options, value, grad)", of_classes("cosines"), names())
        }
        // Lists of classes have a kernel of their own, without a type per loss.
        Driver::Margin if loss.list().is_some() => {
            let arguments = class(&format!("Lists({})", loss.list().unwrap_or_default()));
            format!("call::multilabel_margin({}, {arguments}, options, value, grad)", names())
        }
        Driver::Margin => {
            let arguments = class(&format!("Index({})", loss.index().unwrap_or_default()));
            format!("call::margin{generic}({}, {arguments}, {scalars}, options, value, grad)", names())
        }
        Driver::Decisions => {
            let kind = loss
                .index()
                .map_or_else(|| format!("Probabilities({})", targets[0]), |index| format!("Index({index})"));
            let positive = loss.optional_targets().next().unwrap_or("std::ptr::null()");
            format!("call::decisions{generic}({}, {}, {positive}, options, value, grad)", names(), class(&kind))
        }
        Driver::Sequence => format!(
            "{}({}, ({}, {}), ({sizes}), class_options, options, value, grad)",
            of_classes("sequences"),
            names(),
            inputs[0],
            loss.index().unwrap_or_default()
        ),
        Driver::Linear => {
            let all: Vec<&str> = loss.arguments.iter().map(|argument| argument.name.as_str()).collect();
            let (gradients, rest): (Vec<&str>, Vec<&str>) = all.into_iter().partition(|name| name.starts_with("grad_"));
            let rest: Vec<&str> = rest.into_iter().filter(|name| *name != "value").collect();
            let (rest, gradients) = (rest.join(", "), gradients.join(", "));
            let half = if half { "half_" } else { "" };
            format!(
                "call::{half}linear_cross_entropy(call::Layer {{ {rest} }}, call::Gradients {{ {gradients} }}, value)"
            )
        }
        Driver::TokenLogProb
        | Driver::TokenLogProbBackward
        | Driver::LinearTokenLogProb
        | Driver::LinearTokenLogProbBackward => of_tokens(loss, half.then_some(storage)),
        Driver::Softmax => {
            format!("{}({}, ({}, {sizes}), class_options, out)", of_classes("softmax"), names(), inputs[0])
        }
        Driver::SoftmaxBackward => format!(
            "call::softmax_backward({}, ({}, {}), ({sizes}), class_options, options, grad)",
            names(),
            inputs[0],
            targets[0]
        ),
        Driver::Discriminator => {
            let n = loss.sizes();
            let batch =
                |i: usize| format!("call::Batch {{ scores: {}, n: {}, gradient: {} }}", inputs[i], n[i], gradients[i]);
            format!("call::discriminator(kind, {}, {}, options, value)", batch(0), batch(1))
        }
        Driver::Generator => {
            let batch = format!("call::Batch {{ scores: {}, n: {sizes}, gradient: {} }}", inputs[0], gradients[0]);
            format!("call::generator(kind, {batch}, options, value)")
        }
        Driver::Preference | Driver::PreferenceUnpaired => {
            let is_array = |role: &Role| !role.sizes().is_empty() || matches!(role, Role::Gradient { .. });
            let arrays = loss.arguments.iter().filter(|argument| is_array(&argument.role));
            let arrays = arrays.map(|argument| argument.name.as_str()).collect::<Vec<_>>().join(", ");
            let (function, group) = match loss.driver {
                Driver::Preference => ("preference", "Pairs"),
                _ => ("preference_unpaired", "Answers"),
            };
            format!("call::{function}(kind, call::{group} {{ {arrays}, {sizes} }}, {scalars}, options, value)")
        }
        Driver::Ctc => {
            let all = loss.arguments.iter().map(|argument| argument.name.as_str());
            let given: Vec<&str> = all.filter(|name| ![inputs[0], "value", "grad"].contains(name)).collect();
            format!(
                "call::ctc{generic}(call::CtcArguments {{ name: {0:?}, input: {0}, {1} }}, value, grad)",
                inputs[0],
                given.join(", ")
            )
        }
        Driver::Combine => format!("call::combine({}, {sizes}, total)", targets.join(", ")),
        Driver::Uncertainty => {
            let arrays = [inputs.join(", "), targets.join(", ")].join(", ");
            format!("call::combine_uncertainty(({arrays}, {sizes}), total, {})", gradients.join(", "))
        }
    }
}

/// The call of a function of log-probabilities of tokens, of half precision where these types are given: what there is, what
/// is made of it, and gradients.
fn of_tokens(loss: &Loss, half: Option<&Storage>) -> String {
    let all: Vec<&str> = loss.arguments.iter().map(|argument| argument.name.as_str()).collect();
    let (first, rest): (Vec<&str>, Vec<&str>) = all.into_iter().partition(|name| POSITIONS.contains(name));
    let (gradients, rest): (Vec<&str>, Vec<&str>) = rest.into_iter().partition(|name| name.starts_with("grad"));
    let (given, group) = (
        if loss.driver.is_linear() { "LayerPositions" } else { "Positions" },
        if gradients.is_empty() { "LogProbs" } else { "Derivatives" },
    );
    let last = match &gradients[..] {
        [] => String::new(),
        [one] => format!(", {one}"),
        several => format!(", call::Gradients {{ {} }}", several.join(", ")),
    };
    let (function, first, rest) = (loss.driver.name(), first.join(", "), rest.join(", "));
    let function = if half.is_some() { format!("half_{function}") } else { function };
    format!("call::{function}(call::{given} {{ {first} }}, call::{group} {{ {rest} }}{last})")
}
