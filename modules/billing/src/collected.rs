//! What an invoice says that is collected by direct debit, on paper and electronically.

use banking::order::next_target_day;
use einvoice::DirectDebit;
use goods::position::reckon::round;
use kernel::{Date, Decimal, Value};
use paper::{Fact, Kind, Note, Payment};
use records::Draft;

use crate::output::{Printed, grouped};

/// SEPA direct debit (UNTDID 4461).
const DIRECT_DEBIT: &str = "59";

/// How it is collected, once it names the mandate (EN 16931, BG-19).
pub fn stated(draft: &Draft, number: String) -> Option<einvoice::Payment> {
    let text = |name: &str| {
        let text = draft.value(name).as_text();
        Some(text.to_owned()).filter(|text| !text.is_empty())
    };
    let debit = DirectDebit {
        mandate: Some(text("mandate_reference")?),
        creditor: text("creditor_id"),
        account: text("debited_iban"),
    };
    Some(einvoice::Payment {
        means: DIRECT_DEBIT.into(),
        remittance: Some(number),
        debit: Some(debit),
        ..einvoice::Payment::default()
    })
}

fn number(value: &Value) -> Option<Decimal> {
    match value {
        Value::Decimal(number) => Some(*number),
        Value::Money(money) => Some(money.amount),
        _ => None,
    }
}

impl Printed<'_> {
    /// Whether what it comes to is collected; what is in favour of the customer is not.
    pub(crate) fn is_collected(&self) -> bool {
        let total = number(self.value("total")).unwrap_or_default();
        let is_debit = self.text("pay_by").as_deref() == Some("direct_debit");
        is_debit && self.kind() == Kind::Invoice && Decimal::ZERO < total
    }

    /// When how much is collected: less the cash discount, on its last day, where there is one.
    fn collection(&self) -> Option<(Date, Decimal)> {
        let total = number(self.value("total")).unwrap_or_default();
        let early = self.date("cash_discount_on").zip(number(self.value("cash_discount_rate")));
        let (day, amount) = match early {
            Some((day, rate)) => {
                let places = self.words.currency.places();
                (day, total - round(total * rate / Decimal::ONE_HUNDRED, places))
            }
            None => (self.date("due_on")?, total),
        };
        Some((next_target_day(day), amount))
    }

    /// In the place of until when it is to be paid.
    pub(crate) fn collected_on(&self) -> Vec<Fact> {
        let words = &self.words;
        let fact = self.collection().map(|(day, amount)| Fact {
            label: words.fill("letter.debit.on", &[("day", &words.day(day))]),
            value: words.money(amount),
        });
        fact.into_iter().collect()
    }

    /// In the place of where to pay: mandate, creditor and account, once it names them.
    pub(crate) fn collected_from(&self) -> Option<Payment> {
        let words = &self.words;
        self.text("mandate_reference")?;
        let all = [
            ("mandate", self.text("mandate_reference")),
            ("creditor", self.text("creditor_id")),
            ("account", self.text("debited_iban").map(grouped)),
        ];
        let fact = |(key, value): (&str, Option<String>)| {
            Some(Fact { label: words.text(&format!("letter.debit.{key}")), value: value? })
        };
        Some(Payment::Bank(all.into_iter().filter_map(fact).collect()))
    }

    /// Announces the collection (EPC016-06, 4.3.4: pre-notification).
    pub(crate) fn announced(&self) -> Option<Note> {
        let (day, amount) = self.collection().filter(|_| self.is_collected())?;
        let (day, amount) = (self.words.day(day), self.words.money(amount));
        let with = [("day", day.as_str()), ("amount", amount.as_str())];
        Some(Note { heading: None, text: self.words.fill("letter.debit.note", &with) })
    }
}
