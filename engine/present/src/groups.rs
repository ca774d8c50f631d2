//! The page models of records in groups, and of charts of them.

use access::FieldRight;
use catalog::filter::{self, Filter, Unit};
use catalog::{Field, FieldType, Module};
use kernel::{Date, Decimal, Value};
use records::{Cx, GroupLevel, Heap, HeapKey, Heaps};
use sheets::groups as view;
use social::{Figure, Form, Grouping};

use crate::head;
use crate::list::{sum_value, summed_columns};
use crate::list_state::ListState;

/// Groups of a level that are shown.
pub const GROUPS: usize = 50;
/// Points of a chart; what is left is one more.
pub const POINTS: usize = 14;
/// Fills the placeholders of a text.
pub(crate) fn fill(cx: &Cx, key: &str, params: &[(&str, &str)]) -> String {
    cx.catalog.texts().fill(cx.locale.language, key, params)
}

/// Names of the fields that are summed up in the groups of a list.
pub fn figures(cx: &Cx, module: &Module, state: &ListState) -> Vec<String> {
    let mut names = summed_columns(cx, module, state);
    let of = state.grouping.of.iter().filter(|name| is_measured(cx, module, name));
    for name in of {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

pub(crate) fn is_measured(cx: &Cx, module: &Module, name: &str) -> bool {
    let seen = cx.actor.rights.field(&module.code, name) != FieldRight::Hidden;
    seen && module.field(name).is_some_and(records::is_summed)
}

/// A condition and a further one.
pub fn narrowed(cx: &Cx, module: &Module, present: &str, further: &str) -> String {
    match (present.trim(), filter::parse(&cx.catalog, module, present)) {
        ("", _) => further.to_owned(),
        (present, Ok(Filter::Or(_))) => format!("({present}) and {further}"),
        (present, _) => format!("{present} and {further}"),
    }
}

/// The list of a group: what is left of the levels puts it into groups again.
fn inner(cx: &Cx, module: &Module, state: &ListState, further: &str) -> ListState {
    let by = state.grouping.by.iter().skip(1).cloned().collect();
    ListState {
        filter: narrowed(cx, module, &state.filter, further),
        grouping: Grouping { by, chart: None, ..state.grouping.clone() },
        cursor: None,
        is_counted: false,
        is_summed: false,
        ..state.clone()
    }
}

/// The plain list of a group.
pub(crate) fn list_of(cx: &Cx, module: &Module, state: &ListState, further: &str) -> String {
    let grouping = Grouping { by: Vec::new(), ..state.grouping.clone() };
    ListState { grouping, ..inner(cx, module, state, further) }.href(module)
}

fn part(address: &str, name: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}part={name}")
}

/// What the groups of a list are made of.
pub struct Material<'a> {
    /// The module.
    pub module: &'a Module,
    /// What is asked for.
    pub state: &'a ListState,
    /// The outermost level.
    pub level: &'a GroupLevel,
    /// What was found.
    pub heaps: Heaps,
    /// Groups of the second level by the place of the first, for a chart of both.
    pub inner: Vec<Heaps>,
}

/// Values of which names are needed.
pub fn values(heaps: &[&Heaps]) -> Vec<Value> {
    let value = |heap: &Heap| match &heap.key {
        HeapKey::Value(value) => Some(value.clone()),
        HeapKey::From(_) | HeapKey::Before(_) => None,
    };
    heaps.iter().flat_map(|heaps| &heaps.all).filter_map(value).collect()
}

/// Puts groups of a pick list into its order; others stand as they are.
pub fn in_order(cx: &Cx, module: &Module, level: &GroupLevel, heaps: &mut Heaps) {
    let Some(field) = module.field(&level.field) else { return };
    let (FieldType::Picklist { list } | FieldType::Stage { list }) = &field.kind else { return };
    let Some(list) = cx.catalog.picklist(list) else { return };
    let place = |heap: &Heap| match &heap.key {
        HeapKey::Value(Value::Text(code)) => {
            list.values.iter().position(|value| value.code == *code).unwrap_or(usize::MAX - 1)
        }
        _ => usize::MAX,
    };
    heaps.all.sort_by_key(place);
}

