//! In which view each list beside a record is shown to a person.

use std::collections::BTreeMap;

use catalog::RelatedList;
use kernel::{Error, Result};
use records::Cx;
use store::queries::setting;
use uuid::Uuid;

use crate::view::{ListView, all_views};

/// Views that related lists can be shown in, and those that the reader chose.
#[derive(Clone, Debug, Default)]
pub struct RelatedViews {
    views: Vec<ListView>,
    chosen: BTreeMap<String, Uuid>,
}

impl RelatedViews {
    pub(crate) fn new(views: Vec<ListView>, chosen: Option<String>) -> Self {
        RelatedViews { views, chosen: chosen.as_deref().map(read).unwrap_or_default() }
    }

    /// Views that a related list can be shown in.
    pub fn of<'a>(&'a self, list: &'a RelatedList) -> impl Iterator<Item = &'a ListView> {
        self.views.iter().filter(|view| view.module == list.module)
    }

    /// The view in which the reader sees a related list: the one they chose, or the one that the
    /// layout says; none for all records, the open ones first.
    #[must_use]
    pub fn chosen(&self, list: &RelatedList) -> Option<&ListView> {
        let said = || list.view.as_deref().and_then(|id| Uuid::try_parse(id).ok());
        let chosen = self.chosen.get(&list.name).copied().or_else(said)?;
        self.views.iter().find(|view| view.module == list.module && view.id == chosen)
    }
}

pub(crate) fn key(user: kernel::PrincipalId, module: &str) -> String {
    format!("related/{user}/{module}")
}

/// Views of the lists beside records of a module.
///
/// # Errors
/// When the database fails.
pub async fn related_views(cx: &Cx, module: &str) -> Result<RelatedViews> {
    let views = all_views(cx).await?;
    let Some(user) = cx.actor.user else { return Ok(RelatedViews { views, ..Default::default() }) };
    let key = key(user, module);
    let chosen = cx.store().read(move |reader| setting::get(reader, &key)).await?;
    Ok(RelatedViews::new(views, chosen))
}

/// What was chosen; what is not ours chooses nothing.
fn read(text: &str) -> BTreeMap<String, Uuid> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Shows a related list of a module in a view from now on; without one, all of it.
///
/// # Errors
/// `NotFound` for a list or a view that the reader does not have; `Unauthenticated`.
pub async fn choose_related_view(
    cx: &Cx,
    (module, list): (&str, &str),
    view: Option<Uuid>,
) -> Result<()> {
    let user = cx.actor.user.ok_or(Error::Unauthenticated)?;
    let known = cx.module(module)?.related.iter().find(|known| known.name == list).cloned();
    let known = known.ok_or(Error::NotFound)?;
    let views = related_views(cx, module).await?;
    if let Some(id) = view {
        views.of(&known).find(|view| view.id == id).ok_or(Error::NotFound)?;
    }
    let key = key(user, module);
    let write = move |tx: &mut store::Tx<'_>| {
        let mut chosen = setting::get(tx, &key)?.as_deref().map(read).unwrap_or_default();
        match view {
            Some(view) => chosen.insert(known.name.clone(), view),
            // All records were chosen, whatever the layout says.
            None if known.view.is_some() => chosen.insert(known.name.clone(), Uuid::nil()),
            None => chosen.remove(&known.name),
        };
        let text = serde_json::to_string(&chosen).map_err(Error::internal)?;
        setting::set(tx, &key, &text)
    };
    cx.store().write(write).await
}
