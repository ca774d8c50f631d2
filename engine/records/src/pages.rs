//! Several pages at once: their questions travel to the database together.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Right;
use catalog::Module;
use kernel::{PrincipalId, RecordId, Result, Value};
use store::Reader;
use store::records::{self, Page, Query};

use crate::cx::Cx;
use crate::find::{ListQuery, Names, question, resolve_values, strip};
use crate::index::{hides_terms, is_found};

/// Pages of several questions, with the titles of everything their records link to.
#[derive(Clone, Debug, Default)]
pub struct Together {
    /// The pages, in the order of the questions.
    pub pages: Vec<Page>,
    /// Titles of linked records; an unreachable one is missing.
    pub titles: BTreeMap<RecordId, String>,
    /// Names of users and groups.
    pub names: BTreeMap<PrincipalId, String>,
}

/// Reads a page of each of several questions about a module.
///
/// # Errors
/// As `find`.
pub async fn find_all(cx: &Cx, module: &str, lists: &[ListQuery]) -> Result<Together> {
    let module = cx.module(module)?;
    let asked = lists.iter().map(|list| Asked::new(cx, &module, list));
    let asked: Vec<Asked> = asked.collect::<Result<_>>()?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .read(move |reader| {
            let pages = read(reader, &cx, &asked)?;
            let (titles, names) = names(reader, &cx, &pages)?;
            Ok(Together { pages, titles, names })
        })
        .await
}

/// A question about a module, as far as the actor may ask it.
#[derive(Clone, Debug)]
pub struct Asked(pub(crate) Arc<Module>, pub(crate) Query);

impl Asked {
    /// Makes it.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` at `filter`, `sort` or `fields`.
    pub fn new(cx: &Cx, module: &Arc<Module>, list: &ListQuery) -> Result<Self> {
        cx.actor.rights.demand(&module.code, Right::See)?;
        Ok(Asked(module.clone(), question(cx, module, list)?))
    }
}

/// Reads pages of questions about any modules, without the titles of what their records link to.
///
/// # Errors
/// When the database fails.
pub async fn answers(cx: &Cx, asked: Vec<Asked>) -> Result<Vec<Page>> {
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let cx = cx.clone();
    cx.store().clone().read(move |reader| read(reader, &cx, &asked)).await
}

/// Of some link fields those by which records outside the bin point to a record, whoever may see
/// them: what none points by need not be asked for.
///
/// # Errors
/// When the database fails.
pub async fn pointing(
    cx: &Cx,
    id: RecordId,
    links: Vec<(Arc<Module>, String)>,
) -> Result<Vec<bool>> {
    cx.store().read(move |reader| records::pointing(reader, id, &links)).await
}

/// Reads pages as the actor may see them.
pub(crate) fn read(reader: &mut Reader<'_>, cx: &Cx, asked: &[Asked]) -> Result<Vec<Page>> {
    let questions: Vec<(&Module, &Query)> =
        asked.iter().map(|Asked(module, query)| (module.as_ref(), query)).collect();
    let mut pages = records::lists(reader, &cx.catalog, &cx.actor.scope, &questions)?;
    for (Asked(module, query), page) in asked.iter().zip(&mut pages) {
        page.records.iter_mut().for_each(|record| strip(cx, module, record));
        if !query.terms.is_empty() && hides_terms(&cx.actor.rights, module) {
            page.records.retain(|record| is_found(module, record, &query.terms));
        }
    }
    Ok(pages)
}

/// Titles and names of everything the records of some pages point to.
pub(crate) fn names(reader: &mut Reader<'_>, cx: &Cx, pages: &[Page]) -> Result<Names> {
    let records = pages.iter().flat_map(|page| &page.records);
    let values: Vec<&Value> = records.flat_map(|record| &record.values).collect();
    resolve_values(reader, cx, &values)
}
