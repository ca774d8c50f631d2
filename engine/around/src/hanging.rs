//! What hangs on a record: the first few of a list, and what they come to for its head.

use std::sync::Arc;

use access::{FieldRight, Right};
use catalog::{Figure, Module, RelatedList};
use kernel::{Error, RecordId, Result};
use records::{Asked, Count, Cx, ListQuery, Page, Record, Sum, Sums, count, may_ask, sums};

use crate::inbound::Inbound;
use crate::steps::open_stages;

/// Records that are counted and summed up for one figure; beyond them it says "more than".
const BOUND: u64 = 2_000;

/// A related list, with the condition and the order of the view it is shown in.
pub type Chosen<'a> = (&'a RelatedList, Option<(&'a str, &'a str)>);

/// The first records of a list and whether they are all, or why it cannot be asked for.
pub type Hanging = Result<(Vec<Record>, bool)>;

/// A figure of a record, as the actor may see it.
#[derive(Clone, Debug)]
pub struct Figured {
    /// The module whose records are counted.
    pub module: Arc<Module>,
    /// Its figure.
    pub figure: Figure,
    /// The question for these records, in the filter language.
    pub filter: String,
    /// How many there are.
    pub count: Count,
    /// What they come to, by currency; empty when there are too many to say.
    pub sums: Vec<Sum>,
    /// What else they come to.
    pub beside: Vec<Sum>,
}

/// The first records of a related list, and whether they are all of them: those in an open stage
/// before the others, which come latest first; with a view, which is a condition and an order,
/// those of the view.
///
/// # Errors
/// `Forbidden` when the actor does not see the other module; `Invalid` at `filter` or `sort` for
/// what is hidden from them.
pub async fn related(
    cx: &Cx,
    list: &RelatedList,
    (id, view): (RecordId, Option<(&str, &str)>),
    limit: usize,
) -> Result<(Vec<Record>, bool)> {
    let pages = records::answers(cx, questions(cx, list, (id, view), limit)?).await?;
    Ok(cut(pages.into_iter().flat_map(|page| page.records).collect(), limit))
}

/// What is asked for one list, or why it cannot be asked.
pub(super) type Questions = Result<Vec<Asked>>;

/// The questions of several lists.
pub(super) fn all_questions(
    cx: &Cx,
    lists: &[Chosen<'_>],
    (id, inbound): (RecordId, &Inbound),
    limit: usize,
) -> Vec<Questions> {
    let ask = |(list, view): &Chosen<'_>| match inbound.may(&list.module, &list.field) {
        true => questions(cx, list, (id, *view), limit),
        false => readable(cx, list).map(|_| Vec::new()),
    };
    lists.iter().map(ask).collect()
}

/// Lists made of the answers.
pub(super) fn hanging(questions: Vec<Questions>, pages: Vec<Page>, limit: usize) -> Vec<Hanging> {
    let mut pages = pages.into_iter();
    let mut list = |questions: Vec<Asked>| {
        let pages = pages.by_ref().take(questions.len());
        cut(pages.flat_map(|page| page.records).collect(), limit)
    };
    questions.into_iter().map(|asked| asked.map(&mut list)).collect()
}

/// What is asked for a related list: one question, or one for what is open and one for the rest.
fn questions(
    cx: &Cx,
    list: &RelatedList,
    (id, view): (RecordId, Option<(&str, &str)>),
    limit: usize,
) -> Questions {
    let module = readable(cx, list)?;
    let readable = |name: &str| is_readable(cx, &module, name);
    let ask = |question: &ListQuery| Asked::new(cx, &module, question);
    let hangs = format!("{} = \"{id}\"", list.field);
    let mut question =
        ListQuery { filter: hangs.clone(), limit: limit + 1, ..ListQuery::default() };
    question.fields = list.brief(&module).to_vec();
    question.fields.retain(|name| readable(name));
    if let Some((filter, sort)) = view {
        if !filter.is_empty() {
            question.filter = format!("{hangs} and ({filter})");
        }
        sort.clone_into(&mut question.sort);
        return Ok(vec![ask(&question)?]);
    }
    let sort = module.list.sort.trim_start_matches('-');
    let sort = if readable(sort) { sort } else { "title" };
    if sort != module.list.sort.trim_start_matches('-') {
        sort.clone_into(&mut question.sort);
    }
    let Some(open) = open_stages(cx, &module) else { return Ok(vec![ask(&question)?]) };
    question.filter = format!("{hangs} and {open}");
    let first = ask(&question)?;
    question.sort = if sort == "title" { sort.into() } else { format!("-{sort}") };
    question.filter = format!("{hangs} and not ({open})");
    Ok(vec![first, ask(&question)?])
}

