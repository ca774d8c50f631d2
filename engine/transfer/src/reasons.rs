//! Refusals in words.

use catalog::Module;
use kernel::FieldProblem;
use records::Cx;

use crate::lines::KIND;
use crate::mapping::lines_of;
use crate::prepare::Refusal;

/// Why a row was refused, in the reader's language; a field goes by the heading of its column.
#[must_use]
pub fn reasons(cx: &Cx, module: &Module, headings: &[String], refusals: &[Refusal]) -> String {
    let said = |refusal: &Refusal| {
        let heading = refusal.column.and_then(|column| headings.get(column));
        let heading = heading.filter(|heading| !heading.is_empty()).cloned();
        sentence(cx, module, heading, &refusal.problem)
    };
    refusals.iter().map(said).collect::<Vec<_>>().join(" ")
}

fn sentence(cx: &Cx, module: &Module, heading: Option<String>, problem: &FieldProblem) -> String {
    let field = heading.unwrap_or_else(|| label(cx, module, &problem.field));
    let given = problem.params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let params: Vec<(&str, &str)> = given.chain([("field", field.as_str())]).collect();
    let (texts, language) = (cx.catalog.texts(), cx.locale.language);
    let problem_key = format!("problem.{}", problem.code);
    let conflict_key = format!("conflict.{}", problem.code);
    let key = match texts.find(language, &problem_key) {
        None if texts.find(language, &conflict_key).is_some() => conflict_key,
        _ => problem_key,
    };
    let said = texts.fill(language, &key, &params);
    match problem.params.get("row") {
        Some(row) => texts.fill(language, "transfer.at_row", &[("row", row), ("said", &said)]),
        None => said,
    }
}

/// A field of the module, or a cell of its lines.
fn label(cx: &Cx, module: &Module, name: &str) -> String {
    let cell = name.split_once('.').and_then(|(field, cell)| {
        let shape = lines_of(module, field)?;
        Some(if cell == KIND { "transfer.line_kind".into() } else { shape.key("field", cell) })
    });
    let key = cell.unwrap_or_else(|| module.key("field", name));
    cx.text(&key).to_owned()
}
