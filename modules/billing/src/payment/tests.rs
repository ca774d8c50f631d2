//! How documents are paid, as stories.

use kernel::{Decimal, Line, Link, Value};
use records::{Answers, Record};
use testkit::{Sees, conflict, day, link, number, problems, scenario, text};

use crate::firm::{Firm, dec, item, money};
use crate::offer::setting;

/// A part of a payment for a document, the whole of what is open where nothing is said.
fn part(module: &str, document: &Record, amount: Option<&str>) -> Line {
    let line = Line::of("allocation").with("document", Value::Link(Link::new(module, document.id)));
    amount.map_or(line.clone(), |amount| line.with("amount", number(amount)))
}

fn lines(parts: impl IntoIterator<Item = Line>) -> (&'static str, Value) {
    ("lines", Value::of_lines(parts.into_iter().collect()))
}

scenario!(setting(), an_invoice_is_paid_in_parts_and_with_cash_discount, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let terms = [("cash_discount_days", number("10")), ("cash_discount_rate", number("2"))];
    let invoice = firm.writes("invoice", vec![item("Beratung", "10", "120")], terms).await;
    assert_eq!(firm.amount("invoice", &invoice, "open_amount"), dec("1428"));
    let proposed = records::propose(&jana, "invoice", invoice.id, "pay").await.expect("proposed");
    assert_eq!(*proposed.get("discount"), money("28.56"));
    assert_eq!(*proposed.get("amount"), money("1399.44"));

    let some = Answers::of([
        ("amount", money("500")),
        ("paid_on", day("2026-11-25")),
        ("method", text("transfer")),
    ]);
    let paid = records::act(&jana, "invoice", (invoice.id, None), "pay", some).await.expect("paid");
    assert_eq!(jana.value("invoice", &paid, "stage"), text("partly_paid"));
    assert_eq!(firm.amount("invoice", &paid, "paid_amount"), dec("500"));
    assert_eq!(firm.amount("invoice", &paid, "open_amount"), dec("928"));
    assert_eq!(jana.value("invoice", &paid, "paid_on"), Value::Empty);

    let rest = Answers::of([
        ("amount", money("909.44")),
        ("discount", money("18.56")),
        ("paid_on", day("2026-11-27")),
        ("method", text("transfer")),
    ]);
    let paid = records::act(&jana, "invoice", (invoice.id, None), "pay", rest).await.expect("paid");
    assert_eq!(jana.value("invoice", &paid, "stage"), text("paid"));
    assert_eq!(firm.amount("invoice", &paid, "open_amount"), Decimal::ZERO);
    assert_eq!(jana.value("invoice", &paid, "paid_on"), day("2026-11-27"));
    let settled = jana.value("invoice", &paid, "payments").lines().to_vec();
    assert_eq!(settled.len(), 2);
    let payment = firm.newest("payment").await;
    assert_eq!(*settled[1].cell("document"), link("payment", &payment));
    assert_eq!(jana.value("payment", &payment, "account"), link("account", &firm.account));
    assert_eq!(firm.amount("payment", &payment, "unallocated"), Decimal::ZERO);
});

scenario!(setting(), one_payment_settles_several_invoices_and_lets_them_go_again, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let one = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    let two = firm.writes("invoice", vec![item("Reise", "1", "50")], []).await;
    let parts = lines([part("invoice", &one, None), part("invoice", &two, None)]);
    let payment = jana.saves("payment", [("amount", money("150")), parts]).await;
    let held = jana.value("payment", &payment, "lines").lines().to_vec();
    assert_eq!(*held[0].cell("amount"), number("119"));
    assert_eq!(*held[1].cell("amount"), number("31"), "it reaches no further");
    assert_eq!(jana.value("payment", &payment, "account"), link("account", &firm.account));
    assert_eq!(jana.value("invoice", &firm.now("invoice", &one).await, "stage"), text("paid"));
    let second = firm.now("invoice", &two).await;
    assert_eq!(firm.amount("invoice", &second, "open_amount"), dec("28.5"));

    let less = lines([part("invoice", &two, Some("59.5"))]);
    firm.tries("payment", &payment, [less]).await.expect("it goes elsewhere");
    assert_eq!(jana.value("invoice", &firm.now("invoice", &one).await, "stage"), text("issued"));
    assert_eq!(jana.value("invoice", &firm.now("invoice", &two).await, "stage"), text("paid"));
    let payment = firm.now("payment", &payment).await;
    assert_eq!(firm.amount("payment", &payment, "unallocated"), dec("90.5"));

    records::trash(&jana, "payment", payment.id, None).await.expect("to the bin");
    let second = firm.now("invoice", &two).await;
    assert_eq!(jana.value("invoice", &second, "stage"), text("issued"));
    assert_eq!(firm.amount("invoice", &second, "open_amount"), dec("59.5"));
    records::restore(&jana, "payment", payment.id).await.expect("it comes back");
    assert_eq!(jana.value("invoice", &firm.now("invoice", &two).await, "stage"), text("paid"));
});

