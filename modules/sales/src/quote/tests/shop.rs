//! A shop for stories about prices.

use kernel::{Line, Link, Value, parse_decimal};
use records::{ListQuery, Record};
use testkit::{Person, day, money, text};

/// A number as a person writes it.
pub fn number(text: &str) -> Value {
    Value::Decimal(parse_decimal(text).expect("a number"))
}

/// A firm with a customer, a monitor for 300 and a training day for 1000.
pub struct Shop<'p> {
    /// Who works there.
    pub who: &'p Person,
    /// The customer.
    pub account: Record,
    /// A product.
    pub monitor: Record,
    /// A service.
    pub training: Record,
}

impl<'p> Shop<'p> {
    /// A shop that opens.
    pub async fn of(who: &'p Person) -> Self {
        let company = [("name", text("Birkenau GmbH"))];
        who.saves("company", company).await;
        let account = [("name", text("Elbtal GmbH")), ("price_group", text("trade"))];
        let account = who.saves("account", account).await;
        let monitor = [
            ("name", text("Monitor")),
            ("unit_price", money("300", "EUR")),
            ("cost", money("200", "EUR")),
            ("category", text("hardware")),
        ];
        let monitor = who.saves("product", monitor).await;
        let training = [("name", text("Schulung")), ("unit_price", money("1000", "EUR"))];
        let training = who.saves("service", training).await;
        Shop { who, account, monitor, training }
    }

    /// A position of so many monitors.
    pub fn monitors(&self, quantity: &str) -> Line {
        let item = Value::Link(Link::new("product", self.monitor.id));
        Line::of("item").with("item", item).with("quantity", number(quantity))
    }

    /// A position of so many training days.
    pub fn trainings(&self, quantity: &str) -> Line {
        let item = Value::Link(Link::new("service", self.training.id));
        Line::of("item").with("item", item).with("quantity", number(quantity))
    }

    /// A list with monitors at some prices, each from a quantity on.
    pub async fn list(
        &self,
        name: &str,
        prices: &[(&str, &str)],
        more: &[(&str, Value)],
    ) -> Record {
        let item = Value::Link(Link::new("product", self.monitor.id));
        let line = |(from, price): &(&str, &str)| {
            Line::of("item")
                .with("item", item.clone())
                .with("from_quantity", number(from))
                .with("unit_price", number(price))
        };
        let lines = Value::of_lines(prices.iter().map(line).collect());
        let values = [("name", text(name)), ("lines", lines)];
        self.who.saves("price_list", values.into_iter().chain(more.iter().cloned())).await
    }

    /// What a quote of these positions says.
    pub fn about(&self, lines: Vec<Line>) -> Vec<(&'static str, Value)> {
        vec![
            ("subject", text("Erneuerung")),
            ("account", Value::Link(Link::new("account", self.account.id))),
            ("quote_date", day("2026-11-30")),
            ("lines", Value::of_lines(lines)),
        ]
    }

    /// A quote of these positions.
    pub async fn quote(&self, lines: Vec<Line>, more: &[(&'static str, Value)]) -> Record {
        let values = self.about(lines).into_iter().chain(more.iter().cloned());
        self.who.saves("quote", values).await
    }

    /// What a cell holds in all lines of a quote.
    pub fn cells(&self, module: &str, record: &Record, cell: &str) -> Vec<Value> {
        let lines = self.who.value(module, record, "lines").lines().to_vec();
        lines.iter().map(|line| line.cell(cell).clone()).collect()
    }

    /// The positions of a quote.
    pub fn lines(&self, quote: &Record) -> Vec<Line> {
        self.who.value("quote", quote, "lines").lines().to_vec()
    }

    /// The record of a module that was made last.
    pub async fn newest(&self, module: &str) -> Record {
        let list = ListQuery { sort: "-created_at".into(), limit: 1, ..ListQuery::default() };
        let found = records::find(self.who, module, &list).await.expect("a list");
        found.page.records.into_iter().next().expect("there is one")
    }
}
