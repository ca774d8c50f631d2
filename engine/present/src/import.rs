//! The page models of an import.

use std::path::Path;

use access::{Area, FieldRight};
use catalog::Module;
use kernel::{Currency, Error, FileId, Result};
use records::Cx;
use sheets::import as view;
use transfer::convert::tidy;
use transfer::lines::LinesRule;
use transfer::mapping::{Target, propose, targets};
use transfer::options::{
    DuplicateRule, EmptyCell, Encoding, Options, Separator, UnknownChoice, UnknownLink,
};
use transfer::sniff::{Header, Sniffed, sniff};
use transfer::{Changed, Fate, ImportLine, Key, Plan, Preview, SavedMapping, keys, may_change};
use ui::fields::Form;
use uuid::Uuid;

use crate::computed;
use crate::errors::{Reader, sentence, words};
use crate::head;
use crate::import_lines;
use crate::import_tally;
use crate::list_state::address;

/// A look at a file with the decisions about it.
pub struct Look {
    /// What the file looks like.
    pub sniffed: Sniffed,
    /// How it is read.
    pub options: Options,
}

/// Looks at a file; what the form says goes before what the file looks like, and a mapping that is
/// taken up goes before what the form says.
pub fn look(
    cx: &Cx,
    module: &Module,
    path: &Path,
    (asked, plan): (&Form, Option<&Plan>),
) -> Result<Look> {
    let mut file = std::fs::File::open(path).map_err(|_| Error::NotFound)?;
    let encoding = asked.get("encoding").and_then(Encoding::from_code);
    let separator = asked.get("separator").and_then(Separator::from_code);
    let header = match asked.get("header") {
        Some("yes") => Some(Header::Present),
        Some("no") => Some(Header::Absent),
        _ => None,
    };
    let sniffed = sniff(&mut file, (encoding, separator), header)?;
    let mut columns = propose(&cx.catalog, module, &sniffed);
    for (at, column) in columns.iter_mut().enumerate() {
        if let Some(target) = asked.get(&format!("column.{at}")) {
            column.target = target.parse::<Target>().ok();
        }
    }
    let computed = computed::columns(asked, &mut columns);
    let duplicates = asked.get("duplicates").and_then(DuplicateRule::from_code);
    let mut options = Options {
        module: module.code.clone(),
        format: sniffed.format,
        columns,
        computed,
        names: transfer::computed::names(&sniffed.headings),
        duplicates: duplicates.unwrap_or_default(),
        key: asked.get("key").filter(|key| !key.is_empty()).map(|key| Key::from(key.to_owned())),
        empty: match asked.get("empty") {
            Some("clear") => EmptyCell::Clear,
            _ => EmptyCell::Keep,
        },
        unknown_choice: match asked.get("unknown_choice") {
            Some("leave") => UnknownChoice::Leave,
            _ => UnknownChoice::Refuse,
        },
        unknown_link: match asked.get("unknown_link") {
            Some("refuse") => UnknownLink::Refuse,
            Some("leave") => UnknownLink::Leave,
            _ => UnknownLink::Create,
        },
        lines: asked.get("lines").and_then(LinesRule::from_code).unwrap_or_default(),
        together: asked.get("together").and_then(|at| at.parse().ok()),
        currency: Currency::EUR,
    };
    if let Some(plan) = plan {
        plan.apply(&sniffed.headings, &mut options);
    }
    for column in &mut options.columns {
        column.target = column.target.take().filter(|target| may_fill(cx, module, target));
    }
    Ok(Look { sniffed, options })
}

/// Tells whether the person may bring something there: what is hidden from them is not offered.
fn may_fill(cx: &Cx, module: &Module, target: &Target) -> bool {
    match cx.actor.rights.field(&module.code, &target.field) {
        FieldRight::Write => !import_lines::is_hidden(cx, module, target),
        FieldRight::Read => !target.writes(module),
        FieldRight::Hidden => false,
    }
}

