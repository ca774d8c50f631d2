//! What a list shows.

use catalog::Field;
use kernel::{RecordId, Value};
use maud::Markup;

use crate::model::{Count, MenuItem, ModuleHead, Tone};
use crate::views::kanban::{Form, Forms};
use crate::views::shell::Density;

/// A list of records in one saved view.
#[derive(Clone, Debug)]
pub struct ListPage<'a> {
    /// The module.
    pub module: ModuleHead,
    /// Views beside each other, and what can be done with the shown one.
    pub views: ViewBar,
    /// Columns; the first one carries the title and leads to the record.
    pub columns: Vec<Column<'a>>,
    /// Records of this page.
    pub rows: Vec<Row>,
    /// Conditions of the view, readable as a sentence.
    pub filters: Vec<FilterChip>,
    /// The form that adds a condition.
    pub filter_editor: FilterEditor<'a>,
    /// Address of the editor that arranges conditions in groups.
    pub arrange: String,
    /// Text searched for in this view.
    pub search: String,
    /// State of the view as query parameters, without `q` and `cursor`; forms carry it along.
    pub state: Vec<(String, String)>,
    /// Fields that can be columns.
    pub column_choices: Vec<ColumnChoice>,
    /// How many records there are.
    pub count: ListCount,
    /// What numbers and amounts come to.
    pub sums: ListSums,
    /// Height of rows, chosen beside the columns.
    pub density: Density,
    /// Height of rows that the view has of its own.
    pub height: Option<Density>,
    /// Address of the list as it is shown.
    pub here: String,
    /// Neighbouring pages.
    pub pager: Pager,
    /// The same question in its other forms.
    pub forms: Forms,
    /// The form in which it is shown.
    pub form: Form,
    /// Address of this form.
    pub base: String,
    /// Address that creates a record; none without the right.
    pub create: Option<String>,
    /// Entries of the menu beside it: import, export, bin.
    pub more: Vec<MenuItem>,
    /// What can be done with selected records.
    pub bulk: Bulk,
    /// Why there are no rows.
    pub empty: EmptyList,
    /// Further buttons beside that of the columns.
    pub tools: Markup,
    /// What stands in place of the rows, such as groups of them.
    pub body: Option<Markup>,
}

/// What can be done with selected records.
#[derive(Clone, Debug, Default)]
pub struct Bulk {
    /// Acts; each posts `id` many times, or `all=1`, to its address.
    pub acts: Vec<BulkAct>,
    /// How many records may be selected at once; none when the page shows all there are.
    pub every: Option<Every>,
    /// Address of the question alone; what is selected stays so as long as this is the same.
    pub of: String,
    /// Whether an act on what was selected has just been done.
    pub is_done: bool,
}

/// An act on selected records.
#[derive(Clone, Debug, Default)]
pub struct BulkAct {
    /// Its words.
    pub label: String,
    /// Icon from the sprite.
    pub icon: String,
    /// Where it is posted.
    pub action: String,
    /// Whether it asks for something first, in a drawer.
    pub asks: bool,
    /// Whether it stands in the menu behind the others.
    pub is_rare: bool,
    /// Shown in the colour of danger.
    pub tone: Tone,
}

/// All records that the list finds.
#[derive(Clone, Debug)]
pub enum Every {
    /// Not counted; this address answers with the words.
    OnDemand(String),
    /// Counted.
    Known(Count),
}

/// The views of a module, as a list and as a board have them.
#[derive(Clone, Debug, Default)]
pub struct ViewBar {
    /// All of them, each with its own address.
    pub tabs: Vec<ViewTab>,
    /// What can be done to the shown view itself.
    pub menu: Option<ViewMenu>,
    /// The form that saves what is shown, when it differs from what is saved.
    pub save: Option<SaveView>,
    /// Address that drops unsaved changes of the view.
    pub reset: Option<String>,
}

