//! Whether a mandate can be used.

use catalog::Module;
use kernel::{Date, Link, Value};
use records::Record;

use super::fields;

/// Months after which a mandate that nobody used has ended (EPC016-06 and EPC222-07, 4.1).
pub const MONTHS: i32 = 36;

/// What a mandate says when it is to be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The mandate.
    pub link: Link,
    /// Its reference.
    pub reference: String,
    /// Who gave it.
    pub account: Option<Link>,
    /// Whom it was given to.
    pub company: Option<Link>,
    /// Who has the account.
    pub holder: String,
    /// The account.
    pub iban: String,
    /// Its bank, where it is known.
    pub bic: String,
    /// `core` or `b2b`.
    pub scheme: String,
    /// Whether it was given for one collection.
    pub is_one_off: bool,
    /// Day of the signature.
    pub signed_on: Option<Date>,
    /// Under which identifier of ours it was last used, or signed.
    pub creditor_id: String,
    /// Whether the account changed since it was last used.
    pub has_new_account: bool,
    /// Collections so far.
    pub n_used: u32,
    stage: String,
    last_used_on: Option<Date>,
}

impl Standing {
    /// What a stored mandate says.
    #[must_use]
    pub fn of(module: &Module, record: &Record) -> Self {
        let value = |name: &str| record.value(module, name);
        let text = |name: &str| value(name).as_text().to_owned();
        let link = |name: &str| match value(name) {
            Value::Link(link) => Some(link.clone()),
            _ => None,
        };
        let day = |name: &str| match value(name) {
            Value::Date(day) => Some(*day),
            _ => None,
        };
        let n_used = value(fields::COLLECTIONS.name()).lines().len();
        Standing {
            link: Link::new("mandate", record.id),
            reference: text("reference"),
            account: link("account"),
            company: link("company"),
            holder: text("holder"),
            iban: text("iban"),
            bic: text("bic"),
            scheme: text("scheme"),
            is_one_off: value("kind").as_text() == "one_off",
            signed_on: day("signed_on"),
            creditor_id: text("creditor_id"),
            has_new_account: *value("has_new_account") == Value::Bool(true),
            n_used: u32::try_from(n_used).unwrap_or(u32::MAX),
            stage: if record.trashed_at.is_some() { String::new() } else { text("stage") },
            last_used_on: day("last_used_on"),
        }
    }

    /// Why nothing can be collected by it on a day, as the code of a problem; `None` when it can.
    #[must_use]
    pub fn hindrance(&self, day: Date) -> Option<&'static str> {
        match self.stage.as_str() {
            "active" if self.is_expired(day) => Some("mandate_expired"),
            "active" if self.is_one_off && 0 < self.n_used => Some("mandate_used_up"),
            "active" => None,
            "draft" => Some("mandate_unsigned"),
            "expired" => Some("mandate_expired"),
            _ => Some("mandate_revoked"),
        }
    }

    /// Whether nobody has used it for so long that it ended by itself.
    #[must_use]
    pub fn is_expired(&self, day: Date) -> bool {
        let last = self.last_used_on.max(self.signed_on);
        last.is_some_and(|last| last.plus_months(MONTHS) < day)
    }
}
