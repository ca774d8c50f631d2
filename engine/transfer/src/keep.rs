//! A file is kept before anybody decides over it; what is no list is made one.

use std::io::Cursor;

use kernel::{Error, FileId, Result};
use records::Cx;
use social::Files;

use crate::source::{Kind, kind, to_list};

/// Keeps a file that is to be imported, as a list.
///
/// # Errors
/// `Invalid` at `file` when it is empty, broken or larger than any real one.
pub async fn keep(cx: &Cx, files: &Files, name: &str, bytes: Vec<u8>) -> Result<FileId> {
    if kind(&bytes[..bytes.len().min(512)])? == Kind::List {
        return files.add_loose(cx, name, bytes).await;
    }
    let id = FileId::new();
    let (target, within) = (files.path(id), cx.clone());
    let make = move || {
        let made = to_list(&within, || Ok(Cursor::new(bytes.as_slice())), &target);
        if made.is_err() {
            // What was written so far belongs to nothing.
            drop(std::fs::remove_file(&target));
        }
        made
    };
    tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    files.adopt_loose(cx, id, name).await?;
    Ok(id)
}
