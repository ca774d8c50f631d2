//! Reads a file back and holds it against the rules of its columns.

use encoding_rs::WINDOWS_1252;

use super::batch::MOST_ROWS;
use super::booking_columns::BOOKING;
use super::header::Category;
use super::party_columns::PARTY;
use super::rule::{Column, Rule};

/// A file that was read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Which table it holds.
    pub category: Category,
    /// The fields of its first line, without quotation marks.
    pub header: Vec<String>,
    /// The fields of its rows, without quotation marks.
    pub rows: Vec<Vec<String>>,
}

/// What is wrong with a file, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line, from one; zero when it concerns the file.
    pub line: usize,
    /// Column, from one; zero when it concerns the line.
    pub column: usize,
    /// What is wrong.
    pub kind: FaultKind,
}

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// A line does not end in CR LF.
    LineEnd,
    /// Quotation marks are missing, too many or not doubled.
    Quotes,
    /// A field of the first line is none that DATEV takes.
    Header,
    /// A column is called otherwise.
    Heading,
    /// There are more or fewer columns.
    Columns,
    /// The column does not take the value.
    Value,
    /// Something that must be there is not.
    Missing,
    /// The day lies outside of the period of the file.
    Period,
    /// The account has another length than the books.
    AccountLength,
    /// The file has more rows than DATEV takes.
    TooManyRows,
}

impl FaultKind {
    fn at(self, line: usize, column: usize) -> Fault {
        Fault { line, column, kind: self }
    }
}

/// Reads a file in Windows-1252, or says everything that is wrong with it.
pub fn check(bytes: &[u8]) -> Result<Checked, Vec<Fault>> {
    let (text, _, _) = WINDOWS_1252.decode(bytes);
    let mut faults = Vec::new();
    let lines = lines(&text, &mut faults);
    let header = lines.first().map(|line| fields(line, 1, &mut faults)).unwrap_or_default();
    let Some(category) = category(&header) else {
        faults.push(FaultKind::Header.at(1, 0));
        return Err(faults);
    };
    let columns: &[Column] = match category {
        Category::Parties => &PARTY,
        Category::Bookings => &BOOKING,
    };
    check_header(category, &header, &mut faults);
    check_headings(columns, lines.get(1).copied().unwrap_or_default(), &mut faults);
    let mut rows = Vec::new();
    for (n, line) in (3..).zip(lines.iter().skip(2)) {
        let row = fields(line, n, &mut faults);
        check_row(columns, &row, n, &mut faults);
        if row.len() == columns.len() {
            check_meaning(category, &header, &row, n, &mut faults);
        }
        rows.push(row.into_iter().map(|field| field.value).collect());
    }
    if MOST_ROWS < rows.len() {
        faults.push(FaultKind::TooManyRows.at(0, 0));
    }
    let header = header.into_iter().map(|field| field.value).collect();
    if faults.is_empty() { Ok(Checked { category, header, rows }) } else { Err(faults) }
}

struct Field {
    value: String,
    is_quoted: bool,
}

fn lines<'a>(text: &'a str, faults: &mut Vec<Fault>) -> Vec<&'a str> {
    let mut lines: Vec<&str> = text.split("\r\n").collect();
    if lines.pop() != Some("") {
        faults.push(FaultKind::LineEnd.at(lines.len() + 1, 0));
    }
    for (n, line) in (1..).zip(&lines) {
        if line.contains(['\r', '\n']) {
            faults.push(FaultKind::LineEnd.at(n, 0));
        }
    }
    lines
}

fn fields(line: &str, n: usize, faults: &mut Vec<Fault>) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(inside) => quoted(inside),
            None => {
                let end = rest.find(';').unwrap_or(rest.len());
                (Field { value: rest[..end].to_owned(), is_quoted: false }, &rest[end..])
            }
        };
        let has_marks = !field.is_quoted && field.value.contains('"');
        fields.push(field);
        if has_marks || !(after.is_empty() || after.starts_with(';')) {
            faults.push(FaultKind::Quotes.at(n, fields.len()));
            return fields;
        }
        match after.strip_prefix(';') {
            Some(next) => rest = next,
            None => return fields,
        }
    }
}

// The text up to its closing mark; what stands behind a lost one is no separator.
fn quoted(inside: &str) -> (Field, &str) {
    let mut value = String::new();
    let mut rest = inside;
    while let Some(end) = rest.find('"') {
        value.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(next) => {
                value.push('"');
                rest = next;
            }
            None => return (Field { value, is_quoted: true }, rest),
        }
    }
    (Field { value, is_quoted: true }, "\"")
}

fn category(header: &[Field]) -> Option<Category> {
    let begin: Vec<&str> = header.iter().take(5).map(|field| field.value.as_str()).collect();
    match begin.as_slice() {
        ["EXTF", "700", "21", "Buchungsstapel", "13"] => Some(Category::Bookings),
        ["EXTF", "700", "16", "Debitoren/Kreditoren", "5"] => Some(Category::Parties),
        _ => None,
    }
}