/// The groups of one level.
pub fn groups(
    cx: &Cx,
    reader: ui::Cx<'_>,
    material: &Material<'_>,
    is_outermost: bool,
) -> view::Groups {
    let Material { module, state, level, heaps, .. } = material;
    let Some(field) = module.field(&level.field) else { return view::Groups::default() };
    let names = summed_columns(cx, module, state);
    let fields: Vec<&Field> = names.iter().filter_map(|name| module.field(name)).collect();
    let has_more = 1 < state.grouping.by.len();
    let lines = heaps.all.iter().map(|heap| {
        let further = heap.filter.as_deref().filter(|_| is_named(reader, heap));
        view::Line {
            label: label(cx, reader, (field, level.unit), heap),
            hue: hue(cx, field, &heap.key),
            is_state: is_state(cx, field, &heap.key),
            n: ui::format::integer(reader, heap.n),
            figures: fields.iter().map(|f| shown(reader, f, heap, state.grouping.figure)).collect(),
            inside: further.map(|further| {
                let inside = inner(cx, module, state, further).href(module);
                let name = if has_more { "group" } else { "rows" };
                (part(&inside, name), list_of(cx, module, state, further))
            }),
        }
    });
    let lines: Vec<view::Line> = lines.collect();
    let left_out = heaps.n_groups.saturating_sub(lines.len() as u64);
    let n = ui::format::integer(reader, left_out);
    let more = match (heaps.is_exact, left_out) {
        (false, _) => {
            let most = ui::format::integer(reader, records::tally::GROUPED);
            Some((fill(cx, "groups.too_many", &[("n", &most)]), None))
        }
        (true, 0) => None,
        (true, _) => Some((fill(cx, "groups.more", &[("n", &n)]), None)),
    };
    let figure = |field: &&Field| {
        let label = head::field_label(cx, module, &field.name);
        match state.grouping.figure {
            Figure::Sum => label,
            other => format!("{label} ({})", cx.text(&format!("groups.short.{}", other.word()))),
        }
    };
    view::Groups {
        head: (level_label(cx, module, level), fields.iter().map(figure).collect()),
        lines,
        total: is_outermost.then(|| view::Line {
            label: cx.text("groups.total").to_owned(),
            n: ui::format::integer(reader, heaps.n),
            figures: fields.iter().map(|f| together(reader, f, heaps, state)).collect(),
            ..view::Line::default()
        }),
        more,
    }
}

/// What a field comes to in all groups, where sums are shown and no group is left out.
fn together(reader: ui::Cx<'_>, field: &Field, heaps: &Heaps, state: &ListState) -> Vec<String> {
    let is_whole = heaps.n_groups <= heaps.all.len() as u64;
    if state.grouping.figure != Figure::Sum || !is_whole {
        return Vec::new();
    }
    let mut sums: Vec<records::Figures> = Vec::new();
    for figures in heaps.all.iter().flat_map(|h| &h.figures).filter(|f| f.field == field.name) {
        match sums.iter_mut().find(|known| known.currency == figures.currency) {
            Some(known) => known.sum += figures.sum,
            None => sums.push(figures.clone()),
        }
    }
    sums.iter().map(|figures| said(reader, field, figures, Figure::Sum)).collect()
}

/// A link to what the reader does not see names no group that can be opened.
pub(crate) fn is_named(reader: ui::Cx<'_>, heap: &Heap) -> bool {
    match &heap.key {
        HeapKey::Value(Value::Link(link)) => reader.names.records.contains_key(&link.id),
        _ => true,
    }
}

/// What the records of a group have in common, in words.
pub(crate) fn label(
    cx: &Cx,
    reader: ui::Cx<'_>,
    (field, unit): (&Field, Option<Unit>),
    heap: &Heap,
) -> String {
    match &heap.key {
        HeapKey::Value(Value::Empty) => cx.text("groups.empty").to_owned(),
        HeapKey::Value(_) if !is_named(reader, heap) => cx.text("groups.unseen").to_owned(),
        HeapKey::Value(value) => ui::fields::words(reader, field, value),
        HeapKey::From(day) => period(cx, reader, unit, *day),
        HeapKey::Before(day) => {
            fill(cx, "groups.before", &[("period", &period(cx, reader, unit, *day))])
        }
    }
}

/// A stretch of time in words.
fn period(cx: &Cx, reader: ui::Cx<'_>, unit: Option<Unit>, day: Date) -> String {
    let (year, month, _) = day.ymd();
    let year = year.to_string();
    match unit {
        None => ui::format::date(reader, day),
        Some(Unit::Year) => year,
        Some(Unit::Quarter) => {
            let quarter = ((month - 1) / 3 + 1).to_string();
            fill(cx, "groups.quarter", &[("n", &quarter), ("year", &year)])
        }
        Some(Unit::Month) => {
            let month = cx.text(&format!("ui.month_short.{month}")).to_owned();
            format!("{month} {year}")
        }
        Some(Unit::Week) => {
            // ISO 8601: a week belongs to the year that has its Thursday.
            let thursday = day.plus_days(4 - i64::from(day.weekday()));
            let (year, ..) = thursday.ymd();
            let first = Date::new(year, 1, 1).unwrap_or(thursday);
            let week = ((thursday.days() - first.days()) / 7 + 1).to_string();
            fill(cx, "groups.week", &[("n", &week), ("year", &year.to_string())])
        }
    }
}

