//! Numbers in passing: only where they cost next to nothing.

use catalog::{Catalog, filter};
use testkit::{Person, Sees, library, person as owner, scenario, text};

async fn tally(who: &Person, condition: &str, bounds: (u64, u64)) -> Option<(u64, bool)> {
    let count = records::tally(who, "book", condition, bounds).await.expect("it is counted");
    count.map(|count| (count.n, count.is_exact))
}

scenario!(library::setting(), a_number_in_passing_walks_over_no_large_table, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let tim = scene.as_user("tim", Sees::Own).await;
    for n in 0..7 {
        let (whose, shelf) = if n < 3 { (&tim, "A") } else { (&jana, "B") };
        let values = [("name", text(&format!("Band {n}"))), ("owner", owner(whose.id))];
        let book = jana.saves("book", values).await;
        jana.changes("book", &book, [("shelf", text(shelf))]).await;
    }
    assert_eq!(tally(&jana, "shelf = \"B\"", (99, 7)).await, Some((4, true)));
    assert_eq!(tally(&jana, "shelf = \"B\"", (99, 6)).await, None, "the table is large");
    assert_eq!(tally(&jana, "owner = me and shelf = \"B\"", (99, 0)).await, Some((4, true)));
    assert_eq!(tally(&jana, "owner = me and shelf = \"B\"", (3, 0)).await, Some((3, false)));
    assert_eq!(tally(&tim, "shelf = \"A\"", (99, 0)).await, Some((3, true)), "tim sees no other");
    assert_eq!(tally(&tim, "shelf = \"B\"", (99, 0)).await, Some((0, true)));
    assert!(records::tally(&jana, "book", "nothing = 1", (99, 0)).await.is_err());
    assert!(records::tally(&jana, "nothing", "", (99, 0)).await.is_err());
});

#[test]
fn what_is_the_readers_own_is_known_from_the_condition() {
    let catalog = library::setting().catalog();
    let book = catalog.module("book").expect("it is in the library");
    let own = |text: &str| filter::parse(&catalog, book, text).expect("it is read").is_of_reader();
    for text in ["owner = me", "shelf = \"A\" and owner = me", "owner = me or owner = me"] {
        assert!(own(text), "{text}");
    }
    for text in [
        "",
        "false",
        "shelf = \"A\"",
        "owner != me",
        "not owner = me",
        "owner is empty",
        "owner = me or shelf = \"A\"",
    ] {
        assert!(!own(text), "{text}");
    }
}

#[test]
fn a_side_bar_counts_only_what_is_the_readers_own() {
    let definition = |count: &str| {
        format!(
            "module = 'task'\nplural = 'tasks'\ntitle = '{{name}}'\narea = 'tools'\nicon = 'book'\n\
             [fields]\nname = {{ type = 'text' }}\nowner = {{ type = 'user' }}\n\
             [list]\ncolumns = ['name']\nsort = 'title'\n[side_bar]\ncount = '{count}'\n"
        )
    };
    let read = |count: &str| Catalog::read(&[&definition(count)]).map(drop);
    assert_eq!(read("owner = me and name is not empty"), Ok(()));
    for (count, part) in [("name is not empty", "owner = me"), ("names = 1", "task: side_bar")] {
        let error = read(count).expect_err(count);
        assert!(error.contains(part), "{error}");
    }
}