/// The mappings that fit a file, and keeping what was decided.
pub fn saving(cx: &Cx, saved: &[SavedMapping], look: &Look, asked: &Form) -> view::Saving {
    let chosen = asked.get("mapping").unwrap_or_default();
    let fits = saved.iter().filter(|one| one.plan.fits(&look.sniffed.headings));
    let may_share = cx.actor.rights.may_set(Area::Views);
    let is_chosen = |one: &SavedMapping| one.id.to_string() == chosen;
    view::Saving {
        offered: fits.map(|one| (one.id.to_string(), named(cx, one), is_chosen(one))).collect(),
        may_overwrite: saved.iter().any(|one| is_chosen(one) && may_change(cx, one.owner)),
        name: asked.get("mapping_name").unwrap_or_default().to_owned(),
        problem: None,
        share: may_share.then(|| asked.get("mapping_share") == Some("1")),
    }
}

fn named(cx: &Cx, one: &SavedMapping) -> String {
    match one.owner {
        Some(_) => one.name.clone(),
        None => format!("{} ({})", one.name, cx.text("ui.mapping.shared")),
    }
}

/// All mappings of a module, as they are renamed and removed.
pub fn saved_lines(cx: &Cx, module: &Module, saved: Vec<SavedMapping>) -> Vec<view::SavedLine> {
    let line = |one: SavedMapping| view::SavedLine {
        href: format!("/{}/import/mappings/{}", module.plural, one.id),
        is_shared: one.owner.is_none(),
        may_change: may_change(cx, one.owner),
        may_share: cx.actor.rights.may_set(Area::Views),
        name: one.name,
    };
    saved.into_iter().map(line).collect()
}

/// The address of the second step; the sheets of a workbook travel along as `ID:NAME`.
pub fn address_of(
    module: &Module,
    file: &str,
    (name, sheets): (&str, impl Iterator<Item = String>),
) -> String {
    let mut pairs = vec![("name".to_owned(), name.to_owned())];
    pairs.extend(sheets.map(|sheet| ("sheet".to_owned(), sheet)));
    address(&format!("/{}/import/{file}", module.plural), &pairs)
}

/// The same with how the file is cut, and with a mapping that is taken up.
pub fn address_with(module: &Module, file: &str, (name, asked): (&str, &Form), id: Uuid) -> String {
    let mut pairs = vec![("name".to_owned(), name.to_owned())];
    for key in ["sheet", "encoding", "separator", "header"] {
        pairs.extend(asked.all(key).map(|value| (key.to_owned(), value.to_owned())));
    }
    pairs.push(("mapping".to_owned(), id.to_string()));
    pairs.push(("step".to_owned(), "apply".to_owned()));
    address(&format!("/{}/import/{file}", module.plural), &pairs)
}

/// What an import is called: the file, and the sheet where there are several.
pub fn run_name(name: &str, file: &str, asked: &Form) -> String {
    let all: Vec<(&str, &str)> = asked.all("sheet").filter_map(|one| one.split_once(':')).collect();
    let own = all.iter().find(|(id, _)| *id == file).filter(|_| all.len() > 1);
    own.map_or(name.to_owned(), |(_, sheet)| format!("{name} · {sheet}"))
}

/// The sheets to choose from, where there are several.
pub fn sheets(module: &Module, file: &str, (name, asked): (&str, &Form)) -> Vec<view::Sheet> {
    let all: Vec<&str> = asked.all("sheet").collect();
    let sheet = |one: &&str| {
        let (id, label) = one.split_once(':')?;
        let id: FileId = id.parse().ok()?;
        let carried = all.iter().map(|one| (*one).to_owned());
        let href = address_of(module, &id.to_string(), (name, carried));
        Some(view::Sheet { label: label.into(), href, is_current: id.to_string() == file })
    };
    let sheets: Vec<view::Sheet> = all.iter().filter_map(sheet).collect();
    if sheets.len() > 1 { sheets } else { Vec::new() }
}

