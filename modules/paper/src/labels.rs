//! Words that templates say themselves.

use kernel::{Language, Texts};

/// The texts of this crate, as TOML.
pub const TEXTS: [(Language, &str); 2] = [
    (Language::De, include_str!("../../../locales/de/paper.toml")),
    (Language::En, include_str!("../../../locales/en/paper.toml")),
];

/// Headings and marks, in the language of the paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Of the number of a sheet, with places for `{page}` and `{pages}`.
    pub page: String,
    /// Before what one sheet hands to the next.
    pub carried: String,
    /// Heading of the numbers of positions.
    pub number: String,
    /// Heading of what is sold.
    pub what: String,
    /// Heading of quantities.
    pub quantity: String,
    /// Heading of prices.
    pub price: String,
    /// Heading of discounts.
    pub discount: String,
    /// Heading of rates of tax.
    pub tax: String,
    /// Heading of amounts.
    pub amount: String,
    /// Mark of a position that may be added.
    pub optional: String,
    /// Mark of a position that may stand in for another.
    pub alternative: String,
}

impl Labels {
    /// Those of the program, see `locales/*/paper.toml`.
    #[must_use]
    pub fn of(texts: &Texts, language: Language) -> Labels {
        let text = |key: &str| texts.get(language, key).to_owned();
        Labels {
            page: text("paper.page"),
            carried: text("paper.carried"),
            number: text("paper.number"),
            what: text("paper.what"),
            quantity: text("paper.quantity"),
            price: text("paper.price"),
            discount: text("paper.discount"),
            tax: text("paper.tax"),
            amount: text("paper.amount"),
            optional: text("paper.optional"),
            alternative: text("paper.alternative"),
        }
    }
}
