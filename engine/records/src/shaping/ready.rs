//! Fields that are to be found otherwise: their places in an order and their words in the search
//! are made while people work, and used when all of them are there.
//!
//! What was made stands in a setting, by module and field. What the catalog says beyond it is held
//! back, see `catalog::Soon`: written with every save, asked by nobody.

use std::collections::{BTreeMap, BTreeSet};

use access::Scope;
use catalog::{Catalog, Field, Held, Module, Soon};
use kernel::{Instant, Result};
use serde::{Deserialize, Serialize};
use store::queries::calculation::{self, Calculation};
use store::queries::{search, setting};
use store::{Reader, Store, Tx, records};

use super::acts::{refused, standing};
use super::keys;
use crate::cx::Engine;
use crate::index;

/// Name of the setting that says what was made.
const SETTING: &str = "found_by";
/// What the key of the calculation of a module begins with; no code of a module does.
const KEY: &str = "+";
/// Records of a portion.
const PORTION: usize = 200;
/// Portions that are made before whoever asked is answered.
const AT_ONCE: usize = 10;

/// How a field is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct By {
    search: bool,
    sort: bool,
}

/// A field that never stood in the catalog before: code of its module, and its name.
pub type NewField = (String, String);

/// By module and field; every module is there, and fields that are found somehow.
type Known = BTreeMap<String, BTreeMap<String, By>>;

fn present(catalog: &Catalog) -> Known {
    let of = |module: &Module| {
        let fields = module.fields.iter().filter(|field| field.system.is_none());
        let by = |field: &Field| By { search: field.search, sort: field.sort };
        let found = fields.filter(|field| field.search || field.sort);
        found.map(|field| (field.name.clone(), by(field))).collect()
    };
    catalog.modules().iter().map(|module| (module.code.clone(), of(module))).collect()
}