scenario!(setting(), nothing_is_paid_twice_and_nothing_more_than_is_open, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    let pays = || {
        let values = [("amount", money("119")), lines([part("invoice", &invoice, Some("119"))])];
        records::create(&jana, "payment", records::Input::of(values))
    };
    let (one, other) = tokio::join!(pays(), pays());
    let (fine, refused) = if one.is_ok() { (one, other) } else { (other, one) };
    fine.expect("one of both is booked");
    let said = problems(refused);
    assert_eq!(said.len(), 1, "{said:?}");
    let place = said
        .iter()
        .any(|one| one == "lines.0.amount: more_than_open" || one == "lines.0.document: not_open");
    assert!(place, "{said:?}");
    let paid = firm.now("invoice", &invoice).await;
    assert_eq!(firm.amount("invoice", &paid, "paid_amount"), dec("119"));
    assert_eq!(jana.value("invoice", &paid, "payments").lines().len(), 1);
});

scenario!(setting(), what_was_paid_too_much_waits_for_another_invoice, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let one = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    let answers = Answers::of([
        ("amount", money("200")),
        ("paid_on", day("2026-11-25")),
        ("method", text("transfer")),
    ]);
    records::act(&jana, "invoice", (one.id, None), "pay", answers).await.expect("paid");
    let payment = firm.newest("payment").await;
    assert_eq!(firm.amount("payment", &payment, "unallocated"), dec("81"));
    let two = firm.writes("invoice", vec![item("Reise", "1", "50")], []).await;
    let parts = lines([part("invoice", &one, Some("119")), part("invoice", &two, None)]);
    let payment = firm.tries("payment", &payment, [parts]).await.expect("it is allocated");
    assert_eq!(firm.amount("payment", &payment, "unallocated"), dec("21.5"));
    assert_eq!(jana.value("invoice", &firm.now("invoice", &two).await, "stage"), text("paid"));
});

scenario!(
    setting(),
    a_credit_note_settles_what_it_corrects_and_the_rest_is_paid_out,
    async |scene| {
        let jana = scene.as_user("jana", Sees::All).await;
        let firm = Firm::of(&jana).await;
        let invoice = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
        let answers = Answers::of([
            ("amount", money("100")),
            ("paid_on", day("2026-11-25")),
            ("method", text("transfer")),
        ]);
        records::act(&jana, "invoice", (invoice.id, None), "pay", answers).await.expect("paid");
        let corrects = [("invoice", link("invoice", &invoice))];
        let credit = firm.writes("credit_note", vec![item("Beratung", "1", "60")], corrects).await;
        // 71.40 of credit, of which 19.00 settle what was open.
        assert_eq!(firm.amount("credit_note", &credit, "open_amount"), dec("52.4"));
        assert_eq!(jana.value("credit_note", &credit, "stage"), text("partly_paid"));
        let settled = firm.now("invoice", &invoice).await;
        assert_eq!(jana.value("invoice", &settled, "stage"), text("paid"));

        let out = [("amount", money("-52.40")), lines([part("credit_note", &credit, None)])];
        let payment = jana.saves("payment", out).await;
        assert_eq!(firm.amount("payment", &payment, "unallocated"), Decimal::ZERO);
        let credit = firm.now("credit_note", &credit).await;
        assert_eq!(jana.value("credit_note", &credit, "stage"), text("paid"));
    }
);

scenario!(setting(), credit_is_offset_against_another_invoice_without_money, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let paid = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    let all = [("amount", money("119")), lines([part("invoice", &paid, None)])];
    jana.saves("payment", all).await;
    let corrects = [("invoice", link("invoice", &paid))];
    let credit = firm.writes("credit_note", vec![item("Beratung", "1", "50")], corrects).await;
    let other = firm.writes("invoice", vec![item("Reise", "1", "80")], []).await;
    let parts =
        [part("invoice", &other, Some("59.5")), part("credit_note", &credit, Some("-59.5"))];
    let values = [("amount", money("0")), ("method", text("offset")), lines(parts)];
    jana.saves("payment", values).await;
    let other = firm.now("invoice", &other).await;
    assert_eq!(firm.amount("invoice", &other, "open_amount"), dec("35.7"));
    let credit = firm.now("credit_note", &credit).await;
    assert_eq!(firm.amount("credit_note", &credit, "open_amount"), Decimal::ZERO);
});

