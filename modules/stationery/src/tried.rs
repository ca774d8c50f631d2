//! Whether papers can be set with a template, found out before it is saved.

use std::time::Duration;

use kernel::{Error, RecordId, Result, Value};
use paper::{Kind, Made};
use print::{Fault, Limits};
use records::behavior::{Ahead, Known};
use records::{Cx, Draft};

use crate::chosen::{Chosen, Own, WHY, Wanted, files_of, is_pdf_sheet};
use crate::fault::Trouble;
use crate::pdf_template::{fields, rules};
use crate::sample::sample;
use crate::slot::Slot;

/// How much a paper may take on which a template is tried.
pub const LIMITS: Limits =
    Limits { wait: Duration::from_secs(20), time: Duration::from_secs(5), pages: 50 };

/// Sets samples with a template, and tells what was wrong or that nothing was.
pub fn tried<'a>(cx: &'a Cx, draft: &'a Draft) -> Ahead<'a, Known> {
    Box::pin(async move {
        let Some(slot) = rules::slot(draft) else { return Ok(Vec::new()) };
        let own = own(cx, draft, slot).await?;
        let (kept, proved) = match trouble(cx, draft, &own).await? {
            None => (Trouble::none(), Value::text(&rules::fingerprint(draft))),
            Some(trouble) => (trouble.known(draft.when.at), Value::Empty),
        };
        Ok(kept.into_iter().chain([(fields::PROVED.name(), proved)]).collect())
    })
}

async fn trouble(cx: &Cx, draft: &Draft, own: &Own) -> Result<Option<Trouble>> {
    if let Some(sheet) = pdf_sheet(own) {
        return Ok(Some(sheet));
    }
    for kind in own.slot.tried_on() {
        let chosen = around(cx, draft, kind).await?.with(own.clone());
        let language = language(draft);
        let mut paper = sample(cx.catalog.texts(), kind, &language);
        let mut made = made(draft.id);
        chosen.dress(&mut paper, &mut made);
        let set = tokio::task::spawn_blocking(move || paper::pdf(&paper, &made)).await;
        let set = set.map_err(|_| Error::internal("a template was not tried"))?;
        if let Err(faults) = set {
            return Ok(faults.first().map(Trouble::of));
        }
    }
    Ok(None)
}

/// The first file at a template that is letter paper as PDF.
pub fn pdf_sheet(own: &Own) -> Option<Trouble> {
    let mut files = own.files.iter();
    files.find(|file| is_pdf_sheet(&file.name)).map(|file| Trouble::of_pdf(&file.name))
}

/// A template as it is typed, with the files that are kept at it.
///
/// # Errors
/// When the database or the disk fails.
pub async fn own(cx: &Cx, draft: &Draft, slot: Slot) -> Result<Own> {
    let files = match &draft.old {
        Some(old) => files_of(&cx.engine.system(WHY), old.id).await?,
        None => Vec::new(),
    };
    let version = draft.old.as_ref().map_or(0, |old| old.version);
    Ok(Own { slot, id: draft.id, version, text: rules::text(draft), files })
}

/// The other templates with which one would be used.
///
/// # Errors
/// When the database fails.
pub async fn around(cx: &Cx, draft: &Draft, kind: Kind) -> Result<Chosen> {
    let company = draft.get(&fields::COMPANY).map(|link| link.id);
    let language = language(draft);
    Chosen::of(cx, Wanted { kind, company, language: &language }).await
}

/// The language in which samples are shown.
pub fn language(draft: &Draft) -> String {
    draft.get(&fields::LANGUAGE).unwrap_or_else(|| "de".to_owned())
}

/// How samples are made; the same template gives the same bytes.
pub fn made(id: RecordId) -> Made {
    Made { limits: LIMITS, ..Made::at(kernel::Instant::from_millis(0), &id.to_string()) }
}

/// What is wrong, at the text of a template.
pub fn problems(faults: &[Fault], slot: Slot) -> Vec<kernel::FieldProblem> {
    faults.iter().take(5).map(|fault| Trouble::of(fault).problem(slot)).collect()
}
