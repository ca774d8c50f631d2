//! A calendar as lists: its events and its tasks (RFC 5545), each on a list of its own.
//!
//! What repeats is brought once; its rule stands in a column that goes nowhere.

use std::io::BufRead;
use std::path::PathBuf;

use kernel::{Error, FileId, Result};
use records::Cx;

use super::cards::as_utf8;
use super::limits::{self, exceeded};
use super::lines::Lines;
use super::list_file::ListFile;
use super::moment::{When, length, when};
use super::property::Property;
use super::sheet::Sheets;
use super::zones::{Described, Zones};

/// What a component of a calendar becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Event,
    Task,
}

impl Part {
    const BOTH: [Part; 2] = [Part::Event, Part::Task];

    fn of(name: &str) -> Option<Self> {
        match name {
            "VEVENT" => Some(Part::Event),
            "VTODO" => Some(Part::Task),
            _ => None,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Part::Event => "transfer.calendar.events",
            Part::Task => "transfer.calendar.tasks",
        }
    }

    /// Keys of the headings, in the order of the cells.
    fn headings(self) -> [&'static str; 9] {
        [
            "transfer.calendar.subject",
            "transfer.calendar.start",
            match self {
                Part::Event => "transfer.calendar.end",
                Part::Task => "transfer.calendar.due",
            },
            match self {
                Part::Event => "transfer.calendar.location",
                Part::Task => "transfer.calendar.priority",
            },
            "transfer.calendar.description",
            "transfer.calendar.categories",
            "transfer.calendar.private",
            "transfer.calendar.state",
            "transfer.calendar.repeats",
        ]
    }
}

/// What one entry says.
#[derive(Debug, Default)]
struct Entry {
    subject: String,
    start: Option<When>,
    end: Option<When>,
    length: Option<i64>,
    location: String,
    priority: String,
    description: String,
    categories: Vec<String>,
    is_private: bool,
    state: String,
    repeats: Vec<String>,
}

impl Entry {
    fn add(&mut self, line: &[u8], property: &Property, zones: &Zones) {
        match property.name.as_str() {
            "SUMMARY" => self.subject = property.text(),
            "DTSTART" => self.start = when(line, property, zones),
            "DTEND" | "DUE" => self.end = when(line, property, zones),
            "DURATION" => self.length = length(&property.text()),
            "LOCATION" => self.location = property.text(),
            "PRIORITY" => self.priority = property.text(),
            "DESCRIPTION" => self.description = property.text(),
            "CATEGORIES" => self.categories.push(property.text()),
            "CLASS" => self.is_private = !property.text().eq_ignore_ascii_case("PUBLIC"),
            "STATUS" => self.state = property.text().to_lowercase(),
            "RRULE" | "RDATE" => self.repeats.push(property.text()),
            _ => {}
        }
    }

    fn cells(&self, cx: &Cx, part: Part) -> [String; 9] {
        let start = self.start.as_ref().map(When::begins).unwrap_or_default();
        let end = self.end(part).map(|when| ends(&when, part)).unwrap_or_default();
        let special = match part {
            Part::Event => self.location.clone(),
            Part::Task => priority(cx, &self.priority),
        };
        let private = if self.is_private { cx.text("value.yes") } else { "" };
        [
            self.subject.clone(),
            start,
            end,
            special,
            self.description.clone(),
            self.categories.join("; "),
            private.to_owned(),
            self.state.clone(),
            self.repeats.join("; "),
        ]
    }

    /// What has no end lasts as long as it says; a day that says nothing lasts a day.
    fn end(&self, part: Part) -> Option<When> {
        if let Some(end) = &self.end {
            return Some(end.clone());
        }
        let start = self.start.as_ref()?;
        match (self.length, part) {
            (Some(seconds), _) => Some(start.plus(seconds)),
            (None, Part::Event) => match start {
                When::Day(day) => Some(When::Day(day.plus_days(1))),
                When::Local(..) | When::At(_) | When::Unknown(_) => None,
            },
            (None, Part::Task) => None,
        }
    }
}

/// The end of an event that lasts whole days is the day after its last one (RFC 5545 3.6.1);
/// a task is due on the day itself.
fn ends(when: &When, part: Part) -> String {
    match (when, part) {
        (When::Day(day), Part::Event) => format!("{} 23:59", day.plus_days(-1)),
        (when, _) => when.begins(),
    }
}

/// 1 to 4 are high, 5 is the middle, 6 to 9 are low (RFC 5545 3.8.1.9).
fn priority(cx: &Cx, text: &str) -> String {
    let key = match text.trim().parse::<u8>() {
        Ok(1..=4) => "transfer.calendar.high",
        Ok(5) => "transfer.calendar.normal",
        Ok(6..=9) => "transfer.calendar.low",
        _ => return String::new(),
    };
    cx.text(key).to_owned()
}

