//! Papers with templates of the house, as stories.

use std::sync::Arc;

use jobs::{Remind, Schedule, Worker, WorkerParts};
use kernel::Value;
use records::behavior::sketch;
use records::{Answers, Input, Record};
use testkit::{FieldRight, Person, Rights, Scene, Sees, link, none, scenario, text};

use super::kept::paper;
use crate::firm::{Firm, item};
use crate::offer::setting;

const MODULE: &str = "pdf_template";

/// A square of two by two points, as PNG.
const SQUARE: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0,
    0, 0, 253, 212, 154, 115, 0, 0, 0, 16, 73, 68, 65, 84, 120, 218, 99, 224, 78, 42, 1, 34, 6, 8,
    5, 0, 23, 6, 3, 133, 123, 37, 169, 29, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// A body that says one thing.
fn says(word: &str) -> String {
    format!("#import \"/letter.typ\": *\n#show: letter\n{word}")
}

async fn template<'v>(
    who: &Person,
    body: &str,
    more: impl IntoIterator<Item = (&'v str, Value)>,
) -> Record {
    let own = [("name", text(body)), ("kind", text("invoice")), ("body", text(&says(body)))];
    who.saves(MODULE, own.into_iter().chain(more)).await
}

async fn does(who: &Person, record: &Record, action: &str) -> Record {
    let done = records::act(who, MODULE, (record.id, None), action, Answers::default()).await;
    done.unwrap_or_else(|error| panic!("{action}: {error}"))
}

/// What says with which templates an invoice is drawn.
async fn made_with(who: &Person, invoice: &Record) -> String {
    let given = records::output(who, "invoice", invoice.id, "document.pdf").await;
    given.expect("a paper").made_with
}

fn named(record: &Record) -> String {
    format!("invoice {}@{} ", record.id, record.version)
}

async fn draft(firm: &Firm<'_>) -> Record {
    let lines = ("lines", Value::of_lines(vec![item("Beratung", "10", "120")]));
    firm.who.saves("invoice", firm.about().into_iter().chain([lines])).await
}

scenario!(setting(), the_template_that_fits_best_is_used, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let own = firm.newest("company").await;
    let invoice = &draft(&firm).await;
    let other = jana.saves("company", [("name", text("Ulmenhof AG"))]).await;
    let shipped = made_with(&jana, invoice).await;
    assert!(!shipped.contains('@'), "{shipped}");
    let (de, en) = (("language", text("de")), ("language", text("en")));
    let here = || ("company", link("company", &own));
    let strange =
        template(&jana, "Fremd", [("company", link("company", &other)), de.clone()]).await;
    let english = template(&jana, "Fremdsprachig", [here(), en.clone()]).await;
    for none in [&strange, &english] {
        does(&jana, none, "activate").await;
    }
    assert_eq!(made_with(&jana, invoice).await, shipped, "they are for others");
    let general = template(&jana, "Allgemein", []).await;
    assert_eq!(made_with(&jana, invoice).await, shipped, "a draft is never used");
    let general = does(&jana, &general, "activate").await;
    assert!(made_with(&jana, invoice).await.starts_with(&named(&general)));
    let german = does(&jana, &template(&jana, "Deutsch", [de.clone()]).await, "activate").await;
    assert!(made_with(&jana, invoice).await.starts_with(&named(&german)));
    let firms = does(&jana, &template(&jana, "Haus", [here()]).await, "activate").await;
    assert!(made_with(&jana, invoice).await.starts_with(&named(&firms)));
    let both =
        does(&jana, &template(&jana, "Beides", [here(), de.clone()]).await, "activate").await;
    assert!(made_with(&jana, invoice).await.starts_with(&named(&both)));
    scene.after_hours(1);
    let newer = does(&jana, &template(&jana, "Neuer", [here(), de]).await, "activate").await;
    assert!(made_with(&jana, invoice).await.starts_with(&named(&newer)), "of two alike the newer");
    does(&jana, &newer, "retire").await;
    assert!(made_with(&jana, invoice).await.starts_with(&named(&both)));
    records::trash(&jana, MODULE, both.id, None).await.expect("it goes to the bin");
    assert!(made_with(&jana, invoice).await.starts_with(&named(&firms)));
    let in_english = jana.changes("invoice", invoice, [en]).await;
    let english = jana.reads(MODULE, &english).await;
    assert!(made_with(&jana, &in_english).await.starts_with(&named(&english)));
});

