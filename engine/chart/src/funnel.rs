//! A funnel: steps that grow narrower, one a line, each as wide as it is large.

use maud::{Markup, html};

use crate::bar::{caption, row};
use crate::point::{Chart, Point, hue, share};

/// Width of the picture of a step, in its own units.
const WIDTH: i64 = 1000;

/// Draws a funnel.
#[must_use]
pub fn funnel(chart: &Chart) -> Markup {
    let largest = chart.largest();
    let widths: Vec<i64> = chart.points.iter().map(|p| share(p.size, largest, WIDTH)).collect();
    html! {
        figure.chart.chart--funnel aria-label=(chart.title) {
            (caption(chart))
            ul.chart__rows {
                @for (at, point) in chart.points.iter().enumerate() {
                    @let next = widths.get(at + 1).copied().unwrap_or(widths[at]);
                    li { (row(point, &step(point, widths[at], next))) }
                }
            }
        }
    }
}

/// From its own width at the top to that of the next step at the bottom, but never wider.
fn step(point: &Point, width: i64, next: i64) -> Markup {
    let (top, bottom) = (width.max(4), next.min(width).max(4));
    let (left, right) = ((WIDTH - top) / 2, i64::midpoint(WIDTH, top));
    let (below_left, below_right) = ((WIDTH - bottom) / 2, i64::midpoint(WIDTH, bottom));
    let points = format!("{left},0 {right},0 {below_right},10 {below_left},10");
    html! {
        svg viewBox={ "0 0 " (WIDTH) " 10" } preserveAspectRatio="none" aria-hidden="true"
            focusable="false" {
            polygon class={ "chart__shape " (hue(point.hue)) } points=(points) {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_never_wider_at_its_end() {
        let point = |size| Point { size, ..Point::default() };
        let points = vec![point(100), point(50), point(80)];
        let text = funnel(&Chart { points, ..Chart::default() }).into_string();
        assert!(text.contains("points=\"0,0 1000,0 750,10 250,10\""), "{text}");
        assert!(text.contains("points=\"250,0 750,0 750,10 250,10\""), "{text}");
    }
}
