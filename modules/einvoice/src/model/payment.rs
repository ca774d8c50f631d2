//! How and when an invoice is paid.

use kernel::Decimal;

/// Payment instructions, BG-16.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payment {
    /// The means of payment, BT-81, a code of UNTDID 4461 such as 58.
    pub means: String,
    /// The means in words, BT-82.
    pub means_text: Option<String>,
    /// What the buyer writes on the transfer, BT-83.
    pub remittance: Option<String>,
    /// Accounts to transfer to, BG-17.
    pub transfers: Vec<CreditTransfer>,
    /// The card that was charged, BG-18.
    pub card: Option<Card>,
    /// The mandate that is drawn upon, BG-19.
    pub debit: Option<DirectDebit>,
}

/// An account to transfer to, BG-17.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreditTransfer {
    /// IBAN or another number of an account, BT-84.
    pub account: String,
    /// The name of the account, BT-85.
    pub name: Option<String>,
    /// BIC of the bank, BT-86.
    pub bank: Option<String>,
}

/// A payment card, BG-18.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The last four to six digits, BT-87.
    pub number: String,
    /// Who holds it, BT-88.
    pub holder: Option<String>,
}

/// Direct debit, BG-19.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DirectDebit {
    /// The mandate, BT-89.
    pub mandate: Option<String>,
    /// The identifier of the creditor, BT-90.
    pub creditor: Option<String>,
    /// The account that is charged, BT-91.
    pub account: Option<String>,
}

/// Terms of payment, BT-20.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// In words.
    pub text: Option<String>,
    /// Cash discounts, which XRechnung writes as lines of BT-20 (BR-DE-18).
    pub discounts: Vec<CashDiscount>,
}

impl Terms {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_none() && self.discounts.is_empty()
    }
}

/// A discount for early payment ("Skonto"), a line of BT-20.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashDiscount {
    /// Days after the issue within which it is granted.
    pub days: u32,
    /// The discount in percent, two places.
    pub percent: Decimal,
    /// What it is granted on, when that is not the amount due.
    pub base: Option<Decimal>,
}

/// A payment that is asked for on behalf of another, BG-DEX-09 of the XRechnung extension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThirdPartyPayment {
    /// Its kind, BT-DEX-001.
    pub kind: String,
    /// The amount, BT-DEX-002, which adds to the amount due.
    pub amount: Decimal,
    /// What it is for, BT-DEX-003.
    pub text: String,
}
