//! Records as files to take along.

use access::Right;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use bulk::Selection;
use catalog::Module;
use kernel::Error;
use records::Cx;
use sheets::export as view;
use transfer::{Export, ExportFormat, Per};
use ui::Names;
use ui::fields::Form;
use uuid::Uuid;
use visit::download::{CSV, download, streamed};

use super::address;
use present::export as model;
use present::list_state::{ListState, address as to_address};
use visit::answer::{Answer, For, part, redirect};
use visit::body::Posted;
use visit::open::{Open, reader};
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// The media type of Excel files.
const SHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The media type of visiting cards (RFC 6350 10.1).
const CARDS: &str = "text/vcard; charset=utf-8";

/// `GET /{modules}/export.csv`: the records of the list as it is shown.
pub async fn list(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    all(&visitor, &plural, (raw.as_deref(), ExportFormat::Csv)).await
}

/// `GET /{modules}/export.xlsx`: the same records as an Excel file.
pub async fn sheet(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    all(&visitor, &plural, (raw.as_deref(), ExportFormat::Sheet)).await
}

/// `GET /{modules}/export.vcf`: the same records as visiting cards.
pub async fn cards(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    all(&visitor, &plural, (raw.as_deref(), ExportFormat::Cards)).await
}

async fn all(
    visitor: &Visitor,
    plural: &str,
    (raw, format): (Option<&str>, ExportFormat),
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, plural).for_(visitor)?;
    let asked = query(raw);
    let wanted = Export {
        module: module.code.clone(),
        format,
        filter: asked.get("filter").unwrap_or_default().to_owned(),
        ..Export::default()
    };
    if transfer::is_large(cx, &wanted).await.for_(visitor)? {
        let pairs = [("format", model::ending(format)), ("filter", wanted.filter.as_str())];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        return Ok(redirect(&to_address(&format!("/{plural}/export"), &pairs), None));
    }
    written(visitor, plural, &wanted).await
}

/// Which records and columns are asked for, and as what.
fn wanted(
    cx: &Cx,
    module: &Module,
    (state, asked): (&ListState, &Form),
    format: ExportFormat,
) -> Export {
    let may_read = |name: &&String| present::columns::is_seen(cx, module, name);
    let fields = match model::wants_all(asked) {
        true => Vec::new(),
        false => state.columns.iter().filter(may_read).cloned().collect(),
    };
    Export {
        module: module.code.clone(),
        filter: state.filter.clone(),
        text: state.search.clone(),
        sort: state.sort.clone(),
        fields,
        format,
        per: if asked.get("rows") == Some("line") { Per::Line } else { Per::Record },
        ..Export::default()
    }
}

async fn state_of(visitor: &Visitor, module: &Module, asked: &Form) -> Result<ListState, Error> {
    let views = social::views(visitor.cx(), &module.code).await?;
    ListState::read(module, asked, &views)
}

/// `GET /{modules}/export`: what the file is to hold and be.
pub async fn choose(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    cx.actor.rights.demand(&module.code, Right::Export).for_(&visitor)?;
    let asked = query(raw.as_deref());
    let state = state_of(&visitor, &module, &asked).await.for_(&visitor)?;
    let export = wanted(cx, &module, (&state, &asked), ExportFormat::Csv);
    let is_large = transfer::is_large(cx, &export).await.for_(&visitor)?;
    let page = model::page(cx, &module, (&state, &asked), is_large);
    shown(&visitor, &module, &page, StatusCode::OK).await
}

async fn shown(
    visitor: &Visitor,
    module: &Module,
    page: &view::ExportPage,
    status: StatusCode,
) -> Answer {
    let here = format!("/{}", module.plural);
    let open = Open::new(visitor, &here, Names::default()).await.for_(visitor)?;
    Ok(open.answer(status, &page.module.many, &view::page(open.reader(), page)))
}

