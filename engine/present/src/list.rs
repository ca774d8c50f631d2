//! The page model of a list.

use access::Right;
use catalog::filter::{self, Filter};
use catalog::{Field, FieldType, Module};
use kernel::{Money, Value};
use maud::Markup;
use records::{Cx, Found, Towards};
use social::{Face, ListView};
use ui::fields::Form as Sent;
use ui::model::{Count, Go, MenuItem};
use ui::views::kanban::{Form, Forms};
use ui::views::list::{self as view, Pager};
use ui::views::shell::Density;

use crate::columns::readable;
use crate::list_state::{ListState, address};
use crate::narrow::editor;
use crate::{acts, head};

/// Records summed up at most.
pub const SUMMED: u64 = 100_000;

/// Everything a list is made of.
pub struct Material<'a> {
    /// The module.
    pub module: &'a Module,
    /// What is asked for.
    pub state: &'a ListState,
    /// Views of the module.
    pub views: &'a [ListView],
    /// Ids of what the reader keeps at hand.
    pub kept: Vec<uuid::Uuid>,
    /// What was found.
    pub found: Found,
    /// How many there are, as far as it was counted.
    pub count: Option<records::Count>,
    /// What its columns come to, when that was asked.
    pub sums: Option<records::Sums>,
    /// How high its rows are.
    pub density: Density,
    /// What stands in place of its rows.
    pub body: Option<Markup>,
}

impl<'a> Material<'a> {
    /// That of a question whose answer is drawn in place of rows.
    pub fn drawn(
        module: &'a Module,
        (state, views): (&'a ListState, &'a [ListView]),
        kept: Vec<uuid::Uuid>,
        body: Markup,
    ) -> Self {
        Material {
            module,
            state,
            views,
            kept,
            found: Found::default(),
            count: None,
            sums: None,
            density: Density::default(),
            body: Some(body),
        }
    }
}

/// Makes the page model.
pub fn page<'a>(
    cx: &'a Cx,
    reader: ui::Cx<'_>,
    material: Material<'a>,
    query: &Sent,
) -> view::ListPage<'a> {
    let Material { module, state, views, kept, found, count, sums, density, body } = material;
    let columns = crate::columns::columns(cx, module, state);
    let rows = match body {
        Some(_) => Vec::new(),
        None => rows(cx, module, &columns, &found),
    };
    let may_create = cx.actor.rights.may(&module.code, Right::Create);
    let chips = chips((cx, reader), module, state);
    let unsearched = || state.changed(module, |state| state.search.clear());
    let widen = chips.last().map_or_else(unsearched, |chip| chip.remove.clone());
    let narrowed = !state.filter.is_empty() || !state.search.is_empty();
    let count = match body {
        Some(_) => view::ListCount::Known(Count::Exact(0)),
        None => counted(module, state, (&found, count)),
    };
    view::ListPage {
        tools: tools(reader, cx, (module, state)),
        sums: match body {
            Some(_) => view::ListSums::None,
            None => summed((cx, reader), module, (state, &columns), sums),
        },
        density,
        height: state.density.as_deref().and_then(Density::from_code),
        here: state.href(module),
        bulk: crate::bulk::bar(cx, module, state, &count, rows.len() as u64),
        views: crate::view::bar(cx, module, state, (views, &kept)),
        filters: chips,
        filter_editor: editor(cx, module, query),
        arrange: crate::editor::address(module, state),
        search: state.search.clone(),
        state: state.pairs(module),
        column_choices: crate::columns::choices(cx, module, state),
        count,
        pager: body.as_ref().map_or_else(|| pager(module, state, &found), |_| Pager::default()),
        forms: forms(cx, module, state),
        form: form(state),
        base: state.base.clone(),
        create: may_create.then(|| format!("/{}/new", module.plural)),
        more: more(cx, module, state),
        empty: match narrowed {
            true => view::EmptyList::NoMatches { widen },
            false => view::EmptyList::NoRecords,
        },
        module: head::module(cx, module),
        columns,
        rows,
        body,
    }
}

