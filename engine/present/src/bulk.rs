//! One act on many records, in the reader's words.

use access::{FieldRight, Right};
use bulk::{Line, Selection};
use catalog::{Field, Module};
use kernel::{Link, Result, Value};
use records::{Act, Cx, Mark};
use sheets::bulk as view;
use ui::fields::Form;
use ui::views::jobs::ActRow;
use ui::views::list::{Bulk, BulkAct, Every, ListCount};

use crate::groups::fill;
use crate::list_state::{ListState, address};
use crate::{errors, head, many, names};

/// What can be done to many records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Gives them to somebody.
    Assign,
    /// Sets a field.
    Change,
    /// Puts a tag on them.
    Tag,
    /// Takes a tag off.
    Untag,
    /// Tells the person what changes.
    Follow,
    /// Ends that.
    Unfollow,
    /// Takes them along as a file.
    Export,
    /// Moves them to the bin.
    Trash,
}

impl Kind {
    const ALL: [Kind; 8] = [
        Kind::Assign,
        Kind::Change,
        Kind::Tag,
        Kind::Untag,
        Kind::Follow,
        Kind::Unfollow,
        Kind::Export,
        Kind::Trash,
    ];

    /// The word as it stands in addresses; its label key is `bulk.WORD`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Assign => "assign",
            Kind::Change => "change",
            Kind::Tag => "tag",
            Kind::Untag => "untag",
            Kind::Follow => "follow",
            Kind::Unfollow => "unfollow",
            Kind::Export => "export",
            Kind::Trash => "trash",
        }
    }

    /// Reads the word of an address.
    pub fn parse(word: &str) -> Option<Self> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The right that it needs.
    pub fn right(self) -> Right {
        match self {
            Kind::Assign | Kind::Change | Kind::Tag | Kind::Untag => Right::Edit,
            Kind::Follow | Kind::Unfollow => Right::See,
            Kind::Export => Right::Export,
            Kind::Trash => Right::Delete,
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Kind::Assign => "user-round-plus",
            Kind::Change => "pencil",
            Kind::Tag | Kind::Untag => "tag",
            Kind::Follow => "eye",
            Kind::Unfollow => "eye-off",
            Kind::Export => "download",
            Kind::Trash => "trash-2",
        }
    }

    fn asks(self) -> bool {
        matches!(self, Kind::Assign | Kind::Change | Kind::Tag | Kind::Untag)
    }

    fn is_rare(self) -> bool {
        !matches!(self, Kind::Assign | Kind::Change | Kind::Tag | Kind::Trash)
    }
}

/// What the bar of the list offers.
pub fn bar(cx: &Cx, module: &Module, state: &ListState, count: &ListCount, n_rows: u64) -> Bulk {
    let may = |right| cx.actor.rights.may(&module.code, right);
    let is_open = |kind: &Kind| {
        let is_there = match kind {
            Kind::Assign => owner(cx, module).is_some(),
            Kind::Change => !changeable(cx, module).is_empty(),
            _ => true,
        };
        is_there && may(Right::Bulk) && may(kind.right())
    };
    let acts = Kind::ALL.into_iter().filter(is_open).map(|kind| BulkAct {
        label: cx.text(&format!("bulk.{}", kind.word())).to_owned(),
        icon: kind.icon().into(),
        action: format!("{}/bulk/{}", state.base, kind.word()),
        asks: kind.asks(),
        is_rare: kind.is_rare(),
        tone: ui::model::Tone::Plain,
    });
    let acts = acts.chain(merging(cx, module)).chain(many::offered(cx, module, &state.base));
    let every = match count {
        ListCount::Known(ui::model::Count::Exact(n)) if *n <= n_rows => None,
        ListCount::Known(count) => Some(Every::Known(*count)),
        ListCount::OnDemand(_) => {
            let mut pairs = state.pairs(module);
            pairs.push(("q".into(), state.search.clone()));
            pairs.push(("part".into(), "selection".into()));
            pairs.retain(|(_, value)| !value.is_empty());
            Some(Every::OnDemand(address(&state.base, &pairs)))
        }
    };
    let question = ListState {
        sort: String::new(),
        columns: module.list.columns.clone(),
        cursor: None,
        is_counted: false,
        is_summed: false,
        ..state.clone()
    };
    Bulk { acts: acts.collect(), every, of: question.href(module), is_done: false }
}

/// Some records are laid side by side, where they may be made one.
fn merging(cx: &Cx, module: &Module) -> Option<BulkAct> {
    crate::merge::may(cx, module).then(|| BulkAct {
        label: cx.text("merge.verb").to_owned(),
        icon: "git-merge".into(),
        action: format!("/{}/bulk/merge", module.plural),
        asks: false,
        is_rare: false,
        tone: ui::model::Tone::Plain,
    })
}

