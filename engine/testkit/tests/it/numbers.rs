//! Number series of both kinds.

use kernel::{Error, Value};
use records::{Answers, Input, Record};
use testkit::{Person, conflict, library, link, scenario, text};

async fn loan(admin: &Person, book: &Record) -> Record {
    admin.saves("loan", [("reader", text("Ida")), ("book", link("book", book))]).await
}

fn number_of(admin: &Person, loan: &Record) -> String {
    admin.value("loan", loan, "number").as_text().to_owned()
}

scenario!(library::setting(), a_gapless_number_comes_with_its_action, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Quitt"))]).await;
    let first = loan(&admin, &book).await;
    assert_eq!(admin.value("loan", &first, "number"), Value::Empty);
    let lent = records::act(&admin, "loan", (first.id, Some(1)), "lend", Answers::default())
        .await
        .unwrap();
    assert_eq!(number_of(&admin, &lent), "L-2026-0001");
    assert_eq!(lent.title, "L-2026-0001 Ida");
    let back = records::act(&admin, "loan", (first.id, None), "give_back", Answers::default())
        .await
        .unwrap();
    assert_eq!(number_of(&admin, &back), "L-2026-0001");
    let wrong = records::act(&admin, "loan", (first.id, None), "lend", Answers::default()).await;
    assert_eq!(conflict(wrong), "wrong_stage");
    scene.after_hours(24 * 60);
    let next = loan(&admin, &book).await;
    let lent =
        records::act(&admin, "loan", (next.id, None), "lend", Answers::default()).await.unwrap();
    assert_eq!(number_of(&admin, &lent), "L-2027-0001");
});

scenario!(library::setting(), no_gap_and_no_double_however_many_fail, async |scene| {
    let admin = scene.as_admin().await;
    let mut loans = Vec::new();
    for n in 0..12 {
        let book = admin.saves("book", [("name", text(&format!("Buch {n}")))]).await;
        // Three readers want each book; two of them are refused after the number was taken.
        for _ in 0..3 {
            loans.push(loan(&admin, &book).await);
        }
    }
    let tries = loans.into_iter().map(|loan| {
        let admin = admin.clone();
        tokio::spawn(async move {
            records::act(&admin, "loan", (loan.id, None), "lend", Answers::default()).await
        })
    });
    let mut numbers = Vec::new();
    let mut refused = 0;
    for one in tries.collect::<Vec<_>>() {
        match one.await.unwrap() {
            Ok(lent) => numbers.push(number_of(&admin, &lent)),
            Err(Error::Conflict { code, .. }) => {
                assert!(["book_is_lent", "stale"].contains(&code.as_str()), "{code}");
                refused += 1;
            }
            Err(other) => panic!("{other}"),
        }
    }
    numbers.sort();
    let whole: Vec<String> = (1..=12).map(|n| format!("L-2026-{n:04}")).collect();
    assert_eq!((numbers, refused), (whole, 24));
});

scenario!(library::setting(), unique_numbers_never_repeat, async |scene| {
    let admin = scene.as_admin().await;
    let second = scene.reopened().await.unwrap().as_admin().await;
    let saves = (0..200).map(|n| {
        let who = if n % 2 == 0 { admin.clone() } else { second.clone() };
        tokio::spawn(async move {
            let name = if n % 10 == 0 { Value::Empty } else { text(&format!("Buch {n}")) };
            records::create(&who, "book", Input::of([("name", name)])).await
        })
    });
    let mut numbers = Vec::new();
    for save in saves.collect::<Vec<_>>() {
        if let Ok(book) = save.await.unwrap() {
            numbers.push(admin.value("book", &book, "number").as_text().to_owned());
        }
    }
    assert_eq!(numbers.len(), 180);
    numbers.sort();
    numbers.dedup();
    assert_eq!(numbers.len(), 180);
});
