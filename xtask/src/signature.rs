//! What a function takes, by the shape of its loss: the arguments, what the header says about each, and
//! the driver that the exported function calls.

use crate::table::{Loss, Shape};

/// Arguments that share a line of documentation.
pub struct Line {
    /// Name and type of each.
    pub arguments: Vec<(String, String)>,
    pub meaning: String,
}

const LAYOUT: &str = "input, (rows, classes), or as row_stride and inner of class_options say";

/// The arguments, in order.
pub fn arguments(loss: &Loss, dtype: &str) -> Vec<Line> {
    let array = format!("*const {dtype}");
    let out = format!("*mut {dtype}");
    let (input, target) = (loss.input.as_str(), loss.target.as_str());
    let one = |name: &str, kind: &str, meaning: &str| line(&[name], kind, meaning);
    let both = |meaning: &str| line(&[input, target], &array, meaning);
    let size = |names: &[&str], meaning: &str| line(names, "usize", meaning);
    let mut lines = match loss.shape {
        Shape::Pointwise => {
            vec![both("input, n elements each: x and t"), size(&["n"], "number of elements; 0 is allowed")]
        }
        Shape::Penalty => {
            vec![one(input, &array, "input, n elements: x"), size(&["n"], "number of elements; 0 is allowed")]
        }
        Shape::Rowwise => {
            vec![both("input, (rows, classes): x and t"), size(&["rows", "classes"], "sizes; 0 is allowed")]
        }
        Shape::Index => vec![
            one(input, &array, LAYOUT),
            one(target, "*const i64", "input, rows indices: each in [0, classes) or the index to ignore"),
            size(&["rows", "classes"], "sizes; rows is the number of samples and may be 0"),
        ],
        Shape::Sequence => vec![
            one(input, &array, "input, (batch, seq_len, vocab), or as row_stride and inner of class_options say"),
            one(
                target,
                "*const i64",
                "input, (batch, seq_len) indices: each in [0, vocab) or the index to ignore, unless masked",
            ),
            size(&["batch", "seq_len", "vocab"], "sizes; 0 is allowed, and a seq_len of 1 leaves nothing to predict"),
        ],
        Shape::Soft | Shape::Teacher | Shape::Divergence => {
            vec![both(LAYOUT), size(&["rows", "classes"], "sizes; 0 is allowed")]
        }
        Shape::Softmax => vec![one(input, &array, LAYOUT), size(&["rows", "classes"], "sizes; 0 is allowed")],
        Shape::Pair => vec![both("input, (rows, dim)"), size(&["rows", "dim"], "sizes; 0 is allowed")],
        Shape::Discriminator => vec![
            one("kind", "u32", "LOSS_GAN_MINIMAX, …, see above"),
            one(input, &array, "input, n_real logits or scores of real samples"),
            size(&["n_real"], "number of real samples; 0 is allowed"),
            one(target, &array, "input, n_fake logits or scores of generated samples"),
            size(&["n_fake"], "number of generated samples; 0 is allowed"),
        ],
        Shape::Generator => vec![
            one("kind", "u32", "LOSS_GAN_MINIMAX, …, see above"),
            one(input, &array, "input, n_fake logits or scores of generated samples"),
            size(&["n_fake"], "number of generated samples; 0 is allowed"),
        ],
        Shape::Combine => vec![
            one(input, "*const f64", "input, n values of losses: L"),
            one(target, "*const f64", "input, n weights: w"),
            size(&["n"], "number of losses; 0 is allowed"),
            one("total", "*mut f64", "output, one number; must not be NULL"),
        ],
        Shape::Uncertainty => vec![
            one(input, "*const f64", "input, n values of losses: L"),
            one(target, &array, "input, n logarithms of variances: s"),
            one("coefficients", "*const f64", "input, n coefficients: c; NULL: 1"),
            size(&["n"], "number of losses; 0 is allowed"),
            one("total", "*mut f64", "output, one number; NULL: not wanted"),
            one("d_values", "*mut f64", "output, n: dtotal/dvalues; may be values; NULL: not wanted"),
            one("d_log_vars", &out, "output, n: dtotal/dlog_vars; may be log_vars; NULL: not wanted"),
        ],
    };
    for [name, meaning] in &loss.scalars {
        lines.push(one(name, "f64", meaning));
    }
    if loss.shape.has_class_options() {
        let meaning = match loss.shape {
            Shape::Softmax => {
                "temperature, softcap, row_stride, inner, lse, entropy, argmax; options of targets are refused; NULL: defaults"
            }
            Shape::Teacher => "all except temperature and ignore_index, which are refused; NULL: defaults",
            Shape::Divergence => {
                "temperature, softcap, row_stride, inner, lse, entropy, argmax; all others are refused; NULL: defaults"
            }
            _ => "NULL: defaults",
        };
        lines.push(one("class_options", &format!("*const ClassOptions<{dtype}>"), meaning));
    }
    lines.extend(outputs(loss, dtype, &out));
    lines
}

