//! A form that goes back to the person, and where it stands.

use std::collections::BTreeMap;

use catalog::{Module, StoryEntry};
use kernel::{FieldProblem, FileId, FileRef};
use maud::Markup;
use sheets::created::Created;
use sheets::sketch::Drawn;
use ui::fields::Form;
use ui::views::edit as view;
use visit::visitor::Visitor;

/// A form that goes back to the person, with what was wrong.
#[derive(Default)]
pub struct Again<'a> {
    /// What was typed.
    pub entered: Option<Form>,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
    /// Records that may be the same.
    pub duplicates: Vec<records::Duplicate>,
    /// Whether it waits until those were looked at.
    pub is_held: bool,
    /// What somebody else changed meanwhile.
    pub conflict: Option<view::SaveConflict<'a>>,
    /// What a text typed into a look-up may mean, by field.
    pub choices: BTreeMap<String, Vec<(String, String)>>,
    /// Files that came with it.
    pub files: BTreeMap<FileId, FileRef>,
    /// Whether one more is to be created afterwards.
    pub again: bool,
    /// Whether the form stands within a page, and which short form it is.
    pub place: Place<'a>,
    /// What the drawer says beside it.
    pub said: Option<Created>,
    /// What was drawn of it.
    pub drawn: Option<Drawn>,
    /// What stands below lines, with the name of their field.
    pub lines_panel: Option<(String, Markup)>,
}

impl Again<'_> {
    /// What was typed, with what stands below its lines.
    pub fn typed(entered: Form, lines_panel: Option<(String, Markup)>) -> Self {
        Again { entered: Some(entered), lines_panel, ..Again::default() }
    }

    /// What was typed, with what was drawn of it.
    pub fn drawn(entered: Form, drawn: Option<Drawn>) -> Self {
        Again { entered: Some(entered), drawn, ..Again::default() }
    }
}

/// Where a form stands, as it says itself.
#[derive(Clone, Copy, Default)]
pub struct Place<'a> {
    /// Whether it stands within a page.
    pub is_inline: bool,
    /// Which short form it is.
    pub entry: Option<&'a StoryEntry>,
}

impl<'a> Place<'a> {
    /// The place that a form says.
    pub fn of(module: &'a Module, said: &Form) -> Self {
        let entry = said.get("entry").and_then(|name| module.story.as_ref()?.entry(name));
        Place { is_inline: said.get("frame") == Some("inline"), entry }
    }

    /// The frame in which it is drawn for whoever asked.
    pub fn frame(&self, visitor: &Visitor) -> view::Frame {
        match (visitor.is_partial, self.is_inline) {
            (true, true) => view::Frame::Inline,
            (true, false) => view::Frame::Drawer,
            (false, _) => view::Frame::Page,
        }
    }
}
