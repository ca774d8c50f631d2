//! What a definition says about records that may be the same.

use toml::Spanned;

use super::ReadError;
use super::checked::Reader;
use super::raw::RawLikeness;
use crate::definition::{Field, Likeness};

impl Reader<'_> {
    /// Checks that the fields are there.
    pub(super) fn duplicates(
        &self,
        fields: &[Field],
        raw: &[Vec<Spanned<String>>],
    ) -> Result<Vec<Vec<String>>, ReadError> {
        let set =
            |set: &Vec<Spanned<String>>| set.iter().map(|name| self.known(fields, name)).collect();
        raw.iter().map(set).collect()
    }

    /// Checks that the fields are there, and that each counts.
    pub(super) fn likeness(
        &self,
        fields: &[Field],
        raw: Option<&RawLikeness>,
    ) -> Result<Option<Likeness>, ReadError> {
        let Some(raw) = raw else { return Ok(None) };
        let from = raw.from.as_ref().map_or(Likeness::FROM, |from| *from.get_ref());
        if let Some(place) = raw.from.as_ref().filter(|_| !(1..=100).contains(&from)) {
            return Err(self.at(place, "`from` is a percentage, 1 to 100"));
        }
        let weight = |(name, weight): (&Spanned<String>, &u32)| match weight {
            1..=100 => Ok((self.known(fields, name)?, *weight)),
            _ => Err(self.at(name, "a weight is a number from 1 to 100")),
        };
        let weights = raw.weights.iter().map(weight).collect::<Result<_, _>>()?;
        Ok(Some(Likeness { from, weights }))
    }
}

#[cfg(test)]
mod tests {
    use crate::read::read_module;

    const BOOK: &str = r#"module = "book"
plural = "books"
title = "{name}"
area = "tools"
icon = "book"
duplicates = [["name"]]

[fields]
name = { type = "text" }
mail = { type = "email" }

[likeness]
from = 70
weights = { name = 3, mail = 1 }

[list]
columns = ["name"]
sort = "title"
"#;

    #[test]
    fn weights_name_fields_that_are_there() {
        let module = read_module(BOOK).unwrap_or_else(|e| panic!("{e}")).module;
        let likeness = module.likeness();
        assert_eq!(likeness.from, 70);
        assert_eq!(likeness.weights, [("mail".to_owned(), 1), ("name".to_owned(), 3)]);
        for (from, to, says) in [
            ("mail = 1", "post = 1", "line 14: there is no field `post`"),
            ("from = 70", "from = 0", "line 13: `from` is a percentage"),
            ("mail = 1", "mail = 0", "line 14: a weight is a number"),
        ] {
            let Err(error) = read_module(&BOOK.replace(from, to)) else { panic!("{to}") };
            assert!(error.to_string().starts_with(says), "{error}");
        }
    }

    #[test]
    fn without_weights_the_sets_of_fields_count_most() {
        let text = BOOK.replace("[likeness]\nfrom = 70\nweights = { name = 3, mail = 1 }\n", "");
        let module = read_module(&text).unwrap_or_else(|e| panic!("{e}")).module;
        let weights = module.likeness().weights;
        assert_eq!(weights, [("name".to_owned(), 3), ("mail".to_owned(), 2)]);
    }
}
