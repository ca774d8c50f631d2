//! Invoices of suppliers are paid by an order.

use kernel::Value;
use records::Input;
use testkit::{Sees, conflict, day, link, none, number, problems, scenario, text};

use super::desk::{Desk, OTHER_IBAN, dec, euro, pays, setting, within};
use super::foreign::assert_valid;

const MODULE: &str = "payment_order";

scenario!(setting(), what_is_chosen_comes_into_one_order_and_is_paid, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let terms = [("cash_discount_on", day("2026-11-30")), ("cash_discount_rate", number("2"))];
    let one = desk.owes(("R-1", "100"), terms).await;
    let given = [
        ("iban", text("AT61 1904 3002 3457 3201")),
        ("account_holder", text("Österreichische Kabel AG")),
        ("payment_reference", text("RF18 5390 0754 7034")),
    ];
    let two = desk.owes(("R-2", "200"), given).await;
    for invoice in [&one, &two] {
        desk.does("incoming_invoice", invoice, "transfer").await;
    }
    let order = desk.newest(MODULE).await;
    assert_eq!(order.title.trim(), "Überweisungen");
    // 119.00 less 2 % are 116.62; 238.00 have no discount.
    assert_eq!(desk.cells(&order, "amount"), [number("116.62"), number("238")]);
    assert_eq!(desk.cells(&order, "discount"), [number("2.38"), none()]);
    assert_eq!(desk.cells(&order, "iban"), [text(OTHER_IBAN), text("AT611904300234573201")]);
    assert_eq!(desk.cells(&order, "name")[1], text("Österreichische Kabel AG"));
    assert_eq!(desk.value(MODULE, &order, "total"), euro("354.62"));
    assert_eq!(desk.value(MODULE, &order, "execute_on"), day("2026-11-23"));
    assert_eq!(
        conflict(records::output(&jana, MODULE, order.id, "sepa.xml").await),
        "not_approved"
    );

    let order = desk.does(MODULE, &order, "approve").await;
    assert_eq!(desk.value(MODULE, &order, "number"), text("ZA-2026-00001"));
    let file = desk.file(&order).await;
    assert_valid("pain.001.001.09", &file);
    assert_eq!(within(&file, "CtrlSum"), ["354.62", "354.62"]);
    assert_eq!(within(&file, "EndToEndId"), ["ER-2026-00001", "ER-2026-00002"]);
    assert_eq!(within(&file, "Ustrd"), ["R-1"]);
    assert_eq!(within(&file, "Ref"), ["RF18539007547034"]);
    let id = desk.value(MODULE, &order, "message_id");
    assert_eq!(within(&file, "MsgId"), [id.as_text().to_owned()]);

    let moved = desk.tries("company", &desk.company, [("iban", text(OTHER_IBAN))]).await;
    moved.expect("the company moves to another bank");
    let order = desk.does(MODULE, &order, "mark_sent").await;
    assert_eq!(desk.file(&order).await, file, "the same bytes ever after");
    let order = desk.does(MODULE, &order, "book").await;
    for invoice in [&one, &two] {
        assert_eq!(desk.now("incoming_invoice", invoice, "stage").await, text("paid"));
    }
    assert_eq!(desk.value(MODULE, &order, "payments").lines().len(), 2);
    let paid = jana.lists("payment", "amount = -116.62", "amount").await;
    assert_eq!(paid, ["ZE-2026-00001 Kabel & Klemmen OHG"]);
});

