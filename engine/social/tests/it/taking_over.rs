//! Comments that were written elsewhere.

use kernel::{Clock, Instant, Link};
use records::Cx;
use social::{Taken, take_over_comment};
use testkit::{Person, library, scenario, text};
use uuid::Uuid;

/// Somebody at the moment in which something was written.
fn back_then(person: &Person) -> Cx {
    let at = Instant::parse_rfc3339("2020-03-01T08:00:00Z").expect("a moment");
    let engine = person.engine.under_clock(Clock::fixed(at));
    engine.cx((*person.actor).clone(), (*person.locale).clone())
}

scenario!(
    library::setting(),
    what_is_changed_elsewhere_is_changed_until_it_is_here,
    async |scene| {
        let admin = scene.as_admin().await;
        let book = admin.saves("book", [("name", text("Stechlin"))]).await;
        let (link, id) = (Link::new("book", book.id), Uuid::now_v7());
        let then = back_then(&admin);
        let taken = async |said: &str| take_over_comment(&then, &link, id, said).await.unwrap();
        assert_eq!(taken("Gut").await, Taken::New);
        assert_eq!(taken("Gut").await, Taken::Known);
        assert_eq!(taken("Sehr gut").await, Taken::Changed);
        assert_eq!(taken("Ganz gut").await, Taken::Changed, "and changed once more");
        social::edit_comment(&admin, id, "Hier verbessert", &[]).await.unwrap();
        assert_eq!(taken("Wieder anders").await, Taken::Known, "what was changed here stays");
        let comments = social::comments(&admin, &link, (None, 10)).await.unwrap();
        assert_eq!(comments[0].text, "Hier verbessert");
    }
);
