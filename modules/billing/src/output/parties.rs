//! Who takes part in a document, as it was when it was issued.

use std::collections::BTreeMap;

use catalog::Module;
use kernel::{Address, Language, Link, Result, Value};
use records::{Cx, Record, Work};
use serde::{Deserialize, Serialize};

/// Fields of which documents speak.
const TEXTS: [&str; 21] = [
    "name",
    "number",
    "first_name",
    "last_name",
    "country",
    "email",
    "phone",
    "website",
    "contact_name",
    "vat_id",
    "tax_number",
    "managers",
    "register_court",
    "register_number",
    "bank",
    "iban",
    "bic",
    "creditor_id",
    "customer_number",
    "salutation",
    "title",
];

/// What documents say of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    texts: BTreeMap<String, String>,
    address: Address,
}

impl Known {
    /// What documents say of a record of a module.
    #[must_use]
    pub fn new(cx: &Cx, module: &Module, record: &Record) -> Self {
        let value = |name: &str| record.value(module, name).primary().clone();
        let texts = TEXTS.into_iter().filter_map(|name| {
            let text = value(name).as_text().trim().to_owned();
            (!text.is_empty()).then(|| (name.to_owned(), text))
        });
        Known { texts: texts.collect(), address: located(cx, &value("address")) }
    }

    /// The text of a field, or nothing.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        self.texts.get(name).cloned()
    }

    /// Its address, the country as a code where it is known.
    #[must_use]
    pub fn address(&self) -> &Address {
        &self.address
    }
}

/// An address with the code of its country where the text names one.
pub fn located(cx: &Cx, value: &Value) -> Address {
    let Value::Address(address) = value else { return Address::default() };
    let country = address.country.trim();
    if country.len() == 2 || country.is_empty() {
        return Address { country: country.to_uppercase(), ..address.clone() };
    }
    let letters = || 'a'..='z';
    let codes = letters().flat_map(|first| letters().map(move |second| format!("{first}{second}")));
    let is_called = |code: &String| {
        [Language::De, Language::En].into_iter().any(|language| {
            let name = cx.catalog.texts().find(language, &format!("ui.country.{code}"));
            name.is_some_and(|name| name.eq_ignore_ascii_case(country))
        })
    };
    let mut codes = codes;
    let code = codes.find(is_called).map(|code| code.to_uppercase());
    Address { country: code.unwrap_or_else(|| country.to_owned()), ..address.clone() }
}

/// Who writes a document and whom it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parties {
    /// The company in whose name it is written.
    pub company: Known,
    /// The organisation or the supplier it is for.
    pub account: Known,
    /// The person it is for, if one is named.
    pub contact: Option<Known>,
    /// Where it is sent.
    pub recipient: Address,
}

/// Why the program reads them whoever asks.
const WHY: &str = "a document names who writes it and whom it is for";

impl Parties {
    /// Those of a document, held until the transaction ends.
    ///
    /// # Errors
    /// When the database fails.
    pub fn held(work: &mut Work<'_, '_>, value: impl Fn(&str) -> Value) -> Result<Option<Self>> {
        let mut held = |name: &str| -> Result<Option<Known>> {
            let Value::Link(link) = value(name) else { return Ok(None) };
            let module = work.cx.module(&link.module)?;
            let record = work.hold(&link, WHY)?;
            Ok(record.map(|record| Known::new(work.cx, &module, &record)))
        };
        let (company, account, contact) = (held("company")?, held("account")?, held("contact")?);
        let recipient = located(work.cx, value("address").primary());
        let both = company.zip(account);
        Ok(both.map(|(company, account)| Parties { company, account, contact, recipient }))
    }

    /// Those of a stored document: as they were when it was issued, else as they are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(cx: &Cx, value: impl Fn(&str) -> Value) -> Result<Option<Self>> {
        if let Ok(kept) = serde_json::from_str(value("letterhead").as_text()) {
            return Ok(Some(kept));
        }
        let own = cx.engine.system(WHY);
        let link = |name: &str| match value(name) {
            Value::Link(link) => Some(link),
            _ => None,
        };
        let company = known(&own, link("company")).await?;
        let account = known(&own, link("account").or(link("vendor"))).await?;
        let contact = known(&own, link("contact")).await?;
        let recipient = located(cx, value("address").primary());
        let both = company.zip(account);
        Ok(both.map(|(company, account)| Parties { company, account, contact, recipient }))
    }

    /// The same as text, to be kept with what is issued.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

async fn known(cx: &Cx, link: Option<Link>) -> Result<Option<Known>> {
    let Some(link) = link else { return Ok(None) };
    let module = cx.module(&link.module)?;
    let record = records::get(cx, &link.module, link.id).await?;
    Ok(Some(Known::new(cx, &module, &record)))
}
