//! Named sets of rights that roles are made of.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{FieldRight, Right};

/// A part of the settings that can be left to people who are no administrators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// List views for everybody.
    Views,
    /// Jobs and imports of everybody.
    Jobs,
    /// What other programs are told.
    Interfaces,
    /// Who signed in or tried to.
    Log,
}

impl Area {
    /// All areas.
    pub const ALL: [Area; 4] = [Area::Views, Area::Jobs, Area::Interfaces, Area::Log];

    /// The word as stored; its label key is `settings_area.WORD`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Area::Views => "views",
            Area::Jobs => "jobs",
            Area::Interfaces => "interfaces",
            Area::Log => "log",
        }
    }
}

/// What is taken away in one module; everything else is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModuleRights {
    /// Rights that are taken away.
    pub denied: BTreeSet<Right>,
    /// Named actions that are taken away.
    pub actions: BTreeSet<String>,
    /// Fields that are hidden or only read.
    pub fields: BTreeMap<String, FieldRight>,
}

impl ModuleRights {
    pub(crate) fn may(&self, right: Right) -> bool {
        !self.denied.contains(&right) && !self.denied.contains(&Right::See)
    }

    pub(crate) fn field(&self, field: &str) -> FieldRight {
        self.fields.get(field).copied().unwrap_or(FieldRight::Write)
    }

    /// What one of the two leaves open.
    fn or(&self, other: &Self) -> Self {
        match (self.may(Right::See), other.may(Right::See)) {
            (false, _) => return other.clone(),
            (true, false) => return self.clone(),
            (true, true) => {}
        }
        let open = |name: &String, right: &FieldRight| (*right).max(other.field(name));
        let fields = self.fields.iter().map(|(name, right)| (name.clone(), open(name, right)));
        ModuleRights {
            denied: Right::ALL.into_iter().filter(|r| !self.may(*r) && !other.may(*r)).collect(),
            actions: self.actions.intersection(&other.actions).cloned().collect(),
            fields: fields.filter(|(_, right)| *right != FieldRight::Write).collect(),
        }
    }

    /// What both leave open.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let mut fields = self.fields.clone();
        for (name, right) in &other.fields {
            fields.insert(name.clone(), (*right).min(self.field(name)));
        }
        ModuleRights {
            denied: self.denied.union(&other.denied).copied().collect(),
            actions: self.actions.union(&other.actions).cloned().collect(),
            fields,
        }
    }
}

/// A named set of rights that roles are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Profile {
    /// What is taken away in modules that are not named.
    pub others: ModuleRights,
    /// What is taken away in some modules, by code.
    pub modules: BTreeMap<String, ModuleRights>,
    /// Parts of the settings that are open.
    pub areas: BTreeSet<Area>,
    /// Values that are not offered, by pick list; what records hold stays readable.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub withheld: Withheld,
}

/// Values that are not offered, by pick list.
pub type Withheld = BTreeMap<String, BTreeSet<String>>;

/// What is withheld of two: `all` that one of them takes away, or only what both do.
fn withheld(one: &Withheld, two: &Withheld, all: bool) -> Withheld {
    let lists: BTreeSet<&String> = one.keys().chain(two.keys()).collect();
    let none = BTreeSet::new();
    let codes = |list: &String| {
        let (one, two) = (one.get(list).unwrap_or(&none), two.get(list).unwrap_or(&none));
        if all { one | two } else { one & two }
    };
    let lists = lists.into_iter().map(|list| (list.clone(), codes(list)));
    lists.filter(|(_, codes)| !codes.is_empty()).collect()
}

impl Profile {
    /// What is taken away in a module.
    #[must_use]
    pub fn module(&self, module: &str) -> &ModuleRights {
        self.modules.get(module).unwrap_or(&self.others)
    }

    /// What at least one of several profiles leaves open; of none, nothing.
    #[must_use]
    pub fn any<'a>(profiles: impl IntoIterator<Item = &'a Profile>) -> Self {
        let whole = profiles.into_iter().cloned().reduce(|one, two| Profile {
            areas: one.areas.union(&two.areas).copied().collect(),
            withheld: withheld(&one.withheld, &two.withheld, false),
            ..one.joined(&two, ModuleRights::or)
        });
        whole.unwrap_or_else(Profile::nothing)
    }

    /// A profile that leaves nothing open.
    #[must_use]
    pub fn nothing() -> Self {
        let denied = Right::ALL.into_iter().collect();
        Profile { others: ModuleRights { denied, ..ModuleRights::default() }, ..Profile::default() }
    }

    pub(crate) fn joined(
        &self,
        other: &Profile,
        join: impl Fn(&ModuleRights, &ModuleRights) -> ModuleRights,
    ) -> Self {
        let named: BTreeSet<&String> = self.modules.keys().chain(other.modules.keys()).collect();
        let module = |name: &String| (name.clone(), join(self.module(name), other.module(name)));
        Profile {
            others: join(&self.others, &other.others),
            modules: named.into_iter().map(module).collect(),
            areas: self.areas.intersection(&other.areas).copied().collect(),
            withheld: withheld(&self.withheld, &other.withheld, true),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rights;

    #[test]
    fn several_profiles_leave_open_what_one_of_them_does() {
        let mut one = Profile::nothing();
        let book = ModuleRights {
            denied: [Right::Delete].into(),
            fields: [("pages".into(), FieldRight::Hidden), ("name".into(), FieldRight::Read)]
                .into(),
            actions: ["lend".into(), "sell".into()].into(),
        };
        one.modules.insert("book".into(), book);
        let mut two = Profile::default();
        two.modules.insert(
            "book".into(),
            ModuleRights {
                fields: [("pages".into(), FieldRight::Read)].into(),
                actions: ["lend".into()].into(),
                denied: [].into(),
            },
        );
        let both = Rights::of(Profile::any([&one, &two]), false);
        assert!(both.may("book", Right::Edit) && both.may("book", Right::Delete));
        assert!(both.may("author", Right::Delete));
        assert_eq!(both.field("book", "pages"), FieldRight::Read);
        assert_eq!(both.field("book", "name"), FieldRight::Write);
        assert!(!both.may_act("book", "lend") && both.may_act("book", "sell"));
        assert!(!Rights::of(Profile::any([]), false).may("book", Right::See));
        let taken = |codes: &[&str]| -> Withheld {
            [("colour".into(), codes.iter().map(|code| (*code).to_owned()).collect())].into()
        };
        (one.withheld, two.withheld) = (taken(&["red", "blue"]), taken(&["red", "green"]));
        let both = Profile::any([&one, &two]);
        assert_eq!(both.withheld, taken(&["red"]), "what one of them offers is offered");
        let limited = Rights::of(one.clone(), false).within(&Rights::of(two.clone(), false));
        assert_eq!(*limited.withheld(), taken(&["blue", "green", "red"]), "what both offer");
        two.modules.insert("book".into(), Profile::nothing().others);
        let both = Rights::of(Profile::any([&two, &one]), false);
        assert_eq!(both.field("book", "pages"), FieldRight::Hidden);
        assert!(!both.may("book", Right::Delete));
    }
}
