//! Which column of a block is which cell: by its heading, else by what stands in it.

use catalog::{Field, FieldType, Module, Shape};
use kernel::{Language, Result};
use records::Cx;

use super::Pasted;
use crate::convert;
use crate::links;
use crate::mapping::{Target, plain, propose};
use crate::options::{Column, NumberStyle};
use crate::prepare::Name;

/// Proposes a cell for every column, and how its numbers are read: a block is written in one
/// style, and where nothing shows it, in the one of the reader.
///
/// # Errors
/// When the database fails.
pub async fn proposed(cx: &Cx, shape: &Shape, pasted: &Pasted) -> Result<Vec<Column>> {
    let module = shape.as_module(&records::lines::hidden(cx, shape));
    let mut columns = propose(&cx.catalog, &module, &pasted.sniffed);
    let guess = Guess { cx, shape, module: &module, pasted };
    if !pasted.sniffed.format.has_header {
        columns.iter_mut().for_each(|column| column.target = None);
        guess.by_content(&mut columns).await?;
    }
    let style = guess.style();
    columns.iter_mut().for_each(|column| column.numbers = style);
    Ok(columns)
}

/// Columns that hold something and go nowhere, beside those that only count and those that follow
/// from others anyway.
#[must_use]
pub fn untold(cx: &Cx, shape: &Shape, (pasted, columns): (&Pasted, &[Column])) -> Vec<usize> {
    let module = shape.as_module(&[]);
    let guess = Guess { cx, shape, module: &module, pasted };
    let left = columns.iter().enumerate().filter(|(_, column)| column.target.is_none());
    let is_told =
        |at: &usize| matches!(guess.look(*at), Look::Blank | Look::Counting) || guess.follows(*at);
    left.map(|(at, _)| at).filter(|at| !is_told(at)).collect()
}

struct Guess<'a> {
    cx: &'a Cx,
    shape: &'a Shape,
    module: &'a Module,
    pasted: &'a Pasted,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Blank,
    /// One after the other from one on: it only counts.
    Counting,
    Share,
    /// Numbers with a currency or with places.
    Amount,
    Whole,
    /// One word with a figure in it, each time another one.
    Code,
    Words,
}

