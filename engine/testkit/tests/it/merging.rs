//! Several records that are one become one, and are told apart again.

use std::collections::BTreeMap;

use access::{FieldRight, Level, Rights, Sees};
use kernel::{Error, Link, RecordId, Value};
use records::merge::Hanging;
use records::{Mark, Merge, Record, Source};
use store::queries::comment::{self, Comment};
use testkit::{Person, Scene, conflict, day, library, link, person, problems, scenario, several};
use testkit::{none, text};
use uuid::Uuid;

/// What hangs on records, as stored.
const HANGING: [&str; 11] = [
    "comments",
    "tags",
    "followers",
    "favourites",
    "relations",
    "grants",
    "lookup_keys",
    "merged",
    "moved",
    "alike",
    "told_apart",
];

fn of(winner: &Record, losers: &[&Record]) -> Merge {
    let losers = losers.iter().map(|record| record.id).collect();
    Merge { winner: winner.id, losers, ..Merge::default() }
}

async fn says(who: &Person, record: &Record, words: &str) {
    let said = Comment {
        id: Uuid::now_v7(),
        module: "author".into(),
        record: record.id,
        author: Some(who.id),
        at: who.now(),
        edited_at: None,
        text: words.into(),
    };
    who.store().write(move |tx| comment::add(tx, &said)).await.unwrap();
}

async fn heard(who: &Person, id: RecordId) -> Vec<String> {
    let read = move |reader: &mut store::Reader<'_>| comment::of_record(reader, id, (None, 50));
    let mut all: Vec<String> =
        who.store().read(read).await.unwrap().into_iter().map(|comment| comment.text).collect();
    all.sort();
    all
}

async fn tags(who: &Person, id: RecordId) -> Vec<String> {
    let read = move |reader: &mut store::Reader<'_>| store::queries::tag::of_record(reader, id);
    who.store().read(read).await.unwrap()
}

/// What the records of a module hold, without who touched them when.
async fn contents(who: &Person, module: &str) -> BTreeMap<RecordId, (String, Vec<Value>, bool)> {
    let definition = who.module(module).unwrap();
    let own = |record: Record| {
        let fields = definition.fields.iter().zip(record.values);
        let values = fields.filter(|(field, _)| field.system.is_none()).map(|(_, value)| value);
        (record.id, (record.title, values.collect(), record.trashed_at.is_some()))
    };
    let mut all = BTreeMap::new();
    for in_bin in [false, true] {
        let list = records::ListQuery { limit: 500, in_bin, ..records::ListQuery::default() };
        let found = records::find(who, module, &list).await.unwrap();
        all.extend(found.page.records.into_iter().map(own));
    }
    all
}

/// Two entries of one author, with everything that can hang on them.
struct Twins {
    kept: Record,
    gone: Record,
    pupil: Record,
    books: Vec<Record>,
    binned: Record,
}

async fn twins(scene: &Scene, admin: &Person) -> Twins {
    let mail = |all: &[&str]| several(all.iter().map(|one| ("work", text(one))));
    let values = [("name", text("Fontane")), ("email", mail(&["theo@post.example"]))];
    let kept = admin.saves("author", values).await;
    let values = [
        ("name", text("Theodor Fontane")),
        ("born_on", day("1819-12-30")),
        ("email", mail(&["THEO@post.example", "fontane@post.example"])),
        ("mentor", link("author", &kept)),
    ];
    let gone = admin.saves("author", values).await;
    let pupil = [("name", text("Schülerin")), ("mentor", link("author", &gone))];
    let pupil = admin.saves("author", pupil).await;
    let mut books = Vec::new();
    for (name, author) in [("Effi Briest", &gone), ("Der Stechlin", &gone), ("Irrungen", &kept)] {
        let values = [("name", text(name)), ("author", link("author", author))];
        books.push(admin.saves("book", values).await);
    }
    let binned = [("name", text("Verworfen")), ("author", link("author", &gone))];
    let binned = admin.saves("book", binned).await;
    records::trash(admin, "book", binned.id, None).await.unwrap();
    let tim = scene.as_user("tim", Sees::Own).await;
    says(admin, &gone, "Ruft zurück").await;
    says(admin, &kept, "Alter Bekannter").await;
    for (record, tag) in [(&gone, "Messe"), (&gone, "Berlin"), (&kept, "Messe")] {
        let at = admin.link("author", record);
        records::mark(admin, &at, Mark::Tag(tag.into())).await.unwrap();
    }
    records::mark(admin, &admin.link("author", &gone), Mark::Follow).await.unwrap();
    let shared = admin.link("author", &gone);
    records::share(admin, &shared, tim.id, Some(Level::Read.into())).await.unwrap();
    let from = Link::new("author", gone.id);
    records::relate(admin, from.clone(), "colleagues", pupil.id, "friend").await.unwrap();
    records::relate(admin, from, "colleagues", kept.id, "rival").await.unwrap();
    Twins { kept, gone, pupil, books, binned }
}

