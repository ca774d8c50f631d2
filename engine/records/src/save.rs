//! Creating and changing records.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Right;
use catalog::Module;
use kernel::{Error, FieldProblem, RecordId, Result, Value};
use store::queries::idempotency;
use store::records::Record;

use crate::behavior::tried;
use crate::cx::Cx;
use crate::draft::{Draft, When, only};
use crate::find::seen;
use crate::number;
use crate::validate;
use crate::work::Work;

/// What a person typed: values by field name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// Values by field name; a field that is not here is left as it is.
    pub values: BTreeMap<String, Value>,
    /// Id chosen by the caller, for new records.
    pub id: Option<RecordId>,
    /// Key under which this creation happens once, however often it is asked for.
    pub once: Option<Once>,
}

/// A key under which something happens once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// The key, as the caller chose it.
    pub key: String,
    /// Hash of the whole request.
    pub request: Vec<u8>,
}

impl Input {
    /// Input of some values.
    #[must_use]
    pub fn of<'a>(values: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        let values = values.into_iter().map(|(name, value)| (name.to_owned(), value));
        Input { values: values.collect(), ..Input::default() }
    }
}

/// An empty draft with defaults, for a form.
///
/// # Errors
/// `Forbidden` when the actor may not create.
pub fn draft(cx: &Cx, module: &str, input: &Input) -> Result<Draft> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Create)?;
    let mut draft = empty(cx, &module, input.id.unwrap_or_default());
    drop(validate::apply(cx, &mut draft, input));
    validate::fill_defaults(cx, &mut draft, input);
    Ok(draft)
}

pub(crate) fn empty(cx: &Cx, module: &Arc<Module>, id: RecordId) -> Draft {
    Draft {
        when: When::present(cx),
        values: vec![Value::Empty; module.fields.len()],
        module: module.clone(),
        id,
        old: None,
        needs: BTreeMap::new(),
    }
}

/// Creates a record.
///
/// # Errors
/// `Forbidden`; `Invalid` with all problems at once; `Conflict` `id_taken`, or `key_reused` when
/// the key came with another request before.
pub async fn create(cx: &Cx, module: &str, input: Input) -> Result<Record> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Create)?;
    let known = tried(cx, (&module, None), &input, None).await?;
    let number = take_numbers(cx, &module, 1).await?.pop();
    let own = cx.clone();
    let create = move |tx: &mut store::Tx<'_>| {
        create_in(&mut Work::new(tx, &own), &module, (&input, &known), number.clone())
    };
    cx.store().write(create).await
}

async fn take_numbers(cx: &Cx, module: &Module, n: usize) -> Result<Vec<Value>> {
    let series = module.number.as_ref().filter(|series| number::is_taken_at_creation(series));
    match series {
        Some(series) => number::unique(cx, series, i64::try_from(n).unwrap_or(1)).await,
        None => Ok(Vec::new()),
    }
}

impl Work<'_, '_> {
    /// Creates a record of some module as part of what is done: rights, number, rules, history.
    ///
    /// # Errors
    /// `Forbidden`; `Invalid` with all problems at once.
    pub fn create(&mut self, module: &str, input: &Input) -> Result<Record> {
        let module = self.cx.module(module)?;
        self.cx.actor.rights.demand(&module.code, Right::Create)?;
        let series = module.number.clone().filter(number::is_taken_at_creation);
        let number = series.map(|series| number::within(self, &series)).transpose()?;
        create_in(self, &module, (input, &[]), number)
    }
}

fn create_in(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    (input, known): (&Input, &[(&'static str, Value)]),
    number: Option<Value>,
) -> Result<Record> {
    if let Some(known) = already(work, module, input)? {
        return Ok(seen(work.cx, module, known));
    }
    let mut draft = empty(work.cx, module, input.id.unwrap_or_default());
    let problems = validate::apply(work.cx, &mut draft, input);
    validate::fill_defaults(work.cx, &mut draft, input);
    only::fill(work.tx, work.cx, (module, &mut draft.values))?;
    if let (Some(number), Some(field)) = (number, module.number_field()) {
        draft.set(&field.name.clone(), number);
    }
    draft.learn(known);
    if !problems.is_empty() {
        let mut all = problems;
        all.extend(validate::rules(work, &mut draft)?);
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|problem| seen.insert((problem.field.clone(), problem.code.clone())));
        return Err(Error::Invalid(all));
    }
    let record = work.insert(draft)?;
    if let (Some(once), Some(user)) = (&input.once, work.cx.actor.user) {
        idempotency::end(work.tx, user, &once.key, &record.id.to_string())?;
    }
    Ok(seen(work.cx, module, record))
}

/// The record that the same request made before, if it did.
fn already(work: &mut Work<'_, '_>, module: &Module, input: &Input) -> Result<Option<Record>> {
    let (Some(once), Some(user)) = (&input.once, work.cx.actor.user) else { return Ok(None) };
    let now = work.cx.now();
    if idempotency::begin(work.tx, user, &once.key, &once.request, now)? {
        return Ok(None);
    }
    let known = idempotency::get(work.tx, user, &once.key)?;
    let known = known.ok_or_else(|| Error::conflict("key_in_flight"))?;
    if known.request != once.request {
        return Err(Error::Invalid(vec![FieldProblem::new("", "key_reused")]));
    }
    let id = known.answer.as_deref().and_then(|id| id.parse().ok());
    let id: RecordId = id.ok_or_else(|| Error::conflict("key_in_flight"))?;
    store::records::get(work.tx, module, &work.cx.actor.scope, id)?.map(Some).ok_or(Error::NotFound)
}

/// Says everything that would be wrong with a new record, without making it.
///
/// # Errors
/// `Forbidden`; `Invalid` with all problems at once.
pub async fn judge(cx: &Cx, module: &str, input: &Input) -> Result<()> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Create)?;
    let mut draft = empty(cx, &module, input.id.unwrap_or_default());
    let mut problems = validate::apply(cx, &mut draft, input);
    validate::fill_defaults(cx, &mut draft, input);
    problems.extend(catalog::require_complete(&module, &draft.values));
    validate::settle(problems)
}

