//! The paper on which a mandate is signed.

use banking::identifier::Iban;
use billing::output::{Parties, Printed, Words, company_of};
use catalog::Module;
use kernel::{Error, Instant, Result};
use paper::{Fact, Kind, Labels, Made, Note, Paper, Payment};
use records::behavior::{Ahead, Sketched};
use records::files::material;
use records::{Behavior, Cx, Draft, Making, Record};
use stationery::{On, Sheet};

use super::fields;

/// The name under which mandates give out their form.
pub(super) const PAPER: &str = "document.pdf";

/// Gives out the form: what the customer allows, with what is known of the account filled in.
pub fn pdf<'a>(cx: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    Box::pin(async move {
        let paper = paper_of(cx, module, record).await?;
        let file = format!("{}.pdf", paper.title);
        let made = Made::at(Instant::from_millis(0), &record.id.to_string());
        let company = company_of(module, record);
        stationery::draw(cx, Sheet { paper, made, file, company }).await
    })
}

/// What templates are drawn on.
#[must_use]
pub fn templates() -> Behavior {
    Behavior::of("pdf_template").sketch(sketch)
}

/// Draws a template on the mandate it names, or as documents do.
fn sketch<'a>(cx: &'a Cx, draft: &'a Draft) -> Ahead<'a, Sketched> {
    Box::pin(async move {
        let named = draft.get(&stationery::pdf_template::fields::SAMPLE);
        let Some(link) = named.filter(|link| link.module == "mandate") else {
            return billing::output::sketch(cx, draft).await;
        };
        let on = match material(cx, (&link.module, link.id), PAPER).await {
            Ok(record) => {
                let module = cx.module(&link.module)?;
                On::Paper(Box::new(paper_of(cx, &module, &record).await?))
            }
            Err(Error::NotFound | Error::Forbidden { .. }) => On::Nothing,
            Err(error) => return Err(error),
        };
        stationery::sketch(cx, draft, on).await
    })
}

async fn paper_of(cx: &Cx, module: &Module, record: &Record) -> Result<Paper> {
    let value = |name: &str| record.value(module, name).clone();
    let mut parties = Parties::read(cx, value).await?.ok_or(Error::NotFound)?;
    parties.recipient = parties.account.address().clone();
    let printed = Printed::new(cx, (module, record), &parties);
    let form = Form { printed: &printed, words: &printed.words };
    Ok(form.paper(Labels::of(cx.catalog.texts(), printed.words.language())))
}

struct Form<'a> {
    printed: &'a Printed<'a>,
    words: &'a Words<'a>,
}

impl Form<'_> {
    fn text(&self, field: &records::Field<String>) -> Option<String> {
        let text = self.printed.record.value(self.printed.module, field.name()).as_text().trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn is_business(&self) -> bool {
        self.text(&fields::SCHEME).as_deref() == Some("b2b")
    }

    fn paper(&self, labels: Labels) -> Paper {
        let words = self.words;
        let scheme = if self.is_business() { "b2b" } else { "core" };
        let creditor = self.printed.parties.company.text("name").unwrap_or_default();
        let with = [("company", creditor.as_str())];
        // EPC016-06 and EPC222-07, annex VII and VI: what a mandate has to say in the language of
        // whoever gives it.
        let opening = words.fill("letter.mandate.allowed", &with);
        let note = |text: String| Note { heading: None, text };
        let notes = [format!("letter.mandate.refund_{scheme}"), "letter.mandate.announced".into()];
        let reference = self.text(&fields::REFERENCE).unwrap_or_default();
        let title = words.text(&format!("letter.mandate.title_{scheme}"));
        Paper {
            kind: Kind::Mandate,
            language: words.language().code().into(),
            title: format!("{title} {reference}").trim().to_owned(),
            subtitle: None,
            sender: self.printed.sender(),
            recipient: self.printed.recipient(),
            facts: self.facts(),
            opening: vec![opening],
            lines: Vec::new(),
            statement: None,
            sums: Vec::new(),
            terms: Vec::new(),
            payment: Some(Payment::Bank(self.account())),
            notes: notes.iter().map(|key| note(words.text(key))).collect(),
            closing: Vec::new(),
            signatures: vec![
                words.text("letter.mandate.place"),
                words.text("letter.mandate.signature"),
            ],
            stamp: None,
            labels,
            pictures: Vec::new(),
        }
    }

    fn fact(&self, key: &str, value: Option<String>) -> Option<Fact> {
        let label = self.words.text(&format!("letter.mandate.{key}"));
        Some(Fact { label, value: value? })
    }

    fn facts(&self) -> Vec<Fact> {
        let creditor_id = self.text(&fields::CREDITOR_ID);
        let creditor_id = creditor_id.or(self.printed.parties.company.text("creditor_id"));
        let all = [
            self.fact("reference", self.text(&fields::REFERENCE)),
            self.fact("creditor_id", creditor_id),
            self.fact("customer", self.printed.parties.account.text("number")),
        ];
        all.into_iter().flatten().collect()
    }

    fn account(&self) -> Vec<Fact> {
        let iban = self.text(&fields::IBAN);
        let iban = iban.map(|iban| Iban::parse(&iban).map(|iban| iban.printed()).unwrap_or(iban));
        let kind = self.text(&fields::KIND).map(|kind| self.words.choice("mandate_kind", &kind));
        let all = [
            self.fact("holder", self.text(&fields::HOLDER)),
            self.fact("iban", iban),
            self.fact("bic", self.text(&fields::BIC)),
            self.fact("kind", kind),
        ];
        all.into_iter().flatten().collect()
    }
}
