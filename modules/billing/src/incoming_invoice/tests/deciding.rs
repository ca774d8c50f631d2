//! What is approved, refused and paid.

use kernel::{Error, Value};
use records::{Answers, Input, Record};
use testkit::{Sees, conflict, day, problems, scenario, text};

use super::desk::{Desk, MODULE, euro, wholesale, xml};
use crate::offer::setting;

async fn arrived(desk: &Desk<'_>) -> Record {
    let vendor = [("name", text("Elektro Nord")), ("vat_id", text("DE123456788"))];
    desk.who.saves("vendor", vendor).await;
    desk.takes(&xml(&wholesale("R-1"))).await.expect("it is read")
}

scenario!(setting(), an_approved_invoice_is_frozen_but_for_its_payment, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let record = arrived(&desk).await;
    let record = desk.does(&record, "check", Answers::default()).await.expect("it is checked");
    assert_eq!(desk.value(&record, "stage"), text("checked"));
    let record = desk.does(&record, "approve", Answers::default()).await.expect("it is approved");
    assert_eq!(desk.value(&record, "stage"), text("approved"));
    assert_eq!(desk.value(&record, "approved_by"), Value::Principal(jana.id));
    let frozen = Input::of([("subject", text("Anders"))]);
    let refused = records::update(&jana, MODULE, record.id, None, frozen).await;
    assert_eq!(problems(refused), ["subject: frozen"]);
    let moved = Input::of([("vendor", Value::Empty)]);
    let refused = records::update(&jana, MODULE, record.id, None, moved).await;
    assert_eq!(problems(refused), ["vendor: frozen"]);
    assert!(records::trash(&jana, MODULE, record.id, None).await.is_err(), "it stays");
    let record = jana.changes(MODULE, &record, [("due_on", day("2026-12-24"))]).await;
    let early = paid("2132.48", "2026-12-24");
    assert_eq!(problems(desk.does(&record, "pay", early).await), ["paid_on: not_yet"]);
    let paid = paid("2132.48", "2026-11-23");
    let record = desk.does(&record, "pay", paid).await.expect("it is paid");
    assert_eq!(desk.value(&record, "stage"), text("paid"));
    assert_eq!(desk.value(&record, "paid_on"), day("2026-11-23"));
    let again = desk.does(&record, "approve", Answers::default()).await;
    assert_eq!(conflict(again), "wrong_stage");
});

fn paid(amount: &str, on: &str) -> Answers {
    let method = ("method", text("transfer"));
    Answers::of([("amount", euro(amount)), ("paid_on", day(on)), method])
}

scenario!(setting(), only_actions_approve_and_refuse, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let record = arrived(&desk).await;
    for (stage, code) in [("approved", "approved_by_action"), ("refused", "refused_by_action")] {
        let moved = Input::of([("stage", text(stage))]);
        let refused = records::update(&jana, MODULE, record.id, None, moved).await;
        assert_eq!(problems(refused), [format!("stage: {code}")]);
    }
    let without = desk.does(&record, "refuse", Answers::default()).await;
    assert_eq!(problems(without), ["reason: required"]);
    let said = Answers::of([("reason", text("Nicht bestellt"))]);
    let record = desk.does(&record, "refuse", said).await.expect("it is refused");
    assert_eq!(desk.value(&record, "stage"), text("refused"));
    assert_eq!(desk.value(&record, "reason"), text("Nicht bestellt"));
});

scenario!(setting(), who_may_not_approve_does_not, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let record = arrived(&desk).await;
    let rights = testkit::Rights::ordinary().without_action(MODULE, "approve");
    let ben = scene.enter("ben", Sees::All, rights).await;
    let of = (record.id, None);
    let refused = records::act(&ben, MODULE, of, "approve", Answers::default()).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })), "{refused:?}");
});
