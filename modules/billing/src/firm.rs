//! The firm in whose words stories are told.

use kernel::{Decimal, Line, Link, Value, parse_decimal};
use records::{Answers, Input, Record};
use testkit::{Person, day, number, text};

/// Somebody who writes documents for a customer.
pub struct Firm<'p> {
    pub who: &'p Person,
    pub account: Record,
}

pub fn dec(text: &str) -> Decimal {
    parse_decimal(text).expect("a number")
}

pub fn money(text: &str) -> Value {
    testkit::money(text, "EUR")
}

pub fn item(name: &str, quantity: &str, price: &str) -> Line {
    Line::of("item")
        .with("name", text(name))
        .with("tax_class", text("standard"))
        .with("quantity", number(quantity))
        .with("unit_price", number(price))
}

impl<'p> Firm<'p> {
    /// A firm in Germany with a customer.
    pub async fn of(who: &'p Person) -> Self {
        let company = [("name", text("Birkenau Systemhaus GmbH")), ("vat_id", text("DE136695976"))];
        who.saves("company", company).await;
        let account = who.saves("account", [("name", text("Elbtal GmbH"))]).await;
        Firm { who, account }
    }

    /// An issued document over these positions, with more values where they are said.
    pub async fn issued<'v>(
        &self,
        module: &str,
        lines: Vec<Line>,
        more: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Record {
        let values = [
            ("subject", text("Einführung")),
            ("account", Value::Link(Link::new("account", self.account.id))),
            ("supply_from", day("2026-11-20")),
            ("lines", Value::of_lines(lines)),
        ];
        let draft = self.who.saves(module, values.into_iter().chain(more)).await;
        self.does(module, &draft, "issue").await.expect("it is issued")
    }

    pub async fn does(
        &self,
        module: &str,
        record: &Record,
        action: &str,
    ) -> kernel::Result<Record> {
        let of = (record.id, None);
        records::act(self.who, module, of, action, Answers::default()).await
    }

    /// A record as it stands by now.
    pub async fn now(&self, module: &str, record: &Record) -> Record {
        records::get(self.who, module, record.id).await.expect("it is there")
    }

    pub async fn newest(&self, module: &str) -> Record {
        let list = records::ListQuery { sort: "-created_at".into(), ..Default::default() };
        let found = records::find(self.who, module, &list).await.expect("a list");
        found.page.records.into_iter().next().expect("there is one")
    }

    pub async fn changes<'v>(
        &self,
        module: &str,
        record: &Record,
        values: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> kernel::Result<Record> {
        records::update(self.who, module, record.id, None, Input::of(values)).await
    }

    pub fn amount(&self, module: &str, record: &Record, field: &str) -> Decimal {
        match self.who.value(module, record, field) {
            Value::Money(money) => money.amount.normalize(),
            Value::Empty => Decimal::ZERO,
            other => panic!("{field} holds {other:?}"),
        }
    }
}
