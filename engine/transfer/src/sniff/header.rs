//! Whether the first row names the columns.

use crate::read::Row;

/// Tells whether a row names columns rather than being data: no name looks like a number, a day
/// or an address, and names that are there twice are not all there is.
#[must_use]
pub fn looks_like_header(first: &Row, others: &[Row]) -> bool {
    let mut names: Vec<String> = first.cells.iter().map(|cell| kernel::fold(cell.trim())).collect();
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    if names.is_empty() || names.iter().any(|name| looks_like_data(name)) {
        return false;
    }
    let n_columns = names.len();
    let filled = names.iter().filter(|name| !name.is_empty()).count();
    names.sort_unstable();
    names.dedup();
    let distinct = names.iter().filter(|name| !name.is_empty()).count();
    let again = |row: &Row| row.cells.iter().any(|cell| names.contains(&kernel::fold(cell.trim())));
    // A name that comes again as a value further down is a value here, too.
    let is_only_here = n_columns <= filled + 1 && !others.iter().take(20).any(again);
    3 < distinct || is_only_here && (distinct == filled || 1 < distinct)
}

fn looks_like_data(cell: &str) -> bool {
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
    cell.contains('@')
        || cell.contains("://")
        || cell.contains('\n')
        || 60 < cell.chars().count()
        || letters < digits
        || (digits == 0 && letters == 0 && !cell.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: &str) -> Row {
        Row { cells: line.split(';').map(str::to_owned).collect(), ..Row::default() }
    }

    #[test]
    fn headers_are_told_from_data() {
        for header in
            ["Name;Ort", "Vorname;Nachname;E-Mail 2: Adresse", "Name;Ort;;", "Name;Name;Budget"]
        {
            assert!(looks_like_header(&row(header), &[row("Meyer;Köln")]), "{header}");
        }
        for data in ["Meyer;50667", "a@b.de;Köln", "Meyer;Meyer", "Meyer;01.03.2026", ";;", "Ort;-"]
        {
            assert!(!looks_like_header(&row(data), &[row("Schulz;Bonn")]), "{data}");
        }
        assert!(!looks_like_header(&row("Meyer;Köln"), &[row("Schulz;Bonn"), row("Kunz;Köln")]));
    }
}
