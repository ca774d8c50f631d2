//! From a lead to the last cent, as one story with numbers that were reckoned by hand.

use kernel::{Decimal, Line, Link, Value};
use records::{Answers, Record};
use testkit::{Sees, day, link, number, scenario, text, yes};

use crate::firm::{Firm, dec, item, money};
use crate::offer::setting;

/// Ten hours at 120.00 with 19 % and twenty books at 15.00 with 7 %: 1,500.00 without tax,
/// 228.00 and 21.00 of tax, 1,749.00 with it.
fn offered() -> Vec<Line> {
    let books = item("Handbuch", "20", "15").with("tax_class", text("reduced"));
    vec![item("Beratung", "10", "120"), books]
}

impl Firm<'_> {
    /// The lead becomes an organisation with an opportunity; gives the organisation.
    async fn converts(&self) -> Value {
        let values = [("company", text("Elbtal Logistik GmbH")), ("last_name", text("Vogt"))];
        let lead = self.who.saves("lead", values).await;
        let said = [
            ("account_name", text("Elbtal Logistik GmbH")),
            ("with_opportunity", yes()),
            ("opportunity_name", text("Einführung")),
        ];
        let lead = self.answers("lead", &lead, ("convert", said)).await.expect("it is converted");
        self.who.value("lead", &lead, "account")
    }

    /// A quote that is sent, becomes an order, and is confirmed.
    async fn orders(&self, account: Value) -> Record {
        let opportunity = self.newest("opportunity").await;
        let values = [
            ("subject", text("Einführung")),
            ("account", account),
            ("opportunity", link("opportunity", &opportunity)),
            ("due_days", number("14")),
            ("cash_discount_days", number("7")),
            ("cash_discount_rate", number("2")),
            ("lines", Value::of_lines(offered())),
        ];
        let quote = self.who.saves("quote", values).await;
        assert_eq!(self.amount("quote", &quote, "total"), dec("1749"));
        let sent = self.does("quote", &quote, "send").await.expect("it is sent");
        self.does("quote", &sent, "to_order").await.expect("it is ordered");
        let order = self.newest("sales_order").await;
        self.does("sales_order", &order, "confirm").await.expect("it is confirmed")
    }

    /// Some of the books go out.
    async fn delivers(&self, order: &Record, books: &str) -> Record {
        self.does("sales_order", order, "deliver").await.expect("a draft");
        let note = self.newest("delivery_note").await;
        let mut lines = self.who.value("delivery_note", &note, "lines").lines().to_vec();
        lines.retain(|line| *line.cell("name") == text("Handbuch"));
        lines[0].set("quantity", number(books));
        let some = [("lines", Value::of_lines(lines))];
        let note = self.changes("delivery_note", &note, some).await;
        self.does("delivery_note", &note, "deliver").await.expect("it goes out")
    }

    /// A share of the order is billed ahead, on a day.
    async fn bills_ahead(&self, order: &Record, (percent, on): (&str, &str)) -> Record {
        let said = [("percent", number(percent))];
        self.answers("sales_order", order, ("instalment", said)).await.expect("a draft");
        let dated = [("invoice_date", day(on))];
        let draft = self.changes("invoice", &self.newest("invoice").await, dated).await;
        self.does("invoice", &draft, "issue").await.expect("it is issued")
    }

    async fn paid(&self, invoice: &Record, (amount, discount): (&str, Option<&str>)) -> Record {
        let said = Answers::of([
            ("amount", money(amount)),
            ("discount", discount.map_or(Value::Empty, money)),
            ("paid_on", day("2026-11-23")),
            ("method", text("transfer")),
        ]);
        let of = (invoice.id, None);
        records::act(self.who, "invoice", of, "pay", said).await.expect("it is paid")
    }

    /// Letters of a dunning run; the one for an invoice is approved and sent.
    async fn duns(&self) -> Record {
        for (module, errand) in
            [("dunning_level", "lay_in"), ("base_rate", "lay_in"), ("dunning_letter", "propose")]
        {
            records::run_errand(self.who, module, errand).await.expect("it is run");
        }
        let letter = self.newest("dunning_letter").await;
        let letter = self.does("dunning_letter", &letter, "approve").await.expect("approved");
        self.does("dunning_letter", &letter, "mark_sent").await.expect("it is sent")
    }
}

