//! Who gets a digest of their messages, what stands in it, and that nobody gets one twice.

use std::sync::Arc;

use digests::{Post, SendDigest};
use jobs::{JobLine, Listener, PlanDigests, Schedule, Worker, WorkerParts};
use kernel::Language;
use mail::{MailServer, Settings};
use records::Record;
use social::{Rhythm, Which};
use store::queries::user;
use testkit::{
    Covered, Manner, Person, Postbox, Scene, Sees, Setting, library, person as owner, scenario,
    text,
};
use tokio::sync::watch;

const TEXTS: [(Language, &str); 4] = [
    (Language::De, include_str!("../../../../locales/de/mail.toml")),
    (Language::De, include_str!("../../../../locales/de/ui.toml")),
    (Language::En, include_str!("../../../../locales/en/mail.toml")),
    (Language::En, include_str!("../../../../locales/en/ui.toml")),
];

fn setting() -> Setting {
    let mut setting = library::setting();
    setting.texts.extend(TEXTS);
    setting
}

fn post(postbox: &Postbox) -> Post {
    let url = format!("smtp://127.0.0.1:{}?tls=none", postbox.port);
    let settings = Settings { url, from: "kontor@example.de".into(), ..Settings::default() };
    let server = MailServer::new(&settings).expect("the settings are read");
    Post { server, address: "https://kontor.example.de".into() }
}

/// Everything that is due happens; without a post box nobody sends.
async fn round(scene: &Scene, postbox: Option<&Postbox>) {
    let mut jobs: Vec<Arc<dyn jobs::Job>> = vec![Arc::new(PlanDigests)];
    jobs.extend(postbox.map(|postbox| -> Arc<dyn jobs::Job> {
        Arc::new(SendDigest { post: Some(post(postbox)) })
    }));
    let parts = WorkerParts {
        engine: scene.engine.clone(),
        jobs,
        subscribers: Vec::new(),
        listeners: vec![Listener { job: "tell_people", hear: social::tell }],
        schedules: vec![Schedule { job: "plan_digests", every: 300_000 }],
    };
    let (_stop, stopped) = watch::channel(false);
    Worker::new(parts, stopped).round().await.expect("it works");
}

async fn postbox(manners: &[Manner]) -> Postbox {
    Postbox::open(Covered::Never, manners).await
}

/// Gives somebody a mail address and a language.
async fn reach(who: &Person, language: &'static str) {
    let id = who.id;
    let change = move |tx: &mut store::Tx<'_>| {
        let mut known = user::get(tx, id)?.expect("they are known");
        known.email = Some(format!("{}@example.de", known.login));
        known.language = language.into();
        user::put(tx, &known)
    };
    who.store().write(change).await.expect("they can be reached");
}

async fn orders(scene: &Scene, who: &Person, rhythm: Rhythm) {
    social::set_rhythm(who, Some(rhythm)).await.expect("it is ordered");
    scene.engine.clock().advance(1000);
}

async fn gives(from: &Person, name: &str, to: &Person) -> Record {
    from.saves("book", [("name", text(name)), ("owner", owner(to.id))]).await
}

/// Jobs that send a digest, the newest first.
async fn sendings(scene: &Scene) -> Vec<JobLine> {
    let all = jobs::lines(&scene.engine.system("a test looks")).await.expect("jobs are read");
    all.into_iter().filter(|line| line.name == "send_digest").collect()
}

fn why(line: &JobLine) -> &str {
    line.result.as_ref().and_then(|result| result["why"].as_str()).unwrap_or_default()
}

scenario!(setting(), nobody_gets_a_digest_unless_they_order_one, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    reach(&tim, "de").await;
    assert_eq!(social::rhythm(&tim).await.expect("it is read"), None);
    gives(&jana, "Deich", &tim).await;
    let postbox = postbox(&[Manner::Takes]).await;
    for _ in 0..48 {
        scene.after_hours(1);
        round(&scene, Some(&postbox)).await;
    }
    assert_eq!(postbox.letters(), [""; 0]);
    assert_eq!(sendings(&scene).await, []);
});

