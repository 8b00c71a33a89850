//! An argument of a function, as an entry of losses/*.toml writes it: a name and a role.
//!
//! ```text
//! mean: x[n], target: t[n] probability, n: size, beta: number >= 0 = 0.5, grad_mean: d(mean)
//! ```
//!
//! | role | argument |
//! |---|---|
//! | `x[n]` | input that the loss is differentiated by, of the function's type; `x64`: of doubles; `x[rows, classes - 1]`: of one less than a size |
//! | `t[n]` | constant input; `t64`: of doubles; `optional t[n]`: may be NULL; `wide t[n]`: of floats beside inputs of half precision |
//! | `index[rows] < classes` | 64-bit indices below a size; `index[sum lengths]`: one sequence after the other, of these lengths |
//! | `list[rows, classes] < classes` | lists of 64-bit indices below a size, of at most so many: each ends before its first −1 |
//! | `bytes[n]` | constant input of bytes, 0 or not |
//! | `label < classes` | one such index |
//! | `length[batch] <= time` | 64-bit lengths of at most a size; `length[batch]`: of any size; `optional length[batch]`: may be NULL |
//! | `size` | `size_t` |
//! | `number > 0 = 1` | `double`: its range (`> a`, `>= a`, `in (a, b)`, `in [a, b]`, `in [a, inf]` and `in [-inf, b]` with infinity) and what 0 stands for, or `required` |
//! | `enum PREFIX` | `uint32_t`, one of the constants that begin so |
//! | `d(mean)` | gradient by an input; may be NULL |
//! | `out[rows, classes]` | output of the function's type; `out64`: of doubles; `optional out[rows]`: may be NULL; `wide out[rows]`: of floats beside inputs of half precision |
//! | `counts[batch]` | output of 64-bit integers; `optional counts[batch]`: may be NULL |
//! | `switch` | `uint32_t`, 0 or 1 |
//! | `value`, `optional value` | one double |
//!
//! The word after an array says what it holds: any [`Domain`]. Options, and the value of a loss that has options, are not
//! written: they stand before the first gradient or output.

use crate::Outcome;
use crate::storage::Storage;

/// A number's bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    pub low: f64,
    pub low_included: bool,
    pub high: f64,
    pub high_included: bool,
}

/// What the numbers of an array are, where a loss is used as it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    Real,
    /// Above 0.
    Positive,
    /// −1 or 1.
    Sign,
    /// In [0, 1].
    Probability,
    /// Of a row: in [0, 1], with the sum 1.
    Distribution,
    /// Of a row: each above the one before it.
    Rising,
    /// In [−1, 1].
    Cosine,
    LogProbability,
}

impl Domain {
    const NAMES: [(&str, Self); 8] = [
        ("real", Self::Real),
        ("positive", Self::Positive),
        ("sign", Self::Sign),
        ("probability", Self::Probability),
        ("distribution", Self::Distribution),
        ("rising", Self::Rising),
        ("cosine", Self::Cosine),
        ("log_probability", Self::LogProbability),
    ];

    /// As an entry has it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, domain)| *domain == self).map_or("", |(name, _)| name)
    }

    fn parse(word: &str) -> Outcome<Self> {
        let known = Self::NAMES.iter().find(|(name, _)| *name == word);
        known.map(|(_, domain)| *domain).ok_or_else(|| format!("unknown domain {word:?}"))
    }
}

/// An array.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    /// The sizes that it has, outermost first.
    pub sizes: Vec<String>,
    /// Doubles, whatever the type of the function.
    pub double: bool,
    /// As the arrays of options: never of half precision.
    pub wide: bool,
    pub domain: Domain,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    Differentiated(Array),
    Constant {
        array: Array,
        optional: bool,
    },
    Bytes {
        sizes: Vec<String>,
    },
    Index {
        sizes: Vec<String>,
        below: String,
    },
    List {
        sizes: Vec<String>,
        below: String,
    },
    Label {
        below: String,
    },
    Length {
        sizes: Vec<String>,
        most: Option<String>,
        optional: bool,
    },
    Size,
    Number {
        range: Range,
        default: Option<f64>,
    },
    Enumeration {
        prefix: String,
    },
    ClassOptions,
    SequenceOptions,
    Options,
    Value {
        optional: bool,
    },
    Gradient {
        of: String,
    },
    Output {
        array: Array,
        optional: bool,
    },
    Counts {
        sizes: Vec<String>,
        optional: bool,
    },
    /// 0 or 1.
    Switch,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    pub name: String,
    pub role: Role,
}

