//! Conditions on a row that was read, for what the database is not asked.

use std::cmp::Ordering;

use catalog::{FieldType, Module};
use kernel::{fold, parse_decimal, sort_key};

use super::parse::{Condition, Test};
use crate::column::Column;

/// Whether a text of a type fulfils a condition.
pub fn holds(kind: &FieldType, text: &str, condition: &Condition) -> bool {
    let first = condition.values.first().map_or("", String::as_str);
    let is = |value: &str| compared(kind, text, value) == Ordering::Equal;
    let order = || compared(kind, text, first);
    // What is empty has no place in an order.
    let has_place = !text.is_empty() && !first.is_empty();
    match condition.test {
        Test::Equal => is(first),
        Test::NotEqual => !is(first),
        Test::In => condition.values.iter().any(|value| is(value)),
        Test::Like => is_like(&fold(text), &fold(first)),
        Test::Less => has_place && order() == Ordering::Less,
        Test::AtMost => has_place && order() != Ordering::Greater,
        Test::Greater => has_place && order() == Ordering::Greater,
        Test::AtLeast => has_place && order() != Ordering::Less,
    }
}

/// The type that a column is compared as.
pub fn kind_of(module: &Module, column: &Column) -> FieldType {
    match column.part.as_deref() {
        None => column.field(module).kind.clone(),
        Some("date") => FieldType::Date,
        Some("time") => FieldType::Time,
        Some(_) => FieldType::Text,
    }
}

/// How two texts of a type compare.
pub fn compared(kind: &FieldType, a: &str, b: &str) -> Ordering {
    let is_number = matches!(
        kind,
        FieldType::Decimal { .. } | FieldType::Percent | FieldType::Money | FieldType::Duration
    );
    if is_number && let (Some(a), Some(b)) = (parse_decimal(a), parse_decimal(b)) {
        return a.cmp(&b);
    }
    if matches!(kind, FieldType::Date | FieldType::DateTime | FieldType::Time) {
        return a.cmp(b);
    }
    match a == b {
        true => Ordering::Equal,
        // Different texts may have the same place among the others.
        false => sort_key(a).cmp(&sort_key(b)).then(a.cmp(b)),
    }
}

/// Compares with a pattern in which `%` is anything and `_` any letter.
fn is_like(text: &str, pattern: &str) -> bool {
    let (text, pattern): (Vec<char>, Vec<char>) =
        (text.chars().collect(), pattern.chars().collect());
    let (mut t, mut p, mut back) = (0, 0, None);
    while t < text.len() {
        match pattern.get(p) {
            Some('%') => {
                back = Some((p + 1, t));
                p += 1;
            }
            Some(letter) if *letter == '_' || *letter == text[t] => {
                t += 1;
                p += 1;
            }
            _ => {
                let Some((after, from)) = back else { return false };
                back = Some((after, from + 1));
                (p, t) = (after, from + 1);
            }
        }
    }
    pattern[p..].iter().all(|letter| *letter == '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_those_of_sql() {
        for (text, pattern, is) in [
            ("muller", "m%", true),
            ("muller", "%ll%", true),
            ("muller", "m_ller", true),
            ("muller", "m_er", false),
            ("muller", "%er", true),
            ("muller", "m%l%r", true),
            ("muller", "", false),
            ("", "%", true),
            ("aaaaaaaaaaaaaaaaaaaaaaaaab", "%a%a%a%a%a%a%c", false),
        ] {
            assert_eq!(is_like(text, pattern), is, "{text} {pattern}");
        }
    }
}
