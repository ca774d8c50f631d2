//! What stands on the paper of a document.

use banking::identifier::Iban;
use banking::payload::GiroCode;
use catalog::Module;
use goods::position::fields;
use kernel::{Date, Decimal, Line, Value};
use paper::{Code, Fact, Kind, Labels, Note, Paper, Payment, Position, Recipient, Sender, Weight};
use records::{Cx, Record};

use super::parties::Parties;
use super::words::{Words, decimal};
use crate::delivery_line::fields as delivery_line;

/// A document that is printed.
pub struct Printed<'a> {
    /// Its module.
    pub module: &'a Module,
    /// The document.
    pub record: &'a Record,
    /// Who writes it and whom it is for.
    pub parties: &'a Parties,
    /// Its words and formats.
    pub words: Words<'a>,
}

/// The kind of paper that documents of a module are.
pub(super) fn kind_of(module: &str) -> Kind {
    match module {
        "quote" => Kind::Quote,
        "sales_order" => Kind::OrderConfirmation,
        "delivery_note" => Kind::DeliveryNote,
        "credit_note" => Kind::CreditNote,
        "cancellation" => Kind::Cancellation,
        "purchase_order" => Kind::PurchaseOrder,
        "dunning_letter" => Kind::DunningLetter,
        _ => Kind::Invoice,
    }
}

impl<'a> Printed<'a> {
    /// A document in its own language.
    #[must_use]
    pub fn new(
        cx: &'a Cx,
        (module, record): (&'a Module, &'a Record),
        parties: &'a Parties,
    ) -> Self {
        let code = |name: &str| record.value(module, name).as_text().to_owned();
        let words = Words::new(cx, &code("language"), &code("currency"));
        Printed { module, record, parties, words }
    }

    pub(crate) fn value(&self, name: &str) -> &Value {
        self.record.value(self.module, name)
    }

    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let text = self.value(name).as_text().trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    pub(crate) fn date(&self, name: &str) -> Option<Date> {
        if let Value::Date(day) = self.value(name) { Some(*day) } else { None }
    }

    pub(super) fn amount(&self, name: &str) -> Option<Decimal> {
        decimal(self.value(name)).filter(|amount| !amount.is_zero())
    }

    pub(crate) fn kind(&self) -> Kind {
        kind_of(&self.module.code)
    }

    /// Its name with its number, such as "Rechnung RE-2026-00042".
    #[must_use]
    pub fn title(&self) -> String {
        let kind = self.text("kind").filter(|kind| kind != "standard");
        let name =
            self.words.text(&format!("letter.title.{}", kind.unwrap_or(self.kind().code().into())));
        match self.text("number") {
            Some(number) => format!("{name} {number}"),
            None => name,
        }
    }

    /// The paper.
    #[must_use]
    pub fn paper(&self, labels: Labels) -> Paper {
        let words = &self.words;
        let kind = self.kind();
        let is_draft = self.text("stage").as_deref() == Some("draft");
        let opening = self
            .text("opening")
            .unwrap_or_else(|| words.text(&format!("letter.opening.{}", kind.code())));
        let closing = self.text("closing");
        Paper {
            kind,
            language: words.language().code().into(),
            title: self.title(),
            subtitle: self.text("subject"),
            sender: self.sender(),
            recipient: self.recipient(),
            facts: self.facts(),
            opening: paragraphs(&opening),
            lines: self.lines(),
            statement: None,
            sums: if kind == Kind::DeliveryNote { Vec::new() } else { self.sums() },
            terms: self.terms(),
            payment: self.payment(),
            notes: self.notes(closing),
            closing: vec![words.text("letter.greeting"), self.sender_name()],
            signatures: (kind == Kind::DeliveryNote)
                .then(|| words.text("letter.received"))
                .into_iter()
                .collect(),
            stamp: is_draft.then(|| words.text("letter.draft")),
            labels,
            pictures: Vec::new(),
        }
    }

    /// Who signs for the company.
    #[must_use]
    pub fn sender_name(&self) -> String {
        let company = &self.parties.company;
        company.text("contact_name").or(company.text("name")).unwrap_or_default()
    }

