//! Holds the lists that are written by hand to losses/*.toml: each listed loss must be in all of them, or have a reason
//! next to the list, and no list may name a loss that does not exist. What is wrong is a sentence with the name of the
//! loss, the file and the text to write.

use crate::Outcome;
use crate::argument::Domain;
use crate::literal::{code, dictionary, strings, strings_of, table};
use crate::skeleton::REPLACE;
use crate::table::{Driver, Loss, visited};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The losses that generated Python has no autograd for.
const WITHOUT_AUTOGRAD: [(&str, &str); 3] = [
    ("softmax", "PyTorch differentiates its own"),
    ("log_softmax", "PyTorch differentiates its own"),
    ("softmax_backward", "a derivative, which PyTorch makes of its own softmax"),
];

/// The formulas of golden values that are not in formulas/.
const OF_ROWS: &str = "tests/golden/losses.py";

/// A list of which each loss is part, or has a reason.
struct List<'a> {
    file: &'a str,
    /// Those that the list names.
    names: Vec<String>,
    /// How the list of reasons is called, and the losses that have one, each with its reason.
    reasons: Option<(&'a str, Vec<(String, String)>)>,
    /// The text to write for a loss that is missing; NAME stands for its name.
    write: &'a str,
}

struct Check<'a> {
    root: &'a Path,
    /// All functions.
    functions: &'a [Loss],
    /// Those that lists are held to.
    losses: &'a [Loss],
    /// The losses that formulas/ has, or should have: lists that are made of it have them too.
    of_elements: Vec<String>,
    problems: Vec<String>,
}

/// All that is wrong, a sentence each.
pub fn problems(root: &Path, functions: &[Loss]) -> Outcome<Vec<String>> {
    let losses = &visited(functions);
    let mut check = Check { root, functions, losses, of_elements: Vec::new(), problems: Vec::new() };
    check.formulas()?;
    check.golden()?;
    check.pytorch_of_golden()?;
    check.fuzzing()?;
    check.accuracy()?;
    check.benchmark()?;
    check.results_of_benchmark()?;
    check.book()?;
    check.curves()?;
    check.users_of_pytorch()?;
    check.skeletons()?;
    Ok(check.problems)
}

