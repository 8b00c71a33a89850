//! include/loss.h: what cbindgen makes of the sources, with the functions in learning order. It is checked in: no build
//! of the library needs cbindgen.

use crate::table::Loss;
use crate::{Outcome, stubs, write};
use std::path::Path;

/// Where the list of functions stands in the text of cbindgen.toml.
const LIST: &str = " * @FUNCTIONS@\n";
/// What stands before the first function.
const OPEN: &str = "#ifdef __cplusplus\nextern \"C\" {\n#endif // __cplusplus\n\n";
/// What stands behind the last.
const CLOSE: &str = "#ifdef __cplusplus\n}  // extern \"C\"\n#endif  // __cplusplus\n";
/// Columns of a banner.
const WIDTH: usize = 100;

/// What the sources make of the header.
fn text(root: &Path, losses: &[Loss]) -> Outcome<String> {
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml"))?;
    let bindings = cbindgen::Builder::new()
        .with_crate(root)
        .with_config(config)
        .generate()
        .map_err(|error| format!("cbindgen: {error}"))?;
    let mut text = Vec::new();
    bindings.write(&mut text);
    let text = String::from_utf8(text).map_err(|error| format!("cbindgen: {error}"))?;
    ordered(&text, losses)
}

/// Runtime first, then family by family; each with a banner.
fn ordered(text: &str, losses: &[Loss]) -> Outcome<String> {
    // Declarations before the functions have such a bracket as well.
    let (before, rest) = text.rsplit_once(OPEN).ok_or("cbindgen's header has no functions in extern \"C\"")?;
    let (functions, after) = rest.split_once(CLOSE).ok_or("cbindgen's header does not close extern \"C\"")?;
    if !before.contains(LIST) {
        return Err(format!("cbindgen.toml has no line {LIST:?}"));
    }
    let functions: Vec<&str> = functions.split_inclusive(";\n\n").collect();
    let of_loss = |function: &str, loss: &Loss| {
        loss.storages().any(|storage| {
            let named = |what: &str| function.contains(&format!(" loss_{}{what}_{}(", loss.name, storage.suffix));
            named("") || named("_workspace")
        })
    };
    let mut made = format!("{}{OPEN}", before.replace(LIST, &list(losses)));
    made += &banner("Runtime: version, errors, instruction sets, threads");
    made.extend(functions.iter().filter(|function| !losses.iter().any(|loss| of_loss(function, loss))).copied());
    for (family, losses) in stubs::families(losses) {
        made += &banner(family.title);
        for loss in losses {
            made.extend(functions.iter().filter(|function| of_loss(function, loss)).copied());
        }
    }
    Ok(format!("{made}{CLOSE}{after}"))
}

fn banner(title: &str) -> String {
    let line = "-".repeat(WIDTH.saturating_sub(title.len() + 7));
    format!("/* {title} {line} */\n\n")
}

/// All functions by family, for the top of the header.
fn list(losses: &[Loss]) -> String {
    let width = losses.iter().map(|loss| loss.name.len()).max().unwrap_or(0) + "loss_".len();
    let mut text = String::new();
    for (family, losses) in stubs::families(losses) {
        text += &format!(" *\n * {}\n", family.title);
        for loss in losses {
            let half = if loss.half { " [half]" } else { "" };
            text += &format!(" *   {:width$}  {}{half}\n", format!("loss_{}", loss.name), loss.title());
        }
    }
    text
}

pub fn generate(root: &Path, losses: &[Loss]) -> Outcome {
    write::file(&root.join("include/loss.h"), &text(root, losses)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A macro of any other name would be in the way of the programs that include the header.
    #[test]
    fn macros_have_the_prefix() {
        let text = include_str!("../../include/loss.h");
        let names = text.lines().filter_map(|line| line.strip_prefix("#define ")?.split([' ', '(']).next());
        let foreign: Vec<&str> = names.filter(|name| !name.starts_with("LOSS_")).collect();
        assert_eq!(foreign, [""; 0], "is a constant of the sources `pub`?");
    }

    #[test]
    fn header_is_current() -> Outcome {
        let root = crate::root()?;
        let made = text(root, &crate::table::read(root)?)?;
        // Compared as a whole, but not printed as a whole.
        let differs = include_str!("../../include/loss.h").lines().zip(made.lines()).find(|(old, new)| old != new);
        assert_eq!(differs, None, "include/loss.h is out of date: run `cargo xtask gen`");
        assert!(include_str!("../../include/loss.h") == made, "include/loss.h is out of date: run `cargo xtask gen`");
        Ok(())
    }
}
