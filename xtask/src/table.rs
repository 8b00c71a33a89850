//! The table of losses: `losses/<family>.toml`, and the documentation at the top of each loss's file.

use crate::Outcome;
use crate::argument::{self, Argument, Array, Role};
use crate::storage::{self, Storage};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A family of losses: the name of its files and folders, and what it is about.
#[derive(Debug)]
pub struct Family {
    pub name: &'static str,
    pub title: &'static str,
}

/// In the order of the header, the packages and the book.
pub const FAMILIES: [Family; 10] = [
    Family { name: "regression", title: "Regression" },
    Family { name: "binary", title: "Two classes" },
    Family { name: "classification", title: "Many classes" },
    Family { name: "distributions", title: "Distributions" },
    Family { name: "language", title: "Language models and distillation" },
    Family { name: "sequences", title: "Sequences" },
    Family { name: "alignment", title: "Preferences" },
    Family { name: "metric", title: "Vectors and metric learning" },
    Family { name: "generative", title: "Generative models" },
    Family { name: "penalties", title: "Penalties, and several losses as one" },
];

/// Flags of single losses, which say so by a constant of this name.
pub const FLAGS: [&str; 3] = ["BINARY_TARGETS", "FULL", "SWAP"];

/// What calls the kernel of a loss: src/call.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Driver {
    /// Formulas of single elements.
    Elementwise,
    /// The same without targets, always a sum.
    Penalty,
    /// Formulas of single elements, summed over rows.
    RowSums,
    /// Sums over rows, and a formula of the sums.
    Vectors,
    /// The same without targets, of one input, always a sum.
    GroupPenalty,
    /// The softmax family, with indices or a distribution as target.
    Class,
    /// The same of cosines, which have a scale and a margin at the target.
    Cosines,
    /// The softmax family where the target is the index of the next row.
    Sequence,
    /// The same where a teacher's logits are the target.
    Teacher,
    /// Softmax and its logarithm.
    Softmax,
    /// From a gradient by probabilities to that by logits.
    SoftmaxBackward,
    /// Divergences of two softmaxes.
    Divergence,
    /// Scores of classes that are compared with that of the right one.
    Margin,
    /// Rows of binary decisions: labels, or what the index of an ordered class says.
    Decisions,
    /// Objectives of a GAN.
    Discriminator,
    Generator,
    /// A loss of the scores of two answers, or of one.
    Preference,
    PreferenceUnpaired,
    /// Log-probabilities of tokens, and the way back to the logits.
    TokenLogProb,
    TokenLogProbBackward,
    /// A linear layer and a loss of its logits.
    Linear,
    /// A linear layer and the log-probabilities of tokens of its logits, and the way back to the layer.
    LinearTokenLogProb,
    LinearTokenLogProbBackward,
    /// Sequences of which only the order of labels is known.
    Ctc,
    /// Weighted sums of a few values.
    Combine,
    Uncertainty,
}

impl Driver {
    /// As entries write it.
    pub fn name(self) -> String {
        snake_case(&format!("{self:?}"))
    }

    /// The one with this name in Rust.
    pub fn parse(name: &str) -> Option<Self> {
        Self::of_entry(&snake_case(name)).ok().filter(|driver| format!("{driver:?}") == name)
    }

    /// The one with this name in an entry, or a sentence with all that there are.
    pub fn of_entry(name: &str) -> Outcome<Self> {
        toml::Value::String(name.to_owned()).try_into().map_err(|error: toml::de::Error| error.message().to_owned())
    }

    /// Always a sum, without a choice of the reduction.
    pub fn is_penalty(self) -> bool {
        matches!(self, Self::Penalty | Self::GroupPenalty)
    }

    /// Whether formulas/ has its losses.
    pub fn is_of_elements(self) -> bool {
        matches!(self, Self::Elementwise | Self::Penalty)
    }

