//! The page models of records that are one.

use std::collections::BTreeMap;

use access::FieldRight;
use catalog::{Field, Module};
use kernel::{FieldProblem, PrincipalId, RecordId, Result, Value};
use records::merge::{Choices, Hanging, MergeLine};
use records::{Cx, Record, Source};
use sheets::{alike, merge, merges};
use ui::fields::Form;
use ui::views::detail::TabLink;

use crate::errors::{Reader, words};
use crate::groups::fill;
use crate::head;

/// Columns of a group.
const COLUMNS: usize = 5;

/// The address of the page that lays some records side by side.
pub fn address(module: &Module, ids: &[RecordId], winner: Option<RecordId>) -> String {
    let mut parts: Vec<String> = ids.iter().map(|id| format!("id={id}")).collect();
    parts.extend(winner.map(|id| format!("winner={id}")));
    format!("/{}/merge?{}", module.plural, parts.join("&"))
}

/// Tells whether somebody may make one record of several.
pub fn may(cx: &Cx, module: &Module) -> bool {
    let may = |right| cx.actor.rights.may(&module.code, right);
    may(access::Right::Edit) && may(access::Right::Delete)
}

/// What was posted and refused.
#[derive(Clone, Debug, Default)]
pub struct Again {
    /// The form.
    pub form: Form,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
}

/// The page that lays some records side by side.
pub fn page<'a>(
    cx: &Cx,
    reader: ui::Cx<'_>,
    module: &'a Module,
    choices: &Choices,
    again: &Again,
) -> merge::MergePage<'a> {
    let ids: Vec<RecordId> = choices.records.iter().map(|record| record.id).collect();
    let said = |problems: Vec<FieldProblem>| {
        let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
        (!problems.is_empty()).then(|| words(&reader, &kernel::Error::Invalid(problems), None).1)
    };
    let of = |name: &str| {
        let own = again.problems.iter().filter(|problem| problem.field == name);
        own.cloned().collect::<Vec<_>>()
    };
    let rows = choices.fields.iter().filter_map(|choice| {
        let field = module.field(&choice.field)?;
        let posted = again.form.get(&format!("from.{}", choice.field));
        let chosen = match (posted, choice.proposed) {
            (Some("all"), _) | (None, Source::All) => None,
            (Some(id), _) => ids.iter().position(|known| known.to_string() == id),
            (None, Source::Record(id)) => ids.iter().position(|known| *known == id),
        };
        Some(merge::ValueRow {
            field,
            label: head::field_label(cx, module, &choice.field),
            values: choice.values.clone(),
            chosen,
            together: choice.together.clone(),
            is_open: choice.is_open,
            problem: said(of(&choice.field)),
        })
    });
    let rows: Vec<merge::ValueRow> = rows.collect();
    let is_shown = |problem: &FieldProblem| rows.iter().any(|row| row.field.name == problem.field);
    let others = again.problems.iter().filter(|p| !is_shown(p) && p.field != merge::OTHER);
    let others = others.cloned().collect();
    let head = head::module(cx, module);
    merge::MergePage {
        title: fill(cx, "merge.title", &[("many", &head.many)]),
        sides: choices.records.iter().map(|one| side(cx, reader, module, (one, &ids))).collect(),
        rows,
        moves: choices.hanging.iter().map(|one| hanging(cx, reader, one)).collect(),
        action: format!("/{}/merge", module.plural),
        cancel: ids.first().map_or_else(|| head.href.clone(), |id| format!("{}/{id}", head.href)),
        problem: said(others),
        other: (ids.len() < 3).then(|| other(module, again)),
        module: head,
    }
}

fn other(module: &Module, again: &Again) -> merge::OtherRecord {
    let problem = again.problems.iter().find(|problem| problem.field == merge::OTHER);
    merge::OtherRecord {
        action: format!("/{}/merge", module.plural),
        entered: problem.is_some().then(|| again.form.clone()),
        problem: problem.cloned(),
    }
}

fn side(
    cx: &Cx,
    reader: ui::Cx<'_>,
    module: &Module,
    (record, ids): (&Record, &[RecordId]),
) -> merge::Side {
    let at = match record.value(module, "created_at") {
        Value::Instant(at) => ui::format::date_time(reader, *at),
        _ => String::new(),
    };
    let rest: Vec<RecordId> = ids.iter().copied().filter(|id| *id != record.id).collect();
    let is_kept = ids.first() == Some(&record.id);
    merge::Side {
        id: record.id,
        version: record.version,
        title: record.title.clone(),
        href: format!("/{}/{}", module.plural, record.id),
        made: fill(cx, "merge.made", &[("at", &at)]),
        keep: (!is_kept).then(|| address(module, ids, Some(record.id))),
        without: (2 < ids.len()).then(|| address(module, &rest, None)),
    }
}

fn hanging(cx: &Cx, reader: ui::Cx<'_>, (what, n): &(Hanging, u64)) -> String {
    let figure = ui::format::integer(reader, *n);
    match what {
        Hanging::Records(code) => {
            let form = if *n == 1 { "one" } else { "other" };
            let many = cx.text(&format!("{code}.name.{form}")).to_owned();
            fill(cx, "merge.records", &[("n", &figure), ("many", &many)])
        }
        Hanging::Comments => fill(cx, "merge.comments", &[("n", &figure)]),
        Hanging::Files => fill(cx, "merge.files", &[("n", &figure)]),
        Hanging::Tags => fill(cx, "merge.tags", &[("n", &figure)]),
    }
}

