//! The paper of a dunning letter.

use catalog::Module;
use kernel::{Date, Decimal, Error, Instant, Line, Result, Value};
use paper::{
    Fact, Kind, Labels, Made, Note, Paper, Side, Statement, StatementColumn, Sum, SumWeight,
};
use records::{Behavior, Cx, Field, Making, Record};
use stationery::Sheet;

use super::made::company_of;
use super::paper::{Printed, paragraphs};
use super::parties::Parties;
use super::words::decimal;
use crate::dunning_letter::fields;
use crate::dunning_line::fields as cells;

/// The module of dunning letters.
pub(super) const MODULE: &str = "dunning_letter";

/// What dunning letters give out.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of(MODULE).output("document.pdf", pdf)
}

/// The letter on paper: as it was approved, or as it would be.
fn pdf<'a>(cx: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    Box::pin(async move {
        let paper = paper_of(cx, module, record).await?;
        let at = match record.value(module, fields::APPROVED_AT.name()) {
            Value::Instant(at) => *at,
            _ => Instant::from_millis(0),
        };
        let made = Made::at(at, &record.id.to_string());
        let file = format!("{}.pdf", paper.title);
        let company = company_of(module, record);
        stationery::draw(cx, Sheet { paper, made, file, company }).await
    })
}

/// What stands on the paper of a dunning letter.
pub(super) async fn paper_of(cx: &Cx, module: &Module, record: &Record) -> Result<Paper> {
    let value = |name: &str| record.value(module, name).clone();
    let is_draft = value(fields::STAGE.name()).as_text() == "draft";
    // What was kept of an approval that was taken back does not bind.
    let held = |name: &str| match name {
        "letterhead" if is_draft => Value::Empty,
        _ => value(name),
    };
    let parties = Parties::read(cx, held).await?.ok_or(Error::NotFound)?;
    let printed = Printed::new(cx, (module, record), &parties);
    let labels = Labels::of(cx.catalog.texts(), printed.words.language());
    Ok(Letter { printed: &printed, is_draft }.paper(labels))
}

/// A dunning letter that is printed.
struct Letter<'a> {
    printed: &'a Printed<'a>,
    is_draft: bool,
}

