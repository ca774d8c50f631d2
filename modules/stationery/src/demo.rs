//! The letter paper of a firm to look at.

use kernel::{Link, Result, Value};
use records::{Answers, Cx, Input, ListQuery};
use social::Files;

use crate::slot::Slot;

/// The green of the firm.
const GREEN: &str = "#2f6b3c";
/// The petrol of the letter that comes along.
const PETROL: &str = "#0b6274";

/// A leaf beside two bars.
const LOGO: &str = concat!(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 24'>",
    "<path d='M4 22C2 10 10 3 22 2c1 11-5 19-14 18l6-9-8 8z' fill='#2f6b3c'/>",
    "<rect x='27' y='6' width='31' height='5' rx='1' fill='#2f6b3c'/>",
    "<rect x='27' y='14' width='22' height='3' rx='1' fill='#9dbfa5'/></svg>",
);

/// A band along the edge of the first sheet.
const SHEET: &str = concat!(
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 210 297'>",
    "<rect width='3' height='297' fill='#2f6b3c'/>",
    "<path d='M210 0v34c-14-4-26-16-30-34z' fill='#e6efe8'/></svg>",
);

/// A quote that thanks before it asks to be accepted.
const QUOTE: &str = "\
#import \"/letter.typ\": *
#import \"/positions.typ\": positions, sums

#show: letter
#paragraphs(data.opening)
#positions()
#sums()
#notes()

#block(fill: soft, inset: 4mm, radius: 1mm, width: 100%, above: 6mm)[
  #bold[So geht es weiter] \\
  Sie antworten formlos, wir melden uns am selben Tag mit einem Termin.
]
#closing()
";

/// Gives the first company a letter with its colour, its logo and its sheet, and a quote in the
/// making.
///
/// # Errors
/// What saving says.
pub async fn fill(people: &[Cx], files: &Files) -> Result<()> {
    let Some(cx) = people.first() else { return Ok(()) };
    let list = ListQuery { limit: 1, ..ListQuery::default() };
    let found = records::find(cx, "company", &list).await?.page.records;
    let Some(company) = found.first() else { return Ok(()) };
    let of_company = || ("company", Value::Link(Link::new("company", company.id)));
    let shipped = Slot::of("letter").map(Slot::shipped).unwrap_or_default();
    let letter = Input::of([
        ("name", Value::text("Briefbogen Birkenau")),
        ("kind", Value::text("letter")),
        ("body", Value::text(&shipped.replace(PETROL, GREEN))),
        of_company(),
    ]);
    let letter = records::create(cx, "pdf_template", letter).await?;
    let link = Link::new("pdf_template", letter.id);
    for (name, picture) in [("logo.svg", LOGO), ("first-sheet.svg", SHEET)] {
        files.add(cx, &link, name, picture.as_bytes().to_vec()).await?;
    }
    let of = (letter.id, None);
    records::act(cx, "pdf_template", of, "activate", Answers::default()).await?;
    let quote = Input::of([
        ("name", Value::text("Angebot mit nächstem Schritt")),
        ("kind", Value::text("quote")),
        ("language", Value::text("de")),
        ("body", Value::text(QUOTE)),
        of_company(),
    ]);
    records::create(cx, "pdf_template", quote).await.map(drop)
}