fn known(reader: &mut Reader<'_>) -> Result<Option<Known>> {
    let text = setting::get(reader, SETTING)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

fn keep(tx: &mut Tx<'_>, known: &Known) -> Result<()> {
    let text = serde_json::to_string(known).map_err(kernel::Error::internal)?;
    setting::set(tx, SETTING, &text)
}

/// What was made, with modules that are new to it: their records come with all that they need.
fn taken_in(reader: &mut Reader<'_>, catalog: &Catalog) -> Result<Known> {
    let all = present(catalog);
    let Some(mut known) = known(reader)? else { return Ok(all) };
    for (module, fields) in all {
        known.entry(module).or_insert(fields);
    }
    Ok(known)
}

fn held(catalog: &Catalog, known: &Known) -> Vec<Held> {
    let mut held = Vec::new();
    for module in catalog.modules() {
        let of = known.get(&module.code);
        for field in module.fields.iter().filter(|field| field.system.is_none()) {
            let made = of.and_then(|of| of.get(&field.name)).copied().unwrap_or_default();
            let soon = Soon {
                search: field.search && !made.search,
                sort: field.sort && !made.sort,
                forgets: made.search && !field.search,
            };
            if soon != Soon::default() {
                held.push((module.code.clone(), field.name.clone(), soon));
            }
        }
    }
    held
}

/// The catalog as it may be used by now, with what is still being made.
///
/// # Errors
/// When the database fails.
pub fn usable(reader: &mut Reader<'_>, catalog: Catalog) -> Result<(Catalog, Vec<Held>)> {
    let known = taken_in(reader, &catalog)?;
    let held = held(&catalog, &known);
    Ok((catalog.holding_back(&held), held))
}

/// Asks for what has to be made, in the transaction that changes the catalog; tells whether there
/// is anything.
///
/// What is no longer asked for counts as not made, because saves do not keep it from now on. Of
/// fields that are new no record holds anything: they wait for their index only.
///
/// # Errors
/// When the database fails.
pub fn owe(tx: &mut Tx<'_>, (catalog, new): (&Catalog, &[NewField]), now: Instant) -> Result<bool> {
    let mut known = taken_in(tx, catalog)?;
    let mut owed: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for module in catalog.modules() {
        let Some(of) = known.get_mut(&module.code) else { continue };
        for one in calculation::of_module(tx, &module.code)?.iter().filter(|one| is_of(one)) {
            // Half of it may be made by now, one way or the other.
            for name in one.fields.split(' ') {
                owed.entry(module.code.clone()).or_default().insert(name.into());
                if let (Some(made), Some(field)) = (of.get_mut(name), module.field(name)) {
                    made.search &= !field.search;
                }
            }
        }
        for (name, made) in of.iter_mut() {
            made.sort &= module.field(name).is_some_and(|field| field.sort);
        }
        of.retain(|name, made| module.field(name).is_some() && (made.search || made.sort));
    }
    known.retain(|code, _| catalog.module(code).is_some());
    keep(tx, &known)?;
    let held = held(catalog, &known);
    let is_new = |of: &Held| new.iter().any(|(code, name)| (code, name) == (&of.0, &of.1));
    for (module, field, _) in held.iter().filter(|of| !is_new(of)) {
        owed.entry(module.clone()).or_default().insert(field.clone());
    }
    for (module, marks) in keys::differing(tx, catalog)? {
        owed.entry(module).or_default().extend(marks.into_iter().map(str::to_owned));
    }
    keys::keep(tx, catalog)?;
    for (module, fields) in &owed {
        ask(tx, (module, fields), now)?;
    }
    Ok(!owed.is_empty() || !held.is_empty())
}

fn ask(tx: &mut Tx<'_>, (module, fields): (&str, &BTreeSet<String>), now: Instant) -> Result<()> {
    let asked = Calculation {
        key: format!("{KEY}{module}"),
        module: module.into(),
        fields: fields.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
        towards: None,
        after: 0,
        done: 0,
        total: None,
    };
    calculation::put(tx, &asked, now)
}

/// Whether a calculation is one of places and words.
pub fn is_of(one: &Calculation) -> bool {
    one.key.starts_with(KEY)
}

/// Makes one portion of a calculation; tells how many records are done, and how many there are.
///
/// # Errors
/// When the database fails.
pub fn go_on(
    tx: &mut Tx<'_>,
    catalog: &Catalog,
    (module, one): (&Module, &Calculation),
) -> Result<(u64, u64)> {
    let scope = Scope::system("what stands is found otherwise");
    let total = match one.total {
        Some(total) => total,
        None => records::how_many(tx, module, &scope, None)?,
    };
    let names: BTreeSet<&str> = one.fields.split(' ').collect();
    let fields = module.fields.iter().enumerate();
    let (places, fields): (Vec<usize>, Vec<&Field>) =
        fields.filter(|(_, field)| names.contains(field.name.as_str())).unzip();
    let (has_keys, has_words) = (names.contains(keys::KEYS), names.contains(keys::WORDS));
    let is_told = has_words || fields.iter().any(|field| field.soon.search || field.soon.forgets);
    let holding = (!has_keys && !has_words).then_some(fields.as_slice());
    let found = records::holding(tx, module, &scope, (one.after, PORTION, holding))?;
    for record in &found {
        if has_keys {
            keys::write(tx, module, record)?;
        }
        records::settle(tx, (catalog, module), record, &places)?;
        if is_told && record.trashed_at.is_none() {
            search::remove(tx, &module.code, record.row)?;
            search::add(tx, &index::document(module, record))?;
        }
    }
    let done = one.done + i64::try_from(found.len()).unwrap_or(0);
    let last = found.last().filter(|_| found.len() == PORTION).map(|last| last.row);
    let after = last.unwrap_or(one.after.saturating_add(records::STRETCH));
    if after < records::last_row(tx, module)? {
        calculation::go_on(tx, &one.key, (after, done, total))?;
    } else {
        calculation::end(tx, &one.key)?;
        searched(tx, catalog, (module, &fields))?;
    }
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    Ok((number(done), number(total)))
}

/// Takes down that the search knows of fields what the catalog says; places in an order wait for
/// their index.
fn searched(
    tx: &mut Tx<'_>,
    catalog: &Catalog,
    (module, fields): (&Module, &[&Field]),
) -> Result<()> {
    let mut known = taken_in(tx, catalog)?;
    let of = known.entry(module.code.clone()).or_default();
    for field in fields {
        of.entry(field.name.clone()).or_default().search = field.is_told();
    }
    keep(tx, &known)
}

/// Makes the next portion of whatever is asked for; tells whether there was any.
fn next(tx: &mut Tx<'_>, catalog: &Catalog) -> Result<bool> {
    let Some(one) = calculation::hold(tx, KEY)? else { return Ok(false) };
    match catalog.module(&one.module) {
        Some(module) => go_on(tx, catalog, (module, &one))?,
        None => calculation::end(tx, &one.key).map(|()| (0, 0))?,
    };
    Ok(true)
}

/// Takes down what is made: everything in modules of which nothing is asked for any more.
fn end(tx: &mut Tx<'_>, catalog: &Catalog) -> Result<()> {
    let mut known = taken_in(tx, catalog)?;
    let all = present(catalog);
    for (module, _, _) in held(catalog, &known) {
        if !calculation::of_module(tx, &module)?.iter().any(is_of) {
            known.insert(module.clone(), all.get(&module).cloned().unwrap_or_default());
        }
    }
    keep(tx, &known)
}

/// What an update of the program finds otherwise is made before anybody asks for it; the rest is
/// left to the job that was asked.
///
/// # Errors
/// When the database fails.
pub async fn catch_up(
    store: &Store,
    (shipped, catalog): (&Catalog, Catalog),
    now: Instant,
) -> Result<Catalog> {
    let all = catalog.clone();
    let looked = store.read(move |reader| {
        let differing = keys::differing(reader, &all)?;
        Ok((self::usable(reader, all)?, differing))
    });
    let ((usable, held), differing) = looked.await?;
    let is_shipped = |(module, name, soon): &Held| {
        let field = shipped.module(module).and_then(|module| module.field(name));
        field.is_some_and(|field| soon.search && field.search || soon.sort && field.sort)
    };
    if differing.is_empty() && !held.iter().any(is_shipped) {
        let all = catalog.clone();
        let take_in = move |tx: &mut Tx<'_>| {
            let known = taken_in(tx, &all)?;
            keep(tx, &known)?;
            keys::keep(tx, &all)
        };
        store.write(take_in).await?;
        return Ok(usable);
    }
    let all = catalog.clone();
    store.write(move |tx| owe(tx, (&all, &[]), now)).await?;
    loop {
        let held_back = usable.clone();
        if !store.write(move |tx| next(tx, &held_back)).await? {
            break;
        }
    }
    let all = catalog.clone();
    store.write(move |tx| end(tx, &all)).await?;
    Ok(catalog)
}

