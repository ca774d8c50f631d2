//! Records as visiting cards: vCard 3.0 (RFC 2426), because every address book reads it.

use access::Right;
use catalog::{CardPlace, Field, FieldType, Module};
use kernel::{Address, Entry, Error, RecordId, Result, Value};
use records::{Cx, Found, ListQuery, Record};

/// Octets of a line at most, before it is folded (RFC 2426 2.6).
const LINE: usize = 75;

/// One record as a card.
///
/// # Errors
/// `Forbidden`; `NotFound`, also for modules whose records make no cards.
pub async fn card(cx: &Cx, module: &str, id: RecordId) -> Result<(String, String)> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Export)?;
    if !module.has_card() {
        return Err(Error::NotFound);
    }
    let filter = format!("id = \"{id}\"");
    let list = ListQuery { filter, limit: 1, ..ListQuery::default() };
    let found = records::find(cx, &module.code, &list).await?;
    let record = found.page.records.first().ok_or(Error::NotFound)?;
    Ok((record.title.clone(), of_record(&module, &found, record)))
}

/// The card of a record; what the reader may not see is empty already.
pub fn of_record(module: &Module, found: &Found, record: &Record) -> String {
    let mut card = Lines(String::new());
    card.add("BEGIN", "VCARD");
    card.add("VERSION", "3.0");
    card.add("UID", &format!("urn:uuid:{}", record.id));
    let place = |at: CardPlace| {
        let value = module.card.get(&at).map(|name| record.value(module, name));
        value.map(|value| words(value, found)).unwrap_or_default()
    };
    let (family, given) = (place(CardPlace::Family), place(CardPlace::Given));
    let family = if family.is_empty() && given.is_empty() { record.title.clone() } else { family };
    card.parts("N", &[&family, &given, "", &place(CardPlace::Prefix), ""]);
    card.text("FN", &record.title);
    let (firm, unit) = (place(CardPlace::Firm), place(CardPlace::Unit));
    match (firm.is_empty(), unit.is_empty()) {
        (true, true) => {}
        (_, true) => card.parts("ORG", &[&firm]),
        (_, false) => card.parts("ORG", &[&firm, &unit]),
    }
    card.text("TITLE", &place(CardPlace::Position));
    for (field, value) in module.fields.iter().zip(&record.values) {
        card.reach(field, value);
    }
    card.text("BDAY", &place(CardPlace::Birthday));
    card.text("NOTE", &place(CardPlace::Note));
    card.add("END", "VCARD");
    card.0
}

fn words(value: &Value, found: &Found) -> String {
    match value {
        Value::Link(link) => found.titles.get(&link.id).cloned().unwrap_or_default(),
        Value::Date(day) => day.to_string(),
        other => catalog::plain_text(other),
    }
}

/// The lines of a card.
struct Lines(String);

impl Lines {
    /// Adds a line whose value needs no escapes, folded where it is long.
    fn add(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for sign in name.chars().chain([':']).chain(value.chars()) {
            if LINE < width + sign.len_utf8() {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(sign);
            width += sign.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.add(name, &escaped(text));
        }
    }

    fn parts(&mut self, name: &str, parts: &[&str]) {
        self.add(name, &parts.iter().map(|part| escaped(part)).collect::<Vec<_>>().join(";"));
    }

    /// Adds the ways to reach somebody that a field holds.
    fn reach(&mut self, field: &Field, value: &Value) {
        let single;
        let entries = match value {
            Value::Several(entries) => entries.as_slice(),
            Value::Empty => return,
            one => {
                single = [Entry { label: String::new(), value: one.clone() }];
                &single[..]
            }
        };
        for entry in entries {
            self.reach_one(&field.kind, kind(&entry.label), &entry.value);
        }
    }

    fn reach_one(&mut self, field: &FieldType, kind: &str, value: &Value) {
        let place = if kind == "HOME" { "HOME" } else { "WORK" };
        if let Value::Address(address) = value {
            self.address(place, address);
        } else if *field == FieldType::Phone {
            self.text(&format!("TEL;TYPE={kind}"), value.as_text());
        } else if *field == FieldType::Email {
            self.text(&format!("EMAIL;TYPE=INTERNET,{place}"), value.as_text());
        } else if *field == FieldType::Url {
            self.text("URL", value.as_text());
        }
    }

    fn address(&mut self, place: &str, address: &Address) {
        let Address { street, zip, city, state, country, po_box } = address;
        let parts = [po_box, "", street, city, state, zip, country];
        self.parts(&format!("ADR;TYPE={place}"), &parts);
    }
}

/// What a label means on a card.
fn kind(label: &str) -> &'static str {
    match label {
        "mobile" => "CELL",
        "home" | "private" => "HOME",
        "fax" => "FAX",
        "other" => "VOICE",
        _ => "WORK",
    }
}

/// RFC 2426 4: no value can end its line or begin another one.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => safe.extend(['\\', sign]),
            '\n' | '\r' => safe.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => safe.push(sign),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_in_their_line() {
        let mut lines = Lines(String::new());
        lines.text("NOTE", "eins\r\nEND:VCARD\rX;Y,Z\\\u{7}");
        assert_eq!(lines.0, "NOTE:eins\\nEND:VCARD\\nX\\;Y\\,Z\\\\\r\n");
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let mut lines = Lines(String::new());
        lines.text("NOTE", &"ä".repeat(100));
        assert!(lines.0.lines().all(|line| line.len() <= LINE));
        assert_eq!(lines.0.replace("\r\n ", ""), format!("NOTE:{}\r\n", "ä".repeat(100)));
    }
}
