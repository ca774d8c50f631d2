//! What every scenario of an import needs: a file, its proposal, its result.

use std::io::Cursor;
use std::path::PathBuf;

use kernel::Currency;
use records::Cx;
use social::{Files, Incoming};
use transfer::computed::names;
use transfer::lines::LinesRule;
use transfer::mapping::propose;
use transfer::options::{DuplicateRule, EmptyCell, Options, UnknownChoice, UnknownLink};
use transfer::sniff::sniff;
use transfer::source::{Kind, to_list};
use transfer::{Tally, import_file};
use uuid::Uuid;

/// A folder with a file to import, and room for the refused rows.
pub struct Stage {
    /// The file.
    pub source: PathBuf,
    /// Where refused rows go.
    pub errors: PathBuf,
    /// What is proposed for it.
    pub options: Options,
    _folder: tempfile::TempDir,
}

impl Stage {
    /// Puts a file on the stage and takes over what is proposed for it.
    pub fn new(cx: &Cx, module: &str, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let source = folder.path().join("list.csv");
        std::fs::write(&source, bytes).expect("a file can be written");
        let found = sniff(&mut Cursor::new(bytes), (None, None), None).expect("memory is read");
        let columns = propose(&cx.catalog, &cx.module(module).expect("a module"), &found);
        let options = Options {
            module: module.into(),
            format: found.format,
            columns,
            computed: Vec::new(),
            names: names(&found.headings),
            duplicates: DuplicateRule::Skip,
            key: None,
            empty: EmptyCell::Keep,
            unknown_choice: UnknownChoice::Refuse,
            unknown_link: UnknownLink::Create,
            lines: LinesRule::default(),
            together: None,
            currency: Currency::EUR,
        };
        Stage { source, errors: folder.path().join("errors.csv"), options, _folder: folder }
    }

    /// The same for a file of any kind: what is no list becomes one first.
    pub fn of_any(cx: &Cx, module: &str, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let list = folder.path().join("made.csv");
        let kind = to_list(cx, || Ok(Cursor::new(bytes)), &list).expect("it becomes a list");
        assert_ne!(kind, Kind::List);
        Stage::new(cx, module, &std::fs::read(&list).expect("it was made"))
    }

    /// Imports it.
    pub async fn import(&self, cx: &Cx) -> (Uuid, Tally) {
        let paths = (self.source.as_path(), self.errors.as_path());
        import_file(cx, "list.csv", paths, &self.options, |_, _| {}).await.expect("the import ends")
    }

    /// The file of refused rows.
    pub fn refused(&self) -> String {
        std::fs::read_to_string(&self.errors).unwrap_or_default().replace('\u{feff}', "")
    }
}

/// A tally in one line.
pub fn shown(tally: Tally) -> String {
    format!(
        "created {}, updated {}, skipped {}, refused {}, blank {}, linked {}",
        tally.created, tally.updated, tally.skipped, tally.refused, tally.blank, tally.linked
    )
}

/// Bytes as a browser sends them, in portions.
pub async fn sent(files: &Files, bytes: &[u8]) -> Incoming {
    let mut incoming = files.incoming();
    for portion in bytes.chunks(50_000) {
        incoming.add(portion).await.expect("the disk takes it");
    }
    incoming
}
