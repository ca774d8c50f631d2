//! Files at records.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::FileId;
use serde_json::json;

use crate::answer::{Fault, Outcome};
use crate::kind::{FILES, Wire};
use crate::number::{self, Numbers};

/// `files_retrieve`
pub async fn retrieve(wire: &Wire, files: &api::Files, id: &str) -> Outcome {
    let number = match number::parse(id) {
        Some((FILES, number)) => number,
        _ => return Err(Fault::denied_for("id")),
    };
    let found = records::small::id_of(&wire.cx, number).await?;
    let file = found.map(FileId).ok_or_else(Fault::denied)?;
    let (file, bytes) = files.open(&wire.cx, file).await?;
    let numbers = Numbers::of_ids(wire, vec![file.id.0]).await?;
    Ok(json!([{
        "fileid": numbers.file(file.id.0),
        "filename": file.name,
        "filetype": file.media_type,
        "filesize": file.size.to_string(),
        "filecontents": STANDARD.encode(bytes),
    }]))
}
