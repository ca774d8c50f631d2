//! A map as a picture.

use maud::{Markup, html};

use crate::outline::{PARTS, Paths, paths};
use crate::sight::{HEIGHT, Sight, WIDTH};

/// A map.
#[derive(Clone, Debug)]
pub struct Map {
    /// What it shows, in words.
    pub title: String,
    /// Which piece of the earth.
    pub sight: Sight,
    /// What stands on it.
    pub marks: Vec<Mark>,
    /// The length of the bar in its corner, in words.
    pub scale: String,
}

/// Something that stands on a map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// Where it stands in the picture.
    pub at: (f64, f64),
    /// How many things it stands for.
    pub n: usize,
    /// What it is, in words.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// Draws a map; every mark is a link with a name.
#[must_use]
pub fn draw(map: &Map) -> Markup {
    let Paths { land, borders } = paths(map.sight);
    let small = format!("scale({})", 1.0 / PARTS);
    let (length, _) = map.sight.scale();
    html! {
        svg.earth__picture viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="group"
            aria-label=(map.title) preserveAspectRatio="xMidYMid slice" {
            g transform=(small) aria-hidden="true" {
                path.earth__land fill-rule="evenodd" d=(land) {}
                path.earth__border d=(borders) {}
            }
            g aria-hidden="true" transform={ "translate(" (WIDTH / 2.0) " " (HEIGHT - 20.0) ")" } {
                path.earth__scale d={ "M" (units(-length / 2.0)) "-5v5h" (units(length)) "v-5" } {}
                text.earth__words y="-8" { (map.scale) }
            }
            @for mark in &map.marks { (drawn(mark)) }
        }
    }
}

fn drawn(mark: &Mark) -> Markup {
    let place = format!("translate({} {})", units(mark.at.0), units(mark.at.1));
    html! {
        a href=(mark.href) aria-label=(mark.label) {
            title { (mark.label) }
            g transform=(place) {
                @if mark.n == 1 {
                    circle r="16" fill="none" pointer-events="all" {}
                    circle.earth__dot r="8" {}
                } @else {
                    circle.earth__dot r=(radius(mark.n)) {}
                    text.earth__n y="5.5" { (mark.n) }
                }
            }
        }
    }
}

/// More of them make a larger circle, but none that hides its neighbours.
fn radius(n: usize) -> u8 {
    match n {
        0..10 => 14,
        10..100 => 17,
        100..1000 => 20,
        _ => 23,
    }
}

fn units(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use kernel::GeoPoint;

    use super::*;

    #[test]
    fn marks_are_links_with_names() {
        let sight = Sight::at(GeoPoint::parse("50, 10").unwrap(), 12);
        let one = Mark { at: (10.04, 20.0), n: 1, label: "A & B".into(), href: "/a/1".into() };
        let many = Mark { at: (90.0, 20.0), n: 12, label: "12".into(), href: "?at=1".into() };
        let map =
            Map { title: "Karte".into(), sight, marks: vec![one, many], scale: "200 km".into() };
        let text = draw(&map).into_string();
        assert!(text.contains("<a href=\"/a/1\" aria-label=\"A &amp; B\">"), "{text}");
        assert!(text.contains("<title>A &amp; B</title>"), "{text}");
        assert!(text.contains("translate(10 20)") && text.contains(">12</text>"), "{text}");
        assert!(!text.contains("style=") && !text.contains("http"), "{text}");
        assert!(text.len() < 60_000, "{}", text.len());
    }
}
