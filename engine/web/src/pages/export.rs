//! Records as files to take along.

use axum::extract::{Path, RawQuery, State};
use bulk::Selection;
use catalog::Module;
use kernel::Error;
use transfer::{Export, ExportFormat};
use visit::download::{CSV, download};

use super::address;
use present::list_state::ListState;
use visit::answer::{Answer, For};
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
    let mut bytes = Vec::new();
    transfer::export(cx, &wanted, &mut bytes).await.for_(visitor)?;
    let (ending, kind) = match format {
        ExportFormat::Csv => ("csv", CSV),
        ExportFormat::Json => ("json", "application/json"),
        ExportFormat::Sheet => ("xlsx", SHEET),
        ExportFormat::Cards => ("vcf", CARDS),
    };
    Ok(download((&format!("{plural}.{ending}"), kind), bytes.into()))
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
