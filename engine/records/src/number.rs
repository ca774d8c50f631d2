//! Printed numbers.

use std::collections::HashMap;
use std::sync::Mutex;

use catalog::{NumberSeries, SeriesKind};
use kernel::{Date, Result, Value};
use store::queries::number;

use crate::cx::Cx;
use crate::work::Work;

/// Numbers taken ahead, so that creates never queue on a counter.
const BLOCK: i64 = 64;

/// Blocks of numbers that this process took and has not used up.
#[derive(Default)]
pub struct Blocks {
    free: Mutex<HashMap<String, std::ops::Range<i64>>>,
}

impl Blocks {
    fn next(&self, key: &str) -> Option<i64> {
        let mut free = self.free.lock().expect("no thread panics while it takes a number");
        free.get_mut(key)?.next()
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
pub async fn unique(cx: &Cx, series: &NumberSeries, n: i64) -> Result<Vec<Value>> {
    // A series belongs to the house, whose year it prints wherever somebody travels.
    let year = cx.now().in_zone(&cx.engine.own_locale().zone).0.ymd().0;
    let key = series.counter_key(year);
    let mut taken = Vec::new();
    for _ in 0..n {
        let counter = match cx.engine.blocks.next(&key) {
            Some(counter) => counter,
            None => refill(cx, series, &key, n).await?,
        };
        taken.push(Value::Text(series.print(counter, year)));
    }
    Ok(taken)
}

async fn refill(cx: &Cx, series: &NumberSeries, key: &str, wanted: i64) -> Result<i64> {
    let (taken_key, start, size) = (key.to_owned(), series.start, BLOCK.max(wanted));
    loop {
        let of = taken_key.clone();
        let first = cx.store().write(move |tx| number::take(tx, &of, start, size)).await?;
        if let Some(counter) = cx.engine.blocks.refill(key, first..first + size) {
            return Ok(counter);
        }
    }
}

/// Takes the next number of a series without gaps, inside the transaction that uses it.
pub fn gapless(work: &mut Work<'_, '_>, series: &NumberSeries) -> Result<Value> {
    let year = today(work.cx).ymd().0;
    let counter = number::take(work.tx, &series.counter_key(year), series.start, 1)?;
    Ok(Value::Text(series.print(counter, year)))
}

/// Takes a number that may leave gaps inside a transaction, one of those taken ahead if possible.
pub fn within(work: &mut Work<'_, '_>, series: &NumberSeries) -> Result<Value> {
    let year = today(work.cx).ymd().0;
    let key = series.counter_key(year);
    let counter = match work.cx.engine.blocks.next(&key) {
        Some(counter) => counter,
        None => number::take(work.tx, &key, series.start, 1)?,
    };
    Ok(Value::Text(series.print(counter, year)))
}

/// Tells whether creating a record takes a number that may leave gaps.
pub fn is_taken_at_creation(series: &NumberSeries) -> bool {
    series.assigned_on.is_none() && series.kind == SeriesKind::Unique
}

/// The present day in the reader's zone.
pub fn today(cx: &Cx) -> Date {
    cx.now().in_zone(&cx.locale.zone).0
}
