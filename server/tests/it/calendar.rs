//! Lists as calendars: records on the days of a month.

use access::{FieldRight, Profile, Sees};
use axum::http::StatusCode;
use kernel::Language;

use crate::house::{House, Person, databases};
use crate::studio::done;

async fn task(house: &House, admin: &Person, subject: &str, due: &str) -> String {
    done(house, admin, "/tasks", &[("subject", subject), ("due_on", due)]).await
}

/// What stands on a day, as the words of its cell.
async fn day(house: &House, who: &Person, path: &str, label: &str) -> String {
    let page = house.get(who, path).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    let cells = page.text.split("<td class=\"month__day").skip(1);
    let cell = cells.filter_map(|cell| cell.split("</td>").next()).find(|c| c.contains(label));
    cell.unwrap_or_else(|| panic!("no {label} in {path}")).to_owned()
}

#[tokio::test]
async fn records_stand_on_the_days_of_a_month() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        for n in 1..=6 {
            task(&house, &admin, &format!("Anruf {n}"), "2026-11-25").await;
        }
        task(&house, &admin, "Letzter Tag", "2026-11-30").await;
        task(&house, &admin, "Aus dem Oktober", "2026-10-26").await;
        task(&house, &admin, "Zu früh", "2026-10-25").await;
        task(&house, &admin, "Ohne Tag", "").await;
        let november = "/tasks/calendar?month=2026-11";
        let page = house.get(&admin, november).await.text;
        assert!(page.contains("November 2026") && page.contains("Kalenderwoche 48"), "{page}");
        assert!(!page.contains("Zu früh") && !page.contains("Ohne Tag"), "only what is shown");
        let full = day(&house, &admin, november, "Mittwoch, 25. November 2026").await;
        assert_eq!(full.matches("month__entry").count(), 4, "{full}");
        assert!(full.contains("2 weitere"), "{full}");
        let rest =
            full.split("month__more\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
        let rest = rest.expect("a way to all of them").replace("&amp;", "&");
        let all = house.get(&admin, &rest).await.text;
        assert!((1..=6).all(|n| all.contains(&format!("Anruf {n}"))), "{rest}");
        let last = day(&house, &admin, november, "Montag, 30. November 2026").await;
        assert!(last.contains("Letzter Tag"), "{last}");
        let before = day(&house, &admin, november, "Montag, 26. Oktober 2026").await;
        assert!(before.contains("Aus dem Oktober") && before.contains("is-outside"), "{before}");
        let narrowed = house.get(&admin, &format!("{november}&q=letzter")).await.text;
        assert!(narrowed.contains("Letzter Tag") && !narrowed.contains("Anruf 1"), "{narrowed}");
        // The plus of a day leads to a form that knows the day.
        let create = last.split("href=\"/tasks/new").nth(1).and_then(|rest| rest.split('"').next());
        let form = house.get(&admin, &format!("/tasks/new{}", create.expect("a plus"))).await.text;
        assert!(form.contains("value=\"30.11.2026\"") || form.contains("2026-11-30"), "{form}");
        let begins =
            [("subject", "Messe"), ("starts_at.date", "24.11.2026"), ("starts_at.time", "23:30")];
        done(&house, &admin, "/events", &begins).await;
        let event =
            day(&house, &admin, "/events/calendar?month=2026-11", "24. November 2026").await;
        assert!(event.contains("Messe") && event.contains("23:30"), "{event}");
        for odd in ["month=2026-13", "month=x", "month=0000-01", "month=9999-12"] {
            let page = house.get(&admin, &format!("/tasks/calendar?{odd}")).await;
            assert_eq!(page.status, StatusCode::OK, "{odd}");
        }
        for wrong in ["by=subject", "by=nothing"] {
            let page = house.get(&admin, &format!("/tasks/calendar?{wrong}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{wrong}");
        }
    }
}

#[tokio::test]
async fn a_view_is_kept_as_a_calendar() {
    let house = House::open().await;
    let admin = house.jana().await;
    let view = [("name", "Fälliges"), ("calendar", "due_on"), ("filter", "stage = \"open\"")];
    let to = done(&house, &admin, "/tasks/views", &view).await;
    assert!(to.starts_with("/tasks/calendar?view="), "{to}");
    task(&house, &admin, "Offen", "2026-11-25").await;
    let shown = day(&house, &admin, &format!("{to}&month=2026-11"), "25. November 2026").await;
    assert!(shown.contains("Offen"), "{shown}");
    let list = house.get(&admin, "/tasks").await.text;
    assert!(list.contains(&to.replace('&', "&amp;")), "its tab leads to the calendar");
    let id = to.split("view=").nth(1).expect("it has an id").to_owned();
    done(&house, &admin, &format!("/tasks/views/{id}/default"), &[]).await;
    let begun = house.get(&admin, "/tasks").await;
    assert_eq!(begun.location(), to);
    let wrong = [("name", "x"), ("calendar", "subject")];
    let refused = house.post(&admin, "/tasks/views", &wrong).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
}

#[tokio::test]
async fn a_hidden_day_is_no_day() {
    let house = House::open().await;
    let admin = house.jana().await;
    house.person("tim", Language::De, Sees::All).await;
    let profile: Profile =
        serde_json::from_str(r#"{"modules":{"task":{"fields":{"due_on":"hidden"}}}}"#).unwrap();
    assert_eq!(profile.modules["task"].fields["due_on"], FieldRight::Hidden);
    let veiled = admin.limited(access::Rights::of(profile, false));
    let refused = house.get(&veiled, "/tasks/calendar?by=due_on").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let page = house.get(&veiled, "/tasks/calendar").await.text;
    assert!(!page.contains("Fällig am"), "{page}");
}
