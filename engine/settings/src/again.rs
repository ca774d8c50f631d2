//! A form that comes back: what was sent, and why it was not taken.

use axum::http::StatusCode;
use kernel::{Error, FieldProblem};
use records::Cx;
use ui::fields::Form;

use present::errors::{Reader, keyed, sentence};
use visit::answer::Refused;
use visit::visitor::Visitor;

/// What was sent and refused.
#[derive(Clone, Debug, Default)]
pub struct Again {
    /// What was sent, when it was the form of the page.
    pub form: Option<Form>,
    /// What is wrong, at which fields.
    pub problems: Vec<FieldProblem>,
    conflict: Option<String>,
    /// Whether others changed meanwhile what was sent.
    is_stale: bool,
}

impl Again {
    /// What has to be corrected; anything else ends the request.
    pub fn of(visitor: &Visitor, error: Error, form: Form) -> Result<Self, Refused> {
        let cx = visitor.cx();
        match error {
            Error::Invalid(problems) => {
                Ok(Again { form: Some(form), problems, ..Again::default() })
            }
            Error::Conflict { code, params } => {
                let key = match code.as_str() {
                    "stale" => "ui.house.stale".to_owned(),
                    code => format!("conflict.{code}"),
                };
                let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
                let conflict = Some(keyed(&reader, "", (&key, &params)));
                let is_stale = code == "shape_stale";
                Ok(Again { form: Some(form), problems: Vec::new(), conflict, is_stale })
            }
            other => Err(Refused::page(other, visitor)),
        }
    }

    /// A sentence about the whole of it.
    pub fn conflicting(said: String) -> Self {
        Again { conflict: Some(said), ..Again::default() }
    }

    /// The same, while the form of the page stands as it is stored.
    pub fn without_form(self) -> Self {
        Again { form: None, ..self }
    }

    /// What was sent and is only looked at.
    pub fn kept(form: Form) -> Self {
        Again { form: Some(form), ..Again::default() }
    }

    /// What went wrong with something beside the form of the page.
    pub fn beside(visitor: &Visitor, error: Error) -> Result<Self, Refused> {
        let again = Again::of(visitor, error, Form::default())?;
        let cx = visitor.cx();
        let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
        let said = |problem: &FieldProblem| {
            let label = cx.text(&format!("ui.house.field.{}", problem.field)).to_owned();
            format!("{label}: {}", sentence(&reader, &label, problem))
        };
        let said = again.problems.first().map(said);
        Ok(Again { conflict: said.or(again.conflict), ..Again::default() })
    }

    /// What is wrong at a field of this name, in words.
    pub fn said(&self, cx: &Cx, field: &str, label: &str) -> Option<String> {
        let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
        let problem = self.problems.iter().find(|problem| problem.field == field)?;
        Some(sentence(&reader, label, problem))
    }

    /// What is wrong with the whole of it.
    pub fn conflict(&self) -> Option<String> {
        self.conflict.clone()
    }

    /// Whether something was typed that is not saved.
    pub fn is_unsaved(&self) -> bool {
        self.form.is_some()
    }

    /// What stands by now instead of what was sent, where others changed it meanwhile.
    pub fn stands(&self, cx: &Cx, (sent, stored): (&str, &str)) -> Option<String> {
        let is_other = self.is_stale && sent != stored;
        let stored = if stored.is_empty() { "–" } else { stored };
        let texts = cx.catalog.texts();
        is_other.then(|| texts.fill(cx.locale.language, "ui.studio.stands", &[("value", stored)]))
    }

    /// The status with which the form comes back.
    pub fn status(again: Option<&Again>) -> StatusCode {
        match again {
            None => StatusCode::OK,
            Some(again) if again.conflict.is_some() => StatusCode::CONFLICT,
            Some(again) if again.problems.is_empty() => StatusCode::OK,
            Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