    pub fn has_class_options(self) -> bool {
        use Driver::{Class, Cosines, Decisions, Divergence, Margin, Sequence, Softmax, SoftmaxBackward, Teacher};
        self.is_of_tokens()
            || self.is_linear()
            || matches!(
                self,
                Class | Cosines | Sequence | Teacher | Softmax | SoftmaxBackward | Divergence | Margin | Decisions
            )
    }

    /// Whether what visits all losses can call it. Others have tests, a benchmark and functions in Python of their own.
    pub fn is_visited(self) -> bool {
        !self.is_of_tokens() && !self.is_linear() && self != Self::Ctc
    }

    /// Whether there are a layer's matrices, and none of logits.
    pub fn is_linear(self) -> bool {
        matches!(self, Self::Linear | Self::LinearTokenLogProb | Self::LinearTokenLogProbBackward)
    }

    /// No loss, but the numbers per token that losses are made of.
    pub fn is_of_tokens(self) -> bool {
        use Driver::{LinearTokenLogProb, LinearTokenLogProbBackward, TokenLogProb, TokenLogProbBackward};
        matches!(self, TokenLogProb | TokenLogProbBackward | LinearTokenLogProb | LinearTokenLogProbBackward)
    }

    /// Whether it has a form for arrays of half precision.
    pub fn may_be_half(self) -> bool {
        use Driver::{Class, Cosines, Divergence, Elementwise, RowSums, Sequence, Softmax, Teacher};
        let of_rows = matches!(self, RowSums | Class | Teacher | Cosines | Sequence | Softmax | Divergence);
        of_rows || self == Elementwise || self.is_linear() || self.is_of_tokens()
    }

    pub fn has_sequence_options(self) -> bool {
        matches!(self, Self::Ctc)
    }

    /// Options go with them.
    pub fn has_options(self) -> bool {
        !matches!(self, Self::Softmax | Self::Combine | Self::Uncertainty)
    }

    /// And a value.
    pub fn has_value(self) -> bool {
        self.has_options() && self != Self::SoftmaxBackward && !self.is_of_tokens()
    }
}

/// An entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    driver: Driver,
    args: String,
    /// What the header says about an argument, behind what its role says.
    #[serde(default)]
    about: BTreeMap<String, String>,
    /// Numbers for tests, other than the defaults.
    #[serde(default)]
    sample: BTreeMap<String, f64>,
    /// The sizes by which the function that tells the bytes of the workspace goes.
    #[serde(default)]
    workspace: Vec<String>,
    /// The two numbers of the corpus of bits, where they are others than [`Loss::corpus`] chooses.
    #[serde(default)]
    corpus: BTreeMap<String, [f64; 2]>,
    /// Numbers that only some of the kinds have and others refuse, the last ones: what visits all losses leaves them 0.
    #[serde(default)]
    of_some_kinds: Vec<String>,
    /// There are functions of half precision as well.
    #[serde(default)]
    half: bool,
}

#[derive(Clone, Debug)]
pub struct Loss {
    pub name: String,
    pub family: &'static str,
    pub driver: Driver,
    /// All of them, in the order of the C function.
    pub arguments: Vec<Argument>,
    about: BTreeMap<String, String>,
    sample: BTreeMap<String, f64>,
    /// The sizes that decide how large a workspace it needs; none: it needs no workspace.
    pub workspace: Vec<String>,
    corpus: BTreeMap<String, [f64; 2]>,
    /// See [`Entry::of_some_kinds`].
    pub of_some_kinds: Vec<String>,
    /// It has functions of half precision: see [`storage::HALF`].
    pub half: bool,
    /// The paragraphs at the top of its file.
    pub documentation: Vec<String>,
    /// What its implementation says of itself: the constants that are true.
    constants: Vec<String>,
}

