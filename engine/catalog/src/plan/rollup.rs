//! Roll-ups: whose records, which of them, and what is made of them.

use kernel::{Instant, PrincipalId};

use super::mistake::Mistake;
use super::names::kind_of;
use crate::Catalog;
use crate::definition::{Field, FieldType, Module, Rollup, RollupOp};
use crate::filter::{self, Comparison, Filter, Operand, Present, Resolved, Test};

/// A roll-up whose every part leads somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct RollupPlan {
    /// Code of the module whose records keep it.
    pub module: String,
    /// Name of the field there.
    pub field: String,
    /// Code of the module whose records come together.
    pub child: String,
    /// The link of theirs that leads to the record.
    pub link: String,
    /// What is made of them.
    pub op: RollupOp,
    /// The field of theirs that is looked at.
    pub value: Option<String>,
    /// Which of them count.
    pub only_if: Option<Resolved>,
    /// The field that says which one is the latest.
    pub by: Option<String>,
    /// Every field of theirs that it depends on.
    pub reads: Vec<String>,
}

type Planned = Result<RollupPlan, Mistake>;

fn wrong(at: &'static str, code: &'static str, value: &str) -> Mistake {
    Mistake::Rollup { at, code, value: value.into() }
}

pub(super) fn plan(catalog: &Catalog, module: &Module, field: &Field, rollup: &Rollup) -> Planned {
    let list = module.related.iter().find(|list| list.name == rollup.relation);
    let list = list.ok_or_else(|| wrong("relation", "required", &rollup.relation))?;
    let child = catalog.module(&list.module);
    let child = child.ok_or_else(|| wrong("relation", "required", &rollup.relation))?;
    let value = source(child, field, rollup)?;
    let by = latest_by(child, rollup)?;
    let mut reads = vec![list.field.clone()];
    reads.extend(value.iter().chain(&by).cloned());
    let condition = rollup.only_if.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let only_if =
        condition.map(|text| condition_of(catalog, child, text, &mut reads)).transpose()?;
    reads.sort_unstable();
    reads.dedup();
    Ok(RollupPlan {
        module: module.code.clone(),
        field: field.name.clone(),
        child: child.code.clone(),
        link: list.field.clone(),
        op: rollup.op,
        value,
        only_if,
        by,
        reads,
    })
}

/// The field that is looked at: it has to fit what is made of it and where it is kept.
fn source(child: &Module, field: &Field, rollup: &Rollup) -> Result<Option<String>, Mistake> {
    let name = rollup.field.as_deref().unwrap_or_default();
    if rollup.op == RollupOp::Count {
        return match field.kind {
            FieldType::Decimal { .. } => Ok(None),
            _ => Err(wrong("kind", "rollup_kind", field.kind.word())),
        };
    }
    let source = child.field(name).ok_or_else(|| wrong("field", "required", name))?;
    let kinds = (kind_of(source), kind_of(field));
    let (Ok(from), Ok(to), true) = (kinds.0, kinds.1, rollup.op.takes(source)) else {
        return Err(wrong("field", "rollup_field", name));
    };
    match from == to {
        true => Ok(Some(name.to_owned())),
        false => Err(wrong("kind", "rollup_kind", field.kind.word())),
    }
}

impl RollupOp {
    /// Whether something can be made of the values of a field.
    #[must_use]
    pub fn takes(self, source: &Field) -> bool {
        let is_summed = source.kind.is_amount() || source.kind == FieldType::Duration;
        let fits = match self {
            RollupOp::Count => false,
            RollupOp::Sum => is_summed,
            RollupOp::Min | RollupOp::Max => has_extremes(&source.kind),
            RollupOp::Latest => true,
        };
        fits && !source.several && kind_of(source).is_ok()
    }
}

fn has_extremes(kind: &FieldType) -> bool {
    let is_number = kind.is_amount() || matches!(kind, FieldType::Percent | FieldType::Duration);
    is_number || matches!(kind, FieldType::Date | FieldType::DateTime | FieldType::Time)
}

fn latest_by(child: &Module, rollup: &Rollup) -> Result<Option<String>, Mistake> {
    let name = rollup.by.as_deref().filter(|name| !name.is_empty());
    let (Some(name), RollupOp::Latest) = (name, rollup.op) else { return Ok(None) };
    let field = child.field(name).ok_or_else(|| wrong("by", "required", name))?;
    let is_time = matches!(field.kind, FieldType::Date | FieldType::DateTime);
    match is_time && kind_of(field).is_ok() {
        true => Ok(Some(name.to_owned()).filter(|name| name != "created_at")),
        false => Err(wrong("by", "rollup_by", name)),
    }
}

/// A condition on the records themselves, which nobody's clock or name changes.
fn condition_of(
    catalog: &Catalog,
    child: &Module,
    text: &str,
    reads: &mut Vec<String>,
) -> Result<Resolved, Mistake> {
    let filter = filter::parse(catalog, child, text).map_err(|error| Mistake::Formula {
        at: "where",
        error: formula::FormulaError {
            position: error.position,
            code: error.code,
            params: error.params,
        },
    })?;
    for path in filter.paths() {
        let name = path.leaf.field().unwrap_or_default();
        let is_moving = child.field(name).is_none_or(kind_is_moving);
        if path.link.is_some() || is_moving {
            return Err(wrong("where", "rollup_where", &path.to_string()));
        }
        reads.push(name.to_owned());
    }
    if !is_fixed(&filter) {
        return Err(wrong("where", "rollup_clock", text));
    }
    let nobody = Present {
        now: Instant::from_millis(0),
        zone: kernel::Locale::new(kernel::Language::De).zone,
        me: PrincipalId::default(),
        week: kernel::WeekStart::Monday,
        team: Vec::new(),
        fiscal: 1,
    };
    Ok(filter.resolve(&nobody))
}

fn kind_is_moving(field: &Field) -> bool {
    kind_of(field) == Err("formula_moving")
}

fn is_fixed(filter: &Filter) -> bool {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => parts.iter().all(is_fixed),
        Filter::Not(part) => is_fixed(part),
        Filter::Compare(comparison) => operands(comparison).iter().all(|operand| match operand {
            Operand::Value(_) => true,
            Operand::Today(_)
            | Operand::Period(_)
            | Operand::Days(_)
            | Operand::Now(_)
            | Operand::Me
            | Operand::MyTeam
            | Operand::Fiscal(_) => false,
        }),
    }
}

fn operands(comparison: &Comparison) -> &[Operand] {
    match &comparison.test {
        Test::Is(_, operand) => std::slice::from_ref(operand),
        Test::In(operands) | Test::NotIn(operands) => operands,
        Test::Contains(_)
        | Test::StartsWith(_)
        | Test::Has(_)
        | Test::Near(_)
        | Test::Empty
        | Test::NotEmpty => &[],
    }
}
