//! What a card says, by columns of the list it becomes.

use std::collections::BTreeMap;

use super::property::Property;

/// A column of the list; their order is that of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    Prefix,
    Given,
    Family,
    Suffix,
    Nickname,
    Firm,
    Unit,
    Position,
    Role,
    Email(Place),
    Phone(Line),
    Address(Place, Part),
    Website,
    Birthday,
    Anniversary,
    Categories,
    Note,
}

/// Where somebody is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Work,
    Home,
    Other,
}

/// What a telephone number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    Work,
    Mobile,
    Home,
    Fax,
    Other,
}

/// A part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Street,
    PoBox,
    Zip,
    City,
    State,
    Country,
}

impl Slot {
    /// Keys of the words that the heading consists of.
    pub fn keys(self) -> Vec<&'static str> {
        match self {
            Slot::Prefix => vec!["transfer.card.prefix"],
            Slot::Given => vec!["transfer.card.given"],
            Slot::Family => vec!["transfer.card.family"],
            Slot::Suffix => vec!["transfer.card.suffix"],
            Slot::Nickname => vec!["transfer.card.nickname"],
            Slot::Firm => vec!["transfer.card.firm"],
            Slot::Unit => vec!["transfer.card.unit"],
            Slot::Position => vec!["transfer.card.position"],
            Slot::Role => vec!["transfer.card.role"],
            Slot::Email(place) => vec!["transfer.card.email", place.key()],
            Slot::Phone(line) => vec!["transfer.card.phone", line.key()],
            Slot::Address(place, part) => vec![part.key(), place.key()],
            Slot::Website => vec!["transfer.card.website"],
            Slot::Birthday => vec!["transfer.card.birthday"],
            Slot::Anniversary => vec!["transfer.card.anniversary"],
            Slot::Categories => vec!["transfer.card.categories"],
            Slot::Note => vec!["transfer.card.note"],
        }
    }
}

impl Place {
    /// What nobody says anything of is taken for that of the work.
    fn of(property: &Property) -> Self {
        let is_work = property.is(&["work"]);
        match (property.is(&["home"]), property.is(&["other", "pager"])) {
            (true, _) if !is_work => Place::Home,
            (_, true) if !is_work => Place::Other,
            _ => Place::Work,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Place::Work => "transfer.card.work",
            Place::Home => "transfer.card.home",
            Place::Other => "transfer.card.other",
        }
    }
}

impl Line {
    fn of(property: &Property) -> Self {
        if property.is(&["fax"]) {
            return Line::Fax;
        }
        if property.is(&["cell", "iphone", "car"]) {
            return Line::Mobile;
        }
        match Place::of(property) {
            Place::Work => Line::Work,
            Place::Home => Line::Home,
            Place::Other => Line::Other,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Line::Work => "transfer.card.work",
            Line::Mobile => "transfer.card.mobile",
            Line::Home => "transfer.card.home",
            Line::Fax => "transfer.card.fax",
            Line::Other => "transfer.card.other",
        }
    }
}

impl Part {
    fn key(self) -> &'static str {
        match self {
            Part::Street => "part.street",
            Part::PoBox => "part.po_box",
            Part::Zip => "part.zip",
            Part::City => "part.city",
            Part::State => "part.state",
            Part::Country => "part.country",
        }
    }
}

/// What a card says.
#[derive(Debug, Default)]
pub struct Card {
    cells: BTreeMap<Slot, Vec<String>>,
    full_name: String,
}

impl Card {
    /// Adds what a line says.
    pub fn add(&mut self, property: &Property) {
        match property.name.as_str() {
            "N" => self.add_name(property),
            "FN" if self.full_name.is_empty() => self.full_name = property.text(),
            "NICKNAME" => self.put(Slot::Nickname, property, property.text()),
            "ORG" => self.add_firm(property),
            "TITLE" => self.put(Slot::Position, property, property.text()),
            "ROLE" => self.put(Slot::Role, property, property.text()),
            "EMAIL" => {
                let text = without_scheme(&property.text(), "mailto:");
                self.put(Slot::Email(Place::of(property)), property, text);
            }
            "TEL" => {
                let text = property.text();
                let number = without_scheme(&text, "tel:");
                let number = match text == number {
                    true => number,
                    // RFC 3966: parameters follow the number.
                    false => number.split(';').next().unwrap_or_default().to_owned(),
                };
                self.put(Slot::Phone(Line::of(property)), property, number);
            }
            "ADR" => self.add_address(property),
            "URL" => self.put(Slot::Website, property, property.text()),
            "BDAY" => self.add_day(Slot::Birthday, property),
            "ANNIVERSARY" | "X-ANNIVERSARY" | "X-MS-ANNIVERSARY" => {
                self.add_day(Slot::Anniversary, property);
            }
            "CATEGORIES" => self.put(Slot::Categories, property, property.text()),
            "NOTE" => self.put(Slot::Note, property, property.text()),
            _ => {}
        }
    }

    fn put(&mut self, slot: Slot, property: &Property, text: String) {
        let text = text.trim();
        let cells = self.cells.entry(slot).or_default();
        if text.is_empty() || cells.iter().any(|known| known == text) {
            return;
        }
        let at = if property.is_preferred { 0 } else { cells.len() };
        cells.insert(at, text.to_owned());
    }

    fn add_name(&mut self, property: &Property) {
        let parts = property.parts();
        let part = |at: usize| parts.get(at).cloned().unwrap_or_default();
        let more = part(2);
        let given = [part(1), more].into_iter().filter(|name| !name.is_empty());
        let given = given.collect::<Vec<_>>().join(" ");
        for (slot, text) in [
            (Slot::Family, part(0)),
            (Slot::Given, given),
            (Slot::Prefix, part(3)),
            (Slot::Suffix, part(4)),
        ] {
            self.put(slot, property, text);
        }
    }

