//! Records that may be the same.

use access::Sees;
use kernel::Value;
use records::Input;
use testkit::{Person, day, library, person, scenario, several, text};

async fn found<'v>(
    who: &Person,
    values: impl IntoIterator<Item = (&'v str, Value)>,
) -> Vec<String> {
    let draft = records::draft(who, "author", &Input::of(values)).unwrap();
    let found = records::duplicates(who, &draft).await.unwrap();
    found.into_iter().map(|duplicate| duplicate.title).collect()
}

scenario!(library::setting(), the_same_person_is_recognised, async |scene| {
    let admin = scene.as_admin().await;
    let values = [
        ("name", text("Theodor Fontané")),
        ("born_on", day("1819-12-30")),
        ("email", several([("work", text("Theo@Post.example"))])),
        ("phone", several([("work", text("040 1")), ("home", text("+49 30 23125114"))])),
    ];
    let stored = admin.saves("author", values).await;
    let mail =
        |text_: &str| ("email", several([("home", text("x@y.example")), ("work", text(text_))]));
    assert_eq!(found(&admin, [mail("theo@post.EXAMPLE")]).await, ["Theodor Fontané"]);
    assert_eq!(found(&admin, [mail("theodor@post.example")]).await, Vec::<String>::new());
    let phone = |text_: &str| ("phone", several([("work", text(text_))]));
    assert_eq!(found(&admin, [phone("030 / 231 25 114")]).await, ["Theodor Fontané"]);
    assert_eq!(found(&admin, [phone("030 23125 115")]).await, Vec::<String>::new());
    let name = ("name", text("theodor  FONTANE"));
    assert_eq!(found(&admin, [name.clone()]).await, Vec::<String>::new());
    let born = ("born_on", day("1819-12-30"));
    assert_eq!(found(&admin, [name.clone(), born.clone()]).await, ["Theodor Fontané"]);
    let draft = records::draft(&admin, "author", &Input::of([name, born])).unwrap();
    let itself = records::Draft { id: stored.id, ..draft };
    assert!(records::duplicates(&admin, &itself).await.unwrap().is_empty());
});

scenario!(library::setting(), more_in_common_comes_first, async |scene| {
    let admin = scene.as_admin().await;
    let mail = || several([("work", text("haus@post.example"))]);
    admin.saves("author", [("name", text("Anna")), ("email", mail())]).await;
    let phone = || several([("work", text("030 23125114"))]);
    let both = [("name", text("Berta")), ("email", mail()), ("phone", phone())];
    admin.saves("author", both).await;
    let asked = [("email", mail()), ("phone", phone())];
    assert_eq!(found(&admin, asked).await, ["Berta", "Anna"]);
});

scenario!(library::setting(), duplicates_out_of_reach_are_not_revealed, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::Own).await;
    let mail = || several([("work", text("theo@post.example"))]);
    let values = [("name", text("Fontane")), ("email", mail())];
    let stored = admin.saves("author", values).await;
    assert!(found(&jana, [("email", mail())]).await.is_empty());
    admin.changes("author", &stored, [("owner", person(jana.id))]).await;
    assert_eq!(found(&jana, [("email", mail())]).await, ["Fontane"]);
    records::trash(&admin, "author", stored.id, None).await.unwrap();
    assert!(found(&jana, [("email", mail())]).await.is_empty());
});

scenario!(library::setting(), many_foreign_duplicates_do_not_hide_ones_own, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::Own).await;
    let mail = || several([("work", text("info@post.example"))]);
    let row = |n: usize| {
        let values = [("name", text(&format!("Autor {n}"))), ("email", mail())];
        records::BatchRow::Create(Input::of(values))
    };
    records::save_batch(&admin, "author", (0..300).map(row).collect()).await.unwrap();
    jana.saves("author", [("name", text("Zuletzt")), ("email", mail())]).await;
    assert_eq!(found(&jana, [("email", mail())]).await, ["Zuletzt"]);
});