/// Changes a record whose version is the one expected; `None` changes whatever is there.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Invalid`; `Conflict` `stale` when somebody changed it meanwhile.
pub async fn update(
    cx: &Cx,
    module: &str,
    id: RecordId,
    version: Option<i64>,
    input: Input,
) -> Result<Record> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    let known = tried(cx, (&module, Some(id)), &input, None).await?;
    let own = cx.clone();
    let update = move |tx: &mut store::Tx<'_>| {
        update_in(&mut Work::new(tx, &own), &module, (id, version), (&input, &known))
    };
    cx.store().write(update).await
}

pub(crate) fn update_in(
    work: &mut Work<'_, '_>,
    module: &Arc<Module>,
    (id, version): (RecordId, Option<i64>),
    (input, known): (&Input, &[(&'static str, Value)]),
) -> Result<Record> {
    let mut draft = work.load(module, id)?;
    let stored = draft.old.as_ref().map(|old| old.version);
    if version.is_some() && version != stored {
        return Err(Error::conflict("stale"));
    }
    validate::settle(validate::apply(work.cx, &mut draft, input))?;
    draft.learn(known);
    let record = work.update(draft)?;
    Ok(seen(work.cx, module, record))
}

/// One row of many that are saved together.
#[derive(Clone, Debug)]
pub enum BatchRow {
    /// Makes a record.
    Create(Input),
    /// Changes a record.
    Update(RecordId, Input),
}

/// Saves many rows in one transaction, each by itself: one that is refused leaves the others.
///
/// # Errors
/// `Forbidden`, or when the database fails; what is wrong with a row stands in its own result.
pub async fn save_batch(cx: &Cx, module: &str, rows: Vec<BatchRow>) -> Result<Vec<Result<Record>>> {
    let rows = rows.into_iter().map(|row| (cx.clone(), row)).collect();
    save_each(cx, module, rows).await
}

/// The same, each row in a context of its own, such as in the name of whom and at the moment in
/// which it was written elsewhere; the first context is the one whose rights are demanded.
///
/// # Errors
/// As `save_batch`.
pub async fn save_each(
    cx: &Cx,
    module: &str,
    rows: Vec<(Cx, BatchRow)>,
) -> Result<Vec<Result<Record>>> {
    let batch = Batch::prepare(cx, module, rows).await?;
    let n_rows = batch.rows.len();
    cx.store().write_each(n_rows, move |tx, at| batch.save(tx, at)).await
}

/// Saves many rows in one transaction, all or none.
///
/// # Errors
/// `Forbidden`; `Invalid` with the problems of the first row that is refused, its fields named
/// `rows[n].field`.
pub async fn save_all(cx: &Cx, module: &str, rows: Vec<BatchRow>) -> Result<Vec<Record>> {
    let rows = rows.into_iter().map(|row| (cx.clone(), row)).collect();
    let batch = Batch::prepare(cx, module, rows).await?;
    let work = move |tx: &mut store::Tx<'_>| {
        let rows = 0..batch.rows.len();
        rows.map(|at| batch.save(tx, at).map_err(|error| in_row(error, at))).collect()
    };
    cx.store().write(work).await
}

fn in_row(error: Error, at: usize) -> Error {
    let Error::Invalid(mut problems) = error else { return error };
    problems.iter_mut().for_each(|problem| problem.field = format!("rows[{at}].{}", problem.field));
    Error::Invalid(problems)
}

/// Rows with everything that is taken before the transaction begins.
struct Batch {
    module: Arc<Module>,
    /// Each row with its context, and the number it takes if it makes a record.
    rows: Vec<(Cx, BatchRow, Option<Value>)>,
}

impl Batch {
    async fn prepare(cx: &Cx, module: &str, rows: Vec<(Cx, BatchRow)>) -> Result<Self> {
        let module = cx.module(module)?;
        let creates = rows.iter().filter(|(_, row)| matches!(row, BatchRow::Create(_))).count();
        if creates > 0 {
            cx.actor.rights.demand(&module.code, Right::Create)?;
        }
        if creates < rows.len() {
            cx.actor.rights.demand(&module.code, Right::Edit)?;
        }
        let mut numbers = take_numbers(cx, &module, creates).await?.into_iter();
        let rows = rows.into_iter().map(|(own, row)| match &row {
            BatchRow::Create(_) => (own, row, numbers.next()),
            BatchRow::Update(..) => (own, row, None),
        });
        Ok(Batch { module, rows: rows.collect() })
    }

    fn save(&self, tx: &mut store::Tx<'_>, at: usize) -> Result<Record> {
        let (cx, row, number) = &self.rows[at];
        let work = &mut Work::new(tx, cx);
        match row {
            BatchRow::Create(input) => create_in(work, &self.module, (input, &[]), number.clone()),
            BatchRow::Update(id, input) => update_in(work, &self.module, (*id, None), (input, &[])),
        }
    }
}
