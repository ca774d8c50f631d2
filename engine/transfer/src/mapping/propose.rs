//! A proposal for every column, from its heading and its cells.

use catalog::{Catalog, Field, FieldType, Module};
use kernel::Language;

use super::heading::Heading;
use super::similar;
use super::target::{Target, is_importable, lines_of};
use super::words::{Words, plain};
use crate::convert;
use crate::key::ID;
use crate::lines::KIND;
use crate::options::Column;
use crate::sniff::Sniffed;

/// Below this a guess is worse than none.
const ENOUGH: u32 = 60;

/// Proposes a target for every column of a file, and how its cells are read.
#[must_use]
pub fn propose(catalog: &Catalog, module: &Module, file: &Sniffed) -> Vec<Column> {
    let proposer = Proposer::new(catalog, module);
    let mut guesses = Vec::new();
    for (column, heading) in file.headings.iter().enumerate() {
        let guess = match heading.is_empty() {
            false => proposer.by_heading(&Heading::read(heading)),
            true => proposer.by_cells(file, column),
        };
        guesses.extend(guess.map(|(score, target)| (score, column, target)));
    }
    // The best guesses take their targets first; of equal ones the column further left.
    guesses.sort_by_key(|(score, column, _)| (std::cmp::Reverse(*score), *column));
    let mut columns = vec![Column::default(); file.headings.len()];
    let mut taken: Vec<Target> = Vec::new();
    for (_, column, target) in guesses {
        let heading = Heading::read(&file.headings[column]);
        if let Some(target) = proposer.free(target, &heading, &taken) {
            taken.push(target.clone());
            columns[column].target = Some(target);
        }
    }
    for (at, column) in columns.iter_mut().enumerate() {
        let cells = file.sample.iter().map(|row| row.cell(at));
        column.numbers = convert::number_style(cells.clone());
        column.dates = convert::date_order(cells);
    }
    columns
}

struct Proposer<'a> {
    places: Vec<Place<'a>>,
    /// What the kind of lines is called in exports, with the field of the lines.
    kinds: Vec<(String, &'a str)>,
}

/// A field, or a cell of lines, with everything it is called.
struct Place<'a> {
    field: &'a Field,
    names: Vec<String>,
    /// The field of the lines that have the cell.
    lines: Option<&'a str>,
}

impl Place<'_> {
    fn target(&self, heading: &Heading) -> Option<Target> {
        match self.lines {
            Some(lines) => Some(Target::cell(lines, &self.field.name)),
            None => target(self.field, heading),
        }
    }
}

impl<'a> Proposer<'a> {
    fn new(catalog: &Catalog, module: &'a Module) -> Self {
        let names = |field: &Field, keys: &[String]| {
            let labels = keys.iter().flat_map(|key| {
                Language::ALL
                    .map(|language| catalog.texts().find(language, key).unwrap_or_default())
            });
            let words = labels.chain([field.name.as_str()]);
            let words = words.chain(field.headings.iter().map(String::as_str));
            let by_kind = (field.kind == FieldType::Number).then_some("Nummer");
            let words = words.chain(by_kind);
            words.map(plain).filter(|name| !name.is_empty()).collect()
        };
        let is_known = |f: &&Field| is_importable(f) || f.kind == FieldType::Number;
        let own = module.fields.iter().filter(is_known).map(|field| Place {
            field,
            names: names(field, &[module.key("field", &field.name)]),
            lines: None,
        });
        let mut places: Vec<Place> = own.collect();
        let mut kinds = Vec::new();
        for lines in &module.fields {
            let Some(shape) = lines_of(module, &lines.name) else { continue };
            let whole = module.key("field", &lines.name);
            let of_kind =
                |l| (whole_name(catalog, l, (&whole, "transfer.line_kind")), &*lines.name);
            kinds.extend(Language::ALL.map(of_kind));
            let cells = shape.fields.iter().filter(|cell| is_importable(cell) && !cell.inside);
            places.extend(cells.map(|cell| {
                let key = shape.key("field", &cell.name);
                let mut names: Vec<String> = names(cell, std::slice::from_ref(&key));
                names.extend(Language::ALL.map(|l| whole_name(catalog, l, (&whole, &key))));
                Place { field: cell, names, lines: Some(&lines.name) }
            }));
        }
        Proposer { places, kinds }
    }

    fn by_heading(&self, heading: &Heading) -> Option<(u32, Target)> {
        if heading.whole == ID {
            return Some((120, Target::field(ID)));
        }
        if let Some((_, lines)) = self.kinds.iter().find(|(name, _)| *name == heading.whole) {
            return Some((120, Target::cell(lines, KIND)));
        }
        let scored = self.places.iter().filter_map(|place| {
            let score = score(place.field, &place.names, heading);
            let target = place.target(heading)?;
            (ENOUGH <= score).then_some((score, target))
        });
        // Of equal scores the field that the module names first.
        scored.reduce(|best, next| if best.0 < next.0 { next } else { best })
    }

