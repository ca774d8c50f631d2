//! The form that adds a condition: operators and values follow the type of the chosen field.

use catalog::filter::Days;
use catalog::{Field, FieldType};
use kernel::Value;
use maud::{Markup, html};

use super::model::ListPage;
use crate::Cx;
use crate::components::hidden;
use crate::fields::{Entered, FILTER_SCOPE, edit, picklist_tag};

/// Periods that a day can be compared with, besides days themselves.
const PERIODS: [&str; 21] = [
    "today",
    "yesterday",
    "tomorrow",
    "this_week",
    "last_week",
    "next_week",
    "this_month",
    "last_month",
    "next_month",
    "this_quarter",
    "last_quarter",
    "next_quarter",
    "this_year",
    "last_year",
    "this_fiscal_year",
    "last_fiscal_year",
    "last_7_days",
    "last_30_days",
    "last_90_days",
    "next_7_days",
    "next_30_days",
];

/// Sends `filter_field`, `filter_operator` and any number of `filter_value` to the list.
///
/// Another field brings its own part; without script the first field's part stays, and what does
/// not fit is answered in words.
pub(super) fn filter_editor(cx: Cx, page: &ListPage) -> Markup {
    let module = cx.catalog.module(&page.module.code);
    let first = page.filter_editor.fields.first().map(|(name, _)| name.as_str());
    let first = first.and_then(|name| module?.field(name));
    let chosen = page.filter_editor.field.or(first);
    html! {
        div.menu.menu--form.menu--start id="list-filter" popover {
            filter-form {
                form.stack method="get" action=(page.base) {
                    (hidden(&page.state))
                    @if !page.search.is_empty() {
                        input type="hidden" name="q" value=(page.search);
                    }
                    (fields(cx, page, chosen))
                    div.stack id="part-condition" {
                        @if let Some(field) = chosen { (condition(cx, field)) }
                    }
                    button.button.button--primary type="submit" {
                        (cx.text("ui.list.filter_apply"))
                    }
                }
            }
        }
    }
}

