//! Open items, payments, and what may belong together.

use kernel::{Currency, Date, Decimal};

use crate::statement::{Counterpart, Details, Entry, Statement};

/// Something that waits for money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// By what the caller knows it.
    pub id: String,
    /// Its printed number, such as `RE-2026-0815`.
    pub number: String,
    /// Names of who owes it.
    pub names: Vec<String>,
    /// Accounts that are known of who owes it.
    pub ibans: Vec<String>,
    /// What is open: above zero when money shall come in, below zero when it shall go out.
    pub open: Decimal,
    /// Its currency.
    pub currency: Currency,
    /// The day on which it is due.
    pub due_on: Date,
    /// What may be taken off for early payment, each with its last day.
    pub discounts: Vec<Discount>,
    /// References that were given for it: ISO 11649, Swiss QR, end-to-end ids of our orders.
    pub references: Vec<String>,
}

/// What may be taken off when it is paid early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discount {
    /// What is taken off, with the sign of what is open.
    pub amount: Decimal,
    /// The last day.
    pub until: Date,
}

/// Money that came in or went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// Above zero when it came in.
    pub amount: Decimal,
    /// Its currency.
    pub currency: Currency,
    /// The day that counts for early payment.
    pub on: Date,
    /// The other side.
    pub counterpart: Counterpart,
    /// What it is for.
    pub purpose: String,
    /// References that came with it.
    pub references: Vec<String>,
}

impl Payment {
    /// The payments in an entry: its parts when the bank booked several as one, else itself.
    #[must_use]
    pub fn of(statement: &Statement, entry: &Entry) -> Vec<Payment> {
        let make = |details: &Details, amount: Decimal| {
            let references = [&details.creditor_reference, &details.end_to_end_id];
            let given = references.into_iter().filter(|text| !text.is_empty());
            Payment {
                amount,
                currency: statement.currency,
                on: entry.valued_on.unwrap_or(entry.booked_on),
                counterpart: details.counterpart.clone(),
                purpose: details.purpose.clone(),
                references: given.cloned().collect(),
            }
        };
        let amounts: Option<Vec<Decimal>> = entry.parts.iter().map(|part| part.amount).collect();
        match amounts {
            Some(amounts) if !amounts.is_empty() => {
                entry.parts.iter().zip(amounts).map(|(part, amount)| make(part, amount)).collect()
            }
            Some(_) | None => vec![make(&entry.details, entry.amount)],
        }
    }
}

/// What a payment may be for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The items, each with what of the payment goes to it.
    pub items: Vec<Settled>,
    /// What of the payment is left; has its sign.
    pub remainder: Decimal,
    /// Why.
    pub reasons: Vec<Reason>,
    /// How sure it is, from 1 to 99.
    pub confidence: u8,
}

/// What of a payment goes to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The item.
    pub id: String,
    /// How much of the payment.
    pub amount: Decimal,
    /// What is taken off for early payment.
    pub discount: Decimal,
}

/// Why a payment may be for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A reference is the same.
    Reference,
    /// The whole number stands in the purpose.
    Number,
    /// The number stands there without its letters.
    NumberWithoutPrefix,
    /// Only the end of the number stands there.
    NumberEnding,
    /// Several numbers stand there.
    SeveralNumbers,
    /// The amount is what is open.
    Amount,
    /// The amount is what is open less the discount, in time.
    AmountLessDiscount,
    /// The amount is what is open less the discount, too late.
    AmountLessLateDiscount,
    /// The amount is the sum of several items.
    Sum,
    /// Less came than is open.
    Underpaid,
    /// More came than is open.
    Overpaid,
    /// The account is known.
    Iban,
    /// The name is alike.
    Name,
}

impl Reason {
    /// Code under which the sentence stands in `locales/`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Reason::Reference => "match_reference",
            Reason::Number => "match_number",
            Reason::NumberWithoutPrefix => "match_number_without_prefix",
            Reason::NumberEnding => "match_number_ending",
            Reason::SeveralNumbers => "match_several_numbers",
            Reason::Amount => "match_amount",
            Reason::AmountLessDiscount => "match_amount_less_discount",
            Reason::AmountLessLateDiscount => "match_amount_less_late_discount",
            Reason::Sum => "match_sum",
            Reason::Underpaid => "match_underpaid",
            Reason::Overpaid => "match_overpaid",
            Reason::Iban => "match_iban",
            Reason::Name => "match_name",
        }
    }

    /// What it counts, of a hundred.
    pub(super) fn weight(self) -> i32 {
        match self {
            Reason::Reference => 65,
            Reason::Number => 55,
            Reason::SeveralNumbers => 5,
            Reason::NumberWithoutPrefix => 40,
            Reason::NumberEnding => 20,
            Reason::Amount => 30,
            Reason::AmountLessDiscount => 28,
            Reason::AmountLessLateDiscount => 15,
            Reason::Sum => 25,
            Reason::Underpaid => 0,
            Reason::Overpaid => -5,
            Reason::Iban => 20,
            Reason::Name => 12,
        }
    }
}
