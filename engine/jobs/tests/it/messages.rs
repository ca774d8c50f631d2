//! What people are told, and what they are not.

use std::sync::Arc;

use jobs::{Job, JobCx, Listener, Remind, Running, Schedule, Worker, WorkerParts};
use kernel::{Error, Link};
use records::{Answers, Record};
use social::{MessageKind, MessagePage, Subject, Which};
use store::queries::outbox;
use testkit::{Person, Scene, Sees, day, library, link, person as user, scenario, text};
use tokio::sync::watch;

use crate::bench::ask;

/// A job that cannot be done.
struct Broken;

impl Job for Broken {
    fn name(&self) -> &'static str {
        "break"
    }

    fn run<'a>(&'a self, _: &'a JobCx) -> Running<'a> {
        Box::pin(async { Err(Error::NotFound) })
    }
}

const TELL: Listener = Listener { job: "tell_people", hear: social::tell };

/// Everything that is due happens.
async fn round(scene: &Scene, schedules: Vec<Schedule>) {
    let parts = WorkerParts {
        engine: scene.engine.clone(),
        jobs: vec![Arc::new(Broken), Arc::new(Remind)],
        subscribers: Vec::new(),
        listeners: vec![TELL],
        schedules,
    };
    let (_stop, stopped) = watch::channel(false);
    Worker::new(parts, stopped).round().await.expect("it works");
}

async fn open(who: &Person) -> MessagePage {
    social::messages(who, true, None).await.expect("messages are read")
}

async fn kinds(who: &Person) -> Vec<(String, MessageKind)> {
    let all = open(who).await.groups.into_iter().flat_map(|group| {
        let title = match &group.subject {
            Subject::Record(_, title) => title.clone(),
            Subject::Many(module) => format!("many {module}"),
            Subject::Job(name) => name.clone(),
            Subject::Export(code, _) => code.clone(),
        };
        group.messages.into_iter().map(move |told| (title.clone(), told.kind)).collect::<Vec<_>>()
    });
    all.collect()
}

async fn book(who: &Person, name: &str, owner: &Person) -> Record {
    who.saves("book", [("name", text(name)), ("owner", user(owner.id))]).await
}

fn told(title: &str, kind: MessageKind) -> (String, MessageKind) {
    (title.to_owned(), kind)
}

scenario!(library::setting(), who_gets_a_record_is_told_once, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::Own).await;
    let deich = book(&jana, "Deich", &tim).await;
    book(&tim, "Watt", &tim).await;
    let events = jana.store().read(|reader| outbox::oldest(reader, 100)).await.expect("events");
    assert_eq!(events.len(), 2);
    for _ in 0..2 {
        let (engine, events) = (scene.engine.clone(), events.clone());
        let tell = move |tx: &mut store::Tx<'_>| social::tell(&engine, tx, &events);
        jana.store().write(tell).await.expect("it is told");
    }
    round(&scene, Vec::new()).await;
    assert_eq!(kinds(&tim).await, [told("Deich", MessageKind::Assigned)]);
    assert_eq!(social::unread(&tim).await.expect("a number"), 1);
    assert_eq!(kinds(&jana).await, []);
    let link = jana.link("book", &deich);
    social::note_seen(&tim, &link).await.expect("it is noted");
    assert_eq!(social::unread(&tim).await.expect("a number"), 0);
    let all = social::messages(&tim, false, None).await.expect("messages are read");
    assert!(all.groups[0].messages[0].is_read);
    social::set_read(&tim, Which::About(deich.id.0), false).await.expect("it is opened");
    assert_eq!(social::unread(&tim).await.expect("a number"), 1);
    jana.changes("book", &deich, [("owner", user(jana.id))]).await;
    round(&scene, Vec::new()).await;
    assert_eq!(kinds(&tim).await, [], "what is out of reach is not told");
    assert_eq!(social::unread(&tim).await.expect("a number"), 0);
});

scenario!(library::setting(), changes_of_a_followed_record_are_one_message, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    let deich = book(&tim, "Deich", &tim).await;
    let link = jana.link("book", &deich);
    social::follow(&jana, &link).await.expect("jana follows");
    round(&scene, Vec::new()).await;
    assert_eq!(kinds(&jana).await, []);
    for shelf in ["A", "B"] {
        tim.changes("book", &deich, [("shelf", text(shelf))]).await;
        round(&scene, Vec::new()).await;
        assert_eq!(kinds(&jana).await, [told("Deich", MessageKind::Changed)]);
        social::set_read(&jana, Which::All, true).await.expect("jana is done");
    }
    jana.changes("book", &deich, [("shelf", text("C"))]).await;
    round(&scene, Vec::new()).await;
    assert_eq!(kinds(&jana).await, [], "nobody is told what they did themselves");
    let said = social::add_comment(&tim, &link, "Fertig", &[]).await.expect("tim comments");
    let page = open(&jana).await;
    assert_eq!(page.groups[0].messages[0].excerpt.as_deref(), Some("Fertig"));
    social::remove_comment(&tim, said.id).await.expect("tim takes it away");
    assert_eq!(open(&jana).await.groups[0].messages[0].excerpt, None);
    social::set_unwanted(&jana, &[MessageKind::Changed]).await.expect("jana mutes");
    social::set_read(&jana, Which::All, true).await.expect("jana is done");
    tim.changes("book", &deich, [("shelf", text("D"))]).await;
    round(&scene, Vec::new()).await;
    assert_eq!(kinds(&jana).await, []);
});

