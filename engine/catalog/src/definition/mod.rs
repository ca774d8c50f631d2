//! The shape of a module, as plain data.

mod alias;
mod block;
mod card;
mod dependency;
mod field;
mod field_type;
mod figure;
mod kanban;
mod likeness;
mod module;
mod number;
mod picklist;
mod pipeline;
mod relation;
mod rollup;
mod story;
mod title;
mod view;

pub use alias::AliasField;
pub use block::{Block, ListDefault};
pub use card::CardPlace;
pub use dependency::Dependency;
pub use field::{Default, Field, Personal, Soon, SystemField};
pub use field_type::{FieldType, OnDelete};
pub use figure::Figure;
pub use kanban::Kanban;
pub use likeness::Likeness;
pub use module::{Action, Icon, Module, Reminder};
pub use number::{NumberSeries, SeriesKind};
pub use picklist::{Picklist, PicklistValue};
pub use pipeline::{Pipeline, Stage, StageKind};
pub use relation::{RelatedList, Relation};
pub use rollup::{Rollup, RollupOp};
pub use story::{Story, StoryEntry};
pub use title::{Title, TitlePart};
pub use view::View;