pub(crate) fn hue(cx: &Cx, field: &Field, key: &HeapKey) -> Option<u16> {
    let (FieldType::Picklist { list } | FieldType::Stage { list }) = &field.kind else {
        return None;
    };
    let HeapKey::Value(Value::Text(code)) = key else { return None };
    let list = cx.catalog.picklist(list)?;
    list.values.iter().find(|value| value.code == *code)?.hue
}

/// Tells whether a group is a value of a list in which some have a hue.
fn is_state(cx: &Cx, field: &Field, key: &HeapKey) -> bool {
    let list = match &field.kind {
        FieldType::Picklist { list } | FieldType::Stage { list } => cx.catalog.picklist(list),
        _ => None,
    };
    let is_value = matches!(key, HeapKey::Value(Value::Text(_)));
    is_value && list.is_some_and(|list| list.values.iter().any(|value| value.hue.is_some()))
}

pub(crate) fn of_figure(figures: &records::Figures, figure: Figure) -> Decimal {
    match figure {
        Figure::Sum => figures.sum,
        Figure::Average => (figures.sum / Decimal::from(figures.n.max(1))).round_dp(2),
        Figure::Min => figures.min,
        Figure::Max => figures.max,
    }
}

fn shown(reader: ui::Cx<'_>, field: &Field, heap: &Heap, figure: Figure) -> Vec<String> {
    let own = heap.figures.iter().filter(|figures| figures.field == field.name);
    own.map(|figures| said(reader, field, figures, figure)).collect()
}

pub(crate) fn said(
    reader: ui::Cx<'_>,
    field: &Field,
    figures: &records::Figures,
    figure: Figure,
) -> String {
    let sum = records::Sum {
        field: field.name.clone(),
        currency: figures.currency,
        sum: of_figure(figures, figure),
        n: figures.n,
    };
    ui::fields::words(reader, field, &sum_value(field, &sum))
}

pub(crate) fn level_label(cx: &Cx, module: &Module, level: &GroupLevel) -> String {
    let label = head::field_label(cx, module, &level.field);
    match level.is_of_time(module) {
        true => format!("{label}: {}", cx.text(&format!("groups.unit.{}", unit_word(level.unit)))),
        false => label,
    }
}

fn unit_word(unit: Option<Unit>) -> &'static str {
    unit.map_or("day", Unit::word)
}

/// What can be chosen about groups.
pub fn menu(cx: &Cx, module: &Module, state: &ListState) -> view::Menu {
    let seen =
        |field: &&Field| cx.actor.rights.field(&module.code, &field.name) != FieldRight::Hidden;
    let fields: Vec<&Field> = module.fields.iter().filter(seen).collect();
    let mut levels = Vec::new();
    for field in fields.iter().filter(|field| records::tally::makes_groups(field)) {
        let units: &[Option<Unit>] = match field.kind {
            FieldType::Date | FieldType::DateTime => {
                &[Some(Unit::Month), Some(Unit::Quarter), Some(Unit::Year), Some(Unit::Week), None]
            }
            _ => &[None],
        };
        for unit in units {
            let level = GroupLevel { field: field.name.clone(), unit: *unit };
            let code = records::tally::level_word(module, &level);
            levels.push((code, level_label(cx, module, &level)));
        }
    }
    let text = |key: String| cx.text(&key).to_owned();
    let none = (String::new(), text("groups.form.none".into()));
    let charts =
        Form::ALL.map(|f| (f.word().to_owned(), text(format!("groups.form.{}", f.word()))));
    let measured = fields.iter().filter(|field| records::is_summed(field));
    let of = measured.map(|f| (f.name.clone(), head::field_label(cx, module, &f.name)));
    let count = (String::new(), text("groups.count".into()));
    let figures =
        Figure::ALL.map(|f| (f.word().to_owned(), text(format!("groups.figure_of.{}", f.word()))));
    let says = ["group", "chart", "of", "figure"];
    let mut carried = state.pairs(module);
    carried.retain(|(name, _)| !says.contains(&name.as_str()));
    if !state.search.is_empty() {
        carried.push(("q".into(), state.search.clone()));
    }
    let grouping = &state.grouping;
    view::Menu {
        action: format!("/{}", module.plural),
        carried,
        levels,
        by: grouping.by.clone(),
        charts: std::iter::once(none).chain(charts).collect(),
        chart: grouping.chart.map_or("", Form::word).to_owned(),
        of: std::iter::once(count).chain(of).collect(),
        shown: grouping.of.clone().unwrap_or_default(),
        figures: figures.into(),
        figure: grouping.figure.word().to_owned(),
    }
}

/// Some records of an opened group.
pub fn rows<'a>(
    cx: &'a Cx,
    module: &'a Module,
    state: &ListState,
    found: &records::Found,
) -> view::Rows<'a> {
    let columns = crate::columns::columns(cx, module, state);
    view::Rows {
        rows: crate::list::rows(cx, module, &columns, found),
        columns,
        all: found.page.next.is_some().then(|| state.changed(module, |_| {})),
        is_person: module.is_person,
    }
}
