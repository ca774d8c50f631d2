//! What invoices say that are collected.

use kernel::Value;
use records::Record;
use testkit::{Sees, day, none, problems, scenario, text};

use super::desk::{Desk, IBAN, dec, setting, within};

async fn electronic(desk: &Desk<'_>, invoice: &Record) -> Vec<u8> {
    let made = records::output(desk.who, "invoice", invoice.id, "einvoice.xml").await;
    made.expect("it was issued").bytes
}

scenario!(setting(), an_invoice_announces_the_debit_and_names_the_mandate, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let pays = [("pay_by", text("direct_debit"))];
    let account = jana.changes("account", &desk.account, pays).await;
    let desk = Desk { account, ..desk };
    let draft = desk.drafts("100", []).await;
    assert_eq!(desk.value("invoice", &draft, "pay_by"), text("direct_debit"));
    let refused = desk.acts("invoice", &draft, ("issue", [])).await;
    assert_eq!(problems(refused), ["pay_by: no_mandate"]);
    desk.mandate([("reference", text("K-4711"))]).await;
    let invoice = desk.does("invoice", &draft, "issue").await;
    for (field, said) in [
        ("mandate_reference", "K-4711"),
        ("debited_iban", IBAN),
        ("creditor_id", "DE98ZZZ09999999999"),
    ] {
        assert_eq!(desk.value("invoice", &invoice, field), text(said));
    }
    let xml = electronic(&desk, &invoice).await;
    assert!(within(&xml, "ram:TypeCode").contains(&"59".to_owned()));
    assert_eq!(within(&xml, "ram:CreditorReferenceID"), ["DE98ZZZ09999999999"]);
    assert_eq!(within(&xml, "ram:DirectDebitMandateID"), ["K-4711"]);
    assert_eq!(within(&xml, "ram:IBANID"), [IBAN]);
    let paper = records::output(&jana, "invoice", invoice.id, "document.pdf").await;
    assert!(paper.expect("a paper").bytes.starts_with(b"%PDF"));
});

scenario!(setting(), an_invoice_that_is_transferred_stays_as_it_is, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    desk.mandate([]).await;
    let invoice = desk.bills("100", [("pay_by", text("transfer"))]).await;
    assert_eq!(desk.value("invoice", &invoice, "mandate_reference"), none());
    let xml = electronic(&desk, &invoice).await;
    assert!(within(&xml, "ram:DirectDebitMandateID").is_empty());
    assert_eq!(within(&xml, "ram:IBANID"), ["DE02120300000000202051"]);
    let francs = [("pay_by", text("direct_debit")), ("currency", text("CHF"))];
    let francs = desk.drafts("100", francs).await;
    let refused = desk.acts("invoice", &francs, ("issue", [])).await;
    assert_eq!(problems(refused), ["pay_by: only_euros"]);
});

scenario!(setting(), what_customers_owe_by_debit_is_proposed, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    desk.mandate([]).await;
    let now = [("pay_by", text("direct_debit")), ("due_days", testkit::number("3"))];
    let due = desk.bills("100", now).await;
    desk.bills("200", [("pay_by", text("direct_debit"))]).await;
    desk.bills("300", [("due_days", testkit::number("3"))]).await;
    let added = records::run_errand(&jana, "payment_order", "propose").await.expect("it is run");
    assert_eq!(added, 1);
    let order = desk.newest("payment_order").await;
    let number = desk.value("invoice", &due, "number");
    assert_eq!(desk.cells(&order, "purpose"), [number]);
    assert_eq!(desk.cells(&order, "due_on"), [day("2026-11-25")]);
    let Value::Money(total) = desk.value("payment_order", &order, "total") else { panic!() };
    assert_eq!(total.amount.normalize(), dec("119"));
});
