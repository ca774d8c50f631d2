//! Records of a list in groups that open, level by level.

use access::{FieldRight, Right};
use catalog::filter::Unit;
use catalog::{Field, FieldType, Module};
use kernel::{Date, Error, FieldProblem, Instant, Locale, Result, Time, Value};
use store::Reader;
use store::records::{self, Figures, GroupBy, GroupKey, GroupsOf};

use crate::cx::Cx;
use crate::find::{ListQuery, question};

/// Stretches of time at most; what lies before them is one group.
const STRETCHES: usize = 60;
/// Records that are put into groups at most.
pub const GROUPED: u64 = 1_000_000;

/// One level of groups, such as `stage` or `closes_on.month`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupLevel {
    /// Name of the field.
    pub field: String,
    /// How long a stretch is, for days and moments; none is a day.
    pub unit: Option<Unit>,
}

impl GroupLevel {
    /// Reads `field` or `field.unit`; none when the module offers it not.
    #[must_use]
    pub fn parse(module: &Module, text: &str) -> Option<Self> {
        let (name, unit) = match text.split_once('.') {
            Some((name, unit)) => (name, Some(unit)),
            None => (text, None),
        };
        let field = module.field(name).filter(|field| makes_groups(field))?;
        let unit = match (is_time(field), unit) {
            (true, None) => Some(Unit::Month),
            (true, Some("day")) => None,
            (true, Some(word)) => Some(Unit::from_word(word)?),
            (false, None) => None,
            (false, Some(_)) => return None,
        };
        Some(GroupLevel { field: name.to_owned(), unit })
    }

    /// Whether its groups are stretches of time.
    #[must_use]
    pub fn is_of_time(&self, module: &Module) -> bool {
        module.field(&self.field).is_some_and(is_time)
    }
}

/// Writes what `parse` reads.
#[must_use]
pub fn level_word(module: &Module, level: &GroupLevel) -> String {
    match level.is_of_time(module) {
        true => format!("{}.{}", level.field, level.unit.map_or("day", Unit::word)),
        false => level.field.clone(),
    }
}

fn is_time(field: &Field) -> bool {
    matches!(field.kind, FieldType::Date | FieldType::DateTime)
}

/// Tells whether the values of a field make groups.
#[must_use]
pub fn makes_groups(field: &Field) -> bool {
    let is_single = !field.several && !field.unique;
    let fits = match &field.kind {
        FieldType::Picklist { .. }
        | FieldType::Stage { .. }
        | FieldType::User
        | FieldType::Bool
        | FieldType::Date
        | FieldType::DateTime
        | FieldType::Text => true,
        FieldType::Link { to, .. } => to.len() == 1,
        FieldType::LongText
        | FieldType::RichText
        | FieldType::Decimal { .. }
        | FieldType::Percent
        | FieldType::Money
        | FieldType::Time
        | FieldType::Duration
        | FieldType::MultiPicklist { .. }
        | FieldType::Email
        | FieldType::Phone
        | FieldType::Url
        | FieldType::Address
        | FieldType::Geo
        | FieldType::File
        | FieldType::Image
        | FieldType::Lines { .. }
        | FieldType::Number => false,
    };
    is_single && fits
}

/// A group as a person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Heap {
    /// What its records have in common.
    pub key: HeapKey,
    /// How many they are.
    pub n: u64,
    /// What their numbers come to.
    pub figures: Vec<Figures>,
    /// The condition that finds its records; none where no condition can.
    pub filter: Option<String>,
}

/// What the records of a group have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum HeapKey {
    /// A value; `Empty` for records that hold none.
    Value(Value),
    /// A stretch of time, from its first day.
    From(Date),
    /// Everything before the first stretch.
    Before(Date),
}

/// Groups of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heaps {
    /// The groups: stretches of time from the last one on, others with the largest first.
    pub all: Vec<Heap>,
    /// How many there are.
    pub n_groups: u64,
    /// How many records they have together.
    pub n: u64,
    /// Whether every record of the list is in one of them.
    pub is_exact: bool,
}

/// Puts the records of a list into groups, at most so many.
///
/// # Errors
/// `Forbidden`; `Invalid` at `group` for a field that makes none or is hidden, or as `find`.
pub async fn groups(
    cx: &Cx,
    module: &str,
    list: &ListQuery,
    (level, figures, limit): (&GroupLevel, &[String], usize),
) -> Result<Heaps> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::See)?;
    let seen = |name: &str| cx.actor.rights.field(&module.code, name) != FieldRight::Hidden;
    let is_known = module.field(&level.field).is_some_and(|f| makes_groups(f) && seen(&f.name));
    if !is_known {
        let problem = FieldProblem::new("group", "no_groups").with("value", &level.field);
        return Err(Error::Invalid(vec![problem]));
    }
    let query = question(cx, &module, list)?;
    let summed: Vec<String> = figures.iter().filter(|name| seen(name)).cloned().collect();
    let (cx, level) = (cx.clone(), level.clone());
    cx.store()
        .clone()
        .read(move |reader| {
            let scope = &cx.actor.scope;
            let field = module.field(&level.field).ok_or(Error::NotFound)?;
            let by = by(reader, &cx, (&module, field, level.unit), &query)?;
            let figures: Vec<&Field> =
                summed.iter().filter_map(|name| module.field(name)).collect();
            let limit = if is_time(field) { STRETCHES + 2 } else { limit };
            let asked = GroupsOf { by: &by, figures: &figures, limit, bound: GROUPED };
            let ground = (&*cx.catalog, &*module);
            let found = records::groups(reader, ground, scope, &query, asked)?;
            Ok(heaps(&cx, (field, &by), found))
        })
        .await
}

