//! The page model of a list as a calendar.

use std::collections::BTreeMap;

use access::{FieldRight, Right};
use catalog::{Field, FieldType, Module};
use kernel::{Date, Instant, Time, Value};
use records::{Cx, Found, ListQuery, Record};
use sheets::calendar as view;
use ui::format;

use crate::head;
use crate::list_state::ListState;

/// Records of a month that are shown.
pub const SHOWN: usize = 500;
/// Records of a day that are shown.
const OF_DAY: usize = 4;

/// Which month is shown, by which day of its records.
pub struct Plan<'a> {
    /// The module.
    pub module: &'a Module,
    /// The field with the day or the moment.
    pub by: &'a Field,
    /// The first day of the month.
    first: Date,
    /// The first day that is shown.
    from: Date,
    /// The day after the last one.
    until: Date,
}

/// Fields by which records can stand on days, as far as the reader may see them.
pub fn fields<'a>(cx: &Cx, module: &'a Module) -> impl Iterator<Item = &'a Field> {
    let seen = |field: &&Field| {
        let right = cx.actor.rights.field(&module.code, &field.name);
        field.kind.has_days() && right != FieldRight::Hidden
    };
    module.fields.iter().filter(seen)
}

impl<'a> Plan<'a> {
    /// A month such as `2026-11`, or the present one; by a field, or by the one that says when a
    /// record is due, else the first of one's own.
    pub fn of(
        cx: &Cx,
        module: &'a Module,
        (by, month): (Option<&str>, Option<&str>),
    ) -> Option<Self> {
        let wanted = by.or(module.reminder.as_ref().map(|reminder| reminder.field.as_str()));
        let named = wanted.and_then(|name| fields(cx, module).find(|field| field.name == name));
        let by = match by {
            Some(_) => named?,
            None => named
                .or_else(|| fields(cx, module).find(|field| field.system.is_none()))
                .or_else(|| fields(cx, module).next())?,
        };
        let said = month.and_then(|month| Date::parse_iso(&format!("{month}-01")));
        let (today, _) = cx.now().in_zone(&cx.locale.zone);
        let (year, month, _) = said.unwrap_or(today).ymd();
        let first = Date::new(year, month, 1)?;
        let start = cx.locale.formats.week;
        let from = first.week(start);
        let until = first.plus_months(1).plus_days(-1).week(start).plus_days(7);
        Some(Plan { module, by, first, from, until })
    }

    /// The month as an address says it.
    pub fn month(&self) -> String {
        month_of(self.first)
    }

    /// The question for the records of the days that are shown.
    pub fn question(&self, cx: &Cx, list: &ListQuery) -> ListQuery {
        let by = &self.by.name;
        let own = format!("{by} >= \"{}\" and {by} < \"{}\"", self.from, self.until);
        let mut fields = vec![by.clone()];
        fields.extend(state_field(cx, self.module).map(|field| field.name.clone()));
        ListQuery {
            filter: joined(&list.filter, &own),
            sort: if self.by.sort { by.clone() } else { String::new() },
            fields,
            limit: SHOWN,
            after: None,
            ..list.clone()
        }
    }

    fn day(&self, cx: &Cx, record: &Record) -> Option<(Date, Option<Time>)> {
        match record.value(self.module, &self.by.name) {
            Value::Date(day) => Some((*day, None)),
            Value::Instant(at) => {
                let (day, time) = at.in_zone(&cx.locale.zone);
                Some((day, Some(time)))
            }
            _ => None,
        }
    }
}

fn joined(filter: &str, own: &str) -> String {
    match filter.trim() {
        "" => own.to_owned(),
        filter => format!("({filter}) and {own}"),
    }
}

fn month_of(day: Date) -> String {
    let (year, month, _) = day.ymd();
    format!("{year:04}-{month:02}")
}

/// The field whose value is the state of a record, as on a board.
fn state_field<'a>(cx: &Cx, module: &'a Module) -> Option<&'a Field> {
    let by = module.default_kanban()?.by;
    let field = module.field(&by)?;
    (cx.actor.rights.field(&module.code, &by) != FieldRight::Hidden).then_some(field)
}

