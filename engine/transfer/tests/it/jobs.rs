//! Imports as jobs: they run while nobody waits, stop when asked, and are taken back.

use std::sync::Arc;

use ::jobs::{Job, Worker, WorkerParts};
use access::{Actor, Rights, Sees, Via};
use kernel::{Language, Locale};
use records::Engine;
use social::Files;
use testkit::{Scene, scenario};
use tokio::sync::watch;
use transfer::{ContextOf, ImportRecords, UndoImport, cancel, error_file, import, start, undo};

use crate::club;
use crate::stage::{Stage, shown};

const LIST: &str = "Organisationsname;Mitarbeiter\nTSV;3\nChor;viele\n";

fn context() -> ContextOf {
    Arc::new(|engine: Arc<Engine>, user| {
        let actor = Actor::person(user, Rights::administrator(), Sees::All, Via::Import);
        Box::pin(async move { Ok(engine.cx(actor, Locale::new(Language::De))) })
    })
}

async fn work(scene: &Scene, files: &Files) {
    let jobs: Vec<Arc<dyn Job>> = vec![
        Arc::new(ImportRecords { files: files.clone(), context: context() }),
        Arc::new(UndoImport { context: context() }),
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

scenario!(club::setting(), an_import_runs_as_a_job_and_is_undone, async |scene| {
    let admin = scene.as_admin().await;
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::new(folder.path());
    let file = files.add_loose(&admin, "Vereine.csv", LIST.into()).await.expect("a file");
    let stage = Stage::new(&admin, "club", LIST.as_bytes());
    let run = start(&admin, file, "Vereine.csv", &stage.options).await.expect("it starts");
    assert_eq!(import(&admin, run).await.expect("known").state, "waiting");
    assert!(undo(&admin, run).await.is_err());
    work(&scene, &files).await;
    let line = import(&admin, run).await.expect("known");
    assert_eq!(
        (line.state.as_str(), line.name.as_str(), line.total),
        ("done", "Vereine.csv", Some(2))
    );
    assert_eq!(shown(line.tally), "created 1, updated 0, skipped 0, refused 1, blank 0, linked 0");
    let (name, path) = error_file(&admin, &files, run).await.expect("refused rows");
    let bytes = std::fs::read(path).expect("it lies there");
    assert_eq!(name, "Vereine (Fehler).csv");
    assert!(String::from_utf8(bytes).expect("UTF-8").contains("Chor;viele;3;Mitarbeiter: „viele“"));
    undo(&admin, run).await.expect("it is taken back");
    work(&scene, &files).await;
    let line = import(&admin, run).await.expect("known");
    assert_eq!((line.state.as_str(), line.undone), ("undone", Some((1, 0))));
    assert!(admin.lists("club", "", "title").await.is_empty());
    assert!(undo(&admin, run).await.is_err());
});

scenario!(club::setting(), a_cancelled_import_does_nothing_more, async |scene| {
    let admin = scene.as_admin().await;
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::new(folder.path());
    let file = files.add_loose(&admin, "Vereine.csv", LIST.into()).await.expect("a file");
    let stage = Stage::new(&admin, "club", LIST.as_bytes());
    let run = start(&admin, file, "Vereine.csv", &stage.options).await.expect("it starts");
    cancel(&admin, run).await.expect("it is cancelled");
    work(&scene, &files).await;
    let line = import(&admin, run).await.expect("known");
    assert_eq!((line.state.as_str(), line.tally.rows()), ("cancelled", 0));
    assert!(error_file(&admin, &files, run).await.is_err());
});
