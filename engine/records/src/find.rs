//! Reading records: one, a page, a count, titles.

use std::collections::BTreeMap;

use access::{FieldRight, Right};
use catalog::filter::{self, Filter, Present, Resolved};
use catalog::{FieldType, Module};
use kernel::{Error, FieldProblem, Instant, Link, PrincipalId, RecordId, Result, Value};
use store::Reader;
use store::records::{self, Count, Cursor, Page, Query, Record, Sort, Towards};

use crate::cx::Cx;
use crate::draft::lines;
use crate::house;
use crate::index::{hides_terms, is_found};
use crate::linked::{self, Linked, LinkedColumn};
use crate::pages::{self, Asked};
use crate::search::query_terms;

/// A question for a page, in the words of the caller.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// Condition in the filter language; empty means none.
    pub filter: String,
    /// Text to search for; empty means none.
    pub text: String,
    /// Sort such as `-name`; empty means the module's own.
    pub sort: String,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// Which way to go from there.
    pub towards: Towards,
    /// Rows at most, 1 to 500.
    pub limit: usize,
    /// Names of the fields wanted, also over a link as in `author.country`; empty means all.
    pub fields: Vec<String>,
    /// Records in the bin.
    pub in_bin: bool,
}

/// A page with the titles of everything its records link to.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The page.
    pub page: Page,
    /// Titles of linked records; an unreachable one is missing.
    pub titles: BTreeMap<RecordId, String>,
    /// Names of users and groups.
    pub names: BTreeMap<PrincipalId, String>,
    /// Values of columns that stand in linked records.
    pub linked: Linked,
}

impl Found {
    /// All values that a list may show.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let own = self.page.records.iter().flat_map(|record| &record.values);
        own.chain(self.linked.values())
    }
}

/// Reads a page of records.
///
/// # Errors
/// `Forbidden`; `Invalid` at `filter`, `sort` or `fields`.
pub async fn find(cx: &Cx, module: &str, list: &ListQuery) -> Result<Found> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let query = question(cx, &module, list)?;
    let columns = linked::columns(cx, &module, &list.fields);
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let pages = pages::read(reader, &cx, &[Asked(module, query)])?;
            let page = pages.into_iter().next().unwrap_or_default();
            let linked = linked::read(reader, &cx, &page, columns)?;
            let (titles, names) = (BTreeMap::new(), BTreeMap::new());
            let mut found = Found { page, titles, names, linked };
            let values: Vec<&Value> = found.values().collect();
            (found.titles, found.names) = resolve_values(reader, &cx, &values)?;
            Ok(found)
        })
        .await
}

/// Counts the records of a question, at most `bound`.
///
/// # Errors
/// As `find`.
pub async fn count(cx: &Cx, module: &str, list: &ListQuery, bound: u64) -> Result<Count> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let query = question(cx, &module, list)?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let scope = &cx.actor.scope;
            if !query.terms.is_empty() && hides_terms(&cx.actor.rights, &module) {
                return count_seen(reader, &cx, &module, (query.clone(), bound));
            }
            records::count(reader, &cx.catalog, &module, scope, (&query, bound))
        })
        .await
}

/// Counts one by one where a field that the search knows is hidden from the actor.
fn count_seen(
    reader: &mut Reader<'_>,
    cx: &Cx,
    module: &Module,
    (mut query, bound): (Query, u64),
) -> Result<Count> {
    query.limit = store::queries::finding::CANDIDATES;
    let page = records::list(reader, &cx.catalog, module, &cx.actor.scope, &query)?;
    let seen = page.records.into_iter().map(|record| seen(cx, module, record));
    let n = seen.filter(|record| is_found(module, record, &query.terms)).count() as u64;
    Ok(Count { n: n.min(bound), is_exact: n <= bound && !page.is_bounded })
}

/// Some records of a question, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Stretch {
    /// Their ids.
    pub ids: Vec<RecordId>,
    /// Where the next ones begin; none when these were the last.
    pub next: Option<Cursor>,
}

