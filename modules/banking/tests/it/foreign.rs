//! Programs of others that read what we write, and write what we read.

use std::io::Write;
use std::process::{Command, Stdio};

/// Validates against the official schema of ISO 20022 that `sepaxml` carries.
pub fn assert_valid(schema: &str, document: &str) {
    assert_fits("sepaxml", &format!("sepaxml/schemas/{schema}.xsd"), document.as_bytes());
}

/// Validates against a schema in a package of Python.
pub fn assert_fits(package: &str, schema: &str, document: &[u8]) {
    let said = python(include_str!("validate.py"), &[package, schema], document);
    assert_eq!(said.trim(), "valid", "{}", String::from_utf8_lossy(document));
}

/// What a script prints that reads `input`, with the packages that tests have.
pub fn python(script: &str, arguments: &[&str], input: &[u8]) -> String {
    let python = std::env::var("KONTOR_TEST_PYTHON")
        .expect("KONTOR_TEST_PYTHON names no Python with readers; run `cargo xtask test`");
    let mut command = Command::new(python);
    command.args(["-c", script]).args(arguments);
    String::from_utf8(output(&mut command, input)).unwrap()
}

/// What a program prints that reads `input`; it must end well.
pub fn output(command: &mut Command, input: &[u8]) -> Vec<u8> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} ended with {}: {complaint}", output.status);
    output.stdout
}
