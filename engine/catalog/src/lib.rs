//! What a module is: definitions read, checked and merged with what administrators changed.
//!
//! **Invariant:** pure; knows neither database nor screen, and no module by name.
//!
//! Read `definition` first (the shape of a module), then `read` (from TOML, with the line of
//! every mistake), `overlay` (administrators' changes as data), `catalog` (all modules together),
//! `area` (the side bar and what is switched off), `shapes` (of lines),
//! `plan` (what follows from what), `check` (one value against its field), `transition` (one stage
//! after another), `follow` (values that follow others), `json` (values on the wire) and `filter`
//! (the one language of conditions).

mod area;
mod catalog;
mod check;
pub mod definition;
mod describe;
pub mod filter;
mod follow;
mod json;
mod overlay;
pub mod plan;
mod read;
mod shapes;
mod successor;
mod transition;

pub use area::Area;
pub use catalog::Catalog;
pub use check::{MOST_LINES, check_dependencies, check_value, require_complete};
pub use definition::{
    Action, AliasField, Block, CardPlace, Default, Dependency, Field, FieldType, Figure, Icon,
    Kanban, Layout, LayoutBlock, Likeness, LineKind, ListDefault, Module, NumberSeries, OnDelete,
    Personal, Picklist, PicklistValue, Pipeline, RelatedList, Relation, Reminder, Rollup, RollupOp,
    SeriesKind, Shape, Soon, Stage, StageKind, Story, StoryEntry, SystemField, Title, TitlePart,
    View,
};
pub use describe::plain_text;
pub use json::{from_json, to_json};
pub use overlay::{Arrangement, Change, CustomField, Held, Refused, StageSaid, Start};
pub use read::{ReadError, read_texts};
pub use transition::check_stage;
