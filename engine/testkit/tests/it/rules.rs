//! Rules, actions and reactions.

use kernel::Value;
use records::{Answers, Input};
use testkit::{conflict, day, library, link, number, problems, scenario, text, yes};

scenario!(library::setting(), rules_run_in_listed_order, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Vor dem Sturm ..."))]).await;
    assert_eq!(book.title, "Vor dem Sturm");
    assert_eq!(admin.value("book", &book, "n_words"), number("3"));
});

scenario!(library::setting(), a_rule_reads_what_it_declared, async |scene| {
    let admin = scene.as_admin().await;
    let author = admin.saves("author", [("name", text("Keller")), ("country", text("CH"))]).await;
    let values = [("name", text("Kleider")), ("author", link("author", &author))];
    let book = admin.saves("book", values).await;
    assert_eq!(admin.value("book", &book, "printed_in"), text("CH"));
    let changed = admin.changes("book", &book, [("author", Value::Empty)]).await;
    assert_eq!(admin.value("book", &changed, "printed_in"), Value::Empty);
});

scenario!(library::setting(), a_check_holds_on_every_path, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Quitt"))]).await;
    let wrong = || Input::of([("pages", number("-1"))]);
    let refused = records::update(&admin, "book", book.id, None, wrong()).await;
    assert_eq!(problems(refused), ["pages: out_of_range"]);
    let rows = vec![records::BatchRow::Update(book.id, wrong())];
    let refused = records::save_batch(&admin, "book", rows).await.unwrap().remove(0);
    assert_eq!(problems(refused), ["pages: out_of_range"]);
});

scenario!(library::setting(), a_guard_knows_what_was, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Quitt"))]).await;
    let values = [("reader", text("Ida")), ("book", link("book", &book))];
    let loan = admin.saves("loan", values).await;
    records::act(&admin, "loan", (loan.id, None), "lend", Answers::default()).await.unwrap();
    admin.changes("loan", &loan, [("reader", text("Ada"))]).await;
    records::act(&admin, "loan", (loan.id, None), "give_back", Answers::default()).await.unwrap();
    let values = Input::of([("reader", text("Ute"))]);
    let refused = records::update(&admin, "loan", loan.id, None, values).await;
    assert_eq!(problems(refused), [": read_only"]);
});

scenario!(library::setting(), a_reaction_belongs_to_the_change, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Quitt"))]).await;
    let values = || [("reader", text("Ida")), ("book", link("book", &book))];
    let loan = admin.saves("loan", values()).await;
    records::act(&admin, "loan", (loan.id, None), "lend", Answers::default()).await.unwrap();
    let read = admin.reads("book", &book).await;
    assert_eq!(admin.value("book", &read, "is_lent"), yes());
    let second = admin.saves("loan", values()).await;
    let refused = records::act(&admin, "loan", (second.id, None), "lend", Answers::default()).await;
    assert_eq!(conflict(refused), "book_is_lent");
    // A reaction that fails takes the change with it.
    records::act(&admin, "loan", (loan.id, None), "give_back", Answers::default()).await.unwrap();
    records::act(&admin, "loan", (second.id, None), "lend", Answers::default()).await.unwrap();
    let kinds = admin.recalls("loan", &second).await;
    assert_eq!(kinds, ["lend", "created"]);
});

scenario!(library::setting(), a_failing_reaction_leaves_nothing, async |scene| {
    let admin = scene.as_admin().await;
    let book = admin.saves("book", [("name", text("Quitt"))]).await;
    let values = [("reader", text("Ida")), ("book", link("book", &book))];
    let loan = admin.saves("loan", values).await;
    // Nobody may change the book any more, so that the reaction cannot.
    let bound = admin.changes("loan", &loan, [("lent_on", day("2026-01-01"))]).await;
    let link_gone = Input::of([("book", testkit::nowhere("book"))]);
    let refused = records::update(&admin, "loan", loan.id, None, link_gone).await;
    assert_eq!(problems(refused), ["book: target_not_found"]);
    let rights = access::Rights::ordinary();
    let jana = scene.enter("jana", access::Sees::Own, rights).await;
    let given = [("owner", testkit::person(jana.id))];
    admin.changes("loan", &bound, given).await;
    let before = scene.dump(&["loans", "number_series", "history", "outbox"]).await;
    let refused = records::act(&jana, "loan", (loan.id, None), "lend", Answers::default()).await;
    assert!(matches!(refused, Err(kernel::Error::NotFound)));
    assert_eq!(scene.dump(&["loans", "number_series", "history", "outbox"]).await, before);
});

scenario!(library::setting(), every_record_can_be_verified, async |scene| {
    let admin = scene.as_admin().await;
    let author = admin.saves("author", [("name", text("Keller"))]).await;
    let values = [("name", text("A")), ("author", link("author", &author))];
    let book = admin.saves("book", values).await;
    admin.saves("loan", [("reader", text("Ida")), ("book", link("book", &book))]).await;
    let system = scene.engine.system("test");
    assert_eq!(records::verify(&system).await.unwrap(), (3, Vec::new()));
});
