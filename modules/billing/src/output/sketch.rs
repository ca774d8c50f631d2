//! Templates of papers, drawn on documents while they are typed.

use kernel::{Error, Link, Result};
use records::behavior::{Ahead, Sketched};
use records::files::material;
use records::{Behavior, Cx, Draft};
use stationery::On;
use stationery::pdf_template::fields;

use super::made::PAPERS;
use super::{dunning, made};
use crate::electronic::form;

/// What templates are drawn on.
#[must_use]
pub fn templates() -> Behavior {
    Behavior::of("pdf_template").sketch(sketch)
}

/// Draws a template on the document it names, as far as whoever types may have its paper, or on a
/// sample.
pub fn sketch<'a>(cx: &'a Cx, draft: &'a Draft) -> Ahead<'a, Sketched> {
    Box::pin(async move {
        let on = match draft.get(&fields::SAMPLE) {
            None => On::Sample,
            Some(link) => of_document(cx, &link).await?,
        };
        stationery::sketch(cx, draft, on).await
    })
}

async fn of_document(cx: &Cx, link: &Link) -> Result<On> {
    let is_letter = link.module == dunning::MODULE;
    if !is_letter && !PAPERS.contains(&link.module.as_str()) {
        return Ok(On::Nothing);
    }
    let record = match material(cx, (&link.module, link.id), form::PAPER).await {
        Ok(record) => record,
        Err(Error::NotFound | Error::Forbidden { .. }) => return Ok(On::Nothing),
        Err(error) => return Err(error),
    };
    let module = cx.module(&link.module)?;
    let paper = match is_letter {
        true => dunning::paper_of(cx, &module, &record).await?,
        false => made::paper_of(cx, &module, &record).await?,
    };
    Ok(On::Paper(Box::new(paper)))
}
