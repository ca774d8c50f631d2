//! References to other things.

use serde::{Deserialize, Serialize};

use crate::{FileId, RecordId};

/// A reference to a record of some module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Link {
    /// Code of the module, singular.
    pub module: String,
    /// Id of the record.
    pub id: RecordId,
}

impl Link {
    /// Makes a link.
    #[must_use]
    pub fn new(module: &str, id: RecordId) -> Self {
        Link { module: module.into(), id }
    }
}

/// A reference to stored bytes, with what a person needs to see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// Id of the file.
    pub id: FileId,
    /// Name as given by the person who brought it.
    #[serde(default)]
    pub name: String,
    /// Size in bytes.
    #[serde(default)]
    pub size: u64,
    /// Media type found by looking at the content.
    #[serde(default)]
    pub media_type: String,
}
