//! Columns that formulas make of the others of a row.
//!
//! They stand behind those of the file and go wherever these can go. Formulas call a column by its
//! heading in plain letters; `width.number` and `begin.date` are what a cell means.

use std::borrow::Cow;

use formula::{FUNCTIONS, Formula, FormulaError, Kind, Names, Present, Purpose};
use kernel::{Error, FieldProblem, Result, Value};
use records::Cx;

use crate::convert::{self, Reading};
use crate::decide::reading;
use crate::options::{Column, NumberStyle, Options};
use crate::prepare::Refusal;
use crate::read::Row;

/// Computed columns at most.
pub const MOST: usize = 30;
/// Bytes of all computed cells of a row at most.
const LONGEST: usize = 100_000;

/// What formulas call the columns of a file.
#[must_use]
pub fn names(headings: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (at, heading) in headings.iter().enumerate() {
        let words: Vec<String> = kernel::words(heading)
            .into_iter()
            .filter(|word| word.chars().all(|c| c.is_ascii_alphanumeric()))
            .collect();
        let name = words.join("_");
        // A word of the language, or what begins with a digit, cannot be a name.
        let alone = std::slice::from_ref(&name);
        let is_name = Formula::kind_of(&name, &Columns(alone)) == Ok(Kind::Text);
        let is_free = is_name && !names.contains(&name);
        names.push(if is_free { name } else { format!("column_{}", at + 1) });
    }
    names
}

/// A new column for a formula: its numbers and days are written as everybody reads them.
#[must_use]
pub fn column() -> Column {
    Column { numbers: NumberStyle::Point, ..Column::default() }
}

/// What of a cell a formula reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aspect {
    Text,
    Number,
    Date,
}

/// What names in formulas mean in a file.
struct Columns<'a>(&'a [String]);

impl Columns<'_> {
    fn find(&self, path: &[String]) -> Option<(usize, Aspect)> {
        let (name, aspect) = match path {
            [name] => (name, Aspect::Text),
            [name, word] => match word.as_str() {
                "number" => (name, Aspect::Number),
                "date" => (name, Aspect::Date),
                _ => return None,
            },
            _ => return None,
        };
        let at = self.0.iter().position(|known| known.eq_ignore_ascii_case(name))?;
        Some((at, aspect))
    }
}

impl Names for Columns<'_> {
    fn kind(&self, path: &[String]) -> std::result::Result<Kind, &'static str> {
        match self.find(path) {
            Some((_, Aspect::Text)) => Ok(Kind::Text),
            Some((_, Aspect::Number)) => Ok(Kind::Number),
            Some((_, Aspect::Date)) => Ok(Kind::Date),
            None => Err("formula_unknown_column"),
        }
    }

    fn has_code(&self, _: &str, _: &str) -> bool {
        false
    }
}

struct One {
    formula: Formula,
    reads: Vec<(usize, Aspect)>,
}

impl One {
    /// What it reads of a row; cells that cannot be read are refused.
    fn values(
        &self,
        row: &Row,
        read: (&Reading<'_>, &[Column]),
        refusals: &mut Vec<Refusal>,
    ) -> Vec<Value> {
        let value = |(at, aspect): &(usize, Aspect)| {
            cell(row, (*at, *aspect), read).unwrap_or_else(|problem| {
                refusals.push(Refusal { column: Some(*at), problem });
                Value::Empty
            })
        };
        self.reads.iter().map(value).collect()
    }
}

/// The computed columns of a file.
pub struct Computed {
    all: Vec<One>,
    /// Columns of the file.
    n_own: usize,
}

impl Computed {
    /// Reads the formulas of an import.
    ///
    /// # Errors
    /// `Invalid` at `computed.N` with what is wrong and its place.
    pub fn new(options: &Options) -> Result<Self> {
        let mut all = Vec::new();
        for (at, text) in options.computed.iter().enumerate() {
            let one = read(&options.names, text);
            let field = format!("computed.{at}");
            all.push(one.map_err(|error| Error::Invalid(vec![error.at(&field)]))?);
        }
        if all.len() > MOST {
            return Err(Error::invalid("columns", "computed_many"));
        }
        Ok(Computed { all, n_own: options.n_own() })
    }

