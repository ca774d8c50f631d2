//! What is done to the lines of a form without saving it.

use std::collections::BTreeMap;

use catalog::{Default, Field, LineKind, Shape};

use super::rows::keys;
use crate::fields::Form;

type Pairs = Vec<(String, String)>;

/// The same form after something was done to its lines, such as `open:3`, `add:item`, `up:3`,
/// `down:3`, `copy:3`, `drop:3`, `fill:3`, `close` or `before:3:1` (the line 3 before the line 1);
/// what cannot be done leaves it as it is.
#[must_use]
pub fn rearranged(form: Form, (field, shape): (&Field, &Shape), act: &str) -> Form {
    let mut held = Held::of(form, &field.name);
    let mut words = act.split(':');
    let (verb, key) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let heads = |kind: &str| shape.kind(kind).is_some_and(|kind| kind.heads);
    match verb {
        "open" => held.open = key.to_owned(),
        "close" => held.open.clear(),
        "add" => shape.kind(key).into_iter().for_each(|kind| held.add(kind, shape)),
        "after" if held.at(key).is_some() => {
            held.open = key.to_owned();
            shape.kinds.first().into_iter().for_each(|kind| held.add(kind, shape));
        }
        "up" => held.step(key, heads, Step::Up),
        "down" => held.step(key, heads, Step::Down),
        "copy" => held.copy(key),
        "drop" => held.rows.retain(|row| row.key != key),
        "fill" => held.empty(key, &shape.filled),
        "before" => held.bring(key, words.next().unwrap_or_default()),
        _ => {}
    }
    held.form(&field.name)
}

/// A line of the form: its key, and what it holds by the name of the cell.
struct Row {
    key: String,
    cells: Pairs,
}

impl Row {
    fn kind(&self) -> &str {
        self.cells.iter().find(|(name, _)| name == "kind").map_or("", |(_, kind)| kind.as_str())
    }
}

struct Held {
    rest: Pairs,
    rows: Vec<Row>,
    open: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Up,
    Down,
}

impl Held {
    fn of(form: Form, name: &str) -> Self {
        let order: Vec<String> = keys(&form, name).into_iter().map(str::to_owned).collect();
        let mut rows: Vec<Row> =
            order.into_iter().map(|key| Row { key, cells: Vec::new() }).collect();
        let at: BTreeMap<String, usize> =
            rows.iter().enumerate().map(|(at, row)| (row.key.clone(), at)).collect();
        let (mut rest, mut open) = (Vec::new(), String::new());
        for (full, value) in form.0 {
            let inside = full.strip_prefix(name).and_then(|inside| inside.strip_prefix('.'));
            match inside.and_then(|inside| inside.split_once('.')) {
                Some((key, cell)) => {
                    if let Some(at) = at.get(key) {
                        rows[*at].cells.push((cell.into(), value));
                    }
                }
                None if inside == Some("open") => open = value,
                None if inside == Some("act") => {}
                None => rest.push((full, value)),
            }
        }
        Held { rest, rows, open }
    }

    fn form(self, name: &str) -> Form {
        let mut pairs = self.rest;
        for row in self.rows {
            let key = &row.key;
            pairs.extend(
                row.cells.into_iter().map(|(cell, value)| (format!("{name}.{key}.{cell}"), value)),
            );
        }
        pairs.push((format!("{name}.open"), self.open));
        Form(pairs)
    }

    fn at(&self, key: &str) -> Option<usize> {
        self.rows.iter().position(|row| row.key == key)
    }

    fn next_key(&self) -> String {
        let taken = self.rows.iter().filter_map(|row| row.key.parse::<u32>().ok());
        taken.max().map_or(0, |key| key.saturating_add(1)).to_string()
    }

    /// A new line stands after the open one; a head stands at the end.
    fn add(&mut self, kind: &LineKind, shape: &Shape) {
        let open = self.at(&self.open).filter(|_| !kind.heads);
        let at = open.map_or(self.rows.len(), |at| at + 1);
        let key = self.next_key();
        self.open.clone_from(&key);
        let starts = shape.fields.iter().filter(|cell| kind.has(&cell.name)).filter_map(|cell| {
            let Some(Default::Fixed(json)) = &cell.default else { return None };
            let text = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
            Some((cell.name.clone(), text))
        });
        let cells = std::iter::once(("kind".into(), kind.name.clone())).chain(starts).collect();
        self.rows.insert(at, Row { key, cells });
    }

    fn copy(&mut self, key: &str) {
        let Some(at) = self.at(key) else { return };
        let mut cells = self.rows[at].cells.clone();
        cells.retain(|(name, _)| name != "id");
        let key = self.next_key();
        self.open.clone_from(&key);
        self.rows.insert(at + 1, Row { key, cells });
    }

    fn empty(&mut self, key: &str, filled: &[String]) {
        let Some(at) = self.at(key) else { return };
        let is_filled = |name: &str| filled.iter().any(|cell| name.split('.').next() == Some(cell));
        let cells = self.rows[at].cells.iter_mut().filter(|(name, _)| is_filled(name));
        cells.for_each(|(_, value)| value.clear());
    }

    /// A line changes places with its neighbour; a head goes with what stands below it.
    fn step(&mut self, key: &str, heads: impl Fn(&str) -> bool, step: Step) {
        let Some(at) = self.at(key) else { return };
        if !heads(self.rows[at].kind()) {
            let other = if step == Step::Up { at.checked_sub(1) } else { Some(at + 1) };
            if let Some(other) = other.filter(|other| *other < self.rows.len()) {
                self.rows.swap(at, other);
            }
            return;
        }
        let is_head = |row: &Row| heads(row.kind());
        let end = |from: usize| {
            let after = self.rows[from + 1..].iter().position(is_head);
            after.map_or(self.rows.len(), |n| from + 1 + n)
        };
        let before = self.rows[..at].iter().rposition(is_head);
        let (from, middle, to) = match step {
            Step::Up => (before.unwrap_or(0), at, end(at)),
            Step::Down if end(at) == self.rows.len() => return,
            Step::Down => (at, end(at), end(end(at))),
        };
        self.rows[from..to].rotate_left(middle - from);
    }

    /// Brings a line before another one, or to the end.
    fn bring(&mut self, key: &str, other: &str) {
        let Some(at) = self.at(key).filter(|_| key != other) else { return };
        let row = self.rows.remove(at);
        let to = self.at(other).unwrap_or(self.rows.len());
        self.rows.insert(to, row);
    }
}
