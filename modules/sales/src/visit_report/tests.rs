//! What visit reports are, as stories.

use records::Input;
use testkit::{Sees, day, link, problems, scenario, text};

use crate::offer::setting;

scenario!(setting(), a_visit_report_belongs_to_an_organisation_and_a_day, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let elbtal = jana.saves("account", [("name", text("Elbtal"))]).await;
    let values = [("subject", text("Erstbesuch")), ("account", link("account", &elbtal))];
    let report = jana.saves("visit_report", values).await;
    assert_eq!(jana.value("visit_report", &report, "visited_on"), day("2026-11-23"));
    assert_eq!(jana.value("visit_report", &report, "number"), text("BB-1001"));
    let refused = records::create(&jana, "visit_report", Input::of([("subject", text("x"))])).await;
    assert_eq!(problems(refused), ["account: required"]);
});

scenario!(setting(), the_next_visit_comes_later, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let elbtal = jana.saves("account", [("name", text("Elbtal"))]).await;
    let values = Input::of([
        ("subject", text("Erstbesuch")),
        ("account", link("account", &elbtal)),
        ("next_visit_on", day("2026-11-23")),
    ]);
    let refused = records::create(&jana, "visit_report", values).await;
    assert_eq!(problems(refused), ["next_visit_on: not_later"]);
});