impl Check<'_> {
    fn read(&self, file: &str) -> Outcome<String> {
        fs::read_to_string(self.root.join(file)).map_err(|error| format!("{file}: {error}"))
    }

    /// The names of the files of a folder that end so, without the ending, in order.
    fn files(&self, folder: &str, ending: &str) -> Outcome<Vec<String>> {
        let explain = |error: std::io::Error| format!("{folder}: {error}");
        let mut names = Vec::new();
        for file in fs::read_dir(self.root.join(folder)).map_err(explain)? {
            let name = file.map_err(explain)?.file_name().to_string_lossy().into_owned();
            names.extend(name.strip_suffix(ending).map(str::to_owned));
        }
        names.sort();
        Ok(names)
    }

    /// Name and text of each of these, in order.
    fn texts(&self, folder: &str, ending: &str) -> Outcome<Vec<(String, String)>> {
        let names = self.files(folder, ending)?.into_iter();
        let read = |name: String| self.read(&format!("{folder}/{name}{ending}")).map(|text| (name, text));
        names.map(read).collect()
    }

    fn exists(&self, name: &str) -> bool {
        self.functions.iter().any(|loss| loss.name == name)
    }

    /// Each loss is in the list or has a reason, not both; the list and its reasons name losses only.
    fn hold(&mut self, list: &List) {
        let List { file, names, reasons, write } = list;
        let none = Vec::new();
        let (title, reasons) = reasons.as_ref().map_or(("", &none), |(title, reasons)| (*title, reasons));
        for Loss { name, .. } in self.losses {
            let listed = names.contains(name);
            let reason = reasons.iter().any(|(excused, _)| excused == name);
            if listed && reason {
                self.problems.push(format!("{name}: {file} has it, so remove the reason why not from {title}"));
            } else if !listed && !reason {
                let write = write.replace("NAME", name);
                let excuse = if title.is_empty() { String::new() } else { format!(", or why not into {title}") };
                self.problems.push(format!("{name}: {file} does not have it: write {write}{excuse}"));
            }
        }
        self.exist(file, names);
        for (name, reason) in reasons {
            if reason.trim_matches(['"', ' ']).is_empty() {
                self.problems.push(format!("{name}: {title} in {file} gives no reason: write one"));
            }
        }
        let excused: Vec<String> = reasons.iter().map(|(name, _)| name.clone()).collect();
        self.exist(&format!("{title} in {file}"), &excused);
    }

    /// A list names losses only.
    fn exist(&mut self, list: &str, names: &[String]) {
        for (place, name) in names.iter().enumerate() {
            if !self.exists(name) {
                self.problems.push(format!("{name}: {list} names it, and losses/*.toml does not: remove it there"));
            }
            if names[..place].contains(name) {
                self.problems.push(format!("{name}: {list} names it twice: remove one"));
            }
        }
    }

    /// Each loss of single elements has an entry in formulas/, unless golden values know its rows otherwise.
    fn formulas(&mut self) -> Outcome {
        let rows = keys(&self.read(OF_ROWS)?, OF_ROWS, "\nROWS = ")?;
        let own = |loss: &Loss| loss.driver.is_of_elements() && !rows.contains(&loss.name);
        let found: BTreeMap<String, Vec<(String, String)>> =
            self.texts("formulas", ".py")?.into_iter().map(|(family, text)| (family, decorated(&text))).collect();
        for (family, entries) in &found {
            let file = format!("formulas/{family}.py");
            self.exist(&file, &entries.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
            for (name, decorator) in entries {
                if let Some(loss) =
                    self.losses.iter().find(|loss| loss.name == *name).filter(|loss| loss.family != family)
                {
                    self.problems.push(format!("{name}: {file} has it: move it to formulas/{}.py", loss.family));
                }
                for (key, what) in [
                    ("bounds", "the bounds of its errors"),
                    ("pytorch", "PyTorch's own function, or a sentence why there is none"),
                ] {
                    if !decorator.contains(&format!("{key}=")) {
                        self.problems.push(format!("{name}: its entry in {file} has no `{key}=`: write {what}"));
                    }
                }
            }
        }
        for loss in self.losses {
            let Loss { name, family, .. } = loss;
            let has = found.get(*family).is_some_and(|entries| entries.iter().any(|(known, _)| known == name));
            if !has && !own(loss) {
                continue;
            }
            self.of_elements.push(name.clone());
            if !has {
                self.problems.push(format!(
                    "{name}: formulas/{family}.py does not have it: write `@element(bounds=…, pytorch=…)` and under it \
                     `def {name}(…):` with its formula and derivatives, as formulas/__init__.py says"
                ));
            }
            let cases = format!("tests/golden/{family}.py");
            let text = self.read(&cases).unwrap_or_default();
            if !text.contains(&format!("\ndef {name}(cases)")) && !text.contains(&format!("\n{name} = ")) {
                self.problems
                    .push(format!("{name}: {cases} does not have it: write `def {name}(cases):` with its cases"));
            }
        }
        Ok(())
    }

    /// The names of a list that formulas/ adds to.
    fn with_formulas(&self, mut names: Vec<String>) -> Vec<String> {
        names.extend(self.of_elements.iter().cloned());
        names
    }

    fn golden(&mut self) -> Outcome {
        let folder = "tests/golden";
        let names = self.files(folder, ".json")?;
        let write = "its cases, and let `python3 tests/golden/make_golden.py` make NAME.json";
        self.hold(&List { file: folder, names, reasons: None, write });
        let file = "tests/golden/make_golden.py";
        let names = self.with_formulas(keys(&self.read(file)?, file, "\nLOSSES = ")?);
        self.hold(&List {
            file,
            names,
            reasons: None,
            write: "\"NAME\" and the function that has its cases into LOSSES",
        });
        for (file, list) in [("exact.py", "LOSSES"), ("common.py", "QUICKSTART_VALUES"), ("shapes.py", "SOLVERS")] {
            let file = format!("{folder}/{file}");
            let names = keys(&self.read(&file)?, &file, &format!("\n{list} = "))?;
            self.exist(&format!("{list} in {file}"), &names);
        }
        let file = OF_ROWS;
        let text = self.read(file)?;
        let parts = keys(&text, file, "\nPARTS = ")?;
        let whole = |names: Vec<String>| names.into_iter().filter(|name| !parts.contains(name)).collect::<Vec<_>>();
        let rows = keys(&text, file, "\nROWS = ")?;
        let rows = whole(rows);
        self.exist(&format!("ROWS in {file}"), &rows);
        for list in ["ADVERSARIAL", "POINTWISE", "INDEX_TARGETS", "TEACHERS", "WITH_LOGITS"] {
            let names = strings(&text, &format!("\n{list} = ")).ok_or_else(|| format!("{file} has no {list}"))?;
            self.exist(&format!("{list} in {file}"), &whole(names));
        }
        let names = strings(&text, "\nPOINTWISE = ").unwrap_or_default();
        self.same(&format!("POINTWISE in {file}"), whole(names), "is in ROWS and of single elements", |loss| {
            loss.driver == Driver::Elementwise && rows.contains(&loss.name)
        });
        Ok(())
    }

    fn pytorch_of_golden(&mut self) -> Outcome {
        let of_parts = OF_ROWS;
        let parts = entries(&self.read(of_parts)?, of_parts, "\nPARTS = ")?;
        let wholes: BTreeMap<String, Vec<String>> =
            parts.into_iter().map(|(part, whole)| (part, strings_of(&whole))).collect();
        self.exist(&format!("PARTS in {of_parts}"), &unique(wholes.values().flatten().cloned().collect()));
        let file = "tests/golden/check.py";
        let text = self.read(file)?;
        let names = keys(&text, file, "\nPYTORCH = ")?;
        let whole = |name: String| wholes.get(&name).cloned().unwrap_or_else(|| vec![name]);
        let names = self.with_formulas(unique(names.into_iter().flat_map(whole).collect()));
        let reasons = Some(("WITHOUT_PYTORCH", entries(&text, file, "\nWITHOUT_PYTORCH = ")?));
        self.hold(&List { file, names, reasons, write: "\"NAME\" and PyTorch's own function into PYTORCH" });
        for list in ["NOT_IN_PYTORCH", "PYTORCH_REDUCTIONS"] {
            let names = keys(&text, file, &format!("\n{list} = "))?;
            self.exist(&format!("{list} in {file}"), &names);
        }
        Ok(())
    }

    /// Each driver is called by one target, which is built and has inputs to begin with.
    fn fuzzing(&mut self) -> Outcome {
        let targets = self.texts("fuzz/targets", ".rs")?;
        let mut callers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (target, text) in &targets {
            for driver in drivers_of(text) {
                if Driver::parse(&driver).is_none() {
                    self.problems.push(format!("fuzz/targets/{target}.rs names the driver {driver}: there is none"));
                }
                callers.entry(driver).or_default().push(target);
            }
        }
        for Loss { name, driver, .. } in self.losses {
            let driver = format!("{driver:?}");
            match callers.get(&driver).map_or(&[][..], |targets| &targets[..]) {
                [_] => {}
                [] => self.problems.push(format!(
                    "{name}: no file of fuzz/targets calls its driver: write Driver::{driver} into the list of one"
                )),
                more => self.problems.push(format!(
                    "{name}: the fuzz targets {} call Driver::{driver}: leave it in one",
                    more.join(" and ")
                )),
            }
        }
        let file = "fuzz/Cargo.toml";
        let manifest: toml::Table = self.read(file)?.parse().map_err(|error| format!("{file}: {error}"))?;
        let built =
            manifest.get("bin").and_then(toml::Value::as_array).ok_or_else(|| format!("{file} has no [[bin]]"))?;
        let field = |bin: &toml::Value, name: &str| bin.get(name).and_then(toml::Value::as_str).map(str::to_owned);
        let built: Vec<_> = built.iter().map(|bin| (field(bin, "name"), field(bin, "path"))).collect();
        for (target, _) in &targets {
            if !built.contains(&(Some(target.clone()), Some(format!("targets/{target}.rs")))) {
                self.problems.push(format!("the fuzz target {target} is not built: write a [[bin]] into {file}"));
            }
            let corpus = format!("fuzz/corpus/{target}");
            if self.files(&corpus, "").map_or(true, |inputs| inputs.is_empty()) {
                self.problems.push(format!("the fuzz target {target} has no inputs: put some into {corpus}"));
            }
        }
        for corpus in self.files("fuzz/corpus", "")? {
            if !targets.iter().any(|(target, _)| *target == corpus) {
                self.problems.push(format!("fuzz/corpus/{corpus} is of no target: move its inputs to one"));
            }
        }
        Ok(())
    }

    fn accuracy(&mut self) -> Outcome {
        let file = "accuracy/losses.py";
        let text = self.read(file)?;
        let bounds = entries(&text, file, "\nBOUNDS = ")?;
        let names = self.with_formulas(bounds.into_iter().map(|(name, _)| name).collect());
        self.hold(&List {
            file,
            names,
            reasons: None,
            write: "\"NAME\" and its bounds into BOUNDS, with their derivation",
        });
        let names = keys(&text, file, "\nROWWISE = ")?;
        self.exist(&format!("ROWWISE in {file}"), &names);
        let measured = text.split_once("\nROWWISE = ").map_or("", |(_, rest)| rest);
        let names = self.losses.iter().filter(|loss| measured.contains(&format!("{:?}", loss.name)));
        let names = self.with_formulas(names.map(|loss| loss.name.clone()).collect());
        let write = "\"NAME\" into ROWWISE, with its formula in accuracy/rows.py, or a call in Check";
        self.hold(&List { file, names, reasons: None, write });
        let file = "docs/accuracy.md";
        let names = table(&self.read(file)?, "| loss |").into_iter().map(|row| row[0].clone()).collect();
        let write = "its rows, which `python3 accuracy/losses.py LIBRARY --only NAME` prints for a loss of formulas/ or ROWWISE, \
                     or all anew, by `make accuracy` (hours)";
        self.hold(&List { file, names: unique(names), reasons: None, write });
        Ok(())
    }

    fn benchmark(&mut self) -> Outcome {
        let file = "bench/reference.c";
        let names = references(&self.read(file)?);
        self.hold(&List { file, names, reasons: None, write: "reference_NAME, the plain formula" });
        let file = "bench/contestants.py";
        let text = self.read(file)?;
        let torch = text.split_once("\ndef torch_losses(").map_or("", |(_, rest)| rest);
        let names = self.with_formulas(keys(torch, file, "\n    return ")?);
        let reasons = Some(("WITHOUT_TORCH", entries(&text, file, "\nWITHOUT_TORCH = ")?));
        self.hold(&List { file, names, reasons, write: "\"NAME\" into the losses of torch_losses" });
        let jax = text.split_once("\ndef jax_loss(").map_or("", |(_, rest)| rest);
        let names = keys(jax, file, "\n    return ")?;
        self.exist(&format!("jax_loss in {file}"), &names);
        Ok(())
    }

    fn results_of_benchmark(&mut self) -> Outcome {
        let file = "bench/results.py";
        let text = self.read(file)?;
        let names = keys(&text, file, "\nEXPONENTIALS = ")?;
        let of_logits = |loss: &Loss| {
            // Of decisions each logit has an exponential of its own, not one that the row adds up; scores have none.
            loss.driver.has_class_options()
                && !matches!(loss.driver, Driver::Decisions | Driver::Margin)
                && loss.inputs().all(|(_, array)| array.domain == Domain::Real)
        };
        self.same(&format!("EXPONENTIALS in {file}"), names, "has logits over classes", of_logits);
        Ok(())
    }

    /// A list names the losses that are so, and no others.
    fn same(&mut self, list: &str, names: Vec<String>, what: &str, belongs: impl Fn(&Loss) -> bool) {
        self.exist(list, &names);
        for loss in self.losses {
            let Loss { name, .. } = loss;
            match (belongs(loss), names.contains(name)) {
                (true, false) => self.problems.push(format!("{name}: it {what}: write it into {list}")),
                (false, true) => self.problems.push(format!("{name}: {list} names it: remove it, no such loss {what}")),
                _ => {}
            }
        }
    }

    /// Each loss is in the table at the top of its family's page, and in a section.
    fn book(&mut self) -> Outcome {
        let pages = self.texts("docs/losses", ".md")?;
        let summary = self.read("docs/SUMMARY.md")?;
        for (page, text) in &pages {
            let names = table(before_sections(text).0, "| function |").iter().flat_map(|row| code(&row[0])).collect();
            self.exist(&format!("the table of docs/losses/{page}.md"), &of_functions(names));
            if !summary.contains(&format!("(losses/{page}.md)")) {
                self.problems.push(format!("docs/losses/{page}.md is no chapter: write a line into docs/SUMMARY.md"));
            }
        }
        for Loss { name, family, .. } in self.functions {
            let file = format!("docs/losses/{family}.md");
            let (top, sections) =
                pages.iter().find(|(page, _)| page == family).map_or(("", ""), |(_, text)| before_sections(text));
            let row = format!("`loss_{name}`");
            if !table(top, "| function |").iter().any(|cells| cells[0].contains(&row)) {
                self.problems
                    .push(format!("{name}: {file} does not have it: write a row with {row} into the table at its top"));
            }
            if !sections.split("\n## ").any(|section| mentions(section, name)) {
                self.problems.push(format!(
                    "{name}: no section of {file} is about it: write formula, use, curve and pitfalls, with its name or its figure"
                ));
            }
        }
        let file = "docs/faq.md";
        let rows = table(&self.read(file)?, "| loss | NaN");
        let names = unique(rows.iter().flat_map(|row| code(&row[0])).collect());
        self.hold(&List {
            file,
            names,
            reasons: None,
            write: "what makes it NaN, in a row with `NAME` of \"Why is the value NaN?\"",
        });
        Ok(())
    }

    /// Each loss has a figure, which its page shows.
    fn curves(&mut self) -> Outcome {
        let file = "docs/tools/curves.py";
        let text = self.read(file)?;
        let shows: BTreeMap<String, Vec<String>> = entries(&text, file, "\nSHOWS = ")?
            .into_iter()
            .map(|(figure, losses)| (figure, strings_of(&losses)))
            .collect();
        let drawn = text.split_once("\ndef figures(").map_or("", |(_, rest)| rest);
        let figures = keys(drawn, file, "\n    return ")?;
        for figure in shows.keys().filter(|figure| !figures.contains(figure)) {
            self.problems
                .push(format!("{figure}: SHOWS in {file} names this figure, and `figures` has none: remove it there"));
        }
        let shown = |figure: &String| shows.get(figure).cloned().unwrap_or_else(|| vec![figure.clone()]);
        let names = unique(figures.iter().flat_map(shown).collect());
        let reasons = Some(("WITHOUT_CURVE", entries(&text, file, "\nWITHOUT_CURVE = ")?));
        let write = "a figure \"NAME\" into `figures`";
        self.hold(&List { file, names, reasons, write });
        let pages: String = self.texts("docs/losses", ".md")?.into_iter().map(|(_, text)| text).collect();
        for figure in figures.iter().filter(|figure| !pages.contains(&format!("(../curves/{figure}.svg)"))) {
            self.problems.push(format!(
                "{}: no page of docs/losses shows its figure: write ![…](../curves/{figure}.svg) into its section",
                shown(figure).join(", ")
            ));
        }
        for figure in figures.iter().filter(|figure| !self.root.join(format!("docs/curves/{figure}.svg")).exists()) {
            self.problems.push(format!(
                "{}: docs/curves/{figure}.svg is not there: draw it, by `python3 {file} LIBRARY docs/curves`",
                shown(figure).join(", ")
            ));
        }
        Ok(())
    }

    /// Nothing is left of what `cargo xtask new` wrote to be replaced.
    fn skeletons(&mut self) -> Outcome {
        let mut files: Vec<String> =
            self.losses.iter().map(|loss| format!("kernels/src/losses/{}/{}.rs", loss.family, loss.name)).collect();
        for (folder, ending) in [("docs/losses", ".md"), ("tests/golden", ".py"), ("formulas", ".py")] {
            files.extend(self.files(folder, ending)?.iter().map(|name| format!("{folder}/{name}{ending}")));
        }
        for file in files.iter().filter(|file| self.root.join(file).exists()) {
            for (number, line) in self.read(file)?.lines().enumerate() {
                if mentions(line, REPLACE) {
                    self.problems.push(format!("{file}:{}: write the text for which {REPLACE} stands", number + 1));
                }
            }
        }
        Ok(())
    }

    /// The page for users of PyTorch, and the functions of autograd.
    fn users_of_pytorch(&mut self) -> Outcome {
        let file = "docs/pytorch.md";
        let text = self.read(file)?;
        let of_cell = |cell: &str| code(cell).first().and_then(|name| name.strip_prefix("loss_")).map(str::to_owned);
        let names = unique(table(&text, "| PyTorch |").iter().filter_map(|row| of_cell(row.get(2)?)).collect());
        let rows = table(&text, "| in C | why");
        let reasons = rows.iter().filter_map(|row| Some((of_cell(&row[0])?, row.get(1).cloned().unwrap_or_default())));
        let reasons = Some(("the table \"in C, why\"", reasons.collect()));
        let write = "a row: PyTorch's expression, that of `libloss.torch`, and `loss_NAME`";
        self.hold(&List { file, names, reasons, write });
        let file = "bindings/python/libloss/torch/_functions.py";
        let functions = self.read(file)?;
        let names = functions.lines().filter_map(|line| line.strip_prefix("def ")?.split('(').next());
        let names = names.map(str::to_owned).collect();
        let reasons = WITHOUT_AUTOGRAD.map(|(name, reason)| (name.to_owned(), reason.to_owned())).to_vec();
        let reasons = Some(("WITHOUT_AUTOGRAD of xtask/src/listed.rs", reasons));
        self.hold(&List { file, names, reasons, write: "it anew, by `cargo xtask gen`" });
        Ok(())
    }
}

