//! What invoices are, as stories.

use kernel::{Decimal, Error, Line, Link, RecordId, Value};
use records::{Answers, Input};
use testkit::{Sees, conflict, link, problems, scenario, text};

use crate::firm::{Firm, day, dec, item, number};
use crate::offer::setting;

scenario!(setting(), an_order_is_billed_in_two_parts_and_knows_how_much, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Beratung", "10", "120"), item("Reise", "1", "85.50")]).await;
    assert_eq!(firm.amount("sales_order", &order, "net"), dec("1285.5"));

    firm.does("sales_order", &order, "bill").await.expect("a draft");
    let first = firm.newest("invoice").await;
    assert_eq!(jana.value("invoice", &first, "number"), Value::Empty, "a draft has no number");
    let mut lines = jana.value("invoice", &first, "lines").lines().to_vec();
    lines[0].set("quantity", number("4"));
    lines.truncate(1);
    let less = Input::of([("lines", Value::of_lines(lines))]);
    let first = records::update(&jana, "invoice", first.id, None, less).await.expect("less");
    let first = firm.issued(&first).await;
    assert_eq!(firm.amount("invoice", &first, "net"), dec("480"));
    assert_eq!(firm.amount("invoice", &first, "total"), dec("571.2"));
    assert_eq!(firm.amount("invoice", &first, "open_amount"), dec("571.2"));

    let order = records::get(&jana, "sales_order", order.id).await.expect("the order");
    assert_eq!(jana.value("sales_order", &order, "stage"), text("partly_billed"));
    firm.does("sales_order", &order, "bill").await.expect("the rest");
    let second = firm.newest("invoice").await;
    let lines = jana.value("invoice", &second, "lines").lines().to_vec();
    assert_eq!(*lines[0].cell("quantity"), number("6"));
    assert_eq!(*lines[1].cell("quantity"), number("1"));
    let second = firm.issued(&second).await;
    assert_eq!(firm.amount("invoice", &second, "net"), dec("805.5"));

    let order = records::get(&jana, "sales_order", order.id).await.expect("the order");
    assert_eq!(jana.value("sales_order", &order, "stage"), text("billed"));
    let again = firm.does("sales_order", &order, "bill").await;
    assert_eq!(conflict(again), "wrong_stage");
});

scenario!(setting(), an_issued_invoice_has_the_next_number_and_never_changes, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Beratung", "10", "120")]).await;
    firm.does("sales_order", &order, "bill").await.expect("a draft");
    let draft = firm.newest("invoice").await;
    let issued = firm.issued(&draft).await;
    let printed = jana.value("invoice", &issued, "number");
    assert!(printed.as_text().ends_with("-00001"), "{printed:?}");
    assert_eq!(
        jana.value("invoice", &issued, "address").primary(),
        &Value::Address(kernel::Address {
            street: "Hafenstraße 7".into(),
            zip: "20457".into(),
            city: "Hamburg".into(),
            ..kernel::Address::default()
        })
    );
    for (field, value) in [
        ("subject", text("Anders")),
        ("invoice_date", day("2026-01-01")),
        ("discount_rate", number("10")),
        ("lines", Value::of_lines(vec![item("Beratung", "1", "1")])),
    ] {
        let changed = Input::of([(field, value)]);
        let refused = records::update(&jana, "invoice", issued.id, None, changed).await;
        let said = problems(refused);
        assert!(said.contains(&format!("{field}: frozen")), "{said:?}");
    }
    let back = Input::of([("stage", text("draft"))]);
    let refused = records::update(&jana, "invoice", issued.id, None, back).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    let free =
        Input::of([("note", text("Kunde zahlt später")), ("dunning_stop", Value::Bool(true))]);
    records::update(&jana, "invoice", issued.id, None, free).await.expect("what is ours is free");
    let gone = records::trash(&jana, "invoice", issued.id, None).await;
    assert_eq!(conflict(gone), "frozen");
});

/// Every way in which somebody could write over a field in the database.
fn forgeries(field: &str) -> Vec<String> {
    let parts = ["", "_currency", "_street", "_zip", "_city", "_country"];
    let columns = parts.iter().map(|part| format!("{field}{part}"));
    columns
        .flat_map(|column| [format!("{column} = 'forged'"), format!("{column} = 4711")])
        .collect()
}

