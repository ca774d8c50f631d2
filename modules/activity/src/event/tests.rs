//! What events are, as stories.

use records::Input;
use testkit::{Sees, moment, problems, scenario, text};

use crate::offer::setting;

scenario!(setting(), an_event_without_an_end_lasts_an_hour, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let values = [("subject", text("Besuch")), ("starts_at", moment("2026-11-25T10:00:00Z"))];
    let event = jana.saves("event", values).await;
    assert_eq!(jana.value("event", &event, "ends_at"), moment("2026-11-25T11:00:00Z"));
    assert_eq!(jana.value("event", &event, "stage"), text("planned"));
});

scenario!(setting(), an_event_does_not_end_before_it_begins, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let values = Input::of([
        ("subject", text("Besuch")),
        ("starts_at", moment("2026-11-25T10:00:00Z")),
        ("ends_at", moment("2026-11-25T09:00:00Z")),
    ]);
    let refused = records::create(&jana, "event", values).await;
    assert_eq!(problems(refused), ["ends_at: ends_before_it_begins"]);
});

scenario!(setting(), a_fair_that_goes_on_is_not_overdue, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    for (subject, from, until) in [
        ("Messe", "2026-11-21T08:00:00Z", "2026-11-25T16:00:00Z"),
        ("Vorbei", "2026-11-21T08:00:00Z", "2026-11-21T09:00:00Z"),
    ] {
        let values = [("starts_at", moment(from)), ("ends_at", moment(until))];
        jana.saves("event", values.into_iter().chain([("subject", text(subject))])).await;
    }
    let agenda = around::agenda(&jana, 5).await.expect("an agenda");
    let titles = |told: &[around::Told]| -> Vec<String> {
        told.iter().map(|one| one.title.clone()).collect()
    };
    assert_eq!(titles(&agenda.coming), ["Messe"]);
    assert_eq!(titles(&agenda.overdue), ["Vorbei"]);
});
