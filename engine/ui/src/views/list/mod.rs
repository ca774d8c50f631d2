//! Lists of records.

mod bulk_bar;
mod cell;
mod columns;
mod filter_editor;
mod filters;
mod foot;
mod model;
mod page;
mod row_acts;
mod table;
mod views;

pub(super) use self::views::{keeping, views};
pub use bulk_bar::every;
pub use cell::{cell_form, cell_saved, cell_value};
pub use filter_editor::condition;
pub use model::{
    Bulk, BulkAct, Column, ColumnChoice, Direction, EmptyList, Every, FilterChip, FilterEditor,
    ListCount, ListPage, ListSums, Pager, Row, SaveView, SortLink, ViewBar, ViewMenu, ViewTab,
};
pub use page::page;
pub use row_acts::{ROW_MENU, RowGroup, row_entries, row_menu};
