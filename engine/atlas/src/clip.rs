//! Lines and rings cut to the picture, with a little around it so that no edge is seen.

use crate::sight::{HEIGHT, WIDTH};

/// A place in the picture.
pub type At = (f64, f64);

/// Units around the picture that are drawn as well.
const AROUND: f64 = 8.0;

const WEST: f64 = -AROUND;
const EAST: f64 = WIDTH + AROUND;
const NORTH: f64 = -AROUND;
const SOUTH: f64 = HEIGHT + AROUND;

/// Whether a place is inside of a side, and where a way crosses it.
type Side = (fn(At) -> bool, fn(At, At) -> At);

/// What is left of a ring inside the picture (Sutherland and Hodgman, 1974).
pub fn ring(points: &[At]) -> Vec<At> {
    let sides: [Side; 4] = [
        (|at| at.0 >= WEST, |a, b| (WEST, between(a.0, b.0, WEST, (a.1, b.1)))),
        (|at| at.0 <= EAST, |a, b| (EAST, between(a.0, b.0, EAST, (a.1, b.1)))),
        (|at| at.1 >= NORTH, |a, b| (between(a.1, b.1, NORTH, (a.0, b.0)), NORTH)),
        (|at| at.1 <= SOUTH, |a, b| (between(a.1, b.1, SOUTH, (a.0, b.0)), SOUTH)),
    ];
    let mut left = points.to_vec();
    for (is_inside, cut) in sides {
        let before = left.iter().skip(left.len().saturating_sub(1)).chain(&left).copied();
        let mut kept = Vec::new();
        for (from, to) in before.zip(left.iter().copied()) {
            if is_inside(from) != is_inside(to) {
                kept.push(cut(from, to));
            }
            if is_inside(to) {
                kept.push(to);
            }
        }
        left = kept;
    }
    left
}

/// Where a value lies on the way from one to another, on the way of two others.
fn between(from: f64, to: f64, at: f64, (start, end): (f64, f64)) -> f64 {
    start + (end - start) * (at - from) / (to - from)
}

/// Pieces of a line of which something may be seen.
pub fn line(points: &[At]) -> Vec<Vec<At>> {
    let mut pieces: Vec<Vec<At>> = Vec::new();
    let mut is_open = false;
    for step in points.windows(2) {
        let [from, to] = [step[0], step[1]];
        let is_beside = |least: f64, most: f64, a: f64, b: f64| a.max(b) < least || most < a.min(b);
        if is_beside(WEST, EAST, from.0, to.0) || is_beside(NORTH, SOUTH, from.1, to.1) {
            is_open = false;
            continue;
        }
        match pieces.last_mut().filter(|_| is_open) {
            Some(piece) => piece.push(to),
            None => pieces.push(vec![from, to]),
        }
        is_open = true;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_around_the_picture_is_the_picture() {
        let far = [(-1e6, -1e6), (1e6, -1e6), (1e6, 1e6), (-1e6, 1e6)];
        let mut left = ring(&far);
        left.sort_by(|a, b| a.partial_cmp(b).unwrap());
        left.dedup();
        assert_eq!(left, [(WEST, NORTH), (WEST, SOUTH), (EAST, NORTH), (EAST, SOUTH)]);
        assert!(ring(&[(-99.0, -99.0), (-50.0, -99.0), (-50.0, -50.0)]).is_empty());
        assert_eq!(ring(&[(1.0, 1.0), (2.0, 1.0), (2.0, 2.0)]).len(), 3);
        assert!(ring(&[]).is_empty());
    }

    #[test]
    fn a_line_is_broken_where_it_leaves() {
        let there_and_back =
            [(10.0, 10.0), (-50.0, 10.0), (-50.0, 90.0), (10.0, 90.0), (20.0, 90.0)];
        let pieces = line(&there_and_back);
        assert_eq!(pieces.iter().map(Vec::len).collect::<Vec<_>>(), [2, 3]);
    }
}