/// The module of a list whose records the actor may see there.
fn readable(cx: &Cx, list: &RelatedList) -> Result<Arc<Module>> {
    let module = cx.module(&list.module)?;
    let is_seen = cx.actor.rights.may(&module.code, Right::See);
    match is_seen && is_readable(cx, &module, &list.field) {
        true => Ok(module),
        false => Err(Error::forbidden(&format!("{}.see", module.code))),
    }
}

fn is_readable(cx: &Cx, module: &Module, name: &str) -> bool {
    let right = cx.actor.rights.field(&module.code, name);
    right != FieldRight::Hidden && module.field(name).is_some()
}

fn cut(mut records: Vec<Record>, limit: usize) -> (Vec<Record>, bool) {
    let is_whole = records.len() <= limit;
    records.truncate(limit);
    (records, is_whole)
}

/// The figures of a record: what the records that link to it come to, as far as the actor sees
/// them. Fields hidden from the actor are not summed up, and conditions on them show no figure.
///
/// # Errors
/// When the database fails.
pub async fn figures(
    cx: &Cx,
    (module, id): (&str, RecordId),
    inbound: &Inbound,
) -> Result<Vec<Figured>> {
    let mut figured = Vec::new();
    for (other, figure, link) in offered(cx, module) {
        let open = open_stages(cx, &other).filter(|_| figure.is_open);
        if figure.is_open && open.is_none() {
            continue;
        }
        let mut filter = format!("{link} = \"{id}\"");
        for condition in open.iter().chain(&figure.only_if) {
            filter = format!("{filter} and ({condition})");
        }
        let list = ListQuery { filter, ..ListQuery::default() };
        let known = match inbound.may(&other.code, &link) {
            true => count(cx, &other.code, &list, BOUND).await,
            false if may_ask(cx, &other, &list) => Ok(Count { n: 0, is_exact: true }),
            false => continue,
        };
        let count = match known {
            Ok(count) => count,
            // A condition on a field that the actor may not know.
            Err(Error::Invalid(_)) => continue,
            Err(error) => return Err(error),
        };
        let shown = |name: &&String| {
            let right = cx.actor.rights.field(&other.code, name);
            right != FieldRight::Hidden && count.is_exact && 0 < count.n
        };
        let summed = [figure.sum.as_ref(), figure.beside.as_ref()].map(|name| name.filter(shown));
        let fields: Vec<String> = summed.iter().flatten().map(|name| (*name).clone()).collect();
        let known = match fields.is_empty() {
            true => Sums::default(),
            false => sums(cx, &other.code, &list, (&fields, BOUND)).await?,
        };
        let of = |name: Option<&String>| {
            let own = known.all.iter().filter(|sum| Some(&sum.field) == name);
            own.cloned().collect::<Vec<Sum>>()
        };
        let (sums, beside) = (of(summed[0]), of(summed[1]));
        figured.push(Figured { module: other, figure, filter: list.filter, count, sums, beside });
    }
    Ok(figured)
}

/// Figures that other modules show at records of this one, with the link to it.
fn offered(cx: &Cx, module: &str) -> Vec<(Arc<Module>, Figure, String)> {
    let Some(here) = cx.catalog.module(module) else { return Vec::new() };
    let mut offered = Vec::new();
    for other in cx.catalog.modules() {
        if !cx.actor.rights.may(&other.code, Right::See) {
            continue;
        }
        for figure in &other.figures {
            let link = figure.on.iter().find(|name| {
                let right = cx.actor.rights.field(&other.code, name);
                let field = other.field(name).filter(|_| right != FieldRight::Hidden);
                field.is_some_and(|field| field.kind.leads_to(module))
            });
            let name = format!("{}.{}", other.code, figure.name);
            let place = here.figure_place(&name).zip(link);
            offered.extend(
                place.map(|(at, link)| (at, (other.clone(), figure.clone(), link.clone()))),
            );
        }
    }
    offered.sort_by_key(|(at, _)| *at);
    offered.into_iter().map(|(_, one)| one).collect()
}
