//! Fields that follow from others: formulas and roll-ups, in the same transaction, everywhere.

use catalog::{Change, CustomField, Rollup, RollupOp};
use kernel::{Error, RecordId, Value};
use records::{BatchRow, Cx, Input};
use store::records::Record;
use testkit::{
    FieldRight, Person, Rights, Scene, Sees, library, link, money, none, number, problems,
    scenario, text,
};
use uuid::Uuid;

fn field(module: &str, name: &str, kind: &str) -> (String, CustomField) {
    let field = CustomField { name: name.into(), kind: kind.into(), ..CustomField::default() };
    (module.into(), field)
}

fn formula(module: &str, name: &str, kind: &str, text: &str) -> Change {
    let (module, field) = field(module, name, kind);
    let field = CustomField { formula: Some(text.into()), search: kind == "text", ..field };
    Change::AddField { module, field: CustomField { scale: 4, ..field } }
}

fn rollup(name: &str, kind: &str, rollup: Rollup) -> Change {
    let (module, field) = field("author", name, kind);
    Change::AddField { module, field: CustomField { rollup: Some(rollup), ..field } }
}

fn of_books(op: RollupOp, field: &str, only_if: &str) -> Rollup {
    Rollup {
        relation: "books".into(),
        op,
        field: Some(field.to_owned()).filter(|field| !field.is_empty()),
        only_if: Some(only_if.to_owned()).filter(|text| !text.is_empty()),
        by: None,
    }
}

