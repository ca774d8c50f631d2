//! A block of cells on its way into the lines of a form.

use std::collections::BTreeSet;

use catalog::{Field, Shape};
use kernel::{Currency, Result, Value};
use records::Cx;
use sheets::import::{Choice, MapColumn};
use sheets::pasting::{Head, PastedRow, Pasting};
use transfer::lines::{How, KIND, Pasted, ReadLine, pasted, proposed, read, untold};
use transfer::mapping::Target;
use transfer::options::{Column, NumberStyle, UnknownLink};
use transfer::prepare::Refusal;
use transfer::sniff::Header;
use ui::fields::{Form, is_numeric, typed_text, words};

use crate::errors::{Reader, sentence};

/// Lines that are shown before, however little there is to say about them.
const SHOWN: usize = 20;
/// Lines that are shown at most.
const MOST_SHOWN: usize = 200;
/// Cells of a column that are shown beside it.
const SAMPLES: usize = 3;

/// A block as it would be read.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The block.
    pub pasted: Pasted,
    /// Where its columns go.
    pub columns: Vec<Column>,
    /// Its lines.
    pub lines: Vec<ReadLine>,
    /// Whether somebody said or changed nothing, and nothing is left to be said.
    pub is_clear: bool,
}

/// What a form says about a block: `NAME.paste.…`.
struct Asked<'f> {
    form: &'f Form,
    name: &'f str,
}

impl<'f> Asked<'f> {
    fn get(&self, part: &str) -> Option<&'f str> {
        self.form.get(&format!("{}.paste.{part}", self.name))
    }
}

/// Whether a form brings a block along.
#[must_use]
pub fn has_block(form: &Form, name: &str) -> bool {
    let asked = Asked { form, name };
    ["text", "html"].iter().filter_map(|part| asked.get(part)).any(|text| !text.trim().is_empty())
}

/// Reads the block of a form; what somebody chose goes before what it looks like.
///
/// # Errors
/// `Invalid` when it is too much; when the database fails.
pub async fn look(
    cx: &Cx,
    (name, shape): (&str, &Shape),
    form: &Form,
    currency: Option<Currency>,
) -> Result<Look> {
    let asked = Asked { form, name };
    let cells = shape.as_module(&records::lines::hidden(cx, shape));
    let header = match asked.get("header") {
        Some("yes") => Some(Header::Present),
        Some("no") => Some(Header::Absent),
        _ => None,
    };
    let block = (asked.get("text").unwrap_or_default(), asked.get("html").unwrap_or_default());
    let pasted = pasted((&cx.catalog, &cells), block, header)?;
    let mut columns = proposed(cx, shape, &pasted).await?;
    for (at, column) in columns.iter_mut().enumerate() {
        if let Some(said) = asked.get(&format!("column.{at}")) {
            let is_known = said == KIND || cells.field(said).is_some();
            column.target = is_known.then(|| Target::field(said));
        }
        match asked.get("numbers") {
            Some("comma") => column.numbers = NumberStyle::Comma,
            Some("point") => column.numbers = NumberStyle::Point,
            _ => {}
        }
    }
    let how = How { shape, columns: &columns, currency, unknown: UnknownLink::Leave };
    let lines = read(cx, how, &pasted.rows).await?;
    let says_nothing = |line: &ReadLine| line.refusals.is_empty() && line.notes.is_empty();
    let is_clear = pasted.sniffed.format.has_header
        && !lines.is_empty()
        && lines.iter().all(says_nothing)
        && untold(cx, shape, (&pasted, &columns)).is_empty();
    Ok(Look { pasted, columns, lines, is_clear })
}

/// The currency of what a record holds.
#[must_use]
pub fn currency_of(values: &[Value]) -> Option<Currency> {
    values.iter().find_map(|value| match value {
        Value::Money(money) => Some(money.currency),
        _ => None,
    })
}

/// A line as pairs of a cell and what is typed in it; what could not be read stays as it stands.
#[must_use]
pub fn typed(reader: ui::Cx, shape: &Shape, line: &ReadLine) -> Vec<(String, String)> {
    let mut pairs = vec![("kind".to_owned(), line.line.kind.clone())];
    pairs.push(("id".to_owned(), line.line.id.to_string()));
    for field in shape.fields.iter().filter(|field| !field.computed) {
        let text = match line.unread.get(&field.name) {
            Some(unread) => unread.clone(),
            None => typed_text(reader, field, line.line.cell(&field.name)),
        };
        if !text.is_empty() {
            pairs.push((field.name.clone(), text));
        }
    }
    pairs
}

