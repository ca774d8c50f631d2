//! Orders and pages.

use kernel::Value;
use records::{Cursor, Input, ListQuery, Towards};
use testkit::{
    Person, day, hours, library, moment, money, number, problems, scenario, text, time, yes,
};

/// Values whose order is the same on both databases, whatever the field type.
fn specimen(n: usize) -> Input {
    // 257 is prime, so that the order of saving is no order of any field.
    let m = (n * 257) % 1000;
    let names =
        ["Äpfel", "apfel", "Apfel", "Öl", "Ofen", "Zebra", "ß", "ss", "Łódź", "10", "9", ""];
    let name = format!("{} {}", names[m % names.len()], m / 3);
    let colour = [Some("red"), Some("green"), Some("blue"), None][m % 4];
    let sparse = |value: Value| if m.is_multiple_of(7) { Value::Empty } else { value };
    Input::of([
        ("text", text(&name)),
        ("decimal", sparse(number(&format!("{}.5", m as i64 - 500)))),
        ("percent", sparse(number(&(m % 90).to_string()))),
        ("money", sparse(money(&format!("{}.25", m * 3), "EUR"))),
        ("date", sparse(day(&format!("20{:02}-0{}-1{}", m % 60, 1 + m % 9, m % 10)))),
        ("datetime", sparse(moment(&format!("2026-01-0{}T10:00:{:02}Z", 1 + m % 9, m % 60)))),
        ("time", sparse(time(&format!("{:02}:{:02}", m % 24, m % 60)))),
        ("duration", sparse(hours(m as i64 % 50 - 25))),
        ("bool", if m.is_multiple_of(3) { yes() } else { Value::Empty }),
        ("picklist", colour.map_or(Value::Empty, text)),
        ("stage", text(["begun", "done"][m % 2])),
        ("email", sparse(text(&format!("a{m}@b.example")))),
        ("phone", sparse(text(&format!("030 {m}")))),
        ("url", sparse(text(&format!("https://b.example/{m}")))),
    ])
}

async fn a_thousand(admin: &Person) {
    for portion in 0..10 {
        let rows =
            (portion * 100..(portion + 1) * 100).map(|n| records::BatchRow::Create(specimen(n)));
        let saved = records::save_batch(admin, "specimen", rows.collect()).await.unwrap();
        assert!(saved.iter().all(Result::is_ok), "{:?}", saved.iter().find(|row| row.is_err()));
    }
}

/// All titles of a module, page by page, forward or back.
async fn walk(person: &Person, sort: &str, limit: usize, towards: Towards) -> Vec<i64> {
    let mut rows = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let list = ListQuery { sort: sort.into(), limit, after, towards, ..ListQuery::default() };
        let page = records::find(person, "specimen", &list).await.unwrap().page;
        let seen = page.records.iter().map(|record| record.row);
        match towards {
            Towards::Next => rows.extend(seen),
            Towards::Previous => drop(rows.splice(0..0, seen)),
        }
        after = if towards == Towards::Next { page.next } else { page.previous };
        if after.is_none() {
            return rows;
        }
    }
}

/// Where a walk back begins: behind the last record.
async fn end(person: &Person, sort: &str) -> (i64, Cursor) {
    let turn = |one: &str| one.strip_prefix('-').map_or_else(|| format!("-{one}"), str::to_owned);
    let turned = sort.split(',').map(turn).collect::<Vec<_>>().join(",");
    let list = ListQuery { sort: turned, limit: 2, ..ListQuery::default() };
    let page = records::find(person, "specimen", &list).await.unwrap().page;
    let after = Some(page.next.expect("there are more than two"));
    let list = ListQuery { sort: sort.into(), limit: 1, after, ..ListQuery::default() };
    let page = records::find(person, "specimen", &list).await.unwrap().page;
    let back = page.previous.expect("a page in the middle has one before it");
    (page.records[0].row, back)
}

fn sorts(person: &Person) -> Vec<String> {
    let module = person.module("specimen").unwrap();
    let fields = module.fields.iter().filter(|field| field.sort).map(|field| field.name.clone());
    let up: Vec<String> = std::iter::once("title".to_owned()).chain(fields).collect();
    up.iter().cloned().chain(up.iter().map(|name| format!("-{name}"))).collect()
}

scenario!(library::setting(), pages_forward_have_no_gap_and_no_double, async |scene| {
    let admin = scene.as_admin().await;
    a_thousand(&admin).await;
    let sorts = sorts(&admin);
    assert_eq!(sorts.len(), 2 * (1 + 14 + 2 + 1 + 1 - 1), "{sorts:?}");
    for sort in sorts {
        let whole = walk(&admin, &sort, 500, Towards::Next).await;
        let pages = walk(&admin, &sort, 73, Towards::Next).await;
        assert_eq!(whole.len(), 1000, "{sort}");
        assert_eq!(pages, whole, "{sort}");
        let mut once = whole.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), 1000, "{sort}");
    }
});

