//! Runs: begun in the request or as a job, gone on with portion by portion, stopped.

use access::Right;
use catalog::Module;
use kernel::{Error, FieldProblem, Instant, PrincipalId, RecordId, Result};
use records::{Act, Cursor, Cx, Fate, ListQuery, Run, RunRef};
use serde_json::json;
use uuid::Uuid;

use crate::asked::{Asked, Selection};
use crate::tally::{State, Tally};

/// The kind of run that this is.
pub(crate) const KIND: &str = "bulk";
/// Records at most that are done while somebody waits, in one transaction.
pub(crate) const AT_ONCE: u64 = 200;
/// Records of a portion of a job; few enough that others who save hardly wait.
const PORTION: usize = 100;
/// Records counted at most.
const COUNTED: u64 = 100_000;

/// A run that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The run.
    pub id: Uuid,
    /// Whether it has ended already.
    pub is_ended: bool,
}

/// A run as a person sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The run.
    pub id: Uuid,
    /// Code of the module.
    pub module: String,
    /// What is done; none when the module does not know it any more.
    pub act: Option<Act>,
    /// Whether what was done stands, whatever anybody wishes.
    pub is_final: bool,
    /// `waiting`, `running`, `cancelling`, `cancelled`, `interrupted`, `failed`, `done`,
    /// `undoing` or `undone`; the label key is `bulk.state.WORD`.
    pub state: String,
    /// What came of the records so far.
    pub tally: Tally,
    /// Records in all, once counted.
    pub total: Option<u64>,
    /// Why it was interrupted or failed.
    pub error: Option<String>,
    /// Acts taken back, and acts that stand because something changed since.
    pub undone: Option<(u64, u64)>,
    /// Who asked for it.
    pub actor: Option<PrincipalId>,
    /// When it was asked for.
    pub created_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

impl Line {
    /// Whether something is still to come by itself.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        let under_way = ["waiting", "running", "cancelling", "interrupted", "undoing"];
        under_way.contains(&self.state.as_str())
    }

    /// Whether it can be taken back.
    #[must_use]
    pub fn is_reversible(&self) -> bool {
        let ended = ["done", "cancelled", "failed"].contains(&self.state.as_str());
        ended && self.tally.done > 0 && !self.is_final
    }
}

/// Does something to many records: few in this very call, more as a job.
///
/// # Errors
/// `Forbidden`; `NotFound` for the module; `Invalid` at the fields of the act, at `id`, `filter` or
/// `q` when the selection is none.
pub async fn start(cx: &Cx, module: &str, act: Act, selection: Selection) -> Result<Begun> {
    let selection = selection.tidied()?;
    records::judge_act(cx, module, &act).await?;
    if selection.is_many() {
        cx.actor.rights.demand(&cx.module(module)?.code, Right::Bulk)?;
    }
    let total = total(cx, module, &selection).await?;
    let run = Run {
        id: Uuid::now_v7(),
        kind: KIND.into(),
        module: cx.module(module)?.code.clone(),
        state: "waiting".into(),
        options: json!(Asked::new(&act, selection.clone())).to_string(),
        result: State { total, ..State::default() }.to_text(),
        file: None,
        actor: cx.actor.user,
        created_at: cx.now(),
        ended_at: None,
    };
    let id = run.id;
    if total.is_some_and(|total| total <= AT_ONCE) {
        let next = next(cx, &run, &selection, usize::try_from(AT_ONCE).unwrap_or(PORTION)).await?;
        let ended = (next.ids.clone(), Next { is_last: true, ..next });
        portion(cx, RunRef::New(run), act, ended).await?;
        return Ok(Begun { id, is_ended: true });
    }
    records::add_run(cx, run).await?;
    jobs::enqueue(cx, "act_on_many", Some(format!("bulk/{id}")), json!({"run": id})).await?;
    Ok(Begun { id, is_ended: false })
}

async fn total(cx: &Cx, module: &str, selection: &Selection) -> Result<Option<u64>> {
    let Selection::Question { filter, text } = selection else {
        let Selection::Ids(ids) = selection else { return Ok(None) };
        return Ok(Some(ids.len() as u64));
    };
    let question = ListQuery { filter: filter.clone(), text: text.clone(), ..ListQuery::default() };
    let count = records::count(cx, module, &question, COUNTED).await?;
    match (count.is_exact, count.n) {
        (true, 0) => Err(Error::invalid("id", "nothing_selected")),
        (true, n) => Ok(Some(n)),
        // A search that stops at its bound leaves out records nobody has chosen to leave out.
        (false, n) if !text.trim().is_empty() => {
            Err(Error::Invalid(vec![FieldProblem::new("q", "search_too_wide").with("max", n)]))
        }
        (false, _) => Ok(None),
    }
}

/// The records that come next.
struct Next {
    ids: Vec<RecordId>,
    cursor: Option<Cursor>,
    is_last: bool,
}