/// Walks over the records that a question finds and that were made by an instant, in an order that
/// no change of a record moves: whoever acts on them on the way meets each of them once.
///
/// # Errors
/// `Forbidden`; `Invalid` at `filter`.
pub async fn walk(cx: &Cx, module: &str, list: &ListQuery, until: Instant) -> Result<Stretch> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let query = question(cx, &module, &ListQuery { sort: "title".into(), ..list.clone() })?;
    let query = Query {
        sort: Sort { field: "created_at".into(), downwards: false },
        further: Vec::new(),
        ..query
    };
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let page = records::list(reader, &cx.catalog, &module, &cx.actor.scope, &query)?;
            let hides = !query.terms.is_empty() && hides_terms(&cx.actor.rights, &module);
            let n_all = page.records.len();
            let made = |record: &Record| match record.value(&module, "created_at") {
                Value::Instant(at) => *at <= until,
                _ => true,
            };
            let in_time: Vec<Record> = page.records.into_iter().take_while(made).collect();
            let next = page.next.filter(|_| in_time.len() == n_all);
            let seen = in_time.into_iter().map(|record| seen(&cx, &module, record));
            let ids = seen.filter(|r| !hides || is_found(&module, r, &query.terms)).map(|r| r.id);
            Ok(Stretch { ids: ids.collect(), next })
        })
        .await
}

/// Tells whether the actor can ask a question: the module and every field that it names are theirs.
#[must_use]
pub fn may_ask(cx: &Cx, module: &Module, list: &ListQuery) -> bool {
    cx.actor.rights.may(&module.code, Right::See) && question(cx, module, list).is_ok()
}

pub(crate) fn question(cx: &Cx, module: &Module, list: &ListQuery) -> Result<Query> {
    let filter = match list.filter.trim() {
        "" => None,
        text => Some(condition(cx, module, text)?),
    };
    let hidden = |name: &str| cx.actor.rights.field(&module.code, name) == FieldRight::Hidden;
    let (sort, further) = order(module, &list.sort, &hidden)?;
    let fields = list.fields.iter().map(|name| {
        let problem = || FieldProblem::new("fields", "unknown_field").with("value", name);
        let own = module.position(name).filter(|_| !hidden(name));
        let over = || LinkedColumn::read(cx, module, name).map(|column| column.link);
        own.or_else(over).ok_or_else(problem)
    });
    let fields: Result<Vec<usize>, FieldProblem> = fields.collect();
    let fields = fields.map_err(|problem| Error::Invalid(vec![problem]))?;
    let terms = query_terms(&list.text);
    let needs_all = !terms.is_empty() && hides_terms(&cx.actor.rights, module);
    let fields = (!list.fields.is_empty() && !needs_all).then_some(fields);
    Ok(Query {
        filter,
        terms,
        sort,
        further,
        after: list.after.clone(),
        towards: list.towards,
        limit: list.limit.clamp(1, 500),
        fields,
        in_bin: list.in_bin,
    })
}

/// Fields that a list is sorted by at most.
pub const SORTS: usize = 3;

/// Reads an order such as `stage,-amount`; without one that of the module.
fn order(module: &Module, text: &str, hidden: &dyn Fn(&str) -> bool) -> Result<(Sort, Vec<Sort>)> {
    let text = if text.is_empty() { &module.list.sort } else { text };
    let parsed = text
        .split(',')
        .map(|one| Sort::parse(module, one.trim()).filter(|sort| !hidden(&sort.field)));
    let sorts = parsed.collect::<Option<Vec<Sort>>>();
    let mut sorts = sorts.ok_or_else(|| Error::invalid("sort", "not_sortable"))?;
    let mut met = std::collections::BTreeSet::new();
    sorts.retain(|sort| met.insert(sort.field.clone()));
    if sorts.len() > SORTS {
        let problem = FieldProblem::new("sort", "too_many_sorts").with("max", SORTS);
        return Err(Error::Invalid(vec![problem]));
    }
    let further = sorts.split_off(1);
    Ok((sorts.remove(0), further))
}

/// Reads a condition; a field that is hidden from the actor does not exist for them.
fn condition(cx: &Cx, module: &Module, text: &str) -> Result<Resolved> {
    let filter = filter::parse(&cx.catalog, module, text).map_err(|error| {
        let mut problem = FieldProblem::new("filter", &error.code);
        problem.params = error.params.into_iter().collect();
        Error::Invalid(vec![problem.with("position", error.position)])
    })?;
    match hidden_name(cx, module, &filter) {
        Some(name) => {
            let problem = FieldProblem::new("filter", "filter_unknown_field").with("field", name);
            Err(Error::Invalid(vec![problem.with("position", 1)]))
        }
        None => Ok(resolve(cx, &filter)),
    }
}