/// The arguments from the options on.
fn outputs(loss: &Loss, dtype: &str, out: &str) -> Vec<Line> {
    let gradients: Vec<(&str, &str)> = match loss.shape {
        Shape::Softmax => return vec![line(&["out"], out, "output, in the input's layout; may be the input")],
        Shape::Combine | Shape::Uncertainty => return Vec::new(),
        Shape::Pair => vec![("grad_mu", &loss.input), ("grad_log_var", &loss.target)],
        Shape::Discriminator => vec![("grad_real", &loss.input), ("grad_fake", &loss.target)],
        Shape::Generator => vec![("grad_fake", &loss.input)],
        _ => vec![("grad", &loss.input)],
    };
    let options = if loss.shape == Shape::Penalty { "NULL: defaults; see above" } else { "NULL: defaults" };
    let mut lines = vec![
        line(&["options"], &format!("*const Options<{dtype}>"), options),
        line(&["value"], "*mut f64", "output, one number; NULL: not wanted"),
    ];
    for (gradient, input) in gradients {
        let meaning = format!("output, in the input's layout: dvalue/d{input}; may be {input}; NULL: not wanted");
        lines.push(line(&[gradient], out, &meaning));
    }
    lines
}

fn line(names: &[&str], kind: &str, meaning: &str) -> Line {
    let arguments = names.iter().map(|name| ((*name).to_owned(), kind.to_owned())).collect();
    Line { arguments, meaning: meaning.to_owned() }
}

/// The call that an exported function makes.
pub fn call(loss: &Loss, dtype: &str) -> String {
    let (input, target) = (&loss.input, &loss.target);
    let generic = format!("::<{dtype}, losses::{}>", loss.rust_type);
    let names = format!("call::Names {{ input: {input:?}, target: {target:?} }}");
    let mut scalars: Vec<&str> = loss.scalars.iter().map(|[name, _]| name.as_str()).collect();
    scalars.resize(4, "0.0");
    let scalars = scalars.join(", ");
    let class_arguments = |targets: &str| {
        format!(
            "call::ClassArguments {{ input: {input}, targets: call::Targets::{targets}, rows, classes, class_options }}"
        )
    };
    let class = |targets: &str| {
        let arguments = class_arguments(targets);
        format!("{{ let arguments = {arguments}; call::class{generic}({names}, arguments, options, value, grad) }}")
    };
    match loss.shape {
        Shape::Pointwise => {
            format!("call::pointwise{generic}({names}, ({input}, {target}, n), [{scalars}], options, value, grad)")
        }
        Shape::Penalty => format!("call::penalty{generic}({input:?}, ({input}, n), [{scalars}], options, value, grad)"),
        Shape::Rowwise => {
            format!("call::rowwise{generic}({names}, ({input}, {target}, rows, classes), options, value, grad)")
        }
        Shape::Index => class(&format!("Index({target})")),
        Shape::Soft => class(&format!("Probabilities({target})")),
        Shape::Teacher => class(&format!("Teacher({target}, {})", loss.scalars[0][0])),
        Shape::Sequence => format!(
            "call::sequences{generic}({names}, ({input}, {target}), (batch, seq_len, vocab), class_options, options, value, grad)"
        ),
        Shape::Softmax => format!("call::softmax{generic}({names}, ({input}, rows, classes), class_options, out)"),
        Shape::Divergence => {
            let arguments = class_arguments(&format!("Teacher({target}, 1.0)"));
            format!(
                "{{ let arguments = {arguments}; call::divergence{generic}({names}, arguments, [{scalars}], options, value, grad) }}"
            )
        }
        Shape::Pair => format!(
            "{{ let names = call::PairNames {{ inputs: [{input:?}, {target:?}], gradients: [\"grad_mu\", \"grad_log_var\"] }}; \
             call::pair{generic}(names, [{input}, {target}], (rows, dim), options, value, [grad_mu, grad_log_var]) }}"
        ),
        Shape::Discriminator => format!(
            "{{ let real = call::Batch {{ scores: {input}, n: n_real, gradient: grad_real }}; \
             let fake = call::Batch {{ scores: {target}, n: n_fake, gradient: grad_fake }}; \
             call::discriminator(kind, real, fake, options, value) }}"
        ),
        Shape::Generator => format!(
            "{{ let fake = call::Batch {{ scores: {input}, n: n_fake, gradient: grad_fake }}; \
             call::generator(kind, fake, options, value) }}"
        ),
        Shape::Combine => format!("call::combine({input}, {target}, n, total)"),
        Shape::Uncertainty => {
            format!("call::combine_uncertainty(({input}, {target}, coefficients, n), total, d_values, d_log_vars)")
        }
    }
}
