//! Roll-ups: what a record adds to the one it hangs on, and what that one keeps.

use std::borrow::Cow;

use access::Scope;
use catalog::filter::{Fields, evaluate};
use catalog::plan::{RollupPlan, fitted};
use catalog::{Catalog, Field, Module, RollupOp};
use kernel::{Currency, Decimal, Money, RecordId, Result, Value, to_scaled};
use store::queries::tally::{self, Tally};
use store::records::{self, Gathered, Record};
use store::{Reader, Tx};

/// What a record outside the bin adds to a roll-up: where, and which value.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub target: RecordId,
    pub value: Value,
    /// By what it is the latest.
    pub by: Value,
}

/// What a record adds to a roll-up; none when it does not count.
pub fn part(plan: &RollupPlan, module: &Module, record: &Record) -> Option<Part> {
    if record.trashed_at.is_some() {
        return None;
    }
    let target = match record.value(module, &plan.link) {
        Value::Link(link) if link.module == plan.module => link.id,
        _ => return None,
    };
    let holds = |condition| evaluate(condition, &Own { module, record }) == Some(true);
    if !plan.only_if.as_ref().is_none_or(holds) {
        return None;
    }
    let value = |name: &Option<String>| {
        name.as_ref().map_or(Value::Empty, |name| record.value(module, name).primary().clone())
    };
    Some(Part { target, value: value(&plan.value), by: value(&plan.by) })
}

/// A record as its own condition sees it.
struct Own<'a> {
    module: &'a Module,
    record: &'a Record,
}

impl Fields for Own<'_> {
    fn field(&self, link: Option<&str>, name: &str) -> Cow<'_, Value> {
        match (link, self.module.position(name)) {
            (None, Some(at)) => Cow::Borrowed(&self.record.values[at]),
            _ => Cow::Owned(Value::Empty),
        }
    }
}

/// Adds a part to what is kept beside a record, or takes it away with `-1`.
pub fn count(
    tx: &mut Tx<'_>,
    plan: &RollupPlan,
    child: &Module,
    (part, times): (&Part, i64),
) -> Result<()> {
    let field = plan.value.as_ref().and_then(|name| child.field(name));
    let tally = match (plan.op, &part.value) {
        (RollupOp::Count, _) => Tally::of("", 0, times),
        (RollupOp::Sum, Value::Money(money)) => {
            let stored = to_scaled(money.amount, Money::SCALE).unwrap_or(0);
            Tally::of(money.currency.code(), stored, times)
        }
        (RollupOp::Sum, Value::Decimal(number)) => {
            let scale = field.and_then(|field| field.kind.scale()).unwrap_or(0);
            Tally::of("", to_scaled(*number, scale).unwrap_or(0), times)
        }
        (RollupOp::Sum, Value::Duration(seconds)) => Tally::of("", *seconds, times),
        (RollupOp::Sum | RollupOp::Min | RollupOp::Max | RollupOp::Latest, _) => return Ok(()),
    };
    tally::add(tx, part.target, &plan.field, &tally)
}

/// What a roll-up of a record is by what is kept beside it, and by the ends of indexes.
pub fn value(
    reader: &mut Reader<'_>,
    (catalog, module): (&Catalog, &Module),
    (plan, target): (&RollupPlan, RecordId),
) -> Result<Value> {
    let Some((_, field)) = place(catalog, module, plan) else { return Ok(Value::Empty) };
    let kept = match plan.op {
        RollupOp::Count | RollupOp::Sum => tally::of(reader, target, &plan.field)?,
        RollupOp::Min | RollupOp::Max | RollupOp::Latest => {
            return extreme(reader, catalog, (plan, target), field);
        }
    };
    Ok(total(catalog, (plan, field), &kept))
}

