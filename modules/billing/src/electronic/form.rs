//! In which form an electronic invoice is written, and how one that is kept becomes another.

use catalog::Module;
use einvoice::{Profile, Severity, Syntax};
use kernel::{Error, Result};
use records::files::Form;
use records::{Output, Record};

/// What records of billing give out as XML.
pub const XML: &str = "einvoice.xml";
/// What they give out on paper.
pub const PAPER: &str = "document.pdf";

/// The field that says in which form a document is written.
pub const FIELD: &str = "invoice_form";

/// Forms that a customer can wish for, by their codes in the pick list `invoice_form`.
const WISHES: [(&str, Profile, Syntax); 7] = [
    (ZUGFERD, Profile::En16931, Syntax::Cii),
    ("zugferd_basic", Profile::Basic, Syntax::Cii),
    ("zugferd_extended", Profile::Extended, Syntax::Cii),
    (XRECHNUNG, Profile::XRechnung, Syntax::Cii),
    ("xrechnung_ubl", Profile::XRechnung, Syntax::Ubl),
    ("en16931_ubl", Profile::En16931, Syntax::Ubl),
    ("peppol", Profile::Peppol, Syntax::Ubl),
];

const ZUGFERD: &str = "zugferd";
const XRECHNUNG: &str = "xrechnung";

/// The form of a code; without one, authorities that are known by a route get an XRechnung, and
/// everybody else a hybrid that a person can read.
#[must_use]
pub fn wished(code: &str, buyer_reference: &str) -> (&'static str, Profile, Syntax) {
    let usual = if einvoice::is_leitweg(buyer_reference) { XRECHNUNG } else { ZUGFERD };
    let of = |code: &str| WISHES.into_iter().find(|(known, ..)| *known == code);
    of(code).or(of(usual)).unwrap_or((ZUGFERD, Profile::En16931, Syntax::Cii))
}

/// A syntax in which the XML can be asked for.
#[must_use]
pub const fn xml_in(value: &'static str) -> Form {
    Form { output: XML, parameter: "syntax", value }
}

/// A profile in which a hybrid can be asked for.
#[must_use]
pub const fn hybrid_in(value: &'static str) -> Form {
    Form { output: PAPER, parameter: "profile", value }
}

/// The XML that was issued, as bytes of a syntax; the issued bytes when it is written in that one.
///
/// # Errors
/// `Conflict` `not_issued`; `not_in_this_form` when the profile is not written so.
pub fn in_syntax(module: &Module, record: &Record, syntax: Option<Syntax>) -> Result<Output> {
    let kept = kept(module, record).ok_or_else(|| Error::conflict("not_issued"))?;
    let file = format!("{}.xml", record.value(module, "number").as_text());
    let Some(syntax) = syntax else { return Ok(Output::of(file, kept.into_bytes())) };
    let read = read(&kept)?;
    if read.syntax == syntax {
        return Ok(Output::of(file, kept.into_bytes()));
    }
    let profile = read.profile().unwrap_or(Profile::En16931);
    let bytes = einvoice::write(&read.invoice, profile, syntax);
    let bytes = bytes.map_err(|_| Error::conflict("not_in_this_form"))?;
    Ok(Output::of(file, bytes))
}

/// XML that lies in a PDF, and what it conforms to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// Its name in the file (Factur-X 1.0, ZUGFeRD 2.3).
    pub name: &'static str,
    /// The XML.
    pub xml: String,
    /// The conformance level that the file states.
    pub level: &'static str,
}

/// What the paper of a document carries within it: the issued XML where that is a profile of
/// Factur-X, or what it says in the profile that is asked for.
///
/// # Errors
/// `Conflict` `not_issued` when a profile is asked for; `not_in_this_form` when the document says
/// too little for it.
pub fn embedded(
    module: &Module,
    record: &Record,
    profile: Option<Profile>,
) -> Result<Option<Embedded>> {
    let Some(kept) = kept(module, record) else {
        return profile.map_or(Ok(None), |_| Err(Error::conflict("not_issued")));
    };
    let read = read(&kept)?;
    let own = read.profile().unwrap_or(Profile::En16931);
    let profile = match profile {
        // Whoever wished for UBL gets the paper beside it, and no second original within.
        None if read.syntax == Syntax::Ubl => return Ok(None),
        None => own,
        Some(profile) => profile,
    };
    let xml = match (read.syntax, profile == own) {
        (Syntax::Cii, true) => kept,
        _ => written_in(&read.invoice, profile)?,
    };
    let level = profile.conformance_level();
    let name = if profile.is_german() { "xrechnung.xml" } else { "factur-x.xml" };
    Ok(level.map(|level| Embedded { name, xml, level }))
}

fn written_in(invoice: &einvoice::Invoice, profile: Profile) -> Result<String> {
    let not_so = || Error::conflict("not_in_this_form");
    let fatal = einvoice::check(invoice, profile);
    if fatal.iter().any(|finding| finding.severity == Severity::Fatal) {
        return Err(not_so());
    }
    let bytes = einvoice::write(invoice, profile, Syntax::Cii).map_err(|_| not_so())?;
    String::from_utf8(bytes).map_err(|_| Error::internal("XML is UTF-8"))
}

fn read(xml: &str) -> Result<einvoice::Read> {
    let read = einvoice::read(xml.as_bytes());
    read.map_err(|refused| Error::internal(format!("what was issued is not read: {refused:?}")))
}

fn kept(module: &Module, record: &Record) -> Option<String> {
    let text = record.value(module, "electronic").as_text();
    (!text.is_empty()).then(|| text.to_owned())
}
