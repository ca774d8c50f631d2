//! Forms of a house.

use kernel::{FieldProblem, Value};
use ui::fields::Form;
use ui::views::edit::{
    ConflictField, EditPage, FormBlock, FormField, Frame, Purpose, SaveConflict, TypedDuplicates,
};

use super::detail::{duplicate, value};
use super::library::{Library, at, person};

/// An empty form.
pub fn create<'a>(library: &'a Library) -> EditPage<'a> {
    EditPage {
        module: library.houses(),
        purpose: Purpose::Create,
        action: "/houses".into(),
        cancel: "/houses".into(),
        frame: Frame::Page,
        blocks: blocks(library, |_| Value::Empty),
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
            check: Some("/houses/duplicates".into()),
            ..TypedDuplicates::default()
        },
        conditions: Default::default(),
        conflict: None,
    }
}

/// The form of a house.
pub fn change<'a>(library: &'a Library) -> EditPage<'a> {
    EditPage {
        purpose: Purpose::Change {
            version: 7,
            title: "Elbtal Präzisionsdruck GmbH & Co. KG".into(),
            href: "/houses/1".into(),
        },
        blocks: blocks(library, value),
        ..create(library)
    }
}

/// A form that was refused, with a record that may be the same.
pub fn refused<'a>(library: &'a Library) -> EditPage<'a> {
    let typed = [
        ("name", ""),
        ("staff", "viele"),
        ("website", "elbtal"),
        ("email.0.label", "work"),
        ("email.0.value", "s.hohmann@elbtal"),
        ("email.primary", "0"),
        ("founded_on", "31.02.2020"),
    ];
    let typed = typed.map(|(name, value)| (name.to_owned(), value.to_owned()));
    EditPage {
        entered: Some(Form(typed.into())),
        problems: vec![
            FieldProblem::new("name", "required"),
            FieldProblem::new("staff", "not_number").with("value", "viele"),
            FieldProblem::new("email", "not_email").with("value", "s.hohmann@elbtal"),
            FieldProblem::new("founded_on", "not_date").with("value", "31.02.2020"),
        ],
        duplicates: TypedDuplicates { check: None, found: vec![duplicate()], is_held: true },
        ..create(library)
    }
}

/// A form whose record somebody else saved in between.
pub fn conflict<'a>(library: &'a Library) -> EditPage<'a> {
    let (field, label) = library.field("house", "terms");
    EditPage {
        conflict: Some(SaveConflict {
            who: Some(person(1)),
            at: at("2026-11-23T10:12:00Z"),
            version: 8,
            fields: vec![ConflictField {
                field,
                label,
                theirs: Value::text("days_14"),
                mine: Value::text("days_30"),
            }],
        }),
        ..change(library)
    }
}

/// The short form in a drawer.
pub fn quick<'a>(library: &'a Library) -> EditPage<'a> {
    let mut page = EditPage { frame: Frame::Drawer, ..refused(library) };
    page.blocks.truncate(2);
    page
}

fn blocks<'a>(library: &'a Library, value: impl Fn(&str) -> Value) -> Vec<FormBlock<'a>> {
    let module = library.cx().catalog.module("house").expect("the sample has it");
    let one = |name: &String| {
        let (field, label) = library.field("house", name);
        FormField {
            field,
            label,
            hint: None,
            value: value(name),
            is_locked: !field.is_editable(),
            is_wide: false,
            is_strong: false,
        }
    };
    let block = |block: &catalog::Block| FormBlock {
        name: block.name.clone(),
        label: library.cx().find(&format!("house.block.{}", block.name)).unwrap_or_default().into(),
        fields: block.fields.iter().map(one).collect(),
    };
    module.blocks.iter().map(block).collect()
}
