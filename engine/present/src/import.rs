//! The page models of an import.

use std::path::Path;

use catalog::Module;
use kernel::{Currency, Error, FileId, Result};
use records::Cx;
use transfer::mapping::{Target, propose, targets};
use transfer::options::{DuplicateRule, Encoding, Options, Separator, UnknownChoice, UnknownLink};
use transfer::sniff::{Header, Sniffed, sniff};
use transfer::{Fate, ImportLine, Preview, Tally};
use ui::fields::Form;
use ui::views::import as view;

use crate::head;
use crate::list_state::address;

/// A look at a file with the decisions about it.
pub struct Look {
    /// What the file looks like.
    pub sniffed: Sniffed,
    /// How it is read.
    pub options: Options,
}

/// Looks at a file; what the form says goes before what the file looks like.
pub fn look(cx: &Cx, module: &Module, path: &Path, asked: &Form) -> Result<Look> {
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
    let duplicates = match asked.get("duplicates") {
        Some("update") => DuplicateRule::Update,
        Some("create") => DuplicateRule::Create,
        _ => DuplicateRule::Skip,
    };
    let options = Options {
        module: module.code.clone(),
        format: sniffed.format,
        columns,
        duplicates,
        unknown_choice: match asked.get("unknown_choice") {
            Some("leave") => UnknownChoice::Leave,
            _ => UnknownChoice::Refuse,
        },
        unknown_link: UnknownLink::default(),
        currency: Currency::EUR,
    };
    Ok(Look { sniffed, options })
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
    (look, preview): (&Look, &Preview),
    (file, action, problem): (String, String, Option<String>),
    sheets: Vec<view::Sheet>,
) -> view::MapPage {
    let columns = look.sniffed.headings.iter().zip(&look.options.columns).enumerate();
    let columns = columns.map(|(at, (heading, column))| view::MapColumn {
        heading: heading.clone(),
        sample: sample(&look.sniffed, at),
        target: column.target.as_ref().map(Target::to_string).unwrap_or_default(),
    });
    let rows = preview.rows.iter().map(|row| view::PreviewLine {
        line: row.line,
        title: row.title.clone(),
        fate: cx.text(&format!("transfer.fate.{}", row.fate.word())).to_owned(),
        is_refused: matches!(row.fate, Fate::Refuse(_)),
        reason: row.reason.clone(),
    });
    view::MapPage {
        action,
        file,
        sheets,
        choices: choices(cx, &look.options),
        columns: columns.collect(),
        targets: targets(module)
            .into_iter()
            .map(|target| (target.to_string(), target_label(cx, module, &target)))
            .collect(),
        tally: tally(cx, &preview.tally),
        is_whole: preview.is_whole,
        rows: rows.collect(),
        problem,
        module: head::module(cx, module),
    }
}

fn sample(sniffed: &Sniffed, at: usize) -> String {
    let cells = sniffed.sample.iter().map(|row| row.cell(at).trim().to_owned());
    let some: Vec<String> = cells.filter(|cell| !cell.is_empty()).take(3).collect();
    some.join(" · ").chars().take(120).collect()
}

fn target_label(cx: &Cx, module: &Module, target: &Target) -> String {
    let mut label = head::field_label(cx, module, &target.field);
    if let Some(kind) = &target.label {
        label.push_str(&format!(" ({})", cx.text(&format!("label.{kind}"))));
    }
    if let Some(part) = &target.part {
        label.push_str(&format!(": {}", cx.text(&format!("ui.address.{part}"))));
    }
    label
}

fn choices(cx: &Cx, options: &Options) -> Vec<view::Choice> {
    let choice = |name: &str, options: Vec<(String, String, bool)>| view::Choice {
        name: name.into(),
        label: cx.text(&format!("web.import.{name}")).to_owned(),
        options,
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
    let rules = [
        ("skip", DuplicateRule::Skip),
        ("update", DuplicateRule::Update),
        ("create", DuplicateRule::Create),
    ];
    let rules =
        rules.map(|(code, rule)| option("transfer.duplicates.", code, rule == options.duplicates));
    let unknown = [("refuse", UnknownChoice::Refuse), ("leave", UnknownChoice::Leave)];
    let unknown = unknown.map(|(code, rule)| {
        option("transfer.unknown_choice.", code, rule == options.unknown_choice)
    });
    vec![
        choice("encoding", encodings.into()),
        choice("separator", separators.into()),
        choice("header", headers.into()),
        choice("duplicates", rules.into()),
        choice("unknown_choice", unknown.into()),
    ]
}

fn tally(cx: &Cx, tally: &Tally) -> Vec<(String, u64)> {
    let all = [
        ("create", tally.created),
        ("update", tally.updated),
        ("skip", tally.skipped),
        ("refuse", tally.refused),
        ("blank", tally.blank),
    ];
    all.into_iter()
        .filter(|(word, n)| *n > 0 || ["create", "refuse"].contains(word))
        .map(|(word, n)| (cx.text(&format!("transfer.tally.{word}")).to_owned(), n))
        .collect()
}

/// Makes the page of an import under way or ended.
pub fn run_page(cx: &Cx, module: &Module, line: ImportLine) -> view::RunPage {
    let href = format!("/{}/import/runs/{}", module.plural, line.id);
    let is_running = ["waiting", "running", "cancelling", "undoing"].contains(&line.state.as_str());
    let can_stop = ["waiting", "running"].contains(&line.state.as_str());
    let can_undo = ["done", "cancelled", "interrupted", "failed"].contains(&line.state.as_str());
    view::RunPage {
        state: cx.text(&format!("transfer.state.{}", line.state)).to_owned(),
        progress: (line.tally.rows(), line.total),
        tally: tally(cx, &line.tally),
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