scenario!(setting(), a_digest_holds_what_is_new_and_unread, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    reach(&tim, "de").await;
    gives(&jana, "Vorher", &tim).await;
    round(&scene, None).await;
    scene.after_hours(1);
    orders(&scene, &tim, Rhythm::Hourly).await;
    let deich = gives(&jana, "Deich", &tim).await;
    let watt = gives(&jana, "Watt", &tim).await;
    let place = jana.link("book", &deich);
    social::add_comment(&jana, &place, "@tim, lies <b>das</b>", &[]).await.expect("written");
    round(&scene, None).await;
    social::set_read(&tim, Which::About(watt.id.0), true).await.expect("tim is done");
    let postbox = postbox(&[Manner::Takes]).await;
    round(&scene, Some(&postbox)).await;
    assert_eq!(postbox.letters().len(), 0, "it is not due yet");
    scene.after_hours(1);
    round(&scene, Some(&postbox)).await;
    let letters = postbox.letters();
    assert_eq!(letters.len(), 1);
    let letter = &letters[0];
    let link = format!("https://kontor.example.de/books/{}", deich.id);
    for part in [
        "To: tim <tim@example.de>",
        "Subject: 2 ungelesene Nachrichten",
        "List-Unsubscribe: <https://kontor.example.de/me/messages>",
        "jana hat Sie erw=C3=A4hnt",
        "  > @tim, lies <b>das</b>",
        "lies &lt;b&gt;das&lt;/b&gt;",
        &format!("\r\n{link}\r\n"),
        &format!("href=\"{link}\""),
    ] {
        assert!(letter.contains(part), "{part} is missing in\n{letter}");
    }
    for part in ["Watt", "Vorher"] {
        assert!(!letter.contains(part), "{part} stands in\n{letter}");
    }
    scene.after_hours(1);
    round(&scene, Some(&postbox)).await;
    assert_eq!(postbox.letters().len(), 1, "what was sent is not sent again");
    assert_eq!(why(&sendings(&scene).await[0]), "nothing_unread");
    gives(&jana, "Priel", &tim).await;
    round(&scene, None).await;
    social::set_rhythm(&tim, None).await.expect("tim wants none");
    scene.after_hours(1);
    round(&scene, Some(&postbox)).await;
    assert_eq!(postbox.letters().len(), 1);
});

scenario!(setting(), mornings_come_in_the_language_of_the_reader, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    reach(&tim, "en").await;
    orders(&scene, &tim, Rhythm::Morning).await;
    gives(&jana, "Deich", &tim).await;
    round(&scene, None).await;
    let postbox = postbox(&[Manner::Takes]).await;
    // It is Monday ten o'clock in Berlin.
    scene.after_hours(20);
    round(&scene, Some(&postbox)).await;
    assert_eq!(postbox.letters().len(), 0, "it is six o'clock");
    scene.after_hours(1);
    round(&scene, Some(&postbox)).await;
    let letters = postbox.letters();
    assert!(letters[0].contains("Subject: One unread message"), "{}", letters[0]);
    assert!(letters[0].contains("Hello tim,"), "{}", letters[0]);
});

scenario!(setting(), what_is_out_of_reach_by_then_is_not_told, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::Own).await;
    reach(&tim, "de").await;
    orders(&scene, &tim, Rhythm::Hourly).await;
    let deich = gives(&jana, "Deich", &tim).await;
    gives(&jana, "Watt", &tim).await;
    round(&scene, None).await;
    jana.changes("book", &deich, [("owner", owner(jana.id))]).await;
    scene.after_hours(1);
    let postbox = postbox(&[Manner::Takes]).await;
    round(&scene, Some(&postbox)).await;
    let letters = postbox.letters();
    assert_eq!(letters.len(), 1);
    assert!(letters[0].contains("Watt") && !letters[0].contains("Deich"), "{}", letters[0]);
});

scenario!(setting(), a_letter_that_may_be_under_way_is_not_sent_again, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    reach(&tim, "de").await;
    orders(&scene, &tim, Rhythm::Hourly).await;
    gives(&jana, "Deich", &tim).await;
    round(&scene, None).await;
    scene.after_hours(1);
    let postbox = postbox(&[Manner::Takes]).await;
    let cx = scene.engine.system("a test sends");
    let until = scene.engine.clock().now().millis();
    let payload = serde_json::json!({"user": tim.id.0, "since": 0, "until": until});
    let id = jobs::enqueue(&cx, "send_digest", None, payload).await.expect("it is asked for");
    // Whoever had it died after this.
    assert!(social::begin_letter(&cx, id).await.expect("it is noted"));
    let due = scene.engine.store().read(move |reader| {
        store::queries::digest::due(reader, kernel::Instant::from_millis(until))
    });
    let (due, zone) = (due.await.expect("digests"), cx.locale.zone.clone());
    let now = scene.engine.clock().now();
    let take = move |tx: &mut store::Tx<'_>| social::take_digest(tx, &due[0], (now, &zone));
    assert!(cx.store().write(take.clone()).await.expect("it is taken").is_some());
    assert_eq!(cx.store().write(take).await.expect("another comes later"), None);
    round(&scene, Some(&postbox)).await;
    assert_eq!(postbox.letters().len(), 0);
    assert_eq!(why(&sendings(&scene).await[0]), "perhaps_sent");
});

