//! Tables of modules follow the catalog; nothing is ever taken away.

use std::collections::BTreeSet;

use catalog::{Catalog, FieldType, Module, RollupOp};
use kernel::Result;
use sql::{Dialect, Frozen, Kind};

use crate::conn::{Reader, Tx};
use crate::layout::{Column, field_columns, owner_column, sort_column};

/// Tells whether a table exists.
pub fn has_table(reader: &mut Reader<'_>, name: &str) -> Result<bool> {
    Ok(!columns_of(reader, name)?.is_empty())
}

fn columns_of(reader: &mut Reader<'_>, table: &str) -> Result<BTreeSet<String>> {
    let mut sql = reader.sql();
    match reader.dialect() {
        Dialect::Sqlite => {
            sql.push("SELECT name FROM pragma_table_info(").bind(table).push(")");
        }
        Dialect::Postgres => {
            let schema = reader.schema().to_owned();
            sql.push("SELECT column_name::text FROM information_schema.columns");
            sql.push(" WHERE table_schema = ").bind(schema).push(" AND table_name = ").bind(table);
        }
    }
    reader.query(&sql)?.iter_mut().map(|row| row.text()).collect()
}

/// Names of indexes that work, or of those whose making broke off.
fn indexes_of(reader: &mut Reader<'_>, works: bool) -> Result<BTreeSet<String>> {
    let mut sql = reader.sql();
    match reader.dialect() {
        Dialect::Sqlite => {
            sql.push("SELECT name FROM sqlite_schema WHERE type = 'index'");
            sql.push(if works { "" } else { " AND 1 = 0" });
        }
        Dialect::Postgres => {
            let schema = reader.schema().to_owned();
            sql.push("SELECT c.relname::text FROM pg_index i JOIN pg_class c ");
            sql.push("ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace ");
            sql.push(if works { "WHERE i.indisvalid" } else { "WHERE NOT i.indisvalid" });
            sql.push(" AND n.nspname = ").bind(schema);
        }
    }
    reader.query(&sql)?.iter_mut().map(|row| row.text()).collect()
}

/// Tells whether a table has so many rows that making an index keeps people waiting.
fn is_large(reader: &mut Reader<'_>, module: &Module, rows: u64) -> Result<bool> {
    let mut sql = reader.sql();
    sql.push("SELECT 1 FROM ").table(&module.plural).push(" LIMIT 1 OFFSET ");
    sql.bind(i64::try_from(rows).unwrap_or(i64::MAX));
    Ok(reader.query_one(&sql)?.is_some())
}

/// Statements about indexes that run while people work.
pub struct Later {
    /// Drop what nobody asks any more, and what broke off and stands in the way of the next try.
    pub drops: Vec<String>,
    /// Make what is missing.
    pub makes: Vec<String>,
}

/// Statements about indexes that run while people work.
pub fn later(reader: &mut Reader<'_>, catalog: &Catalog) -> Result<Later> {
    let (standing, broken) = (indexes_of(reader, true)?, indexes_of(reader, false)?);
    let meanwhile = reader.dialect().meanwhile();
    let (mut gone, mut makes) = (broken, Vec::new());
    for module in catalog.modules() {
        let wanted = wanted_of(reader.dialect(), catalog, module);
        let is_wanted = |name: &String| wanted.iter().any(|index| index.name == *name);
        let sorts = format!("{}_i_", module.plural);
        let of_sorts = |name: &&String| name.starts_with(&sorts) && name.ends_with("_sort");
        gone.extend(standing.iter().filter(of_sorts).filter(|name| !is_wanted(name)).cloned());
        let new = wanted.iter().filter(|index| !standing.contains(&index.name));
        makes.extend(new.map(|index| create_index(reader, module, (index, meanwhile))));
    }
    let drops = gone.iter().map(|name| drop_index(reader, meanwhile, name)).collect();
    Ok(Later { drops, makes })
}