scenario!(
    setting(),
    the_database_itself_keeps_every_frozen_column_of_what_was_issued,
    async |scene| {
        let jana = scene.as_user("jana", Sees::All).await;
        let firm = Firm::of(&jana).await;
        for (module, table) in [("invoice", "invoices"), ("credit_note", "credit_notes")] {
            let lines = || vec![item("Beratung", "1", "100")];
            let corrected = match module {
                "invoice" => Value::Empty,
                _ => link("invoice", &firm.writes("invoice", lines(), []).await),
            };
            let more = [("invoice", corrected)].into_iter().filter(|(_, value)| !value.is_empty());
            let more: Vec<(&str, Value)> = more.collect();
            let [subject, account] = firm.about();
            jana.saves(module, [subject, account].into_iter().chain(more.clone())).await;
            firm.writes(module, lines(), more).await;
            let known = jana.module(module).expect("the module");
            let frozen = known.fields.iter().filter(|field| field.locked_after.is_some());
            for field in frozen {
                let mut n_possible = 0;
                for forged in forgeries(&field.name) {
                    // What the database takes of a draft it refuses of what was issued.
                    if scene.forges((table, "stage = 'draft'"), &forged).await.is_ok() {
                        n_possible += 1;
                        let refused = scene.forges((table, "stage <> 'draft'"), &forged).await;
                        assert!(refused.is_err(), "{table}: {forged}");
                    }
                }
                assert!(0 < n_possible, "{table}: {} has a column", field.name);
            }
            for forged in ["stage = 'draft'", "stage = ''", "trashed_at = 1", "id = id || 'x'"] {
                let refused = scene.forges((table, "stage <> 'draft'"), forged).await;
                assert!(refused.is_err(), "{table}: {forged}");
            }
            assert!(scene.erases(table, "stage <> 'draft'").await.is_err());
            for free in ["paid_amount = NULL", "modified_at = 0"] {
                let taken = scene.forges((table, "stage <> 'draft'"), free).await;
                assert!(taken.is_ok(), "{table}: {free} stays free: {taken:?}");
            }
        }
        let free = scene.forges(("invoices", "stage <> 'draft'"), "dunning_level = NULL").await;
        assert!(free.is_ok(), "{free:?}");
    }
);

scenario!(setting(), a_cancellation_is_a_document_of_its_own, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Beratung", "10", "120")]).await;
    firm.does("sales_order", &order, "bill").await.expect("a draft");
    let issued = firm.issued(&firm.newest("invoice").await).await;
    let why = Answers::of([("reason", text("Falscher Empfänger"))]);
    let cancelled =
        records::act(&jana, "invoice", (issued.id, None), "cancel", why).await.expect("cancelled");
    assert_eq!(jana.value("invoice", &cancelled, "stage"), text("cancelled"));
    let storno = firm.newest("cancellation").await;
    assert!(jana.value("cancellation", &storno, "number").as_text().starts_with("ST-"));
    assert_eq!(jana.value("cancellation", &storno, "invoice"), link("invoice", &issued));
    assert_eq!(firm.amount("cancellation", &storno, "total"), dec("1428"));
    let order = records::get(&jana, "sales_order", order.id).await.expect("the order");
    assert_eq!(jana.value("sales_order", &order, "stage"), text("confirmed"));
});

scenario!(setting(), what_the_law_asks_for_is_asked_before_issue, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let [subject, account] = firm.about();
    let empty = jana.saves("invoice", [subject, account]).await;
    let refused = firm.does("invoice", &empty, "issue").await;
    let said = problems(refused);
    assert!(said.contains(&"lines: nothing_billed".to_owned()), "{said:?}");
    assert!(said.contains(&"supply_from: required".to_owned()), "{said:?}");
    let lines = Value::of_lines(vec![item("Beratung", "1", "100")]);
    let abroad = Input::of([
        ("lines", lines),
        ("supply_from", day("2026-11-20")),
        ("tax_case", text("reverse_charge")),
    ]);
    let abroad = records::update(&jana, "invoice", empty.id, None, abroad).await.expect("saved");
    assert_eq!(firm.amount("invoice", &abroad, "tax"), Decimal::ZERO);
    let refused = firm.does("invoice", &abroad, "issue").await;
    assert_eq!(problems(refused), ["tax_case: needs_vat_id"]);
    let moved = Input::of([("stage", text("issued"))]);
    let refused = records::update(&jana, "invoice", empty.id, None, moved).await;
    assert!(problems(refused).contains(&"stage: issued_by_action".to_owned()));
});