/// Makes the page of the second step.
pub fn map_page(
    cx: &Cx,
    module: &Module,
    (look, preview, saving): (&Look, &Preview, view::Saving),
    (file, action, wrong): (String, String, Wrong),
    sheets: Vec<view::Sheet>,
) -> view::MapPage {
    let called = transfer::computed::called(cx, &look.sniffed.headings);
    let columns = called.into_iter().zip(&look.options.columns).enumerate();
    let columns = columns.map(|(at, (heading, column))| view::MapColumn {
        heading,
        sample: sample(&look.sniffed, at),
        target: column.target.as_ref().map(Target::to_string).unwrap_or_default(),
    });
    let rows = preview.rows.iter().map(|row| view::PreviewLine {
        line: row.line,
        title: row.title.clone(),
        fate: cx.text(&format!("transfer.fate.{}", row.fate.word())).to_owned(),
        is_refused: matches!(row.fate, Fate::Refuse(_)),
        reason: row.reason.clone(),
        changes: row.changes.iter().map(|change| changed(cx, module, change)).collect(),
        lines: import_lines::of_row(cx, row),
    });
    view::MapPage {
        action,
        file,
        sheets,
        saving: view::Saving { problem: wrong.mapping, ..saving },
        choices: choices(cx, module, (look, wrong.key)),
        columns: columns.collect(),
        computed: computed::lines(cx, look, wrong.computed.as_ref()),
        words: computed::words(cx, &look.sniffed.headings),
        targets: targets(module)
            .into_iter()
            .filter(|target| may_fill(cx, module, target))
            .map(|target| (target.to_string(), target_label(cx, module, &target)))
            .collect(),
        tally: import_tally::tally(cx, &preview.tally),
        is_whole: preview.is_whole,
        rows: rows.collect(),
        problem: wrong.banner,
        module: head::module(cx, module),
    }
}

fn changed(cx: &Cx, module: &Module, change: &Changed) -> view::Change {
    let label = head::field_label(cx, module, &change.field);
    let (old, new) = (change.old.clone(), change.new.clone());
    view::Change { label, old, new, values: change.values.clone() }
}

/// What is wrong with the choices: with the key, or with the rest.
#[derive(Clone, Debug, Default)]
pub struct Wrong {
    /// At the choice of the key.
    pub key: Option<String>,
    /// At the name of a mapping.
    pub mapping: Option<String>,
    /// At a computed column.
    pub computed: Option<(usize, String)>,
    /// Above everything.
    pub banner: Option<String>,
}

impl Wrong {
    /// Puts a refusal into words.
    pub fn of(cx: &Cx, error: &Error) -> Self {
        let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
        if let Error::Invalid(problems) = error
            && let [problem] = problems.as_slice()
        {
            let said = |key: &str| Some(sentence(&reader, cx.text(key), problem));
            let at = problem.field.strip_prefix("computed.").and_then(|at| at.parse().ok());
            if let Some(at) = at {
                let said = said("ui.import.computed").unwrap_or_default();
                return Wrong { computed: Some((at, said)), ..Wrong::default() };
            }
            match problem.field.as_str() {
                "key" => return Wrong { key: said("web.import.key"), ..Wrong::default() },
                "mapping_name" => {
                    return Wrong { mapping: said("ui.mapping.name"), ..Wrong::default() };
                }
                _ => {}
            }
        }
        Wrong { banner: Some(words(&reader, error, None).1), ..Wrong::default() }
    }
}

fn sample(sniffed: &Sniffed, at: usize) -> String {
    let cells = sniffed.sample.iter().map(|row| tidy(row.cell(at)).to_owned());
    let some: Vec<String> = cells.filter(|cell| !cell.is_empty()).take(3).collect();
    some.join(" · ").chars().take(120).collect()
}

fn target_label(cx: &Cx, module: &Module, target: &Target) -> String {
    if target.field == Key::Id.name() && module.field(&target.field).is_none() {
        return cx.text("transfer.id").to_owned();
    }
    let mut label = head::field_label(cx, module, &target.field);
    if let Some(kind) = &target.label {
        label.push_str(&format!(" ({})", cx.text(&format!("label.{kind}"))));
    }
    if let Some(cell) = import_lines::cell_label(cx, module, target) {
        return format!("{label}: {cell}");
    }
    if let Some(part) = &target.part {
        label.push_str(&format!(": {}", cx.text(&format!("ui.address.{part}"))));
    }
    label
}

