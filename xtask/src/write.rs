//! Writes generated files.

use crate::Outcome;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Writes a file if it differs, so that nothing is rebuilt for nothing, and then says so.
pub fn file(path: &Path, text: &str) -> Outcome {
    let explain = |error: std::io::Error| format!("{}: {error}", path.display());
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(explain)?;
    }
    fs::write(path, text).map_err(explain)?;
    let root = crate::root()?;
    println!("wrote {}", path.strip_prefix(root).unwrap_or(path).display());
    Ok(())
}

/// Writes a Rust file as rustfmt wants it.
pub fn rust(path: &Path, text: &str) -> Outcome {
    let config = concat!(env!("CARGO_MANIFEST_DIR"), "/../rustfmt.toml");
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--config-path", config])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("rustfmt: {error}"))?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes()).map_err(|error| format!("rustfmt: {error}"))?;
    }
    let output = child.wait_with_output().map_err(|error| format!("rustfmt: {error}"))?;
    if !output.status.success() {
        return Err(format!("rustfmt refused {}", path.display()));
    }
    file(path, &String::from_utf8_lossy(&output.stdout))
}

/// Replaces the lines between two of a file's lines, which stay.
pub fn between(path: &Path, [open, close]: [&str; 2], text: &str) -> Outcome {
    let old = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let open = format!("{open}\n");
    let (Some(start), Some(end)) = (old.find(&open), old.find(close)) else {
        return Err(format!("{} has no lines {open}{close}", path.display()));
    };
    file(path, &format!("{}{open}{text}{}", &old[..start], &old[end..]))
}
