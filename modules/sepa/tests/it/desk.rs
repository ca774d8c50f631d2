//! A firm with a bank, customers and suppliers, as stories tell of them.

use kernel::{Decimal, Entry, Line, Result, Value};
use records::{Answers, Input, Record};
use testkit::{Person, Setting, day, link, number, text};

/// All modules up to payment orders.
pub fn setting() -> Setting {
    Setting::of(&[
        contacts::offer(),
        activity::offer(),
        goods::offer(),
        sales::offer(),
        stationery::offer(),
        billing::offer(),
        sepa::offer(),
    ])
}

/// The words of the trade in which these stories are told.
pub struct Desk<'p> {
    /// Who tells it.
    pub who: &'p Person,
    /// The company whose bank it is.
    pub company: Record,
    /// A customer.
    pub account: Record,
}

pub const IBAN: &str = "DE89370400440532013000";
pub const OTHER_IBAN: &str = "DE02500105170137075030";

pub fn euro(text: &str) -> Value {
    testkit::money(text, "EUR")
}

impl<'p> Desk<'p> {
    pub async fn of(who: &'p Person) -> Self {
        let company = [
            ("name", text("Birkenau Systemhaus GmbH")),
            ("vat_id", text("DE136695976")),
            ("iban", text("DE02 1203 0000 0000 2020 51")),
            ("bic", text("BYLADEM1001")),
            ("creditor_id", text("DE98ZZZ09999999999")),
        ];
        let company = who.saves("company", company).await;
        let account = Self::customer(who, "Elbtal GmbH").await;
        Desk { who, company, account }
    }

    pub async fn customer(who: &Person, name: &str) -> Record {
        let address = kernel::Address {
            street: "Hafenstraße 7".into(),
            zip: "20457".into(),
            city: "Hamburg".into(),
            ..kernel::Address::default()
        };
        let address = Entry { label: "billing".into(), value: Value::Address(address) };
        let values = [("name", text(name)), ("address", Value::Several(vec![address]))];
        who.saves("account", values).await
    }

    pub async fn acts<'v>(
        &self,
        module: &str,
        record: &Record,
        (action, said): (&str, impl IntoIterator<Item = (&'v str, Value)>),
    ) -> Result<Record> {
        records::act(self.who, module, (record.id, None), action, Answers::of(said)).await
    }

    pub async fn does(&self, module: &str, record: &Record, action: &str) -> Record {
        let done = self.acts(module, record, (action, [])).await;
        done.unwrap_or_else(|error| panic!("{action} of {module}: {error}"))
    }

    pub async fn tries<'v>(
        &self,
        module: &str,
        record: &Record,
        values: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Result<Record> {
        records::update(self.who, module, record.id, None, Input::of(values)).await
    }

    pub async fn newest(&self, module: &str) -> Record {
        let list = records::ListQuery { sort: "-created_at".into(), ..Default::default() };
        let found = records::find(self.who, module, &list).await.expect("a list");
        found.page.records.into_iter().next().expect("there is one")
    }

    /// A signed mandate of the customer, with more values where they are said.
    pub async fn mandate<'v>(&self, more: impl IntoIterator<Item = (&'v str, Value)>) -> Record {
        let own = [("account", link("account", &self.account)), ("iban", text(IBAN))];
        let mandate = self.who.saves("mandate", own.into_iter().chain(more)).await;
        let signed = [("signed_on", day("2026-11-02"))];
        self.acts("mandate", &mandate, ("activate", signed)).await.expect("it is signed")
    }

    /// An issued invoice over so much with 19 %, due in 14 days.
    pub async fn bills<'v>(
        &self,
        net: &str,
        more: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Record {
        let draft = self.drafts(net, more).await;
        self.does("invoice", &draft, "issue").await
    }

    pub async fn drafts<'v>(
        &self,
        net: &str,
        more: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Record {
        let item = Line::of("item")
            .with("name", text("Wartung"))
            .with("tax_class", text("standard"))
            .with("quantity", number("1"))
            .with("unit_price", number(net));
        let own = [
            ("subject", text("Wartung")),
            ("account", link("account", &self.account)),
            ("supply_from", day("2026-11-20")),
            ("invoice_date", day("2026-11-20")),
            ("due_days", number("14")),
            ("lines", Value::of_lines(vec![item])),
        ];
        self.who.saves("invoice", own.into_iter().chain(more)).await
    }

    /// An approved invoice of a supplier over so much with 19 %, with more values where they are
    /// said.
    pub async fn owes<'v>(
        &self,
        (said, net): (&str, &str),
        more: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Record {
        let position = Line::of("item")
            .with("name", text("Kabel"))
            .with("quantity", number("1"))
            .with("unit_price", number(net))
            .with("tax_category", text("s"))
            .with("tax_rate", number("19"));
        let own = [
            ("vendor", link("vendor", &self.vendor().await)),
            ("vendor_number", text(said)),
            ("invoice_date", day("2026-11-10")),
            ("due_on", day("2026-11-25")),
            ("lines", Value::of_lines(vec![position])),
        ];
        let invoice = self.who.saves("incoming_invoice", own.into_iter().chain(more)).await;
        self.does("incoming_invoice", &invoice, "approve").await
    }

    async fn vendor(&self) -> Record {
        let list = records::ListQuery::default();
        let found = records::find(self.who, "vendor", &list).await.expect("a list");
        if let Some(vendor) = found.page.records.into_iter().next() {
            return vendor;
        }
        let values = [("name", text("Kabel & Klemmen OHG")), ("iban", text(OTHER_IBAN))];
        self.who.saves("vendor", values).await
    }

    pub fn value(&self, module: &str, record: &Record, field: &str) -> Value {
        self.who.value(module, record, field)
    }

    pub async fn now(&self, module: &str, record: &Record, field: &str) -> Value {
        let record = self.who.reads(module, record).await;
        self.value(module, &record, field)
    }

    /// The cells of a name in the lines of an order.
    pub fn cells(&self, order: &Record, cell: &str) -> Vec<Value> {
        let lines = self.value("payment_order", order, "lines");
        lines.lines().iter().map(|line| line.cell(cell).clone()).collect()
    }

    /// The file of an approved order.
    pub async fn file(&self, order: &Record) -> Vec<u8> {
        let made = records::output(self.who, "payment_order", order.id, "sepa.xml").await;
        made.expect("it is approved").bytes
    }
}

/// A line that names a document.
pub fn pays(module: &str, document: &Record) -> Line {
    Line::of("ordered_payment").with("document", link(module, document))
}

pub fn dec(text: &str) -> Decimal {
    kernel::parse_decimal(text).expect("a number")
}

/// What stands in the elements of a name.
pub fn within(xml: &[u8], element: &str) -> Vec<String> {
    let text = String::from_utf8(xml.to_vec()).expect("XML is UTF-8");
    let (start, end) = (format!("<{element}>"), format!("</{element}>"));
    let parts = text.split(&start).skip(1).filter_map(|part| part.split(&end).next());
    parts.map(str::to_owned).collect()
}
