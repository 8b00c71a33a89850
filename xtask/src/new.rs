//! `cargo xtask new`: the skeleton of a loss, in the four places that are written by hand, and a list of the rest.

use crate::argument::Range;
use crate::python::python_name;
use crate::skeleton::{self, REPLACE};
use crate::table::{self, Driver, FAMILIES, Family, Loss};
use crate::{Outcome, listed, write};
use std::fs;
use std::path::Path;

pub const USAGE: &str = "cargo xtask new NAME --family FAMILY --driver DRIVER [--args \"ARGUMENTS OF THE ENTRY\"]";

/// What the command line says.
#[derive(Debug)]
struct Wanted<'a> {
    name: &'a str,
    family: &'static Family,
    driver: Driver,
    args: Option<&'a str>,
}

/// Writes the skeleton and prints what is left to do.
pub fn run(root: &Path, arguments: &[&str]) -> Outcome {
    let wanted = parse(arguments)?;
    let losses = create(root, &wanted)?;
    println!(
        "\nWrite what stands for {REPLACE} in these files, then call `cargo xtask gen`. What else there is to write:"
    );
    let own = format!("{}: ", wanted.name);
    for problem in listed::problems(root, &losses)? {
        if let Some(rest) = problem.strip_prefix(&own).filter(|rest| !rest.contains("cargo xtask gen")) {
            println!("  {rest}");
        }
    }
    if !wanted.driver.is_of_elements() {
        println!("  tests/golden/losses.py: the formula of a row with PyTorch, into ROWS (of vectors: see digits.py)");
        println!("  tests/golden/exact.py: the formula in 60-digit arithmetic, where PyTorch has no function for it");
    }
    println!("  CHANGELOG.md: a line");
    println!("  then `make bits` and `make symbols`, and `make test`, which repeats this list until it is empty");
    Ok(())
}

fn parse<'a>(arguments: &[&'a str]) -> Outcome<Wanted<'a>> {
    let usage = || format!("usage: {USAGE}");
    let (name, mut rest) = arguments.split_first().ok_or_else(usage)?;
    let (mut family, mut driver, mut args) = (None, None, None);
    while let [option, value, more @ ..] = rest {
        match *option {
            "--family" => family = Some(*value),
            "--driver" => driver = Some(*value),
            "--args" => args = Some(*value),
            _ => return Err(usage()),
        }
        rest = more;
    }
    if !rest.is_empty() {
        return Err(usage());
    }
    let is_name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    if !name.starts_with(|letter: char| letter.is_ascii_lowercase()) || !name.chars().all(is_name) {
        return Err(format!("{name:?} is no name of a loss: a lower-case letter, then also digits and underscores"));
    }
    let family = family.ok_or_else(usage)?;
    let known = || FAMILIES.iter().map(|family| family.name).collect::<Vec<_>>().join(", ");
    let found = FAMILIES.iter().find(|known| known.name == family);
    let family = found.ok_or_else(|| format!("there is no family {family:?}, only {}", known()))?;
    let driver = driver.ok_or_else(usage)?;
    let driver = Driver::of_entry(driver).map_err(|error| format!("--driver: {error}"))?;
    Ok(Wanted { name, family, driver, args })
}

/// The arguments of a loss that says nothing else.
fn usual_arguments(driver: Driver) -> &'static str {
    match driver {
        Driver::Elementwise => "pred: x[n], target: t[n], n: size, grad: d(pred)",
        Driver::Penalty => "param: x[n], n: size, lambda: number >= 0 required, grad: d(param)",
        Driver::RowSums => "pred: x[rows, classes], target: t[rows, classes], rows: size, classes: size, grad: d(pred)",
        Driver::Vectors => "x1: x[rows, dim], x2: x[rows, dim], rows: size, dim: size, grad1: d(x1), grad2: d(x2)",
        Driver::GroupPenalty => {
            "param: x[groups, dim], groups: size, dim: size, lambda: number >= 0 required, grad: d(param)"
        }
        Driver::Class => {
            "logits: x[rows, classes], target: index[rows] < classes, rows: size, classes: size, grad: d(logits)"
        }
        Driver::Cosines => {
            "cosine: x[rows, classes] cosine, target: index[rows] < classes, rows: size, classes: size, \
             scale: number > 0 = 64, margin: number > 0 required, grad: d(cosine)"
        }
        Driver::Teacher => {
            "student_logits: x[rows, classes], teacher_logits: t[rows, classes], rows: size, classes: size, \
             temperature: number > 0 required, grad: d(student_logits)"
        }
        Driver::Divergence => {
            "student_logits: x[rows, classes], teacher_logits: t[rows, classes], rows: size, classes: size, \
             grad: d(student_logits)"
        }
        Driver::Margin => {
            "scores: x[rows, classes], target: index[rows] < classes, rows: size, classes: size, grad: d(scores)"
        }
        Driver::Decisions => {
            "logits: x[rows, classes - 1], target: index[rows] < classes, rows: size, classes: size, grad: d(logits)"
        }
        Driver::Softmax => "logits: x[rows, classes], rows: size, classes: size, out: out[rows, classes]",
        // The skeleton refuses these.
        Driver::Sequence
        | Driver::SoftmaxBackward
        | Driver::TokenLogProb
        | Driver::TokenLogProbBackward
        | Driver::Linear
        | Driver::LinearTokenLogProb
        | Driver::LinearTokenLogProbBackward
        | Driver::Ctc
        | Driver::Preference
        | Driver::PreferenceUnpaired
        | Driver::Discriminator
        | Driver::Generator
        | Driver::Combine
        | Driver::Uncertainty => "",
    }
}