async fn next(cx: &Cx, run: &Run, selection: &Selection, limit: usize) -> Result<Next> {
    let state = State::of(run);
    match selection {
        Selection::Ids(ids) => {
            let rest = ids.get(state.passed..).unwrap_or_default();
            let some: Vec<RecordId> = rest.iter().take(limit).copied().collect();
            Ok(Next { is_last: some.len() == rest.len(), ids: some, cursor: None })
        }
        Selection::Question { filter, text } => {
            let question = ListQuery {
                filter: filter.clone(),
                text: text.clone(),
                after: state.cursor.as_deref().and_then(Cursor::parse),
                limit,
                ..ListQuery::default()
            };
            let found = records::walk(cx, &run.module, &question, run.created_at).await?;
            Ok(Next { ids: found.ids, is_last: found.next.is_none(), cursor: found.next })
        }
    }
}

/// Does the act to one portion, when nobody else has; tells whether it was so.
async fn portion(
    cx: &Cx,
    run: RunRef,
    act: Act,
    (ids, next): (Vec<RecordId>, Next),
) -> Result<bool> {
    let before = match &run {
        RunRef::New(run) => State::of(run).portions,
        RunRef::Known(id) => State::of(&records::get_run(cx, *id).await?).portions,
    };
    let (cursor, is_last, now) = (next.cursor.map(|at| at.to_string()), next.is_last, cx.now());
    let is_expected = move |run: &Run| {
        let is_open = ["waiting", "running"].contains(&run.state.as_str());
        is_open && State::of(run).portions == before
    };
    let note = move |run: &mut Run, fates: &[(RecordId, Fate)]| {
        let mut state = State::of(run);
        fates.iter().for_each(|(id, fate)| state.tally.count(*id, fate));
        state.portions += 1;
        state.passed += fates.len();
        state.cursor.clone_from(&cursor);
        state.error = None;
        run.result = state.to_text();
        if is_last {
            run.state = "done".into();
            run.ended_at = Some(now);
        }
    };
    records::act_on(cx, run, (act, ids), (is_expected, note)).await
}

/// Goes on with a run by one portion; gives it as it is then.
///
/// # Errors
/// `NotFound`; when the database fails.
pub(crate) async fn step(cx: &Cx, id: Uuid) -> Result<Run> {
    let run = known(cx, id).await?;
    if run.state != "running" {
        return Ok(run);
    }
    let asked = asked(&run)?;
    let act = asked.act(&*cx.module(&run.module)?)?;
    let next = next(cx, &run, &asked.selection, PORTION).await?;
    portion(cx, RunRef::Known(id), act, (next.ids.clone(), next)).await?;
    known(cx, id).await
}

pub(crate) fn asked(run: &Run) -> Result<Asked> {
    serde_json::from_str(&run.options).map_err(Error::internal)
}

/// A run that the actor asked for; administrators see all.
///
/// # Errors
/// `NotFound`.
pub async fn line(cx: &Cx, id: Uuid) -> Result<Line> {
    Ok(readable(cx, known(cx, id).await?))
}

/// The newest runs that the actor asked for; administrators see all.
///
/// # Errors
/// When the database fails.
pub async fn lines(cx: &Cx) -> Result<Vec<Line>> {
    let runs = records::runs(cx).await?.into_iter().filter(|run| run.kind == KIND);
    Ok(runs.map(|run| readable(cx, run)).collect())
}

pub(crate) async fn known(cx: &Cx, id: Uuid) -> Result<Run> {
    let run = records::get_run(cx, id).await?;
    if run.kind == KIND { Ok(run) } else { Err(Error::NotFound) }
}

fn readable(cx: &Cx, run: Run) -> Line {
    let state = State::of(&run);
    let module = cx.module(&run.module).ok();
    let act = module.as_ref().and_then(|module| asked(&run).ok()?.act(module).ok());
    let stands = |module: &Module, act: &Act| !act.is_reversible(module);
    Line {
        id: run.id,
        module: run.module,
        is_final: module.zip(act.as_ref()).is_some_and(|(module, act)| stands(&module, act)),
        act,
        state: run.state,
        tally: state.tally,
        total: state.total,
        error: state.error,
        undone: state.undone,
        actor: run.actor,
        created_at: run.created_at,
        ended_at: run.ended_at,
    }
}

/// Asks a run to stop; what it has done stays until it is taken back.
///
/// # Errors
/// `NotFound`.
pub async fn cancel(cx: &Cx, id: Uuid) -> Result<()> {
    known(cx, id).await?;
    let now = cx.now();
    let stop = move |run: &mut Run| match run.state.as_str() {
        // Nobody works on it, so nobody else would say that it has ended.
        "waiting" | "interrupted" => {
            run.state = "cancelled".into();
            run.ended_at = Some(now);
        }
        "running" => run.state = "cancelling".into(),
        _ => {}
    };
    records::change_run(cx, id, stop).await.map(drop)
}
