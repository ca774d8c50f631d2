//! What a formula answers, as its field holds it.

use kernel::{Decimal, Money, Value, from_scaled, to_scaled};

use crate::definition::{Field, FieldType};
use crate::{Catalog, check_value};

/// The value as the field stores it: rounded to its places, texts cut to its length.
///
/// # Errors
/// The code of the reason why the field cannot hold it; its text key is `formula.reason.CODE`.
pub fn fitted(catalog: &Catalog, field: &Field, value: Value) -> Result<Value, String> {
    let places = field.kind.scale().unwrap_or(0);
    let rounded = |number: Decimal| {
        let stored = to_scaled(number, places).ok_or_else(|| "out_of_range".to_owned())?;
        Ok::<Decimal, String>(from_scaled(stored, places))
    };
    let value = match value {
        Value::Decimal(number) => Value::Decimal(rounded(number)?),
        Value::Money(money) => Value::Money(Money { amount: rounded(money.amount)?, ..money }),
        Value::Text(text) if field.kind.is_textual() => {
            let text: String = match field.kind {
                FieldType::LongText => text,
                // One line of text has no second one.
                _ => text.split(['\n', '\r', '\t']).collect::<Vec<_>>().join(" "),
            };
            Value::text(&text.trim().chars().take(field.max_length).collect::<String>())
        }
        other => other,
    };
    match check_value(catalog, field, &value).first() {
        None => Ok(value),
        Some(problem) => Err(problem.code.clone()),
    }
}
