//! The official test suite of XRechnung: 86 documents that are all right.

use std::path::{Path, PathBuf};

use einvoice::{Profile, Severity, Syntax, check, differences, read, totals, write};

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

#[test]
fn shared_data_official_documents_are_read_and_judged_as_right() {
    let files = files();
    assert_eq!(files.len(), 86);
    let mut problems = Vec::new();
    for path in &files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = std::fs::read(path).expect("a file");
        let found = match read(&bytes) {
            Ok(found) => found,
            Err(refused) => {
                problems.push(format!("{name}: {refused}"));
                continue;
            }
        };
        let sums = totals(&found.invoice);
        let stated = &found.stated;
        let own = [sums.line_total, sums.net, sums.vat, sums.gross, sums.due].map(Some);
        let told = [stated.line_total, stated.net, stated.vat, stated.gross, stated.due];
        if own != told {
            problems.push(format!("{name}: computed {own:?}, stated {told:?}"));
        }
        problems.extend(differences(&found).iter().map(|found| format!("{name}: {found}")));
        let profile = found.profile().expect("a known profile");
        let heavy = check(&found.invoice, profile);
        let heavy = heavy.iter().filter(|found| found.severity == Severity::Fatal);
        problems.extend(heavy.map(|found| format!("{name}: {found}")));
        problems.extend(found.not_understood.iter().map(|path| format!("{name}: unread {path}")));
    }
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
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
        let is_extension = profile == Profile::XRechnungExtension;
        assert!(is_extension || profile.syntaxes() == [Syntax::Ubl, Syntax::Cii]);
    }
}
