//! What a field of a record can hold.

use crate::{
    Address, Date, Decimal, FileRef, GeoPoint, Instant, Line, Link, Money, PrincipalId, RichText,
    Time,
};

/// The value of one field; which variant fits is decided by the field's type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Value {
    /// Nothing; an empty text is always this.
    #[default]
    Empty,
    /// Text, long text, e-mail, phone, web address, pick-list code, stage, printed number.
    Text(String),
    /// Formatted text, which is always clean.
    Rich(RichText),
    /// A number or a percentage.
    Decimal(Decimal),
    /// An amount with its currency.
    Money(Money),
    /// A day.
    Date(Date),
    /// A moment.
    Instant(Instant),
    /// A time of day.
    Time(Time),
    /// A length of time in seconds.
    Duration(i64),
    /// Yes or no.
    Bool(bool),
    /// Codes of a multi pick list, in the list's order.
    Codes(Vec<String>),
    /// Another record.
    Link(Link),
    /// A user or a group.
    Principal(PrincipalId),
    /// A postal address.
    Address(Address),
    /// A point on the earth.
    Point(GeoPoint),
    /// A file or an image.
    File(FileRef),
    /// Several labelled values; the first one is the primary.
    Several(Vec<Entry>),
    /// Lines in their order; none is `Empty`.
    Lines(Vec<Line>),
}

/// One of several values of a field: a phone, a mail address, a postal address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Code of the label, such as `work`; its text stands in `locales/`.
    pub label: String,
    /// The value itself, `Text` or `Address`.
    pub value: Value,
}

impl Value {
    /// Makes a text value; blank text is nothing.
    #[must_use]
    pub fn text(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Value::Empty } else { Value::Text(text.into()) }
    }

    /// Makes a formatted text of what somebody wrote, HTML or plain.
    #[must_use]
    pub fn rich(text: &str) -> Self {
        RichText::read(text).map_or(Value::Empty, Value::Rich)
    }

    /// Tells whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Value::Empty)
    }

    /// The text of a text value, or `""`.
    #[must_use]
    pub fn as_text(&self) -> &str {
        if let Value::Text(text) = self { text } else { "" }
    }

    /// The lines, or none.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        if let Value::Lines(lines) = self { lines } else { &[] }
    }

    /// Makes a value of lines.
    #[must_use]
    pub fn of_lines(lines: Vec<Line>) -> Self {
        if lines.is_empty() { Value::Empty } else { Value::Lines(lines) }
    }

    /// The value itself, or the primary one of several.
    #[must_use]
    pub fn primary(&self) -> &Value {
        match self {
            Value::Several(entries) => entries.first().map_or(&Value::Empty, |entry| &entry.value),
            other => other,
        }
    }
}
