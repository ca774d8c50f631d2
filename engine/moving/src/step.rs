//! One step of a run after the other: a portion of records, of comments, of documents.

use std::collections::BTreeSet;
use std::sync::Arc;

use kernel::{FieldProblem, Result};
use records::Cx;
use social::Files;
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::client::{COMMENTS, Client, DOCUMENTS, Trouble, scalar};
use crate::pages::{self, Asked, Page, Place};
use crate::plan::{self, Goes, Plan, PlanModule};
use crate::report::Line;
use crate::runs::Extent;
use crate::source::{self, Marks, Source};
use crate::state::{Phase, State};
use crate::take::{self, Known, Mapped, Round, Take};
use crate::tally::Tally;
use crate::{comments, documents, gone, prepare, relations};

/// Under which name relations are counted.
const RELATIONS: &str = "relations";
/// Rows that may wait for a link at most; more are refused at once.
const WAITING: usize = 10_000;

/// Everything that a run works with.
pub(crate) struct House {
    /// Whoever started it, in the run.
    pub cx: Cx,
    /// Where files lie.
    pub files: Files,
    /// The other house.
    pub client: Arc<Client>,
    /// Which one it is.
    pub source: Source,
    /// What becomes of everything.
    pub plan: Plan,
    /// What ids mean.
    pub known: Known,
    /// How far it was read before.
    pub marks: Marks,
    /// Runs that bring records.
    pub runs: BTreeSet<Uuid>,
    /// How much is read.
    pub extent: Extent,
    /// Modules in the order in which they are brought.
    pub order: Vec<usize>,
    /// Whether the next portion may have been taken before the program ended.
    pub is_again: bool,
    /// Relations of the module that is gone through.
    pub ways: Option<(String, Vec<relations::Way>)>,
    /// Relations of documents there.
    pub related: OnceCell<Vec<(String, String)>>,
}

impl House {
    /// Learns what a run needs; anew when modules and fields were made.
    pub async fn open(
        cx: &Cx,
        (files, client, extent): (&Files, Arc<Client>, Extent),
        is_again: bool,
    ) -> Result<Self> {
        let cx = cx.renewed();
        let source = source::demand(&cx).await?;
        let plan = plan::plan(&cx).await?;
        let mut marks = source::marks(&cx, &source).await?;
        if let Some(run) = cx.run.filter(|run| !marks.runs.contains(run)) {
            marks.runs.push(run);
            source::set_marks(&cx, &source, marks.clone()).await?;
        }
        Ok(House {
            known: Known::of(&plan, source.ids()),
            runs: marks.runs.iter().copied().collect(),
            order: order(&cx, &plan),
            files: files.clone(),
            related: OnceCell::new(),
            ways: None,
            cx,
            client,
            source,
            plan,
            marks,
            extent,
            is_again,
        })
    }

    fn since(&self, module: &str) -> Option<&str> {
        match self.extent {
            Extent::Everything => None,
            Extent::News => self.marks.since.get(module).map(String::as_str),
        }
    }

    fn module(&self, state: &State) -> Option<&PlanModule> {
        self.order.get(state.module).map(|at| &self.plan.modules[*at])
    }
}

/// Modules that others refer to come first, as far as that goes.
fn order(cx: &Cx, plan: &Plan) -> Vec<usize> {
    let of = |at: usize| Mapped::of(cx, &plan.modules[at]).map(|mapped| (at, mapped));
    let mut left: Vec<(usize, Mapped)> = (0..plan.modules.len()).filter_map(of).collect();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let waits = |mapped: &Mapped| {
            let mut codes = mapped.leads_to().filter(|code| *code != mapped.module.code);
            codes.any(|code| left.iter().any(|(_, other)| other.module.code == code))
        };
        let next = left.iter().position(|(_, mapped)| !waits(mapped)).unwrap_or(0);
        order.push(left.remove(next).0);
    }
    order
}

