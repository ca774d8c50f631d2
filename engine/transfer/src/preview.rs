//! What would become of each row, without writing anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use catalog::{Field, Module};
use kernel::{Line, PrincipalId, RecordId, Result, Value};
use records::Cx;

use crate::change::{Known, after, held};
use crate::computed::with_headings;
use crate::decide::{Decided, Decider, Seen};
use crate::export::{ExportColumn, Wanted, Words};
use crate::fate::{Fate, Tally};
use crate::import::{new_run, open};
use crate::lines;
use crate::links::Missing;
use crate::options::{DuplicateRule, Options};
use crate::reasons::reasons;

const BATCH: usize = 250;
/// Lines of a record that are told.
const LINES: usize = 5;

/// A field that would change, in the reader's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Name of the field.
    pub field: String,
    /// What it holds.
    pub old: String,
    /// What it would hold.
    pub new: String,
    /// Both as values.
    pub values: (Value, Value),
}

/// A row with its fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// Line of the file.
    pub line: usize,
    /// Title that the record would have.
    pub title: String,
    /// What would become of it.
    pub fate: Fate,
    /// Why it would be refused, in the reader's language.
    pub reason: String,
    /// What would change in the record that is there.
    pub changes: Vec<Changed>,
    /// An earlier line of the file that is the same.
    pub same_as_line: Option<usize>,
    /// Its first lines in words, if it has any.
    pub lines: Vec<String>,
    /// How many lines it has.
    pub n_lines: usize,
}

/// What would become of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Counts of all rows that were looked at.
    pub tally: Tally,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// Whether these were all rows of the file.
    pub is_whole: bool,
}

/// How much a preview looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Rows that are counted.
    pub counted: u64,
    /// Rows that are listed.
    pub listed: usize,
}

/// Looks at what would become of each row.
///
/// # Errors
/// `Invalid` when targets do not fit; when the file or the database cannot be read.
pub async fn preview(cx: &Cx, source: &Path, options: &Options, extent: Extent) -> Result<Preview> {
    let decider = Decider::new(cx, options, new_run()).await?;
    let (mut rows, headings) = open(&decider.module, source, options)?;
    let mut look = Look {
        decider,
        headings: with_headings(cx, &headings, options),
        seen: Seen::default(),
        known: Known::new(),
        found: Preview::default(),
        changed: BTreeMap::new(),
        lines: BTreeMap::new(),
    };
    let mut linked: BTreeMap<RecordId, String> = BTreeMap::new();
    while look.found.tally.rows() < extent.counted {
        let batch = rows.portion(BATCH)?;
        if batch.is_empty() {
            look.found.is_whole = true;
            break;
        }
        let (decided, missing) = look.decider.decide(batch).await?;
        linked.extend(missing.into_iter().map(|Missing { id, name, .. }| (id, name)));
        look.remember(&decided).await?;
        decided.into_iter().for_each(|one| look.add(one, extent.listed));
    }
    look.found.tally.linked = linked.len() as u64;
    look.put_into_words(linked).await?;
    Ok(look.found)
}

/// A field before and after.
type Pair = (String, Value, Value);

struct Look {
    decider: Decider,
    headings: Vec<String>,
    seen: Seen,
    /// What records hold after the rows so far.
    known: Known,
    found: Preview,
    /// What changes in the rows that are listed, by line.
    changed: BTreeMap<usize, Vec<Pair>>,
    /// The first lines of those rows.
    lines: BTreeMap<usize, Vec<Line>>,
}

impl Look {
    /// Reads the records that some rows change.
    async fn remember(&mut self, decided: &[Decided]) -> Result<()> {
        let ids: BTreeSet<RecordId> = decided
            .iter()
            .filter_map(|one| if let Fate::Update(id) = one.fate { Some(id) } else { None })
            .filter(|id| !self.known.contains_key(id))
            .collect();
        let ids: Vec<RecordId> = ids.into_iter().collect();
        let module = &self.decider.module;
        for record in records::get_many(&self.decider.cx, &module.code, &ids).await? {
            self.known.insert(record.id, held(module, &record));
        }
        Ok(())
    }

    fn add(&mut self, one: Decided, listed: usize) {
        let (mut fate, same_as_line) = self.fate(&one);
        let changes = match fate {
            Fate::Update(id) => self.change(id, &one),
            Fate::Create | Fate::Skip(_) | Fate::Blank | Fate::Refuse(_) => Vec::new(),
        };
        if let (Fate::Update(id), true) = (&fate, changes.is_empty()) {
            fate = Fate::Skip(Some(*id));
        }
        self.found.tally.count(&fate);
        if listed <= self.found.rows.len() {
            return;
        }
        let reason = match &fate {
            Fate::Refuse(refusals) => {
                reasons(&self.decider.cx, &self.decider.module, &self.headings, refusals)
            }
            Fate::Create | Fate::Update(_) | Fate::Skip(_) | Fate::Blank => String::new(),
        };
        let (title, line) = (self.title(&one, &fate), one.row.line);
        self.changed.insert(line, changes);
        let n_lines = self.keep_lines(&one);
        let (changes, lines) = (Vec::new(), Vec::new());
        self.found.rows.push(PreviewRow {
            line,
            title,
            fate,
            reason,
            changes,
            same_as_line,
            lines,
            n_lines,
        });
    }