fn wanted_of(dialect: Dialect, catalog: &Catalog, module: &Module) -> Vec<Index> {
    let mut wanted = wanted_indexes(module);
    if let (Dialect::Sqlite, Some(owner)) = (dialect, owner_column(module)) {
        wanted.push(Index {
            name: owner_of_row(module),
            unique: false,
            columns: vec!["row".into(), owner.into()],
            condition: ALIVE,
        });
    }
    wanted.extend(extremes(catalog, module));
    wanted.iter_mut().for_each(|index| index.name = short(&index.name));
    wanted
}

/// Name of the index that tells who owns a row, without reading all of it; on `SQLite` only.
pub fn owner_of_row(module: &Module) -> String {
    short(&format!("{}_i_row_owner", module.plural))
}

/// Statements that add what the catalog has and the database has not; indexes of tables with more
/// rows than a number are left to `later`, where one is given.
pub fn missing(
    reader: &mut Reader<'_>,
    catalog: &Catalog,
    large: Option<u64>,
) -> Result<Vec<String>> {
    let mut statements = Vec::new();
    let indexes = indexes_of(reader, true)?;
    if large.is_none() {
        let broken = indexes_of(reader, false)?;
        statements.extend(broken.iter().map(|name| drop_index(reader, "", name)));
    }
    for module in catalog.modules() {
        let present = columns_of(reader, &module.plural)?;
        if present.is_empty() {
            statements.push(create_table(reader, module));
        } else {
            let columns = module.fields.iter().flat_map(field_columns);
            let new = columns.filter(|column| !present.contains(&column.name));
            statements.extend(new.map(|column| add_column(reader, module, &column)));
        }
        let wanted = wanted_of(reader.dialect(), catalog, module);
        // A value that may come twice by now must not be refused by what was once demanded.
        let unique = format!("{}_u_", module.plural);
        let of_old = indexes.iter().filter(|name| name.starts_with(&unique));
        let gone = of_old.filter(|name| !wanted.iter().any(|index| index.name == **name));
        statements.extend(gone.map(|name| drop_index(reader, "", name)));
        let mut new: Vec<Index> =
            wanted.into_iter().filter(|index| !indexes.contains(&index.name)).collect();
        if let Some(large) = large.filter(|_| !new.is_empty() && !present.is_empty())
            && is_large(reader, module, large)?
        {
            new.retain(|index| index.unique);
        }
        statements.extend(new.iter().map(|index| create_index(reader, module, (index, ""))));
        statements.extend(frozen(reader, module)?);
    }
    Ok(statements)
}

/// Statements that freeze what a stage freezes, the record as a whole included.
fn frozen(reader: &mut Reader<'_>, module: &Module) -> Result<Vec<String>> {
    let (open, stage) = (module.open_stages(), module.stage_field());
    let Some(stage) = stage.filter(|_| !open.is_empty()) else { return Ok(Vec::new()) };
    let fields = module.fields.iter().filter(|field| field.locked_after.is_some());
    let mut columns: Vec<String> =
        fields.flat_map(field_columns).map(|column| column.name).collect();
    columns.extend(["id", "trashed_at"].map(str::to_owned));
    let standing = triggers_of(reader, &module.plural)?;
    let frozen = Frozen { table: &module.plural, stage: &stage.name, open, columns };
    Ok(frozen.missing(&standing, || reader.sql()))
}

/// Names of the triggers of a table.
///
/// # Errors
/// When the database fails.
pub fn triggers_of(reader: &mut Reader<'_>, table: &str) -> Result<Vec<String>> {
    let mut sql = reader.sql();
    match reader.dialect() {
        Dialect::Sqlite => sql.push("SELECT name FROM sqlite_schema WHERE type = 'trigger'"),
        Dialect::Postgres => {
            let schema = reader.schema().to_owned();
            sql.push("SELECT t.tgname::text FROM pg_trigger t JOIN pg_class c ON c.oid = ");
            sql.push("t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT ");
            sql.push("t.tgisinternal AND n.nspname = ").bind(schema)
        }
    };
    let column = if reader.dialect() == Dialect::Sqlite { "tbl_name" } else { "c.relname" };
    sql.push(" AND ").push(column).push(" = ").bind(table);
    reader.query(&sql)?.iter_mut().map(|row| row.text()).collect()
}

