//! Records of a question in groups: how many each has, and what its numbers come to.

use access::Scope;
use catalog::{Catalog, Field, FieldType, Module, SystemField};
use kernel::{Currency, Decimal, Error, Link, PrincipalId, RecordId, Result, Value};
use sql::{Row, Sql};

use super::hits::Hits;
use super::read::push_scope;
use super::{Query, filter};
use crate::conn::Reader;
use crate::layout::field_columns;

/// By what records are put into groups.
#[derive(Clone, Debug)]
pub enum GroupBy<'a> {
    /// Each value of a field is a group.
    Value(&'a Field),
    /// Days or moments, between bounds in rising order: what lies before the first is group 0.
    Stretches(&'a Field, Vec<i64>),
}

/// What a group has in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupKey {
    /// A value; `Empty` for records that hold none.
    Value(Value),
    /// The place of a stretch.
    Stretch(usize),
}

/// Records that have something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common.
    pub key: GroupKey,
    /// How many they are.
    pub n: u64,
    /// What their numbers come to, field by field and currency by currency.
    pub figures: Vec<Figures>,
}

/// What a field of a group comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Name of the field.
    pub field: String,
    /// Currency, for amounts.
    pub currency: Option<Currency>,
    /// Records that hold something there.
    pub n: u64,
    /// All of it.
    pub sum: Decimal,
    /// The smallest.
    pub min: Decimal,
    /// The largest.
    pub max: Decimal,
}

/// Groups of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// The largest groups first.
    pub all: Vec<Group>,
    /// How many groups there are.
    pub n_groups: u64,
    /// How many records were met.
    pub n: u64,
    /// Whether every record of the question was met.
    pub is_exact: bool,
}

/// What is asked about groups.
#[derive(Clone, Copy, Debug)]
pub struct GroupsOf<'a> {
    /// By what.
    pub by: &'a GroupBy<'a>,
    /// Numbers and amounts that are summed up.
    pub figures: &'a [&'a Field],
    /// Groups at most.
    pub limit: usize,
    /// Records met at most.
    pub bound: u64,
}

type Ground<'a> = (&'a Catalog, &'a Module, &'a Scope, &'a Query);

/// Puts the records of a question into groups, in one walk for their number and one for each field
/// that is summed up.
///
/// # Errors
/// `Internal` for a field that makes no groups.
pub fn groups(
    reader: &mut Reader<'_>,
    (catalog, module): (&Catalog, &Module),
    scope: &Scope,
    query: &Query,
    asked: GroupsOf<'_>,
) -> Result<Groups> {
    let hits = Hits::find(reader, module, scope, query)?;
    let ground = (catalog, module, scope, query);
    let mut groups = counted(reader, ground, hits.as_ref(), asked)?;
    groups.is_exact &= !hits.as_ref().is_some_and(Hits::is_bounded);
    if groups.is_exact && !groups.all.is_empty() {
        for field in asked.figures {
            figured(reader, ground, hits.as_ref(), (asked, field), &mut groups.all)?;
        }
    }
    Ok(groups)
}

fn counted(
    reader: &mut Reader<'_>,
    ground: Ground<'_>,
    hits: Option<&Hits>,
    asked: GroupsOf<'_>,
) -> Result<Groups> {
    let mut sql = reader.sql();
    sql.push("SELECT k, COUNT(*), CAST(SUM(COUNT(*)) OVER () AS BIGINT), COUNT(*) OVER () FROM (");
    push_met(&mut sql, ground, hits, (asked, None));
    sql.push(") met GROUP BY k ORDER BY 2 DESC, 1 LIMIT ");
    sql.bind(i64::try_from(asked.limit).unwrap_or(i64::MAX));
    let mut groups = Groups { is_exact: true, ..Groups::default() };
    for mut row in reader.query(&sql)? {
        let key = key(asked.by, &mut row)?;
        let mut number = || Ok::<u64, Error>(u64::try_from(row.int()?).unwrap_or(0));
        let n = number()?;
        (groups.n, groups.n_groups) = (number()?, number()?);
        groups.all.push(Group { key, n, figures: Vec::new() });
    }
    groups.is_exact = groups.n <= asked.bound;
    Ok(groups)
}

