//! Importing a file.

use std::path::PathBuf;

use access::Right;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalog::Module;
use futures_util::stream::try_unfold;
use kernel::{Error, FileId};
use tokio::io::AsyncReadExt;
use transfer::options::Options;
use transfer::{Extent, Preview};
use ui::Names;
use ui::fields::Form;
use ui::views::import as view;

use super::address;
use present::errors::{Reader, words};
use present::{head, import as model};
use visit::answer::{Answer, For, Refused, part, redirect};
use visit::body::Posted;
use visit::download::{CSV, download};
use visit::open::{Open, reader};
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Rows that the preview counts.
const COUNTED: u64 = 20_000;
/// Rows that the preview lists.
const LISTED: usize = 40;

fn demand(visitor: &Visitor, plural: &str) -> Result<std::sync::Arc<Module>, Refused> {
    let cx = visitor.cx();
    let module = address::module(cx, plural).for_(visitor)?;
    cx.actor.rights.demand(&module.code, Right::Import).for_(visitor)?;
    Ok(module)
}

/// `GET /{modules}/import`
pub async fn upload(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
) -> Answer {
    let module = demand(&visitor, &plural)?;
    first_step(&visitor, &module, None, StatusCode::OK).await
}

async fn first_step(
    visitor: &Visitor,
    module: &Module,
    problem: Option<String>,
    status: StatusCode,
) -> Answer {
    let cx = visitor.cx();
    let earlier = transfer::imports(cx).await.for_(visitor)?;
    let earlier = earlier.into_iter().filter(|run| run.module == module.code).take(10);
    let rows = earlier.map(|run| view::RunRow {
        href: format!("/{}/import/runs/{}", module.plural, run.id),
        state: cx.text(&format!("transfer.state.{}", run.state)).to_owned(),
        name: run.name,
        at: run.created_at,
    });
    let page =
        view::UploadPage { module: head::module(cx, module), problem, earlier: rows.collect() };
    let here = format!("/{}", module.plural);
    let open = Open::new(visitor, &here, Names::default()).await.for_(visitor)?;
    Ok(open.answer(status, &page.module.many, &view::upload(open.reader(), &page)))
}

