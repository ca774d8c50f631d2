//! The modules of the library in their order.

use records::Behavior;

use super::rules;
use crate::setting::Setting;

/// The library, with what its modules do.
#[must_use]
pub fn setting() -> Setting {
    Setting {
        definitions: vec![
            include_str!("author.toml"),
            include_str!("book.toml"),
            include_str!("loan.toml"),
            include_str!("specimen.toml"),
        ],
        behaviors: vec![
            Behavior::of("book")
                .needs(&["author.country"])
                .derive(rules::name_is_trimmed)
                .derive(rules::words_are_counted)
                .derive(rules::country_follows_author)
                .check(rules::pages_are_positive),
            Behavior::of("loan")
                .derive(rules::due_date_follows_loan)
                .check(rules::due_comes_after_lending)
                .guard(rules::returned_is_frozen)
                .action("lend", rules::begins_today)
                .reaction(rules::book_knows_that_it_is_lent),
        ],
        texts: Vec::new(),
    }
}
