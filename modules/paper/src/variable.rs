//! What templates find in `data`, as a list for people who write them.

use print::{Data, Picture};

use crate::data;
use crate::{
    Code, Fact, Kind, Labels, Line, Note, Paper, Payment, Recipient, Sender, Side, Statement,
    StatementColumn, Sum, SwissLanguage, SwissSlip,
};

/// Something that a template finds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Variable {
    /// Where it stands: `sender.name`, or `lines[].title` for what each entry of a list holds.
    pub path: String,
    /// What it is.
    pub shape: Shape,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A text, also the name of a picture.
    Text,
    /// Yes or no, or a number.
    Mark,
    /// A list of texts, or of such lists.
    Texts,
    /// A list of entries with names.
    Entries,
}

/// Everything that papers hand to their templates, in the order in which it stands there; made of
/// papers that say all they can, so that nothing is forgotten.
#[must_use]
pub fn variables() -> Vec<Variable> {
    let mut found: Vec<Variable> = Vec::new();
    for payment in payments() {
        let mut of_paper = Vec::new();
        collect("", &data::data(&full(payment)), &mut of_paper);
        for variable in of_paper {
            if !found.contains(&variable) {
                found.push(variable);
            }
        }
    }
    let place = |variable: &Variable| {
        let start = variable.path.split(['.', '[']).next().unwrap_or_default().to_owned();
        found.iter().position(|first| first.path.split(['.', '[']).next() == Some(&*start))
    };
    let mut placed: Vec<_> = found.iter().map(|one| (place(one), one.clone())).collect();
    placed.sort_by_key(|(at, _)| *at);
    placed.into_iter().map(|(_, variable)| variable).collect()
}

fn collect(path: &str, data: &Data, found: &mut Vec<Variable>) {
    let mut add = |shape| {
        let variable = Variable { path: path.to_owned(), shape };
        if !found.contains(&variable) {
            found.push(variable);
        }
    };
    match data {
        Data::Nothing => {}
        Data::Text(_) => add(Shape::Text),
        Data::Flag(_) | Data::Number(_) => add(Shape::Mark),
        Data::Tree(entries) => {
            let dot = if path.is_empty() { "" } else { "." };
            for (name, value) in entries {
                collect(&format!("{path}{dot}{name}"), value, found);
            }
        }
        Data::List(items) => {
            let has_names = items.iter().any(|item| matches!(item, Data::Tree(_)));
            add(if has_names { Shape::Entries } else { Shape::Texts });
            for item in items.iter().filter(|item| matches!(item, Data::Tree(_))) {
                collect(&format!("{path}[]"), item, found);
            }
        }
    }
}

fn some() -> Option<String> {
    Some(String::new())
}

fn picture() -> Option<Picture> {
    Some(Picture::default())
}

fn payments() -> [Payment; 3] {
    let facts = vec![Fact::default()];
    [
        Payment::Code(Code { facts: facts.clone(), ..Code::default() }),
        Payment::Bank(facts),
        Payment::Swiss(SwissSlip {
            payload: String::new(),
            language: SwissLanguage::German,
            account: vec![String::new()],
            reference: some(),
            additional: vec![String::new()],
            debtor: vec![String::new()],
            currency: String::new(),
            amount: some(),
        }),
    ]
}

fn full(payment: Payment) -> Paper {
    let texts = || vec![String::new()];
    let column = StatementColumn { label: String::new(), side: Side::Left };
    Paper {
        kind: Kind::Invoice,
        language: String::new(),
        title: String::new(),
        subtitle: some(),
        sender: sender(),
        recipient: Recipient { remark: some(), lines: texts() },
        facts: vec![Fact::default()],
        opening: texts(),
        lines: lines(),
        statement: Some(Statement { columns: vec![column], rows: vec![texts()] }),
        sums: vec![Sum {
            label: String::new(),
            amount: String::new(),
            weight: crate::SumWeight::Plain,
        }],
        terms: vec![Fact::default()],
        payment: Some(payment),
        notes: vec![Note { heading: some(), text: String::new() }],
        closing: texts(),
        signatures: texts(),
        stamp: some(),
        labels: Labels::default(),
        pictures: Vec::new(),
    }
}

fn sender() -> Sender {
    Sender {
        name: String::new(),
        claim: some(),
        return_line: String::new(),
        columns: vec![vec![String::new()]],
        accent: some(),
        logo: picture(),
        first_sheet: picture(),
        next_sheet: picture(),
        signature: picture(),
    }
}

fn lines() -> Vec<Line> {
    let (label, amount, carried) = (String::new(), String::new(), String::new());
    vec![Line::Discount { label, amount, carried }, Line::Position(Box::default())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_named_once_and_none_is_forgotten() {
        let all = variables();
        let known = |path: &str, shape| all.contains(&Variable { path: path.into(), shape });
        assert!(known("title", Shape::Text));
        assert!(known("sender.first-sheet", Shape::Text));
        assert!(known("sender.columns", Shape::Texts));
        assert!(known("lines", Shape::Entries));
        assert!(known("lines[].label", Shape::Text) && known("lines[].quantity", Shape::Text));
        assert!(known("statement.columns[].is-wide", Shape::Mark));
        assert!(
            known("payment.facts[].label", Shape::Text) && known("payment.debtor", Shape::Texts)
        );
        let paths: std::collections::BTreeSet<&str> = all.iter().map(|v| v.path.as_str()).collect();
        assert_eq!(paths.len(), all.len());
        let of_payment: Vec<usize> =
            (0..all.len()).filter(|at| all[*at].path.starts_with("payment.")).collect();
        let (first, last) = (of_payment[0], of_payment[of_payment.len() - 1]);
        assert_eq!(last - first + 1, of_payment.len(), "what belongs together stands together");
    }
}
