//! Saving: versions, keys, and saves that meet.

use kernel::{RecordId, Value};
use records::{Input, Once};
use testkit::{conflict, library, link, number, problems, scenario, text};

scenario!(library::setting(), a_stale_version_changes_nothing, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Stechlin"))]).await;
    let newer = admin.changes("book", &book, [("pages", number("400"))]).await;
    assert_eq!((book.version, newer.version), (1, 2));
    let values = Input::of([("pages", number("1"))]);
    let stale = records::update(&admin, "book", book.id, Some(1), values.clone()).await;
    assert_eq!(conflict(stale), "stale");
    assert_eq!(conflict(records::trash(&admin, "book", book.id, Some(1)).await), "stale");
    let fresh = records::update(&admin, "book", book.id, Some(2), values).await.unwrap();
    assert_eq!(fresh.version, 3);
});

scenario!(library::setting(), of_two_that_save_at_once_one_is_told, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Stechlin"))]).await;
    let save = |pages: &str| {
        let values = Input::of([("pages", number(pages))]);
        let admin = admin.clone();
        tokio::spawn(async move { records::update(&admin, "book", book.id, Some(1), values).await })
    };
    let both = [save("1").await.unwrap(), save("2").await.unwrap()];
    assert_eq!(both.iter().filter(|result| result.is_ok()).count(), 1);
    let failed = both.into_iter().find(Result::is_err).unwrap();
    assert_eq!(conflict(failed), "stale");
});

