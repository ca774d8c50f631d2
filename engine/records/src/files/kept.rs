//! What is made once and kept: the file a record gave out when it counted for the first time.
//!
//! Whoever comes first makes it, mostly the job that follows the change. The database keeps what
//! is known of it as it is, the bytes are compared with their hash whenever they are given out.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::Scope;
use catalog::Module;
use kernel::{Error, FileId, Instant, Link, RecordId, Result};
use sha2::{Digest, Sha256};
use store::queries::{file, kept};
use store::records::Record;

use super::output::{Make, Output, media_type};
use super::shelf::Shelf;
use crate::cx::{Cx, Engine};
use crate::find::get;
use crate::work::Work;

/// How often a file is made anew when its record changes meanwhile.
const TRIES: usize = 3;

/// Which output is kept, and when.
#[derive(Clone, Copy, Debug)]
pub struct Keeping {
    /// The name of the output.
    pub output: &'static str,
    /// Stages in which a record counts: what it gives out there is kept.
    pub from: &'static [&'static str],
    /// The stage in which everything can still change: whoever goes back there is given out anew.
    pub open: &'static str,
}

/// A file that a record gave out and that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// The name under which the record gives it out.
    pub output: String,
    /// The name of the file.
    pub name: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: Vec<u8>,
    /// When it was made.
    pub made_at: Instant,
    /// Version of the program that made it.
    pub program: String,
    /// What says which template it was made with.
    pub template: String,
}

impl KeptFile {
    /// The hash as people write it down.
    #[must_use]
    pub fn hash(&self) -> String {
        self.sha256.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// How an output of a module is kept, when it is and there is a place for it.
pub(super) fn rule<'e>(engine: &'e Engine, module: &str, name: &str) -> Option<&'e Keeping> {
    engine.shelf()?;
    engine.behavior(module)?.kept.iter().find(|keeping| keeping.output == name)
}

/// Tells whether records of a module keep something of what they give out.
#[must_use]
pub fn has_some(engine: &Engine, module: &str) -> bool {
    engine.shelf().is_some() && engine.behavior(module).is_some_and(|own| !own.kept.is_empty())
}

/// Makes and keeps what a record is to have given out by now; tells how many files are kept of it.
///
/// # Errors
/// `NotFound`; what making a file says.
pub async fn keep(engine: &Arc<Engine>, link: &Link) -> Result<usize> {
    let own = engine.system("what a record gives out is kept");
    let record = get(&own, &link.module, link.id).await?;
    let module = own.module(&link.module)?;
    let Some(behavior) = engine.behavior(&module.code) else { return Ok(0) };
    let mut n_kept = 0;
    for keeping in behavior.kept.iter().filter(|keeping| keeping.covers(&module, &record)) {
        let make = behavior.outputs.iter().find(|(name, _)| *name == keeping.output);
        let (_, make) = make.expect("only an output is kept");
        give(&own, (&module.code, record.id), (keeping, *make)).await?;
        n_kept += 1;
    }
    Ok(n_kept)
}

/// What is kept of a record, for whoever sees it.
///
/// # Errors
/// `NotFound`.
pub async fn files_of(cx: &Cx, link: &Link) -> Result<Vec<KeptFile>> {
    get(cx, &link.module, link.id).await?;
    let behavior = cx.engine.behavior(&link.module);
    let names = behavior.into_iter().flat_map(|behavior| &behavior.kept);
    let names: Vec<&str> = names.map(|keeping| keeping.output).collect();
    let id = link.id;
    let read = move |reader: &mut store::Reader<'_>| {
        let mut all = Vec::new();
        for name in names {
            all.extend(standing(reader, id, name)?);
        }
        Ok(all.into_iter().map(|(kept, file)| readable(kept, file)).collect())
    };
    cx.store().read(read).await
}

/// What of everything that is kept is not there as it was; and how many records wait to be given
/// out for the first time.
///
/// # Errors
/// When the database fails.
pub async fn verify(cx: &Cx) -> Result<(Vec<String>, Vec<Link>)> {
    let (lost, standing) = cx.store().read(|r| Ok((kept::lost(r)?, kept::standing(r)?))).await?;
    let told = |one: kept::KeptOutput| {
        format!("{} of {} {} is missing", one.output, one.module, one.record)
    };
    let faults = lost.into_iter().map(told).collect();
    let standing = Arc::new(standing);
    let mut waiting = Vec::new();
    for module in cx.catalog.clone().modules() {
        for keeping in cx.engine.behavior(&module.code).into_iter().flat_map(|own| &own.kept) {
            waiting.extend(waiting_of(cx, (module, keeping), standing.clone()).await?);
        }
    }
    Ok((faults, waiting))
}

/// Records that count and of which nothing is kept yet.
async fn waiting_of(
    cx: &Cx,
    (module, keeping): (&Arc<Module>, &Keeping),
    standing: Arc<BTreeSet<(RecordId, String)>>,
) -> Result<Vec<Link>> {
    let (catalog, module, keeping) = (cx.catalog.clone(), module.clone(), *keeping);
    let read = move |reader: &mut store::Reader<'_>| {
        let scope = Scope::system("what is kept is verified");
        let mut query = store::records::Query::all(500);
        let mut waiting = Vec::new();
        loop {
            let page = store::records::list(reader, &catalog, &module, &scope, &query)?;
            for record in page.records.iter().filter(|record| keeping.covers(&module, record)) {
                if !standing.contains(&(record.id, keeping.output.to_owned())) {
                    waiting.push(Link::new(&module.code, record.id));
                }
            }
            query.after = page.next;
            if query.after.is_none() {
                return Ok(waiting);
            }
        }
    };
    cx.store().read(read).await
}

