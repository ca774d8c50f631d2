//! What the form of a record shows.

use catalog::Field;
use kernel::{FieldProblem, Instant, Value};
use maud::Markup;

use crate::fields::Form;
use crate::model::{Duplicate, ModuleHead, Person};

/// A form for one record.
///
/// It posts the names of `fields::parse`, `csrf`, for a change `version`, and `allow_duplicate=1`
/// or `overwrite=1` when the person chose so in a banner; in a drawer also `again=1`,
/// within a page `frame=inline`, in a short form of a story `entry`.
#[derive(Clone, Debug)]
pub struct EditPage<'a> {
    /// The module.
    pub module: ModuleHead,
    /// Whether the record is new.
    pub purpose: Purpose,
    /// Where the form is posted.
    pub action: String,
    /// Where to go without saving.
    pub cancel: String,
    /// Whether it stands on a page or in a drawer.
    pub frame: Frame,
    /// Name of the short form of a story, see `catalog::StoryEntry`.
    pub entry: Option<String>,
    /// Groups of fields.
    pub blocks: Vec<FormBlock<'a>>,
    /// Which choices follow others, as JSON for the element of that name.
    pub follows: Option<String>,
    /// Further groups, closed at first.
    pub more: Vec<FormBlock<'a>>,
    /// What follows from lines, beside them.
    pub aside: Vec<FormBlock<'a>>,
    /// What stands beside the form on a page, drawn elsewhere.
    pub pane: Option<Markup>,
    /// Where the form is posted when something is done to its lines.
    pub lines_at: String,
    /// What stands below lines while some are being brought in, with the name of their field.
    pub lines_panel: Option<(String, Markup)>,
    /// Whether one more is to be created afterwards.
    pub again: bool,
    /// What was posted and refused; shown instead of the values.
    pub entered: Option<Form>,
    /// Everything wrong with it.
    pub problems: Vec<FieldProblem>,
    /// Records that may be the same.
    pub duplicates: TypedDuplicates,
    /// Set when somebody else saved in between.
    pub conflict: Option<SaveConflict<'a>>,
    /// What is shown and needed by what stands in the form.
    pub conditions: FormConditions,
}

/// Fields that are shown or needed by what stands in others.
#[derive(Clone, Debug, Default)]
pub struct FormConditions {
    /// Address asked while typing; it answers the part `edit.conditions`.
    pub check: Option<String>,
    /// Names of fields that are not shown.
    pub hidden: Vec<String>,
    /// Names of fields that are needed.
    pub needed: Vec<String>,
}

impl<'a> EditPage<'a> {
    /// All fields, in the order in which they stand.
    pub fn fields(&self) -> impl Iterator<Item = &FormField<'a>> {
        self.blocks.iter().chain(&self.more).flat_map(|block| &block.fields)
    }
}

/// Whether a record is new.
#[derive(Clone, Debug)]
pub enum Purpose {
    /// It is created.
    Create,
    /// It is changed.
    Change {
        /// Version that the change is based on.
        version: i64,
        /// Title of the record.
        title: String,
        /// Its page.
        href: String,
    },
    /// Something is done to it that asks first.
    Act {
        /// Version that the act is based on.
        version: i64,
        /// Title of the record.
        title: String,
        /// Its page.
        href: String,
        /// What is done, as the button says it.
        verb: String,
    },
}

/// Where a form stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frame {
    /// On a page of its own.
    #[default]
    Page,
    /// In a drawer over another page.
    Drawer,
    /// Short, within another page.
    Inline,
}

/// A titled group of fields.
#[derive(Clone, Debug)]
pub struct FormBlock<'a> {
    /// Name within the module; part `edit.block.NAME`.
    pub name: String,
    /// Its title; without one it is not seen.
    pub label: String,
    /// Its fields.
    pub fields: Vec<FormField<'a>>,
}

/// A field of the form.
#[derive(Clone, Debug)]
pub struct FormField<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its label.
    pub label: String,
    /// A sentence that helps.
    pub hint: Option<String>,
    /// What it holds.
    pub value: Value,
    /// Whether it can only be read.
    pub is_locked: bool,
    /// Whether it takes a line for itself.
    pub is_wide: bool,
    /// Whether it matters more than others.
    pub is_strong: bool,
}

/// Records that may be the same as what is typed.
#[derive(Clone, Debug, Default)]
pub struct TypedDuplicates {
    /// Address asked while typing; it answers the part `edit.duplicates`.
    pub check: Option<String>,
    /// What was found.
    pub found: Vec<Duplicate>,
    /// Whether saving was held back for it, so that "save anyway" is offered.
    pub is_held: bool,
}

/// Somebody else saved in between.
#[derive(Clone, Debug)]
pub struct SaveConflict<'a> {
    /// Who.
    pub who: Option<Person>,
    /// When.
    pub at: Instant,
    /// Version to base the next try on.
    pub version: i64,
    /// Fields that both changed.
    pub fields: Vec<ConflictField<'a>>,
}

/// A field that two people changed.
#[derive(Clone, Debug)]
pub struct ConflictField<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its label.
    pub label: String,
    /// What the other person saved.
    pub theirs: Value,
    /// What the reader entered.
    pub mine: Value,
}
