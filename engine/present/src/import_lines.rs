//! What an import of records with lines asks and shows besides.

use catalog::Module;
use records::Cx;
use sheets::import as view;
use transfer::PreviewRow;
use transfer::lines::{KIND, LinesRule, field_of};
use transfer::mapping::{Target, lines_of};

use crate::import::Look;

/// What is decided about lines, where a column goes to them.
pub fn choices(cx: &Cx, module: &Module, look: &Look) -> Vec<view::Choice> {
    let options = &look.options;
    if field_of(module, &options.columns).is_none() {
        return Vec::new();
    }
    let choice = |name: &str, options: Vec<(String, String, bool)>| view::Choice {
        name: name.into(),
        label: cx.text(&format!("web.import.{name}")).to_owned(),
        options,
        problem: None,
    };
    let rules = LinesRule::ALL.map(|rule| {
        let label = cx.text(&format!("transfer.lines.{}", rule.code())).to_owned();
        (rule.code().to_owned(), label, rule == options.lines)
    });
    let first = cx.text("transfer.together_auto").to_owned();
    let called = transfer::computed::called(cx, &look.sniffed.headings).into_iter().enumerate();
    let columns = called.map(|(at, label)| (at.to_string(), label, options.together == Some(at)));
    let columns =
        std::iter::once((String::new(), first, options.together.is_none())).chain(columns);
    vec![choice("lines", rules.into()), choice("together", columns.collect())]
}

/// The first lines of a record, and how many more there are.
pub fn of_row(cx: &Cx, row: &PreviewRow) -> Vec<String> {
    let more = row.n_lines - row.lines.len();
    let said = (0 < more).then(|| {
        let (texts, n) = (cx.catalog.texts(), more.to_string());
        texts.fill(cx.locale.language, "web.import.more_lines", &[("n", &n)])
    });
    row.lines.iter().cloned().chain(said).collect()
}

/// The label of a cell, or of the kind of a line.
pub fn cell_label(cx: &Cx, module: &Module, target: &Target) -> Option<String> {
    let (shape, cell) = (lines_of(module, &target.field)?, target.part.as_ref()?);
    Some(match cell.as_str() {
        KIND => cx.text("transfer.line_kind").to_owned(),
        cell => cx.text(&shape.key("field", cell)).to_owned(),
    })
}

/// Tells whether a cell is hidden from whoever imports.
pub fn is_hidden(cx: &Cx, module: &Module, target: &Target) -> bool {
    let shape = lines_of(module, &target.field);
    let hidden = shape.map(|shape| records::lines::hidden(cx, shape)).unwrap_or_default();
    target.part.as_ref().is_some_and(|part| hidden.contains(&part.as_str()))
}