scenario!(setting(), the_tax_of_the_day_of_the_supply_holds_at_issue, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let [subject, account] = firm.about();
    let lines = ("lines", Value::of_lines(vec![item("Beratung", "1", "100")]));
    let june = [("invoice_date", day("2020-06-30")), ("supply_from", day("2020-06-30"))];
    let draft = jana.saves("invoice", [subject, account, lines].into_iter().chain(june)).await;
    assert_eq!(firm.amount("invoice", &draft, "tax"), dec("19"));
    // The rate went down on 1 July 2020, while the draft waited.
    let late = [("supply_from", day("2020-07-02"))];
    let draft = firm.changes("invoice", &draft, late).await;
    assert_eq!(firm.amount("invoice", &draft, "tax"), dec("16"));
    let issued = firm.does("invoice", &draft, "issue").await.expect("it is issued");
    assert_eq!(firm.amount("invoice", &issued, "total"), dec("116"));
    let xml = records::output(&jana, "invoice", issued.id, "einvoice.xml").await.expect("XML");
    let read = einvoice::read(&xml.bytes).expect("it is read").invoice;
    assert_eq!(einvoice::totals(&read).due, dec("116"));
});

scenario!(setting(), a_position_out_of_bounds_is_told_at_its_cell, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let [subject, account] = firm.about();
    let wrong = [
        (item("A", "1", "100").with("discount", number("120")), "lines.0.discount", "not_a_share"),
        (item("A", "1", "100").with("discount", number("-1")), "lines.0.discount", "not_a_share"),
        (item("A", "9000000000", "9000000"), "lines.0.quantity", "out_of_range"),
        (item("A", "1", "1.1234567"), "lines.0.unit_price", "too_many_places"),
        (Line::of("item").with("tax_class", text("standard")), "lines.0.name", "required"),
        (Line::of("page"), "lines.0.kind", "not_in_list"),
        (item("A", "1", "1").with("colour", text("red")), "lines.0.colour", "unknown_field"),
        (item("A", "1", "1").with("unit", text("pint")), "lines.0.unit", "not_in_list"),
        (
            item("A", "1", "1").with("item", Value::Link(Link::new("product", RecordId::new()))),
            "lines.0.item",
            "target_not_found",
        ),
    ];
    for (line, place, code) in wrong {
        let values = [subject.clone(), account.clone(), ("lines", Value::of_lines(vec![line]))];
        let refused = records::create(&jana, "invoice", Input::of(values)).await;
        let said = problems(refused);
        assert!(said.contains(&format!("{place}: {code}")), "{said:?}");
    }
});

scenario!(setting(), an_issued_invoice_gives_out_paper_and_electronic_invoice, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let reduced = item("Netz", "3", "33.33").with("discount", number("10"));
    let order = firm.order(vec![item("Beratung", "10", "120"), reduced]).await;
    firm.does("sales_order", &order, "bill").await.expect("a draft");
    let draft = firm.newest("invoice").await;
    let more = Input::of([
        ("discount_rate", number("2")),
        ("cash_discount_days", number("10")),
        ("cash_discount_rate", number("2")),
    ]);
    let draft = records::update(&jana, "invoice", draft.id, None, more).await.expect("saved");
    let none = records::output(&jana, "invoice", draft.id, "einvoice.xml").await;
    assert_eq!(conflict(none), "not_issued");
    let paper = records::output(&jana, "invoice", draft.id, "document.pdf").await.expect("a draft");
    assert!(paper.bytes.starts_with(b"%PDF-"), "drafts can be looked at");
    let issued = firm.issued(&draft).await;

    let xml = records::output(&jana, "invoice", issued.id, "einvoice.xml").await.expect("XML");
    let read = einvoice::read(&xml.bytes).expect("it is read");
    assert!(einvoice::differences(&read).is_empty(), "{:?}", einvoice::differences(&read));
    let totals = einvoice::totals(&read.invoice);
    assert_eq!(totals.due.normalize(), firm.amount("invoice", &issued, "total"));
    assert_eq!(read.invoice.number, jana.value("invoice", &issued, "number").as_text());
    assert_eq!(read.invoice.seller.name, "Birkenau Systemhaus GmbH");

    let paper = records::output(&jana, "invoice", issued.id, "document.pdf").await.expect("paper");
    let (name, within) =
        einvoice::embedded(&paper.bytes).expect("it is read").expect("it is a hybrid");
    assert_eq!((name.as_str(), &within), ("factur-x.xml", &xml.bytes));
    let again = records::output(&jana, "invoice", issued.id, "document.pdf").await.expect("again");
    assert!(again.bytes == paper.bytes, "the same paper every time");
});

