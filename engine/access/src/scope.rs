//! Which records somebody may reach.

use kernel::PrincipalId;

/// A filter over records that every read carries; there is no way to read without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    All,
    System(&'static str),
    Owners(Vec<PrincipalId>),
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

    /// Records whose owner is one of these principals.
    #[must_use]
    pub fn owned_by(mut principals: Vec<PrincipalId>) -> Self {
        principals.sort_unstable();
        principals.dedup();
        Scope { kind: Kind::Owners(principals) }
    }

    /// The owners to which records are limited; `None` means no limit.
    #[must_use]
    pub fn owners(&self) -> Option<&[PrincipalId]> {
        match &self.kind {
            Kind::All | Kind::System(_) => None,
            Kind::Owners(principals) => Some(principals),
        }
    }

    /// Tells whether a record of this owner is reached.
    #[must_use]
    pub fn reaches(&self, owner: Option<PrincipalId>) -> bool {
        self.owners().is_none_or(|owners| owner.is_some_and(|owner| owners.contains(&owner)))
    }

    /// The reason, when the program itself reads.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        match self.kind {
            Kind::System(why) => Some(why),
            Kind::All | Kind::Owners(_) => None,
        }
    }
}