/// Writes the files of the skeleton; nothing where something is wrong. All losses, with the new one.
fn create(root: &Path, wanted: &Wanted) -> Outcome<Vec<Loss>> {
    let Wanted { name, family, driver, .. } = *wanted;
    let read = |file: &str| fs::read_to_string(root.join(file)).map_err(|error| format!("{file}: {error}"));
    if let Some(other) = table::read(root)?.iter().find(|loss| loss.name == name) {
        return Err(format!("losses/{}.toml has a loss {name} already", other.family));
    }
    let source = format!("kernels/src/losses/{}/{name}.rs", family.name);
    if root.join(&source).exists() {
        return Err(format!("{source} is there already"));
    }
    let list = format!("losses/{}.toml", family.name);
    let args = wanted.args.unwrap_or_else(|| usual_arguments(driver));
    let entry = entry(name, driver, args).map_err(|error| format!("--args: {error}"))?;
    let wrong =
        |error: String| format!("--args: {}", error.split_once(&format!("{name}: ")).map_or(&*error, |(_, rest)| rest));
    let loss = table::entries(&entry, family.name).map_err(wrong)?.pop().ok_or("the entry is empty")?;
    let code = skeleton::source(&loss)?;
    let old = read(&list)?;
    let entries = if old.trim().is_empty() { entry } else { format!("{}\n\n{entry}", old.trim_end()) };
    let page = format!("docs/losses/{}.md", family.name);
    let (chapter, summary) = chapter(read(&page).ok(), &read("docs/SUMMARY.md")?, family, &loss)?;
    let golden = format!("tests/golden/{}.py", family.name);
    let cases = cases(read(&golden).ok(), family, &loss);
    let (other, text) = if driver.is_of_elements() {
        let formulas = format!("formulas/{}.py", family.name);
        let text = skeleton::formula(read(&formulas).ok(), family, &loss);
        (formulas, text)
    } else {
        let make = "tests/golden/make_golden.py";
        let made = registered(&read(make)?, family, name).ok_or_else(|| format!("{make} has no list LOSSES"))?;
        (make.to_owned(), made)
    };

    write::rust(&root.join(&source), &code)?;
    for (file, text) in
        [(list.as_str(), entries), (&page, chapter), ("docs/SUMMARY.md", summary), (&golden, cases), (&other, text)]
    {
        write::file(&root.join(file), &text)?;
    }
    table::read(root)
}

/// The entry, with a number for tests for each of the loss's own.
fn entry(name: &str, driver: Driver, args: &str) -> Outcome<String> {
    if args.contains(['"', '\\', '\n']) {
        return Err("it is one line without quotes".to_owned());
    }
    let mut text = format!("[{name}]\ndriver = \"{}\"\nargs = \"{args}\"\n", driver.name());
    let numbers = crate::argument::parse(args)?.into_iter().filter_map(|argument| match argument.role {
        crate::argument::Role::Number { range, default } => {
            Some(format!("{} = {:?}", argument.name, sample(&range, default)))
        }
        _ => None,
    });
    let numbers: Vec<String> = numbers.collect();
    if !numbers.is_empty() {
        text += &format!("sample = {{ {} }}\n", numbers.join(", "));
    }
    Ok(text)
}

/// A number of the range, other than 0 and the default.
fn sample(range: &Range, default: Option<f64>) -> f64 {
    let good = |number: &f64| range.contains(*number) && Some(*number) != default;
    let middle = (range.low + range.high) / 2.0;
    let lowest = if range.low.is_finite() { range.low + 0.75 } else { -0.75 };
    [0.75, 1.5, 0.3, middle, lowest, range.high.min(f64::MAX) / 4.0].into_iter().find(good).unwrap_or(0.75)
}

