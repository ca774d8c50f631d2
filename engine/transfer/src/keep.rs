//! A file is kept before anybody decides over it; what is no list is made one.

use std::io::Cursor;

use kernel::{Error, FileId, Result};
use records::Cx;
use social::Files;

use crate::source::{Kind, Sheets, kind, to_list, write_calendar, write_each};

/// What was kept of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The list that is proposed.
    pub file: FileId,
    /// Every sheet of a workbook that holds something, and the events and tasks of a calendar, with
    /// their names, the proposed one first.
    pub sheets: Sheets,
}

/// Keeps a file that is to be imported, as a list; of a workbook every sheet.
///
/// # Errors
/// `Invalid` at `file` when it is empty, broken or larger than any real one.
pub async fn keep(cx: &Cx, files: &Files, name: &str, bytes: Vec<u8>) -> Result<Kept> {
    match kind(&bytes[..bytes.len().min(512)])? {
        Kind::List => {
            let file = files.add_loose(cx, name, bytes).await?;
            Ok(Kept { file, sheets: Sheets::new() })
        }
        Kind::Cards => keep_cards(cx, files, name, bytes).await,
        Kind::Calendar => keep_calendar(cx, files, name, bytes).await,
        kind @ (Kind::Sheet | Kind::OpenSheet) => keep_sheets(cx, files, (name, kind), bytes).await,
    }
}

async fn keep_cards(cx: &Cx, files: &Files, name: &str, bytes: Vec<u8>) -> Result<Kept> {
    let file = FileId::new();
    let (target, within) = (files.path(file), cx.clone());
    let make = move || {
        let made = to_list(&within, || Ok(Cursor::new(bytes.as_slice())), &target);
        if made.is_err() {
            // What was written so far belongs to nothing.
            drop(std::fs::remove_file(&target));
        }
        made
    };
    tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    files.adopt_loose(cx, file, name).await?;
    Ok(Kept { file, sheets: Sheets::new() })
}

async fn keep_calendar(cx: &Cx, files: &Files, name: &str, bytes: Vec<u8>) -> Result<Kept> {
    let (within, reader) = (files.clone(), cx.clone());
    let make = move || {
        let opened = || Ok(Cursor::new(bytes.as_slice()));
        write_calendar(&reader, opened, &|id| within.path(id))
    };
    let lists = tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    kept(cx, files, name, lists).await
}

async fn kept(cx: &Cx, files: &Files, name: &str, sheets: Sheets) -> Result<Kept> {
    for (id, _) in &sheets {
        files.adopt_loose(cx, *id, name).await?;
    }
    let (file, _) = *sheets.first().ok_or_else(|| Error::invalid("file", "sheet_empty"))?;
    Ok(Kept { file, sheets })
}

async fn keep_sheets(
    cx: &Cx,
    files: &Files,
    (name, kind): (&str, Kind),
    bytes: Vec<u8>,
) -> Result<Kept> {
    let within = files.clone();
    let make = move || write_each(kind, Cursor::new(bytes), &|id| within.path(id));
    let sheets = tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    kept(cx, files, name, sheets).await
}
