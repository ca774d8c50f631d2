//! What the steps of an import show.

use kernel::{Instant, Value};

use ui::model::ModuleHead;

/// The first step: choosing a file, and the imports before.
#[derive(Clone, Debug, Default)]
pub struct UploadPage {
    /// The module.
    pub module: ModuleHead,
    /// What is wrong with the file.
    pub problem: Option<String>,
    /// Mappings that are kept.
    pub saved: Vec<SavedLine>,
    /// What is wrong with the name of one of them.
    pub saved_problem: Option<String>,
    /// Imports before, newest first.
    pub earlier: Vec<RunRow>,
}

/// A mapping that is kept.
#[derive(Clone, Debug, Default)]
pub struct SavedLine {
    /// Where changes of it are posted, without the act.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Whether everybody uses it.
    pub is_shared: bool,
    /// Whether the reader may change it.
    pub may_change: bool,
    /// Whether the reader may give it to everybody, or take it back.
    pub may_share: bool,
}

/// Keeping mappings, and taking up those that fit the file.
#[derive(Clone, Debug, Default)]
pub struct Saving {
    /// Mappings that fit: id, name, whether it was taken up.
    pub offered: Vec<(String, String, bool)>,
    /// Whether the one that was taken up may be overwritten.
    pub may_overwrite: bool,
    /// The name that was typed.
    pub name: String,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// Whether the reader may keep mappings for everybody, and wants to.
    pub share: Option<bool>,
}

/// An import before.
#[derive(Clone, Debug)]
pub struct RunRow {
    /// Its page.
    pub href: String,
    /// Name of the file.
    pub name: String,
    /// Its state in words.
    pub state: String,
    /// When it was asked for.
    pub at: Instant,
}

/// The second step: how the file is cut, where columns go, what would happen.
#[derive(Clone, Debug, Default)]
pub struct MapPage {
    /// The module.
    pub module: ModuleHead,
    /// Address of this step; the form is posted there.
    pub action: String,
    /// Name of the file.
    pub file: String,
    /// Sheets of the workbook, when there are several.
    pub sheets: Vec<Sheet>,
    /// Mappings that are kept.
    pub saving: Saving,
    /// Choices about the file: name, label, options.
    pub choices: Vec<Choice>,
    /// Columns of the file.
    pub columns: Vec<MapColumn>,
    /// Columns that formulas make of these, the last one free.
    pub computed: Vec<ComputedColumn>,
    /// Words that their formulas can hold.
    pub words: Vec<ui::components::Word>,
    /// Everything a column can go to: code and label.
    pub targets: Vec<(String, String)>,
    /// What would become of the rows: word and number.
    pub tally: Vec<(String, u64)>,
    /// Whether the numbers are those of the whole file.
    pub is_whole: bool,
    /// The first rows.
    pub rows: Vec<PreviewLine>,
    /// What is wrong with the choices.
    pub problem: Option<String>,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub label: String,
    /// The second step for it.
    pub href: String,
    /// Whether it is the one shown.
    pub is_current: bool,
}

/// A choice about the file.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Name in the form.
    pub name: String,
    /// Label.
    pub label: String,
    /// Options: code, label, whether chosen.
    pub options: Vec<(String, String, bool)>,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// A column of the file.
#[derive(Clone, Debug, Default)]
pub struct MapColumn {
    /// Heading.
    pub heading: String,
    /// A few cells.
    pub sample: String,
    /// Code of where it goes, or empty.
    pub target: String,
}

/// A column that a formula makes of others.
#[derive(Clone, Debug, Default)]
pub struct ComputedColumn {
    /// Its place among the computed ones, from 0.
    pub at: usize,
    /// Its place among all columns, from 0.
    pub column: usize,
    /// The formula.
    pub text: String,
    /// A few of its cells.
    pub sample: String,
    /// Code of where it goes, or empty.
    pub target: String,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// What would become of a row.
#[derive(Clone, Debug, Default)]
pub struct PreviewLine {
    /// Line in the file.
    pub line: usize,
    /// Title of the record.
    pub title: String,
    /// Its fate in words.
    pub fate: String,
    /// Whether it would be refused.
    pub is_refused: bool,
    /// Why.
    pub reason: String,
    /// What changes in the record that is there.
    pub changes: Vec<Change>,
    /// Its lines in words.
    pub lines: Vec<String>,
}

/// A field that changes.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Its label.
    pub label: String,
    /// What it holds.
    pub old: String,
    /// What it will hold.
    pub new: String,
    /// Both as values.
    pub values: (Value, Value),
}

/// An import under way or ended.
#[derive(Clone, Debug, Default)]
pub struct RunPage {
    /// What was done and the field it was done to, where values of a field are taken over.
    pub recast: Option<(String, String)>,
    /// The module.
    pub module: ModuleHead,
    /// Its own address.
    pub href: String,
    /// Name of the file.
    pub name: String,
    /// Its state in words.
    pub state: String,
    /// Rows done, and in all once known.
    pub progress: (u64, Option<u64>),
    /// What became of the rows: word and number.
    pub tally: Vec<(String, u64)>,
    /// Whether it goes on.
    pub is_running: bool,
    /// Where stopping it is posted.
    pub cancel: Option<String>,
    /// Where taking it back is posted.
    pub undo: Option<String>,
    /// The file of refused rows.
    pub errors: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
}
