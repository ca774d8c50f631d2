//! Exports that take long: made as a job, fetched for a day by whoever asked.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use access::{FieldRight, Right};
use jobs::{ContextOf, Job, JobCx, Outcome, Running};
use kernel::{Error, FileId, Instant, Result};
use records::linked::LinkedColumn;
use records::{Cx, ListQuery, Run};
use serde_json::json;
use social::Files;
use store::queries::run as stored;
use uuid::Uuid;

use super::given::{self, Given};
use super::run::{Export, ExportFormat, Rows};
use super::sheet::{self, Packed};
use super::underway::{Done, Failure, begin, cancelled, note, of_job, wait};

/// Records at most that are written while somebody waits.
pub const AT_ONCE: u64 = 5_000;
/// Hours for which a file can be fetched.
pub const HOURS_KEPT: i64 = 24;
const KIND: &str = "export";
const JOB: &str = "export_records";
const COUNTED: u64 = 1_000_000;

/// An export as the person sees it who asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportLine {
    /// Its run.
    pub id: Uuid,
    /// Code of the module.
    pub module: String,
    /// What it is written as, where it is a list of records.
    pub format: ExportFormat,
    /// What it is, where a record gives it out: the name that its module knows.
    pub output: Option<String>,
    /// The name of that file, once it is made.
    pub file: Option<String>,
    /// Why it could not be made.
    pub failure: Option<Failure>,
    /// `waiting`, `running`, `cancelling`, `cancelled`, `interrupted`, `failed`, `done` or
    /// `expired`; the label key is `transfer.state.WORD`.
    pub state: String,
    /// Records written.
    pub n: u64,
    /// Records in all, once counted; more than a million are not counted.
    pub total: Option<u64>,
    /// Until when it can be fetched, once it is done.
    pub until: Option<Instant>,
}

fn question(export: &Export) -> ListQuery {
    let (filter, text) = (export.filter.clone(), export.text.clone());
    ListQuery { filter, text, limit: 1, ..ListQuery::default() }
}

/// Tells whether an export has more records than are written while somebody waits.
///
/// # Errors
/// `Forbidden`; `Invalid` at `filter`.
pub async fn is_large(cx: &Cx, export: &Export) -> Result<bool> {
    cx.actor.rights.demand(&cx.module(&export.module)?.code, Right::Export)?;
    let counted = records::count(cx, &export.module, &question(export), AT_ONCE + 1).await?;
    Ok(AT_ONCE < counted.n)
}

/// Asks for an export as a job; tells its run.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` at `filter`, `sort` or `fields`.
pub async fn start_export(cx: &Cx, export: &Export) -> Result<Uuid> {
    // What is asked for wrongly is refused before anything is stored.
    Rows::begin(cx, export, &mut std::io::sink())?;
    let asked = ListQuery { sort: export.sort.clone(), ..question(export) };
    records::find(cx, &export.module, &asked).await?;
    wait(cx, (KIND, JOB), &export.module, json!(export).to_string()).await
}

/// An export that the actor asked for; nobody else's.
async fn own(cx: &Cx, id: Uuid) -> Result<Run> {
    let run = records::get_run(cx, id).await?;
    let is_file = [KIND, given::KIND].contains(&run.kind.as_str());
    let is_own = is_file && run.actor.is_some() && run.actor == cx.actor.user;
    if !is_own {
        return Err(Error::NotFound);
    }
    cx.actor.rights.demand(&run.module, given::right(&run))?;
    Ok(run)
}

/// An export that the actor asked for.
///
/// # Errors
/// `NotFound`, also for what somebody else asked for.
pub async fn export_line(cx: &Cx, id: Uuid) -> Result<ExportLine> {
    let run = own(cx, id).await?;
    let (asked, output) = match run.kind.as_str() {
        given::KIND => {
            let given: Given = serde_json::from_str(&run.options).map_err(Error::internal)?;
            (Export::default(), Some(given.name))
        }
        _ => (serde_json::from_str(&run.options).map_err(Error::internal)?, None),
    };
    let done = Done::of(&run);
    let until = until(&run);
    let is_over = until.is_some_and(|until| until <= cx.now());
    Ok(ExportLine {
        id,
        module: run.module,
        format: asked.format,
        output,
        file: done.file,
        failure: done.failure,
        state: if is_over { "expired".into() } else { run.state },
        n: done.n,
        total: done.total,
        until,
    })
}

fn until(run: &Run) -> Option<Instant> {
    let ended = run.ended_at.filter(|_| run.state == "done")?;
    Some(ended.plus_millis(HOURS_KEPT * 3_600_000))
}

/// Where the file of an export lies, and what it is.
///
/// # Errors
/// `NotFound` for what somebody else asked for, is not done or has expired.
pub async fn export_file(cx: &Cx, files: &Files, id: Uuid) -> Result<(ExportLine, PathBuf)> {
    let line = export_line(cx, id).await?;
    if line.state != "done" {
        return Err(Error::NotFound);
    }
    Ok((line, files.path(FileId(id))))
}

