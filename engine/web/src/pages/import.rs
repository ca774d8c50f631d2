//! Importing a file.

use std::path::PathBuf;

use access::Right;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalog::Module;
use kernel::{Error, FileId};
use sheets::import as view;
use transfer::{Extent, MappingChange, Plan, Preview};
use ui::Names;
use ui::fields::Form;
use uuid::Uuid;

use super::address;
use super::change::undone;
use present::errors::{Reader, words};
use present::{head, import as model};
use visit::answer::{Answer, Flash, For, Refused, part, redirect};
use visit::body::Posted;
use visit::download::{CSV, download, streamed};
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
    first_step(&visitor, &module, (None, None)).await
}

async fn first_step(
    visitor: &Visitor,
    module: &Module,
    (problem, saved_problem): (Option<String>, Option<String>),
) -> Answer {
    let cx = visitor.cx();
    let status = match problem.is_some() || saved_problem.is_some() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let saved = transfer::mappings(cx, &module.code).await.for_(visitor)?;
    let earlier = transfer::imports(cx).await.for_(visitor)?;
    let earlier = earlier.into_iter().filter(|run| run.module == module.code).take(10);
    let rows = earlier.map(|run| view::RunRow {
        href: format!("/{}/import/runs/{}", module.plural, run.id),
        state: cx.text(&format!("transfer.state.{}", run.state)).to_owned(),
        name: run.name,
        at: run.created_at,
    });
    let page = view::UploadPage {
        module: head::module(cx, module),
        problem,
        saved: model::saved_lines(cx, module, saved),
        saved_problem,
        earlier: rows.collect(),
    };
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
    let Some(upload) = uploads.into_iter().find(|upload| upload.content.length() > 0) else {
        let said = said(&visitor, &Error::invalid("file", "file_empty"));
        return first_step(&visitor, &module, (Some(said), None)).await;
    };
    let kept = match transfer::keep(cx, &state.files, &upload.name, upload.content).await {
        Ok(kept) => kept,
        Err(error @ Error::Invalid(_)) => {
            let said = said(&visitor, &error);
            return first_step(&visitor, &module, (Some(said), None)).await;
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
    let asked = query(raw.as_deref());
    second_step(&visitor, &module, (&file, &path), (&asked, None)).await
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
    let look = model::look(cx, &module, &path, (&asked, None)).for_(&visitor)?;
    let done = match asked.get("step") {
        Some("start") if look.sniffed.sample.is_empty() => {
            Err(Error::invalid("columns", "rows_none"))
        }
        Some("start") => {
            let name = model::run_name(&name, &file, &asked);
            let started = transfer::start(cx, id, &name, &look.options).await;
            started.map(|run| redirect(&format!("/{plural}/import/runs/{run}"), None))
        }
        Some("save" | "overwrite") => {
            let kept = keep_mapping(&visitor, &module, &look, &asked).await;
            let to = |id| model::address_with(&module, &file, (&name, &asked), id);
            kept.map(|id| redirect(&to(id), Some(&Flash::done("mapping_saved"))))
        }
        _ => return second_step(&visitor, &module, (&file, &path), (&asked, None)).await,
    };
    match done {
        Ok(answer) => Ok(answer),
        Err(error @ Error::Invalid(_)) => {
            second_step(&visitor, &module, (&file, &path), (&asked, Some(error))).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

/// Keeps what was decided over columns under a new name, or in the mapping that was taken up.
async fn keep_mapping(
    visitor: &Visitor,
    module: &Module,
    look: &model::Look,
    asked: &Form,
) -> kernel::Result<Uuid> {
    let cx = visitor.cx();
    let plan = Plan::of(&look.sniffed.headings, &look.options);
    if asked.get("step") == Some("overwrite") {
        let id = asked.get("mapping").and_then(|id| Uuid::parse_str(id).ok());
        let id = id.ok_or(Error::NotFound)?;
        transfer::change_mapping(cx, id, MappingChange::Plan(plan)).await?;
        return Ok(id);
    }
    let owner = cx.actor.user.filter(|_| asked.get("mapping_share") != Some("1"));
    let name = asked.get("mapping_name").unwrap_or_default();
    transfer::save_mapping(cx, &module.code, (name, owner), &plan).await
}

async fn second_step(
    visitor: &Visitor,
    module: &Module,
    (file, path): (&str, &std::path::Path),
    (asked, before): (&Form, Option<Error>),
) -> Answer {
    let cx = visitor.cx();
    let saved = transfer::mappings(cx, &module.code).await.for_(visitor)?;
    let chosen = asked.get("mapping").filter(|_| asked.get("step") == Some("apply"));
    let plan = saved.iter().find(|one| Some(one.id.to_string().as_str()) == chosen);
    let plan = plan.map(|one| &one.plan);
    let look = model::look(cx, module, path, (asked, plan)).for_(visitor)?;
    let extent = Extent { counted: COUNTED, listed: LISTED };
    let (preview, refused) = match transfer::preview(cx, path, &look.options, extent).await {
        Ok(preview) => (preview, None),
        // Nobody has decided anything yet, so nothing was done wrong.
        Err(Error::Invalid(problems))
            if asked.get("step").is_none() && problems.iter().all(|p| p.code == "no_targets") =>
        {
            (Preview { is_whole: true, ..Preview::default() }, None)
        }
        Err(error @ Error::Invalid(_)) => (Preview::default(), Some(error)),
        Err(error) => return Err(error).for_(visitor),
    };
    let name = asked.get("name").unwrap_or("import.csv").to_owned();
    let sheets = model::sheets(module, file, (&name, asked));
    let all = asked.all("sheet").map(str::to_owned);
    let action = model::address_of(module, file, (&name, all));
    let refused = before.or(refused);
    let wrong = refused.as_ref().map(|error| model::Wrong::of(cx, error)).unwrap_or_default();
    let status = match refused {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let saving = model::saving(cx, &saved, &look, asked);
    let shown = (&look, &preview, saving);
    let page = model::map_page(cx, module, shown, (name, action, wrong), sheets);
    let here = format!("/{}", module.plural);
    let open = Open::new(visitor, &here, Names::default()).await.for_(visitor)?;
    Ok(open.answer(status, &page.module.many, &view::map(open.reader(), &page)))
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
    let id = Uuid::parse_str(&run).map_err(|_| Error::NotFound).for_(&visitor)?;
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
    let id = Uuid::parse_str(&run).map_err(|_| Error::NotFound).for_(&visitor)?;
    match act.as_str() {
        "cancel" => transfer::cancel(cx, id).await.for_(&visitor)?,
        "undo" => transfer::undo(cx, id).await.for_(&visitor)?,
        _ => return Err(Error::NotFound).for_(&visitor),
    }
    Ok(redirect(&format!("/{plural}/import/runs/{run}"), None))
}

/// `POST /{modules}/import/mappings/{mapping}/{act}`: `rename`, `share`, `unshare` or `remove`.
pub async fn mapping(
    State(_): State<WebState>,
    Path((plural, mapping, act)): Path<(String, String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let module = demand(&visitor, &plural)?;
    let cx = visitor.cx();
    let id = Uuid::parse_str(&mapping).map_err(|_| Error::NotFound).for_(&visitor)?;
    let change = match act.as_str() {
        "rename" => MappingChange::Name(form.get("mapping_name").unwrap_or_default().to_owned()),
        "share" => MappingChange::Owner(None),
        "unshare" => MappingChange::Owner(cx.actor.user),
        "remove" => MappingChange::Remove,
        _ => return Err(Error::NotFound).for_(&visitor),
    };
    let flash = match change == MappingChange::Remove {
        true => Flash::about("mapping_removed", id),
        false => Flash::done("mapping_saved"),
    };
    match transfer::change_mapping(cx, id, change).await {
        Ok(_) => Ok(redirect(&format!("/{plural}/import"), Some(&flash))),
        Err(error @ Error::Invalid(_)) => {
            let problem = model::Wrong::of(cx, &error).mapping;
            first_step(&visitor, &module, (None, problem)).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

/// `POST /undo/mappings/{mapping}`: brings back a mapping that was removed.
pub async fn restore_mapping(
    State(_): State<WebState>,
    Path(mapping): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let id = Uuid::parse_str(&mapping).map_err(|_| Error::NotFound).for_(&visitor)?;
    let cx = visitor.cx();
    let restored = transfer::change_mapping(cx, id, MappingChange::Restore).await;
    let module = cx.module(&restored.for_(&visitor)?).for_(&visitor)?;
    Ok(undone(&visitor, &format!("/{}/import", module.plural)))
}

/// `GET /{modules}/import/runs/{run}/errors.csv`
pub async fn errors(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((plural, run)): Path<(String, String)>,
) -> Answer {
    demand(&visitor, &plural)?;
    let id = Uuid::parse_str(&run).map_err(|_| Error::NotFound).for_(&visitor)?;
    let (name, path) = transfer::error_file(visitor.cx(), &state.files, id).await.for_(&visitor)?;
    let file = tokio::fs::File::open(path).await.map_err(|_| Error::NotFound).for_(&visitor)?;
    Ok(download((&name, CSV), streamed(file)))
}
