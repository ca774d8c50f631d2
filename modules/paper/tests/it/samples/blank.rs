//! A paper that says nothing yet, and short ways to say something.

use kernel::{Instant, Language, Texts};
use paper::{Fact, Kind, Labels, Line, Made, Note, Paper, Position, Recipient, Sender, Sum};
use paper::{SumWeight, TEXTS};

/// Made on a day that never changes.
pub fn made() -> Made {
    let at = Instant::parse_rfc3339("2026-11-24T08:30:00Z").expect("a moment");
    Made::at(at, "0193a6f2-7c1e-7000-8000-000000000042")
}

/// The words of the program.
pub fn labels(language: Language) -> Labels {
    let mut texts = Texts::default();
    for (language, text) in TEXTS {
        let words = text.lines().filter_map(|line| line.split_once(" = "));
        let named =
            words.map(|(key, word)| (format!("paper.{key}"), word.trim_matches('"').into()));
        texts.add(language, named);
    }
    Labels::of(&texts, language)
}

/// A paper that says nothing yet.
pub fn blank(kind: Kind, title: &str) -> Paper {
    Paper {
        kind,
        language: "de".into(),
        title: title.into(),
        subtitle: None,
        sender: house(),
        recipient: Recipient {
            remark: None,
            lines: texts(&[
                "Nordlicht Veranstaltungstechnik GmbH",
                "Frau Dr. Annika Petersen",
                "Hafenstraße 112",
                "24103 Kiel",
            ]),
        },
        facts: Vec::new(),
        opening: Vec::new(),
        lines: Vec::new(),
        statement: None,
        sums: Vec::new(),
        terms: Vec::new(),
        payment: None,
        notes: Vec::new(),
        closing: texts(&["Mit freundlichen Grüßen", "Mara Lindner"]),
        signatures: Vec::new(),
        stamp: None,
        labels: labels(Language::De),
        pictures: Vec::new(),
    }
}

fn house() -> Sender {
    Sender {
        name: "Lindner & Söhne".into(),
        claim: Some("Möbel und Innenausbau seit 1987".into()),
        return_line: "Lindner & Söhne GmbH · Werkstraße 8 · 04229 Leipzig".into(),
        columns: vec![
            texts(&["Lindner & Söhne GmbH", "Werkstraße 8", "04229 Leipzig", "Deutschland"]),
            texts(&[
                "Telefon 0341 90 98 70",
                "buero@lindner-soehne.example",
                "lindner-soehne.example",
            ]),
            texts(&["Sparkasse Leipzig", "DE02 8605 5592 1090 1234 56", "BIC WELADE8LXXX"]),
            texts(&[
                "Geschäftsführerin Mara Lindner",
                "Amtsgericht Leipzig HRB 12345",
                "USt-IdNr. DE123456789",
                "Steuernummer 231/115/12345",
            ]),
        ],
        ..Sender::default()
    }
}

pub fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub fn facts(facts: &[(&str, &str)]) -> Vec<Fact> {
    let fact = |(label, value): &(&str, &str)| Fact {
        label: (*label).to_owned(),
        value: (*value).to_owned(),
    };
    facts.iter().map(fact).collect()
}

pub fn sum(label: &str, amount: &str, weight: SumWeight) -> Sum {
    Sum { label: label.into(), amount: amount.into(), weight }
}

pub fn note(heading: Option<&str>, text: &str) -> Note {
    Note { heading: heading.map(str::to_owned), text: text.into() }
}

/// A position from number, title, description, quantity with unit, price, tax, amount, carried.
pub fn position(cells: &str) -> Position {
    let cells: Vec<String> = cells.split('|').map(|cell| cell.trim().to_owned()).collect();
    let [number, title, description, quantity, price, tax, amount, carried] =
        cells.try_into().expect("eight cells");
    let (quantity, unit) = quantity.split_once(' ').unwrap_or((&quantity, ""));
    Position {
        number,
        title,
        description,
        quantity: quantity.into(),
        unit: unit.into(),
        price,
        tax,
        amount,
        carried,
        ..Position::default()
    }
}

pub fn line(cells: &str) -> Line {
    Line::Position(Box::new(position(cells)))
}

pub fn group(number: &str, title: &str) -> Line {
    Line::Group { number: number.into(), title: title.into() }
}

pub fn subtotal(label: &str, amount: &str) -> Line {
    Line::Subtotal { label: label.into(), amount: amount.into() }
}
