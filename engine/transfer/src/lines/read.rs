//! From rows to lines: cells, kinds, and what cells are called that name other records.

use std::collections::{BTreeMap, BTreeSet};

use catalog::{Default, Field, FieldType, LineKind, Module, Shape};
use kernel::{Currency, FieldProblem, Language, Line, Result, Value};
use records::Cx;

use crate::convert::{self, Reading};
use crate::ids::Ids;
use crate::links;
use crate::mapping::plain;
use crate::options::{Column, UnknownChoice, UnknownLink};
use crate::prepare::{Name, Prepared, Refusal, column_of, prepare};
use crate::read::Row;

/// Name of the place for the kind of a line.
pub const KIND: &str = "kind";

/// How rows become lines.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// What cells are.
    pub shape: &'a Shape,
    /// Where columns go: names of cells, or `kind`.
    pub columns: &'a [Column],
    /// The currency of the record, where it is known.
    pub currency: Option<Currency>,
    /// Names that nothing has are refused, or become the text of their line.
    pub unknown: UnknownLink,
}

/// A line as it was read.
#[derive(Clone, Debug)]
pub struct ReadLine {
    /// Line of the file at which its row begins.
    pub at: usize,
    /// The line.
    pub line: Line,
    /// Cells that could not be read, as they stand in the file.
    pub unread: BTreeMap<String, String>,
    /// What is wrong with it.
    pub refusals: Vec<Refusal>,
    /// What is to be told though nothing is wrong: names that became text.
    pub notes: Vec<Refusal>,
}

/// Reads rows as lines; every problem of all of them is found at once.
///
/// # Errors
/// When the database fails.
pub async fn read(cx: &Cx, how: How<'_>, rows: &[Row]) -> Result<Vec<ReadLine>> {
    let reading = Reading {
        catalog: &cx.catalog,
        zone: &cx.locale.zone,
        today: cx.now().in_zone(&cx.locale.zone).0,
        currency: how.currency.unwrap_or(Currency::EUR),
        unknown_choice: UnknownChoice::Refuse,
    };
    let module = how.shape.as_module(&records::lines::hidden(cx, how.shape));
    let columns: Vec<Column> = how.columns.iter().map(|column| how.plain(column)).collect();
    let prepared = rows.iter().map(|row| prepare(&reading, &module, &columns, row));
    let mut prepared: Vec<Prepared> = prepared.collect();
    let rule = match how.unknown {
        UnknownLink::Refuse => UnknownLink::Refuse,
        UnknownLink::Leave | UnknownLink::Create => UnknownLink::Leave,
    };
    let ids = Ids::new(uuid::Uuid::nil(), cx.now());
    links::settle(cx, &module, rule, ids, &mut prepared).await?;
    let maker = Maker { cx, how, module: &module };
    Ok(rows.iter().zip(prepared).map(|(row, prepared)| maker.line(row, prepared)).collect())
}

impl How<'_> {
    /// Amounts are read apart, for their currency may stand beside them.
    fn plain(&self, column: &Column) -> Column {
        let is_amount =
            column.target.as_ref().is_some_and(|t| self.shape.amounts.contains(&t.field));
        match is_amount {
            true => Column { target: None, ..column.clone() },
            false => column.clone(),
        }
    }
}

struct Maker<'a> {
    cx: &'a Cx,
    how: How<'a>,
    module: &'a Module,
}

