//! A portion of rows is compared with what is here and saved, each row by itself.

use std::collections::{BTreeMap, BTreeSet};

use catalog::FieldType;
use kernel::{Error, FieldProblem, RecordId, Result, Value};
use records::{BatchRow, Cx, Input, Record};
use uuid::Uuid;

use super::both::{Past, decide};
use super::mapped::{Known, Mapped};
use super::moment::{author, by};
use super::row::{Said, say};
use crate::client::{Told, scalar};
use crate::here::here;
use crate::report::Line;
use crate::tally::Tally;

/// Which time a module is gone through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// Records come; links to those that are not there yet wait.
    Records,
    /// What waited is linked.
    Links,
}

/// What is needed to take rows.
pub struct Take<'a> {
    /// The run, in the context of whom it belongs to.
    pub cx: &'a Cx,
    /// What ids mean.
    pub known: &'a Known,
    /// Where rows go.
    pub mapped: &'a Mapped,
    /// Runs that bring records, this one too.
    pub runs: &'a BTreeSet<Uuid>,
    /// Which time it is.
    pub round: Round,
    /// Rows that wait for a link that they cannot be without.
    pub deferred: &'a BTreeSet<String>,
    /// Whether these rows may have been taken before the program ended.
    pub is_again: bool,
}

/// What came of a portion.
#[derive(Clone, Debug, Default)]
pub struct Came {
    /// What became of its rows.
    pub tally: Tally,
    /// What could not be brought.
    pub lines: Vec<Line>,
    /// Whether links wait for records that come later.
    pub waits: bool,
    /// Rows that cannot be without a link that waits.
    pub deferred: Vec<String>,
}

/// A row on its way.
struct OnWay<'r> {
    row: &'r Told,
    there: String,
    id: RecordId,
    standing: Option<Record>,
    values: BTreeMap<usize, Value>,
    gaps: Vec<FieldProblem>,
    both: Vec<usize>,
    waits: bool,
}

/// Takes a portion of rows.
///
/// # Errors
/// When the database fails; what is wrong with a row stands in a line.
pub async fn take(take: &Take<'_>, rows: &[Told]) -> Result<Came> {
    let mut came = Came::default();
    let mut on_way = begin(take, rows).await?;
    let links = on_way.iter().flat_map(|one| one.values.values()).filter_map(|value| match value {
        Value::Link(link) => Some(link.clone()),
        _ => None,
    });
    let there = here(take.cx, links).await?;
    for one in &mut on_way {
        unlink(take, one, &there);
        came.waits |= one.waits;
    }
    let mut open = Vec::new();
    for mut one in on_way {
        if decided(take, &mut one, &mut came).await? {
            open.push(one);
        }
    }
    save(take, open, &mut came).await?;
    Ok(came)
}

async fn begin<'r>(take: &Take<'_>, rows: &'r [Told]) -> Result<Vec<OnWay<'r>>> {
    let (cx, module) = (take.cx, &take.mapped.module);
    let id = |row: &Told| row.get("id").map(scalar).unwrap_or_default();
    let ids: Vec<RecordId> = rows.iter().map(|row| take.known.ids.record(&id(row))).collect();
    let found = records::get_many(cx, &module.code, &ids).await?;
    let mut found: BTreeMap<RecordId, Record> =
        found.into_iter().map(|record| (record.id, record)).collect();
    let on_way = rows.iter().zip(ids).map(|(row, at)| {
        let standing = found.remove(&at);
        let values = standing.as_ref().map_or(&[][..], |record| &record.values);
        let Said { mut values, gaps } = say(take.known, take.mapped, row, values);
        if standing.is_none() {
            owned(take, &mut values);
        }
        let (there, id, both) = (id(row), at, Vec::new());
        OnWay { row, there, id, standing, values, gaps, both, waits: false }
    });
    Ok(on_way.filter(|one| !one.there.is_empty()).collect())
}

/// Whoever owns what belongs to nobody owns what says nothing of that, too.
fn owned(take: &Take<'_>, values: &mut BTreeMap<usize, Value>) {
    let module = &take.mapped.module;
    let at = module.owner_field().and_then(|field| module.position(&field.name));
    if let (Some(at), Some(owner)) = (at, take.known.owner) {
        values.entry(at).or_insert(Value::Principal(owner));
    }
}

