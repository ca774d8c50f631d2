//! What the page of a record shows.

use catalog::Field;
use kernel::{FieldProblem, FileRef, Instant, RecordId, Value};

use super::CommentView;
use crate::model::{Count, Duplicate, MenuItem, ModuleHead, Person, RecordLine, Tag};

/// A record.
#[derive(Clone, Debug)]
pub struct DetailPage<'a> {
    /// The module.
    pub module: ModuleHead,
    /// Its id.
    pub id: RecordId,
    /// Version that changes are based on.
    pub version: i64,
    /// Its page, such as `/books/0199…`.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its printed number.
    pub number: Option<String>,
    /// Facts beside the number, at most three.
    pub subtitle: Vec<FactView<'a>>,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Keeps it at hand in the side bar.
    pub favorite: Option<Switch>,
    /// Tells the reader of changes.
    pub following: Option<Switch>,
    /// Where the reader comes from.
    pub place: Place,
    /// Stages of its pipeline, in their order; empty without a pipeline.
    pub path: Vec<PathStep>,
    /// What hangs on it comes to, before the key facts.
    pub figures: Vec<KeyFigure>,
    /// What is planned soonest; shown after the key facts.
    pub next: Option<ToldView>,
    /// Facts under the title; at most five with the figures.
    pub key_facts: Vec<FactView<'a>>,
    /// Further pages of the record; the first is this one.
    pub tabs: Vec<TabLink>,
    /// Groups of facts.
    pub blocks: Vec<BlockView<'a>>,
    /// Lines that stand across the page.
    pub lines: Option<super::LinesView<'a>>,
    /// Address of the whole form; none without the right.
    pub edit: Option<String>,
    /// Buttons in the head, the primary one last.
    pub actions: Vec<MenuItem>,
    /// Entries behind the dots.
    pub more: Vec<MenuItem>,
    /// Where comments are written; none without the right.
    pub composer: Option<Composer>,
    /// What happened, latest first.
    pub timeline: Timeline<'a>,
    /// Records that hang on it.
    pub related: Vec<RelatedBlock>,
    /// Its files; none when the module has none.
    pub files: Option<FileBlock>,
    /// Records that may be the same.
    pub duplicates: Vec<Duplicate>,
    /// Set when it lies in the bin.
    pub bin: Option<BinState>,
}

/// A number under the title: how many records hang on this one, and what they come to.
#[derive(Clone, Debug)]
pub struct KeyFigure {
    /// Its words.
    pub label: String,
    /// The list of these records.
    pub href: String,
    /// How many there are.
    pub count: Count,
    /// What they come to, one value for each currency.
    pub sums: Vec<Value>,
    /// What else they come to, with its words.
    pub beside: Option<(String, Vec<Value>)>,
}

/// A stage of the pipeline of the record.
#[derive(Clone, Debug)]
pub struct PathStep {
    /// Its words.
    pub label: String,
    /// Whether the record has passed it.
    pub is_passed: bool,
    /// Whether the record is there.
    pub is_current: bool,
    /// What the stage means for the work.
    pub end: PathEnd,
    /// Where moving there is posted; none when no way leads there.
    pub action: Option<String>,
    /// Whether something is asked on the way.
    pub asks: bool,
}

/// Whether a stage is an end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PathEnd {
    /// The work goes on.
    #[default]
    Open,
    /// It ended as meant.
    Good,
    /// It ended otherwise.
    Bad,
}

/// A field of the record.
#[derive(Clone, Debug)]
pub struct FactView<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its label.
    pub label: String,
    /// Its value.
    pub value: Value,
    /// Address that edits it in place; none when it can only be read here.
    pub edit: Option<String>,
    /// Codes that are offered where another field of the record limits them.
    pub offered: Option<Vec<String>>,
    /// What just happened to it.
    pub mark: FactMark,
}

/// What just happened to a fact.
#[derive(Clone, Debug, Default)]
pub enum FactMark {
    /// Nothing.
    #[default]
    None,
    /// It was saved.
    Saved,
    /// What was entered cannot stay.
    Refused(FieldProblem),
}

/// A titled group of facts.
#[derive(Clone, Debug)]
pub struct BlockView<'a> {
    /// Name within the module; part `detail.block.NAME`.
    pub name: String,
    /// Its title.
    pub label: String,
    /// Its facts.
    pub facts: Vec<FactView<'a>>,
}

/// Something that is on or off.
#[derive(Clone, Debug)]
pub struct Switch {
    /// Whether it is on.
    pub is_on: bool,
    /// Where the opposite is posted.
    pub action: String,
}

/// Where the reader comes from.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Steps down to this record: label and address.
    pub crumbs: Vec<(String, String)>,
    /// Such as "4 of 37".
    pub position: Option<(u64, Count)>,
    /// The record before in the list one came from.
    pub previous: Option<String>,
    /// The record after.
    pub next: Option<String>,
}

/// A page of the record.
#[derive(Clone, Debug, Default)]
pub struct TabLink {
    /// Its words.
    pub label: String,
    /// Its address.
    pub href: String,
    /// Whether it is shown.
    pub is_current: bool,
    /// How much it holds.
    pub count: Option<Count>,
}

