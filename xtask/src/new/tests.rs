//! Skeletons in a copy of the folders that they are written to.

use super::*;
use crate::argument::Role;
use std::path::PathBuf;

/// A copy of the files that `cargo xtask new` reads; it goes when it is dropped.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> Outcome<Self> {
        let copy = Self(std::env::temp_dir().join(format!("libloss-{name}-{}", std::process::id())));
        let root = crate::root()?;
        let mut folders =
            vec!["losses".to_owned(), "docs/losses".to_owned(), "tests/golden".to_owned(), "formulas".to_owned()];
        folders.extend(FAMILIES.iter().map(|family| format!("kernels/src/losses/{}", family.name)));
        for folder in folders {
            let (from, to) = (root.join(&folder), copy.0.join(&folder));
            let explain = |error: std::io::Error| format!("{}: {error}", to.display());
            fs::create_dir_all(&to).map_err(explain)?;
            // A family may have no losses, and no folder.
            for file in fs::read_dir(from).into_iter().flatten() {
                let path = file.map_err(explain)?.path();
                if path.is_file() {
                    fs::copy(&path, to.join(path.file_name().unwrap_or_default())).map_err(explain)?;
                }
            }
        }
        let summary = "docs/SUMMARY.md";
        fs::copy(root.join(summary), copy.0.join(summary)).map_err(|error| format!("{summary}: {error}"))?;
        Ok(copy)
    }

    fn read(&self, file: &str) -> Outcome<String> {
        fs::read_to_string(self.0.join(file)).map_err(|error| format!("{file}: {error}"))
    }

    fn create(&self, arguments: &[&str]) -> Outcome<Vec<Loss>> {
        create(&self.0, &parse(arguments)?)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_skeleton_is_read_back() -> Outcome {
    let copy = Copy::new("new")?;
    let args = "mean: x[n], var: x[n] positive, target: t[n], n: size, beta: number in [0, 1] = 0.75, \
                epsilon: number > 0 = 1e-6, k: number required, grad_mean: d(mean), grad_var: d(var)";
    let losses = copy.create(&["novel", "--family", "regression", "--driver", "elementwise", "--args", args])?;
    let loss = losses.iter().find(|loss| loss.name == "novel").ok_or("the loss is not in the table")?;
    // The last of its family.
    assert_eq!(losses.iter().rfind(|loss| loss.family == "regression").map(|loss| &*loss.name), Some("novel"));
    assert_eq!((loss.driver, loss.inputs().count(), loss.targets().count()), (Driver::Elementwise, 2, 1));
    let numbers: Vec<_> = loss.numbers().map(|(name, ..)| (name, loss.sample(name))).collect();
    assert_eq!(numbers, [("beta", 0.3), ("epsilon", 0.75), ("k", 0.75)]);
    assert_eq!(loss.documentation.len(), 4);
    let source = copy.read("kernels/src/losses/regression/novel.rs")?;
    for line in [
        "pub struct Novel {",
        "impl Elementwise<2, 1> for Novel {",
        "if !(0.0..=1.0).contains(&beta) {",
        "if !(epsilon == 0.0 || epsilon > 0.0 && epsilon.is_finite()) {",
        "epsilon: if epsilon == 0.0 { 1e-6 } else { epsilon }",
        "if !k.is_finite() {",
        "fn terms<R: Real<Lane: Coefficients>>(self, [mean, var]: [R; 2], [target]: [R; 1]) -> Derivatives<R, 2> {",
        "impl crate::loss::Reference<2, 1> for Novel {",
    ] {
        assert!(source.contains(line), "{line}\n{source}");
    }
    let page = copy.read("docs/losses/regression.md")?;
    // The last row of the table.
    let (before, after) = page.split_once("| `loss_novel` | REPLACE |\n").ok_or(page.clone())?;
    assert!(before.lines().last().is_some_and(|row| row.starts_with("| `loss_")) && after.starts_with('\n'), "{page}");
    let formulas = copy.read("formulas/regression.py")?;
    for line in [
        "    bounds=(REPLACE, REPLACE),\n    numbers=[{\"beta\": REPLACE, \"epsilon\": REPLACE, \"k\": REPLACE}],\n",
        "def novel(mean, var, target, *, beta=0.75, epsilon=1e-6, k):\n",
        "    return REPLACE, (REPLACE, REPLACE)\n",
    ] {
        assert!(formulas.contains(line), "{line}\n{formulas}");
    }
    let cases = copy.read("tests/golden/regression.py")?;
    assert!(cases.contains("def novel(cases):\n") && cases.contains("    standard(cases, numbers=["), "{cases}");
    assert_eq!(cases.matches("from standard import").count(), 1, "{cases}");
    assert!(cases.contains("from standard import add_options, drawn, standard\n"), "{cases}");
    // A second one is next to it, in a family without losses of elements too.
    copy.create(&["other", "--family", "regression", "--driver", "penalty"])?;
    assert_eq!(copy.read("tests/golden/regression.py")?.matches(", standard\n").count(), 1);
    copy.create(&["third", "--family", "metric", "--driver", "elementwise"])?;
    assert!(copy.read("formulas/metric.py")?.contains("\ndef third(pred, target):\n"));
    assert!(
        copy.read("tests/golden/metric.py")?.contains("\nfrom digits import solve\nfrom standard import standard\n")
    );
    Ok(())
}

/// One of another kind is entered where its cases are made.
#[test]
fn cases_of_rows_are_entered() -> Outcome {
    let copy = Copy::new("rows")?;
    for name in ["novel", "other"] {
        copy.create(&[name, "--family", "language", "--driver", "row_sums"])?;
    }
    let make = copy.read("tests/golden/make_golden.py")?;
    assert!(make.contains("\nimport generative\nimport language\nimport margins\nimport metric"), "{make}");
    assert_eq!(make.matches("import language\n").count(), 1);
    assert!(make.contains("    \"novel\": language.novel,\n    \"other\": language.other,\n}"), "{make}");
    let cases = copy.read("tests/golden/language.py")?;
    assert!(
        cases.contains("def novel(cases):\n")
            && cases.contains("cases.add(\"plain\", rows=REPLACE, classes=REPLACE, input=["),
        "{cases}"
    );
    Ok(())
}

/// Each driver that several losses may have: the skeleton is what rustfmt reads, and the family may be without losses.
#[test]
fn each_driver_has_a_skeleton() -> Outcome {
    let copy = Copy::new("drivers")?;
    for driver in [
        "elementwise",
        "penalty",
        "row_sums",
        "vectors",
        "group_penalty",
        "class",
        "teacher",
        "softmax",
        "divergence",
        "margin",
        "decisions",
    ] {
        let name = format!("novel_{driver}");
        let losses = copy.create(&[&name, "--family", "metric", "--driver", driver])?;
        let loss = losses.iter().find(|loss| loss.name == name).ok_or("the loss is not in the table")?;
        assert!(loss.arguments.iter().any(|argument| matches!(argument.role, Role::Size)), "{name}");
    }
    for driver in ["sequence", "discriminator", "generator", "combine", "uncertainty"] {
        let args = "a: x[n], n: size, grad: d(a)";
        let refusal = copy.create(&["novel", "--family", "metric", "--driver", driver, "--args", args]);
        let expected = format!("the driver {driver} has no losses beside its own: write src/call/{driver}.rs first");
        assert_eq!(refusal.err(), Some(expected));
    }
    let refusal = copy.create(&["novel", "--family", "metric", "--driver", "cosines"]).err();
    let of_margins = |sentence: &String| sentence.starts_with("a margin of cosines is a variant of `TargetMargin`");
    assert!(refusal.as_ref().is_some_and(of_margins), "{refusal:?}");
    let summary = copy.read("docs/SUMMARY.md")?;
    assert_eq!(summary.matches("(losses/metric.md)").count(), 1);
    let places: Vec<_> =
        ["language", "metric", "generative"].iter().map(|page| summary.find(&format!("/{page}.md"))).collect();
    assert!(places.is_sorted() && places[0].is_some(), "{summary}");
    Ok(())
}

#[test]
fn what_is_wrong_is_refused_before_anything_is_written() -> Outcome {
    let copy = Copy::new("wrong")?;
    let old = copy.read("losses/binary.toml")?;
    for (arguments, sentence) in [
        (
            &["hinge", "--family", "binary", "--driver", "elementwise"][..],
            "losses/binary.toml has a loss hinge already",
        ),
        (
            &["mod", "--family", "binary", "--driver", "elementwise"],
            "kernels/src/losses/binary/mod.rs is there already",
        ),
        (
            &["Novel", "--family", "binary", "--driver", "elementwise"],
            "\"Novel\" is no name of a loss: a lower-case letter, then also digits and underscores",
        ),
        (
            &["novel", "--family", "two", "--driver", "elementwise"],
            "there is no family \"two\", only regression, binary, classification, distributions, language, sequences, alignment, metric, generative, penalties",
        ),
        (
            &["novel", "--family", "binary", "--driver", "elementwise", "--args", "a: y[n]"],
            "--args: a: unknown role \"y[n]\"",
        ),
        (
            &["novel", "--family", "binary", "--driver", "elementwise", "--args", "a: x[n], n: size"],
            "--args: there is neither a gradient nor another output",
        ),
        (&["novel", "--family", "binary"], &format!("usage: {USAGE}")),
        (&["novel", "--family", "binary", "--shape"], &format!("usage: {USAGE}")),
        (&[], &format!("usage: {USAGE}")),
    ] {
        assert_eq!(copy.create(arguments).err().as_deref(), Some(sentence), "{arguments:?}");
    }
    let refusal = copy.create(&["novel", "--family", "binary", "--driver", "pointwise"]).err().unwrap_or_default();
    assert!(refusal.starts_with("--driver: unknown variant `pointwise`"), "{refusal}");
    assert_eq!(copy.read("losses/binary.toml")?, old);
    assert!(!copy.0.join("kernels/src/losses/binary/novel.rs").exists());
    Ok(())
}