/// All losses, family by family.
pub fn read(root: &Path) -> Outcome<Vec<Loss>> {
    let mut losses: Vec<Loss> = Vec::new();
    for family in &FAMILIES {
        let file = format!("losses/{}.toml", family.name);
        let text = fs::read_to_string(root.join(&file)).map_err(|error| format!("{file}: {error}"))?;
        for loss in entries(&text, family.name).map_err(|error| format!("{file}{error}"))? {
            if losses.iter().any(|other| other.name == loss.name) {
                return Err(format!("{file}: two losses are named {}", loss.name));
            }
            losses.push(loss);
        }
    }
    for loss in &mut losses {
        let file = format!("kernels/src/losses/{}/{}.rs", loss.family, loss.name);
        let text = fs::read_to_string(root.join(&file)).map_err(|error| format!("{file}: {error}"))?;
        loss.read_source(&text).map_err(|error| format!("{file}: {error}"))?;
        loss.check_refusals(&crate::sources(&root.join("kernels/src/losses").join(loss.family))?)
            .map_err(|error| format!("{file}: {error}"))?;
    }
    Ok(losses)
}

/// Those that tests, benchmarks and bindings visit by way of their tables.
pub fn visited(losses: &[Loss]) -> Vec<Loss> {
    losses.iter().filter(|loss| loss.driver.is_visited()).cloned().collect()
}

/// The losses of a family. What is wrong follows the file's name, with its line.
pub fn entries(text: &str, family: &'static str) -> Outcome<Vec<Loss>> {
    let table: toml::Table = text.parse().map_err(|error| format!(": {error}"))?;
    let mut losses = Vec::new();
    for (name, value) in table {
        let line = text.lines().position(|line| line.trim() == format!("[{name}]")).map_or(0, |line| line + 1);
        let entry: Entry = value.try_into().map_err(|error| format!(":{line}: {name}: {error}"))?;
        losses.push(Loss::new(name.clone(), family, entry).map_err(|error| format!(":{line}: {name}: {error}"))?);
    }
    Ok(losses)
}

impl Loss {
    fn new(name: String, family: &'static str, entry: Entry) -> Outcome<Self> {
        let Entry { driver, args, about, sample, workspace, corpus, of_some_kinds, half } = entry;
        if half && !driver.may_be_half() {
            return Err(format!("half: the driver {} has no functions of half precision", driver.name()));
        }
        let mut arguments = argument::parse(&args)?;
        let first_output =
            arguments.iter().position(|argument| matches!(argument.role, Role::Gradient { .. } | Role::Output { .. }));
        let mut inserted = Vec::new();
        if driver.has_class_options() {
            inserted.push(Argument { name: "class_options".to_owned(), role: Role::ClassOptions });
        }
        if driver.has_sequence_options() {
            inserted.push(Argument { name: "sequence_options".to_owned(), role: Role::SequenceOptions });
        }
        if driver.has_options() {
            inserted.push(Argument { name: "options".to_owned(), role: Role::Options });
        }
        if driver.has_value() {
            inserted.push(Argument { name: "value".to_owned(), role: Role::Value { optional: true } });
        }
        if !inserted.is_empty() {
            let place = first_output.ok_or("there is neither a gradient nor another output")?;
            arguments.splice(place..place, inserted);
        }
        if let Some(unknown) = about.keys().find(|name| !arguments.iter().any(|argument| argument.name == **name)) {
            return Err(format!("about: no argument is named {unknown}"));
        }
        let loss = Self {
            name,
            family,
            driver,
            arguments,
            about,
            sample,
            corpus,
            of_some_kinds,
            half,
            workspace,
            documentation: vec![],
            constants: vec![],
        };
        loss.check_sample()?;
        loss.check_corpus()?;
        Ok(loss)
    }

