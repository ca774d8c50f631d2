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
