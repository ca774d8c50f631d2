//! The tree of texts that a template is filled with.

use typst::foundations::{Array, Dict, IntoValue, Str, Value};

/// A value that a template reads. Amounts and dates come as texts, written in the language of the
/// document by the caller; templates compute nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Data {
    /// `none` in a template.
    #[default]
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number, for counts and levels.
    Number(i64),
    /// A text; line feeds in it are new lines.
    Text(String),
    /// An array.
    List(Vec<Data>),
    /// A dictionary; of two entries with one name the later holds.
    Tree(Vec<(String, Data)>),
}

impl Data {
    /// A tree from names and values.
    #[must_use]
    pub fn tree<const N: usize>(entries: [(&str, Data); N]) -> Data {
        Data::Tree(entries.map(|(name, value)| (name.to_owned(), value)).into())
    }

    /// A list made of what `entry` makes of each.
    #[must_use]
    pub fn list<T>(items: &[T], entry: impl Fn(&T) -> Data) -> Data {
        Data::List(items.iter().map(entry).collect())
    }

    pub(crate) fn value(&self) -> Value {
        match self {
            Data::Nothing => Value::None,
            Data::Flag(flag) => flag.into_value(),
            Data::Number(number) => number.into_value(),
            Data::Text(text) => Str::from(text.as_str()).into_value(),
            Data::List(items) => items.iter().map(Data::value).collect::<Array>().into_value(),
            Data::Tree(entries) => {
                let named = |(name, value): &(String, Data)| (name.as_str().into(), value.value());
                entries.iter().map(named).collect::<Dict>().into_value()
            }
        }
    }
}

impl From<&str> for Data {
    fn from(text: &str) -> Data {
        Data::Text(text.to_owned())
    }
}

impl From<&String> for Data {
    fn from(text: &String) -> Data {
        Data::Text(text.clone())
    }
}

impl From<&Option<String>> for Data {
    fn from(text: &Option<String>) -> Data {
        text.as_ref().map_or(Data::Nothing, Data::from)
    }
}

impl From<&Vec<String>> for Data {
    fn from(texts: &Vec<String>) -> Data {
        Data::list(texts, |text| Data::from(text))
    }
}
