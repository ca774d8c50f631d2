//! What there is: kinds of records, and the people and currencies that they name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::Right;
use catalog::Module;
use kernel::PrincipalId;
use records::Cx;

use crate::answer::{Fault, Outcome};

/// Number of users, as programs of the family have always known it.
pub const USERS: i64 = 19;
/// Number of groups.
pub const GROUPS: i64 = 20;
/// Number of currencies.
pub const CURRENCIES: i64 = 21;
/// Number of files at records.
pub const FILES: i64 = 36;
/// Number of lines of documents.
pub const LINES: i64 = 33;
/// Numbers of kinds of records begin behind this one.
const RECORDS: i64 = 100;

/// One kind of what can be asked for.
#[derive(Clone, Debug)]
pub enum Kind {
    /// Records of a module.
    Records(Arc<Module>),
    /// People who can sign in.
    Users,
    /// Groups of people.
    Groups,
    /// Currencies of amounts.
    Currency,
}

/// The tenant as one caller sees it through this address.
pub struct Wire {
    /// The context of the caller.
    pub cx: Cx,
    numbers: BTreeMap<String, i64>,
    groups: BTreeSet<PrincipalId>,
    /// Names of people and groups.
    pub names: BTreeMap<PrincipalId, String>,
}

impl Wire {
    /// Learns the numbers of everything.
    pub async fn open(cx: &Cx) -> Outcome<Self> {
        let numbers = records::small::of_modules(cx).await?;
        let house = cx.engine.house().await?;
        let groups = house.house().groups.keys().copied().collect();
        Ok(Wire { cx: cx.clone(), numbers, groups, names: house.names().clone() })
    }

    /// Kinds of records that the caller may see.
    pub fn modules(&self) -> impl Iterator<Item = &Arc<Module>> {
        let may = |module: &&Arc<Module>| self.cx.actor.rights.may(&module.code, Right::See);
        self.cx.catalog.modules().iter().filter(may)
    }

    /// The kind of a name.
    pub fn kind(&self, name: &str) -> Outcome<Kind> {
        let kind = match name {
            "Users" => Some(Kind::Users),
            "Groups" => Some(Kind::Groups),
            "Currency" => Some(Kind::Currency),
            name => self.modules().find(|m| named(m) == name).cloned().map(Kind::Records),
        };
        kind.ok_or_else(|| Fault::denied_for(&format!("name : {name}")))
    }

    /// The kind of a number.
    pub fn kind_of(&self, number: i64) -> Option<Kind> {
        match number {
            USERS => Some(Kind::Users),
            GROUPS => Some(Kind::Groups),
            CURRENCIES => Some(Kind::Currency),
            number => {
                let module = self.modules().find(|m| self.number_of(&m.code) == Some(number));
                module.cloned().map(Kind::Records)
            }
        }
    }

    /// The number of a module.
    pub fn number_of(&self, code: &str) -> Option<i64> {
        self.numbers.get(code).map(|number| RECORDS + number)
    }

    /// The number of the kind that somebody who owns records is of.
    pub fn principal_kind(&self, id: PrincipalId) -> i64 {
        if self.groups.contains(&id) { GROUPS } else { USERS }
    }

    /// People who can sign in, or groups, by id.
    pub fn principals(&self, kind: i64) -> impl Iterator<Item = (&PrincipalId, &String)> {
        self.names.iter().filter(move |(id, _)| self.principal_kind(**id) == kind)
    }
}

impl Kind {
    /// The number in front of the `x`.
    pub fn number(&self, wire: &Wire) -> i64 {
        match self {
            Kind::Records(module) => wire.number_of(&module.code).unwrap_or_default(),
            Kind::Users => USERS,
            Kind::Groups => GROUPS,
            Kind::Currency => CURRENCIES,
        }
    }
}

/// What a module is called here: as its definition says, else as a part of one's own.
pub fn named(module: &Module) -> String {
    module.alias.clone().unwrap_or_else(|| format!("cf_{}", module.plural))
}
