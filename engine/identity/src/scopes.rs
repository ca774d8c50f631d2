//! What a token is for: less than its owner may do, never more.

use std::collections::BTreeMap;
use std::fmt;

use access::{Right, Rights};
use catalog::Catalog;
use kernel::{Error, FieldProblem, Result};

/// Scopes at most, so that a token can be read.
const MOST: usize = 50;

/// How far something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Looking at records and taking them out.
    Read,
    /// Changing them too.
    Write,
}

impl Reach {
    /// The word as stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Reach::Read => "read",
            Reach::Write => "write",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Reach::Read, Reach::Write].into_iter().find(|reach| reach.word() == word)
    }
}

/// What a token leaves open of the rights of its owner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TokenScopes {
    /// In all modules.
    everywhere: Option<Reach>,
    /// In single modules, named as in addresses.
    modules: BTreeMap<String, Reach>,
}

impl TokenScopes {
    /// Everything its owner may do.
    #[must_use]
    pub fn whole() -> Self {
        TokenScopes::default()
    }

    /// Reads `read`, `write`, `module:books:read` and the like; nothing leaves everything open.
    ///
    /// # Errors
    /// `Invalid` at `scopes` naming the first word that is none, or a module that is not there.
    pub fn parse<'a>(words: impl IntoIterator<Item = &'a str>, catalog: &Catalog) -> Result<Self> {
        let mut scopes = TokenScopes::default();
        for word in words {
            let known = scopes.add(word);
            let is_there = known.as_ref().is_some_and(|module| {
                module.as_ref().is_none_or(|plural| catalog.by_plural(plural).is_some())
            });
            if !is_there || MOST < scopes.modules.len() {
                let problem = FieldProblem::new("scopes", "unknown_scope").with("scope", word);
                return Err(Error::Invalid(vec![problem]));
            }
        }
        Ok(scopes)
    }

    /// Reads what was stored; what is no scope any more leaves nothing open.
    pub(crate) fn stored(text: &str) -> Result<Self> {
        let mut scopes = TokenScopes::default();
        let is_known = text.split_whitespace().all(|word| scopes.add(word).is_some());
        if is_known { Ok(scopes) } else { Err(Error::Unauthenticated) }
    }

    /// Adds a scope; tells of which module it is, or nothing when it is no scope.
    fn add(&mut self, word: &str) -> Option<Option<String>> {
        if let Some(reach) = Reach::from_word(word) {
            self.everywhere = self.everywhere.max(Some(reach));
            return Some(None);
        }
        let (plural, reach) = word.strip_prefix("module:")?.split_once(':')?;
        let reach = Reach::from_word(reach)?;
        let known = self.modules.entry(plural.to_owned()).or_insert(reach);
        *known = reach.max(*known);
        Some(Some(plural.to_owned()))
    }

    /// Tells whether nothing is taken away.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.everywhere.is_none() && self.modules.is_empty()
    }

    /// How far the token goes in all modules.
    #[must_use]
    pub fn everywhere(&self) -> Option<Reach> {
        self.everywhere
    }

    /// How far it goes in single modules, named as in addresses.
    pub fn modules(&self) -> impl Iterator<Item = (&str, Reach)> {
        self.modules.iter().map(|(plural, reach)| (plural.as_str(), *reach))
    }

    /// How far the token goes in a module, named as in addresses.
    #[must_use]
    pub fn reach(&self, plural: &str) -> Option<Reach> {
        if self.is_whole() {
            return Some(Reach::Write);
        }
        self.everywhere.max(self.modules.get(plural).copied())
    }

    /// The rights that it leaves open; administration is none of them.
    pub(crate) fn limits(&self, catalog: &Catalog) -> Option<Rights> {
        if self.is_whole() {
            return None;
        }
        let mut rights = Rights::ordinary();
        for module in catalog.modules() {
            let shut: &[Right] = match self.reach(&module.plural) {
                None => &Right::ALL,
                Some(Reach::Read) => &[Right::Create, Right::Edit, Right::Delete, Right::Import],
                Some(Reach::Write) => &[],
            };
            rights = shut.iter().fold(rights, |all, right| all.without(&module.code, *right));
        }
        Some(rights)
    }
}

impl fmt::Display for TokenScopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let everywhere = self.everywhere.map(|reach| reach.word().to_owned());
        let modules = self.modules.iter();
        let modules = modules.map(|(plural, reach)| format!("module:{plural}:{}", reach.word()));
        let words: Vec<String> = everywhere.into_iter().chain(modules).collect();
        f.write_str(&words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_only_ever_name_what_stays_open() {
        let reach = |text: &str, plural: &str| TokenScopes::stored(text).unwrap().reach(plural);
        assert_eq!(reach("", "books"), Some(Reach::Write));
        assert_eq!(reach("read", "books"), Some(Reach::Read));
        assert_eq!(reach("module:books:read", "books"), Some(Reach::Read));
        assert_eq!(reach("module:books:read", "authors"), None);
        assert_eq!(reach("read module:books:write", "books"), Some(Reach::Write));
        assert_eq!(reach("read module:books:write", "authors"), Some(Reach::Read));
        for wrong in ["all", "module:books", "module:books:delete", "Read", "module"] {
            assert!(TokenScopes::stored(wrong).is_err(), "{wrong}");
            assert!(TokenScopes::parse([wrong], &Catalog::default()).is_err(), "{wrong}");
        }
        assert!(TokenScopes::parse(["module:books:read"], &Catalog::default()).is_err());
        let text = "write module:authors:read module:books:write";
        assert_eq!(TokenScopes::stored(text).unwrap().to_string(), text);
    }
}
