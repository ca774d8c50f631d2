//! What a direct debit says.

use kernel::{Date, Decimal, Instant};

use super::{Party, Spelling};

/// The rules under which money is collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scheme {
    /// From anybody; can be claimed back for eight weeks.
    Core,
    /// From businesses whose bank knows the mandate; cannot be claimed back.
    Business,
}

impl Scheme {
    /// The code of the local instrument.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Scheme::Core => "CORE",
            Scheme::Business => "B2B",
        }
    }
}

/// Which use of its mandate a debit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sequence {
    /// The first of several.
    First,
    /// One of several; allowed for the first as well since November 2016.
    Recurring,
    /// The only one.
    OneOff,
    /// The last of several.
    Final,
}

impl Sequence {
    /// The code of the sequence type.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Sequence::First => "FRST",
            Sequence::Recurring => "RCUR",
            Sequence::OneOff => "OOFF",
            Sequence::Final => "FNAL",
        }
    }
}

/// Debits to one account of ours.
#[derive(Clone, Debug)]
pub struct DebitOrder {
    /// Identifies the file at the bank, at most 30 characters; never used twice.
    pub message_id: String,
    /// When the file was made.
    pub created_at: Instant,
    /// Who collects.
    pub collector: Party,
    /// SEPA creditor identifier of who collects.
    pub creditor_id: String,
    /// Rules under which all of them are collected: banks take a file of each scheme for itself.
    pub scheme: Scheme,
    /// How texts are spelled.
    pub spelling: Spelling,
    /// The debits, at least one.
    pub debits: Vec<Debit>,
}

/// One debit.
#[derive(Clone, Debug)]
pub struct Debit {
    /// From whom is collected.
    pub debtor: Party,
    /// Euros, more than nothing, whole cents.
    pub amount: Decimal,
    /// Which use of the mandate it is.
    pub sequence: Sequence,
    /// Day on which it is settled.
    pub due_on: Date,
    /// What the debtor signed.
    pub mandate: Mandate,
    /// Our identifier that comes back on statements, at most 35 characters; may be empty.
    pub end_to_end_id: String,
    /// What it is for, at most 140 characters.
    pub purpose: String,
}

/// What the debtor signed.
#[derive(Clone, Debug, Default)]
pub struct Mandate {
    /// Its reference, at most 35 characters.
    pub id: String,
    /// Day of the signature.
    pub signed_on: Option<Date>,
    /// What changed since it was last used.
    pub changes: Vec<MandateChange>,
}

/// A change of a mandate that banks are told with the next debit (EPC130-08, AT-M015 to AT-M018).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MandateChange {
    /// It had this reference.
    Id(String),
    /// We had this creditor identifier.
    CreditorId(String),
    /// The debtor moved to another account.
    Account,
}