pub(crate) fn rows(
    cx: &Cx,
    module: &Module,
    columns: &[view::Column],
    found: &Found,
) -> Vec<view::Row> {
    let mut reached_by = acts::reached_by(cx, module);
    // What a cell shows leads there by itself.
    let is_shown = |field: &Field| {
        let own = columns.iter().filter(|column| column.path.is_none());
        own.filter_map(|column| column.field).any(|shown| shown == field)
    };
    reached_by.retain(|field| !is_shown(field));
    let cell = |record: &records::Record, column: &view::Column| {
        let value = match &column.path {
            Some(path) => found.linked.value(record, path),
            None => {
                let place = column.field.and_then(|field| module.position(&field.name));
                place.and_then(|place| record.values.get(place))
            }
        };
        value.cloned().unwrap_or(Value::Empty)
    };
    let rows = found.page.records.iter().map(|record| view::Row {
        id: record.id,
        href: format!("/{}/{}", module.plural, record.id),
        title: record.title.clone(),
        cells: columns.iter().map(|column| cell(record, column)).collect(),
        ways: acts::ways(&reached_by, module, record),
    });
    rows.collect()
}

fn form(state: &ListState) -> Form {
    match state.definition().face() {
        Face::List => Form::List,
        Face::Board => Form::Board,
        Face::Calendar => Form::Calendar,
        Face::Map => Form::Map,
    }
}

/// The same question as a list, as a board where the module has lanes, as a calendar where it has
/// days of its own, and as a map where it has points.
pub(crate) fn forms(cx: &Cx, module: &Module, state: &ListState) -> Forms {
    let list = state.as_list(module);
    let there = |form: &str| {
        let base = format!("/{}/{form}", module.plural);
        ListState { base, ..list.clone() }.changed(module, |_| {})
    };
    let has_days = crate::calendar::fields(cx, module).any(|field| field.system.is_none());
    Forms {
        board: module.default_kanban().map(|_| there("kanban")),
        calendar: has_days.then(|| there("calendar")),
        map: crate::points::fields(cx, module).next().map(|_| there("map")),
        list: list.changed(module, |_| {}),
    }
}

