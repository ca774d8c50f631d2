//! What could not be brought, line by line: written while it goes on, read as a page or a list.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use kernel::{Error, FieldProblem, Result};
use records::Cx;
use serde::{Deserialize, Serialize};

/// Something that could not be brought, or not as it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Name of the module there.
    pub module: String,
    /// Id of the record there.
    pub id: String,
    /// What the record is called there.
    pub title: String,
    /// `refused`, `partly`, `both`, `gone` or `left`; the label key is `moving.kind.WORD`.
    pub kind: String,
    /// What the field is called there, or nothing.
    pub field: String,
    /// Code of the problem.
    pub code: String,
    /// What stands in its sentence.
    pub params: BTreeMap<String, String>,
}

impl Line {
    /// A problem with a record: its id and title.
    pub(crate) fn of(
        module: &str,
        (id, title): (&str, &str),
        kind: &str,
        problem: &FieldProblem,
    ) -> Self {
        Line {
            module: module.into(),
            id: id.into(),
            title: title.chars().take(200).collect(),
            kind: kind.into(),
            field: problem.field.clone(),
            code: problem.code.clone(),
            params: problem.params.clone(),
        }
    }

    /// The reason, in the reader's language.
    #[must_use]
    pub fn reason(&self, cx: &Cx) -> String {
        let given = self.params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let params: Vec<(&str, &str)> = given.chain([("field", self.field.as_str())]).collect();
        let (texts, language) = (cx.catalog.texts(), cx.locale.language);
        let keys = [format!("problem.{}", self.code), format!("conflict.{}", self.code)];
        let known = keys.iter().find(|key| texts.find(language, key).is_some());
        texts.fill(language, known.unwrap_or(&keys[0]), &params)
    }
}

/// Lines that are being written, after so many bytes of an earlier attempt.
pub(crate) struct Writer {
    path: PathBuf,
    bytes: u64,
}

impl Writer {
    /// Goes on behind what counts.
    pub fn open(path: &Path, bytes: u64) -> Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(Error::internal)?;
        }
        let mut open = OpenOptions::new();
        let file = open.create(true).write(true).truncate(false).open(path);
        file.and_then(|file| file.set_len(bytes)).map_err(Error::internal)?;
        Ok(Writer { path: path.into(), bytes })
    }

    /// Adds lines, and gives the bytes that count from now on.
    pub fn add(&mut self, lines: &[Line]) -> Result<u64> {
        let mut text = String::new();
        for line in lines {
            text.push_str(&serde_json::to_string(line).map_err(Error::internal)?);
            text.push('\n');
        }
        let file = OpenOptions::new().append(true).open(&self.path);
        let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(Error::internal)?;
        self.bytes += text.len() as u64;
        Ok(self.bytes)
    }
}

/// Reads lines that count, one after the other.
pub(crate) fn lines(path: &Path, bytes: u64) -> Box<dyn Iterator<Item = Line> + Send> {
    match File::open(path) {
        Err(_) => Box::new(std::iter::empty()),
        Ok(file) => {
            let read = BufReader::new(file.take(bytes)).lines();
            Box::new(read.map_while(|line| serde_json::from_str(&line.ok()?).ok()))
        }
    }
}

/// The list as a file of values with commas between them, in the reader's language, that no
/// spreadsheet takes for formulas.
pub(crate) fn csv(cx: &Cx, lines: impl Iterator<Item = Line>) -> String {
    let keys = ["module", "id", "record", "kind", "field", "reason", "value"];
    let headings = keys.map(|key| cx.text(&format!("moving.column.{key}")).to_owned());
    let mut text = String::from(transfer::BYTE_ORDER_MARK);
    text.push_str(&transfer::csv_line(&headings, ';'));
    for line in lines {
        let kind = cx.text(&format!("moving.kind.{}", line.kind)).to_owned();
        let reason = line.reason(cx);
        let value = line.params.get("value").cloned().unwrap_or_default();
        let Line { module, id, title, field, .. } = line;
        let cells = [module, id, title, kind, field, reason, value];
        text.push_str(&transfer::csv_line(&cells, ';'));
    }
    text
}