/// A look of columns, and which cells have it.
type Wish = (&'static [Look], fn(&Shape, &Field) -> bool);

/// What is looked for, in this order.
const WISHES: [Wish; 6] = [
    (&[Look::Code], |shape, field| shape.source.as_ref() == Some(&field.name)),
    (&[Look::Share], |_, field| field.kind == FieldType::Percent),
    (&[Look::Whole, Look::Amount], |shape, field| is_number(field) && !is_amount(shape, field)),
    (&[Look::Amount, Look::Whole], is_amount),
    (&[Look::Words, Look::Code], |_, field| field.kind == FieldType::Text),
    (&[Look::Words], |_, field| field.kind == FieldType::LongText),
];

impl Guess<'_> {
    fn style(&self) -> NumberStyle {
        let cells = self.pasted.sniffed.sample.iter().flat_map(|row| row.cells.iter());
        let own = match self.cx.locale.formats.number.point() {
            '.' => NumberStyle::Point,
            _ => NumberStyle::Comma,
        };
        convert::leaning(cells.map(String::as_str)).unwrap_or(own)
    }

    /// Whether a heading names a cell that rules fill.
    fn follows(&self, at: usize) -> bool {
        let Some(heading) = self.pasted.sniffed.headings.get(at).map(|text| plain(text)) else {
            return false;
        };
        let texts = self.cx.catalog.texts();
        let is_called = |field: &Field| {
            let key = self.shape.key("field", &field.name);
            let labels = Language::ALL.map(|language| texts.find(language, &key));
            let own = field.headings.iter().map(String::as_str);
            labels.into_iter().flatten().chain(own).any(|name| plain(name) == heading)
        };
        !heading.is_empty() && self.shape.fields.iter().any(|f| f.computed && is_called(f))
    }

    fn cells(&self, at: usize) -> Vec<&str> {
        let cells = self.pasted.sniffed.sample.iter().map(|row| row.cell(at).trim());
        cells.filter(|cell| !cell.is_empty()).collect()
    }

    async fn by_content(&self, columns: &mut [Column]) -> Result<()> {
        let mut left: Vec<usize> = (0..columns.len()).collect();
        let mut open: Vec<&Field> = self.module.fields.iter().collect();
        let mut give = |at: usize, field: &Field, left: &mut Vec<usize>, open: &mut Vec<&Field>| {
            columns[at].target = Some(Target::field(&field.name));
            left.retain(|other| *other != at);
            open.retain(|other| other.name != field.name);
        };
        if let Some((at, field)) = self.source(&left, &open).await? {
            give(at, field, &mut left, &mut open);
        }
        for at in left.clone() {
            if let Some(field) = open.iter().copied().find(|field| self.is_choice_of(at, field)) {
                give(at, field, &mut left, &mut open);
            }
        }
        let looks: Vec<(usize, Look)> = left.iter().map(|at| (*at, self.look(*at))).collect();
        for (looks_like, fits) in WISHES {
            let at = looks.iter().find(|(at, look)| looks_like.contains(look) && left.contains(at));
            let field = open.iter().copied().find(|field| fits(self.shape, field));
            if let (Some((at, _)), Some(field)) = (at, field) {
                give(*at, field, &mut left, &mut open);
            }
        }
        Ok(())
    }

    /// The column in which most cells are called as records are that lines are filled from.
    async fn source<'f>(
        &self,
        left: &[usize],
        open: &[&'f Field],
    ) -> Result<Option<(usize, &'f Field)>> {
        let is_source = |field: &&&Field| self.shape.source.as_ref() == Some(&field.name);
        let Some(field) = open.iter().find(is_source).copied() else { return Ok(None) };
        let mut best = None;
        for at in left {
            let cells = self.cells(*at);
            let texts = cells.iter().take(40).filter(|cell| cell.len() < 200);
            let name = |text: &&str| Name {
                field: field.name.clone(),
                column: *at,
                text: (*text).to_owned(),
            };
            let names: Vec<Name> = texts.map(name).collect();
            let known = links::known(self.cx, self.module, names.iter()).await?;
            let is_known = |name: &&Name| known.keys().any(|(_, text)| *text == name.text);
            let n_known = names.iter().filter(is_known).count();
            if names.len() < n_known * 2 && best.is_none_or(|(_, most)| most < n_known) {
                best = Some((*at, n_known));
            }
        }
        Ok(best.map(|(at, _)| (at, field)))
    }

    fn is_choice_of(&self, at: usize, field: &Field) -> bool {
        let FieldType::Picklist { list } = &field.kind else { return false };
        let cells = self.cells(at);
        let words = std::collections::BTreeMap::new();
        let is_value =
            |cell: &&&str| convert::choice_code(&self.cx.catalog, list, &words, cell).is_some();
        let is_named =
            |cell: &&str| cell.contains('%') || !cell.contains(|c: char| c.is_ascii_digit());
        let most = |n: usize| !cells.is_empty() && cells.len() <= n * 2;
        most(cells.iter().filter(is_value).count()) && cells.iter().any(is_named)
    }

    fn look(&self, at: usize) -> Look {
        let cells = self.cells(at);
        let all = |fits: &dyn Fn(&str) -> bool| {
            cells.len() * 3 <= cells.iter().filter(|cell| fits(cell)).count() * 5
        };
        let is_short = |cell: &&str| cell.len() < 8 || !cell.bytes().all(|b| b.is_ascii_digit());
        let number = |cell: &str| {
            // That many figures in a row are a code.
            let cell = Some(cell).filter(is_short)?;
            convert::read_number(cell, NumberStyle::Comma)
        };
        let is_counting = 1 < cells.len()
            && cells
                .iter()
                .enumerate()
                .all(|(n, cell)| cell.trim_end_matches(['.', ')']).parse() == Ok(n + 1));
        if cells.is_empty() {
            Look::Blank
        } else if is_counting {
            Look::Counting
        } else if all(&|cell| number(cell).is_some_and(|read| read.is_percent)) {
            Look::Share
        } else if all(&|cell| number(cell).is_some()) {
            let has_places = |cell: &&&str| cell.contains([',', '.', '€', '$']);
            let n_amounts = cells.iter().filter(has_places).count();
            if cells.len() < n_amounts * 2 { Look::Amount } else { Look::Whole }
        } else if all(&is_code) {
            Look::Code
        } else {
            Look::Words
        }
    }
}

fn is_number(field: &Field) -> bool {
    matches!(field.kind, FieldType::Decimal { .. })
}

fn is_amount(shape: &Shape, field: &Field) -> bool {
    shape.amounts.contains(&field.name)
}

fn is_code(cell: &str) -> bool {
    cell.len() <= 40 && !cell.contains(' ') && cell.contains(|c: char| c.is_ascii_digit())
}
