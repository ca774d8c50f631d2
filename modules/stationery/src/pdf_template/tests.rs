//! What templates are and when they count, as stories.

use kernel::{Error, FieldProblem, Link, Result};
use records::behavior::{Sketched, draws, sketch};
use records::{Answers, BatchRow, Input, Record};
use social::Files;
use testkit::{Person, Right, Rights, Sees, none, problems, scenario, text};

use super::fields;
use crate::offer::setting;
use crate::slot::Slot;

const MODULE: &str = "pdf_template";

/// A body that says one thing.
fn says(word: &str) -> String {
    format!("#import \"/letter.typ\": *\n#show: letter\n{word}")
}

async fn writes(who: &Person, kind: &str, body: &str) -> Record {
    let values = [("name", text("Eigene")), ("kind", text(kind)), ("body", text(body))];
    who.saves(MODULE, values).await
}

async fn activates(who: &Person, template: &Record) -> Result<Record> {
    records::act(who, MODULE, (template.id, None), "activate", Answers::default()).await
}

fn only(result: Result<Record>) -> FieldProblem {
    let Err(Error::Invalid(problems)) = result else { panic!("nothing was refused") };
    let [problem] = &problems[..] else { panic!("one problem: {problems:?}") };
    problem.clone()
}

async fn sketched(who: &Person, template: Option<&Record>, body: &str) -> Sketched {
    let module = who.module(MODULE).expect("a module");
    let input = Input::of([("kind", text("invoice")), ("body", text(body))]);
    let id = template.map(|template| template.id);
    sketch(who, &module, id, &input).await.expect("it is drawn")
}

scenario!(setting(), a_new_template_begins_as_a_copy_of_the_shipped_one, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let shipped = |kind: &str| text(Slot::of(kind).expect("a slot").shipped());
    let values = [("name", text("Rechnung")), ("kind", text("invoice"))];
    let template = jana.saves(MODULE, values).await;
    assert_eq!(jana.value(MODULE, &template, "body"), shipped("invoice"));
    assert_eq!(jana.value(MODULE, &template, "stage"), text("draft"));
    let other = jana.changes(MODULE, &template, [("kind", text("quote"))]).await;
    assert_eq!(jana.value(MODULE, &other, "body"), shipped("quote"), "it was only a copy");
    let own = jana.changes(MODULE, &other, [("body", text(&says("Eigenes")))]).await;
    let own = jana.changes(MODULE, &own, [("kind", text("invoice"))]).await;
    assert_eq!(jana.value(MODULE, &own, "body"), text(&says("Eigenes")), "what was written stays");
    let over = records::act(&jana, MODULE, (own.id, None), "start_over", Answers::default()).await;
    assert_eq!(jana.value(MODULE, &over.expect("done"), "body"), shipped("invoice"));
});

scenario!(setting(), a_faulty_text_is_kept_as_a_draft_and_refused_in_use, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let faulty = "#import \"/letter.typ\": *\n#show: letter\n\n  #data.sumz";
    let template = writes(&jana, "invoice", faulty).await;
    assert_eq!(jana.value(MODULE, &template, "trouble"), text("template"));
    assert_eq!(jana.value(MODULE, &template, "trouble_place"), text("main.typ:4:9"));
    let problem = only(activates(&jana, &template).await);
    assert_eq!((problem.field.as_str(), problem.code.as_str()), ("body", "template_fault"));
    assert_eq!((&*problem.params["line"], &*problem.params["column"]), ("4", "9"));
    assert!(problem.params["said"].contains("sumz"), "{problem:?}");

    let right = jana.changes(MODULE, &template, [("body", text(&says("Gut")))]).await;
    assert_eq!(jana.value(MODULE, &right, "trouble"), none());
    let active = activates(&jana, &right).await.expect("it is used");
    let input = Input::of([("body", text(faulty))]);
    let problem = only(records::update(&jana, MODULE, active.id, None, input).await);
    assert_eq!(problem.code, "template_fault");
    let stored = jana.reads(MODULE, &active).await;
    assert_eq!(jana.value(MODULE, &stored, "body"), text(&says("Gut")), "what is used stays");
});