impl Argument {
    /// The type in Rust.
    pub fn rust_type(&self, arguments: &[Self], storage: &Storage) -> String {
        let of = |array: &Array, single: &'static str| match array {
            Array { double: true, .. } => "f64",
            Array { wide: true, .. } => storage.options,
            _ => single,
        };
        match &self.role {
            Role::Differentiated(array) | Role::Constant { array, .. } => {
                format!("*const {}", of(array, storage.inputs))
            }
            Role::Index { .. } | Role::List { .. } | Role::Length { .. } => "*const i64".to_owned(),
            Role::Bytes { .. } => "*const u8".to_owned(),
            Role::Label { .. } => "i64".to_owned(),
            Role::SequenceOptions => "*const loss_sequence_options".to_owned(),
            Role::Size => "usize".to_owned(),
            Role::Number { .. } => "f64".to_owned(),
            Role::Enumeration { .. } | Role::Switch => "u32".to_owned(),
            Role::ClassOptions => format!("*const ClassOptions<{}>", storage.options),
            Role::Options => format!("*const Options<{}>", storage.options),
            Role::Value { .. } => "*mut f64".to_owned(),
            Role::Gradient { of: input } => {
                let double = arguments.iter().any(|argument| {
                    argument.name == *input && matches!(&argument.role, Role::Differentiated(array) if array.double)
                });
                format!("*mut {}", if double { "f64" } else { storage.gradients })
            }
            Role::Output { array, .. } => format!("*mut {}", of(array, storage.gradients)),
            Role::Counts { .. } => "*mut i64".to_owned(),
        }
    }

    /// Whether it may be NULL where its array has elements.
    pub fn may_be_absent(&self) -> bool {
        match &self.role {
            Role::Constant { optional, .. }
            | Role::Value { optional }
            | Role::Length { optional, .. }
            | Role::Output { optional, .. }
            | Role::Counts { optional, .. } => *optional,
            Role::Gradient { .. } | Role::Options | Role::ClassOptions | Role::SequenceOptions => true,
            _ => false,
        }
    }
}

/// The arguments of an entry, in order.
pub fn parse(text: &str) -> Outcome<Vec<Argument>> {
    let mut arguments = Vec::new();
    for part in separated(text) {
        let (name, role) = part.split_once(':').ok_or_else(|| format!("{part:?} has no role after a colon"))?;
        let role = parse_role(role.trim()).map_err(|error| format!("{}: {error}", name.trim()))?;
        arguments.push(Argument { name: name.trim().to_owned(), role });
    }
    check(&arguments)?;
    Ok(arguments)
}

