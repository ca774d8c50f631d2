//! Codes stand in the lists that the norm binds: BR-CL.

use super::finding::{Findings, Place, Severity, is_blank};
use crate::codes::{
    ADDRESSES, ALLOWANCES, CHARGES, CLASSIFICATIONS, COUNTRIES, CURRENCIES, EXEMPTIONS, KINDS,
    MEANS, REFERENCES, SCHEMES, SUBJECTS, UNITS, has,
};
use crate::model::{Identifier, Invoice, Line, Party, Sign};
use crate::profile::Profile;

/// Judges all codes of a document.
pub fn judge(found: &mut Findings, invoice: &Invoice, profile: Profile) {
    let mut codes = Codes { found, profile };
    head(&mut codes, invoice);
    for party in [&invoice.seller, &invoice.buyer] {
        self::party(&mut codes, party);
    }
    countries(&mut codes, invoice);
    for (n, line) in invoice.lines.iter().enumerate() {
        self::line(&mut codes, line, n);
    }
}

/// A rule about a code: its name, the list and the terms.
type Listed = (&'static str, &'static str, &'static [&'static str]);

struct Codes<'a> {
    found: &'a mut Findings,
    profile: Profile,
}

impl Codes<'_> {
    fn take(&mut self, place: Place, code: Option<&str>, (rule, list, terms): Listed) {
        let Some(code) = code.filter(|code| !is_blank(code)) else { return };
        let severity = severity(rule, self.profile);
        self.found.about(severity, place, (!has(list, code), rule, terms), code);
    }
}

// KoSIT weighs some lists less, because newer codes are in use than the norm knows.
fn severity(rule: &str, profile: Profile) -> Severity {
    match (profile, rule) {
        (Profile::XRechnungExtension, "BR-CL-23") => Severity::Warning,
        (
            Profile::XRechnungExtension,
            "BR-CL-10" | "BR-CL-11" | "BR-CL-21" | "BR-CL-24" | "BR-CL-25" | "BR-CL-26",
        ) => Severity::Information,
        (Profile::XRechnungCleanVehicles, "BR-CL-13") => Severity::Information,
        (Profile::XRechnung | Profile::XRechnungCleanVehicles, "BR-CL-21" | "BR-CL-23") => {
            Severity::Warning
        }
        (
            Profile::Basic
            | Profile::En16931
            | Profile::Extended
            | Profile::XRechnung
            | Profile::XRechnungExtension
            | Profile::XRechnungCleanVehicles
            | Profile::Peppol,
            _,
        ) => Severity::Fatal,
    }
}

fn head(codes: &mut Codes<'_>, invoice: &Invoice) {
    let whole = Place::Document;
    codes.take(whole, Some(invoice.kind.code()), ("BR-CL-01", KINDS, &["BT-3"]));
    codes.take(whole, Some(invoice.currency.code()), ("BR-CL-04", CURRENCIES, &["BT-5"]));
    let other = invoice.vat_currency.map(|vat| vat.currency);
    let other = other.as_ref().map(kernel::Currency::code);
    codes.take(whole, other, ("BR-CL-05", CURRENCIES, &["BT-6"]));
    codes.take(whole, scheme(invoice.object.as_ref()), ("BR-CL-07", REFERENCES, &["BT-18"]));
    for (n, note) in invoice.notes.iter().enumerate() {
        let subject = note.subject.as_deref();
        codes.take(Place::Note(n), subject, ("BR-CL-08", SUBJECTS, &["BT-21"]));
    }
    let means = invoice.payment.as_ref().map(|payment| payment.means.as_str());
    codes.take(whole, means, ("BR-CL-16", MEANS, &["BT-81"]));
    for (n, one) in invoice.adjustments.iter().enumerate() {
        reason(codes, Place::Adjustment(n), one.sign, one.reason_code.as_deref());
    }
    for exemption in &invoice.exemptions {
        let code = exemption.code.as_deref().map(str::to_uppercase);
        codes.take(whole, code.as_deref(), ("BR-CL-22", EXEMPTIONS, &["BT-121"]));
    }
    for (n, attachment) in invoice.attachments.iter().enumerate() {
        let kind = attachment.file.as_ref().map(|file| file.media_type.as_str());
        let rule = ("BR-CL-24", media_types(codes.profile), &["BT-125"][..]);
        codes.take(Place::Attachment(n), kind, rule);
    }
}

