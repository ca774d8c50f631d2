//! A made-up paper of each kind, in German and English, to look at and to try templates on.

use kernel::{Language, Texts};
use paper::{
    Code, Fact, Kind, Labels, Line, Note, Paper, Payment, Position, Recipient, Sender, Side,
    Statement, StatementColumn, Sum, SumWeight, Weight,
};

/// Positions of a sample: enough to go over two sheets, so that what is carried over is seen.
const POSITIONS: i64 = 16;

/// The rate of tax of samples, in percent.
const RATE: i64 = 19;

/// What a telephone reads from the square of a sample (EPC069-12).
const GIRO: &str = "BCD\n002\n1\nSCT\n\nMuster GmbH\nDE89370400440532013000\nEUR1.00\n\n\nMuster";

/// A sample of a kind in a language.
#[must_use]
pub fn sample(texts: &Texts, kind: Kind, language: &str) -> Paper {
    let language = if language == "en" { Language::En } else { Language::De };
    Sample { texts, kind, language }.paper()
}

struct Sample<'t> {
    texts: &'t Texts,
    kind: Kind,
    language: Language,
}

impl Sample<'_> {
    fn paper(&self) -> Paper {
        let has_lines = !matches!(self.kind, Kind::DunningLetter | Kind::Mandate);
        let is_letter = self.kind == Kind::DunningLetter;
        let is_paid = matches!(self.kind, Kind::Invoice | Kind::DunningLetter | Kind::Mandate);
        Paper {
            kind: self.kind,
            language: self.language.code().into(),
            title: self.say(&format!("sample.title.{}", self.kind.code())),
            subtitle: has_lines.then(|| self.say("sample.subtitle")),
            sender: self.sender(),
            recipient: self.recipient(),
            facts: self.facts("sample.fact", &["number", "date", "customer", "contact"]),
            opening: vec![self.say("sample.salutation"), self.say("sample.opening")],
            lines: if has_lines { self.lines() } else { Vec::new() },
            statement: is_letter.then(|| self.statement()),
            sums: self.sums(),
            terms: if is_paid && has_lines { self.terms() } else { Vec::new() },
            payment: is_paid.then(|| self.payment()),
            notes: vec![Note {
                heading: Some(self.say("sample.note_heading")),
                text: self.say("sample.note"),
            }],
            closing: vec![self.say("sample.greeting"), self.say("sample.signed_by")],
            signatures: if self.is_signed() {
                vec![self.say("sample.place_and_day"), self.say("sample.signature")]
            } else {
                Vec::new()
            },
            stamp: None,
            labels: Labels::of(self.texts, self.language),
            pictures: Vec::new(),
        }
    }

    fn is_signed(&self) -> bool {
        matches!(self.kind, Kind::Quote | Kind::DeliveryNote | Kind::Mandate)
    }

    fn say(&self, key: &str) -> String {
        self.texts.get(self.language, key).to_owned()
    }

    fn facts(&self, table: &str, keys: &[&str]) -> Vec<Fact> {
        let fact = |key: &&str| Fact {
            label: self.say(&format!("{table}.{key}")),
            value: self.say(&format!("sample.value.{key}")),
        };
        keys.iter().map(fact).collect()
    }

    fn sender(&self) -> Sender {
        let columns = ["address", "contact", "bank", "register"];
        let column =
            |name| self.say(&format!("sample.column.{name}")).lines().map(str::to_owned).collect();
        Sender {
            name: self.say("sample.sender"),
            return_line: self.say("sample.return_line"),
            columns: columns.map(column).into(),
            ..Sender::default()
        }
    }

    fn recipient(&self) -> Recipient {
        let lines = self.say("sample.recipient");
        Recipient { remark: None, lines: lines.lines().map(str::to_owned).collect() }
    }

    fn lines(&self) -> Vec<Line> {
        let group = Line::Group { number: "1".into(), title: self.say("sample.group") };
        let positions = (1..=POSITIONS).map(|at| Line::Position(Box::new(self.position(at))));
        let label = self.say("sample.subtotal");
        let subtotal = Line::Subtotal { label, amount: self.amount(net()) };
        std::iter::once(group).chain(positions).chain([subtotal]).collect()
    }

    fn position(&self, at: i64) -> Position {
        let which = if at % 2 == 0 { "second" } else { "first" };
        Position {
            number: format!("1.{at}"),
            title: self.say(&format!("sample.position.{which}")),
            description: self.say(&format!("sample.description.{which}")),
            quantity: at.to_string(),
            unit: self.say("sample.unit"),
            price: self.amount(PRICE),
            discount: String::new(),
            tax: format!("{RATE} %"),
            amount: self.amount(at * PRICE),
            weight: Weight::Counted,
            carried: self.amount((1..=at).map(|n| n * PRICE).sum()),
        }
    }

    fn statement(&self) -> Statement {
        let columns = [("number", Side::Wide), ("date", Side::Left), ("amount", Side::Right)];
        let column =
            |(key, side)| StatementColumn { label: self.say(&format!("sample.fact.{key}")), side };
        let row = |at: i64| {
            vec![format!("RE-2026-000{at}"), self.say("sample.value.date"), self.amount(at * PRICE)]
        };
        Statement { columns: columns.map(column).into(), rows: (1..=3).map(row).collect() }
    }

    fn sums(&self) -> Vec<Sum> {
        let sum = |key: &str, cents: i64, weight| Sum {
            label: self.say(&format!("sample.sum.{key}")),
            amount: self.money(cents),
            weight,
        };
        match self.kind {
            Kind::DeliveryNote | Kind::Mandate => Vec::new(),
            Kind::DunningLetter => vec![sum("total", 6 * PRICE, SumWeight::Total)],
            Kind::Quote
            | Kind::OrderConfirmation
            | Kind::Invoice
            | Kind::CreditNote
            | Kind::Cancellation
            | Kind::PurchaseOrder => vec![
                sum("net", net(), SumWeight::Strong),
                sum("tax", net() * RATE / 100, SumWeight::Plain),
                sum("total", net() * (100 + RATE) / 100, SumWeight::Total),
            ],
        }
    }

    fn terms(&self) -> Vec<Fact> {
        let value = self.money(net() * (100 + RATE) / 100);
        vec![Fact { label: self.say("sample.term"), value }]
    }

    fn payment(&self) -> Payment {
        let facts = self.facts("sample.fact", &["payee", "iban", "purpose"]);
        if self.kind == Kind::Mandate {
            return Payment::Bank(facts);
        }
        Payment::Code(Code { payload: GIRO.into(), caption: self.say("sample.caption"), facts })
    }

    /// An amount of cents as it is written in the language.
    fn amount(&self, cents: i64) -> String {
        let (thousands, point) = match self.language {
            Language::De => ('.', ','),
            Language::En => (',', '.'),
        };
        let digits = (cents / 100).to_string();
        let mut whole = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                whole.push(thousands);
            }
            whole.push(digit);
        }
        format!("{whole}{point}{:02}", cents % 100)
    }

    fn money(&self, cents: i64) -> String {
        match self.language {
            Language::De => format!("{} €", self.amount(cents)),
            Language::En => format!("€{}", self.amount(cents)),
        }
    }
}

/// The price of one unit, in cents.
const PRICE: i64 = 12_550;

/// All positions together, in cents.
fn net() -> i64 {
    (1..=POSITIONS).map(|at| at * PRICE).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_say_something_everywhere_and_are_set_with_what_comes_along() {
        let catalog = crate::offer::catalog();
        let texts = catalog.texts();
        for kind in Kind::ALL {
            for language in ["de", "en"] {
                let paper = sample(texts, kind, language);
                assert!(!format!("{paper:?}").contains("sample."), "{paper:?}");
                let made = paper::Made::at(kernel::Instant::from_millis(0), "sample");
                paper::pdf(&paper, &made).unwrap();
            }
        }
        assert_eq!(sample(texts, Kind::Quote, "de").sums[0].amount, "17.068,00 €");
        assert_eq!(sample(texts, Kind::Quote, "en").sums[0].amount, "€17,068.00");
    }
}
