//! Lists in groups: what each group has, what it comes to, and who sees how much of it.

use access::{FieldRight, Rights, Sees};
use kernel::{Decimal, Value};
use records::{GroupLevel, Heap, HeapKey, Heaps, ListQuery};
use testkit::{Person, day, library, link, money, number, person, problems, scenario, text};

async fn grouped(who: &Person, module: &str, by: &str, figures: &[&str]) -> Heaps {
    let level = GroupLevel::parse(&who.module(module).unwrap(), by).unwrap();
    let figures: Vec<String> = figures.iter().map(|name| (*name).to_owned()).collect();
    let list = ListQuery::default();
    records::groups(who, module, &list, (&level, &figures, 50)).await.unwrap()
}

fn named(heap: &Heap) -> String {
    match &heap.key {
        HeapKey::Value(Value::Empty) => "-".into(),
        HeapKey::Value(Value::Text(text)) => text.clone(),
        HeapKey::Value(Value::Bool(flag)) => flag.to_string(),
        HeapKey::Value(_) => "other".into(),
        HeapKey::From(day) => day.to_string(),
        HeapKey::Before(day) => format!("before {day}"),
    }
}

fn counts(heaps: &Heaps) -> Vec<String> {
    heaps.all.iter().map(|heap| format!("{}: {}", named(heap), heap.n)).collect()
}

async fn books(admin: &Person) {
    let all = [
        ("Effi", "novel", "296", "12.50", "EUR"),
        ("Irrungen", "novel", "180", "9.00", "EUR"),
        ("Stechlin", "novel", "500", "20", "CHF"),
        ("Prometheus", "poem", "2", "1", "EUR"),
    ];
    for (name, genre, pages, value, currency) in all {
        let values = [
            ("name", text(name)),
            ("genre", text(genre)),
            ("pages", number(pages)),
            ("value", money(value, currency)),
        ];
        admin.saves("book", values).await;
    }
    admin.saves("book", [("name", text("Ohne"))]).await;
}

scenario!(library::setting(), groups_have_counts_and_figures_by_currency, async |scene| {
    let admin = scene.as_admin().await;
    books(&admin).await;
    let heaps = grouped(&admin, "book", "genre", &["pages", "value"]).await;
    assert_eq!((heaps.n, heaps.n_groups, heaps.is_exact), (5, 3, true));
    let mut shown = counts(&heaps);
    shown.sort();
    assert_eq!(shown, ["-: 1", "novel: 3", "poem: 1"]);
    let novels = heaps.all.iter().find(|heap| named(heap) == "novel").unwrap();
    let figure = |field: &str, currency: Option<&str>| {
        let fits = |f: &&records::Figures| {
            f.field == field && f.currency.map(|c| c.to_string()).as_deref() == currency
        };
        let f = novels.figures.iter().find(fits).unwrap();
        (f.n, f.sum.to_string(), f.min.to_string(), f.max.to_string())
    };
    let said = |n, sum: &str, min: &str, max: &str| (n, sum.into(), min.into(), max.into());
    assert_eq!(figure("pages", None), said(3, "976", "180", "500"));
    assert_eq!(figure("value", Some("EUR")), said(2, "21.5", "9", "12.5"));
    assert_eq!(figure("value", Some("CHF")), said(1, "20", "20", "20"));
    let sum: Decimal = heaps.all.iter().flat_map(|h| &h.figures).map(|f| f.sum).sum();
    assert_eq!(sum.to_string(), "1020.5");
});

