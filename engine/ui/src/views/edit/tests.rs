//! The form of a made-up book, on a page and in a drawer.

use kernel::{FieldProblem, Language, Value};

use super::{
    ConflictField, EditPage, FormBlock, FormField, Frame, Purpose, SaveConflict, TypedDuplicates,
    duplicates, page,
};
use crate::fields::Form;
use crate::model::Duplicate;
use crate::views::detail::tests::markup::{check, count, tags};
use crate::views::detail::tests::sample::{Library, at, label};

fn form<'a>(library: &'a Library, purpose: Purpose, frame: Frame) -> EditPage<'a> {
    let is_new = matches!(purpose, Purpose::Create);
    let field = |name: &&str| FormField {
        field: library.field(name),
        label: label(name),
        hint: (*name == "pages").then(|| "Ohne Vorsatz".into()),
        value: if is_new { Value::Empty } else { library.value(name) },
        is_locked: *name == "shelf_mark",
        is_wide: false,
        is_strong: false,
    };
    let block = |(name, names): (&str, &[&str])| FormBlock {
        name: name.into(),
        label: label(name),
        fields: names.iter().map(field).collect(),
    };
    EditPage {
        module: library.module(),
        purpose,
        action: "/books".into(),
        cancel: "/books".into(),
        frame,
        blocks: library.blocks().map(block).collect(),
        follows: None,
        more: Vec::new(),
        aside: Vec::new(),
        pane: None,
        lines_at: String::new(),
        lines_panel: None,
        again: false,
        entry: None,
        entered: None,
        problems: Vec::new(),
        duplicates: TypedDuplicates {
            check: Some("/books/duplicates".into()),
            ..TypedDuplicates::default()
        },
        conditions: Default::default(),
        conflict: None,
    }
}

fn change() -> Purpose {
    Purpose::Change { version: 4, title: "Der Schimmelreiter".into(), href: "/books/1".into() }
}

fn html(library: &Library, model: &EditPage) -> String {
    let html = page(library.cx(), model).into_string();
    check(&html);
    html
}

/// Id of the element that gets the focus.
fn focus(html: &str) -> Option<&str> {
    let tags = tags(html);
    let focused: Vec<_> = tags.iter().filter(|tag| tag.get("autofocus").is_some()).collect();
    assert!(focused.len() < 2, "one focus at most");
    focused.first()?.get("id")
}

#[test]
fn a_form_is_sound_in_both_languages_and_both_frames() {
    for language in Language::ALL {
        let mut library = Library::new(language);
        library.other("Immensee");
        for purpose in [Purpose::Create, change()] {
            let whole = html(&library, &form(&library, purpose.clone(), Frame::Page));
            assert_eq!((count(&whole, "h1"), count(&whole, "h2")), (1, 0));
            assert_eq!(focus(&whole), Some("field-name"));
            let drawer = html(&library, &form(&library, purpose, Frame::Drawer));
            assert_eq!((count(&drawer, "h1"), count(&drawer, "h2")), (0, 1));
            assert_eq!(focus(&drawer), Some("drawer-name"));
            for text in [whole, drawer] {
                assert!(text.contains("name=\"csrf\" value=\"the-token\""));
                assert!(text.contains("id=\"part-edit-block-print\""));
                assert!(text.contains("data-save"));
            }
        }
    }
}

#[test]
fn a_change_carries_its_version_and_a_new_record_none() {
    let library = Library::new(Language::En);
    let changed = html(&library, &form(&library, change(), Frame::Page));
    assert!(changed.contains("name=\"version\" value=\"4\""));
    assert!(changed.contains("Edit Der Schimmelreiter"));
    let new = html(&library, &form(&library, Purpose::Create, Frame::Page));
    assert!(!new.contains("name=\"version\""));
    assert!(new.contains("Create Buch"));
}

#[test]
fn only_a_form_with_files_is_multipart() {
    let library = Library::new(Language::De);
    let mut model = form(&library, Purpose::Create, Frame::Page);
    assert!(html(&library, &model).contains("enctype=\"multipart/form-data\""));
    for block in &mut model.blocks {
        block.fields.retain(|field| field.field.name != "scan");
    }
    assert!(!html(&library, &model).contains("enctype"));
}

