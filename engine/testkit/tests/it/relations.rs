//! Relations with roles.

use access::Sees;
use kernel::{Error, Link};
use testkit::{conflict, library, person, problems, scenario, text};

scenario!(library::setting(), a_relation_is_seen_from_both_sides, async |scene| {
    let admin = scene.as_admin().await;
    let goethe = admin.saves("author", [("name", text("Goethe"))]).await;
    let schiller = admin.saves("author", [("name", text("Schiller"))]).await;
    let from = || Link::new("author", goethe.id);
    let id = records::relate(&admin, from(), "colleagues", schiller.id, "friend").await.unwrap();
    let seen = records::relations(&admin, from()).await.unwrap();
    assert_eq!((seen.len(), seen[0].title.as_str(), seen[0].is_outgoing), (1, "Schiller", true));
    let seen = records::relations(&admin, Link::new("author", schiller.id)).await.unwrap();
    assert_eq!((seen[0].title.as_str(), seen[0].role.as_str()), ("Goethe", "friend"));
    assert!(!seen[0].is_outgoing);
    let twice = records::relate(&admin, from(), "colleagues", schiller.id, "friend").await;
    assert_eq!(conflict(twice), "related_already");
    records::relate(&admin, from(), "colleagues", schiller.id, "rival").await.unwrap();
    let wrong = records::relate(&admin, from(), "colleagues", schiller.id, "enemy").await;
    assert_eq!(problems(wrong), ["role: not_in_list"]);
    let wrong = records::relate(&admin, from(), "colleagues", goethe.id, "friend").await;
    assert_eq!(problems(wrong), ["to: links_itself"]);
    let wrong = records::relate(&admin, from(), "enemies", schiller.id, "friend").await;
    assert!(matches!(wrong, Err(Error::NotFound)));
    records::unrelate(&admin, from(), id).await.unwrap();
    let gone = records::unrelate(&admin, from(), id).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    assert_eq!(records::relations(&admin, from()).await.unwrap().len(), 1);
    let kinds = admin.recalls("author", &goethe).await;
    assert_eq!(kinds, ["unrelated", "related", "related", "created"]);
    let history = records::history(&admin, "author", goethe.id, None, 4).await.unwrap();
    let others: Vec<Option<Link>> = history.into_iter().map(|entry| entry.other).collect();
    let other = Some(Link::new("author", schiller.id));
    assert_eq!(others, [other.clone(), other.clone(), other, None]);
});

scenario!(library::setting(), a_relation_out_of_reach_is_not_shown, async |scene| {
    let admin = scene.as_admin().await;
    let jana = scene.as_user("jana", Sees::Own).await;
    let own = [("name", text("Goethe")), ("owner", person(jana.id))];
    let goethe = admin.saves("author", own).await;
    let schiller = admin.saves("author", [("name", text("Schiller"))]).await;
    let from = || Link::new("author", goethe.id);
    let refused = records::relate(&jana, from(), "colleagues", schiller.id, "friend").await;
    assert_eq!(problems(refused), ["to: target_not_found"]);
    records::relate(&admin, from(), "colleagues", schiller.id, "friend").await.unwrap();
    assert!(records::relations(&jana, from()).await.unwrap().is_empty());
    let there = records::relations(&jana, Link::new("author", schiller.id)).await;
    assert!(matches!(there, Err(Error::NotFound)));
    records::trash(&admin, "author", schiller.id, None).await.unwrap();
    assert!(records::relations(&admin, from()).await.unwrap().is_empty());
    records::restore(&admin, "author", schiller.id).await.unwrap();
    assert_eq!(records::relations(&admin, from()).await.unwrap().len(), 1);
    records::trash(&admin, "author", schiller.id, None).await.unwrap();
    records::purge(&admin, "author", schiller.id).await.unwrap();
    assert_eq!(scene.dump(&["relations"]).await, [Vec::<String>::new()]);
});