fn system_columns() -> Vec<Column> {
    let required = |name, kind| Column { required: true, ..Column::new(name, kind) };
    vec![
        required("id", Kind::Uuid),
        required("version", Kind::Int),
        required("title", Kind::Text),
        required("title_sort", Kind::Bytes),
        required("created_at", Kind::Int),
        Column::new("created_by_id", Kind::Uuid),
        required("modified_at", Kind::Int),
        Column::new("modified_by_id", Kind::Uuid),
        Column::new("trashed_at", Kind::Int),
        Column::new("trashed_by_id", Kind::Uuid),
    ]
}

/// Columns of the table of a module, besides the counting key.
pub fn columns_of_module(module: &Module) -> impl Iterator<Item = Column> {
    system_columns().into_iter().chain(module.fields.iter().flat_map(field_columns))
}

fn create_table(reader: &Reader<'_>, module: &Module) -> String {
    let dialect = reader.dialect();
    let mut sql = reader.sql();
    sql.push("CREATE TABLE ").table(&module.plural).push(" (row ").push(dialect.counting_key());
    for column in columns_of_module(module) {
        sql.push(", ").ident(&column.name).push(" ").push(dialect.type_of(column.kind));
        if column.required {
            sql.push(" NOT NULL");
        }
    }
    sql.push(")").text().to_owned()
}

fn add_column(reader: &Reader<'_>, module: &Module, column: &Column) -> String {
    let dialect = reader.dialect();
    let mut sql = reader.sql();
    sql.push("ALTER TABLE ").table(&module.plural).push(" ADD COLUMN ").ident(&column.name);
    sql.push(" ").push(dialect.type_of(column.kind));
    if column.required {
        sql.push(" NOT NULL DEFAULT ").push(match column.kind {
            Kind::Bytes => dialect.no_bytes(),
            Kind::Int | Kind::Transaction => "-9223372036854775807",
            Kind::Text | Kind::Uuid => "''",
        });
    }
    sql.text().to_owned()
}

/// An index a module needs.
struct Index {
    name: String,
    unique: bool,
    columns: Vec<String>,
    condition: &'static str,
}

const ALIVE: &str = " WHERE trashed_at IS NULL";
const IN_BIN: &str = " WHERE trashed_at IS NOT NULL";

/// Every offered sort has an index, and one that starts with the owner, so that a list of a
/// person with few records walks those alone.
fn wanted_indexes(module: &Module) -> Vec<Index> {
    let index = |suffix: &str, columns: &[&str], condition| Index {
        name: format!("{}_i_{suffix}", module.plural),
        unique: false,
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        condition,
    };
    let mut indexes = vec![Index {
        name: format!("{}_u_id", module.plural),
        unique: true,
        columns: vec!["id".into()],
        condition: "",
    }];
    indexes.push(index("bin", &["trashed_at"], IN_BIN));
    let sorts = module.fields.iter().filter(|field| field.sort).map(|field| field.name.as_str());
    for name in std::iter::once("title").chain(sorts) {
        let Some((column, _)) = sort_column(module, name) else { continue };
        indexes.push(index(&column, &[&column, "row"], ALIVE));
        if let Some(owner) = owner_column(module) {
            indexes.push(index(&format!("o_{column}"), &[owner, &column, "row"], ALIVE));
        }
    }
    if let Some(columns) = lane_columns(module) {
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        indexes.push(index("lanes", &columns, ALIVE));
    }
    for field in &module.fields {
        if matches!(field.kind, FieldType::Link { .. }) {
            let column = format!("{}_id", field.name);
            let sort = module.list.sort.trim_start_matches('-');
            let sort = sort_column(module, sort).map_or("title_sort".into(), |(sort, _)| sort);
            indexes.push(index(&format!("{column}_{sort}"), &[&column, &sort, "row"], ALIVE));
        }
        if field.kind == FieldType::Number {
            indexes.push(index(&format!("n_{}", field.name), &[&field.name], ALIVE));
        }
        if field.unique {
            indexes.push(Index {
                name: format!("{}_u_{}", module.plural, field.name),
                unique: true,
                columns: vec![field.name.clone()],
                condition: ALIVE,
            });
        }
    }
    indexes
}