    /// The company that writes.
    #[must_use]
    pub fn sender(&self) -> Sender {
        let (company, words) = (&self.parties.company, &self.words);
        let name = company.text("name").unwrap_or_default();
        let home = company.text("country").unwrap_or_default();
        let address = words.address(company.address(), &home);
        let named = |key: &str, name: &str| {
            company.text(name).map(|text| words.fill(key, &[("text", &text)]))
        };
        let columns = vec![
            std::iter::once(name.clone()).chain(address.iter().take(3).cloned()).collect(),
            [named("letter.phone", "phone"), company.text("email"), company.text("website")]
                .into_iter()
                .flatten()
                .collect(),
            [company.text("bank"), company.text("iban").map(grouped), named("letter.bic", "bic")]
                .into_iter()
                .flatten()
                .collect(),
            [
                named("letter.managers", "managers"),
                company
                    .text("register_court")
                    .zip(company.text("register_number"))
                    .map(|(court, number)| format!("{court} {number}")),
                named("letter.vat_id", "vat_id"),
                named("letter.tax_number", "tax_number"),
            ]
            .into_iter()
            .flatten()
            .collect(),
        ];
        let return_line =
            std::iter::once(name.clone()).chain(address).collect::<Vec<_>>().join(" · ");
        Sender { name, return_line, columns, ..Sender::default() }
    }

