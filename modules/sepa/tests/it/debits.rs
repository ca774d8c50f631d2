//! Invoices are collected by an order.

use kernel::Value;
use testkit::{Sees, conflict, day, link, none, number, problems, scenario, text, yes};

use super::desk::{Desk, IBAN, OTHER_IBAN, euro, pays, setting, within};
use super::foreign::assert_valid;

const MODULE: &str = "payment_order";

scenario!(setting(), a_debit_is_collected_on_its_day_and_booked, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let mandate = desk.mandate([]).await;
    let one = desk.bills("100", []).await;
    // 2 % of 238.00 until 30 November.
    let terms = [("cash_discount_days", number("10")), ("cash_discount_rate", number("2"))];
    let two = desk.bills("200", terms).await;
    for invoice in [&one, &two] {
        desk.does("invoice", invoice, "collect").await;
    }
    let order = desk.newest(MODULE).await;
    assert_eq!(desk.value(MODULE, &order, "kind"), text("direct_debit"));
    assert_eq!(desk.value(MODULE, &order, "execute_on"), day("2026-11-25"));
    assert_eq!(desk.cells(&order, "due_on"), [day("2026-12-04"), day("2026-11-30")]);
    assert_eq!(desk.cells(&order, "amount"), [number("119"), number("233.24")]);
    assert_eq!(desk.cells(&order, "iban"), [text(IBAN), text(IBAN)]);
    let order = desk.does(MODULE, &order, "approve").await;
    let file = desk.file(&order).await;
    assert_valid("pain.008.001.08", &file);
    assert_eq!(within(&file, "SeqTp"), ["FRST", "RCUR"], "the first use of the mandate says so");
    assert_eq!(within(&file, "ReqdColltnDt"), ["2026-12-04", "2026-11-30"]);
    assert_eq!(within(&file, "MndtId"), ["SM-2026-00001", "SM-2026-00001"]);
    assert_eq!(within(&file, "DtOfSgntr"), ["2026-11-02", "2026-11-02"]);

    assert_eq!(desk.now("mandate", &mandate, "n_used").await, number("2"));
    assert_eq!(desk.now("mandate", &mandate, "last_used_on").await, day("2026-12-04"));
    let order = desk.does(MODULE, &order, "mark_sent").await;
    let early = desk.acts(MODULE, &order, ("book", [])).await;
    assert_eq!(conflict(early), "not_executed_yet");
    scene.after_hours(24 * 12);
    desk.does(MODULE, &order, "book").await;
    for invoice in [&one, &two] {
        assert_eq!(desk.now("invoice", invoice, "stage").await, text("paid"));
    }
    assert_eq!(desk.now("invoice", &two, "paid_on").await, day("2026-11-30"));
    for (amount, batch) in ["119", "233.24"].into_iter().zip(within(&file, "PmtInfId")) {
        let of_batch = format!("amount = {amount} and batch = \"{batch}\"");
        assert_eq!(jana.lists("payment", &of_batch, "amount").await.len(), 1, "{of_batch}");
    }

    let third = desk.bills("50", []).await;
    desk.does("invoice", &third, "collect").await;
    let next = desk.newest(MODULE).await;
    assert_ne!(next.id, order.id, "what was approved takes nothing in");
    let next = desk.does(MODULE, &next, "approve").await;
    assert_eq!(within(&desk.file(&next).await, "SeqTp"), ["RCUR"]);
});

scenario!(setting(), a_returned_debit_opens_its_invoice_again, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let mandate = desk.mandate([]).await;
    let invoice = desk.bills("100", [("due_days", number("0"))]).await;
    desk.does("invoice", &invoice, "collect").await;
    let order = desk.newest(MODULE).await;
    let order = desk.does(MODULE, &order, "approve").await;
    let order = desk.does(MODULE, &order, "mark_sent").await;
    scene.after_hours(24 * 3);
    desk.does(MODULE, &order, "book").await;
    let payment = desk.newest("payment").await;
    assert_eq!(desk.value("payment", &payment, "method"), text("direct_debit"));
    let said = [
        ("returned_on", day("2026-11-26")),
        ("fee", euro("4.50")),
        ("reason", text("Widerspruch")),
    ];
    desk.acts("payment", &payment, ("return", said)).await.expect("it came back");
    assert_eq!(desk.now("invoice", &invoice, "stage").await, text("issued"));
    assert_eq!(desk.now("mandate", &mandate, "stage").await, text("active"), "it stays");
    desk.does("invoice", &invoice, "collect").await;
    let again = desk.newest(MODULE).await;
    assert_eq!(desk.cells(&again, "amount"), [number("119")]);
});

