//! By what records of a module are told from others: what counts when two are compared, and which
//! fields together are looked up while somebody types.

use std::collections::BTreeMap;

use catalog::{Change, Field, Likeness, Module};
use kernel::{Error, FieldProblem, Result};
use records::Cx;

/// Sets of fields that a module can have.
pub const SETS: usize = 4;
/// What a field can count, from little to much; one that is not compared counts nothing.
pub const WEIGHTS: [u32; 3] = [1, 2, 3];

/// By what records of a module are told from others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// Percent from which on two records may be the same.
    pub from: u32,
    /// How much each field counts that is compared.
    pub weights: BTreeMap<String, u32>,
    /// Sets of fields; records that agree in all of one may be the same.
    pub sets: Vec<Vec<String>>,
}

impl Telling {
    /// What holds for a module.
    #[must_use]
    pub fn of(module: &Module) -> Self {
        let Likeness { from, weights } = module.likeness();
        Telling { from, weights: weights.into_iter().collect(), sets: module.duplicates.clone() }
    }
}

/// Fields that can be compared, in the order of the form.
#[must_use]
pub fn comparable(module: &Module) -> Vec<&Field> {
    let stands = module.blocks.iter().flat_map(|block| &block.fields);
    stands.filter_map(|name| module.field(name)).filter(|field| field.may_be_compared()).collect()
}

/// What came along for a module, before anything was said.
///
/// # Errors
/// `NotFound` for a module that did not come along.
pub fn shipped_telling(cx: &Cx, module: &str) -> Result<Telling> {
    let shipped = cx.engine.shipped().module(module).ok_or(Error::NotFound)?;
    Ok(Telling::of(shipped))
}

/// Says by what records of a module are told from others; keys of those that stand are written
/// anew while people work.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` at `from`, at `weight` and at
/// `set` with the number of the set.
pub async fn tell_by(cx: &Cx, module: &str, wanted: &Telling) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let mut problems = Vec::new();
    if !(1..=100).contains(&wanted.from) {
        problems.push(FieldProblem::new("from", "wrong_percent"));
    }
    let known = |name: &String| module.field(name).is_some_and(Field::may_be_compared);
    let weighs = |(name, weight): (&String, &u32)| known(name) && (1..=100).contains(weight);
    if !wanted.weights.iter().all(weighs) {
        problems.push(FieldProblem::new("weight", "not_compared"));
    }
    let mut sets: Vec<Vec<String>> = Vec::new();
    for (at, set) in wanted.sets.iter().enumerate().filter(|(_, set)| !set.is_empty()) {
        if !set.iter().all(known) || !module.tells(set) {
            let problem = FieldProblem::new(&format!("set{at}"), "tells_nothing");
            problems.push(problem.with("n", at + 1));
        } else if !sets.contains(set) {
            sets.push(set.clone());
        }
    }
    if SETS.max(module.duplicates.len()) < sets.len() {
        problems.push(FieldProblem::new("weight", "too_many").with("max", SETS));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let next = Telling { sets, ..wanted.clone() };
    if next == Telling::of(&module) {
        return Ok(());
    }
    let Telling { from, weights, sets } = next;
    let change = Change::Likeness { module: module.code.clone(), from, weights, sets };
    cx.engine.change(cx, change).await
}
