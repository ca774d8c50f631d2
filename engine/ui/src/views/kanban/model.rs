//! What a board shows.

use catalog::Field;
use kernel::{Money, Value};

use super::forms::Forms;
use crate::model::{Count, ModuleHead, Person, RecordLine};
use crate::views::list::{FilterChip, ViewBar};

/// Records of a list as cards in lanes.
#[derive(Clone, Debug)]
pub struct KanbanPage<'a> {
    /// The module.
    pub module: ModuleHead,
    /// Views beside each other, and what can be done with the shown one.
    pub views: ViewBar,
    /// The same question in its other forms.
    pub forms: Forms,
    /// Name of the field whose values are the lanes.
    pub field: String,
    /// Fields whose values can be lanes: label, address, whether it is the present one.
    pub lanes_by: Vec<(String, String, bool)>,
    /// Conditions of the view.
    pub filters: Vec<FilterChip>,
    /// Text searched for.
    pub search: String,
    /// State of the view as query parameters, without the text searched for.
    pub state: Vec<(String, String)>,
    /// What all lanes come to: label and amounts.
    pub sums: Vec<(String, Vec<Money>)>,
    /// Address that brings counts and sums, when the page did not wait for them.
    pub sums_later: Option<String>,
    /// The lanes in their order.
    pub lanes: Vec<LaneView<'a>>,
    /// Where cards go that are done with.
    pub zones: Vec<DropZone>,
    /// Address that creates a record; none without the right.
    pub create: Option<String>,
    /// This address, to come back to after a move.
    pub here: String,
    /// Whether cards may be moved.
    pub may_move: bool,
}

/// A lane.
#[derive(Clone, Debug)]
pub struct LaneView<'a> {
    /// Code of its value; empty for records without one.
    pub code: String,
    /// Its words.
    pub label: String,
    /// Hue of its value.
    pub hue: Option<u16>,
    /// How many records lie in it.
    pub count: Count,
    /// What they come to.
    pub sums: Vec<Money>,
    /// How likely the work ends as meant, in percent.
    pub probability: Option<u32>,
    /// The first cards.
    pub cards: Vec<Card<'a>>,
    /// Address of the list of all its records, when there are more than cards.
    pub all: Option<String>,
    /// Address that creates a record in this lane.
    pub create: Option<String>,
    /// Whether cards are asked for something on the way into it.
    pub asks: bool,
}

/// A place beside the lanes where cards go that are done with.
#[derive(Clone, Debug)]
pub struct DropZone {
    /// Code of its value.
    pub code: String,
    /// Its words.
    pub label: String,
    /// Whether it is a good end.
    pub is_good: bool,
    /// Whether cards are asked for something on the way into it.
    pub asks: bool,
    /// How many records ended there: an address of their list.
    pub all: String,
}

/// A card.
#[derive(Clone, Debug)]
pub struct Card<'a> {
    /// Version that a move is based on.
    pub version: i64,
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Fields with what they hold.
    pub facts: Vec<(&'a Field, String, Value)>,
    /// Who owns it.
    pub owner: Option<Person>,
    /// Days for which it has been in its stage, when that is long.
    pub stale: Option<u64>,
    /// What comes next, where modules tell of it.
    pub next: CardNext,
}

/// What comes next for a card.
#[derive(Clone, Debug, Default)]
pub enum CardNext {
    /// Nothing tells of records of this module.
    #[default]
    Untold,
    /// Nothing is planned.
    Nothing,
    /// This is planned.
    Planned {
        /// The record that tells of it.
        record: Box<RecordLine>,
        /// Icon of its module.
        icon: String,
        /// When: a day or a moment.
        at: Value,
        /// Whether it should have happened.
        is_overdue: bool,
    },
}
