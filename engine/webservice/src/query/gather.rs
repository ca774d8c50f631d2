//! The rows of a query: found by the database, judged and ordered where it was not asked to.

use std::cmp::Ordering;

use catalog::{Field, FieldType, Module};
use records::{ListQuery, Record};
use serde_json::{Map, Value as Json, json};

use super::ask::chosen;
use super::judge::{compared, holds, kind_of};
use super::parse::{Condition, Order, Query, Test, What};
use super::plan::{Plan, plan};
use crate::answer::{Fault, Outcome};
use crate::column::{Column, columns};
use crate::kind::{Kind, Wire};
use crate::number::Numbers;
use crate::people;
use crate::value;

/// Records that one query reads at most.
const MOST_READ: usize = 50_000;
/// Records that are put in order here at most.
const MOST_ORDERED: usize = 5_000;
/// Records read at a time.
const PORTION: usize = 500;
/// Records counted at most.
const MOST_COUNTED: u64 = 10_000_000;

/// A further condition that the operation itself makes, in the filter language.
#[derive(Clone, Debug, Default)]
pub struct Beside(pub String);

/// The rows of a query for records.
pub async fn rows(
    wire: &Wire,
    module: &Module,
    query: &Query,
    beside: &Beside,
) -> Outcome<Vec<Json>> {
    let columns = columns(&wire.cx, module);
    let shown = shown(&columns, query)?;
    let mut plan = plan(wire, (module, &columns), &query.groups).await?;
    plan.filter = match (plan.filter.is_empty(), beside.0.is_empty()) {
        (_, true) => plan.filter,
        (true, false) => beside.0.clone(),
        (false, false) => format!("({}) and ({})", beside.0, plan.filter),
    };
    let gathering = Gathering { wire, module, columns: &columns, query, plan: &plan };
    if query.what == What::Count {
        return Ok(vec![json!({"count": gathering.count().await?.to_string()})]);
    }
    let records = gathering.records().await?;
    let numbers = Numbers::of(wire, &records).await?;
    let row = |record| value::record(wire, (module, &shown), (record, &numbers));
    Ok(records.iter().map(row).map(Json::Object).collect())
}

/// The columns that are asked for, each of which there has to be.
fn shown(columns: &[Column], query: &Query) -> Outcome<Vec<Column>> {
    let What::Columns(names) = &query.what else { return Ok(columns.to_vec()) };
    let column = |name: &String| {
        let found = columns.iter().find(|column| column.name == *name).cloned();
        found.ok_or_else(|| Fault::no_column(name))
    };
    names.iter().filter(|name| *name != "id").map(column).collect()
}

struct Gathering<'a> {
    wire: &'a Wire,
    module: &'a Module,
    columns: &'a [Column],
    query: &'a Query,
    plan: &'a Plan,
}

