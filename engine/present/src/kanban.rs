//! The page model of a board.

use std::collections::BTreeMap;

use access::{FieldRight, Right};
use around::Next;
use catalog::{Field, Kanban, Module, StageKind};
use kernel::{Currency, Decimal, Link, Money, PrincipalId, RecordId, Value};
use records::{Cx, Lane, ListQuery, Page};
use social::ListView;
use ui::model::{Count, Go, MenuItem};
use ui::views::kanban as view;

use crate::head;
use crate::list::chips;
use crate::list_state::ListState;

/// Cards of a lane that are shown.
pub const CARDS: usize = 20;

/// Which lanes there are, and what stands on the cards.
pub struct Plan<'a> {
    /// The module.
    pub module: &'a Module,
    /// What the module says of its board.
    pub kanban: Kanban,
    /// Codes of the lanes in their order; empty for records without a value.
    pub lanes: Vec<String>,
    /// Codes of what is done with.
    pub ends: Vec<String>,
}

impl<'a> Plan<'a> {
    /// The lanes by a field.
    pub fn of(cx: &Cx, module: &'a Module, by: &str) -> Option<Self> {
        let mut kanban = module.default_kanban()?;
        by.clone_into(&mut kanban.by);
        let readable = |name: &str| cx.actor.rights.field(&module.code, name) != FieldRight::Hidden;
        kanban.card.retain(|name| readable(name) && *name != kanban.by);
        kanban.sums.retain(|name| readable(name));
        let field = module.field(&kanban.by).filter(|_| readable(&kanban.by))?;
        let list = cx.catalog.picklist(field.kind.list()?)?;
        let is_open = |code: &str| match &module.pipeline {
            Some(pipeline) if pipeline.field == field.name => {
                pipeline.kind(code) == StageKind::Open
            }
            Some(_) | None => true,
        };
        let codes = list.values.iter().filter(|value| !value.retired).map(|v| v.code.clone());
        let (mut lanes, ends): (Vec<String>, Vec<String>) = codes.partition(|code| is_open(code));
        if !field.required {
            lanes.push(String::new());
        }
        Some(Plan { module, kanban, lanes, ends })
    }

    /// The question for the cards of a lane.
    pub fn question(&self, cx: &Cx, list: &ListQuery, code: &str) -> ListQuery {
        let own = match code {
            "" => format!("{} is empty", self.kanban.by),
            code => format!("{} = \"{code}\"", self.kanban.by),
        };
        let filter = match list.filter.trim() {
            "" => own,
            filter => format!("({filter}) and {own}"),
        };
        let mut fields = self.kanban.card.clone();
        fields.extend(self.module.owner_field().map(|field| field.name.clone()));
        fields.push(self.kanban.by.clone());
        if let Some(pipeline) = &self.module.pipeline {
            fields.extend(pipeline.by.clone());
            fields.extend(pipeline.since.clone());
        }
        let hidden = |name: &str| cx.actor.rights.field(&self.module.code, name);
        fields.retain(|name| hidden(name) != FieldRight::Hidden);
        ListQuery { filter, fields, limit: CARDS, after: None, ..list.clone() }
    }

    /// The values of the lanes, as the records hold them.
    pub fn values(&self) -> Vec<Option<String>> {
        let value = |code: &String| Some(code.clone()).filter(|code| !code.is_empty());
        self.lanes.iter().map(value).collect()
    }

    fn stage(&self, code: &str) -> Option<&catalog::Stage> {
        let pipeline = self.module.pipeline.as_ref()?;
        pipeline.stage(code).filter(|_| pipeline.field == self.kanban.by)
    }

    fn asks(&self, code: &str) -> bool {
        self.stage(code).is_some_and(|stage| !stage.asks.is_empty())
    }
}

/// Everything a board is made of.
pub struct Material<'a> {
    /// Lanes and cards.
    pub plan: &'a Plan<'a>,
    /// What is asked for.
    pub state: &'a ListState,
    /// Views of the module.
    pub views: &'a [ListView],
    /// Ids of what the reader keeps at hand.
    pub kept: Vec<uuid::Uuid>,
    /// Cards by lane, in the order of the lanes.
    pub pages: Vec<Page>,
    /// Names of who owns them.
    pub people: &'a BTreeMap<PrincipalId, String>,
    /// Counts and sums; none while there are too many records to wait for them.
    pub lanes: Option<Vec<Lane>>,
    /// What comes next with the records, where that is known.
    pub next: Option<BTreeMap<RecordId, Next>>,
}

