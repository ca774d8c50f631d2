//! A file is kept before anybody decides over it; what is no list is made one.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use kernel::{Error, FileId, Result};
use records::Cx;
use social::{Files, Incoming};

use crate::source::{HEAD, Kind, Sheets, kind, to_list, write_calendar, write_each};

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
pub async fn keep(cx: &Cx, files: &Files, name: &str, mut sent: Incoming) -> Result<Kept> {
    let kind = kind(&sent.head(HEAD).await?)?;
    if kind == Kind::List && is_called_sheet(name) {
        return Err(Error::invalid("file", "sheet_only_named"));
    }
    let source = FileId::new();
    files.put(source, sent).await?;
    if kind == Kind::List {
        files.adopt_loose(cx, source, name).await?;
        return Ok(Kept { file: source, sheets: Sheets::new() });
    }
    let path = files.path(source);
    let (own, within, at) = (cx.clone(), files.clone(), path.clone());
    let make = tokio::task::spawn_blocking(move || made(&own, &within, kind, &at)).await;
    // It was read; only what was made of it stays.
    drop(tokio::fs::remove_file(path).await);
    let kept = make.map_err(Error::internal)??;
    files.adopt_loose(cx, kept.file, name).await?;
    for (id, _) in kept.sheets.iter().filter(|(id, _)| *id != kept.file) {
        files.adopt_loose(cx, *id, name).await?;
    }
    Ok(kept)
}

/// Tells whether a file bears the name of a workbook of today; those of before are often lists.
fn is_called_sheet(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["xlsx", "xlsm", "ods"].contains(&ending.as_str()))
}

/// The lists that a file of another kind becomes.
fn made(cx: &Cx, files: &Files, kind: Kind, source: &Path) -> Result<Kept> {
    let opened = || File::open(source).map(BufReader::new).map_err(Error::internal);
    let place = |id| files.path(id);
    let sheets = match kind {
        Kind::List | Kind::Cards => {
            let file = FileId::new();
            let made = to_list(cx, opened, &place(file));
            if made.is_err() {
                // What was written so far belongs to nothing.
                drop(std::fs::remove_file(place(file)));
            }
            return made.map(|_| Kept { file, sheets: Sheets::new() });
        }
        Kind::Calendar => write_calendar(cx, opened, &place)?,
        Kind::Sheet | Kind::OpenSheet => write_each(kind, opened()?, &place)?,
    };
    let (file, _) = *sheets.first().ok_or_else(|| Error::invalid("file", "sheet_empty"))?;
    Ok(Kept { file, sheets })
}
