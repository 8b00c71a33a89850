//! The lists as they are, and the sentences about wrong ones.

use super::*;

#[test]
fn nothing_is_forgotten() -> Outcome {
    let root = crate::root()?;
    let problems = problems(root, &crate::table::read(root)?)?;
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
    Ok(())
}

/// What is said of a loss that is in the table alone.
#[test]
fn a_new_loss_is_missing_everywhere() -> Outcome {
    let root = crate::root()?;
    let mut losses = crate::table::read(root)?;
    let text = "[novel]\ndriver = \"elementwise\"\nargs = \"a: x[n], n: size, grad: d(a)\"\n";
    losses.extend(crate::table::entries(text, "regression")?);
    let problems = problems(root, &losses)?;
    for file in [
        "tests/golden does not have it: write its cases",
        "formulas/regression.py does not have it: write `@element(bounds=…, pytorch=…)` and under it `def novel(…):`",
        "tests/golden/regression.py does not have it: write `def novel(cases):`",
        "docs/accuracy.md does not have it",
        "bench/reference.c does not have it: write reference_novel",
        "docs/losses/regression.md does not have it: write a row with `loss_novel`",
        "no section of docs/losses/regression.md is about it",
        "docs/faq.md does not have it",
        "docs/tools/curves.py does not have it",
        "docs/pytorch.md does not have it",
        "bindings/python/libloss/torch/_functions.py does not have it",
    ] {
        let start = format!("novel: {file}");
        assert!(problems.iter().any(|problem| problem.starts_with(&start)), "{start}\n{}", problems.join("\n"));
    }
    Ok(())
}

/// A loss of rows has no entry in formulas/, and a place in each list of its own.
#[test]
fn a_new_loss_of_rows_is_missing_in_other_lists() -> Outcome {
    let root = crate::root()?;
    let mut losses = crate::table::read(root)?;
    let text = "[novel]\ndriver = \"row_sums\"\n\
                args = \"a: x[rows, classes], b: t[rows, classes], rows: size, classes: size, grad: d(a)\"\n";
    losses.extend(crate::table::entries(text, "distributions")?);
    let problems = problems(root, &losses)?;
    for file in [
        "tests/golden/make_golden.py does not have it",
        "tests/golden/check.py does not have it: write \"novel\" and PyTorch's own function into PYTORCH, or why not into WITHOUT_PYTORCH",
        "accuracy/losses.py does not have it: write \"novel\" and its bounds",
        "accuracy/losses.py does not have it: write \"novel\" into ROWWISE",
        "bench/contestants.py does not have it",
    ] {
        let start = format!("novel: {file}");
        assert!(problems.iter().any(|problem| problem.starts_with(&start)), "{start}\n{}", problems.join("\n"));
    }
    assert!(!problems.iter().any(|problem| problem.contains("@element")), "{}", problems.join("\n"));
    Ok(())
}

/// What is said of lists that name a loss that was removed.
#[test]
fn a_removed_loss_is_named_by_no_list() -> Outcome {
    let root = crate::root()?;
    let mut losses = crate::table::read(root)?;
    losses.retain(|loss| loss.name != "rmse");
    let problems = problems(root, &losses)?;
    for file in [
        "tests/golden names it",
        "tests/golden/make_golden.py names it",
        "WITHOUT_PYTORCH in tests/golden/check.py names it",
        "ROWS in tests/golden/losses.py names it",
        "POINTWISE in tests/golden/losses.py names it",
        "accuracy/losses.py names it",
        "docs/accuracy.md names it",
        "bench/reference.c names it",
        "bench/contestants.py names it",
        "the table of docs/losses/regression.md names it",
        "docs/faq.md names it",
        "docs/tools/curves.py names it",
        "docs/pytorch.md names it",
        "bindings/python/libloss/torch/_functions.py names it",
    ] {
        let start = format!("rmse: {file}, and losses/*.toml does not");
        assert!(problems.iter().any(|problem| problem.starts_with(&start)), "{start}\n{}", problems.join("\n"));
    }
    Ok(())
}