scenario!(library::setting(), what_hung_on_a_record_hangs_on_what_it_became, async |scene| {
    let admin = scene.as_admin().await;
    let Twins { kept, gone, pupil, books, binned } = twins(&scene, &admin).await;
    let begun = records::merge(&admin, "author", of(&kept, &[&gone])).await.unwrap();
    assert!(begun.is_ended);
    let now = admin.reads("author", &kept).await;
    assert_eq!(now.title, "Fontane");
    assert_eq!(admin.value("author", &now, "born_on"), day("1819-12-30"));
    assert_eq!(admin.value("author", &now, "mentor"), none(), "nobody is their own mentor");
    let Value::Several(mails) = admin.value("author", &now, "email") else { panic!("no mail") };
    let mails: Vec<&str> = mails.iter().map(|mail| mail.value.as_text()).collect();
    assert_eq!(mails, ["theo@post.example", "fontane@post.example"]);
    for book in books.iter().chain([&binned]) {
        let book = admin.reads("book", book).await;
        assert_eq!(admin.value("book", &book, "author"), link("author", &kept), "{}", book.title);
    }
    let pupil = admin.reads("author", &pupil).await;
    assert_eq!(admin.value("author", &pupil, "mentor"), link("author", &kept));
    assert_eq!(heard(&admin, kept.id).await, ["Alter Bekannter", "Ruft zurück"]);
    assert_eq!(tags(&admin, kept.id).await, ["Berlin", "Messe"]);
    let at = Link::new("author", kept.id);
    let related = records::relations(&admin, at.clone()).await.unwrap();
    assert_eq!(related.iter().map(|r| r.title.as_str()).collect::<Vec<_>>(), ["Schülerin"]);
    assert_eq!(records::shares(&admin, &at).await.unwrap().len(), 1);
    let tim = scene.as_user("tim", Sees::Own).await;
    assert_eq!(tim.reads("author", &kept).await.title, "Fontane");
    assert!(admin.reads("author", &gone).await.trashed_at.is_some());
    let into = records::merged_into(&admin, "author", gone.id).await.unwrap();
    assert_eq!(into, Some(kept.id));
    assert_eq!(admin.searches("author", "fontane").await, ["Fontane"]);
    let told = records::history(&admin, "author", kept.id, None, 100).await.unwrap();
    let first = &told[0];
    assert_eq!(
        (first.kind.as_str(), first.merged.as_slice()),
        ("merged", &["Theodor Fontane".into()][..])
    );
    assert_eq!(first.undo, Some(begun.run));
    let n_created = told.iter().filter(|entry| entry.kind == "created").count();
    assert_eq!(n_created, 2, "the history of both is one");
    assert_eq!(conflict(records::restore(&admin, "author", gone.id).await), "merged");
});

scenario!(library::setting(), a_merge_is_taken_back_exactly, async |scene| {
    let admin = scene.as_admin().await;
    let Twins { kept, gone, .. } = twins(&scene, &admin).await;
    let third = admin.saves("author", [("name", text("Th. Fontane"))]).await;
    says(&admin, &third, "Dritter").await;
    let before = (scene.dump(&HANGING).await, contents(&admin, "author").await);
    let books = contents(&admin, "book").await;
    let merge = of(&third, &[&gone, &kept]);
    let begun = records::merge(&admin, "author", merge).await.unwrap();
    assert_ne!(contents(&admin, "book").await, books);
    assert_eq!(heard(&admin, third.id).await.len(), 3);
    assert!(records::unmerge(&admin, begun.run).await.unwrap());
    assert_eq!(contents(&admin, "author").await, before.1);
    assert_eq!(contents(&admin, "book").await, books);
    assert_eq!(scene.dump(&HANGING).await, before.0);
    assert_eq!(records::merged_into(&admin, "author", gone.id).await.unwrap(), None);
    assert_eq!(conflict(records::unmerge(&admin, begun.run).await), "merge_undone");
    assert_eq!(admin.searches("author", "theodor").await, ["Theodor Fontane"]);
});

scenario!(library::setting(), what_was_changed_since_stays, async |scene| {
    let admin = scene.as_admin().await;
    let Twins { kept, gone, books, .. } = twins(&scene, &admin).await;
    let begun = records::merge(&admin, "author", of(&kept, &[&gone])).await.unwrap();
    admin.changes("author", &kept, [("born_on", day("1820-01-01"))]).await;
    let other = admin.saves("author", [("name", text("Storm"))]).await;
    admin.changes("book", &books[0], [("author", link("author", &other))]).await;
    let newer = admin.saves("book", [("name", text("Cécile")), ("author", link("author", &kept))]);
    let newer = newer.await;
    assert!(records::unmerge(&admin, begun.run).await.unwrap());
    let now = admin.reads("author", &kept).await;
    assert_eq!(admin.value("author", &now, "born_on"), day("1820-01-01"));
    let author = async |book: &Record| {
        let book = admin.reads("book", book).await;
        admin.value("book", &book, "author")
    };
    assert_eq!(author(&books[0]).await, link("author", &other));
    assert_eq!(author(&books[1]).await, link("author", &gone));
    assert_eq!(author(&newer).await, link("author", &kept));
});