/// Media types that a file may have (BR-CL-24); the extension allows one more (BR-DEX-01).
fn media_types(profile: Profile) -> &'static str {
    match profile {
        Profile::XRechnungExtension => concat!(
            "application/pdf image/png image/jpeg text/csv ",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet ",
            "application/vnd.oasis.opendocument.spreadsheet application/xml"
        ),
        Profile::Basic
        | Profile::En16931
        | Profile::Extended
        | Profile::XRechnung
        | Profile::XRechnungCleanVehicles
        | Profile::Peppol => concat!(
            "application/pdf image/png image/jpeg text/csv ",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet ",
            "application/vnd.oasis.opendocument.spreadsheet"
        ),
    }
}

fn scheme(id: Option<&Identifier>) -> Option<&str> {
    id?.scheme.as_deref()
}

fn party(codes: &mut Codes<'_>, party: &Party) {
    for id in &party.identifiers {
        let rule = ("BR-CL-10", SCHEMES, &["BT-29", "BT-46"][..]);
        codes.take(Place::Document, scheme(Some(id)), rule);
    }
    let rule = ("BR-CL-11", SCHEMES, &["BT-30", "BT-47"][..]);
    codes.take(Place::Document, scheme(party.registration.as_ref()), rule);
    let rule = ("BR-CL-25", ADDRESSES, &["BT-34", "BT-49"][..]);
    codes.take(Place::Document, scheme(party.electronic.as_ref()), rule);
}

fn countries(codes: &mut Codes<'_>, invoice: &Invoice) {
    let whole = Place::Document;
    let delivery = invoice.delivery.as_ref();
    let delivered_to = delivery.and_then(|delivery| delivery.postal.as_ref());
    let tax = invoice.tax_representative.as_ref().map(|tax| tax.postal.country.as_str());
    let all: [(Option<&str>, &'static [&'static str]); 4] = [
        (Some(&invoice.seller.postal.country), &["BT-40"]),
        (Some(&invoice.buyer.postal.country), &["BT-55"]),
        (tax, &["BT-69"]),
        (delivered_to.map(|postal| postal.country.as_str()), &["BT-80"]),
    ];
    for (country, terms) in all {
        codes.take(whole, country, ("BR-CL-14", COUNTRIES, terms));
    }
    let place = delivery.and_then(|delivery| delivery.location.as_ref());
    codes.take(whole, scheme(place), ("BR-CL-26", SCHEMES, &["BT-71"]));
    let payee = invoice.payee.as_ref();
    let id = payee.and_then(|payee| payee.identifier.as_ref());
    codes.take(whole, scheme(id), ("BR-CL-10", SCHEMES, &["BT-60"]));
    let id = payee.and_then(|payee| payee.registration.as_ref());
    codes.take(whole, scheme(id), ("BR-CL-11", SCHEMES, &["BT-61"]));
}

fn reason(codes: &mut Codes<'_>, place: Place, sign: Sign, code: Option<&str>) {
    let rule: Listed = match sign {
        Sign::Allowance => ("BR-CL-19", ALLOWANCES, &["BT-98", "BT-140"]),
        Sign::Charge => ("BR-CL-20", CHARGES, &["BT-105", "BT-145"]),
    };
    codes.take(place, code, rule);
}

fn line(codes: &mut Codes<'_>, line: &Line, n: usize) {
    let place = Place::Line(n);
    let item = &line.item;
    codes.take(place, scheme(line.object.as_ref()), ("BR-CL-07", REFERENCES, &["BT-128"]));
    codes.take(place, Some(&line.unit), ("BR-CL-23", UNITS, &["BT-130"]));
    codes.take(place, line.price.base_unit.as_deref(), ("BR-CL-23", UNITS, &["BT-150"]));
    codes.take(place, item.origin.as_deref(), ("BR-CL-15", COUNTRIES, &["BT-159"]));
    codes.take(place, scheme(item.standard_id.as_ref()), ("BR-CL-21", SCHEMES, &["BT-157"]));
    for class in &item.classifications {
        let rule = ("BR-CL-13", CLASSIFICATIONS, &["BT-158"][..]);
        codes.take(place, class.scheme.as_deref(), rule);
    }
    for (m, one) in line.adjustments.iter().enumerate() {
        let place = Place::LineAdjustment(n, m);
        reason(codes, place, one.sign, one.reason_code.as_deref());
    }
}
