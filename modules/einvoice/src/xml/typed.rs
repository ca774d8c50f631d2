//! Values out of elements: what is there must be right, or the document is refused.

use kernel::{Currency, Date, Decimal};

use super::Element;
use crate::Refused;
use crate::model::{Category, Identifier, Vat};
use crate::text::{bounded, parse_compact};

fn wrong(path: &str) -> Refused {
    Refused::Value { path: path.to_owned() }
}

impl Element {
    /// A text that must be there.
    pub fn required(&self, path: &str) -> Result<String, Refused> {
        self.text(path).ok_or_else(|| Refused::Missing { path: self.path_to(path) })
    }

    /// A number.
    pub fn decimal(&self, path: &str) -> Result<Option<Decimal>, Refused> {
        let text = self.text(path);
        text.map(|text| bounded(&text).ok_or_else(|| wrong(&self.path_to(path)))).transpose()
    }

    /// A number that must be there.
    pub fn required_decimal(&self, path: &str) -> Result<Decimal, Refused> {
        self.decimal(path)?.ok_or_else(|| Refused::Missing { path: self.path_to(path) })
    }

    /// An amount; one in another currency is told as not understood.
    pub fn amount(&self, path: &str, currency: Currency) -> Result<Option<Decimal>, Refused> {
        let number = self.decimal(path)?;
        if let Some(element) = self.at(path)
            && element.attribute("currencyID").is_some_and(|stated| stated != currency.code())
        {
            element.leave();
        }
        Ok(number)
    }

    /// A day as ISO 8601 writes it; what follows it, such as a zone, is no part of the day.
    pub fn day(&self, path: &str) -> Result<Option<Date>, Refused> {
        let Some(text) = self.text(path) else { return Ok(None) };
        let day = text.get(..10).and_then(Date::parse_iso);
        day.map(Some).ok_or_else(|| wrong(&self.path_to(path)))
    }

    /// A day in the element of a date or moment of CII, in format 102.
    pub fn compact_day(&self, path: &str) -> Result<Option<Date>, Refused> {
        let Some(holder) = self.at(path) else { return Ok(None) };
        let inner = ["udt:DateTimeString", "udt:DateString", "qdt:DateTimeString"];
        let Some(text) = inner.iter().find_map(|name| holder.text(name)) else {
            return Ok(None);
        };
        parse_compact(&text).map(Some).ok_or_else(|| wrong(&self.path_to(path)))
    }

    /// Yes or no.
    pub fn indicator(&self, path: &str) -> Result<bool, Refused> {
        match self.text(path).as_deref() {
            Some("true" | "1") => Ok(true),
            Some("false" | "0") => Ok(false),
            Some(_) => Err(wrong(&self.path_to(path))),
            None => Err(Refused::Missing { path: self.path_to(path) }),
        }
    }

    /// A currency.
    pub fn currency(&self, path: &str) -> Result<Option<Currency>, Refused> {
        let text = self.text(path);
        let parse = |text: String| Currency::parse(&text).ok_or_else(|| wrong(&self.path_to(path)));
        text.map(parse).transpose()
    }

    /// Category and rate of VAT.
    pub fn vat(&self, category: &str, rate: &str) -> Result<Vat, Refused> {
        let code = self.required(category)?;
        let category = Category::of(&code).ok_or_else(|| wrong(&self.path_to(category)))?;
        Ok(Vat { category, rate: self.decimal(rate)? })
    }

    /// Tells a kind of tax that is not VAT as not understood.
    pub fn only_vat(&self, path: &str) {
        if let Some(kind) = self.at(path)
            && kind.own_text() != Some("VAT")
        {
            kind.leave();
        }
    }

    /// The element itself as an identifier.
    pub fn identifier(&self) -> Option<Identifier> {
        let scheme = self.attribute("schemeID").map(str::to_owned);
        Some(Identifier { value: self.own_text()?.to_owned(), scheme })
    }

    fn path_to(&self, path: &str) -> String {
        format!("{}/{path}", self.name)
    }
}