scenario!(library::setting(), a_chain_of_merges_leads_to_its_end, async |scene| {
    let admin = scene.as_admin().await;
    let name = |name: &str| [("name", text(name))];
    let (a, b, c) = (
        admin.saves("author", name("A")).await,
        admin.saves("author", name("B")).await,
        admin.saves("author", name("C")).await,
    );
    records::merge(&admin, "author", of(&b, &[&a])).await.unwrap();
    let second = records::merge(&admin, "author", of(&c, &[&b])).await.unwrap();
    assert_eq!(records::merged_into(&admin, "author", a.id).await.unwrap(), Some(c.id));
    let lines = records::merges(&admin, "author").await.unwrap();
    assert_eq!(
        (lines.len(), lines[0].title.as_str(), &lines[0].others[..]),
        (2, "C", &["B".to_owned()][..])
    );
    records::unmerge(&admin, second.run).await.unwrap();
    assert_eq!(records::merged_into(&admin, "author", a.id).await.unwrap(), Some(b.id));
    scene.after_hours(31 * 24);
    let first = records::merges(&admin, "author").await.unwrap().remove(0);
    assert!(!first.may_undo);
    assert_eq!(conflict(records::unmerge(&admin, first.run).await), "merge_old");
});

scenario!(library::setting(), sources_are_chosen_field_by_field, async |scene| {
    let admin = scene.as_admin().await;
    let Twins { kept, gone, .. } = twins(&scene, &admin).await;
    let ids = [gone.id, kept.id];
    let choices = records::merge_choices(&admin, "author", (&ids, Some(kept.id))).await.unwrap();
    assert_eq!(choices.records[0].id, kept.id);
    let field = |name: &str| choices.fields.iter().find(|field| field.field == name).unwrap();
    assert_eq!(field("born_on").proposed, Source::Record(gone.id));
    assert_eq!((field("email").proposed, field("name").is_open), (Source::All, true));
    assert!(!field("number").is_open, "a number stays with its record");
    let hanging = |what: Hanging| choices.hanging.iter().find(|(h, _)| *h == what).map(|h| h.1);
    assert_eq!(hanging(Hanging::Records("book".into())), Some(2));
    assert_eq!((hanging(Hanging::Comments), hanging(Hanging::Tags)), (Some(1), Some(2)));
    let mut merge = of(&kept, &[&gone]);
    merge.from.insert("name".into(), Source::Record(gone.id));
    merge.from.insert("email".into(), Source::Record(kept.id));
    merge.from.insert("born_on".into(), Source::Record(kept.id));
    records::merge(&admin, "author", merge).await.unwrap();
    let now = admin.reads("author", &kept).await;
    assert_eq!(now.title, "Theodor Fontane");
    assert_eq!(admin.value("author", &now, "born_on"), none());
    assert_eq!(
        admin.value("author", &now, "email"),
        several([("work", text("theo@post.example"))])
    );
});

scenario!(library::setting(), merging_asks_for_both_rights_and_for_sight, async |scene| {
    let admin = scene.as_admin().await;
    let name = |name: &str| [("name", text(name))];
    let (a, b) = (admin.saves("author", name("A")).await, admin.saves("author", name("B")).await);
    let tim = scene.as_user("tim", Sees::Own).await;
    let refused = records::merge(&tim, "author", of(&a, &[&b])).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let refused = records::merge_choices(&tim, "author", (&[a.id, b.id], None)).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let mine = [("name", text("C")), ("owner", person(tim.id))];
    let mine = admin.saves("author", mine).await;
    records::share(&admin, &admin.link("author", &b), tim.id, Some(Level::Read.into()))
        .await
        .unwrap();
    let refused = records::merge(&tim, "author", of(&mine, &[&b])).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })), "b is not his to delete");
    let refused = records::merge(&tim, "author", of(&b, &[&mine])).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })), "b is not his to change");
    assert!(admin.reads("author", &mine).await.trashed_at.is_none());
    let begun = records::merge(&admin, "author", of(&a, &[&b])).await.unwrap();
    assert!(matches!(records::unmerge(&tim, begun.run).await, Err(Error::NotFound)));
    assert_eq!(
        problems(records::merge(&admin, "author", of(&a, &[])).await),
        ["id: merge_too_few"]
    );
    assert_eq!(
        problems(records::merge(&admin, "author", of(&a, &[&a])).await),
        ["id: merge_too_few"]
    );
    let mut stale = of(&a, &[&mine]);
    stale.versions.insert(a.id, 99);
    assert_eq!(conflict(records::merge(&admin, "author", stale).await), "stale");
});