scenario!(setting(), what_is_in_favour_of_the_customer_is_paid_out, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let back = vec![item("Server", "1", "40"), item("Altgerät", "-1", "100")];
    let invoice = firm.writes("invoice", back, []).await;
    assert_eq!(firm.amount("invoice", &invoice, "open_amount"), dec("-71.4"));
    let pays = async |amount: &str| {
        let said = Answers::of([
            ("amount", money(amount)),
            ("paid_on", day("2026-11-25")),
            ("method", text("transfer")),
        ]);
        records::act(&jana, "invoice", (invoice.id, None), "pay", said).await
    };
    assert_eq!(problems(pays("71.40").await), ["amount: other_way"]);
    assert_eq!(problems(pays("0").await), ["amount: other_way"]);
    pays("-50").await.expect("some of it goes out");
    let rest = firm.now("invoice", &invoice).await;
    assert_eq!(firm.amount("invoice", &rest, "open_amount"), dec("-21.4"));
    let paid = pays("-21.40").await.expect("the rest goes out");
    assert_eq!(jana.value("invoice", &paid, "stage"), text("paid"));
});

scenario!(setting(), how_far_it_is_paid_is_not_said_by_hand, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    let moved = firm.tries("invoice", &invoice, [("stage", text("paid"))]).await;
    assert_eq!(problems(moved), ["stage: paid_by_payments"]);
    let some = [("amount", money("19")), lines([part("invoice", &invoice, None)])];
    let payment = jana.saves("payment", some).await;
    let why = Answers::of([("reason", text("Falscher Empfänger"))]);
    let cancelled = records::act(&jana, "invoice", (invoice.id, None), "cancel", why.clone()).await;
    assert_eq!(conflict(cancelled), "has_payments");
    firm.tries("payment", &payment, [("lines", Value::Empty)]).await.expect("it is let go");
    records::act(&jana, "invoice", (invoice.id, None), "cancel", why).await.expect("cancelled");
    let again = firm.tries("payment", &payment, [lines([part("invoice", &invoice, Some("19"))])]);
    assert_eq!(problems(again.await), ["lines.0.document: not_open"]);
});

scenario!(setting(), a_proposed_payment_settles_nothing_until_it_is_booked, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    let values = [
        ("amount", money("119")),
        ("stage", text("proposed")),
        lines([part("invoice", &invoice, None)]),
    ];
    let payment = jana.saves("payment", values).await;
    let still = firm.now("invoice", &invoice).await;
    assert_eq!(firm.amount("invoice", &still, "open_amount"), dec("119"));
    let booked = [("stage", text("booked"))];
    firm.tries("payment", &payment, booked).await.expect("booked");
    assert_eq!(jana.value("invoice", &firm.now("invoice", &invoice).await, "stage"), text("paid"));
    let entry = records::history(&jana, "payment", payment.id, None, 1).await.expect("a history");
    records::undo(&jana, entry[0].id).await.expect("taken back");
    let open = firm.now("invoice", &invoice).await;
    assert_eq!(firm.amount("invoice", &open, "open_amount"), dec("119"));
});

scenario!(setting(), what_is_wrong_with_a_payment_is_told_at_its_place, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = firm.writes("invoice", vec![item("Beratung", "1", "100")], []).await;
    let francs = [("currency", text("CHF"))];
    let swiss = firm.writes("invoice", vec![item("Beratung", "1", "100")], francs).await;
    let one = |amount: &str| part("invoice", &invoice, Some(amount));
    let off = one("100").with("discount", number("-1"));
    for (amount, parts, said) in [
        ("100", vec![one("119")], "lines.0.amount: more_than_paid"),
        ("500", vec![one("200")], "lines.0.amount: more_than_open"),
        ("100", vec![one("50"), one("50")], "lines.1.document: named_twice"),
        ("100", vec![part("invoice", &swiss, Some("50"))], "lines.0.document: other_currency"),
        ("100", vec![off], "lines.0.discount: no_discount_here"),
        ("0", vec![], "amount: required"),
        ("-10", vec![one("-10")], "lines.0.amount: more_than_open"),
    ] {
        let values = [("amount", money(amount)), lines(parts)];
        let refused = records::create(&jana, "payment", records::Input::of(values)).await;
        assert_eq!(problems(refused), [said]);
    }
    let unfinished = firm.now("invoice", &invoice).await;
    assert_eq!(firm.amount("invoice", &unfinished, "paid_amount"), Decimal::ZERO);
});
