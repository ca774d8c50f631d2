//! All records are looked through, what is found is told apart, nobody sees more than they may.

use access::{Right, Rights, Sees};
use kernel::Error;
use testkit::{library, person, scenario, several, text};

use crate::stage::{author, found, work};

scenario!(library::setting(), what_shares_a_key_and_is_alike_is_found, async |scene| {
    let admin = scene.as_admin().await;
    author(&admin, "Theodor Fontane", "1819-12-30", "theo@post.example").await;
    author(&admin, "Teodor Fontane", "1819-12-30", "theo@post.example").await;
    // The same house, but other people.
    author(&admin, "Anna Berg", "1970-01-01", "haus@post.example").await;
    author(&admin, "Bernd Tal", "1971-01-01", "haus@post.example").await;
    author(&admin, "Theodor Storm", "1817-09-14", "storm@post.example").await;
    assert!(twins::last(&admin, "author").await.unwrap().is_none());
    twins::begin(&admin, "author").await.unwrap();
    twins::begin(&admin, "author").await.unwrap();
    assert!(twins::last(&admin, "author").await.unwrap().unwrap().is_running);
    work(&scene).await;
    let search = twins::last(&admin, "author").await.unwrap().unwrap();
    assert_eq!((search.is_running, search.compared, search.alike), (false, 2, 1));
    assert_eq!(found(&admin).await, [["Teodor Fontane", "Theodor Fontane"]]);
});

scenario!(library::setting(), what_was_told_apart_is_not_found_again, async |scene| {
    let admin = scene.as_admin().await;
    let one = author(&admin, "Anna Berg", "1970-01-01", "a@post.example").await;
    let two = author(&admin, "Anna Berg", "1970-01-01", "a@post.example").await;
    let search = async || {
        scene.after_hours(1);
        twins::begin(&admin, "author").await.unwrap();
        work(&scene).await;
        found(&admin).await.len()
    };
    assert_eq!(search().await, 1);
    twins::tell_apart(&admin, "author", &[one.id, two.id]).await.unwrap();
    assert!(found(&admin).await.is_empty());
    assert_eq!(twins::different(&admin, "author").await.unwrap().len(), 1);
    assert_eq!(search().await, 0);
    twins::allow(&admin, "author", &[two.id, one.id]).await.unwrap();
    assert_eq!(search().await, 1);
    admin.changes("author", &two, [("email", several([("work", text("b@post.example"))]))]).await;
    admin.changes("author", &two, [("name", text("Berta Tal"))]).await;
    assert_eq!(search().await, 0, "what is no longer alike is forgotten");
});

scenario!(library::setting(), only_who_reaches_both_sees_a_pair, async |scene| {
    let admin = scene.as_admin().await;
    let tim = scene.as_user("tim", Sees::Own).await;
    let one = author(&admin, "Anna Berg", "1970-01-01", "a@post.example").await;
    let two = author(&tim, "Anna Berg", "1970-01-01", "a@post.example").await;
    twins::begin(&admin, "author").await.unwrap();
    work(&scene).await;
    assert_eq!(found(&admin).await.len(), 1);
    assert!(found(&tim).await.is_empty());
    let refused = twins::tell_apart(&tim, "author", &[one.id, two.id]).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    admin.changes("author", &one, [("owner", person(tim.id))]).await;
    assert_eq!(found(&tim).await.len(), 1);
    records::trash(&admin, "author", two.id, None).await.unwrap();
    assert!(found(&tim).await.is_empty(), "the bin is not looked through");
    let rights = Rights::ordinary().without("author", Right::Delete);
    let eve = scene.enter("eve", Sees::All, rights).await;
    assert!(matches!(twins::begin(&eve, "author").await, Err(Error::Forbidden { .. })));
});

scenario!(library::setting(), a_key_that_very_many_share_compares_none_of_them, async |scene| {
    let admin = scene.as_admin().await;
    let row = |n: usize| {
        let mail = several([("work", text("info@post.example"))]);
        let values = [("name", text(&format!("Autor {n}"))), ("email", mail)];
        records::BatchRow::Create(records::Input::of(values))
    };
    records::save_batch(&admin, "author", (0..120).map(row).collect()).await.unwrap();
    author(&admin, "Anna Berg", "1970-01-01", "info@post.example").await;
    author(&admin, "Anna Berg", "1970-01-01", "info@post.example").await;
    twins::begin(&admin, "author").await.unwrap();
    work(&scene).await;
    let search = twins::last(&admin, "author").await.unwrap().unwrap();
    assert_eq!((search.compared, search.alike), (1, 1), "their name and birthday is the key");
});