/// Links to what is not there wait in the first round, and are told of in the second.
fn unlink(take: &Take<'_>, one: &mut OnWay<'_>, there: &BTreeMap<RecordId, RecordId>) {
    let own = one.id;
    for value in one.values.values_mut() {
        // What was merged here is what it went into.
        if let Value::Link(link) = value
            && let Some(stands) = there.get(&link.id)
        {
            link.id = *stands;
        }
    }
    let is_lost = |value: &Value| match value {
        Value::Link(link) => link.id == own || !there.values().any(|id| *id == link.id),
        _ => false,
    };
    let lost: Vec<usize> =
        one.values.iter().filter(|(_, value)| is_lost(value)).map(|(at, _)| *at).collect();
    if take.round == Round::Links && one.standing.is_some() {
        // What else could not be brought was told of in the first round.
        one.gaps.clear();
        one.values.retain(|at, _| is_link(take, *at));
    }
    for at in lost {
        one.values.remove(&at);
        one.waits = true;
        if take.round == Round::Links {
            let name = &take.mapped.module.fields[at].name;
            let place = take.mapped.fields.iter().find(|place| place.at == at);
            let text = place.and_then(|place| one.row.get(&place.name)).map(scalar);
            let problem = FieldProblem::new(take.mapped.label(name), "moving_link_lost");
            one.gaps.push(problem.with("value", text.unwrap_or_default()));
        }
    }
}

fn is_link(take: &Take<'_>, at: usize) -> bool {
    matches!(take.mapped.module.fields[at].kind, FieldType::Link { .. })
}

/// Leaves what is to be saved of a row; `false` when nothing is.
async fn decided(take: &Take<'_>, one: &mut OnWay<'_>, came: &mut Came) -> Result<bool> {
    let Some(standing) = &one.standing else {
        // What was refused before is refused again.
        return Ok(take.round == Round::Records || take.deferred.contains(&one.there));
    };
    if standing.trashed_at.is_some() {
        if take.round == Round::Records {
            came.tally.refused += 1;
            let module = &take.mapped.module.code;
            let merged = records::merged_into(take.cx, module, standing.id).await?;
            let code = if merged.is_some() { "moving_merged" } else { "moving_in_bin" };
            came.lines.push(take.line(one, "refused", &FieldProblem::new("", code)));
        }
        return Ok(false);
    }
    let mut values = std::mem::take(&mut one.values);
    values.retain(|at, value| standing.values.get(*at) != Some(value));
    if values.is_empty() && !take.is_again {
        take.count(one, came, |tally| tally.equal += 1);
        return Ok(false);
    }
    let past = Past::of(take.cx, take.mapped, one.id, take.runs).await?;
    let translated = |at: usize, before: &Value| {
        let mut all = standing.values.clone();
        all[at] = before.clone();
        let said = say(take.known, take.mapped, one.row, &all);
        said.values.get(&at).cloned()
    };
    let (taken, both) = decide(&past, take.mapped, (values, translated));
    (one.values, one.both) = (taken, both);
    if !one.values.is_empty() {
        return Ok(true);
    }
    let own = past.last.filter(|(run, _)| take.is_again && Some(*run) == take.cx.run);
    take.count(one, came, |tally| match own {
        Some((_, true)) => tally.made += 1,
        Some((_, false)) => tally.changed += 1,
        None => tally.equal += 1,
    });
    Ok(false)
}

impl Take<'_> {
    fn line(&self, one: &OnWay<'_>, kind: &str, problem: &FieldProblem) -> Line {
        let title = self.mapped.title(one.row);
        Line::of(&self.mapped.name, (&one.there, &title), kind, problem)
    }

    /// Counts a row that is here now, with what of it could not be brought.
    fn count(&self, one: &OnWay<'_>, came: &mut Came, count: impl FnOnce(&mut Tally)) {
        if self.round == Round::Records {
            count(&mut came.tally);
        }
        for gap in &one.gaps {
            came.lines.push(self.line(one, "partly", gap));
        }
        for at in &one.both {
            let label = self.mapped.label(&self.mapped.module.fields[*at].name);
            let problem = FieldProblem::new(label, "moving_both");
            came.lines.push(self.line(one, "both", &problem));
        }
        came.tally.partly += u64::from(!one.gaps.is_empty());
        came.tally.both += u64::from(!one.both.is_empty());
    }

    fn input(&self, one: &OnWay<'_>) -> Input {
        let name = |at: &usize| self.mapped.module.fields[*at].name.clone();
        let values = one.values.iter().map(|(at, value)| (name(at), value.clone()));
        let id = Some(one.id).filter(|_| one.standing.is_none());
        Input { values: values.collect(), id, ..Input::default() }
    }

    fn batch_row(&self, one: &OnWay<'_>) -> (Cx, BatchRow) {
        match one.standing {
            Some(_) => (self.cx.clone(), BatchRow::Update(one.id, self.input(one))),
            None => {
                let cx = by(self.cx, author(self.known, one.row), one.row);
                (cx, BatchRow::Create(self.input(one)))
            }
        }
    }
}