    fn add_firm(&mut self, property: &Property) {
        let mut parts = property.parts().into_iter();
        self.put(Slot::Firm, property, parts.next().unwrap_or_default());
        let units: Vec<String> = parts.filter(|unit| !unit.is_empty()).collect();
        self.put(Slot::Unit, property, units.join(", "));
    }

    /// The first address of a kind; what follows would not be told apart in one row.
    fn add_address(&mut self, property: &Property) {
        let place = Place::of(property);
        let is_taken = self.cells.iter().any(|(slot, cells)| {
            matches!(slot, Slot::Address(of, _) if *of == place) && !cells.is_empty()
        });
        if is_taken {
            return self.put(Slot::Note, &Property::default(), one_line(&property.parts()));
        }
        let parts = property.parts();
        let part = |at: usize| parts.get(at).cloned().unwrap_or_default();
        let street = [part(2), part(1)].into_iter().filter(|part| !part.is_empty());
        for (name, text) in [
            (Part::PoBox, part(0)),
            (Part::Street, street.collect::<Vec<_>>().join(", ")),
            (Part::City, part(3)),
            (Part::State, part(4)),
            (Part::Zip, part(5)),
            (Part::Country, part(6)),
        ] {
            let text = text.trim_matches([',', ' ']).to_owned();
            self.put(Slot::Address(place, name), property, text);
        }
    }

    /// A day without a year is no date; it stays in the note.
    fn add_day(&mut self, slot: Slot, property: &Property) {
        let text = property.text();
        match day(&text) {
            Some(day) => self.put(slot, property, day),
            None => self.put(Slot::Note, &Property::default(), text),
        }
    }

    /// The cells of the card.
    #[must_use]
    pub fn finish(mut self) -> BTreeMap<Slot, Vec<String>> {
        let is_named = |slot| self.cells.get(&slot).is_some_and(|cells| !cells.is_empty());
        let is_nameless = !is_named(Slot::Family) && !is_named(Slot::Given);
        let name = self.full_name.trim().to_owned();
        let firm = self.cells.get(&Slot::Firm).and_then(|cells| cells.first());
        if is_nameless && !name.is_empty() && firm != Some(&name) {
            let (given, family) = name.rsplit_once(' ').unwrap_or(("", &name));
            self.put(Slot::Given, &Property::default(), given.to_owned());
            self.put(Slot::Family, &Property::default(), family.to_owned());
        }
        self.cells.retain(|_, cells| !cells.is_empty());
        self.cells
    }
}

fn without_scheme(text: &str, scheme: &str) -> String {
    let has = text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    if has { text[scheme.len()..].to_owned() } else { text.to_owned() }
}

fn one_line(parts: &[String]) -> String {
    parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
}

/// `19800322`, `1980-03-22` and what a time follows, as `1980-03-22`.
fn day(text: &str) -> Option<String> {
    let day = text.split(['T', ' ']).next()?;
    let digits = day.replace('-', "");
    let is_day = digits.len() == 8
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !day.starts_with('-')
        // A year that says that there is none.
        && !digits.starts_with("1604");
    is_day.then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(lines: &[&str]) -> BTreeMap<Slot, Vec<String>> {
        let mut card = Card::default();
        for line in lines {
            card.add(&Property::read(line.as_bytes()).unwrap());
        }
        card.finish()
    }

    #[test]
    fn a_card_says_who_and_where() {
        let said = card(&[
            "N:Doe;John;Richter\\, James;Dr.;Sr.",
            "FN:Dr. John Doe",
            "TEL;WORK;FAX:1",
            "TEL;TYPE=cell,pref:2",
            "TEL;VALUE=uri:tel:+49-30-1;ext=5",
            "EMAIL:a@b.example",
            "EMAIL;PREF=1:c@d.example",
            "ADR;TYPE=home:;;Weg 1,;Köln;;50667;",
            "BDAY:19800322",
            "ORG:Werk;Halle;Tor",
        ]);
        let cell = |slot| said.get(&slot).map(|cells: &Vec<String>| cells.join("|"));
        assert_eq!(cell(Slot::Given).as_deref(), Some("John Richter, James"));
        assert_eq!(cell(Slot::Phone(Line::Fax)).as_deref(), Some("1"));
        assert_eq!(cell(Slot::Phone(Line::Mobile)).as_deref(), Some("2"));
        assert_eq!(cell(Slot::Phone(Line::Work)).as_deref(), Some("+49-30-1"));
        assert_eq!(cell(Slot::Email(Place::Work)).as_deref(), Some("c@d.example|a@b.example"));
        assert_eq!(cell(Slot::Address(Place::Home, Part::Street)).as_deref(), Some("Weg 1"));
        assert_eq!(cell(Slot::Birthday).as_deref(), Some("1980-03-22"));
        assert_eq!(cell(Slot::Unit).as_deref(), Some("Halle, Tor"));
    }

    #[test]
    fn who_has_no_name_gets_that_of_the_whole() {
        let said = card(&["FN:Anna Maria Weiß", "N:;;;;", "BDAY:--0322"]);
        assert_eq!(said[&Slot::Family], ["Weiß"]);
        assert_eq!(said[&Slot::Given], ["Anna Maria"]);
        assert_eq!(said[&Slot::Note], ["--0322"]);
        assert!(!card(&["FN:Werk", "ORG:Werk"]).contains_key(&Slot::Family));
    }
}