scenario!(library::setting(), the_condition_of_a_group_finds_its_records, async |scene| {
    let admin = scene.as_admin().await;
    let goethe = admin.saves("author", [("name", text("Goethe"))]).await;
    books(&admin).await;
    let faust = [("name", text("Faust \"I\"")), ("author", link("author", &goethe))];
    admin.saves("book", faust).await;
    scene.after_hours(24 * 50);
    admin.saves("book", [("name", text("Später")), ("shelf", text("A \"1\\2\""))]).await;
    for by in [
        "genre",
        "author",
        "owner",
        "shelf",
        "is_lent",
        "created_at.month",
        "created_at.day",
        "created_at.week",
        "created_at.quarter",
        "created_at.year",
    ] {
        let heaps = grouped(&admin, "book", by, &[]).await;
        let mut n = 0;
        for heap in &heaps.all {
            let filter = heap.filter.clone().unwrap();
            let found = admin.lists("book", &filter, "title").await;
            assert_eq!(found.len() as u64, heap.n, "{by}: {filter}");
            n += heap.n;
        }
        assert_eq!((n, heaps.n), (7, 7), "{by}");
    }
    let heaps = grouped(&admin, "book", "created_at.month", &[]).await;
    assert_eq!(counts(&heaps), ["2027-01-01: 1", "2026-11-01: 6"]);
});

scenario!(library::setting(), old_days_are_one_group, async |scene| {
    let admin = scene.as_admin().await;
    for born in ["1749-08-28", "1900-01-01", "2019-12-31", "2020-01-01"] {
        admin.saves("author", [("name", text(born)), ("born_on", day(born))]).await;
    }
    let heaps = grouped(&admin, "author", "born_on.year", &[]).await;
    assert_eq!(counts(&heaps), ["2020-01-01: 1", "2019-01-01: 1", "before 1961-01-01: 2"]);
    let before = heaps.all.last().unwrap().filter.clone().unwrap();
    assert_eq!(admin.lists("author", &before, "title").await, ["1749-08-28", "1900-01-01"]);
});

scenario!(library::setting(), nobody_counts_what_they_do_not_see, async |scene| {
    let admin = scene.as_admin().await;
    let tim = scene.as_user("tim", Sees::Own).await;
    books(&admin).await;
    let own = [("name", text("Eigenes")), ("genre", text("poem")), ("owner", person(tim.id))];
    admin.saves("book", own).await;
    assert_eq!(counts(&grouped(&tim, "book", "genre", &["pages"]).await), ["poem: 1"]);
    let rights = Rights::ordinary().with_field("book", "genre", FieldRight::Hidden).with_field(
        "book",
        "value",
        FieldRight::Hidden,
    );
    let eve = scene.enter("eve", Sees::All, rights).await;
    let level = GroupLevel { field: "genre".into(), unit: None };
    let list = ListQuery::default();
    let refused = records::groups(&eve, "book", &list, (&level, &[], 50)).await;
    assert_eq!(problems(refused), ["group: no_groups"]);
    let heaps = grouped(&eve, "book", "shelf", &["pages", "value"]).await;
    assert!(heaps.all.iter().flat_map(|heap| &heap.figures).all(|f| f.field == "pages"));
    let narrower = ListQuery { filter: "genre = \"poem\"".into(), ..ListQuery::default() };
    let level = GroupLevel { field: "shelf".into(), unit: None };
    assert!(records::groups(&eve, "book", &narrower, (&level, &[], 50)).await.is_err());
});

scenario!(library::setting(), of_very_many_groups_the_largest_come_first, async |scene| {
    let admin = scene.as_admin().await;
    let row = |n: usize| {
        let shelf = format!("S{}", n % 40);
        let values = [("name", text(&format!("B{n}"))), ("shelf", text(&shelf))];
        records::BatchRow::Create(records::Input::of(values))
    };
    records::save_batch(&admin, "book", (0..100).map(row).collect()).await.unwrap();
    let level = GroupLevel::parse(&admin.module("book").unwrap(), "shelf").unwrap();
    let list = ListQuery { text: "B".into(), ..ListQuery::default() };
    let heaps = records::groups(&admin, "book", &list, (&level, &[], 10)).await.unwrap();
    assert_eq!((heaps.all.len(), heaps.n_groups, heaps.n), (10, 40, 100));
    assert!(heaps.all.iter().all(|heap| heap.n == 3));
});