/// Makes the page model.
pub fn page<'a>(cx: &Cx, reader: ui::Cx<'_>, material: &Material<'a>) -> view::KanbanPage<'a> {
    let Material { plan, state, views, kept, .. } = material;
    let module = plan.module;
    let may = |right| cx.actor.rights.may(&module.code, right);
    let list = state.as_list(module);
    let may_write = cx.actor.rights.field(&module.code, &plan.kanban.by) == FieldRight::Write;
    let fields = module.fields.iter().filter(|field| module.has_lanes(&field.name));
    let shown = fields
        .filter(|field| cx.actor.rights.field(&module.code, &field.name) != FieldRight::Hidden);
    let lanes_by = shown.map(|field| {
        let href = state.changed(module, |state| state.lanes = Some(field.name.clone()));
        (head::field_label(cx, module, &field.name), href, field.name == plan.kanban.by)
    });
    let lanes: Vec<view::LaneView<'a>> =
        plan.lanes.iter().zip(&material.pages).map(|(c, p)| lane(cx, material, c, p)).collect();
    view::KanbanPage {
        views: crate::view::bar(cx, module, state, (views, kept)),
        forms: crate::list::forms(cx, module, state),
        field: plan.kanban.by.clone(),
        lanes_by: lanes_by.collect(),
        filters: chips((cx, reader), module, state),
        search: state.search.clone(),
        state: state.pairs(module),
        sums: sums(cx, material),
        sums_later: material.lanes.is_none().then(|| with_sums(state.href(module))),
        lanes,
        zones: zones(cx, plan, &list),
        create: may(Right::Create).then(|| format!("/{}/new", module.plural)),
        here: state.href(module),
        may_move: may(Right::Edit) && may_write,
        module: head::module(cx, module),
    }
}

/// The part of the page that brings the sums after it.
fn with_sums(href: String) -> String {
    let sign = if href.contains('?') { '&' } else { '?' };
    format!("{href}{sign}part=sums")
}

fn label(cx: &Cx, plan: &Plan<'_>, code: &str) -> String {
    let list = plan.module.field(&plan.kanban.by).and_then(|field| field.kind.list());
    match code {
        "" => cx.text("ui.kanban.none").to_owned(),
        code => cx.text(&format!("picklist.{}.{code}", list.unwrap_or_default())).to_owned(),
    }
}

/// What the lanes come to, field by field.
fn sums(cx: &Cx, material: &Material<'_>) -> Vec<(String, Vec<Money>)> {
    let Material { plan, lanes, .. } = material;
    let lanes = lanes.as_deref().unwrap_or_default();
    let of = |(at, name): (usize, &String)| {
        (head::field_label(cx, plan.module, name), added(lanes.iter(), at))
    };
    let all = plan.kanban.sums.iter().enumerate().map(of);
    all.filter(|(_, sums)| !sums.is_empty()).collect()
}

/// What lanes come to in one of the fields that are summed up, by currency.
fn added<'l>(lanes: impl Iterator<Item = &'l Lane>, at: usize) -> Vec<Money> {
    let mut sums: BTreeMap<Currency, Decimal> = BTreeMap::new();
    for (currency, sum) in lanes.filter_map(|lane| lane.sums.get(at)).flatten() {
        if let Some(currency) = currency {
            *sums.entry(*currency).or_default() += sum;
        }
    }
    sums.into_iter().map(|(currency, amount)| Money { amount, currency }).collect()
}

fn lane<'a>(cx: &Cx, material: &Material<'a>, code: &str, page: &Page) -> view::LaneView<'a> {
    let Material { plan, state, .. } = material;
    let module = plan.module;
    let value = Some(code.to_owned()).filter(|code| !code.is_empty());
    let own = |lanes: &Vec<Lane>| lanes.iter().find(|lane| lane.value == value).cloned();
    let counted = material.lanes.as_ref().map(|lanes| own(lanes).unwrap_or_default());
    let n_cards = page.records.len() as u64;
    let count = match &counted {
        Some(lane) => Count::Exact(lane.n),
        None if page.next.is_some() => Count::AtLeast(n_cards),
        None => Count::Exact(n_cards),
    };
    let list = state.as_list(module);
    let all = plan.question(cx, &list.question(module), code).filter;
    let field = module.field(&plan.kanban.by);
    let hue = field
        .and_then(|field| cx.catalog.picklist(field.kind.list()?))
        .and_then(|list| list.value(code)?.hue);
    let may_create = cx.actor.rights.may(&module.code, Right::Create);
    let (plural, by) = (&module.plural, &plan.kanban.by);
    view::LaneView {
        code: code.to_owned(),
        label: label(cx, plan, code),
        hue,
        count,
        sums: added(counted.iter(), 0),
        probability: plan.stage(code).and_then(|stage| stage.probability),
        cards: page.records.iter().map(|record| card(cx, material, record)).collect(),
        all: page.next.is_some().then(|| list.changed(module, |state| state.filter = all)),
        create: (may_create && !code.is_empty()).then(|| format!("/{plural}/new?{by}={code}")),
        asks: plan.asks(code),
    }
}

