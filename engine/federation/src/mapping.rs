//! Whom a provider brings: whether strangers are taken in, and what their groups bring them.

use identity::Brings;
use kernel::PrincipalId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whom a provider brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taking {
    /// Whether somebody who is not here yet is taken in when they sign in.
    pub adopts: bool,
    /// The role of who gets none by a group.
    pub role: Option<Uuid>,
    /// What groups bring, in order.
    pub rules: Vec<Rule>,
}

/// What a group of a provider brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name there.
    pub from: String,
    /// What it brings here.
    pub to: Brought,
}

/// A role or a group of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Brought {
    /// A role; the first rule that brings one counts.
    Role(Uuid),
    /// A group.
    Group(PrincipalId),
}

impl Taking {
    /// What groups of somebody bring them; names are compared by what is given.
    pub fn brings(&self, is_in: impl Fn(&str) -> bool) -> Brings {
        let mut brings = Brings { otherwise: self.role, ..Brings::default() };
        for rule in self.rules.iter().filter(|rule| is_in(&rule.from)) {
            match rule.to {
                Brought::Role(role) => brings.role = brings.role.or(Some(role)),
                Brought::Group(group) => {
                    brings.groups.insert(group);
                }
            }
        }
        brings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_role_counts_and_all_groups_do() {
        let (first, second, group) = (Uuid::now_v7(), Uuid::now_v7(), PrincipalId::new());
        let rule = |from: &str, to| Rule { from: from.into(), to };
        let rules = vec![
            rule("a", Brought::Role(first)),
            rule("b", Brought::Role(second)),
            rule("b", Brought::Group(group)),
        ];
        let taking = Taking { adopts: true, role: Some(second), rules };
        let of = |names: &[&str]| taking.brings(|name| names.contains(&name));
        assert_eq!(of(&["a", "b"]).role, Some(first));
        assert_eq!(of(&["b"]).role, Some(second));
        assert!(of(&["b"]).groups.contains(&group));
        let none = of(&["c"]);
        assert_eq!((none.role, none.otherwise), (None, Some(second)));
        assert!(none.groups.is_empty());
    }
}
