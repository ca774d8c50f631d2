//! The search over all modules.

use access::Sees;
use kernel::Value;
use records::Count;
use testkit::{Person, library, person, scenario, several, text};

async fn author(someone: &Person, name: &str) {
    someone.saves("author", [("name", text(name))]).await;
}

scenario!(library::setting(), names_are_found_however_they_are_spelled, async |scene| {
    let admin = scene.as_admin().await;
    for name in ["Jürgen Müller", "Heike Mueller", "François Łódzki", "Große-Strauß, Anne"] {
        author(&admin, name).await;
    }
    for (asked, found) in [
        ("Müller", vec!["Heike Mueller", "Jürgen Müller"]),
        ("Mueller", vec!["Heike Mueller", "Jürgen Müller"]),
        ("muller", vec!["Heike Mueller", "Jürgen Müller"]),
        ("MÜLLER jürgen", vec!["Jürgen Müller"]),
        ("juergen mueller", vec!["Jürgen Müller"]),
        ("Mül Jür", vec!["Jürgen Müller"]),
        ("mue", vec!["Heike Mueller", "Jürgen Müller"]),
        ("francois", vec!["François Łódzki"]),
        ("lodz", vec!["François Łódzki"]),
        ("grosse strauss", vec!["Große-Strauß, Anne"]),
        ("Große Strauß", vec!["Große-Strauß, Anne"]),
        ("anne große", vec!["Große-Strauß, Anne"]),
        ("Müller Heike Jürgen", vec![]),
        ("ller", vec![]),
    ] {
        let mut titles = admin.searches("author", asked).await;
        titles.sort();
        assert_eq!(titles, found, "{asked}");
    }
});

scenario!(library::setting(), numbers_are_found_by_their_parts, async |scene| {
    let admin = scene.as_admin().await;
    author(&admin, "Fontane").await;
    admin.saves("book", [("name", text("Effi Briest"))]).await;
    for asked in ["A-100", "a 100", "100", "A-1"] {
        assert_eq!(admin.searches("author", asked).await, ["Fontane"], "{asked}");
    }
    for asked in ["B-00001", "00001", "0000"] {
        assert_eq!(admin.searches("book", asked).await, ["Effi Briest"], "{asked}");
    }
});

scenario!(library::setting(), phone_numbers_are_found_however_they_are_typed, async |scene| {
    let admin = scene.as_admin().await;
    let phones = several([("work", text("+49 (0)30 23125-114")), ("home", text("0512 555021"))]);
    admin.saves("author", [("name", text("Fontane")), ("phone", phones)]).await;
    for asked in [
        "030 23125114",
        "03023125114",
        "+49 30 23125 114",
        "0049 30 23125114",
        "23125",
        "23125-114",
        "030/23125",
        "493023125114",
        "0512555021",
        "555021",
        "+4930",
    ] {
        assert_eq!(admin.searches("author", asked).await, ["Fontane"], "{asked}");
    }
    for asked in ["030 23126", "125114"] {
        assert!(admin.searches("author", asked).await.is_empty(), "{asked}");
    }
});

scenario!(library::setting(), mail_addresses_are_found_by_their_parts, async |scene| {
    let admin = scene.as_admin().await;
    let mails = several([("home", text("theo.fontane@post.example"))]);
    admin.saves("author", [("name", text("Fontane")), ("email", mails)]).await;
    for asked in ["theo.fontane@post.example", "post.example", "theo", "post"] {
        assert_eq!(admin.searches("author", asked).await, ["Fontane"], "{asked}");
    }
});

scenario!(library::setting(), one_typing_error_is_forgiven, async |scene| {
    let admin = scene.as_admin().await;
    for name in ["Theodor Fontane", "Marie Steinmetz", "Karl Schmidt"] {
        author(&admin, name).await;
    }
    for (asked, found) in [
        ("Fontan", "Theodor Fontane"),
        ("Fontanne", "Theodor Fontane"),
        ("Fomtane", "Theodor Fontane"),
        ("Fonatne", "Theodor Fontane"),
        ("steinmets marie", "Marie Steinmetz"),
        ("Schmitd", "Karl Schmidt"),
        ("Schmid Karl", "Karl Schmidt"),
    ] {
        assert_eq!(admin.searches("author", asked).await, [found], "{asked}");
    }
    assert!(admin.searches("author", "Fomtame").await.is_empty());
    let groups = records::search(&admin, "Fomtane", 5).await.unwrap();
    assert!(groups[0].hits[0].is_similar);
    let groups = records::search(&admin, "Fontane", 5).await.unwrap();
    assert!(!groups[0].hits[0].is_similar);
});

scenario!(library::setting(), the_best_comes_first, async |scene| {
    let admin = scene.as_admin().await;
    for name in ["Anna Winterberg", "Winter", "Otto Winter", "Winter Otto Maria", "Wintermann"] {
        author(&admin, name).await;
    }
    let found = admin.searches("author", "winter").await;
    assert_eq!(found[0], "Winter");
    assert_eq!(found[1], "Winter Otto Maria");
    assert_eq!(found[2], "Otto Winter");
    assert_eq!(found[3], "Wintermann");
    assert_eq!(found[4], "Anna Winterberg");
});

