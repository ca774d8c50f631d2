//! What a paper says.

use print::Picture;

use crate::{Kind, Labels, Line, Payment, Statement, Sum};

/// A paper of the trade. All texts are ready: in its language, with its formats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// What it is; decides the template.
    pub kind: Kind,
    /// The language of its texts as a tag, such as `de`, `de-AT` or `en` (BCP 47).
    pub language: String,
    /// What stands above the text and in the head of readers: "Rechnung RE-2026-0042".
    pub title: String,
    /// A line below the title, such as what it is about.
    pub subtitle: Option<String>,
    /// Who writes.
    pub sender: Sender,
    /// Whom it is for.
    pub recipient: Recipient,
    /// The block on the right: number, date, customer number, who to ask.
    pub facts: Vec<Fact>,
    /// Paragraphs before the positions, the salutation first.
    pub opening: Vec<String>,
    /// Positions and what stands between them.
    pub lines: Vec<Line>,
    /// A table of what is open, for letters about several papers.
    pub statement: Option<Statement>,
    /// Sums below the positions, in order.
    pub sums: Vec<Sum>,
    /// Until when how much is to be paid, with cash discount first.
    pub terms: Vec<Fact>,
    /// How to pay.
    pub payment: Option<Payment>,
    /// Paragraphs after it: reasons for exemption, legal notes, what was agreed.
    pub notes: Vec<Note>,
    /// Greeting, then names.
    pub closing: Vec<String>,
    /// Labels of lines to sign on.
    pub signatures: Vec<String>,
    /// A word across the sheet, such as "Entwurf".
    pub stamp: Option<String>,
    /// Words of the template itself.
    pub labels: Labels,
    /// Pictures that an own template draws, beside those of the sender.
    pub pictures: Vec<Picture>,
}

/// The company that writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// Its name.
    pub name: String,
    /// A line in the head, beside the logo.
    pub claim: Option<String>,
    /// The small line above the address: name and address of the company.
    pub return_line: String,
    /// Columns of the foot with their lines: address, contact, bank, register (§ 35a GmbHG,
    /// § 14 (4) UStG); three or four have room, of five lines each.
    pub columns: Vec<Vec<String>>,
    /// The colour of headings as `#rrggbb`; petrol when there is none.
    pub accent: Option<String>,
    /// The logo instead of the name, up to 16 mm high.
    pub logo: Option<Picture>,
    /// Letter paper below the first sheet, A4; its company details replace none of the foot.
    pub first_sheet: Option<Picture>,
    /// Letter paper below the following sheets.
    pub next_sheet: Option<Picture>,
    /// A signature as a picture, between greeting and name.
    pub signature: Option<Picture>,
}

/// Whom a paper is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipient {
    /// A remark of the post above the address, such as "Einschreiben".
    pub remark: Option<String>,
    /// The address, line by line; six have room in the window, nine at most (DIN 5008).
    pub lines: Vec<String>,
}

/// A label and what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// Such as "Kundennummer".
    pub label: String,
    /// Such as "10042".
    pub value: String,
}

/// A paragraph with or without a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// In bold above it.
    pub heading: Option<String>,
    /// The text; line feeds are new lines.
    pub text: String,
}
