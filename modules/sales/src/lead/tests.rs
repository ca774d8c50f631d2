//! What leads are, as stories.

use kernel::{Link, Value};
use records::{Answers, Input, Record};
use testkit::{Person, Sees, conflict, link, money, problems, scenario, several, text, yes};

use crate::offer::setting;

async fn annika(who: &Person) -> Record {
    let values = [
        ("first_name", text("Annika")),
        ("last_name", text("Brandt")),
        ("company", text("Elbtal  Präzisionstechnik GmbH")),
        ("email", several([("work", text("a.brandt@elbtal.example"))])),
        ("budget", money("25000", "EUR")),
        ("lead_source", text("trade_show")),
    ];
    who.saves("lead", values).await
}

async fn converted(who: &Person, lead: &Record, answers: Answers) -> kernel::Result<Record> {
    let run = who.in_run(uuid::Uuid::now_v7());
    records::act(&run, "lead", (lead.id, None), "convert", answers).await
}

async fn proposed(who: &Person, lead: &Record) -> Answers {
    records::propose(who, "lead", lead.id, "convert").await.expect("a proposal")
}

fn linked(who: &Person, record: &Record, field: &str) -> Link {
    match who.value("lead", record, field) {
        Value::Link(link) => link,
        other => panic!("{field} holds {other:?}"),
    }
}

scenario!(setting(), a_lead_becomes_organisation_contact_and_opportunity, async |scene| {
    let jana = scene.as_user("jana", Sees::Own).await;
    let lead = annika(&jana).await;
    let answers = proposed(&jana, &lead).await;
    assert_eq!(*answers.get("account_name"), text("Elbtal Präzisionstechnik GmbH"));
    assert_eq!(*answers.get("account"), Value::Empty);
    let lead = converted(&jana, &lead, answers).await.expect("it is converted");
    assert_eq!(jana.value("lead", &lead, "stage"), text("converted"));
    let account = linked(&jana, &lead, "account");
    let contact = linked(&jana, &lead, "contact");
    let opportunity = linked(&jana, &lead, "opportunity");
    let contact = records::get(&jana, "contact", contact.id).await.expect("a contact");
    assert_eq!(contact.title, "Annika Brandt");
    assert_eq!(jana.value("contact", &contact, "account"), Value::Link(account.clone()));
    let deal = records::get(&jana, "opportunity", opportunity.id).await.expect("a deal");
    assert_eq!(jana.value("opportunity", &deal, "amount"), money("25000", "EUR"));
    assert_eq!(jana.value("opportunity", &deal, "account"), Value::Link(account));
    assert_eq!(jana.value("opportunity", &deal, "lead_source"), text("trade_show"));
});

scenario!(setting(), a_conversion_finds_what_is_known, async |scene| {
    let jana = scene.as_user("jana", Sees::Own).await;
    let known = jana.saves("account", [("name", text("ELBTAL Präzisionstechnik GmbH"))]).await;
    let email = ("email", several([("work", text("a.brandt@elbtal.example"))]));
    let person = jana.saves("contact", [("last_name", text("Brandt")), email]).await;
    let lead = annika(&jana).await;
    let answers = proposed(&jana, &lead).await;
    assert_eq!(*answers.get("account"), link("account", &known));
    assert_eq!(*answers.get("contact"), link("contact", &person));
    let lead = converted(&jana, &lead, answers).await.expect("it is converted");
    assert_eq!(linked(&jana, &lead, "account").id, known.id);
    assert_eq!(jana.lists("account", "", "title").await.len(), 1);
    assert_eq!(jana.lists("contact", "", "title").await.len(), 1);
});

scenario!(setting(), what_one_does_not_see_is_not_proposed_and_not_taken, async |scene| {
    let other = scene.as_user("tobias", Sees::Own).await;
    let hidden = other.saves("account", [("name", text("Elbtal Präzisionstechnik GmbH"))]).await;
    let jana = scene.as_user("jana", Sees::Own).await;
    let lead = annika(&jana).await;
    assert_eq!(*proposed(&jana, &lead).await.get("account"), Value::Empty);
    let forged = Answers::of([("account", link("account", &hidden))]);
    let refused = converted(&jana, &lead, forged).await;
    assert_eq!(problems(refused), ["account: target_not_found"]);
});

scenario!(setting(), a_conversion_is_taken_back_with_all_that_came_of_it, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let lead = annika(&jana).await;
    let tables = ["accounts", "contacts", "opportunities"];
    let before = scene.dump(&tables).await;
    let answers = proposed(&jana, &lead).await;
    converted(&jana, &lead, answers.clone()).await.expect("it is converted");
    assert_eq!(conflict(converted(&jana, &lead, answers).await), "wrong_stage");
    let entry = records::history(&jana, "lead", lead.id, None, 1).await.expect("a history");
    let undo = entry[0].undo.expect("it can be taken back");
    assert_eq!(records::undo_own_run(&jana, undo).await.expect("it is taken back"), (4, 0));
    assert_eq!(scene.dump(&tables).await, before);
    let lead = jana.reads("lead", &lead).await;
    assert_eq!(jana.value("lead", &lead, "stage"), text("new"));
    assert_eq!(jana.value("lead", &lead, "account"), Value::Empty);
});

scenario!(setting(), a_conversion_says_what_it_misses, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let lead = annika(&jana).await;
    let answers = Answers::of([("with_opportunity", yes())]);
    let refused = converted(&jana, &lead, answers).await;
    assert_eq!(problems(refused), ["opportunity_name: required"]);
    let unknown = Answers::of([("discount", text("5"))]);
    let refused = converted(&jana, &lead, unknown).await;
    assert_eq!(problems(refused), ["discount: unknown_field"]);
    assert!(jana.lists("contact", "", "title").await.is_empty(), "nothing is left half done");
});

scenario!(setting(), a_converted_lead_stays_converted, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let lead = annika(&jana).await;
    let answers = proposed(&jana, &lead).await;
    converted(&jana, &lead, answers).await.expect("it is converted");
    let input = Input::of([("stage", text("new"))]);
    let refused = records::update(&jana, "lead", lead.id, None, input).await;
    assert_eq!(problems(refused), ["stage: stage_not_next"]);
});
