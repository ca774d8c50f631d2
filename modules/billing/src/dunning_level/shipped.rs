//! The levels that a house begins with.

use kernel::{Currency, Decimal, Money, Value};
use records::{Cx, Input, Running};

use super::fields;
use crate::laid_in;

/// A level as it comes along: costs, names and words in German and English.
struct Shipped {
    number: i64,
    delay: i64,
    days_to_pay: i64,
    fee_cents: i64,
    asks_interest: bool,
    asks_flat_sum: bool,
    name: &'static str,
    german: [&'static str; 3],
    english: [&'static str; 3],
}

/// A reminder that costs nothing, as it is what first makes the debtor late in law where no day
/// was agreed (§ 286 BGB); then letters that ask what they cost, interest, and the flat sum.
const LEVELS: [Shipped; 4] = [
    Shipped {
        number: 1,
        delay: 7,
        days_to_pay: 10,
        fee_cents: 0,
        asks_interest: false,
        asks_flat_sum: false,
        name: "Zahlungserinnerung",
        german: [
            "Zahlungserinnerung",
            "Sehr geehrte Damen und Herren,\n\nsicher ist es Ihnen im Tagesgeschäft entgangen: \
             Die folgenden Rechnungen sind noch offen. Bitte überweisen Sie den Betrag bis zum \
             unten genannten Tag.",
            "Hat sich dieses Schreiben mit Ihrer Zahlung überschnitten, betrachten Sie es bitte \
             als erledigt.",
        ],
        english: [
            "Payment reminder",
            "Dear Sir or Madam,\n\nit may have escaped your attention: the following invoices \
             are still open. Please transfer the amount by the day given below.",
            "If your payment has crossed with this letter, please disregard it.",
        ],
    },
    Shipped {
        number: 2,
        delay: 14,
        days_to_pay: 10,
        fee_cents: 250,
        asks_interest: true,
        asks_flat_sum: false,
        name: "1. Mahnung",
        german: [
            "1. Mahnung",
            "Sehr geehrte Damen und Herren,\n\nauf unsere Zahlungserinnerung haben wir noch keine \
             Zahlung erhalten. Bitte begleichen Sie die folgenden Rechnungen bis zum unten \
             genannten Tag.",
            "Hat sich dieses Schreiben mit Ihrer Zahlung überschnitten, betrachten Sie es bitte \
             als erledigt.",
        ],
        english: [
            "First dunning letter",
            "Dear Sir or Madam,\n\nwe have not received a payment upon our reminder. Please \
             settle the following invoices by the day given below.",
            "If your payment has crossed with this letter, please disregard it.",
        ],
    },
    Shipped {
        number: 3,
        delay: 14,
        days_to_pay: 10,
        fee_cents: 250,
        asks_interest: true,
        asks_flat_sum: true,
        name: "2. Mahnung",
        german: [
            "2. Mahnung",
            "Sehr geehrte Damen und Herren,\n\ntrotz unserer Mahnung sind die folgenden Rechnungen \
             weiterhin offen. Wir bitten Sie dringend, sie bis zum unten genannten Tag zu \
             begleichen.",
            "",
        ],
        english: [
            "Second dunning letter",
            "Dear Sir or Madam,\n\nin spite of our letter the following invoices are still open. \
             We urge you to settle them by the day given below.",
            "",
        ],
    },
    Shipped {
        number: 4,
        delay: 14,
        days_to_pay: 7,
        fee_cents: 250,
        asks_interest: true,
        asks_flat_sum: true,
        name: "Letzte Mahnung",
        german: [
            "Letzte Mahnung",
            "Sehr geehrte Damen und Herren,\n\nunsere bisherigen Schreiben blieben ohne Erfolg. \
             Wir fordern Sie ein letztes Mal auf, die folgenden Rechnungen zu begleichen.",
            "Geht Ihre Zahlung nicht bis zum genannten Tag ein, leiten wir ohne weitere \
             Ankündigung das gerichtliche Mahnverfahren ein.",
        ],
        english: [
            "Final dunning letter",
            "Dear Sir or Madam,\n\nour letters so far remained without success. We ask you for the \
             last time to settle the following invoices.",
            "If your payment does not arrive by that day, we will take the matter to court \
             without further notice.",
        ],
    },
];

/// Lays in these levels where the house has never had any; gives how many.
pub fn lay_in(cx: Cx) -> Running {
    Box::pin(async move {
        let rows = LEVELS.iter().map(Shipped::values).collect();
        laid_in::lay_in(&cx, "dunning_level", rows).await
    })
}

impl Shipped {
    fn values(&self) -> Input {
        let number = |number: i64| Value::Decimal(Decimal::from(number));
        let fee = Money { amount: Decimal::new(self.fee_cents, 2), currency: Currency::EUR };
        let fee = if self.fee_cents == 0 { Value::Empty } else { Value::Money(fee) };
        let ([title_de, opening_de, closing_de], [title_en, opening_en, closing_en]) =
            (self.german, self.english);
        Input::of([
            (fields::NUMBER.name(), number(self.number)),
            (fields::NAME.name(), Value::text(self.name)),
            (fields::DELAY.name(), number(self.delay)),
            (fields::DAYS_TO_PAY.name(), number(self.days_to_pay)),
            (fields::FEE.name(), fee),
            (fields::ASKS_INTEREST.name(), Value::Bool(self.asks_interest)),
            (fields::ASKS_FLAT_SUM.name(), Value::Bool(self.asks_flat_sum)),
            (fields::TITLE_DE.name(), Value::text(title_de)),
            (fields::OPENING_DE.name(), Value::text(opening_de)),
            (fields::CLOSING_DE.name(), Value::text(closing_de)),
            (fields::TITLE_EN.name(), Value::text(title_en)),
            (fields::OPENING_EN.name(), Value::text(opening_en)),
            (fields::CLOSING_EN.name(), Value::text(closing_en)),
        ])
    }
}
