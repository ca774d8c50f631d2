//! The page of a record.

mod model;

pub use model::{
    BinState, BlockView, Composer, DetailPage, Event, EventKind, FactMark, FactView, FieldChange,
    FileBlock, FileLine, Place, RelatedBlock, RelatedRow, Switch, TabLink, Timeline,
};