scenario!(setting(), a_line_that_is_typed_follows_its_document, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let one = desk.owes(("R-1", "100"), []).await;
    let other = desk.owes(("R-2", "50"), [("iban", text("AT611904300234573201"))]).await;
    let lines = Value::of_lines(vec![pays("incoming_invoice", &one)]);
    let order = jana.saves(MODULE, [("subject", text("Miete")), ("lines", lines)]).await;
    assert_eq!(desk.cells(&order, "iban"), [text(OTHER_IBAN)]);
    assert_eq!(desk.cells(&order, "amount"), [number("119")]);
    assert_eq!(desk.cells(&order, "purpose"), [text("R-1")]);
    assert_eq!(desk.value(MODULE, &order, "total"), euro("119"));
    // Another document in the same line takes nothing over from the one before.
    let mut lines = desk.value(MODULE, &order, "lines").lines().to_vec();
    lines[0].set("document", link("incoming_invoice", &other));
    let order = jana.changes(MODULE, &order, [("lines", Value::of_lines(lines))]).await;
    assert_eq!(desk.cells(&order, "iban"), [text("AT611904300234573201")]);
    assert_eq!(desk.cells(&order, "amount"), [number("59.5")]);
    assert_eq!(desk.value(MODULE, &order, "total"), euro("59.5"));
});

scenario!(setting(), all_that_is_due_is_taken_in, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let due = [("due_on", day("2026-11-23"))];
    desk.owes(("R-1", "100"), due).await;
    desk.owes(("R-2", "200"), [("due_on", day("2026-12-24"))]).await;
    let early = [
        ("due_on", day("2026-12-24")),
        ("cash_discount_on", day("2026-11-27")),
        ("cash_discount_rate", number("3")),
    ];
    desk.owes(("R-3", "300"), early).await;
    let proposed = records::run_errand(&jana, MODULE, "propose").await.expect("it is run");
    assert_eq!(proposed, 1);
    assert_eq!(records::run_errand(&jana, MODULE, "propose").await.expect("again"), 0);
    let order = desk.newest(MODULE).await;
    let until = |text: &str| ("gather", [("until", day(text))]);
    let order = desk.acts(MODULE, &order, until("2026-11-27")).await.expect("one more");
    assert_eq!(desk.cells(&order, "purpose"), [text("R-1"), text("R-3")]);
    // 357.00 less 3 %.
    assert_eq!(desk.cells(&order, "amount")[1], number("346.29"));
    let none = desk.acts(MODULE, &order, until("2026-11-27")).await;
    assert_eq!(conflict(none), "nothing_due");
});

scenario!(setting(), what_changed_meanwhile_is_told_at_its_line, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let terms = [("cash_discount_on", day("2026-11-23")), ("cash_discount_rate", number("2"))];
    let early = desk.owes(("R-1", "100"), terms).await;
    let paid = desk.owes(("R-2", "100"), []).await;
    let partly = desk.owes(("R-3", "100"), []).await;
    for invoice in [&early, &paid, &partly] {
        desk.does("incoming_invoice", invoice, "transfer").await;
    }
    let order = desk.newest(MODULE).await;
    let order = jana.changes(MODULE, &order, [("execute_on", day("2026-11-24"))]).await;
    for (invoice, amount) in [(&paid, "119"), (&partly, "19")] {
        let said =
            [("amount", euro(amount)), ("paid_on", day("2026-11-23")), ("method", text("cash"))];
        desk.acts("incoming_invoice", invoice, ("pay", said)).await.expect("paid");
    }
    let wrong = [
        "lines.0.discount: discount_is_over",
        "lines.1.document: ordered_paid",
        "lines.2.amount: ordered_changed",
    ];
    assert_eq!(problems(desk.acts(MODULE, &order, ("approve", [])).await), wrong);
    let saturday = jana.changes(MODULE, &order, [("execute_on", day("2026-11-28"))]).await;
    let refused = desk.acts(MODULE, &saturday, ("approve", [])).await;
    assert_eq!(problems(refused), ["execute_on: no_target_day"]);
    let past = jana.changes(MODULE, &order, [("execute_on", day("2026-11-20"))]).await;
    let mut lines = desk.value(MODULE, &past, "lines").lines().to_vec();
    lines.truncate(1);
    lines[0].set("discount", none());
    let past = jana.changes(MODULE, &past, [("lines", Value::of_lines(lines))]).await;
    let refused = desk.acts(MODULE, &past, ("approve", [])).await;
    assert_eq!(problems(refused), ["execute_on: too_early"]);
});

