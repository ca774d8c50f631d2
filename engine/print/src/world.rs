//! All that a template can see: its parts, the data, the pictures, the fonts. No folder, no
//! package, no network, no clock.

use std::collections::HashMap;
use std::path::PathBuf;
use typst::diag::{FileError, FileResult, PackageError, SourceDiagnostic};
use typst::foundations::{
    Array, Binding, Bytes, Datetime, Dict, Duration, Func, IntoValue, Str, Value,
};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use crate::pulse::{self, Pulsed, Slot};
use crate::{Content, Data, Fault, FaultKind, Options, Place, Template, fonts};

/// The text that stands around a template: fonts, language and attachments.
const FRAME: &str = include_str!("frame.typ");

/// Functions that would run text or programs which nothing can end.
const FORBIDDEN: [&str; 2] = ["eval", "plugin"];

/// The world of one document.
pub(crate) struct House {
    library: LazyHash<Library>,
    frame: Source,
    texts: HashMap<FileId, (Pulsed, Source)>,
    files: HashMap<FileId, Bytes>,
}

impl House {
    pub(crate) fn new(
        template: &Template,
        content: &Content,
        data: &Data,
        options: &Options,
        slot: Slot,
    ) -> Result<House, Vec<Fault>> {
        let mut house = House {
            library: LazyHash::new(library(inputs(content, data, options), slot)),
            frame: Source::new(id("kontor-frame-4f1d.typ"), FRAME.to_owned()),
            texts: HashMap::new(),
            files: HashMap::new(),
        };
        house.add_text(Template::MAIN, &template.main)?;
        for part in &template.parts {
            house.add_text(&part.name, &part.text)?;
        }
        if let Some(attachment) = options.attachments.iter().find(|it| !is_file_name(&it.name)) {
            return Err(misnamed(&attachment.name));
        }
        for picture in &content.pictures {
            let id = checked_id(&picture.name)?;
            let bytes = Bytes::new(picture.bytes.clone());
            if house.texts.contains_key(&id) || house.files.insert(id, bytes).is_some() {
                return Err(misnamed(&picture.name));
            }
        }
        Ok(house)
    }

    fn add_text(&mut self, name: &str, text: &str) -> Result<(), Vec<Fault>> {
        let id = checked_id(name)?;
        let pulsed = Pulsed::new(text);
        let source = Source::new(id, pulsed.text.clone());
        let before = self.texts.insert(id, (pulsed, source));
        if before.is_some() { Err(misnamed(name)) } else { Ok(()) }
    }

    /// What Typst found, with places in the texts that the caller gave.
    pub(crate) fn faults(&self, found: &[SourceDiagnostic]) -> Vec<Fault> {
        found.iter().map(|found| self.fault(found)).collect()
    }

    fn fault(&self, found: &SourceDiagnostic) -> Fault {
        let is_over = found.message == pulse::OVER_MESSAGE;
        Fault {
            kind: if is_over { FaultKind::TooLong } else { FaultKind::Template },
            place: self.place(found),
            message: found.message.replace(pulse::NAME, "function").to_string(),
            hints: found.hints.iter().map(|hint| hint.v.to_string()).collect(),
        }
    }

    /// The place itself, or that of the call that led to it when it lies outside the template.
    fn place(&self, found: &SourceDiagnostic) -> Option<Place> {
        let called = found.trace.iter().map(|point| DiagSpan::from(point.span));
        std::iter::once(found.span).chain(called).find_map(|span| {
            let (pulsed, source) = self.texts.get(&span.id()?)?;
            let (line, column) = pulsed.place(self.range(span)?.start);
            let path = source.id().vpath().get_without_slash().to_owned();
            Some(Place { part: path, line, column })
        })
    }
}

impl World for House {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &fonts::FONTS.book
    }

    fn main(&self) -> FileId {
        self.frame.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.frame.id() {
            return Ok(self.frame.clone());
        }
        let known = self.texts.get(&id).map(|(_, source)| source.clone());
        known.ok_or_else(|| absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| absent(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::FONTS.all.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn absent(id: FileId) -> FileError {
    match id.root() {
        VirtualRoot::Project => FileError::NotFound(PathBuf::from(id.vpath().get_without_slash())),
        VirtualRoot::Package(package) => {
            FileError::Package(PackageError::NotFound(package.clone()))
        }
    }
}

fn library(inputs: Dict, slot: Slot) -> Library {
    let mut library = Library::builder().with_inputs(inputs).build();
    let scope = library.global.scope_mut();
    for name in FORBIDDEN {
        scope.bind(name.into(), Binding::detached(Value::None));
    }
    scope.bind(pulse::NAME.into(), Binding::detached(Func::from(slot.question())));
    library.std = Binding::detached(library.global.clone());
    library
}

fn inputs(content: &Content, data: &Data, options: &Options) -> Dict {
    let pictures = content.pictures.iter().map(|it| Str::from(it.name.as_str()).into_value());
    let attachments = options.attachments.iter().map(|attachment| {
        let mut entry = Dict::new();
        let text = |text: &str| Str::from(text).into_value();
        entry.insert("name".into(), text(&attachment.name));
        entry.insert("mime".into(), text(&attachment.mime));
        entry.insert("description".into(), text(&attachment.description));
        entry.insert("relationship".into(), text(attachment.relationship.name()));
        entry.insert("bytes".into(), Bytes::new(attachment.bytes.clone()).into_value());
        entry.into_value()
    });
    let (language, region) = match options.language.split_once('-') {
        Some((language, region)) => (language, Str::from(region).into_value()),
        None => (options.language.as_str(), Value::None),
    };
    let mut inputs = Dict::new();
    inputs.insert("data".into(), data.value());
    inputs.insert("pictures".into(), pictures.collect::<Array>().into_value());
    inputs.insert("attachments".into(), attachments.collect::<Array>().into_value());
    inputs.insert("language".into(), Str::from(language).into_value());
    inputs.insert("region".into(), region);
    inputs
}

fn misnamed(name: &str) -> Vec<Fault> {
    vec![Fault { message: name.to_owned(), ..Fault::bare(FaultKind::Name) }]
}

/// Names become paths that Typst keeps for ever, at most 65,535 of them: callers use few names.
fn checked_id(name: &str) -> Result<FileId, Vec<Fault>> {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    let is_name = !name.is_empty() && !name.starts_with('.') && name.chars().all(is_plain);
    if is_name && name.len() <= 100 { Ok(id(name)) } else { Err(misnamed(name)) }
}

/// Names of attachments are those of files of people.
fn is_file_name(name: &str) -> bool {
    let is_bad = |character: char| character.is_control() || "/\\".contains(character);
    !name.is_empty() && !name.starts_with('.') && name.len() <= 200 && !name.contains(is_bad)
}

fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}
