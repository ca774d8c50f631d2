//! Imports as a person sees them: started, watched, stopped, taken back.

use std::path::{Path, PathBuf};

use access::Right;
use kernel::{Error, FileId, Instant, PrincipalId, Result};
use records::{Cx, Run};
use serde::{Deserialize, Serialize};
use serde_json::json;
use social::Files;
use uuid::Uuid;

use crate::fate::Tally;
use crate::import::{Import, State, count, new_run};
use crate::options::Options;

/// The kind of run that an import is.
pub(crate) const KIND: &str = "import";

/// What is stored of an import when it is asked for.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Asked {
    /// Name of the file.
    pub name: String,
    /// What was decided.
    pub options: Options,
    /// The field whose values are taken over, where that is what it is for.
    #[serde(default)]
    pub recast: Option<String>,
}

/// What is stored of an import while it goes on.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Done {
    /// How far it is.
    pub state: State,
    /// Rows of the file, once counted.
    pub total: Option<u64>,
    /// The file of refused rows.
    pub errors: Option<FileId>,
    /// Why it was interrupted or failed.
    pub error: Option<String>,
    /// Acts taken back, and acts that stand because something changed since.
    pub undone: Option<(u64, u64)>,
}

impl Done {
    pub fn of(run: &Run) -> Self {
        serde_json::from_str(&run.result).unwrap_or_default()
    }

    pub fn to_text(&self) -> String {
        json!(self).to_string()
    }
}

/// An import as a person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportLine {
    /// Its run.
    pub id: Uuid,
    /// Code of the module.
    pub module: String,
    /// Name of the file.
    pub name: String,
    /// `waiting`, `running`, `cancelling`, `cancelled`, `interrupted`, `failed`, `done`,
    /// `undoing` or `undone`; the label key is `transfer.state.WORD`.
    pub state: String,
    /// What became of the rows so far.
    pub tally: Tally,
    /// Rows of the file, once counted.
    pub total: Option<u64>,
    /// Whether there is a file of refused rows.
    pub has_errors: bool,
    /// Why it was interrupted or failed.
    pub error: Option<String>,
    /// Acts taken back, and acts that stand because something changed since.
    pub undone: Option<(u64, u64)>,
    /// Who asked for it.
    pub actor: Option<PrincipalId>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// The field that was given another type, where values are taken over into it.
    pub recast: Option<String>,
}

/// Starts to import a stored file as a job; tells its run.
///
/// # Errors
/// `Forbidden`; `NotFound` for the module; `Invalid` when nothing is mapped.
pub async fn start(cx: &Cx, file: FileId, name: &str, options: &Options) -> Result<Uuid> {
    let run = new(cx, name, options, Some(file)).await?;
    begin(cx, run).await
}

/// The same for the values of a field that was given another type.
pub(crate) async fn start_recast(
    cx: &Cx,
    file: FileId,
    (name, field): (&str, &str),
    options: &Options,
) -> Result<Uuid> {
    let mut run = new(cx, name, options, Some(file)).await?;
    let recast = Some(field.to_owned());
    let asked = Asked { name: name.into(), options: options.clone(), recast };
    run.options = json!(asked).to_string();
    begin(cx, run).await
}

async fn begin(cx: &Cx, run: Run) -> Result<Uuid> {
    let id = run.id;
    records::add_run(cx, run).await?;
    jobs::enqueue(cx, "import_records", Some(format!("import/{id}")), json!({"run": id})).await?;
    Ok(id)
}

async fn new(cx: &Cx, name: &str, options: &Options, file: Option<FileId>) -> Result<Run> {
    let module = cx.module(&options.module)?;
    cx.actor.rights.demand(&module.code, Right::Import)?;
    let id = new_run();
    // Deciding over nothing refuses what fits nothing, before anything is stored.
    crate::decide::Decider::new(cx, options, id).await?;
    let asked = Asked { name: name.into(), options: options.clone(), recast: None };
    Ok(Run {
        id,
        kind: KIND.into(),
        module: module.code.clone(),
        state: "waiting".into(),
        options: json!(asked).to_string(),
        result: Done::default().to_text(),
        file,
        actor: cx.actor.user,
        created_at: cx.now(),
        ended_at: None,
    })
}