    /// Each number has one that tests use, in its range and not what it is anyway.
    fn check_sample(&self) -> Outcome {
        let all = self.numbers().count();
        if self.numbers().skip(self.visited_numbers().count()).any(|(name, ..)| !self.is_of_some_kinds(name))
            || self.visited_numbers().count() + self.of_some_kinds.len() != all
        {
            return Err("of_some_kinds: these are not its last numbers".to_owned());
        }
        for (name, range, default) in self.visited_numbers() {
            match self.sample.get(name) {
                None => return Err(format!("sample: {name} is missing")),
                Some(sample) if !range.contains(*sample) => return Err(format!("sample: {name} is out of its range")),
                Some(sample) if Some(*sample) == default => return Err(format!("sample: {name} is its default")),
                Some(_) => {}
            }
        }
        match self.sample.keys().find(|name| !self.numbers().any(|(number, ..)| number == **name)) {
            Some(unknown) => Err(format!("sample: no number is named {unknown}")),
            None => Ok(()),
        }
    }

    /// Numbers for the corpus are of numbers that there are, and none is refused by the loss.
    fn check_corpus(&self) -> Outcome {
        for (name, numbers) in &self.corpus {
            let known = self.numbers().find(|(number, ..)| number == name);
            let (_, range, default) = known.ok_or_else(|| format!("corpus: no number is named {name}"))?;
            let may_be = |number: &f64| range.contains(*number) || (*number == 0.0 && default.is_some());
            if !numbers.iter().all(may_be) || numbers[0] == numbers[1] {
                return Err(format!("corpus: {name} is out of its range, or twice one number"));
            }
        }
        Ok(())
    }

    fn read_source(&mut self, text: &str) -> Outcome {
        self.documentation = paragraphs(text);
        self.constants = true_constants(text);
        if self.documentation.len() < 3 {
            return Err("the documentation at the top is too short".to_owned());
        }
        Ok(())
    }

    /// Whether its file, or one that it shares with others of its family, refuses each of its numbers by name.
    fn check_refusals(&self, family: &[(String, String)]) -> Outcome {
        // A driver without a type per loss checks the numbers itself.
        if matches!(self.driver, Driver::Teacher) {
            return Ok(());
        }
        let unchecked = |name: &str| !family.iter().any(|(_, source)| source.contains(&format!("{name:?}")));
        match self.numbers().find(|(name, ..)| unchecked(name)) {
            Some((name, ..)) => Err(format!("the number {name} is not refused by its name anywhere")),
            None => Ok(()),
        }
    }

    /// Whether its implementation sets this constant to true.
    pub fn has(&self, constant: &str) -> bool {
        self.constants.iter().any(|name| name == constant)
    }

    /// Its name in a sentence: the first line of its documentation.
    pub fn title(&self) -> &str {
        self.documentation[0].trim_end_matches('.')
    }

