//! What somebody may do to a module and its fields.

use std::collections::BTreeSet;

use kernel::{Error, Result};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::profile::{Area, ModuleRights, Profile, Withheld};

/// Something that can be done to records of a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// Act on many records at once.
    Bulk,
}

impl Right {
    /// All rights.
    pub const ALL: [Right; 7] = [
        Right::See,
        Right::Create,
        Right::Edit,
        Right::Delete,
        Right::Import,
        Right::Export,
        Right::Bulk,
    ];

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
            Right::Bulk => "bulk",
        }
    }
}

/// What somebody may do to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldRight {
    /// Not know that it exists.
    Hidden,
    /// Read it.
    Read,
    /// Change it.
    Write,
}

impl FieldRight {
    /// All of them, the least first.
    pub const ALL: [FieldRight; 3] = [FieldRight::Hidden, FieldRight::Read, FieldRight::Write];

    /// The word as stored; its label key is `field_right.WORD`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            FieldRight::Hidden => "hidden",
            FieldRight::Read => "read",
            FieldRight::Write => "write",
        }
    }
}

/// Rights of one person, compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    administrator: bool,
    profile: Profile,
    /// Ids of the profiles it was made of.
    profiles: Vec<Uuid>,
    /// Modules that are switched off for everybody.
    off: BTreeSet<String>,
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
        Self::of(Profile::default(), false)
    }

    /// What a profile leaves open; administration beside it.
    #[must_use]
    pub fn of(profile: Profile, is_administrator: bool) -> Self {
        let (profiles, off) = (Vec::new(), BTreeSet::new());
        Rights { administrator: is_administrator, profile, profiles, off }
    }

    /// Remembers which profiles it was made of.
    #[must_use]
    pub fn made_of(self, profiles: impl IntoIterator<Item = Uuid>) -> Self {
        Rights { profiles: profiles.into_iter().collect(), ..self }
    }

    /// Ids of the profiles it was made of.
    #[must_use]
    pub fn profiles(&self) -> &[Uuid] {
        &self.profiles
    }

    fn module_mut(&mut self, module: &str) -> &mut ModuleRights {
        let others = &self.profile.others;
        self.profile.modules.entry(module.to_owned()).or_insert_with(|| others.clone())
    }

    /// Takes a right to a module away.
    #[must_use]
    pub fn without(mut self, module: &str, right: Right) -> Self {
        self.module_mut(module).denied.insert(right);
        self
    }

    /// Takes a named action of a module away.
    #[must_use]
    pub fn without_action(mut self, module: &str, action: &str) -> Self {
        self.module_mut(module).actions.insert(action.to_owned());
        self
    }

    /// Limits a field.
    #[must_use]
    pub fn with_field(mut self, module: &str, field: &str, right: FieldRight) -> Self {
        let fields = &mut self.module_mut(module).fields;
        match right {
            FieldRight::Write => drop(fields.remove(field)),
            FieldRight::Hidden | FieldRight::Read => drop(fields.insert(field.to_owned(), right)),
        }
        self
    }

    /// Shuts modules that are switched off: for nobody do they exist, not even for administrators.
    #[must_use]
    pub fn with_off(mut self, modules: &BTreeSet<String>) -> Self {
        self.off.extend(modules.iter().cloned());
        self
    }

    /// The rights that both leave open; rights only ever shrink by it.
    #[must_use]
    pub fn within(mut self, limits: &Rights) -> Self {
        let areas = match (self.administrator, limits.administrator) {
            (true, _) => limits.profile.areas.clone(),
            (false, true) => self.profile.areas.clone(),
            (false, false) => &self.profile.areas & &limits.profile.areas,
        };
        self.administrator &= limits.administrator;
        self.profile = self.profile.joined(&limits.profile, ModuleRights::and);
        self.profile.areas = areas;
        self.with_off(&limits.off)
    }

    /// Tells whether administration is open.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.administrator
    }

    /// Tells whether a part of the settings is open.
    #[must_use]
    pub fn may_set(&self, area: Area) -> bool {
        self.administrator || self.profile.areas.contains(&area)
    }

    /// Refuses when a part of the settings is not open.
    ///
    /// # Errors
    /// `Forbidden` with the name of the area.
    pub fn demand_area(&self, area: Area) -> Result<()> {
        if self.may_set(area) { Ok(()) } else { Err(Error::forbidden(area.word())) }
    }

    /// Tells whether something may be done to a module.
    #[must_use]
    pub fn may(&self, module: &str, right: Right) -> bool {
        !self.off.contains(module) && self.profile.module(module).may(right)
    }

    /// Tells whether a named action of a module is open.
    #[must_use]
    pub fn may_act(&self, module: &str, action: &str) -> bool {
        let rights = self.profile.module(module);
        self.may(module, Right::See) && !rights.actions.contains(action)
    }

    /// Refuses when something may not be done to a module.
    ///
    /// # Errors
    /// `Forbidden` with the name of the right; `NotFound` for a module that is switched off.
    pub fn demand(&self, module: &str, right: Right) -> Result<()> {
        match self.may(module, right) {
            true => Ok(()),
            false if self.off.contains(module) => Err(Error::NotFound),
            false => Err(Error::forbidden(&format!("{module}.{}", right.word()))),
        }
    }

    /// Refuses when a named action of a module is not open.
    ///
    /// # Errors
    /// `Forbidden` with the name of the action; `NotFound` for a module that is switched off.
    pub fn demand_action(&self, module: &str, action: &str) -> Result<()> {
        match self.may_act(module, action) {
            true => Ok(()),
            false if self.off.contains(module) => Err(Error::NotFound),
            false => Err(Error::forbidden(&format!("{module}.{action}"))),
        }
    }

    /// Values of pick lists that are not offered.
    #[must_use]
    pub fn withheld(&self) -> &Withheld {
        &self.profile.withheld
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
        match self.off.contains(module) {
            true => FieldRight::Hidden,
            false => self.profile.module(module).field(field),
        }
    }

    /// Tells whether somebody does not see a field: neither its module's records nor itself.
    #[must_use]
    pub fn hides(&self, module: &str, field: &str) -> bool {
        !self.may(module, Right::See) || self.field(module, field) == FieldRight::Hidden
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_see_may_do_nothing() {
        let rights = Rights::ordinary().without("book", Right::See);
        assert!(Right::ALL.iter().all(|right| !rights.may("book", *right)));
        assert!(!rights.may_act("book", "lend") && rights.may("author", Right::Edit));
    }

    #[test]
    fn limits_take_away_and_never_give() {
        let limits = Rights::administrator().without("book", Right::Edit);
        let rights = Rights::ordinary().without("book", Right::Delete).within(&limits);
        assert!(!rights.is_administrator());
        assert!(!rights.may("book", Right::Edit) && !rights.may("book", Right::Delete));
        assert!(rights.may("book", Right::See));
        assert!(!Rights::administrator().within(&Rights::ordinary()).is_administrator());
        assert!(!Rights::administrator().within(&Rights::ordinary()).may_set(Area::Jobs));
    }

    #[test]
    fn a_module_that_is_off_is_there_for_nobody() {
        let off = ["book".to_owned()].into();
        let rights = Rights::administrator().with_off(&off);
        assert!(Right::ALL.iter().all(|right| !rights.may("book", *right)));
        assert!(matches!(rights.demand("book", Right::See), Err(Error::NotFound)));
        assert!(matches!(rights.demand_action("book", "lend"), Err(Error::NotFound)));
        assert_eq!(rights.field("book", "name"), FieldRight::Hidden);
        assert!(rights.may("author", Right::Edit) && rights.is_administrator());
        assert!(!Rights::ordinary().within(&rights).may("book", Right::See));
    }

    #[test]
    fn a_field_can_be_hidden() {
        let rights = Rights::ordinary().with_field("book", "pages", FieldRight::Hidden);
        assert_eq!(rights.field("book", "pages"), FieldRight::Hidden);
        assert_eq!(rights.field("book", "name"), FieldRight::Write);
    }
}
