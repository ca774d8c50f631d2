//! The way out, page by page.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

use access::{FieldRight, Right};
use catalog::{Module, to_json};
use kernel::{Error, FieldProblem, Result, Value};
use records::linked::LinkedColumn;
use records::{Cx, Found, ListQuery, Record};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::card::of_record;
use super::columns::{ExportColumn, Wanted, columns};
use super::per_line::{Cells, Per};
use super::plain::Words;
use super::sheet;
use crate::options::Separator;
use crate::write_csv::{BYTE_ORDER_MARK, line};

/// Records that are read at once.
const PAGE: usize = 500;

/// What an export is written as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A list for spreadsheets, in the reader's words.
    #[default]
    Csv,
    /// A list of records as the interface gives them.
    Json,
    /// An Excel file (`.xlsx`), in the reader's words.
    Sheet,
    /// Visiting cards (vCard 3.0, which every address book reads).
    Cards,
}

/// What is exported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Export {
    /// Code of the module.
    pub module: String,
    /// Condition in the filter language.
    pub filter: String,
    /// Text to search for.
    pub text: String,
    /// Sort such as `-name`.
    pub sort: String,
    /// Names of the fields; empty means all that may be read.
    pub fields: Vec<String>,
    /// What it is written as.
    pub format: ExportFormat,
    /// What stands between cells.
    pub separator: Separator,
    /// What a row of a list is; other formats hold lines within their records.
    pub per: Per,
}

/// Writes all records that fit, and tells how many there were.
///
/// # Errors
/// `Forbidden`; `Invalid` at `filter`, `sort` or `fields`; when database or writer fail.
pub async fn export(cx: &Cx, export: &Export, out: &mut (dyn Write + Send)) -> Result<u64> {
    let module = cx.module(&export.module)?;
    cx.actor.rights.demand(&module.code, Right::Export)?;
    if export.format == ExportFormat::Cards && !module.has_card() {
        return Err(Error::NotFound);
    }
    if export.format == ExportFormat::Sheet {
        let mut packed = sheet::begin(out)?;
        let n = all(cx, export, &mut packed).await?;
        packed.finish().map_err(Error::internal)?;
        return Ok(n);
    }
    all(cx, export, out).await
}

async fn all(cx: &Cx, export: &Export, out: &mut (dyn Write + Send)) -> Result<u64> {
    let mut rows = Rows::begin(cx, export, out)?;
    while rows.page(cx, out).await? {}
    Ok(rows.n)
}

/// Records while they are written, page by page.
pub struct Rows<'a> {
    export: &'a Export,
    module: Arc<Module>,
    fields: Vec<Wanted>,
    columns: Vec<ExportColumn>,
    cells: Option<Cells>,
    list: ListQuery,
    n: u64,
    is_whole: bool,
}

impl<'a> Rows<'a> {
    /// Writes what stands before the records.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Invalid` at `fields`; when the writer fails.
    pub fn begin(cx: &Cx, export: &'a Export, out: &mut (dyn Write + Send)) -> Result<Self> {
        let module = cx.module(&export.module)?;
        cx.actor.rights.demand(&module.code, Right::Export)?;
        if export.format == ExportFormat::Cards && !module.has_card() {
            return Err(Error::NotFound);
        }
        let fields = fields(cx, &module, &export.fields)?;
        let columns = columns(cx, &module, &fields);
        // A card is made of fields that nobody names.
        let is_card = export.format == ExportFormat::Cards;
        let is_list = matches!(export.format, ExportFormat::Csv | ExportFormat::Sheet);
        let cells = (is_list && export.per == Per::Line).then(|| Cells::of(cx, &module)).flatten();
        let mut asked = if is_card { Vec::new() } else { export.fields.clone() };
        if let Some(cells) = cells.as_ref().filter(|_| !asked.is_empty()) {
            asked.push(cells.name(&module).to_owned());
        }
        let list = ListQuery {
            filter: export.filter.clone(),
            text: export.text.clone(),
            sort: export.sort.clone(),
            fields: asked,
            limit: PAGE,
            ..ListQuery::default()
        };
        let headings = columns.iter().map(|column| column.heading.as_str());
        let more = cells.iter().flat_map(|cells| cells.headings.iter().map(String::as_str));
        write(out, &head(export, &headings.chain(more).collect::<Vec<_>>()))?;
        Ok(Rows { export, module, fields, columns, cells, list, n: 0, is_whole: false })
    }