scenario!(setting(), what_a_template_cannot_do_is_a_fault_of_it, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    for reach in [
        "#read(\"/etc/passwd\")",
        "#image(\"/proc/self/environ\")",
        "#include \"/etc/hostname\"",
        "#import \"@preview/cetz:0.3.0\": canvas",
        "#plugin(\"/x.wasm\")",
    ] {
        let template = writes(&jana, "quote", &says(reach)).await;
        let problem = only(activates(&jana, &template).await);
        assert_eq!((&*problem.code, &*problem.params["line"]), ("template_fault", "3"), "{reach}");
    }
    let pages = writes(&jana, "quote", &says("#for a in range(60) { pagebreak() }")).await;
    assert_eq!(problems(activates(&jana, &pages).await), ["body: template_too_many_pages"]);
});

scenario!(setting(), a_template_without_end_is_refused, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let endless = "#for a in range(9999) { for b in range(9999) { for c in range(9999) { } } }";
    let template = writes(&jana, "quote", endless).await;
    let kept = template.value(&jana.module(MODULE).expect("a module"), fields::TROUBLE.name());
    assert_eq!(*kept, text("too_long"), "saving went on without it");
});

scenario!(setting(), a_shared_part_is_tried_with_the_papers_it_is_part_of, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let bare =
        writes(&jana, "letter", "#let data = sys.inputs.data\n#let letter(body) = body").await;
    let problem = only(activates(&jana, &bare).await);
    assert_eq!(
        problem.code, "template_fault_elsewhere",
        "other parts need more of it: {problem:?}"
    );
    let shipped = Slot::of("letter").expect("a slot").shipped();
    let marked = format!("{shipped}\n#let brand = [Birkenau]");
    let letter = writes(&jana, "letter", &marked).await;
    activates(&jana, &letter).await.expect("it is used");
    let with_brand = writes(&jana, "invoice", &says("#brand")).await;
    activates(&jana, &with_brand).await.expect("it finds what the own letter brings");
    let input = Input::of([("body", text(shipped))]);
    let problem = only(records::update(&jana, MODULE, letter.id, None, input).await);
    assert_eq!(problem.code, "template_fault_elsewhere", "an own paper needs it: {problem:?}");
    assert_eq!(problem.params["part"], "main.typ");
});

scenario!(setting(), whoever_may_not_change_templates_neither_saves_nor_sketches, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let template = writes(&jana, "invoice", &says("Gut")).await;
    let rights = Rights::ordinary().without(MODULE, Right::Edit).without(MODULE, Right::Create);
    let paul = scene.enter("paul", Sees::All, rights).await;
    let input = Input::of([("body", text("x"))]);
    let saved = records::update(&paul, MODULE, template.id, None, input.clone()).await;
    assert!(matches!(saved, Err(Error::Forbidden { .. })));
    assert!(matches!(activates(&paul, &template).await, Err(Error::Forbidden { .. })));
    let module = paul.module(MODULE).expect("a module");
    assert!(draws(&paul, MODULE));
    for id in [None, Some(template.id)] {
        let drawn = sketch(&paul, &module, id, &input).await;
        assert!(matches!(drawn, Err(Error::Forbidden { .. })));
    }
    let rights = Rights::ordinary().without_action(MODULE, "activate");
    let ida = scene.enter("ida", Sees::All, rights).await;
    assert!(matches!(activates(&ida, &template).await, Err(Error::Forbidden { .. })));
});

