//! Papers, with the templates of the house where they fit.

use std::time::Duration;

use kernel::{Error, Link, RecordId, Result};
use paper::{Made, Paper};
use print::{Fault, FaultKind};
use records::{Cx, Output};

use crate::chosen::{Chosen, WHY, Wanted};
use crate::fault::Trouble;
use crate::pdf_template::fields;
use crate::pdf_template::rules::ACTIVE;

/// How long a paper may take with templates of the house, before the shipped ones stand in.
const PATIENCE: Duration = Duration::from_secs(10);

/// A paper that becomes a file.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What it says.
    pub paper: Paper,
    /// How it is made.
    pub made: Made,
    /// The name of the file.
    pub file: String,
    /// In the name of which company.
    pub company: Option<Link>,
}

/// Draws a paper: with the templates that fit best, and with those that come along where they are
/// faulty or take too long; what was wrong is then told at them.
///
/// # Errors
/// When no paper is made even with the templates that come along.
pub async fn draw(cx: &Cx, sheet: Sheet) -> Result<Output> {
    let Sheet { mut paper, mut made, file, company } = sheet;
    let (kind, language) = (paper.kind, paper.language.clone());
    let company = company.map(|link| link.id);
    let chosen = Chosen::of(cx, Wanted { kind, company, language: &language }).await?;
    chosen.dress(&mut paper, &mut made);
    if chosen != Chosen::default() {
        made.limits.time = PATIENCE;
    }
    // It takes some fifty milliseconds of one core.
    let drawn = tokio::task::spawn_blocking(move || paper::pdf_in_any_case(&paper, &made));
    let drawn = drawn.await.map_err(|_| Error::internal("a paper was not drawn"))?;
    let drawn = drawn.map_err(|faults| Error::internal(format!("no paper: {faults:?}")))?;
    let made_with = match drawn.passed_over.as_slice() {
        [] => chosen.edition(kind),
        faults => {
            tell(cx, &chosen, faults).await;
            kind.edition()
        }
    };
    Ok(Output { file, bytes: drawn.pdf.bytes, made_with })
}

/// Tells at templates what was wrong with them; whether that succeeds keeps no paper.
async fn tell(cx: &Cx, chosen: &Chosen, faults: &[Fault]) {
    let Some(fault) = faults.first().filter(|fault| fault.kind != FaultKind::Busy) else { return };
    let is_in = |part: &str| fault.place.as_ref().is_none_or(|place| place.part == part);
    for own in chosen.own.iter().filter(|own| is_in(own.slot.part())) {
        if let Err(error) = note(cx, own.id, Trouble::of(fault)).await {
            tracing::warn!(template = %own.id, %error, "a fault was not told at its template");
        }
    }
}

async fn note(cx: &Cx, id: RecordId, trouble: Trouble) -> Result<()> {
    let own = cx.engine.system("a template that was passed over says why");
    let note = move |work: &mut records::Work<'_, '_>| {
        let module = work.cx.module("pdf_template")?;
        let held = work.hold(&Link::new(&module.code, id), WHY)?;
        let Some(record) = held.filter(|record| record.trashed_at.is_none()) else {
            return Ok(());
        };
        let mut draft = work.held(&module, record);
        let is_used = draft.get(&fields::STAGE).as_deref() == Some(ACTIVE);
        if !is_used || trouble.is_told(&draft) {
            return Ok(());
        }
        for (name, value) in trouble.known(draft.when.at) {
            draft.set(name, value);
        }
        work.amend(draft, "updated").map(drop)
    };
    records::within(&own, note).await
}