/// Where comments are written; it posts `text`, and `mention` for people chosen.
#[derive(Clone, Debug, Default)]
pub struct Composer {
    /// Where it is posted.
    pub action: String,
    /// Address of the people who can be mentioned.
    pub people: String,
    /// What was written and refused.
    pub text: String,
    /// Why it was refused.
    pub problem: Option<FieldProblem>,
    /// What else is written down here, each with a short form.
    pub entries: Vec<ComposerEntry>,
}

/// Something that is written down above the timeline, such as a call.
#[derive(Clone, Debug, Default)]
pub struct ComposerEntry {
    /// Its name, one of its kind on the page.
    pub name: String,
    /// Its words.
    pub label: String,
    /// Its icon.
    pub icon: String,
    /// The form, as a page; with `frame=inline` as a part.
    pub href: String,
}

/// What happened to the record.
#[derive(Clone, Debug, Default)]
pub struct Timeline<'a> {
    /// What is shown: label, address, whether it is now.
    pub filters: Vec<TabLink>,
    /// What is planned, the soonest first.
    pub planned: Vec<Event<'a>>,
    /// Events, latest first.
    pub events: Vec<Event<'a>>,
    /// Address of what happened before.
    pub older: Option<String>,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// Its id, for the element.
    pub id: String,
    /// When.
    pub at: Instant,
    /// Who did it; none for the system.
    pub who: Option<Person>,
    /// What.
    pub kind: EventKind<'a>,
    /// Where taking it back is posted.
    pub undo: Option<String>,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum EventKind<'a> {
    /// The record was created.
    Created,
    /// It was created or changed by an import of this file.
    Imported(String),
    /// Fields changed.
    Changed(Vec<FieldChange<'a>>),
    /// An action was done; its label.
    Acted(String),
    /// It went into the bin.
    Trashed,
    /// It came back.
    Restored,
    /// Somebody wrote something.
    Comment(CommentView),
    /// A file was added.
    FileAdded(FileRef),
    /// A file was removed; its name.
    FileRemoved(String),
    /// Another record tells of this one.
    Told(Box<ToldView>),
    /// A relation to another record was made; with its role.
    Linked(RecordLine),
    /// A relation ended.
    Unlinked(RecordLine),
    /// A tag was set.
    Tagged(Tag),
    /// A tag was taken off.
    Untagged(Tag),
}

/// A record that tells of this one.
#[derive(Clone, Debug)]
pub struct ToldView {
    /// The record.
    pub record: RecordLine,
    /// Icon of its module.
    pub icon: String,
    /// Hue of its area.
    pub hue: Option<u16>,
    /// A further text.
    pub text: String,
    /// When, in the words of the reader; empty when nobody said.
    pub when: Value,
    /// Whether it is open and should have happened.
    pub is_overdue: bool,
    /// Whether it ended otherwise than meant.
    pub is_dropped: bool,
    /// What ends it as meant: label and where it is posted.
    pub finish: Option<(String, String)>,
}

/// One changed field.
#[derive(Clone, Debug)]
pub struct FieldChange<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its label.
    pub label: String,
    /// What it held.
    pub before: Value,
    /// What it holds since.
    pub after: Value,
}

/// Records of another module that hang on this one; part `detail.related.NAME`.
#[derive(Clone, Debug, Default)]
pub struct RelatedBlock {
    /// Name within the module.
    pub name: String,
    /// Its title.
    pub label: String,
    /// How many there are.
    pub count: Option<Count>,
    /// Address that adds one.
    pub add: Option<String>,
    /// Address of all of them.
    pub all: Option<String>,
    /// The first few.
    pub rows: Vec<RelatedRow>,
    /// Views in which it can be shown; none without a choice.
    pub views: Vec<RelatedView>,
    /// Where a choice is posted as `view`.
    pub choose: String,
}

/// A view in which a related list can be shown.
#[derive(Clone, Debug, Default)]
pub struct RelatedView {
    /// What is posted.
    pub value: String,
    /// Its words.
    pub label: String,
    /// Whether it is shown.
    pub is_current: bool,
}

/// A record that hangs on this one.
#[derive(Clone, Debug)]
pub struct RelatedRow {
    /// The record.
    pub record: RecordLine,
    /// An amount, a number or a time at its end.
    pub aside: Value,
    /// Its state, and how likely it ends well in percent.
    pub state: Option<(Tag, Option<u32>)>,
    /// Where ending the relation is posted.
    pub remove: Option<String>,
}

/// Files of the record.
#[derive(Clone, Debug, Default)]
pub struct FileBlock {
    /// Where a new file is posted as `file`; none without the right.
    pub upload: Option<String>,
    /// The largest file taken, in bytes.
    pub limit: u64,
    /// The files, latest first.
    pub files: Vec<FileLine>,
}

/// A file of the record.
#[derive(Clone, Debug)]
pub struct FileLine {
    /// The file.
    pub file: FileRef,
    /// Where it is read.
    pub href: String,
    /// When it came.
    pub at: Instant,
    /// Who brought it.
    pub who: Option<Person>,
    /// Where removing it is posted.
    pub remove: Option<String>,
}

/// The record lies in the bin.
#[derive(Clone, Debug)]
pub struct BinState {
    /// Since when.
    pub at: Instant,
    /// Who put it there.
    pub who: Option<Person>,
    /// Where bringing it back is posted.
    pub restore: Option<String>,
    /// Where removing it for good is posted.
    pub purge: Option<String>,
}
