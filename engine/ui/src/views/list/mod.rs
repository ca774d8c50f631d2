//! Lists of records.

mod bulk_bar;
mod cell;
mod filter_editor;
mod filters;
mod foot;
mod model;
mod page;
mod table;

pub use bulk_bar::every;
pub use cell::{cell_form, cell_saved, cell_value};
pub use model::{
    Bulk, BulkAct, Column, ColumnChoice, Direction, EmptyList, Every, FilterChip, FilterEditor,
    ListCount, ListPage, Pager, Row, SaveView, SortLink, ViewTab,
};
pub use page::page;
