//! What a list offers beside its rows: cells that are edited where they stand, records at a
//! glance, sums, columns, heights of rows.

use access::{FieldRight, Right, Rights};
use axum::http::{Method, StatusCode};

use crate::house::{House, Person, databases};

async fn open(house: &House, person: &Person, cell: &str) -> (StatusCode, String) {
    let form = house.part(person, (Method::GET, &format!("{cell}?part=cell-edit")), &[]).await;
    let version = form.text.split("name=\"version\" value=\"").nth(1).unwrap_or_default();
    (form.status, version.split('"').next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn every_editable_column_is_edited_in_its_cell() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        for module in house.modules() {
            let record = house.record(&jana, &module, "Probe").await;
            let list = house.get(&jana, &format!("/{}", module.plural)).await.text;
            let edited = list.split("<th ").filter_map(|head| {
                let (_, rest) = head.split('>').next()?.split_once("data-edit=\"")?;
                rest.split('"').next()
            });
            let mut n_edited = 0;
            for field in edited.map(str::to_owned).collect::<Vec<_>>() {
                let cell = format!("{record}/field/{field}");
                let (status, version) = open(&house, &jana, &cell).await;
                assert_eq!((status, version.is_empty()), (StatusCode::OK, false), "{cell}");
                let shown = format!("{cell}?part=cell");
                let shown = house.part(&jana, (Method::GET, &shown), &[]).await;
                assert!(!shown.text.contains("<form"), "{cell}");
                n_edited += 1;
            }
            assert!(n_edited > 0, "no column of {} can be edited", module.code);
        }
    }
}

#[tokio::test]
async fn what_is_wrong_stays_typed_and_what_changed_meanwhile_is_told() {
    let house = House::open().await;
    let jana = house.jana().await;
    let made = house.post(&jana, "/accounts", &[("name", "Elbtal")]).await;
    let cell = format!("{}/field/employees", made.location());
    let to = format!("{cell}?part=cell");
    let (_, version) = open(&house, &jana, &cell).await;
    let wrong = [("version", version.as_str()), ("employees", "viele")];
    let reply = house.part(&jana, (Method::POST, &to), &wrong).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text.contains("value=\"viele\"") && reply.text.contains("keine Zahl"));
    let right = [("version", version.as_str()), ("employees", "12")];
    let reply = house.part(&jana, (Method::POST, &to), &right).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.text.contains(">12<") && reply.text.contains("/undo/"), "{}", reply.text);
    let late = [("version", version.as_str()), ("employees", "13")];
    let reply = house.part(&jana, (Method::POST, &to), &late).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    let tells = ["gerade geändert", "value=\"13\"", "name=\"overwrite\""];
    assert!(tells.iter().all(|words| reply.text.contains(words)), "{}", reply.text);
    let mine = [("overwrite", "1"), ("employees", "13")];
    let reply = house.part(&jana, (Method::POST, &to), &mine).await;
    assert!(reply.text.contains(">13<"), "{}", reply.text);
}

#[tokio::test]
async fn what_one_may_not_change_is_no_cell_to_edit() {
    let house = House::open().await;
    let jana = house.jana().await;
    let made = house.post(&jana, "/accounts", &[("name", "Elbtal")]).await;
    let reads = Rights::ordinary().with_field("account", "industry", FieldRight::Read);
    let tim = jana.limited(reads);
    let list = house.get(&tim, "/accounts").await.text;
    assert!(list.contains("data-edit=\"status\"") && !list.contains("data-edit=\"industry\""));
    let cell = format!("{}/field/industry", made.location());
    assert_eq!(open(&house, &tim, &cell).await.0, StatusCode::FORBIDDEN);
    let only_looks = jana.limited(Rights::ordinary().without("account", Right::Edit));
    let list = house.get(&only_looks, "/accounts").await.text;
    assert!(!list.contains("data-edit"));
}