impl Engine {
    /// Makes indexes that are left, and lets everything be used of which all is made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn make_ready(&self) -> Result<()> {
        let _one_index_at_a_time = self.indexing.lock().await;
        self.store().make_indexes(&self.wanted().await?).await?;
        let _one_at_a_time = self.changing.lock().await;
        let next = self.wanted().await?;
        // What was asked for meanwhile has asked for its own job.
        if self.store().lacks_indexes(&next).await? {
            return Ok(());
        }
        let all = next.clone();
        self.store().write(move |tx| end(tx, &all)).await?;
        self.use_by_now(next).await.map(drop)
    }

    /// The catalog that administrators want, whatever of it is made.
    async fn wanted(&self) -> Result<Catalog> {
        self.shipped.with(&standing(self.store()).await?).map_err(refused)
    }

    /// Swaps the catalog for what may be used of another one; tells what is held back.
    pub(crate) async fn use_by_now(&self, next: Catalog) -> Result<Vec<Held>> {
        let (next, held) = self.store().read(move |reader| usable(reader, next)).await?;
        self.swap(next);
        Ok(held)
    }

    /// Where there is little, it is made at once, so that nobody waits for a job.
    pub(crate) async fn hurry(&self, next: &Catalog) -> Result<()> {
        for _ in 0..AT_ONCE {
            let catalog = self.catalog();
            if self.store().write(move |tx| self::next(tx, &catalog)).await? {
                continue;
            }
            if self.store().lacks_indexes(next).await? {
                return Ok(());
            }
            let all = next.clone();
            self.store().write(move |tx| end(tx, &all)).await?;
            return self.use_by_now(next.clone()).await.map(drop);
        }
        Ok(())
    }
}
