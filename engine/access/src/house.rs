//! Who belongs where: people, roles, groups, profiles and sharing, and what follows for each.
//!
//! Everything here grows with people and roles, never with records.

use std::collections::{BTreeMap, BTreeSet};

use kernel::PrincipalId;
use uuid::Uuid;

use crate::scope::{Limits, Owners, Reach};
use crate::{Level, Profile, Rights, Scope, Sees};

/// A person as far as rights are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their role; without one everything but administration is open.
    pub role: Option<Uuid>,
    /// Whether administration is open.
    pub is_admin: bool,
    /// Whether they are held to their own records whatever is shared by rule.
    pub sees: Sees,
}

/// A place in the tree of roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The role above.
    pub parent: Option<Uuid>,
    /// The profiles it is made of.
    pub profiles: BTreeSet<Uuid>,
}

/// Some people, named by where they belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// One person.
    User(PrincipalId),
    /// Whoever has a role.
    Role(Uuid),
    /// Whoever has a role or one below it.
    Branch(Uuid),
    /// Members of a group.
    Group(PrincipalId),
}

impl Party {
    /// The word of its kind; its label key is `party.WORD`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Party::User(_) => "user",
            Party::Role(_) => "role",
            Party::Branch(_) => "branch",
            Party::Group(_) => "group",
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> Uuid {
        match self {
            Party::User(id) | Party::Group(id) => id.0,
            Party::Role(id) | Party::Branch(id) => id,
        }
    }

    /// Reads a stored kind with its id.
    #[must_use]
    pub fn of(kind: &str, id: Uuid) -> Option<Self> {
        match kind {
            "user" => Some(Party::User(PrincipalId(id))),
            "role" => Some(Party::Role(id)),
            "branch" => Some(Party::Branch(id)),
            "group" => Some(Party::Group(PrincipalId(id))),
            _ => None,
        }
    }
}

/// Opens the records of some people to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharingRule {
    /// Its id.
    pub id: Uuid,
    /// Code of the module.
    pub module: String,
    /// Whose records.
    pub from: Party,
    /// To whom.
    pub to: Party,
    /// How far.
    pub level: Level,
}

/// Everything that decides who may reach what, read at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// People by id.
    pub people: BTreeMap<PrincipalId, Member>,
    /// Roles by id.
    pub roles: BTreeMap<Uuid, Role>,
    /// Profiles by id.
    pub profiles: BTreeMap<Uuid, Profile>,
    /// Members of groups.
    pub groups: BTreeMap<PrincipalId, BTreeSet<Party>>,
    /// What everybody may do with everybody's records, by module; `None` is private, and a module
    /// that is not named is open.
    pub defaults: BTreeMap<String, Option<Level>>,
    /// Sharing rules.
    pub rules: Vec<SharingRule>,
    /// With whom something is shared, by module.
    pub granted: BTreeSet<(PrincipalId, String)>,
}

impl House {
    /// What a person may do.
    #[must_use]
    pub fn rights(&self, person: PrincipalId) -> Rights {
        let Some(member) = self.people.get(&person) else {
            return Rights::of(Profile::nothing(), false);
        };
        let Some(role) = member.role else {
            return Rights::of(Profile::default(), member.is_admin);
        };
        let of_role = self.roles.get(&role).map(|role| &role.profiles);
        let ids = of_role.into_iter().flatten().copied();
        let profiles = ids.clone().filter_map(|id| self.profiles.get(&id));
        Rights::of(Profile::any(profiles), member.is_admin).made_of(ids)
    }

    /// Which records a person reaches, and how far.
    #[must_use]
    pub fn scope(&self, person: PrincipalId) -> Scope {
        let grantees = self.principals_of(person);
        let own = self.owned_by(person);
        let modules: BTreeSet<&String> =
            self.defaults.keys().chain(self.rules.iter().map(|rule| &rule.module)).collect();
        let held = self.people.get(&person).is_none_or(|member| member.sees == Sees::Own);
        let granted = self.granted.iter().filter(|(principal, _)| grantees.contains(principal));
        let granted = Some(granted.map(|(_, module)| module.clone()).collect());
        if held {
            let others = Reach::whole(Owners::these(grantees.iter().copied()));
            let modules = BTreeMap::new();
            return Scope::limited(Limits { grantees, granted, modules, others });
        }
        let reach = |module: &String| (module.clone(), self.reach(person, module, &own));
        let modules: BTreeMap<String, Reach> = modules.into_iter().map(reach).collect();
        let others = Reach::whole(Owners::Everybody);
        if modules.values().all(|reach| *reach == others) {
            return Scope::all();
        }
        Scope::limited(Limits { grantees, granted, modules, others })
    }

