//! What delivery notes are, as stories.

use kernel::{Address, Entry, Line, Link, Value};
use records::{Input, Record};
use testkit::{Person, Sees, conflict, day, problems, scenario, text};

use crate::firm::{Firm, dec, item, number};
use crate::offer::setting;

/// A product of which some are on stock, and a position of it.
async fn goods(who: &Person, (name, class): (&str, &str), (stock, price): (&str, &str)) -> Record {
    let values = [
        ("name", text(name)),
        ("tax_class", text(class)),
        ("unit_price", testkit::money(price, "EUR")),
    ];
    let product = who.saves("product", values).await;
    let movement = [
        ("product", Value::Link(Link::new("product", product.id))),
        ("quantity", number(stock)),
        ("reference", text("Anfang")),
    ];
    who.saves("stock_movement", movement).await;
    product
}

fn of(product: &Record, quantity: &str) -> Line {
    Line::of("item")
        .with("item", Value::Link(Link::new("product", product.id)))
        .with("quantity", number(quantity))
        .with("tax_class", text("standard"))
}

async fn stock(firm: &Firm<'_>, product: &Record) -> Value {
    let now = firm.now("product", product).await;
    firm.who.value("product", &now, "stock")
}

/// Ten monitors and 25 manuals, with a discount and shipping on the whole.
async fn ordered(firm: &Firm<'_>, monitor: &Record, manual: &Record) -> Record {
    let order = firm.order(vec![of(monitor, "10"), of(manual, "25")]).await;
    let whole = [
        ("discount_amount", testkit::money("33.33", "EUR")),
        ("shipping", testkit::money("10.01", "EUR")),
    ];
    firm.changes("sales_order", &order, whole).await
}

/// The first part of the story below: 4 × 199.90 + 10 × 29.90 are two fifths of the order.
async fn first_part_is_billed(firm: &Firm<'_>, first: &Record) {
    let who = firm.who;
    firm.does("delivery_note", first, "bill").await.expect("an invoice");
    let invoice = firm.newest("invoice").await;
    assert_eq!(who.value("invoice", &invoice, "kind"), text("partial"));
    assert_eq!(who.value("invoice", &invoice, "supply_from"), day("2026-11-20"));
    assert_eq!(firm.amount("invoice", &invoice, "discount_amount"), dec("13.33"));
    assert_eq!(firm.amount("invoice", &invoice, "shipping"), dec("4"));
    assert_eq!(firm.amount("invoice", &invoice, "net"), dec("1089.27"));
    // 19 % of 792.81 and 7 % of 296.46.
    assert_eq!(firm.amount("invoice", &invoice, "tax"), dec("171.38"));
    let invoice = firm.does("invoice", &invoice, "issue").await.expect("it is issued");
    let xml = records::output(who, "invoice", invoice.id, "einvoice.xml").await.expect("XML");
    let read = einvoice::read(&xml.bytes).expect("it is read").invoice;
    assert_eq!(read.kind, einvoice::Kind::Partial);
    let again = firm.does("delivery_note", first, "bill").await;
    assert_eq!(conflict(again), "nothing_delivered_to_bill");
}

scenario!(setting(), an_order_is_delivered_in_two_parts_and_billed_with_each, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let monitor = goods(&jana, ("Monitor", "standard"), ("20", "199.90")).await;
    let manual = goods(&jana, ("Handbuch", "reduced"), ("30", "29.90")).await;
    let order = ordered(&firm, &monitor, &manual).await;
    assert_eq!(firm.amount("sales_order", &order, "net"), dec("2723.18"));
    assert_eq!(jana.value("sales_order", &order, "delivery"), text("none"));

    firm.does("sales_order", &order, "deliver").await.expect("a draft");
    let first = firm.newest("delivery_note").await;
    assert_eq!(jana.value("delivery_note", &first, "number"), Value::Empty);
    assert_eq!(firm.cells("delivery_note", &first, "quantity"), [number("10"), number("25")]);
    let mut lines = jana.value("delivery_note", &first, "lines").lines().to_vec();
    lines[0].set("quantity", number("4"));
    lines[1].set("quantity", number("10"));
    let less = [("lines", Value::of_lines(lines)), ("delivered_on", day("2026-11-20"))];
    let first = firm.changes("delivery_note", &first, less).await;
    let first = firm.does("delivery_note", &first, "deliver").await.expect("it is delivered");
    let printed = jana.value("delivery_note", &first, "number");
    assert!(printed.as_text().ends_with("-0001"), "{printed:?}");
    assert_eq!(firm.cells("delivery_note", &first, "moved"), [number("4"), number("10")]);
    assert_eq!(stock(&firm, &monitor).await, number("16"));
    assert_eq!(stock(&firm, &manual).await, number("20"));
    let order = firm.now("sales_order", &order).await;
    assert_eq!(jana.value("sales_order", &order, "delivery"), text("partly"));
    assert_eq!(firm.cells("sales_order", &order, "delivered"), [number("4"), number("10")]);

    first_part_is_billed(&firm, &first).await;
    firm.does("sales_order", &order, "deliver").await.expect("the rest");
    let second = firm.newest("delivery_note").await;
    assert_eq!(firm.cells("delivery_note", &second, "quantity"), [number("6"), number("15")]);
    firm.does("delivery_note", &second, "deliver").await.expect("it is delivered");
    let order = firm.now("sales_order", &order).await;
    assert_eq!(jana.value("sales_order", &order, "delivery"), text("delivered"));
    firm.answers("sales_order", &order, ("bill", [("what", text("delivered"))]))
        .await
        .expect("what is delivered");
    let rest = firm.newest("invoice").await;
    assert_eq!(jana.value("invoice", &rest, "kind"), text("standard"));
    assert_eq!(firm.amount("invoice", &rest, "discount_amount"), dec("20"));
    assert_eq!(firm.amount("invoice", &rest, "shipping"), dec("6.01"));
    assert_eq!(firm.amount("invoice", &rest, "net"), dec("1633.91"));
    firm.issued(&rest).await;
    let order = firm.now("sales_order", &order).await;
    assert_eq!(firm.amount("sales_order", &order, "billed_amount"), dec("2723.18"));
    assert_eq!(jana.value("sales_order", &order, "stage"), text("billed"));
    let more = firm.does("sales_order", &order, "deliver").await;
    assert_eq!(conflict(more), "nothing_left_to_deliver");
});

