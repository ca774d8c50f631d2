//! What is open of a quote to whoever holds its link.

use records::public::{PublicAnswer, PublicPage};

use super::fields;

/// What a customer sees of a quote by its link, and how they answer it.
pub const PAGE: PublicPage = PublicPage {
    stages: &["sent", "accepted", "declined"],
    until: fields::VALID_UNTIL.name(),
    language: fields::LANGUAGE.name(),
    sender: fields::COMPANY.name(),
    facts: &["number", "quote_date", "valid_until", "account", "buyer_reference"],
    lines: (
        fields::LINES.name(),
        &[
            "name",
            "description",
            "role",
            "quantity",
            "unit",
            "unit_price",
            "discount",
            "tax_rate",
            "net",
        ],
    ),
    sums: &["subtotal", "discount_total", "shipping", "net", "taxes", "rounding", "total"],
    output: "document.pdf",
    answers: &[
        PublicAnswer { action: "accept", asks: ACCEPT, requires: &["answered_by"] },
        PublicAnswer { action: "decline", asks: ANSWER, requires: &["answered_by"] },
    ],
};

const ANSWER: &[&str] = &["answered_by", "answer_note"];
const ACCEPT: &[&str] = &["chosen", "answered_by", "answer_note"];
