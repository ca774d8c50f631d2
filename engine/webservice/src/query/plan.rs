//! What the database is asked: a condition in the filter language of the house, which finds
//! everything that the query means and perhaps more.
//!
//! What it says too much of is judged on the rows that were read. Nothing of a query ever comes
//! to the database as text: values stand in quotes of the filter language, which is read anew.

use catalog::filter::{self, quoted};
use catalog::{FieldType, Module};
use kernel::{Date, parse_decimal};
use uuid::Uuid;

use super::parse::{Condition, Test};
use crate::answer::{Fault, Outcome};
use crate::column::Column;
use crate::input::{code, flag};
use crate::kind::{GROUPS, Kind, USERS, Wire};
use crate::number;
use crate::value::{moment, parse_moment};

/// What the database is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// In the filter language; nothing asks for every record.
    pub filter: String,
    /// Whether it finds nothing that the query does not mean.
    pub is_exact: bool,
}

/// Plans the conditions of a query.
pub async fn plan(
    wire: &Wire,
    (module, columns): (&Module, &[Column]),
    groups: &[Vec<Condition>],
) -> Outcome<Plan> {
    let (mut is_exact, mut joined) = (true, Vec::new());
    for group in groups {
        let mut parts = Vec::new();
        for condition in group {
            let found = match condition.column.as_str() {
                "id" => Some(by_id(wire, module, condition).await?),
                name => {
                    let column = columns.iter().find(|column| column.name == name);
                    let column = column.ok_or_else(|| Fault::no_column(name))?;
                    asked(wire, (module, column), condition).await?
                }
            };
            let fits = |text: &String| filter::parse(&wire.cx.catalog, module, text).is_ok();
            match found.filter(fits) {
                Some(text) => parts.push(format!("({text})")),
                None => {
                    is_exact = false;
                    let wider = columns.iter().find(|column| column.name == condition.column);
                    let wider = wider.and_then(|column| wider_one((module, column), condition));
                    parts.extend(wider.filter(fits).map(|text| format!("({text})")));
                }
            }
        }
        joined.push(if parts.is_empty() { "true".to_owned() } else { parts.join(" and ") });
    }
    let filter = if joined.iter().any(|group| group == "true") {
        String::new()
    } else {
        joined.iter().map(|group| format!("({group})")).collect::<Vec<_>>().join(" or ")
    };
    // A filter that has grown too long for its language is judged on the rows instead.
    match filter::parse(&wire.cx.catalog, module, &filter).is_ok() {
        true => Ok(Plan { filter, is_exact }),
        false => Ok(Plan { filter: String::new(), is_exact: false }),
    }
}

/// Records by their ids, which have no order.
async fn by_id(wire: &Wire, module: &Module, condition: &Condition) -> Outcome<String> {
    let own = wire.number_of(&module.code);
    let mut ids = Vec::new();
    for value in &condition.values {
        let (kind, n) = number::parse(value).ok_or_else(wrong_id)?;
        if Some(kind) != own {
            return Err(wrong_id());
        }
        ids.extend(records::small::id_of(&wire.cx, n).await?);
    }
    one_of("id", condition, &ids)
}

/// What is exactly meant, where the filter language can say it.
async fn asked(
    wire: &Wire,
    (module, column): (&Module, &Column),
    condition: &Condition,
) -> Outcome<Option<String>> {
    let field = column.field(module);
    let name = field.name.as_str();
    Ok(match &field.kind {
        FieldType::Link { to, .. } => Some(by_link(wire, (name, to), condition).await?),
        FieldType::User => Some(by_principal(wire, name, condition).await?),
        FieldType::DateTime => by_moment(column, name, condition),
        _ if !column.is_whole() => None,
        FieldType::Bool => by_flag(name, condition),
        FieldType::Picklist { list } | FieldType::Stage { list } => {
            let codes = condition.values.iter().map(|word| code(&wire.cx, list, word));
            let known = |code: &String| {
                wire.cx.catalog.picklist(list).is_some_and(|list| list.value(code).is_some())
            };
            let codes: Vec<String> = codes.filter(|code| code.is_empty() || known(code)).collect();
            plain(name, condition.test, &codes, quoted)
        }
        FieldType::Decimal { .. } | FieldType::Percent | FieldType::Money | FieldType::Duration => {
            let is_number = |text: &String| text.is_empty() || parse_decimal(text).is_some();
            let all = condition.values.iter().all(is_number);
            all.then(|| plain(name, condition.test, &condition.values, str::to_owned)).flatten()
        }
        FieldType::Text
        | FieldType::LongText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Number => match condition.test {
            Test::Like => like(name, &condition.values[0]),
            test => plain(name, test, &condition.values, quoted),
        },
        FieldType::RichText => match condition.test {
            Test::Like => like(name, &condition.values[0]),
            _ => None,
        },
        FieldType::Date | FieldType::Time => plain(name, condition.test, &condition.values, quoted),
        FieldType::MultiPicklist { .. }
        | FieldType::Address
        | FieldType::Geo
        | FieldType::File
        | FieldType::Image
        | FieldType::Lines { .. } => None,
    })
}