scenario!(setting(), what_a_bank_would_refuse_is_told_where_it_is_mended, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let invoice = desk.owes(("R-1", "100"), []).await;
    let line = |cell: &str, value: Value| {
        Value::of_lines(vec![pays("incoming_invoice", &invoice).with(cell, value)])
    };
    for (cell, value, said) in [
        ("amount", number("-1"), "lines.0.amount: not_positive"),
        ("amount", number("0"), "lines.0.amount: not_positive"),
        ("discount", number("-1"), "lines.0.discount: more_than_open_off"),
    ] {
        let values = [("subject", text("Kabel")), ("lines", line(cell, value))];
        assert_eq!(problems(records::create(&jana, MODULE, Input::of(values)).await), [said]);
    }
    let values = [("subject", text("Kabel")), ("lines", line("iban", text("DE0250010517")))];
    let order = jana.saves(MODULE, values).await;
    let refused = desk.acts(MODULE, &order, ("approve", [])).await;
    assert_eq!(problems(refused), ["lines.0.iban: identifier_checksum"]);
    let mut lines = desk.value(MODULE, &order, "lines").lines().to_vec();
    lines[0].set("iban", text("DE02 1203 0000 0000 2020 51"));
    let order = jana.changes(MODULE, &order, [("lines", Value::of_lines(lines.clone()))]).await;
    let refused = desk.acts(MODULE, &order, ("approve", [])).await;
    assert_eq!(problems(refused), ["lines.0.iban: same_account"]);
    lines[0].set("iban", text(OTHER_IBAN));
    lines[0].set("amount", number("119.001"));
    let order = jana.changes(MODULE, &order, [("lines", Value::of_lines(lines))]).await;
    let refused = desk.acts(MODULE, &order, ("approve", [])).await;
    assert_eq!(problems(refused), ["lines.0.amount: ordered_changed"]);
    desk.tries("company", &desk.company, [("iban", none())]).await.expect("no account");
    let mut lines = desk.value(MODULE, &order, "lines").lines().to_vec();
    lines[0].set("amount", number("118.999"));
    let order = jana.changes(MODULE, &order, [("lines", Value::of_lines(lines))]).await;
    let refused = desk.acts(MODULE, &order, ("approve", [])).await;
    let mut said = problems(refused);
    said.sort();
    assert_eq!(said, ["company: company_iban", "lines.0.amount: too_many_places"]);
});

scenario!(setting(), credit_is_paid_out_to_where_it_came_from, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let invoice = desk.bills("100", []).await;
    let part = kernel::Line::of("allocation").with("document", link("invoice", &invoice));
    let came = [
        ("amount", euro("119")),
        ("iban", text("DE89370400440532013000")),
        ("lines", Value::of_lines(vec![part])),
    ];
    jana.saves("payment", came).await;
    let item = kernel::Line::of("item")
        .with("name", text("Wartung"))
        .with("tax_class", text("standard"))
        .with("quantity", number("1"))
        .with("unit_price", number("40"));
    let values = [
        ("subject", text("Nachlass")),
        ("account", link("account", &desk.account)),
        ("invoice", link("invoice", &invoice)),
        ("supply_from", day("2026-11-20")),
        ("lines", Value::of_lines(vec![item])),
    ];
    let credit = jana.saves("credit_note", values).await;
    let credit = desk.does("credit_note", &credit, "issue").await;
    desk.does("credit_note", &credit, "transfer").await;
    let order = desk.newest(MODULE).await;
    assert_eq!(desk.cells(&order, "iban"), [text("DE89370400440532013000")]);
    assert_eq!(desk.cells(&order, "name"), [text("Elbtal GmbH")]);
    let order = desk.does(MODULE, &order, "approve").await;
    assert_valid("pain.001.001.09", &desk.file(&order).await);
    let order = desk.does(MODULE, &order, "mark_sent").await;
    desk.does(MODULE, &order, "book").await;
    assert_eq!(desk.now("credit_note", &credit, "stage").await, text("paid"));
    let out = desk.newest("payment").await;
    let Value::Money(money) = desk.value("payment", &out, "amount") else { panic!("no money") };
    assert_eq!(money.amount.normalize(), dec("-47.6"));
});
