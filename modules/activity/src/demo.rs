//! What people of a firm do about its records: tasks and events around the present.

use kernel::{Date, Instant, Link, Result, Time, Value};
use records::{BatchRow, Cx, Input, save_batch};

const SUBJECTS: [&str; 12] = [
    "Angebot nachfassen",
    "Rückruf vereinbaren",
    "Unterlagen schicken",
    "Vertrag prüfen",
    "Ansprechpartner klären",
    "Referenzkunden nennen",
    "Preise abstimmen",
    "Testzugang einrichten",
    "Protokoll verschicken",
    "Wartungstermin abstimmen",
    "Rechnungsanschrift erfragen",
    "Zum Geburtstag gratulieren",
];

const MEETINGS: [(&str, &str, &str); 8] = [
    ("Vertragsgespräch", "meeting", "Vor Ort"),
    ("Telefonat zum Angebot", "call", ""),
    ("Produktvorführung", "presentation", "Besprechungsraum 2"),
    ("Jahresgespräch", "visit", "Beim Kunden"),
    ("Workshop Anforderungen", "meeting", "Vor Ort"),
    ("Abstimmung per Video", "video_call", ""),
    ("Übergabe an die Technik", "meeting", "Besprechungsraum 1"),
    ("Kennenlernen", "call", ""),
];

/// Days around the present in which something happens: the further back, the more is done.
const SPAN: i64 = 60;

/// Gives some records tasks and events; whoever is named does them in turn.
///
/// # Errors
/// What saving says.
pub async fn fill(people: &[Cx], about: &[Link]) -> Result<()> {
    let Some(first) = people.first() else { return Ok(()) };
    let (today, _) = first.now().in_zone(&first.locale.zone);
    let (mut tasks, mut events) = (Vec::new(), Vec::new());
    for (n, link) in about.iter().enumerate() {
        let n = i64::try_from(n).unwrap_or(0);
        let at = n as usize % people.len();
        let owner = &people[at];
        tasks.push((at, task(owner, link, (n, today))));
        if n % 2 == 0 {
            events.push((at, event(owner, link, (n, today))));
        }
    }
    save(people, "task", tasks).await?;
    save(people, "event", events).await
}

/// Everybody enters what is their own, so that nobody is told of it.
async fn save(people: &[Cx], module: &str, rows: Vec<(usize, Input)>) -> Result<()> {
    for (at, cx) in people.iter().enumerate() {
        let own = rows.iter().filter(|(owner, _)| *owner == at);
        let rows = own.map(|(_, row)| BatchRow::Create(row.clone())).collect();
        for saved in save_batch(cx, module, rows).await? {
            saved?;
        }
    }
    Ok(())
}

/// A day that lies somewhere around the present, most of them before it.
fn around(today: Date, n: i64) -> Date {
    today.plus_days(n * 17 % SPAN - SPAN * 3 / 4)
}

fn task(owner: &Cx, link: &Link, (n, today): (i64, Date)) -> Input {
    let due = around(today, n);
    let is_done = due < today && n % 7 != 0;
    let stage = match (is_done, n % 5) {
        (true, _) => "done",
        (false, 1) => "in_progress",
        (false, 2) => "waiting",
        (false, _) => "open",
    };
    let priority = ["normal", "high", "normal", "low"][n as usize % 4];
    let mut values = vec![
        ("subject", Value::text(SUBJECTS[(n as usize * 5 + n as usize / 12) % SUBJECTS.len()])),
        ("about", Value::Link(link.clone())),
        ("due_on", Value::Date(due)),
        ("stage", Value::text(stage)),
        ("priority", Value::text(priority)),
    ];
    values.extend(owner.actor.user.map(|user| ("owner", Value::Principal(user))));
    Input::of(values)
}

fn event(owner: &Cx, link: &Link, (n, today): (i64, Date)) -> Input {
    let (subject, kind, place) = MEETINGS[n as usize / 2 % MEETINGS.len()];
    let day = around(today, n * 3 + 5);
    let time =
        Time::new(8 + n % 9, if n % 4 == 0 { 30 } else { 0 }, 0).unwrap_or(Time::from_seconds(0));
    let start = Instant::from_local(day, time, &owner.locale.zone);
    let stage = match (day < today, n % 9) {
        (true, 0) => "not_held",
        (true, _) => "held",
        (false, _) => "planned",
    };
    let mut values = vec![
        ("subject", Value::text(subject)),
        ("kind", Value::text(kind)),
        ("about", Value::Link(link.clone())),
        ("starts_at", Value::Instant(start)),
        ("stage", Value::text(stage)),
    ];
    if !place.is_empty() {
        values.push(("location", Value::text(place)));
    }
    values.extend(owner.actor.user.map(|user| ("owner", Value::Principal(user))));
    Input::of(values)
}
