//! What holds for every order: nothing twice, nothing by hand, everything taken back.

use kernel::Value;
use records::{Answers, Input, Record, Work};
use testkit::{Person, Sees, conflict, day, problems, scenario, text};

use super::desk::{Desk, euro, pays, setting, within};

const MODULE: &str = "payment_order";

scenario!(setting(), a_document_stands_in_one_open_order, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let invoice = desk.owes(("R-1", "100"), []).await;
    desk.does("incoming_invoice", &invoice, "transfer").await;
    let again = desk.acts("incoming_invoice", &invoice, ("transfer", [])).await;
    assert_eq!(conflict(again), "ordered_already");
    let line = || Value::of_lines(vec![pays("incoming_invoice", &invoice)]);
    let other = Input::of([("subject", text("Noch einmal")), ("lines", line())]);
    let refused = records::create(&jana, MODULE, other.clone()).await;
    assert_eq!(problems(refused), ["lines.0.document: ordered_already"]);
    let twice = Value::of_lines(vec![
        pays("incoming_invoice", &invoice),
        pays("incoming_invoice", &invoice),
    ]);
    let order = desk.newest(MODULE).await;
    let twice = desk.tries(MODULE, &order, [("lines", twice)]).await;
    assert_eq!(problems(twice), ["lines.1.document: named_twice"]);
    // Somebody else begins an order of their own.
    let ben = scene.as_user("ben", Sees::All).await;
    let more = desk.owes(("R-2", "50"), []).await;
    let theirs = records::act(&ben, "incoming_invoice", (more.id, None), "transfer", said([]));
    theirs.await.expect("it is ordered");
    assert_eq!(jana.lists(MODULE, "", "created_at").await.len(), 2);

    let order = desk.does(MODULE, &order, "approve").await;
    let refused = records::create(&jana, MODULE, other.clone()).await;
    assert_eq!(problems(refused), ["lines.0.document: ordered_already"]);
    let why = ("reason", text("Falsches Konto"));
    let without = desk.acts(MODULE, &order, ("cancel", [])).await;
    assert_eq!(problems(without), ["reason: required"]);
    desk.acts(MODULE, &order, ("cancel", [why])).await.expect("called off");
    records::create(&jana, MODULE, other).await.expect("it is free again");
});

fn said<'v>(values: impl IntoIterator<Item = (&'v str, Value)>) -> Answers {
    Answers::of(values)
}

scenario!(setting(), an_invoice_that_was_cancelled_is_not_collected, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    desk.mandate([]).await;
    let invoice = desk.bills("100", []).await;
    desk.does("invoice", &invoice, "collect").await;
    let why = [("reason", text("Doppelt berechnet"))];
    desk.acts("invoice", &invoice, ("cancel", why)).await.expect("cancelled");
    let order = desk.newest(MODULE).await;
    let refused = desk.acts(MODULE, &order, ("approve", [])).await;
    assert_eq!(problems(refused), ["lines.0.document: ordered_paid"]);
    let draft = desk.drafts("50", []).await;
    let wrong = desk.acts("invoice", &draft, ("collect", [])).await;
    assert_eq!(conflict(wrong), "wrong_stage");
});

scenario!(setting(), only_actions_move_an_order_and_what_is_approved_stays, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let empty = jana.saves(MODULE, [("subject", text("Leer"))]).await;
    let refused = desk.acts(MODULE, &empty, ("approve", [])).await;
    assert_eq!(problems(refused), ["lines: nothing_to_order"]);
    let wrong_way = desk.bills("100", []).await;
    let lines = Value::of_lines(vec![pays("invoice", &wrong_way)]);
    let refused = desk.tries(MODULE, &empty, [("lines", lines)]).await;
    assert_eq!(problems(refused), ["lines.0.document: only_paid"]);
    for (stage, said) in [
        ("approved", "stage: ordered_by_action"),
        ("cancelled", "stage: order_cancelled_by_action"),
    ] {
        let moved = desk.tries(MODULE, &empty, [("stage", text(stage))]).await;
        assert_eq!(problems(moved), [said]);
    }
    let invoice = desk.owes(("R-1", "100"), []).await;
    desk.does("incoming_invoice", &invoice, "transfer").await;
    let order = desk.newest(MODULE).await;
    let order = desk.does(MODULE, &order, "approve").await;
    let later = desk.tries(MODULE, &order, [("execute_on", day("2026-12-01"))]).await;
    assert_eq!(problems(later), ["execute_on: frozen"]);
    let fewer = desk.tries(MODULE, &order, [("lines", Value::Empty)]).await;
    assert_eq!(problems(fewer), ["lines: frozen"]);
    assert!(records::trash(&jana, MODULE, order.id, None).await.is_err(), "it is kept");
});

