//! How modules hang together beyond single links.

use super::Module;

/// Records of another module whose link field points here; label key `MODULE.related.NAME`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelatedList {
    /// Name within the module it is shown at.
    pub name: String,
    /// Code of the other module.
    pub module: String,
    /// The link field there.
    pub field: String,
    /// The link may lead to any module, so the list is called what the other module is called.
    pub is_from_any: bool,
    /// Names of the fields that say what a record is in brief; without any, those of its module.
    pub columns: Vec<String>,
    /// Id of the view in which it is shown to whoever chose none.
    pub view: Option<String>,
}

impl RelatedList {
    /// A list of records whose link leads to a record.
    #[must_use]
    pub fn new(name: String, (module, field): (&str, &str), is_from_any: bool) -> Self {
        let (module, field) = (module.to_owned(), field.to_owned());
        RelatedList { name, module, field, is_from_any, columns: Vec::new(), view: None }
    }

    /// Names of the fields that say what a record of its module is in brief.
    #[must_use]
    pub fn brief<'a>(&'a self, module: &'a Module) -> &'a [String] {
        if self.columns.is_empty() { &module.brief } else { &self.columns }
    }

    /// Key of its label, at the module it is shown at.
    #[must_use]
    pub fn label_key(&self, shown_at: &str) -> String {
        match self.is_from_any {
            true => format!("{}.name.other", self.module),
            false => format!("{shown_at}.related.{}", self.name),
        }
    }
}

/// A many-to-many relation whose every pair carries a role; label key `MODULE.relation.NAME`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Name within the module.
    pub name: String,
    /// Code of the other module.
    pub to: String,
    /// Pick list of the roles.
    pub roles: String,
}
