//! Records that became one: where they went, and what hung on them and went with them.

use catalog::{Field, Module};
use kernel::{Instant, RecordId, Result};
use sql::{Row, Sql};
use uuid::Uuid;

use super::plain;
use crate::conn::{Reader, Tx};

const COLUMNS: &str = "record_id, module, into_id, run_id, at";

/// A record that went into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The record, which lies in the bin.
    pub record: RecordId,
    /// Code of the module.
    pub module: String,
    /// The record it is now.
    pub into: RecordId,
    /// The run in which that happened.
    pub run: Uuid,
    /// When.
    pub at: Instant,
}

/// What tells rows of a table apart that hang on one record.
enum Name {
    Id(&'static str),
    Word(&'static str),
}

/// Rows that hang on records and move when these become one.
struct Place {
    table: &'static str,
    /// The column that names the record.
    owner: &'static str,
    /// The column that names the row.
    name: Name,
    /// Columns in which no two rows of a record may agree; such a row stays where it is.
    apart: &'static [&'static str],
    /// Column of another record, which must not be the one they move to.
    other: Option<&'static str>,
    /// A further condition.
    only: &'static str,
}

impl Place {
    const fn of(table: &'static str, owner: &'static str, name: Name) -> Self {
        Place { table, owner, name, apart: &[], other: None, only: "" }
    }

    const fn once(self, apart: &'static [&'static str]) -> Self {
        Place { apart, ..self }
    }

    fn mark(&self) -> String {
        format!("{}.{}", self.table, self.owner)
    }

    fn column(&self) -> &'static str {
        match self.name {
            Name::Id(column) | Name::Word(column) => column,
        }
    }

    fn kept(&self) -> &'static str {
        match self.name {
            Name::Id(_) => "ref_id",
            Name::Word(_) => "word",
        }
    }
}

/// Everything that moves beside links of records.
const PLACES: &[Place] = &[
    Place::of("comments", "record_id", Name::Id("id")),
    Place::of("files", "record_id", Name::Id("id")),
    Place::of("messages", "subject_id", Name::Id("id")),
    Place {
        other: Some("to_id"),
        ..Place::of("relations", "from_id", Name::Id("id")).once(&["to_id", "name", "role"])
    },
    Place {
        other: Some("from_id"),
        ..Place::of("relations", "to_id", Name::Id("id")).once(&["from_id", "name", "role"])
    },
    Place::of("tags", "record_id", Name::Word("tag")).once(&["tag"]),
    Place::of("followers", "record_id", Name::Id("user_id")).once(&["user_id"]),
    Place::of("favourites", "record_id", Name::Id("user_id")).once(&["user_id"]),
    Place::of("recents", "record_id", Name::Id("user_id")).once(&["user_id"]),
    // Whoever saw one of them sees what became of it; to delete it is another matter.
    Place {
        only: " AND t.level <= 2",
        ..Place::of("grants", "record_id", Name::Id("principal_id")).once(&["principal_id"])
    },
    // What went into a record before goes with it.
    Place::of("merged", "into_id", Name::Id("record_id")),
];

/// A record that goes into another, in a run.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// The run.
    pub run: Uuid,
    /// The record that goes.
    pub from: RecordId,
    /// The record that stays.
    pub into: RecordId,
}

/// Moves everything that hangs on a record to another, and notes what it was.
///
/// # Errors
/// When the database fails.
pub fn move_hanging(tx: &mut Tx<'_>, way: Way) -> Result<()> {
    for place in PLACES {
        note(tx, place, way)?;
        hang(tx, place, way, (way.from, way.into))?;
    }
    Ok(())
}

/// Moves back what `move_hanging` moved and still hangs where it came to.
///
/// # Errors
/// When the database fails.
pub fn move_back(tx: &mut Tx<'_>, way: Way) -> Result<()> {
    PLACES.iter().try_for_each(|place| hang(tx, place, way, (way.into, way.from)))
}

fn note(tx: &mut Tx<'_>, place: &Place, way: Way) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("INSERT INTO ").table("moved").push(" (run_id, place, record_id, ");
    sql.push(place.kept()).push(") SELECT ").bind(way.run).push(", ").bind(place.mark());
    sql.push(", ").bind(way.from).push(", ").column("t", place.column());
    sql.push(" FROM ").table(place.table).push(" t WHERE ").column("t", place.owner);
    sql.push(" = ").bind(way.from).push(place.only);
    if let Some(other) = place.other {
        sql.push(" AND ").column("t", other).push(" <> ").bind(way.into);
    }
    if !place.apart.is_empty() {
        sql.push(" AND NOT EXISTS (SELECT 1 FROM ").table(place.table).push(" w WHERE ");
        sql.column("w", place.owner).push(" = ").bind(way.into);
        for column in place.apart {
            sql.push(" AND ").column("w", column).push(" = ").column("t", column);
        }
        sql.push(")");
    }
    tx.execute(&sql).map(drop)
}