/// Splits at commas that are not within brackets.
fn separated(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '[' | '(' => depth += 1,
            ']' | ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn parse_role(text: &str) -> Outcome<Role> {
    let (optional, text) = match text.strip_prefix("optional ") {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    };
    let (wide, text) = match text.strip_prefix("wide ") {
        Some(rest) => (true, rest.trim()),
        None => (false, text),
    };
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (word, rest) = (&text[..end], text[end..].trim());
    if optional && !matches!(word, "t" | "t64" | "length" | "value" | "out" | "out64" | "counts") {
        return Err(format!("{word} cannot be optional"));
    }
    if wide && !matches!(word, "t" | "out") {
        return Err(format!("{word} cannot be wide"));
    }
    let array = |double: bool| Ok::<Array, String>(Array { wide, ..parse_array(rest, double)? });
    match word {
        "x" | "x64" => Ok(Role::Differentiated(parse_array(rest, word == "x64")?)),
        "t" | "t64" => Ok(Role::Constant { array: array(word == "t64")?, optional }),
        "out" | "out64" => Ok(Role::Output { array: array(word == "out64")?, optional }),
        "counts" => match parse_sizes(rest)? {
            (sizes, "") => Ok(Role::Counts { sizes, optional }),
            (_, rest) => Err(format!("{rest:?} follows the sizes of counts")),
        },
        "bytes" => match parse_sizes(rest)? {
            (sizes, "") => Ok(Role::Bytes { sizes }),
            (_, rest) => Err(format!("{rest:?} follows the sizes of bytes")),
        },
        "switch" if rest.is_empty() => Ok(Role::Switch),
        "index" => {
            let (sizes, below) = parse_bounded(rest, "<")?;
            Ok(Role::Index { sizes, below })
        }
        "list" => {
            let (sizes, below) = parse_bounded(rest, "<")?;
            Ok(Role::List { sizes, below })
        }
        "length" => {
            let (sizes, most) = match parse_sizes(rest)? {
                (sizes, "") => (sizes, None),
                _ => parse_bounded(rest, "<=").map(|(sizes, most)| (sizes, Some(most)))?,
            };
            Ok(Role::Length { sizes, most, optional })
        }
        "label" => match rest.strip_prefix('<').map(str::trim) {
            Some(below) if !below.is_empty() => Ok(Role::Label { below: below.to_owned() }),
            _ => Err(format!("expected `<` and a size, not {rest:?}")),
        },
        "size" if rest.is_empty() => Ok(Role::Size),
        "number" => parse_number(rest),
        "enum" if !rest.is_empty() => Ok(Role::Enumeration { prefix: rest.to_owned() }),
        "value" if rest.is_empty() => Ok(Role::Value { optional }),
        "d" => {
            let input = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            let input = input.ok_or_else(|| format!("expected d(an input), not d{rest}"))?;
            Ok(Role::Gradient { of: input.trim().to_owned() })
        }
        _ => Err(format!("unknown role {text:?}")),
    }
}

/// `[a, b]` and what follows.
fn parse_sizes(text: &str) -> Outcome<(Vec<String>, &str)> {
    let inside = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (sizes, rest) = inside.ok_or_else(|| format!("expected sizes in brackets, not {text:?}"))?;
    Ok((sizes.split(',').map(|size| size.trim().to_owned()).collect(), rest.trim()))
}

fn parse_array(text: &str, double: bool) -> Outcome<Array> {
    let (sizes, rest) = parse_sizes(text)?;
    let domain = if rest.is_empty() { Domain::Real } else { Domain::parse(rest)? };
    Ok(Array { sizes, double, wide: false, domain })
}

fn parse_bounded(text: &str, sign: &str) -> Outcome<(Vec<String>, String)> {
    let (sizes, rest) = parse_sizes(text)?;
    let bound = rest.strip_prefix(sign).map(str::trim).filter(|bound| !bound.is_empty() && !bound.starts_with('='));
    let bound = bound.ok_or_else(|| format!("expected `{sign}` and a size, not {rest:?}"))?;
    Ok((sizes, bound.to_owned()))
}

fn parse_number(text: &str) -> Outcome<Role> {
    if let Some(range) = text.strip_suffix("required") {
        return Ok(Role::Number { range: parse_range(range.trim())?, default: None });
    }
    // With its blanks: `>=` has an equals sign of its own.
    let (range, default) = text
        .rsplit_once("= ")
        .filter(|(range, _)| !range.ends_with('>'))
        .ok_or_else(|| format!("{text:?} ends neither with what 0 stands for (`= 1`) nor with `required`"))?;
    let (range, default) = (parse_range(range.trim())?, float(default)?);
    if !range.contains(default) {
        return Err(format!("the default is not in the range {text:?}"));
    }
    Ok(Role::Number { range, default: Some(default) })
}

fn parse_range(text: &str) -> Outcome<Range> {
    let above = |low: &str, low_included| {
        Ok(Range { low: float(low)?, low_included, high: f64::INFINITY, high_included: false })
    };
    if text.is_empty() {
        return Ok(Range { low: f64::NEG_INFINITY, low_included: false, high: f64::INFINITY, high_included: false });
    }
    if let Some(low) = text.strip_prefix(">=") {
        return above(low, true);
    }
    if let Some(low) = text.strip_prefix('>') {
        return above(low, false);
    }
    let bounds = text.strip_prefix("in ").map(str::trim).ok_or_else(|| format!("unknown range {text:?}"))?;
    let (low_included, high_included) = (bounds.starts_with('['), bounds.ends_with(']'));
    let inside = bounds.trim_matches(['[', ']', '(', ')']);
    let (low, high) = inside.split_once(',').ok_or_else(|| format!("unknown range {text:?}"))?;
    let range = Range { low: float(low)?, low_included, high: float(high)?, high_included };
    if range.low < range.high { Ok(range) } else { Err(format!("the range {text:?} is empty")) }
}

fn float(text: &str) -> Outcome<f64> {
    text.trim().parse().map_err(|_| format!("{:?} is not a number", text.trim()))
}

impl Range {
    pub fn contains(&self, number: f64) -> bool {
        let above = number > self.low || (self.low_included && number == self.low);
        let below = number < self.high || (self.high_included && number == self.high);
        let end = (self.low_included && number == self.low) || (self.high_included && number == self.high);
        (number.is_finite() || end) && above && below
    }

    /// As the header says it.
    pub fn words(&self) -> String {
        let said = |bound: f64| if bound == std::f64::consts::PI { "pi".to_owned() } else { number(bound) };
        let (low, high) = (said(self.low), said(self.high));
        match (self.low.is_finite(), self.high.is_finite()) {
            (false, true) if self.low_included && self.high_included => format!("at most {high}, or -INFINITY"),
            (false, _) => "finite".to_owned(),
            (true, false) if self.high_included => format!("at least {low}, or INFINITY"),
            (true, false) if self.low_included && self.low == 0.0 => "finite, not negative".to_owned(),
            (true, false) if self.low_included => format!("finite, at least {low}"),
            (true, false) => format!("finite, above {low}"),
            (true, true) => {
                let open = if self.low_included { '[' } else { '(' };
                let close = if self.high_included { ']' } else { ')' };
                format!("in {open}{low}, {high}{close}")
            }
        }
    }

    /// As a message says it after "must be".
    pub fn must_be(&self, default: Option<f64>) -> String {
        let zero = if default.is_some_and(|default| default != 0.0) { " (0: the default)" } else { "" };
        self.words().replace("finite, ", "finite and ") + zero
    }
}

/// A number in C, Rust, Python and prose.
pub fn number(number: f64) -> String {
    if number != 0.0 && number.abs() < 1e-3 { format!("{number:e}") } else { format!("{number}") }
}

/// Whether everything that a role names is there.
fn check(arguments: &[Argument]) -> Outcome {
    let is = |name: &str, of: fn(&Role) -> bool| {
        arguments.iter().any(|argument| argument.name == name && of(&argument.role))
    };
    for (place, Argument { name, role }) in arguments.iter().enumerate() {
        if name.is_empty()
            || !name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
        {
            return Err(format!("{name:?} is no name of an argument"));
        }
        if arguments[..place].iter().any(|other| other.name == *name) {
            return Err(format!("two arguments are named {name}"));
        }
        let bound = match role {
            Role::Index { below: bound, .. } | Role::List { below: bound, .. } | Role::Label { below: bound } => {
                Some(bound)
            }
            Role::Length { most, .. } => most.as_ref(),
            _ => None,
        };
        for size in role.sizes().iter().chain(bound) {
            let lengths =
                size.strip_prefix(SUM).is_some_and(|lengths| is(lengths, |role| matches!(role, Role::Length { .. })));
            if !lengths && !is(size_of(size), |role| matches!(role, Role::Size)) {
                return Err(format!("{name}: no argument is the size {size}"));
            }
        }
        match role {
            Role::Gradient { of } if !is(of, |role| matches!(role, Role::Differentiated(_))) => {
                return Err(format!("{name}: {of} is no input that is differentiated"));
            }
            Role::Size
                if !arguments.iter().any(|other| other.role.sizes().iter().any(|size| size_of(size) == *name)) =>
            {
                return Err(format!("{name}: no array has this size"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The argument that a size is made of: that of `classes - 1` is classes.
pub fn size_of(size: &str) -> &str {
    size.strip_suffix(LESS_ONE).unwrap_or(size)
}

/// A size that ends so is one less than the argument before it.
const LESS_ONE: &str = " - 1";

/// A size that begins so is the sum of the lengths whose name follows.
pub const SUM: &str = "sum ";

impl Role {
    /// The sizes of an array; none for what is no array.
    pub fn sizes(&self) -> &[String] {
        match self {
            Self::Differentiated(array) | Self::Constant { array, .. } | Self::Output { array, .. } => &array.sizes,
            Self::Counts { sizes, .. }
            | Self::Bytes { sizes }
            | Self::Index { sizes, .. }
            | Self::List { sizes, .. }
            | Self::Length { sizes, .. } => sizes,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with an entry.
    fn refusal(text: &str) -> String {
        parse(text).expect_err(text)
    }

    #[test]
    fn an_entry_is_read() -> Outcome {
        let arguments = parse("x1: x[n], w: optional t64[n] positive, n: size, p: number in [1, 3) = 2, g: d(x1)")?;
        let array = |double, domain| Array { sizes: vec!["n".to_owned()], double, wide: false, domain };
        let roles: Vec<&Role> = arguments.iter().map(|argument| &argument.role).collect();
        assert_eq!(*roles[0], Role::Differentiated(array(false, Domain::Real)));
        assert_eq!(*roles[1], Role::Constant { array: array(true, Domain::Positive), optional: true });
        assert_eq!(*roles[2], Role::Size);
        let range = Range { low: 1.0, low_included: true, high: 3.0, high_included: false };
        assert_eq!(*roles[3], Role::Number { range, default: Some(2.0) });
        assert_eq!(*roles[4], Role::Gradient { of: "x1".to_owned() });
        Ok(())
    }

    #[test]
    fn wide_arrays_are_of_floats_beside_half_precision() -> Outcome {
        let arguments = parse("x: x[n], w: optional wide t[n], o: wide out[n], v: t[n], n: size, g: d(x)")?;
        let half = &crate::storage::HALF[0];
        let types: Vec<String> = arguments.iter().map(|argument| argument.rust_type(&arguments, half)).collect();
        assert_eq!(
            types,
            ["*const loss_bf16", "*const f32", "*mut f32", "*const loss_bf16", "usize", "*mut loss_bf16"]
        );
        let double = arguments[1].rust_type(&arguments, &crate::storage::F64);
        assert_eq!(double, "*const f64");
        Ok(())
    }

    #[test]
    fn an_end_may_be_infinite() -> Outcome {
        let range = parse_range("in [-inf, 2]")?;
        assert!(range.contains(2.0) && range.contains(-1e300) && range.contains(f64::NEG_INFINITY));
        assert!(!range.contains(2.5) && !range.contains(f64::INFINITY) && !range.contains(f64::NAN));
        assert_eq!(range.words(), "at most 2, or -INFINITY");
        let range = parse_range("in [1, inf]")?;
        assert!(range.contains(f64::INFINITY) && !range.contains(f64::NEG_INFINITY) && !range.contains(0.5));
        assert_eq!(range.words(), "at least 1, or INFINITY");
        assert_eq!(range.must_be(Some(2.0)), "at least 1, or INFINITY (0: the default)");
        assert_eq!(parse_range(">= 0")?.must_be(Some(0.0)), "finite and not negative");
        Ok(())
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (entry, sentence) in [
            ("pred", "\"pred\" has no role after a colon"),
            ("pred: y[n], n: size", "pred: unknown role \"y[n]\""),
            ("pred: x, n: size", "pred: expected sizes in brackets, not \"\""),
            ("pred: x[m], n: size", "pred: no argument is the size m"),
            ("pred: x[n] odd, n: size", "pred: unknown domain \"odd\""),
            ("pred: x[n], n: size, n: size", "two arguments are named n"),
            ("pred: x[n], n: size, m: size", "m: no array has this size"),
            ("pred: x[n], n: size, g: d(target)", "g: target is no input that is differentiated"),
            ("t: index[n] classes, n: size", "t: expected `<` and a size, not \"classes\""),
            ("t: index[n] < classes, n: size", "t: no argument is the size classes"),
            ("x: x[rows, classes - 1], rows: size", "x: no argument is the size classes - 1"),
            ("x: x[n - 2], n: size", "x: no argument is the size n - 2"),
            ("t: list[n, classes], n: size, classes: size", "t: expected `<` and a size, not \"\""),
            ("t: list[n, k] < classes, n: size, classes: size", "t: no argument is the size k"),
            ("p: number around 1 required", "p: unknown range \"around 1\""),
            ("p: number in (1, 0) required", "p: the range \"in (1, 0)\" is empty"),
            ("p: number > 0 = 0", "p: the default is not in the range \"> 0 = 0\""),
            ("p: number > 0 = one", "p: \"one\" is not a number"),
            ("p: number >= 0", "p: \">= 0\" ends neither with what 0 stands for (`= 1`) nor with `required`"),
            ("n: optional size", "n: size cannot be optional"),
            ("x: wide x[n], n: size", "x: x cannot be wide"),
            ("b: bytes[n] real, n: size", "b: \"real\" follows the sizes of bytes"),
            ("k: counts[n] real, n: size", "k: \"real\" follows the sizes of counts"),
            ("k: counts[m], n: size", "k: no argument is the size m"),
            ("P: number required", "\"P\" is no name of an argument"),
        ] {
            assert_eq!(refusal(entry), sentence, "{entry}");
        }
    }
}
