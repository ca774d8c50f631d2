//! Carrying what was shaped from one house to another, such as from a test to daily work.

use std::collections::BTreeMap;

use catalog::{Arrangement, Change};
use kernel::{Error, FieldProblem, Result};
use records::Cx;
use serde_json::json;
use uuid::Uuid;

/// Word by which a file is known for what it is.
const KIND: &str = "kontor-shape";

/// Everything that holds, as a file.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn carried(cx: &Cx) -> Result<String> {
    let changes = holding(cx).await?;
    let file = json!({ "kind": KIND, "version": 1, "changes": changes });
    serde_json::to_string_pretty(&file).map_err(Error::internal)
}

/// Brings in what a file holds, as one act; what stands here already is left out. Gives the act,
/// and how many changes came; no act when there was nothing new.
///
/// # Errors
/// `Forbidden` for others than administrators; `Invalid` at `file`.
pub async fn bring(cx: &Cx, text: &str) -> Result<(Option<Uuid>, usize)> {
    let wrong = |code: &str| Error::Invalid(vec![FieldProblem::new("file", code)]);
    let file: serde_json::Value = serde_json::from_str(text).map_err(|_| wrong("no_shape"))?;
    if file["kind"] != KIND || file["version"] != 1 {
        return Err(wrong("no_shape"));
    }
    let changes: Vec<Change> =
        serde_json::from_value(file["changes"].clone()).map_err(|_| wrong("no_shape"))?;
    let (here, there) = (latest(&holding(cx).await?), latest(&changes));
    let is_new = |change: &Change| {
        let about = subject(change);
        here.get(&about) != there.get(&about)
    };
    let new: Vec<Change> = changes.into_iter().filter(is_new).collect();
    if new.is_empty() {
        return Ok((None, 0));
    }
    let n = new.len();
    Ok((Some(cx.engine.shape(cx, new).await?), n))
}

/// The changes that hold, in their order.
async fn holding(cx: &Cx) -> Result<Vec<Change>> {
    let mut acts = cx.engine.acts(cx).await?;
    acts.reverse();
    let holding = acts.into_iter().filter(|act| act.undone_at.is_none());
    Ok(holding.flat_map(|act| act.changes).collect())
}

/// The last word about each subject: two houses agree about it when these are the same, whatever
/// was said before.
fn latest(changes: &[Change]) -> BTreeMap<[String; 3], Change> {
    changes.iter().map(|change| (subject(change), change.clone())).collect()
}

/// What a change is about: a later one about the same stands instead of it.
fn subject(change: &Change) -> [String; 3] {
    let about = |kind: &str, of: [&str; 2]| [kind, of[0], of[1]].map(str::to_owned);
    match change {
        Change::AddField { module, field } => about("field", [module, &field.name]),
        Change::EditField { module, field, .. } => about("demand", [module, field]),
        Change::Find { module, field, .. } => about("find", [module, field]),
        Change::Follow { module, field, .. } => about("follow", [module, field]),
        Change::Retype { module, field, .. } => about("type", [module, field]),
        Change::Start { module, field, .. } => about("start", [module, field]),
        Change::Protect { module, field, .. } => about("protect", [module, field]),
        Change::Conditions { module, field, .. } => about("conditions", [module, field]),
        Change::HideField { module, field }
        | Change::ShowField { module, field, .. }
        | Change::MoveToBlock { module, field, .. } => about("place", [module, field]),
        Change::Layout { module, .. } => about("layout", [module, ""]),
        Change::LayoutFor { module, profile, .. } => about("layout_for", [module, profile]),
        Change::Likeness { module, .. } => about("likeness", [module, ""]),
        Change::OrderFields { module, block, .. } => about("order", [module, block]),
        Change::AddBlock { module, block } | Change::RemoveBlock { module, block } => {
            about("block", [module, block])
        }
        Change::AddModule { definition } => about("module", [definition, ""]),
        Change::RemoveModule { module } => about("removed", [module, ""]),
        Change::Depend { module, field, .. } => about("follows", [module, field]),
        Change::AddPicklist { list, .. } => about("list", [list, ""]),
        Change::Stage { module, stage } => about("stage", [module, &stage.code]),
        Change::PicklistHues { list, .. } => about("hues", [list, ""]),
        Change::PicklistValues { list, .. } => about("values", [list, ""]),
        Change::Relabel { key, language, .. } => about("text", [key, language]),
        Change::Number { module, .. } => about("number", [module, ""]),
        Change::Arrange { part } => match part {
            Arrangement::Switch { module, .. } => about("switched", [module, ""]),
            Arrangement::Icon { module, .. } => about("icon", [module, ""]),
            Arrangement::AddArea { area } | Arrangement::RemoveArea { area } => {
                about("area", [area, ""])
            }
            Arrangement::DrawArea { area, .. } => about("drawn", [area, ""]),
            Arrangement::OrderAreas { .. } => about("areas", ["", ""]),
            Arrangement::OrderModules { area, .. } => about("stands", [area, ""]),
        },
    }
}
