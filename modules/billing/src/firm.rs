//! A firm and its customer, as stories tell of them.

use kernel::{Decimal, Line, Link, Value, parse_decimal};
use records::{Answers, Input, Record};
use testkit::{Person, text};
pub use testkit::{day, number};

/// The words of the trade in which these stories are told.
pub struct Firm<'p> {
    /// Who tells it.
    pub who: &'p Person,
    /// The customer.
    pub account: Record,
}

pub fn money(text: &str) -> Value {
    testkit::money(text, "EUR")
}

impl<'p> Firm<'p> {
    pub async fn of(who: &'p Person) -> Self {
        let company = [("name", text("Birkenau Systemhaus GmbH")), ("vat_id", text("DE136695976"))];
        who.saves("company", company).await;
        let address = kernel::Address {
            street: "Hafenstraße 7".into(),
            zip: "20457".into(),
            city: "Hamburg".into(),
            ..kernel::Address::default()
        };
        let address = Value::Several(vec![kernel::Entry {
            label: "billing".into(),
            value: Value::Address(address),
        }]);
        let account =
            who.saves("account", [("name", text("Elbtal GmbH")), ("address", address)]).await;
        Firm { who, account }
    }

    pub fn about(&self) -> [(&'static str, Value); 2] {
        [
            ("subject", text("Einführung")),
            ("account", Value::Link(Link::new("account", self.account.id))),
        ]
    }

    pub async fn order(&self, lines: Vec<Line>) -> Record {
        let [subject, account] = self.about();
        let lines = ("lines", Value::of_lines(lines));
        let order = self.who.saves("sales_order", [subject, account, lines]).await;
        self.does("sales_order", &order, "confirm").await.expect("it is confirmed")
    }

    pub async fn does(
        &self,
        module: &str,
        record: &Record,
        action: &str,
    ) -> kernel::Result<Record> {
        self.answers(module, record, (action, [])).await
    }

    pub async fn answers<'v>(
        &self,
        module: &str,
        record: &Record,
        (action, said): (&str, impl IntoIterator<Item = (&'v str, Value)>),
    ) -> kernel::Result<Record> {
        records::act(self.who, module, (record.id, None), action, Answers::of(said)).await
    }

    pub async fn changes<'v>(
        &self,
        module: &str,
        record: &Record,
        values: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Record {
        let input = Input::of(values);
        records::update(self.who, module, record.id, None, input).await.expect("it is changed")
    }

    pub async fn now(&self, module: &str, record: &Record) -> Record {
        records::get(self.who, module, record.id).await.expect("it is there")
    }

    /// What comes of a change.
    pub async fn tries<'v>(
        &self,
        module: &str,
        record: &Record,
        values: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> kernel::Result<Record> {
        records::update(self.who, module, record.id, None, Input::of(values)).await
    }

    /// An issued document over these positions, with more values where they are said.
    pub async fn writes<'v>(
        &self,
        module: &str,
        lines: Vec<Line>,
        more: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Record {
        let own = [("supply_from", day("2026-11-20")), ("lines", Value::of_lines(lines))];
        let values = self.about().into_iter().chain(own).chain(more);
        let draft = self.who.saves(module, values).await;
        self.does(module, &draft, "issue").await.expect("it is issued")
    }

    /// Books a payment of all that is open of a document.
    pub async fn pays(&self, module: &str, document: &Record) -> Record {
        let open = self.who.value(module, document, "open_amount");
        let part =
            Line::of("allocation").with("document", Value::Link(Link::new(module, document.id)));
        let values = [("amount", open), ("lines", Value::of_lines(vec![part]))];
        self.who.saves("payment", values).await
    }

    /// The cells of a name in the positions of a record.
    pub fn cells(&self, module: &str, record: &Record, cell: &str) -> Vec<Value> {
        let lines = self.who.value(module, record, "lines");
        lines.lines().iter().map(|line| line.cell(cell).clone()).collect()
    }

    pub async fn newest(&self, module: &str) -> Record {
        let list = records::ListQuery { sort: "-created_at".into(), ..Default::default() };
        let found = records::find(self.who, module, &list).await.expect("a list");
        found.page.records.into_iter().next().expect("there is one")
    }

    pub async fn issued(&self, invoice: &Record) -> Record {
        let supplied = Input::of([("supply_from", day("2026-11-20"))]);
        let invoice = records::update(self.who, "invoice", invoice.id, None, supplied).await;
        let invoice = invoice.expect("it is changed");
        self.does("invoice", &invoice, "issue").await.expect("it is issued")
    }

    pub fn amount(&self, module: &str, record: &Record, field: &str) -> Decimal {
        match self.who.value(module, record, field) {
            Value::Money(money) => money.amount.normalize(),
            Value::Empty => Decimal::ZERO,
            other => panic!("{field} holds {other:?}"),
        }
    }
}

pub fn item(name: &str, quantity: &str, price: &str) -> Line {
    Line::of("item")
        .with("name", text(name))
        .with("tax_class", text("standard"))
        .with("quantity", number(quantity))
        .with("unit_price", number(price))
}

pub fn dec(text: &str) -> Decimal {
    parse_decimal(text).expect("a number")
}
