//! Files that documents give out.

use catalog::Module;
use kernel::{Error, Instant, Value};
use paper::{Labels, Made};
use print::{Attachment, Metadata, Property, Relationship};
use records::kept::Keeping;
use records::{Behavior, Cx, Making, Output, Record};

use super::paper::{Printed, kind_of};
use super::parties::Parties;

/// What documents of every kind give out.
#[must_use]
pub fn behaviors() -> Vec<Behavior> {
    let papers = [
        "quote",
        "sales_order",
        "delivery_note",
        "invoice",
        "credit_note",
        "cancellation",
        "purchase_order",
    ];
    let electronic = ["invoice", "credit_note", "cancellation"];
    let papers = papers.map(|module| Behavior::of(module).output("document.pdf", pdf));
    let electronic = electronic.map(|module| Behavior::of(module).output("einvoice.xml", xml));
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
        let keeping =
            Keeping { output: "document.pdf", from, open: "draft", template: template_of };
        Behavior::of(module).kept(keeping)
    });
    // What is bought is printed with what it costs.
    let bought = Behavior::of("purchase_order");
    kept.into_iter().chain([bought.seen_with("document.pdf", ("product", "cost"))]).collect()
}

fn template_of(module: &str) -> String {
    kind_of(module).edition()
}

/// The paper of a document; with its electronic invoice within it once it was issued.
pub fn pdf<'a>(cx: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    Box::pin(async move {
        let value = |name: &str| record.value(module, name).clone();
        let parties = Parties::read(cx, value).await?.ok_or(Error::NotFound)?;
        let printed = Printed::new(cx, (module, record), &parties);
        let labels = Labels::of(cx.catalog.texts(), printed.words.language());
        let paper = printed.paper(labels);
        let made = made(record, (value("electronic").as_text(), value("issued_at")));
        let file = format!("{}.pdf", printed.title());
        // Drawing takes some fifty milliseconds of one core.
        let drawn = tokio::task::spawn_blocking(move || paper::pdf_in_any_case(&paper, &made));
        let drawn = drawn.await.map_err(|_| Error::internal("a paper was not drawn"))?;
        let drawn = drawn.map_err(|faults| Error::internal(format!("no paper: {faults:?}")))?;
        Ok(Output { file, bytes: drawn.pdf.bytes })
    })
}

/// The electronic invoice as it was issued.
pub fn xml<'a>(_: &'a Cx, module: &'a Module, record: &'a Record) -> Making<'a> {
    Box::pin(async move {
        let text = |name: &str| record.value(module, name).as_text().to_owned();
        let xml = Some(text("electronic")).filter(|xml| !xml.is_empty());
        let bytes = xml.ok_or_else(|| Error::conflict("not_issued"))?.into_bytes();
        let file = format!("{}.xml", text("number"));
        Ok(Output { file, bytes })
    })
}

fn made(record: &Record, (xml, issued_at): (&str, Value)) -> Made {
    let at = match issued_at {
        Value::Instant(at) => at,
        _ => Instant::from_millis(0),
    };
    let mut made = Made::at(at, &record.id.to_string());
    if xml.is_empty() {
        return made;
    }
    made.attachments.push(Attachment {
        name: "factur-x.xml".into(),
        mime: "text/xml".into(),
        bytes: xml.as_bytes().to_vec(),
        relationship: Relationship::Alternative,
        description: "Factur-X".into(),
        modified: at,
    });
    made.metadata = Some(factur_x(xml));
    made
}

/// What a hybrid says of its invoice (Factur-X 1.0, chapter 6).
fn factur_x(xml: &str) -> Metadata {
    let level = if xml.contains("xrechnung_3.0") { "XRECHNUNG" } else { "EN 16931" };
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
            property("DocumentFileName", "factur-x.xml", "The name of the embedded XML document"),
            property(
                "DocumentType",
                "INVOICE",
                "The type of the hybrid document in capital letters",
            ),
            property("Version", "1.0", "The version of the standard of the embedded document"),
            property("ConformanceLevel", level, "The conformance level of the embedded document"),
        ],
    }
}
