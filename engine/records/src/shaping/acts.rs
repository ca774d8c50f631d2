//! What administrators change about modules, fields and lists: acts of one or several changes.
//!
//! **Invariant:** the catalog is the shipped one with all changes in their order, save those of
//! acts that were taken back; it is swapped as a whole, and only when all of it fits together.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::Scope;
use catalog::{Catalog, Change, Field, Refused};
use kernel::{Error, FieldProblem, Instant, PrincipalId, Result};
use store::queries::overlay::{self, Stored};
use store::{Store, Tx};
use uuid::Uuid;

use super::ready::{self, NewField};
use crate::cx::{Cx, Engine};
use crate::follow;

/// One act of an administrator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shaping {
    /// Its id.
    pub id: Uuid,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: Option<PrincipalId>,
    /// What was changed, in order.
    pub changes: Vec<Change>,
    /// When it was taken back.
    pub undone_at: Option<Instant>,
    /// Whether it came to an end that nothing takes back.
    pub is_settled: bool,
}

impl Engine {
    /// Applies a change of an administrator.
    ///
    /// # Errors
    /// As `shape`.
    pub async fn change(self: &Arc<Self>, cx: &Cx, change: Change) -> Result<()> {
        self.shape(cx, vec![change]).await.map(drop)
    }

    /// Applies changes of an administrator as one act: stored, tables extended, catalog swapped as
    /// a whole.
    ///
    /// # Errors
    /// `Forbidden` for others; `Invalid` when a change fits nothing, or records contradict it.
    pub async fn shape(self: &Arc<Self>, cx: &Cx, changes: Vec<Change>) -> Result<Uuid> {
        cx.actor.rights.demand_administrator()?;
        let _one_at_a_time = self.changing.lock().await;
        let rows = self.store().read(overlay::all).await?;
        let new = never_before(&rows, &changes)?;
        let standing = rows.iter().filter(|row| row.undone_at.is_none()).map(read);
        let mut all = standing.collect::<Result<Vec<_>>>()?;
        all.extend(changes.iter().cloned());
        let next = self.shipped.with(&all).map_err(refused)?;
        let texts: Vec<String> = changes
            .iter()
            .map(|change| serde_json::to_string(change).map_err(Error::internal))
            .collect::<Result<_>>()?;
        let (act, at, actor) = (Uuid::now_v7(), cx.now(), cx.actor.user);
        let add = move |tx: &mut Tx<'_>| overlay::add(tx, &texts, (act, at, actor));
        self.adopt(next, (&changes, new, at), add).await?;
        Ok(act)
    }

    /// Lets a catalog hold: tables are extended, what changes is stored, and what may be used by
    /// now is.
    async fn adopt(
        &self,
        next: Catalog,
        (changes, new, now): (&[Change], Vec<NewField>, Instant),
        store: impl Fn(&mut Tx<'_>) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        self.contradicted(&next).await?;
        self.store().extend(&next).await?;
        let lacks = self.store().lacks_indexes(&next).await?;
        let lists: BTreeSet<String> =
            changes.iter().filter_map(|change| ordered(&next, change)).collect();
        let catalog = next.clone();
        let write = move |tx: &mut Tx<'_>| {
            store(tx)?;
            follow::owe(tx, &catalog, now)?;
            let owes = ready::owe(tx, (&catalog, &new), now)?;
            if owes || lacks {
                follow::ask_for_job(tx, now)?;
            }
            lists.iter().try_for_each(|list| store::records::resort(tx, &catalog, list))?;
            Ok(owes)
        };
        let owes = self.store().write(write).await?;
        self.use_by_now(next.clone()).await?;
        if owes { self.hurry(&next).await } else { Ok(()) }
    }

    /// Everything that administrators changed, the newest act first.
    ///
    /// # Errors
    /// `Forbidden` for others than administrators.
    pub async fn acts(&self, cx: &Cx) -> Result<Vec<Shaping>> {
        cx.actor.rights.demand_administrator()?;
        let rows = self.store().read(overlay::all).await?;
        let mut acts: Vec<Shaping> = Vec::new();
        for row in rows {
            let change = read(&row)?;
            match acts.last_mut().filter(|act| act.id == row.act) {
                Some(act) => act.changes.push(change),
                None => {
                    let Stored { act: id, at, actor, undone_at, settled_at, .. } = row;
                    let (changes, is_settled) = (vec![change], settled_at.is_some());
                    acts.push(Shaping { id, at, actor, changes, undone_at, is_settled });
                }
            }
        }
        acts.reverse();
        Ok(acts)
    }

    /// Takes an act back, as far as what came after it still fits. What people typed into its
    /// fields stays in the database and is there again when the act is.
    ///
    /// # Errors
    /// `Forbidden` for others; `NotFound`; `Conflict` `change_needed` when later changes need it.
    pub async fn take_back(self: &Arc<Self>, cx: &Cx, act: Uuid) -> Result<()> {
        self.let_stand(cx, act, Some(cx.now())).await
    }

