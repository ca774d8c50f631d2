//! What purchase orders are, as stories.

use kernel::{Currency, Decimal, Line, Link, Money, Value, parse_decimal};
use records::{Answers, Input, Record};
use testkit::{Person, Sees, conflict, link, problems, scenario, text};

use crate::offer::setting;

fn number(text: &str) -> Value {
    Value::Decimal(parse_decimal(text).expect("a number"))
}

fn euro(cents: i64) -> Value {
    Value::Money(Money { amount: Decimal::new(cents, 2), currency: Currency::EUR })
}

/// Somebody who buys monitors and their setting up.
struct Buyer<'p> {
    who: &'p Person,
    vendor: Record,
    monitor: Record,
}

impl<'p> Buyer<'p> {
    async fn of(who: &'p Person) -> Self {
        who.saves("company", [("name", text("Birkenau Systemhaus GmbH"))]).await;
        let values = [("name", text("Elektro Großhandel Nord")), ("lead_days", number("5"))];
        let vendor = who.saves("vendor", values).await;
        let values = [
            ("name", text("Monitor 27 Zoll")),
            ("code", text("HW-2700")),
            ("vendor_code", text("EL-4711")),
            ("unit_price", euro(31_900)),
            ("cost", euro(22_400)),
        ];
        let monitor = who.saves("product", values).await;
        Buyer { who, vendor, monitor }
    }

    fn monitors(&self, quantity: &str) -> Line {
        Line::of("item")
            .with("item", link("product", &self.monitor))
            .with("tax_class", text("standard"))
            .with("quantity", number(quantity))
    }

    fn values(&self, lines: Vec<Line>) -> [(&'static str, Value); 3] {
        [
            ("subject", text("Monitore")),
            ("vendor", link("vendor", &self.vendor)),
            ("lines", Value::of_lines(lines)),
        ]
    }

    async fn orders(&self, lines: Vec<Line>) -> Record {
        let order = self.who.saves("purchase_order", self.values(lines)).await;
        self.does(&order, "order", Answers::default()).await.expect("it is ordered")
    }

    async fn does(&self, order: &Record, action: &str, said: Answers) -> kernel::Result<Record> {
        records::act(self.who, "purchase_order", (order.id, None), action, said).await
    }

    async fn now(&self, order: &Record) -> Record {
        self.who.reads("purchase_order", order).await
    }

    async fn arrives(&self, order: &Record, at: usize, quantity: &str) -> kernel::Result<Record> {
        let order = self.now(order).await;
        let mut lines = self.value(&order, "lines").lines().to_vec();
        lines[at].set("arriving", number(quantity));
        let input = Input::of([("lines", Value::of_lines(lines))]);
        records::update(self.who, "purchase_order", order.id, None, input).await
    }

    async fn stock(&self) -> Value {
        let now = self.who.reads("product", &self.monitor).await;
        self.who.value("product", &now, "stock")
    }

    fn value(&self, order: &Record, field: &str) -> Value {
        self.who.value("purchase_order", order, field)
    }
}

scenario!(setting(), an_order_is_filled_with_what_goods_cost, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let buyer = Buyer::of(&jana).await;
    let order = jana.saves("purchase_order", buyer.values(vec![buyer.monitors("8")])).await;
    let line = buyer.value(&order, "lines").lines()[0].clone();
    assert_eq!(*line.cell("name"), text("Monitor 27 Zoll"));
    assert_eq!(*line.cell("code"), text("HW-2700"));
    assert_eq!(*line.cell("vendor_code"), text("EL-4711"));
    assert_eq!(*line.cell("unit_price"), number("224"), "what it costs, not what we ask for it");
    assert_eq!(buyer.value(&order, "net"), euro(179_200));
    assert_eq!(buyer.value(&order, "total"), euro(213_248));
    assert_eq!(buyer.value(&order, "deliver_on"), testkit::day("2026-11-28"));
    assert_eq!(buyer.value(&order, "number"), text("BE-2026-0001"));
});

