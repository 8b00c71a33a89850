//! What tests know about each loss: its entry in losses/*.toml.

use super::table;

/// An entry.
#[derive(Debug)]
pub struct Entry {
    pub name: &'static str,
    pub driver: Driver,
    /// What it is differentiated by.
    pub inputs: &'static [Array],
    /// Constant arrays of numbers.
    pub targets: &'static [Array],
    /// Constant arrays of numbers that may be left out, at most four.
    pub optional: &'static [Array],
    /// It takes indices of classes.
    pub has_index: bool,
    /// It takes a byte per row, 0 or not.
    pub has_bytes: bool,
    /// By how much the elements of a row, which tests call classes, are fewer than the classes of its indices.
    pub fewer: usize,
    /// It takes lists of classes: as many entries a row as there are classes, of which those before the first −1 count.
    pub has_list: bool,
    /// Those of the loss's own numbers that all its kinds have.
    pub numbers: &'static [Number],
    /// Numbers behind those that only some of its kinds have: 0 in samples.
    pub of_some_kinds: &'static [&'static str],
    pub gradients: &'static [&'static str],
    /// Flags that have a meaning for it, beside LOSS_ACCUMULATE.
    pub flags: u32,
    /// Its file says that it waits for memory only.
    pub bound_by_memory: bool,
    /// It has functions of half precision.
    pub half: bool,
}

/// The drivers of src/call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driver {
    Elementwise,
    Penalty,
    RowSums,
    Vectors,
    GroupPenalty,
    Class,
    Cosines,
    Sequence,
    Teacher,
    Softmax,
    SoftmaxBackward,
    Divergence,
    Margin,
    Decisions,
    Preference,
    PreferenceUnpaired,
    Discriminator,
    Generator,
    Combine,
    Uncertainty,
}

/// How many elements an array has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A row is an element.
    Elements,
    /// One per row, where rows have several elements.
    Rows,
    /// One per element of a row.
    Classes,
    /// Rows of elements.
    Matrix,
}

/// What an array holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Domain {
    Real,
    Positive,
    Sign,
    Probability,
    Distribution,
    Rising,
    Cosine,
    LogProbability,
}

#[derive(Clone, Copy, Debug)]
pub struct Array {
    pub name: &'static str,
    pub extent: Extent,
    pub domain: Domain,
}

/// One of the loss's own numbers.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    pub name: &'static str,
    pub low: f64,
    pub low_included: bool,
    pub high: f64,
    pub high_included: bool,
    /// The same as a message says it.
    pub must_be: &'static str,
    /// What 0 stands for, if it stands for something.
    pub default: Option<f64>,
    /// One of the range, and not the default.
    pub sample: f64,
}

/// The entry of a loss.
pub fn entry(name: &str) -> &'static Entry {
    table::ENTRIES.iter().find(|entry| entry.name == name).unwrap_or_else(|| panic!("no loss named {name}"))
}

/// The names of all losses.
pub fn names() -> impl Iterator<Item = &'static str> {
    table::ENTRIES.iter().map(|entry| entry.name)
}

impl Entry {
    /// It takes options, as all but those that make one value of several do.
    pub fn has_options(&self) -> bool {
        !matches!(self.driver, Driver::Combine | Driver::Uncertainty)
    }

    /// It takes class options.
    pub fn over_classes(&self) -> bool {
        self.driver == Driver::Decisions || self.is_exclusive()
    }

    /// Its classes exclude each other: a row is one whole, and rows may lie side by side.
    pub fn is_exclusive(&self) -> bool {
        use Driver::{Class, Cosines, Divergence, Margin, Sequence, Softmax, SoftmaxBackward, Teacher};
        matches!(self.driver, Class | Cosines | Sequence | Teacher | Softmax | SoftmaxBackward | Divergence | Margin)
    }

    /// Rows have several elements.
    pub fn has_rows(&self) -> bool {
        self.inputs.iter().any(|input| input.extent == Extent::Matrix)
    }

    /// It has one output in place of value and gradient.
    pub fn is_softmax(&self) -> bool {
        matches!(self.driver, Driver::Softmax | Driver::SoftmaxBackward)
    }

    /// It takes outputs per row of logits: lse, entropy and argmax, or the last alone.
    pub fn has_statistics(&self) -> bool {
        self.is_exclusive() && !matches!(self.driver, Driver::SoftmaxBackward | Driver::Margin)
    }

    /// How many kinds it has, of which the first is 0. One where it takes none.
    pub fn kinds(&self) -> u32 {
        match self.driver {
            Driver::Discriminator | Driver::Generator => 5,
            Driver::Preference => 12,
            Driver::PreferenceUnpaired => 2,
            _ => 1,
        }
    }

    /// Its value is the root of a mean: no other reduction, no second derivatives.
    pub fn is_root(&self) -> bool {
        self.name == "rmse"
    }

    /// It has second derivatives, and a place for them.
    pub fn has_hessian(&self) -> bool {
        let of_one = self.inputs.len() == 1 || self.driver == Driver::Discriminator;
        of_one && !self.is_root() && !self.is_softmax() && self.driver != Driver::Cosines
    }
}