/// The same from the records themselves, whatever is kept; with what would be kept.
pub fn recount(
    reader: &mut Reader<'_>,
    (catalog, module): (&Catalog, &Module),
    (plan, target): (&RollupPlan, RecordId),
) -> Result<(Value, Vec<Tally>)> {
    let Some((child, field)) = place(catalog, module, plan) else {
        return Ok((Value::Empty, Vec::new()));
    };
    match plan.op {
        RollupOp::Count | RollupOp::Sum => {}
        RollupOp::Min | RollupOp::Max | RollupOp::Latest => {
            return Ok((extreme(reader, catalog, (plan, target), field)?, Vec::new()));
        }
    }
    let Some(of) = gathered(catalog, child, (plan, target)) else {
        return Ok((Value::Empty, Vec::new()));
    };
    let source = plan.value.as_ref().and_then(|name| child.field(name));
    let all = records::tallies(reader, &Scope::system(WHY), of, source)?;
    Ok((total(catalog, (plan, field), &all), all))
}

const WHY: &str = "what related records come to";

fn place<'c>(
    catalog: &'c Catalog,
    module: &'c Module,
    plan: &RollupPlan,
) -> Option<(&'c Module, &'c Field)> {
    Some((catalog.module(&plan.child)?.as_ref(), module.field(&plan.field)?))
}

fn gathered<'c>(
    catalog: &'c Catalog,
    child: &'c Module,
    (plan, target): (&'c RollupPlan, RecordId),
) -> Option<Gathered<'c>> {
    let link = child.field(&plan.link)?;
    Some(Gathered { catalog, module: child, link, target, only_if: plan.only_if.as_ref() })
}

fn extreme(
    reader: &mut Reader<'_>,
    catalog: &Catalog,
    (plan, target): (&RollupPlan, RecordId),
    field: &Field,
) -> Result<Value> {
    let found = catalog.module(&plan.child).zip(plan.value.as_ref());
    let Some((child, name)) = found else { return Ok(Value::Empty) };
    let Some(of) = gathered(catalog, child, (plan, target)) else { return Ok(Value::Empty) };
    let created = "created_at".to_owned();
    let by = match plan.op {
        RollupOp::Latest => plan.by.as_ref().unwrap_or(&created),
        RollupOp::Count | RollupOp::Sum | RollupOp::Min | RollupOp::Max => name,
    };
    let order = (name.as_str(), by.as_str(), plan.op != RollupOp::Min);
    let value = records::first(reader, &Scope::system(WHY), of, order)?;
    Ok(fitted(catalog, field, value.primary().clone()).unwrap_or_default())
}

/// What nothing comes to.
pub fn nothing(field: &Field, op: RollupOp) -> Value {
    let is_zero = match op {
        RollupOp::Count => true,
        RollupOp::Sum => field.kind != catalog::FieldType::Money,
        RollupOp::Min | RollupOp::Max | RollupOp::Latest => false,
    };
    match (is_zero, &field.kind) {
        (true, catalog::FieldType::Duration) => Value::Duration(0),
        (true, _) => Value::Decimal(Decimal::ZERO),
        (false, _) => Value::Empty,
    }
}

/// Amounts of several currencies come to nothing that could be said.
fn total(catalog: &Catalog, (plan, field): (&RollupPlan, &Field), all: &[Tally]) -> Value {
    let mut present = all.iter().filter(|tally| tally.n != 0);
    let Some(first) = present.next() else { return nothing(field, plan.op) };
    if present.next().is_some() {
        return Value::Empty;
    }
    if plan.op == RollupOp::Count {
        return fitted(catalog, field, Value::Decimal(Decimal::from(first.n))).unwrap_or_default();
    }
    let child = catalog.module(&plan.child);
    let source = child.zip(plan.value.as_ref()).and_then(|(child, name)| child.field(name));
    let scale = source.and_then(|field| field.kind.scale()).unwrap_or(0);
    let Ok(sum) = Decimal::try_from_i128_with_scale(first.sum(), scale) else {
        return Value::Empty;
    };
    let value = match (&field.kind, Currency::parse(&first.currency)) {
        (catalog::FieldType::Duration, _) => {
            i64::try_from(first.sum()).map_or(Value::Empty, Value::Duration)
        }
        (_, Some(currency)) => Value::Money(Money { amount: sum, currency }),
        (_, None) => Value::Decimal(sum),
    };
    fitted(catalog, field, value).unwrap_or_default()
}