scenario!(setting(), no_more_is_delivered_than_was_ordered, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Server", "2", "1000"), item("Altgerät", "-1", "50")]).await;
    firm.does("sales_order", &order, "deliver").await.expect("a draft");
    let first = firm.newest("delivery_note").await;
    assert_eq!(firm.cells("delivery_note", &first, "name"), [text("Server")]);
    firm.does("sales_order", &order, "deliver").await.expect("another draft of the same");
    let second = firm.newest("delivery_note").await;
    firm.does("delivery_note", &first, "deliver").await.expect("the first is delivered");
    let twice = firm.does("delivery_note", &second, "deliver").await;
    assert_eq!(conflict(twice), "delivered_already");
    let second = firm.now("delivery_note", &second).await;
    assert_eq!(jana.value("delivery_note", &second, "number"), Value::Empty, "nothing was taken");

    let order = firm.now("sales_order", &order).await;
    let mut lines = jana.value("sales_order", &order, "lines").lines().to_vec();
    lines[0].set("quantity", number("1"));
    let less = Input::of([("lines", Value::of_lines(lines))]);
    let refused = records::update(&jana, "sales_order", order.id, None, less).await;
    assert_eq!(problems(refused), ["lines: delivered_stays"]);
    let dropped = firm.does("sales_order", &order, "cancel").await;
    assert_eq!(problems(dropped), ["stage: delivered_stays"]);
});

scenario!(setting(), what_was_delivered_stays_and_is_taken_back_by_cancelling, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let monitor = goods(&jana, ("Monitor", "standard"), ("5", "199.90")).await;
    let order = firm.order(vec![of(&monitor, "3"), item("Aufbau", "1", "80")]).await;
    firm.does("sales_order", &order, "deliver").await.expect("a draft");
    let note = firm.newest("delivery_note").await;
    let note = firm.does("delivery_note", &note, "deliver").await.expect("it is delivered");
    let paper = records::output(&jana, "delivery_note", note.id, "document.pdf").await;
    assert!(paper.expect("a paper").bytes.starts_with(b"%PDF"));
    let lines = Value::of_lines(vec![item("Anders", "1", "1")]);
    for (field, value) in [("lines", lines), ("delivered_on", day("2026-01-01"))] {
        let changed = Input::of([(field, value)]);
        let refused = records::update(&jana, "delivery_note", note.id, None, changed).await;
        assert!(!problems(refused).is_empty(), "{field}");
    }
    firm.changes("delivery_note", &note, [("tracking", text("00340434"))]).await;
    assert_eq!(stock(&firm, &monitor).await, number("2"));
    let unsaid = firm.does("delivery_note", &note, "cancel").await;
    assert_eq!(problems(unsaid), ["reason: required"]);
    let why = [("reason", text("Annahme verweigert"))];
    let note =
        firm.answers("delivery_note", &note, ("cancel", why)).await.expect("it is cancelled");
    assert_eq!(jana.value("delivery_note", &note, "stage"), text("cancelled"));
    assert_eq!(stock(&firm, &monitor).await, number("5"));
    let order = firm.now("sales_order", &order).await;
    assert_eq!(jana.value("sales_order", &order, "delivery"), text("none"));
    assert_eq!(firm.cells("sales_order", &order, "delivered"), [Value::Empty, Value::Empty]);
});

