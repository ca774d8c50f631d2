//! Views that a module brings along.

/// A view of a list that is there from the first day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Name; its label key is `MODULE.view.NAME`.
    pub name: String,
    /// Condition in the filter language.
    pub filter: String,
    /// Sort such as `-name`; empty means the module's own.
    pub sort: String,
    /// Names of the fields shown; empty means the module's own.
    pub columns: Vec<String>,
    /// The field whose values are its lanes; none for a list.
    pub lanes: Option<String>,
    /// Line of the definition in which its condition begins, for messages.
    pub line: usize,
}
