//! Outlines of land and borders, as `build.rs` wrote them.

use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::clip::{self, At};
use crate::sight::{HEIGHT, Sight, WIDTH};

static OUTLINES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/outlines.bin"));
static LINES: LazyLock<Vec<Line>> = LazyLock::new(|| lines(OUTLINES));

/// Units that the world is wide and high.
const WORLD: f64 = (1 << 22) as f64;
/// Parts of a unit of the picture that paths are written in.
pub const PARTS: f64 = 2.0;

/// Land and borders as paths of SVG.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    /// Rings of land.
    pub land: String,
    /// Lines between countries.
    pub borders: String,
}

struct Line {
    is_land: bool,
    /// The zoom from which any of it is seen.
    first: u8,
    /// Its corners, north-west and south-east.
    bounds: (At, At),
    /// Each with the zoom from which it makes a difference.
    points: Vec<(u8, At)>,
}

/// What is seen of land and borders.
pub fn paths(sight: Sight) -> Paths {
    let mut paths = Paths::default();
    for line in LINES.iter().filter(|line| line.first <= sight.zoom() && is_near(sight, line)) {
        let seen = line.points.iter().filter(|(zoom, _)| *zoom <= sight.zoom());
        let points: Vec<At> = seen.map(|(_, at)| sight.unit(*at)).collect();
        match line.is_land {
            true => path(&mut paths.land, &clip::ring(&points), "z"),
            false => {
                for piece in clip::line(&points) {
                    path(&mut paths.borders, &piece, "");
                }
            }
        }
    }
    paths
}

fn is_near(sight: Sight, line: &Line) -> bool {
    let (west, north) = sight.unit(line.bounds.0);
    let (east, south) = sight.unit(line.bounds.1);
    0.0 <= east && west <= WIDTH && 0.0 <= south && north <= HEIGHT
}

/// Whole parts, each step from the one before; steps that go nowhere are left out.
fn path(out: &mut String, points: &[At], end: &str) {
    let whole = |(x, y): At| ((x * PARTS).round() as i64, (y * PARTS).round() as i64);
    let mut steps = points.iter().copied().map(whole);
    let Some(mut at) = steps.next() else { return };
    let start = out.len();
    let _ = write!(out, "M{} {}l", at.0, at.1);
    let mut n = 0;
    for to in steps {
        let (east, south) = (to.0 - at.0, to.1 - at.1);
        if (east, south) == (0, 0) {
            continue;
        }
        let gap = if n > 0 && east >= 0 { " " } else { "" };
        let between = if south >= 0 { " " } else { "" };
        let _ = write!(out, "{gap}{east}{between}{south}");
        at = to;
        n += 1;
    }
    if n == 0 {
        out.truncate(start);
    } else {
        out.push_str(end);
    }
}

fn lines(bytes: &[u8]) -> Vec<Line> {
    let mut bytes = bytes.iter().copied();
    let mut lines = Vec::new();
    while let Some(kind) = bytes.next() {
        let first = bytes.next().unwrap_or_default();
        let n = number(&mut bytes);
        let (mut at, mut points) = ((0_i64, 0_i64), Vec::new());
        for _ in 0..n {
            let zoom = bytes.next().unwrap_or_default();
            at = (at.0 + step(&mut bytes), at.1 + step(&mut bytes));
            points.push((zoom, (at.0 as f64 / WORLD, at.1 as f64 / WORLD)));
        }
        let span = |of: fn(&(u8, At)) -> f64| {
            let least = points.iter().map(of).fold(f64::MAX, f64::min);
            (least, points.iter().map(of).fold(f64::MIN, f64::max))
        };
        let ((west, east), (north, south)) = (span(|(_, at)| at.0), span(|(_, at)| at.1));
        let bounds = ((west, north), (east, south));
        lines.push(Line { is_land: kind == 0, first, bounds, points });
    }
    lines
}

/// Seven bits at a time, the lowest first.
fn number(bytes: &mut impl Iterator<Item = u8>) -> u64 {
    let (mut n, mut shift) = (0, 0);
    for byte in bytes {
        n |= u64::from(byte & 127) << shift;
        shift += 7;
        if byte < 128 || shift > 56 {
            break;
        }
    }
    n
}

fn step(bytes: &mut impl Iterator<Item = u8>) -> i64 {
    let n = number(bytes);
    let half = i64::try_from(n >> 1).unwrap_or_default();
    if n & 1 == 0 { half } else { -half - 1 }
}

#[cfg(test)]
mod tests {
    use kernel::GeoPoint;

    use super::*;

    #[test]
    fn every_sight_of_the_world_is_small() {
        for (lat, lon) in [(50, 10), (0, 0), (60, 20), (40, -100), (-33, 151), (85, 180)] {
            for zoom in crate::FARTHEST..=crate::NEAREST {
                let centre = GeoPoint::new(lat * 1_000_000, lon * 1_000_000).unwrap();
                let Paths { land, borders } = paths(Sight::at(centre, zoom));
                let size = land.len() + borders.len();
                assert!(size < 60_000, "{lat} {lon} {zoom}: {size}");
            }
        }
    }

    #[test]
    fn nothing_crosses_the_world_where_a_day_ends() {
        for line in LINES.iter() {
            for pair in line.points.windows(2) {
                let (from, to) = (pair[0].1, pair[1].1);
                assert!((to.0 - from.0).abs() < 0.5, "from {from:?} to {to:?}");
            }
        }
    }

    #[test]
    fn land_and_borders_are_there() {
        let centre = GeoPoint::parse("50.1, 9.0").unwrap();
        let there = paths(Sight::at(centre, 12));
        assert!(there.land.starts_with('M') && there.land.ends_with('z'));
        assert!(there.borders.matches('M').count() > 10, "{}", there.borders.len());
        let inland = paths(Sight::at(centre, 24));
        assert_eq!(inland.borders, "");
        assert_eq!(inland.land.matches('z').count(), 1, "all of it is land");
        let sea = paths(Sight::at(GeoPoint::parse("45, -30").unwrap(), 14));
        assert_eq!(sea, Paths::default());
    }
}
