//! A library with a field of every type, and its records in memory.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use catalog::filter::Fields;
use catalog::{Catalog, Module, plain_text};
use kernel::{Link, RecordId, Value};

/// The catalog of the library.
pub fn catalog() -> Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    let read = || Catalog::read(&[include_str!("author.toml"), include_str!("book.toml")]);
    CATALOG.get_or_init(|| read().unwrap_or_else(|error| panic!("{error}"))).clone()
}

/// A record in memory, with the records that its links may lead to.
#[derive(Debug)]
pub struct Sample<'a> {
    /// Its module.
    pub module: &'a Module,
    /// Its id.
    pub id: RecordId,
    /// Its values.
    pub values: &'a [Value],
    /// Module and values of the records that can be linked.
    pub linked: &'a BTreeMap<RecordId, (&'a Module, Vec<Value>)>,
}

/// The title of a record.
pub fn title(module: &Module, values: &[Value]) -> String {
    module
        .title
        .render(|name| module.position(name).map_or_else(String::new, |at| plain_text(&values[at])))
}

impl Sample<'_> {
    fn target(&self, link: &str) -> Option<(RecordId, &Module, &[Value])> {
        let Value::Link(link) = &self.values[self.module.position(link)?] else {
            return None;
        };
        let (module, values) = self.linked.get(&link.id)?;
        Some((link.id, module, values))
    }
}

impl Fields for Sample<'_> {
    fn field(&self, link: Option<&str>, name: &str) -> Cow<'_, Value> {
        let record = match link {
            None => Some((self.id, self.module, self.values)),
            Some(link) => self.target(link),
        };
        let Some((id, module, values)) = record else {
            return Cow::Owned(Value::Empty);
        };
        match module.position(name) {
            Some(at) => Cow::Borrowed(&values[at]),
            None if name == "title" => Cow::Owned(Value::text(&title(module, values))),
            None => Cow::Owned(Value::Link(Link::new(&module.code, id))),
        }
    }
}
