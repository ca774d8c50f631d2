//! What is wrong with a document as it is written down, whatever it says.

use super::Read;
use crate::check::{Finding, Place, Severity};
use crate::profile::Profile;

/// Judges the form of a document of others: that it names a specification (BR-01), and has no
/// empty elements (PEPPOL-EN16931-R008, one finding with the `path` of each).
#[must_use]
pub fn form(read: &Read) -> Vec<Finding> {
    let mut found = Vec::new();
    if read.specification.is_empty() {
        found.push(finding("BR-01", Severity::Fatal, &["BT-24"]));
    }
    let severity = match read.profile() {
        Some(
            Profile::XRechnung
            | Profile::XRechnungExtension
            | Profile::XRechnungCleanVehicles
            | Profile::Peppol,
        ) => Severity::Fatal,
        Some(Profile::Basic | Profile::En16931 | Profile::Extended) | None => Severity::Warning,
    };
    found.extend(read.empty.iter().map(|path| Finding {
        parameters: vec![("path", path.clone())],
        ..finding("PEPPOL-EN16931-R008", severity, &[])
    }));
    found
}

fn finding(rule: &str, severity: Severity, terms: &'static [&'static str]) -> Finding {
    let (rule, place) = (rule.to_owned(), Place::Document);
    Finding { rule, severity, terms, place, parameters: Vec::new() }
}