    fn reach(&self, person: PrincipalId, module: &str, own: &BTreeSet<PrincipalId>) -> Reach {
        let default = self.defaults.get(module).copied().unwrap_or(Some(Level::Delete));
        let rules: Vec<&SharingRule> = self
            .rules
            .iter()
            .filter(|rule| rule.module == module && self.is_in(person, rule.to))
            .collect();
        let owners = |level: Level| {
            if default >= Some(level) {
                return Owners::Everybody;
            }
            let mut all = own.clone();
            for rule in rules.iter().filter(|rule| rule.level >= level) {
                all.extend(self.owners_of(rule.from));
            }
            match self.are_everybody(&all) {
                true => Owners::Everybody,
                false => Owners::these(all),
            }
        };
        Reach {
            read: owners(Level::Read),
            write: owners(Level::Write),
            delete: owners(Level::Delete),
        }
    }

    fn are_everybody(&self, owners: &BTreeSet<PrincipalId>) -> bool {
        self.people.keys().chain(self.groups.keys()).all(|principal| owners.contains(principal))
    }

    /// The person and all groups they belong to.
    #[must_use]
    pub fn principals_of(&self, person: PrincipalId) -> Vec<PrincipalId> {
        let groups = self.groups.keys().filter(|group| self.is_in(person, Party::Group(**group)));
        let mut all: Vec<PrincipalId> = groups.copied().chain([person]).collect();
        all.sort_unstable();
        all
    }

    /// Everything a person belongs to: themselves, their groups, their role, and the branches it
    /// stands in, the nearest first.
    #[must_use]
    pub fn parties_of(&self, person: PrincipalId) -> Vec<Party> {
        let groups = self.groups.keys().map(|group| Party::Group(*group));
        let groups = groups.filter(|group| self.is_in(person, *group));
        let role = self.people.get(&person).and_then(|member| member.role);
        let above = |role: &Uuid| self.roles.get(role).and_then(|role| role.parent);
        let branches = std::iter::successors(role, above).take(self.roles.len()).map(Party::Branch);
        let own = [Party::User(person)].into_iter().chain(role.map(Party::Role));
        own.chain(groups).chain(branches).collect()
    }

    /// Whose records are a person's by their place: their own, those of their groups, and those of
    /// people in roles below theirs.
    #[must_use]
    pub fn owned_by(&self, person: PrincipalId) -> BTreeSet<PrincipalId> {
        let mut all: BTreeSet<PrincipalId> = self.principals_of(person).into_iter().collect();
        let role = self.people.get(&person).and_then(|member| member.role);
        if let Some(role) = role {
            let below = |member: &Member| member.role.is_some_and(|at| self.is_below(at, role));
            let people = self.people.iter().filter(|(_, member)| below(member));
            all.extend(people.map(|(id, _)| *id));
        }
        all
    }

    /// Who belongs to a person when they ask for their team: they themselves, people in roles below
    /// theirs, the groups they are in, and all who are in these groups.
    #[must_use]
    pub fn team_of(&self, person: PrincipalId) -> BTreeSet<PrincipalId> {
        let mut all = self.owned_by(person);
        for group in self.principals_of(person) {
            all.extend(self.owners_of(Party::Group(group)));
        }
        all
    }

    /// Tells whether a role stands somewhere below another one.
    #[must_use]
    pub fn is_below(&self, role: Uuid, above: Uuid) -> bool {
        let mut at = role;
        // A tree is never deeper than it has roles; a ring ends here.
        for _ in 0..self.roles.len() {
            match self.roles.get(&at).and_then(|role| role.parent) {
                Some(parent) if parent == above => return true,
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }

    /// Tells whether a person belongs to a party.
    #[must_use]
    pub fn is_in(&self, person: PrincipalId, party: Party) -> bool {
        self.is_in_beside(person, party, &mut BTreeSet::new())
    }

    fn is_in_beside(
        &self,
        person: PrincipalId,
        party: Party,
        met: &mut BTreeSet<PrincipalId>,
    ) -> bool {
        let role = || self.people.get(&person).and_then(|member| member.role);
        match party {
            Party::User(id) => id == person,
            Party::Role(id) => role() == Some(id),
            Party::Branch(id) => role().is_some_and(|at| at == id || self.is_below(at, id)),
            Party::Group(id) => {
                let members = self.groups.get(&id).filter(|_| met.insert(id));
                let members: Vec<Party> = members.into_iter().flatten().copied().collect();
                members.into_iter().any(|party| self.is_in_beside(person, party, met))
            }
        }
    }

    /// Who owns the records of a party: its people, and its groups themselves.
    #[must_use]
    pub fn owners_of(&self, party: Party) -> BTreeSet<PrincipalId> {
        let mut all = BTreeSet::new();
        self.add_owners(party, &mut all);
        all
    }

    fn add_owners(&self, party: Party, all: &mut BTreeSet<PrincipalId>) {
        match party {
            Party::User(id) => drop(all.insert(id)),
            Party::Role(_) | Party::Branch(_) => {
                let people = self.people.keys().filter(|person| self.is_in(**person, party));
                all.extend(people.copied());
            }
            Party::Group(id) => {
                if all.insert(id) {
                    let members = self.groups.get(&id).cloned().unwrap_or_default();
                    members.into_iter().for_each(|party| self.add_owners(party, all));
                }
            }
        }
    }
}
