//! A line over time, with what lies behind each of its points.

use std::fmt::Write as _;

use maud::{Markup, html};

use crate::bar::caption;
use crate::point::{Chart, share};

/// The picture, in its own units; it is stretched to the room there is.
const WIDTH: i64 = 1000;
const HEIGHT: i64 = 240;
/// Room above the largest point.
const AIR: i64 = 12;

/// Draws a line.
#[must_use]
pub fn line(chart: &Chart) -> Markup {
    let (largest, n) = (chart.largest(), i64::try_from(chart.points.len()).unwrap_or(1).max(1));
    let step = WIDTH / n;
    let place = |at: usize, size: i64| {
        let x = step * i64::try_from(at).unwrap_or(0) + step / 2;
        (x, HEIGHT - share(size, largest, HEIGHT - AIR))
    };
    let places: Vec<(i64, i64)> =
        chart.points.iter().enumerate().map(|(at, point)| place(at, point.size)).collect();
    let mut path = String::new();
    for (at, (x, y)) in places.iter().enumerate() {
        let word = if at == 0 { "M" } else { "L" };
        let _ = write!(path, "{word}{x} {y}");
    }
    let ends = places.first().zip(places.last());
    let area = ends.map(|((from, _), (to, _))| format!("{path}L{to} {HEIGHT}L{from} {HEIGHT}Z"));
    html! {
        figure.chart.chart--line aria-label=(chart.title) {
            (caption(chart))
            span.chart__most { (most(chart)) }
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } preserveAspectRatio="none" role="group"
                aria-label=(chart.title) {
                desc { (chart.about) }
                @if let Some(area) = &area { path.chart__area d=(area) {} }
                path.chart__line d=(path) {}
                @for (at, (x, _)) in places.iter().enumerate() {
                    (behind(chart, at, (x - step / 2, step)))
                }
            }
            span.chart__ends {
                @if let Some(point) = chart.points.first() { span { (point.label) } }
                @if let Some(point) = chart.points.iter().skip(1).last() {
                    span { (point.label) }
                }
            }
        }
    }
}

/// What the largest point is, as a scale.
fn most(chart: &Chart) -> String {
    let largest = chart.points.iter().max_by_key(|point| point.size);
    largest.map(|point| point.text.clone()).unwrap_or_default()
}

/// The stretch around a point leads to what lies behind it.
fn behind(chart: &Chart, at: usize, (x, width): (i64, i64)) -> Markup {
    let point = &chart.points[at];
    let words = format!("{}: {}", point.label, point.text);
    let area = html! {
        rect.chart__behind x=(x) y="0" width=(width) height=(HEIGHT) { title { (words) } }
    };
    html! {
        @match &point.href {
            Some(href) => { a href=(href) aria-label=(words) { (area) } }
            None => { (area) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Point;

    #[test]
    fn a_line_goes_from_point_to_point_and_an_empty_one_is_none() {
        let point = |size| Point { size, ..Point::default() };
        let points = vec![point(0), point(10)];
        let text = line(&Chart { points, ..Chart::default() }).into_string();
        assert!(text.contains("d=\"M250 240L750 12\""), "{text}");
        assert!(line(&Chart::default()).into_string().contains("<figure"));
    }
}
