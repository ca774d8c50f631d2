//! The search over all modules.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use access::Right;
use catalog::Module;
use kernel::{RecordId, Result, digits, words};
use store::Reader;
use store::queries::finding::{Around, Question};
use store::queries::spelling;
use store::records;

use crate::cx::Cx;
use crate::find::seen;
use crate::index::{hides_terms, is_found};

/// Hits of a module that are ranked for each that is wanted, the newest ones when there are more.
const RANKED: usize = 8;
/// Hits of a module that are ranked at most.
const MOST_RANKED: usize = 64;
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
    let (mut found, mut around) = (0, Around::default());
    for module in cx.catalog.modules() {
        if cx.actor.rights.may(&module.code, Right::See) {
            let group = in_module(reader, cx, module, (terms, limit, &mut around))?;
            found += group.hits.len();
            groups.push(group);
        }
    }
    if found < FEW {
        let other = respelled(reader, terms)?.into_iter();
        let mut other: Vec<_> = other.map(|terms| (terms, Around::default())).collect();
        for group in &mut groups {
            let module = cx.module(&group.module)?;
            for (terms, around) in &mut other {
                let more = in_module(reader, cx, &module, (terms, limit, around))?;
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
    (terms, limit, around): (&[String], usize, &mut Around),
) -> Result<Group> {
    let mut question = Question::of(reader, module, &cx.actor.scope, terms)?;
    let ranked = (limit * RANKED).min(MOST_RANKED);
    let mut rows = around.whole(reader, &mut question, ranked)?;
    let has_many = rows.len() == ranked;
    if has_many {
        // Whose title is just the words may be none of the newest.
        let titled = around.titled(reader, &mut question, ranked)?;
        let known: BTreeSet<i64> = rows.iter().copied().collect();
        rows.extend(titled.into_iter().filter(|row| !known.contains(row)));
    }
    let mut found = Ranking { cx, module, terms, hits: Vec::new() };
    found.add(reader, &rows)?;
    // Who has the words only as beginnings comes after those whose title has them whole.
    if !has_many && found.n_whole() <= limit {
        let known: BTreeSet<i64> = rows.into_iter().collect();
        let mut begun = around.begun(reader, &mut question, ranked)?;
        begun.retain(|row| !known.contains(row));
        found.add(reader, &begun)?;
    }
    Ok(found.best(limit))
}

/// Hits of a module, put in their order.
struct Ranking<'a> {
    cx: &'a Cx,
    module: &'a Module,
    terms: &'a [String],
    /// How good, and the newest first among equals.
    hits: Vec<((u8, Reverse<i64>), Hit)>,
}

impl Ranking<'_> {
    fn add(&mut self, reader: &mut Reader<'_>, rows: &[i64]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let (cx, module) = (self.cx, self.module);
        let hides = hides_terms(&cx.actor.rights, module);
        let fields = (!hides).then_some(&[][..]);
        for record in records::at_rows(reader, module, &cx.actor.scope, (rows, fields))? {
            let record = seen(cx, module, record);
            if !hides || is_found(module, &record, self.terms) {
                let order = (rank(&record.title, self.terms), Reverse(record.row));
                let hit = Hit { id: record.id, title: record.title, is_similar: false };
                self.hits.push((order, hit));
            }
        }
        Ok(())
    }

    /// Hits whose title has all words whole.
    fn n_whole(&self) -> usize {
        self.hits.iter().filter(|((rank, _), _)| *rank <= WHOLE).count()
    }

    fn best(mut self, limit: usize) -> Group {
        self.hits.sort_unstable_by_key(|(order, _)| *order);
        let has_more = self.hits.len() > limit;
        let hits = self.hits.into_iter().take(limit).map(|(_, hit)| hit).collect();
        Group { module: self.module.code.clone(), hits, has_more }
    }
}

/// The last rank of titles that have all words whole.
const WHOLE: u8 = 2;

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