/// The page of the family with a row and a section for the loss, and the list of chapters.
fn chapter(page: Option<String>, summary: &str, family: &'static Family, loss: &Loss) -> Outcome<(String, String)> {
    let link = format!("(losses/{}.md)", family.name);
    let summary = if summary.contains(&link) {
        summary.to_owned()
    } else {
        let line = format!("- [{}]{link}\n", family.title);
        let earlier = FAMILIES.iter().take_while(|other| other.name != family.name);
        let last = earlier.filter_map(|other| summary.find(&format!("(losses/{}.md)\n", other.name))).max();
        let at = last.and_then(|at| summary[at..].find('\n').map(|end| at + end + 1));
        let at = at.ok_or("docs/SUMMARY.md has no chapter of an earlier family")?;
        format!("{}{line}{}", &summary[..at], &summary[at..])
    };
    let page = page.unwrap_or_else(|| {
        format!(
            "# {}\n\n{REPLACE} by the use of these losses.\n\n| function | choose it for |\n|---|---|\n",
            family.title
        )
    });
    let start = page.find("| function |").ok_or_else(|| format!("docs/losses/{}.md has no table", family.name))?;
    let end = page[start..].find("\n\n").map_or(page.len(), |end| start + end + 1);
    let columns = page[start..].lines().next().map_or(2, |heading| heading.matches(" | ").count() + 1);
    let row = format!("| `loss_{}` |{}\n", loss.name, format!(" {REPLACE} |").repeat(columns - 1));
    let derivatives: Vec<String> = loss.inputs().map(|(name, _)| format!("∂l/∂{name} = {REPLACE}")).collect();
    let section = format!(
        "\n## {REPLACE} by the title\n\n```text\nl = {REPLACE}        {}\n```\n\n\
         {REPLACE} by the figure: ![…](../curves/{name}.svg)\n\n\
         `loss_{name}` is for {REPLACE}.\n\n**Pitfalls**\n\n- {REPLACE}\n",
        derivatives.join("        "),
        name = loss.name
    );
    let page = format!("{}{row}{}", &page[..end], &page[end..]);
    Ok((format!("{}\n{section}", page.trim_end()), summary))
}

/// The family's golden cases with a function for the loss.
fn cases(file: Option<String>, family: &Family, loss: &Loss) -> String {
    let file = file.unwrap_or_else(|| format!("\"\"\"Cases of {}.\"\"\"\n", family.title.to_lowercase()));
    if loss.driver.is_of_elements() {
        return standard_cases(&file, loss);
    }
    let arrays: Vec<&str> = ["input", "second", "third"].into_iter().take(loss.inputs().count()).collect();
    let targets = loss.targets().map(|_| "target").chain(loss.index().map(|_| "target"));
    let numbers: String = loss.numbers().map(|(name, ..)| format!(", {name}={:?}", loss.sample(name))).collect();
    let sizes = loss.sizes().into_iter().map(|name| format!("{name}={REPLACE}"));
    let given = arrays.into_iter().chain(targets).map(|name| format!("{name}=[{REPLACE}]"));
    let given: Vec<String> = sizes.chain(given).collect();
    format!(
        "{}\n\n\ndef {name}(cases):\n    # {REPLACE}: plain, each option, edges of the domains, infinities and NaN.\n    \
         cases.add(\"plain\", {}{numbers})\n",
        file.trim_end(),
        given.join(", "),
        name = loss.name
    )
}

/// The cases that each loss of single elements has, and where to write its own.
fn standard_cases(file: &str, loss: &Loss) -> String {
    let mut file = file.trim_end().to_owned();
    // Where the line ends that begins here, or the bracket that it opens.
    let end = |file: &str, place: usize| {
        let line = file[place..].find('\n').map_or(file.len(), |end| place + end);
        let closed =
            if file[..line].ends_with('(') { file[line..].find("\n)").map(|end| line + end + 2) } else { None };
        closed.unwrap_or(line)
    };
    match (file.find("\nfrom standard import"), file.rfind("\nfrom ")) {
        (Some(place), _) => {
            let line = place + 1..end(&file, place + 1);
            if !file[line.clone()].ends_with(" standard") {
                file.insert_str(line.end, ", standard");
            }
        }
        (None, Some(place)) => file.insert_str(end(&file, place + 1), "\nfrom standard import standard"),
        (None, None) => file += "\n\nfrom standard import standard",
    }
    let numbers: Vec<String> =
        loss.numbers().map(|(name, ..)| format!("\"{}\": {REPLACE}", python_name(name))).collect();
    let numbers = if numbers.is_empty() { String::new() } else { format!(", numbers=[{{{}}}]", numbers.join(", ")) };
    format!(
        "{file}\n\n\ndef {}(cases):\n    # {REPLACE}: kinks and infinities, and behind it what is special about the loss.\n    \
         standard(cases{numbers})\n",
        loss.name
    )
}

/// make_golden.py with the loss at the end of LOSSES, and an import of the family's cases.
fn registered(text: &str, family: &Family, name: &str) -> Option<String> {
    let import = format!("import {}\n", family.name);
    let mut text = text.to_owned();
    if !text.contains(&format!("\n{import}")) {
        // Among the modules of this folder, which stand before the first `from`.
        let end = text.find("\nfrom common import")? + 1;
        let start = text[..end].rfind("\n\n")? + 2;
        let place =
            text[start..end].split_inclusive('\n').take_while(|line| **line < *import).map(str::len).sum::<usize>();
        text.insert_str(start + place, &import);
    }
    let start = text.find("\nLOSSES = {")?;
    let end = start + text[start..].find("\n}")? + 1;
    text.insert_str(end, &format!("    \"{name}\": {}.{name},\n", family.name));
    Some(text)
}

#[cfg(test)]
mod tests;