/// `POST /{modules}/export`: gives the file, or has it made meanwhile where it is large.
pub async fn begin(
    State(_): State<WebState>,
    Path(plural): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    cx.actor.rights.demand(&module.code, Right::Export).for_(&visitor)?;
    let state = state_of(&visitor, &module, &form).await.for_(&visitor)?;
    let Some(format) = model::format_of(&module, form.get("format")) else {
        let page = model::page(cx, &module, (&state, &form), false);
        let problem = Some(cx.text("transfer.format_unknown").to_owned());
        let page = view::ExportPage { problem, ..page };
        return shown(&visitor, &module, &page, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let export = wanted(cx, &module, (&state, &form), format);
    let is_later = form.get("later") == Some("1");
    if is_later || transfer::is_large(cx, &export).await.for_(&visitor)? {
        let run = transfer::start_export(cx, &export).await.for_(&visitor)?;
        return Ok(redirect(&format!("/{plural}/export/runs/{run}"), None));
    }
    written(&visitor, &plural, &export).await
}

async fn written(visitor: &Visitor, plural: &str, export: &Export) -> Answer {
    let mut bytes = Vec::new();
    transfer::export(visitor.cx(), export, &mut bytes).await.for_(visitor)?;
    let name = format!("{plural}.{}", model::ending(export.format));
    Ok(download((&name, kind_of(export.format)), bytes.into()))
}

fn kind_of(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => CSV,
        ExportFormat::Json => "application/json",
        ExportFormat::Sheet => SHEET,
        ExportFormat::Cards => CARDS,
    }
}

fn run_id(text: &str) -> Result<Uuid, Error> {
    Uuid::parse_str(text).map_err(|_| Error::NotFound)
}

/// `GET /{modules}/export/runs/{run}`
pub async fn run(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, run)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = run_id(&run).for_(&visitor)?;
    let line = transfer::export_line(cx, id).await.for_(&visitor)?;
    let page = model::run_page(cx, &module, &line);
    if query(raw.as_deref()).get("part") == Some("state") {
        let known = Names::default();
        return Ok(part(StatusCode::OK, view::run_state(reader(&visitor, &known), &page)));
    }
    let here = format!("/{plural}");
    let open = Open::new(&visitor, &here, Names::default()).await.for_(&visitor)?;
    Ok(open.answer(StatusCode::OK, &page.module.many, &view::run(open.reader(), &page)))
}

/// `POST /{modules}/export/runs/{run}/cancel`
pub async fn cancel(
    State(_): State<WebState>,
    Path((plural, run)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let id = run_id(&run).for_(&visitor)?;
    transfer::cancel_export(visitor.cx(), id).await.for_(&visitor)?;
    Ok(redirect(&format!("/{plural}/export/runs/{run}"), None))
}

/// `GET /{modules}/export/runs/{run}/file`: for a day, and for whoever asked.
pub async fn file(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((plural, run)): Path<(String, String)>,
) -> Answer {
    let cx = visitor.cx();
    let id = run_id(&run).for_(&visitor)?;
    let (line, path) = transfer::export_file(cx, &state.files, id).await.for_(&visitor)?;
    let file = tokio::fs::File::open(path).await.map_err(|_| Error::NotFound).for_(&visitor)?;
    let (name, kind) = match line.file {
        Some(name) => {
            let kind = records::files::media_type(&name);
            (name, kind)
        }
        None => (format!("{plural}.{}", model::ending(line.format)), kind_of(line.format)),
    };
    Ok(download((&name, kind), streamed(file)))
}

/// The selected records of a list, in its order.
pub async fn selected(
    visitor: &Visitor,
    module: &Module,
    state: &ListState,
    selection: &Selection,
) -> Answer {
    let (filter, text) = match selection {
        Selection::Ids(ids) if ids.is_empty() => {
            return Err(Error::invalid("id", "nothing_selected")).for_(visitor);
        }
        Selection::Ids(ids) => {
            let ids: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
            (format!("id in ({})", ids.join(", ")), String::new())
        }
        Selection::Question { filter, text } => (filter.clone(), text.clone()),
    };
    let sort = state.sort.clone();
    let wanted = Export { module: module.code.clone(), sort, filter, text, ..Export::default() };
    let mut bytes = Vec::new();
    transfer::export(visitor.cx(), &wanted, &mut bytes).await.for_(visitor)?;
    Ok(download((&format!("{}.csv", module.plural), CSV), bytes.into()))
}

/// `GET /{modules}/{id}/card.vcf`
pub async fn card(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id)): Path<(String, String)>,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = address::id(&id).for_(&visitor)?;
    let (title, card) = transfer::card(cx, &module.code, id).await.for_(&visitor)?;
    let title = title.replace(['/', '\\'], " ");
    Ok(download((&format!("{title}.vcf"), CARDS), card.into()))
}
