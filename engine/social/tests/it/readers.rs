//! Views that somebody shares, and views with which roles begin.

use access::Party;
use kernel::{Error, PrincipalId};
use social::{ListView, ViewDefinition, ViewReaders, Whose};
use testkit::{FieldRight, Firm, Person, Rights, Sees, library, problems, scenario};
use uuid::Uuid;

async fn views(who: &Person) -> Vec<ListView> {
    social::views(who, "book").await.expect("views are read")
}

async fn first(who: &Person) -> Option<String> {
    views(who).await.into_iter().find(|view| view.is_default).map(|view| view.name)
}

async fn has(who: &Person, id: Uuid) -> bool {
    views(who).await.iter().any(|view| view.id == id)
}

async fn keep(who: &Person, name: &str, filter: &str) -> Uuid {
    let asked = ViewDefinition { filter: filter.into(), ..ViewDefinition::default() };
    let saved = social::save_view(who, "book", (None, name), asked, Some(who.id)).await;
    saved.expect("it is saved")
}

fn shared(parties: &[Party]) -> ViewReaders {
    ViewReaders { parties: parties.iter().copied().collect(), ..ViewReaders::default() }
}

fn first_for(parties: &[Party], roles: &[Uuid]) -> ViewReaders {
    ViewReaders { first_for: roles.iter().copied().collect(), ..shared(parties) }
}

scenario!(
    library::setting(),
    a_shared_view_is_used_by_those_it_is_shared_with_and_changed_by_its_owner,
    async |scene| {
        let firm = Firm::of(&scene).await;
        let top = firm.role("Leitung", None).await;
        let sales = firm.role("Vertrieb", Some(top)).await;
        let service = firm.role("Service", Some(top)).await;
        for (name, role) in [("lena", top), ("jana", sales), ("tim", service), ("eva", service)] {
            firm.person(name, Some(role)).await;
        }
        let tim = scene.comes("tim").await;
        let fair = firm.group("Messe", [Party::User(tim.id)]).await;
        let jana = scene.comes("jana").await;
        let id = keep(&jana, "Dicke", "pages > 300").await;
        for (party, reached) in [
            (Party::User(tim.id), vec!["tim"]),
            (Party::Group(fair), vec!["tim"]),
            (Party::Role(top), vec!["lena"]),
            (Party::Role(service), vec!["tim", "eva"]),
            (Party::Branch(top), vec!["lena", "tim", "eva"]),
        ] {
            let set = social::set_view_readers(&jana, "book", id, shared(&[party])).await;
            set.expect("it is shared");
            for name in ["lena", "tim", "eva"] {
                let who = scene.comes(name).await;
                assert_eq!(has(&who, id).await, reached.contains(&name), "{name} by {party:?}");
            }
        }
        let tim = scene.comes("tim").await;
        let seen = views(&tim).await.into_iter().find(|view| view.id == id).expect("it is there");
        assert_eq!(seen.whose, Whose::Shared(jana.id));
        assert!(!social::may_change(&tim, &seen));
        let removed = social::remove_view(&tim, "book", id).await;
        assert!(matches!(removed, Err(Error::Forbidden { .. })), "{removed:?}");
        let passed_on = shared(&[Party::User(tim.id)]);
        let passed_on = social::set_view_readers(&tim, "book", id, passed_on).await;
        assert!(matches!(passed_on, Err(Error::Forbidden { .. })), "{passed_on:?}");
        let over = ViewDefinition::default();
        let over = social::save_view(&tim, "book", (Some(id), "Meins"), over, Some(tim.id)).await;
        assert!(matches!(over, Err(Error::Forbidden { .. })), "{over:?}");
        // An administrator with whom it is shared does not take it over either.
        let admin = scene.as_admin().await;
        assert!(social::view_readers(&admin, "book", id).await.is_err(), "it is not theirs");
        let both = shared(&[Party::User(admin.id), Party::Branch(top)]);
        social::set_view_readers(&jana, "book", id, both).await.expect("it is shared");
        let over = ViewDefinition::default();
        let over = social::save_view(&admin, "book", (Some(id), "x"), over, Some(admin.id)).await;
        assert!(matches!(over, Err(Error::Forbidden { .. })), "{over:?}");
        social::keep_view(&tim, "book", id).await.expect("it is kept at hand");
        assert_eq!(social::favourites(&tim).await.expect("favourites are read").len(), 1);
        social::set_view_readers(&jana, "book", id, shared(&[])).await.expect("that has ended");
        assert!(!has(&tim, id).await);
        assert_eq!(social::favourites(&tim).await.expect("favourites are read"), []);
        let nobody = shared(&[Party::User(PrincipalId::new())]);
        let set = social::set_view_readers(&jana, "book", id, nobody).await;
        assert_eq!(problems(set), ["members: target_not_found"]);
    }
);

