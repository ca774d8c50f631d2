//! Mappings are kept under a name and offered where the headings fit.

use access::{Rights, Sees};
use kernel::Error;
use testkit::{Person, scenario};
use transfer::options::DuplicateRule;
use transfer::{Key, MappingChange, Plan, change_mapping, mappings, save_mapping};

use crate::club;
use crate::stage::Stage;

fn headings(list: &str) -> Vec<String> {
    list.split(';').map(str::to_owned).collect()
}

fn plan(admin: &Person, list: &str) -> Plan {
    let stage = Stage::new(admin, "club", format!("{list}\nTSV;C-1;x\n").as_bytes());
    let mut options = stage.options.clone();
    options.columns[0].target = Some("name".parse().expect("a target"));
    options.duplicates = DuplicateRule::Only;
    options.key = Some(Key::from("number".to_owned()));
    Plan::of(&headings(list), &options)
}

async fn names(person: &Person) -> Vec<String> {
    let all = mappings(person, "club").await.expect("mappings are listed");
    all.into_iter().map(|one| one.name).collect()
}

fn code(refused: Result<impl std::fmt::Debug, Error>) -> String {
    match refused {
        Err(Error::Invalid(problems)) => problems[0].code.clone(),
        Err(Error::NotFound) => "not_found".into(),
        Err(Error::Forbidden { .. }) => "forbidden".into(),
        other => panic!("{other:?}"),
    }
}

scenario!(club::setting(), a_mapping_fits_files_with_its_columns, async |scene| {
    let admin = scene.as_admin().await;
    let list = "Wie er heißt;Number;Egal";
    let kept = plan(&admin, list);
    save_mapping(&admin, "club", ("Verbandsliste", admin.actor.user), &kept).await.expect("kept");
    let found = mappings(&admin, "club").await.expect("mappings are listed").remove(0).plan;
    assert_eq!(found, kept);
    let fits = |list: &str| found.fits(&headings(list));
    assert!(fits(list) && fits("number;WIE ER HEISST") && fits("Neu;Number;Wie er heißt"));
    assert!(!fits("Wie er heißt;Egal") && !fits(""));
    let mut stage = Stage::new(&admin, "club", b"Branche;Number;Wie er heisst\nsport;C-1;TSV\n");
    found.apply(&headings("Branche;Number;Wie er heisst"), &mut stage.options);
    let targets = stage.options.columns.iter().map(|c| c.target.as_ref().map(|t| t.field.as_str()));
    assert_eq!(targets.collect::<Vec<_>>(), [None, Some("number"), Some("name")]);
    assert_eq!(stage.options.duplicates, DuplicateRule::Only);
    assert_eq!(stage.options.key, Some(Key::Field("number".into())));
});

scenario!(club::setting(), mappings_are_renamed_shared_removed_and_brought_back, async |scene| {
    let admin = scene.as_admin().await;
    let kept = plan(&admin, "A;B");
    let ordinary = Rights::ordinary();
    let tim = scene.enter("tim", Sees::All, ordinary.clone()).await;
    let eva = scene.enter("eva", Sees::All, ordinary).await;
    let save = async |person: &Person, name: &str, owner| {
        save_mapping(person, "club", (name, owner), &kept).await
    };
    let own = save(&tim, " Meine ", tim.actor.user).await.expect("it is kept");
    let all = save(&admin, "Alle", None).await.expect("it is kept");
    assert_eq!(names(&tim).await, ["Alle", "Meine"]);
    assert_eq!(names(&eva).await, ["Alle"]);
    assert_eq!(code(save(&tim, "meine", tim.actor.user).await), "mapping_name_taken");
    assert_eq!(code(save(&tim, "  ", tim.actor.user).await), "required");
    assert_eq!(code(save(&tim, "Für alle", None).await), "forbidden");
    assert_eq!(code(save(&tim, "Fremd", eva.actor.user).await), "forbidden");
    let rename = |name: &str| MappingChange::Name(name.into());
    assert_eq!(code(change_mapping(&tim, all, rename("X")).await), "forbidden");
    assert_eq!(code(change_mapping(&eva, own, rename("X")).await), "not_found");
    assert_eq!(code(change_mapping(&tim, own, MappingChange::Owner(None)).await), "forbidden");
    change_mapping(&tim, own, rename("Verband")).await.expect("it is renamed");
    change_mapping(&tim, own, MappingChange::Plan(plan(&tim, "C;D"))).await.expect("overwritten");
    let found = mappings(&tim, "club").await.expect("mappings are listed");
    assert_eq!((found[1].name.as_str(), &found[1].plan), ("Verband", &plan(&tim, "C;D")));
    change_mapping(&tim, own, MappingChange::Remove).await.expect("it is removed");
    assert_eq!(names(&tim).await, ["Alle"]);
    assert_eq!(code(change_mapping(&tim, own, rename("X")).await), "not_found");
    let again = save(&tim, "Verband", tim.actor.user).await.expect("the name is free");
    assert_eq!(code(change_mapping(&tim, own, MappingChange::Restore).await), "mapping_name_taken");
    change_mapping(&tim, again, MappingChange::Remove).await.expect("it is removed");
    change_mapping(&tim, own, MappingChange::Restore).await.expect("it is brought back");
    assert_eq!(names(&tim).await, ["Alle", "Verband"]);
    let nobody = Rights::ordinary().without("club", access::Right::Import);
    let nobody = scene.enter("nobody", Sees::All, nobody).await;
    assert_eq!(code(mappings(&nobody, "club").await), "forbidden");
});
