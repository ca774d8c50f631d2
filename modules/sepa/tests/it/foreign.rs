//! Schemas of others that our files must fit.

use std::io::Write;
use std::process::{Command, Stdio};

/// Validates against the official schema of ISO 20022 that `sepaxml` carries.
pub fn assert_valid(schema: &str, document: &[u8]) {
    let python = std::env::var("KONTOR_TEST_PYTHON")
        .expect("KONTOR_TEST_PYTHON names no Python with readers; run `cargo xtask test`");
    let script = include_str!("../../../banking/tests/it/validate.py");
    let schema = format!("sepaxml/schemas/{schema}.xsd");
    let mut command = Command::new(python);
    command.args(["-c", script, "sepaxml", &schema]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("Python runs");
    child.stdin.take().expect("a pipe").write_all(document).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    let text = String::from_utf8_lossy(document);
    assert_eq!(said.trim(), "valid", "{complaint}\n{text}");
}
