//! Whom invoices are from, and what was ordered.

use kernel::Value;
use records::{Answers, Input};
use testkit::{Sees, conflict, link, problems, scenario, text};

use super::desk::{Desk, MODULE, monitors, wholesale, xml};
use crate::offer::setting;

scenario!(setting(), suppliers_are_found_by_what_says_most, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let named = jana.saves("vendor", [("name", text("Elektro Großhandel Nord"))]).await;
    let record = desk.takes(&xml(&wholesale("R-1"))).await.expect("it is read");
    assert_eq!(desk.value(&record, "vendor"), link("vendor", &named));
    assert_eq!(desk.value(&record, "vendor_found_by"), text("name"));

    let iban = [("name", text("Nord")), ("iban", text("DE02 1203 0000 0000 2020 51"))];
    let paid = jana.saves("vendor", iban).await;
    let record = desk.takes(&xml(&wholesale("R-2"))).await.expect("it is read");
    assert_eq!(desk.value(&record, "vendor"), link("vendor", &paid));
    assert_eq!(desk.value(&record, "vendor_found_by"), text("iban"));

    let account = [("name", text("Elektro Nord SE")), ("vat_id", text("DE123456788"))];
    let account = jana.saves("account", account).await;
    let values = [("name", text("Elektro Nord SE")), ("account", link("account", &account))];
    let taxed = jana.saves("vendor", values).await;
    let record = desk.takes(&xml(&wholesale("R-3"))).await.expect("it is read");
    assert_eq!(desk.value(&record, "vendor"), link("vendor", &taxed), "by its organisation");
    assert_eq!(desk.value(&record, "vendor_found_by"), text("vat_id"));
});

scenario!(setting(), an_unknown_supplier_is_looked_for_again, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let record = desk.takes(&xml(&wholesale("R-1"))).await.expect("it is read");
    assert_eq!(desk.strikes(&record)[0], "vendor_unknown");
    let none = desk.does(&record, "match", Answers::default()).await;
    assert_eq!(conflict(none), "nothing_found");
    let refused = desk.does(&record, "approve", Answers::default()).await;
    assert_eq!(problems(refused), ["vendor: required"]);
    let vendor = [("name", text("Elektro Nord")), ("vat_id", text("DE 123 456 788"))];
    jana.saves("vendor", vendor).await;
    let vendor = [("name", text("Elektro Nord zwei")), ("vat_id", text("DE123456788"))];
    let vendor = jana.saves("vendor", vendor).await;
    let record = desk.does(&record, "match", Answers::default()).await.expect("there is one");
    assert_eq!(desk.value(&record, "vendor"), link("vendor", &vendor));
    assert!(!desk.strikes(&record).contains(&"vendor_unknown".to_owned()));
});

scenario!(setting(), the_order_is_found_by_its_number_and_held_against_it, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let vendor = vec![("name", text("Elektro Nord")), ("vat_id", text("DE123456788"))];
    let (_, order) = desk.orders(vendor).await;
    let mut invoice = wholesale("R-1");
    invoice.order = Some("BE-2026-0001".into());
    let mut cable = monitors("2", "9.50");
    cable.item.name = "Kabel".into();
    cable.item.seller_id = None;
    cable.id = "2".into();
    invoice.lines = vec![monitors("9", "230"), cable];
    let record = desk.takes(&xml(&invoice)).await.expect("it is read");
    assert_eq!(desk.value(&record, "purchase_order"), link("purchase_order", &order));
    assert_eq!(desk.value(&record, "order_found_by"), text("number"));
    let said = desk.strikes(&record);
    for wanted in ["order_total 2089 1792", "quantity_differs 9 8", "price_differs 230 224"] {
        assert!(said.contains(&wanted.to_owned()), "{wanted}: {said:?}");
    }
    assert!(said.contains(&"not_ordered".to_owned()), "{said:?}");

    let mut other = wholesale("R-2");
    other.order = Some("4500017".into());
    let record = desk.takes(&xml(&other)).await.expect("it is read");
    assert_eq!(desk.value(&record, "purchase_order"), Value::Empty);
    assert!(desk.strikes(&record).contains(&"order_unknown".to_owned()));
});

scenario!(setting(), an_invoice_as_ordered_strikes_nobody, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let vendor = vec![("name", text("Elektro Nord")), ("vat_id", text("DE123456788"))];
    let (_, order) = desk.orders(vendor).await;
    let record = desk.takes(&xml(&wholesale("R-1"))).await.expect("it is read");
    assert_eq!(desk.value(&record, "purchase_order"), link("purchase_order", &order));
    assert_eq!(desk.value(&record, "order_found_by"), text("amount"), "nobody named it");
    let said = desk.strikes(&record);
    let around = |said: &&String| said.contains("order") || said.contains("vendor");
    assert!(said.iter().find(around).is_none(), "{said:?}");
});

scenario!(setting(), another_account_and_another_recipient_are_said, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let vendor = [
        ("name", text("Elektro Nord")),
        ("vat_id", text("DE123456788")),
        ("iban", text("DE89 3704 0044 0532 0130 00")),
    ];
    jana.saves("vendor", vendor).await;
    let mut invoice = wholesale("R-1");
    invoice.buyer.vat_id = Some("DE999999999".into());
    let record = desk.takes(&xml(&invoice)).await.expect("it is read");
    let said = desk.strikes(&record);
    assert!(said.contains(&"bank_differs".to_owned()), "{said:?}");
    assert!(said.contains(&"buyer_differs".to_owned()), "{said:?}");
});

scenario!(setting(), a_supplier_bills_nothing_twice, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let values = [("name", text("Elektro Nord")), ("vat_id", text("DE123456788"))];
    let vendor = jana.saves("vendor", values).await;
    let first = desk.takes(&xml(&wholesale("R-1"))).await.expect("it is read");
    let mut again = wholesale("R-1");
    again.seller.name = "Elektro Nord GmbH".into();
    assert_eq!(problems(desk.takes(&xml(&again)).await), ["vendor_number: billed_before"]);
    assert_eq!(desk.n_kept(), 1, "the file of what is refused does not stay");
    let typed = || Input::of([("vendor", link("vendor", &vendor)), ("vendor_number", text("R-1"))]);
    let refused = records::create(&jana, MODULE, typed()).await;
    assert_eq!(problems(refused), ["vendor_number: billed_before"]);
    let said = Answers::of([("reason", text("Falscher Preis"))]);
    desk.does(&first, "refuse", said).await.expect("it is refused");
    records::create(&jana, MODULE, typed()).await.expect("what was refused is sent again");
    let again = desk.takes(&xml(&wholesale("R-1"))).await;
    assert_eq!(problems(again), ["vendor_number: billed_before"], "but not twice");
});