    /// Whom it is for, as it stands in the window of an envelope.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        let home = self.parties.company.text("country").unwrap_or_default();
        let mut lines = vec![self.parties.account.text("name").unwrap_or_default()];
        let person = self.parties.contact.as_ref().and_then(|contact| {
            let name = [contact.text("first_name"), contact.text("last_name")];
            let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
            (!name.is_empty()).then_some(name)
        });
        lines.extend(person);
        lines.extend(self.words.address(&self.parties.recipient, &home));
        lines.truncate(9);
        Recipient { remark: None, lines }
    }

    fn facts(&self) -> Vec<Fact> {
        let words = &self.words;
        let day = |name: &str| self.date(name).map(|day| words.day(day));
        let supplied = match (self.date("supply_from"), self.date("supply_until")) {
            (Some(from), Some(until)) if from != until => {
                Some(format!("{} – {}", words.day(from), words.day(until)))
            }
            (from, until) => from.or(until).map(|day| words.day(day)),
        };
        let (party, is_bought) = (&self.parties.account, self.kind() == Kind::PurchaseOrder);
        let ours = party.text("customer_number").filter(|_| is_bought);
        let theirs = party.text("number").filter(|_| !is_bought);
        let all = [
            ("number", self.text("number")),
            ("date", day("invoice_date").or(day("quote_date")).or(day("order_date"))),
            ("supplied", supplied),
            ("valid_until", day("valid_until")),
            ("deliver_on", day("deliver_on")),
            ("delivered_on", day("delivered_on")),
            ("carrier", self.text("carrier")),
            ("tracking", self.text("tracking")),
            ("customer", theirs),
            ("our_number", ours),
            ("vendor_reference", self.text("vendor_reference")),
            ("order", self.text("order_reference")),
            ("reference", self.text("buyer_reference")),
        ];
        let fact = |(key, value): (&str, Option<String>)| {
            Some(Fact { label: words.text(&format!("letter.fact.{key}")), value: value? })
        };
        all.into_iter().filter_map(fact).collect()
    }

    fn lines(&self) -> Vec<paper::Line> {
        let lines = self.value("lines").lines();
        let numbers = goods::position::numbers(self.module, lines);
        let mut carried = Decimal::ZERO;
        let mut all = Vec::new();
        let is_shown = |line: &Line| {
            line.kind != "component" || delivery_line::IS_SHOWN.of(line) == Some(true)
        };
        for (line, number) in lines.iter().zip(&numbers).filter(|(line, _)| is_shown(line)) {
            let is_counted = line.kind == "item" && line.cell(fields::ROLE.name()).is_empty();
            if is_counted {
                carried += fields::NET.of(line).unwrap_or_default();
            }
            all.push(self.line(line, number, carried));
            let discount = fields::DISCOUNT.of(line).filter(|share| !share.is_zero());
            if let Some(share) = discount.filter(|_| line.kind == "group") {
                let label = self
                    .words
                    .fill("letter.group_discount", &[("rate", &self.words.percent(share))]);
                all.push(paper::Line::Text(label));
            }
        }
        all
    }

    fn line(&self, line: &Line, number: &str, carried: Decimal) -> paper::Line {
        let words = &self.words;
        let text = |field: &records::Field<String>| field.of(line).unwrap_or_default();
        let net = fields::NET.of(line).unwrap_or_default();
        match line.kind.as_str() {
            "group" => paper::Line::Group { number: number.into(), title: text(&fields::NAME) },
            "text" => paper::Line::Text(text(&fields::DESCRIPTION)),
            "component" => {
                let quantity = fields::QUANTITY.of(line).unwrap_or_default();
                paper::Line::Text(format!("{} × {}", words.number(quantity), text(&fields::NAME)))
            }
            "subtotal" => {
                let label = Some(text(&fields::NAME)).filter(|name| !name.is_empty());
                let label = label.unwrap_or_else(|| words.text("letter.subtotal"));
                paper::Line::Subtotal { label, amount: words.amount(net) }
            }
            _ => paper::Line::Position(Box::new(Position {
                number: number.into(),
                title: text(&fields::NAME),
                description: self.described(line),
                quantity: words.number(fields::QUANTITY.of(line).unwrap_or_default()),
                unit: words.choice("unit", &text(&fields::UNIT)),
                price: words.amount(fields::UNIT_PRICE.of(line).unwrap_or_default()),
                discount: fields::DISCOUNT
                    .of(line)
                    .map(|share| words.percent(share))
                    .unwrap_or_default(),
                tax: fields::TAX_RATE.of(line).map(|rate| words.percent(rate)).unwrap_or_default(),
                amount: words.amount(net),
                weight: match text(&fields::ROLE).as_str() {
                    "optional" => Weight::Optional,
                    "alternative" => Weight::Alternative,
                    _ => Weight::Counted,
                },
                carried: words.amount(carried),
            })),
        }
    }

    fn payment(&self) -> Option<Payment> {
        let total = decimal(self.value("total")).unwrap_or_default();
        let is_owed = self.kind() == Kind::Invoice && Decimal::ZERO < total;
        if self.is_collected() {
            return self.collected_from();
        }
        self.transfer(total).filter(|_| is_owed)
    }

    /// How an amount is transferred under the number of the document.
    pub(super) fn transfer(&self, amount: Decimal) -> Option<Payment> {
        let (company, words) = (&self.parties.company, &self.words);
        let (iban, number) = (company.text("iban")?, self.text("number")?);
        let name = company.text("name").unwrap_or_default();
        let fact = |key: &str, value: Option<String>| {
            Some(Fact { label: words.text(&format!("letter.fact.{key}")), value: value? })
        };
        let printed = grouped(iban.clone());
        let facts = [
            fact("payee", Some(name.clone())),
            fact("iban", Some(printed)),
            fact("bic", company.text("bic")),
            fact("purpose", Some(number.clone())),
        ];
        let facts: Vec<Fact> = facts.into_iter().flatten().collect();
        let code = GiroCode {
            name,
            iban,
            bic: company.text("bic").unwrap_or_default(),
            amount: Some(amount),
            purpose_code: String::new(),
            reference: String::new(),
            text: number,
            note: String::new(),
        };
        // What the code cannot say, such as another currency, is said by the facts alone.
        let payload = code.payload().ok().filter(|_| words.currency == kernel::Currency::EUR);
        Some(match payload {
            Some(payload) => {
                Payment::Code(Code { payload, caption: words.text("letter.giro_code"), facts })
            }
            None => Payment::Bank(facts),
        })
    }

    /// What is said of a position; suppliers find theirs by their own number.
    fn described(&self, line: &Line) -> String {
        let theirs = line.cell(goods::purchase_line::fields::VENDOR_CODE.name()).as_text();
        let theirs = (!theirs.is_empty())
            .then(|| self.words.fill("letter.vendor_code", &[("code", theirs)]));
        let description = fields::DESCRIPTION.of(line).filter(|text| !text.is_empty());
        let numbers = crate::delivery_line::serial_numbers(line);
        let numbers = (!numbers.is_empty())
            .then(|| self.words.fill("letter.serial_numbers", &[("numbers", &numbers.join(", "))]));
        let parts = theirs.into_iter().chain(description).chain(numbers);
        parts.collect::<Vec<_>>().join("\n")
    }

    fn notes(&self, closing: Option<String>) -> Vec<Note> {
        let case = self.text("tax_case").filter(|case| case != "domestic");
        // Why no tax is charged is said by whoever charges it.
        let case = case.filter(|_| self.kind() != Kind::PurchaseOrder);
        let case = case.map(|case| self.words.text(&format!("letter.tax_case.{case}")));
        let note = |text: String| Note { heading: None, text };
        let texts = case.into_iter().chain(closing).map(note);
        self.place().into_iter().chain(self.announced()).chain(texts).collect()
    }

    /// Where what is bought is to come, when it is said.
    fn place(&self) -> Option<Note> {
        let Value::Address(address) = self.value("deliver_to") else { return None };
        let home = self.parties.company.text("country").unwrap_or_default();
        let text = self.words.address(address, &home).join("\n");
        let heading = Some(self.words.text("letter.deliver_to"));
        (!text.is_empty()).then_some(Note { heading, text })
    }
}

pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// An IBAN in groups of four, as people read it.
pub(crate) fn grouped(iban: String) -> String {
    Iban::parse(&iban).map(|iban| iban.printed()).unwrap_or(iban)
}
