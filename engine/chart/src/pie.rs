//! A pie, with its slices named beside it.

use maud::{Markup, html};

use crate::bar::caption;
use crate::point::{Chart, Point, hue};

/// Radius of the middle of the ring, and the length of its circle, in units of the picture.
const RADIUS: i64 = 40;
const CIRCLE: i64 = 1000;

/// Draws a pie as a ring: each slice is a stretch of one circle, so no angle is computed.
#[must_use]
pub fn pie(chart: &Chart) -> Markup {
    let total: i128 = chart.points.iter().map(|point| i128::from(point.size.max(0))).sum();
    let part = |size: i128| i64::try_from(size * i128::from(CIRCLE) / total.max(1)).unwrap_or(0);
    let mut before: i128 = 0;
    let slices: Vec<(&Point, i64, i64)> = chart
        .points
        .iter()
        .map(|point| {
            let from = part(before);
            before += i128::from(point.size.max(0));
            (point, from, part(before) - from)
        })
        .collect();
    html! {
        figure.chart.chart--pie aria-label=(chart.title) {
            (caption(chart))
            svg viewBox="0 0 100 100" role="img" aria-label=(chart.title) {
                title { (chart.title) }
                desc { (chart.about) }
                @for (point, from, length) in slices.iter().filter(|(_, _, length)| 0 < *length) {
                    circle class={ "chart__slice " (hue(point.hue)) } cx="50" cy="50" r=(RADIUS)
                        pathLength=(CIRCLE) stroke-dasharray={ (length) " " (CIRCLE - length) }
                        stroke-dashoffset=(CIRCLE - from) transform="rotate(-90 50 50)" {
                        title { (point.label) ": " (point.text) }
                    }
                }
            }
            ul.chart__slices {
                @for (point, _, length) in &slices { li { (named(point, *length)) } }
            }
        }
    }
}

fn named(point: &Point, length: i64) -> Markup {
    let inside = html! {
        span class={ "chart__key " (hue(point.hue)) } {}
        span.chart__label { (point.label) }
        span.chart__text { (point.text) }
        span.chart__share { (length / 10) " %" }
    };
    html! {
        @match &point.href {
            Some(href) => { a.chart__row href=(href) { (inside) } }
            None => { span.chart__row { (inside) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_close_the_circle() {
        let point = |size| Point { size, ..Point::default() };
        let points = vec![point(1), point(1), point(1), point(0)];
        let text = pie(&Chart { points, ..Chart::default() }).into_string();
        assert_eq!(text.matches("<circle").count(), 3, "{text}");
        for dash in ["333 667", "333 667", "334 666"] {
            assert!(text.contains(&format!("stroke-dasharray=\"{dash}\"")), "{text}");
        }
        assert!(!pie(&Chart::default()).into_string().contains("<circle"));
    }
}
