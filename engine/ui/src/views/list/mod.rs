//! The list of a module.

mod model;

pub use model::{
    Column, ColumnChoice, Direction, EmptyList, FilterChip, FilterEditor, ListCount, ListPage,
    Pager, Row, SaveView, SortLink, ViewTab,
};
