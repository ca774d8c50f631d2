//! A table as rows of cells (RFC 4180, with any separator).

/// One row and where it begins.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Line of the file, from one.
    pub line: usize,
    /// Its cells without blanks around them.
    pub cells: Vec<String>,
}

/// The rows of a table; empty lines are none.
pub struct Rows<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    separator: char,
    line: usize,
}

impl<'a> Rows<'a> {
    pub fn new(text: &'a str, separator: char) -> Self {
        let rest = text.trim_start_matches('\u{feff}').chars().peekable();
        Rows { rest, separator, line: 1 }
    }

    fn cell(&mut self) -> (String, bool) {
        let mut cell = String::new();
        while self.rest.next_if(|c| *c == ' ').is_some() {}
        if self.rest.next_if_eq(&'"').is_some() {
            self.quoted(&mut cell);
        }
        loop {
            match self.rest.next() {
                None => return (trimmed(&cell), true),
                Some('\n') => {
                    self.line += 1;
                    return (trimmed(&cell), true);
                }
                Some(c) if c == self.separator => return (trimmed(&cell), false),
                Some('\r') => {}
                Some(c) => cell.push(c),
            }
        }
    }

    fn quoted(&mut self, cell: &mut String) {
        while let Some(c) = self.rest.next() {
            match c {
                '"' if self.rest.next_if_eq(&'"').is_some() => cell.push('"'),
                '"' => return,
                '\n' => {
                    self.line += 1;
                    cell.push(' ');
                }
                '\r' => {}
                c => cell.push(c),
            }
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        while self.rest.peek().is_some() {
            let line = self.line;
            let mut cells = Vec::new();
            loop {
                let (cell, is_last) = self.cell();
                cells.push(cell);
                if is_last {
                    break;
                }
            }
            if cells.iter().any(|cell| !cell.is_empty()) {
                return Some(Row { line, cells });
            }
        }
        None
    }
}

fn trimmed(cell: &str) -> String {
    cell.trim().to_owned()
}
