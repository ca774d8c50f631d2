//! Refusals in words.

use kernel::FieldProblem;
use records::Cx;

use crate::prepare::Refusal;

/// Why a row was refused, in the reader's language, each reason with the heading it stands under.
#[must_use]
pub fn reasons(cx: &Cx, headings: &[String], refusals: &[Refusal]) -> String {
    let said = |refusal: &Refusal| {
        let heading = refusal.column.and_then(|column| headings.get(column));
        let sentence = sentence(cx, &refusal.problem);
        match heading.filter(|heading| !heading.is_empty()) {
            Some(heading) => format!("{heading}: {sentence}"),
            None => sentence,
        }
    };
    refusals.iter().map(said).collect::<Vec<_>>().join(" ")
}

/// One problem as a sentence.
#[must_use]
pub fn sentence(cx: &Cx, problem: &FieldProblem) -> String {
    let params = problem.params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let params: Vec<(&str, &str)> = params.collect();
    let key = format!("problem.{}", problem.code);
    cx.catalog.texts().fill(cx.locale.language, &key, &params)
}
