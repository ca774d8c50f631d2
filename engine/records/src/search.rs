//! The search over all modules.

use std::collections::BTreeSet;

use access::Right;
use catalog::Module;
use kernel::{RecordId, Result, digits, words};
use store::Reader;
use store::queries::finding::{self as index, Question};
use store::queries::spelling;
use store::records;

use crate::cx::Cx;
use crate::find::seen;
use crate::index::{hides_terms, is_found};

/// Hits of a module that are ranked; the newest ones when there are more.
const RANKED: usize = 100;
/// Fewer hits than this make the search look for typing errors.
const FEW: usize = 3;

/// Hits in one module, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Code of the module.
    pub module: String,
    /// The hits.
    pub hits: Vec<Hit>,
    /// Whether there are more than are shown.
    pub has_more: bool,
}

/// A record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// Found under a word that differs by a typing error.
    pub is_similar: bool,
}

/// Words of a question: folded, the longest eight; a question without letters is one number.
#[must_use]
pub fn query_terms(text: &str) -> Vec<String> {
    if !text.chars().any(char::is_alphabetic) {
        let number = digits(text);
        let number = without_dialling_prefix(&number).to_owned();
        let is_number = number.len() > 1 && number.len() <= 40;
        return if is_number { vec![number] } else { Vec::new() };
    }
    let mut terms = words(text);
    if terms.iter().any(|term| term.chars().count() > 1) {
        terms.retain(|term| term.chars().count() > 1);
    }
    terms.sort_by_key(|term| std::cmp::Reverse(term.len()));
    terms.dedup();
    terms.truncate(8);
    terms
}

/// `0049` is dialled for `+49`; a third zero cannot begin a country (ITU-T E.164).
fn without_dialling_prefix(digits: &str) -> &str {
    digits.strip_prefix("00").filter(|rest| !rest.starts_with('0')).unwrap_or(digits)
}

/// Finds records of all modules the actor may see, grouped by module.
///
/// # Errors
/// When the database fails.
pub async fn search(cx: &Cx, text: &str, limit: usize) -> Result<Vec<Group>> {
    let terms = query_terms(text);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let cx = cx.clone();
    cx.store().clone().read(move |reader| search_in(reader, &cx, &terms, limit)).await
}

fn search_in(
    reader: &mut Reader<'_>,
    cx: &Cx,
    terms: &[String],
    limit: usize,
) -> Result<Vec<Group>> {
    let mut groups = Vec::new();
    let mut found = 0;
    for module in cx.catalog.modules() {
        if cx.actor.rights.may(&module.code, Right::See) {
            let group = in_module(reader, cx, module, (terms, limit))?;
            found += group.hits.len();
            groups.push(group);
        }
    }
    if found < FEW {
        let other = respelled(reader, terms)?;
        for group in &mut groups {
            let module = cx.module(&group.module)?;
            for terms in &other {
                let more = in_module(reader, cx, &module, (terms, limit))?;
                add_similar(group, more, limit);
            }
        }
    }
    groups.retain(|group| !group.hits.is_empty());
    Ok(groups)
}

fn add_similar(group: &mut Group, more: Group, limit: usize) {
    let known: BTreeSet<RecordId> = group.hits.iter().map(|hit| hit.id).collect();
    let new = more.hits.into_iter().filter(|hit| !known.contains(&hit.id));
    group.hits.extend(new.map(|hit| Hit { is_similar: true, ..hit }));
    group.has_more |= group.hits.len() > limit;
    group.hits.truncate(limit);
}

/// Questions in which one word is replaced by a known one that differs by a typing error.
fn respelled(reader: &mut Reader<'_>, terms: &[String]) -> Result<Vec<Vec<String>>> {
    let mut questions = Vec::new();
    for (at, term) in terms.iter().enumerate() {
        let fits = (4..=24).contains(&term.chars().count());
        if !fits || term.chars().any(|c| c.is_ascii_digit()) {
            continue;
        }
        for word in spelling::similar(reader, term)? {
            let mut question = terms.to_vec();
            question[at] = word;
            questions.push(question);
        }
    }
    questions.truncate(12);
    Ok(questions)
}

fn in_module(
    reader: &mut Reader<'_>,
    cx: &Cx,
    module: &Module,
    (terms, limit): (&[String], usize),
) -> Result<Group> {
    let hides = hides_terms(&cx.actor.rights, module);
    let mut question = Question::of(reader, module, &cx.actor.scope, terms)?;
    let rows = candidates(reader, &mut question)?;
    if rows.is_empty() {
        return Ok(Group { module: module.code.clone(), hits: Vec::new(), has_more: false });
    }
    let fields = (!hides).then_some(&[][..]);
    let mut found = records::at_rows(reader, module, &cx.actor.scope, (&rows, fields))?;
    found.sort_unstable_by_key(|record| std::cmp::Reverse(record.row));
    let found = found.into_iter().map(|record| seen(cx, module, record));
    let found = found.filter(|record| !hides || is_found(module, record, terms));
    let mut ranked: Vec<(u8, Hit)> = found
        .map(|record| {
            let hit = Hit { id: record.id, title: record.title, is_similar: false };
            (rank(&hit.title, terms), hit)
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    let has_more = ranked.len() > limit;
    let hits = ranked.into_iter().take(limit).map(|(_, hit)| hit).collect();
    Ok(Group { module: module.code.clone(), hits, has_more })
}

/// Rows to rank: titles that say just this, then whole words, then beginnings of words, as long as
/// there are too few.
fn candidates(reader: &mut Reader<'_>, question: &mut Question<'_>) -> Result<Vec<i64>> {
    // With a small limit PostgreSQL walks the documents backwards, and title marks are rare.
    let mut rows = index::titled(reader, question, RANKED)?;
    let whole = index::whole(reader, question, RANKED)?;
    if whole.len() < RANKED {
        rows.extend(index::rows(reader, question, RANKED)?);
    }
    rows.extend(whole);
    rows.sort_unstable_by_key(|row| std::cmp::Reverse(*row));
    rows.dedup();
    Ok(rows)
}

/// Best are titles that consist of the words asked for, then those that begin with one, then
/// those that have them all, then the rest.
fn rank(title: &str, terms: &[String]) -> u8 {
    let words = words(title);
    let whole = terms.iter().filter(|term| words.contains(term)).count();
    let begun = terms.iter().all(|term| words.iter().any(|word| word.starts_with(term.as_str())));
    let first =
        words.first().is_some_and(|word| terms.iter().any(|t| word.starts_with(t.as_str())));
    match (whole == terms.len(), begun, first) {
        (true, _, _) if words.len() == terms.len() => 0,
        (true, _, true) => 1,
        (true, _, false) => 2,
        (false, true, true) => 3,
        (false, true, false) => 4,
        (false, false, _) => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_become_words_or_a_number() {
        assert_eq!(query_terms("Müller, J. Berlin"), ["muller", "berlin"]);
        assert_eq!(query_terms("+49 (30) 231-25"), ["493023125"]);
        assert_eq!(query_terms("0049 30"), ["4930"]);
        assert_eq!(query_terms("00012"), ["00012"]);
        assert_eq!(query_terms("  "), Vec::<String>::new());
        assert_eq!(query_terms("\"*' OR _mbook"), ["mbook", "or"]);
    }
}