/// What a record gives out: as it is kept; else it is made, and kept if the record counts.
pub(super) async fn give(
    own: &Cx,
    (module, id): (&str, RecordId),
    (keeping, make): (&Keeping, Make),
) -> Result<Output> {
    let module = own.module(module)?;
    for _ in 0..TRIES {
        if let Some(output) = taken_up(own, id, keeping.output).await? {
            return Ok(output);
        }
        let record = get(own, &module.code, id).await?;
        let made = make(own, &module, &record).await?;
        if !keeping.covers(&module, &record) {
            return Ok(made);
        }
        put_down(own, (&module, &record), (keeping, made)).await?;
    }
    Err(Error::conflict("stale"))
}

/// The bytes that are kept, when they are what they were.
async fn taken_up(own: &Cx, id: RecordId, output: &'static str) -> Result<Option<Output>> {
    let found = own.store().read(move |reader| standing(reader, id, output)).await?;
    let (Some((kept, file)), Some(shelf)) = (found, own.engine.shelf().cloned()) else {
        return Ok(None);
    };
    let (at, sha256) = (kept.file, file.sha256);
    let read = tokio::task::spawn_blocking(move || shelf.take(at, &sha256));
    let bytes = read.await.map_err(Error::internal)?.map_err(Error::internal)?;
    // Nothing else is given out in its place: it would pass for what was given out then.
    let bytes = bytes.ok_or_else(|| Error::internal(format!("the file {at} was changed")))?;
    Ok(Some(Output { file: file.name, bytes, made_with: kept.template }))
}

/// Keeps a file, unless somebody else did meanwhile or the record is another one by now.
async fn put_down(
    own: &Cx,
    (module, record): (&Arc<Module>, &Record),
    (keeping, made): (&Keeping, Output),
) -> Result<()> {
    let Some(shelf) = own.engine.shelf().cloned() else { return Ok(()) };
    let id = FileId::new();
    let (kept, file) = described(own, (module, record, id), (keeping, &made));
    write(&shelf, id, made.bytes).await?;
    let (cx, version, link) = (own.clone(), record.version, Link::new(&module.code, record.id));
    let note = move |tx: &mut store::Tx<'_>| {
        let held = Work::new(tx, &cx).hold(&link, "what it gives out is kept")?;
        match held.is_some_and(|held| held.version == version) {
            true => kept::add(tx, &kept, &file),
            false => Ok(false),
        }
    };
    let noted = own.store().write(note).await;
    if !matches!(noted, Ok(true)) {
        // Bytes that nothing tells of harm nobody.
        drop(tokio::fs::remove_file(shelf.path(id)).await);
    }
    noted.map(drop)
}

async fn write(shelf: &Shelf, id: FileId, bytes: Vec<u8>) -> Result<()> {
    let shelf = shelf.clone();
    let written = tokio::task::spawn_blocking(move || shelf.put(id, &bytes));
    written.await.map_err(Error::internal)?.map_err(Error::internal)
}

fn described(
    own: &Cx,
    (module, record, id): (&Module, &Record, FileId),
    (keeping, made): (&Keeping, &Output),
) -> (kept::KeptOutput, file::File) {
    let kept = kept::KeptOutput {
        record: record.id,
        output: keeping.output.into(),
        module: module.code.clone(),
        file: id,
        version: record.version,
        program: env!("CARGO_PKG_VERSION").into(),
        template: made.made_with.clone(),
    };
    let file = file::File {
        id,
        module: None,
        record: None,
        name: made.file.clone(),
        media_type: media_type(&made.file).into(),
        size: i64::try_from(made.bytes.len()).unwrap_or(i64::MAX),
        sha256: Sha256::digest(&made.bytes).to_vec(),
        created_at: own.now(),
        created_by: None,
        field: None,
    };
    (kept, file)
}

type Standing = Option<(kept::KeptOutput, file::File)>;

fn standing(reader: &mut store::Reader<'_>, id: RecordId, output: &str) -> Result<Standing> {
    let Some(kept) = kept::get(reader, id, output)? else { return Ok(None) };
    let file = file::get(reader, kept.file)?;
    let file = file.ok_or_else(|| Error::internal(format!("the file {} is gone", kept.file)))?;
    Ok(Some((kept, file)))
}

fn readable(kept: kept::KeptOutput, file: file::File) -> KeptFile {
    KeptFile {
        output: kept.output,
        name: file.name,
        size: u64::try_from(file.size).unwrap_or_default(),
        sha256: file.sha256,
        made_at: file.created_at,
        program: kept.program,
        template: kept.template,
    }
}

impl Keeping {
    fn covers(&self, module: &Module, record: &Record) -> bool {
        let stage = module.stage_field().map(|field| record.value(module, &field.name).as_text());
        stage.is_some_and(|stage| self.from.contains(&stage))
    }
}

/// A record that goes back to where everything can change gives out something else next time.
pub(crate) fn withdraw(work: &mut Work<'_, '_>, module: &Module, record: &Record) -> Result<()> {
    let Some(stage) = module.stage_field() else { return Ok(()) };
    let engine = work.cx.engine.clone();
    let mut kept = engine.behavior(&module.code).into_iter().flat_map(|behavior| &behavior.kept);
    let stage = record.value(module, &stage.name).as_text();
    if kept.any(|keeping| keeping.open == stage) {
        kept::withdraw(work.tx, record.id, work.cx.now())?;
    }
    Ok(())
}
