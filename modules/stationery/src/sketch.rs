//! What a paper would look like with a template that is still typed.

use kernel::{Error, FieldProblem, Result};
use paper::{Kind, Paper};
use records::behavior::{Ahead, Sketched};
use records::{Cx, Draft};

use crate::pdf_template::{fields, rules};
use crate::sample::sample;
use crate::slot::Slot;
use crate::{tried, words};

/// Pages at most that are shown.
const PAGES: usize = 6;

/// What a template is drawn on.
#[derive(Clone, Debug)]
pub enum On {
    /// A made-up paper of its kind.
    Sample,
    /// The paper of a document.
    Paper(Box<Paper>),
    /// A record that has no paper, or none for whoever asks.
    Nothing,
}

/// Draws a sample.
pub(crate) fn on_samples<'a>(cx: &'a Cx, draft: &'a Draft) -> Ahead<'a, Sketched> {
    Box::pin(sketch(cx, draft, On::Sample))
}

/// Draws a paper with a template as it is typed.
///
/// # Errors
/// When the database fails; faults of the template are what is answered.
pub async fn sketch(cx: &Cx, draft: &Draft, on: On) -> Result<Sketched> {
    let Some(slot) = rules::slot(draft) else { return Ok(Sketched::default()) };
    let refused = |problem| Sketched {
        problems: vec![problem],
        words: words::words(slot),
        ..Sketched::default()
    };
    let mut paper = match on {
        On::Nothing => return Ok(refused(at_sample("template_no_paper"))),
        On::Paper(paper) => *paper,
        On::Sample => sample(cx.catalog.texts(), shown(slot), &tried::language(draft)),
    };
    if matches!(slot, Slot::Body(own) if own != paper.kind) {
        return Ok(refused(at_sample("template_other_paper")));
    }
    let own = tried::own(cx, draft, slot).await?;
    if let Some(sheet) = tried::pdf_sheet(&own) {
        return Ok(refused(sheet.problem(slot)));
    }
    let chosen = tried::around(cx, draft, paper.kind).await?.with(own);
    let mut made = tried::made(draft.id);
    chosen.dress(&mut paper, &mut made);
    let drawn = tokio::task::spawn_blocking(move || paper::preview(&paper, &made)).await;
    let sketched = Sketched { words: words::words(slot), ..Sketched::default() };
    Ok(match drawn.map_err(|_| Error::internal("a template was not drawn"))? {
        Ok(mut pages) => {
            let n_pages = pages.len();
            pages.truncate(PAGES);
            Sketched { pages, n_pages, ..sketched }
        }
        Err(faults) => Sketched { problems: tried::problems(&faults, slot), ..sketched },
    })
}

fn at_sample(code: &str) -> FieldProblem {
    FieldProblem::new(fields::SAMPLE.name(), code)
}

/// The kind of the sample that is shown.
fn shown(slot: Slot) -> Kind {
    match slot {
        Slot::Body(kind) => kind,
        Slot::Part(_) => Kind::Invoice,
    }
}
