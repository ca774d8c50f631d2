//! From values to cells.

use catalog::{Catalog, Field, FieldType};
use kernel::{Address, Value, fold, sort_key, to_scaled};
use sql::Param;

use super::columns::{field_columns, is_folded};

/// Cells of a field's columns, in the order of `field_columns`.
///
/// Values were checked against their field before; one that does not fit is stored as nothing.
pub fn encode(catalog: &Catalog, field: &Field, value: &Value) -> Vec<Param> {
    let primary = value.primary();
    let mut cells = primary_cells(field, primary);
    if field.several {
        cells.push(match value {
            Value::Several(_) => Param::Text(catalog::to_json(value).to_string()),
            _ => Param::Null,
        });
    }
    if field.keeps_order() && field.system.is_none() {
        cells.extend(sort_cell(catalog, field, primary));
    }
    if is_folded(field) {
        cells.push(match value {
            Value::Empty => Param::Null,
            value => Param::Text(fold(&catalog::plain_text(value))),
        });
    }
    debug_assert_eq!(cells.len(), field_columns(field).len(), "{}", field.name);
    cells
}

fn primary_cells(field: &Field, value: &Value) -> Vec<Param> {
    let one = |cell| vec![cell];
    match (&field.kind, value) {
        (FieldType::Address, value) => address_cells(value),
        (FieldType::Money, Value::Money(money)) => {
            vec![to_scaled(money.amount, kernel::Money::SCALE).into(), money.currency.code().into()]
        }
        (_, Value::Point(point)) => vec![point.lat().into(), point.lon().into()],
        (FieldType::Money | FieldType::Geo, _) => vec![Param::Null, Param::Null],
        (FieldType::Link { to, .. }, value) => link_cells(to, value),
        (_, Value::Rich(text)) => one(text.html().into()),
        (_, Value::Text(text)) => one(text.as_str().into()),
        (kind, Value::Decimal(number)) => one(to_scaled(*number, kind.scale().unwrap_or(0)).into()),
        (_, Value::Date(date)) => one(date.days().into()),
        (_, Value::Instant(at)) => one((*at).into()),
        (_, Value::Time(time)) => one(time.seconds().into()),
        (_, Value::Duration(seconds)) => one((*seconds).into()),
        (_, Value::Bool(flag)) => one((*flag).into()),
        (_, Value::Codes(codes)) => one(format!("|{}|", codes.join("|")).into()),
        (_, Value::Principal(id)) => one((*id).into()),
        (_, Value::File(_) | Value::Lines(_)) => one(catalog::to_json(value).to_string().into()),
        (
            _,
            Value::Empty | Value::Money(_) | Value::Link(_) | Value::Address(_) | Value::Several(_),
        ) => one(Param::Null),
    }
}

fn address_cells(value: &Value) -> Vec<Param> {
    let Value::Address(address) = value else {
        return vec![Param::Null; Address::PARTS.len()];
    };
    let cell = |part: &&str| {
        let text = address.part(part).unwrap_or_default().trim();
        if text.is_empty() { Param::Null } else { text.into() }
    };
    Address::PARTS.iter().map(cell).collect()
}

fn link_cells(to: &[String], value: &Value) -> Vec<Param> {
    let link = if let Value::Link(link) = value { Some(link) } else { None };
    let mut cells = vec![link.map(|link| link.id).into()];
    if to.len() > 1 {
        cells.push(link.map(|link| link.module.clone()).into());
    }
    cells
}

fn sort_cell(catalog: &Catalog, field: &Field, value: &Value) -> Option<Param> {
    if field.kind.is_textual() {
        return Some(sort_key(value.as_text()).into());
    }
    field_columns(field)
        .iter()
        .any(|column| column.name.ends_with("_sort"))
        .then(|| sort_position(catalog, field, value).into())
}

/// The whole number by which a value that is no text sorts; nothing sorts first.
fn sort_position(catalog: &Catalog, field: &Field, value: &Value) -> i64 {
    match (&field.kind, value) {
        (FieldType::Picklist { list } | FieldType::Stage { list }, Value::Text(code)) => catalog
            .picklist(list)
            .and_then(|list| list.position(code))
            .and_then(|position| i64::try_from(position).ok())
            .unwrap_or(i64::MAX),
        (_, value) => match primary_cells(field, value).first() {
            Some(Param::Int(n)) => *n,
            _ => i64::MIN,
        },
    }
}
