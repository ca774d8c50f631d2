//! Programs that look at papers.

use paper::{Paper, pdf};
use std::process::Command;

use crate::samples::made;

/// The paper as a file.
pub fn printed(paper: &Paper) -> Vec<u8> {
    pdf(paper, &made()).unwrap_or_else(|faults| panic!("{}: {faults:#?}", paper.title)).bytes
}

/// Runs a program on `paper.pdf` and gives what it says; it must succeed.
pub fn seen(bytes: &[u8], program: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("paper.pdf"), bytes).expect("a file");
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}; `cargo xtask test` installs it"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The text of each sheet, as it stands.
pub fn sheets(bytes: &[u8]) -> Vec<String> {
    let text = seen(bytes, "pdftotext", &["-layout", "paper.pdf", "-"]);
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// The text within a rectangle of the first sheet, in millimetres from its upper left corner.
pub fn within(bytes: &[u8], [left, top, width, height]: [u32; 4]) -> String {
    // 254 points an inch make one point a tenth of a millimetre.
    let tenths = |millimetres: u32| (millimetres * 10).to_string();
    let (x, y, w, h) = (tenths(left), tenths(top), tenths(width), tenths(height));
    let area = ["-r", "254", "-l", "1", "-x", &x, "-y", &y, "-W", &w, "-H", &h];
    let arguments = [&area[..], &["-layout", "paper.pdf", "-"]].concat();
    seen(bytes, "pdftotext", &arguments)
}

/// Fails unless all texts stand there, one after the other.
pub fn assert_order(text: &str, wanted: &[&str]) {
    let mut rest = text;
    for part in wanted {
        let Some((_, after)) = rest.split_once(part) else {
            panic!("{part:?} does not follow in:\n{text}");
        };
        rest = after;
    }
}