/// Makes the page model.
pub fn month(
    cx: &Cx,
    reader: ui::Cx<'_>,
    plan: &Plan<'_>,
    (state, found): (&ListState, &Found),
) -> view::Month {
    let (year, month, _) = plan.first.ymd();
    let turned = |by: i32| {
        let month = month_of(plan.first.plus_months(by));
        state.changed(plan.module, |state| state.month = Some(month))
    };
    let present = state.changed(plan.module, |state| state.month = None);
    let by = fields(cx, plan.module).map(|field| {
        let label = head::field_label(cx, plan.module, &field.name);
        let name = field.name.clone();
        let href = state.changed(plan.module, |state| state.calendar = Some(name));
        (label, href, field.name == plan.by.name)
    });
    let weekday = |day: Date| {
        let text = |key: &str| cx.text(&format!("ui.{key}.{}", day.weekday())).to_owned();
        (text("weekday_short"), text("weekday"))
    };
    let mut on: BTreeMap<Date, Vec<(Option<Time>, &Record)>> = BTreeMap::new();
    for record in &found.page.records {
        if let Some((day, time)) = plan.day(cx, record) {
            on.entry(day).or_default().push((time, record));
        }
    }
    let days = |from: Date| (0..7).map(move |n| from.plus_days(n));
    let mut cells = |day: Date| {
        let mut of_day = on.remove(&day).unwrap_or_default();
        of_day.sort_by_key(|(time, _)| time.map_or(-1, Time::seconds));
        cell(cx, reader, (plan, day), (state, of_day))
    };
    let weeks = (0..).map(|n| plan.from.plus_days(7 * n)).take_while(|day| *day < plan.until);
    view::Month {
        title: format!("{} {year}", cx.text(&format!("ui.month.{month}"))),
        turns: [turned(-1), present, turned(1)],
        by: by.collect(),
        weekdays: days(plan.from).map(weekday).collect(),
        weeks: weeks
            .map(|from| view::Week {
                label: week(cx, from),
                days: days(from).map(&mut cells).collect(),
            })
            .collect(),
        bounded: found.page.next.is_some().then(|| {
            let n = SHOWN.to_string();
            cx.catalog.texts().fill(cx.locale.language, "ui.calendar.bounded", &[("n", &n)])
        }),
        empty: found.page.records.is_empty().then(|| cx.text("ui.calendar.empty").to_owned()),
    }
}

/// The number of a week, that of its Thursday (ISO 8601).
fn week(cx: &Cx, from: Date) -> (String, String) {
    let thursday = (0..7).map(|n| from.plus_days(n)).find(|day| day.weekday() == 4);
    let thursday = thursday.unwrap_or(from);
    let (year, ..) = thursday.ymd();
    let first = Date::new(year, 1, 1).unwrap_or(thursday);
    let n = ((thursday.days() - first.days()) / 7 + 1).to_string();
    let text = |key| cx.catalog.texts().fill(cx.locale.language, key, &[("n", &n)]);
    (n.clone(), text("ui.calendar.week_n"))
}

fn cell(
    cx: &Cx,
    reader: ui::Cx<'_>,
    (plan, day): (&Plan<'_>, Date),
    (state, of_day): (&ListState, Vec<(Option<Time>, &Record)>),
) -> view::Day {
    let module = plan.module;
    let n_more = of_day.len().saturating_sub(OF_DAY);
    let (n_more, shown) = if n_more == 1 { (0, OF_DAY + 1) } else { (n_more, OF_DAY) };
    let more = (n_more > 0).then(|| {
        let by = &plan.by.name;
        let own = format!("{by} >= \"{day}\" and {by} < \"{}\"", day.plus_days(1));
        let filter = joined(&state.filter, &own);
        let href = state.as_list(module).changed(module, |state| state.filter = filter);
        let n = n_more.to_string();
        (cx.catalog.texts().fill(cx.locale.language, "ui.calendar.more", &[("n", &n)]), href)
    });
    let writable = cx.actor.rights.field(&module.code, &plan.by.name) == FieldRight::Write;
    let may_create = cx.actor.rights.may(&module.code, Right::Create) && plan.by.is_editable();
    let (_, month, number) = day.ymd();
    let (today, _) = cx.now().in_zone(&cx.locale.zone);
    view::Day {
        number,
        label: format::long_date(reader, day),
        is_today: day == today,
        is_outside: month != plan.first.ymd().1,
        create: (may_create && writable)
            .then(|| format!("/{}/new?{}={day}", module.plural, plan.by.name)),
        entries: of_day
            .into_iter()
            .take(shown)
            .map(|(time, record)| view::Entry {
                title: record.title.clone(),
                href: format!("/{}/{}", module.plural, record.id),
                time: time.map(|time| format::time(reader, time)),
                state: state_of(cx, module, record),
            })
            .collect(),
        more,
    }
}

fn state_of(cx: &Cx, module: &Module, record: &Record) -> Option<(Option<u16>, String)> {
    let field = state_field(cx, module)?;
    let Value::Text(code) = record.value(module, &field.name) else { return None };
    let list = field.kind.list()?;
    let hue = cx.catalog.picklist(list)?.value(code)?.hue;
    Some((hue, cx.text(&format!("picklist.{list}.{code}")).to_owned()))
}

/// What the address of an empty form says of a day: the day itself, or nine o'clock on it.
pub fn preset(cx: &Cx, field: &Field, said: &str) -> Option<Value> {
    let day = Date::parse_iso(said)?;
    match field.kind {
        FieldType::Date => Some(Value::Date(day)),
        FieldType::DateTime => {
            let nine = Time::new(9, 0, 0)?;
            Some(Value::Instant(Instant::from_local(day, nine, &cx.locale.zone)))
        }
        _ => None,
    }
}
