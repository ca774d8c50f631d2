//! Groups of fields, and the list a module opens with.

/// A titled group of fields on record page and form; its label key is `MODULE.block.NAME`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Name within the module.
    pub name: String,
    /// Names of its fields, in the order of the screen.
    pub fields: Vec<String>,
}

/// Columns and order of a list nobody has shaped yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListDefault {
    /// Names of the fields shown as columns, the title column first of all by itself.
    pub columns: Vec<String>,
    /// Name of the field to sort by; a leading `-` sorts downwards.
    pub sort: String,
}
