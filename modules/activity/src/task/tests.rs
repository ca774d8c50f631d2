//! What tasks are, as stories.

use kernel::Value;
use records::Answers;
use testkit::{Sees, day, link, person, scenario, text};

use crate::offer::setting;

scenario!(setting(), a_new_task_is_open_and_mine, async |scene| {
    let jana = scene.as_user("jana", Sees::Own).await;
    let task = jana.saves("task", [("subject", text("Angebot nachfassen"))]).await;
    assert_eq!(jana.value("task", &task, "stage"), text("open"));
    assert_eq!(jana.value("task", &task, "priority"), text("normal"));
    assert_eq!(jana.value("task", &task, "owner"), person(jana.id));
    assert_eq!(jana.value("task", &task, "done_at"), Value::Empty);
});

scenario!(setting(), a_task_is_about_any_record, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let elbtal = jana.saves("account", [("name", text("Elbtal"))]).await;
    let annika = jana.saves("contact", [("last_name", text("Brandt"))]).await;
    for (subject, about) in
        [("Vertrag", link("account", &elbtal)), ("Anruf", link("contact", &annika))]
    {
        jana.saves("task", [("subject", text(subject)), ("about", about)]).await;
    }
    let filter = format!("about = \"{}\"", annika.id);
    assert_eq!(jana.lists("task", &filter, "title").await, ["Anruf"]);
    let related = &jana.catalog.module("account").expect("organisations").related;
    assert!(related.iter().any(|list| list.name == "tasks" && list.module == "task"));
});

scenario!(setting(), a_finished_task_knows_since_when_and_can_be_opened_again, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let values = [("subject", text("Anruf")), ("due_on", day("2026-11-24"))];
    let task = jana.saves("task", values).await;
    let act = async |action: &str| {
        let run = jana.in_run(uuid::Uuid::now_v7());
        records::act(&run, "task", (task.id, None), action, Answers::default()).await
    };
    let done = act("finish").await.expect("it is done");
    assert_eq!(jana.value("task", &done, "stage"), text("done"));
    assert_eq!(jana.value("task", &done, "done_at"), Value::Instant(scene.engine.clock().now()));
    assert!(act("finish").await.is_err(), "what is done cannot be done");
    let entry = records::history(&jana, "task", task.id, None, 1).await.expect("a history");
    let undo = entry[0].undo.expect("it can be taken back");
    assert_eq!(records::undo_own_run(&jana, undo).await.expect("it is taken back"), (1, 0));
    let open = jana.reads("task", &task).await;
    assert_eq!(jana.value("task", &open, "stage"), text("open"));
    assert_eq!(jana.value("task", &open, "done_at"), Value::Empty);
});

scenario!(setting(), a_deleted_record_leaves_its_tasks, async |scene| {
    let admin = scene.as_admin().await;
    let elbtal = admin.saves("account", [("name", text("Elbtal"))]).await;
    let values = [("subject", text("Anruf")), ("about", link("account", &elbtal))];
    let task = admin.saves("task", values).await;
    records::trash(&admin, "account", elbtal.id, None).await.expect("to the bin");
    records::purge(&admin, "account", elbtal.id).await.expect("away");
    let left = admin.reads("task", &task).await;
    assert_eq!(admin.value("task", &left, "about"), Value::Empty);
});

scenario!(setting(), what_is_open_and_ones_own_is_before_one, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    let firm = jana.saves("contact", [("last_name", text("Vogel"))]).await;
    let about = ("about", Value::Link(jana.link("contact", &firm)));
    let due = |name: &str, on: &str| [("subject", text(name)), ("due_on", day(on))];
    jana.saves("task", due("Heute", "2026-11-23")).await;
    jana.saves("task", due("Morgen", "2026-11-24").into_iter().chain([about])).await;
    jana.saves("task", due("Gestern", "2026-11-22")).await;
    jana.saves("task", due("Längst", "2026-10-01")).await;
    jana.saves("task", due("Verjährt", "2026-01-01")).await;
    jana.saves("task", [("subject", text("Irgendwann"))]).await;
    let done = due("Fertig", "2026-11-25").into_iter().chain([("stage", text("done"))]);
    jana.saves("task", done).await;
    tim.saves("task", due("Tims", "2026-11-23")).await;
    let agenda = around::agenda(&jana, 9).await.expect("an agenda");
    let say = |told: &[around::Told]| -> Vec<String> {
        told.iter().map(|one| format!("{} {}", one.title, one.text).trim().to_owned()).collect()
    };
    assert_eq!(say(&agenda.coming), ["Heute", "Morgen Vogel"]);
    assert_eq!(say(&agenda.overdue), ["Gestern", "Längst"]);
    let short = around::agenda(&jana, 1).await.expect("an agenda");
    assert_eq!(
        (say(&short.coming), say(&short.overdue)),
        (say(&agenda.coming[..1]), say(&agenda.overdue[..1]))
    );
});