fn hang(
    tx: &mut Tx<'_>,
    place: &Place,
    way: Way,
    (from, into): (RecordId, RecordId),
) -> Result<()> {
    let mut sql = tx.sql();
    sql.push("UPDATE ").table(place.table).push(" SET ").ident(place.owner).push(" = ").bind(into);
    sql.push(" WHERE ").ident(place.owner).push(" = ").bind(from);
    sql.push(" AND ").ident(place.column()).push(" IN (SELECT ").push(place.kept());
    sql.push(" FROM ").table("moved").push(" WHERE run_id = ").bind(way.run);
    sql.push(" AND place = ").bind(place.mark()).push(" AND record_id = ").bind(way.from);
    sql.push(")");
    tx.execute(&sql).map(drop)
}

/// Lets links out of the bin lead to another record, and notes which did.
///
/// # Errors
/// When the database fails.
pub fn move_binned(tx: &mut Tx<'_>, (module, field): (&Module, &Field), way: Way) -> Result<()> {
    let column = format!("{}_id", field.name);
    let place = format!("{}.{}", module.plural, field.name);
    let mut sql = tx.sql();
    sql.push("INSERT INTO ").table("moved").push(" (run_id, place, record_id, ref_id) SELECT ");
    sql.bind(way.run).push(", ").bind(place).push(", ").bind(way.from).push(", t.id FROM ");
    sql.table(&module.plural).push(" t WHERE ").column("t", &column).push(" = ").bind(way.from);
    sql.push(" AND t.trashed_at IS NOT NULL");
    if tx.execute(&sql)? > 0 {
        turn(tx, (module, field), way, (way.from, way.into))?;
    }
    Ok(())
}

/// Turns those links back that still go where `move_binned` turned them.
///
/// # Errors
/// When the database fails.
pub fn move_binned_back(
    tx: &mut Tx<'_>,
    (module, field): (&Module, &Field),
    way: Way,
) -> Result<()> {
    turn(tx, (module, field), way, (way.into, way.from))
}

fn turn(
    tx: &mut Tx<'_>,
    (module, field): (&Module, &Field),
    way: Way,
    (from, into): (RecordId, RecordId),
) -> Result<()> {
    let column = format!("{}_id", field.name);
    let place = format!("{}.{}", module.plural, field.name);
    let mut sql = tx.sql();
    sql.push("UPDATE ").table(&module.plural).push(" SET ").ident(&column).push(" = ").bind(into);
    sql.push(" WHERE ").ident(&column).push(" = ").bind(from);
    sql.push(" AND id IN (SELECT ref_id FROM ").table("moved").push(" WHERE run_id = ");
    sql.bind(way.run).push(" AND place = ").bind(place);
    sql.push(" AND record_id = ").bind(way.from).push(")");
    tx.execute(&sql).map(drop)
}

/// Notes where a record went.
///
/// # Errors
/// When the database fails.
pub fn put(tx: &mut Tx<'_>, merged: &Merged) -> Result<()> {
    plain::upsert(
        tx,
        "merged",
        &["record_id"],
        &[
            ("record_id", merged.record.into()),
            ("module", merged.module.as_str().into()),
            ("into_id", merged.into.into()),
            ("run_id", merged.run.into()),
            ("at", merged.at.into()),
        ],
    )
}

/// Forgets that a record went into another in a run.
///
/// # Errors
/// When the database fails.
pub fn forget(tx: &mut Tx<'_>, way: Way) -> Result<()> {
    let only = [("record_id", way.from.into()), ("run_id", way.run.into())];
    plain::delete(tx, "merged", &only)?;
    plain::delete(tx, "moved", &[("run_id", way.run.into()), ("record_id", way.from.into())])
        .map(drop)
}

/// Where a record went, if it went into another.
///
/// # Errors
/// When the database fails.
pub fn get(reader: &mut Reader<'_>, record: RecordId) -> Result<Option<Merged>> {
    let rows = plain::select(reader, "merged", COLUMNS, &[("record_id", record.into())], "")?;
    rows.into_iter().next().map(|mut row| merged(&mut row)).transpose()
}

/// Records that went into one, at most a hundred.
///
/// # Errors
/// When the database fails.
pub fn into(reader: &mut Reader<'_>, record: RecordId) -> Result<Vec<Merged>> {
    let question = into_question(reader, record);
    let mut rows = reader.query(&question)?;
    rows.iter_mut().map(merged).collect()
}

pub(super) fn into_question(reader: &Reader<'_>, record: RecordId) -> Sql {
    let tail = " ORDER BY at DESC LIMIT 100";
    plain::question(reader, ("merged", COLUMNS), &[("into_id", record.into())], tail)
}

/// What was merged last in a module, the newest first.
///
/// # Errors
/// When the database fails.
pub fn of_module(reader: &mut Reader<'_>, module: &str, limit: usize) -> Result<Vec<Merged>> {
    let mut sql = reader.sql();
    sql.push("SELECT ").push(COLUMNS).push(" FROM ").table("merged").push(" WHERE module = ");
    sql.bind(module).push(" ORDER BY at DESC, run_id DESC, record_id LIMIT ");
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    reader.query(&sql)?.iter_mut().map(merged).collect()
}

fn merged(row: &mut Row) -> Result<Merged> {
    Ok(Merged {
        record: RecordId(row.uuid()?),
        module: row.text()?,
        into: RecordId(row.uuid()?),
        run: row.uuid()?,
        at: row.instant()?,
    })
}