/// A view.
#[derive(Clone, Debug, Default)]
pub struct ViewTab {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Whether it is shown now.
    pub is_current: bool,
    /// Whether it has unsaved changes.
    pub is_changed: bool,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    /// The field; `None` for the title of the record.
    pub field: Option<&'a Field>,
    /// The path to the field, where it stands in a linked record.
    pub path: Option<String>,
    /// Heading.
    pub label: String,
    /// How to sort by it, if that is offered.
    pub sort: Option<SortLink>,
    /// Whether its cells are edited where they stand.
    pub is_editable: bool,
}

/// How to sort by a column.
#[derive(Clone, Debug)]
pub struct SortLink {
    /// Address of the list sorted by it, or the other way round when it is already.
    pub href: String,
    /// How it is sorted now.
    pub now: Option<Direction>,
}

/// A direction of sorting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// One record.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: RecordId,
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Values in the order of the columns; the title column holds `Empty`.
    pub cells: Vec<Value>,
    /// How whoever it stands for is reached, as far as no cell shows it: addresses with blanks
    /// between them.
    pub ways: String,
}

/// One condition: field, operator, value.
#[derive(Clone, Debug, Default)]
pub struct FilterChip {
    /// Label of the field.
    pub field: String,
    /// The operator in words.
    pub operator: String,
    /// The value in words.
    pub value: String,
    /// Address of the list without it.
    pub remove: String,
}

/// The form that adds a condition; it gets `filter_field`, `filter_operator`, `filter_value` to the
/// list's own address.
#[derive(Clone, Debug, Default)]
pub struct FilterEditor<'a> {
    /// Fields that can be asked for: name and label.
    pub fields: Vec<(String, String)>,
    /// The chosen field, whose type decides over operators and values.
    pub field: Option<&'a Field>,
}

/// The form that saves the view.
#[derive(Clone, Debug, Default)]
pub struct SaveView {
    /// Where it is posted.
    pub action: String,
    /// Name of the view as it is.
    pub name: String,
    /// Whether the shown view itself may be changed.
    pub may_replace: bool,
    /// Whether the reader may share it with everybody.
    pub may_share: bool,
    /// The field whose values are its lanes; none for a list.
    pub lanes: Option<String>,
    /// The field with the days of a calendar; none for a list.
    pub calendar: Option<String>,
    /// The field with the points of a map; none for a list.
    pub map: Option<String>,
}

/// What can be done to a view.
#[derive(Clone, Debug, Default)]
pub struct ViewMenu {
    /// Beginning of the addresses it is posted to.
    pub action: String,
    /// Its name.
    pub name: String,
    /// Whether the reader begins with it.
    pub is_default: bool,
    /// Whether the reader keeps it at hand in the side bar.
    pub is_kept: bool,
    /// Whether everybody sees it.
    pub is_shared: bool,
    /// Where the reader says who shares it, if they may.
    pub readers: Option<String>,
    /// Whether the reader may rename and remove it.
    pub may_change: bool,
    /// Whether the reader may share it with everybody.
    pub may_share: bool,
}

/// A field that can be a column.
#[derive(Clone, Debug, Default)]
pub struct ColumnChoice {
    /// Name of the field.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Whether it is one.
    pub is_shown: bool,
}

/// How many records the list has.
#[derive(Clone, Debug)]
pub enum ListCount {
    /// Not asked for; this address answers.
    OnDemand(String),
    /// Known.
    Known(Count),
}

/// What numbers and amounts of the list come to.
#[derive(Clone, Debug, Default)]
pub enum ListSums {
    /// No column is summed up.
    #[default]
    None,
    /// Not asked for; this address answers.
    OnDemand(String),
    /// Label of each column with what it comes to, one currency at a time.
    Known(Vec<(String, String)>),
    /// There are more records than are summed up.
    TooMany(u64),
}

/// Neighbouring pages by cursor.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// The first page, when this is not it.
    pub first: Option<String>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// Number of the first row, when it is known.
    pub from: Option<u64>,
}

/// Why a list has no rows.
#[derive(Clone, Debug, Default)]
pub enum EmptyList {
    /// The module has none the reader may see.
    #[default]
    NoRecords,
    /// The conditions leave none; this address drops the last one.
    NoMatches {
        /// Address of the list with one condition less.
        widen: String,
    },
}