/// Everything that follows in this library.
fn all() -> Vec<Change> {
    let pupils = Rollup {
        relation: "pupils".into(),
        field: Some("x_pages".into()),
        ..of_books(RollupOp::Sum, "", "")
    };
    vec![
        rollup("x_n_books", "decimal", of_books(RollupOp::Count, "", "")),
        rollup("x_pages", "decimal", of_books(RollupOp::Sum, "pages", r#"genre = "novel""#)),
        rollup("x_worth", "money", of_books(RollupOp::Sum, "value", "")),
        rollup("x_longest", "decimal", of_books(RollupOp::Max, "pages", "")),
        rollup("x_shortest", "decimal", of_books(RollupOp::Min, "pages", "shelf is not empty")),
        rollup("x_newest", "text", of_books(RollupOp::Latest, "name", "")),
        rollup("x_pupils", "decimal", pupils),
        formula("author", "x_label", "text", r#"UPPER(name) & " (" & x_n_books & ")""#),
        formula("author", "x_mentor", "text", "mentor.name"),
        formula("book", "x_twice", "money", "value * 2"),
        formula("book", "x_by", "text", r#"author.x_label & ": " & name"#),
        formula("book", "x_share", "decimal", "pages / author.x_pages"),
        formula("book", "x_school", "text", "author.mentor.name"),
    ]
}

async fn shaped(scene: &Scene) -> Person {
    let admin = scene.as_admin().await;
    scene.engine.shape(&admin, all()).await.unwrap_or_else(|error| panic!("{error}"));
    admin.again()
}

/// Does everything that is owed.
async fn calculated(cx: &Cx) -> usize {
    let mut portions = 0;
    while records::follow::calculate(cx).await.unwrap().is_some() {
        portions += 1;
    }
    portions
}

async fn agrees(scene: &Scene) {
    let cx = scene.engine.system("the test looks at everything");
    let (_, findings) = records::verify(&cx).await.unwrap();
    assert!(findings.is_empty(), "{findings:#?}");
}

scenario!(library::setting(), what_follows_is_there_after_the_save, async |scene| {
    let admin = shaped(&scene).await;
    let mann = admin.saves("author", [("name", text("Mann"))]).await;
    assert_eq!(admin.value("author", &mann, "x_n_books"), number("0"));
    assert_eq!(admin.value("author", &mann, "x_label"), text("MANN (0)"));
    assert_eq!(admin.value("author", &mann, "x_worth"), none());
    let book = [
        ("name", text("Zauberberg")),
        ("author", link("author", &mann)),
        ("pages", number("1000")),
        ("genre", text("novel")),
        ("value", money("10.50", "EUR")),
    ];
    let book = admin.saves("book", book).await;
    assert_eq!(admin.value("book", &book, "x_twice"), money("21", "EUR"));
    // What hangs on the author came back to the book.
    assert_eq!(admin.value("book", &book, "x_by"), text("MANN (1): Zauberberg"));
    assert_eq!(admin.value("book", &book, "x_share"), number("1"));
    let now = admin.reads("author", &mann).await;
    assert_eq!(now.version, mann.version, "a book does not make a form of its author old");
    for (name, value) in [
        ("x_n_books", number("1")),
        ("x_pages", number("1000")),
        ("x_worth", money("10.50", "EUR")),
        ("x_longest", number("1000")),
        ("x_shortest", none()),
        ("x_newest", text("Zauberberg")),
        ("x_label", text("MANN (1)")),
    ] {
        assert_eq!(admin.value("author", &now, name), value, "{name}");
    }
    // It is searched, filtered and sorted by like any other.
    assert_eq!(admin.searches("book", "mann").await, ["Zauberberg"]);
    assert_eq!(admin.lists("author", "x_worth > 10", "title").await, ["Mann"]);
    // The history tells of what people did, not of what follows.
    assert_eq!(admin.recalls("author", &mann).await.len(), 1);
    let priced = admin.changes("book", &book, [("value", money("3", "CHF"))]).await;
    let said = records::history(&admin, "book", priced.id, None, 1).await.unwrap();
    let fields: Vec<&str> = said[0].changes.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(fields, ["value"]);
    agrees(&scene).await;
});

scenario!(library::setting(), what_nobody_may_set_is_not_set, async |scene| {
    let admin = shaped(&scene).await;
    let input = Input::of([("name", text("A")), ("x_twice", money("1", "EUR"))]);
    assert_eq!(problems(records::create(&admin, "book", input).await), ["x_twice: read_only"]);
    let input = Input::of([("name", text("A")), ("x_n_books", number("3"))]);
    assert_eq!(problems(records::create(&admin, "author", input).await), ["x_n_books: read_only"]);
});

scenario!(library::setting(), currencies_that_differ_come_to_nothing, async |scene| {
    let admin = shaped(&scene).await;
    let author = admin.saves("author", [("name", text("A"))]).await;
    let to = || ("author", link("author", &author));
    let euro = [("name", text("E")), ("value", money("1", "EUR")), to()];
    let euro = admin.saves("book", euro).await;
    admin.saves("book", [("name", text("F")), ("value", money("2", "CHF")), to()]).await;
    let now = admin.reads("author", &author).await;
    assert_eq!(admin.value("author", &now, "x_worth"), none());
    records::trash(&admin, "book", euro.id, None).await.unwrap();
    let now = admin.reads("author", &author).await;
    assert_eq!(admin.value("author", &now, "x_worth"), money("2", "CHF"));
    records::restore(&admin, "book", euro.id).await.unwrap();
    let now = admin.reads("author", &author).await;
    assert_eq!(admin.value("author", &now, "x_worth"), none());
    assert_eq!(admin.value("author", &now, "x_n_books"), number("2"));
    agrees(&scene).await;
});

scenario!(library::setting(), a_new_formula_is_calculated_by_a_job, async |scene| {
    let admin = scene.as_admin().await;
    let mann = admin.saves("author", [("name", text("Mann"))]).await;
    for n in 0..230 {
        let book = [("name", text(&format!("Buch {n}"))), ("author", link("author", &mann))];
        admin.saves("book", book).await;
    }
    scene.engine.shape(&admin, all()).await.unwrap();
    let admin = admin.again();
    let owed = records::follow::calculating(&admin, "author").await.unwrap();
    assert!(owed[0].fields.contains(&"x_n_books".to_owned()), "{owed:?}");
    // It dies after its first portion and goes on where it was.
    let system = scene.engine.system("what is owed is calculated");
    records::follow::calculate(&system).await.unwrap();
    records::follow::calculate(&system).await.unwrap();
    let scene = scene.reopened().await.unwrap();
    let owed = records::follow::calculating(&admin, "book").await.unwrap();
    assert_eq!((owed[0].done, owed[0].total), (50, Some(230)));
    calculated(&scene.engine.system("what is owed is calculated")).await;
    assert!(records::follow::calculating(&admin, "book").await.unwrap().is_empty());
    let now = admin.reads("author", &mann).await;
    assert_eq!(admin.value("author", &now, "x_n_books"), number("230"));
    agrees(&scene).await;
    // Another formula: calculated anew, and back again when it is taken back.
    let other = Change::Follow {
        module: "author".into(),
        field: "x_label".into(),
        formula: Some("LOWER(name)".into()),
        rollup: None,
        discloses: false,
    };
    scene.engine.change(&admin, other).await.unwrap();
    let system = scene.engine.system("what is owed is calculated");
    assert!(1 < calculated(&system).await, "the books of the author are too many for one save");
    let admin = scene.as_admin().await;
    assert_eq!(admin.lists("book", r#"x_by = "mann: Buch 7""#, "title").await, ["Buch 7"]);
    agrees(&scene).await;
});

scenario!(library::setting(), what_follows_from_itself_is_refused, async |scene| {
    let admin = shaped(&scene).await;
    let refused = |change: Change| {
        let (engine, admin) = (scene.engine.clone(), admin.clone());
        async move {
            match engine.change(&admin, change).await {
                Err(Error::Invalid(problems)) => problems[0].clone(),
                other => panic!("{other:?}"),
            }
        }
    };
    let round = refused(formula("book", "x_round", "decimal", "x_round + 1")).await;
    assert_eq!(round.code, "formula_cycle");
    let follow = Change::Follow {
        module: "author".into(),
        field: "x_label".into(),
        formula: Some(r#"name & x_newest & x_pupils"#.into()),
        rollup: None,
        discloses: false,
    };
    scene.engine.change(&admin, follow).await.unwrap();
    // A book reads its author, who keeps what the books come to.
    let far = refused(Change::Follow {
        module: "book".into(),
        field: "x_twice".into(),
        formula: Some("value + author.x_spent".into()),
        rollup: None,
        discloses: false,
    });
    assert_eq!(far.await.code, "formula_unknown_field");
    let spent = rollup("x_spent", "money", of_books(RollupOp::Sum, "x_twice", ""));
    scene.engine.change(&admin, spent).await.unwrap();
    let far = refused(Change::Follow {
        module: "book".into(),
        field: "x_twice".into(),
        formula: Some("value + author.x_spent".into()),
        rollup: None,
        discloses: false,
    });
    let far = far.await;
    let path = &far.params["path"];
    assert!(path.contains("book.x_twice → ") && path.contains("author.x_spent"), "{path}");
    for (text, code, position) in [
        ("pages +", "formula_incomplete", "8"),
        ("pages + name", "formula_operator", "7"),
        ("pagse", "formula_unknown_field", "1"),
        ("NOSUCH(pages)", "formula_unknown_function", "1"),
        ("ROUND(pages, name)", "formula_kind", "14"),
        ("IF(genre = \"novle\", 1, 2)", "formula_not_in_list", "12"),
        ("DAYS(TODAY(), DATE(2026,1,1))", "formula_clock", "6"),
    ] {
        let said = refused(formula("book", "x_wrong", "decimal", text)).await;
        assert_eq!((said.code.as_str(), said.params["position"].as_str()), (code, position));
    }
});

scenario!(library::setting(), what_is_hidden_is_hidden_in_what_follows_too, async |scene| {
    let admin = shaped(&scene).await;
    let author = admin.saves("author", [("name", text("A"))]).await;
    let book =
        [("name", text("B")), ("author", link("author", &author)), ("value", money("1", "EUR"))];
    let book = admin.saves("book", book).await;
    let rights = Rights::ordinary().with_field("book", "value", FieldRight::Hidden);
    let clerk = scene.enter("clerk", Sees::All, rights).await;
    let seen = clerk.reads("book", &book).await;
    assert_eq!(clerk.value("book", &seen, "x_twice"), none());
    let seen = clerk.reads("author", &author).await;
    assert_eq!(clerk.value("author", &seen, "x_worth"), none());
    assert_eq!(clerk.value("author", &seen, "x_n_books"), number("1"));
    let asked = records::ListQuery { filter: "x_twice > 0".into(), ..Default::default() };
    assert_eq!(
        problems(records::find(&clerk, "book", &asked).await),
        ["filter: filter_unknown_field"]
    );
    let open = Change::Follow {
        module: "author".into(),
        field: "x_worth".into(),
        formula: None,
        rollup: Some(of_books(RollupOp::Sum, "value", "")),
        discloses: true,
    };
    scene.engine.change(&admin, open).await.unwrap();
    let rights = Rights::ordinary().with_field("book", "value", FieldRight::Hidden);
    let clerk = scene.enter("other", Sees::All, rights).await;
    let seen = clerk.reads("author", &author).await;
    assert_eq!(clerk.value("author", &seen, "x_worth"), money("1", "EUR"));
});

/// Numbers that look as if they came by chance, the same in every run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn some_book(dice: &mut Dice, authors: &[Record]) -> Vec<(&'static str, Value)> {
    let mut values = vec![("name", text(&format!("Buch {}", dice.throw(50))))];
    let author = dice.throw(authors.len() + 1);
    values.push(("author", authors.get(author).map_or(none(), |a| link("author", a))));
    values.push((
        "pages",
        match dice.throw(4) {
            0 => none(),
            n => number(&(n * dice.throw(300)).to_string()),
        },
    ));
    values.push(("genre", [none(), text("novel"), text("poem")][dice.throw(3)].clone()));
    values.push(("shelf", [none(), text("A")][dice.throw(2)].clone()));
    let cents = format!("{}.{:02}", dice.throw(90), dice.throw(100));
    let currency = ["EUR", "EUR", "EUR", "CHF"][dice.throw(4)];
    values.push(("value", [none(), money(&cents, currency)][dice.throw(2)].clone()));
    values
}

fn any(dice: &mut Dice, all: &[Record]) -> RecordId {
    all[dice.throw(all.len())].id
}

/// Two records become one, or those of an earlier time are told apart again.
async fn merged(
    dice: &mut Dice,
    admin: &Person,
    (authors, books, runs): (&[Record], &[Record], &mut Vec<Uuid>),
) {
    if dice.throw(3) == 0 && !runs.is_empty() {
        let run = runs.remove(dice.throw(runs.len()));
        drop(records::unmerge(admin, run).await);
        return;
    }
    let (module, all) = [("author", authors), ("book", books)][dice.throw(2)];
    let (winner, loser) = (any(dice, all), any(dice, all));
    let merge = records::Merge { winner, losers: vec![loser], ..records::Merge::default() };
    if let Ok(begun) = records::merge(admin, module, merge).await {
        runs.push(begun.run);
    }
}

/// One act by chance; what is refused, such as binning an author with books, changes nothing.
async fn one(dice: &mut Dice, admin: &Person, (authors, books): (&[Record], &mut Vec<Record>)) {
    match dice.throw(10) {
        0 | 1 => {
            let made = records::create(admin, "book", Input::of(some_book(dice, authors))).await;
            // An author may have gone to the bin as the same as another one.
            books.extend(made.ok());
        }
        2 | 3 => {
            let id = any(dice, books);
            let input = Input::of(some_book(dice, authors));
            drop(records::update(admin, "book", id, None, input).await);
        }
        4 => drop(records::trash(admin, "book", any(dice, books), None).await),
        5 => drop(records::restore(admin, "book", any(dice, books)).await),
        6 => {
            let id = any(dice, books);
            let entries = records::history(admin, "book", id, None, 3).await.unwrap_or_default();
            if let Some(entry) = entries.get(dice.throw(3)) {
                drop(records::undo(admin, entry.id).await);
            }
        }
        7 => {
            let mentor = link("author", &authors[dice.throw(authors.len())]);
            let name = text(&format!("Name {}", dice.throw(20)));
            let values = [("name", name), ("mentor", [mentor, none()][dice.throw(2)].clone())];
            let id = any(dice, authors);
            drop(records::update(admin, "author", id, None, Input::of(values)).await);
        }
        8 => {
            let rows = (0..5).map(|_| match dice.throw(2) {
                0 => BatchRow::Create(Input::of(some_book(dice, authors))),
                _ => BatchRow::Update(any(dice, books), Input::of(some_book(dice, authors))),
            });
            let saved = records::save_batch(admin, "book", rows.collect()).await.unwrap();
            books.extend(saved.into_iter().flatten());
        }
        _ => {
            let id = any(dice, authors);
            match records::trash(admin, "author", id, None).await {
                Ok(_) => drop(records::restore(admin, "author", id).await.unwrap()),
                Err(_) => drop(records::purge(admin, "book", any(dice, books)).await),
            }
        }
    }
}

scenario!(library::setting(), whatever_happens_what_is_stored_follows, async |scene| {
    let admin = shaped(&scene).await;
    let mut n_merged = 0;
    for seed in 1..=6 {
        let mut dice = Dice(seed * 7919);
        let (mut authors, mut books) = (Vec::new(), Vec::new());
        for n in 0..4 {
            let name = text(&format!("Autor {seed} {n}"));
            authors.push(admin.saves("author", [("name", name)]).await);
            books.push(admin.saves("book", some_book(&mut dice, &authors)).await);
        }
        let mut runs = Vec::new();
        for _ in 0..60 {
            match dice.throw(8) {
                0 => merged(&mut dice, &admin, (&authors, &books, &mut runs)).await,
                _ => one(&mut dice, &admin, (&authors, &mut books)).await,
            }
            n_merged = n_merged.max(runs.len());
        }
        let system = scene.engine.system("what is owed is calculated");
        calculated(&system).await;
        agrees(&scene).await;
    }
    assert!(n_merged > 0, "chance has merged nothing");
});

scenario!(library::setting(), those_who_save_at_once_are_all_counted, async |scene| {
    let admin = shaped(&scene).await;
    let author = admin.saves("author", [("name", text("A"))]).await;
    let writers = (0..6).map(|writer| {
        let (cx, author) = ((*admin).clone(), author.clone());
        tokio::spawn(async move {
            for n in 0..8 {
                let book = Input::of([
                    ("name", text(&format!("Buch {writer} {n}"))),
                    ("author", link("author", &author)),
                    ("pages", number("10")),
                    ("genre", text("novel")),
                    ("value", money("1.5", "EUR")),
                ]);
                let book = records::create(&cx, "book", book).await.unwrap();
                if n % 2 == 0 {
                    let pages = Input::of([("pages", number("7"))]);
                    records::update(&cx, "book", book.id, None, pages).await.unwrap();
                }
                let named = Input::of([("name", text(&format!("A {writer}")))]);
                drop(records::update(&cx, "author", author.id, None, named).await);
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    calculated(&scene.engine.system("what is owed is calculated")).await;
    let now = admin.reads("author", &author).await;
    assert_eq!(admin.value("author", &now, "x_n_books"), number("48"));
    assert_eq!(admin.value("author", &now, "x_worth"), money("72", "EUR"));
    agrees(&scene).await;
});
