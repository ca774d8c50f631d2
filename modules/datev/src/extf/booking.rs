//! One booking.

use kernel::{Currency, Date, Decimal};

/// On which side of its account a booking stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Soll.
    Debit,
    /// Haben.
    Credit,
}

/// An amount in another currency than the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignAmount {
    /// The currency of the amount.
    pub currency: Currency,
    /// How many of them are one of the books' currency, up to six places.
    pub rate: Decimal,
    /// The amount in the currency of the books.
    pub base: Decimal,
}

/// The second field of a document, which is used for one of two things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecondField {
    /// Nothing.
    Empty,
    /// The day on which it is due.
    Due(Date),
    /// A number, at most twelve characters.
    Number(String),
}

/// One booking from account to account; amounts carry their tax where accounts or keys say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// More than nothing, whole cents: the side says which way it goes.
    pub amount: Decimal,
    /// On which side of the account.
    pub side: Side,
    /// Given when the amount is not in the currency of the books.
    pub foreign: Option<ForeignAmount>,
    /// The account, often that of a debtor.
    pub account: u32,
    /// The other account, often that of revenue.
    pub contra_account: u32,
    /// BU-Schlüssel; none on accounts that bring their tax themselves.
    pub tax_key: Option<u16>,
    /// Day of the document.
    pub document_on: Date,
    /// Number of the document, at most 36 of `A-Z a-z 0-9 $&%*+-/_.` (Belegfeld 1).
    pub document_number: String,
    /// Belegfeld 2.
    pub second_field: SecondField,
    /// Cash discount in it; zero when there is none.
    pub cash_discount: Decimal,
    /// What it is for; cut to 60 characters.
    pub text: String,
    /// GUID of the document in a document set, which links the two (Beleglink).
    pub document_link: Option<String>,
    /// First and second cost center, at most 36 characters each.
    pub cost_centers: [String; 2],
    /// VAT id of the receiver with its country, for supplies within the union.
    pub eu_vat_id: String,
    /// Rate of tax of the other country in percent.
    pub eu_rate: Option<Decimal>,
    /// Day of the supply, where it counts for the tax.
    pub service_on: Option<Date>,
    /// Period of the tax when it is not that of the supply.
    pub tax_period: Option<Date>,
    /// Day on which the open item is due.
    pub due_on: Option<Date>,
    /// Mandate by which it is collected, at most 35 characters.
    pub mandate_id: String,
}

impl Booking {
    /// A booking of an amount between two accounts on a day, with nothing else told.
    #[must_use]
    pub fn new(amount: Decimal, side: Side, accounts: (u32, u32), document_on: Date) -> Self {
        let (account, contra_account) = accounts;
        Booking {
            amount,
            side,
            foreign: None,
            account,
            contra_account,
            tax_key: None,
            document_on,
            document_number: String::new(),
            second_field: SecondField::Empty,
            cash_discount: Decimal::ZERO,
            text: String::new(),
            document_link: None,
            cost_centers: [String::new(), String::new()],
            eu_vat_id: String::new(),
            eu_rate: None,
            service_on: None,
            tax_period: None,
            due_on: None,
            mandate_id: String::new(),
        }
    }
}