/// Does the next step; gives what could not be brought.
pub(crate) async fn step(house: &mut House, state: &mut State) -> Result<Vec<Line>> {
    let lines = match state.phase {
        Phase::Prepare => begin(house, state).await?,
        Phase::Records => records_step(house, state, Round::Records).await?,
        Phase::Links => records_step(house, state, Round::Links).await?,
        Phase::Relations if house.plan.relations => relations_step(house, state).await?,
        Phase::Comments if house.plan.comments => side_step(house, state, COMMENTS).await?,
        Phase::Documents if house.plan.documents => side_step(house, state, DOCUMENTS).await?,
        Phase::Gone => gone_step(house, state).await?,
        Phase::Relations | Phase::Comments | Phase::Documents | Phase::End => turn(state),
    };
    house.is_again = false;
    Ok(lines)
}

/// Goes on with what comes next.
fn turn(state: &mut State) -> Vec<Line> {
    state.phase = state.phase.next();
    state.module = 0;
    state.place = Place::default();
    Vec::new()
}

async fn begin(house: &mut House, state: &mut State) -> Result<Vec<Line>> {
    // Signed in anew, the other house says what time it is.
    house.client.types().await?;
    state.time = Some(house.client.time_there()).filter(|time| *time > 0);
    let lines = prepare::prepare(&house.cx).await?;
    let extent = (&house.files.clone(), house.client.clone(), house.extent);
    *house = House::open(&house.cx, extent, false).await?;
    state.total = total(house).await?;
    turn(state);
    Ok(lines)
}

/// How many rows there are, as far as the other house tells.
async fn total(house: &House) -> Result<Option<u64>> {
    let mut names: Vec<&str> =
        house.order.iter().map(|at| house.plan.modules[*at].name.as_str()).collect();
    names.extend(Some(COMMENTS).filter(|_| house.plan.comments));
    names.extend(Some(DOCUMENTS).filter(|_| house.plan.documents));
    let mut total = 0;
    for name in names {
        let asked = Asked { module: name, since: house.since(name), columns: "id" };
        match house.client.query(&asked.counting()).await {
            Ok(rows) => {
                let count = rows.first().and_then(|row| row.get("count")).map(scalar);
                total += count.and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
            }
            Err(Trouble::Fault(..)) => return Ok(None),
            Err(trouble) => return Err(trouble.into()),
        }
    }
    Ok(Some(total))
}

/// Notes the newest moment of a module before it is read: what changes later is news next time.
async fn note_newest(house: &House, state: &mut State, module: &str) -> Result<()> {
    if state.since.contains_key(module) {
        return Ok(());
    }
    let query = format!("select modifiedtime from {module} order by modifiedtime desc limit 1;");
    let newest = match house.client.query(&query).await {
        Ok(rows) => rows.first().and_then(|row| row.get("modifiedtime")).map(scalar),
        Err(Trouble::Fault(..)) => None,
        Err(trouble) => return Err(trouble.into()),
    };
    let before = || house.marks.since.get(module).cloned();
    if let Some(newest) = newest.filter(|at| !at.is_empty()).or_else(before) {
        state.since.insert(module.to_owned(), newest);
    }
    Ok(())
}

/// The next page; a module that is shut is passed over, which a line says.
async fn read(
    house: &House,
    state: &mut State,
    (module, label): (&str, &str),
) -> Result<(Page, Vec<Line>)> {
    let is_bare = state.phase == Phase::Relations;
    let columns = if is_bare { "id" } else { "*" };
    let asked = Asked { module, since: house.since(module), columns };
    match pages::next(&house.client, asked, &mut state.place).await {
        Ok(page) => {
            let line = |(id, trouble): &(String, Trouble)| {
                let problem = FieldProblem { field: String::new(), ..trouble.problem() };
                let problem = FieldProblem::new("", "moving_untold")
                    .with("said", problem.params.get("said").cloned().unwrap_or_default());
                Line::of(module, (id, ""), "refused", &problem)
            };
            let lines = page.untold.iter().map(line).collect();
            if ![Phase::Links, Phase::Relations].contains(&state.phase) {
                state.tally(module).refused += page.untold.len() as u64;
            }
            Ok((page, lines))
        }
        Err(trouble @ Trouble::Fault(..)) => {
            let problem = FieldProblem { field: String::new(), ..trouble.problem() };
            let line = Line::of(module, ("", label), "left", &problem);
            state.since.remove(module);
            Ok((Page { is_end: true, ..Page::default() }, vec![line]))
        }
        Err(trouble) => Err(trouble.into()),
    }
}

