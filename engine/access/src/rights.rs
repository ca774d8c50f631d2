//! What somebody may do to a module and its fields.

use std::collections::BTreeSet;

use kernel::{Error, Result};

/// Something that can be done to records of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// Look at records.
    See,
    /// Make new records.
    Create,
    /// Change records.
    Edit,
    /// Move records to the bin and back.
    Delete,
    /// Bring in many records from a file.
    Import,
    /// Take many records out as a file.
    Export,
}

impl Right {
    /// All rights.
    pub const ALL: [Right; 6] =
        [Right::See, Right::Create, Right::Edit, Right::Delete, Right::Import, Right::Export];

    /// The word of the right; its label key is `right.WORD`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Right::See => "see",
            Right::Create => "create",
            Right::Edit => "edit",
            Right::Delete => "delete",
            Right::Import => "import",
            Right::Export => "export",
        }
    }
}

/// What somebody may do to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldRight {
    /// Not know that it exists.
    Hidden,
    /// Read it.
    Read,
    /// Change it.
    Write,
}

/// Rights of one person, compiled.
#[derive(Clone, Debug)]
pub struct Rights {
    administrator: bool,
    /// Pairs of module and right that are taken away; everything else is open.
    denied: BTreeSet<(String, Right)>,
    hidden: BTreeSet<(String, String)>,
    read_only: BTreeSet<(String, String)>,
}

impl Rights {
    /// Rights of an administrator.
    #[must_use]
    pub fn administrator() -> Self {
        Rights { administrator: true, ..Self::ordinary() }
    }

    /// Rights of an ordinary user: everything but administration.
    #[must_use]
    pub fn ordinary() -> Self {
        Rights {
            administrator: false,
            denied: BTreeSet::new(),
            hidden: BTreeSet::new(),
            read_only: BTreeSet::new(),
        }
    }

    /// Takes a right to a module away.
    #[must_use]
    pub fn without(mut self, module: &str, right: Right) -> Self {
        self.denied.insert((module.into(), right));
        self
    }

    /// Limits a field.
    #[must_use]
    pub fn with_field(mut self, module: &str, field: &str, right: FieldRight) -> Self {
        let key = (module.to_owned(), field.to_owned());
        self.hidden.remove(&key);
        self.read_only.remove(&key);
        match right {
            FieldRight::Hidden => drop(self.hidden.insert(key)),
            FieldRight::Read => drop(self.read_only.insert(key)),
            FieldRight::Write => {}
        }
        self
    }

    /// The rights that both leave open; rights only ever shrink by it.
    #[must_use]
    pub fn within(mut self, limits: &Rights) -> Self {
        self.administrator &= limits.administrator;
        self.denied.extend(limits.denied.iter().cloned());
        self.hidden.extend(limits.hidden.iter().cloned());
        self.read_only.extend(limits.read_only.iter().cloned());
        self
    }

    /// Tells whether administration is open.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.administrator
    }

    /// Tells whether something may be done to a module.
    #[must_use]
    pub fn may(&self, module: &str, right: Right) -> bool {
        let denied = |right| self.denied.contains(&(module.to_owned(), right));
        self.denied.is_empty() || !(denied(right) || denied(Right::See))
    }

    /// Refuses when something may not be done to a module.
    ///
    /// # Errors
    /// `Forbidden` with the name of the right.
    pub fn demand(&self, module: &str, right: Right) -> Result<()> {
        match self.may(module, right) {
            true => Ok(()),
            false => Err(Error::forbidden(&format!("{module}.{}", right.word()))),
        }
    }

    /// Refuses who is no administrator.
    ///
    /// # Errors
    /// `Forbidden` naming administration.
    pub fn demand_administrator(&self) -> Result<()> {
        if self.administrator { Ok(()) } else { Err(Error::forbidden("administration")) }
    }

    /// What may be done to a field.
    #[must_use]
    pub fn field(&self, module: &str, field: &str) -> FieldRight {
        if self.hidden.is_empty() && self.read_only.is_empty() {
            return FieldRight::Write;
        }
        let key = (module.to_owned(), field.to_owned());
        if self.hidden.contains(&key) {
            FieldRight::Hidden
        } else if self.read_only.contains(&key) {
            FieldRight::Read
        } else {
            FieldRight::Write
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_see_may_do_nothing() {
        let rights = Rights::ordinary().without("book", Right::See);
        assert!(Right::ALL.iter().all(|right| !rights.may("book", *right)));
        assert!(rights.may("author", Right::Edit));
    }

    #[test]
    fn limits_take_away_and_never_give() {
        let limits = Rights::administrator().without("book", Right::Edit);
        let rights = Rights::ordinary().without("book", Right::Delete).within(&limits);
        assert!(!rights.is_administrator());
        assert!(!rights.may("book", Right::Edit) && !rights.may("book", Right::Delete));
        assert!(rights.may("book", Right::See));
        assert!(!Rights::administrator().within(&Rights::ordinary()).is_administrator());
    }

    #[test]
    fn a_field_can_be_hidden() {
        let rights = Rights::ordinary().with_field("book", "pages", FieldRight::Hidden);
        assert_eq!(rights.field("book", "pages"), FieldRight::Hidden);
        assert_eq!(rights.field("book", "name"), FieldRight::Write);
    }
}
