//! Sort columns of pick lists, when the order of a list changed.

use catalog::{Catalog, Field, FieldType, Module};
use kernel::Result;

use crate::conn::Tx;

/// Gives every record the place that its value has in a pick list by now.
///
/// # Errors
/// When the database fails.
pub fn resort(tx: &mut Tx<'_>, catalog: &Catalog, list: &str) -> Result<()> {
    for module in catalog.modules() {
        for field in module.fields.iter().filter(|field| field.keeps_order() && is_of(field, list))
        {
            resort_field(tx, catalog, module, (field, list))?;
        }
    }
    Ok(())
}

fn is_of(field: &Field, list: &str) -> bool {
    matches!(field.kind, FieldType::Picklist { .. } | FieldType::Stage { .. })
        && field.kind.list() == Some(list)
}

fn resort_field(
    tx: &mut Tx<'_>,
    catalog: &Catalog,
    module: &Module,
    (field, list): (&Field, &str),
) -> Result<()> {
    let values = catalog.picklist(list).map(|list| list.values.as_slice()).unwrap_or_default();
    let sort = format!("{}_sort", field.name);
    for (place, value) in (0_i64..).zip(values) {
        let mut sql = tx.sql();
        sql.push("UPDATE ").table(&module.plural).push(" SET ").ident(&sort).push(" = ");
        sql.bind(place).push(" WHERE ").ident(&field.name).push(" = ").bind(value.code.as_str());
        sql.push(" AND ").ident(&sort).push(" <> ").bind(place);
        tx.execute(&sql)?;
    }
    Ok(())
}