scenario!(setting(), a_letter_of_the_house_is_on_every_paper, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = draft(&firm).await;
    let plain = paper(&jana, "invoice", &invoice).await;
    let letter = jana.saves(MODULE, [("name", text("Briefbogen")), ("kind", text("letter"))]).await;
    let body = jana.value(MODULE, &letter, "body").as_text().replace("#0b6274", "#8a1538");
    let letter = jana.changes(MODULE, &letter, [("body", text(&body))]).await;
    let letter = does(&jana, &letter, "activate").await;
    let edition = made_with(&jana, &invoice).await;
    let (shipped, own) = edition.split_once(" + ").expect("two templates");
    assert!(
        !shipped.contains('@')
            && own.starts_with(&format!("letter {}@{} ", letter.id, letter.version)),
        "{edition}"
    );
    assert!(paper(&jana, "invoice", &invoice).await != plain);
    let order = firm.order(vec![item("Beratung", "1", "100")]).await;
    let given =
        records::output(&jana, "sales_order", order.id, "document.pdf").await.expect("a paper");
    assert!(given.made_with.contains(&letter.id.to_string()));
});

/// Tells owners what is due, as every quarter of an hour.
async fn remind(scene: &Scene) {
    let (_stop, stopped) = tokio::sync::watch::channel(false);
    let parts = WorkerParts {
        engine: scene.engine.clone(),
        jobs: vec![Arc::new(Remind)],
        subscribers: Vec::new(),
        listeners: Vec::new(),
        schedules: vec![Schedule { job: "remind", every: 900_000 }],
    };
    Worker::new(parts, stopped).round().await.expect("the jobs are done");
}

/// A template that goes wrong on one document only, so that no trial finds it.
const LATE: &str = "#if data.subtitle == \"Einführung\" { data.sumz }";

scenario!(setting(), a_template_that_fails_late_is_passed_over_and_told, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let late = does(&jana, &template(&jana, LATE, []).await, "activate").await;
    let issued = firm.writes("invoice", vec![item("Beratung", "10", "120")], []).await;
    let kept = paper(&jana, "invoice", &issued).await;
    assert!(kept.starts_with(b"%PDF"), "issuing waits for nobody");
    let edition = made_with(&jana, &issued).await;
    assert!(!edition.contains('@'), "it says what made it: {edition}");
    let told = jana.reads(MODULE, &late).await;
    assert_eq!(jana.value(MODULE, &told, "trouble"), text("template"));
    assert_eq!(jana.value(MODULE, &told, "trouble_place"), text("main.typ:3:42"));
    assert!(jana.value(MODULE, &told, "trouble_text").as_text().contains("sumz"));
    assert_eq!(jana.value(MODULE, &told, "stage"), text("active"));
    paper(&jana, "invoice", &draft(&firm).await).await;
    assert_eq!(jana.reads(MODULE, &late).await.version, told.version, "the same is told once");
    remind(&scene).await;
    let page = social::messages(&jana, true, None).await.expect("messages");
    assert_eq!(page.groups.len(), 1, "its owner is told");
    let mended = jana.changes(MODULE, &told, [("body", text(&says("Gut")))]).await;
    assert_eq!(jana.value(MODULE, &mended, "trouble"), none());
    assert!(made_with(&jana, &draft(&firm).await).await.starts_with(&named(&mended)));
});

/// A template that does not end on one document only.
const ENDLESS: &str = "#if data.subtitle == \"Einführung\" { for a in range(9999) { \
    for b in range(9999) { for c in range(9999) { } } } }";

scenario!(setting(), a_template_without_end_holds_up_a_paper_and_does_not_keep_it, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let endless = does(&jana, &template(&jana, ENDLESS, []).await, "activate").await;
    let edition = made_with(&jana, &draft(&firm).await).await;
    assert!(!edition.contains('@'), "{edition}");
    let told = jana.reads(MODULE, &endless).await;
    assert_eq!(jana.value(MODULE, &told, "trouble"), text("too_long"));
});

