//! Which templates of the house fit a paper.

use kernel::{Error, Link, RecordId, Result, Value};
use paper::{Kind, Made, Paper};
use print::{Part, Picture};
use records::{Cx, ListQuery, Record};
use social::Files;

use crate::pdf_template::fields;
use crate::pdf_template::rules::{ACTIVE, short_hash};
use crate::slot::Slot;

/// Why templates are read whoever asks for a paper.
pub const WHY: &str = "a paper looks the same whoever asks for it";

/// Templates in use at most; more than that nobody keeps apart.
const MOST: usize = 500;

/// Names, without their endings, of pictures that stand for what the sender has.
pub const SHEETS: [&str; 4] = ["logo", "first-sheet", "next-sheet", "signature"];

/// How names of pictures end that a paper can hold.
const PICTURES: [&str; 6] = ["svg", "png", "jpg", "jpeg", "gif", "webp"];

/// A template of the house, with the files that are kept at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// What it stands in for.
    pub slot: Slot,
    /// The record.
    pub id: RecordId,
    /// Its version.
    pub version: i64,
    /// Its text.
    pub text: String,
    /// Files at the record.
    pub files: Vec<Picture>,
}

/// What of the house a paper is made with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Templates that fit it: at most one for each of what it is made of.
    pub own: Vec<Own>,
    /// The logo of its company, where no template brings one.
    pub logo: Option<Picture>,
}

/// What a paper is, as far as templates are chosen by it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Its kind.
    pub kind: Kind,
    /// In the name of which company.
    pub company: Option<RecordId>,
    /// In which language, such as `de`.
    pub language: &'a str,
}

impl Chosen {
    /// The templates in use that fit best: those of the company in the language, else those of the
    /// company, else those of the language, else those for all; of two alike the newer one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(cx: &Cx, wanted: Wanted<'_>) -> Result<Self> {
        let own = cx.engine.system(WHY);
        let logo = match wanted.company {
            Some(company) => logo_of(&own, company).await?,
            None => None,
        };
        // A house that switched templates off prints with those that come along.
        let module = match own.module("pdf_template") {
            Ok(module) => module,
            Err(Error::NotFound) => return Ok(Chosen { own: Vec::new(), logo }),
            Err(error) => return Err(error),
        };
        let codes = Slot::of_kind(wanted.kind).map(|slot| format!("\"{}\"", slot.code()));
        let codes = codes.collect::<Vec<_>>().join(", ");
        let filter = format!("stage = \"{ACTIVE}\" and kind in ({codes})");
        let list =
            ListQuery { filter, sort: "-created_at".into(), limit: MOST, ..ListQuery::default() };
        let found = records::find(&own, &module.code, &list).await?.page.records;
        let mut all = Vec::new();
        for slot in Slot::of_kind(wanted.kind) {
            let value = |record: &Record, name: &str| record.value(&module, name).clone();
            let of_slot = found
                .iter()
                .filter(|record| value(record, fields::KIND.name()).as_text() == slot.code());
            let fitting = of_slot.filter_map(|record| {
                let company = value(record, fields::COMPANY.name());
                let language = value(record, fields::LANGUAGE.name());
                Some((fit(&wanted, &company, language.as_text())?, record))
            });
            // Of several that are greatest, `max_by_key` takes the last one.
            let newest_last = fitting.collect::<Vec<_>>().into_iter().rev();
            let Some((_, best)) = newest_last.max_by_key(|(fit, _)| *fit) else { continue };
            let files = files_of(&own, best.id).await?;
            let text = value(best, fields::BODY.name()).as_text().to_owned();
            all.push(Own { slot, id: best.id, version: best.version, text, files });
        }
        Ok(Chosen { own: all, logo })
    }

    /// The same with another template in its place.
    pub fn with(mut self, own: Own) -> Self {
        self.own.retain(|other| other.slot != own.slot);
        self.own.push(own);
        self
    }

    /// Puts texts and pictures into a paper; pictures of the body hold before those of parts.
    pub fn dress(&self, paper: &mut Paper, made: &mut Made) {
        let of_parts = self.own.iter().filter(|own| matches!(own.slot, Slot::Part(_)));
        let bodies = self.own.iter().filter(|own| matches!(own.slot, Slot::Body(_)));
        for own in of_parts.chain(bodies) {
            match own.slot {
                Slot::Body(_) => made.own = Some(own.text.clone()),
                Slot::Part(name) => {
                    made.own_parts.push(Part { name: name.into(), text: own.text.clone() });
                }
            }
            own.files.iter().filter(|file| is_picture(&file.name)).for_each(|f| hang(paper, f));
        }
        if paper.sender.logo.is_none() {
            paper.sender.logo.clone_from(&self.logo);
        }
    }

    /// What says with which templates a paper of a kind was made: each with its record, its version
    /// and the start of the hash of its text and its files.
    pub fn edition(&self, kind: Kind) -> String {
        let said = |own: &Own| {
            let files = own.files.iter().flat_map(|f| [f.name.as_bytes(), f.bytes.as_slice()]);
            let hash = short_hash(std::iter::once(own.text.as_bytes()).chain(files));
            format!("{} {}@{} {hash}", own.slot.code(), own.id, own.version)
        };
        let has_body = self.own.iter().any(|own| own.slot == Slot::Body(kind));
        let shipped = (!has_body).then(|| kind.edition());
        shipped.into_iter().chain(self.own.iter().map(said)).collect::<Vec<_>>().join(" + ")
    }
}

