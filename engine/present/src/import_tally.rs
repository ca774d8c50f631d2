//! What became of the rows of an import.

use records::Cx;
use transfer::Tally;

/// What became of rows, in words and numbers.
pub(crate) fn tally(cx: &Cx, tally: &Tally) -> Vec<(String, u64)> {
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

/// What became of the values of a field that was given another type.
pub(crate) fn of_recast(cx: &Cx, tally: &Tally) -> Vec<(String, u64)> {
    let all = [("taken", tally.updated + tally.skipped), ("left", tally.refused)];
    all.map(|(word, n)| (cx.text(&format!("transfer.recast.{word}")).to_owned(), n)).into()
}
