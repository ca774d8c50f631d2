//! The fate of rows before anything is written, alike for preview and import.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use access::Right;
use catalog::{Default, Field, Module};
use kernel::{FieldProblem, RecordId, Result, Value};
use records::{Cx, Identity};
use uuid::Uuid;

use crate::change::Meeting;
use crate::computed::Computed;
use crate::convert::Reading;
use crate::fate::Fate;
use crate::ids::Ids;
use crate::lines;
use crate::links::{self, Missing, People};
use crate::options::{DuplicateRule, EmptyCell, Options};
use crate::prepare::{Prepared, Refusal, column_of, prepare};
use crate::read::Row;

/// A row with what shall become of it.
#[derive(Debug)]
pub struct Decided {
    /// The row as it stands in the file.
    pub row: Row,
    /// What was made of it.
    pub prepared: Prepared,
    /// What shall become of it.
    pub fate: Fate,
}

/// Decides over the rows of one import.
pub struct Decider {
    /// Who imports.
    pub cx: Cx,
    /// The module.
    pub module: Arc<Module>,
    /// What they decided.
    pub options: Options,
    /// Ids of new records.
    pub ids: Ids,
    people: People,
    computed: Computed,
}

impl Decider {
    /// Prepares to decide.
    ///
    /// # Errors
    /// `NotFound` for the module; `Forbidden`; `Invalid` at `columns` when a target does not fit,
    /// at `computed.N` when a formula does not.
    pub async fn new(cx: &Cx, options: &Options, run: Uuid) -> Result<Self> {
        let module = cx.module(&options.module)?;
        if options.duplicates != DuplicateRule::Only {
            cx.actor.rights.demand(&module.code, Right::Create)?;
        }
        if options.duplicates.changes() {
            cx.actor.rights.demand(&module.code, Right::Edit)?;
        }
        let targets = options.columns.iter().filter_map(|column| column.target.as_ref());
        if let Some(wrong) = targets.clone().find(|target| !target.fits(&module)) {
            let problem = FieldProblem::new("columns", "target_unknown").with("value", wrong);
            return Err(kernel::Error::Invalid(vec![problem]));
        }
        if !targets.clone().any(|target| target.writes(&module)) {
            return Err(kernel::Error::invalid("columns", "no_targets"));
        }
        if let Some(key) = &options.key {
            key.check(&module, &cx.actor.rights, &options.columns)?;
        }
        Ok(Decider {
            people: People::read(cx).await?,
            computed: Computed::new(options)?,
            ids: Ids::new(run, began(run)),
            cx: cx.clone(),
            module,
            options: options.clone(),
        })
    }