scenario!(library::setting(), only_who_may_see_the_record_is_told_of_a_mention, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::Own).await;
    let (own, other) = (book(&jana, "Deich", &tim).await, book(&jana, "Watt", &jana).await);
    round(&scene, Vec::new()).await;
    social::set_read(&tim, Which::All, true).await.expect("tim is done");
    let place = jana.link("book", &other);
    let said = social::add_comment(&jana, &place, "@tim, lies das", &[]).await.expect("written");
    assert_eq!(said.out_of_reach, [tim.id]);
    assert_eq!(kinds(&tim).await, []);
    let place = jana.link("book", &own);
    let said = social::add_comment(&jana, &place, "@Tim, lies das", &[]).await.expect("written");
    assert_eq!(said.out_of_reach, []);
    assert_eq!(kinds(&tim).await, [told("Deich", MessageKind::Mentioned)]);
    let page = open(&tim).await;
    assert_eq!(page.groups[0].messages[0].excerpt.as_deref(), Some("@Tim, lies das"));
    let comments = social::comments(&tim, &place, (None, 50)).await.expect("comments");
    assert_eq!(comments[0].mentions, [tim.id]);
    social::set_read(&tim, Which::All, true).await.expect("tim is done");
    social::edit_comment(&jana, said.id, "@tim und @jana", &[]).await.expect("changed");
    assert_eq!(kinds(&tim).await, [], "nobody is told twice");
    assert_eq!(kinds(&jana).await, [], "nobody is told by themselves");
    social::remove_comment(&jana, said.id).await.expect("taken away");
    let back = social::restore_comment(&jana, said.id).await.expect("brought back");
    assert_eq!(back, Link::new("book", own.id));
});

scenario!(library::setting(), many_records_given_at_once_are_one_message, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    let cx = jana.in_run(uuid::Uuid::now_v7());
    for name in ["Deich", "Watt", "Priel"] {
        let input = records::Input::of([("name", text(name)), ("owner", user(tim.id))]);
        records::create(&cx, "book", input).await.expect("it is saved");
    }
    round(&scene, Vec::new()).await;
    assert_eq!(kinds(&tim).await, [told("many book", MessageKind::Assigned)]);
});

scenario!(library::setting(), what_is_due_and_what_failed_is_told, async |scene| {
    let admin = scene.as_admin().await;
    let tim = scene.as_user("tim", Sees::All).await;
    let deich = book(&admin, "Deich", &admin).await;
    let values = [
        ("reader", text("Ida")),
        ("book", link("book", &deich)),
        ("due_on", day("2026-11-25")),
        ("owner", user(tim.id)),
    ];
    let loan = admin.saves("loan", values).await;
    let lent = records::act(&admin, "loan", (loan.id, None), "lend", Answers::default());
    lent.await.expect("it is lent");
    let hourly = || vec![Schedule { job: "remind", every: 3_600_000 }];
    round(&scene, hourly()).await;
    social::set_read(&tim, Which::All, true).await.expect("tim is done");
    for _ in 0..30 {
        scene.after_hours(2);
        round(&scene, hourly()).await;
    }
    let page = open(&tim).await;
    assert_eq!(page.groups.len(), 1);
    assert_eq!(page.groups[0].messages.len(), 1);
    assert_eq!(page.groups[0].messages[0].kind, MessageKind::Due);
    assert_eq!(page.groups[0].messages[0].detail, "2026-11-25");
    assert_eq!(kinds(&admin).await, []);
    ask(&admin, "break").await;
    round(&scene, Vec::new()).await;
    assert_eq!(kinds(&admin).await, [told("break", MessageKind::Failed)]);
});

scenario!(library::setting(), messages_are_read_page_by_page, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    for n in 0..120 {
        book(&jana, &format!("Band {n}"), &tim).await;
    }
    round(&scene, Vec::new()).await;
    assert_eq!(social::unread(&tim).await.expect("a number"), social::COUNTED);
    let (mut titles, mut before) = (Vec::new(), None);
    loop {
        let page = social::messages(&tim, true, before).await.expect("messages are read");
        titles.extend(page.groups.into_iter().map(|group| group.id));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(titles.len(), 120);
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), 120);
});
