//! What can be put into the text of a template.

use paper::{Shape, Variable, variables};
use records::behavior::Words;

use crate::pdf_template::fields;
use crate::slot::Slot;

/// What the shipped parts offer to a body, each with the last part of its key.
const PIECES: [(&str, &str); 9] = [
    ("#show: letter", "letter"),
    ("#paragraphs(data.opening)", "opening"),
    ("#positions()", "positions"),
    ("#positions(amounts: false)", "positions_bare"),
    ("#sums()", "sums"),
    ("#statement()", "statement"),
    ("#payment()", "payment"),
    ("#notes()", "notes"),
    ("#closing()", "closing"),
];

/// Everything that can be put into a template that stands in for something.
pub fn words(slot: Slot) -> Vec<Words> {
    let field = fields::BODY.name();
    let pieces = PIECES.map(|(text, key)| (text.to_owned(), format!("template.piece.{key}")));
    let of_paper = variables();
    let data = of_paper.iter().map(|variable| (inserted(variable), key(variable))).collect();
    let pieces = matches!(slot, Slot::Body(_)).then(|| Words {
        heading: "template.words.pieces",
        field,
        words: pieces.into(),
    });
    pieces
        .into_iter()
        .chain([Words { heading: "template.words.data", field, words: data }])
        .collect()
}

/// What is put in: the text of a place, or a loop over what stands in it.
fn inserted(variable: &Variable) -> String {
    if let Some((_, name)) = variable.path.rsplit_once("[].") {
        return format!("#entry.{name}");
    }
    let path = &variable.path;
    match variable.shape {
        Shape::Text | Shape::Mark => format!("#data.{path}"),
        Shape::Texts => format!("#data.{path}.flatten().join(linebreak())"),
        Shape::Entries => format!("#for entry in data.{path} [\n  \n]"),
    }
}

fn key(variable: &Variable) -> String {
    let name = variable.path.replace("[].", "_").replace(['.', '-'], "_");
    format!("template.data.{name}")
}

#[cfg(test)]
mod tests {
    use kernel::Language;
    use paper::Kind;

    use super::*;

    #[test]
    fn every_word_has_its_meaning_in_both_languages_and_no_meaning_is_left_over() {
        let catalog = crate::offer::catalog();
        let texts = catalog.texts();
        let all: Vec<Words> = words(Slot::Body(Kind::Invoice));
        let keys = all.iter().flat_map(|group| group.words.iter().map(|(_, key)| key.as_str()));
        let keys: Vec<&str> = keys.chain(all.iter().map(|group| group.heading)).collect();
        for language in [Language::De, Language::En] {
            for key in &keys {
                assert!(texts.find(language, key).is_some(), "{key} in {language:?}");
            }
        }
        let file = records::words!("de", "template");
        let said = file.lines().filter(|line| line.contains(" = ")).count();
        assert_eq!(said, keys.len(), "what is explained is what there is");
    }

    #[test]
    fn lists_are_gone_through_and_entries_named() {
        let all = words(Slot::Part("letter.typ"));
        let has = |text: &str| all.iter().any(|g| g.words.iter().any(|(word, _)| word == text));
        assert!(has("#data.sender.name") && has("#entry.quantity"));
        assert!(has("#for entry in data.lines [\n  \n]"));
        assert!(!has("#positions()"), "the letter itself has no positions");
    }
}
