//! What is wrong with a template: as it is kept, and as it is told.

use kernel::{FieldProblem, Instant, Value};
use print::{Fault, FaultKind, Place};
use records::Draft;
use records::behavior::Known;

use crate::pdf_template::fields;
use crate::slot::Slot;

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Its code in the pick list `template_trouble`.
    kind: &'static str,
    /// Part, line and column, joined by `:`; or the name of a file.
    place: String,
    /// What the typesetter says, in English.
    said: String,
}

/// Characters that are kept of what the typesetter says.
const LONGEST: usize = 2000;

impl Trouble {
    /// What a fault means for a template.
    pub fn of(fault: &Fault) -> Self {
        let kind = match fault.kind {
            FaultKind::Template | FaultKind::Name => "template",
            FaultKind::TooLong => "too_long",
            FaultKind::TooManyPages => "too_many_pages",
            FaultKind::Busy => "busy",
            FaultKind::Broken => "broken",
        };
        let joined = |place: &Place| format!("{}:{}:{}", place.part, place.line, place.column);
        let place = fault.place.as_ref().map(joined).unwrap_or_default();
        let said = std::iter::once(&fault.message).chain(&fault.hints).cloned();
        let said = said.collect::<Vec<_>>().join("\n").chars().take(LONGEST).collect();
        Trouble { kind, place, said }
    }

    /// A page of PDF where PDF/A takes pictures only.
    pub fn of_pdf(name: &str) -> Self {
        Trouble { kind: "pdf_picture", place: name.to_owned(), said: String::new() }
    }

    /// Values of the fields in which it is kept.
    pub fn known(&self, at: Instant) -> Known {
        vec![
            (fields::TROUBLE.name(), Value::text(self.kind)),
            (fields::TROUBLE_PLACE.name(), Value::text(&self.place)),
            (fields::TROUBLE_TEXT.name(), Value::text(&self.said)),
            (fields::TROUBLE_AT.name(), Value::Instant(at)),
        ]
    }

    /// The fields, empty.
    pub fn none() -> Known {
        [&fields::TROUBLE, &fields::TROUBLE_PLACE, &fields::TROUBLE_TEXT]
            .map(|field| (field.name(), Value::Empty))
            .into_iter()
            .chain([(fields::TROUBLE_AT.name(), Value::Empty)])
            .collect()
    }

    /// Whether a template tells of it already.
    pub fn is_told(&self, draft: &Draft) -> bool {
        let kept = |field| draft.get(field).unwrap_or_default();
        kept(&fields::TROUBLE) == self.kind && kept(&fields::TROUBLE_PLACE) == self.place
    }

    /// The same at the text of a template that stands in for something; where the fault lies in
    /// it, `line` and `column` say where.
    pub fn problem(&self, slot: Slot) -> FieldProblem {
        let at = |code: &str| FieldProblem::new(fields::BODY.name(), code);
        match self.kind {
            "template" => match self.place.splitn(3, ':').collect::<Vec<_>>()[..] {
                [part, line, column] if part == slot.part() => {
                    let problem = at("template_fault").with("line", line).with("column", column);
                    problem.with("said", &self.said)
                }
                [part, row, place] => {
                    let problem = at("template_fault_elsewhere").with("part", part);
                    problem.with("row", row).with("place", place).with("said", &self.said)
                }
                _ => at("template_broken").with("said", &self.said),
            },
            "too_long" => at("template_too_long"),
            "too_many_pages" => at("template_too_many_pages"),
            "pdf_picture" => at("template_pdf_picture").with("name", &self.place),
            "busy" => at("template_busy"),
            _ => at("template_broken").with("said", &self.said),
        }
    }
}

/// Why a template is not used, by what is kept at it.
pub fn problem_of(draft: &Draft) -> FieldProblem {
    let kinds = ["template", "too_long", "too_many_pages", "pdf_picture", "broken", "busy"];
    let kept = draft.get(&fields::TROUBLE);
    let kind = kept.and_then(|kept| kinds.into_iter().find(|kind| *kind == kept));
    let slot = draft.get(&fields::KIND).and_then(|kind| Slot::of(&kind));
    let (Some(kind), Some(slot)) = (kind, slot) else {
        return FieldProblem::new(fields::BODY.name(), "template_untried");
    };
    let text = |field| draft.get(field).unwrap_or_default();
    let (place, said) = (text(&fields::TROUBLE_PLACE), text(&fields::TROUBLE_TEXT));
    Trouble { kind, place, said }.problem(slot)
}
