//! Points that fall together in the picture.

use std::collections::BTreeMap;

use kernel::GeoPoint;

use crate::sight::Sight;

/// Units of the picture within which points fall together.
const CELL: f64 = 40.0;
/// Units of the picture that the middles of heaps keep from each other.
const CLOSE: f64 = 30.0;

/// Points that fall together, or one that is alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Heap {
    /// Its middle in the picture.
    pub at: (f64, f64),
    /// Numbers of the points, in the order in which they came.
    pub points: Vec<usize>,
}

/// The number of a point, and where it stands.
type Seen = (usize, (f64, f64));

/// Heaps of the points that are seen, from north to south.
///
/// The cells are those of the world and not of the picture, so that heaps stay what they are when
/// somebody looks at what lies beside.
#[must_use]
pub fn heaps(sight: Sight, points: &[GeoPoint]) -> Vec<Heap> {
    let (east, south) = sight.unit((0.0, 0.0));
    let cell = |at: f64, from: f64| ((at - from) / CELL).floor() as i64;
    let mut cells: BTreeMap<(i64, i64), Vec<Seen>> = BTreeMap::new();
    for (n, point) in points.iter().enumerate() {
        if let Some((x, y)) = sight.place(*point) {
            cells.entry((cell(y, south), cell(x, east))).or_default().push((n, (x, y)));
        }
    }
    let heap = |inside: Vec<Seen>| {
        let middle =
            |of: fn(&Seen) -> f64| inside.iter().map(of).sum::<f64>() / inside.len() as f64;
        let at = (middle(|(_, at)| at.0), middle(|(_, at)| at.1));
        Heap { at, points: inside.iter().map(|(n, _)| *n).collect() }
    };
    apart(cells.into_values().map(heap))
}

/// Heaps that would cover each other, as they lie on both sides of the edge of a cell, become one.
fn apart(heaps: impl Iterator<Item = Heap>) -> Vec<Heap> {
    let mut kept: Vec<Heap> = Vec::new();
    for mut heap in heaps {
        while let Some(at) = kept.iter().position(|other| gap(other, &heap) < CLOSE) {
            heap = joined(kept.remove(at), heap);
        }
        kept.push(heap);
    }
    kept
}

fn gap(a: &Heap, b: &Heap) -> f64 {
    (a.at.0 - b.at.0).hypot(a.at.1 - b.at.1)
}

fn joined(a: Heap, b: Heap) -> Heap {
    let (n, m) = (a.points.len() as f64, b.points.len() as f64);
    let middle = |a: f64, b: f64| (a * n + b * m) / (n + m);
    let at = (middle(a.at.0, b.at.0), middle(a.at.1, b.at.1));
    Heap { at, points: a.points.into_iter().chain(b.points).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(texts: &[&str]) -> Vec<GeoPoint> {
        texts.iter().map(|text| GeoPoint::parse(text).unwrap()).collect()
    }

    #[test]
    fn neighbours_fall_together_until_they_are_looked_at_closely() {
        let towns = points(&["51.5136, 7.4653", "51.4556, 7.0116", "52.5200, 13.4050"]);
        let sizes = |sight: Sight| {
            let heaps = heaps(sight, &towns);
            heaps.iter().map(|heap| heap.points.clone()).collect::<Vec<_>>()
        };
        assert_eq!(sizes(Sight::at(towns[0], 10)), [vec![2], vec![0, 1]]);
        assert_eq!(sizes(Sight::of(towns[..2].iter().copied())), [[0], [1]]);
        assert!(sizes(Sight::at(GeoPoint::new(0, 0).unwrap(), 12)).is_empty());
    }

    #[test]
    fn nobody_is_lost_and_nobody_is_there_twice() {
        let many: Vec<GeoPoint> = (0..500_i64)
            .map(|n| GeoPoint::new(40_000_000 + n * 17_113 % 20_000_000, n * 71_993 % 20_000_000))
            .map(|point| point.unwrap())
            .collect();
        let sight = Sight::of(many.iter().copied());
        let mut seen: Vec<usize> =
            heaps(sight, &many).into_iter().flat_map(|heap| heap.points).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..500).collect::<Vec<_>>());
        let found = heaps(sight, &many);
        let pairs =
            found.iter().enumerate().flat_map(|(n, a)| found[n + 1..].iter().map(move |b| (a, b)));
        assert!(pairs.into_iter().all(|(a, b)| gap(a, b) >= CLOSE), "none covers another one");
    }
}
