//! Files become records, and every row is accounted for.

use expect_test::expect;
use kernel::Value;
use testkit::{Person, Scene, scenario, several, text};
use transfer::options::{DuplicateRule, UnknownLink};
use transfer::{Extent, Fate, Import, State, import, imports, new_run, preview, undo_now};

use crate::club;
use crate::stage::{Stage, shown};

const MEMBERS: &str = "Vorname;Nachname;Firma;E-Mail;Geburtstag;Status;Zuständig;Position\r\n\
    Jana;Loos;TSV Köln;jana@tsv.example;22.08.1980;new;admin;Wart\r\n\
    Emil;Kurz;tsv köln;emil@tsv.example;;;;\"a\r\nb\"\r\n\
    JANA;loos;TSV Köln;other@tsv.example;;;;\r\n\
    Rosa;Lang;;rosa@chor.example;31.02.1980;???;;\r\n\
    Udo;Weit;Chor;kein;;;niemand;\r\n\
    Ilse;Nah;Chor;ilse@chor.example;;;;\r\n\
    ilse;nah;;ilse@chor.example;;;;\r\n\
    ;;;;;;;\r\n\
    Otto;;;;;;;\r\n\
    Anna;Groß;;;;;;;zu viel\r\n";

async fn admin(scene: &Scene) -> Person {
    scene.as_admin().await
}

