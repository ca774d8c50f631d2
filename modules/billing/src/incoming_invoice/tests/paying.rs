//! What pays invoices of suppliers, and how far they are paid.

use kernel::{Line, Value};
use records::{Answers, Input, Record};
use testkit::{Sees, conflict, day, link, none, problems, scenario, text};

use super::desk::{Desk, MODULE, dec, euro, number, wholesale, xml};
use crate::offer::setting;

/// Eight monitors at 224.00 with 19 %: 2,132.48.
async fn approved(desk: &Desk<'_>, said: &str) -> Record {
    let record = desk.takes(&xml(&wholesale(said))).await.expect("it is read");
    desk.does(&record, "approve", Answers::default()).await.expect("it is approved")
}

async fn supplier(desk: &Desk<'_>) -> Record {
    let values = [("name", text("Elektro Nord")), ("vat_id", text("DE123456788"))];
    desk.who.saves("vendor", values).await
}

fn part(of: &Record, amount: Option<&str>) -> Line {
    let line = Line::of("allocation").with("document", link(MODULE, of));
    line.with("amount", amount.map_or(Value::Empty, number))
}

scenario!(setting(), an_invoice_of_a_supplier_is_paid_in_parts_with_discount, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let vendor = supplier(&desk).await;
    let record = approved(&desk, "R-1").await;
    assert_eq!(desk.amount(&record, "open_amount"), Some(dec("2132.48")));
    let terms = [("cash_discount_on", day("2026-11-27")), ("cash_discount_rate", number("2"))];
    let record = jana.changes(MODULE, &record, terms).await;

    // 2 % of 2,132.48 are 42.65.
    let proposed = records::propose(&jana, MODULE, record.id, "pay").await.expect("proposed");
    assert_eq!(*proposed.get("amount"), euro("2089.83"));
    assert_eq!(*proposed.get("discount"), euro("42.65"));
    let mut some = proposed.clone();
    some.0.insert("amount".into(), euro("1000"));
    some.0.insert("discount".into(), none());
    let record = desk.does(&record, "pay", some).await.expect("some of it is paid");
    assert_eq!(desk.value(&record, "stage"), text("partly_paid"));
    assert_eq!(desk.amount(&record, "open_amount"), Some(dec("1132.48")));
    let mut rest = proposed;
    rest.0.insert("amount".into(), euro("1089.83"));
    let record = desk.does(&record, "pay", rest).await.expect("the rest is paid");
    assert_eq!(desk.value(&record, "stage"), text("paid"));
    assert_eq!(desk.value(&record, "payments").lines().len(), 2);

    let paid = jana.lists("payment", "amount = -1089.83", "amount").await;
    assert_eq!(paid, ["ZE-2026-00002 Elektro Großhandel Nord"], "money that went, to whom");
    let of_vendor = format!("vendor = \"{}\"", vendor.id);
    assert_eq!(jana.lists("payment", &of_vendor, "paid_on").await.len(), 2);
});

scenario!(setting(), a_payment_to_a_supplier_settles_until_it_is_taken_back, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    supplier(&desk).await;
    let (one, other) = (approved(&desk, "R-1").await, approved(&desk, "R-2").await);
    let lines = |parts: Vec<Line>| ("lines", Value::of_lines(parts));
    let both = [("amount", euro("-3000")), lines(vec![part(&one, None), part(&other, None)])];
    let payment = jana.saves("payment", both).await;
    assert_eq!(desk.value(&jana.reads(MODULE, &one).await, "stage"), text("paid"));
    let rest = jana.reads(MODULE, &other).await;
    assert_eq!(desk.amount(&rest, "open_amount"), Some(dec("1264.96")));
    for (amount, parts, said) in [
        ("1300", vec![part(&other, Some("1264.96"))], "lines.0.amount: more_than_open"),
        ("-1300", vec![part(&other, Some("-1300"))], "lines.0.amount: more_than_open"),
        ("-100", vec![part(&one, Some("-100"))], "lines.0.amount: more_than_open"),
    ] {
        let input = Input::of([("amount", euro(amount)), lines(parts)]);
        assert_eq!(problems(records::create(&jana, "payment", input).await), [said]);
    }
    records::trash(&jana, "payment", payment.id, None).await.expect("it goes");
    let open = jana.reads(MODULE, &one).await;
    assert_eq!(desk.value(&open, "stage"), text("approved"));
    assert_eq!(desk.amount(&open, "open_amount"), Some(dec("2132.48")));
    let by_hand = Input::of([("stage", text("paid"))]);
    let refused = records::update(&jana, MODULE, open.id, None, by_hand).await;
    assert_eq!(problems(refused), ["stage: paid_by_payments"]);
});