/// Asks an export to stop.
///
/// # Errors
/// `NotFound`.
pub async fn cancel_export(cx: &Cx, id: Uuid) -> Result<()> {
    own(cx, id).await?;
    let stop = |run: &mut Run| {
        if matches!(run.state.as_str(), "waiting" | "running" | "interrupted") {
            run.state = "cancelling".into();
        }
    };
    records::change_run(cx, id, stop).await.map(drop)
}

/// The job that writes an export, under the rights that the person has by then.
pub struct ExportRecords {
    /// Where files lie.
    pub files: Files,
    /// Under whose rights it runs.
    pub context: ContextOf,
}

impl Job for ExportRecords {
    fn name(&self) -> &'static str {
        JOB
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let (person, id) = of_job(cx, &self.context).await?;
            let path = self.files.path(FileId(id));
            let ended = carry_out(&person, id, &path, cx).await;
            let kept = matches!(ended, Ok(Outcome::Done(_)));
            if !kept {
                // What was written so far is of use to nobody.
                drop(std::fs::remove_file(&path));
            }
            if let Err(error) = &ended {
                note(&person, id, error).await?;
            }
            ended
        })
    }
}

async fn carry_out(cx: &Cx, id: Uuid, path: &Path, job: &JobCx) -> Result<Outcome> {
    let run = begin(cx, id).await?;
    let mut export: Export = serde_json::from_str(&run.options).map_err(Error::internal)?;
    // What was hidden from the person meanwhile is left out.
    let (module, rights) = (cx.module(&export.module)?, &cx.actor.rights);
    export.fields.retain(|name| match module.position(name) {
        Some(_) => rights.field(&module.code, name) != FieldRight::Hidden,
        None => LinkedColumn::read(cx, &module, name).is_some(),
    });
    let total = total(cx, &export).await?;
    let mut out = Out::create(path, &export)?;
    let mut rows = Rows::begin(cx, &export, &mut out)?;
    let mut goes_on = run.state == "running";
    while goes_on && rows.page(cx, &mut out).await? {
        let text = json!(Done { n: rows.n(), total, ..Done::default() }).to_string();
        let note = move |run: &mut Run| run.result.clone_from(&text);
        let run = records::change_run(cx, id, note).await?;
        goes_on = job.progress(rows.n(), total).await? && run.state == "running";
    }
    let n = rows.n();
    out.finish()?;
    end(cx, (id, &export.module), (n, goes_on)).await
}

async fn total(cx: &Cx, export: &Export) -> Result<Option<u64>> {
    let counted = records::count(cx, &export.module, &question(export), COUNTED).await?;
    Ok(Some(counted.n).filter(|_| counted.is_exact))
}

async fn end(cx: &Cx, (id, module): (Uuid, &str), (n, is_whole): (u64, bool)) -> Result<Outcome> {
    let now = cx.now();
    let text = json!(Done { n, total: Some(n), ..Done::default() }).to_string();
    if !is_whole {
        return cancelled(cx, id).await;
    }
    let change = move |run: &mut Run| {
        run.state = "done".into();
        run.ended_at = Some(now);
        run.result.clone_from(&text);
    };
    records::change_run(cx, id, change).await?;
    social::tell_ready(cx, module, id).await?;
    Ok(Outcome::Done(json!({"n": n})))
}

/// The file while it is written; a sheet is packed as it goes.
enum Out {
    Plain(BufWriter<File>),
    Packed(Box<Packed<BufWriter<File>>>),
}

impl Out {
    fn create(path: &Path, export: &Export) -> Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(Error::internal)?;
        }
        // What an attempt before left may just be read by a backup, which must not see it shrink.
        drop(std::fs::remove_file(path));
        let file = BufWriter::new(File::create(path).map_err(Error::internal)?);
        match export.format {
            ExportFormat::Sheet => Ok(Out::Packed(Box::new(sheet::begin(file)?))),
            ExportFormat::Csv | ExportFormat::Json | ExportFormat::Cards => Ok(Out::Plain(file)),
        }
    }

    fn finish(self) -> Result<()> {
        match self {
            Out::Plain(mut file) => file.flush().map_err(Error::internal),
            Out::Packed(packed) => {
                let mut file = packed.finish().map_err(Error::internal)?.into_inner();
                file.flush().map_err(Error::internal)
            }
        }
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Out::Plain(file) => file.write(bytes),
            Out::Packed(packed) => packed.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Out::Plain(file) => file.flush(),
            Out::Packed(packed) => packed.flush(),
        }
    }
}

/// The job that removes the files of exports which nobody may fetch any more.
pub struct DropExports {
    /// Where files lie.
    pub files: Files,
}

impl Job for DropExports {
    fn name(&self) -> &'static str {
        "drop_exports"
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let before = cx.engine.clock().now().plus_millis(-HOURS_KEPT * 3_600_000);
            let read = move |reader: &mut store::Reader<'_>| {
                let mut over = stored::ended(reader, KIND, before)?;
                over.extend(stored::ended(reader, given::KIND, before)?);
                Ok(over)
            };
            let over = cx.engine.store().read(read).await?;
            let n = over.len();
            for run in over {
                drop(std::fs::remove_file(self.files.path(FileId(run.id))));
                let gone = Run { state: "expired".into(), ..run };
                cx.engine.store().write(move |tx| stored::put(tx, &gone)).await?;
            }
            Ok(Outcome::Done(json!({"n": n})))
        })
    }
}
