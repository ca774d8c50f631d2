//! What dunning levels are, as stories.

use kernel::Value;
use records::Input;
use testkit::{Sees, money, none, number, problems, scenario, text};

use crate::offer::setting;

fn level() -> [(&'static str, Value); 5] {
    [
        ("number", number("1")),
        ("name", text("Erinnerung")),
        ("delay", number("7")),
        ("title_de", text("Erinnerung")),
        ("title_en", text("Reminder")),
    ]
}

scenario!(setting(), a_level_says_what_it_costs_and_when_it_comes, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let first = jana.saves("dunning_level", level()).await;
    assert_eq!(jana.value("dunning_level", &first, "days_to_pay"), number("10"));
    let refused = async |more: Vec<(&'static str, Value)>| {
        let values = level().into_iter().chain([("number", number("2"))]).chain(more);
        problems(records::create(&jana, "dunning_level", Input::of(values)).await)
    };
    assert_eq!(refused(vec![("fee", money("-1", "EUR"))]).await, ["fee: not_negative"]);
    assert_eq!(refused(vec![("delay", none())]).await, ["delay: required"]);
    let too_long = refused(vec![("delay", number("400"))]).await;
    assert_eq!(too_long, ["delay: dunning_level.rule.delay"]);
    let no_days = refused(vec![("days_to_pay", number("0"))]).await;
    assert_eq!(no_days, ["days_to_pay: dunning_level.rule.days_to_pay"]);
    assert_eq!(refused(vec![("delay", number("7.5"))]).await, ["delay: too_many_places"]);
    assert_eq!(refused(vec![("number", number("1"))]).await, ["number: level_twice"]);
});

scenario!(setting(), a_house_begins_with_four_levels_and_keeps_its_own, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    assert_eq!(records::run_errand(&jana, "dunning_level", "lay_in").await.expect("laid in"), 4);
    let all = ["Zahlungserinnerung", "1. Mahnung", "2. Mahnung", "Letzte Mahnung"];
    assert_eq!(jana.lists("dunning_level", "", "number").await, all);
    let again = records::run_errand(&jana, "dunning_level", "lay_in").await.expect("a second time");
    assert_eq!(again, 0, "what is there stays");
});