    /// Without headings only what nothing else looks like is recognised.
    fn by_cells(&self, file: &Sniffed, column: usize) -> Option<(u32, Target)> {
        let cells = file.sample.iter().map(|row| row.cell(column).trim());
        let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
        let most = |fits: fn(&str) -> bool| {
            !filled.is_empty() && filled.len() < filled.iter().filter(|c| fits(c)).count() * 2
        };
        let kind = if most(|cell| cell.contains('@') && !cell.contains(' ')) {
            FieldType::Email
        } else if most(|cell| cell.starts_with("http") || cell.starts_with("www.")) {
            FieldType::Url
        } else {
            return None;
        };
        let own = |place: &&Place| place.lines.is_none() && place.field.kind == kind;
        Some((ENOUGH, self.places.iter().find(own)?.target(&Heading::default())?))
    }

    /// The target itself; when it is taken, the next label, or the next field of the same name.
    fn free(&self, target: Target, heading: &Heading, taken: &[Target]) -> Option<Target> {
        if !taken.contains(&target) {
            return Some(target);
        }
        let is_it = |place: &&Place| place.lines.is_none() && place.field.name == target.field;
        let field = self.places.iter().find(is_it)?.field;
        let others = field.labels.iter().filter(|_| field.several);
        let others = others.map(|label| Target { label: Some(label.clone()), ..target.clone() });
        let of_name = |place: &&Place| place.names.contains(&heading.whole);
        let namesakes = self.places.iter().filter(of_name);
        let namesakes = namesakes.filter_map(|place| place.target(heading));
        others.chain(namesakes).find(|other| !taken.contains(other))
    }
}

/// What an export calls a cell: by its lines, too.
fn whole_name(catalog: &Catalog, language: Language, (lines, cell): (&str, &str)) -> String {
    let text = |key| catalog.texts().find(language, key).unwrap_or_default();
    plain(&format!("{} {}", text(lines), text(cell)))
}

/// How well a heading names a field, 0 to 120.
fn score(field: &Field, names: &[String], heading: &Heading) -> u32 {
    if names.contains(&heading.whole) {
        return 120;
    }
    let by_core = names.iter().map(|name| alike(name, &heading.core)).max().unwrap_or(0);
    let of_kind = heading.kind.as_deref() == Some(field.kind.word());
    // A number is named exactly or not meant: other columns are called numbers, too.
    if field.kind == FieldType::Number {
        return 0;
    }
    if field.kind == FieldType::Address {
        return match (&heading.part, heading.core.is_empty()) {
            (None, _) => 0,
            // A label that the field does not have speaks of another address.
            (Some(_), true) => 80 - unfit_label(field, heading),
            (Some(_), false) => by_core,
        };
    }
    if of_kind && heading.core.is_empty() {
        return 80 - unfit_label(field, heading);
    }
    let kind_is_named = heading.kind.is_none() || of_kind;
    if heading.part.is_none() && kind_is_named && !heading.core.is_empty() {
        let label = if heading.label.is_some() { unfit_label(field, heading) } else { 0 };
        return by_core.saturating_sub(label);
    }
    // `Stadtteil` and `Ort der Messe` are read as parts first, but may be names after all.
    names.iter().map(|name| alike(name, &heading.whole)).max().unwrap_or(0)
}

fn unfit_label(field: &Field, heading: &Heading) -> u32 {
    if heading.label.is_some() && label(field, heading).is_none() { 15 } else { 0 }
}

/// The label of the field that the heading means.
fn label<'a>(field: &'a Field, heading: &Heading) -> Option<&'a String> {
    let wanted = heading.label.as_ref()?;
    let alias = Words::get().alias.get(wanted);
    let means = |label: &&String| *label == wanted || alias.is_some_and(|a| a.contains(label));
    field.labels.iter().find(means)
}

fn alike(name: &str, heading: &str) -> u32 {
    if heading.is_empty() {
        return 0;
    }
    if name == heading {
        return 100;
    }
    let (wide, narrow) = if name.len() < heading.len() { (heading, name) } else { (name, heading) };
    let mut narrow_words = narrow.split(' ');
    if narrow_words.all(|word| wide.split(' ').any(|w| w == word)) {
        return 70;
    }
    let percent = similar::percent(name, heading);
    if 5 <= name.len() && 75 <= percent { percent - 10 } else { 0 }
}

fn target(field: &Field, heading: &Heading) -> Option<Target> {
    let label = match field.several {
        true => label(field, heading).or(field.labels.first()).cloned(),
        false => None,
    };
    let part = match field.kind {
        FieldType::Address => Some(heading.part.clone()?),
        _ => None,
    };
    Some(Target { field: field.name.clone(), label, part })
}