#[tokio::test]
async fn a_record_is_seen_at_a_glance() {
    let house = House::open().await;
    let jana = house.jana().await;
    for module in house.modules() {
        let record = house.record(&jana, &module, "Probe").await;
        let preview = format!("{record}/preview");
        let page = house.get(&jana, &preview).await;
        assert_eq!(page.location(), record, "without script it is the page itself");
        let glance = house.part(&jana, (Method::GET, &preview), &[]).await;
        assert_eq!(glance.status, StatusCode::OK, "{preview}");
        assert!(glance.text.contains(&format!("href=\"{record}\"")), "{preview}");
        let locked = jana.limited(Rights::ordinary().without(&module.code, Right::Edit));
        let glance = house.part(&locked, (Method::GET, &preview), &[]).await;
        assert!(!glance.text.contains("/edit\""), "{preview}");
        let menu = format!("{record}/menu");
        assert_eq!(house.get(&jana, &menu).await.location(), record, "a page without script");
        let acts = house.part(&jana, (Method::GET, &menu), &[]).await.text;
        let may = ["/edit\"", "/follow\"", "/mark\"", "/trash\""].map(|act| acts.contains(act));
        assert_eq!(may, [true; 4], "{menu}: {acts}");
        let acts = house.part(&locked, (Method::GET, &menu), &[]).await.text;
        let may = ["/edit\"", "/follow\""].map(|act| acts.contains(act));
        assert_eq!(may, [false, true], "{menu}: {acts}");
    }
}

#[tokio::test]
async fn sums_agree_with_the_list_and_tell_currencies_apart() {
    for database in databases() {
        let house = House::open_in(database).await;
        let jana = house.jana().await;
        for (name, revenue, currency, employees) in [
            ("Elbtal", "1000,50", "EUR", "10"),
            ("Isartal", "2000,25", "EUR", "5"),
            ("Aaretal", "300", "CHF", "1"),
            ("Odertal", "", "EUR", ""),
        ] {
            let form = [
                ("name", name),
                ("annual_revenue.amount", revenue),
                ("annual_revenue.currency", currency),
                ("employees", employees),
            ];
            let made = house.post(&jana, "/accounts", &form).await;
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        }
        let list = "/accounts?columns=annual_revenue,employees,status";
        let plain = house.get(&jana, list).await.text;
        assert!(plain.contains("sums=1") && !plain.contains("3.000,75"));
        let summed = house.get(&jana, &format!("{list}&sums=1")).await.text;
        let foot = summed.split("foot-sums").nth(1).unwrap();
        for figure in ["3.000,75", "300,00", ">16<"] {
            assert!(foot.contains(figure), "{figure}: {foot:.900}");
        }
        let narrowed = format!("{list}&sums=1&filter=name%20%3D%20%22Elbtal%22");
        let narrowed = house.get(&jana, &narrowed).await.text;
        assert!(narrowed.split("foot-sums").nth(1).unwrap().contains("1.000,50"));
        let hidden = Rights::ordinary().with_field("account", "annual_revenue", FieldRight::Hidden);
        let shut = house.get(&jana.limited(hidden), &format!("{list}&sums=1")).await.text;
        assert!(!shut.contains("3.000,75") && shut.contains(">16<"));
        let none = house.get(&jana, "/accounts?columns=status").await.text;
        assert!(!none.contains("sums=1"), "there is nothing to sum up");
    }
}