scenario!(library::setting(), who_owns_one_record_in_a_thousand_finds_it, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::Own).await;
    let mine = [("name", text("Erste Winter")), ("owner", person(jana.id))];
    admin.saves("author", mine).await;
    for portion in 0..6 {
        let row = |n: usize| {
            let name = text(&format!("Winter {}", portion * 500 + n));
            records::BatchRow::Create(records::Input::of([("name", name)]))
        };
        let rows = (0..500).map(row).collect();
        let saved = records::save_batch(&admin, "author", rows).await.unwrap();
        assert!(saved.iter().all(Result::is_ok));
    }
    assert_eq!(jana.searches("author", "winter").await, ["Erste Winter"]);
    let list = records::ListQuery { text: "win".into(), limit: 5, ..Default::default() };
    let found = records::find(&jana, "author", &list).await.unwrap().page;
    assert_eq!(found.records.len(), 1);
    assert!(!found.is_bounded);
    // Everybody is called so, so the hits are walked; the same as without a question.
    let mut searched = records::ListQuery { text: "win".into(), limit: 500, ..Default::default() };
    let mut all = records::ListQuery { limit: 500, ..Default::default() };
    loop {
        let found = records::find(&admin, "author", &searched).await.unwrap().page;
        let known = records::find(&admin, "author", &all).await.unwrap().page;
        assert_eq!(found.records, known.records);
        let Some(next) = known.next else { break };
        (searched.after, all.after) = (found.next, Some(next));
    }
    let count = records::count(&admin, "author", &searched, 10_000).await.unwrap();
    assert_eq!(count, Count { n: 3001, is_exact: true });
});

scenario!(library::setting(), a_title_is_found_among_many_that_hold_its_words, async |scene| {
    let admin = scene.as_admin().await;
    author(&admin, "Winter Otto").await;
    let row = |n: usize| {
        let name = text(&format!("Otto Winter {n}"));
        records::BatchRow::Create(records::Input::of([("name", name)]))
    };
    let saved = records::save_batch(&admin, "author", (0..400).map(row).collect()).await.unwrap();
    assert!(saved.iter().all(Result::is_ok));
    assert_eq!(admin.searches("author", "otto winter").await[0], "Winter Otto");
});

scenario!(library::setting(), the_search_follows_every_change, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::Own).await;
    let author = admin.saves("author", [("name", text("Fontane"))]).await;
    admin.changes("author", &author, [("name", text("Storm"))]).await;
    assert!(admin.searches("author", "fontane").await.is_empty());
    assert_eq!(admin.searches("author", "storm").await, ["Storm"]);
    assert!(jana.searches("author", "storm").await.is_empty());
    admin.changes("author", &author, [("owner", person(jana.id))]).await;
    assert_eq!(jana.searches("author", "storm").await, ["Storm"]);
    records::trash(&admin, "author", author.id, None).await.unwrap();
    assert!(admin.searches("author", "storm").await.is_empty());
    records::restore(&admin, "author", author.id).await.unwrap();
    assert_eq!(admin.searches("author", "storm").await, ["Storm"]);
});

scenario!(library::setting(), a_question_of_signs_does_no_harm, async |scene| {
    let admin = scene.as_admin().await;
    author(&admin, "O'Neill \"Ned\" (AND)").await;
    for asked in
        ["", "  ", "\"", "' OR 1=1 --", "*", "NEAR(a b)", "_mauthor", "%", "\\", "a:b", "&|!"]
    {
        assert!(records::search(&admin, asked, 5).await.is_ok(), "{asked}");
    }
    for asked in ["o'neill", "NED and", "(ned)", "\"ned\""] {
        assert_eq!(admin.searches("author", asked).await.len(), 1, "{asked}");
    }
    let long = "wort ".repeat(500);
    assert!(records::search(&admin, &long, 5).await.unwrap().is_empty());
});

scenario!(library::setting(), a_list_can_be_searched_and_sorted, async |scene| {
    let admin = scene.as_admin().await;
    for (name, pages) in [("Winter in Rom", 3), ("Sommer", 1), ("Winterreise", 2)] {
        let pages = Value::Decimal(pages.into());
        admin.saves("book", [("name", text(name)), ("pages", pages)]).await;
    }
    let list = |sort: &str| records::ListQuery {
        text: "winter".into(),
        sort: sort.into(),
        limit: 10,
        ..Default::default()
    };
    for (sort, first) in [("pages", "Winterreise"), ("-pages", "Winter in Rom")] {
        let found = records::find(&admin, "book", &list(sort)).await.unwrap().page.records;
        assert_eq!((found.len(), found[0].title.as_str()), (2, first));
    }
});
