//! Files that documents give out.

use catalog::Module;
use einvoice::{Profile, Syntax};
use kernel::{Error, Instant, Link, Result, Value};
use paper::{Labels, Made, Paper};
use print::{Attachment, Metadata, Property, Relationship};
use records::kept::Keeping;
use records::{Behavior, Cx, Make, Making, Record};
use stationery::Sheet;

use super::paper::Printed;
use super::parties::Parties;
use crate::electronic::form::{self, Embedded};

/// Documents that are made of positions and have a paper.
pub(super) const PAPERS: [&str; 7] = [
    "quote",
    "sales_order",
    "delivery_note",
    "invoice",
    "credit_note",
    "cancellation",
    "purchase_order",
];

/// What documents of every kind give out.
#[must_use]
pub fn behaviors() -> Vec<Behavior> {
    let electronic = ["invoice", "credit_note", "cancellation"];
    let papers = PAPERS.map(|module| Behavior::of(module).output(form::PAPER, pdf));
    let electronic = electronic.map(|module| {
        let hybrids: [(&str, Make); 4] = [
            ("basic", basic),
            ("en16931", en16931),
            ("extended", extended),
            ("xrechnung", xrechnung),
        ];
        let behavior = Behavior::of(module).output(form::XML, xml);
        let behavior = behavior.form(form::xml_in("ubl"), ubl).form(form::xml_in("cii"), cii);
        hybrids.into_iter().fold(behavior, |behavior, (profile, make)| {
            behavior.form(form::hybrid_in(profile), make)
        })
    });
    papers.into_iter().chain(electronic).chain(kept()).collect()
}

/// Which papers are made once and kept (§ 147 AO, § 14b UStG): from which stages on.
fn kept() -> Vec<Behavior> {
    let issued: &[&str] = &["issued", "partly_paid", "paid", "cancelled"];
    let all = [
        ("invoice", issued),
        ("credit_note", issued),
        ("cancellation", issued),
        ("delivery_note", &["delivered", "cancelled"]),
        ("purchase_order", &["ordered", "partly_received", "received"]),
        ("dunning_letter", &["approved", "sent"]),
    ];
    let kept = all.map(|(module, from)| {
        let keeping = Keeping { output: form::PAPER, from, open: "draft" };
        Behavior::of(module).kept(keeping)
    });
    // What is bought is printed with what it costs.
    let bought = Behavior::of("purchase_order");
    kept.into_iter().chain([bought.seen_with(form::PAPER, ("product", "cost"))]).collect()
}

/// The paper of a document; with its electronic invoice within it once it was issued.
pub fn pdf<'a>(cx: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    drawn(cx, (module, record), None)
}

fn basic<'a>(cx: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    drawn(cx, (module, record), Some(Profile::Basic))
}

fn en16931<'a>(cx: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    drawn(cx, (module, record), Some(Profile::En16931))
}

fn extended<'a>(cx: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    drawn(cx, (module, record), Some(Profile::Extended))
}

fn xrechnung<'a>(cx: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    drawn(cx, (module, record), Some(Profile::XRechnung))
}

fn drawn<'a>(
    cx: &'a Cx,
    (module, record): (&'a Module, &'a Record),
    profile: Option<Profile>,
) -> Making<'a> {
    Box::pin(async move {
        let value = |name: &str| record.value(module, name).clone();
        let paper = paper_of(cx, module, record).await?;
        let made = made(record, form::embedded(module, record, profile)?, &value("issued_at"));
        let file = format!("{}.pdf", paper.title);
        let company = company_of(module, record);
        stationery::draw(cx, Sheet { paper, made, file, company }).await
    })
}

/// What stands on the paper of a document.
pub(super) async fn paper_of(cx: &Cx, module: &Module, record: &Record) -> Result<Paper> {
    let value = |name: &str| record.value(module, name).clone();
    let parties = Parties::read(cx, value).await?.ok_or(Error::NotFound)?;
    let printed = Printed::new(cx, (module, record), &parties);
    let labels = Labels::of(cx.catalog.texts(), printed.words.language());
    Ok(printed.paper(labels))
}

/// In the name of which company a document is written.
#[must_use]
pub fn company_of(module: &Module, record: &Record) -> Option<Link> {
    match record.value(module, "company") {
        Value::Link(link) => Some(link.clone()),
        _ => None,
    }
}

/// The electronic invoice as it was issued.
pub fn xml<'a>(_: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    Box::pin(async move { form::in_syntax(module, record, None) })
}

fn ubl<'a>(_: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    Box::pin(async move { form::in_syntax(module, record, Some(Syntax::Ubl)) })
}

fn cii<'a>(_: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    Box::pin(async move { form::in_syntax(module, record, Some(Syntax::Cii)) })
}

fn made(record: &Record, embedded: Option<Embedded>, issued_at: &Value) -> Made {
    let at = match issued_at {
        Value::Instant(at) => *at,
        _ => Instant::from_millis(0),
    };
    let mut made = Made::at(at, &record.id.to_string());
    let Some(embedded) = embedded else { return made };
    made.metadata = Some(factur_x(&embedded));
    made.attachments.push(Attachment {
        name: embedded.name.into(),
        mime: "text/xml".into(),
        bytes: embedded.xml.into_bytes(),
        relationship: Relationship::Alternative,
        description: "Factur-X".into(),
        modified: at,
    });
    made
}

/// What a hybrid says of its invoice (Factur-X 1.0, chapter 6).
fn factur_x(embedded: &Embedded) -> Metadata {
    let property = |name: &str, value: &str, description: &str| Property {
        name: name.into(),
        value: value.into(),
        description: description.into(),
    };
    Metadata {
        namespace: "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#".into(),
        prefix: "fx".into(),
        schema: "Factur-X PDFA Extension Schema".into(),
        properties: vec![
            property("DocumentFileName", embedded.name, "The name of the embedded XML document"),
            property(
                "DocumentType",
                "INVOICE",
                "The type of the hybrid document in capital letters",
            ),
            property("Version", "1.0", "The version of the standard of the embedded document"),
            property(
                "ConformanceLevel",
                embedded.level,
                "The conformance level of the embedded document",
            ),
        ],
    }
}
