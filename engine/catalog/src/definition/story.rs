//! Records that tell what happens to others.

use super::Default as Preset;

/// Says that records of a module stand in the timeline of the records they link to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// Name of the day or moment at which it happens.
    pub at: String,
    /// Name of the moment at which it ends.
    pub until: Option<String>,
    /// Names of the texts that are shown below the title.
    pub texts: Vec<String>,
    /// What is written down beside comments, with a short form of its own.
    pub entries: Vec<StoryEntry>,
}

/// A short form above the timeline, such as the one for a call that just ended.
///
/// Its label key is `MODULE.entry.NAME`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoryEntry {
    /// Name within the module.
    pub name: String,
    /// Its icon; that of the module when it says none.
    pub icon: Option<String>,
    /// Fields that are asked for.
    pub fields: Vec<String>,
    /// What fields begin with, beyond their own defaults.
    pub presets: Vec<(String, Preset)>,
}

impl Story {
    /// Finds a short form by its name.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&StoryEntry> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}
