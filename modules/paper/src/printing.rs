//! From a paper to PDF, and to pictures for a preview.

use kernel::Instant;
use print::{
    Attachment, Content, Correction, Fault, FaultKind, Limits, Metadata, Options, Part, Pdf,
    Picture, Standard, Template,
};

use crate::data::{self, CODE, FIRST_SHEET, LOGO, NEXT_SHEET, SIGNATURE};
use crate::{Paper, Payment, Sender};

/// How a paper is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// When; the same moment gives the same bytes.
    pub at: Instant,
    /// What names the paper for ever, such as its record id.
    pub id: String,
    /// The template text of a customer instead of the one that comes along.
    pub own: Option<String>,
    /// Parts of a customer: in the place of those that have their names ([`crate::PARTS`]), such as
    /// a `letter.typ` for all kinds, or beside them.
    pub own_parts: Vec<Part>,
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
            own_parts: Vec::new(),
            attachments: Vec::new(),
            metadata: None,
            limits: Limits::default(),
        }
    }
}

/// A paper with what was wrong when it had to be made in another way than asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The paper.
    pub pdf: Pdf,
    /// Faults of the own template, then of the sender's pictures; the paper was made without them.
    pub passed_over: Vec<Fault>,
}

/// Makes PDF/A-3b of a paper.
pub fn pdf(paper: &Paper, made: &Made) -> Result<Pdf, Vec<Fault>> {
    print::compile(&template(paper, made), &content(paper)?, &options(paper, made))
}

/// Makes PDF/A-3b of a paper even when its own template or a picture of the sender is faulty:
/// issuing waits for nobody.
pub fn pdf_in_any_case(paper: &Paper, made: &Made) -> Result<Printed, Vec<Fault>> {
    let mut passed_over = Vec::new();
    for (paper, made) in ways(paper, made) {
        match pdf(&paper, &made) {
            Ok(pdf) => return Ok(Printed { pdf, passed_over }),
            Err(faults) => passed_over.extend(faults),
        }
    }
    Err(passed_over)
}

/// As asked for, then with the template that comes along, then without pictures of the sender.
fn ways(paper: &Paper, made: &Made) -> Vec<(Paper, Made)> {
    let mut ways = vec![(paper.clone(), made.clone())];
    let shipped = Made { own: None, own_parts: Vec::new(), ..made.clone() };
    if *made != shipped {
        ways.push((paper.clone(), shipped.clone()));
    }
    let sender = &paper.sender;
    let pictures = [&sender.logo, &sender.first_sheet, &sender.next_sheet, &sender.signature];
    if pictures.into_iter().any(Option::is_some) {
        let (logo, first_sheet, next_sheet, signature) = (None, None, None, None);
        let sender = Sender { logo, first_sheet, next_sheet, signature, ..sender.clone() };
        ways.push((Paper { sender, pictures: Vec::new(), ..paper.clone() }, shipped));
    }
    ways
}

/// Draws the pages as SVG.
pub fn preview(paper: &Paper, made: &Made) -> Result<Vec<String>, Vec<Fault>> {
    print::pictures(&template(paper, made), &content(paper)?, &options(paper, made))
}

fn template(paper: &Paper, made: &Made) -> Template {
    paper.kind.template(made.own.as_deref(), &made.own_parts)
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
