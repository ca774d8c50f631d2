//! Bars that lie, one a line, so that long words have room.

use maud::{Markup, html};

use crate::point::{Chart, Point, hue, share};

/// Width of the picture of a bar, in its own units.
const WIDTH: i64 = 1000;

/// Draws bars; those that consist of parts show them one after the other.
#[must_use]
pub fn bar(chart: &Chart) -> Markup {
    let largest = chart.largest();
    html! {
        figure.chart.chart--bar aria-label=(chart.title) {
            (caption(chart))
            ul.chart__rows {
                @for point in &chart.points { li { (row(point, &picture(point, largest))) } }
            }
            (legend(chart))
        }
    }
}

/// What the chart shows, and for who does not see it where the same stands.
pub(crate) fn caption(chart: &Chart) -> Markup {
    html! { figcaption.chart__title { (chart.title) span.sr-only { ". " (chart.about) } } }
}

/// A line with its word, its picture and its number, which leads to what lies behind it.
pub(crate) fn row(point: &Point, picture: &Markup) -> Markup {
    let inside = html! {
        span.chart__label { (point.label) }
        span.chart__picture { (picture) }
        span.chart__text { (point.text) }
    };
    html! {
        @match &point.href {
            Some(href) => { a.chart__row href=(href) { (inside) } }
            None => { span.chart__row { (inside) } }
        }
    }
}

fn picture(point: &Point, largest: i64) -> Markup {
    let mut from = 0;
    let parts: Vec<(i64, i64, String)> = match point.parts.as_slice() {
        [] => vec![(0, share(point.size, largest, WIDTH), hue(point.hue))],
        parts => parts
            .iter()
            .map(|part| {
                let width = share(part.size, largest, WIDTH);
                let at = from;
                from += width;
                (at, width, hue(Some(part.hue)))
            })
            .collect(),
    };
    html! {
        svg viewBox={ "0 0 " (WIDTH) " 10" } preserveAspectRatio="none" aria-hidden="true"
            focusable="false" {
            @for (at, width, class) in parts.iter().filter(|(_, width, _)| 0 < *width) {
                rect class={ "chart__shape " (class) } x=(at) y="0" width=(width) height="10" {}
            }
        }
    }
}

/// What colours stand for.
pub(crate) fn legend(chart: &Chart) -> Markup {
    html! {
        @if !chart.legend.is_empty() {
            ul.chart__legend {
                @for (word, of) in &chart.legend {
                    li { span class={ "chart__key h-" (of) } {} (word) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Part;

    fn point(label: &str, size: i64) -> Point {
        Point { label: label.into(), size, text: size.to_string(), ..Point::default() }
    }

    #[test]
    fn the_largest_bar_fills_the_line_and_words_are_escaped() {
        let points = vec![
            Point { href: Some("/books?x=1".into()), ..point("<b>", 50) },
            point("half", 25),
            point("less than nothing", -5),
        ];
        let text = bar(&Chart { title: "Bars".into(), points, ..Chart::default() }).into_string();
        assert!(text.contains("&lt;b&gt;") && !text.contains("<b>"), "{text}");
        assert!(text.contains("width=\"1000\"") && text.contains("width=\"500\""), "{text}");
        assert_eq!(text.matches("<rect").count(), 2, "{text}");
        assert!(text.contains("href=\"/books?x=1\"") && !text.contains("style="), "{text}");
    }

    #[test]
    fn parts_stand_one_behind_the_other() {
        let parts = vec![Part { size: 30, hue: 20 }, Part { size: 70, hue: 200 }];
        let points = vec![Point { parts, ..point("both", 100) }];
        let legend = vec![("new".into(), 20), ("old".into(), 200)];
        let text = bar(&Chart { points, legend, ..Chart::default() }).into_string();
        assert!(text.contains("x=\"300\"") && text.contains("h-200"), "{text}");
        assert!(text.contains("chart__key h-20"), "{text}");
    }
}
