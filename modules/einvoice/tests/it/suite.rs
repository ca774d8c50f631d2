//! The official test suite of XRechnung: 86 documents that are all right.

use std::path::{Path, PathBuf};

use einvoice::{Finding, Read, Severity, check, differences, form, read, totals, write};

fn files() -> Vec<PathBuf> {
    let data = std::env::var("KONTOR_TEST_DATA").expect("the suite runs where the data is");
    let mut all = Vec::new();
    collect(&Path::new(&data).join("data/einvoice"), &mut all);
    all.sort();
    all
}

fn collect(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of documents") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "xml") {
            all.push(path);
        }
    }
}

/// Documents of the suite that round lines or VAT other than by halves up, as the rules allow.
const ROUNDED: [&str; 8] = [
    "03.01a-INVOICE_ubl.xml",
    "03.01a-INVOICE_uncefact.xml",
    "03.04a-INVOICE_ubl.xml",
    "03.04a-INVOICE_uncefact.xml",
    "03.05a-INVOICE_ubl.xml",
    "03.05a-INVOICE_uncefact.xml",
    "01.06_minimal_test_ubl.xml",
    "01.06_minimal_test_uncefact.xml",
];

#[test]
fn shared_data_official_documents_are_read_and_judged_as_right() {
    let files = files();
    assert_eq!(files.len(), 86);
    let mut problems = Vec::new();
    for path in &files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = std::fs::read(path).expect("a file");
        match read(&bytes) {
            Ok(found) => problems.extend(judged(&name, &found)),
            Err(refused) => problems.push(format!("{name}: {refused}")),
        }
    }
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
}

fn judged(name: &str, found: &Read) -> Vec<String> {
    let mut problems = Vec::new();
    let sums = totals(&found.invoice);
    let stated = &found.stated;
    let own = [sums.line_total, sums.net, sums.gross, sums.due].map(Some);
    let told = [stated.line_total, stated.net, stated.gross, stated.due];
    let is_same = own == told && stated.vat.is_none_or(|vat| vat == sums.vat);
    if is_same == ROUNDED.contains(&name) {
        problems.push(format!("{name}: computed {own:?}, stated {told:?}"));
    }
    let weighs = |found: &&Finding| found.severity == Severity::Fatal;
    let profile = found.profile().expect("a known profile");
    let heavy = differences(found).into_iter().chain(check(&found.invoice, profile));
    let heavy = heavy.chain(form(found));
    problems.extend(heavy.filter(|f| weighs(&f)).map(|found| format!("{name}: {found}")));
    // Why a line is exempt, for which EN 16931 has no term, and the price of a group of lines that
    // says of how many.
    let known = ["ApplicableTradeTax/ram:ExemptionReason", "cac:SubInvoiceLine/cac:Price"];
    let is_known = |path: &&String| known.iter().any(|known| path.ends_with(known));
    let unread = found.not_understood.iter().filter(|path| !is_known(path));
    problems.extend(unread.map(|path| format!("{name}: unread {path}")));
    problems
}

#[test]
fn shared_data_official_documents_come_back_in_both_syntaxes() {
    for path in files() {
        let found = read(&std::fs::read(&path).expect("a file")).expect("an invoice");
        let profile = found.profile().expect("a known profile");
        let plain = einvoice::reduced(&found.invoice, profile);
        for syntax in profile.syntaxes() {
            let bytes = write(&found.invoice, profile, *syntax).expect("a syntax of the profile");
            let again = read(&bytes).expect("our own document");
            assert_eq!(again.invoice, plain, "{} {syntax:?}", path.display());
        }
    }
}