/// Saves rows; what does not fit is left out of a row and tried once more.
async fn save(take: &Take<'_>, rows: Vec<OnWay<'_>>, came: &mut Came) -> Result<()> {
    let code = &take.mapped.module.code;
    let mut rows = rows;
    for is_last in [false, true] {
        let batch = rows.iter().map(|one| take.batch_row(one)).collect();
        let results = match rows.is_empty() {
            true => return Ok(()),
            false => records::save::save_each(take.cx, code, batch).await?,
        };
        let mut again = Vec::new();
        for (mut one, result) in rows.into_iter().zip(results) {
            match result {
                Ok(record) => saved(take, &one, &record, came),
                Err(Error::Internal(cause)) => return Err(Error::Internal(cause)),
                Err(Error::Conflict { code, .. }) if code == "id_taken" => {
                    take.count(&one, came, |tally| tally.equal += 1);
                }
                Err(error) if is_last || !lighter(take, &mut one, &error) => {
                    refused(take, &one, error, came);
                }
                Err(_) if one.values.is_empty() && one.standing.is_some() => {
                    take.count(&one, came, |tally| tally.equal += 1);
                }
                Err(_) => again.push(one),
            }
        }
        rows = again;
    }
    Ok(())
}

fn saved(take: &Take<'_>, one: &OnWay<'_>, record: &Record, came: &mut Came) {
    let before = one.standing.as_ref().map(|standing| standing.version);
    match before {
        // Made in the second round after all, it was not counted in the first.
        None if take.round == Round::Links => came.tally.made += 1,
        _ => {}
    }
    take.count(one, came, |tally| match before {
        None => tally.made += 1,
        Some(version) if version == record.version => tally.equal += 1,
        Some(_) => tally.changed += 1,
    });
}

/// Leaves out what the house does not take, unless the record cannot be without it.
fn lighter(take: &Take<'_>, one: &mut OnWay<'_>, error: &Error) -> bool {
    let Error::Invalid(problems) = error else { return false };
    let module = &take.mapped.module;
    for problem in problems {
        let Some(at) = module.position(&problem.field) else { return false };
        let Some(value) = one.values.remove(&at) else { return false };
        let said = match problem.params.contains_key("value") {
            true => problem.clone(),
            false => problem.clone().with("value", shown(&value)),
        };
        let field = take.mapped.label(&problem.field).to_owned();
        one.gaps.push(FieldProblem { field, ..said });
    }
    // A record without what it needs is refused the next time, with the reason.
    true
}

fn shown(value: &Value) -> String {
    match value.primary() {
        Value::Text(text) => text.chars().take(200).collect(),
        Value::Decimal(number) => number.to_string(),
        Value::Money(money) => money.amount.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Codes(codes) => codes.join(", "),
        _ => String::new(),
    }
}

fn refused(take: &Take<'_>, one: &OnWay<'_>, error: Error, came: &mut Came) {
    let mut problems = match error {
        Error::Invalid(problems) => problems,
        Error::Conflict { code, params } => {
            vec![FieldProblem { field: String::new(), code, params }]
        }
        other => vec![FieldProblem::new("", "moving_refused").with("said", other)],
    };
    // What lacks a link that may come in the second round is not refused yet.
    let module = &take.mapped.module;
    let lacks = |problem: &FieldProblem| {
        module.position(&problem.field).is_some_and(|at| is_link(take, at))
    };
    let is_first = take.round == Round::Records && one.standing.is_none();
    if is_first && one.waits && problems.iter().any(lacks) {
        came.deferred.push(one.there.clone());
        return;
    }
    came.tally.refused += 1;
    problems.iter_mut().for_each(|problem| {
        problem.field = take.mapped.label(&problem.field).to_owned();
    });
    problems.extend(one.gaps.iter().cloned());
    came.lines.extend(problems.iter().map(|problem| take.line(one, "refused", problem)));
}
