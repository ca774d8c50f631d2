//! Names of linked records and of people become references.

use std::collections::{BTreeMap, BTreeSet};

use access::{FieldRight, Right};
use catalog::{FieldType, Module};
use kernel::{FieldProblem, Link, PrincipalId, RecordId, Result, Value};
use records::{BatchRow, By, Cx, Input};

use crate::ids::Ids;
use crate::options::UnknownLink;
use crate::prepare::{Name, Prepared, Refusal};

/// A linked record that has to be made first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Code of its module.
    pub module: String,
    /// Its name.
    pub name: String,
    /// The id it will get.
    pub id: RecordId,
}

/// People by every name they have.
pub struct People {
    by_name: BTreeMap<String, Option<PrincipalId>>,
}

impl People {
    /// Reads who there is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(cx: &Cx) -> Result<Self> {
        let mut by_name: BTreeMap<String, Option<PrincipalId>> = BTreeMap::new();
        for person in records::owners(cx).await? {
            let login = Some(person.login).filter(|login| !login.is_empty());
            let names = [Some(person.name), login, person.email];
            let names: BTreeSet<String> = names.into_iter().flatten().map(|n| key(&n)).collect();
            for name in names {
                // A name that two people have says of neither.
                by_name.entry(name).and_modify(|id| *id = None).or_insert(Some(person.id));
            }
            by_name.insert(person.id.to_string(), Some(person.id));
        }
        Ok(People { by_name })
    }

    /// Puts the people of a row into its values.
    pub fn settle(&self, row: &mut Prepared) {
        for name in std::mem::take(&mut row.people) {
            match self.by_name.get(&key(&name.text)).copied().flatten() {
                Some(id) => drop(row.values.insert(name.field, Value::Principal(id))),
                None => row.refusals.push(refusal(&name, "person_unknown")),
            }
        }
    }
}

/// Finds the linked records of many rows; those that have to be made are told apart.
///
/// # Errors
/// When the database fails.
pub async fn settle(
    cx: &Cx,
    module: &Module,
    rule: UnknownLink,
    ids: Ids,
    rows: &mut [Prepared],
) -> Result<Vec<Missing>> {
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in rows.iter().flat_map(|row| &row.links) {
        if let Some(target) = target(module, name) {
            names.entry(target.into()).or_default().insert(name.text.clone());
        }
    }
    let mut known = BTreeMap::new();
    names.retain(|target, _| cx.actor.rights.may(target, Right::See));
    for (target, wanted) in names {
        let found = found(cx, &target, wanted).await?;
        known.extend(found.into_iter().map(|(name, ids)| ((target.clone(), name), ids)));
    }
    let mut missing: Vec<Missing> = Vec::new();
    for row in rows {
        for name in std::mem::take(&mut row.links) {
            let Some(target) = target(module, &name) else { continue };
            let found = known.get(&(target.to_owned(), name.text.clone()));
            if found.is_some_and(|ids| 1 < ids.len()) {
                row.refusals.push(refusal(&name, "link_several"));
                continue;
            }
            let first = found.and_then(|ids| ids.first().copied());
            // Spreadsheets of our own carry ids.
            let id = first.or_else(|| name.text.parse().ok());
            match (id, rule) {
                (Some(id), _) => drop(row.values.insert(name.field, link(target, id))),
                (None, UnknownLink::Leave) => {}
                (None, UnknownLink::Refuse) => row.refusals.push(refusal(&name, "link_unknown")),
                // What the person may not make stays unknown to them.
                (None, UnknownLink::Create) if !cx.actor.rights.may(target, Right::Create) => {
                    row.refusals.push(refusal(&name, "link_unknown"));
                }
                (None, UnknownLink::Create) => {
                    let id = ids.of_name(target, &key(&name.text));
                    row.values.insert(name.field, link(target, id));
                    let (module, name) = (target.to_owned(), name.text);
                    missing.push(Missing { module, name, id });
                }
            }
        }
    }
    Ok(missing)
}

/// Records by what a cell calls them: their name, else their number, else their mail address.
async fn found(
    cx: &Cx,
    target: &str,
    mut wanted: BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<RecordId>>> {
    let module = cx.module(target)?;
    let mut found = records::named(cx, target, wanted.iter().cloned().collect()).await?;
    for kind in [FieldType::Number, FieldType::Email] {
        wanted.retain(|text| found.get(text).is_none_or(Vec::is_empty));
        let may = |field: &&catalog::Field| {
            field.kind == kind && cx.actor.rights.field(target, &field.name) != FieldRight::Hidden
        };
        let fits = |text: &&String| kind != FieldType::Email || text.contains('@');
        let texts: Vec<String> = wanted.iter().filter(fits).cloned().collect();
        if let Some(field) = module.fields.iter().find(may)
            && !texts.is_empty()
        {
            found.extend(records::keyed(cx, target, By::Field(&field.name), texts).await?);
        }
    }
    Ok(found)
}

/// Makes linked records; tells what kept which of them from being made.
///
/// # Errors
/// When the database fails.
pub async fn make(cx: &Cx, missing: &[Missing]) -> Result<(u64, BTreeMap<RecordId, FieldProblem>)> {
    let mut by_module: BTreeMap<&str, BTreeMap<RecordId, &str>> = BTreeMap::new();
    for one in missing {
        // Of several spellings the first one in the file is taken.
        by_module.entry(&one.module).or_default().entry(one.id).or_insert(&one.name);
    }
    let (mut made, mut failed) = (0, BTreeMap::new());
    for (code, wanted) in by_module {
        let module = cx.module(code)?;
        let field = module.title.fields().last().unwrap_or_default();
        let row = |(id, name): (&RecordId, &&str)| {
            let input = Input::of([(field, Value::text(name))]);
            BatchRow::Create(Input { id: Some(*id), ..input })
        };
        let results = records::save_batch(cx, code, wanted.iter().map(row).collect()).await?;
        for (id, result) in wanted.into_keys().zip(results) {
            match result {
                Ok(_) => made += 1,
                Err(error) if is_ours(&error) => {}
                Err(kernel::Error::Internal(cause)) => return Err(kernel::Error::Internal(cause)),
                Err(_) => drop(failed.insert(id, FieldProblem::new("", "link_refused"))),
            }
        }
    }
    Ok((made, failed))
}

/// A record of this run's id is there: it was made before the run was interrupted.
pub fn is_ours(error: &kernel::Error) -> bool {
    matches!(error, kernel::Error::Conflict { code, .. } if code == "id_taken")
}

/// The module that a name stands for a record of.
fn target<'a>(module: &'a Module, name: &Name) -> Option<&'a str> {
    match &module.field(&name.field)?.kind {
        FieldType::Link { to, .. } => to.first().map(String::as_str),
        _ => None,
    }
}

fn link(module: &str, id: RecordId) -> Value {
    Value::Link(Link::new(module, id))
}

fn refusal(name: &Name, code: &str) -> Refusal {
    let problem = FieldProblem::new(&name.field, code).with("value", &name.text);
    Refusal { column: Some(name.column), problem }
}

fn key(name: &str) -> String {
    match name.contains('@') {
        true => name.trim().to_lowercase(),
        false => kernel::words(name).join(" "),
    }
}
