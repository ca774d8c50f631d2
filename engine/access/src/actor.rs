//! Who acts, and through which door.

use kernel::PrincipalId;

use crate::{Rights, Scope};

/// Which records a person sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sees {
    /// Every record.
    #[default]
    All,
    /// Records they own.
    Own,
}

impl Sees {
    /// The word as stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Sees::All => "all",
            Sees::Own => "own",
        }
    }

    /// Reads the stored word; anything unknown sees least.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        if word == "all" { Sees::All } else { Sees::Own }
    }
}

/// The door through which somebody acts; it stands in the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The browser.
    Web,
    /// The programming interface.
    Api,
    /// An import.
    Import,
    /// The command line.
    Command,
    /// A job of the program itself.
    Job,
    /// The link of a record, which somebody who cannot sign in holds.
    Link,
}

impl Via {
    /// The word as stored; its label key is `via.WORD`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Via::Web => "web",
            Via::Api => "api",
            Via::Import => "import",
            Via::Command => "command",
            Via::Job => "job",
            Via::Link => "link",
        }
    }
}

/// Somebody who acts, with everything that decides what they may do.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person, or nobody when the program itself acts.
    pub user: Option<PrincipalId>,
    /// Who really acts: an administrator with the rights of the person.
    pub behind: Option<PrincipalId>,
    /// What they may do.
    pub rights: Rights,
    /// Which records they may do it to.
    pub scope: Scope,
    /// The door they came through.
    pub via: Via,
}

impl Actor {
    /// A person.
    #[must_use]
    pub fn person(user: PrincipalId, rights: Rights, sees: Sees, via: Via) -> Self {
        let scope = match sees {
            Sees::All => Scope::all(),
            Sees::Own => Scope::owned_by(vec![user]),
        };
        Actor { user: Some(user), behind: None, rights, scope, via }
    }

    /// The program itself, with the reason why it acts.
    #[must_use]
    pub fn system(why: &'static str) -> Self {
        Actor {
            user: None,
            behind: None,
            rights: Rights::administrator(),
            scope: Scope::system(why),
            via: Via::Job,
        }
    }

    /// Whom the history names.
    #[must_use]
    pub fn author(&self) -> Option<PrincipalId> {
        self.behind.or(self.user)
    }

    /// Tells whether something belongs to nobody but them, such as what they follow; whoever acts
    /// with the rights of another has nothing of their own there.
    #[must_use]
    pub fn is_own(&self, whose: Option<PrincipalId>) -> bool {
        self.behind.is_none() && whose.is_some() && whose == self.user
    }

    /// Tells whether administration is open to them.
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.rights.is_administrator()
    }
}
