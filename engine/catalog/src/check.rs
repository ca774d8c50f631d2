//! One value against its field, and a record against its required fields.

use kernel::{Entry, FieldProblem, Line, Value};

use crate::Catalog;
use crate::definition::{Dependency, Field, FieldType, Module, Shape};

/// The largest stored whole number, kept below the limit of 64 bits so that sums have room.
const STORED_LIMIT: i64 = 9_000_000_000_000_000;

/// Checks one value against its field; the type, the length, the list, the range.
#[must_use]
pub fn check_value(catalog: &Catalog, field: &Field, value: &Value) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut say = |problem: FieldProblem| problems.push(problem);
    match value {
        Value::Empty => {}
        Value::Several(entries) if field.several => check_entries(field, entries, &mut say),
        Value::Several(_) => say(FieldProblem::new(&field.name, "wrong_type")),
        single => check_single(catalog, field, single, &mut say),
    }
    problems
}

/// Problems of required fields that hold nothing.
#[must_use]
pub fn require_complete(module: &Module, values: &[Value]) -> Vec<FieldProblem> {
    let missing = module.fields.iter().zip(values).filter(|(field, value)| {
        field.required && field.is_editable() && value.primary().is_empty()
    });
    let missing = missing.map(|(field, _)| FieldProblem::new(&field.name, "required"));
    let lines =
        module.fields.iter().zip(values).flat_map(|(field, value)| incomplete(field, value));
    missing.chain(lines).collect()
}

/// Problems of fields that hold what another field of the record does not let follow; pairs of
/// which neither changed are left in peace, so that records keep what was allowed before.
#[must_use]
pub fn check_dependencies(
    module: &Module,
    old: Option<&[Value]>,
    new: &[Value],
) -> Vec<FieldProblem> {
    let problem = |dependency: &Dependency| {
        let (on, at) = (module.position(&dependency.on)?, module.position(&dependency.field)?);
        let stays = old.is_some_and(|old| old[on] == new[on] && old[at] == new[at]);
        let code = dependency.refused(&new[on], &new[at]).filter(|_| !stays)?;
        let problem = FieldProblem::new(&dependency.field, "does_not_follow");
        Some(
            problem.with("value", code).with("on", &dependency.on).with("after", new[on].as_text()),
        )
    };
    module.dependencies.iter().filter_map(problem).collect()
}

fn check_entries(field: &Field, entries: &[Entry], say: &mut impl FnMut(FieldProblem)) {
    if entries.len() > 20 {
        say(FieldProblem::new(&field.name, "too_many").with("max", 20));
    }
    for entry in entries {
        let known = field.labels.is_empty() || field.labels.contains(&entry.label);
        if !known {
            say(FieldProblem::new(&field.name, "not_in_list").with("value", &entry.label));
        }
        check_text_or_address(field, &entry.value, say);
    }
}

fn check_text_or_address(field: &Field, value: &Value, say: &mut impl FnMut(FieldProblem)) {
    match (&field.kind, value) {
        (FieldType::Address, Value::Address(address)) => {
            let long = kernel::Address::PARTS
                .iter()
                .any(|part| address.part(part).is_some_and(|text| text.chars().count() > 255));
            if long {
                say(FieldProblem::new(&field.name, "too_long").with("max", 255));
            }
        }
        (FieldType::Email | FieldType::Phone, Value::Text(text)) => check_text(field, text, say),
        _ => say(FieldProblem::new(&field.name, "wrong_type")),
    }
}

fn check_single(
    catalog: &Catalog,
    field: &Field,
    value: &Value,
    say: &mut impl FnMut(FieldProblem),
) {
    match (&field.kind, value) {
        (kind, Value::Text(text)) if kind.is_textual() => check_text(field, text, say),
        (FieldType::RichText, Value::Rich(text)) => check_length(field, text.html(), say),
        (FieldType::Picklist { list } | FieldType::Stage { list }, Value::Text(code)) => {
            check_code(catalog, field, list, code, say);
        }
        (FieldType::MultiPicklist { list }, Value::Codes(codes)) => {
            codes.iter().for_each(|code| check_code(catalog, field, list, code, say));
        }
        (FieldType::Decimal { .. } | FieldType::Percent, Value::Decimal(number)) => {
            check_number(field, *number, say);
        }
        (FieldType::Money, Value::Money(money)) => check_number(field, money.amount, say),
        (FieldType::Link { to, .. }, Value::Link(link)) if to.contains(&link.module) => {}
        (FieldType::Duration, Value::Duration(seconds)) => {
            if seconds.abs() > 100 * 366 * 86_400 {
                say(FieldProblem::new(&field.name, "out_of_range"));
            }
        }
        (FieldType::Lines { shape }, Value::Lines(lines)) => {
            check_lines(catalog, (field, shape), lines, say);
        }
        (FieldType::Address, Value::Address(_)) => check_text_or_address(field, value, say),
        (FieldType::Date, Value::Date(_))
        | (FieldType::DateTime, Value::Instant(_))
        | (FieldType::Time, Value::Time(_))
        | (FieldType::Bool, Value::Bool(_))
        | (FieldType::Geo, Value::Point(_))
        | (FieldType::User, Value::Principal(_))
        | (FieldType::File | FieldType::Image, Value::File(_)) => {}
        _ => say(FieldProblem::new(&field.name, "wrong_type")),
    }
}