scenario!(
    setting(),
    a_lead_becomes_an_order_that_is_delivered_billed_dunned_and_paid,
    async |scene| {
        let jana = scene.as_user("jana", Sees::All).await;
        let firm = Firm::of(&jana).await;
        let account = firm.converts().await;
        let order = firm.orders(account.clone()).await;
        firm.delivers(&order, "12").await;
        let order = firm.now("sales_order", &order).await;
        assert_eq!(jana.value("sales_order", &order, "delivery"), text("partly"));

        // 30 %: 360.00 and 90.00, with tax 524.70; 2 % of that for early payment are 10.49.
        let first = firm.bills_ahead(&order, ("30", "2026-11-20")).await;
        assert_eq!(firm.amount("invoice", &first, "total"), dec("524.7"));
        let proposed = records::propose(&jana, "invoice", first.id, "pay").await.expect("proposed");
        assert_eq!(*proposed.get("discount"), money("10.49"));
        let first = firm.paid(&first, ("514.21", Some("10.49"))).await;
        assert_eq!(jana.value("invoice", &first, "stage"), text("paid"));

        // 20 %: 240.00 and 60.00, with tax 349.80; due on 15 October and 39 days late.
        let second = firm.bills_ahead(&order, ("20", "2026-10-01")).await;
        assert_eq!(firm.amount("invoice", &second, "total"), dec("349.8"));
        let letter = firm.duns().await;
        assert_eq!(firm.amount("dunning_letter", &letter, "total"), dec("349.8"));
        let second = firm.now("invoice", &second).await;
        assert_eq!(jana.value("invoice", &second, "dunning_level"), number("1"));
        let second = firm.paid(&second, ("349.80", None)).await;
        assert_eq!(jana.value("invoice", &second, "stage"), text("paid"));

        // What is left of 1,500.00: 600.00 and 150.00, with tax 874.50.
        firm.delivers(&order, "8").await;
        firm.does("sales_order", &order, "bill_final").await.expect("a draft");
        let last = firm.issued(&firm.newest("invoice").await).await;
        assert_eq!(firm.amount("invoice", &last, "subtotal"), dec("1500"));
        assert_eq!(firm.amount("invoice", &last, "prepaid"), dec("-750"));
        assert_eq!(firm.amount("invoice", &last, "net"), dec("750"));
        assert_eq!(firm.amount("invoice", &last, "tax"), dec("124.5"));
        assert_eq!(firm.amount("invoice", &last, "total"), dec("874.5"));
        let order = firm.now("sales_order", &order).await;
        assert_eq!(jana.value("sales_order", &order, "stage"), text("billed"));

        // Two books were damaged: 30.00 and 2.10 of tax less.
        let books = item("Handbuch", "2", "15").with("tax_class", text("reduced"));
        let corrects = [("invoice", link("invoice", &last)), ("account", account.clone())];
        let credit = firm.writes("credit_note", vec![books], corrects).await;
        assert_eq!(firm.amount("credit_note", &credit, "total"), dec("32.1"));
        assert_eq!(jana.value("credit_note", &credit, "stage"), text("paid"));
        let last = firm.now("invoice", &last).await;
        assert_eq!(firm.amount("invoice", &last, "open_amount"), dec("842.4"));
        let last = firm.paid(&last, ("842.40", None)).await;
        assert_eq!(jana.value("invoice", &last, "stage"), text("paid"));

        let Value::Link(Link { id, .. }) = account else { panic!("the lead has no organisation") };
        let filter = format!("account = \"{id}\"");
        let list = records::ListQuery { filter, limit: 50, ..Default::default() };
        let all = records::find(&jana, "invoice", &list).await.expect("invoices").page.records;
        assert_eq!(all.len(), 3);
        let billed: Decimal = all.iter().map(|one| firm.amount("invoice", one, "total")).sum();
        assert_eq!(billed, dec("1749"), "all invoices together are the order");
        let open: Decimal = all.iter().map(|one| firm.amount("invoice", one, "open_amount")).sum();
        assert_eq!(open, Decimal::ZERO);
    }
);