    /// Lets an act that was taken back hold again.
    ///
    /// # Errors
    /// As `take_back`; `Invalid` when records contradict it by now.
    pub async fn bring_back(self: &Arc<Self>, cx: &Cx, act: Uuid) -> Result<()> {
        self.let_stand(cx, act, None).await
    }

    async fn let_stand(
        self: &Arc<Self>,
        cx: &Cx,
        act: Uuid,
        undone_at: Option<Instant>,
    ) -> Result<()> {
        cx.actor.rights.demand_administrator()?;
        let _one_at_a_time = self.changing.lock().await;
        let rows = self.store().read(overlay::all).await?;
        if !rows.iter().any(|row| row.act == act && row.undone_at.is_some() != undone_at.is_some())
        {
            return Err(Error::NotFound);
        }
        if rows.iter().any(|row| row.act == act && row.settled_at.is_some()) {
            return Err(Error::conflict("module_gone"));
        }
        let holds = |row: &&Stored| match row.act == act {
            true => undone_at.is_none(),
            false => row.undone_at.is_none(),
        };
        let changes = rows.iter().filter(holds).map(read).collect::<Result<Vec<_>>>()?;
        let next = self.shipped.with(&changes);
        let next = next.map_err(|_| Error::conflict("change_needed"))?;
        let touched = rows.iter().filter(|row| row.act == act).map(read);
        let touched = touched.collect::<Result<Vec<_>>>()?;
        let set = move |tx: &mut Tx<'_>| overlay::set_undone(tx, act, undone_at);
        self.adopt(next, (&touched, Vec::new(), cx.now()), set).await
    }

    /// Refuses what records contradict: values that are to be unique and are not.
    async fn contradicted(&self, next: &Catalog) -> Result<()> {
        let now = self.catalog();
        for module in next.modules() {
            let Some(known) = now.module(&module.code) else { continue };
            let is_new = |field: &&Field| {
                field.unique && known.field(&field.name).is_some_and(|known| !known.unique)
            };
            for field in module.fields.iter().filter(is_new) {
                let (module, name) = (known.clone(), field.name.clone());
                let scope = Scope::system("a field becomes unique");
                let twin = move |reader: &mut store::Reader<'_>| {
                    store::records::twin(reader, &module, &scope, &name)
                };
                if let Some(value) = self.store().read(twin).await? {
                    let problem = FieldProblem::new("unique", "has_twins").with("value", value);
                    return Err(Error::Invalid(vec![problem]));
                }
            }
        }
        Ok(())
    }

    pub(crate) fn swap(&self, next: Catalog) {
        *self.catalog.write().expect("no thread panics while it swaps the catalog") =
            Arc::new(next);
    }
}

/// Fields that some changes add and that no act added before, taken back or not: what was taken
/// back keeps its values.
fn never_before(rows: &[Stored], changes: &[Change]) -> Result<Vec<NewField>> {
    let added = |change: &Change| match change {
        Change::AddField { module, field } => Some((module.clone(), field.name.clone())),
        _ => None,
    };
    let before: Vec<Change> = rows.iter().map(read).collect::<Result<_>>()?;
    let before: BTreeSet<NewField> = before.iter().filter_map(added).collect();
    Ok(changes.iter().filter_map(added).filter(|new| !before.contains(new)).collect())
}

/// The pick list whose order a change sets.
fn ordered(catalog: &Catalog, change: &Change) -> Option<String> {
    match change {
        Change::PicklistValues { list, .. } => Some(list.clone()),
        Change::Stage { module, .. } => {
            let field = catalog.module(module)?.stage_field()?;
            field.kind.list().map(str::to_owned)
        }
        Change::AddField { .. }
        | Change::Find { .. }
        | Change::Follow { .. }
        | Change::Conditions { .. }
        | Change::HideField { .. }
        | Change::ShowField { .. }
        | Change::EditField { .. }
        | Change::MoveToBlock { .. }
        | Change::OrderFields { .. }
        | Change::Layout { .. }
        | Change::LayoutFor { .. }
        | Change::Likeness { .. }
        | Change::Retype { .. }
        | Change::Start { .. }
        | Change::Protect { .. }
        | Change::AddBlock { .. }
        | Change::RemoveBlock { .. }
        | Change::AddModule { .. }
        | Change::RemoveModule { .. }
        | Change::AddPicklist { .. }
        | Change::Depend { .. }
        | Change::PicklistHues { .. }
        | Change::Number { .. }
        | Change::Arrange { .. }
        | Change::Relabel { .. } => None,
    }
}

pub(crate) fn refused(why: Refused) -> Error {
    Error::Invalid(vec![match why {
        Refused::Sentence(why) => FieldProblem::new("", "change_refused").with("why", why),
        Refused::Plan(error) => error.problem(),
    }])
}

pub(crate) fn read(row: &Stored) -> Result<Change> {
    serde_json::from_str(&row.change).map_err(Error::internal)
}

/// The changes that hold, in their order.
pub(crate) async fn standing(store: &Store) -> Result<Vec<Change>> {
    let rows = store.read(overlay::all).await?;
    rows.iter().filter(|row| row.undone_at.is_none()).map(read).collect()
}
