//! The words that a house begins with.

use kernel::Value;
use records::{BatchRow, Cx, Input, ListQuery, Running};

use super::fields;

/// Subject and body for an occasion, in German and English.
struct Shipped {
    occasion: &'static str,
    german: (&'static str, &'static str),
    english: (&'static str, &'static str),
}

const ALL: [Shipped; 8] = [
    Shipped {
        occasion: "quote",
        german: (
            "Angebot {number}",
            "anbei erhalten Sie unser Angebot {number}. Bei Fragen sind wir gern für Sie \
             da.\n{online}",
        ),
        english: (
            "Quote {number}",
            "please find our quote {number} attached. We are happy to answer any \
             questions.\n{online}",
        ),
    },
    Shipped {
        occasion: "sales_order",
        german: (
            "Auftragsbestätigung {number}",
            "vielen Dank für Ihren Auftrag. Unsere Auftragsbestätigung {number} liegt bei.",
        ),
        english: (
            "Order confirmation {number}",
            "thank you for your order. Our order confirmation {number} is attached.",
        ),
    },
    Shipped {
        occasion: "delivery_note",
        german: (
            "Lieferschein {number}",
            "Ihre Lieferung ist unterwegs. Der Lieferschein {number} liegt bei.",
        ),
        english: (
            "Delivery note {number}",
            "your delivery is on its way. The delivery note {number} is attached.",
        ),
    },
    Shipped {
        occasion: "invoice",
        german: (
            "Rechnung {number}",
            "anbei erhalten Sie unsere Rechnung {number} über {total}. Bitte überweisen Sie den \
             Betrag bis zum {due_on}.",
        ),
        english: (
            "Invoice {number}",
            "please find our invoice {number} over {total} attached. Please transfer the amount \
             by {due_on}.",
        ),
    },
    Shipped {
        occasion: "credit_note",
        german: (
            "Rechnungskorrektur {number}",
            "anbei erhalten Sie unsere Rechnungskorrektur {number} über {total}.",
        ),
        english: (
            "Credit note {number}",
            "please find our credit note {number} over {total} attached.",
        ),
    },
    Shipped {
        occasion: "cancellation",
        german: ("Stornorechnung {number}", "anbei erhalten Sie unsere Stornorechnung {number}."),
        english: ("Cancellation {number}", "please find our cancellation {number} attached."),
    },
    Shipped {
        occasion: "dunning_letter",
        german: (
            "{subject} {number}",
            "zu offenen Rechnungen erhalten Sie anbei unser Schreiben {number}. Der Gesamtbetrag \
             ist {total}.",
        ),
        english: (
            "{subject} {number}",
            "please find our letter {number} about open invoices attached. The total is {total}.",
        ),
    },
    Shipped {
        occasion: "purchase_order",
        german: (
            "Bestellung {number}",
            "anbei erhalten Sie unsere Bestellung {number}. Bitte bestätigen Sie uns den \
             Liefertermin.",
        ),
        english: (
            "Purchase order {number}",
            "please find our purchase order {number} attached. Please confirm the date of \
             delivery.",
        ),
    },
];

/// Subject and body for an occasion in a language, where the house has none of its own.
pub fn shipped(occasion: &str, language: &str) -> Option<(String, String)> {
    let known = ALL.iter().find(|known| known.occasion == occasion)?;
    let ((subject, body), greeting, closing) = match language {
        "en" => (known.english, "Dear Sir or Madam,", "Kind regards"),
        _ => (known.german, "Sehr geehrte Damen und Herren,", "Freundliche Grüße"),
    };
    let body = format!("{greeting}\n\n{body}\n\n{closing}\n{{sender}}\n{{company}}");
    Some((subject.to_owned(), body))
}

/// Lays in a template for each occasion and language, in a house that has none; gives how many.
pub fn lay_in(cx: Cx) -> Running {
    Box::pin(async move {
        for in_bin in [false, true] {
            let list = ListQuery { in_bin, limit: 1, ..ListQuery::default() };
            if !records::find(&cx, "mail_template", &list).await?.page.records.is_empty() {
                return Ok(0);
            }
        }
        let languages = ["de", "en"];
        let each = ALL.iter().flat_map(|known| languages.map(|language| (known, language)));
        let rows = each.map(|(known, language)| BatchRow::Create(row(known.occasion, language)));
        Ok(records::save_all(&cx, "mail_template", rows.collect()).await?.len() as u64)
    })
}

fn row(occasion: &str, language: &str) -> Input {
    let (subject, body) = shipped(occasion, language).expect("it comes along");
    let name = subject.replace(" {number}", "").replace("{subject}", "Mahnung");
    Input::of([
        (fields::NAME.name(), Value::text(&format!("{name} ({language})"))),
        (fields::OCCASION.name(), Value::text(occasion)),
        (fields::LANGUAGE.name(), Value::text(language)),
        (fields::SUBJECT.name(), Value::text(&subject)),
        (fields::BODY.name(), Value::text(&body)),
    ])
}