    /// The types of arrays that it has functions for. Where there is no gradient, its type makes no two functions.
    pub fn storages(&self) -> impl Iterator<Item = &'static Storage> {
        let has_gradient = self.arguments.iter().any(|argument| match &argument.role {
            Role::Gradient { .. } => true,
            Role::Output { array, .. } => !array.double && !array.wide,
            _ => false,
        });
        let halves = storage::HALF.iter().filter(move |half| has_gradient || half.inputs == half.gradients);
        storage::WHOLE.iter().chain(halves.filter(|_| self.half))
    }

    /// The name of its type.
    pub fn rust_type(&self) -> String {
        camel_case(&self.name)
    }

    /// What the entry says of an argument.
    pub fn about(&self, name: &str) -> Option<&str> {
        self.about.get(name).map(String::as_str)
    }

    /// The inputs that it is differentiated by.
    pub fn inputs(&self) -> impl Iterator<Item = (&str, &Array)> {
        self.arguments.iter().filter_map(|argument| match &argument.role {
            Role::Differentiated(array) => Some((argument.name.as_str(), array)),
            _ => None,
        })
    }

    /// The constant arrays of numbers.
    pub fn targets(&self) -> impl Iterator<Item = (&str, &Array)> {
        self.arguments.iter().filter_map(|argument| match &argument.role {
            Role::Constant { array, .. } => Some((argument.name.as_str(), array)),
            _ => None,
        })
    }

    /// The names of constant arrays of numbers that may be left out.
    pub fn optional_targets(&self) -> impl Iterator<Item = &str> {
        self.arguments.iter().filter_map(|argument| match &argument.role {
            Role::Constant { optional: true, .. } => Some(argument.name.as_str()),
            _ => None,
        })
    }

    /// By how much the elements of a row are fewer than the size of their axis.
    pub fn fewer(&self) -> usize {
        let less = |(_, array): (&str, &Array)| array.sizes.last().is_some_and(|size| argument::size_of(size) != size);
        usize::from(self.inputs().any(less))
    }

    /// Name, range and default of each number.
    pub fn numbers(&self) -> impl Iterator<Item = (&str, &argument::Range, Option<f64>)> {
        self.arguments.iter().filter_map(|argument| match &argument.role {
            Role::Number { range, default } => Some((argument.name.as_str(), range, *default)),
            _ => None,
        })
    }

    /// Those of them that all kinds have, which come first.
    pub fn visited_numbers(&self) -> impl Iterator<Item = (&str, &argument::Range, Option<f64>)> {
        self.numbers().filter(|(name, ..)| !self.is_of_some_kinds(name))
    }

    /// Whether only some of the kinds have this number.
    fn is_of_some_kinds(&self, name: &str) -> bool {
        self.of_some_kinds.iter().any(|other| other == name)
    }

    /// The beginning of the names of its kinds, if it has some.
    pub fn kinds(&self) -> Option<&str> {
        self.arguments.iter().find_map(|argument| match &argument.role {
            Role::Enumeration { prefix } => Some(prefix.as_str()),
            _ => None,
        })
    }

    /// Whether it is a function of the cross-entropy of its targets, which has a number: label smoothing and z-loss have no
    /// meaning for it.
    pub fn is_of_cross_entropy(&self) -> bool {
        self.driver == Driver::Class && self.numbers().next().is_some()
    }

    /// Whether it has second derivatives. Several inputs have no place for those of all, but for two batches.
    pub fn has_hessian(&self) -> bool {
        let of_one = self.inputs().count() == 1 || self.driver == Driver::Discriminator;
        of_one && self.driver.has_value() && self.driver != Driver::Cosines && !self.has("ROOT")
    }

    /// The number that tests use.
    pub fn sample(&self, name: &str) -> f64 {
        self.sample.get(name).copied().unwrap_or_default()
    }

    /// The flags that have a meaning for it alone, if it has some.
    pub fn flags(&self) -> Option<Vec<String>> {
        let names = FLAGS.iter().filter(|name| self.has(name)).map(|name| format!("LOSS_{name}"));
        Some(names.collect::<Vec<_>>()).filter(|names| !names.is_empty())
    }

    /// Two numbers that differ, for the corpus of bits: what the entry says, or that of tests and one that stands for the
    /// default; where there is none, another one of the range.
    pub fn corpus(&self, name: &str) -> [f64; 2] {
        let sample = self.sample(name);
        let other = match self.numbers().find(|(number, ..)| *number == name) {
            Some((_, _, Some(_))) | None => 0.0,
            Some((_, range, None)) if range.high.is_infinite() => sample + 1.0,
            Some((_, range, None)) if sample < range.high => f64::midpoint(sample, range.high),
            Some((_, range, None)) => f64::midpoint(range.low, sample),
        };
        self.corpus.get(name).copied().unwrap_or([sample, other])
    }

    /// The names of the gradients.
    pub fn gradients(&self) -> Vec<&str> {
        let names = self.arguments.iter().filter(|argument| matches!(argument.role, Role::Gradient { .. }));
        names.map(|argument| argument.name.as_str()).collect()
    }

    pub fn sizes(&self) -> Vec<&str> {
        let names = self.arguments.iter().filter(|argument| matches!(argument.role, Role::Size));
        names.map(|argument| argument.name.as_str()).collect()
    }

    /// The name of the lists of indices, if it takes some.
    pub fn list(&self) -> Option<&str> {
        let list = self.arguments.iter().find(|argument| matches!(argument.role, Role::List { .. }));
        list.map(|argument| argument.name.as_str())
    }

    /// The name of the indices, if it takes some.
    pub fn index(&self) -> Option<&str> {
        let index = self.arguments.iter().find(|argument| matches!(argument.role, Role::Index { .. }));
        index.map(|argument| argument.name.as_str())
    }
}

