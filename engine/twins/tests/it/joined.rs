//! What is made one with very many links goes on as a job, and back.

use kernel::Link;
use records::Merge;
use testkit::{library, link, scenario, text};

use crate::stage::{author, found, work};

scenario!(library::setting(), a_merge_of_much_ends_as_a_job, async |scene| {
    let admin = scene.as_admin().await;
    let one = author(&admin, "Anna Berg", "1970-01-01", "a@post.example").await;
    let two = author(&admin, "Anna Berg", "1970-01-01", "a@post.example").await;
    let row = |n: usize| {
        let values = [("name", text(&format!("Band {n}"))), ("author", link("author", &two))];
        records::BatchRow::Create(records::Input::of(values))
    };
    records::save_batch(&admin, "book", (0..420).map(row).collect()).await.unwrap();
    twins::begin(&admin, "author").await.unwrap();
    work(&scene).await;
    assert_eq!(found(&admin).await.len(), 1);
    let merge = Merge { winner: one.id, losers: vec![two.id], ..Merge::default() };
    let begun = twins::merge(&admin, "author", merge).await.unwrap();
    assert!(!begun.is_ended && found(&admin).await.is_empty());
    work(&scene).await;
    let of = async |at: &Link| {
        let filter = format!("author = \"{}\"", at.id);
        let list = records::ListQuery { filter, ..records::ListQuery::default() };
        records::count(&admin, "book", &list, 1000).await.unwrap().n
    };
    let (kept, gone) = (Link::new("author", one.id), Link::new("author", two.id));
    assert_eq!((of(&kept).await, of(&gone).await), (420, 0));
    assert_eq!(twins::is_merge(&admin, begun.run).await.unwrap().as_deref(), Some("author"));
    assert!(!twins::unmerge(&admin, begun.run).await.unwrap());
    work(&scene).await;
    assert_eq!((of(&kept).await, of(&gone).await), (0, 420));
});

scenario!(library::setting(), a_merge_taken_back_opens_its_pair_again, async |scene| {
    let admin = scene.as_admin().await;
    let one = author(&admin, "Anna Berg", "1970-01-01", "a@post.example").await;
    let two = author(&admin, "Anna Berg", "1970-01-01", "a@post.example").await;
    let other = author(&admin, "Ida Berg", "1970-01-01", "i@post.example").await;
    twins::tell_apart(&admin, "author", &[two.id, other.id]).await.unwrap();
    twins::begin(&admin, "author").await.unwrap();
    work(&scene).await;
    let before = found(&admin).await;
    assert_eq!(before, [["Anna Berg", "Anna Berg"]]);
    let merge = Merge { winner: one.id, losers: vec![two.id], ..Merge::default() };
    let begun = twins::merge(&admin, "author", merge).await.unwrap();
    assert!(found(&admin).await.is_empty());
    assert!(twins::different(&admin, "author").await.unwrap().is_empty());
    twins::unmerge(&admin, begun.run).await.unwrap();
    assert_eq!(found(&admin).await, before);
    assert_eq!(twins::different(&admin, "author").await.unwrap().len(), 1, "as is the other");
});