scenario!(library::setting(), pages_back_show_the_same_as_forward, async |scene| {
    let admin = scene.as_admin().await;
    a_thousand(&admin).await;
    for sort in sorts(&admin).into_iter().chain(SEVERAL.map(str::to_owned)) {
        let whole = walk(&admin, &sort, 500, Towards::Next).await;
        let (last, mut back) = end(&admin, &sort).await;
        let mut rows = vec![last];
        loop {
            let (after, towards) = (Some(back), Towards::Previous);
            let list =
                ListQuery { sort: sort.clone(), limit: 91, after, towards, ..ListQuery::default() };
            let page = records::find(&admin, "specimen", &list).await.unwrap().page;
            rows.splice(0..0, page.records.iter().map(|record| record.row));
            match page.previous {
                Some(previous) => back = previous,
                None => break,
            }
        }
        assert_eq!(rows[..], whole[..rows.len()], "{sort}");
        assert_eq!(rows.last(), Some(&last), "{sort}");
        assert!(rows.len() > 990, "{sort}: {}", rows.len());
    }
});

/// Orders of several fields, up and down.
const SEVERAL: [&str; 4] =
    ["stage,-decimal", "-stage,bool,-text", "picklist,-stage,-datetime", "-text,title"];

/// What a record is ordered by: yes comes after nothing.
type Key = (std::cmp::Reverse<bool>, bool, std::cmp::Reverse<Vec<u8>>, std::cmp::Reverse<i64>);

scenario!(library::setting(), what_is_alike_is_ordered_by_the_next_field, async |scene| {
    let admin = scene.as_admin().await;
    a_thousand(&admin).await;
    for sort in SEVERAL {
        let whole = walk(&admin, sort, 500, Towards::Next).await;
        assert_eq!(whole.len(), 1000, "{sort}");
        assert_eq!(walk(&admin, sort, 73, Towards::Next).await, whole, "{sort}");
    }
    let module = admin.module("specimen").unwrap();
    let mut expected: Vec<(Key, i64)> = Vec::new();
    let mut list = ListQuery { limit: 500, ..ListQuery::default() };
    loop {
        let page = records::find(&admin, "specimen", &list).await.unwrap().page;
        for record in &page.records {
            let value = |name| record.value(&module, name);
            let is_done = value("stage").as_text() == "done";
            let name = kernel::sort_key(value("text").as_text());
            let key = (
                std::cmp::Reverse(is_done),
                *value("bool") == Value::Bool(true),
                std::cmp::Reverse(name),
                std::cmp::Reverse(record.row),
            );
            expected.push((key, record.row));
        }
        list.after = page.next;
        if list.after.is_none() {
            break;
        }
    }
    expected.sort();
    let expected: Vec<i64> = expected.into_iter().map(|(_, row)| row).collect();
    assert_eq!(walk(&admin, "-stage,bool,-text", 73, Towards::Next).await, expected);
});

scenario!(library::setting(), orders_are_those_a_reader_expects, async |scene| {
    let admin = scene.as_admin().await;
    for name in ["Zebra", "Äpfel", "apfel", "Apfel", "Öl", "Ofen", "10", "9", "ä"] {
        admin.saves("specimen", [("text", text(name))]).await;
    }
    let sorted = ["10", "9", "ä", "apfel", "Apfel", "Äpfel", "Ofen", "Öl", "Zebra"];
    assert_eq!(admin.lists("specimen", "", "text").await, sorted);
    let turned: Vec<&str> = sorted.iter().rev().copied().collect();
    assert_eq!(admin.lists("specimen", "", "-text").await, turned);
});

scenario!(
    library::setting(),
    pick_lists_sort_by_their_order_and_nothing_comes_first,
    async |scene| {
        let admin = scene.as_admin().await;
        for (name, colour) in [("a", "blue"), ("b", "red"), ("c", "green")] {
            admin.saves("specimen", [("text", text(name)), ("picklist", text(colour))]).await;
        }
        admin.saves("specimen", [("text", text("d"))]).await;
        assert_eq!(admin.lists("specimen", "", "picklist").await, ["d", "b", "c", "a"]);
        assert_eq!(admin.lists("specimen", "", "-picklist").await, ["a", "c", "b", "d"]);
    }
);