scenario!(setting(), nothing_is_used_that_was_not_tried, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let values = [("name", text("Eigene")), ("kind", text("invoice")), ("stage", text("active"))];
    let rows = vec![BatchRow::Create(Input::of(values.clone()))];
    let [saved] =
        <[_; 1]>::try_from(records::save_batch(&jana, MODULE, rows).await.expect("a batch"))
            .expect("one row");
    assert_eq!(problems(saved), ["body: template_untried"]);
    let active = jana.saves(MODULE, values).await;
    let rows = vec![BatchRow::Update(active.id, Input::of([("body", text(&says("Anders")))]))];
    let saved = records::save_batch(&jana, MODULE, rows).await.expect("a batch").remove(0);
    assert_eq!(problems(saved), ["body: template_untried"]);
});

scenario!(setting(), a_change_of_what_is_used_is_taken_back_with_its_proof, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let template = writes(&jana, "invoice", &says("Gut")).await;
    let active = activates(&jana, &template).await.expect("it is used");
    jana.changes(MODULE, &active, [("body", text(&says("Anders")))]).await;
    let history = records::history(&jana, MODULE, active.id, None, 1).await.expect("known");
    let back = records::undo(&jana, history[0].id).await.expect("it is taken back");
    assert_eq!(jana.value(MODULE, &back, "body"), text(&says("Gut")));
    assert_eq!(jana.value(MODULE, &back, "stage"), text("active"));
    let again = jana.changes(MODULE, &back, [("note", text("Wieder wie vorher."))]).await;
    assert_eq!(jana.value(MODULE, &again, "trouble"), none());
});

scenario!(setting(), letter_paper_of_pdf_is_refused_by_its_name, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let template = writes(&jana, "invoice", &says("Gut")).await;
    let files = Files::new(scene.engine.shelf().expect("a folder").folder());
    let link = Link::new(MODULE, template.id);
    let pdf = b"%PDF-1.7\n%%EOF".to_vec();
    files.add(&jana, &link, "First-Sheet.pdf", pdf.clone()).await.expect("it is kept");
    let problem = only(activates(&jana, &template).await);
    assert_eq!(
        (&*problem.code, &*problem.params["name"]),
        ("template_pdf_picture", "First-Sheet.pdf")
    );
    let drawn = sketched(&jana, Some(&template), &says("Gut")).await;
    assert_eq!(drawn.problems, [problem]);
});

scenario!(setting(), what_is_typed_is_drawn_without_being_saved, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let template = writes(&jana, "invoice", &says("Gut")).await;
    let drawn = sketched(&jana, Some(&template), "").await;
    assert_eq!((drawn.n_pages, drawn.pages.len()), (2, 2), "nothing typed shows what comes along");
    assert!(drawn.pages[0].starts_with("<svg"), "{}", &drawn.pages[0][..40]);
    assert!(drawn.words.iter().any(|group| !group.words.is_empty()));
    let plain = sketched(&jana, None, &says("Gut")).await;
    assert_eq!(plain.n_pages, 1);
    let picture = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'></svg>";
    let files = Files::new(scene.engine.shelf().expect("a folder").folder());
    let link = Link::new(MODULE, template.id);
    files.add(&jana, &link, "next-sheet.svg", picture.to_vec()).await.expect("it is kept");
    files.add(&jana, &link, "map.svg", picture.to_vec()).await.expect("it is kept");
    let body = says("#image(\"/map.svg\")#pagebreak()#data.sender.next-sheet");
    let drawn = sketched(&jana, Some(&template), &body).await;
    assert!(drawn.problems.is_empty() && drawn.n_pages == 2, "{:?}", drawn.problems);
    let drawn = sketched(&jana, Some(&template), &says("#nothing")).await;
    let [problem] = &drawn.problems[..] else { panic!("{:?}", drawn.problems) };
    assert_eq!((&*problem.params["line"], drawn.pages.len()), ("3", 0));
    let stored = jana.reads(MODULE, &template).await;
    assert_eq!(
        (stored.version, stored.value(&jana.module(MODULE).unwrap(), "body").clone()),
        (1, text(&says("Gut")))
    );
});
