//! What stands in the editor of a view.

use catalog::Field;
use maud::Markup;
use ui::model::ModuleHead;

/// The page of the editor.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The module.
    pub module: ModuleHead,
    /// Its heading.
    pub title: String,
    /// Where it is posted.
    pub action: String,
    /// The list as it was.
    pub back: String,
    /// What else is known of the view.
    pub carried: Vec<(String, String)>,
    /// What is asked.
    pub asked: Conditions,
    /// What can be asked about: heading of each list, and its paths with their labels.
    pub paths: Vec<(String, Vec<(String, String)>)>,
    /// How rows are sorted, how many a page has, and how high they are.
    pub looks: Vec<Choice>,
    /// What is wrong with the whole.
    pub problem: Option<String>,
    /// What is found.
    pub preview: Option<Markup>,
    /// How it is kept.
    pub keep: Keep,
    /// Name of the control, or act of the button, that has the focus.
    pub focus: Option<String>,
}

impl Editor {
    /// Whether a control has the focus.
    pub(super) fn is_focused(&self, name: &str) -> bool {
        self.focus.as_deref() == Some(name)
    }
}

/// What is asked, as groups or as text.
#[derive(Clone, Debug)]
pub enum Conditions {
    /// Groups of conditions.
    Groups(Group),
    /// The filter language.
    Text(String),
}

/// A choice of one.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Its name in the form.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// Codes with their words.
    pub options: Vec<(String, String)>,
    /// The chosen code.
    pub chosen: String,
}

/// How a view is kept.
#[derive(Clone, Debug, Default)]
pub struct Keep {
    /// Its name.
    pub name: String,
    /// What is wrong with the name.
    pub problem: Option<String>,
    /// Whether the present view may be replaced, and whether it shall.
    pub replace: Option<bool>,
    /// Whether it may be for everybody, and whether it shall.
    pub share: Option<bool>,
}

/// Conditions that are joined.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Tells it apart in the form; the outermost one is `r`.
    pub id: String,
    /// How its parts are joined: `and`, `or`, `not_and`, `not_or`.
    pub joint: String,
    /// Its parts.
    pub parts: Vec<Part>,
    /// Whether it may hold groups.
    pub may_nest: bool,
}

/// A part of a group.
#[derive(Clone, Debug)]
pub enum Part {
    /// A condition.
    Asked(Asked),
    /// A group.
    Group(Group),
}

/// A condition.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Tells it apart in the form.
    pub id: String,
    /// Whether the opposite is meant.
    pub is_negated: bool,
    /// The path, with its label.
    pub path: (String, String),
    /// Operators that fit: code and words.
    pub operators: Vec<(String, String)>,
    /// The chosen one.
    pub operator: String,
    /// What it compares with.
    pub control: Control,
    /// What is wrong with it.
    pub problem: Option<String>,
}

/// How a value is chosen.
#[derive(Clone, Debug)]
pub enum Control {
    /// There is none.
    None,
    /// A text of one line.
    Line(String),
    /// Several values, one a line.
    Lines(String),
    /// A time of day.
    Time(String),
    /// Yes or no.
    Bool(bool),
    /// A day: words that can be chosen, the chosen one, its number, the day itself.
    Day(Vec<(String, String)>, String, String, String),
    /// Codes of a list: code, words, whether it is chosen.
    Codes(Vec<(String, String, bool)>, Several),
    /// Records or people: those that are chosen, and the field that looks up another.
    Looked(Vec<(String, String, bool)>, Box<Field>),
}

/// How many codes are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Several {
    /// One.
    One,
    /// Any number.
    Any,
}
