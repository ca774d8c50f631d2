//! The answer of a filter for one record in memory; the store's SQL gives the same one.

use std::borrow::Cow;
use std::cmp::Ordering;

use kernel::{Value, fold, sort_key};

use super::{Check, Leaf, Path, Resolved};
use crate::plain_text;

/// Where a filter finds the values of a record.
pub trait Fields {
    /// The value of a field of the record itself, or of the one that a link field leads to.
    ///
    /// `id` gives a link to the record, `title` its title as text. What a link without a target,
    /// with one in the bin, or with one out of the asker's reach leads to is empty.
    fn field(&self, link: Option<&str>, name: &str) -> Cow<'_, Value>;
}

/// Answers a filter for a record; `None` means that an empty value leaves it open.
#[must_use]
pub fn evaluate(filter: &Resolved, fields: &dyn Fields) -> Option<bool> {
    match filter {
        Resolved::And(parts) => join(parts, fields, false),
        Resolved::Or(parts) => join(parts, fields, true),
        Resolved::Not(part) => evaluate(part, fields).map(|answer| !answer),
        Resolved::Check(asked) => answer(&asked.check, &value(&asked.path, fields)),
    }
}

/// One decisive part decides; else one open part leaves the whole open.
fn join(parts: &[Resolved], fields: &dyn Fields, decisive: bool) -> Option<bool> {
    let mut open = false;
    for part in parts {
        match evaluate(part, fields) {
            Some(answer) if answer == decisive => return Some(decisive),
            Some(_) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(!decisive) }
}

fn value<'a>(path: &Path, fields: &'a dyn Fields) -> Cow<'a, Value> {
    let link = path.link.as_ref().map(|hop| hop.field.as_str());
    match &path.leaf {
        Leaf::Id => fields.field(link, "id"),
        Leaf::Title => fields.field(link, "title"),
        Leaf::Field(name) => fields.field(link, name),
        Leaf::Part(name, part) => {
            let text = match fields.field(link, name).primary() {
                Value::Address(address) => Value::text(address.part(part).unwrap_or_default()),
                _ => Value::Empty,
            };
            Cow::Owned(text)
        }
        Leaf::Currency(name) => Cow::Owned(match fields.field(link, name).as_ref() {
            Value::Money(money) => Value::Text(money.currency.code().into()),
            _ => Value::Empty,
        }),
    }
}

fn answer(check: &Check, whole: &Value) -> Option<bool> {
    let value = whole.primary();
    if let Check::Empty = check {
        return Some(value.is_empty());
    }
    if value.is_empty() {
        return None;
    }
    Some(match check {
        Check::OneOf(list) => list.iter().any(|constant| same(value, constant)),
        Check::Below(constant) => order(value, constant)? == Ordering::Less,
        Check::AtMost(constant) => order(value, constant)? != Ordering::Greater,
        Check::Above(constant) => order(value, constant)? == Ordering::Greater,
        Check::AtLeast(constant) => order(value, constant)? != Ordering::Less,
        Check::Within(from, until) => {
            order(value, from)? != Ordering::Less && order(value, until)? == Ordering::Less
        }
        Check::Contains(folded) => fold(&plain_text(whole)).contains(folded.as_str()),
        Check::StartsWith(folded) => fold(&plain_text(whole)).starts_with(folded.as_str()),
        Check::Has(code) => matches!(value, Value::Codes(codes) if codes.contains(code)),
        Check::Near(circle) => matches!(value, Value::Point(point) if circle.holds(*point)),
        Check::Empty => value.is_empty(),
    })
}

fn same(value: &Value, constant: &Value) -> bool {
    match (value, constant) {
        (Value::Money(money), Value::Decimal(amount)) => money.amount == *amount,
        (Value::Link(link), Value::Link(wanted)) => link.id == wanted.id,
        _ => value == constant,
    }
}

/// The order of two values of one kind; texts go by their sort keys.
fn order(value: &Value, constant: &Value) -> Option<Ordering> {
    Some(match (value, constant) {
        (Value::Text(left), Value::Text(right)) => sort_key(left).cmp(&sort_key(right)),
        (Value::Decimal(left), Value::Decimal(right)) => left.cmp(right),
        (Value::Money(money), Value::Decimal(right)) => money.amount.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Instant(left), Value::Instant(right)) => left.cmp(right),
        (Value::Time(left), Value::Time(right)) => left.cmp(right),
        (Value::Duration(left), Value::Duration(right)) => left.cmp(right),
        _ => return None,
    })
}
