//! A Python with packages of others that know the formats.

use std::process::Command;

/// What a script prints, with the packages that tests have.
pub fn python(script: &str, arguments: &[&str]) -> String {
    let python = std::env::var("KONTOR_TEST_PYTHON")
        .expect("KONTOR_TEST_PYTHON names no Python with readers; run `cargo xtask test`");
    let output = Command::new(python).args(["-c", script]).args(arguments).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {complaint}", output.status);
    String::from_utf8(output.stdout).unwrap()
}