/// The functions of a file of Python that `@element` stands above, each with what is between the two.
fn decorated(text: &str) -> Vec<(String, String)> {
    let decorators = text.split("\n@element(").skip(1);
    let entry = |rest: &str| {
        let (decorator, function) = rest.split_once("\ndef ")?;
        Some((function.split_once('(')?.0.to_owned(), decorator.to_owned()))
    };
    decorators.filter_map(entry).collect()
}

fn entries(text: &str, file: &str, opening: &str) -> Outcome<Vec<(String, String)>> {
    dictionary(text, opening).ok_or_else(|| format!("{file} has no dictionary behind {:?}", opening.trim()))
}

fn keys(text: &str, file: &str, opening: &str) -> Outcome<Vec<String>> {
    Ok(entries(text, file, opening)?.into_iter().map(|(key, _)| key).collect())
}

/// A page before its first section, and from there on.
fn before_sections(page: &str) -> (&str, &str) {
    page.find("\n## ").map_or((page, ""), |at| page.split_at(at))
}

fn of_functions(names: Vec<String>) -> Vec<String> {
    names.iter().filter_map(|name| name.strip_prefix("loss_")).map(str::to_owned).collect()
}

/// Whether a section has a function's name, as in the header or alone, or the name of a figure.
fn mentions(section: &str, name: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    section.match_indices(name).any(|(at, _)| {
        let (before, after) = (&section[..at], &section[at + name.len()..]);
        let before = before.strip_suffix("loss_").or_else(|| before.strip_suffix("libloss.")).unwrap_or(before);
        let after = after.strip_prefix("_f32").or_else(|| after.strip_prefix("_f64")).unwrap_or(after);
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
}

fn unique(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.dedup();
    names
}

/// The drivers that a fuzz target calls, as `Driver` of tests/common/entry.rs names them.
fn drivers_of(target: &str) -> Vec<String> {
    // rustfmt begins a line after the parenthesis where there are many.
    let arguments = target.split_once("run(").map_or("", |(_, rest)| rest.trim_start());
    let list = arguments.strip_prefix("&[").and_then(|rest| rest.split_once(']')).map_or("", |(list, _)| list);
    let names = list.split(',').map(|name| name.trim().trim_start_matches("Driver::").to_owned());
    names.filter(|name| !name.is_empty()).collect()
}

/// The losses that have a plain formula: `sums reference_NAME(`, or a macro of upper case with the name first.
fn references(text: &str) -> Vec<String> {
    let name = |line: &str| {
        let (start, rest) = line.split_once('(')?;
        if let Some(name) = start.strip_prefix("sums reference_") {
            return Some(name.to_owned());
        }
        let is_macro = !start.is_empty() && start.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
        let end = rest.find([',', ')'])?;
        is_macro.then(|| rest[..end].trim().to_owned())
    };
    text.lines().filter_map(name).collect()
}

#[cfg(test)]
mod tests;