scenario!(library::setting(), a_shared_view_tells_nothing_of_hidden_fields, async |scene| {
    let firm = Firm::of(&scene).await;
    let role = firm.role("Alle", None).await;
    firm.person("jana", Some(role)).await;
    firm.person("eva", Some(role)).await;
    let jana = scene.comes("jana").await;
    let id = keep(&jana, "Dicke", "pages > 300").await;
    let set = social::set_view_readers(&jana, "book", id, shared(&[Party::Role(role)])).await;
    set.expect("it is shared");
    scene.comes("eva").await;
    let rights = Rights::ordinary().with_field("book", "pages", FieldRight::Hidden);
    let veiled = scene.enter("eva", Sees::All, rights).await;
    assert!(!has(&veiled, id).await);
    assert!(has(&scene.comes("eva").await, id).await);
});

scenario!(
    library::setting(),
    people_begin_with_the_view_of_their_role_until_they_choose_one,
    async |scene| {
        let firm = Firm::of(&scene).await;
        let top = firm.role("Leitung", None).await;
        let sales = firm.role("Vertrieb", Some(top)).await;
        let field = firm.role("Außendienst", Some(sales)).await;
        firm.person("lena", Some(top)).await;
        firm.person("jana", Some(field)).await;
        let admin = scene.as_admin().await;
        let (all, thick) = (ViewDefinition::default(), ViewDefinition::default());
        let all = social::save_view(&admin, "book", (None, "Alles"), all, None).await;
        let all = all.expect("it is saved");
        let own = social::save_view(&admin, "book", (None, "Eigene"), thick, Some(admin.id)).await;
        let own = own.expect("it is saved");
        let refused = social::set_view_readers(&admin, "book", own, first_for(&[], &[sales])).await;
        assert_eq!(problems(refused), ["first: view_not_shared"]);
        let nobody = first_for(&[], &[Uuid::now_v7()]);
        let refused = social::set_view_readers(&admin, "book", all, nobody).await;
        assert_eq!(problems(refused), ["first: target_not_found"]);
        let set = social::set_view_readers(&admin, "book", all, first_for(&[], &[top])).await;
        set.expect("it is the first");
        assert_eq!(first(&scene.comes("lena").await).await.as_deref(), Some("Alles"));
        assert_eq!(first(&scene.comes("jana").await).await.as_deref(), Some("Alles"));
        let wish = first_for(&[Party::Branch(sales)], &[sales]);
        social::set_view_readers(&admin, "book", own, wish).await.expect("it is the first");
        assert_eq!(first(&scene.comes("lena").await).await.as_deref(), Some("Alles"));
        let jana = scene.comes("jana").await;
        assert_eq!(first(&jana).await.as_deref(), Some("Eigene"));
        social::set_default_view(&jana, "book", Some(all)).await.expect("she chooses");
        assert_eq!(first(&jana).await.as_deref(), Some("Alles"));
        social::set_default_view(&jana, "book", None).await.expect("she wants none");
        assert_eq!(first(&jana).await, None);
        let readers = social::view_readers(&admin, "book", own).await.expect("it is read");
        assert_eq!(readers.first_for, [sales].into());
        let refused = social::set_view_readers(&jana, "book", all, first_for(&[], &[field])).await;
        assert!(matches!(refused, Err(Error::Forbidden { .. })), "{refused:?}");
    }
);
