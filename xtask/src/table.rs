//! losses.toml, and the documentation at the top of each loss's file.

use crate::Outcome;
use serde::Deserialize;
use std::fs;
use std::path::Path;

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    Pointwise,
    Penalty,
    Rowwise,
    Index,
    Sequence,
    Soft,
    Softmax,
    Teacher,
    Divergence,
    Pair,
    Discriminator,
    Generator,
    Combine,
    Uncertainty,
}

impl Shape {
    pub fn has_class_options(self) -> bool {
        use Shape::{Divergence, Index, Sequence, Soft, Softmax, Teacher};
        matches!(self, Index | Sequence | Soft | Softmax | Teacher | Divergence)
    }

    /// How many numbers a loss may take.
    fn scalars(self) -> std::ops::RangeInclusive<usize> {
        match self {
            Self::Pointwise => 0..=1,
            Self::Penalty => 1..=2,
            Self::Teacher | Self::Divergence => 1..=1,
            _ => 0..=0,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loss {
    pub name: String,
    #[serde(rename = "type", default)]
    pub rust_type: String,
    pub shape: Shape,
    pub input: String,
    #[serde(default)]
    pub target: String,
    /// Name and meaning of each.
    #[serde(default)]
    pub scalars: Vec<[String; 2]>,
    /// The paragraphs at the top of its file.
    #[serde(skip)]
    pub documentation: Vec<String>,
    /// What its implementation says of itself: the constants that are true.
    #[serde(skip)]
    constants: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    losses: Vec<Loss>,
}

pub fn read(root: &Path) -> Outcome<Vec<Loss>> {
    let path = root.join("losses.toml");
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut table: Table = toml::from_str(&text).map_err(|error| format!("losses.toml: {error}"))?;
    for loss in &mut table.losses {
        let folders = fs::read_dir(root.join("kernels/src/losses")).map_err(|error| error.to_string())?;
        let name = format!("{}.rs", loss.name);
        let path =
            folders.flatten().map(|folder| folder.path().join(&name)).find(|path| path.exists()).unwrap_or_default();
        let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        if !loss.shape.scalars().contains(&loss.scalars.len()) {
            return Err(format!("{}: a {:?} loss has {:?} scalars", loss.name, loss.shape, loss.shape.scalars()));
        }
        loss.documentation = paragraphs(&text);
        loss.constants = true_constants(&text);
        if loss.documentation.len() < 3 {
            return Err(format!("{}: the documentation at the top is too short", path.display()));
        }
    }
    Ok(table.losses)
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

impl Loss {
    /// Whether its implementation sets this constant to true.
    pub fn has(&self, constant: &str) -> bool {
        self.constants.iter().any(|name| name == constant)
    }

    /// Its name in a sentence: the first line of its documentation.
    pub fn title(&self) -> &str {
        self.documentation[0].trim_end_matches('.')
    }
}
