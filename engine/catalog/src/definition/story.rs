//! Records that tell what happens to others.

/// Says that records of a module stand in the timeline of the records they link to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// Name of the day or moment at which it happens.
    pub at: String,
    /// Name of the moment at which it ends.
    pub until: Option<String>,
    /// Name of the text that is shown below the title.
    pub text: Option<String>,
}
