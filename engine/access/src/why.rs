//! Why somebody reaches a record, or why not.

use kernel::PrincipalId;
use uuid::Uuid;

use crate::house::{House, Party};
use crate::{Level, Sees};

/// One reason, with how far it reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What it is.
    pub kind: ReasonKind,
    /// How far it reaches; none when it keeps away.
    pub level: Option<Level>,
}

/// What a reason is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReasonKind {
    /// The record is their own.
    Own,
    /// The record belongs to a group of theirs.
    OwnGroup(PrincipalId),
    /// What everybody may do with everybody's records of the module; `None` is private.
    Default,
    /// The owner has a role below theirs.
    Below(Uuid),
    /// A sharing rule.
    Rule {
        /// Id of the rule.
        id: Uuid,
        /// Whose records.
        from: Party,
        /// To whom.
        to: Party,
    },
    /// The record is shared with them or with a group of theirs.
    Shared(PrincipalId),
    /// They are held to their own records.
    Held,
    /// Nobody owns the record, so only those see it who see everybody's.
    NobodyOwns,
}

impl House {
    /// All reasons that decide how far a person reaches a record of an owner.
    #[must_use]
    pub fn reasons(
        &self,
        person: PrincipalId,
        (module, owner): (&str, Option<PrincipalId>),
        shared: &[(PrincipalId, Level)],
    ) -> Vec<Reason> {
        let whole = Some(Level::Delete);
        let mut reasons = Vec::new();
        let mut add = |kind, level| reasons.push(Reason { kind, level });
        let mine = self.principals_of(person);
        match owner {
            Some(owner) if owner == person => add(ReasonKind::Own, whole),
            Some(owner) if mine.contains(&owner) => add(ReasonKind::OwnGroup(owner), whole),
            Some(_) | None => {}
        }
        for (principal, level) in shared.iter().filter(|(with, _)| mine.contains(with)) {
            add(ReasonKind::Shared(*principal), Some(*level));
        }
        if self.people.get(&person).is_none_or(|member| member.sees == Sees::Own) {
            add(ReasonKind::Held, None);
            return reasons;
        }
        let role_of = |id: &PrincipalId| self.people.get(id).and_then(|member| member.role);
        let roles = role_of(&person).zip(owner.as_ref().and_then(role_of));
        if let Some((_, below)) = roles.filter(|(above, below)| self.is_below(*below, *above)) {
            add(ReasonKind::Below(below), whole);
        }
        for rule in self.rules.iter().filter(|rule| rule.module == module) {
            let concerns = owner.is_some_and(|owner| self.owners_of(rule.from).contains(&owner));
            if concerns && self.is_in(person, rule.to) {
                let (id, from, to) = (rule.id, rule.from, rule.to);
                add(ReasonKind::Rule { id, from, to }, Some(rule.level));
            }
        }
        let default = self.defaults.get(module).copied().unwrap_or(whole);
        add(ReasonKind::Default, default);
        if owner.is_none() && default < whole {
            add(ReasonKind::NobodyOwns, None);
        }
        reasons
    }
}