scenario!(setting(), an_order_comes_in_two_parts_and_moves_stock, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let buyer = Buyer::of(&jana).await;
    let work = Line::of("item")
        .with("name", text("Aufstellung"))
        .with("tax_class", text("standard"))
        .with("quantity", number("1"))
        .with("unit_price", number("90"));
    let order = buyer.orders(vec![buyer.monitors("8"), work]).await;
    assert_eq!(buyer.value(&order, "stage"), text("ordered"));

    buyer.arrives(&order, 0, "5").await.expect("five are typed");
    let said =
        Answers::of([("reference", text("LS 881")), ("booked_on", testkit::day("2026-11-25"))]);
    let order = buyer.does(&order, "receive", said).await.expect("five come");
    assert_eq!(buyer.value(&order, "stage"), text("partly_received"));
    assert_eq!(buyer.value(&order, "received_on"), testkit::day("2026-11-25"));
    let line = buyer.value(&order, "lines").lines()[0].clone();
    assert_eq!((line.cell("received"), line.cell("arriving")), (&number("5"), &Value::Empty));
    assert_eq!(buyer.stock().await, number("5"));

    let order = buyer.does(&order, "receive", Answers::default()).await.expect("the rest comes");
    assert_eq!(buyer.value(&order, "stage"), text("received"));
    assert_eq!(buyer.stock().await, number("8"));
    let filter = format!("purchase_order = \"{}\"", order.id);
    let moved = jana.lists("stock_movement", &filter, "booked_on").await;
    assert_eq!(moved, ["BE-2026-0001", "LS 881"], "what nobody keeps moves nothing");
    let again = buyer.does(&order, "receive", Answers::default()).await;
    assert_eq!(conflict(again), "nothing_left_to_receive");
});

scenario!(setting(), what_came_by_mistake_goes_back, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let buyer = Buyer::of(&jana).await;
    let order = buyer.orders(vec![buyer.monitors("8")]).await;
    let order = buyer.does(&order, "receive", Answers::default()).await.expect("all comes");
    let lost = buyer.arrives(&order, 0, "-9").await;
    assert_eq!(problems(lost), ["lines.0.arriving: more_than_received"]);
    buyer.arrives(&order, 0, "-2").await.expect("two go back");
    let order = buyer.does(&order, "receive", Answers::default()).await.expect("they do");
    assert_eq!(buyer.value(&order, "stage"), text("partly_received"));
    assert_eq!(buyer.stock().await, number("6"));
    let order = buyer.does(&order, "close", Answers::default()).await.expect("no more comes");
    assert_eq!(buyer.value(&order, "stage"), text("received"));
});

scenario!(setting(), a_receipt_is_taken_back_with_its_movement, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let buyer = Buyer::of(&jana).await;
    let order = buyer.orders(vec![buyer.monitors("8")]).await;
    let run = kernel::RecordId::new().0;
    let of = (order.id, None);
    let cx = jana.in_run(run);
    let done = records::act(&cx, "purchase_order", of, "receive", Answers::default());
    done.await.expect("all comes");
    assert_eq!(buyer.stock().await, number("8"));
    records::undo_own_run(&jana, run).await.expect("it is taken back");
    let order = buyer.now(&order).await;
    assert_eq!(buyer.value(&order, "stage"), text("ordered"));
    assert_eq!(*buyer.value(&order, "lines").lines()[0].cell("received"), Value::Empty);
    assert_eq!(buyer.stock().await, number("0"));
});

scenario!(setting(), bad_orders_are_refused_where_they_are_wrong, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let buyer = Buyer::of(&jana).await;
    let mut none = buyer.monitors("0");
    let refused =
        records::create(&jana, "purchase_order", Input::of(buyer.values(vec![none.clone()])));
    assert_eq!(problems(refused.await), ["lines.0.quantity: quantity_not_positive"]);
    none.set("quantity", number("1"));
    none.set("discount", number("101"));
    let refused = records::create(&jana, "purchase_order", Input::of(buyer.values(vec![none])));
    assert_eq!(problems(refused.await), ["lines.0.discount: not_a_share"]);
    let empty = jana.saves("purchase_order", buyer.values(Vec::new())).await;
    let refused = buyer.does(&empty, "order", Answers::default()).await;
    assert_eq!(problems(refused), ["lines: nothing_ordered"]);

    let order = buyer.orders(vec![buyer.monitors("8")]).await;
    buyer.arrives(&order, 0, "3").await.expect("three are typed");
    let order = buyer.does(&order, "receive", Answers::default()).await.expect("three come");
    let gone = Input::of([("lines", Value::of_lines(vec![buyer.monitors("1")]))]);
    let refused = records::update(&jana, "purchase_order", order.id, None, gone).await;
    assert_eq!(problems(refused), ["lines: received_stays"]);
    let vendor = Link::new("vendor", buyer.vendor.id);
    let gone = records::trash(&jana, &vendor.module, vendor.id, None).await;
    assert_eq!(conflict(gone), "linked");
});