/// What finds at least what is meant, where there is anything narrower than every record.
fn wider_one((module, column): (&Module, &Column), condition: &Condition) -> Option<String> {
    let field = column.field(module);
    let name = &field.name;
    let value = condition.values.first()?;
    let can_be_empty = match condition.test {
        Test::NotEqual => true,
        Test::Equal | Test::In => condition.values.iter().any(String::is_empty),
        Test::Like => value.chars().all(|letter| letter == '%'),
        Test::Less | Test::AtMost | Test::Greater | Test::AtLeast => false,
    };
    if can_be_empty || field.kind == FieldType::Bool {
        return None;
    }
    let literal = match condition.test {
        Test::Equal => Some(value.as_str()),
        Test::Like => value.split(['%', '_']).max_by_key(|part| part.len()),
        _ => None,
    };
    let literal = literal.filter(|text| field.several && field.search && !text.trim().is_empty());
    let is_text = matches!(field.kind, FieldType::Email | FieldType::Phone);
    match literal.filter(|_| is_text) {
        Some(text) => Some(format!("{name} contains {}", quoted(text))),
        None => Some(format!("{name} is not empty")),
    }
}

/// A comparison as it stands; an empty text is the lack of a value.
fn plain(
    name: &str,
    test: Test,
    values: &[String],
    written: impl Fn(&str) -> String,
) -> Option<String> {
    let first = values.first().map(String::as_str);
    let (sign, value) = match (test, first) {
        (Test::In | Test::Equal, None) => return Some("false".into()),
        (Test::NotEqual, None) => return Some("true".into()),
        (Test::Equal, Some("")) => return Some(format!("{name} is empty")),
        (Test::NotEqual, Some("")) => return Some(format!("{name} is not empty")),
        (Test::NotEqual, Some(value)) => {
            return Some(format!("{name} != {} or {name} is empty", written(value)));
        }
        (Test::In, Some(_)) => return Some(listed(name, values, written)),
        (Test::Like, _) | (_, Some("") | None) => return None,
        (Test::Equal, Some(value)) => ("=", value),
        (Test::Less, Some(value)) => ("<", value),
        (Test::AtMost, Some(value)) => ("<=", value),
        (Test::Greater, Some(value)) => (">", value),
        (Test::AtLeast, Some(value)) => (">=", value),
    };
    Some(format!("{name} {sign} {}", written(value)))
}

fn listed(name: &str, values: &[String], written: impl Fn(&str) -> String) -> String {
    let said: Vec<String> =
        values.iter().filter(|value| !value.is_empty()).map(|value| written(value)).collect();
    let mut parts = Vec::new();
    if !said.is_empty() {
        parts.push(format!("{name} in ({})", said.join(", ")));
    }
    if said.len() < values.len() {
        parts.push(format!("{name} is empty"));
    }
    parts.join(" or ")
}

/// A pattern, where it is a beginning or stands anywhere.
fn like(name: &str, pattern: &str) -> Option<String> {
    let inner = pattern.trim_matches('%');
    let is_simple = !inner.is_empty() && !inner.contains(['%', '_']) && inner.trim() == inner;
    match (pattern.starts_with('%'), pattern.ends_with('%')) {
        (true, true) if is_simple => Some(format!("{name} contains {}", quoted(inner))),
        (false, true) if is_simple => Some(format!("{name} starts_with {}", quoted(inner))),
        _ => None,
    }
}

