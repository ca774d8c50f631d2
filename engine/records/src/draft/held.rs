//! Typed access to the fields of a draft.

use kernel::{
    Address, Date, Decimal, Entry, FileRef, GeoPoint, Instant, Line, Link, Money, PrincipalId,
    RichText, Time, Value,
};

use super::{Draft, Field};

/// What a field can hold, as a Rust type.
pub trait Held: Sized {
    /// Takes it out of a value; `None` when there is nothing, or something else.
    fn from_value(value: &Value) -> Option<Self>;
    /// Makes a value of it.
    fn into_value(self) -> Value;
}

macro_rules! held {
    ($($variant:ident($held:ty)),* $(,)?) => { $(impl Held for $held {
        fn from_value(value: &Value) -> Option<Self> {
            if let Value::$variant(held) = value { Some(held.clone()) } else { None }
        }
        fn into_value(self) -> Value {
            Value::$variant(self)
        }
    })* };
}
held!(
    Decimal(Decimal),
    Money(Money),
    Date(Date),
    Instant(Instant),
    Time(Time),
    Duration(i64),
    Bool(bool),
    Codes(Vec<String>),
    Link(Link),
    Principal(PrincipalId),
    Address(Address),
    Point(GeoPoint),
    Rich(RichText),
    File(FileRef),
    Several(Vec<Entry>),
    Lines(Vec<Line>),
);

impl Held for String {
    fn from_value(value: &Value) -> Option<Self> {
        if let Value::Text(text) = value { Some(text.clone()) } else { None }
    }

    fn into_value(self) -> Value {
        Value::text(&self)
    }
}

impl<T: Held> Field<T> {
    /// What the cell of that name holds in a line.
    #[must_use]
    pub fn of(&self, line: &Line) -> Option<T> {
        T::from_value(line.cell(self.name()))
    }

    /// Fills the cell of that name in a line, or empties it with `None`.
    pub fn fill(&self, line: &mut Line, held: Option<T>) {
        line.set(self.name(), held.map_or(Value::Empty, Held::into_value));
    }
}

impl Draft {
    /// What a field holds.
    #[must_use]
    pub fn get<T: Held>(&self, field: &Field<T>) -> Option<T> {
        T::from_value(self.value(field.name()))
    }

    /// Sets a field, or empties it with `None`.
    pub fn put<T: Held>(&mut self, field: &Field<T>, held: Option<T>) {
        self.set(field.name(), held.map_or(Value::Empty, Held::into_value));
    }
}