scenario!(library::setting(), what_is_hidden_is_neither_shown_nor_lost, async |scene| {
    let admin = scene.as_admin().await;
    let values = [("name", text("A")), ("country", none())];
    let a = admin.saves("author", values).await;
    let values = [("name", text("B")), ("country", text("Preußen"))];
    let b = admin.saves("author", values).await;
    let rights = Rights::ordinary().with_field("author", "country", FieldRight::Hidden);
    let eve = scene.enter("eve", Sees::All, rights).await;
    let seen = records::merge_choices(&eve, "author", (&[a.id, b.id], Some(a.id))).await.unwrap();
    assert!(seen.fields.iter().all(|field| field.field != "country"));
    let mut merge = of(&a, &[&b]);
    merge.from.insert("country".into(), Source::Record(a.id));
    records::merge(&eve, "author", merge).await.unwrap();
    let now = admin.reads("author", &a).await;
    assert_eq!(admin.value("author", &now, "country"), text("Preußen"));
});

scenario!(library::setting(), a_unique_value_goes_over_and_comes_back, async |scene| {
    let admin = scene.as_admin().await;
    let a = admin.saves("book", [("name", text("Effi"))]).await;
    let b = admin.saves("book", [("name", text("Effi Briest")), ("isbn", text("978-3"))]).await;
    let begun = records::merge(&admin, "book", of(&a, &[&b])).await.unwrap();
    let now = admin.reads("book", &a).await;
    assert_eq!(admin.value("book", &now, "isbn"), text("978-3"));
    records::unmerge(&admin, begun.run).await.unwrap();
    let now = admin.reads("book", &a).await;
    assert_eq!(admin.value("book", &now, "isbn"), none());
    let back = admin.reads("book", &b).await;
    assert_eq!(admin.value("book", &back, "isbn"), text("978-3"));
});

scenario!(library::setting(), many_links_are_turned_in_portions, async |scene| {
    let admin = scene.as_admin().await;
    let name = |name: &str| [("name", text(name))];
    let (a, b) = (admin.saves("author", name("A")).await, admin.saves("author", name("B")).await);
    let row = |n: usize| {
        let values = [("name", text(&format!("Band {n}"))), ("author", link("author", &b))];
        records::BatchRow::Create(records::Input::of(values))
    };
    records::save_batch(&admin, "book", (0..450).map(row).collect()).await.unwrap();
    let before = contents(&admin, "book").await;
    let of_a = format!("author = \"{}\"", a.id);
    let n_of_a = async || admin.lists("book", &of_a, "name").await.len();
    let begun = records::merge(&admin, "author", of(&a, &[&b])).await.unwrap();
    assert_eq!((begun.is_ended, n_of_a().await), (false, 300));
    assert_eq!(conflict(records::unmerge(&admin, begun.run).await), "merge_running");
    assert_eq!(records::merge_on(&admin, begun.run).await.unwrap(), (400, false));
    assert_eq!(records::merge_on(&admin, begun.run).await.unwrap(), (450, true));
    assert_eq!(
        (records::merge_on(&admin, begun.run).await.unwrap(), n_of_a().await),
        ((450, true), 450)
    );
    let mut is_ended = records::unmerge(&admin, begun.run).await.unwrap();
    assert!(!is_ended);
    while !is_ended {
        is_ended = records::merge::unmerge_on(&admin, begun.run).await.unwrap();
    }
    assert_eq!((contents(&admin, "book").await == before, n_of_a().await), (true, 0));
});

scenario!(
    library::setting(),
    formatted_texts_of_records_that_become_one_stand_together,
    async |scene| {
        let admin = scene.as_admin().await;
        let rich = |html: &str| [("text", text("Bericht")), ("rich_text", Value::rich(html))];
        let first = admin.saves("specimen", rich("<p>Zuerst</p>")).await;
        let second = admin.saves("specimen", rich("<ul><li><p>Danach</p></li></ul>")).await;
        let same = admin.saves("specimen", rich("<p>Zuerst</p>")).await;
        let from = [("rich_text".to_owned(), Source::All)].into();
        let merge = Merge { from, ..of(&first, &[&second, &same]) };
        records::merge(&admin, "specimen", merge).await.unwrap();
        let merged = admin.reads("specimen", &first).await;
        let module = admin.module("specimen").unwrap();
        let Value::Rich(joined) = merged.value(&module, "rich_text") else {
            panic!("it is a formatted text")
        };
        assert_eq!(joined.html(), "<p>Zuerst</p><ul><li><p>Danach</p></li></ul>");
    }
);