    /// A row with its computed cells, and what could not be computed.
    #[must_use]
    pub fn extended<'r>(
        &self,
        row: &'r Row,
        (reading, columns): (&Reading<'_>, &[Column]),
        cx: &Cx,
    ) -> (Cow<'r, Row>, Vec<Refusal>) {
        if self.all.is_empty() {
            return (Cow::Borrowed(row), Vec::new());
        }
        let (mut refusals, mut n_bytes) = (Vec::new(), 0);
        let mut extended = row.clone();
        extended.limit_to(self.n_own);
        extended.cells.resize(self.n_own, String::new());
        for (at, one) in self.all.iter().enumerate() {
            // What goes nowhere keeps no row from being saved.
            let goes = columns.get(self.n_own + at).is_some_and(|column| column.target.is_some());
            let n_before = refusals.len();
            let values = one.values(row, (reading, columns), &mut refusals);
            let present = Present { now: cx.now(), locale: &cx.locale };
            let answer = one.formula.answer(&values, &present);
            let mut refuse = |problem| {
                refusals.push(Refusal { column: Some(self.n_own + at), problem });
            };
            if let Some(reason) = answer.reason {
                let key = format!("formula.reason.{reason}");
                let why = cx.text(&key);
                refuse(FieldProblem::new("", "not_computed").with("reason", why));
            }
            let mut cell = written(&answer.value);
            if LONGEST < n_bytes + cell.len() {
                refuse(FieldProblem::new("", "computed_long").with("max", LONGEST));
                cell.clear();
            }
            n_bytes += cell.len();
            extended.cells.push(cell);
            refusals.truncate(if goes { refusals.len() } else { n_before });
        }
        (Cow::Owned(extended), refusals)
    }
}

fn read(names: &[String], text: &str) -> std::result::Result<One, FormulaError> {
    let columns = Columns(names);
    let kind = Formula::kind_of(text, &columns)?;
    let formula = Formula::read(text, &columns, &kind, Purpose::Asked)?;
    let reads = formula.paths.iter().filter_map(|path| columns.find(path)).collect();
    Ok(One { formula, reads })
}

fn cell(
    row: &Row,
    (at, aspect): (usize, Aspect),
    (reading, columns): (&Reading<'_>, &[Column]),
) -> std::result::Result<Value, FieldProblem> {
    let text = convert::tidy(row.cell(at));
    if text.is_empty() {
        return Ok(Value::Empty);
    }
    let usual = Column::default();
    let column = columns.get(at).unwrap_or(&usual);
    let read = match aspect {
        Aspect::Text => return Ok(Value::text(text)),
        Aspect::Number => convert::number_of(reading, column, text),
        Aspect::Date => convert::day_of(reading, column, text),
    };
    let shown: String = text.chars().take(60).collect();
    read.map_err(|code| FieldProblem::new("", code).with("value", shown))
}

/// An answer as a cell.
fn written(value: &Value) -> String {
    match value {
        Value::Money(money) => format!("{} {}", money.amount, money.currency.code()),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.into(),
        Value::Instant(at) => at.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Duration(seconds) => {
            format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
        value => catalog::plain_text(value),
    }
}

/// What the computed columns hold in some rows; what cannot be computed is left out.
#[must_use]
pub fn sampled(cx: &Cx, options: &Options, rows: &[Row]) -> Vec<Vec<String>> {
    let reading = reading(cx, options);
    let of_one = |text: &String| {
        let Ok(one) = read(&options.names, text) else { return Vec::new() };
        let computed = Computed { all: vec![one], n_own: options.n_own() };
        let cell = |row: &Row| {
            let (row, _) = computed.extended(row, (&reading, &options.columns), cx);
            row.cell(options.n_own()).to_owned()
        };
        rows.iter().map(cell).filter(|cell| !cell.is_empty()).collect()
    };
    options.computed.iter().map(of_one).collect()
}

/// A word that formulas over columns can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What is written.
    pub text: String,
    /// What it means, in the reader's language.
    pub label: String,
    /// How it is written as a whole, for functions.
    pub example: &'static str,
}

/// The columns of a file and all functions.
#[must_use]
pub fn words(cx: &Cx, headings: &[String]) -> Vec<Word> {
    let columns = names(headings).into_iter().zip(called(cx, headings));
    let columns = columns.map(|(text, label)| Word { text, label, example: "" });
    let functions = FUNCTIONS.iter().map(|function| Word {
        text: format!("{}(", function.name()),
        label: cx.text(&format!("formula.function.{}", function.name())).to_owned(),
        example: function.example(),
    });
    columns.chain(functions).collect()
}

/// What a person is told the columns of a file are called: a heading that is there again says
/// which one it is, and a column without one goes by its place.
#[must_use]
pub fn called(cx: &Cx, headings: &[String]) -> Vec<String> {
    let name = |(at, heading): (usize, &String)| {
        if heading.is_empty() {
            let (texts, n) = (cx.catalog.texts(), (at + 1).to_string());
            return texts.fill(cx.locale.language, "transfer.column", &[("n", &n)]);
        }
        match headings[..at].iter().filter(|before| *before == heading).count() {
            0 => heading.clone(),
            n => format!("{heading} ({})", n + 1),
        }
    };
    headings.iter().enumerate().map(name).collect()
}

/// What the columns of a file are called, with those of its computed columns.
#[must_use]
pub fn with_headings(cx: &Cx, headings: &[String], options: &Options) -> Vec<String> {
    let mut own = headings.to_vec();
    own.resize(options.n_own().max(headings.len()), String::new());
    let mut all = called(cx, &own);
    all.extend(options.computed.iter().map(|text| format!("= {text}")));
    all
}
