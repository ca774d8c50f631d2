//! Files that records give out and that a job makes: told of, stopped, and fetched for a day.

use std::sync::Arc;

use access::{Actor, Rights, Sees, Via};
use catalog::Module;
use jobs::{Job, Worker, WorkerParts};
use kernel::{Error, FileId, Language, Locale};
use records::{Behavior, Cx, Engine, Making, Output, Record};
use social::Files;
use testkit::{Scene, Setting, scenario, text};
use tokio::sync::watch;
use transfer::{
    DropExports, Given, MakeOutput, cancel_export, export_file, export_line, start_output,
};

use crate::club;

/// Parts of the file of a club.
const PARTS: u64 = 3;

fn annals<'a>(cx: &'a Cx, _: &'a Module, club: &'a Record) -> Making<'a> {
    Box::pin(async move {
        if club.title == "Ohne" {
            return Err(Error::conflict("nothing_to_tell"));
        }
        for n in 0..=PARTS {
            records::note_progress(cx, (n, PARTS)).await?;
        }
        Ok(Output::of(format!("{}.zip", club.title), club.title.clone().into()))
    })
}

fn setting() -> Setting {
    let club = Behavior::of("club")
        .output("annals.zip", annals)
        .output("card.pdf", annals)
        .made_by_job("annals.zip");
    Setting { behaviors: vec![club], ..club::setting() }
}

async fn work(scene: &Scene, files: &Files) {
    let context = Arc::new(|engine: Arc<Engine>, user| {
        let actor = Actor::person(user, Rights::ordinary(), Sees::All, Via::Import);
        let cx = engine.cx(actor, Locale::new(Language::De));
        Box::pin(async move { Ok(cx) }) as std::pin::Pin<Box<_>>
    });
    let jobs: Vec<Arc<dyn Job>> = vec![
        Arc::new(MakeOutput { files: files.clone(), context }),
        Arc::new(DropExports { files: files.clone() }),
    ];
    let parts = WorkerParts {
        engine: scene.engine.clone(),
        jobs,
        listeners: Vec::new(),
        subscribers: Vec::new(),
        schedules: Vec::new(),
    };
    let (_keep, stop) = watch::channel(false);
    Worker::new(parts, stop).round().await.expect("a round of jobs");
}

fn annals_of(club: &Record) -> Given {
    Given { record: club.id, name: "annals.zip".into() }
}

scenario!(
    setting(),
    what_takes_long_is_made_meanwhile_and_fetched_by_whoever_asked,
    async |scene| {
        let folder = tempfile::tempdir().expect("a folder");
        let files = Files::new(folder.path());
        let tim = scene.as_user("tim", Sees::All).await;
        let club = tim.saves("club", [("name", text("Turner"))]).await;
        let run = start_output(&tim, "club", annals_of(&club)).await.expect("it is asked for");
        let again = start_output(&tim, "club", annals_of(&club)).await.expect("it is asked for");
        assert_eq!(run, again, "it is being made already");
        assert!(matches!(export_file(&tim, &files, run).await, Err(Error::NotFound)), "not yet");
        work(&scene, &files).await;
        let (line, path) = export_file(&tim, &files, run).await.expect("it is ready");
        assert_eq!((line.state.as_str(), line.n, line.total), ("done", PARTS, Some(PARTS)));
        assert_eq!(line.file.as_deref(), Some("Turner.zip"));
        assert_eq!(std::fs::read(path).expect("it lies there"), b"Turner");
        assert_eq!(social::messages(&tim, true, None).await.expect("messages").groups.len(), 1);
        let eva = scene.as_admin().await;
        assert!(matches!(export_line(&eva, run).await, Err(Error::NotFound)), "it is Tim's");
        let ended = line.until.expect("it ends");
        let day = 24 * 3_600_000;
        let change =
            move |run: &mut records::Run| run.ended_at = Some(ended.plus_millis(-2 * day - 1));
        records::change_run(&tim, run, change).await.expect("a day passes");
        jobs::enqueue(&tim, "drop_exports", None, serde_json::json!({})).await.expect("it is due");
        work(&scene, &files).await;
        assert!(!files.path(FileId(run)).exists());
        assert_eq!(export_line(&tim, run).await.expect("known").state, "expired");
    }
);

scenario!(setting(), what_is_stopped_or_cannot_be_made_leaves_nothing_and_says_so, async |scene| {
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::new(folder.path());
    let tim = scene.as_user("tim", Sees::All).await;
    let club = tim.saves("club", [("name", text("Turner"))]).await;
    let run = start_output(&tim, "club", annals_of(&club)).await.expect("it is asked for");
    cancel_export(&tim, run).await.expect("it is stopped");
    let none = tim.saves("club", [("name", text("Ohne"))]).await;
    let failing = start_output(&tim, "club", annals_of(&none)).await.expect("it is asked for");
    work(&scene, &files).await;
    assert_eq!(export_line(&tim, run).await.expect("known").state, "cancelled");
    let line = export_line(&tim, failing).await.expect("known");
    let failure = line.failure.expect("it says why");
    assert_eq!((line.state.as_str(), failure.code.as_str()), ("failed", "nothing_to_tell"));
    assert!(!files.path(FileId(run)).exists() && !files.path(FileId(failing)).exists());
    let quick = Given { record: club.id, name: "card.pdf".into() };
    let refused = start_output(&tim, "club", quick).await;
    assert!(matches!(refused, Err(Error::NotFound)), "that is made at once");
    let stranger = scene.as_user("stranger", Sees::Own).await;
    let refused = start_output(&stranger, "club", annals_of(&club)).await;
    assert!(matches!(refused, Err(Error::NotFound)), "it is out of reach");
});