scenario!(setting(), what_was_issued_stays_when_templates_change, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let first = does(&jana, &template(&jana, "Erste", []).await, "activate").await;
    let issued = firm.writes("invoice", vec![item("Beratung", "10", "120")], []).await;
    let bytes = paper(&jana, "invoice", &issued).await;
    let changed = jana.changes(MODULE, &first, [("body", text(&says("Zweite")))]).await;
    assert!(changed.version > first.version);
    assert!(paper(&jana, "invoice", &issued).await == bytes, "the very bytes");
    assert!(made_with(&jana, &issued).await.starts_with(&named(&first)), "and what made them");
    let link = kernel::Link::new("invoice", issued.id);
    let [kept] = &records::kept::files_of(&jana, &link).await.expect("they are told")[..] else {
        panic!("one paper");
    };
    assert!(kept.template.starts_with(&named(&first)), "{}", kept.template);
    assert!(made_with(&jana, &draft(&firm).await).await.starts_with(&named(&changed)));
});

async fn drawn_on(who: &Person, values: Vec<(&str, Value)>) -> Result<usize, String> {
    let module = who.module(MODULE).expect("a module");
    let drawn = sketch(who, &module, None, &Input::of(values)).await.expect("an answer");
    match drawn.problems.first() {
        None => Ok(drawn.n_pages),
        Some(problem) => Err(problem.code.clone()),
    }
}

scenario!(setting(), a_template_is_drawn_on_documents_its_writer_may_have, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = draft(&firm).await;
    let on = |kind: &'static str, module: &str, record: &Record, body: &str| {
        vec![("kind", text(kind)), ("body", text(&says(body))), ("sample", link(module, record))]
    };
    let subtitle = "#assert(data.subtitle == \"Einführung\")";
    let right = drawn_on(&jana, on("invoice", "invoice", &invoice, subtitle)).await;
    assert_eq!(right, Ok(1), "it is the document itself");
    let other = drawn_on(&jana, on("quote", "invoice", &invoice, "")).await;
    assert_eq!(other, Err("template_other_paper".into()));
    let none = drawn_on(&jana, on("invoice", "account", &firm.account, "")).await;
    assert_eq!(none, Err("template_no_paper".into()));

    let vendor = jana.saves("vendor", [("name", text("Nordwerk"))]).await;
    let values = [
        ("subject", text("Monitore")),
        ("vendor", link("vendor", &vendor)),
        ("lines", Value::of_lines(vec![item("Monitor", "2", "199")])),
    ];
    let order = jana.saves("purchase_order", values).await;
    let bought = || on("purchase_order", "purchase_order", &order, "Gut");
    assert_eq!(drawn_on(&jana, bought()).await, Ok(1));
    let rights = Rights::ordinary().with_field("product", "cost", FieldRight::Hidden);
    let paul = scene.enter("paul", Sees::All, rights).await;
    assert_eq!(drawn_on(&paul, bought()).await, Err("template_no_paper".into()));
    let eva = scene.as_user("eva", Sees::Own).await;
    let unseen = drawn_on(&eva, on("invoice", "invoice", &invoice, subtitle)).await;
    assert!(unseen.is_err(), "a document out of reach is none: {unseen:?}");
});

scenario!(setting(), the_logo_of_a_company_stands_on_its_papers, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = draft(&firm).await;
    let plain = paper(&jana, "invoice", &invoice).await;
    let files = social::Files::new(jana.engine.shelf().expect("a shelf").folder());
    let logo = files.add_for_field(&jana, "logo.png", SQUARE.to_vec()).await.expect("it is kept");
    let company = firm.newest("company").await;
    jana.changes("company", &company, [("logo", Value::File(logo))]).await;
    let with_logo = paper(&jana, "invoice", &invoice).await;
    assert!(with_logo != plain, "it stands in place of the name");
    let broken = [SQUARE[..40].to_vec(), vec![0; 40]].concat();
    let broken = files.add_for_field(&jana, "kaputt.png", broken).await.expect("it is kept");
    jana.changes("company", &firm.newest("company").await, [("logo", Value::File(broken))]).await;
    assert!(paper(&jana, "invoice", &invoice).await == plain, "a paper is made in any case");
});