/// Where records of others keep the smallest, the largest or the latest value of these, it is
/// found at the end of an index.
fn extremes(catalog: &Catalog, module: &Module) -> Vec<Index> {
    let feeds = catalog.plan().module(&module.code).map_or(&[][..], |plan| &plan.feeds);
    let mut indexes: Vec<Index> = Vec::new();
    for feed in feeds {
        let order = match feed.op {
            RollupOp::Count | RollupOp::Sum => continue,
            RollupOp::Min | RollupOp::Max => feed.value.clone(),
            RollupOp::Latest => Some(feed.by.clone().unwrap_or_else(|| "created_at".into())),
        };
        let Some(order) = order else { continue };
        let link = format!("{}_id", feed.link);
        let name = format!("{}_i_e_{link}_{order}", module.plural);
        if indexes.iter().all(|index| index.name != name) {
            let columns = vec![link, order, "row".into()];
            indexes.push(Index { name, unique: false, columns, condition: ALIVE });
        }
    }
    indexes
}

/// Lanes are walked in the order of the list, and counted and summed up in the index alone.
fn lane_columns(module: &Module) -> Option<Vec<String>> {
    let kanban = module.kanban.as_ref()?;
    let (sort, _) = sort_column(module, module.list.sort.trim_start_matches('-'))?;
    let mut columns = vec![kanban.by.clone(), sort, "row".into()];
    for field in kanban.sums.iter().filter_map(|name| module.field(name)) {
        columns.extend(field_columns(field).into_iter().filter(|c| !c.required).map(|c| c.name));
    }
    columns.extend(owner_column(module).map(str::to_owned));
    Some(columns)
}

/// PostgreSQL cuts longer names off, and what was cut is not found again.
fn short(name: &str) -> String {
    if name.len() <= 63 {
        return name.to_owned();
    }
    let sum = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
        (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{}_{sum:016x}", &name[..46])
}

fn create_index(
    reader: &Reader<'_>,
    module: &Module,
    (index, meanwhile): (&Index, &'static str),
) -> String {
    let mut sql = reader.sql();
    sql.push(if index.unique { "CREATE UNIQUE INDEX " } else { "CREATE INDEX " }).push(meanwhile);
    sql.ident(&index.name).push(" ON ").table(&module.plural).push(" (");
    sql.idents(index.columns.iter().map(String::as_str)).push(")").push(index.condition);
    sql.text().to_owned()
}

fn drop_index(reader: &Reader<'_>, meanwhile: &'static str, name: &str) -> String {
    let mut sql = reader.sql();
    sql.push("DROP INDEX ").push(meanwhile).table(name);
    sql.text().to_owned()
}

/// Gives every module the number under which the search knows it, for ever.
pub fn number_modules(tx: &mut Tx<'_>, catalog: &Catalog) -> Result<()> {
    for module in catalog.modules() {
        let mut sql = tx.sql();
        sql.push("INSERT INTO ").table("module_numbers").push(" (code, number) SELECT ");
        sql.bind(module.code.as_str()).push(", COALESCE(MAX(number), 0) + 1 FROM ");
        sql.table("module_numbers").push(" WHERE NOT EXISTS (SELECT 1 FROM ");
        sql.table("module_numbers").push(" WHERE code = ").bind(module.code.as_str());
        sql.push(") HAVING NOT EXISTS (SELECT 1 FROM ").table("module_numbers");
        sql.push(" WHERE code = ").bind(module.code.as_str()).push(")");
        tx.execute(&sql)?;
    }
    Ok(())
}