fn figured(
    reader: &mut Reader<'_>,
    ground: Ground<'_>,
    hits: Option<&Hits>,
    (asked, field): (GroupsOf<'_>, &Field),
    all: &mut [Group],
) -> Result<()> {
    let mut sql = reader.sql();
    // Two halves, because the sum of large numbers does not fit into 64 bits.
    sql.push("SELECT k, currency, COUNT(*), CAST(SUM(amount / 1000000) AS BIGINT), ");
    sql.push("CAST(SUM(amount % 1000000) AS BIGINT), MIN(amount), MAX(amount) FROM (");
    push_met(&mut sql, ground, hits, (asked, Some(field)));
    sql.push(") met WHERE amount IS NOT NULL GROUP BY k, currency ORDER BY 3 DESC, 1, 2 LIMIT ");
    // Each group of the answer has few currencies; what others have is cut off here.
    sql.bind(i64::try_from(asked.limit.saturating_mul(20)).unwrap_or(i64::MAX));
    let scale = field.kind.scale().unwrap_or(0);
    let decimal = |n: i128| Decimal::from_i128_with_scale(n, scale).normalize();
    for mut row in reader.query(&sql)? {
        let key = key(asked.by, &mut row)?;
        let currency = row.maybe_text()?.and_then(|code| Currency::parse(&code));
        let n = u64::try_from(row.int()?).unwrap_or(0);
        let whole = i128::from(row.int()?) * 1_000_000 + i128::from(row.int()?);
        let (min, max) = (i128::from(row.int()?), i128::from(row.int()?));
        let Some(group) = all.iter_mut().find(|group| group.key == key) else { continue };
        group.figures.push(Figures {
            field: field.name.clone(),
            currency,
            n,
            sum: decimal(whole),
            min: decimal(min),
            max: decimal(max),
        });
    }
    Ok(())
}

fn push_met(
    sql: &mut Sql,
    (catalog, module, scope, query): Ground<'_>,
    hits: Option<&Hits>,
    (asked, field): (GroupsOf<'_>, Option<&Field>),
) {
    sql.push("SELECT ");
    push_key(sql, asked.by);
    sql.push(" AS k");
    if let Some(field) = field {
        sql.push(", ").column("t", &field.name).push(" AS amount, ");
        match field.kind {
            FieldType::Money => drop(sql.column("t", &format!("{}_currency", field.name))),
            _ => drop(sql.push("CAST(NULL AS TEXT)")),
        }
        sql.push(" AS currency");
    }
    sql.push(" FROM ").table(&module.plural).push(" t WHERE t.trashed_at IS NULL");
    if let Some(hits) = hits {
        sql.push(" AND ");
        sql.dialect().among(sql, "t.row", &hits.rows);
    }
    push_scope(sql, "t", module, scope);
    if let Some(condition) = &query.filter {
        sql.push(" AND (");
        filter::push(sql, (catalog, scope), module, condition);
        sql.push(")");
    }
    sql.push(" LIMIT ").bind(i64::try_from(asked.bound + 1).unwrap_or(i64::MAX));
}

/// The column that holds the value of a field.
fn column_of(field: &Field) -> String {
    match field.system {
        Some(SystemField::CreatedBy | SystemField::ModifiedBy) => format!("{}_id", field.name),
        Some(SystemField::CreatedAt | SystemField::ModifiedAt) => field.name.clone(),
        None => field_columns(field).into_iter().next().map_or_else(String::new, |c| c.name),
    }
}

fn push_key(sql: &mut Sql, by: &GroupBy<'_>) {
    match by {
        GroupBy::Value(field) => drop(sql.column("t", &column_of(field))),
        GroupBy::Stretches(field, bounds) => {
            let column = column_of(field);
            sql.push("CASE WHEN ").column("t", &column).push(" IS NULL THEN NULL ELSE ");
            push_stretch(sql, &column, (bounds, 0));
            sql.push(" END");
        }
    }
}

/// Halves the bounds at each step, so that a row is compared with few of them.
fn push_stretch(sql: &mut Sql, column: &str, (bounds, below): (&[i64], usize)) {
    if bounds.is_empty() {
        sql.push(&below.to_string());
        return;
    }
    let middle = bounds.len() / 2;
    sql.push("CASE WHEN ").column("t", column).push(" < ").bind(bounds[middle]).push(" THEN ");
    push_stretch(sql, column, (&bounds[..middle], below));
    sql.push(" ELSE ");
    push_stretch(sql, column, (&bounds[middle + 1..], below + middle + 1));
    sql.push(" END");
}

fn key(by: &GroupBy<'_>, row: &mut Row) -> Result<GroupKey> {
    let field = match by {
        GroupBy::Stretches(..) => {
            let place = row.maybe_int()?.map(|n| usize::try_from(n).unwrap_or(0));
            return Ok(place.map_or(GroupKey::Value(Value::Empty), GroupKey::Stretch));
        }
        GroupBy::Value(field) => field,
    };
    let value = match &field.kind {
        FieldType::User => row.maybe_uuid()?.map(|id| Value::Principal(PrincipalId(id))),
        FieldType::Link { to, .. } => match to.as_slice() {
            [module] => row.maybe_uuid()?.map(|id| Value::Link(Link::new(module, RecordId(id)))),
            _ => return Err(Error::internal("links to several modules make no groups")),
        },
        FieldType::Bool => row.maybe_int()?.map(|flag| Value::Bool(flag != 0)),
        _ => row.maybe_text()?.map(Value::Text),
    };
    Ok(GroupKey::Value(value.unwrap_or_default()))
}

/// The smallest and the largest day or moment of a question, as stored.
///
/// # Errors
/// When the database fails.
pub fn ends(
    reader: &mut Reader<'_>,
    (catalog, module): (&Catalog, &Module),
    scope: &Scope,
    (query, field, bound): (&Query, &Field, u64),
) -> Result<Option<(i64, i64)>> {
    let hits = Hits::find(reader, module, scope, query)?;
    let by = GroupBy::Value(field);
    let asked = GroupsOf { by: &by, figures: &[], limit: 1, bound };
    let mut sql = reader.sql();
    sql.push("SELECT MIN(k), MAX(k) FROM (");
    push_met(&mut sql, (catalog, module, scope, query), hits.as_ref(), (asked, None));
    sql.push(") met");
    let Some(mut row) = reader.query_one(&sql)? else { return Ok(None) };
    Ok(row.maybe_int()?.zip(row.maybe_int()?))
}
