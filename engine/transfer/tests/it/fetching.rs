//! Large exports are made meanwhile, told of, and fetched for a day by whoever asked.

use std::sync::Arc;

use access::{Actor, FieldRight, Right, Rights, Sees, Via};
use jobs::{ContextOf, Job, Worker, WorkerParts};
use kernel::{Error, FileId, Instant, Language, Locale};
use records::Engine;
use social::{Files, MessageKind, Subject};
use testkit::{Person, Scene, scenario, text};
use tokio::sync::watch;
use transfer::{
    DropExports, Export, ExportFormat, ExportRecords, cancel_export, export_file, export_line,
    is_large, start_export,
};

use crate::club;

fn context(rights: &Rights) -> ContextOf {
    let rights = rights.clone();
    Arc::new(move |engine: Arc<Engine>, user| {
        let actor = Actor::person(user, rights.clone(), Sees::All, Via::Import);
        Box::pin(async move { Ok(engine.cx(actor, Locale::new(Language::De))) })
    })
}

async fn work(scene: &Scene, files: &Files, rights: &Rights) {
    let context = context(rights);
    let jobs: Vec<Arc<dyn Job>> = vec![
        Arc::new(ExportRecords { files: files.clone(), context }),
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

async fn fill(person: &Person, n: usize) {
    for at in 0..n {
        person.saves("club", [("name", text(&format!("Verein {at:04}")))]).await;
    }
}

fn clubs(format: ExportFormat) -> Export {
    let fields = vec!["name".into(), "branch".into()];
    Export { module: "club".into(), format, fields, sort: "title".into(), ..Export::default() }
}

scenario!(club::setting(), a_file_is_made_meanwhile_and_told_of, async |scene| {
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::new(folder.path());
    let tim = scene.as_user("tim", Sees::All).await;
    fill(&tim, 620).await;
    assert!(!is_large(&tim, &clubs(ExportFormat::Csv)).await.expect("it is counted"));
    let csv = start_export(&tim, &clubs(ExportFormat::Csv)).await.expect("it is asked for");
    let sheet = start_export(&tim, &clubs(ExportFormat::Sheet)).await.expect("it is asked for");
    assert!(matches!(export_file(&tim, &files, csv).await, Err(Error::NotFound)), "not yet");
    work(&scene, &files, &Rights::ordinary()).await;
    let (line, path) = export_file(&tim, &files, csv).await.expect("it is ready");
    assert_eq!((line.state.as_str(), line.n, line.total), ("done", 620, Some(620)));
    let written = std::fs::read_to_string(path).expect("it lies there");
    assert_eq!(written.lines().count(), 621);
    assert!(written.lines().nth(1).expect("a row").ends_with(";Verein 0000;"));
    let (_, path) = export_file(&tim, &files, sheet).await.expect("it is ready");
    assert!(std::fs::read(path).expect("it lies there").starts_with(b"PK"));
    let told = social::messages(&tim, true, None).await.expect("messages");
    let kinds = told.groups.iter().map(|group| (&group.subject, group.messages[0].kind));
    let kinds: Vec<_> = kinds.collect();
    let ready = |run| Subject::Export("club".into(), run);
    assert_eq!(kinds.len(), 2);
    assert!(kinds.contains(&(&ready(csv), MessageKind::Ready)));
    let eva = scene.as_admin().await;
    assert!(matches!(export_line(&eva, csv).await, Err(Error::NotFound)), "it is Tim's");
    assert!(matches!(export_file(&eva, &files, csv).await, Err(Error::NotFound)));
});

scenario!(club::setting(), rights_hold_as_they_are_when_it_runs, async |scene| {
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::new(folder.path());
    let tim = scene.as_user("tim", Sees::All).await;
    fill(&tim, 2).await;
    let hidden = start_export(&tim, &clubs(ExportFormat::Csv)).await.expect("it is asked for");
    let rights = Rights::ordinary().with_field("club", "branch", FieldRight::Hidden);
    work(&scene, &files, &rights).await;
    let (_, path) = export_file(&tim, &files, hidden).await.expect("it is ready");
    let head = std::fs::read_to_string(path).expect("it lies there");
    let headings = head.lines().next().expect("headings");
    assert_eq!(headings.matches(';').count(), 1, "the name is left: {headings}");
    let shut = start_export(&tim, &clubs(ExportFormat::Csv)).await.expect("it is asked for");
    work(&scene, &files, &Rights::ordinary().without("club", Right::Export)).await;
    assert_eq!(export_line(&tim, shut).await.expect("known").state, "failed");
    assert!(!files.path(FileId(shut)).exists(), "nothing is left of it");
});

scenario!(club::setting(), a_stopped_export_leaves_nothing, async |scene| {
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::new(folder.path());
    let tim = scene.as_user("tim", Sees::All).await;
    fill(&tim, 2).await;
    let run = start_export(&tim, &clubs(ExportFormat::Json)).await.expect("it is asked for");
    cancel_export(&tim, run).await.expect("it is stopped");
    work(&scene, &files, &Rights::ordinary()).await;
    assert_eq!(export_line(&tim, run).await.expect("known").state, "cancelled");
    assert!(!files.path(FileId(run)).exists());
});

scenario!(club::setting(), a_file_is_gone_after_a_day, async |scene| {
    let folder = tempfile::tempdir().expect("a folder");
    let files = Files::new(folder.path());
    let tim = scene.as_user("tim", Sees::All).await;
    fill(&tim, 1).await;
    let run = start_export(&tim, &clubs(ExportFormat::Csv)).await.expect("it is asked for");
    work(&scene, &files, &Rights::ordinary()).await;
    let ended: Instant = records::get_run(&tim, run).await.expect("known").ended_at.expect("done");
    let day = 24 * 3_600_000;
    let change = move |run: &mut records::Run| run.ended_at = Some(ended.plus_millis(-day));
    records::change_run(&tim, run, change).await.expect("a day passes");
    assert_eq!(export_line(&tim, run).await.expect("known").state, "expired");
    assert!(matches!(export_file(&tim, &files, run).await, Err(Error::NotFound)));
    assert!(files.path(FileId(run)).exists(), "it is removed by the job");
    let change = move |run: &mut records::Run| run.ended_at = Some(ended.plus_millis(-day - 1));
    records::change_run(&tim, run, change).await.expect("a moment more");
    jobs::enqueue(&tim, "drop_exports", None, serde_json::json!({})).await.expect("it is due");
    work(&scene, &files, &Rights::ordinary()).await;
    assert!(!files.path(FileId(run)).exists());
    assert_eq!(export_line(&tim, run).await.expect("known").state, "expired");
});
