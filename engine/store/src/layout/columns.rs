//! Columns of fields.

use catalog::{Field, FieldType, Module, SystemField};
use sql::Kind;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it stores.
    pub kind: Kind,
    /// Whether it is never empty; sort columns are, because keyset paging compares them.
    pub required: bool,
}

impl Column {
    pub fn new(name: &str, kind: Kind) -> Self {
        Column { name: name.into(), kind, required: false }
    }

    fn never_empty(name: &str, kind: Kind) -> Self {
        Column { name: name.into(), kind, required: true }
    }
}

/// Columns every record table has, in the order in which they are read.
pub const SYSTEM_COLUMNS: [&str; 9] = [
    "row",
    "id",
    "version",
    "title",
    "created_at",
    "created_by_id",
    "modified_at",
    "modified_by_id",
    "trashed_at",
];

/// Columns of one field, the value itself first.
///
/// | type | columns |
/// |---|---|
/// | texts, formatted text (HTML), pick list, stage, file, lines | `f` text |
/// | numbers, dates, times, yes/no | `f` whole number |
/// | money | `f`, `f_currency` |
/// | link | `f_id`, and `f_module` when it may point to several modules |
/// | user | `f_id` |
/// | address | `f_street`, `f_zip`, `f_city`, `f_state`, `f_country`, `f_po_box` |
/// | point | `f_lat`, `f_lon` |
/// | several values | the above for the primary, and all of them in `f_all` as JSON |
/// | sortable | also `f_sort`, never empty: bytes for texts, a whole number for the rest |
/// | text that is searched or sorted | also `f_fold`, folded for `contains` |
pub fn field_columns(field: &Field) -> Vec<Column> {
    if field.system.is_some() {
        return Vec::new();
    }
    let name = field.name.as_str();
    let plain = |kind| vec![Column::new(name, kind)];
    let mut columns = match &field.kind {
        FieldType::Text
        | FieldType::LongText
        | FieldType::RichText
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Number
        | FieldType::Picklist { .. }
        | FieldType::MultiPicklist { .. }
        | FieldType::Stage { .. }
        | FieldType::File
        | FieldType::Image
        | FieldType::Lines { .. } => plain(Kind::Text),
        FieldType::Decimal { .. }
        | FieldType::Percent
        | FieldType::Date
        | FieldType::DateTime
        | FieldType::Time
        | FieldType::Duration
        | FieldType::Bool => plain(Kind::Int),
        FieldType::Money => {
            vec![Column::new(name, Kind::Int), Column::new(&format!("{name}_currency"), Kind::Text)]
        }
        FieldType::Link { to, .. } => link_columns(name, to),
        FieldType::User => vec![Column::new(&format!("{name}_id"), Kind::Uuid)],
        FieldType::Address => kernel::Address::PARTS
            .iter()
            .map(|part| Column::new(&format!("{name}_{part}"), Kind::Text))
            .collect(),
        FieldType::Geo => {
            ["lat", "lon"].map(|part| Column::new(&format!("{name}_{part}"), Kind::Int)).into()
        }
    };
    if field.several {
        columns.push(Column::new(&format!("{name}_all"), Kind::Text));
    }
    if let Some(kind) = sort_kind(field) {
        columns.push(Column::never_empty(&format!("{name}_sort"), kind));
    }
    if is_folded(field) {
        columns.push(Column::new(&format!("{name}_fold"), Kind::Text));
    }
    columns
}

fn link_columns(name: &str, to: &[String]) -> Vec<Column> {
    let mut columns = vec![Column::new(&format!("{name}_id"), Kind::Uuid)];
    if to.len() > 1 {
        columns.push(Column::new(&format!("{name}_module"), Kind::Text));
    }
    columns
}

/// Tells whether a field has a folded column.
pub fn is_folded(field: &Field) -> bool {
    let has_words = field.kind.is_textual() || field.kind == FieldType::RichText;
    has_words && (field.is_told() || field.keeps_order())
}

fn sort_kind(field: &Field) -> Option<Kind> {
    let kind = if field.kind.is_textual() { Kind::Bytes } else { Kind::Int };
    (field.keeps_order() && field.kind.is_sortable()).then_some(kind)
}

/// The column to order by for a sort name, and what it stores; `title` orders by the title.
pub fn sort_column(module: &Module, name: &str) -> Option<(String, Kind)> {
    if name == "title" {
        return Some(("title_sort".into(), Kind::Bytes));
    }
    let field = module.field(name).filter(|field| field.sort)?;
    match field.system {
        Some(SystemField::CreatedAt | SystemField::ModifiedAt) => Some((name.into(), Kind::Int)),
        Some(SystemField::CreatedBy | SystemField::ModifiedBy) => None,
        None => Some((format!("{name}_sort"), sort_kind(field)?)),
    }
}

/// The column that names the owner.
pub fn owner_column(module: &Module) -> Option<&'static str> {
    module.owner_field().map(|_| "owner_id")
}