/// Goes through a calendar; first for its zones, which may stand behind what names them.
fn each<R: BufRead>(
    opened: &impl Fn() -> Result<R>,
    mut take: impl FnMut(Part, Entry) -> Result<()>,
) -> Result<()> {
    let zones = zones(opened()?)?;
    let mut lines = Lines::new(as_utf8(opened()?)?);
    let (mut entry, mut inner, mut n) = (None::<(Part, Entry)>, 0_u32, 0);
    while let Some(line) = lines.next_line()? {
        let Some(property) = Property::read(line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line))
        else {
            continue;
        };
        let value = property.value.trim().to_ascii_uppercase();
        match (property.name.as_str(), &mut entry) {
            ("BEGIN", None) => {
                (entry, n) = (Part::of(&value).map(|part| (part, Entry::default())), 0);
            }
            // An alarm belongs to its entry and says nothing of it.
            ("BEGIN", Some(_)) => inner += 1,
            ("END", Some(_)) if inner > 0 => inner -= 1,
            ("END", Some(_)) => {
                if let Some((part, entry)) = entry.take() {
                    take(part, entry)?;
                }
            }
            (_, Some((_, entry))) if inner == 0 => {
                n += 1;
                if limits::CARD_LINES < n {
                    return Err(exceeded("entry_long", limits::CARD_LINES));
                }
                entry.add(&line, &property, &zones);
            }
            _ => {}
        }
    }
    Ok(())
}

fn zones<R: BufRead>(source: R) -> Result<Zones> {
    let (mut zones, mut described) = (Zones::default(), None::<Described>);
    let mut lines = Lines::new(as_utf8(source)?);
    while let Some(line) = lines.next_line()? {
        let Some(property) = Property::read(&line) else { continue };
        let is_zone = property.value.trim().eq_ignore_ascii_case("VTIMEZONE");
        match (property.name.as_str(), &mut described) {
            ("BEGIN", _) if is_zone => described = Some(Described::default()),
            ("END", Some(zone)) if is_zone => {
                zones.add(zone);
                described = None;
            }
            (_, Some(zone)) => zone.add(&property),
            _ => {}
        }
    }
    Ok(zones)
}

fn write<R: BufRead>(
    cx: &Cx,
    opened: &impl Fn() -> Result<R>,
    (wanted, list): (Part, &mut ListFile),
) -> Result<()> {
    list.add(&wanted.headings().map(|key| cx.text(key).to_owned()))?;
    each(opened, |part, entry| match part == wanted {
        true => list.add(&entry.cells(cx, part)),
        false => Ok(()),
    })
}

/// How many entries of each part there are.
fn counts<R: BufRead>(opened: &impl Fn() -> Result<R>) -> Result<Vec<(Part, usize)>> {
    let mut counts: Vec<(Part, usize)> = Part::BOTH.map(|part| (part, 0)).into();
    each(opened, |part, _| {
        counts.iter_mut().filter(|(known, _)| *known == part).for_each(|(_, n)| *n += 1);
        Ok(())
    })?;
    counts.retain(|(_, n)| *n > 0);
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    match counts.is_empty() {
        true => Err(Error::invalid("file", "calendar_empty")),
        false => Ok(counts),
    }
}

/// Writes what a calendar has most of, its events or its tasks.
///
/// # Errors
/// `Invalid` at `file` when it holds neither, or more than any real one.
pub fn write_most<R: BufRead>(
    cx: &Cx,
    opened: impl Fn() -> Result<R>,
    list: &mut ListFile,
) -> Result<()> {
    let (part, _) = counts(&opened)?[0];
    write(cx, &opened, (part, list))
}

/// Writes the events and the tasks of a calendar to places of their own, what there is more of
/// first, and tells their names.
///
/// # Errors
/// `Invalid` at `file` when it holds neither, or more than any real one; when files fail.
pub fn write_each<R: BufRead>(
    cx: &Cx,
    opened: impl Fn() -> Result<R>,
    place: &dyn Fn(FileId) -> PathBuf,
) -> Result<Sheets> {
    let (mut sheets, mut bytes) = (Sheets::new(), 0);
    for (part, _) in counts(&opened)? {
        let id = FileId::new();
        let mut list = ListFile::create_after(&place(id), bytes)?;
        let written = write(cx, &opened, (part, &mut list));
        sheets.push((id, cx.text(part.key()).to_owned()));
        match written.and_then(|()| list.finish()) {
            Ok(so_far) => bytes = so_far,
            Err(error) => {
                // What was written so far belongs to nothing.
                sheets.iter().for_each(|(id, _)| drop(std::fs::remove_file(place(*id))));
                return Err(error);
            }
        }
    }
    Ok(sheets)
}
