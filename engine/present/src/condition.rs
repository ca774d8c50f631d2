//! A condition in words: field, operator, value.

use catalog::filter::{Comparator, Comparison, Kind, Leaf, Operand, Path, Test};
use catalog::{Field, FieldType, Module};
use kernel::{Circle, Value};
use records::Cx;

use crate::head;

/// The field a condition asks about, through the link it follows.
pub fn path_label(cx: &Cx, module: &Module, path: &Path) -> String {
    let hop = path.link.as_ref();
    let there = hop.and_then(|hop| cx.catalog.module(&hop.module).cloned());
    let of = there.as_deref().unwrap_or(module);
    let leaf = match &path.leaf {
        Leaf::Id => "ID".to_owned(),
        Leaf::Title => cx.text("web.list.title").to_owned(),
        Leaf::Field(name) | Leaf::Currency(name) => head::field_label(cx, of, name),
        Leaf::Part(name, part) => {
            let part = cx.text(&format!("ui.address.{part}")).to_owned();
            format!("{}: {part}", head::field_label(cx, of, name))
        }
    };
    match hop {
        Some(hop) => format!("{} › {leaf}", head::field_label(cx, module, &hop.field)),
        None => leaf,
    }
}

/// Operator and value of a condition in the reader's language.
pub fn words(cx: &Cx, view: ui::Cx<'_>, condition: &Comparison) -> (String, String) {
    let kind = &condition.path.kind;
    let (operator, operands): (&str, Vec<String>) = match &condition.test {
        Test::Is(comparator, operand) => {
            (comparator_word(*comparator, kind), vec![say((cx, view), kind, operand)])
        }
        Test::In(operands) => ("in", operands.iter().map(|o| say((cx, view), kind, o)).collect()),
        Test::NotIn(operands) => {
            ("not_in", operands.iter().map(|o| say((cx, view), kind, o)).collect())
        }
        Test::Contains(text) => ("contains", vec![text.clone()]),
        Test::StartsWith(text) => ("starts_with", vec![text.clone()]),
        Test::Has(code) => ("has", vec![choice(cx, kind, code)]),
        Test::Near(circle) => ("within", vec![near(view, *circle)]),
        Test::Empty => ("empty", Vec::new()),
        Test::NotEmpty => ("not_empty", Vec::new()),
    };
    let operator = cx.text(&format!("filter.{operator}")).to_owned();
    (operator, joined(view, &operands))
}

/// A circle: `25 km um 48,13715° N, 11,57612° O`.
fn near(view: ui::Cx<'_>, circle: Circle) -> String {
    let metres = circle.metres().unsigned_abs();
    let distance = match metres % 1_000 {
        0 => format!("{} km", ui::format::integer(view, metres / 1_000)),
        _ => format!("{} m", ui::format::integer(view, metres)),
    };
    let point = Field::plain("", FieldType::Geo);
    let place = ui::fields::words(view, &point, &Value::Point(circle.centre));
    view.fill("filter.circle", &[("distance", &distance), ("place", &place)])
}

/// Values that a chip names; the rest is counted.
const NAMED: usize = 3;

fn joined(view: ui::Cx<'_>, values: &[String]) -> String {
    let n_more = values.len().saturating_sub(NAMED);
    if n_more < 2 {
        return values.join(", ");
    }
    let named = values[..NAMED].join(", ");
    view.fill("filter.and_more", &[("values", &named), ("n", &n_more.to_string())])
}

/// A number is smaller than another, a day lies before it.
fn comparator_word(comparator: Comparator, kind: &Kind) -> &'static str {
    let is_time = matches!(kind, Kind::Date | Kind::Instant | Kind::Time);
    match (comparator, is_time) {
        (Comparator::Equal, _) => "equal",
        (Comparator::NotEqual, _) => "not_equal",
        (Comparator::Less, false) => "less",
        (Comparator::Less, true) => "before",
        (Comparator::AtMost, false) => "at_most",
        (Comparator::AtMost, true) => "until",
        (Comparator::Greater, false) => "greater",
        (Comparator::Greater, true) => "after",
        (Comparator::AtLeast, false) => "at_least",
        (Comparator::AtLeast, true) => "from",
    }
}

/// The word of an operator by its code; its text key is `filter.WORD`.
pub fn operator_word<'a>(code: &'a str, kind: &Kind) -> &'a str {
    let comparator = match code {
        "less" => Comparator::Less,
        "at_most" => Comparator::AtMost,
        "greater" => Comparator::Greater,
        "at_least" => Comparator::AtLeast,
        other => return other,
    };
    comparator_word(comparator, kind)
}

fn choice(cx: &Cx, kind: &Kind, code: &str) -> String {
    match kind {
        Kind::Choice { list } | Kind::Choices { list } => {
            cx.text(&format!("picklist.{list}.{code}")).to_owned()
        }
        _ => code.to_owned(),
    }
}

fn say((cx, view): (&Cx, ui::Cx<'_>), kind: &Kind, operand: &Operand) -> String {
    match operand {
        Operand::Value(Value::Text(text)) => choice(cx, kind, text),
        Operand::Value(Value::Date(date)) => ui::format::date(view, *date),
        Operand::Value(Value::Decimal(n)) => ui::format::decimal(view, *n, n.scale()),
        Operand::Value(Value::Duration(seconds)) => ui::format::duration(view, *seconds),
        Operand::Value(Value::Bool(flag)) => {
            cx.text(if *flag { "web.yes" } else { "web.no" }).to_owned()
        }
        Operand::Value(Value::Link(link)) => {
            view.names.records.get(&link.id).map(|name| name.title.clone()).unwrap_or_default()
        }
        Operand::Value(Value::Principal(id)) => {
            view.names.people.get(id).cloned().unwrap_or_default()
        }
        Operand::Value(value) => catalog::plain_text(value),
        Operand::Today(0) => cx.text("filter.today").to_owned(),
        Operand::Today(-1) => cx.text("filter.yesterday").to_owned(),
        Operand::Today(1) => cx.text("filter.tomorrow").to_owned(),
        Operand::Today(days) => {
            let key = if *days < 0 { "filter.days_ago" } else { "filter.in_days" };
            view.fill(key, &[("n", &days.abs().to_string())])
        }
        Operand::Period(period) => cx.text(&format!("filter.{}", period.word())).to_owned(),
        Operand::Days(days) => {
            let (n, is_ahead) = days.parts();
            let key = if is_ahead { "filter.next_days" } else { "filter.last_days" };
            view.fill(key, &[("n", &n.to_string())])
        }
        Operand::Now(_) => cx.text("filter.now").to_owned(),
        Operand::Fiscal(year) => cx.text(&format!("filter.{}", year.word())).to_owned(),
        Operand::Me => cx.text("filter.me").to_owned(),
        Operand::MyTeam => cx.text("filter.my_team").to_owned(),
    }
}