/// What is said of an entry of formulas/ whose loss was removed, and of one in the file of another family.
#[test]
fn an_entry_belongs_to_a_loss_of_its_family() -> Outcome {
    let root = crate::root()?;
    let mut losses = crate::table::read(root)?;
    losses.retain(|loss| loss.name != "huber");
    losses.iter_mut().filter(|loss| loss.name == "hinge").for_each(|loss| loss.family = "regression");
    let problems = problems(root, &losses)?;
    for sentence in [
        "huber: formulas/regression.py names it, and losses/*.toml does not: remove it there",
        "hinge: formulas/binary.py has it: move it to formulas/regression.py",
    ] {
        assert!(problems.iter().any(|problem| problem == sentence), "{sentence}\n{}", problems.join("\n"));
    }
    Ok(())
}

/// What is said of a loss whose driver no fuzz target calls, in a folder where none does.
#[test]
fn a_driver_without_a_fuzz_target_is_missing() -> Outcome {
    let root = std::env::temp_dir().join(format!("libloss-listed-{}", std::process::id()));
    let explain = |error: std::io::Error| error.to_string();
    for folder in ["fuzz/targets", "fuzz/corpus"] {
        fs::create_dir_all(root.join(folder)).map_err(explain)?;
    }
    fs::write(root.join("fuzz/Cargo.toml"), "bin = []\n").map_err(explain)?;
    let losses =
        crate::table::entries("[a]\ndriver = \"penalty\"\nargs = \"x: x[n], n: size, grad: d(x)\"\n", "penalties")?;
    let mut check =
        Check { root: &root, functions: &losses, losses: &losses, of_elements: Vec::new(), problems: Vec::new() };
    let outcome = check.fuzzing();
    fs::remove_dir_all(&root).map_err(explain)?;
    outcome?;
    let missing = "a: no file of fuzz/targets calls its driver: write Driver::Penalty into the list of one";
    assert_eq!(check.problems, [missing]);
    Ok(())
}

#[test]
fn a_list_and_its_reasons_exclude_each_other() -> Outcome {
    let losses = crate::table::entries(
        "[a]\ndriver = \"penalty\"\nargs = \"x: x[n], n: size, grad: d(x)\"\n\
         [b]\ndriver = \"penalty\"\nargs = \"x: x[n], n: size, grad: d(x)\"\n",
        "penalties",
    )?;
    let mut check = Check {
        root: Path::new(""),
        functions: &losses,
        losses: &losses,
        of_elements: Vec::new(),
        problems: Vec::new(),
    };
    let reason = |name: &str, reason: &str| (name.to_owned(), reason.to_owned());
    check.hold(&List {
        file: "file",
        names: vec!["a".to_owned(), "a".to_owned(), "d".to_owned()],
        reasons: Some(("WHY", vec![reason("a", "\"it is\""), reason("b", "\"\""), reason("c", "\"it is\"")])),
        write: "NAME",
    });
    let mut expected = [
        "a: file has it, so remove the reason why not from WHY",
        "a: file names it twice: remove one",
        "d: file names it, and losses/*.toml does not: remove it there",
        "b: WHY in file gives no reason: write one",
        "c: WHY in file names it, and losses/*.toml does not: remove it there",
    ];
    expected.sort_unstable();
    check.problems.sort();
    assert_eq!(check.problems, expected);
    Ok(())
}

#[test]
fn drivers_and_references_are_read() {
    assert_eq!(drivers_of("use D::{A, B};\nrun(&[A, Driver::B], bytes)"), ["A", "B"]);
    assert_eq!(drivers_of("run(\n    &[\n        A,\n        B,\n    ],\n    bytes\n)"), ["A", "B"]);
    assert_eq!(Driver::parse("RowSums"), Some(Driver::RowSums));
    assert_eq!((Driver::parse("row_sums"), Driver::parse("Rows")), (None, None));
    assert!(mentions("loss_mse_f32(", "mse") && mentions("`l1`, mse", "mse") && mentions("(curves/mse.svg)", "mse"));
    assert!(!mentions("loss_rmse and loss_mse_weighted", "mse"));
    let text =
        "@x(bounds=1)\ndef a(x): ...\n\n@element(\n    bounds=(1, 2),\n)\ndef b(x): ...\n@element()\ndef c(x): ...\n";
    assert_eq!(decorated(text).iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["b", "c"]);
    assert!(decorated(text)[0].1.contains("bounds=") && !decorated(text)[1].1.contains("bounds="));
    let text = "#define EACH(name, ...)\nEACH(mse, 1.0, l)\n    EACH(no, 1)\nsums reference_nll(const piece *p)\n";
    assert_eq!(references(text), ["mse", "nll"]);
}
