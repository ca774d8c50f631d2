//! Embeds outlines of land and borders, out of the TopoJSON that npm laid into `node_modules`.
//!
//! Every point carries the zoom from which it makes a difference, so that a page draws no more of
//! a coast than can be seen.

use std::path::PathBuf;
use std::{env, fs};

use serde_json::Value;

/// What is south of this is ice, where nobody has a record.
const SOUTH: f64 = -60.0;
/// Units that the world is wide and high.
const WORLD: f64 = (1 << 22) as f64;
/// Less than this part of a unit of the picture makes no difference.
const SEEN: f64 = 0.7;
/// The last zoom; what would only be seen beyond is left out.
const LAST: u8 = 28;

type Line = Vec<(f64, f64)>;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let file = here.join("node_modules/world-atlas/countries-50m.json");
    println!("cargo::rerun-if-changed={}", file.display());
    let Ok(text) = fs::read(&file) else {
        println!("cargo::error={} is missing: run `cargo xtask ui`", file.display());
        std::process::exit(1);
    };
    let topology: Value = serde_json::from_slice(&text).expect("it is JSON");
    let mut written = Vec::new();
    for (kind, line) in lines(&topology) {
        write(&mut written, kind, &line);
    }
    fs::write(out.join("outlines.bin"), written).expect("the output folder can be written");
}

/// Rings of land (0), and borders between countries (1), in degrees.
fn lines(topology: &Value) -> Vec<(u8, Line)> {
    let arcs = arcs(topology);
    let rings = rings(&topology["objects"]["land"]);
    let land = rings.iter().map(|ring| (0, joined(&arcs, ring)));
    let mut users = vec![0_u8; arcs.len()];
    for at in rings_flat(&topology["objects"]["countries"]) {
        let at = place(at).0;
        users[at] = users[at].saturating_add(1);
    }
    let shared = arcs.iter().zip(users).filter(|(_, users)| *users > 1);
    let borders = shared.map(|(arc, _)| (1, arc.clone()));
    let is_north = |line: &Line| line.iter().any(|(_, lat)| SOUTH < *lat);
    land.chain(borders).filter(|(_, line)| is_north(line)).collect()
}