    /// Decides over some rows; also which linked records have to be made.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn decide(&self, rows: Vec<Row>) -> Result<(Vec<Decided>, Vec<Missing>)> {
        let mut prepared: Vec<Prepared> = rows.iter().map(|row| self.prepare(row)).collect();
        let rule = self.options.unknown_link;
        let missing = links::settle(&self.cx, &self.module, rule, self.ids, &mut prepared).await?;
        self.bring(&rows, &mut prepared).await?;
        let known = self.known(&prepared).await?;
        let decided = rows.into_iter().zip(prepared).zip(known);
        let decided: Vec<Decided> =
            decided.map(|((row, prepared), known)| self.fate(row, prepared, &known)).collect();
        let needed = needed(&decided);
        Ok((decided, missing.into_iter().filter(|one| needed.contains(&one.id)).collect()))
    }

    /// Reads the lines of records, each from all of its rows.
    async fn bring(&self, rows: &[Row], prepared: &mut [Prepared]) -> Result<()> {
        if lines::field_of(&self.module, &self.options.columns).is_none() {
            return Ok(());
        }
        let mut records = Vec::with_capacity(rows.len());
        for (row, prepared) in rows.iter().zip(prepared) {
            let mut all = vec![self.computed(row, prepared, Part::Head)];
            for more in &row.more {
                all.push(self.computed(more, prepared, Part::More));
            }
            records.push((prepared, all));
        }
        lines::bring(&self.cx, (&self.module, &self.options), self.ids, records).await
    }

    /// A row with its computed columns; what is wrong with the first one has been said already.
    fn computed(&self, row: &Row, prepared: &mut Prepared, part: Part) -> Row {
        let reading = reading(&self.cx, &self.options);
        let columns = self.options.columns.as_slice();
        let (row, refusals) = self.computed.extended(row, (&reading, columns), &self.cx);
        let mut row = row.into_owned();
        row.limit_to(columns.len());
        if part == Part::More {
            let faults = row.faults.iter().map(|fault| Refusal {
                column: None,
                problem: FieldProblem::new("", fault.code()),
            });
            let at = row.line;
            let said = faults.chain(refusals);
            prepared.refusals.extend(said.map(|Refusal { column, problem }| Refusal {
                column,
                problem: problem.with("row", at),
            }));
        }
        row
    }

    /// For each row the records that it may mean.
    async fn known(&self, rows: &[Prepared]) -> Result<Vec<Vec<RecordId>>> {
        let (cx, module) = (&self.cx, &self.module.code);
        if self.options.duplicates == DuplicateRule::Create {
            return Ok(vec![Vec::new(); rows.len()]);
        }
        let Some(key) = &self.options.key else {
            let identities = rows.iter().map(|row| self.identities(row)).collect();
            return records::same(cx, module, identities).await;
        };
        let texts: BTreeSet<String> = rows.iter().filter_map(|row| row.key.clone()).collect();
        let found = records::keyed(cx, module, key.by(), texts.into_iter().collect()).await?;
        let of_row = |row: &Prepared| row.key.as_ref().and_then(|key| found.get(key).cloned());
        Ok(rows.iter().map(|row| of_row(row).unwrap_or_default()).collect())
    }

    /// How values of several meet those that are there.
    pub fn meeting(&self) -> Meeting {
        if self.options.key.is_some() { Meeting::Replace } else { Meeting::Join }
    }

    fn prepare(&self, row: &Row) -> Prepared {
        let options = &self.options;
        let reading = reading(&self.cx, options);
        let (mut row, refusals) =
            self.computed.extended(row, (&reading, &options.columns), &self.cx);
        if row.cells.len() > options.columns.len() {
            row.to_mut().limit_to(options.columns.len());
        }
        let mut prepared = prepare(&reading, &self.module, &options.columns, &row);
        prepared.refusals.extend(refusals);
        let key = options.key.as_ref();
        prepared.key = key.and_then(|key| key.of_row(&self.module, &options.columns, &row));
        if options.empty == EmptyCell::Keep {
            prepared.cleared.clear();
        }
        self.people.settle(&mut prepared);
        prepared
    }

    /// What tells a row from others.
    pub fn identities(&self, row: &Prepared) -> Vec<Identity> {
        match (&self.options.key, &row.key) {
            (None, _) => records::identities(&self.module, &row.values),
            (Some(key), Some(text)) => vec![key.identity(text)],
            (Some(_), None) => Vec::new(),
        }
    }

    /// The title that the record of a row would have.
    pub fn title(&self, row: &Prepared) -> String {
        self.title_of(&row.values)
    }

    /// The title that follows from some values.
    pub fn title_of(&self, values: &BTreeMap<String, Value>) -> String {
        let value = |name: &str| values.get(name).cloned().unwrap_or_default();
        self.module.title.render(|name| catalog::plain_text(value(name).primary()))
    }

    fn fate(&self, row: Row, prepared: Prepared, known: &[RecordId]) -> Decided {
        let own = self.ids.of_line(row.line);
        let others: Vec<RecordId> = known.iter().copied().filter(|id| *id != own).collect();
        let fate = if row.is_blank() && row.faults.is_empty() {
            Fate::Blank
        } else if !prepared.refusals.is_empty() {
            let is_new = others.is_empty() || self.options.duplicates == DuplicateRule::Create;
            let is_new = is_new && self.options.duplicates != DuplicateRule::Only;
            let is_new = is_new && row.faults.is_empty();
            let lacking = if is_new { self.lacking(&prepared) } else { Vec::new() };
            Fate::Refuse(prepared.refusals.iter().cloned().chain(lacking).collect())
        } else {
            match (self.options.duplicates, others.as_slice()) {
                (DuplicateRule::Only, []) => Fate::Refuse(vec![self.unknown(&prepared)]),
                (_, []) => self.create(&prepared),
                (DuplicateRule::Create, _) => self.create(&prepared),
                (DuplicateRule::Skip, [first, ..]) => Fate::Skip(Some(*first)),
                (DuplicateRule::Update | DuplicateRule::Only, [one]) => Fate::Update(*one),
                (DuplicateRule::Update | DuplicateRule::Only, many) => {
                    let problem = FieldProblem::new("", "several_known").with("n", many.len());
                    Fate::Refuse(vec![Refusal { column: None, problem }])
                }
            }
        };
        Decided { row, prepared, fate }
    }

    /// Why a row changes nothing where only what is there is changed.
    fn unknown(&self, row: &Prepared) -> Refusal {
        let Some(key) = &self.options.key else {
            return Refusal { column: None, problem: FieldProblem::new("", "none_known") };
        };
        let problem = match &row.key {
            Some(text) => FieldProblem::new(key.name(), "key_unknown").with("value", text),
            None => FieldProblem::new(key.name(), "key_missing"),
        };
        Refusal { column: column_of(&self.options.columns, key.name()), problem }
    }

    /// A new record needs its required fields.
    fn create(&self, prepared: &Prepared) -> Fate {
        let refusals = self.lacking(prepared);
        if refusals.is_empty() { Fate::Create } else { Fate::Refuse(refusals) }
    }

    /// The required fields that a row does not fill; of what is wrong that is said already.
    fn lacking(&self, prepared: &Prepared) -> Vec<Refusal> {
        let columns = &self.options.columns;
        let is_wrong = |field: &Field| {
            prepared.refusals.iter().any(|refusal| {
                let target = refusal.column.and_then(|at| columns.get(at)?.target.as_ref());
                refusal.problem.field == field.name || target.is_some_and(|t| t.field == field.name)
            })
        };
        let is_missing = |field: &&Field| {
            let preset = match &field.default {
                None => false,
                Some(Default::Actor) => self.cx.actor.user.is_some(),
                Some(Default::Today | Default::Now | Default::Only | Default::Fixed(_)) => true,
            };
            field.required
                && field.is_editable()
                && !preset
                && prepared.values.get(&field.name).is_none_or(Value::is_empty)
                && !is_wrong(field)
        };
        let missing = self.module.fields.iter().filter(is_missing);
        missing
            .map(|field| Refusal {
                column: column_of(columns, &field.name),
                problem: FieldProblem::new(&field.name, "required"),
            })
            .collect()
    }
}