scenario!(setting(), credit_of_a_supplier_comes_in, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    supplier(&desk).await;
    let mut credit = wholesale("G-1");
    credit.kind = einvoice::Kind::CreditNote;
    let record = desk.takes(&xml(&credit)).await.expect("it is read");
    assert_eq!(desk.value(&record, "open_amount"), none(), "nobody has approved it");
    let record = desk.does(&record, "approve", Answers::default()).await.expect("approved");
    assert_eq!(desk.amount(&record, "open_amount"), Some(dec("-2132.48")));
    let came = Answers::of([
        ("amount", euro("2132.48")),
        ("paid_on", day("2026-11-23")),
        ("method", text("transfer")),
    ]);
    assert_eq!(problems(desk.does(&record, "pay", came).await), ["amount: other_way"]);
    let lines = Value::of_lines(vec![part(&record, None)]);
    jana.saves("payment", [("amount", euro("2132.48")), ("lines", lines)]).await;
    assert_eq!(desk.value(&jana.reads(MODULE, &record).await, "stage"), text("paid"));
});

scenario!(setting(), money_that_came_back_opens_what_it_settled, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    supplier(&desk).await;
    let record = approved(&desk, "R-1").await;
    let lines = Value::of_lines(vec![part(&record, None)]);
    let values = [("amount", euro("-2132.48")), ("paid_on", day("2026-11-20")), ("lines", lines)];
    let payment = jana.saves("payment", values).await;
    let run = kernel::RecordId::new().0;
    let returns = async |said: Answers| {
        records::act(&jana.in_run(run), "payment", (payment.id, None), "return", said).await
    };
    let on = |text: &str| ("returned_on", day(text));
    for (said, problem) in [
        (vec![on("2026-11-24")], "returned_on: not_yet"),
        (vec![on("2026-11-19")], "returned_on: before_payment"),
        (vec![on("2026-11-23"), ("fee", euro("-1"))], "fee: not_positive"),
    ] {
        assert_eq!(problems(returns(Answers::of(said)).await), [problem]);
    }
    let moved = Input::of([("stage", text("returned"))]);
    let refused = records::update(&jana, "payment", payment.id, None, moved).await;
    assert_eq!(problems(refused), ["stage: returned_by_action"]);
    let said = Answers::of([on("2026-11-23"), ("fee", euro("3.50")), ("reason", text("AC04"))]);
    let back = returns(said).await.expect("it came back");
    assert_eq!(jana.value("payment", &back, "return_fee"), euro("3.50"));
    assert_eq!(desk.value(&jana.reads(MODULE, &record).await, "stage"), text("approved"));
    records::undo_own_run(&jana, run).await.expect("it is taken back");
    assert_eq!(desk.value(&jana.reads(MODULE, &record).await, "stage"), text("paid"));

    let offset = [("amount", euro("0")), ("method", text("offset"))];
    let offset = jana.saves("payment", offset).await;
    let said = Answers::of([on("2026-11-23")]);
    let none_moved = records::act(&jana, "payment", (offset.id, None), "return", said).await;
    assert_eq!(conflict(none_moved), "no_money_moved");
});
