//! The editor of a view: groups of conditions drawn, changed, previewed, shown and kept; what
//! groups cannot say stays text, and what does not fit is said where it stands.

use access::{FieldRight, Rights, Sees};
use axum::http::{Method, StatusCode};
use kernel::Language;

use crate::house::{House, Person, databases, encoded, escaped, hidden};

const EDIT: &str = "/accounts/views/edit";

async fn accounts(house: &House, person: &Person) {
    for (name, status, employees) in
        [("Anker", "customer", "10"), ("Boje", "prospect", "200"), ("Kai", "customer", "3000")]
    {
        let form = [("name", name), ("status", status), ("employees", employees)];
        let made = house.post(person, "/accounts", &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    }
}

/// `status is customer and (employees over 100 or not name contains kai)`, as the form sends it.
const GROUPS: [(&str, &str); 18] = [
    ("node", "g.r"),
    ("joint.r", "and"),
    ("node", "c.r-0"),
    ("was.r-0", "status"),
    ("field.r-0", "status"),
    ("operator.r-0", "in"),
    ("value.r-0", "customer"),
    ("node", "g.r-1"),
    ("joint.r-1", "or"),
    ("node", "c.r-1-0"),
    ("was.r-1-0", "employees"),
    ("field.r-1-0", "employees"),
    ("operator.r-1-0", "greater"),
    ("value.r-1-0", "100"),
    ("node", "c.r-1-1"),
    ("was.r-1-1", "name"),
    ("field.r-1-1", "name"),
    ("operator.r-1-1", "contains"),
];

fn with(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    GROUPS.iter().chain(more).copied().collect()
}

fn nodes(page: &str) -> Vec<&str> {
    let parts = page.split("name=\"node\" value=\"").skip(1);
    parts.filter_map(|rest| rest.split('"').next()).collect()
}

/// The tag of the control that has the focus.
fn focused(page: &str) -> &str {
    let (before, _) = page.split_once(" autofocus").expect("something has the focus");
    let after = &page[before.rfind('<').unwrap()..];
    after.split('>').next().unwrap()
}

#[tokio::test]
async fn conditions_stand_in_groups_that_grow_shrink_and_find() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        accounts(&house, &jana).await;
        let filter = "status = \"customer\" and (employees > 100 or not name contains \"kai\")";
        let page = house.get(&jana, &format!("{EDIT}?filter={}", escaped(filter))).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
        assert_eq!(nodes(&page.text), ["g.r", "c.r-0", "g.r-1", "c.r-1-0", "c.r-1-1"]);
        assert!(page.text.contains("name=\"not.r-1-1\" value=\"1\" checked"), "{}", page.text);
        assert!(page.text.contains(">Anker<") && page.text.contains(">Kai<"));
        assert!(!page.text.contains(">Boje<"), "the preview asks what the groups say");

        let grown = with(&[("value.r-1-1", "ank"), ("do", "add.r-1")]);
        let grown = house.post(&jana, EDIT, &grown).await;
        assert_eq!(grown.status, StatusCode::OK, "{}", grown.text);
        assert_eq!(nodes(&grown.text).last(), Some(&"c.r-1-2"));
        assert!(focused(&grown.text).contains("name=\"field.r-1-2\""));
        assert!(!grown.text.contains("id=\"problem-"), "nobody is told yet what is missing");
        let nested = house.post(&jana, EDIT, &with(&[("do", "group.r-1")])).await;
        assert_eq!(nodes(&nested.text).len(), 7);
        assert!(focused(&nested.text).contains("name=\"field.r-1-2-0\""));
        assert!(!nested.text.contains("value=\"group.r-1-2\""), "it is nested one level deeper");
        let smaller = house.post(&jana, EDIT, &with(&[("do", "remove.r-1")])).await;
        assert_eq!(nodes(&smaller.text), ["g.r", "c.r-0"]);
        assert!(focused(&smaller.text).contains("value=\"add.r\""));
        let chosen = ("hx-source", "select#operator.r-1-0");
        let form = ("content-type", "application/x-www-form-urlencoded");
        let headers = [chosen, form];
        let body = encoded(&with(&[]));
        let redrawn = house.tell(&jana, (Method::POST, EDIT), &headers, body).await;
        assert!(focused(&redrawn.text).contains("id=\"operator.r-1-0\""));
        let seen = house.post(&jana, EDIT, &with(&[("value.r-1-1", "a"), ("do", "preview")])).await;
        assert!(focused(&seen.text).contains("value=\"preview\""));

        let wrong = house.post(&jana, EDIT, &with(&[("do", "show")])).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let (_, row) = wrong.text.split_once("value=\"c.r-1-1\"").unwrap();
        assert!(row.contains("id=\"problem-r-1-1\""), "it is said at the condition");
        assert!(focused(&wrong.text).contains("name=\"value.r-1-1\""), "and one is there");
        assert!(wrong.text.contains("value=\"100\""), "what was typed is kept");

        let shown = with(&[("value.r-1-1", "ank"), ("not.r-1-1", "1"), ("do", "show")]);
        let shown = house.post(&jana, EDIT, &shown).await;
        assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text);
        let list = house.get(&jana, shown.location()).await.text;
        assert!(list.contains(">Kai<") && !list.contains(">Anker<") && !list.contains(">Boje<"));
        assert!(list.contains(&format!("href=\"{EDIT}?")), "the list leads back to its editor");
    }
}