    /// The first lines of a record are told later, with the names of what they point to.
    fn keep_lines(&mut self, one: &Decided) -> usize {
        let field = lines::field_of(&self.decider.module, &self.decider.options.columns);
        let value = field.and_then(|(field, _)| one.prepared.values.get(&field.name));
        let all = value.map(Value::lines).unwrap_or_default();
        let first = all.iter().take(LINES).cloned().collect();
        self.lines.insert(one.row.line, first);
        all.len()
    }

    /// The fate of a row, with those before it in mind.
    fn fate(&mut self, one: &Decided) -> (Fate, Option<usize>) {
        let identities = self.decider.identities(&one.prepared);
        let rule = self.decider.options.duplicates;
        // What lacks something for a new record may complete the one made just before.
        let may_follow = match &one.fate {
            Fate::Create => true,
            Fate::Refuse(_) => one.prepared.refusals.is_empty(),
            Fate::Update(_) | Fate::Skip(_) | Fate::Blank => false,
        };
        let may_follow = may_follow && matches!(rule, DuplicateRule::Skip | DuplicateRule::Update);
        let same_as_line = may_follow.then(|| self.seen.earlier(&identities)).flatten();
        let fate = match (same_as_line.map(|line| self.decider.ids.of_line(line)), rule) {
            (Some(id), DuplicateRule::Update) => Fate::Update(id),
            (Some(id), _) => Fate::Skip(Some(id)),
            (None, _) => one.fate.clone(),
        };
        if fate == Fate::Create {
            self.seen.add(identities, one.row.line);
            if rule.changes() {
                let id = self.decider.ids.of_line(one.row.line);
                self.known.insert(id, one.prepared.values.clone());
            }
        }
        (fate, same_as_line)
    }

    /// What a row changes in a record, which holds it from then on.
    fn change(&mut self, id: RecordId, one: &Decided) -> Vec<Pair> {
        let held = self.known.entry(id).or_default();
        let meeting = self.decider.meeting();
        let values = after(&self.decider.module, held, &one.prepared, meeting);
        let mut changes = Vec::new();
        for (field, new) in values {
            let old = held.insert(field.clone(), new.clone()).unwrap_or_default();
            if old != new {
                changes.push((field, old, new));
            }
        }
        changes
    }

    /// The title of the record that a row means, or would make.
    fn title(&self, one: &Decided, fate: &Fate) -> String {
        let held = match fate {
            Fate::Update(id) | Fate::Skip(Some(id)) => self.known.get(id),
            Fate::Create | Fate::Skip(None) | Fate::Blank | Fate::Refuse(_) => None,
        };
        match held {
            Some(values) => self.decider.title_of(values),
            None => self.decider.title(&one.prepared),
        }
    }

    async fn put_into_words(&mut self, linked: BTreeMap<RecordId, String>) -> Result<()> {
        let values = self.changed.values().flatten();
        let values = values.flat_map(|(_, old, new)| [old.clone(), new.clone()]);
        let cells = self.lines.values().flatten().flat_map(|line| line.cells.values().cloned());
        let values = values.chain(cells).collect();
        let (mut titles, names) = records::titles_of(&self.decider.cx, values).await?;
        titles.extend(linked);
        let (cx, module) = (&self.decider.cx, &self.decider.module);
        for row in &mut self.found.rows {
            let pairs = self.changed.remove(&row.line).unwrap_or_default();
            let said =
                pairs.into_iter().filter_map(|pair| changed(cx, module, (&titles, &names), pair));
            row.changes = said.collect();
            let lines = self.lines.remove(&row.line).unwrap_or_default();
            row.lines = told(cx, (module, &self.decider.options), (&titles, &names), &lines);
        }
        Ok(())
    }
}

/// Lines in words, cell by cell.
fn told(
    cx: &Cx,
    (module, options): (&Module, &Options),
    (titles, names): (&BTreeMap<RecordId, String>, &BTreeMap<PrincipalId, String>),
    all: &[Line],
) -> Vec<String> {
    let Some((_, shape)) = lines::field_of(module, &options.columns) else { return Vec::new() };
    let words = Words { cx, titles, names };
    let column =
        ExportColumn { field: Wanted::Own(0), label: None, part: None, heading: String::new() };
    let cell = |field: &Field, value: &Value| words.cell(&field.kind, &column, value);
    let usual = shape.kinds.first().map(|kind| kind.name.as_str());
    let told = |line: &Line| match lines::told(shape, line, cell) {
        said if usual == Some(line.kind.as_str()) => said,
        said => format!("{}: {said}", cx.text(&shape.key("kind", &line.kind))),
    };
    all.iter().map(told).collect()
}

fn changed(
    cx: &Cx,
    module: &Module,
    (titles, names): (&BTreeMap<RecordId, String>, &BTreeMap<PrincipalId, String>),
    (field, old, new): Pair,
) -> Option<Changed> {
    let at = module.position(&field)?;
    let column =
        ExportColumn { field: Wanted::Own(at), label: None, part: None, heading: String::new() };
    let words = Words { cx, titles, names };
    let cell = |value: &Value| match value {
        Value::Lines(lines) => {
            let (texts, n) = (cx.catalog.texts(), lines.len().to_string());
            texts.fill(cx.locale.language, "transfer.n_lines", &[("n", &n)])
        }
        value => words.cell(&module.fields[at].kind, &column, value),
    };
    Some(Changed { old: cell(&old), new: cell(&new), field, values: (old, new) })
}