/// How well a template fits; `None` when it is for others.
fn fit(wanted: &Wanted<'_>, company: &Value, language: &str) -> Option<u8> {
    let of_company = match company {
        Value::Link(link) if Some(link.id) == wanted.company => 2,
        Value::Link(_) => return None,
        _ => 0,
    };
    match language {
        "" => Some(of_company),
        language if language == wanted.language => Some(of_company + 1),
        _ => None,
    }
}

/// The logo of a company; none where it has none, or is gone.
async fn logo_of(own: &Cx, company: RecordId) -> Result<Option<Picture>> {
    let (Some(shelf), Ok(module)) = (own.engine.shelf(), own.module("company")) else {
        return Ok(None);
    };
    let record = match records::get(own, &module.code, company).await {
        Ok(record) => record,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let Value::File(file) = record.value(&module, "logo") else { return Ok(None) };
    let (file, bytes) = Files::new(shelf.folder()).open(own, file.id).await?;
    // Its name says nothing of what it is.
    let ending = file.media_type.strip_prefix("image/").unwrap_or_default();
    Ok(Some(Picture { name: format!("logo.{ending}"), bytes }))
}

/// Files at a template.
///
/// # Errors
/// When the database or the disk fails.
pub async fn files_of(own: &Cx, id: RecordId) -> Result<Vec<Picture>> {
    let Some(shelf) = own.engine.shelf() else { return Ok(Vec::new()) };
    let files = Files::new(shelf.folder());
    let mut all = Vec::new();
    for file in files.of_record(own, &Link::new("pdf_template", id)).await? {
        let is_drawn = is_picture(&file.name) || is_pdf_sheet(&file.name);
        // Of two with one name the newer one, which comes first, holds.
        if is_drawn && !all.iter().any(|known: &Picture| known.name == file.name) {
            let (file, bytes) = files.open(own, file.id).await?;
            all.push(Picture { name: file.name, bytes });
        }
    }
    Ok(all)
}

fn stem_and_ending(name: &str) -> (String, String) {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    (stem.to_lowercase(), ending.to_lowercase())
}

fn is_picture(name: &str) -> bool {
    PICTURES.contains(&stem_and_ending(name).1.as_str())
}

/// Whether a file is letter paper as PDF, of which PDF/A takes no pages.
pub fn is_pdf_sheet(name: &str) -> bool {
    let (stem, ending) = stem_and_ending(name);
    ending == "pdf" && SHEETS.contains(&stem.as_str())
}

fn hang(paper: &mut Paper, picture: &Picture) {
    let place = match stem_and_ending(&picture.name).0.as_str() {
        "logo" => &mut paper.sender.logo,
        "first-sheet" => &mut paper.sender.first_sheet,
        "next-sheet" => &mut paper.sender.next_sheet,
        "signature" => &mut paper.sender.signature,
        _ => {
            paper.pictures.retain(|other| other.name != picture.name);
            return paper.pictures.push(picture.clone());
        }
    };
    *place = Some(picture.clone());
}
