//! The files of an export.

use std::io::{Cursor, Write};

use catalog::Module;
use datev::document::{Content, Document, DocumentFile, DocumentSet};
use datev::extf::{ExtfFile, Firm, Lock, Party, PartyKind, Period};
use kernel::{Currency, Date, Error, FieldProblem, Result, Value};
use records::{Cx, Making, Output, Record};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::booked;
use super::fields;
use super::gathered::{Gathered, Held, gathered};
use crate::chart_of_accounts as chart;

/// Documents at most whose papers are drawn while a program waits for them.
const MOST_AT_ONCE: usize = 500;
/// Documents at most whose papers are drawn by a job; all of them stand in memory.
const MOST_PAPERS: usize = 2_000;

/// Bookings and debtors as tables, in one archive.
pub fn bookings<'a>(cx: &'a Cx, module: &'a Module, export: &'a Record) -> Making<'a> {
    Box::pin(async move {
        let all = gathered(cx, module, export).await?;
        let firm = firm(cx, module, export, &all);
        let booked = booked::bookings(&all)?;
        let mut files =
            datev::extf::write_bookings(&firm, Period::Month, &booked).map_err(refused)?;
        let year = day(export.value(module, fields::UNTIL.name()));
        files.extend(datev::extf::write_parties(&firm, year, &parties(&all)?).map_err(refused)?);
        Ok(Output::of(named(module, export, "Buchungen"), packed(&files)?))
    })
}

/// Issued documents with their papers, as DATEV takes in documents.
pub fn documents<'a>(cx: &'a Cx, module: &'a Module, export: &'a Record) -> Making<'a> {
    Box::pin(async move {
        let all = gathered(cx, module, export).await?;
        let most = if cx.run.is_some() { MOST_PAPERS } else { MOST_AT_ONCE };
        if most < all.documents.len() {
            return Err(Error::conflict("export_too_long"));
        }
        let firm = firm(cx, module, export, &all);
        let mut documents = Vec::new();
        let total = all.documents.len() as u64;
        for (document, n) in all.documents.iter().zip(0..) {
            records::note_progress(cx, (n, total)).await?;
            documents.push(kept(cx, document).await?);
        }
        records::note_progress(cx, (total, total)).await?;
        let set = DocumentSet {
            created_at: firm.created_at,
            description: firm.label.clone(),
            consultant: firm.consultant,
            client: firm.client,
            client_name: String::new(),
            documents,
        };
        let archives = datev::document::write(&set).map_err(refused)?;
        let archive = archives.into_iter().next().ok_or(Error::NotFound)?;
        Ok(Output::of(named(module, export, "Belege"), archive.bytes))
    })
}

/// A document with its paper; what of it is booked stands in the bookings.
async fn kept(cx: &Cx, document: &Held) -> Result<Document> {
    let code = &document.module.code;
    let paper = records::output(cx, code, document.record.id, "document.pdf").await?;
    let number = document.value("number").as_text();
    let file = DocumentFile { name: format!("{number}.pdf"), bytes: paper.bytes };
    Ok(Document {
        guid: document.record.id.to_string(),
        description: number.chars().take(40).collect(),
        content: Content::Files,
        files: vec![file],
    })
}

fn firm(cx: &Cx, module: &Module, export: &Record, all: &Gathered) -> Firm {
    let whole = |name: &str| chart::number(all.setup.value(name)).unwrap_or_default();
    let is_locked = *export.value(module, fields::LOCKED.name()) == Value::Bool(true);
    Firm {
        consultant: whole(chart::fields::CONSULTANT.name()),
        client: whole(chart::fields::CLIENT.name()),
        year_begins: (i8::try_from(whole(chart::fields::YEAR_BEGINS.name())).unwrap_or(1), 1),
        framework: all.chart.framework,
        account_length: all.chart.account_length,
        currency: Currency::EUR,
        lock: if is_locked { Lock::Locked } else { Lock::Open },
        label: export.value(module, fields::NUMBER.name()).as_text().to_owned(),
        created_at: cx.now(),
    }
}

fn parties(all: &Gathered) -> Result<Vec<Party>> {
    all.accounts.values().map(|account| party(all, account)).collect()
}

fn party(all: &Gathered, account: &Held) -> Result<Party> {
    let text = |name: &str| account.value(name).primary().as_text().trim().to_owned();
    let name: String = account.record.title.chars().take(50).collect();
    let mut party = Party::new(booked::debtor(&all.chart, account)?, PartyKind::Firm(name));
    party.vat_id = text("vat_id").replace(' ', "");
    party.customer_number = text("number").chars().take(15).collect();
    party.email = text("email");
    party.phone = text("phone");
    if let Value::Address(address) = account.value("address").primary() {
        // Countries are told as words here; debtors without one are at home.
        party.address = kernel::Address { country: String::new(), ..address.clone() };
    }
    Ok(party)
}

fn packed(files: &[ExtfFile]) -> Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let write = |archive: &mut ZipWriter<Cursor<Vec<u8>>>| -> std::io::Result<()> {
        for file in files {
            archive.start_file(file.name.clone(), SimpleFileOptions::default())?;
            archive.write_all(&file.bytes)?;
        }
        Ok(())
    };
    write(&mut archive).map_err(Error::internal)?;
    Ok(archive.finish().map_err(Error::internal)?.into_inner())
}

fn named(module: &Module, export: &Record, what: &str) -> String {
    format!("{}_{what}.zip", export.value(module, fields::NUMBER.name()).as_text())
}

fn day(value: &Value) -> Date {
    if let Value::Date(day) = value { *day } else { Date::from_days(0) }
}

/// What DATEV would refuse; the first of it is told with its place.
fn refused(problems: Vec<FieldProblem>) -> Error {
    let first = problems.first();
    let value = first.map(|problem| format!("{} ({})", problem.field, problem.code));
    let params = std::iter::once(("value".to_owned(), value.unwrap_or_default())).collect();
    Error::Conflict { code: "datev_refuses".into(), params }
}
