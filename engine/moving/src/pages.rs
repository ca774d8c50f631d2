//! Records of a module, page by page: ordered by id, with nothing skipped when some vanish, and
//! with a page cut into smaller ones when the other house cannot tell all of it.

use serde::{Deserialize, Serialize};

use crate::client::{Client, Told, Trouble, scalar};

/// Rows of a page; with the one before it that is asked for again it is what is told at most.
const PAGE: u64 = 99;

/// How far a module was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    /// Rows before it.
    pub offset: u64,
    /// The id of the row before it.
    pub last: Option<String>,
    /// Rows that are asked for at once; 0 means as many as there can be.
    pub size: u64,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Rows that were not read before.
    pub rows: Vec<Told>,
    /// Rows that cannot be told: their ids, or where they stand.
    pub untold: Vec<(String, Trouble)>,
    /// Whether there are no more.
    pub is_end: bool,
}

/// What is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    /// The module.
    pub module: &'a str,
    /// The moment there since which records were changed.
    pub since: Option<&'a str>,
    /// Names of what is told of them.
    pub columns: &'a str,
}

impl Asked<'_> {
    /// The query that counts it.
    pub fn counting(&self) -> String {
        format!("select count(*) from {}{};", self.module, self.condition())
    }

    fn condition(&self) -> String {
        let since = self.since.map(|since| since.replace('\'', "''"));
        since.map(|since| format!(" where modifiedtime >= '{since}'")).unwrap_or_default()
    }

    fn query(&self, columns: &str, (offset, limit): (u64, u64)) -> String {
        let (module, since) = (self.module, self.condition());
        format!("select {columns} from {module}{since} order by id limit {offset}, {limit};")
    }
}

/// Reads the next page and moves the place behind it.
pub(crate) async fn next(
    client: &Client,
    asked: Asked<'_>,
    place: &mut Place,
) -> Result<Page, Trouble> {
    loop {
        let size = if place.size == 0 { PAGE } else { place.size.min(PAGE) };
        // The row before tells whether everything still stands where it stood.
        let anchored = u64::from(place.last.is_some());
        let start = place.offset.saturating_sub(anchored);
        match client.query(&asked.query(asked.columns, (start, size + anchored))).await {
            Ok(rows) => {
                let n = rows.len() as u64;
                let Some(fresh) = fresh(rows, place, start) else {
                    place.offset = start.saturating_sub(PAGE - 1);
                    place.size = 0;
                    continue;
                };
                place.offset = start + n;
                place.last = fresh.last().map(id).or(place.last.take());
                place.size = if size < PAGE { size * 2 } else { 0 };
                return Ok(Page { is_end: fresh.is_empty(), rows: fresh, untold: Vec::new() });
            }
            Err(trouble) if trouble.is_of_what_was_asked() && size > 1 => place.size = size / 4 + 1,
            Err(trouble) if trouble.is_of_what_was_asked() => {
                return pass_over(client, asked, (place, trouble)).await;
            }
            Err(trouble) => return Err(trouble),
        }
    }
}

fn id(row: &Told) -> String {
    row.get("id").map(scalar).unwrap_or_default()
}

fn number(id: &str) -> Option<u64> {
    id.split_once('x')?.1.parse().ok()
}

/// Rows behind the one that was read last; nothing when that one does not stand here any more.
fn fresh(mut rows: Vec<Told>, place: &Place, start: u64) -> Option<Vec<Told>> {
    let Some(last) = &place.last else { return Some(rows) };
    if let Some(at) = rows.iter().position(|row| id(row) == *last) {
        return Some(rows.split_off(at + 1));
    }
    if start > 0 {
        return None;
    }
    // It is gone; where ids rise with their numbers, what was read stands before it.
    let numbers: Option<Vec<u64>> = rows.iter().map(|row| number(&id(row))).collect();
    if let (Some(numbers), Some(last)) = (numbers, number(last))
        && numbers.is_sorted()
        && numbers.last().is_some_and(|highest| last < *highest)
    {
        let behind = numbers.partition_point(|number| *number <= last);
        return Some(rows.split_off(behind));
    }
    Some(rows)
}

/// One row cannot be told, although the other house answers: it is named and passed over.
async fn pass_over(
    client: &Client,
    asked: Asked<'_>,
    (place, trouble): (&mut Place, Trouble),
) -> Result<Page, Trouble> {
    // A house that tells nothing any more is not passed over, record by record.
    if client.types().await.is_err() || matches!(&trouble, Trouble::Fault(..)) {
        return Err(trouble);
    }
    let named = client.query(&asked.query("id", (place.offset, 1))).await;
    let named = named.ok().and_then(|rows| rows.first().map(id));
    let said = named.unwrap_or_else(|| format!("{} {}", asked.module, place.offset + 1));
    place.offset += 1;
    // Asked for again as the row before, it would fail again.
    place.last = None;
    Ok(Page { untold: vec![(said, trouble)], ..Page::default() })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rows(ids: &[&str]) -> Vec<Told> {
        ids.iter().map(|id| json!({"id": id}).as_object().unwrap().clone()).collect()
    }

    fn read(ids: &[&str], last: &str, start: u64) -> Option<Vec<String>> {
        let place = Place { last: Some(last.into()), ..Place::default() };
        fresh(rows(ids), &place, start).map(|rows| rows.iter().map(id).collect())
    }

    #[test]
    fn what_stands_behind_the_last_row_is_new() {
        let told = |ids: &[&str]| Some(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
        assert_eq!(read(&["1x2", "1x3"], "1x2", 40), told(&["1x3"]));
        assert_eq!(read(&["1x3", "1x4"], "1x2", 40), None, "something before it is gone");
        assert_eq!(read(&["1x1", "1x2", "1x3"], "1x2", 0), told(&["1x3"]));
        assert_eq!(read(&["1x1", "1x3"], "1x2", 0), told(&["1x3"]), "it is gone itself");
        assert_eq!(read(&["1x9", "1x3"], "1x2", 0), told(&["1x9", "1x3"]), "no order of numbers");
    }
}
