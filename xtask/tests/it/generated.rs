//! Generated files are what their sources say.

use std::process::Command;

#[test]
fn typed_names_of_fields_follow_the_definitions() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["fields", "--check"])
        .output()
        .expect("cargo has built the program for this test");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
}
