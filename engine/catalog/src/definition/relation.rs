//! How modules hang together beyond single links.

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
}

impl RelatedList {
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
