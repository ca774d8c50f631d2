//! Periods that are closed, as stories.

use kernel::{Line, Link, Value};
use records::{Answers, Record};
use testkit::{Person, Scene, Sees, day, link, problems, scenario, text};

use crate::firm::{Firm, item, money};
use crate::offer::setting;

/// The administrator closes everything up to a day.
async fn closes(scene: &Scene, firm: &Firm<'_>, until: &str) {
    let admin = scene.as_admin().await;
    let company = firm.newest("company").await;
    let said = Answers::of([("until", day(until))]);
    let closed = records::act(&admin, "company", (company.id, None), "close_period", said).await;
    closed.expect("it is closed");
}

async fn draft(firm: &Firm<'_>, on: &str) -> Record {
    let [subject, account] = firm.about();
    let lines = Value::of_lines(vec![item("Beratung", "1", "100")]);
    let dates = [("invoice_date", day(on)), ("supply_from", day(on))];
    let values = [subject, account, ("lines", lines)].into_iter().chain(dates);
    firm.who.saves("invoice", values).await
}

scenario!(setting(), nothing_is_issued_in_a_closed_period, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    closes(&scene, &firm, "2026-10-31").await;
    let late = draft(&firm, "2026-10-31").await;
    let refused = firm.does("invoice", &late, "issue").await;
    assert_eq!(problems(refused), ["invoice_date: period_closed"]);
    let now = firm.now("invoice", &late).await;
    assert_eq!(jana.value("invoice", &now, "number"), Value::Empty, "no number is lost");
    firm.changes("invoice", &late, [("invoice_date", day("2026-11-01"))]).await;
    let issued = firm.does("invoice", &late, "issue").await.expect("it is issued");
    assert!(jana.value("invoice", &issued, "number").as_text().ends_with("-00001"));

    let [subject, account] = firm.about();
    let lines = Value::of_lines(vec![item("Beratung", "1", "10")]);
    let credit = [subject, account, ("lines", lines), ("invoice", link("invoice", &issued))];
    let dates = [("invoice_date", day("2026-10-01")), ("supply_from", day("2026-10-01"))];
    let credit = jana.saves("credit_note", credit.into_iter().chain(dates)).await;
    let refused = firm.does("credit_note", &credit, "issue").await;
    assert_eq!(problems(refused), ["invoice_date: period_closed"]);
    let before = firm.tries("invoice", &issued, [("invoice_date", day("2026-10-01"))]).await;
    assert!(problems(before).contains(&"invoice_date: frozen".to_owned()));
});

scenario!(setting(), payments_of_a_closed_period_stay_as_they_are, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let invoice = firm.writes("invoice", vec![item("Beratung", "10", "120")], []).await;
    let said =
        |on: &str| [("amount", money("500")), ("paid_on", day(on)), ("method", text("transfer"))];
    firm.answers("invoice", &invoice, ("pay", said("2026-10-15"))).await.expect("it is paid");
    let payment = firm.newest("payment").await;
    closes(&scene, &firm, "2026-10-31").await;

    let refused = firm.answers("invoice", &invoice, ("pay", said("2026-10-31"))).await;
    assert_eq!(problems(refused), ["paid_on: period_closed"]);
    for change in [("amount", money("600")), ("paid_on", day("2026-11-02"))] {
        let refused = firm.tries("payment", &payment, [change]).await;
        assert_eq!(problems(refused), ["paid_on: period_closed"]);
    }
    firm.changes("payment", &payment, [("note", text("Beleg liegt bei"))]).await;
    let gone = records::trash(&jana, "payment", payment.id, None).await;
    assert_eq!(problems(gone), ["paid_on: period_closed"]);
    let undone = jana.recalls("payment", &payment).await;
    assert_eq!(undone, ["updated", "created"]);

    // What comes later settles what was issued before; how far it is paid is no part of the period.
    firm.answers("invoice", &invoice, ("pay", said("2026-11-01"))).await.expect("it is paid");
    let late = firm.newest("payment").await;
    let moved = firm.tries("payment", &late, [("paid_on", day("2026-10-31"))]).await;
    assert_eq!(problems(moved), ["paid_on: period_closed"]);
    records::trash(&jana, "payment", late.id, None).await.expect("the new period is open");
    let back = records::restore(&jana, "payment", late.id).await.expect("and it comes back");
    assert_eq!(jana.value("payment", &back, "stage"), text("booked"));
});