/// `POST /{modules}/import`: keeps the file and goes on to its columns.
pub async fn take(
    State(state): State<WebState>,
    Path(plural): Path<String>,
    Posted { visitor, uploads, .. }: Posted,
) -> Answer {
    let module = demand(&visitor, &plural)?;
    let cx = visitor.cx();
    let Some(upload) = uploads.into_iter().find(|upload| !upload.bytes.is_empty()) else {
        let said = said(&visitor, &Error::invalid("file", "file_empty"));
        return first_step(&visitor, &module, Some(said), StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let kept = match transfer::keep(cx, &state.files, &upload.name, upload.bytes).await {
        Ok(kept) => kept,
        Err(error @ Error::Invalid(_)) => {
            let (said, status) = (said(&visitor, &error), StatusCode::UNPROCESSABLE_ENTITY);
            return first_step(&visitor, &module, Some(said), status).await;
        }
        Err(error) => return Err(error).for_(&visitor),
    };
    let sheets = kept.sheets.iter().map(|(id, sheet)| format!("{id}:{sheet}"));
    let to = model::address_of(&module, &kept.file.to_string(), (&upload.name, sheets));
    Ok(redirect(&to, None))
}

fn said(visitor: &Visitor, error: &Error) -> String {
    let cx = visitor.cx();
    words(&Reader { catalog: &cx.catalog, locale: &cx.locale }, error, None).1
}

async fn source(
    state: &WebState,
    visitor: &Visitor,
    file: &str,
) -> Result<(FileId, PathBuf), Refused> {
    let id: FileId = file.parse().map_err(|()| Error::NotFound).for_(visitor)?;
    let path = state.files.own_loose_path(visitor.cx(), id).await.for_(visitor)?;
    Ok((id, path))
}

/// `GET /{modules}/import/{file}`
pub async fn map(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((plural, file)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let module = demand(&visitor, &plural)?;
    let (_, path) = source(&state, &visitor, &file).await?;
    second_step(&visitor, &module, (&file, &path), &query(raw.as_deref())).await
}

/// `POST /{modules}/import/{file}`: shows what would happen, or starts.
pub async fn decide(
    State(state): State<WebState>,
    Path((plural, file)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let module = demand(&visitor, &plural)?;
    let cx = visitor.cx();
    let (id, path) = source(&state, &visitor, &file).await?;
    let mut asked = form;
    let said = query(raw.as_deref());
    let name = said.get("name").unwrap_or("import.csv").to_owned();
    asked.0.extend(said.0.into_iter().filter(|(key, _)| ["name", "sheet"].contains(&key.as_str())));
    if asked.get("step") == Some("start") {
        let look = model::look(cx, &module, &path, &asked).for_(&visitor)?;
        let name = model::run_name(&name, &file, &asked);
        match transfer::start(cx, id, &name, &look.options).await {
            Ok(run) => return Ok(redirect(&format!("/{plural}/import/runs/{run}"), None)),
            Err(Error::Invalid(_)) => {}
            Err(error) => return Err(error).for_(&visitor),
        }
    }
    second_step(&visitor, &module, (&file, &path), &asked).await
}

async fn second_step(
    visitor: &Visitor,
    module: &Module,
    (file, path): (&str, &std::path::Path),
    asked: &Form,
) -> Answer {
    let cx = visitor.cx();
    let look = model::look(cx, module, path, asked).for_(visitor)?;
    let extent = Extent { counted: COUNTED, listed: LISTED };
    let (preview, problem) = match preview(visitor, path, &look.options, extent).await? {
        Ok(preview) => (preview, None),
        Err(problem) => (Preview::default(), Some(problem)),
    };
    let name = asked.get("name").unwrap_or("import.csv").to_owned();
    let sheets = model::sheets(module, file, (&name, asked));
    let all = asked.all("sheet").map(str::to_owned);
    let action = model::address_of(module, file, (&name, all));
    let status = match problem {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let page = model::map_page(cx, module, (&look, &preview), (name, action, problem), sheets);
    let here = format!("/{}", module.plural);
    let open = Open::new(visitor, &here, Names::default()).await.for_(visitor)?;
    Ok(open.answer(status, &page.module.many, &view::map(open.reader(), &page)))
}

async fn preview(
    visitor: &Visitor,
    path: &std::path::Path,
    options: &Options,
    extent: Extent,
) -> Result<Result<Preview, String>, Refused> {
    match transfer::preview(visitor.cx(), path, options, extent).await {
        Ok(preview) => Ok(Ok(preview)),
        Err(error @ Error::Invalid(_)) => Ok(Err(said(visitor, &error))),
        Err(error) => Err(error).for_(visitor),
    }
}

/// `GET /{modules}/import/runs/{run}`
pub async fn run(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, run)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let module = demand(&visitor, &plural)?;
    let cx = visitor.cx();
    let id = uuid::Uuid::parse_str(&run).map_err(|_| Error::NotFound).for_(&visitor)?;
    let line = transfer::import(cx, id).await.for_(&visitor)?;
    let page = model::run_page(cx, &module, line);
    if query(raw.as_deref()).get("part") == Some("state") {
        let known = Names::default();
        return Ok(part(StatusCode::OK, view::run_state(reader(&visitor, &known), &page)));
    }
    let here = format!("/{plural}");
    let open = Open::new(&visitor, &here, Names::default()).await.for_(&visitor)?;
    Ok(open.answer(StatusCode::OK, &page.module.many, &view::run(open.reader(), &page)))
}

/// `POST /{modules}/import/runs/{run}/{act}`: `cancel` or `undo`.
pub async fn change(
    State(_): State<WebState>,
    Path((plural, run, act)): Path<(String, String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    demand(&visitor, &plural)?;
    let cx = visitor.cx();
    let id = uuid::Uuid::parse_str(&run).map_err(|_| Error::NotFound).for_(&visitor)?;
    match act.as_str() {
        "cancel" => transfer::cancel(cx, id).await.for_(&visitor)?,
        "undo" => transfer::undo(cx, id).await.for_(&visitor)?,
        _ => return Err(Error::NotFound).for_(&visitor),
    }
    Ok(redirect(&format!("/{plural}/import/runs/{run}"), None))
}

/// A file in portions, because it may be as long as the list that was brought.
fn streamed(file: tokio::fs::File) -> Body {
    Body::from_stream(try_unfold(file, async |mut file| {
        let mut some = Vec::with_capacity(1 << 16);
        let n = (&mut file).take(1 << 16).read_to_end(&mut some).await?;
        Ok::<_, std::io::Error>((n > 0).then_some((some, file)))
    }))
}

/// `GET /{modules}/import/runs/{run}/errors.csv`
pub async fn errors(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((plural, run)): Path<(String, String)>,
) -> Answer {
    demand(&visitor, &plural)?;
    let id = uuid::Uuid::parse_str(&run).map_err(|_| Error::NotFound).for_(&visitor)?;
    let (name, path) = transfer::error_file(visitor.cx(), &state.files, id).await.for_(&visitor)?;
    let file = tokio::fs::File::open(path).await.map_err(|_| Error::NotFound).for_(&visitor)?;
    Ok(download((&name, CSV), streamed(file)))
}