/// The field that names the owner, when the person may set it.
pub fn owner<'a>(cx: &Cx, module: &'a Module) -> Option<&'a Field> {
    module.owner_field().filter(|field| is_changeable(cx, module, field))
}

/// Fields that can be set on many records at once.
pub fn changeable<'a>(cx: &Cx, module: &'a Module) -> Vec<&'a Field> {
    module.fields.iter().filter(|field| is_changeable(cx, module, field)).collect()
}

/// A file belongs to one record, and a stage is reached by what is done to it.
fn is_changeable(cx: &Cx, module: &Module, field: &Field) -> bool {
    let is_single = !field.kind.fits_a_cell() || field.unique;
    let right = cx.actor.rights.field(&module.code, &field.name);
    !is_single && field.is_editable() && right == FieldRight::Write
}

/// The field under the name that its value is posted with, so that no name of the form's own meets
/// that of a field.
pub fn posted(field: &Field) -> Field {
    Field { name: view::VALUE.into(), ..field.clone() }
}

/// Names and values of a form that say which records are meant.
pub fn carried(form: &Form) -> Vec<(String, String)> {
    let says = ["id", "all", "view", "filter", "sort", "columns", "q"];
    form.0.iter().filter(|(name, _)| says.contains(&name.as_str())).cloned().collect()
}

/// Which records a form means.
pub fn selection(form: &Form, state: &ListState) -> Result<Selection> {
    if form.get("all") == Some("1") {
        let (filter, text) = (state.filter.clone(), state.search.clone());
        return Ok(Selection::Question { filter, text });
    }
    let wrong = |()| kernel::Error::invalid("id", "wrong_type");
    let ids = form.all("id").map(|text| text.parse().map_err(wrong));
    Ok(Selection::Ids(ids.collect::<Result<_>>()?))
}

/// To which records, in words.
pub fn subject(cx: &Cx, module: &Module, selection: &Selection) -> String {
    match selection {
        Selection::Ids(ids) => {
            let n = ids.len() as u64;
            let (n, many) = (number(cx, n), named(cx, module, n));
            fill(cx, "bulk.some", &[("n", &n), ("many", &many)])
        }
        Selection::Question { .. } => fill(cx, "bulk.every", &[("many", &named(cx, module, 2))]),
    }
}

/// The name of the module for so many records.
fn named(cx: &Cx, module: &Module, n: u64) -> String {
    let form = if n == 1 { "one" } else { "other" };
    cx.text(&format!("{}.name.{form}", module.code)).to_owned()
}

/// A text of one kind of act, such as the title of its form.
pub fn words_of(cx: &Cx, module: &Module, part: &str, kind: Kind) -> String {
    let key = format!("bulk.{part}.{}", kind.word());
    fill(cx, &key, &[("many", &named(cx, module, 2))])
}

fn number(cx: &Cx, n: u64) -> String {
    let known = ui::Names::default();
    ui::format::integer(names::reader(cx, &known), n)
}

/// What was done, in the past, for a short message.
pub async fn said(cx: &Cx, line: &Line) -> Result<String> {
    let module = cx.module(&line.module)?;
    let n = line.tally.done;
    if n == 0 {
        return Ok(cx.text("bulk.said.nothing").to_owned());
    }
    let (kind, value) = match &line.act {
        Some(Act::Change(values)) => match values.iter().next() {
            Some((name, value @ Value::Principal(_))) if name == "owner" => {
                ("assign", shown(cx, &module, (name, value)).await?)
            }
            _ => ("change", String::new()),
        },
        Some(Act::Exchange { .. }) => ("change", String::new()),
        Some(Act::Mark(Mark::Tag(_))) => ("tag", String::new()),
        Some(Act::Mark(Mark::Untag(_))) => ("untag", String::new()),
        Some(Act::Mark(Mark::Follow)) => ("follow", String::new()),
        Some(Act::Mark(Mark::Unfollow)) => ("unfollow", String::new()),
        Some(Act::Trash) => ("trash", String::new()),
        Some(Act::Do(name)) => ("action", many::label(cx, &module, name)),
        None => ("change", String::new()),
    };
    let (figure, many) = (number(cx, n), named(cx, &module, n));
    let params = [("n", figure.as_str()), ("many", &many), ("value", &value)];
    Ok(fill(cx, &format!("bulk.said.{kind}"), &params))
}

