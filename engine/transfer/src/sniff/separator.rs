//! What stands between the cells of a file.

use kernel::Result;

use crate::options::{Encoding, Separator};
use crate::read::Rows;

/// Rows that are looked at.
const ROWS: usize = 100;

/// Finds the separator that cuts the head of a file into the most even rows.
///
/// # Errors
/// Never for a text in memory.
pub fn find(head: &str) -> Result<Separator> {
    if let Some(named) = named(head) {
        return Ok(named);
    }
    let mut best = (Separator::Semicolon, 0);
    for separator in Separator::ALL {
        let evenness = evenness(head, separator)?;
        if best.1 < evenness {
            best = (separator, evenness);
        }
    }
    Ok(best.0)
}

/// Spreadsheets write `sep=;` into the first line.
fn named(head: &str) -> Option<Separator> {
    let line = head.lines().next()?.to_ascii_lowercase();
    let sign = line.strip_prefix("sep=")?.chars().next()?;
    Separator::ALL.into_iter().find(|separator| separator.char() == sign)
}

/// How many rows have as many cells as the first one, weighed by how many that are.
fn evenness(head: &str, separator: Separator) -> Result<usize> {
    let mut rows = Rows::new(head.as_bytes(), Encoding::Utf8, separator)?;
    let mut widths = Vec::new();
    while widths.len() < ROWS
        && let Some(row) = rows.next_row()?
    {
        if !row.is_blank() {
            widths.push(row.cells.len());
        }
    }
    let Some(first) = widths.first().copied().filter(|first| 1 < *first) else { return Ok(0) };
    let alike = widths.iter().filter(|width| **width == first).count();
    Ok(alike * 1000 / widths.len() * 100 + first.min(99))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_told_apart() {
        for (head, expected) in [
            ("Name;Ort\nA, B und C;Köln\n", Separator::Semicolon),
            ("Name,Amount\n\"A; B\",\"1.250,00\"\n", Separator::Comma),
            ("Name\tOrt\nA, B\tKöln; Bonn\n", Separator::Tab),
            ("Name|Ort\nA|B\n", Separator::Bar),
            ("sep=,\nName;x,Ort\n", Separator::Comma),
            ("Name\nA\n", Separator::Semicolon),
            ("", Separator::Semicolon),
        ] {
            assert_eq!(find(head).expect("memory can be read"), expected, "{head}");
        }
    }
}