/// `bce_logits` as `BceLogits`.
pub fn camel_case(name: &str) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    name.split('_').filter(|word| !word.is_empty()).map(capital).collect()
}

/// `RowSums` as `row_sums`.
pub fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").split("\n\n").map(|paragraph| paragraph.trim_end().to_owned()).collect()
}

fn true_constants(text: &str) -> Vec<String> {
    let names = text.lines().filter_map(|line| line.trim().strip_prefix("const ")?.strip_suffix(": bool = true;"));
    names.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "[a]\ndriver = \"penalty\"\nargs = \"x: x[n], n: size, p: number > 0 = 1, grad: d(x)\"\n";

    #[test]
    fn options_and_value_come_before_the_gradient() -> Outcome {
        let losses = entries(&format!("{ENTRY}sample = {{ p = 2 }}"), "penalties")?;
        let names: Vec<&str> = losses[0].arguments.iter().map(|argument| argument.name.as_str()).collect();
        assert_eq!(names, ["x", "n", "p", "options", "value", "grad"]);
        Ok(())
    }

    #[test]
    fn numbers_of_the_corpus_are_given_or_chosen() -> Outcome {
        let of = |role: &str, rest: &str| -> Outcome<[f64; 2]> {
            let entry = ENTRY.replace("number > 0 = 1", role);
            Ok(entries(&format!("{entry}{rest}"), "penalties")?[0].corpus("p"))
        };
        assert_eq!(of("number > 0 = 1", "sample = { p = 2 }\ncorpus = { p = [3, 0] }")?, [3.0, 0.0]);
        assert_eq!(of("number > 0 = 1", "sample = { p = 2 }")?, [2.0, 0.0]);
        assert_eq!(of("number > 0 required", "sample = { p = 2 }")?, [2.0, 3.0]);
        assert_eq!(of("number in [0, 1) required", "sample = { p = 0.5 }")?, [0.5, 0.75]);
        assert_eq!(of("number in [0, 1] required", "sample = { p = 1 }")?, [1.0, 0.5]);
        Ok(())
    }

    #[test]
    fn a_wrong_entry_is_refused_with_its_line() {
        for (rest, sentence) in [
            ("", ":1: a: sample: p is missing"),
            ("sample = { p = 1 }", ":1: a: sample: p is its default"),
            ("sample = { p = -1 }", ":1: a: sample: p is out of its range"),
            ("sample = { p = 2, q = 1 }", ":1: a: sample: no number is named q"),
            ("sample = { p = 2 }\nhalf = true", ":1: a: half: the driver penalty has no functions of half precision"),
            ("sample = { p = 2 }\nabout = { y = \"target\" }", ":1: a: about: no argument is named y"),
            ("sample = { p = 2 }\ncorpus = { q = [1, 2] }", ":1: a: corpus: no number is named q"),
            (
                "sample = { p = 2 }\ncorpus = { p = [2, -1] }",
                ":1: a: corpus: p is out of its range, or twice one number",
            ),
            (
                "sample = { p = 2 }\n[b]\ndriver = \"penalty\"\nargs = \"x: x[n], n: size\"",
                ":5: b: there is neither a gradient nor another output",
            ),
        ] {
            let text = format!("{ENTRY}{rest}");
            assert_eq!(entries(&text, "penalties").expect_err(rest), sentence);
        }
        let unknown = entries(&ENTRY.replace("penalty", "pointwise"), "penalties").expect_err("an unknown driver");
        assert!(unknown.starts_with(":1: a: unknown variant `pointwise`"), "{unknown}");
    }
}