scenario!(setting(), an_order_is_not_billed_twice, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Beratung", "10", "120")]).await;
    firm.does("sales_order", &order, "bill").await.expect("a draft");
    let first = firm.newest("invoice").await;
    firm.does("sales_order", &order, "bill").await.expect("the same again");
    let list = records::ListQuery::default();
    let drafts = records::find(&jana, "invoice", &list).await.expect("a list").page.records;
    let second = drafts.iter().find(|draft| draft.id != first.id).expect("the other one").clone();
    firm.issued(&first).await;
    let supplied = Input::of([("supply_from", day("2026-11-20"))]);
    let second = records::update(&jana, "invoice", second.id, None, supplied).await.expect("saved");
    assert_eq!(conflict(firm.does("invoice", &second, "issue").await), "billed_already");
    let second = records::get(&jana, "invoice", second.id).await.expect("it is there");
    assert_eq!(jana.value("invoice", &second, "number"), Value::Empty, "no number is used up");
    let order = records::get(&jana, "sales_order", order.id).await.expect("the order");
    let fewer = Input::of([("lines", Value::of_lines(vec![item("Anderes", "1", "1")]))]);
    let refused = records::update(&jana, "sales_order", order.id, None, fewer).await;
    assert_eq!(problems(refused), ["lines: billed_stays"]);
});

scenario!(setting(), an_invoice_is_cancelled_by_its_document_alone, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Beratung", "10", "120")]).await;
    firm.does("sales_order", &order, "bill").await.expect("a draft");
    let issued = firm.issued(&firm.newest("invoice").await).await;
    let moved = Input::of([("stage", text("cancelled"))]);
    let refused = records::update(&jana, "invoice", issued.id, None, moved).await;
    assert_eq!(problems(refused), ["stage: cancelled_by_action"]);
    let [subject, account] = firm.about();
    let by_hand = [
        subject,
        account,
        ("invoice", link("invoice", &issued)),
        ("supply_from", day("2026-11-20")),
        ("lines", Value::of_lines(vec![item("Beratung", "10", "120")])),
    ];
    let by_hand = jana.saves("cancellation", by_hand).await;
    let refused = firm.does("cancellation", &by_hand, "issue").await;
    assert_eq!(conflict(refused), "cancel_the_invoice");
    let moved = Input::of([("stage", text("paid"))]);
    let moved = records::update(&jana, "invoice", issued.id, None, moved).await;
    assert_eq!(problems(moved), ["stage: paid_by_payments"]);
});

scenario!(setting(), what_changes_around_an_issued_invoice_leaves_it_alone, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let product = jana.saves("product", [("name", text("Server"))]).await;
    let line = Line::of("item")
        .with("item", link("product", &product))
        .with("tax_class", text("standard"))
        .with("quantity", number("1"))
        .with("unit_price", number("100"));
    let order = firm.order(vec![line]).await;
    firm.does("sales_order", &order, "bill").await.expect("a draft");
    let issued = firm.issued(&firm.newest("invoice").await).await;
    let before = records::output(&jana, "invoice", issued.id, "document.pdf").await.expect("paper");
    let cost = Input::of([("cost", testkit::money("60", "EUR"))]);
    records::update(&jana, "product", product.id, None, cost).await.expect("it costs by now");
    let company = firm.newest("company").await;
    let moved =
        Input::of([("name", text("Birkenau SE")), ("iban", text("DE02120300000000202051"))]);
    records::update(&jana, "company", company.id, None, moved).await.expect("another name");
    let free = Input::of([("note", text("Später"))]);
    records::update(&jana, "invoice", issued.id, None, free).await.expect("it can still be noted");
    let after = records::output(&jana, "invoice", issued.id, "document.pdf").await.expect("paper");
    assert!(after.bytes == before.bytes, "the paper is the one that was issued");
    let other = jana.saves("account", [("name", text("Elbtal GmbH & Co. KG"))]).await;
    let losers = vec![firm.account.id];
    let merge = records::Merge { winner: other.id, losers, ..Default::default() };
    records::merge(&jana, "account", merge).await.expect("they are one");
    let turned = records::get(&jana, "invoice", issued.id).await.expect("the invoice");
    assert_eq!(jana.value("invoice", &turned, "account"), link("account", &other));
});