/// A flat filter becomes chips; one that is more than a list is one chip with its text.
pub(super) fn chips(
    (cx, reader): (&Cx, ui::Cx<'_>),
    module: &Module,
    state: &ListState,
) -> Vec<view::FilterChip> {
    if state.filter.trim().is_empty() {
        return Vec::new();
    }
    let Ok(parsed) = filter::parse(&cx.catalog, module, &state.filter) else { return Vec::new() };
    let Some(conditions) = filter::conditions(&parsed) else {
        return vec![view::FilterChip {
            field: cx.text("web.list.filter").to_owned(),
            operator: String::new(),
            value: state.filter.clone(),
            remove: state.changed(module, |state| state.filter.clear()),
        }];
    };
    let all: Vec<Filter> =
        conditions.iter().map(|one| Filter::Compare(Box::new((*one).clone()))).collect();
    conditions
        .iter()
        .enumerate()
        .map(|(at, condition)| {
            let rest = all.iter().enumerate().filter(|(other, _)| *other != at);
            let rest: Vec<String> = rest.map(|(_, part)| part.to_string()).collect();
            let (operator, value) = crate::condition::words(cx, reader, condition);
            view::FilterChip {
                field: crate::condition::path_label(cx, module, &condition.path),
                operator,
                value,
                remove: state.changed(module, |state| state.filter = rest.join(" and ")),
            }
        })
        .collect()
}

fn counted(
    module: &Module,
    state: &ListState,
    (found, count): (&Found, Option<records::Count>),
) -> view::ListCount {
    let whole = state.cursor.is_none() && found.page.next.is_none();
    match count {
        Some(count) if count.is_exact => view::ListCount::Known(Count::Exact(count.n)),
        Some(count) => view::ListCount::Known(Count::AtLeast(count.n)),
        None if whole && !found.page.is_bounded => {
            view::ListCount::Known(Count::Exact(found.page.records.len() as u64))
        }
        None => {
            view::ListCount::OnDemand(ListState { is_counted: true, ..state.clone() }.href(module))
        }
    }
}

/// Names of the shown columns that are summed up.
pub fn summed_columns(cx: &Cx, module: &Module, state: &ListState) -> Vec<String> {
    let fields = state.columns.iter().filter_map(|name| module.field(name));
    let fields = fields.filter(|f| records::is_summed(f) && readable(cx, module, f));
    fields.map(|field| field.name.clone()).collect()
}

fn summed(
    (cx, reader): (&Cx, ui::Cx<'_>),
    module: &Module,
    (state, columns): (&ListState, &[view::Column]),
    sums: Option<records::Sums>,
) -> view::ListSums {
    if summed_columns(cx, module, state).is_empty() {
        return view::ListSums::None;
    }
    let Some(sums) = sums else {
        let asked = ListState { is_summed: true, ..state.clone() };
        return view::ListSums::OnDemand(asked.href(module));
    };
    if !sums.is_exact {
        return view::ListSums::TooMany(SUMMED);
    }
    let own = columns.iter().filter(|column| column.path.is_none());
    let shown = own.filter_map(|column| Some((column.field?, &column.label)));
    let lines = shown.flat_map(|(field, label)| {
        let own = sums.all.iter().filter(|sum| sum.field == field.name);
        own.map(|sum| (label.clone(), ui::fields::words(reader, field, &sum_value(field, sum))))
    });
    view::ListSums::Known(lines.collect())
}

/// What a sum is shown as.
pub(super) fn sum_value(field: &Field, sum: &records::Sum) -> Value {
    match (&field.kind, sum.currency) {
        (FieldType::Money, Some(currency)) => Value::Money(Money { amount: sum.sum, currency }),
        (FieldType::Duration, _) => {
            Value::Duration(i64::try_from(sum.sum.mantissa()).unwrap_or(i64::MAX))
        }
        _ => Value::Decimal(sum.sum),
    }
}

fn pager(module: &Module, state: &ListState, found: &Found) -> view::Pager {
    let to = |towards: Towards, cursor: &Option<records::Cursor>| {
        cursor.clone().map(|cursor| {
            let cursor = Some((towards, cursor));
            ListState { cursor, is_counted: false, ..state.clone() }.href(module)
        })
    };
    view::Pager {
        first: state.cursor.is_some().then(|| state.changed(module, |_| {})),
        previous: to(Towards::Previous, &found.page.previous),
        next: to(Towards::Next, &found.page.next),
        from: state.cursor.is_none().then_some(1),
    }
}

/// What an export asks that is to hold what the list shows.
pub fn asked(module: &Module, state: &ListState) -> Vec<(String, String)> {
    let mut pairs = state.pairs(module);
    if !state.search.is_empty() {
        pairs.push(("q".into(), state.search.clone()));
    }
    pairs
}

/// What can be done beside the columns: groups, and records made of files.
fn tools(reader: ui::Cx, cx: &Cx, (module, state): (&Module, &ListState)) -> Markup {
    let groups = sheets::groups::menu(reader, &crate::groups::menu(cx, module, state));
    if records::taken_endings(cx, &module.code).is_empty() {
        return groups;
    }
    let label = cx.text(&module.key("file", "read")).to_owned();
    sheets::taking::beside(groups, &label, &format!("/{}/from_file", module.plural))
}

fn more(cx: &Cx, module: &Module, state: &ListState) -> Vec<MenuItem> {
    let may = |right| cx.actor.rights.may(&module.code, right);
    let entry = |key: &str, icon: &str, to: &str| MenuItem {
        label: cx.text(&format!("web.list.{key}")).to_owned(),
        icon: icon.into(),
        go: Go::To(format!("/{}/{to}", module.plural)),
        ..MenuItem::default()
    };
    let mut more: Vec<MenuItem> = records::errands(cx, module)
        .into_iter()
        .map(|name| MenuItem {
            label: cx.text(&module.key("errand", name)).to_owned(),
            icon: "play".into(),
            go: Go::Post {
                action: format!("/{}/errands/{name}", module.plural),
                fields: Vec::new(),
                confirm: None,
            },
            ..MenuItem::default()
        })
        .collect();
    if may(Right::Import) && may(Right::Create) {
        more.push(entry("import", "upload", "import"));
    }
    if may(Right::Export) {
        let to = address(&format!("/{}/export", module.plural), &asked(module, state));
        more.push(MenuItem { go: Go::To(to), ..entry("export", "download", "export") });
        more.push(entry("sheet", "file-spreadsheet", "export.xlsx"));
        if module.has_card() {
            more.push(entry("cards", "user", "export.vcf"));
        }
    }
    if crate::merge::may(cx, module) {
        more.push(entry("duplicates", "copy", "duplicates"));
    }
    if may(Right::Delete) {
        more.push(entry("bin", "trash-2", "bin"));
    }
    more
}
