//! Words with what they stand for: the places that templates have.

use billing::output::Words;
use catalog::Module;
use kernel::{Link, Result, Value};
use records::{Asking, Record};

/// What stands in the places of a template.
pub struct Filled {
    /// Whom it is for, as far as that is known.
    pub recipient: String,
    places: Vec<(&'static str, String)>,
}

impl Filled {
    /// What a document says, as far as the asker sees it.
    ///
    /// # Errors
    /// When modules are unknown.
    pub fn of(
        asking: &mut Asking<'_, '_>,
        (module, document): (&Module, &Record),
        language: &str,
    ) -> Result<Self> {
        let value = |name: &str| document.value(module, name).clone();
        let text = |name: &str| value(name).as_text().to_owned();
        let mut recipient = String::new();
        for name in ["contact", "account", "vendor"] {
            if recipient.is_empty() {
                recipient = said(asking, &value(name), "email")?;
            }
        }
        let contact = said(asking, &value("contact"), "")?;
        let company = said(asking, &value("company"), "name")?;
        let sender = said(asking, &value("company"), "contact_name")?;
        let words = Words::new(asking.cx, language, &text("currency"));
        let total = match value("total") {
            Value::Money(money) => words.money(money.amount),
            _ => String::new(),
        };
        let day = |name: &str| match value(name) {
            Value::Date(day) => words.day(day),
            _ => String::new(),
        };
        let link = Link::new(&module.code, document.id);
        let online = records::public::address(&asking.cx.engine, &link);
        let online = online.map(|link| words.fill("letter.online", &[("link", &link)]));
        let online = online.unwrap_or_default();
        let places = vec![
            ("number", text("number")),
            ("subject", text("subject")),
            ("contact", contact),
            ("company", company),
            ("sender", sender),
            ("total", total),
            ("due_on", day("due_on")),
            ("online", online),
        ];
        Ok(Filled { recipient, places })
    }

    /// A text with its places filled; a line of which nothing is left goes.
    pub fn fill(&self, text: &str) -> String {
        let fill = |line: &str| {
            let filled = self.fill_line(line);
            (filled.trim().is_empty() == line.trim().is_empty()).then_some(filled)
        };
        text.lines().filter_map(fill).collect::<Vec<_>>().join("\n")
    }

    /// In one go, so that what stands in a document is never taken for a place.
    fn fill_line(&self, line: &str) -> String {
        let mut filled = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let place = after.split_once('}').and_then(|(name, after)| {
                let (_, value) = self.places.iter().find(|(known, _)| *known == name)?;
                Some((value, after))
            });
            rest = match place {
                Some((value, after)) => {
                    filled.push_str(value);
                    after
                }
                None => {
                    filled.push('{');
                    after
                }
            };
        }
        filled + rest
    }
}

/// A value of the record that a link leads to, or its title; nothing where it is out of reach.
fn said(asking: &mut Asking<'_, '_>, link: &Value, name: &str) -> Result<String> {
    let Value::Link(link) = link else { return Ok(String::new()) };
    let Some(record) = asking.seen(link)? else { return Ok(String::new()) };
    if name.is_empty() {
        return Ok(record.title);
    }
    let module = asking.cx.module(&link.module)?;
    Ok(record.value(&module, name).primary().as_text().to_owned())
}
