//! What e-mails are, as stories: through a mail server that speaks SMTP.

use kernel::Value;
use records::Record;
use testkit::{Covered, Manner, Person, Postbox, Scene, Sees, conflict, problems, scenario, text};

use crate::offer::setting;
use crate::round::round;

/// An e-mail without a document that somebody wants to have sent.
async fn written(who: &Person) -> Record {
    let values = [
        ("recipient", text("einkauf@elbtal.example")),
        ("copy", text("buchhaltung@elbtal.example")),
        ("subject", text("Termin am Montag")),
        ("body", text("Guten Tag,\n\nbis Montag.")),
    ];
    who.saves("email", values).await
}

async fn sends(scene: &Scene, who: &Person, email: &Record) -> Record {
    scene.engine.open_post();
    let sent = records::act(who, "email", (email.id, None), "send", Default::default()).await;
    sent.expect("it waits")
}

scenario!(setting(), an_e_mail_reaches_the_mail_server_once_and_stays_as_it_was, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let email = written(&jana).await;
    let refused = records::act(&jana, "email", (email.id, None), "send", Default::default()).await;
    assert_eq!(conflict(refused), "no_mail_server");
    let postbox = Postbox::open(Covered::Never, &[Manner::Takes]).await;
    sends(&scene, &jana, &email).await;
    round(&scene, Some(&postbox)).await;
    round(&scene, Some(&postbox)).await;
    let letters = postbox.letters();
    assert_eq!(letters.len(), 1, "{letters:?}");
    for part in ["To: einkauf@elbtal.example", "Cc: buchhaltung@elbtal.example", "Termin am"] {
        assert!(letters[0].contains(part), "{part} is missing in {}", letters[0]);
    }
    let email = jana.reads("email", &email).await;
    assert_eq!(jana.value("email", &email, "stage"), text("sent"));
    assert_eq!(jana.value("email", &email, "sent_at"), Value::Instant(scene.engine.clock().now()));
    for (field, value) in [("subject", text("Anders")), ("recipient", text("x@example.de"))] {
        let changed = records::Input::of([(field, value)]);
        let refused = records::update(&jana, "email", email.id, None, changed).await;
        assert_eq!(problems(refused), [format!("{field}: frozen")]);
    }
    for forged in ["subject = 'x'", "files = 'x'", "sent_at = 1", "stage = 'draft'"] {
        assert!(scene.forges(("emails", "1 = 1"), forged).await.is_err(), "{forged}");
    }
});

scenario!(setting(), what_the_mail_server_refuses_is_told_and_sent_again_by_hand, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let email = written(&jana).await;
    let postbox = Postbox::open(Covered::Never, &[Manner::Refuses, Manner::Takes]).await;
    sends(&scene, &jana, &email).await;
    round(&scene, Some(&postbox)).await;
    let failed = jana.reads("email", &email).await;
    assert_eq!(jana.value("email", &failed, "stage"), text("failed"));
    assert!(!jana.value("email", &failed, "trouble").is_empty());
    let told = social::messages(&jana, true, None).await.expect("messages");
    assert_eq!(told.groups.len(), 1, "whoever sent it is told");
    let said = records::Input::of([("stage", text("sent"))]);
    let refused = records::update(&jana, "email", email.id, None, said).await;
    assert!(refused.is_err(), "nobody says so by hand");
    sends(&scene, &jana, &email).await;
    round(&scene, Some(&postbox)).await;
    let sent = jana.reads("email", &email).await;
    assert_eq!(jana.value("email", &sent, "stage"), text("sent"));
    assert_eq!(jana.value("email", &sent, "trouble"), Value::Empty);
    assert_eq!(postbox.letters().len(), 1);
});

scenario!(setting(), a_mail_server_that_is_away_is_tried_again, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let email = written(&jana).await;
    let postbox = Postbox::open(Covered::Never, &[Manner::IsBusy, Manner::Takes]).await;
    sends(&scene, &jana, &email).await;
    round(&scene, Some(&postbox)).await;
    let waiting = jana.reads("email", &email).await;
    assert_eq!(jana.value("email", &waiting, "stage"), text("waiting"));
    scene.engine.clock().advance(60_000);
    round(&scene, Some(&postbox)).await;
    let sent = jana.reads("email", &email).await;
    assert_eq!(jana.value("email", &sent, "stage"), text("sent"));
    assert_eq!(postbox.letters().len(), 1);
});

scenario!(setting(), without_a_mail_server_the_job_says_so, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let email = written(&jana).await;
    sends(&scene, &jana, &email).await;
    round(&scene, None).await;
    let failed = jana.reads("email", &email).await;
    assert_eq!(jana.value("email", &failed, "stage"), text("failed"));
});
