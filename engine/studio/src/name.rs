//! Words that people give, and the names in code that come of them.

use catalog::{Change, Module};
use kernel::{FieldProblem, Language, fold};
use records::Cx;

/// Letters of a label at most.
pub(crate) const LONGEST: usize = 80;
/// Letters of a name in code at most, so that columns beside it still have a name.
const LONGEST_NAME: usize = 32;

/// What something is called in each language, in the order of `Language::ALL`; the first is the
/// one that stands for those that are missing when it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels(pub Vec<String>);

impl Labels {
    /// The labels without what surrounds them, of which the first must be there; problems stand at
    /// `field`.
    pub(crate) fn checked(&self, field: &str) -> Result<Vec<(Language, String)>, FieldProblem> {
        self.checked_to(field, LONGEST)
    }

    /// The same for texts of another length.
    pub(crate) fn checked_to(
        &self,
        field: &str,
        longest: usize,
    ) -> Result<Vec<(Language, String)>, FieldProblem> {
        let checked = self.checked_if_any(field, longest)?;
        match checked.first().is_some_and(|(_, label)| !label.is_empty()) {
            true => Ok(checked),
            false => Err(FieldProblem::new(field, "required")),
        }
    }

    /// The same for texts that may be missing altogether.
    pub(crate) fn checked_if_any(
        &self,
        field: &str,
        longest: usize,
    ) -> Result<Vec<(Language, String)>, FieldProblem> {
        let all: Vec<String> = self.0.iter().map(|label| label.trim().to_owned()).collect();
        if all.iter().any(|label| label.chars().count() > longest) {
            return Err(FieldProblem::new(field, "too_long").with("max", longest));
        }
        if all.iter().any(|label| label.chars().any(|c| c.is_control() || "{}".contains(c))) {
            return Err(FieldProblem::new(field, "wrong_text"));
        }
        let of = |(at, language)| (language, all.get(at).cloned().unwrap_or_default());
        Ok(Language::ALL.into_iter().enumerate().map(of).collect())
    }
}

/// Refuses words by which something else of its kind is known already, in the same language. Words
/// that stand so under `own` may stay.
pub(crate) fn unlike(
    cx: &Cx,
    labels: &[(Language, String)],
    (own, field): (&str, &str),
    others: impl IntoIterator<Item = String>,
) -> Result<(), FieldProblem> {
    let texts = cx.catalog.texts();
    let others: Vec<String> = others.into_iter().filter(|key| key != own).collect();
    for (language, label) in labels.iter().filter(|(_, label)| !label.is_empty()) {
        let word = fold(label);
        let is_same = |key: &str| texts.own(*language, key).is_some_and(|one| fold(one) == word);
        if !is_same(own) && others.iter().any(|key| is_same(key)) {
            return Err(FieldProblem::new(field, "word_exists").with("word", label));
        }
    }
    Ok(())
}

/// Changes that give a text in every language, where it is not the text already.
pub(crate) fn relabel(cx: &Cx, key: &str, labels: &[(Language, String)]) -> Vec<Change> {
    let texts = cx.catalog.texts();
    let is_new = |(language, text): &&(Language, String)| {
        texts.own(*language, key).unwrap_or_default() != text
    };
    let change = |(language, text): &(Language, String)| Change::Relabel {
        key: key.to_owned(),
        language: language.code().to_owned(),
        text: text.clone(),
    };
    labels.iter().filter(is_new).map(change).collect()
}

/// A name in code that nothing has yet.
pub(crate) fn name(label: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let letters = fold(label);
    let mut name = String::from("x_");
    for c in letters.chars() {
        match c.is_ascii_lowercase() || c.is_ascii_digit() {
            true => name.push(c),
            false if !name.ends_with('_') => name.push('_'),
            false => {}
        }
    }
    name.truncate(LONGEST_NAME);
    let name = name.trim_end_matches('_');
    let name = if name.len() < 3 { "x_new" } else { name };
    let further = (2..).map(|n| format!("{name}_{n}"));
    let mut all = std::iter::once(name.to_owned()).chain(further);
    all.find(|name| !is_taken(name)).unwrap_or_else(|| name.to_owned())
}

/// What the database puts behind the name of a field for parts of its values.
const PARTS: [&str; 12] = [
    "_currency",
    "_id",
    "_module",
    "_all",
    "_sort",
    "_fold",
    "_street",
    "_zip",
    "_city",
    "_state",
    "_country",
    "_po_box",
];

/// A name in code for a field that no field of a module has yet, nor a part of one.
pub(crate) fn name_in(module: &Module, label: &str) -> String {
    let is_part = |whole: &str, name: &str| {
        name.strip_prefix(whole).is_some_and(|rest| PARTS.contains(&rest))
    };
    let meets =
        |known: &str, name: &str| known == name || is_part(known, name) || is_part(name, known);
    name(label, |name| module.fields.iter().any(|field| meets(&field.name, name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_becomes_a_name() {
        let free = |label: &str| name(label, |_| false);
        assert_eq!(free("Größe (m²)"), "x_grosse_m2");
        assert_eq!(free("  Übergabe – am "), "x_ubergabe_am");
        for nothing in ["", "–", "日本"] {
            assert_eq!(free(nothing), "x_new", "{nothing}");
        }
        assert_eq!(name("Farbe", |name| name == "x_farbe"), "x_farbe_2");
        assert!(free(&"Lang".repeat(40)).len() <= LONGEST_NAME);
    }

    #[test]
    fn the_first_language_is_needed_and_others_may_be_missing() {
        let labels = Labels(vec![" Farbe ".into(), String::new()]);
        let checked = labels.checked("label").unwrap();
        let labels: Vec<&str> = checked.iter().map(|(_, label)| label.as_str()).collect();
        assert_eq!(labels, ["Farbe", ""]);
        let problem = |labels: &[&str]| {
            let labels = Labels(labels.iter().map(|label| (*label).to_owned()).collect());
            labels.checked("label").unwrap_err().code
        };
        assert_eq!(problem(&["", " "]), "required");
        assert_eq!(problem(&["", "Colour"]), "required");
        assert_eq!(problem(&["a\nb", ""]), "wrong_text");
        assert_eq!(problem(&["{name}", ""]), "wrong_text");
        assert_eq!(problem(&[&"a".repeat(81), ""]), "too_long");
    }
}