/// Arcs are chains of steps on a grid (TopoJSON 1.0, 2.1.4 and 2.2.2).
fn arcs(topology: &Value) -> Vec<Line> {
    let pair = |value: &Value| (number(&value[0]), number(&value[1]));
    let (scale, shift) =
        (pair(&topology["transform"]["scale"]), pair(&topology["transform"]["translate"]));
    let arc = |arc: &Value| {
        let mut at = (0.0, 0.0);
        let steps = list(arc).iter().map(pair);
        steps
            .map(|(east, north)| {
                at = (at.0 + east, at.1 + north);
                (at.0 * scale.0 + shift.0, at.1 * scale.1 + shift.1)
            })
            .collect()
    };
    list(&topology["arcs"]).iter().map(arc).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Every ring of an object, as places of arcs.
fn rings(object: &Value) -> Vec<Vec<i64>> {
    let mut found = Vec::new();
    gather(&object["arcs"], &mut found);
    for part in list(&object["geometries"]) {
        found.extend(rings(part));
    }
    found
}

fn rings_flat(object: &Value) -> Vec<i64> {
    rings(object).into_iter().flatten().collect()
}

/// Rings lie one level deep in a polygon and two in several.
fn gather(arcs: &Value, found: &mut Vec<Vec<i64>>) {
    let places: Option<Vec<i64>> =
        arcs.as_array().map(|all| all.iter().map_while(Value::as_i64).collect());
    match places {
        Some(places) if !places.is_empty() => found.push(places),
        _ => list(arcs).iter().for_each(|inner| gather(inner, found)),
    }
}

/// Which arc a place means, and whether it is walked backwards.
fn place(at: i64) -> (usize, bool) {
    let forward = if at < 0 { !at } else { at };
    (usize::try_from(forward).expect("a place of an arc"), at < 0)
}

fn joined(arcs: &[Line], ring: &[i64]) -> Line {
    let mut line = Line::new();
    for at in ring {
        let (at, is_backwards) = place(*at);
        let mut arc = arcs[at].clone();
        if is_backwards {
            arc.reverse();
        }
        line.extend(arc.into_iter().skip(usize::from(!line.is_empty())));
    }
    line
}

/// Mercator: the world is one unit wide and high.
fn projected((lon, lat): (f64, f64)) -> (f64, f64) {
    let lat = lat.clamp(-85.0, 85.0).to_radians();
    let north = (std::f64::consts::FRAC_PI_4 + lat / 2.0).tan().ln();
    ((lon + 180.0) / 360.0, (1.0 - north / std::f64::consts::PI) / 2.0)
}

/// What crosses the date line goes on beyond the edge of the world, most of it within.
fn unbroken(mut points: Line) -> Line {
    for at in 1..points.len() {
        points[at].0 -= (points[at].0 - points[at - 1].0).round();
    }
    let most = points.iter().map(|point| point.0).fold(f64::MIN, f64::max);
    let least = points.iter().map(|point| point.0).fold(f64::MAX, f64::min);
    let turns = ((least + most) / 2.0).floor();
    points.iter_mut().for_each(|point| point.0 -= turns);
    points
}

/// Kind, first zoom, number of points, then each point as its zoom and two steps.
fn write(out: &mut Vec<u8>, kind: u8, line: &Line) {
    let points = unbroken(line.iter().map(|point| projected(*point)).collect());
    let zooms = zooms(&points);
    let kept: Vec<(u8, (f64, f64))> =
        zooms.into_iter().zip(points.iter().copied()).filter(|(zoom, _)| *zoom <= LAST).collect();
    let first = zoom_of(extent(&points) / 2.0);
    if LAST < first || kept.len() < 2 {
        return;
    }
    out.extend([kind, first]);
    number_out(out, kept.len() as u64);
    let mut at = (0_i64, 0_i64);
    for (zoom, (x, y)) in kept {
        let to = ((x * WORLD).round() as i64, (y * WORLD).round() as i64);
        out.push(zoom);
        step_out(out, to.0 - at.0);
        step_out(out, to.1 - at.1);
        at = to;
    }
}

fn extent(points: &Line) -> f64 {
    let span = |of: fn(&(f64, f64)) -> f64| {
        let most = points.iter().map(of).fold(f64::MIN, f64::max);
        most - points.iter().map(of).fold(f64::MAX, f64::min)
    };
    span(|point| point.0).max(span(|point| point.1))
}

/// The zoom from which a distance is seen; two steps double the picture.
fn zoom_of(distance: f64) -> u8 {
    if distance <= 0.0 {
        return u8::MAX;
    }
    let zoom = 2.0 * (SEEN / (256.0 * distance)).log2();
    zoom.ceil().clamp(0.0, 255.0) as u8
}

/// The zoom from which each point is seen, after Douglas and Peucker: how far it lies from the
/// line between those that are seen before it.
fn zooms(points: &Line) -> Vec<u8> {
    let mut zooms = vec![u8::MAX; points.len()];
    let last = points.len() - 1;
    (zooms[0], zooms[last]) = (0, 0);
    let mut open = vec![(0, last, f64::MAX)];
    while let Some((from, to, most)) = open.pop() {
        let inner = from + 1..to;
        let far = inner.map(|at| (at, distance(points[at], points[from], points[to])));
        let Some((at, far)) = far.max_by(|a, b| a.1.total_cmp(&b.1)) else { continue };
        let far = far.min(most);
        zooms[at] = zoom_of(far);
        open.push((from, at, far));
        open.push((at, to, far));
    }
    zooms
}

fn distance(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let along = match length > 0.0 {
        true => ((point.0 - from.0) * dx + (point.1 - from.1) * dy) / length,
        false => 0.0,
    };
    let along = along.clamp(0.0, 1.0);
    (point.0 - from.0 - along * dx).hypot(point.1 - from.1 - along * dy)
}

/// Seven bits at a time, the lowest first.
fn number_out(out: &mut Vec<u8>, mut n: u64) {
    while n > 127 {
        out.push((n & 127) as u8 | 128);
        n >>= 7;
    }
    out.push(n as u8);
}

fn step_out(out: &mut Vec<u8>, step: i64) {
    number_out(out, ((step << 1) ^ (step >> 63)) as u64);
}