scenario!(library::setting(), many_writers_lose_no_change, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Stechlin")), ("pages", number("0"))]).await;
    let writers = (0..8).map(|_| {
        let admin = admin.clone();
        tokio::spawn(async move {
            let mut done = 0;
            while done < 5 {
                let now = records::get(&admin, "book", book.id).await.unwrap();
                let Value::Decimal(pages) = admin.value("book", &now, "pages") else { panic!() };
                let values = Input::of([("pages", Value::Decimal(pages + kernel::Decimal::ONE))]);
                match records::update(&admin, "book", book.id, Some(now.version), values).await {
                    Ok(_) => done += 1,
                    Err(kernel::Error::Conflict { code, .. }) => assert_eq!(code, "stale"),
                    Err(other) => panic!("{other}"),
                }
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let read = admin.reads("book", &book).await;
    assert_eq!(admin.value("book", &read, "pages"), number("40"));
    assert_eq!(admin.recalls("book", &book).await.len(), 41);
});

fn once(key: &str, request: &str) -> Option<Once> {
    Some(Once { key: key.into(), request: request.into() })
}

scenario!(library::setting(), the_same_key_makes_the_same_record, async |scene| {
    let admin = scene.as_admin().await;
    let values = || Input { once: once("k1", "a"), ..Input::of([("name", text("Quitt"))]) };
    let first = records::create(&admin, "book", values()).await.unwrap();
    let second = records::create(&admin, "book", values()).await.unwrap();
    assert_eq!(first.id, second.id);
    assert_eq!(admin.lists("book", "", "name").await, ["Quitt"]);
    let other = Input { once: once("k1", "b"), ..values() };
    assert_eq!(problems(records::create(&admin, "book", other).await), [": key_reused"]);
    let bob = scene.as_user("bob", access::Sees::All).await;
    let his = records::create(&bob, "book", values()).await.unwrap();
    assert_ne!(his.id, first.id);
});

scenario!(library::setting(), a_key_whose_request_failed_can_be_used_again, async |scene| {
    let admin = scene.as_admin().await;
    let wrong = Input { once: once("k1", "a"), ..Input::of([("pages", number("1"))]) };
    assert_eq!(problems(records::create(&admin, "book", wrong).await), ["name: required"]);
    let right = Input { once: once("k1", "b"), ..Input::of([("name", text("Quitt"))]) };
    records::create(&admin, "book", right).await.unwrap();
});

scenario!(library::setting(), the_same_key_at_the_same_time_makes_one_record, async |scene| {
    let admin = scene.as_admin().await;
    let asks = (0..8).map(|_| {
        let admin = admin.clone();
        let values = Input { once: once("k1", "a"), ..Input::of([("name", text("Quitt"))]) };
        tokio::spawn(async move { records::create(&admin, "book", values).await })
    });
    let mut ids = Vec::new();
    for ask in asks.collect::<Vec<_>>() {
        ids.push(ask.await.unwrap().unwrap().id);
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(admin.lists("book", "", "name").await, ["Quitt"]);
});

scenario!(library::setting(), an_id_can_be_brought_along_once, async |scene| {
    let admin = scene.as_admin().await;
    let id = RecordId::new();
    let values = Input { id: Some(id), ..Input::of([("name", text("Cécile"))]) };
    let book = records::create(&admin, "book", values.clone()).await.unwrap();
    assert_eq!(book.id, id);
    assert_eq!(conflict(records::create(&admin, "book", values).await), "id_taken");
});

scenario!(
    library::setting(),
    a_unique_value_is_taken_until_its_record_is_in_the_bin,
    async |scene| {
        let admin = scene.as_admin().await;
        let values = || Input::of([("name", text("Cécile")), ("isbn", text("978-3"))]);
        let first = records::create(&admin, "book", values()).await.unwrap();
        assert_eq!(problems(records::create(&admin, "book", values()).await), ["isbn: taken"]);
        let other = admin.saves("book", [("name", text("Graf Petöfy"))]).await;
        let values_of_other = Input::of([("isbn", text("978-3"))]);
        let taken = records::update(&admin, "book", other.id, None, values_of_other).await;
        assert_eq!(problems(taken), ["isbn: taken"]);
        records::trash(&admin, "book", first.id, None).await.unwrap();
        records::create(&admin, "book", values()).await.unwrap();
        assert_eq!(problems(records::restore(&admin, "book", first.id).await), ["isbn: taken"]);
    }
);

scenario!(library::setting(), saves_that_fail_leave_those_beside_them_alone, async |scene| {
    let admin = scene.as_admin().await;
    admin.saves("book", [("name", text("Buch")), ("isbn", text("taken"))]).await;
    let saves = (0..40).map(|n| {
        let admin = admin.clone();
        let isbn = if n % 4 == 0 { "taken".to_owned() } else { format!("isbn {n}") };
        let name = if n % 5 == 0 { Value::Empty } else { text(&format!("Buch {n}")) };
        let values = Input::of([("name", name), ("isbn", text(&isbn))]);
        tokio::spawn(async move { records::create(&admin, "book", values).await.is_ok() })
    });
    let mut saved = 0;
    for (n, save) in saves.collect::<Vec<_>>().into_iter().enumerate() {
        let worked = save.await.unwrap();
        assert_eq!(worked, n % 4 != 0 && n % 5 != 0, "{n}");
        saved += usize::from(worked);
    }
    assert_eq!(admin.lists("book", "", "name").await.len(), saved + 1);
});

scenario!(library::setting(), links_lead_to_records_that_are_there, async |scene| {
    let admin = scene.as_admin().await;
    let author = admin.saves("author", [("name", text("Fontane"))]).await;
    let gone = admin.saves("author", [("name", text("Niemand"))]).await;
    records::trash(&admin, "author", gone.id, None).await.unwrap();
    let book = |to: Value| Input::of([("name", text("Quitt")), ("author", to)]);
    for wrong in [testkit::nowhere("author"), link("author", &gone)] {
        let refused = records::create(&admin, "book", book(wrong)).await;
        assert_eq!(problems(refused), ["author: target_not_found"]);
    }
    let refused = records::create(&admin, "book", book(testkit::nowhere("book"))).await;
    assert_eq!(problems(refused), ["author: wrong_type", "author: target_not_found"]);
    records::create(&admin, "book", book(link("author", &author))).await.unwrap();
    let itself = Input::of([("mentor", link("author", &author))]);
    let refused = records::update(&admin, "author", author.id, None, itself).await;
    assert_eq!(problems(refused), ["mentor: links_itself"]);
});

scenario!(library::setting(), all_problems_are_told_at_once, async |scene| {
    let admin = scene.as_admin().await;
    let values = Input::of([("pages", number("-1")), ("genre", text("thriller"))]);
    let mut told = problems(records::create(&admin, "book", values).await);
    told.sort();
    assert_eq!(told, ["genre: not_in_list", "name: required", "pages: out_of_range"]);
});

scenario!(library::setting(), a_save_that_breaks_down_takes_nobody_along, async |scene| {
    let admin = scene.as_admin().await;
    let store = scene.engine.store().clone();
    let broken = tokio::spawn(async move {
        let work = |_: &mut store::Tx<'_>| -> kernel::Result<()> { panic!("on purpose") };
        store.write(work).await
    });
    let saves = (0..20).map(|n| {
        let admin = admin.clone();
        let values = Input::of([("name", text(&format!("Buch {n}")))]);
        tokio::spawn(async move { records::create(&admin, "book", values).await.is_ok() })
    });
    for save in saves.collect::<Vec<_>>() {
        assert!(save.await.unwrap());
    }
    assert!(matches!(broken.await.unwrap(), Err(kernel::Error::Internal(_))));
    admin.saves("book", [("name", text("Danach"))]).await;
    assert_eq!(admin.lists("book", "", "name").await.len(), 21);
});
