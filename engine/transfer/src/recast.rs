//! Values of a field taken over into another one of another type: what is shown of each is read
//! again, as an import would read it.

use catalog::{Field, Module};
use kernel::{Currency, Language, RecordId, Result};
use records::{Cx, ListQuery};
use social::Files;
use uuid::Uuid;

use crate::convert;
use crate::decide::reading;
use crate::export::{Export, ExportColumn, Words, export};
use crate::keep::keep;
use crate::key::{ID, Key};
use crate::mapping::Target;
use crate::options::{Column, DuplicateRule, Format, NumberStyle, Options};
use crate::runs::start_recast;

/// Values that are looked at ahead.
const LOOKED: u64 = 20_000;
/// Values that are told one by one.
const TOLD: usize = 10;
/// Records that are read at once.
const PAGE: usize = 500;

/// What would become of the values of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recast {
    /// Values that were looked at.
    pub values: u64,
    /// Those that the other type cannot hold.
    pub lost: u64,
    /// Some of those: the record, its title, and what it holds.
    pub examples: Vec<(RecordId, String, String)>,
    /// Whether all values were looked at.
    pub is_whole: bool,
}

fn question(field: &str) -> ListQuery {
    ListQuery {
        filter: format!("{field} is not empty"),
        fields: vec![field.to_owned()],
        limit: PAGE,
        ..ListQuery::default()
    }
}

fn options(module: &Module, columns: Vec<Column>) -> Options {
    Options {
        module: module.code.clone(),
        format: Format { has_header: true, ..Format::default() },
        columns,
        computed: Vec::new(),
        names: Vec::new(),
        duplicates: DuplicateRule::Only,
        key: Some(Key::Id),
        empty: crate::options::EmptyCell::default(),
        unknown_choice: crate::options::UnknownChoice::default(),
        unknown_link: crate::options::UnknownLink::default(),
        lines: crate::lines::LinesRule::default(),
        together: None,
        currency: Currency::EUR,
    }
}

/// The column of the values, read in the way in which they are written.
fn column(cx: &Cx, field: &str) -> Column {
    let numbers = match cx.locale.language {
        Language::De => NumberStyle::Comma,
        Language::En => NumberStyle::Point,
    };
    Column { target: Some(Target::field(field)), numbers, is_plain: true, ..Column::default() }
}

/// Looks at what would become of the values of a field in another one that need not be there yet.
///
/// # Errors
/// `Forbidden`; `NotFound`; when the database fails.
pub async fn would_recast(cx: &Cx, module: &str, from: &str, to: &Field) -> Result<Recast> {
    let module = cx.module(module)?;
    let known = module.field(from).ok_or(kernel::Error::NotFound)?;
    let (column, options) = (column(cx, &to.name), options(&module, Vec::new()));
    let reading = reading(cx, &options);
    let shown = ExportColumn::of(cx, &module, from).ok_or(kernel::Error::NotFound)?;
    let (mut list, mut recast) = (question(from), Recast::default());
    loop {
        let found = records::find(cx, &module.code, &list).await?;
        let words = Words { cx, titles: &found.titles, names: &found.names };
        for record in &found.page.records {
            let text = words.cell(&known.kind, &shown, record.value(&module, from));
            let read = convert::value(&reading, to, &column, &text);
            let fits = read.is_ok_and(|value| {
                !value.is_empty() && catalog::check_value(&cx.catalog, to, &value).is_empty()
            });
            recast.values += 1;
            if !fits {
                recast.lost += 1;
                if recast.examples.len() < TOLD {
                    recast.examples.push((record.id, record.title.clone(), text));
                }
            }
        }
        recast.is_whole = found.page.next.is_none();
        if recast.is_whole || LOOKED <= recast.values {
            return Ok(recast);
        }
        list.after = found.page.next;
    }
}

/// Takes the values of a field over into another one, as an import that is followed, stopped and
/// taken back like any other; gives its run.
///
/// # Errors
/// `Forbidden`; `NotFound`; when database or files fail.
pub async fn recast(
    cx: &Cx,
    files: &Files,
    module: &str,
    (from, to): (&str, &str),
) -> Result<Uuid> {
    let module = cx.module(module)?;
    let asked = Export {
        module: module.code.clone(),
        filter: question(from).filter,
        fields: vec![from.to_owned()],
        ..Export::default()
    };
    let mut bytes = Vec::new();
    export(cx, &asked, &mut bytes).await?;
    let called = cx.text(&module.key("field", to)).to_owned();
    let name = format!("{called}.csv");
    let mut incoming = files.incoming();
    incoming.add(&bytes).await?;
    let file = keep(cx, files, &name, incoming).await?.file;
    let id = Column { target: Some(Target::field(ID)), ..Column::default() };
    let options = options(&module, vec![id, column(cx, to)]);
    start_recast(cx, file, (&name, to), &options).await
}
