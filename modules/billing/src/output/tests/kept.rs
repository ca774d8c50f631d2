//! What is kept of what documents give out, as stories.

use std::sync::Arc;

use jobs::{Job, JobCx, KeepOutputs, Listener, Running, Worker, WorkerParts};
use kernel::{Error, Link};
use records::Record;
use records::kept::KeptFile;
use serde_json::json;
use testkit::{FieldRight, Person, Rights, Scene, Sees, scenario, text};

use crate::firm::{Firm, day, item};
use crate::offer::setting;

/// Does what follows a save.
async fn work(scene: &Scene, jobs: Vec<Arc<dyn Job>>) {
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    let parts = WorkerParts {
        engine: scene.engine.clone(),
        jobs,
        subscribers: Vec::new(),
        listeners: vec![Listener { job: "plan_outputs", hear: jobs::hear_of_outputs }],
        schedules: Vec::new(),
    };
    Worker::new(parts, stopped).round().await.expect("the jobs are done");
}

pub(super) async fn paper(who: &Person, module: &str, record: &Record) -> Vec<u8> {
    let given = records::output(who, module, record.id, "document.pdf").await;
    given.expect("a paper").bytes
}

async fn papers(who: &Person, module: &str, record: &Record) -> Vec<KeptFile> {
    records::kept::files_of(who, &Link::new(module, record.id)).await.expect("they are told")
}

scenario!(setting(), a_paper_is_drawn_once_when_its_document_is_issued, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = firm.writes("invoice", vec![item("Beratung", "10", "120")], []).await;
    work(&scene, vec![Arc::new(KeepOutputs)]).await;
    let [kept] = &papers(&jana, "invoice", &invoice).await[..] else { panic!("one paper") };
    assert_eq!((kept.output.as_str(), kept.hash().len()), ("document.pdf", 64));
    assert!(kept.template.starts_with("invoice "), "{}", kept.template);
    assert_eq!(kept.made_at, scene.engine.clock().now());

    // The company moves, and its papers say so; what went out before says what it said.
    let first = paper(&jana, "invoice", &invoice).await;
    assert_eq!(kept.size, first.len() as u64);
    scene.after_hours(48);
    let company = firm.newest("company").await;
    firm.changes("company", &company, [("name", text("Birkenau AG"))]).await;
    firm.pays("invoice", &invoice).await;
    work(&scene, vec![Arc::new(KeepOutputs)]).await;
    assert!(paper(&jana, "invoice", &invoice).await == first, "the same bytes");
    assert_eq!(papers(&jana, "invoice", &invoice).await.len(), 1);
    let reopened = scene.reopened().await.expect("it opens again");
    let system = reopened.engine.system("a test looks again");
    let again = records::output(&system, "invoice", invoice.id, "document.pdf").await;
    assert!(again.expect("a paper").bytes == first, "the same bytes after a restart");
});

scenario!(setting(), whoever_asks_before_the_job_has_the_paper_kept, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let [subject, account] = firm.about();
    let draft = jana.saves("invoice", [subject, account]).await;
    paper(&jana, "invoice", &draft).await;
    assert!(papers(&jana, "invoice", &draft).await.is_empty(), "a draft can still change");

    let invoice = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    let system = scene.engine.system("everything is verified");
    let (faults, waiting) = records::kept::verify(&system).await.expect("it is verified");
    assert_eq!((faults.len(), waiting), (0, vec![Link::new("invoice", invoice.id)]));
    let asked = || records::output(&jana, "invoice", invoice.id, "document.pdf");
    let (first, second) = tokio::join!(asked(), asked());
    let first = first.expect("a paper");
    assert!(first == second.expect("a paper"), "two who ask at once get the same");
    work(&scene, vec![Arc::new(KeepOutputs)]).await;
    assert!(paper(&jana, "invoice", &invoice).await == first.bytes);
    let (faults, waiting) = records::kept::verify(&system).await.expect("it is verified");
    assert!(faults.is_empty() && waiting.is_empty());
});

scenario!(setting(), a_kept_paper_is_no_other_in_database_and_folder, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    paper(&jana, "invoice", &invoice).await;
    for (table, forged) in [
        ("kept_outputs", "template = 'invoice 0'"),
        ("kept_outputs", "edition = 7"),
        ("kept_outputs", "keeping = ''"),
        ("files", "size = 1"),
        ("files", "name = 'other.pdf'"),
        ("files", "trashed_at = 1"),
        ("files", "keeping = ''"),
    ] {
        let refused = scene.forges((table, "1 = 1"), forged).await;
        assert!(refused.is_err(), "{table}: {forged}");
    }
    for table in ["kept_outputs", "files"] {
        assert!(scene.erases(table, "1 = 1").await.is_err(), "{table}");
    }
    let system = scene.engine.system("a test looks for the file");
    let path = kept_file(&scene);
    let mut bytes = std::fs::read(&path).expect("the paper lies there");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, &bytes).expect("somebody writes over it");
    let given = records::output(&jana, "invoice", invoice.id, "document.pdf").await;
    assert!(matches!(given, Err(Error::Internal(_))), "no other bytes pass for it: {given:?}");
    let files = social::Files::new(scene.engine.shelf().expect("a folder").folder());
    let (_, faults) = files.verify(&system).await.expect("it is verified");
    assert!(faults.len() == 1 && faults[0].contains("was changed"), "{faults:?}");
    std::fs::remove_file(&path).expect("somebody takes it away");
    let (_, faults) = files.verify(&system).await.expect("it is verified");
    assert!(faults.len() == 1 && faults[0].contains("is missing"), "{faults:?}");
});