fn by<'a>(
    reader: &mut Reader<'_>,
    cx: &Cx,
    (module, field, unit): (&Module, &'a Field, Option<Unit>),
    query: &records::Query,
) -> Result<GroupBy<'a>> {
    if !is_time(field) {
        return Ok(GroupBy::Value(field));
    }
    let (ground, scope) = ((&*cx.catalog, module), &cx.actor.scope);
    let ends = records::ends(reader, ground, scope, (query, field, GROUPED))?;
    let Some((first, last)) = ends else { return Ok(GroupBy::Stretches(field, Vec::new())) };
    let day = |stored: i64| match field.kind {
        FieldType::Date => Date::from_days(stored),
        _ => Instant::from_millis(stored).in_zone(&cx.locale.zone).0,
    };
    let bounds = bounds(unit, day(first), day(last));
    Ok(GroupBy::Stretches(
        field,
        bounds.into_iter().map(|d| stored(field, &cx.locale, d)).collect(),
    ))
}

/// A day as the column of a field compares it.
fn stored(field: &Field, locale: &Locale, day: Date) -> i64 {
    match field.kind {
        FieldType::Date => day.days(),
        _ => Instant::from_local(day, Time::from_seconds(0), &locale.zone).millis(),
    }
}

/// First days of stretches that hold two days and all between them, in rising order; of many the
/// last ones.
fn bounds(unit: Option<Unit>, first: Date, last: Date) -> Vec<Date> {
    let start = |day: Date| unit.map_or(day, |unit| unit.start(day));
    let mut days = vec![start(last)];
    while days.len() < STRETCHES {
        let before = start(days[days.len() - 1].plus_days(-1));
        if before < start(first) {
            break;
        }
        days.push(before);
    }
    days.reverse();
    days
}

fn heaps(cx: &Cx, (field, by): (&Field, &GroupBy<'_>), found: records::Groups) -> Heaps {
    let bounds: Vec<Date> = match by {
        GroupBy::Value(_) => Vec::new(),
        GroupBy::Stretches(_, bounds) => bounds
            .iter()
            .map(|stored| match field.kind {
                FieldType::Date => Date::from_days(*stored),
                _ => Instant::from_millis(*stored).in_zone(&cx.locale.zone).0,
            })
            .collect(),
    };
    let mut all: Vec<Heap> = Vec::new();
    let mut placed: Vec<(usize, Heap)> = Vec::new();
    for group in found.all {
        let (key, filter) = match group.key {
            GroupKey::Value(value) => (HeapKey::Value(value.clone()), condition(field, &value)),
            GroupKey::Stretch(at) => stretch(field, &bounds, at),
        };
        let place = match &key {
            HeapKey::Value(_) => 0,
            HeapKey::From(day) | HeapKey::Before(day) => {
                1 + usize::try_from(day.days() + 719_162).unwrap_or(0)
            }
        };
        let heap = Heap { key, n: group.n, figures: group.figures, filter };
        match by {
            GroupBy::Value(_) => all.push(heap),
            GroupBy::Stretches(..) => placed.push((place, heap)),
        }
    }
    placed.sort_by_key(|(place, heap)| {
        (std::cmp::Reverse(*place), matches!(heap.key, HeapKey::Before(_)))
    });
    all.extend(placed.into_iter().map(|(_, heap)| heap));
    Heaps { all, n_groups: found.n_groups, n: found.n, is_exact: found.is_exact }
}

/// The condition in the filter language that finds the records of a group.
fn condition(field: &Field, value: &Value) -> Option<String> {
    let name = &field.name;
    Some(match value {
        Value::Empty => format!("{name} is empty"),
        Value::Text(text) => {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"");
            format!("{name} = \"{text}\"")
        }
        Value::Bool(flag) => format!("{name} = {flag}"),
        Value::Link(link) => format!("{name} = \"{}\"", link.id),
        Value::Principal(id) => format!("{name} = \"{id}\""),
        _ => return None,
    })
}

fn stretch(field: &Field, bounds: &[Date], at: usize) -> (HeapKey, Option<String>) {
    let name = &field.name;
    let from = at.checked_sub(1).and_then(|at| bounds.get(at)).copied();
    let until = bounds.get(at).copied();
    let after = from.map(|day| format!("{name} >= \"{day}\""));
    let before = until.map(|day| format!("{name} < \"{day}\""));
    let filter: Vec<String> = after.into_iter().chain(before).collect();
    let key = match (from, until) {
        (Some(day), _) => HeapKey::From(day),
        (None, Some(day)) => HeapKey::Before(day),
        (None, None) => HeapKey::Value(Value::Empty),
    };
    (key, (!filter.is_empty()).then(|| filter.join(" and ")))
}
