//! What a template stands in for: the body of a kind of paper, or a part that all kinds share.

use paper::{Kind, PARTS};

/// What a template stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// What a kind of paper says, and in which order.
    Body(Kind),
    /// A part, by its name in templates.
    Part(&'static str),
}

/// Parts that a house may replace, with their codes in the pick list. The slip of a Swiss bill is
/// none of them: every millimetre of it is prescribed.
const SHARED: [(&str, &str); 3] =
    [("letter", "letter.typ"), ("positions", "positions.typ"), ("payment", "payment.typ")];

impl Slot {
    /// What a code of the pick list `paper_kind` means.
    #[must_use]
    pub fn of(code: &str) -> Option<Slot> {
        let body = Kind::ALL.into_iter().find(|kind| kind.code() == code).map(Slot::Body);
        let part = || SHARED.into_iter().find(|(known, _)| *known == code);
        body.or_else(|| part().map(|(_, part)| Slot::Part(part)))
    }

    /// All of which a paper of a kind is made.
    pub fn of_kind(kind: Kind) -> impl Iterator<Item = Slot> {
        let parts = SHARED.into_iter().map(|(_, part)| Slot::Part(part));
        std::iter::once(Slot::Body(kind)).chain(parts)
    }

    /// Its code in the pick list.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Slot::Body(kind) => kind.code(),
            Slot::Part(part) => {
                SHARED.into_iter().find(|(_, name)| *name == part).map_or(part, |(code, _)| code)
            }
        }
    }

    /// The name of the part in which its faults are.
    #[must_use]
    pub fn part(self) -> &'static str {
        match self {
            Slot::Body(_) => print::Template::MAIN,
            Slot::Part(part) => part,
        }
    }

    /// The text that comes along.
    #[must_use]
    pub fn shipped(self) -> &'static str {
        match self {
            Slot::Body(kind) => kind.shipped(),
            Slot::Part(part) => {
                PARTS.into_iter().find(|(name, _)| *name == part).map_or("", |(_, text)| text)
            }
        }
    }

    /// The kinds of paper on which it is tried: for a part those that differ most.
    #[must_use]
    pub fn tried_on(self) -> Vec<Kind> {
        match self {
            Slot::Body(kind) => vec![kind],
            Slot::Part(_) => vec![Kind::Invoice, Kind::DeliveryNote, Kind::DunningLetter],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_has_a_code_and_a_text_to_begin_with() {
        let all = Kind::ALL.into_iter().flat_map(Slot::of_kind);
        for slot in all {
            assert_eq!(Slot::of(slot.code()), Some(slot));
            assert!(slot.shipped().len() > 100, "{slot:?}");
        }
        assert_eq!(Slot::of("swiss"), None);
    }
}