fn by_flag(name: &str, condition: &Condition) -> Option<String> {
    let value = flag(condition.values.first()?)?;
    match (condition.test, value) {
        (Test::Equal, true) | (Test::NotEqual, false) => Some(format!("{name} = true")),
        (Test::Equal, false) | (Test::NotEqual, true) => {
            Some(format!("{name} = false or {name} is empty"))
        }
        _ => None,
    }
}

/// Moments are told to the second, and days of moments in UTC; so they are compared.
fn by_moment(column: &Column, name: &str, condition: &Condition) -> Option<String> {
    let value = condition.values.first().filter(|_| condition.values.len() == 1)?;
    if value.is_empty() {
        return plain(name, condition.test, &condition.values, str::to_owned);
    }
    let (from, length) = match column.part.as_deref() {
        Some("date") => (parse_moment(&Date::parse_iso(value)?.to_string())?, 86_400_000),
        Some(_) => return None,
        None => (parse_moment(value)?, 1000),
    };
    let until = from.plus_millis(length);
    let at = |at: kernel::Instant| quoted(&format!("{}Z", moment(at).replacen(' ', "T", 1)));
    let (from, until) = (at(from), at(until));
    Some(match condition.test {
        Test::Equal | Test::In => format!("{name} >= {from} and {name} < {until}"),
        Test::NotEqual => format!("{name} < {from} or {name} >= {until} or {name} is empty"),
        Test::Less => format!("{name} < {from}"),
        Test::AtMost => format!("{name} < {until}"),
        Test::Greater => format!("{name} >= {until}"),
        Test::AtLeast => format!("{name} >= {from}"),
        Test::Like => return None,
    })
}

async fn by_link(
    wire: &Wire,
    (name, to): (&str, &[String]),
    condition: &Condition,
) -> Outcome<String> {
    let mut ids = Vec::new();
    for value in condition.values.iter().filter(|value| !value.is_empty()) {
        let (kind, n) = number::parse(value).ok_or_else(wrong_id)?;
        match wire.kind_of(kind) {
            Some(Kind::Records(module)) if to.contains(&module.code) => {}
            _ => return Err(wrong_id()),
        }
        ids.extend(records::small::id_of(&wire.cx, n).await?);
    }
    one_of(name, condition, &ids)
}

async fn by_principal(wire: &Wire, name: &str, condition: &Condition) -> Outcome<String> {
    let mut ids: Vec<Uuid> = Vec::new();
    for value in condition.values.iter().filter(|value| !value.is_empty()) {
        let (kind, n) = number::parse(value).ok_or_else(wrong_id)?;
        if ![USERS, GROUPS].contains(&kind) {
            return Err(wrong_id());
        }
        ids.extend(records::small::id_of(&wire.cx, n).await?);
    }
    one_of(name, condition, &ids)
}

/// Values that are ids: they are the same or not, and nothing else.
fn one_of(name: &str, condition: &Condition, ids: &[Uuid]) -> Outcome<String> {
    let listed: Vec<String> = ids.iter().map(|id| quoted(&id.to_string())).collect();
    let has_empty = condition.values.iter().any(String::is_empty);
    let found = (!listed.is_empty()).then(|| format!("{name} in ({})", listed.join(", ")));
    let empty = has_empty.then(|| format!("{name} is empty"));
    let parts: Vec<String> = found.into_iter().chain(empty).collect();
    match condition.test {
        Test::Equal | Test::In if parts.is_empty() => Ok("false".into()),
        Test::Equal | Test::In => Ok(parts.join(" or ")),
        Test::NotEqual if has_empty => Ok(format!("{name} is not empty")),
        Test::NotEqual if listed.is_empty() => Ok("true".into()),
        Test::NotEqual => Ok(format!("{name} != {} or {name} is empty", listed[0])),
        Test::Less | Test::AtMost | Test::Greater | Test::AtLeast | Test::Like => {
            Err(Fault::syntax("Ids have no order; they are compared by =, != and in"))
        }
    }
}

fn wrong_id() -> Fault {
    Fault::new("INVALID_ID_ATTRIBUTE", "Id specified is incorrect")
}
