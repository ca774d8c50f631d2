//! Which records somebody may reach, and how far.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::PrincipalId;

use crate::Level;

/// A filter over records that every read carries; there is no way to read without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    All,
    System(&'static str),
    Limited(Arc<Limits>),
}

/// Owners whose records are reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owners {
    /// Everybody's, and those that nobody owns.
    Everybody,
    /// Those of some, in order and each once.
    These(Vec<PrincipalId>),
}

impl Owners {
    /// Some owners.
    #[must_use]
    pub fn these(owners: impl IntoIterator<Item = PrincipalId>) -> Self {
        let owners: BTreeSet<_> = owners.into_iter().collect();
        Owners::These(owners.into_iter().collect())
    }

    /// The owners; none means no limit.
    #[must_use]
    pub fn list(&self) -> Option<&[PrincipalId]> {
        match self {
            Owners::Everybody => None,
            Owners::These(owners) => Some(owners),
        }
    }

    fn have(&self, owner: Option<PrincipalId>) -> bool {
        match self {
            Owners::Everybody => true,
            Owners::These(all) => owner.is_some_and(|owner| all.binary_search(&owner).is_ok()),
        }
    }
}

/// Whose records of one module are reached, level by level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Whose may be looked at.
    pub read: Owners,
    /// Whose may be changed.
    pub write: Owners,
    /// Whose may go to the bin.
    pub delete: Owners,
}

impl Reach {
    /// The same owners at every level.
    #[must_use]
    pub fn whole(owners: Owners) -> Self {
        Reach { read: owners.clone(), write: owners.clone(), delete: owners }
    }

    fn owners(&self, level: Level) -> &Owners {
        match level {
            Level::Read => &self.read,
            Level::Write => &self.write,
            Level::Delete => &self.delete,
        }
    }
}

/// The limits of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The person and the groups they belong to: what is shared with one of them is reached.
    pub grantees: Vec<PrincipalId>,
    /// Modules in which something is shared with one of them; none means that is not known.
    pub granted: Option<BTreeSet<String>>,
    /// Modules with limits of their own, by code.
    pub modules: BTreeMap<String, Reach>,
    /// What holds for all other modules.
    pub others: Reach,
}

impl Scope {
    /// Every record, for a person who may see all.
    #[must_use]
    pub fn all() -> Self {
        Scope { kind: Kind::All }
    }

    /// Every record, for the program itself, with the reason.
    #[must_use]
    pub fn system(why: &'static str) -> Self {
        Scope { kind: Kind::System(why) }
    }

    /// What the limits leave open.
    #[must_use]
    pub fn limited(limits: Limits) -> Self {
        Scope { kind: Kind::Limited(Arc::new(limits)) }
    }

    /// Records whose owner is one of these principals, and what is shared with one of them.
    #[must_use]
    pub fn owned_by(principals: Vec<PrincipalId>) -> Self {
        let others = Reach::whole(Owners::these(principals.iter().copied()));
        let modules = BTreeMap::new();
        Scope::limited(Limits { grantees: principals, granted: None, modules, others })
    }

    fn reach(&self, module: &str) -> Option<&Reach> {
        match &self.kind {
            Kind::All | Kind::System(_) => None,
            Kind::Limited(limits) => Some(limits.modules.get(module).unwrap_or(&limits.others)),
        }
    }

    /// The owners to which the records of a module are limited; `None` means no limit.
    #[must_use]
    pub fn owners(&self, module: &str) -> Option<&[PrincipalId]> {
        self.reach(module)?.read.list()
    }

    /// The owners whose records of a module are reached up to a level; `None` means no limit.
    #[must_use]
    pub fn owners_at(&self, module: &str, level: Level) -> Option<&[PrincipalId]> {
        self.reach(module)?.owners(level).list()
    }

    /// With whom records of a module may be shared so that they are reached; nobody where all are
    /// reached anyway or nothing is shared.
    #[must_use]
    pub fn grantees(&self, module: &str) -> &[PrincipalId] {
        match &self.kind {
            Kind::Limited(limits) if limits.may_have_grants(module) => match self.owners(module) {
                Some(_) => &limits.grantees,
                None => &[],
            },
            Kind::All | Kind::System(_) | Kind::Limited(_) => &[],
        }
    }

    /// Those with whom a record may be shared so that more than looking at it is open.
    #[must_use]
    pub fn sharers(&self, module: &str) -> &[PrincipalId] {
        match &self.kind {
            Kind::Limited(limits) if limits.may_have_grants(module) => &limits.grantees,
            Kind::All | Kind::System(_) | Kind::Limited(_) => &[],
        }
    }

    /// How far a record of some owner is reached, when it is shared with the person up to a level.
    #[must_use]
    pub fn level(
        &self,
        module: &str,
        owner: Option<PrincipalId>,
        granted: Option<Level>,
    ) -> Option<Level> {
        let Some(reach) = self.reach(module) else { return Some(Level::Delete) };
        let own = Level::ALL.into_iter().rev().find(|level| reach.owners(*level).have(owner));
        own.max(granted)
    }

    /// The reason, when the program itself reads.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        match self.kind {
            Kind::System(why) => Some(why),
            Kind::All | Kind::Limited(_) => None,
        }
    }
}

impl Limits {
    fn may_have_grants(&self, module: &str) -> bool {
        self.granted.as_ref().is_none_or(|modules| modules.contains(module))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_comes_from_the_owner_or_from_what_is_shared() {
        let (own, other) = (PrincipalId::new(), PrincipalId::new());
        let reach = Reach {
            read: Owners::these([own, other]),
            write: Owners::these([own]),
            delete: Owners::these([own]),
        };
        let modules = BTreeMap::from([("book".to_owned(), reach)]);
        let others = Reach::whole(Owners::Everybody);
        let granted = Some(BTreeSet::new());
        let scope = Scope::limited(Limits { grantees: vec![own], granted, modules, others });
        assert_eq!(scope.level("book", Some(own), None), Some(Level::Delete));
        assert_eq!(scope.level("book", Some(other), None), Some(Level::Read));
        assert_eq!(scope.level("book", Some(other), Some(Level::Write)), Some(Level::Write));
        assert_eq!(scope.level("book", None, None), None);
        assert_eq!(scope.level("author", None, None), Some(Level::Delete));
        assert!(scope.grantees("book").is_empty() && scope.owners("author").is_none());
    }
}
