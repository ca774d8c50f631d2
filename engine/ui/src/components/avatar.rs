//! Initials in a colour of their own: people are round, everything else is square.

use maud::{Markup, html};

use crate::model::Person;

/// Round for people, square for everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A person.
    Round,
    /// Anything else.
    Square,
}

/// How large an avatar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// In rows.
    Small,
    /// In the head of the frame.
    Large,
    /// In the head of a record.
    Huge,
}

impl Shape {
    /// The shape for records that stand for persons or do not.
    #[must_use]
    pub fn of(is_person: bool) -> Self {
        if is_person { Shape::Round } else { Shape::Square }
    }
}

/// Initials of a name; the words beside it say it again, so readers of the screen skip it.
#[must_use]
pub fn avatar(name: &str, id: [u8; 16], shape: Shape, size: Size) -> Markup {
    let size = class(size);
    let shape_class = match shape {
        Shape::Round => "",
        Shape::Square => " avatar--square",
    };
    html! {
        span class={ "avatar" (shape_class) (size) " h-" (hue_of(id)) } aria-hidden="true" {
            (initials(name, shape))
        }
    }
}

fn class(size: Size) -> &'static str {
    match size {
        Size::Small => "",
        Size::Large => " avatar--lg",
        Size::Huge => " avatar--xl",
    }
}

/// The picture of a person, or initials; the words beside it say the name.
#[must_use]
pub fn portrait(person: &Person, size: Size) -> Markup {
    match &person.picture {
        Some(address) => html! {
            img class={ "avatar avatar--picture" (class(size)) } src=(address) alt=""
                loading="lazy" decoding="async";
        },
        None => avatar(&person.name, person.id.bytes(), Shape::Round, size),
    }
}

/// A user with picture or initials, and name.
#[must_use]
pub fn person(person: &Person) -> Markup {
    html! {
        span.person {
            (portrait(person, Size::Small))
            span.truncate { (person.name) }
        }
    }
}

/// The hue that belongs to an id; every byte counts, because ids made together look alike.
#[must_use]
pub fn hue_of(id: [u8; 16]) -> u16 {
    let mixed =
        id.iter().fold(0_u16, |sum, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()));
    mixed % 36 * 10
}

/// The letters of an avatar; titles such as `Dr.` and signs such as `&` are passed over.
#[must_use]
pub fn initials(name: &str, shape: Shape) -> String {
    let words: Vec<char> = name
        .split_whitespace()
        .filter(|word| !word.ends_with('.'))
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .collect();
    let second = match shape {
        Shape::Round => words.last().filter(|_| words.len() > 1),
        Shape::Square => words.get(1),
    };
    words.first().into_iter().chain(second).flat_map(|c| c.to_uppercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_pass_over_titles_and_signs() {
        assert_eq!(initials("Dr. Annika Brandt", Shape::Round), "AB");
        assert_eq!(initials("Ursula K. Le Guin", Shape::Round), "UG");
        assert_eq!(initials("Hansen & Petersen Verlag", Shape::Square), "HP");
        assert_eq!(initials("Ökobuch", Shape::Round), "Ö");
        assert_eq!(initials("", Shape::Round), "");
    }
}
