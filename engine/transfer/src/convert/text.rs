//! Texts of cells.

/// Signs with which a spreadsheet begins a formula (CWE-1236).
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell as a person meant it: without blanks around it, and without the apostrophe that keeps
/// a spreadsheet from taking it for a formula.
#[must_use]
pub fn tidy(cell: &str) -> &str {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match cell.strip_prefix('\'') {
        Some(rest) if is_guarded(cell) => rest,
        _ => cell,
    }
}

/// A text on one line.
pub fn one_line(text: &str) -> String {
    text.split(['\n', '\r', '\t', '\u{2028}'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// A text of several lines with plain line breaks.
pub fn many_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A cell that no spreadsheet takes for a formula; `tidy` undoes it.
#[must_use]
pub fn neutral(text: &str) -> String {
    let is_formula = text.starts_with(FORMULA) && !is_plain_number(text);
    if is_formula || is_guarded(text) { format!("'{text}") } else { text.to_owned() }
}

/// Apostrophes before a formula.
fn is_guarded(text: &str) -> bool {
    text.starts_with('\'') && text.trim_start_matches('\'').starts_with(FORMULA)
}

/// A negative number is data, not a formula.
fn is_plain_number(text: &str) -> bool {
    let body = text.strip_prefix('-').unwrap_or(text);
    let plain = |b: u8| b.is_ascii_digit() || b == b'.' || b == b',';
    body.starts_with(|c: char| c.is_ascii_digit()) && body.bytes().all(plain) && body != text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_texts_and_come_back() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+49 30 1", "'+49 30 1"),
            ("-2,50", "-2,50"),
            ("-1+1", "'-1+1"),
            ("@x", "'@x"),
            ("'=1", "''=1"),
            ("O'Neil", "O'Neil"),
            ("'s", "'s"),
            ("", ""),
        ] {
            assert_eq!(neutral(text), expected);
            assert_eq!(tidy(&neutral(text)), text);
        }
        assert_eq!(one_line("a\r\n b\n"), "a, b");
    }
}