/// The pages about records that are one.
fn tabs(cx: &Cx, module: &Module, here: &str) -> Vec<TabLink> {
    let tab = |(key, address): (&str, &str)| TabLink {
        label: cx.text(&format!("merge.{key}")).to_owned(),
        href: format!("/{}/{address}", module.plural),
        is_current: key == here,
        count: None,
    };
    [("alike", "duplicates"), ("merges", "merges")].map(tab).into()
}

/// What the page of a search is made of.
pub struct Material<'a> {
    /// The module.
    pub module: &'a Module,
    /// The last search.
    pub search: Option<twins::Search>,
    /// Groups that were found.
    pub groups: Vec<twins::Alike>,
    /// Pairs that were told apart.
    pub different: Vec<twins::Alike>,
    /// The records of both.
    pub records: BTreeMap<RecordId, Record>,
}

/// The page of what a search found.
pub fn alike_page<'a>(
    cx: &Cx,
    reader: ui::Cx<'_>,
    material: &Material<'a>,
) -> alike::AlikePage<'a> {
    let module = material.module;
    let columns = columns(cx, module);
    let base = format!("/{}/duplicates", module.plural);
    let group = |found: &twins::Alike| alike::Group {
        percent: fill(cx, "merge.percent", &[("n", &found.percent.to_string())]),
        records: found
            .ids
            .iter()
            .filter_map(|id| material.records.get(id))
            .map(|record| line(module, &columns, record))
            .collect(),
        merge: address(module, &found.ids, None),
    };
    let is_running = material.search.as_ref().is_some_and(|search| search.is_running);
    let head = head::module(cx, module);
    alike::AlikePage {
        title: cx.text("merge.alike").to_owned(),
        tabs: tabs(cx, module, "alike"),
        searched: searched(cx, reader, material.search.as_ref()),
        was_searched: material.search.is_some(),
        search: (!is_running).then(|| format!("{base}/search")),
        running: material.search.as_ref().filter(|s| s.is_running).map(|s| s.compared),
        again: format!("{base}?part=found"),
        columns: columns.iter().map(|f| (*f, head::field_label(cx, module, &f.name))).collect(),
        groups: material.groups.iter().map(group).collect(),
        apart: format!("{base}/apart"),
        different: (material.different.iter().map(group).collect(), format!("{base}/allow")),
        module: head,
    }
}

fn searched(cx: &Cx, reader: ui::Cx<'_>, search: Option<&twins::Search>) -> String {
    let Some(search) = search else { return cx.text("merge.never").to_owned() };
    let n = ui::format::integer(reader, search.compared);
    if search.is_running {
        return fill(cx, "merge.running", &[("n", &n)]);
    }
    let at = ui::format::date_time(reader, search.at);
    let alike = ui::format::integer(reader, search.alike);
    fill(cx, "merge.searched", &[("at", &at), ("n", &n), ("alike", &alike)])
}

/// The fields that count come first, then those of the list.
fn columns<'a>(cx: &Cx, module: &'a Module) -> Vec<&'a Field> {
    let in_title: Vec<&str> = module.title.fields().collect();
    let likeness = module.likeness();
    let counting = likeness.weights.iter().map(|(name, _)| name.as_str());
    let listed = module.list.columns.iter().map(String::as_str);
    let mut columns: Vec<&Field> = Vec::new();
    for name in counting.chain(listed).filter(|name| !in_title.contains(name)) {
        let hidden = cx.actor.rights.field(&module.code, name) == FieldRight::Hidden;
        let Some(field) = module.field(name).filter(|_| !hidden) else { continue };
        if !columns.contains(&field) && columns.len() < COLUMNS {
            columns.push(field);
        }
    }
    columns
}

fn line(module: &Module, columns: &[&Field], record: &Record) -> alike::Line {
    alike::Line {
        id: record.id,
        title: record.title.clone(),
        href: format!("/{}/{}", module.plural, record.id),
        cells: columns.iter().map(|f| record.value(module, &f.name).clone()).collect(),
    }
}

/// The page of what was made one.
pub fn merges_page(
    cx: &Cx,
    reader: ui::Cx<'_>,
    module: &Module,
    (lines, people): (Vec<MergeLine>, &BTreeMap<PrincipalId, String>),
) -> Result<merges::MergesPage> {
    let line = |line: MergeLine| merges::Line {
        kept: (line.title, format!("/{}/{}", module.plural, line.winner)),
        others: line.others.join(", "),
        who: line.actor.and_then(|id| people.get(&id).cloned()).unwrap_or_default(),
        when: ui::format::date_time(reader, line.at),
        state: match line.is_running {
            true => cx.text("merge.going_on").to_owned(),
            false => cx.text("merge.done").to_owned(),
        },
        undo: line.may_undo.then(|| format!("/{}/merges/{}/undo", module.plural, line.run)),
    };
    Ok(merges::MergesPage {
        title: cx.text("merge.merges").to_owned(),
        tabs: tabs(cx, module, "merges"),
        lines: lines.into_iter().map(line).collect(),
        module: head::module(cx, module),
    })
}
