//! What a control needs to know, and the plain input that most types use.

use catalog::Field;
use kernel::{FieldProblem, Value};
use maud::{Markup, html};

use super::Form;

/// The scope of the controls of a filter.
pub(crate) const FILTER_SCOPE: &str = "filter";

/// What stands in a control: the value, or what was typed and refused.
#[derive(Clone, Copy, Debug)]
pub struct Entered<'a> {
    /// The stored value.
    pub value: &'a Value,
    /// What was posted and refused; shown instead of the value.
    pub form: Option<&'a Form>,
    /// What is wrong with it.
    pub problem: Option<&'a FieldProblem>,
    /// Keeps element ids of several forms on one page apart: `field`, `drawer`, `inline`.
    pub scope: &'a str,
    /// Codes that are offered where another field of the record limits them.
    pub offered: Option<&'a [String]>,
    /// What lines need besides.
    pub lines: InLines<'a>,
}

/// What the editor of lines needs besides.
#[derive(Clone, Copy, Debug, Default)]
pub struct InLines<'a> {
    /// Where the form is posted when something is done to its lines; it has a query.
    pub at: &'a str,
    /// Everything that is wrong with the form.
    pub problems: &'a [FieldProblem],
    /// What stands below the lines while some are being brought in.
    pub panel: Option<&'a Markup>,
}

impl<'a> Entered<'a> {
    /// A stored value with nothing wrong.
    #[must_use]
    pub fn stored(value: &'a Value, scope: &'a str) -> Self {
        Entered {
            value,
            form: None,
            problem: None,
            scope,
            offered: None,
            lines: InLines::default(),
        }
    }

    /// Whether a code of a closed list is offered.
    pub(super) fn offers(&self, code: &str) -> bool {
        self.offered.is_none_or(|offered| offered.iter().any(|known| known == code))
    }

    /// Element id of the control of a field.
    #[must_use]
    pub fn id(&self, field: &Field) -> String {
        format!("{}-{}", self.scope, field.name)
    }

    /// The control of a field that has only one.
    pub(super) fn control(&self, field: &Field) -> Control {
        let id = self.id(field);
        Control {
            described_by: self.problem.map(|_| format!("{id}-problem")),
            id,
            name: field.name.clone(),
            label: None,
            is_required: field.required,
        }
    }

    /// What was typed under a name, or what the value looks like.
    pub(super) fn text(&self, name: &str, stored: impl FnOnce() -> String) -> String {
        match self.form {
            Some(form) => form.get(name).unwrap_or_default().to_owned(),
            None => stored(),
        }
    }
}

/// Names and states of one control.
#[derive(Clone, Debug)]
pub(super) struct Control {
    pub id: String,
    pub name: String,
    /// Spoken label, where no visible one belongs to this very control.
    pub label: Option<String>,
    /// Set while something is wrong.
    pub described_by: Option<String>,
    pub is_required: bool,
}

impl Control {
    /// A part of a control, such as the currency of an amount.
    pub fn part(&self, part: &str, label: &str) -> Control {
        Control {
            id: format!("{}-{part}", self.id),
            name: format!("{}.{part}", self.name),
            label: Some(label.to_owned()),
            ..self.clone()
        }
    }

    /// The first control of several: the visible label points to it.
    pub fn first_part(&self, part: &str) -> Control {
        Control { name: format!("{}.{part}", self.name), ..self.clone() }
    }

    pub fn invalid(&self) -> Option<&'static str> {
        self.described_by.as_ref().map(|_| "true")
    }

    pub fn required(&self) -> Option<&'static str> {
        self.is_required.then_some("true")
    }
}

/// How a plain input behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typing {
    Text,
    Number,
    Email,
    Phone,
    Url,
}

/// An input of one line.
pub(super) fn line(control: &Control, typing: Typing, value: &str) -> Markup {
    let (kind, mode) = match typing {
        Typing::Text => ("text", None),
        Typing::Number => ("text", Some("decimal")),
        // Not `email` and `url`: their built-in checks know neither umlauts nor our messages.
        Typing::Email => ("text", Some("email")),
        Typing::Phone => ("tel", None),
        Typing::Url => ("text", Some("url")),
    };
    html! {
        input.input type=(kind) id=(control.id) name=(control.name) value=(value) inputmode=[mode]
            autocomplete="off" aria-label=[control.label.as_deref()]
            aria-required=[control.required()] aria-invalid=[control.invalid()]
            aria-describedby=[control.described_by.as_deref()];
    }
}

/// An input of several lines.
pub(super) fn lines(control: &Control, value: &str, rows: u32) -> Markup {
    let low = if rows < 3 { " textarea--low" } else { "" };
    html! {
        textarea class={ "textarea" (low) } id=(control.id) name=(control.name) rows=(rows)
            autocomplete="off" aria-label=[control.label.as_deref()]
            aria-required=[control.required()] aria-invalid=[control.invalid()]
            aria-describedby=[control.described_by.as_deref()] { "\n" (value) }
    }
}

/// A choice of one: value and words of each option.
pub(super) fn select(control: &Control, options: &[(&str, &str)], chosen: &str) -> Markup {
    html! {
        select.select id=(control.id) name=(control.name) aria-label=[control.label.as_deref()]
            aria-required=[control.required()] aria-invalid=[control.invalid()]
            aria-describedby=[control.described_by.as_deref()] {
            @for (value, words) in options {
                option value=(value) selected[*value == chosen] { (words) }
            }
        }
    }
}
