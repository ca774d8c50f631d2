//! What companies are, as stories.

use kernel::{Error, Value};
use records::{Answers, Record};
use testkit::{Person, Sees, conflict, day, problems, scenario, text};

use crate::offer::setting;

async fn acts(
    who: &Person,
    company: &Record,
    (action, said): (&str, Vec<(&str, Value)>),
) -> kernel::Result<Record> {
    let said = Answers::of(said);
    records::act(who, "company", (company.id, None), action, said).await
}

scenario!(setting(), a_period_is_closed_freely_and_opened_again_with_a_reason, async |scene| {
    let admin = scene.as_admin().await;
    let company = admin.saves("company", [("name", text("Birkenau GmbH"))]).await;
    let proposed = records::propose(&admin, "company", company.id, "close_period").await;
    assert_eq!(*proposed.expect("proposed").get("until"), day("2026-10-31"));
    let until = |on: &str| vec![("until", day(on))];
    let nothing = acts(&admin, &company, ("reopen_period", vec![("reason", text("Irrtum"))])).await;
    assert_eq!(conflict(nothing), "period_not_closed");
    let ahead = acts(&admin, &company, ("close_period", until("2026-11-24"))).await;
    assert_eq!(problems(ahead), ["until: period_in_future"]);
    let closed = acts(&admin, &company, ("close_period", until("2026-09-30"))).await;
    let closed = closed.expect("it is closed");
    assert_eq!(admin.value("company", &closed, "closed_until"), day("2026-09-30"));
    let back = acts(&admin, &company, ("close_period", until("2026-08-31"))).await;
    assert_eq!(problems(back), ["until: period_closed_already"]);
    acts(&admin, &company, ("close_period", until("2026-10-31"))).await.expect("it goes on");

    let silent =
        acts(&admin, &company, ("reopen_period", vec![("keep_until", day("2026-09-30"))])).await;
    assert_eq!(problems(silent), ["reason: required"]);
    let reason = ("reason", text("Rechnung vergessen"));
    let on = acts(
        &admin,
        &company,
        ("reopen_period", vec![("keep_until", day("2026-11-01")), reason.clone()]),
    );
    assert_eq!(problems(on.await), ["keep_until: period_not_back"]);
    let open =
        acts(&admin, &company, ("reopen_period", vec![("keep_until", day("2026-09-30")), reason]));
    let open = open.await.expect("it is open again");
    assert_eq!(admin.value("company", &open, "closed_until"), day("2026-09-30"));
    assert_eq!(admin.value("company", &open, "reopened_because"), text("Rechnung vergessen"));
    let told = ["reopen_period", "close_period", "close_period", "created"];
    assert_eq!(admin.recalls("company", &company).await, told);

    let jana = scene.as_user("jana", Sees::All).await;
    let refused = acts(&jana, &company, ("close_period", until("2026-10-31"))).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })), "{refused:?}");
    let typed = records::Input::of([("closed_until", day("2026-01-31"))]);
    let refused = records::update(&admin, "company", company.id, None, typed).await;
    assert!(refused.is_err(), "nobody types it");
});
