//! What a reader brings along, and the names of what values point to.

use std::collections::{BTreeMap, BTreeSet};

use catalog::Catalog;
use kernel::{Currency, FileId, FileRef, Instant, Locale, PrincipalId, RecordId};

/// Everything a rendering function needs besides its page model.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    /// Pick lists and texts.
    pub catalog: &'a Catalog,
    /// Language and zone of the reader.
    pub locale: &'a Locale,
    /// The present, for relative days and times.
    pub now: Instant,
    /// Names of the records, people and files that values point to.
    pub names: &'a Names,
    /// Token that every form carries in its field `csrf`.
    pub csrf: &'a str,
}

/// Names of what values point to; what stands in here, the reader may see.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Records by id.
    pub records: BTreeMap<RecordId, RecordName>,
    /// Users and groups by id.
    pub people: BTreeMap<PrincipalId, String>,
    /// Addresses of pictures of people.
    pub pictures: BTreeMap<PrincipalId, String>,
    /// Files that a form may keep or bring.
    pub files: BTreeMap<FileId, FileRef>,
    /// What a text typed into a look-up may mean, by field: code and words.
    pub choices: BTreeMap<String, Vec<(String, String)>>,
    /// Keys of labels of cells in lines that the reader does not see.
    pub hidden: BTreeSet<String>,
    /// Currencies offered in forms, the house's own first.
    pub currencies: Vec<Currency>,
}

/// A record as others show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordName {
    /// Its title.
    pub title: String,
    /// Address of its page.
    pub href: String,
    /// Icon of its module.
    pub icon: String,
    /// Whether it stands for a person and is drawn round.
    pub is_person: bool,
}

impl<'a> Cx<'a> {
    /// A text of the interface.
    #[must_use]
    pub fn text(&self, key: &'a str) -> &'a str {
        self.catalog.texts().get(self.locale.language, key)
    }

    /// A text with `{name}` placeholders filled.
    #[must_use]
    pub fn fill(&self, key: &str, params: &[(&str, &str)]) -> String {
        self.catalog.texts().fill(self.locale.language, key, params)
    }

    /// A text whose key is put together, or `None` when there is none.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'a str> {
        self.catalog.texts().find(self.locale.language, key)
    }
}
