//! Views that come along, and views that people keep.

use access::{FieldRight, Rights, Sees};
use kernel::Error;
use social::{Favourite, ListView, ViewChange, ViewDefinition, Whose};
use testkit::{Person, library, problems, scenario};

async fn views(who: &Person) -> Vec<ListView> {
    social::views(who, "book").await.expect("views are read")
}

async fn shipped(who: &Person) -> Vec<ListView> {
    let all = views(who).await.into_iter();
    all.filter(|view| view.whose == Whose::Shipped).collect()
}

async fn keep(who: &Person, name: &str, definition: ViewDefinition) -> ListView {
    let saved = social::save_view(who, "book", (None, name), definition, Some(who.id)).await;
    let id = saved.expect("it is saved");
    views(who).await.into_iter().find(|view| view.id == id).expect("it is there")
}

scenario!(
    library::setting(),
    views_that_come_along_are_everybodys_from_the_first_day,
    async |scene| {
        let (tim, ada) = (scene.as_user("tim", Sees::All).await, scene.as_admin().await);
        let found = shipped(&tim).await;
        let forms: Vec<Option<&str>> =
            found.iter().map(|view| view.definition.lanes.as_deref()).collect();
        assert_eq!(forms, [None, Some("genre")]);
        assert_eq!(found[0].definition.filter, "owner = me and pages >= 500");
        assert_eq!(found[0].definition.columns, ["author", "pages"], "those of the module");
        assert_eq!(found[1].definition.sort, "");
        assert_eq!(found, shipped(&ada).await);
        let all = social::all_views(&tim).await.expect("views are read");
        assert!(all.iter().filter(|view| view.module == "book").count() == 2);
    }
);

scenario!(library::setting(), a_view_that_asks_for_a_hidden_field_is_not_offered, async |scene| {
    let hiding = |field| Rights::ordinary().with_field("book", field, FieldRight::Hidden);
    let tim = scene.enter("tim", Sees::All, hiding("genre")).await;
    let found = shipped(&tim).await;
    assert_eq!(found.len(), 1, "no lanes of a field that is hidden");
    let eva = scene.enter("eva", Sees::All, hiding("pages")).await;
    assert_eq!(shipped(&eva).await, []);
    let admin = scene.as_admin().await;
    let asked = ViewDefinition { filter: "pages > 3".into(), ..ViewDefinition::default() };
    let saved = social::save_view(&admin, "book", (None, "Dicke"), asked, None).await;
    let id = saved.expect("an administrator saves for everybody");
    assert!(views(&tim).await.iter().any(|view| view.id == id));
    assert!(views(&eva).await.iter().all(|view| view.id != id));
    let kept = social::keep_view(&eva, "book", id).await;
    assert!(matches!(kept, Err(Error::NotFound)), "{kept:?}");
});

scenario!(library::setting(), nobody_changes_a_view_that_comes_along, async |scene| {
    let admin = scene.as_admin().await;
    let id = shipped(&admin).await[0].id;
    for change in [ViewChange::Name("Meins".into()), ViewChange::Shared, ViewChange::Own] {
        let changed = social::change_view(&admin, "book", id, change).await;
        assert!(matches!(changed, Err(Error::Forbidden { .. })), "{changed:?}");
    }
    let removed = social::remove_view(&admin, "book", id).await;
    assert!(matches!(removed, Err(Error::Forbidden { .. })), "{removed:?}");
    let over = ViewDefinition::default();
    let saved = social::save_view(&admin, "book", (Some(id), "Meins"), over, Some(admin.id)).await;
    assert!(matches!(saved, Err(Error::Forbidden { .. })), "{saved:?}");
    assert_eq!(views(&admin).await.len(), 2);
});

scenario!(
    library::setting(),
    a_view_that_comes_along_can_be_the_first_and_kept_at_hand,
    async |scene| {
        let (tim, eva) =
            (scene.as_user("tim", Sees::All).await, scene.as_user("eva", Sees::All).await);
        let found = shipped(&tim).await;
        social::set_default_view(&tim, "book", Some(found[1].id)).await.expect("it is the first");
        let first: Vec<bool> = views(&tim).await.iter().map(|view| view.is_default).collect();
        assert_eq!(first, [false, true]);
        assert!(views(&eva).await.iter().all(|view| !view.is_default));
        assert!(social::keep_view(&tim, "book", found[1].id).await.expect("it is kept"));
        scene.after_hours(1);
        let own = keep(&tim, "Alle", ViewDefinition::default()).await;
        assert!(social::keep_view(&tim, "book", own.id).await.expect("it is kept"));
        let at_hand = social::favourites(&tim).await.expect("favourites are read");
        let forms: Vec<(uuid::Uuid, bool)> = at_hand
            .iter()
            .filter_map(|one| match one {
                Favourite::View(view) => Some((view.id, view.face == social::Face::Board)),
                Favourite::Record(..) => None,
            })
            .collect();
        assert_eq!(forms, [(found[1].id, true), (own.id, false)]);
        assert!(social::let_view_go(&tim, found[1].id).await.expect("it is let go"));
        assert_eq!(social::favourites(&tim).await.expect("favourites are read").len(), 1);
    }
);

scenario!(library::setting(), a_view_remembers_its_form, async |scene| {
    let tim = scene.as_user("tim", Sees::All).await;
    let lanes = |by: &str| ViewDefinition { lanes: Some(by.into()), ..ViewDefinition::default() };
    let board = keep(&tim, "Nach Genre", lanes("genre")).await;
    assert_eq!(board.definition.lanes.as_deref(), Some("genre"));
    for by in ["pages", "nothing"] {
        let saved = social::save_view(&tim, "book", (None, "x"), lanes(by), Some(tim.id)).await;
        assert_eq!(problems(saved), ["by: no_lanes"], "{by}");
    }
    let rights = Rights::ordinary().with_field("book", "genre", FieldRight::Hidden);
    let eva = scene.enter("eva", Sees::All, rights).await;
    let saved = social::save_view(&eva, "book", (None, "x"), lanes("genre"), Some(eva.id)).await;
    assert_eq!(problems(saved), ["columns: unknown_field"]);
});