/// What a condition on a field looks like.
#[derive(Clone, Debug, PartialEq)]
enum Kind<'a> {
    /// A text that only compares as a whole.
    Text,
    /// A text that is searched.
    SearchedText,
    Number,
    Day,
    Time,
    Duration,
    Bool,
    OneOf(&'a str),
    AnyOf(&'a str),
    Link(&'a Field),
    Person(&'a Field),
    Point,
    /// Words that can be looked for, and no more.
    Words,
    /// Nothing but being there can be asked.
    Presence,
}

impl<'a> Kind<'a> {
    fn of(field: &'a Field) -> Self {
        match &field.kind {
            FieldType::Text
            | FieldType::LongText
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::Number => {
                if field.search || field.sort {
                    Kind::SearchedText
                } else {
                    Kind::Text
                }
            }
            FieldType::Decimal { .. } | FieldType::Percent | FieldType::Money => Kind::Number,
            FieldType::Date | FieldType::DateTime => Kind::Day,
            FieldType::Time => Kind::Time,
            FieldType::Duration => Kind::Duration,
            FieldType::Bool => Kind::Bool,
            FieldType::Picklist { list } | FieldType::Stage { list } => Kind::OneOf(list),
            FieldType::MultiPicklist { list } => Kind::AnyOf(list),
            FieldType::Link { .. } => Kind::Link(field),
            FieldType::User => Kind::Person(field),
            FieldType::Geo => Kind::Point,
            FieldType::RichText if field.search => Kind::Words,
            FieldType::RichText => Kind::Presence,
            FieldType::Address | FieldType::File | FieldType::Image | FieldType::Lines { .. } => {
                Kind::Presence
            }
        }
    }

    /// Codes of the operators, each with the key of its word.
    fn operators(&self) -> Vec<(&'static str, &'static str)> {
        let plain = |codes: &[&'static str]| codes.iter().map(|code| (*code, *code)).collect();
        match self {
            Kind::Text | Kind::Link(_) | Kind::Person(_) | Kind::Bool => {
                plain(&["equal", "not_equal"])
            }
            Kind::SearchedText => plain(&["contains", "starts_with", "equal", "not_equal"]),
            Kind::Number | Kind::Duration => {
                plain(&["equal", "not_equal", "greater", "at_least", "less", "at_most"])
            }
            Kind::Day | Kind::Time => vec![
                ("equal", "equal"),
                ("less", "before"),
                ("at_most", "until"),
                ("greater", "after"),
                ("at_least", "from"),
            ],
            Kind::OneOf(_) => plain(&["in", "not_in"]),
            Kind::Words => plain(&["contains", "starts_with"]),
            Kind::AnyOf(_) => plain(&["has"]),
            Kind::Point => plain(&["within"]),
            Kind::Presence => Vec::new(),
        }
    }
}

fn fields(cx: Cx, page: &ListPage, chosen: Option<&Field>) -> Markup {
    let part = format!("{}?part=condition", page.module.href);
    let chosen = chosen.map(|field| field.name.as_str());
    html! {
        div.field {
            label.field__label for="filter-field" { (cx.text("ui.list.filter_field")) }
            select.select id="filter-field" name="filter_field" hx-get=(part)
                hx-trigger="change" hx-target="#part-condition" hx-swap="innerHTML" {
                @for (name, label) in &page.filter_editor.fields {
                    option value=(name) selected[Some(name.as_str()) == chosen] { (label) }
                }
            }
        }
    }
}

/// Operators and values that fit a field.
#[must_use]
pub fn condition(cx: Cx, field: &Field) -> Markup {
    part(cx, &Kind::of(field))
}

fn part(cx: Cx, kind: &Kind) -> Markup {
    let presence = [("empty", "empty"), ("not_empty", "not_empty")];
    let operators = kind.operators().into_iter().chain(presence);
    html! {
        div.field {
            label.field__label for="filter-operator" { (cx.text("ui.list.filter_operator")) }
            select.select id="filter-operator" name="filter_operator" {
                @for (code, word) in operators {
                    option value=(code) {
                        (cx.find(&format!("filter.{word}")).unwrap_or(code))
                    }
                }
            }
        }
        @if *kind != Kind::Presence { (value(cx, kind)) }
    }
}

fn value(cx: Cx, kind: &Kind) -> Markup {
    let label = cx.text("ui.list.filter_value");
    let input = |kind: &str, keys: Option<&str>| {
        html! {
            input.input id="filter-value" name="filter_value" type=(kind) inputmode=[keys]
                autocomplete="off";
        }
    };
    let control = match kind {
        Kind::Text | Kind::SearchedText | Kind::Words | Kind::Duration | Kind::Presence => {
            input("text", None)
        }
        Kind::Point => html! {
            (input("text", None))
            p.field__hint { (cx.text("filter.circle_hint")) }
        },
        // A field for numbers alone would read them in its own way.
        Kind::Number => input("text", Some("decimal")),
        Kind::Time => input("time", None),
        Kind::Day => html! { (periods(cx)) (day(cx)) },
        Kind::Bool => yes_or_no(cx),
        Kind::OneOf(list) => return choices(cx, label, list, "checkbox"),
        Kind::AnyOf(list) => return choices(cx, label, list, "radio"),
        Kind::Link(field) | Kind::Person(field) => look_up(cx, field),
    };
    html! {
        div.field {
            label.field__label for="filter-value" { (label) }
            (control)
        }
        @if let Kind::Person(_) = kind {
            @for (code, key) in [("me", "ui.list.filter_me"), ("my_team", "filter.my_team")] {
                label.choice {
                    input.check type="checkbox" name="filter_value" value=(code);
                    (cx.find(key).unwrap_or(code))
                }
            }
        }
    }
}

fn periods(cx: Cx) -> Markup {
    html! {
        select.select id="filter-value" name="filter_value" {
            option value="" { "–" }
            @for period in PERIODS {
                option value=(period) { (period_words(cx, period)) }
            }
        }
    }
}

fn period_words(cx: Cx, period: &str) -> String {
    match Days::from_word(period).map(Days::parts) {
        Some((n, true)) => cx.fill("filter.next_days", &[("n", &n.to_string())]),
        Some((n, false)) => cx.fill("filter.last_days", &[("n", &n.to_string())]),
        None => cx.find(&format!("filter.{period}")).unwrap_or(period).to_owned(),
    }
}

fn day(cx: Cx) -> Markup {
    html! {
        input.input type="date" name="filter_value" aria-label=(cx.text("ui.list.filter_day"));
    }
}

fn yes_or_no(cx: Cx) -> Markup {
    html! {
        select.select id="filter-value" name="filter_value" {
            option value="true" { (cx.text("ui.field.yes")) }
            option value="false" { (cx.text("ui.field.no")) }
        }
    }
}

fn choices(cx: Cx, label: &str, list: &str, toggle: &str) -> Markup {
    let values = cx.catalog.picklist(list).map_or(&[][..], |list| &list.values);
    html! {
        fieldset.field {
            legend.field__label { (label) }
            div.menu__scroll {
                @for value in values {
                    label.choice {
                        input.check type=(toggle) name="filter_value" value=(value.code);
                        (picklist_tag(cx, list, &value.code).label)
                    }
                }
            }
        }
    }
}

/// The same look-up as in forms; a condition wants the bare id.
fn look_up(cx: Cx, field: &Field) -> Markup {
    let asked = Field { name: "value".into(), required: false, ..field.clone() };
    let control = edit(cx, &asked, &Entered::stored(&Value::Empty, FILTER_SCOPE));
    html! { div data-bare="filter_value" { (control) } }
}
