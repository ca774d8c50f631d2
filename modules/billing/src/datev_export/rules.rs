//! What holds for every export.

use kernel::FieldProblem;
use records::Draft;

use super::fields;

/// DATEV takes in nothing without the numbers of consultant and client.
pub fn chart_names_its_client(draft: &Draft) -> Option<FieldProblem> {
    let is_missing = |path: &str| draft.need(path).is_empty();
    let is_incomplete = ["chart.consultant", "chart.client"].into_iter().any(is_missing);
    let is_wrong = is_incomplete && draft.get(&fields::CHART).is_some();
    is_wrong.then(|| FieldProblem::new(fields::CHART.name(), "chart_incomplete"))
}
