//! The page of a record and its parts.

use kernel::{FieldProblem, Language, Value};

use super::markup::{check, count};
use super::sample::{Library, at};
use crate::fields::Form;
use crate::model::Toast;
use crate::views::detail::{
    BinState, FactMark, Saved, Timeline, fact, fact_form, fact_saved, page, timeline,
};

fn in_both(test: impl Fn(&mut Library)) {
    for language in Language::ALL {
        test(&mut Library::new(language));
    }
}

#[test]
fn a_page_is_sound_in_both_languages() {
    in_both(|library| {
        let other = library.other("Immensee");
        let html = page(library.cx(), &library.detail(&other)).into_string();
        check(&html);
        assert_eq!(count(&html, "h1"), 1);
        for part in ["block-general", "timeline", "related-readers", "files", "header"] {
            assert!(html.contains(&format!("id=\"part-detail-{part}\"")), "{part}");
        }
        assert!(html.contains("Der Schimmelreiter &lt;Novelle&gt; &amp; mehr"));
        assert!(html.contains("Der Deich &lt;hält&gt;."));
    });
}

#[test]
fn every_form_of_a_page_carries_the_token() {
    let mut library = Library::new(Language::De);
    let other = library.other("Immensee");
    let html = page(library.cx(), &library.detail(&other)).into_string();
    let posts = html.matches("method=\"post\"").count();
    assert_eq!(posts, html.matches("name=\"csrf\" value=\"the-token\"").count());
}

#[test]
fn a_reader_without_rights_is_offered_nothing() {
    let mut library = Library::new(Language::En);
    let other = library.other("Immensee");
    let mut model = library.detail(&other);
    (model.edit, model.composer, model.files) = (None, None, None);
    (model.favorite, model.following) = (None, None);
    (model.actions, model.more) = (Vec::new(), Vec::new());
    model.related.clear();
    model.timeline = Timeline::default();
    for fact in model.blocks.iter_mut().flat_map(|block| &mut block.facts) {
        fact.edit = None;
    }
    let html = page(library.cx(), &model).into_string();
    check(&html);
    assert_eq!(count(&html, "form"), 0);
    assert!(!html.contains("data-edit"), "no fact can be edited");
    assert!(html.contains("Nothing has happened here yet."));
}

#[test]
fn a_record_in_the_bin_says_so() {
    in_both(|library| {
        let other = library.other("Immensee");
        let mut model = library.detail(&other);
        model.bin = Some(BinState {
            at: at("2026-11-20T10:00:00Z"),
            who: Some(library.keeper()),
            restore: Some("/books/1/restore".into()),
            purge: Some("/books/1/purge".into()),
        });
        let html = page(library.cx(), &model).into_string();
        check(&html);
        assert!(html.contains("action=\"/books/1/restore\""));
        assert!(html.contains("id=\"confirm-books-1-purge\""), "what is final is asked for first");
    });
}

#[test]
fn a_fact_of_every_kind_is_shown_and_edited() {
    in_both(|library| {
        library.other("Immensee");
        let names = library.blocks().flat_map(|(_, names)| names).copied();
        for name in names.filter(|name| *name != "scan") {
            let mut model = library.fact(name);
            let shown = fact(library.cx(), &model).into_string();
            check(&shown);
            assert!(shown.starts_with("<dd ") && shown.contains(&format!("id=\"fact-{name}\"")));
            model.edit = Some(format!("/books/1/field/{name}"));
            let form = fact_form(library.cx(), &model, 4, None).into_string();
            check(&form);
            assert!(form.contains("name=\"version\" value=\"4\""), "{form}");
            assert!(form.contains(" autofocus") || name == "shelf_mark", "{form}");
        }
    });
}

#[test]
fn a_refused_fact_keeps_what_was_typed_and_says_why() {
    let library = Library::new(Language::De);
    let mut model = library.fact("pages");
    model.mark = FactMark::Refused(FieldProblem::new("pages", "required"));
    let entered = Form(vec![("pages".into(), "viele".into())]);
    let html = fact_form(library.cx(), &model, 4, Some(&entered)).into_string();
    check(&html);
    assert!(html.contains("value=\"viele\""), "{html}");
    assert!(html.contains("Pages fehlt."), "{html}");
    assert!(html.contains("aria-describedby=\"inline-pages-problem\""), "{html}");
}

#[test]
fn a_fact_changed_meanwhile_offers_both_values() {
    let library = Library::new(Language::De);
    let mut model = library.fact("pages");
    model.mark = FactMark::Refused(FieldProblem::new("pages", "changed_meanwhile"));
    let entered = Form(vec![("pages".into(), "7".into())]);
    let html = fact_form(library.cx(), &model, 5, Some(&entered)).into_string();
    assert!(html.contains("Dort steht jetzt: 1.284."), "{html}");
    assert!(html.contains("name=\"overwrite\" value=\"1\""), "{html}");
    model.value = Value::Empty;
    let html = fact_form(library.cx(), &model, 5, Some(&entered)).into_string();
    assert!(html.contains("gerade geleert"), "{html}");
}

#[test]
fn a_saved_fact_brings_everything_that_repeats_it() {
    let library = Library::new(Language::De);
    let mut model = library.fact("name");
    model.mark = FactMark::Saved;
    let toast =
        Toast { text: "Gespeichert".into(), undo: Some("/undo/1".into()), ..Toast::default() };
    let saved = Saved { fact: &model, title: "Der <neue> Titel", version: 5 };
    let html = fact_saved(library.cx(), &saved, &toast).into_string();
    assert!(html.contains("is-saved"));
    for target in ["#toasts", "#record-title", "#key-fact-name", "#part-detail-timeline"] {
        assert!(html.contains(&format!("hx-target=\"{target}\"")), "{target}");
    }
    assert!(html.contains("Der &lt;neue&gt; Titel"));
    assert!(html.contains("hx-get=\"/books/1?part=timeline\""), "{html}");
}

#[test]
fn events_stand_under_the_words_for_their_time() {
    let mut library = Library::new(Language::De);
    let other = library.other("Immensee");
    let html = timeline(library.cx(), &library.story(&other)).into_string();
    check(&html);
    let groups = ["Heute", "Gestern", "Letzte Woche", "Oktober 2026", "November 2025"];
    let places: Vec<_> = groups.iter().map(|group| html.find(&format!(">{group}</h3>"))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    assert!(html.contains("href=\"/books/1?before=7\""), "without script it is a page");
    assert!(html.contains("hx-get=\"/books/1?show=changes&amp;part=timeline\""));
}
