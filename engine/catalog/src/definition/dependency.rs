//! Which values of one pick list another one lets be chosen.

use std::collections::BTreeMap;

use kernel::Value;

/// Two fields of a record: what the first holds says what the second may hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependency {
    /// The field that decides; one of a pick list.
    pub on: String,
    /// The field that follows; one or several of a pick list.
    pub field: String,
    /// Codes that may follow a code; none at all where the set is empty. What is not named here
    /// lets everything follow, as an empty field does.
    pub allowed: BTreeMap<String, Vec<String>>,
}

impl Dependency {
    /// The codes that may follow a value; none when all may.
    #[must_use]
    pub fn after(&self, value: &Value) -> Option<&[String]> {
        self.allowed.get(value.as_text()).map(Vec::as_slice)
    }

    /// The first code that a value holds although it may not follow.
    #[must_use]
    pub fn refused<'a>(&self, deciding: &Value, following: &'a Value) -> Option<&'a str> {
        let allowed = self.after(deciding)?;
        let is_refused = |code: &&str| !allowed.iter().any(|known| known == code);
        match following {
            Value::Text(code) => Some(code.as_str()).filter(is_refused),
            Value::Codes(codes) => codes.iter().map(String::as_str).find(is_refused),
            _ => None,
        }
    }
}
