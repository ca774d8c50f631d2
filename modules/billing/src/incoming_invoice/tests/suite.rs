//! The official test suite of XRechnung, read the way uploads go.
//!
//! All 86 documents on SQLite; on PostgreSQL ten of them, spread over the suite.

use std::path::{Path, PathBuf};

use einvoice::Severity;
use kernel::Decimal;
use testkit::{Base, Scene, Sees, run};

use super::desk::Desk;
use crate::offer::setting;

fn files() -> Vec<PathBuf> {
    let data = std::env::var("KONTOR_TEST_DATA").expect("the suite runs where the data is");
    let mut all = Vec::new();
    collect(&Path::new(&data).join("data/einvoice"), &mut all);
    all.sort();
    assert_eq!(all.len(), 86);
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

async fn taken(scene: Scene, files: Vec<PathBuf>) {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    for path in files {
        let name = path.display();
        let bytes = std::fs::read(&path).expect("a file");
        let read = einvoice::read(&bytes).expect("an invoice");
        let record = desk.takes(&bytes).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        let stated = &read.stated;
        let pairs = [
            ("net", stated.net),
            ("tax", stated.vat),
            ("total", stated.gross),
            ("payable", stated.due),
        ];
        for (field, amount) in pairs {
            let told = amount.map(|amount: Decimal| amount.normalize());
            let shown = desk.amount(&record, field);
            assert!(told.is_none() || shown == told, "{name}: {field} {shown:?}, {told:?}");
        }
        let n_lines = read.invoice.lines.len() + read.invoice.adjustments.len();
        assert_eq!(desk.value(&record, "lines").lines().len(), n_lines, "{name}");
        assert_eq!(desk.value(&record, "vendor_number").as_text(), read.invoice.number, "{name}");
        assert_eq!(desk.file_of(&record).await.1, bytes, "{name} is kept as it came");
        let findings = desk.value(&record, "findings");
        let heavy =
            |line: &&kernel::Line| line.kind == "file" && line.cell("weight").as_text() == "fatal";
        let heavy: Vec<_> = findings.lines().iter().filter(heavy).collect();
        let n_warned = einvoice::differences(&read).len();
        let warned = findings.lines().iter().filter(|line| {
            ["sum_differs", "line_differs", "tax_differs"].contains(&line.cell("what").as_text())
        });
        assert!(heavy.is_empty(), "{name}: {heavy:?}");
        assert_eq!(warned.count(), n_warned, "{name}: cents that differ are said");
        let fatal = einvoice::differences(&read).iter().any(|one| one.severity == Severity::Fatal);
        assert!(!fatal, "{name}");
    }
}

#[test]
fn shared_data_all_official_documents_show_the_totals_they_state() {
    run(Base::Sqlite, setting(), async |scene| taken(scene, files()).await);
}

#[test]
fn shared_data_ten_official_documents_do_so_on_postgresql() {
    let ten = files().into_iter().step_by(9).take(10).collect::<Vec<_>>();
    assert_eq!(ten.len(), 10);
    run(Base::Postgres, setting(), async move |scene| taken(scene, ten.clone()).await);
}
