//! Where a record stands in the list one came from.

use records::{ListQuery, Record, Standing};
use testkit::{Person, Sees, library, number, scenario, text};

async fn books(who: &Person, n: usize) -> Vec<Record> {
    let mut books = Vec::new();
    for at in 0..n {
        let name = format!("Band {at:02}");
        let shelf = if at % 2 == 0 { "A" } else { "B" };
        let pages = number(&(at / 3).to_string());
        let values = [("name", text(&name)), ("shelf", text(shelf)), ("pages", pages)];
        books.push(who.saves("book", values).await);
    }
    books
}

async fn stands(who: &Person, list: ListQuery, record: &Record) -> Standing {
    let found = records::standing(who, "book", &list, record.id).await.expect("an answer");
    found.expect("it stands somewhere")
}

fn sorted(sort: &str) -> ListQuery {
    ListQuery { sort: sort.into(), limit: 50, ..ListQuery::default() }
}

scenario!(library::setting(), a_record_knows_its_neighbours_in_every_order, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    books(&jana, 12).await;
    for sort in ["name", "-name", "pages", "-pages", "-modified_at"] {
        let list = sorted(sort);
        let page = records::find(&jana, "book", &list).await.expect("a list").page.records;
        assert_eq!(page.len(), 12);
        for (at, record) in page.iter().enumerate() {
            let standing = stands(&jana, list.clone(), record).await;
            let beside = |at: Option<usize>| at.and_then(|at| page.get(at)).map(|one| one.id);
            assert_eq!(standing.previous, beside(at.checked_sub(1)), "{sort} {at}");
            assert_eq!(standing.next, beside(Some(at + 1)), "{sort} {at}");
            assert_eq!(standing.n_before, Some(at as u64), "{sort} {at}");
            assert_eq!((standing.all.n, standing.all.is_exact), (12, true));
        }
    }
});

scenario!(library::setting(), neighbours_fit_the_question_of_the_list, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let books = books(&jana, 8).await;
    let list = ListQuery { filter: "shelf = \"A\"".into(), ..sorted("name") };
    let standing = stands(&jana, list, &books[4]).await;
    assert_eq!((standing.previous, standing.next), (Some(books[2].id), Some(books[6].id)));
    assert_eq!((standing.n_before, standing.all.n), (Some(2), 4));
    let list = ListQuery { text: "band".into(), ..sorted("-name") };
    let standing = stands(&jana, list, &books[7]).await;
    assert_eq!((standing.previous, standing.next), (None, Some(books[6].id)));
    assert_eq!((standing.n_before, standing.all.n), (Some(0), 8));
    let tim = scene.as_user("tim", Sees::Own).await;
    let own = tim.saves("book", [("name", text("Band 03b"))]).await;
    let standing = stands(&tim, sorted("name"), &own).await;
    assert_eq!((standing.previous, standing.next, standing.all.n), (None, None, 1));
});