scenario!(setting(), a_server_that_is_busy_is_asked_again, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    reach(&tim, "de").await;
    orders(&scene, &tim, Rhythm::Hourly).await;
    gives(&jana, "Deich", &tim).await;
    round(&scene, None).await;
    scene.after_hours(1);
    let postbox = postbox(&[Manner::IsBusy, Manner::Takes]).await;
    round(&scene, Some(&postbox)).await;
    let waits = &sendings(&scene).await[0];
    assert_eq!(waits.state, "waiting");
    assert!(waits.error.as_ref().is_some_and(|error| error.contains("451")), "{waits:?}");
    round(&scene, Some(&postbox)).await;
    assert_eq!(postbox.letters().len(), 0, "it is not asked at once");
    scene.engine.clock().advance(15_000);
    round(&scene, Some(&postbox)).await;
    assert_eq!(postbox.letters().len(), 1);
    assert_eq!(sendings(&scene).await[0].state, "done");
});

scenario!(setting(), a_failed_digest_stands_among_the_jobs, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    reach(&tim, "de").await;
    orders(&scene, &tim, Rhythm::Hourly).await;
    for (manner, code) in [(Manner::HangsUp, "mail_unclear"), (Manner::Refuses, "mail_refused")] {
        gives(&jana, "Deich", &tim).await;
        round(&scene, None).await;
        scene.after_hours(2);
        let postbox = postbox(&[manner, Manner::Takes]).await;
        round(&scene, Some(&postbox)).await;
        let failed = &sendings(&scene).await[0];
        assert_eq!(failed.state, "failed");
        assert!(failed.error.as_ref().is_some_and(|error| error.contains(code)), "{failed:?}");
        assert_eq!(postbox.letters().len(), 0);
    }
    let postbox = postbox(&[Manner::Takes]).await;
    let cx = scene.engine.system("a test repeats");
    for line in sendings(&scene).await {
        jobs::repeat(&cx, line.id).await.expect("it is repeated");
    }
    round(&scene, Some(&postbox)).await;
    assert_eq!(postbox.letters().len(), 1, "only what was surely not sent is sent");
});

scenario!(setting(), without_a_mail_address_nothing_is_sent, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::All).await;
    orders(&scene, &tim, Rhythm::Hourly).await;
    gives(&jana, "Deich", &tim).await;
    round(&scene, None).await;
    scene.after_hours(1);
    let postbox = postbox(&[Manner::Takes]).await;
    round(&scene, Some(&postbox)).await;
    assert_eq!(postbox.letters().len(), 0);
    assert_eq!(why(&sendings(&scene).await[0]), "no_mail_address");
});

scenario!(setting(), a_long_digest_says_that_there_is_more, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::Own).await;
    let since = scene.engine.clock().now();
    scene.engine.clock().advance(1000);
    let mut books = Vec::new();
    for n in 0..51 {
        books.push(gives(&jana, &format!("Band {n}"), &tim).await);
        round(&scene, None).await;
        scene.engine.clock().advance(1000);
    }
    let fresh = async || {
        let until = scene.engine.clock().now();
        let stretch = social::Stretch { user: tim.id, since, until };
        let (page, more) = social::fresh(&tim, stretch).await.expect("messages");
        (page.groups.len(), more)
    };
    assert_eq!(fresh().await, (50, true));
    let oldest = social::Which::About(books[0].id.0);
    social::set_read(&tim, oldest, true).await.expect("it is read");
    assert_eq!(fresh().await, (50, false));
    social::set_read(&tim, oldest, false).await.expect("it is open again");
    for book in &books[1..] {
        jana.changes("book", book, [("owner", owner(jana.id))]).await;
    }
    assert_eq!(fresh().await, (1, false), "what is out of reach hides nothing");
});