/// Where the only kept file lies.
fn kept_file(scene: &Scene) -> std::path::PathBuf {
    let folder = scene.engine.shelf().expect("a folder").folder().to_owned();
    let folders = std::fs::read_dir(folder).expect("it is read").flatten();
    let all = folders.filter(|entry| entry.path().is_dir());
    let files =
        all.flat_map(|entry| std::fs::read_dir(entry.path()).expect("it is read").flatten());
    files.map(|entry| entry.path()).next().expect("a file")
}

scenario!(
    setting(),
    a_letter_that_is_taken_back_gets_another_paper_when_it_counts,
    async |scene| {
        let jana = scene.as_user("jana", Sees::All).await;
        let firm = Firm::of(&jana).await;
        let late = [("invoice_date", day("2026-09-01"))];
        firm.writes("invoice", vec![item("Beratung", "1", "100")], late).await;
        for (module, errand) in
            [("dunning_level", "lay_in"), ("base_rate", "lay_in"), ("dunning_letter", "propose")]
        {
            records::run_errand(&jana, module, errand).await.expect("it is run");
        }
        let letter = firm.newest("dunning_letter").await;
        let approved = firm.does("dunning_letter", &letter, "approve").await.expect("approved");
        let first = paper(&jana, "dunning_letter", &approved).await;
        let draft = firm.does("dunning_letter", &approved, "reopen").await.expect("taken back");
        assert!(papers(&jana, "dunning_letter", &draft).await.is_empty(), "it does not bind");
        firm.changes("dunning_letter", &draft, [("closing", text("Letzte Frist."))]).await;
        let again = firm.does("dunning_letter", &draft, "approve").await.expect("approved");
        let second = paper(&jana, "dunning_letter", &again).await;
        assert!(first != second, "it says something else");
        assert!(paper(&jana, "dunning_letter", &again).await == second);
    }
);

/// A job of the name of ours that cannot draw.
struct Broken;

impl Job for Broken {
    fn name(&self) -> &'static str {
        "keep_outputs"
    }

    fn tries(&self) -> i64 {
        1
    }

    fn run<'a>(&'a self, _: &'a JobCx) -> Running<'a> {
        Box::pin(async { Err(Error::internal("the template has a fault")) })
    }
}

scenario!(setting(), a_fault_in_drawing_is_told_and_the_job_can_be_repeated, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    assert!(jana.value("invoice", &invoice, "number").as_text().ends_with("-00001"));
    work(&scene, vec![Arc::new(Broken)]).await;
    let [line] = &jobs::lines(&jana).await.expect("jobs")[..] else { panic!("one job") };
    assert_eq!((line.name.as_str(), line.state.as_str()), ("keep_outputs", "failed"));
    let told = social::messages(&jana, true, None).await.expect("messages");
    assert_eq!(told.groups.len(), 1, "whoever issued it is told");
    jobs::repeat(&jana, line.id).await.expect("it is repeated");
    work(&scene, vec![Arc::new(KeepOutputs)]).await;
    let line = jobs::line(&jana, line.id).await.expect("the job");
    assert_eq!((line.state.as_str(), line.result), ("done", Some(json!({"kept": 1}))));
    assert_eq!(papers(&jana, "invoice", &invoice).await.len(), 1);
});

scenario!(setting(), what_is_bought_is_for_those_who_may_know_what_it_costs, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let vendor = jana.saves("vendor", [("name", text("Nordwerk"))]).await;
    let values = [
        ("subject", text("Monitore")),
        ("vendor", testkit::link("vendor", &vendor)),
        ("lines", kernel::Value::of_lines(vec![item("Monitor", "2", "199")])),
    ];
    let order = jana.saves("purchase_order", values).await;
    let order = firm.does("purchase_order", &order, "order").await.expect("it is ordered");
    paper(&jana, "purchase_order", &order).await;
    let rights = Rights::ordinary().with_field("product", "cost", FieldRight::Hidden);
    let paul = scene.enter("paul", Sees::All, rights).await;
    let given = records::output(&paul, "purchase_order", order.id, "document.pdf").await;
    assert!(matches!(given, Err(Error::Forbidden { .. })), "also what is kept: {given:?}");
});
