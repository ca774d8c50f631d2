//! Lists of records.

mod filter_editor;
mod filters;
mod foot;
mod model;
mod page;
mod table;

pub use model::{
    Column, ColumnChoice, Direction, EmptyList, FilterChip, FilterEditor, ListCount, ListPage,
    Pager, Row, SaveView, SortLink, ViewTab,
};
pub use page::page;
