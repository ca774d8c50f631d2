//! What records come to where they hang on another one.

/// A number in the head of a record: how many records link to it, and what they come to.
///
/// Its label key is `MODULE.figure.NAME`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Name within the module that is counted.
    pub name: String,
    /// Links of that module; the figure stands at whatever they lead to.
    pub on: Vec<String>,
    /// Name of the amount or number that is summed up; without one records are only counted.
    pub sum: Option<String>,
    /// Name of a further amount or number, shown below.
    pub beside: Option<String>,
    /// Whether only records in an open stage count.
    pub is_open: bool,
    /// Which records count; in the filter language.
    pub only_if: Option<String>,
}
