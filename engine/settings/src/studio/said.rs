//! What is said about a formula while it is written: where it stops fitting, or what it gives.

use catalog::{Field, Module};
use kernel::{Error, RecordId, Result};
use maud::Markup;
use panel::formula::Said;
use present::errors::{Reader, sentence};
use records::Cx;
use ui::fields::Form;

use super::kit::{fill, text};

/// What is said about the formula of a form, for a field that stands already or for a new one.
///
/// # Errors
/// When the database fails.
pub async fn said(
    cx: &Cx,
    (module, known): (&Module, Option<&Field>),
    form: &Form,
) -> Result<Said> {
    let word = |name: &str| form.get(name).unwrap_or_default();
    let written = word("formula");
    if written.trim().is_empty() {
        return Ok(Said { text: text(cx, "formula_waits"), ..Said::default() });
    }
    let field = match known {
        Some(field) => field.clone(),
        None => {
            let scale = word("scale").parse().unwrap_or(2);
            match studio::shaped(cx, (word("kind"), word("list"), scale)) {
                Ok(field) => field,
                Err(Error::Invalid(_)) => {
                    let waits = text(cx, "formula_waits");
                    return Ok(Said { text: waits, ..Said::default() });
                }
                Err(error) => return Err(error),
            }
        }
    };
    match studio::check(cx, module, &field, written) {
        Err(error) => {
            let letters: Vec<char> = written.chars().collect();
            let (before, from) = letters.split_at(letters.len().min(error.position - 1));
            let place = (before.iter().collect(), from.iter().collect());
            let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
            let said = sentence(&reader, &text(cx, "formula"), &studio::problem(cx, error));
            Ok(Said { text: said, place: Some(place), ..Said::default() })
        }
        Ok(kind) => {
            let kind = cx.text(&format!("formula.kind.{}", kind.word())).to_owned();
            let fine = fill(cx, "formula_fine", &[("kind", &kind)]);
            let tried = tried(cx, module, (&field, written), word("try")).await?;
            Ok(Said { text: fine, tried, ..Said::default() })
        }
    }
}

/// What a formula gives for the record that is named.
async fn tried(
    cx: &Cx,
    module: &Module,
    (field, written): (&Field, &str),
    name: &str,
) -> Result<Option<(String, Markup)>> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    let found = records::lookup(cx, &module.code, name.trim()).await?;
    let id: Option<RecordId> = found.first().map(|record| record.id);
    let Some(id) = id else {
        return Ok(Some((text(cx, "no_such_record"), Markup::default())));
    };
    let place = (module.code.as_str(), id);
    let attempt = match records::follow::attempt(cx, place, field, written).await {
        Ok(attempt) => attempt,
        Err(Error::NotFound) => {
            return Ok(Some((text(cx, "no_such_record"), Markup::default())));
        }
        Err(error) => return Err(error),
    };
    let title = [("title", attempt.title.as_str())];
    if let Some(code) = &attempt.reason {
        let reason = cx.text(&format!("formula.reason.{code}")).to_owned();
        let all = [title[0], ("reason", reason.as_str())];
        return Ok(Some((fill(cx, "tried_reason", &all), Markup::default())));
    }
    if attempt.value.is_empty() {
        return Ok(Some((fill(cx, "tried_empty", &title), Markup::default())));
    }
    let names = ui::Names::default();
    let reader = crate::kit::drawing(cx, &names);
    let shown = ui::fields::show(reader, field, &attempt.value);
    Ok(Some((fill(cx, "tried", &title), shown)))
}