/// More lines than anybody writes by hand, and than a page shows at once.
pub const MOST_LINES: usize = 2_000;

fn check_lines(
    catalog: &Catalog,
    (field, shape): (&Field, &Shape),
    lines: &[Line],
    say: &mut impl FnMut(FieldProblem),
) {
    if lines.len() > MOST_LINES {
        say(FieldProblem::new(&field.name, "too_many").with("max", MOST_LINES));
        return;
    }
    let mut ids = std::collections::BTreeSet::new();
    for (at, line) in lines.iter().enumerate() {
        let place = |cell: &str| format!("{}.{at}.{cell}", field.name);
        if !ids.insert(line.id) {
            say(FieldProblem::new(&place("id"), "taken"));
        }
        let Some(kind) = shape.kind(&line.kind) else {
            say(FieldProblem::new(&place("kind"), "not_in_list").with("value", &line.kind));
            continue;
        };
        for (name, value) in &line.cells {
            let Some(cell) = shape.field(name).filter(|_| kind.has(name)) else {
                say(FieldProblem::new(&place(name), "unknown_field").with("value", name));
                continue;
            };
            let problems = check_value(catalog, cell, value).into_iter();
            problems.for_each(|problem| say(FieldProblem { field: place(name), ..problem }));
        }
    }
}

/// Problems of cells that hold nothing although their line needs them.
fn incomplete(field: &Field, value: &Value) -> Vec<FieldProblem> {
    let FieldType::Lines { shape } = &field.kind else { return Vec::new() };
    let mut problems = Vec::new();
    for (at, line) in value.lines().iter().enumerate() {
        let kind = shape.kind(&line.kind);
        let needed = shape
            .fields
            .iter()
            .filter(|cell| cell.required && kind.is_some_and(|kind| kind.has(&cell.name)));
        let missing = needed.filter(|cell| line.cell(&cell.name).is_empty());
        problems.extend(missing.map(|cell| {
            FieldProblem::new(&format!("{}.{at}.{}", field.name, cell.name), "required")
        }));
    }
    problems
}

fn check_code(
    catalog: &Catalog,
    field: &Field,
    list: &str,
    code: &str,
    say: &mut impl FnMut(FieldProblem),
) {
    if catalog.picklist(list).is_none_or(|list| list.value(code).is_none()) {
        say(FieldProblem::new(&field.name, "not_in_list").with("value", code));
    }
}

fn check_number(field: &Field, number: kernel::Decimal, say: &mut impl FnMut(FieldProblem)) {
    let scale = field.kind.scale().unwrap_or(0);
    let stored = kernel::to_scaled(number, scale);
    if stored.is_none_or(|stored| stored.abs() > STORED_LIMIT) {
        say(FieldProblem::new(&field.name, "out_of_range"));
    } else if number.normalize().scale() > scale {
        say(FieldProblem::new(&field.name, "too_many_places").with("max", scale));
    }
}

fn check_text(field: &Field, text: &str, say: &mut impl FnMut(FieldProblem)) {
    let lines_allowed = field.kind == FieldType::LongText;
    let control = |c: char| c.is_control() && !(lines_allowed && matches!(c, '\n' | '\t' | '\r'));
    check_length(field, text, say);
    if text.contains(control) {
        say(FieldProblem::new(&field.name, "control_character"));
    }
    let fits = match field.kind {
        FieldType::Email => is_email(text),
        FieldType::Url => is_url(text),
        FieldType::Phone => text.chars().any(|c| c.is_ascii_digit()),
        _ => true,
    };
    if !fits {
        let code = format!("not_{}", field.kind.word());
        say(FieldProblem::new(&field.name, &code).with("value", text));
    }
}

fn check_length(field: &Field, text: &str, say: &mut impl FnMut(FieldProblem)) {
    if text.chars().count() > field.max_length {
        say(FieldProblem::new(&field.name, "too_long").with("max", field.max_length));
    }
}

/// The part of RFC 5321 that occurs: local part, `@`, host with a dot.
fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.rsplit_once('@') else { return false };
    let local_fits = (1..=64).contains(&local.len())
        && !local.contains(|c: char| c.is_whitespace() || "\"(),:;<>[\\]@".contains(c))
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    let label_fits = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    local_fits && host.contains('.') && host.split('.').all(label_fits)
}

/// Web addresses only: a link with another scheme could run code (ASVS 1.2.2).
fn is_url(text: &str) -> bool {
    let rest = match text.split_once("://") {
        Some(("http" | "https", rest)) => rest,
        Some(_) => return false,
        None => text,
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|b| b.is_ascii_digit()) { name } else { "" }
    });
    name.contains('.')
        && !text.contains(|c: char| c.is_whitespace() || "\"<>\\^`{|}".contains(c))
        && name
            .split('.')
            .all(|l| !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_texts() {
        for good in ["a@b.de", "jürgen.müller@bücher.example", "x+y@sub.host.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["a@b", "@b.de", "a b@c.de", "a@b..de", "a@@b.de", "a@-b.de", "a@b.de>"] {
            assert!(!is_email(bad), "{bad}");
        }
        for good in ["kontor.example", "https://a.b/c?d=e#f", "http://a.b:8080/"] {
            assert!(is_url(good), "{good}");
        }
        for bad in ["javascript:alert(1)", "javascript://a.b/%0a", "data:text/html,x", "a b.c", "x"]
        {
            assert!(!is_url(bad), "{bad}");
        }
    }
}
