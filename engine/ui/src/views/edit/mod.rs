//! The form that creates or changes a record.

mod model;

pub use model::{
    ConflictField, EditPage, FormBlock, FormField, Frame, Purpose, SaveConflict, TypedDuplicates,
};