scenario!(setting(), what_was_booked_is_taken_back_as_one, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let (one, two) = (desk.owes(("R-1", "100"), []).await, desk.owes(("R-2", "200"), []).await);
    for invoice in [&one, &two] {
        desk.does("incoming_invoice", invoice, "transfer").await;
    }
    let order = desk.newest(MODULE).await;
    let order = desk.does(MODULE, &order, "approve").await;
    let order = desk.does(MODULE, &order, "mark_sent").await;
    // One was paid by hand meanwhile: what the bank did stays as credit with its payment.
    let by_hand =
        [("amount", euro("119")), ("paid_on", day("2026-11-23")), ("method", text("cash"))];
    desk.acts("incoming_invoice", &one, ("pay", by_hand)).await.expect("paid by hand");
    let run = kernel::RecordId::new().0;
    let booked = records::act(&jana.in_run(run), MODULE, (order.id, None), "book", said([])).await;
    booked.expect("booked");
    assert_eq!(jana.lists("payment", "unallocated = -119", "amount").await.len(), 1);
    assert_eq!(desk.now("incoming_invoice", &two, "stage").await, text("paid"));
    records::undo_own_run(&jana, run).await.expect("it is taken back");
    assert_eq!(desk.now(MODULE, &order, "stage").await, text("sent"));
    assert_eq!(desk.now("incoming_invoice", &two, "stage").await, text("approved"));
    assert_eq!(desk.now("incoming_invoice", &one, "stage").await, text("paid"));
    assert_eq!(jana.lists("payment", "", "amount").await.len(), 1, "the one by hand");
});

/// Takes in a statement with one entry that names nobody.
async fn takes_in(who: &Person, amount: &str) -> Record {
    let table = format!(
        "Buchungstag;Wertstellung;Auftraggeber/Empfänger;IBAN;Verwendungszweck;Betrag;Währung\n\
         24.11.2026;24.11.2026;;;SAMMELUEBERWEISUNG;{amount};EUR"
    );
    let input = records::read_file(who, "bank_statement", table.into_bytes().into()).await;
    let input = input.expect("it is read");
    let place = move |work: &mut Work<'_, '_>| work.take_in("bank_statement", input.clone());
    records::within(who, place).await.expect("it is placed")
}

scenario!(setting(), a_batch_that_the_bank_booked_as_one_is_known_again, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    for (number, net) in [("R-1", "100"), ("R-2", "200"), ("R-3", "200")] {
        let invoice = desk.owes((number, net), []).await;
        desk.does("incoming_invoice", &invoice, "transfer").await;
    }
    let order = desk.newest(MODULE).await;
    let order = desk.does(MODULE, &order, "approve").await;
    let file = desk.file(&order).await;
    let order = desk.does(MODULE, &order, "mark_sent").await;
    desk.does(MODULE, &order, "book").await;
    // 119 and twice 238 are 595.
    let statement = takes_in(&jana, "-595,00").await;
    assert_eq!(jana.lists("payment", "", "amount").await.len(), 3, "nothing is booked twice");
    let line = desk.value("bank_statement", &statement, "lines").lines()[0].clone();
    let batch = line.cell("counterpart").as_text().to_owned();
    assert_eq!(within(&file, "PmtInfId"), [batch]);
    let known = jana.lists("payment", "fingerprint is not empty", "amount").await;
    assert_eq!(known.len(), 3, "each of them is known");
    takes_in(&jana, "-595,00").await;
    assert_eq!(jana.lists("payment", "", "amount").await.len(), 3, "a statement comes twice");
    takes_in(&jana, "-357,00").await;
    let proposed = jana.lists("payment", "stage = \"proposed\"", "amount").await;
    assert_eq!(proposed.len(), 1, "no batch comes to that");
});
