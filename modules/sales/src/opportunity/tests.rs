//! What opportunities are, as stories.

use kernel::Value;
use records::Input;
use testkit::{Person, Sees, day, money, number, problems, scenario, text};

use crate::offer::setting;

async fn deal(who: &Person, values: &[(&str, Value)]) -> records::Record {
    let mut all = vec![("name", text("Rahmenvertrag 2027")), ("amount", money("62000", "EUR"))];
    all.extend(values.iter().cloned());
    let input = Input::of(all);
    records::create(who, "opportunity", input).await.expect("an opportunity")
}

scenario!(setting(), a_stage_brings_its_probability_and_the_amount_is_weighted, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let first = deal(&jana, &[]).await;
    assert_eq!(jana.value("opportunity", &first, "stage"), text("qualification"));
    assert_eq!(jana.value("opportunity", &first, "probability"), number("10"));
    assert_eq!(jana.value("opportunity", &first, "weighted"), money("6200.00", "EUR"));
    let next = jana.changes("opportunity", &first, [("stage", text("negotiation"))]).await;
    assert_eq!(jana.value("opportunity", &next, "weighted"), money("43400.00", "EUR"));
    let own = jana.changes("opportunity", &first, [("probability", number("33.33"))]).await;
    assert_eq!(jana.value("opportunity", &own, "weighted"), money("20664.60", "EUR"));
    let kept = jana.changes("opportunity", &first, [("amount", money("100", "EUR"))]).await;
    assert_eq!(jana.value("opportunity", &kept, "probability"), number("33.33"));
});

scenario!(setting(), a_lost_opportunity_has_a_reason_and_a_day, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let open = deal(&jana, &[]).await;
    let update = async |values: &[(&str, Value)]| {
        let input = Input::of(values.iter().cloned());
        records::update(&jana, "opportunity", open.id, None, input).await
    };
    assert_eq!(problems(update(&[("stage", text("lost"))]).await), ["reason: required"]);
    let lost = update(&[("stage", text("lost")), ("reason", text("price"))]).await;
    let lost = lost.expect("it is lost");
    assert_eq!(jana.value("opportunity", &lost, "closed_on"), day("2026-11-23"));
    assert_eq!(jana.value("opportunity", &lost, "weighted"), money("0.00", "EUR"));
    let again = update(&[("stage", text("proposal"))]).await.expect("it is open again");
    assert_eq!(jana.value("opportunity", &again, "closed_on"), Value::Empty);
});

scenario!(setting(), a_pipeline_has_its_own_stages_and_ways, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let renewal = deal(&jana, &[("business", text("renewal"))]).await;
    let update = async |stage: &str| {
        let input = Input::of([("stage", text(stage))]);
        records::update(&jana, "opportunity", renewal.id, None, input).await
    };
    let elsewhere = problems(update("needs_analysis").await);
    assert_eq!(elsewhere, ["stage: stage_elsewhere"]);
    update("won").await.expect("it is won");
    assert_eq!(problems(update("qualification").await), ["stage: stage_not_next"]);
    update("proposal").await.expect("a won one can be taken up again");
});

scenario!(setting(), a_move_can_be_taken_back_even_where_no_way_leads, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let open = deal(&jana, &[]).await;
    jana.changes("opportunity", &open, [("stage", text("won"))]).await;
    let history = records::history(&jana, "opportunity", open.id, None, 1).await.expect("it");
    let back = records::undo(&jana, history[0].id).await.expect("it is taken back");
    assert_eq!(jana.value("opportunity", &back, "stage"), text("qualification"));
    assert_eq!(jana.value("opportunity", &back, "probability"), number("10"));
});