#[tokio::test]
async fn columns_keep_their_order_and_rows_their_height() {
    let house = House::open().await;
    let jana = house.jana().await;
    house.post(&jana, "/accounts", &[("name", "Elbtal")]).await;
    let chosen = "/accounts?column=status&column=employees&column=number";
    let page = house.get(&jana, chosen).await.text;
    let heads: Vec<&str> =
        page.split("data-edit=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(heads, ["status", "employees"]);
    assert!(page.contains("columns=status%2Cemployees%2Cnumber"), "links keep the columns");
    let view = [("name", "Kurz"), ("columns", "status,employees,number")];
    let saved = house.post(&jana, "/accounts/views", &view).await;
    let page = house.get(&jana, saved.location()).await.text;
    assert!(page.find("data-edit=\"status\"") < page.find("data-edit=\"employees\""));
    let looks = [("density", "compact"), ("back", "/accounts?columns=status")];
    let set = house.post(&jana, "/me/looks", &looks).await;
    assert_eq!(set.location(), "/accounts?columns=status");
    let page = house.get(&jana, "/accounts").await.text;
    assert!(page.contains("data-density=\"compact\""));
    let away = [("density", "comfort"), ("back", "https://evil.example/")];
    assert_eq!(house.post(&jana, "/me/looks", &away).await.location(), "/");
    let wrong = house.post(&jana, "/me/looks", &[("density", "huge")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
}

#[tokio::test]
async fn views_are_named_made_the_first_shared_and_removed() {
    let house = House::open().await;
    let jana = house.jana().await;
    house.post(&jana, "/accounts", &[("name", "Elbtal"), ("status", "customer")]).await;
    let view = [("name", "Kunden"), ("filter", "status = \"customer\""), ("columns", "status")];
    let saved = house.post(&jana, "/accounts/views", &view).await;
    let id = saved.location().split_once("view=").unwrap().1.to_owned();
    let act = async |person: &Person, act: &str, form: &[(&str, &str)]| {
        house.post(person, &format!("/accounts/views/{id}/{act}"), form).await
    };
    act(&jana, "rename", &[("name", "Unsere Kunden")]).await;
    act(&jana, "default", &[]).await;
    let first = house.get(&jana, "/accounts").await.text;
    assert!(first.contains("Unsere Kunden") && first.contains("/accounts?view=all"));
    assert!(first.contains("chip__remove"), "the list begins with the condition of the view");
    let all = house.get(&jana, "/accounts?view=all").await.text;
    assert!(!all.contains("chip__remove"));
    act(&jana, "share", &[]).await;
    let tim = house.person("tim", kernel::Language::De, access::Sees::All).await;
    let tim = tim.limited(Rights::ordinary());
    assert!(house.get(&tim, "/accounts").await.text.contains("Unsere Kunden"));
    for shut in ["rename", "share", "unshare", "remove"] {
        let reply = act(&tim, shut, &[("name", "x")]).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{shut}");
    }
    assert_eq!(act(&tim, "explode", &[]).await.status, StatusCode::NOT_FOUND);
    let wrong = act(&jana, "rename", &[("name", " ")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    act(&jana, "remove", &[]).await;
    let gone = house.get(&jana, "/accounts").await.text;
    assert!(!gone.contains("Unsere Kunden") && !gone.contains("chip__remove"));
}

#[tokio::test]
async fn many_views_stand_in_a_menu_and_wrong_ones_are_refused() {
    let house = House::open().await;
    let jana = house.jana().await;
    house.post(&jana, "/accounts", &[("name", "Elbtal")]).await;
    let mut last = String::new();
    for n in 0..7 {
        let view = [("name", format!("Ansicht {n}")), ("sort", "-title".to_owned())];
        let view = view.each_ref().map(|(name, value)| (*name, value.as_str()));
        last = house.post(&jana, "/accounts/views", &view).await.location().to_owned();
    }
    let page = house.get(&jana, &last).await.text;
    let (tabs, menu) = page.split_once("id=\"list-views\"").unwrap();
    assert!(tabs.contains(">Ansicht 6<") && !tabs.contains(">Ansicht 5<"), "the shown one is near");
    assert!(menu.contains("Ansicht 5"));
    for (field, value, words) in [
        ("columns", "zebra", "zebra"),
        ("filter", "zebra = 1", "zebra"),
        ("sort", "zebra", "sortieren"),
        ("name", "", "fehlt"),
    ] {
        let mut view = vec![("name", "Neu"), (field, value)];
        view.retain(|(name, _)| field != "name" || *name != "name" || value.is_empty());
        let refused = house.post(&jana, "/accounts/views", &view).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(refused.text.contains(words), "{field}: {:.3000}", refused.text);
    }
}