fn hidden_name(cx: &Cx, module: &Module, filter: &Filter) -> Option<String> {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => {
            parts.iter().find_map(|part| hidden_name(cx, module, part))
        }
        Filter::Not(part) => hidden_name(cx, module, part),
        Filter::Compare(comparison) => linked::hidden_part(cx, module, &comparison.path),
    }
}

pub(crate) fn resolve(cx: &Cx, filter: &Filter) -> Resolved {
    let me = cx.actor.user.unwrap_or(PrincipalId(uuid::Uuid::nil()));
    let (zone, week) = (cx.locale.zone.clone(), cx.locale.formats.week);
    let (team, fiscal) = house::present(cx, me);
    filter.resolve(&Present { now: cx.now(), zone, week, me, team, fiscal })
}

/// Reads one record, also from the bin.
///
/// # Errors
/// `NotFound`, also for records the actor may not see; `Forbidden`.
pub async fn get(cx: &Cx, module: &str, id: RecordId) -> Result<Record> {
    let found = get_many(cx, module, &[id]).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}

/// Reads those of several records that the actor reaches.
///
/// # Errors
/// `Forbidden`.
pub async fn get_many(cx: &Cx, module: &str, ids: &[RecordId]) -> Result<Vec<Record>> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let (cx, ids) = (cx.clone(), ids.to_vec());
    cx.store()
        .clone()
        .read(move |reader| {
            let mut found = records::get_many(reader, &module, &cx.actor.scope, &ids)?;
            found.iter_mut().for_each(|record| strip(&cx, &module, record));
            Ok(found)
        })
        .await
}

/// Empties fields the actor may not read; they never leave this crate.
pub(crate) fn strip(cx: &Cx, module: &Module, record: &mut Record) {
    for (field, value) in module.fields.iter().zip(&mut record.values) {
        if cx.actor.rights.field(&module.code, &field.name) == FieldRight::Hidden {
            *value = Value::Empty;
        }
        if let FieldType::Lines { shape } = &field.kind {
            lines::strip(cx, shape, value);
        }
    }
}

/// A record as the actor may see it.
pub(crate) fn seen(cx: &Cx, module: &Module, mut record: Record) -> Record {
    strip(cx, module, &mut record);
    record
}

/// Titles and names of everything some records point to.
///
/// # Errors
/// When the database fails.
pub async fn titles_of(
    cx: &Cx,
    values: Vec<Value>,
) -> Result<(BTreeMap<RecordId, String>, BTreeMap<PrincipalId, String>)> {
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| resolve_values(reader, &cx, &values.iter().collect::<Vec<_>>()))
        .await
}

/// Titles of linked records that the actor reaches.
///
/// # Errors
/// When the database fails.
pub async fn titles(cx: &Cx, links: &[Link]) -> Result<BTreeMap<RecordId, String>> {
    let values = links.iter().cloned().map(Value::Link).collect();
    Ok(titles_of(cx, values).await?.0)
}

pub(crate) type Names = (BTreeMap<RecordId, String>, BTreeMap<PrincipalId, String>);

pub(crate) fn resolve_values(reader: &mut Reader<'_>, cx: &Cx, values: &[&Value]) -> Result<Names> {
    let mut links: BTreeMap<&str, Vec<RecordId>> = BTreeMap::new();
    let mut people: Vec<PrincipalId> = Vec::new();
    for value in values {
        match value {
            Value::Link(link) => links.entry(&link.module).or_default().push(link.id),
            Value::Principal(id) => people.push(*id),
            _ => {}
        }
    }
    let mut titles = BTreeMap::new();
    for (code, mut ids) in links {
        ids.sort_unstable();
        ids.dedup();
        let seen = cx.actor.rights.may(code, Right::See);
        if let Some(module) = cx.catalog.module(code).filter(|_| seen) {
            titles.extend(records::titles(reader, module, &cx.actor.scope, &ids)?);
        }
    }
    let names = match people.is_empty() {
        true => BTreeMap::new(),
        false => house::names(reader, cx, &people)?,
    };
    Ok((titles, names))
}

/// Records of a module whose title fits what a person types into a link field.
///
/// # Errors
/// `Forbidden`.
pub async fn lookup(cx: &Cx, module: &str, text: &str) -> Result<Vec<Record>> {
    let sort = if text.trim().is_empty() { "-modified_at" } else { "title" };
    let list =
        ListQuery { text: text.into(), sort: sort.into(), limit: 12, ..ListQuery::default() };
    Ok(find(cx, module, &list).await?.page.records)
}