scenario!(club::setting(), a_list_is_imported, async |scene| {
    let admin = admin(&scene).await;
    let stage = Stage::new(&admin, "member", MEMBERS.as_bytes());
    let (run, tally) = stage.import(&admin).await;
    expect!["created 3, updated 0, skipped 2, refused 4, blank 1, linked 2"]
        .assert_eq(&shown(tally));
    assert_eq!(
        admin.lists("member", "", "last_name").await,
        ["Emil Kurz", "Jana Loos", "Ilse Nah"]
    );
    assert_eq!(admin.lists("club", "", "title").await, ["Chor", "TSV Köln"]);
    assert_eq!(admin.lists("member", r#"club.name = "TSV Köln""#, "title").await.len(), 2);
    assert_eq!(admin.lists("member", r#"job = "a, b""#, "title").await, ["Emil Kurz"]);
    let refused = stage.refused();
    let ends = refused.lines().map(|line| line.rsplitn(3, ';').take(2).collect::<Vec<_>>());
    let ends = ends.map(|ends| format!("{} {}", ends[1], ends[0]).chars().take(65).collect());
    let ends: Vec<String> = ends.collect();
    expect![[r#"
        Zeile Fehler
        6 Geburtstag: Den Tag „31.02.1980“ gibt es nicht. Status: „???“ s
        7 E-Mail: „kein“ ist keine E-Mail-Adresse, zum Beispiel „name@fir
        11 Nachname fehlt.
        Die Zeile hat mehr Werte als die Datei Spalten. zu viel"#]]
    .assert_eq(&ends.join("\n"));
    let line = import(&admin, run).await.expect("the import is known");
    assert_eq!((line.state.as_str(), line.tally, line.total), ("done", tally, Some(10)));
    assert_eq!(imports(&admin).await.expect("imports are listed").len(), 1);
    let stranger = scene.as_user("stranger", access::Sees::All).await;
    assert!(import(&stranger, run).await.is_err());
});

scenario!(club::setting(), a_preview_tells_the_same_and_writes_nothing, async |scene| {
    let admin = admin(&scene).await;
    let stage = Stage::new(&admin, "member", MEMBERS.as_bytes());
    let before = scene.dump(&["members", "clubs", "lookup_keys"]).await;
    let extent = Extent { counted: 1_000, listed: 100 };
    let found = preview(&admin, &stage.source, &stage.options, extent).await.expect("a preview");
    assert_eq!(scene.dump(&["members", "clubs", "lookup_keys"]).await, before);
    assert!(found.is_whole);
    let words: Vec<String> = found
        .rows
        .iter()
        .map(|row| {
            let reason: String = row.reason.chars().take(60).collect();
            format!("{} {} {} {reason}", row.line, row.title, row.fate.word()).trim().to_owned()
        })
        .collect();
    expect![[r#"
        2 Jana Loos create
        3 Emil Kurz create
        5 JANA loos skip
        6 Rosa Lang refuse Geburtstag: Den Tag „31.02.1980“ gibt es nicht. Status: „???
        7 Udo Weit refuse E-Mail: „kein“ ist keine E-Mail-Adresse, zum Beispiel „name@
        8 Ilse Nah create
        9 ilse nah skip
        10  blank
        11 Otto refuse Nachname fehlt.
        12 Anna Groß refuse Die Zeile hat mehr Werte als die Datei Spalten."#]]
    .assert_eq(&words.join("\n"));
    assert_eq!(found.rows[2].same_as_line, Some(2));
    let (_, tally) = stage.import(&admin).await;
    assert_eq!(found.tally, tally);
});

scenario!(club::setting(), the_refused_rows_can_be_corrected_and_imported, async |scene| {
    let admin = admin(&scene).await;
    let first = Stage::new(&admin, "member", MEMBERS.as_bytes());
    first.import(&admin).await;
    let mended = first
        .refused()
        .replace("31.02.1980", "28.02.1980")
        .replace("???", "new")
        .replace("kein;;;niemand", "udo@chor.example;;;admin")
        .replace("Otto;;", "Otto;Mann;");
    let second = Stage::new(&admin, "member", mended.as_bytes());
    let targets = second.options.columns.iter().filter(|column| column.target.is_some()).count();
    assert_eq!(targets, 8);
    let (_, tally) = second.import(&admin).await;
    expect!["created 3, updated 0, skipped 0, refused 1, blank 0, linked 0"]
        .assert_eq(&shown(tally));
});

scenario!(club::setting(), an_undone_import_leaves_nothing, async |scene| {
    let admin = admin(&scene).await;
    admin.saves("club", [("name", text("TSV Köln"))]).await;
    admin.saves("member", [("first_name", text("Ilse")), ("last_name", text("Nah"))]).await;
    let tables = ["members", "clubs", "lookup_keys", "relations", "tags", "files"];
    let before = scene.dump(&tables).await;
    let stage = Stage::new(&admin, "member", MEMBERS.as_bytes());
    let (run, tally) = stage.import(&admin).await;
    assert_ne!(scene.dump(&tables).await, before);
    let (undone, kept) = undo_now(&admin, run).await.expect("the import is taken back");
    assert_eq!((undone, kept), (tally.created + tally.linked, 0));
    assert_eq!(scene.dump(&tables).await, before);
    assert_eq!(import(&admin, run).await.expect("the import is known").state, "undone");
});

scenario!(club::setting(), an_update_completes_what_is_there, async |scene| {
    let admin = admin(&scene).await;
    let phones = several([("work", text("0221 123456"))]);
    let club = admin
        .saves(
            "club",
            [("name", text("TSV Köln")), ("phone", phones), ("people", testkit::number("3"))],
        )
        .await;
    let list = "Organisationsname;Telefon;Mitarbeiter;Branche\n\
        TSV  KÖLN;0221/123456;;sport\n\
        tsv köln;0221 999999;7;\n\
        tsv köln;;7;\n\
        Chor;;;\n";
    let mut stage = Stage::new(&admin, "club", list.as_bytes());
    stage.options.duplicates = DuplicateRule::Update;
    let (run, tally) = stage.import(&admin).await;
    expect!["created 1, updated 2, skipped 1, refused 0, blank 0, linked 0"]
        .assert_eq(&shown(tally));
    let after = admin.reads("club", &club).await;
    let value = |field| admin.value("club", &after, field);
    assert_eq!(
        value("phone"),
        several([("work", text("0221 123456")), ("work", text("0221 999999"))])
    );
    assert_eq!((value("people"), value("branch")), (testkit::number("7"), text("sport")));
    undo_now(&admin, run).await.expect("the import is taken back");
    let back = admin.reads("club", &club).await;
    assert_eq!(admin.value("club", &back, "people"), testkit::number("3"));
    assert_eq!(admin.value("club", &back, "branch"), Value::Empty);
    assert_eq!(admin.lists("club", "", "title").await, ["TSV Köln"]);
});

scenario!(club::setting(), unknown_links_are_refused_or_left_out, async |scene| {
    let admin = admin(&scene).await;
    let list = "Name;Firma\nLoos;TSV\nKurz;\n";
    let mut stage = Stage::new(&admin, "member", list.as_bytes());
    stage.options.unknown_link = UnknownLink::Refuse;
    let (_, tally) = stage.import(&admin).await;
    assert_eq!((tally.created, tally.refused, tally.linked), (1, 1, 0));
    stage.options.unknown_link = UnknownLink::Leave;
    stage.options.duplicates = DuplicateRule::Create;
    let (_, tally) = stage.import(&admin).await;
    assert_eq!((tally.created, tally.refused, tally.linked), (2, 0, 0));
    assert!(admin.lists("club", "", "title").await.is_empty());
});

scenario!(club::setting(), an_interrupted_import_goes_on_without_doubles, async |scene| {
    let admin = admin(&scene).await;
    let rows = (0..600).map(|n| format!("Vorname {n};Name {n};Club {}\n", n % 7));
    let list = format!("Vorname;Nachname;Firma\n{}", rows.collect::<String>());
    let mut stage = Stage::new(&admin, "member", list.as_bytes());
    stage.options.duplicates = DuplicateRule::Create;
    let cx = admin.in_run(new_run());
    let open = async |state| {
        let paths = (stage.source.as_path(), stage.errors.as_path());
        Import::open(&cx, &stage.options, paths, state).await.expect("the import opens")
    };
    let mut first = open(State::default()).await;
    assert!(first.step().await.expect("a step"));
    let known = first.state();
    // The second batch is saved, but the program dies before it can tell.
    assert!(first.step().await.expect("a step"));
    drop(first);
    let mut second = open(known).await;
    while second.step().await.expect("a step") {}
    let tally = second.state().tally;
    assert_eq!((tally.created, tally.refused, tally.linked), (600, 0, 7));
    assert_eq!(admin.lists("club", "", "title").await.len(), 7);
    let count = records::count(&admin, "member", &records::ListQuery::default(), 10_000).await;
    assert_eq!(count.expect("a count").n, 600);
});

scenario!(club::setting(), only_who_may_import_does, async |scene| {
    let rights = access::Rights::ordinary().without("member", access::Right::Import);
    let person = scene.enter("guest", access::Sees::All, rights).await;
    let stage = Stage::new(&person, "member", b"Name\nLoos\n");
    let paths = (stage.source.as_path(), stage.errors.as_path());
    let refused =
        transfer::import_file(&person, "list.csv", paths, &stage.options, |_, _| {}).await;
    assert!(matches!(refused, Err(kernel::Error::Forbidden { .. })));
});

scenario!(club::setting(), who_may_not_make_links_makes_none, async |scene| {
    let rights = access::Rights::ordinary().without("club", access::Right::Create);
    let person = scene.enter("guest", access::Sees::All, rights).await;
    let stage = Stage::new(&person, "member", b"Name;Firma\nLoos;TSV\nKurz;\n");
    let (_, tally) = stage.import(&person).await;
    assert_eq!((tally.created, tally.refused, tally.linked), (1, 1, 0));
    let rights = access::Rights::ordinary().without("member", access::Right::Edit);
    let person = scene.enter("maker", access::Sees::All, rights).await;
    let mut stage = Stage::new(&person, "member", b"Name\nLoos\n");
    stage.options.duplicates = DuplicateRule::Update;
    let paths = (stage.source.as_path(), stage.errors.as_path());
    assert!(
        transfer::import_file(&person, "list.csv", paths, &stage.options, |_, _| {}).await.is_err()
    );
});

scenario!(club::setting(), duplicates_out_of_reach_are_not_revealed, async |scene| {
    let admin = admin(&scene).await;
    admin.saves("club", [("name", text("Geheim"))]).await;
    let person = scene.as_user("own", access::Sees::Own).await;
    let stage = Stage::new(&person, "club", b"Organisationsname\nGeheim\n");
    let extent = Extent { counted: 10, listed: 10 };
    let found = preview(&person, &stage.source, &stage.options, extent).await.expect("a preview");
    assert_eq!(found.rows[0].fate, Fate::Create);
});