/// The page model of what stands below the lines.
#[must_use]
pub fn page(
    (cx, reader): (&Cx, ui::Cx),
    (name, shape, at): (&str, &Shape, &str),
    look: &Look,
) -> Pasting {
    let hidden = records::lines::hidden(cx, shape);
    let cells = shape.as_module(&hidden);
    let label = |field: &str| cx.text(&shape.key("field", field)).to_owned();
    let targets = cells.fields.iter().map(|field| (field.name.clone(), label(&field.name)));
    let kind = (KIND.to_owned(), cx.text("transfer.line_kind").to_owned());
    let told: BTreeSet<&str> = look
        .columns
        .iter()
        .filter_map(|column| Some(column.target.as_ref()?.field.as_str()))
        .collect();
    let shown: Vec<&Field> =
        cells.fields.iter().filter(|field| told.contains(field.name.as_str())).collect();
    let head = |field: &&Field| Head { label: label(&field.name), is_numeric: is_numeric(field) };
    let is_wrong = |line: &&ReadLine| !line.refusals.is_empty();
    let counts = (look.lines.len() as u64, look.lines.iter().filter(is_wrong).count() as u64);
    Pasting {
        name: name.to_owned(),
        at: at.to_owned(),
        text: look.pasted.text.clone(),
        problem: look.lines.is_empty().then(|| cx.text("ui.paste.none").to_owned()),
        choices: choices(cx, look),
        columns: columns(cx, look),
        targets: targets.chain([kind]).collect(),
        heads: shown.iter().map(head).collect(),
        rows: rows((cx, reader), shape, (look, &shown)),
        counts,
    }
}

fn choices(cx: &Cx, look: &Look) -> Vec<Choice> {
    let has_header = look.pasted.sniffed.format.has_header;
    let style = look.columns.first().map(|column| column.numbers).unwrap_or_default();
    let option =
        |code: &str, key: &str, is_on: bool| (code.to_owned(), cx.text(key).to_owned(), is_on);
    let choice = |name: &str, key: &str, options: Vec<_>| Choice {
        name: name.to_owned(),
        label: cx.text(key).to_owned(),
        options,
        problem: None,
    };
    vec![
        choice(
            "header",
            "web.import.header",
            vec![
                option("yes", "web.import.header_yes", has_header),
                option("no", "ui.paste.header_no", !has_header),
            ],
        ),
        choice(
            "numbers",
            "ui.paste.numbers",
            vec![
                option("comma", "ui.paste.numbers_comma", style == NumberStyle::Comma),
                option("point", "ui.paste.numbers_point", style == NumberStyle::Point),
            ],
        ),
    ]
}

fn columns(cx: &Cx, look: &Look) -> Vec<MapColumn> {
    let headings = &look.pasted.sniffed.headings;
    let mut called = transfer::computed::called(cx, headings).into_iter();
    let columns = look.columns.iter().enumerate().map(|(at, column)| {
        let cells = look.pasted.rows.iter().map(|row| row.cell(at).trim());
        let cells = cells.filter(|cell| !cell.is_empty()).take(SAMPLES);
        let cells: Vec<String> = cells.map(|cell| cell.chars().take(40).collect()).collect();
        MapColumn {
            heading: called.next().unwrap_or_default(),
            sample: cells.join(" · "),
            target: column.target.as_ref().map(|target| target.field.clone()).unwrap_or_default(),
        }
    });
    columns.collect()
}

fn rows(
    (cx, reader): (&Cx, ui::Cx),
    shape: &Shape,
    (look, shown): (&Look, &[&Field]),
) -> Vec<PastedRow> {
    let speaks = |line: &ReadLine| !line.refusals.is_empty() || !line.notes.is_empty();
    let lines = look.lines.iter().enumerate();
    let lines = lines.filter(|(at, line)| *at < SHOWN || speaks(line)).take(MOST_SHOWN);
    let said = |refusals: &[Refusal]| -> Vec<String> {
        let said = refusals.iter().map(|refusal| {
            let label = match refusal.problem.field.as_str() {
                KIND => cx.text("transfer.line_kind").to_owned(),
                field => cx.text(&shape.key("field", field)).to_owned(),
            };
            let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
            sentence(&reader, &label, &refusal.problem)
        });
        said.collect()
    };
    let row = |(_, line): (usize, &ReadLine)| PastedRow {
        at: line.at,
        kind: cx.text(&shape.key("kind", &line.line.kind)).to_owned(),
        cells: shown.iter().map(|field| cell(reader, field, line)).collect(),
        problems: said(&line.refusals),
        notes: said(&line.notes),
    };
    lines.map(row).collect()
}

/// A long cell is told by its beginning.
fn cell(reader: ui::Cx, field: &Field, line: &ReadLine) -> String {
    let text = match line.unread.get(&field.name) {
        Some(unread) => unread.clone(),
        None => words(reader, field, line.line.cell(&field.name)),
    };
    text.chars().take(120).collect()
}
