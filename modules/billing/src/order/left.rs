//! What is left of the positions of an order.

use goods::position::fields;
use goods::pricing::agreed;
use kernel::{Decimal, Line};

/// Which part of an order is billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All that is not billed.
    Rest,
    /// What is delivered and not billed.
    Delivered,
}

impl Part {
    /// How much of a position belongs to it. What is taken back, as in a trade-in, has a quantity
    /// below zero and is never delivered.
    #[must_use]
    pub fn of(self, line: &Line) -> Decimal {
        let billed = fields::BILLED.of(line).unwrap_or_default();
        match self {
            Part::Rest => ordered(line) - billed,
            Part::Delivered => (delivered(line) - billed).max(Decimal::ZERO),
        }
    }
}

/// Positions that are ordered for sure.
pub fn counted(lines: &[Line]) -> impl Iterator<Item = &Line> {
    let is_sure = |line: &&Line| line.cell(fields::ROLE.name()).is_empty();
    lines.iter().filter(|line| line.kind == "item").filter(is_sure)
}

/// How much of a position is ordered.
#[must_use]
pub fn ordered(line: &Line) -> Decimal {
    fields::QUANTITY.of(line).unwrap_or_default()
}

/// How much of a position is delivered; nothing of what is taken back.
#[must_use]
pub fn delivered(line: &Line) -> Decimal {
    let delivered = fields::DELIVERED.of(line).unwrap_or_default();
    if Decimal::ZERO < ordered(line) { delivered } else { ordered(line) }
}

/// How much of a position can still be delivered; nothing of what is optional or taken back.
#[must_use]
pub fn to_deliver(line: &Line) -> Decimal {
    let is_sure = line.cell(fields::ROLE.name()).is_empty();
    let left = ordered(line) - fields::DELIVERED.of(line).unwrap_or_default();
    if is_sure { left.max(Decimal::ZERO) } else { Decimal::ZERO }
}

/// Positions with what is taken of each, without those of which nothing is. Lines keep their ids,
/// so that one knows which they are; a group of which nothing is left goes with its texts.
#[must_use]
pub fn taken(lines: &[Line], quantity: impl Fn(&Line) -> Decimal) -> Vec<Line> {
    let take = |line: &Line| {
        if line.kind != "item" {
            return Some(line.clone());
        }
        let taken = quantity(line);
        let mut line = line.clone();
        fields::QUANTITY.fill(&mut line, Some(taken));
        fields::BILLED.fill(&mut line, None);
        fields::DELIVERED.fill(&mut line, None);
        (!taken.is_zero()).then_some(line)
    };
    agreed(without_empty_groups(lines.iter().filter_map(take).collect()))
}

/// Tells whether lines have a position among them.
#[must_use]
pub fn has_items(lines: &[Line]) -> bool {
    lines.iter().any(|line| line.kind == "item")
}

fn without_empty_groups(lines: Vec<Line>) -> Vec<Line> {
    let mut groups: Vec<Vec<Line>> = vec![Vec::new()];
    for line in lines {
        if line.kind == "group" {
            groups.push(Vec::new());
        }
        groups.last_mut().expect("there is the one before all heads").push(line);
    }
    groups.into_iter().filter(|group| has_items(group)).flatten().collect()
}
