//! What a form was read from, as a mark it carries: by it a save is told that comes too late.

use std::fmt::Debug;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

use kernel::{Error, Result};
use ui::fields::Form;

/// The field of a form that carries the mark.
pub const SEEN: &str = "seen";

/// What stood in the fields of a form when it was read.
#[derive(Default)]
pub struct Seen(Mutex<DefaultHasher>);

impl Seen {
    /// Takes in what stands in a field.
    pub fn take(&self, name: &str, stored: &impl Debug) {
        let mut hasher = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (name, format!("{stored:?}")).hash(&mut *hasher);
    }

    /// The mark of all that was taken in.
    pub fn mark(&self) -> String {
        let hasher = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        format!("{:016x}", hasher.finish())
    }
}

/// The mark of something as it stands.
pub fn mark(stands: &impl Debug) -> String {
    let seen = Seen::default();
    seen.take("", stands);
    seen.mark()
}

/// Refuses what was read from something else than what stands; a program that sends no mark says
/// that it means what it sends.
///
/// # Errors
/// `Conflict` `shape_stale`.
pub fn demand(form: &Form, stands: &str) -> Result<()> {
    match form.get(SEEN) {
        Some(seen) if seen != stands => Err(Error::conflict("shape_stale")),
        Some(_) | None => Ok(()),
    }
}
