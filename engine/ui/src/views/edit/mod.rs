//! The form that creates or changes a record.

mod model;

pub use model::{
    ConflictField, EditPage, Frame, FormBlock, FormField, Purpose, SaveConflict, TypedDuplicates,
};
