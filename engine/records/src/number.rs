//! Printed numbers.

use std::collections::HashMap;
use std::sync::Mutex;

use catalog::NumberSeries;
use kernel::{Date, Result, Value};
use store::queries::number;

use crate::cx::Cx;
use crate::work::Work;

/// Numbers taken ahead, so that creates never queue on a counter.
const BLOCK: i64 = 64;

/// Blocks of numbers that this process took and has not used up.
#[derive(Default)]
pub(crate) struct Blocks {
    free: Mutex<HashMap<String, std::ops::Range<i64>>>,
}

impl Blocks {
    fn next(&self, key: &str) -> Option<i64> {
        let mut free = self.free.lock().expect("no thread panics while it takes a number");
        free.get_mut(key)?.next()
    }

    fn peek(&self, key: &str) -> Option<i64> {
        let free = self.free.lock().expect("no thread panics while it takes a number");
        free.get(key).filter(|range| !range.is_empty()).map(|range| range.start)
    }

    fn refill(&self, key: &str, block: std::ops::Range<i64>) -> Option<i64> {
        let mut free = self.free.lock().expect("no thread panics while it takes a number");
        let range = free.entry(key.to_owned()).or_insert(0..0);
        if range.is_empty() {
            *range = block;
        }
        range.next()
    }
}

/// Takes a number that may leave gaps, outside of the transaction that uses it.
pub(crate) async fn unique(cx: &Cx, series: &NumberSeries, n: i64) -> Result<Vec<Value>> {
    let day = own_today(cx);
    let key = series.counter_key(day);
    let mut taken = Vec::new();
    for _ in 0..n {
        let counter = match cx.engine.blocks.next(&ahead(series, &key)) {
            Some(counter) => counter,
            None => refill(cx, series, &key, n).await?,
        };
        taken.push(Value::Text(series.print(counter, day)));
    }
    Ok(taken)
}

async fn refill(cx: &Cx, series: &NumberSeries, key: &str, wanted: i64) -> Result<i64> {
    let (taken_key, size) = (key.to_owned(), BLOCK.max(wanted));
    let from = (series.start, series.first(key));
    loop {
        let of = taken_key.clone();
        let first = cx.store().write(move |tx| number::take_from(tx, &of, from, size)).await?;
        if let Some(counter) = cx.engine.blocks.refill(&ahead(series, key), first..first + size) {
            return Ok(counter);
        }
    }
}

/// Takes the next number of a series without gaps, inside the transaction that uses it.
pub(crate) fn gapless(work: &mut Work<'_, '_>, series: &NumberSeries) -> Result<Value> {
    let day = own_today(work.cx);
    let counter = number::take(work.tx, &series.counter_key(day), series.start, 1)?;
    Ok(Value::Text(series.print(counter, day)))
}

/// Takes a number that may leave gaps inside a transaction, one of those taken ahead if possible.
pub(crate) fn within(work: &mut Work<'_, '_>, series: &NumberSeries) -> Result<Value> {
    let day = own_today(work.cx);
    let key = series.counter_key(day);
    let counter = match work.cx.engine.blocks.next(&ahead(series, &key)) {
        Some(counter) => counter,
        None => number::take_from(work.tx, &key, (series.start, series.first(&key)), 1)?,
    };
    Ok(Value::Text(series.print(counter, day)))
}

/// What a block that was taken ahead is known by: once numbers go on elsewhere, it stays behind.
fn ahead(series: &NumberSeries, key: &str) -> String {
    format!("{key}#{}", series.first(key))
}

/// The number that a series gives next, unless somebody else takes it before: its counter, and the
/// key of that.
///
/// # Errors
/// When the database fails.
pub async fn next_number(cx: &Cx, series: &NumberSeries) -> Result<(String, i64)> {
    let key = series.counter_key(own_today(cx));
    if let Some(counter) = cx.engine.blocks.peek(&ahead(series, &key)) {
        return Ok((key, counter));
    }
    let of = key.clone();
    let stored = cx.store().read(move |reader| number::next(reader, &of)).await?;
    let first = series.first(&key);
    Ok((key, stored.unwrap_or(first).max(first)))
}

/// Numbers of a series from a counter on, as they are printed today.
#[must_use]
pub fn printed(cx: &Cx, series: &NumberSeries, (from, n): (i64, i64)) -> Vec<String> {
    let day = own_today(cx);
    (from..from.saturating_add(n)).map(|counter| series.print(counter, day)).collect()
}

/// The present day in the zone of the house, to which a series belongs: wherever somebody travels,
/// the year that is printed is that of the house.
fn own_today(cx: &Cx) -> Date {
    cx.now().in_zone(&cx.engine.own_locale().zone).0
}

/// Tells whether creating a record takes a number that may leave gaps.
pub(crate) fn is_taken_at_creation(series: &NumberSeries) -> bool {
    series.is_free()
}

/// The present day in the reader's zone.
pub(crate) fn today(cx: &Cx) -> Date {
    cx.now().in_zone(&cx.locale.zone).0
}