#[tokio::test]
async fn a_view_is_kept_replaced_and_refused_without_losing_what_was_typed() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        accounts(&house, &jana).await;
        let columns = ("columns", "employees,status");
        let mut form = with(&[("value.r-1-1", "ank"), columns, ("do", "save"), ("name", "")]);
        let refused = house.post(&jana, EDIT, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("id=\"view-name-problem\""), "{}", refused.text);
        assert!(refused.text.contains("value=\"ank\""));
        assert!(focused(&refused.text).contains("id=\"view-name\""));
        form.push(("name", "Große Kunden"));
        let saved = house.post(&jana, EDIT, &form).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let list = house.get(&jana, saved.location()).await.text;
        assert!(
            list.contains("Große Kunden") && list.contains(">Anker<") && list.contains(">Kai<")
        );
        let id = saved.location().split_once("view=").unwrap().1.to_owned();
        let page = house.get(&jana, &format!("{EDIT}?view={id}")).await.text;
        assert_eq!(nodes(&page).len(), 5);
        assert_eq!(hidden(&page, "columns"), "employees,status");
        assert!(page.contains("value=\"Große Kunden\""));
        let again = [
            ("view", id.as_str()),
            ("node", "g.r"),
            ("joint.r", "not_or"),
            ("node", "c.r-0"),
            ("was.r-0", "status"),
            ("field.r-0", "status"),
            ("operator.r-0", "in"),
            ("value.r-0", "customer"),
            ("name", "Keine Kunden"),
            ("replace", "1"),
            ("do", "save"),
        ];
        let saved = house.post(&jana, EDIT, &again).await;
        assert!(saved.location().ends_with(&id), "{}", saved.text);
        let list = house.get(&jana, saved.location()).await.text;
        assert!(list.contains(">Boje<") && !list.contains(">Anker<"), "none of them is a customer");
        assert!(!list.contains("Große Kunden"));
    }
}

#[tokio::test]
async fn what_groups_cannot_say_stays_text() {
    let house = House::open().await;
    let jana = house.jana().await;
    accounts(&house, &jana).await;
    let twice = format!("{EDIT}?filter={}", escaped("not not name = \"Kai\""));
    let page = house.get(&jana, &twice).await.text;
    assert!(page.contains("not not name = &quot;Kai&quot;") && nodes(&page).is_empty(), "{page}");
    assert!(page.contains(">Kai<"), "the preview asks what the text says");
    let text = [("mode", "text"), ("text", "name = \"Kai\" or zebra = 1"), ("do", "preview")];
    let wrong = house.post(&jana, EDIT, &text).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("zebra") && wrong.text.contains("role=\"alert\""));
    let text = [("mode", "text"), ("text", "not not name = \"Kai\""), ("do", "to_groups")];
    let kept = house.post(&jana, EDIT, &text).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(kept.text.contains("Dieser Filter lässt sich") && kept.text.contains("not not name"));
    let text = [("mode", "text"), ("text", "name = \"Kai\" or owner = me"), ("do", "to_groups")];
    let page = house.post(&jana, EDIT, &text).await.text;
    assert_eq!(nodes(&page), ["g.r", "c.r-0", "c.r-1"]);
    assert!(page.contains("value=\"my_team\"") && page.contains("value=\"me\" checked"));
    let text = house.post(&jana, EDIT, &with(&[("value.r-1-1", "a"), ("do", "to_text")])).await;
    assert!(text.text.contains("(employees &gt; 100 or name contains &quot;a&quot;)"));
}

#[tokio::test]
async fn days_have_words_and_another_field_begins_anew() {
    let house = House::open().await;
    let jana = house.jana().await;
    accounts(&house, &jana).await;
    let day = [
        ("node", "g.r"),
        ("node", "c.r-0"),
        ("was.r-0", "created_at"),
        ("field.r-0", "created_at"),
        ("operator.r-0", "equal"),
        ("word.r-0", "last_n_days"),
        ("n.r-0", "3"),
        ("node", "c.r-1"),
        ("was.r-1", "created_at"),
        ("field.r-1", "created_at"),
        ("operator.r-1", "equal"),
        ("word.r-1", "this_fiscal_year"),
        ("do", "show"),
    ];
    let shown = house.post(&jana, EDIT, &day).await;
    let location = shown.location();
    assert!(location.contains("last_3_days") && location.contains("this_fiscal_year"));
    let list = house.get(&jana, location).await.text;
    assert!(list.contains("dieses Geschäftsjahr") && list.contains(">Kai<"), "{list}");
    let edit = location.replace("/accounts?", &format!("{EDIT}?"));
    let page = house.get(&jana, &edit).await.text;
    assert!(
        page.contains("value=\"last_n_days\" selected")
            && page.contains("name=\"n.r-0\" value=\"3\"")
    );

    let other = [
        ("node", "g.r"),
        ("node", "c.r-0"),
        ("was.r-0", "status"),
        ("field.r-0", "name"),
        ("operator.r-0", "in"),
        ("value.r-0", "customer"),
    ];
    let page = house.post(&jana, EDIT, &other).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert!(page.text.contains("value=\"contains\" selected"), "another field begins anew");
    assert!(!page.text.contains("value=\"customer\""));
}