scenario!(setting(), another_account_is_told_with_the_next_debit, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let mandate = desk.mandate([]).await;
    let collects = async |net: &str| {
        let invoice = desk.bills(net, []).await;
        desk.does("invoice", &invoice, "collect").await;
        let order = desk.newest(MODULE).await;
        desk.does(MODULE, &order, "approve").await
    };
    let first = collects("100").await;
    assert!(within(&desk.file(&first).await, "AmdmntInd").is_empty());
    let same = desk.acts("mandate", &mandate, ("amend", [("iban", text(IBAN))])).await;
    assert_eq!(problems(same), ["iban: same_iban"]);
    let wrong = desk.acts("mandate", &mandate, ("amend", [("iban", text("DE02"))])).await;
    assert_eq!(problems(wrong), ["iban: identifier_checksum"]);
    let moved = desk.acts("mandate", &mandate, ("amend", [("iban", text(OTHER_IBAN))])).await;
    assert_eq!(desk.value("mandate", &moved.expect("amended"), "has_new_account"), yes());
    // The national bank gave us another identifier meanwhile.
    let other = [("creditor_id", text("DE51ZZZ12345678901"))];
    let other = desk.tries("company", &desk.company, other).await;
    other.expect("an identifier");

    let second = collects("200").await;
    let file = desk.file(&second).await;
    assert_valid("pain.008.001.08", &file);
    assert_eq!(within(&file, "AmdmntInd"), ["true"]);
    let text_of = String::from_utf8(file).expect("UTF-8");
    assert!(text_of.contains("SMNDA") && text_of.contains("DE98ZZZ09999999999"), "{text_of}");
    assert_ne!(desk.now("mandate", &mandate, "has_new_account").await, yes());
    let said = [("reason", text("Die Bank nahm die Datei nicht an."))];
    desk.acts(MODULE, &second, ("cancel", said)).await.expect("called off");
    assert_eq!(desk.now("mandate", &mandate, "has_new_account").await, yes());
    assert_eq!(desk.now("mandate", &mandate, "creditor_id").await, text("DE98ZZZ09999999999"));
    assert_eq!(desk.now("mandate", &mandate, "n_used").await, number("1"));
});

scenario!(setting(), a_debit_needs_a_mandate_that_can_be_used, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let invoice = desk.bills("100", []).await;
    let lines = Value::of_lines(vec![pays("invoice", &invoice)]);
    let kind = ("kind", text("direct_debit"));
    let values = [("subject", text("Einzug")), kind, ("lines", lines)];
    let order = jana.saves(MODULE, values).await;
    let refused = desk.acts(MODULE, &order, ("approve", [])).await;
    assert_eq!(problems(refused), ["lines.0.mandate: mandate_missing"]);

    let business = desk.mandate([("scheme", text("b2b"))]).await;
    let with = async |mandate: &records::Record| {
        let now = jana.reads(MODULE, &order).await;
        let mut lines = desk.value(MODULE, &now, "lines").lines().to_vec();
        lines[0].set("mandate", link("mandate", mandate));
        let order = jana.changes(MODULE, &now, [("lines", Value::of_lines(lines))]).await;
        problems(desk.acts(MODULE, &order, ("approve", [])).await)
    };
    assert_eq!(with(&business).await, ["lines.0.mandate: mandate_scheme"]);
    let unsigned = [("account", link("account", &desk.account)), ("iban", text(IBAN))];
    let unsigned = jana.saves("mandate", unsigned).await;
    assert_eq!(with(&unsigned).await, ["lines.0.mandate: mandate_unsigned"]);
    let other = Desk::customer(&jana, "Weser AG").await;
    let theirs = desk.mandate([("account", link("account", &other))]).await;
    assert_eq!(with(&theirs).await, ["lines.0.mandate: mandate_of_another"]);
    let revoked = desk.mandate([]).await;
    let said = [("revoked_on", day("2026-11-23"))];
    desk.acts("mandate", &revoked, ("revoke", said)).await.expect("revoked");
    assert_eq!(with(&revoked).await, ["lines.0.mandate: mandate_revoked"]);
    let old = [("account", link("account", &desk.account)), ("iban", text(IBAN))];
    let old = jana.saves("mandate", old).await;
    let signed = [("signed_on", day("2023-11-23"))];
    let old = desk.acts("mandate", &old, ("activate", signed)).await.expect("signed");
    assert_eq!(with(&old).await, ["lines.0.mandate: mandate_expired"], "by the day of the debit");
    let now = jana.reads(MODULE, &order).await;
    jana.changes(MODULE, &now, [("scheme", text("b2b"))]).await;
    assert_eq!(with(&theirs).await, ["lines.0.mandate: mandate_of_another"]);
    let now = jana.reads(MODULE, &order).await;
    let mut lines = desk.value(MODULE, &now, "lines").lines().to_vec();
    lines[0].set("mandate", none());
    let order = jana.changes(MODULE, &now, [("lines", Value::of_lines(lines))]).await;
    assert_eq!(desk.cells(&order, "mandate"), [link("mandate", &business)], "it is found again");
    let order = desk.does(MODULE, &order, "approve").await;
    let file = desk.file(&order).await;
    assert_valid("pain.008.001.08", &file);
    assert!(String::from_utf8(file).expect("UTF-8").contains("<Cd>B2B</Cd>"));
});

scenario!(setting(), a_mandate_for_one_collection_is_used_once, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let mandate = desk.mandate([("kind", text("one_off"))]).await;
    let (one, two) = (desk.bills("100", []).await, desk.bills("200", []).await);
    for invoice in [&one, &two] {
        desk.does("invoice", invoice, "collect").await;
    }
    let order = desk.newest(MODULE).await;
    let twice = ["lines.0.mandate: mandate_used_up", "lines.1.mandate: mandate_used_up"];
    assert_eq!(problems(desk.acts(MODULE, &order, ("approve", [])).await), twice);
    let mut lines = desk.value(MODULE, &order, "lines").lines().to_vec();
    lines.truncate(1);
    let order = jana.changes(MODULE, &order, [("lines", Value::of_lines(lines))]).await;
    let order = desk.does(MODULE, &order, "approve").await;
    assert_eq!(within(&desk.file(&order).await, "SeqTp"), ["OOFF"]);
    assert_eq!(desk.now("mandate", &mandate, "n_used").await, number("1"));
    assert_eq!(conflict(desk.acts("invoice", &two, ("collect", [])).await), "no_mandate");
});