impl Maker<'_> {
    fn line(&self, row: &Row, mut prepared: Prepared) -> ReadLine {
        self.amounts(row, &mut prepared);
        let names = std::mem::take(&mut prepared.links);
        let filled: BTreeSet<&str> = prepared
            .values
            .keys()
            .map(String::as_str)
            .chain(names.iter().map(|name| name.field.as_str()))
            .chain(prepared.refusals.iter().map(|refusal| refusal.problem.field.as_str()))
            .collect();
        let kind = self.kind(row, &filled);
        let mut refusals = prepared.refusals.clone();
        let kind = kind.unwrap_or_else(|refusal| {
            refusals.push(refusal);
            self.usual()
        });
        let mut line = Line::of(kind.map_or("", |kind| kind.name.as_str()));
        for (name, value) in prepared.values {
            match kind.is_some_and(|kind| kind.has(&name)) {
                true => line.set(&name, value),
                false => refusals.push(self.unfit(kind, &name)),
            }
        }
        let unread = self.unread(row, &refusals);
        let notes: Vec<Refusal> = names.iter().map(|name| told(&mut line, self, name)).collect();
        self.start(&mut line, kind, &unread);
        refusals.extend(self.missing(&line, kind, &unread));
        ReadLine { at: row.line, line, unread, refusals, notes }
    }

    fn amounts(&self, row: &Row, prepared: &mut Prepared) {
        for (at, column) in self.how.columns.iter().enumerate() {
            let Some(name) = column.target.as_ref().map(|target| &target.field) else { continue };
            let is_amount = self.how.shape.amounts.contains(name);
            let Some(field) = self.module.field(name).filter(|_| is_amount) else { continue };
            match convert::amount((field, column), row.cell(at), self.how.currency) {
                Ok(Value::Empty) => {}
                Ok(value) => {
                    let problems = catalog::check_value(&self.cx.catalog, field, &value);
                    let wrong = problems.into_iter();
                    prepared
                        .refusals
                        .extend(wrong.map(|problem| Refusal { column: Some(at), problem }));
                    prepared.values.insert(name.clone(), value);
                }
                Err(problem) => prepared.refusals.push(Refusal { column: Some(at), problem }),
            }
        }
    }

    fn usual(&self) -> Option<&LineKind> {
        self.how.shape.kinds.iter().find(|kind| !kind.made)
    }

    /// What a row is: what its cell says, else the usual kind; a row without any number is one of
    /// the kinds that are not counted, where the others have numbers.
    fn kind(
        &self,
        row: &Row,
        filled: &BTreeSet<&str>,
    ) -> std::result::Result<Option<&LineKind>, Refusal> {
        let kinds = || self.how.shape.kinds.iter().filter(|kind| !kind.made);
        let column = column_of(self.how.columns, KIND);
        let said = column.map(|at| row.cell(at).trim()).filter(|said| !said.is_empty());
        if let Some(said) = said {
            let kind = kinds().find(|kind| self.is_called(kind, said));
            return kind.map(Some).ok_or_else(|| {
                let problem = FieldProblem::new(KIND, "not_in_list").with("value", said);
                Refusal { column, problem }
            });
        }
        let fits = |kind: &&LineKind| filled.iter().all(|name| kind.has(name));
        let bare = kinds().find(|kind| !kind.counted && fits(kind));
        let is_bare = self.has_numbers() && !filled.iter().any(|name| self.counts(name));
        Ok(bare.filter(|_| is_bare).or_else(|| self.usual()))
    }

    fn is_called(&self, kind: &LineKind, said: &str) -> bool {
        let texts = self.cx.catalog.texts();
        let key = self.how.shape.key("kind", &kind.name);
        let labels = Language::ALL.map(|language| texts.find(language, &key));
        plain(&kind.name) == plain(said)
            || labels.into_iter().flatten().any(|label| plain(label) == plain(said))
    }

    fn has_numbers(&self) -> bool {
        let targets = self.how.columns.iter().filter_map(|column| column.target.as_ref());
        targets.into_iter().any(|target| self.counts(&target.field))
    }

    /// Whether a cell is one of those that only counted lines are about.
    fn counts(&self, name: &str) -> bool {
        let is_source = self.how.shape.source.as_deref() == Some(name);
        let kind = self.module.field(name).map(|field| &field.kind);
        is_source || matches!(kind, Some(FieldType::Decimal { .. } | FieldType::Money))
    }

    fn unfit(&self, kind: Option<&LineKind>, name: &str) -> Refusal {
        let key = kind.map(|kind| self.how.shape.key("kind", &kind.name)).unwrap_or_default();
        let problem = FieldProblem::new(name, "not_of_kind").with("value", self.cx.text(&key));
        Refusal { column: column_of(self.how.columns, name), problem }
    }

    fn unread(&self, row: &Row, refusals: &[Refusal]) -> BTreeMap<String, String> {
        let cells = refusals.iter().filter_map(|refusal| {
            let field = self.module.field(&refusal.problem.field)?;
            let is_typed = !matches!(field.kind, FieldType::Link { .. });
            let text = row.cell(refusal.column?).trim();
            is_typed.then(|| (field.name.clone(), text.to_owned()))
        });
        cells.collect()
    }

    /// What nobody said begins as in a line that is added, unless it follows from what the line
    /// names.
    fn start(&self, line: &mut Line, kind: Option<&LineKind>, unread: &BTreeMap<String, String>) {
        let follows = self.follows(line);
        for field in &self.module.fields {
            let is_open = line.cell(&field.name).is_empty() && !unread.contains_key(&field.name);
            let is_its = kind.is_some_and(|kind| kind.has(&field.name));
            let Some(default @ Default::Fixed(_)) = &field.default else { continue };
            if is_open && is_its && !(follows && self.how.shape.filled.contains(&field.name)) {
                line.set(&field.name, records::starts_with(self.cx, field, default));
            }
        }
    }

    fn follows(&self, line: &Line) -> bool {
        self.how.shape.source.as_ref().is_some_and(|name| !line.cell(name).is_empty())
    }

    fn missing(
        &self,
        line: &Line,
        kind: Option<&LineKind>,
        unread: &BTreeMap<String, String>,
    ) -> Vec<Refusal> {
        let follows = self.follows(line);
        let is_missing = |field: &&Field| {
            field.required
                && kind.is_some_and(|kind| kind.has(&field.name))
                && line.cell(&field.name).is_empty()
                && !unread.contains_key(&field.name)
                && !(follows && self.how.shape.filled.contains(&field.name))
        };
        let missing = self.module.fields.iter().filter(is_missing).map(|field| Refusal {
            column: column_of(self.how.columns, &field.name),
            problem: FieldProblem::new(&field.name, "required"),
        });
        missing.collect()
    }
}

/// What is not found becomes the text of the line: its first short text that is free, else the
/// first line of its long one.
fn told(line: &mut Line, maker: &Maker<'_>, name: &Name) -> Refusal {
    let kind = maker.how.shape.kind(&line.kind);
    let has = |field: &&Field| kind.is_some_and(|kind| kind.has(&field.name));
    let fields = || maker.module.fields.iter().filter(has);
    let short = fields().find(|f| f.kind == FieldType::Text && line.cell(&f.name).is_empty());
    let long = fields().find(|field| field.kind == FieldType::LongText);
    match (short.filter(|field| field.required), long) {
        (Some(field), _) => line.set(&field.name, Value::text(&name.text)),
        (None, Some(field)) => {
            let said = line.cell(&field.name).as_text();
            let text = format!("{}\n{said}", name.text);
            line.set(&field.name, Value::text(text.trim_end()));
        }
        (None, None) => {}
    }
    let problem = FieldProblem::new(&name.field, "link_as_text").with("value", &name.text);
    Refusal { column: Some(name.column), problem }
}