// The 31 fields of the first line: marks, and what they may hold.
fn check_header(category: Category, header: &[Field], faults: &mut Vec<Fault>) {
    if header.len() != 31 {
        faults.push(FaultKind::Columns.at(1, 0));
        return;
    }
    let quoted = [1, 4, 8, 9, 10, 17, 18, 22, 24, 27, 30, 31];
    for (column, field) in (1..).zip(header) {
        if field.is_quoted != quoted.contains(&column) {
            faults.push(FaultKind::Quotes.at(1, column));
        }
    }
    let number = |column: usize| header[column - 1].value.parse::<u32>().ok();
    let within = |column: usize, least: u32, most: u32| {
        number(column).is_some_and(|number| (least..=most).contains(&number))
    };
    let is_day = |column: usize| year_first(&header[column - 1].value).is_some();
    let is_time = |text: &str| text.len() == 17 && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut rules = vec![
        (6, is_time(&header[5].value)),
        (8, header[7].value.len() <= 2),
        (11, within(11, 1001, 9_999_999)),
        (12, within(12, 1, 99_999)),
        (13, is_day(13)),
        (14, within(14, 4, 8)),
        (17, header[16].value.chars().count() <= 30),
        (27, ["03", "04"].contains(&header[26].value.as_str())),
    ];
    if category == Category::Bookings {
        let is_ordered =
            header[14].value <= header[15].value && header[12].value <= header[14].value;
        rules.extend([
            (15, is_day(15)),
            (16, is_day(16) && is_ordered),
            (19, within(19, 1, 2)),
            (21, within(21, 0, 1)),
            (22, Rule::Capitals(3).takes(&header[21].value)),
        ]);
    }
    let broken = rules.into_iter().filter(|(_, holds)| !holds);
    faults.extend(broken.map(|(column, _)| FaultKind::Header.at(1, column)));
}

fn check_headings(columns: &[Column], line: &str, faults: &mut Vec<Fault>) {
    let names: Vec<&str> = line.split(';').collect();
    if names.len() != columns.len() {
        faults.push(FaultKind::Columns.at(2, 0));
    }
    for (n, (column, name)) in (1..).zip(columns.iter().zip(names)) {
        if column.name != name {
            faults.push(FaultKind::Heading.at(2, n));
        }
    }
}

fn check_row(columns: &[Column], row: &[Field], line: usize, faults: &mut Vec<Fault>) {
    if row.len() != columns.len() {
        faults.push(FaultKind::Columns.at(line, 0));
        return;
    }
    for (n, (column, field)) in (1..).zip(columns.iter().zip(row)) {
        if column.rule.is_quoted() != field.is_quoted {
            faults.push(FaultKind::Quotes.at(line, n));
        }
        if !column.rule.takes(&field.value) {
            faults.push(FaultKind::Value.at(line, n));
        }
    }
}

fn check_meaning(
    category: Category,
    header: &[Field],
    row: &[Field],
    line: usize,
    faults: &mut Vec<Fault>,
) {
    let value = |column: usize| row[column - 1].value.as_str();
    let needed: &[usize] = match category {
        Category::Parties => &[1],
        Category::Bookings => &[1, 2, 7, 8, 10],
    };
    for column in needed.iter().filter(|column| value(**column).is_empty()) {
        faults.push(FaultKind::Missing.at(line, *column));
    }
    let length = header.get(13).and_then(|field| field.value.parse::<usize>().ok()).unwrap_or(0);
    if category == Category::Parties {
        if value(1).len() != length + 1 {
            faults.push(FaultKind::AccountLength.at(line, 1));
        }
        return;
    }
    if value(1).bytes().all(|byte| [b'0', b','].contains(&byte)) {
        faults.push(FaultKind::Value.at(line, 1));
    }
    for column in [7, 8].into_iter().filter(|column| length + 1 < value(*column).len()) {
        faults.push(FaultKind::AccountLength.at(line, column));
    }
    if !is_in_period(header, value(10)) {
        faults.push(FaultKind::Period.at(line, 10));
    }
}

// `TTMM` has the year of the period, or the next one where the period goes over its end.
fn is_in_period(header: &[Field], day: &str) -> bool {
    let bound = |at: usize| header.get(at).and_then(|field| year_first(&field.value));
    let (Some(from), Some(to), Some((date, month))) =
        (bound(14), bound(15), day.split_at_checked(2))
    else {
        return false;
    };
    let years = [from / 10_000, to / 10_000];
    let Ok(rest) = format!("{month}{date}").parse::<u32>() else { return false };
    years.into_iter().any(|year| (from..=to).contains(&(year * 10_000 + rest)))
}

// `JJJJMMTT` as a number, which orders days.
fn year_first(text: &str) -> Option<u32> {
    let turned = format!("{}{}{}", text.get(6..8)?, text.get(4..6)?, text.get(..4)?);
    let is_day = text.len() == 8 && Rule::Day.takes(&turned);
    is_day.then(|| text.parse().ok())?
}