fn choices(
    cx: &Cx,
    module: &Module,
    (look, wrong_key): (&Look, Option<String>),
) -> Vec<view::Choice> {
    let options = &look.options;
    let choice = |name: &str, options: Vec<(String, String, bool)>| view::Choice {
        name: name.into(),
        label: cx.text(&format!("web.import.{name}")).to_owned(),
        options,
        problem: None,
    };
    let option = |prefix: &str, code: &str, is_on: bool| {
        (code.to_owned(), cx.text(&format!("{prefix}{code}")).to_owned(), is_on)
    };
    let encodings = Encoding::ALL
        .map(|one| option("transfer.encoding.", one.code(), one == options.format.encoding));
    let separators = Separator::ALL
        .map(|one| option("transfer.separator.", one.code(), one == options.format.separator));
    let has_header = options.format.has_header;
    let headers = [("yes", has_header), ("no", !has_header)]
        .map(|(c, on)| option("web.import.header_", c, on));
    let rules = DuplicateRule::ALL
        .map(|rule| option("transfer.duplicates.", rule.code(), rule == options.duplicates));
    let empty = [("keep", EmptyCell::Keep), ("clear", EmptyCell::Clear)]
        .map(|(code, empty)| option("transfer.empty.", code, empty == options.empty));
    let unknown = [("refuse", UnknownChoice::Refuse), ("leave", UnknownChoice::Leave)];
    let unknown = unknown.map(|(code, rule)| {
        option("transfer.unknown_choice.", code, rule == options.unknown_choice)
    });
    let links = [
        ("create", UnknownLink::Create),
        ("refuse", UnknownLink::Refuse),
        ("leave", UnknownLink::Leave),
    ];
    let links = links
        .map(|(code, rule)| option("transfer.unknown_link.", code, rule == options.unknown_link));
    let mut all = vec![
        choice("encoding", encodings.into()),
        choice("separator", separators.into()),
        choice("header", headers.into()),
        choice("duplicates", rules.into()),
        view::Choice { problem: wrong_key, ..choice("key", key_options(cx, module, options)) },
        choice("empty", empty.into()),
        choice("unknown_choice", unknown.into()),
        choice("unknown_link", links.into()),
    ];
    all.extend(import_lines::choices(cx, module, look));
    all
}

/// By what records that are there are found; first as the module tells them apart.
fn key_options(cx: &Cx, module: &Module, options: &Options) -> Vec<(String, String, bool)> {
    let by_module = cx.text("transfer.key_by_module").to_owned();
    let first = (String::new(), by_module, options.key.is_none());
    let others = keys(module, &cx.actor.rights).into_iter().map(|key| {
        let label = match &key {
            Key::Id => cx.text("transfer.id").to_owned(),
            Key::Field(name) => head::field_label(cx, module, name),
        };
        (key.name().to_owned(), label, options.key.as_ref() == Some(&key))
    });
    std::iter::once(first).chain(others).collect()
}

/// Makes the page of an import under way or ended.
pub fn run_page(cx: &Cx, module: &Module, line: ImportLine) -> view::RunPage {
    let href = format!("/{}/import/runs/{}", module.plural, line.id);
    let is_running = ["waiting", "running", "cancelling", "undoing"].contains(&line.state.as_str());
    let can_stop = ["waiting", "running"].contains(&line.state.as_str());
    let can_undo = match line.state.as_str() {
        // What wrote nothing has nothing to take back.
        "done" => line.tally.created + line.tally.updated + line.tally.linked > 0,
        state => ["cancelled", "interrupted", "failed"].contains(&state),
    };
    view::RunPage {
        state: cx.text(&format!("transfer.state.{}", line.state)).to_owned(),
        progress: (line.tally.rows(), line.total),
        tally: match &line.recast {
            None => import_tally::tally(cx, &line.tally),
            Some(_) => import_tally::of_recast(cx, &line.tally),
        },
        recast: line.recast.as_deref().map(|field| {
            let label = head::field_label(cx, module, field);
            let (texts, named) = (cx.catalog.texts(), [("field", label.as_str())]);
            let title = texts.fill(cx.locale.language, "transfer.recast_title", &named);
            (title, format!("/settings/modules/{}/fields/{field}", module.code))
        }),
        is_running,
        cancel: can_stop.then(|| format!("{href}/cancel")),
        undo: can_undo.then(|| format!("{href}/undo")),
        errors: line.has_errors.then(|| format!("{href}/errors.csv")),
        error: line.error,
        name: line.name,
        module: head::module(cx, module),
        href,
    }
}
