//! The form that creates or changes a record.
//!
//! Read `model` first, then `page` (page or drawer), `fields` (blocks and fields), `banners`
//! (what went wrong, who else saved), `duplicates` (records that may be the same), `focus`.

mod banners;
mod conditions;
mod duplicates;
mod fields;
mod focus;
mod model;
mod page;

#[cfg(test)]
mod tests;

pub use conditions::{conditions, states};
pub use duplicates::duplicates;
pub use fields::{aside, lines};
pub use focus::focused;
pub use model::{
    ConflictField, EditPage, FormBlock, FormConditions, FormField, Frame, Purpose, SaveConflict,
    TypedDuplicates,
};
pub use page::{done, page, sample};