/// What is done, as the title of its page.
async fn title(cx: &Cx, module: &Module, act: Option<&Act>) -> Result<String> {
    let tag = |key: &str, tag: &str| fill(cx, key, &[("tag", tag)]);
    Ok(match act {
        Some(Act::Change(values)) => {
            let Some((name, value)) = values.iter().next() else { return Ok(String::new()) };
            let label = head::field_label(cx, module, name);
            let value = shown(cx, module, (name, value)).await?;
            let key = if value.is_empty() { "bulk.act.empty" } else { "bulk.act.change" };
            fill(cx, key, &[("field", &label), ("value", &value)])
        }
        Some(Act::Exchange { field, from, to }) => {
            let word = |code: &str| head::code_label(cx, module, (field, code));
            let label = head::field_label(cx, module, field);
            let params = [("field", label.as_str()), ("from", &word(from)), ("to", &word(to))];
            fill(cx, "bulk.act.exchange", &params)
        }
        Some(Act::Mark(Mark::Tag(text))) => tag("bulk.act.tag", text),
        Some(Act::Mark(Mark::Untag(text))) => tag("bulk.act.untag", text),
        Some(Act::Mark(Mark::Follow)) => cx.text("bulk.act.follow").to_owned(),
        Some(Act::Mark(Mark::Unfollow)) => cx.text("bulk.act.unfollow").to_owned(),
        Some(Act::Trash) => cx.text("bulk.act.trash").to_owned(),
        Some(Act::Do(name)) => many::label(cx, module, name),
        None => cx.text("bulk.act.unknown").to_owned(),
    })
}

/// The value of a field in words; a field that is hidden by now shows nothing.
async fn shown(cx: &Cx, module: &Module, (name, value): (&str, &Value)) -> Result<String> {
    let hidden = cx.actor.rights.field(&module.code, name) == FieldRight::Hidden;
    let Some(field) = module.field(name).filter(|_| !hidden) else { return Ok(String::new()) };
    let known = names::of_values(cx, vec![value.clone()]).await?;
    Ok(ui::fields::words(names::reader(cx, &known), field, value))
}

/// Makes the page of a run.
pub async fn run_page(cx: &Cx, module: &Module, line: Line) -> Result<view::BulkRun> {
    let href = format!("/{}/runs/{}", module.plural, line.id);
    let can_stop = ["waiting", "running", "interrupted"].contains(&line.state.as_str());
    let may = line.act.as_ref().is_some_and(|a| cx.actor.rights.may(&module.code, a.right()));
    let is_running = line.is_under_way();
    Ok(view::BulkRun {
        has_begun: false,
        title: title(cx, module, line.act.as_ref()).await?,
        state: cx.text(&format!("bulk.state.{}", line.state)).to_owned(),
        progress: match (line.state.as_str(), line.undone) {
            ("undoing", Some((undone, kept))) => (undone + kept, Some(line.tally.done)),
            ("undoing", None) => (0, Some(line.tally.done)),
            _ => (line.tally.met(), line.total),
        },
        tally: tally(cx, &line),
        reasons: refusals(cx, module, &line),
        is_running,
        cancel: can_stop.then(|| format!("{href}/cancel")),
        undo: (line.is_reversible() && may).then(|| format!("{href}/undo")),
        error: line.error,
        module: head::module(cx, module),
        href,
    })
}

/// Runs as lines of the list of jobs.
pub async fn rows(cx: &Cx) -> Result<Vec<ActRow>> {
    let mut rows = Vec::new();
    for line in bulk::lines(cx).await? {
        let Ok(module) = cx.module(&line.module) else { continue };
        if !cx.actor.rights.may(&module.code, Right::See) {
            continue;
        }
        let created_at = line.created_at;
        let page = run_page(cx, &module, line).await?;
        rows.push(ActRow {
            label: format!("{}: {}", page.module.many, page.title),
            href: page.href,
            state: page.state,
            progress: page.is_running.then_some(page.progress),
            undo: page.undo,
            created_at,
        });
    }
    Ok(rows)
}

fn tally(cx: &Cx, line: &Line) -> Vec<(String, u64)> {
    let (undone, kept) = line.undone.unwrap_or_default();
    let all = [
        ("done", line.tally.done),
        ("same", line.tally.same),
        ("refused", line.tally.refused),
        ("undone", undone),
        ("kept", kept),
    ];
    all.into_iter()
        .filter(|(word, n)| *n > 0 || *word == "done")
        .map(|(word, n)| (cx.text(&format!("bulk.tally.{word}")).to_owned(), n))
        .collect()
}

fn refusals(cx: &Cx, module: &Module, line: &Line) -> Vec<view::Refusals> {
    let reader = errors::Reader { catalog: &cx.catalog, locale: &cx.locale };
    let all = line.tally.reasons.iter().enumerate().map(|(at, reason)| {
        let named = line.tally.examples.iter().filter(|one| one.reason == at);
        let records = named
            .filter(|one| !one.title.is_empty())
            .map(|one| head::record_line(cx, &Link::new(&module.code, one.id), &one.title));
        let label = head::field_label(cx, module, &reason.field);
        view::Refusals {
            reason: errors::keyed(&reader, &label, (&reason.key, &reason.params)),
            n: reason.n,
            records: records.collect(),
        }
    });
    all.collect()
}