/// Imports a list of this machine at once under a name, for the command line; rows that were
/// refused stand in the second file.
///
/// # Errors
/// `Forbidden`; `Invalid` when targets do not fit; when file or database fail.
pub async fn import_file(
    cx: &Cx,
    name: &str,
    (source, errors): (&Path, &Path),
    options: &Options,
    mut told: impl FnMut(Tally, u64),
) -> Result<(Uuid, Tally)> {
    let run = new(cx, name, options, None).await?;
    let id = run.id;
    records::add_run(cx, Run { state: "running".into(), ..run }).await?;
    let total = count(&*cx.module(&options.module)?, source, options)?;
    let within = cx.in_run(id);
    let mut import = Import::open(&within, options, (source, errors), State::default()).await?;
    while import.step().await? {
        told(import.state().tally, total);
    }
    let done = Done { state: import.state(), total: Some(total), ..Done::default() };
    let (text, now) = (done.to_text(), cx.now());
    records::change_run(cx, id, move |run| {
        run.state = "done".into();
        run.result = text.clone();
        run.ended_at = Some(now);
    })
    .await?;
    Ok((id, done.state.tally))
}

/// The newest imports that the actor asked for; administrators see all.
///
/// # Errors
/// When the database fails.
pub async fn imports(cx: &Cx) -> Result<Vec<ImportLine>> {
    let runs = records::runs(cx).await?;
    Ok(runs.into_iter().filter(|run| run.kind == KIND).map(line).collect())
}

/// One import that the actor asked for; administrators see all.
///
/// # Errors
/// `NotFound`.
pub async fn import(cx: &Cx, id: Uuid) -> Result<ImportLine> {
    known(cx, id).await.map(line)
}

async fn known(cx: &Cx, id: Uuid) -> Result<Run> {
    let run = records::get_run(cx, id).await?;
    if run.kind == KIND { Ok(run) } else { Err(Error::NotFound) }
}

fn line(run: Run) -> ImportLine {
    let done = Done::of(&run);
    let asked = serde_json::from_str::<Asked>(&run.options).ok();
    let (name, recast) = asked.map(|asked| (asked.name, asked.recast)).unwrap_or_default();
    ImportLine {
        name,
        recast,
        id: run.id,
        module: run.module,
        state: run.state,
        tally: done.state.tally,
        total: done.total,
        has_errors: done.errors.is_some(),
        error: done.error,
        undone: done.undone,
        actor: run.actor,
        created_at: run.created_at,
        ended_at: run.ended_at,
    }
}

/// Asks an import to stop; what it has done stays until it is undone.
///
/// # Errors
/// `NotFound`.
pub async fn cancel(cx: &Cx, id: Uuid) -> Result<()> {
    known(cx, id).await?;
    let stop = |run: &mut Run| {
        if matches!(run.state.as_str(), "waiting" | "running" | "interrupted") {
            run.state = "cancelling".into();
        }
    };
    records::change_run(cx, id, stop).await.map(drop)
}

/// Asks to take back everything that an import did, as a job.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Conflict` `import_running` or `import_undone`.
pub async fn undo(cx: &Cx, id: Uuid) -> Result<()> {
    let run = known(cx, id).await?;
    cx.actor.rights.demand(&run.module, Right::Import)?;
    match run.state.as_str() {
        "undoing" | "undone" => return Err(Error::conflict("import_undone")),
        "waiting" | "running" | "cancelling" => return Err(Error::conflict("import_running")),
        _ => {}
    }
    records::change_run(cx, id, |run| run.state = "undoing".into()).await?;
    let key = Some(format!("undo/{id}"));
    jobs::enqueue(cx, "undo_import", key, json!({"run": id})).await.map(drop)
}

/// Takes back everything that an import did: records it made go for good, values it changed come
/// back, and what was changed since stays and is counted.
///
/// # Errors
/// `NotFound`; when the database fails.
pub async fn undo_now(cx: &Cx, id: Uuid) -> Result<(u64, u64)> {
    known(cx, id).await?;
    let counts = records::undo_run(cx, id).await?;
    records::change_run(cx, id, move |run| {
        run.state = "undone".into();
        run.result = Done { undone: Some(counts), ..Done::of(run) }.to_text();
    })
    .await?;
    Ok(counts)
}

/// Name of the file of refused rows, and where its bytes lie.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn error_file(cx: &Cx, files: &Files, id: Uuid) -> Result<(String, PathBuf)> {
    let run = known(cx, id).await?;
    let asked: Asked = serde_json::from_str(&run.options).map_err(Error::internal)?;
    let errors = Done::of(&run).errors.ok_or(Error::NotFound)?;
    let stem = PathBuf::from(&asked.name);
    let stem = stem.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = format!("{} ({}).csv", stem.unwrap_or_default(), cx.text("transfer.error_reason"));
    Ok((name, files.path(errors)))
}
