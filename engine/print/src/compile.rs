//! From a template to a document.

use typst::comemo;
use typst::diag::{SourceResult, Warned};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_svg::SvgOptions;

use crate::pulse::Slot;
use crate::world::House;
use crate::{Content, Fault, FaultKind, Options, Standard, Template, bound, glyphs, patch};

/// A finished document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters of the data that no font of ours can draw; squares stand in their places.
    pub missing: Vec<char>,
}

/// Sets a document.
pub fn compile(
    template: &Template,
    content: &Content,
    options: &Options,
) -> Result<Pdf, Vec<Fault>> {
    let (template, content, options) = (template.clone(), content.clone(), options.clone());
    bound::within(options.limits, move |slot| {
        let set = set(&template, &content, &options, slot)?;
        let bytes = typst_pdf::pdf(&set.document, &pdf_options(&options))
            .map_err(|found| set.house.faults(&found))?;
        let bytes = patched(bytes, &options).map_err(|error| {
            vec![Fault { message: error.to_owned(), ..Fault::bare(FaultKind::Broken) }]
        })?;
        Ok(Pdf { bytes, pages: set.document.pages().len(), missing: set.missing })
    })
}

fn patched(bytes: Vec<u8>, options: &Options) -> Result<Vec<u8>, &'static str> {
    let bytes = patch::with_dates(bytes, &options.attachments)?;
    match (&options.metadata, options.standard) {
        (Some(metadata), Standard::Archive) => patch::with_metadata(bytes, metadata),
        (None, Standard::Archive) | (_, Standard::Plain) => Ok(bytes),
    }
}

/// Draws the pages of a document as SVG, in order, for a preview.
pub fn pictures(
    template: &Template,
    content: &Content,
    options: &Options,
) -> Result<Vec<String>, Vec<Fault>> {
    let (template, content, options) = (template.clone(), content.clone(), options.clone());
    bound::within(options.limits, move |slot| {
        let set = set(&template, &content, &options, slot)?;
        let drawn = SvgOptions::default();
        Ok(set.document.pages().iter().map(|page| typst_svg::svg(page, &drawn)).collect())
    })
}

struct Set {
    house: House,
    document: PagedDocument,
    missing: Vec<char>,
    _swept: Swept,
}

fn set(
    template: &Template,
    content: &Content,
    options: &Options,
    slot: Slot,
) -> Result<Set, Vec<Fault>> {
    let swept = Swept(slot);
    let (data, missing) = glyphs::drawable(&content.data);
    let house = House::new(template, content, &data, options, slot)?;
    let Warned { output, .. }: Warned<SourceResult<PagedDocument>> = typst::compile(&house);
    let mut document = output.map_err(|found| house.faults(&found))?;
    if options.limits.pages < document.pages().len() {
        return Err(vec![Fault::bare(FaultKind::TooManyPages)]);
    }
    let info = document.info_mut();
    info.title = Some(options.title.as_str().into());
    info.author = vec![options.author.as_str().into()];
    info.date = Smart::Auto;
    Ok(Set { house, document, missing, _swept: swept })
}

/// Typst remembers what it computed and forgets nothing by itself. What the last few documents
/// did not need goes when one is done; what is left, such as shared parts, makes the next faster.
/// All goes when time ran out: that an answer was "no time" must not be remembered.
struct Swept(Slot);

const REMEMBERED: usize = 2;

impl Drop for Swept {
    fn drop(&mut self) {
        comemo::evict(if self.0.is_over() { 0 } else { REMEMBERED });
    }
}

fn pdf_options(options: &Options) -> PdfOptions {
    let standards = match options.standard {
        Standard::Archive => vec![PdfStandard::A_3b],
        Standard::Plain => vec![PdfStandard::V_1_7],
    };
    PdfOptions {
        ident: Smart::Custom(options.id.clone()),
        creator: Smart::Custom(Some(CREATOR.to_owned())),
        timestamp: timestamp(options),
        standards: PdfStandards::new(&standards).expect("one standard contradicts nothing"),
        ..PdfOptions::default()
    }
}

/// What the document says it was made with.
const CREATOR: &str = "Kontor";

fn timestamp(options: &Options) -> Option<Timestamp> {
    let seconds = options.created.millis().div_euclid(1000);
    let (year, month, day) = kernel::Date::from_days(seconds.div_euclid(86_400)).ymd();
    let (hour, minute, second) = kernel::Time::from_seconds(seconds.rem_euclid(86_400)).hms();
    let small = |number: i8| u8::try_from(number).ok();
    let moment = Datetime::from_ymd_hms(
        i32::from(year),
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        small(second)?,
    )?;
    Some(Timestamp::new_utc(moment))
}