async fn records_step(house: &House, state: &mut State, round: Round) -> Result<Vec<Line>> {
    let Some(there) = house.module(state) else { return Ok(turn(state)) };
    let name = there.name.clone();
    let is_meant = round == Round::Records || state.open.contains(&name);
    let mapped = Mapped::of(&house.cx, there).filter(|_| is_meant);
    let Some(mapped) = mapped else {
        state.module += 1;
        return Ok(Vec::new());
    };
    if round == Round::Records {
        note_newest(house, state, &name).await?;
    }
    let (page, mut lines) = read(house, state, (&name, &there.label)).await?;
    if page.is_end {
        state.module += 1;
        state.place = Place::default();
        return Ok(if round == Round::Records { lines } else { Vec::new() });
    }
    let deferred = std::mem::take(&mut state.deferred);
    let take = Take {
        cx: &house.cx,
        known: &house.known,
        mapped: &mapped,
        runs: &house.runs,
        round,
        deferred: &deferred,
        is_again: house.is_again,
    };
    let came = take::take(&take, &page.rows).await?;
    state.deferred = deferred;
    state.tally(&name).add(came.tally);
    if round == Round::Links {
        lines.clear();
    }
    lines.extend(came.lines);
    if came.waits {
        state.open.insert(name.clone());
    }
    for id in came.deferred {
        if state.deferred.len() < WAITING {
            state.deferred.insert(id);
        } else {
            state.tally(&name).refused += 1;
            let problem = FieldProblem::new("", "moving_link_lost").with("value", "");
            lines.push(Line::of(&name, (&id, ""), "refused", &problem));
        }
    }
    Ok(lines)
}

async fn relations_step(house: &mut House, state: &mut State) -> Result<Vec<Line>> {
    let Some(there) = house.module(state).cloned() else { return Ok(turn(state)) };
    if house.ways.as_ref().is_none_or(|(name, _)| *name != there.name) {
        house.ways = Some((there.name.clone(), relations::ways(house, &there).await?));
    }
    let ways = house.ways.as_ref().map_or(&[][..], |(_, ways)| ways);
    let page = match ways.is_empty() {
        true => Page { is_end: true, ..Page::default() },
        false => read(house, state, (&there.name, &there.label)).await?.0,
    };
    if page.is_end {
        state.module += 1;
        state.place = Place::default();
        return Ok(Vec::new());
    }
    let tally = relations::take(house, ways, &page.rows).await?;
    state.tally(RELATIONS).add(tally);
    Ok(Vec::new())
}

/// Comments and documents, which hang on records.
async fn side_step(house: &House, state: &mut State, name: &str) -> Result<Vec<Line>> {
    note_newest(house, state, name).await?;
    let (page, mut lines) = read(house, state, (name, name)).await?;
    if page.is_end {
        turn(state);
        return Ok(lines);
    }
    let (tally, said): (Tally, Vec<Line>) = match name {
        COMMENTS => comments::take(house, &page.rows).await?,
        _ => documents::take(house, &page.rows).await?,
    };
    state.tally(name).add(tally);
    lines.extend(said);
    Ok(lines)
}

async fn gone_step(house: &House, state: &mut State) -> Result<Vec<Line>> {
    let since = house.marks.time.filter(|_| house.extent == Extent::News);
    let Some((there, since)) = house.module(state).zip(since) else { return Ok(turn(state)) };
    let Goes::To(code) = &there.goes else { return Ok(Vec::new()) };
    let (tally, lines) = gone::tell(house, (there, code), since).await?;
    state.tally(&there.name).add(tally);
    state.module += 1;
    Ok(lines)
}
