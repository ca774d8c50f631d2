//! Writing CSV (RFC 4180) that no spreadsheet takes for formulas.

use crate::convert::neutral;

/// Bytes at the beginning that tell spreadsheets that a file is UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One line with its line break.
#[must_use]
pub fn line<T: AsRef<str>>(cells: &[T], separator: char) -> String {
    let mut line = String::new();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push(separator);
        }
        push(&mut line, &neutral(cell.as_ref()), separator);
    }
    line.push_str("\r\n");
    line
}

fn push(line: &mut String, cell: &str, separator: char) {
    let plain = !cell.contains(['"', '\n', '\r', separator])
        && !cell.starts_with(' ')
        && !cell.ends_with(' ');
    if plain {
        line.push_str(cell);
        return;
    }
    line.push('"');
    line.push_str(&cell.replace('"', "\"\""));
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_guarded() {
        assert_eq!(
            line(&["a", "b;c", "d \"e\"", "=1+1", "x\ny", "", "-5", " f"], ';'),
            "a;\"b;c\";\"d \"\"e\"\"\";'=1+1;\"x\ny\";;-5;\" f\"\r\n"
        );
    }
}