scenario!(library::setting(), a_page_stays_put_while_others_save, async |scene| {
    let admin = scene.as_admin().await;
    for name in ["b", "d", "f", "h"] {
        admin.saves("specimen", [("text", text(name))]).await;
    }
    let list = ListQuery { sort: "text".into(), limit: 2, ..ListQuery::default() };
    let first = records::find(&admin, "specimen", &list).await.unwrap().page;
    for name in ["a", "c", "e", "g"] {
        admin.saves("specimen", [("text", text(name))]).await;
    }
    let list = ListQuery { after: first.next, ..list };
    let second = records::find(&admin, "specimen", &list).await.unwrap().page;
    let titles: Vec<&str> = second.records.iter().map(|record| record.title.as_str()).collect();
    assert_eq!(titles, ["e", "f"]);
});

scenario!(library::setting(), what_cannot_be_asked_is_refused, async |scene| {
    let admin = scene.as_admin().await;
    let ask = async |list: ListQuery| records::find(&admin, "specimen", &list).await;
    let sort = |sort: &str| ListQuery { sort: sort.into(), ..ListQuery::default() };
    for name in ["long_text", "nothing", "--text", "text; DELETE specimens", "row", "id"] {
        assert_eq!(problems(ask(sort(name)).await), ["sort: not_sortable"], "{name}");
    }
    assert_eq!(problems(ask(sort("text,nothing")).await), ["sort: not_sortable"]);
    assert_eq!(problems(ask(sort("text,date,time,bool")).await), ["sort: too_many_sorts"]);
    let after = Cursor::parse("i5.5");
    let several = ListQuery { after: after.clone(), ..sort("date,time") };
    assert_eq!(problems(ask(several).await), ["cursor: wrong_cursor"]);
    assert_eq!(problems(ask(ListQuery { after, ..sort("text") }).await), ["cursor: wrong_cursor"]);
    let fields = vec!["text".into(), "secret".into()];
    let list = ListQuery { fields, ..ListQuery::default() };
    assert_eq!(problems(ask(list).await), ["fields: unknown_field"]);
    let list = ListQuery { filter: "secret = 1".into(), ..ListQuery::default() };
    assert_eq!(problems(ask(list).await), ["filter: filter_unknown_field"]);
    let many = "text = \"x\" or ".repeat(3000) + "text = \"x\"";
    let list = ListQuery { filter: many, ..ListQuery::default() };
    assert_eq!(problems(ask(list).await), ["filter: filter_too_long"]);
});

scenario!(library::setting(), counting_stops_at_its_bound, async |scene| {
    let admin = scene.as_admin().await;
    for n in 0..7 {
        admin.saves("specimen", [("text", text(&format!("Exemplar {n}")))]).await;
    }
    let all = ListQuery::default();
    let count = async |list: &ListQuery, bound| {
        let count = records::count(&admin, "specimen", list, bound).await.unwrap();
        (count.n, count.is_exact)
    };
    assert_eq!(count(&all, 10).await, (7, true));
    assert_eq!(count(&all, 7).await, (7, true));
    assert_eq!(count(&all, 5).await, (5, false));
    let some = ListQuery { filter: "text contains \"3\"".into(), ..ListQuery::default() };
    assert_eq!(count(&some, 10).await, (1, true));
    let found = ListQuery { text: "exemplar".into(), ..ListQuery::default() };
    assert_eq!(count(&found, 10).await, (7, true));
});

scenario!(
    library::setting(),
    a_condition_on_the_sort_finds_the_same_as_under_another,
    async |scene| {
        let admin = scene.as_admin().await;
        a_thousand(&admin).await;
        let ask = async |filter: &str, sort: &str| {
            let (filter, sort) = (filter.to_owned(), sort.to_owned());
            let list = ListQuery { filter, sort, limit: 500, ..ListQuery::default() };
            let page = records::find(&admin, "specimen", &list).await.unwrap().page;
            let mut rows: Vec<i64> = page.records.iter().map(|record| record.row).collect();
            rows.sort_unstable();
            rows
        };
        for (field, low, high) in [
            ("decimal", "-100", "99.5"),
            ("percent", "20", "40"),
            ("money", "300.25", "900"),
            ("date", "\"2030-01-01\"", "\"2045-06-15\""),
            ("datetime", "\"2026-01-02\"", "\"2026-01-06T10:00:05Z\""),
            ("time", "\"08:00\"", "\"12:30\""),
            ("duration", "-2h", "10h"),
        ] {
            for filter in [
                format!("{field} >= {low} and {field} < {high} and stage = \"done\""),
                format!("{field} > {low} and {field} <= {high}"),
                format!("{field} = {high} or {field} is empty"),
                format!("{field} = {high} and stage = \"begun\""),
                format!("not ({field} >= {low}) and {field} < {high}"),
            ] {
                let found = ask(&filter, field).await;
                assert!(!found.is_empty() || filter.contains("begun"), "{filter} finds something");
                assert_eq!(found, ask(&filter, "text").await, "{filter}");
                assert_eq!(found, ask(&filter, &format!("-{field}")).await, "{filter}");
            }
        }
    }
);
