//! What a statement is, whichever bank wrote it.

use kernel::{Currency, Date, Decimal};

use crate::identifier::Iban;

/// What happened on one account, as its bank tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The account as the bank names it: an IBAN, or bank code and number; empty when not told.
    pub account: String,
    /// Number of the statement; empty when not told.
    pub number: String,
    /// Currency of the account.
    pub currency: Currency,
    /// What was there before the first entry, when told.
    pub opening: Option<Balance>,
    /// What was there after the last entry, when told.
    pub closing: Option<Balance>,
    /// What was booked, in the order of the file.
    pub entries: Vec<Entry>,
    /// How many announced entries the file holds besides; they are not booked and not kept.
    pub n_pending: usize,
}

impl Statement {
    /// A statement without anything in it.
    pub(crate) fn empty(currency: Currency) -> Self {
        Statement {
            account: String::new(),
            number: String::new(),
            currency,
            opening: None,
            closing: None,
            entries: Vec::new(),
            n_pending: 0,
        }
    }

    /// The account as an IBAN: as told, or made of a German bank code and number by the rule
    /// that nearly all banks follow.
    #[must_use]
    pub fn iban(&self) -> Option<Iban> {
        let german = || {
            let (bank, number) = self.account.split_once('/')?;
            Iban::german(bank, number)
        };
        Iban::parse(&self.account).ok().or_else(german)
    }
}

/// What is there on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    /// Below zero when the account is overdrawn.
    pub amount: Decimal,
    /// The day, when told.
    pub on: Option<Date>,
}

/// One booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Above zero when money came in, in the currency of the account.
    pub amount: Decimal,
    /// Day of the booking.
    pub booked_on: Date,
    /// Day from which it bears interest, when told.
    pub valued_on: Option<Date>,
    /// What is told of it, when it is one payment.
    pub details: Details,
    /// The code of its kind: `PMNT/RCDT/ESCT` in CAMT, a Geschäftsvorfallcode such as `166` else.
    pub transaction_code: String,
    /// The kind in words of the bank.
    pub booking_text: String,
    /// Reference of the bank.
    pub bank_reference: String,
    /// Whether it takes back an earlier one, such as a returned debit.
    pub is_reversal: bool,
    /// The payments in it when the bank booked several as one.
    pub parts: Vec<Details>,
    /// What was there after it, when the file tells.
    pub balance_after: Option<Decimal>,
    /// The line of the file in which it begins, from one.
    pub line: usize,
}

/// What is told of one payment; texts are empty when not told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Amount of a part of a batch, above zero when money came in; `None` when it is not told.
    pub amount: Option<Decimal>,
    /// The other side.
    pub counterpart: Counterpart,
    /// What it is for, in one line.
    pub purpose: String,
    /// Reference of who ordered the payment.
    pub end_to_end_id: String,
    /// Reference of the mandate of a direct debit.
    pub mandate_id: String,
    /// Identifier of who collected a direct debit.
    pub creditor_id: String,
    /// Structured reference of the payee: ISO 11649 or a Swiss QR reference.
    pub creditor_reference: String,
    /// Why a payment came back, as a code such as `AC04` or `MD06`.
    pub return_reason: String,
}

/// The other side of a payment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counterpart {
    /// Name.
    pub name: String,
    /// IBAN, or the number of an account that has none.
    pub iban: String,
    /// BIC, or a national bank code.
    pub bic: String,
}