#[tokio::test]
async fn fields_that_are_hidden_are_not_offered_and_nonsense_is_survived() {
    let house = House::open().await;
    let jana = house.jana().await;
    accounts(&house, &jana).await;
    let tim = house.person("tim", Language::En, Sees::All).await;
    let tim =
        tim.limited(Rights::ordinary().with_field("account", "employees", FieldRight::Hidden));
    let page = house.get(&tim, EDIT).await.text;
    assert!(page.contains("Edit view") && !page.contains("value=\"employees\""), "{page}");
    let asked = with(&[("value.r-1-1", "a"), ("do", "show")]);
    let refused = house.post(&tim, EDIT, &asked).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.text.contains(">Kai<"), "what is hidden does not exist");
    for wrong in ["add.r-9-9", "add.x", "group.r-0-0-0-0", "remove.r", "remove.r-7", "zebra", ""] {
        let page = house.post(&jana, EDIT, &with(&[("value.r-1-1", "a"), ("do", wrong)])).await;
        assert_eq!(page.status, StatusCode::OK, "{wrong}");
        assert_eq!(nodes(&page.text).len(), 5, "{wrong}");
    }
    let script = "<script>alert(1)</script>";
    let mut evil = with(&[("do", "preview"), ("name", script), ("value.r-1-1", script)]);
    evil.push(("field.r-1-0", script));
    let page = house.post(&jana, EDIT, &evil).await;
    assert!(!page.text.contains(script), "{}", page.text);
}

#[tokio::test]
async fn a_view_keeps_several_sorts_rows_and_height() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        for n in 0..60 {
            let name = format!("Kunde {n:02}");
            let status = if n % 2 == 0 { "customer" } else { "prospect" };
            house.post(&jana, "/accounts", &[("name", &name), ("status", status)]).await;
        }
        let looks = [
            ("node", "g.r"),
            ("sort0", "-status"),
            ("sort1", "-title"),
            ("sort2", ""),
            ("rows", "25"),
            ("density", "compact"),
            ("name", "Dicht"),
            ("do", "save"),
        ];
        let saved = house.post(&jana, EDIT, &looks).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
        let list = house.get(&jana, saved.location()).await.text;
        let (_, table) = list.split_once("id=\"part-list\"").unwrap();
        let table = table.split('>').next().unwrap();
        assert!(table.contains("data-density=\"compact\""), "{table}");
        let titles = |page: &str| -> Vec<String> {
            let table = page.split_once("id=\"part-list\"").unwrap().1;
            let parts = table.split(">Kunde ").skip(1);
            parts.filter_map(|rest| rest.split('<').next()).map(str::to_owned).collect()
        };
        let first = titles(&list);
        assert_eq!(first.len(), 25, "{first:?}");
        let mut links = list.split("href=\"").filter_map(|rest| rest.split('"').next());
        let next = links.find(|to| to.contains("after=")).unwrap().replace("&amp;", "&");
        let second = titles(&house.get(&jana, &next).await.text);
        let all = [first.as_slice(), second.as_slice()].concat();
        let (even, odd): (Vec<_>, Vec<_>) =
            (0..60).rev().map(|n| format!("{n:02}")).partition(|n| n.as_bytes()[1] % 2 == 0);
        let expected = if all[0] == even[0] { [even, odd].concat() } else { [odd, even].concat() };
        assert_eq!(all, expected[..50], "one state after the other, in it the larger title first");
        let edit = saved.location().replace("/accounts?", &format!("{EDIT}?"));
        let page = house.get(&jana, &edit).await.text;
        for chosen in ["-status", "-title", "25", "compact"] {
            assert!(page.contains(&format!("value=\"{chosen}\" selected")), "{chosen}");
        }
        let many = [("name", "Viel"), ("sort", "title,status,employees,industry")];
        let many = house.post(&jana, "/accounts/views", &many).await;
        assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
        let odd = house.get(&jana, "/accounts?rows=1000000&density=huge").await;
        assert_eq!(odd.status, StatusCode::OK, "what is not offered is as usual");
    }
}
