//! One row of a file, with what was wrong with it.

/// Something wrong with the shape of a row; its text key is `transfer.fault.CODE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A cell begins with a quotation mark and never ends.
    OpenText,
    /// The row has more filled cells than the header.
    TooManyCells,
    /// Bytes were no characters of the encoding.
    BrokenCharacters,
    /// The row is longer than any real one.
    TooLong,
    /// More rows than a record has lines are one record.
    TooManyLines,
}

impl Fault {
    /// Code of the fault.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Fault::OpenText => "open_text",
            Fault::TooManyCells => "too_many_cells",
            Fault::BrokenCharacters => "broken_characters",
            Fault::TooLong => "row_too_long",
            Fault::TooManyLines => "too_many_lines",
        }
    }
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Line of the file at which it begins, from 1.
    pub line: usize,
    /// Its cells, without quotation marks around them.
    pub cells: Vec<String>,
    /// What was wrong with its shape.
    pub faults: Vec<Fault>,
    /// Rows of the same record that follow, each with one of its lines.
    pub more: Vec<Row>,
}

impl Row {
    /// Tells whether no cell holds anything.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// A cell; one that the row does not have holds nothing.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Notes that cells are filled for which there is no column.
    pub fn limit_to(&mut self, columns: usize) {
        let beyond = self.cells.iter().skip(columns);
        if beyond.into_iter().any(|cell| !cell.trim().is_empty()) {
            self.faults.push(Fault::TooManyCells);
        }
    }
}
