//! Records of a list on the days of a month.

use maud::{Markup, html};

use ui::Cx;
use ui::components::{Button, Look, hue_class, icon, link};

use crate::by::by;

/// A month with its records.
#[derive(Clone, Debug, Default)]
pub struct Month {
    /// The month in words.
    pub title: String,
    /// Addresses of the month before, of the present one and of the next one.
    pub turns: [String; 3],
    /// Days that records can stand on: label, address, whether it is the present one.
    pub by: Vec<(String, String, bool)>,
    /// Days of the week, short and long, in the order of the reader.
    pub weekdays: Vec<(String, String)>,
    /// Its weeks.
    pub weeks: Vec<Week>,
    /// Said when there are more records than are shown.
    pub bounded: Option<String>,
    /// Said when there is none.
    pub empty: Option<String>,
}

/// A week.
#[derive(Clone, Debug, Default)]
pub struct Week {
    /// Its number (ISO 8601), in words.
    pub label: (String, String),
    /// Its days.
    pub days: Vec<Day>,
}

/// A day.
#[derive(Clone, Debug, Default)]
pub struct Day {
    /// Its number in the month.
    pub number: i8,
    /// In words.
    pub label: String,
    /// Whether it is today.
    pub is_today: bool,
    /// Whether it belongs to another month.
    pub is_outside: bool,
    /// Where a record of this day is made.
    pub create: Option<String>,
    /// The first records.
    pub entries: Vec<Entry>,
    /// That there are more, and where.
    pub more: Option<(String, String)>,
}

/// A record on its day.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The time of day.
    pub time: Option<String>,
    /// Hue and words of its state.
    pub state: Option<(Option<u16>, String)>,
}

/// Draws the month.
#[must_use]
pub fn month(cx: Cx, page: &Month) -> Markup {
    html! {
        section.month aria-label=(page.title) {
            div.month__bar {
                h2 { (page.title) }
                (turns(cx, page))
                @if 1 < page.by.len() {
                    (by("calendar-by", ("calendar", cx.text("ui.calendar.by")), &page.by))
                }
            }
            @if let Some(bounded) = &page.bounded {
                p.banner.banner--warning role="status" { (bounded) }
            }
            @if let Some(empty) = &page.empty { p.month__empty.muted { (empty) } }
            table.month__days {
                thead {
                    tr {
                        th.month__week scope="col" { (cx.text("ui.calendar.week")) }
                        @for (short, long) in &page.weekdays {
                            th scope="col" abbr=(long) title=(long) { (short) }
                        }
                    }
                }
                tbody {
                    @for week in &page.weeks {
                        tr {
                            @let (short, long) = &week.label;
                            th.month__week scope="row" title=(long) { (short) }
                            @for one in &week.days { (day(cx, one)) }
                        }
                    }
                }
            }
        }
    }
}

fn turns(cx: Cx, page: &Month) -> Markup {
    let [before, present, next] = &page.turns;
    let step = |key: &'static str, sign: &'static str, href: &str| {
        let (label, look) = (cx.text(key), Look::SmallIcon);
        link(Button { label, icon: sign, look, ..Button::default() }, href)
    };
    html! {
        div.row.row--tight {
            (step("ui.calendar.before", "chevron-left", before))
            a.button.button--sm href=(present) { (cx.text("ui.day.today")) }
            (step("ui.calendar.next", "chevron-right", next))
        }
    }
}

fn day(cx: Cx, day: &Day) -> Markup {
    let mut class = "month__day".to_owned();
    for (is, suffix) in [
        (day.is_today, " is-today"),
        (day.is_outside, " is-outside"),
        (day.entries.is_empty(), " is-free"),
    ] {
        class.push_str(if is { suffix } else { "" });
    }
    html! {
        td class=(class) aria-current=[day.is_today.then_some("date")] {
            div.month__date {
                span aria-hidden="true" { (day.number) }
                span.month__label { (day.label) }
                @if let Some(create) = &day.create {
                    @let label = cx.fill("ui.calendar.create", &[("day", &day.label)]);
                    a.month__create href=(create) aria-label=(label) title=(label) {
                        (icon("plus"))
                    }
                }
            }
            @if !day.entries.is_empty() {
                ul.month__entries { @for one in &day.entries { li { (entry(one)) } } }
            }
            @if let Some((label, href)) = &day.more { a.month__more href=(href) { (label) } }
        }
    }
}

fn entry(entry: &Entry) -> Markup {
    let (hue, words) = match &entry.state {
        Some((hue, words)) => (*hue, Some(words)),
        None => (None, None),
    };
    let hue = hue_class(hue).map(|hue| format!(" {hue}")).unwrap_or_default();
    let class = format!("month__entry{hue}");
    html! {
        a class=(class) href=(entry.href) title=[words] {
            @if let Some(time) = &entry.time { span.month__time { (time) } }
            span.truncate { (entry.title) }
        }
    }
}
