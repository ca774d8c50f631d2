//! How documents say things, in their own language whoever prints them.

use kernel::{Currency, Date, Decimal, Language, Locale, Money, Value};
use records::Cx;
use ui::{Names, format};

/// The words and formats of a document.
pub struct Words<'a> {
    cx: &'a Cx,
    locale: Locale,
    names: Names,
    /// The currency of its amounts.
    pub currency: Currency,
}

impl<'a> Words<'a> {
    /// Those of a language and a currency.
    #[must_use]
    pub fn new(cx: &'a Cx, language: &str, currency: &str) -> Self {
        let language = if language == "en" { Language::En } else { Language::De };
        let currency = Currency::parse(currency).unwrap_or(Currency::EUR);
        Words { cx, locale: Locale::new(language), names: Names::default(), currency }
    }

    fn reader(&self) -> ui::Cx<'_> {
        let now = self.cx.now();
        let (catalog, locale) = (&*self.cx.catalog, &self.locale);
        ui::Cx { catalog, locale, now, names: &self.names, csrf: "" }
    }

    /// The language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.locale.language
    }

    /// A text by its key.
    #[must_use]
    pub fn text(&self, key: &str) -> String {
        self.reader().text(key).to_owned()
    }

    /// A text with what it names.
    #[must_use]
    pub fn fill(&self, key: &str, with: &[(&str, &str)]) -> String {
        self.reader().fill(key, with)
    }

    /// The label of a value of a pick list.
    #[must_use]
    pub fn choice(&self, list: &str, code: &str) -> String {
        ui::fields::picklist_tag(self.reader(), list, code).label
    }

    /// A day.
    #[must_use]
    pub fn day(&self, day: Date) -> String {
        format::date(self.reader(), day)
    }

    /// An amount with its currency.
    #[must_use]
    pub fn money(&self, amount: Decimal) -> String {
        format::money(self.reader(), &Money { amount, currency: self.currency })
    }

    /// An amount whose currency stands elsewhere.
    #[must_use]
    pub fn amount(&self, amount: Decimal) -> String {
        format::amount(self.reader(), amount)
    }

    /// A number.
    #[must_use]
    pub fn number(&self, number: Decimal) -> String {
        format::decimal(self.reader(), number, 6)
    }

    /// A percentage.
    #[must_use]
    pub fn percent(&self, share: Decimal) -> String {
        format::percent(self.reader(), share)
    }

    /// The lines of an address, the country only where it is another one.
    #[must_use]
    pub fn address(&self, address: &kernel::Address, home: &str) -> Vec<String> {
        let mut lines: Vec<String> = address.street.lines().map(str::to_owned).collect();
        if lines.is_empty() && !address.po_box.is_empty() {
            lines.push(self.fill("letter.po_box", &[("box", &address.po_box)]));
        }
        lines.push(format!("{} {}", address.zip, address.city).trim().to_owned());
        let is_abroad = !address.country.is_empty() && !address.country.eq_ignore_ascii_case(home);
        if is_abroad {
            let key = format!("ui.country.{}", address.country.to_lowercase());
            let named = self.reader().find(&key).map(str::to_owned);
            lines.push(named.unwrap_or_else(|| address.country.clone()));
        }
        lines.retain(|line| !line.is_empty());
        lines
    }
}

/// The decimal of a value.
#[must_use]
pub fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Decimal(number) => Some(*number),
        Value::Money(money) => Some(money.amount),
        _ => None,
    }
}
