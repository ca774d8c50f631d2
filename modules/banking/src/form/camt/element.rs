//! XML taken in piece by piece, within bounds.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::statement::{Fault, ReadError};

/// Deepest nesting that is read; the schemas need less than twenty levels.
const DEPTH: usize = 40;
/// Most elements of one piece, such as one booking with all payments in it.
const MOST_ELEMENTS: usize = 500_000;

/// An element with what it contains; names are without their prefixes.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    pub line: usize,
    text: String,
    currency: String,
    children: Vec<Element>,
}

impl Element {
    /// The first element at the end of a path such as `NtryDtls/TxDtls`.
    pub fn find(&self, path: &str) -> Option<&Element> {
        path.split('/').try_fold(self, |element, name| {
            element.children.iter().find(|child| child.name == name)
        })
    }

    /// All elements of that name directly in this one.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text at the end of a path, without blanks around it; empty where nothing is.
    pub fn text(&self, path: &str) -> &str {
        self.find(path).map_or("", |element| element.text.trim())
    }

    /// The first text at one of several paths.
    pub fn first_text(&self, paths: &[&str]) -> String {
        let texts = paths.iter().map(|path| self.text(path));
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
    }

    /// Its own text.
    pub fn own_text(&self) -> &str {
        self.text.trim()
    }

    /// The currency that stands at it as an attribute.
    pub fn currency(&self) -> &str {
        &self.currency
    }
}

/// What comes next at the level where a walk is.
pub enum Step {
    Open(String),
    Close,
    End,
}

/// Whether an element has an end of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Open,
    Empty,
}

/// A walk through a document.
pub struct Walk<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    counted: (usize, usize),
    pending: Option<(Element, Shape)>,
}

impl<'a> Walk<'a> {
    pub fn new(text: &'a str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        Walk { text, reader: Reader::from_str(text), counted: (0, 1), pending: None }
    }

    /// The next element or the end of the one around; texts between are passed over.
    pub fn step(&mut self) -> Result<Step, ReadError> {
        loop {
            match self.event()? {
                Event::Start(tag) => return self.opened(&tag, Shape::Open),
                Event::Empty(tag) => return self.opened(&tag, Shape::Empty),
                Event::End(_) => return Ok(Step::Close),
                Event::Eof => return Ok(Step::End),
                Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
    }

    /// The element that `step` just opened, with all that is in it.
    pub fn take(&mut self) -> Result<Element, ReadError> {
        let Some((element, shape)) = self.pending.take() else {
            return Err(Fault::NotWellFormed.at(self.line(), ""));
        };
        if shape == Shape::Empty {
            return Ok(element);
        }
        let mut open = vec![element];
        let mut count = 0;
        loop {
            match self.event()? {
                Event::Start(tag) => open.push(self.element(&tag)?),
                Event::Empty(tag) => {
                    let element = self.element(&tag)?;
                    add(&mut open, element);
                }
                Event::End(_) => {
                    let element = open.pop().expect("one is open as long as this goes on");
                    if open.is_empty() {
                        return Ok(element);
                    }
                    add(&mut open, element);
                }
                Event::Text(text) => add_text(&mut open, &text.xml10_content()),
                Event::CData(text) => add_text(&mut open, &text.xml10_content()),
                Event::GeneralRef(name) => {
                    let text = self.resolved(&name)?;
                    add_text(&mut open, &text);
                }
                Event::Eof => return Err(Fault::NotWellFormed.at(self.line(), "")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
            count += 1;
            if DEPTH < open.len() || MOST_ELEMENTS < count {
                return Err(Fault::TooMany.at(self.line(), &open[0].name));
            }
        }
    }

    /// Passes over the element that `step` just opened.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        let Some((_, shape)) = self.pending.take() else { return Ok(()) };
        let mut depth = usize::from(shape == Shape::Open);
        while 0 < depth {
            match self.event()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(Fault::NotWellFormed.at(self.line(), "")),
                Event::Empty(_)
                | Event::Text(_)
                | Event::CData(_)
                | Event::GeneralRef(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => {}
            }
        }
        Ok(())
    }

    /// Whether the element that `step` just opened has no end of its own.
    pub fn is_empty(&self) -> bool {
        self.pending.as_ref().is_some_and(|(_, shape)| *shape == Shape::Empty)
    }

    /// The line up to which was read, from one.
    pub fn line(&mut self) -> usize {
        let at = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let at = at.min(self.text.len());
        let (from, line) = self.counted;
        let passed = &self.text.as_bytes()[from.min(at)..at];
        let line = line + passed.iter().filter(|byte| **byte == b'\n').count();
        self.counted = (at, line);
        line
    }

    fn event(&mut self) -> Result<Event<'a>, ReadError> {
        match self.reader.read_event() {
            Ok(Event::DocType(_)) => Err(Fault::DocumentType.at(self.line(), "DOCTYPE")),
            Ok(event) => Ok(event),
            Err(_) => Err(Fault::NotWellFormed.at(self.line(), "")),
        }
    }

    fn opened(&mut self, tag: &BytesStart<'_>, shape: Shape) -> Result<Step, ReadError> {
        let element = self.element(tag)?;
        let name = element.name.clone();
        self.pending = Some((element, shape));
        Ok(Step::Open(name))
    }

    fn element(&mut self, tag: &BytesStart<'_>) -> Result<Element, ReadError> {
        let line = self.line();
        let name = tag.local_name().as_ref().to_owned();
        let broken = |_| Fault::NotWellFormed.at(line, &name);
        let currency = match tag.try_get_attribute("Ccy").map_err(broken)? {
            Some(attribute) => attribute.value.trim().to_owned(),
            None => String::new(),
        };
        Ok(Element { name, line, currency, ..Element::default() })
    }

    fn resolved(&mut self, name: &BytesRef<'_>) -> Result<String, ReadError> {
        let known = match name.resolve_char_ref() {
            Ok(Some(c)) => Some(c.to_string()),
            Ok(None) => {
                quick_xml::escape::resolve_xml_entity(&name.xml10_content()).map(str::to_owned)
            }
            Err(_) => None,
        };
        known.ok_or_else(|| Fault::NotWellFormed.at(self.line(), "&"))
    }
}

fn add(open: &mut [Element], element: Element) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(element);
    }
}

fn add_text(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}