/// A payment that a person is still to book.
async fn proposed(firm: &Firm<'_>, invoice: &Record, on: &str) -> Record {
    let part =
        Line::of("allocation").with("document", Value::Link(Link::new("invoice", invoice.id)));
    let values = [
        ("amount", money("119")),
        ("paid_on", day(on)),
        ("stage", text("proposed")),
        ("lines", Value::of_lines(vec![part])),
    ];
    firm.who.saves("payment", values).await
}

scenario!(
    setting(),
    proposals_and_letters_of_a_closed_period_wait_for_another_day,
    async |scene| {
        let jana = scene.as_user("jana", Sees::All).await;
        let firm = Firm::of(&jana).await;
        let old = [("invoice_date", day("2026-09-01"))];
        let invoice = firm.writes("invoice", vec![item("Beratung", "1", "100")], old).await;
        let payment = proposed(&firm, &invoice, "2026-10-30").await;
        dunned(&jana).await;
        let letter = firm.newest("dunning_letter").await;
        closes(&scene, &firm, "2026-11-23").await;
        let refused = firm.does("payment", &payment, "book").await;
        assert_eq!(problems(refused), ["paid_on: period_closed"]);
        let refused = firm.does("dunning_letter", &letter, "approve").await;
        assert_eq!(problems(refused), ["letter_date: period_closed"]);
        scene.after_hours(24);
        firm.does("dunning_letter", &letter, "approve").await.expect("the next day is open");
        firm.changes("payment", &payment, [("paid_on", day("2026-11-24"))]).await;
        firm.does("payment", &payment, "book").await.expect("it is booked");
    }
);

async fn dunned(who: &Person) {
    for (module, errand) in
        [("dunning_level", "lay_in"), ("base_rate", "lay_in"), ("dunning_letter", "propose")]
    {
        records::run_errand(who, module, errand).await.expect("it is run");
    }
}

scenario!(setting(), what_suppliers_bill_is_not_approved_in_a_closed_period, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let firm = Firm::of(&jana).await;
    let vendor = jana.saves("vendor", [("name", text("Nordwerk"))]).await;
    let line = Line::of("item")
        .with("name", text("Papier"))
        .with("quantity", testkit::number("1"))
        .with("unit_price", testkit::number("50"))
        .with("tax_category", text("s"))
        .with("tax_rate", testkit::number("19"));
    let values = [
        ("vendor", link("vendor", &vendor)),
        ("vendor_number", text("4711")),
        ("invoice_date", day("2026-10-20")),
        ("lines", Value::of_lines(vec![line])),
    ];
    let bill = jana.saves("incoming_invoice", values).await;
    closes(&scene, &firm, "2026-10-31").await;
    let refused = firm.does("incoming_invoice", &bill, "approve").await;
    assert_eq!(problems(refused), ["invoice_date: period_closed"]);
    let admin = scene.as_admin().await;
    let company = firm.newest("company").await;
    let said = Answers::of([("reason", text("Eingang im Oktober"))]);
    let opened = records::act(&admin, "company", (company.id, None), "reopen_period", said).await;
    opened.expect("it is open again");
    firm.does("incoming_invoice", &bill, "approve").await.expect("it is approved");
    closes(&scene, &firm, "2026-10-31").await;
    let bill = firm.now("incoming_invoice", &bill).await;
    let open = jana.value("incoming_invoice", &bill, "open_amount");
    let paid =
        |on: &str| [("paid_on", day(on)), ("amount", open.clone()), ("method", text("transfer"))];
    let refused = firm.answers("incoming_invoice", &bill, ("pay", paid("2026-10-31"))).await;
    assert_eq!(problems(refused), ["paid_on: period_closed"]);
    let late = paid("2026-11-02");
    firm.answers("incoming_invoice", &bill, ("pay", late)).await.expect("it is paid");
});