impl Gathering<'_> {
    async fn count(&self) -> Outcome<u64> {
        let list = self.list("created_at".into());
        if self.plan.is_exact {
            let (cx, code) = (&self.wire.cx, &self.module.code);
            return Ok(records::count(cx, code, &list, MOST_COUNTED).await?.n);
        }
        Ok(self.read(list, usize::MAX).await?.len() as u64)
    }

    async fn records(&self) -> Outcome<Vec<Record>> {
        let (from, wanted) = (self.query.offset, self.query.limit);
        let until = from.saturating_add(wanted);
        if wanted == 0 {
            return Ok(Vec::new());
        }
        let mut found = match self.sort()? {
            Some(sort) => self.read(self.list(sort), until).await?,
            None => self.ordered().await?,
        };
        found.truncate(until);
        Ok(found.split_off(from.min(found.len())))
    }

    fn list(&self, sort: String) -> ListQuery {
        let filter = self.plan.filter.clone();
        ListQuery { filter, sort, limit: PORTION, ..ListQuery::default() }
    }

    /// The order of the query, where the database keeps one; nothing asked is the order in which
    /// records came.
    fn sort(&self) -> Outcome<Option<String>> {
        for order in &self.query.order {
            self.column(&order.column)?;
        }
        let [order] = self.query.order.as_slice() else {
            return Ok(self.query.order.is_empty().then(|| "created_at".into()));
        };
        let sign = if order.is_downwards { "-" } else { "" };
        let Some(column) = self.column(&order.column)? else {
            return Ok(Some(format!("{sign}created_at")));
        };
        let sort = format!("{sign}{}", column.field(self.module).name);
        let is_kept = column.is_whole() && records::Sort::parse(self.module, &sort).is_some();
        // Stages and choices are kept in the order of their list, but asked for by their word.
        let is_word = !is_choice(column.field(self.module));
        Ok((is_kept && is_word).then_some(sort))
    }

    /// The column of a name; the id is none, and is the order in which records came.
    fn column(&self, name: &str) -> Outcome<Option<&Column>> {
        match self.columns.iter().find(|column| column.name == *name) {
            None if name != "id" => Err(Fault::no_column(name)),
            found => Ok(found),
        }
    }

    /// Reads until that many rows are what the query means.
    async fn read(&self, mut list: ListQuery, wanted: usize) -> Outcome<Vec<Record>> {
        let (mut found, mut n_read) = (Vec::new(), 0);
        if self.plan.is_exact {
            list.limit = wanted.clamp(1, PORTION);
        }
        loop {
            let (cx, code) = (&self.wire.cx, &self.module.code);
            let page = records::find(cx, code, &list).await?.page;
            n_read += page.records.len();
            found.extend(self.meant(page.records).await?);
            list.after = page.next;
            if list.after.is_none() || wanted <= found.len() {
                return Ok(found);
            }
            if MOST_READ < n_read {
                return Err(too_many(MOST_READ));
            }
        }
    }

    /// Those of some records that the query means.
    async fn meant(&self, records: Vec<Record>) -> Outcome<Vec<Record>> {
        if self.plan.is_exact {
            return Ok(records);
        }
        let numbers = Numbers::of(self.wire, &records).await?;
        let holds = |record: &Record| {
            let mut groups = self.query.groups.iter();
            groups.any(|group| group.iter().all(|one| self.holds(one, record, &numbers)))
        };
        Ok(records.into_iter().filter(|record| holds(record)).collect())
    }

    fn holds(&self, one: &Condition, record: &Record, numbers: &Numbers) -> bool {
        let Some(column) = self.columns.iter().find(|column| column.name == one.column) else {
            let own = numbers.record(self.wire, &self.module.code, record.id);
            return one.values.contains(&own) == (one.test != Test::NotEqual);
        };
        let text = value::text(self.wire, (self.module, column), &record.values, numbers);
        let codes = |word: &String| match column.field(self.module).kind.list() {
            Some(list) => crate::input::code(&self.wire.cx, list, word),
            None => word.clone(),
        };
        let values = one.values.iter().map(codes).collect();
        let one = Condition { values, ..one.clone() };
        holds(&kind_of(self.module, column), &text, &one)
    }

    /// Puts everything in order that the query means, where the database keeps no such order.
    async fn ordered(&self) -> Outcome<Vec<Record>> {
        let mut found = self.read(self.list("created_at".into()), MOST_ORDERED + 1).await?;
        if MOST_ORDERED < found.len() {
            return Err(too_many(MOST_ORDERED));
        }
        let numbers = Numbers::of(self.wire, &found).await?;
        let order = self.query.order.iter().map(|order| {
            let column = self.columns.iter().find(|column| column.name == order.column);
            (column, order.is_downwards)
        });
        let order: Vec<(Option<&Column>, bool)> = order.collect();
        found.sort_by(|a, b| {
            let one = |(column, is_downwards): &(Option<&Column>, bool)| {
                let Some(column) = column else { return Ordering::Equal };
                let text = |record: &Record| {
                    value::text(self.wire, (self.module, column), &record.values, &numbers)
                };
                let ordering = compared(&kind_of(self.module, column), &text(a), &text(b));
                if *is_downwards { ordering.reverse() } else { ordering }
            };
            order
                .iter()
                .map(one)
                .find(|ordering| *ordering != Ordering::Equal)
                .unwrap_or(Ordering::Equal)
        });
        Ok(found)
    }
}

fn is_choice(field: &Field) -> bool {
    matches!(field.kind, FieldType::Picklist { .. } | FieldType::Stage { .. })
}

fn too_many(most: usize) -> Fault {
    Fault::syntax(format!("The query looks at more than {most} records; narrow its conditions"))
}

/// The rows of a query for people, groups or currencies; of these there are few.
pub async fn people(wire: &Wire, kind: &Kind, query: &Query) -> Outcome<Vec<Json>> {
    let known = people::names(kind);
    let named = query.groups.iter().flatten().map(|condition| &condition.column);
    let named = named.chain(query.order.iter().map(|order| &order.column));
    for name in named {
        if name != "id" && !known.contains(&name.as_str()) {
            return Err(Fault::no_column(name));
        }
    }
    let text = |row: &Map<String, Json>, name: &str| {
        row.get(name).and_then(Json::as_str).unwrap_or_default().to_owned()
    };
    let mut rows = people::all(wire, kind).await?;
    rows.retain(|row| {
        let one = |one: &Condition| holds(&FieldType::Text, &text(row, &one.column), one);
        query.groups.is_empty() || query.groups.iter().any(|group| group.iter().all(one))
    });
    if query.what == What::Count {
        return Ok(vec![json!({"count": rows.len().to_string()})]);
    }
    rows.sort_by(|a, b| {
        let one = |order: &Order| {
            let (a, b) = (text(a, &order.column), text(b, &order.column));
            let ordering = compared(&FieldType::Text, &a, &b);
            if order.is_downwards { ordering.reverse() } else { ordering }
        };
        let mut order = query.order.iter().map(one);
        order.find(|ordering| *ordering != Ordering::Equal).unwrap_or(Ordering::Equal)
    });
    let rows = rows.iter().skip(query.offset).take(query.limit);
    rows.map(|row| chosen(row, &query.what)).collect()
}
