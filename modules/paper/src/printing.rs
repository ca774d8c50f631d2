//! From a paper to PDF, and to pictures for a preview.

use kernel::Instant;
use print::{
    Attachment, Content, Correction, Fault, FaultKind, Limits, Metadata, Options, Pdf, Picture,
    Standard, Template,
};

use crate::data::{self, CODE, FIRST_SHEET, LOGO, NEXT_SHEET, SIGNATURE};
use crate::{Paper, Payment};

/// How a paper is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// When; the same moment gives the same bytes.
    pub at: Instant,
    /// What names the paper for ever, such as its record id.
    pub id: String,
    /// The template text of a customer instead of the one that comes along.
    pub own: Option<String>,
    /// Files that lie within it.
    pub attachments: Vec<Attachment>,
    /// Properties beyond title, author and date.
    pub metadata: Option<Metadata>,
    /// How much it may take.
    pub limits: Limits,
}

impl Made {
    /// Made then, named so, with the template that comes along.
    #[must_use]
    pub fn at(at: Instant, id: &str) -> Made {
        Made {
            at,
            id: id.to_owned(),
            own: None,
            attachments: Vec::new(),
            metadata: None,
            limits: Limits::default(),
        }
    }
}

/// A paper with what was wrong about its own template, when another one had to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The paper.
    pub pdf: Pdf,
    /// Faults of the own template; then the paper was made with the one that comes along.
    pub passed_over: Vec<Fault>,
}

/// Makes PDF/A-3b of a paper.
pub fn pdf(paper: &Paper, made: &Made) -> Result<Pdf, Vec<Fault>> {
    print::compile(&template(paper, made), &content(paper)?, &options(paper, made))
}

/// Makes PDF/A-3b of a paper even when its own template is faulty: issuing waits for nobody.
pub fn pdf_in_any_case(paper: &Paper, made: &Made) -> Result<Printed, Vec<Fault>> {
    match pdf(paper, made) {
        Ok(pdf) => Ok(Printed { pdf, passed_over: Vec::new() }),
        Err(faults) if made.own.is_some() => {
            let shipped = Made { own: None, ..made.clone() };
            Ok(Printed { pdf: pdf(paper, &shipped)?, passed_over: faults })
        }
        Err(faults) => Err(faults),
    }
}

/// Draws the pages as SVG.
pub fn preview(paper: &Paper, made: &Made) -> Result<Vec<String>, Vec<Fault>> {
    print::pictures(&template(paper, made), &content(paper)?, &options(paper, made))
}

fn template(paper: &Paper, made: &Made) -> Template {
    paper.kind.template(made.own.as_deref())
}

fn content(paper: &Paper) -> Result<Content, Vec<Fault>> {
    let sender = &paper.sender;
    let named = [
        (LOGO, &sender.logo),
        (FIRST_SHEET, &sender.first_sheet),
        (NEXT_SHEET, &sender.next_sheet),
        (SIGNATURE, &sender.signature),
    ];
    let renamed = named.into_iter().filter_map(|(name, picture)| {
        let Picture { name: theirs, bytes } = picture.as_ref()?;
        Some(Picture { name: data::picture_name(name, theirs), bytes: bytes.clone() })
    });
    let mut pictures: Vec<Picture> = renamed.chain(paper.pictures.iter().cloned()).collect();
    pictures.extend(code(paper)?);
    Ok(Content { data: data::data(paper), pictures })
}

fn code(paper: &Paper) -> Result<Option<Picture>, Vec<Fault>> {
    let payload = match &paper.payment {
        None | Some(Payment::Bank(_)) => return Ok(None),
        Some(Payment::Code(code)) => &code.payload,
        Some(Payment::Swiss(slip)) => &slip.payload,
    };
    // Both standards draw at level M, and the templates leave the quiet zone.
    let drawn = print::qr(CODE, payload.as_bytes(), Correction::Medium, 0);
    drawn.map(Some).map_err(|_| {
        let (place, hints) = (None, Vec::new());
        vec![Fault { kind: FaultKind::Template, place, message: TOO_LONG.to_owned(), hints }]
    })
}

/// What is said of a payload that fits into no square; standards limit them far below that.
const TOO_LONG: &str = "the payload does not fit into a QR code";

fn options(paper: &Paper, made: &Made) -> Options {
    Options {
        title: paper.title.clone(),
        author: paper.sender.name.clone(),
        language: paper.language.clone(),
        created: made.at,
        id: made.id.clone(),
        standard: Standard::Archive,
        attachments: made.attachments.clone(),
        metadata: made.metadata.clone(),
        limits: made.limits,
    }
}