#[test]
fn a_locked_field_is_shown_and_not_posted() {
    let library = Library::new(Language::De);
    let text = html(&library, &form(&library, change(), Frame::Page));
    assert!(text.contains("B-10284"));
    assert!(!text.contains("name=\"shelf_mark\""));
}

#[test]
fn problems_stand_above_and_at_their_fields() {
    for language in Language::ALL {
        let library = Library::new(language);
        let mut model = form(&library, Purpose::Create, Frame::Page);
        model.entered = Some(Form(vec![("pages".into(), "viele".into())]));
        model.problems = vec![
            FieldProblem::new("pages", "required"),
            FieldProblem::new("keeper", "required"),
            FieldProblem::new("", "title_differs"),
        ];
        let text = html(&library, &model);
        for id in ["field-pages", "field-keeper"] {
            assert!(text.contains(&format!("href=\"#{id}\"")), "{id}");
            assert!(text.contains(&format!("id=\"{id}-problem\"")), "{id}");
            assert!(text.contains(&format!("aria-describedby=\"{id}-problem\"")), "{id}");
        }
        assert!(text.contains("value=\"viele\"") && text.contains("data-dirty"));
        assert_eq!(focus(&text), Some("field-keeper"), "the first wrong field in its block");
        assert!(!text.contains("{field}"), "the sentence names its field");
    }
}

#[test]
fn a_held_form_names_the_duplicates_and_offers_to_go_on() {
    for language in Language::ALL {
        let mut library = Library::new(language);
        let other = library.other("Immensee");
        let mut model = form(&library, Purpose::Create, Frame::Page);
        model.duplicates.found = vec![
            Duplicate { record: Some(other.clone()), agrees_in: vec!["Titel".into()] },
            Duplicate { record: None, agrees_in: Vec::new() },
        ];
        let found = html(&library, &model);
        assert!(found.contains(&other.href) && !found.contains("allow_duplicate"));
        model.duplicates.is_held = true;
        let held = html(&library, &model);
        assert!(held.contains("name=\"allow_duplicate\" value=\"1\""));
        assert_eq!(focus(&held), Some("part-edit-duplicates"));
    }
}

#[test]
fn the_part_of_duplicates_asks_again_when_the_form_changes() {
    let library = Library::new(Language::De);
    let model = form(&library, Purpose::Create, Frame::Page);
    let part = duplicates(library.cx(), &model.duplicates).into_string();
    assert!(part.starts_with("<div id=\"part-edit-duplicates\""), "{part}");
    assert!(part.contains("hx-post=\"/books/duplicates\""), "{part}");
    let silent = duplicates(library.cx(), &TypedDuplicates::default()).into_string();
    assert!(!silent.contains("hx-"), "{silent}");
}

#[test]
fn a_conflict_shows_both_values_and_both_ways_out() {
    for language in Language::ALL {
        let library = Library::new(language);
        let mut model = form(&library, change(), Frame::Page);
        model.entered = Some(Form::default());
        model.conflict = Some(SaveConflict {
            who: Some(library.keeper()),
            at: at("2026-11-23T09:40:00Z"),
            version: 7,
            fields: vec![ConflictField {
                field: library.field("pages"),
                label: label("pages"),
                theirs: Value::Decimal(12.into()),
                mine: Value::Empty,
            }],
        });
        let text = html(&library, &model);
        assert!(text.contains("Dr. Annika Brandt"));
        assert!(text.contains("<td>12</td><td>–</td>"), "{text}");
        assert!(text.contains("name=\"overwrite\" value=\"1\""));
        assert!(text.contains("form=\"take-over\"") && text.contains("action=\"/books/1/edit\""));
        assert!(text.contains("name=\"version\" value=\"7\""), "based on what was seen");
        assert_eq!(focus(&text), Some("part-edit-conflict"));
    }
}

#[test]
fn a_drawer_answers_a_new_record_where_it_stands() {
    let library = Library::new(Language::De);
    let new = html(&library, &form(&library, Purpose::Create, Frame::Drawer));
    assert!(new.contains("hx-post=\"/books\"") && new.contains("closest guarded-form"));
    let changed = html(&library, &form(&library, change(), Frame::Drawer));
    assert!(!changed.contains("hx-post=\"/books\""), "a change loads the page of the record");
}
