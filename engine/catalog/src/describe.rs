//! Plain words for a value, where no reader's language is known: titles and search.

use kernel::Value;

/// The text of a value for titles; values without a text of their own give nothing.
#[must_use]
pub fn plain_text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Rich(text) => text.plain(),
        Value::Decimal(number) => number.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Address(address) => address.one_line(),
        Value::Point(point) => point.to_string(),
        Value::Several(entries) => {
            entries.iter().map(|entry| plain_text(&entry.value)).collect::<Vec<_>>().join(" ")
        }
        Value::Money(money) => money.amount.to_string(),
        Value::File(file) => file.name.clone(),
        Value::Lines(lines) => {
            let texts = lines.iter().flat_map(|line| line.cells.values()).map(Value::as_text);
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        }
        Value::Empty
        | Value::Instant(_)
        | Value::Time(_)
        | Value::Duration(_)
        | Value::Bool(_)
        | Value::Codes(_)
        | Value::Link(_)
        | Value::Principal(_) => String::new(),
    }
}