impl Letter<'_> {
    fn value(&self, name: &str) -> &Value {
        self.printed.record.value(self.printed.module, name)
    }

    fn text(&self, field: &Field<String>) -> Option<String> {
        let text = self.value(field.name()).as_text().trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn day(&self, field: &Field<Date>) -> Option<String> {
        match self.value(field.name()) {
            Value::Date(day) => Some(self.printed.words.day(*day)),
            _ => None,
        }
    }

    fn amount(&self, name: &str) -> Option<Decimal> {
        decimal(self.value(name)).filter(|amount| !amount.is_zero())
    }

    /// Its name with its number, such as "1. Mahnung MA-2026-00042".
    fn title(&self) -> String {
        let number = self.printed.record.value(self.printed.module, "number").as_text();
        let subject = self.text(&fields::SUBJECT).unwrap_or_default();
        format!("{subject} {number}").trim().to_owned()
    }

    fn paper(&self, labels: Labels) -> Paper {
        let words = &self.printed.words;
        let opening = self.text(&fields::OPENING);
        let opening = opening.unwrap_or_else(|| words.text("letter.opening.dunning_letter"));
        let total = decimal(self.value(fields::TOTAL.name())).unwrap_or_default();
        Paper {
            kind: Kind::DunningLetter,
            language: words.language().code().into(),
            title: self.title(),
            subtitle: None,
            sender: self.printed.sender(),
            recipient: self.printed.recipient(),
            facts: self.facts(),
            opening: paragraphs(&opening),
            lines: Vec::new(),
            statement: Some(self.statement()),
            sums: self.sums(),
            terms: self.terms(total),
            payment: self.printed.transfer(total),
            notes: self.notes(),
            closing: vec![words.text("letter.greeting"), self.printed.sender_name()],
            signatures: Vec::new(),
            stamp: self.is_draft.then(|| words.text("letter.draft")),
            labels,
            pictures: Vec::new(),
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let number = self.value("number").as_text().to_owned();
        let all = [
            ("number", Some(number).filter(|number| !number.is_empty())),
            ("date", self.day(&fields::LETTER_DATE)),
            ("customer", self.printed.parties.account.text("number")),
        ];
        let words = &self.printed.words;
        let fact = |(key, value): (&str, Option<String>)| {
            Some(Fact { label: words.text(&format!("letter.fact.{key}")), value: value? })
        };
        all.into_iter().filter_map(fact).collect()
    }

    fn statement(&self) -> Statement {
        let words = &self.printed.words;
        let column = |(key, side): (&str, Side)| StatementColumn {
            label: words.text(&format!("letter.claim.{key}")),
            side,
        };
        let columns = [
            ("invoice", Side::Wide),
            ("date", Side::Left),
            ("due_on", Side::Left),
            ("days_late", Side::Right),
            ("total", Side::Right),
            ("open", Side::Right),
        ];
        let rows = self.value(fields::LINES.name()).lines().iter().map(|line| self.row(line));
        Statement { columns: columns.into_iter().map(column).collect(), rows: rows.collect() }
    }

    fn row(&self, line: &Line) -> Vec<String> {
        let words = &self.printed.words;
        let day = |cell: &Field<Date>| cell.of(line).map(|day| words.day(day)).unwrap_or_default();
        let amount = |cell: &Field<Decimal>| words.amount(cell.of(line).unwrap_or_default());
        vec![
            cells::NUMBER.of(line).unwrap_or_default(),
            day(&cells::INVOICE_DATE),
            day(&cells::DUE_ON),
            words.number(cells::DAYS_LATE.of(line).unwrap_or_default()),
            amount(&cells::TOTAL),
            amount(&cells::OPEN),
        ]
    }

    fn sums(&self) -> Vec<Sum> {
        let words = &self.printed.words;
        let sum = |label: String, amount: Decimal, weight: SumWeight| Sum {
            label,
            amount: words.money(amount),
            weight,
        };
        let parts = [
            ("open", fields::OPEN_TOTAL.name()),
            ("interest", fields::INTEREST_TOTAL.name()),
            ("flat_sum", fields::FLAT_TOTAL.name()),
            ("fee", fields::FEE_TOTAL.name()),
        ];
        let parts = parts.into_iter().filter_map(|(key, name)| {
            let label = words.text(&format!("letter.dunned.{key}"));
            Some(sum(label, self.amount(name)?, SumWeight::Plain))
        });
        let total = decimal(self.value(fields::TOTAL.name())).unwrap_or_default();
        let total = sum(words.text("letter.dunned.total"), total, SumWeight::Total);
        parts.chain([total]).collect()
    }

    fn terms(&self, total: Decimal) -> Vec<Fact> {
        let words = &self.printed.words;
        let until = self.day(&fields::PAY_UNTIL).map(|day| Fact {
            label: words.fill("letter.dunned.until", &[("day", &day)]),
            value: words.money(total),
        });
        until.into_iter().collect()
    }

    /// How interest was reckoned, then the closing words.
    fn notes(&self) -> Vec<Note> {
        let note = |text: String| Note { heading: None, text };
        let all = [self.interest_note(), self.text(&fields::CLOSING)];
        all.into_iter().flatten().map(note).collect()
    }

    fn interest_note(&self) -> Option<String> {
        let words = &self.printed.words;
        let rate = decimal(self.value(fields::INTEREST_RATE.name()))?;
        self.amount(fields::INTEREST_TOTAL.name())?;
        let rate = words.percent(rate);
        let base = decimal(self.value(fields::BASE_RATE.name()));
        Some(match base.zip(self.day(&fields::BASE_RATE_FROM)) {
            Some((base, from)) => {
                let with = [("rate", rate.as_str()), ("base", &words.percent(base))];
                let with = [with[0], with[1], ("from", &from)];
                words.fill("letter.dunned.rate_above_base", &with)
            }
            None => words.fill("letter.dunned.rate", &[("rate", &rate)]),
        })
    }
}