scenario!(setting(), goods_go_where_the_customer_takes_deliveries, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let at = |street: &str| {
        Value::Address(Address {
            street: street.into(),
            zip: "20457".into(),
            city: "Hamburg".into(),
            ..Address::default()
        })
    };
    let order = firm.order(vec![item("Server", "1", "1000")]).await;
    let order = firm.changes("sales_order", &order, [("address", at("Büro 1"))]).await;
    firm.does("sales_order", &order, "deliver").await.expect("a draft");
    let note = firm.newest("delivery_note").await;
    assert_eq!(jana.value("delivery_note", &note, "address"), at("Büro 1"));
    let labelled = |label: &str, street: &str| Entry { label: label.into(), value: at(street) };
    let both = vec![labelled("billing", "Hafenstraße 7"), labelled("shipping", "Tor 3")];
    firm.changes("account", &firm.account, [("address", Value::Several(both))]).await;
    firm.does("sales_order", &order, "deliver").await.expect("another draft");
    let note = firm.newest("delivery_note").await;
    assert_eq!(jana.value("delivery_note", &note, "address"), at("Tor 3"));
});

scenario!(setting(), what_cannot_be_handed_over_is_told_at_its_place, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let [subject, account] = firm.about();
    let line = |quantity: &str| {
        let line = Line::of("item").with("name", text("Server"));
        ("lines", Value::of_lines(vec![line.with("quantity", number(quantity))]))
    };
    for quantity in ["0", "-1", "9000000000"] {
        let wrong = Input::of([subject.clone(), account.clone(), line(quantity)]);
        let refused = records::create(&jana, "delivery_note", wrong).await;
        assert_eq!(problems(refused), ["lines.0.quantity: not_handed_over"], "{quantity}");
    }
    let empty = jana.saves("delivery_note", [subject, account]).await;
    let refused = firm.does("delivery_note", &empty, "deliver").await;
    assert_eq!(problems(refused), ["lines: nothing_delivered"]);
    let moved = Input::of([("stage", text("delivered"))]);
    let refused = records::update(&jana, "delivery_note", empty.id, None, moved).await;
    assert!(problems(refused).contains(&"stage: delivered_by_action".to_owned()));
    let alone = firm.changes("delivery_note", &empty, [line("1")]).await;
    let alone = firm.does("delivery_note", &alone, "deliver").await.expect("a sample goes out");
    let refused = firm.does("delivery_note", &alone, "bill").await;
    assert_eq!(conflict(refused), "delivery_of_no_order");
});

scenario!(setting(), a_bundle_is_delivered_by_its_components, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let monitor = goods(&jana, ("Monitor", "standard"), ("20", "199.90")).await;
    let cable = goods(&jana, ("Kabel", "standard"), ("50", "9.90")).await;
    let part = |record: &Record, quantity: &str, is_shown: bool| {
        Line::of("item")
            .with("item", Value::Link(Link::new("product", record.id)))
            .with("quantity", number(quantity))
            .with("is_shown", Value::Bool(is_shown))
    };
    let parts = vec![part(&monitor, "2", true), part(&cable, "3", false)];
    let values = [
        ("name", text("Arbeitsplatz")),
        ("kind", text("bundle")),
        ("unit_price", testkit::money("450", "EUR")),
        ("components", Value::of_lines(parts)),
    ];
    let desk = jana.saves("product", values).await;
    let order = firm.order(vec![of(&desk, "4")]).await;
    firm.does("sales_order", &order, "deliver").await.expect("a draft");
    let note = firm.newest("delivery_note").await;
    let names = [text("Arbeitsplatz"), text("Monitor"), text("Kabel")];
    assert_eq!(firm.cells("delivery_note", &note, "name"), names);
    assert_eq!(firm.cells("delivery_note", &note, "quantity")[1..], [number("8"), number("12")]);
    let before = jana.value("delivery_note", &note, "lines").lines().to_vec();
    let mut lines = before.clone();
    lines[0].set("quantity", number("3"));
    lines.remove(2);
    let less = [("lines", Value::of_lines(lines))];
    let note = firm.changes("delivery_note", &note, less).await;
    let quantities = [number("3"), number("6"), number("9")];
    assert_eq!(firm.cells("delivery_note", &note, "quantity"), quantities, "they go together");
    let after = jana.value("delivery_note", &note, "lines").lines().to_vec();
    assert_eq!(after[1].id, before[1].id, "it is the same line");
    let note = firm.does("delivery_note", &note, "deliver").await.expect("it is delivered");
    assert_eq!(stock(&firm, &monitor).await, number("14"));
    assert_eq!(stock(&firm, &cable).await, number("41"));
    let order = firm.now("sales_order", &order).await;
    assert_eq!(firm.cells("sales_order", &order, "delivered"), [number("3")]);
    let paper = records::output(&jana, "delivery_note", note.id, "document.pdf").await;
    assert!(paper.expect("a paper").bytes.starts_with(b"%PDF"));
    let why = [("reason", text("Falsche Adresse"))];
    firm.answers("delivery_note", &note, ("cancel", why)).await.expect("it is cancelled");
    assert_eq!(stock(&firm, &monitor).await, number("20"));
    assert_eq!(stock(&firm, &cable).await, number("50"));
});
