//! Names of linked records and of people become references.

use std::collections::{BTreeMap, BTreeSet};

use access::{FieldRight, Right};
use catalog::{Field, FieldType, Module};
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

/// Finds the linked records of many rows; those that have to be made are told apart. What is left
/// open stays among the names of its row.
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
    let names = rows.iter().flat_map(|row| &row.links);
    let known = known(cx, module, names).await?;
    let mut missing: Vec<Missing> = Vec::new();
    for row in rows {
        for name in std::mem::take(&mut row.links) {
            let Some(target) = targets(module, &name).first().map(String::as_str) else { continue };
            let found = known.get(&(name.field.clone(), name.text.clone()));
            if found.is_some_and(|links| 1 < links.len()) {
                row.refusals.push(refusal(&name, "link_several"));
                continue;
            }
            let first = found.and_then(|links| links.first().cloned());
            // Spreadsheets of our own carry ids.
            let said = || name.text.parse().ok().map(|id| Link::new(target, id));
            match (first.or_else(said), rule) {
                (Some(link), _) => drop(row.values.insert(name.field, Value::Link(link))),
                (None, UnknownLink::Leave) => row.links.push(name),
                (None, UnknownLink::Refuse) => row.refusals.push(refusal(&name, "link_unknown")),
                // What the person may not make stays unknown to them.
                (None, UnknownLink::Create) if !cx.actor.rights.may(target, Right::Create) => {
                    row.refusals.push(refusal(&name, "link_unknown"));
                }
                (None, UnknownLink::Create) => {
                    let id = ids.of_name(target, &key(&name.text));
                    row.values.insert(name.field, Value::Link(Link::new(target, id)));
                    let (module, name) = (target.to_owned(), name.text);
                    missing.push(Missing { module, name, id });
                }
            }
        }
    }
    Ok(missing)
}

/// Records by field and name; those of the first module that knows a name.
type Known = BTreeMap<(String, String), Vec<Link>>;

/// The records that names of links mean, as far as the actor reaches them.
///
/// # Errors
/// When the database fails.
pub async fn known(cx: &Cx, module: &Module, names: impl Iterator<Item = &Name>) -> Result<Known> {
    let mut wanted: BTreeMap<String, (&[String], BTreeSet<String>)> = BTreeMap::new();
    for name in names {
        let to = targets(module, name);
        wanted
            .entry(name.field.clone())
            .or_insert((to, BTreeSet::new()))
            .1
            .insert(name.text.clone());
    }
    let mut known = Known::new();
    for (field, (targets, mut texts)) in wanted {
        for target in targets.iter().filter(|target| cx.actor.rights.may(target, Right::See)) {
            let found = found(cx, target, texts.clone()).await?;
            for (text, ids) in found.into_iter().filter(|(_, ids)| !ids.is_empty()) {
                texts.remove(&text);
                let links = ids.into_iter().map(|id| Link::new(target, id)).collect();
                known.insert((field.clone(), text), links);
            }
            if texts.is_empty() {
                break;
            }
        }
    }
    Ok(known)
}

/// Records by what a cell calls them: their name, else their number or what tells them apart by
/// itself, else their mail address.
async fn found(
    cx: &Cx,
    target: &str,
    mut wanted: BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<RecordId>>> {
    let module = cx.module(target)?;
    let mut found = records::named(cx, target, wanted.iter().cloned().collect()).await?;
    let may = |field: &&Field| cx.actor.rights.field(target, &field.name) != FieldRight::Hidden;
    for field in tellers(&module).into_iter().filter(may) {
        wanted.retain(|text| found.get(text).is_none_or(Vec::is_empty));
        let fits = |text: &&String| field.kind != FieldType::Email || text.contains('@');
        let texts: Vec<String> = wanted.iter().filter(fits).cloned().collect();
        if !texts.is_empty() {
            found.extend(records::keyed(cx, target, By::Field(&field.name), texts).await?);
        }
    }
    Ok(found)
}

/// Fields that say by themselves which record is meant, in the order in which they are asked.
fn tellers(module: &Module) -> Vec<&Field> {
    let names: Vec<&str> = module.title.fields().collect();
    let is_alone =
        |name: &String| module.duplicates.iter().any(|set| set.len() == 1 && set.contains(name));
    let is_single = |field: &Field| {
        field.kind == FieldType::Text
            && !field.several
            && !names.contains(&field.name.as_str())
            && (field.unique || is_alone(&field.name))
    };
    let of = |fits: &dyn Fn(&Field) -> bool| {
        module.fields.iter().filter(|field| fits(field)).collect::<Vec<_>>()
    };
    let mut all = of(&|field| field.kind == FieldType::Number);
    all.extend(of(&is_single));
    all.extend(of(&|field| field.kind == FieldType::Email).into_iter().take(1));
    all
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

/// The modules of which a name stands for a record.
fn targets<'a>(module: &'a Module, name: &Name) -> &'a [String] {
    match module.field(&name.field).map(|field| &field.kind) {
        Some(FieldType::Link { to, .. }) => to,
        _ => &[],
    }
}

pub(crate) fn refusal(name: &Name, code: &str) -> Refusal {
    let problem = FieldProblem::new(&name.field, code).with("value", &name.text);
    Refusal { column: Some(name.column), problem }
}

fn key(name: &str) -> String {
    match name.contains('@') {
        true => name.trim().to_lowercase(),
        false => kernel::words(name).join(" "),
    }
}
