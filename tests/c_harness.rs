//! The C harness, compiled here and linked with the static library of this test run: `cargo test` alone runs the C tests.
//! `make ctests` runs them with the released libraries, and the other C programs.
#![cfg(target_os = "linux")]

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The triple that the tests run on.
fn host() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("-vV").output().expect("rustc runs");
    let said = String::from_utf8(said.stdout).expect("rustc writes UTF-8");
    said.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host").to_owned()
}

#[test]
fn c_harness_passes() {
    if env::var_os("LOSS_TEST_WITHOUT_C").is_some() {
        eprintln!("SKIPPED: the C harness, as LOSS_TEST_WITHOUT_C says");
        return;
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("c_harness");
    let host = host();
    let compiler = |out: PathBuf| {
        let mut build = cc::Build::new();
        build
            .cargo_metadata(false)
            .cargo_warnings(false)
            .target(&host)
            .host(&host)
            .opt_level(1)
            .debug(true)
            .out_dir(out);
        if cfg!(debug_assertions) {
            // Code that is not optimised in full needs more stack. `make ctests` holds the released library to its word.
            build.define("SMALL_STACK", "(256 * 1024)");
        }
        build.std("c11").warnings(true).extra_warnings(true).warnings_into_errors(true).include(root.join("include"));
        build
    };

    let mut objects = Vec::new();
    for line in include_str!("../ctests/harness.txt").lines() {
        let mut words = line.split_whitespace();
        let file = root.join("ctests").join(words.next().expect("a line begins with a file")).with_extension("c");
        let kinds: Vec<&str> = words.collect();
        if kinds.is_empty() {
            objects.extend(compiler(folder.join("once")).file(&file).compile_intermediates());
        }
        for bits in kinds {
            let mut build = compiler(folder.join(bits));
            objects.extend(build.define("REAL_BITS", bits).file(&file).compile_intermediates());
        }
    }

    // Cargo puts the library next to the tests that are linked with it.
    let library = env::current_exe().expect("a test has a file").with_file_name("libloss.a");
    let makefile = include_str!("../Makefile");
    let private =
        makefile.lines().find_map(|line| line.strip_prefix("LIBS_PRIVATE := ")).expect("the Makefile has them");
    let program = folder.join("harness");
    let mut link = compiler(folder.clone()).get_compiler().to_command();
    link.args(&objects).arg(library).args(private.split(' ')).arg("-o").arg(&program);
    assert!(link.status().expect("a C compiler runs").success(), "the harness could not be linked");
    let ran = Command::new(&program).output().expect("the harness runs");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{}: {said}", ran.status);
    assert!(said.contains(" 0 failed"), "{said}");
}