fn card<'a>(cx: &Cx, material: &Material<'a>, record: &records::Record) -> view::Card<'a> {
    let plan = material.plan;
    let module = plan.module;
    let href = format!("/{}/{}", module.plural, record.id);
    let facts = plan.kanban.card.iter().filter_map(|name| {
        let field: &'a Field = module.field(name)?;
        let value = record.value(module, name).clone();
        Some((field, head::field_label(cx, module, name), value))
    });
    let owner = record.owner(module);
    let owner = owner.and_then(|id| Some(head::person(cx, id, material.people.get(&id)?)));
    view::Card {
        version: record.version,
        title: record.title.clone(),
        facts: facts.collect(),
        owner,
        stale: stale(cx, module, record),
        next: next(cx, material, record),
        href,
    }
}

/// Days for which a record has been in its stage, when that is longer than it should be.
fn stale(cx: &Cx, module: &Module, record: &records::Record) -> Option<u64> {
    let pipeline = module.pipeline.as_ref()?;
    let Value::Date(since) = record.value(module, pipeline.since.as_ref()?) else { return None };
    let stage = pipeline.stage(record.value(module, &pipeline.field).as_text())?;
    let today = cx.now().in_zone(&cx.locale.zone).0;
    let days = u64::try_from(today.days() - since.days()).ok()?;
    (u64::from(stage.stale_after?) <= days).then_some(days)
}

fn next(cx: &Cx, material: &Material<'_>, record: &records::Record) -> view::CardNext {
    let Some(told) = &material.next else { return view::CardNext::Untold };
    let Some(next) = told.get(&record.id) else { return view::CardNext::Nothing };
    let now = cx.now();
    let is_overdue = match &next.at {
        Value::Date(day) => *day < now.in_zone(&cx.locale.zone).0,
        Value::Instant(at) => *at < now,
        _ => false,
    };
    let icon = cx.catalog.module(&next.link.module).map(|module| module.icon.clone());
    view::CardNext::Planned {
        record: Box::new(head::record_line(cx, &next.link, &next.title)),
        icon: icon.unwrap_or_default(),
        at: next.at.clone(),
        is_overdue,
    }
}

/// Where a card can go: every lane and every end that its pipeline has and its stage leads to.
/// After a move the reader comes back to `from`.
pub fn moves(cx: &Cx, plan: &Plan<'_>, record: &records::Record, from: &str) -> Vec<MenuItem> {
    let module = plan.module;
    let may_write = cx.actor.rights.field(&module.code, &plan.kanban.by) == FieldRight::Write;
    if !may_write || !cx.actor.rights.may(&module.code, Right::Edit) {
        return Vec::new();
    }
    let now = record.value(module, &plan.kanban.by).as_text();
    let pipeline = module.pipeline.as_ref().filter(|p| p.field == plan.kanban.by);
    let which = pipeline.and_then(|p| p.by.as_deref());
    let which = which.map(|by| record.value(module, by).as_text()).unwrap_or_default();
    let is_open = |code: &str| {
        let follows = plan.stage(now).is_none_or(|stage| stage.leads_to(code));
        follows && plan.stage(code).is_none_or(|stage| stage.is_within(which))
    };
    let all = plan.lanes.iter().chain(&plan.ends);
    let open = all.filter(|code| code.as_str() != now && is_open(code));
    open.map(|code| MenuItem {
        icon: "arrow-right-left".into(),
        ..way(cx, plan, record, (code, from))
    })
    .collect()
}

/// A way to a lane; where something is asked before it, the way leads there.
fn way(cx: &Cx, plan: &Plan<'_>, record: &records::Record, (code, from): (&str, &str)) -> MenuItem {
    let (plural, by) = (&plan.module.plural, &plan.kanban.by);
    let action = format!("/{plural}/{}/move/{by}/{}", record.id, said(code));
    let label = label(cx, plan, code);
    if plan.asks(code) {
        let label = format!("{label} …");
        return MenuItem { label, go: Go::Drawer(action), ..MenuItem::default() };
    }
    let version = record.version.to_string();
    let fields = vec![("from".into(), from.to_owned()), ("version".into(), version)];
    let go = Go::Post { action, fields, confirm: None };
    MenuItem { label, go, ..MenuItem::default() }
}

/// How a lane is called in an address.
fn said(code: &str) -> &str {
    if code.is_empty() { "none" } else { code }
}

fn zones(cx: &Cx, plan: &Plan<'_>, list: &ListState) -> Vec<view::DropZone> {
    let zone = |code: &String| {
        let filter = plan.question(cx, &list.question(plan.module), code).filter;
        let kind = plan.stage(code).map(|stage| stage.kind);
        view::DropZone {
            code: code.clone(),
            label: label(cx, plan, code),
            is_good: kind == Some(StageKind::Done),
            asks: plan.asks(code),
            all: list.changed(plan.module, |state| state.filter = filter),
        }
    };
    plan.ends.iter().map(zone).collect()
}

/// Links on the cards, whose names the page needs.
pub fn links(pages: &[Page]) -> Vec<Link> {
    let values = pages.iter().flat_map(|page| &page.records).flat_map(|r| &r.values);
    crate::names::links(values)
}