scenario!(setting(), a_supply_within_the_union_says_where_it_went, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let ids = Input::of([("vat_id", text("ATU12345675"))]);
    records::update(&jana, "account", firm.account.id, None, ids).await.expect("saved");
    let [subject, account] = firm.about();
    let address = kernel::Address {
        street: "Ring 1".into(),
        zip: "1010".into(),
        city: "Wien".into(),
        country: "AT".into(),
        ..kernel::Address::default()
    };
    let values = [
        subject,
        account,
        ("address", Value::Address(address)),
        ("tax_case", text("intra_community")),
        ("supply_from", day("2026-11-20")),
        ("lines", Value::of_lines(vec![item("Server", "2", "1000")])),
    ];
    let invoice = jana.saves("invoice", values).await;
    let issued = firm.does("invoice", &invoice, "issue").await.expect("it is issued");
    let xml = records::output(&jana, "invoice", issued.id, "einvoice.xml").await.expect("XML");
    let read = einvoice::read(&xml.bytes).expect("it is read");
    let delivery = read.invoice.delivery.and_then(|delivery| delivery.postal).expect("a place");
    assert_eq!(delivery.country, "AT");
    assert_eq!(firm.amount("invoice", &issued, "tax"), Decimal::ZERO);
});

scenario!(setting(), what_is_taken_back_with_an_order_is_billed_with_it, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let order = firm.order(vec![item("Server", "2", "1000"), item("Altgerät", "-2", "150")]).await;
    firm.does("sales_order", &order, "bill").await.expect("a draft");
    let draft = firm.newest("invoice").await;
    assert_eq!(firm.amount("invoice", &draft, "net"), dec("1700"), "the trade-in is taken off");
    let mut lines = jana.value("invoice", &draft, "lines").lines().to_vec();
    lines.truncate(1);
    let less = Input::of([("lines", Value::of_lines(lines))]);
    let draft = records::update(&jana, "invoice", draft.id, None, less).await.expect("less");
    firm.issued(&draft).await;
    let order = records::get(&jana, "sales_order", order.id).await.expect("the order");
    assert_eq!(jana.value("sales_order", &order, "stage"), text("partly_billed"));
    firm.does("sales_order", &order, "bill").await.expect("what is taken back is left");
    let rest = firm.newest("invoice").await;
    assert_eq!(firm.amount("invoice", &rest, "net"), dec("-300"));
});

scenario!(setting(), what_becomes_of_the_customer_does_not_keep_an_invoice_open, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let ids = Input::of([("vat_id", text("ATU12345675"))]);
    records::update(&jana, "account", firm.account.id, None, ids).await.expect("saved");
    let [subject, account] = firm.about();
    let values = [
        subject,
        account,
        ("tax_case", text("reverse_charge")),
        ("supply_from", day("2026-11-20")),
        ("cash_discount_days", number("10")),
        ("cash_discount_rate", number("2")),
        ("lines", Value::of_lines(vec![item("Beratung", "2", "1000")])),
    ];
    let invoice = jana.saves("invoice", values).await;
    let issued = firm.does("invoice", &invoice, "issue").await.expect("it is issued");
    let xml = records::output(&jana, "invoice", issued.id, "einvoice.xml").await.expect("XML");
    let read = einvoice::read(&xml.bytes).expect("it is read");
    let days: Vec<u32> = read.invoice.terms.discounts.iter().map(|early| early.days).collect();
    assert_eq!(days, [10]);
    let none = Input::of([("vat_id", Value::Empty)]);
    records::update(&jana, "account", firm.account.id, None, none).await.expect("it has none now");
    let line = Line::of("allocation").with("document", link("invoice", &issued));
    let currency = kernel::Currency::EUR;
    let amount = Value::Money(kernel::Money { amount: dec("2000"), currency });
    jana.saves("payment", [("amount", amount), ("lines", Value::of_lines(vec![line]))]).await;
    let paid = records::get(&jana, "invoice", issued.id).await.expect("it is there");
    assert_eq!(jana.value("invoice", &paid, "stage"), text("paid"), "it can be paid");
});
