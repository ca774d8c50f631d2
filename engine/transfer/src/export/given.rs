//! Files that records give out and that take long: made as a job, fetched for a day by whoever
//! asked.

use access::Right;
use jobs::{ContextOf, Job, JobCx, Outcome, Running};
use kernel::{Error, FileId, RecordId, Result};
use records::{Cx, Run};
use serde::{Deserialize, Serialize};
use serde_json::json;
use social::Files;
use uuid::Uuid;

use super::underway::{Done, begin, cancelled, note, of_job, wait};

/// Kind of the runs that make such files.
pub const KIND: &str = records::OUTPUT_RUN;
const JOB: &str = "make_output";

/// What a record gives out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The record.
    pub record: RecordId,
    /// The name of the file, as its module knows it.
    pub name: String,
}

/// Asks for a file of a record as a job; tells its run, that of an earlier question while it goes
/// on.
///
/// # Errors
/// `Forbidden`; `NotFound` for a record out of reach, and for a file that no job makes.
pub async fn start_output(cx: &Cx, module: &str, given: Given) -> Result<Uuid> {
    if !records::files::is_made_by_job(cx, module, &given.name) {
        return Err(Error::NotFound);
    }
    records::get(cx, module, given.record).await?;
    let options = json!(given).to_string();
    let goes_on = |run: &Run| {
        let is_open = matches!(run.state.as_str(), "waiting" | "running" | "interrupted");
        let is_own = run.kind == KIND && run.actor == cx.actor.user;
        is_open && is_own && run.module == module && run.options == options
    };
    if let Some(run) = records::runs(cx).await?.into_iter().find(goes_on) {
        return Ok(run.id);
    }
    wait(cx, (KIND, JOB), module, options).await
}

/// The job that makes such a file, under the rights that the person has by then.
pub struct MakeOutput {
    /// Where files lie.
    pub files: Files,
    /// Under whose rights it runs.
    pub context: ContextOf,
}

impl Job for MakeOutput {
    fn name(&self) -> &'static str {
        JOB
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            let (person, id) = of_job(cx, &self.context).await?;
            match carry_out(&person, &self.files, id).await {
                Err(Error::Conflict { code, .. }) if code == records::STOPPED => {
                    cancelled(&person, id).await
                }
                Err(error) => {
                    note(&person, id, &error).await?;
                    Err(error)
                }
                done => done,
            }
        })
    }
}

async fn carry_out(cx: &Cx, files: &Files, id: Uuid) -> Result<Outcome> {
    let run = begin(cx, id).await?;
    if run.state != "running" {
        return cancelled(cx, id).await;
    }
    let given: Given = serde_json::from_str(&run.options).map_err(Error::internal)?;
    let within = cx.in_run(id);
    let made = records::output(&within, &run.module, given.record, &given.name).await?;
    // It may have been stopped while the last of it was made.
    records::note_progress(&within, Done::of(&records::get_run(cx, id).await?).progress()).await?;
    let path = files.path(FileId(id));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(Error::internal)?;
    }
    // What an attempt before left may just be read by a backup, which must not see it shrink.
    drop(std::fs::remove_file(&path));
    std::fs::write(&path, &made.bytes).map_err(Error::internal)?;
    end(cx, (id, &run.module), made.file).await
}

async fn end(cx: &Cx, (id, module): (Uuid, &str), file: String) -> Result<Outcome> {
    let now = cx.now();
    let change = move |run: &mut Run| {
        let done = Done { file: Some(file.clone()), ..Done::of(run) };
        run.state = "done".into();
        run.result = json!(done).to_string();
        run.ended_at = Some(now);
    };
    records::change_run(cx, id, change).await?;
    social::tell_ready(cx, module, id).await?;
    Ok(Outcome::Done(json!({"n": 1})))
}

/// The right that fetching the file of a run needs.
pub fn right(run: &Run) -> Right {
    if run.kind == KIND { Right::See } else { Right::Export }
}