/// Whether a row begins a record or goes on with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Head,
    More,
}

/// How cells are read for somebody.
pub fn reading<'a>(cx: &'a Cx, options: &Options) -> Reading<'a> {
    Reading {
        catalog: &cx.catalog,
        zone: &cx.locale.zone,
        today: cx.now().in_zone(&cx.locale.zone).0,
        currency: options.currency,
        unknown_choice: options.unknown_choice,
    }
}

/// The moment that the id of a run holds.
fn began(run: Uuid) -> kernel::Instant {
    let millis = run.get_timestamp().map_or(0, |stamp| {
        let (seconds, nanos) = stamp.to_unix();
        seconds * 1000 + u64::from(nanos) / 1_000_000
    });
    kernel::Instant::from_millis(i64::try_from(millis).unwrap_or(0))
}

/// Ids of linked records that rows to be saved point to.
fn needed(decided: &[Decided]) -> HashSet<RecordId> {
    let saved = decided.iter().filter(|d| matches!(d.fate, Fate::Create | Fate::Update(_)));
    let values = saved.flat_map(|decided| decided.prepared.values.values());
    values
        .filter_map(|value| if let Value::Link(link) = value { Some(link.id) } else { None })
        .collect()
}

/// Rows that were the same as an earlier row of the file.
#[derive(Default)]
pub struct Seen {
    lines: HashMap<Identity, usize>,
}

impl Seen {
    /// The line of an earlier row that is the same.
    pub fn earlier(&self, identities: &[Identity]) -> Option<usize> {
        identities.iter().find_map(|identity| self.lines.get(identity).copied())
    }

    /// Remembers a row.
    pub fn add(&mut self, identities: Vec<Identity>, line: usize) {
        for identity in identities {
            self.lines.entry(identity).or_insert(line);
        }
    }
}