    /// Records written so far.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Writes the next page, and after the last one what stands behind; `false` when that is done.
    ///
    /// # Errors
    /// `Invalid` at `filter` or `sort`; when database or writer fail.
    pub async fn page(&mut self, cx: &Cx, out: &mut (dyn Write + Send)) -> Result<bool> {
        if self.is_whole {
            return Ok(false);
        }
        let (module, export) = (&*self.module, self.export);
        let found = records::find(cx, &module.code, &self.list).await?;
        let titles = match &self.cells {
            Some(cells) => cells.titles(cx, &found.page.records).await?,
            None => BTreeMap::new(),
        };
        for record in &found.page.records {
            let shape = (module, self.columns.as_slice());
            let more = match &self.cells {
                Some(cells) => cells.rows(cx, record, &titles),
                None => vec![Vec::new()],
            };
            let text = match export.format {
                ExportFormat::Csv => csv(cx, shape, (&found, record, &more), export.separator),
                ExportFormat::Json => as_json(module, &self.fields, (&found, record), self.n),
                ExportFormat::Sheet => sheet_rows(cx, shape, (&found, record, &more)),
                ExportFormat::Cards => of_record(module, &found, record),
            };
            write(out, &text)?;
            self.n += 1;
        }
        self.is_whole = found.page.next.is_none();
        self.list.after = found.page.next;
        if self.is_whole {
            match export.format {
                ExportFormat::Csv | ExportFormat::Cards => {}
                ExportFormat::Json => write(out, if self.n == 0 { "]\n" } else { "\n]\n" })?,
                ExportFormat::Sheet => write(out, sheet::FOOT)?,
            }
        }
        Ok(true)
    }
}

/// Positions of the fields that are wanted and may be read.
fn fields(cx: &Cx, module: &Module, names: &[String]) -> Result<Vec<Wanted>> {
    let readable = |at: &usize| {
        cx.actor.rights.field(&module.code, &module.fields[*at].name) != FieldRight::Hidden
    };
    if names.is_empty() {
        return Ok((0..module.fields.len()).filter(readable).map(Wanted::Own).collect());
    }
    let named = names.iter().map(|name| {
        let problem = || FieldProblem::new("fields", "unknown_field").with("value", name);
        let own = module.position(name).filter(readable).map(Wanted::Own);
        let over = || LinkedColumn::read(cx, module, name).map(Wanted::Over);
        own.or_else(over).ok_or_else(problem)
    });
    named.collect::<Result<_, _>>().map_err(|problem| Error::Invalid(vec![problem]))
}

fn head(export: &Export, headings: &[&str]) -> String {
    let headings = std::iter::once("ID").chain(headings.iter().copied());
    match export.format {
        ExportFormat::Csv => {
            let headings: Vec<&str> = headings.collect();
            // Spreadsheets take a file that begins with two capitals I and D for another format;
            // the byte-order mark before them keeps it from that.
            format!("{BYTE_ORDER_MARK}{}", line(&headings, export.separator.char()))
        }
        ExportFormat::Json => "[".into(),
        ExportFormat::Sheet => {
            let headings: String = headings.map(sheet::text).collect();
            format!("{}<row>{headings}</row>", sheet::HEAD)
        }
        ExportFormat::Cards => String::new(),
    }
}

/// Cells of lines with their words, for each row of a record.
type More = [Vec<(Value, String)>];

fn csv(
    cx: &Cx,
    (module, columns): (&Module, &[ExportColumn]),
    (found, record, more): (&Found, &Record, &More),
    separator: Separator,
) -> String {
    let words = Words { cx, titles: &found.titles, names: &found.names };
    let cell = |column: &ExportColumn| {
        let kind = &column.field.field(module).kind;
        words.cell(kind, column, column.field.value(found, record))
    };
    let own: Vec<String> =
        std::iter::once(record.id.to_string()).chain(columns.iter().map(cell)).collect();
    let row = |more: &Vec<(Value, String)>| {
        let cells = own.iter().chain(more.iter().map(|(_, words)| words));
        line(&cells.collect::<Vec<_>>(), separator.char())
    };
    more.iter().map(row).collect()
}

fn sheet_rows(
    cx: &Cx,
    (module, columns): (&Module, &[ExportColumn]),
    (found, record, more): (&Found, &Record, &More),
) -> String {
    let words = Words { cx, titles: &found.titles, names: &found.names };
    let cell = |column: &ExportColumn| {
        let value = column.field.value(found, record);
        sheet::cell(value, &words.cell(&column.field.field(module).kind, column, value))
    };
    let own: String = columns.iter().map(cell).collect();
    let id = sheet::text(&record.id.to_string());
    let row = |more: &Vec<(Value, String)>| {
        let more: String = more.iter().map(|(value, words)| sheet::cell(value, words)).collect();
        format!("<row>{id}{own}{more}</row>")
    };
    more.iter().map(row).collect()
}

fn as_json(
    module: &Module,
    fields: &[Wanted],
    (found, record): (&Found, &Record),
    n: u64,
) -> String {
    let is_own = |field: &Wanted| matches!(field, Wanted::Own(_));
    let values = fields.iter().filter(|one| !is_own(one) || one.field(module).system.is_none());
    let value = |one: &Wanted| (one.name(module).to_owned(), to_json(one.value(found, record)));
    let values: Map<String, Json> = values.map(value).collect();
    let system = |name| to_json(record.value(module, name));
    let record = json!({
        "id": record.id.to_string(),
        "title": record.title,
        "fields": values,
        "version": record.version,
        "created_at": system("created_at"),
        "modified_at": system("modified_at"),
    });
    format!("{}\n{record}", if n == 0 { "" } else { "," })
}

fn write(out: &mut (dyn Write + Send), text: &str) -> Result<()> {
    out.write_all(text.as_bytes()).map_err(Error::internal)
}
