//! Records that are there take what a file says, found by a key.

use expect_test::expect;
use kernel::{Error, RecordId, Value};
use testkit::{Person, address, number, scenario, several, text};
use transfer::options::{DuplicateRule, EmptyCell, UnknownLink};
use transfer::{Export, Extent, Key, Preview, export, preview, undo_now};

use crate::club;
use crate::stage::{Stage, shown};

const EXTENT: Extent = Extent { counted: 1_000, listed: 100 };

fn by(admin: &Person, module: &str, list: &str, (key, rule): (&str, DuplicateRule)) -> Stage {
    let mut stage = Stage::new(admin, module, list.as_bytes());
    stage.options.key = Some(Key::from(key.to_owned()));
    stage.options.duplicates = rule;
    stage
}

async fn club(admin: &Person, name: &str) -> RecordId {
    let phones = several([("work", text("0221 123456")), ("mobile", text("0170 9"))]);
    let mail = several([("work", text(&format!("post@{}.example", name.to_lowercase())))]);
    let place = several([("billing", address("Weg 1", "50667", "Köln", "DE"))]);
    let values = [("name", text(name)), ("phone", phones), ("email", mail), ("address", place)];
    admin.saves("club", values).await.id
}

async fn number_of(admin: &Person, id: RecordId) -> String {
    let record = records::get(admin, "club", id).await.expect("it is there");
    let module = admin.module("club").expect("clubs");
    record.value(&module, "number").as_text().to_owned()
}

async fn value(admin: &Person, id: RecordId, field: &str) -> Value {
    let record = records::get(admin, "club", id).await.expect("it is there");
    record.value(&admin.module("club").expect("clubs"), field).clone()
}

fn told(found: &Preview) -> String {
    let row = |row: &transfer::PreviewRow| {
        let changes = row.changes.iter().map(|c| format!("\n- {}: {} → {}", c.field, c.old, c.new));
        let changes: String = changes.collect();
        format!("{} {} {} {}{changes}", row.line, row.title, row.fate.word(), row.reason)
    };
    let rows = found.rows.iter().map(row);
    let all = rows.collect::<Vec<_>>().join("\n");
    all.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

scenario!(club::setting(), records_are_changed_by_their_number, async |scene| {
    let admin = scene.as_admin().await;
    let (tsv, choir) = (club(&admin, "TSV").await, club(&admin, "Chor").await);
    let (first, second) = (number_of(&admin, tsv).await, number_of(&admin, choir).await);
    let tables = ["clubs", "lookup_keys"];
    let before = scene.dump(&tables).await;
    let list = format!(
        "Number;Organisationsname;Telefon;Branche;Ort billing;Mitarbeiter\n\
         {first};;0221 777;sport;Bonn;\n\
         {second};Chor;0221/123456;;;\n\
         C-99;Neu;;;;\n\
         ;Ohne;;;;\n\
         {first};;;;;12\n\
         {second};;;???;;\n"
    );
    let mut stage = by(&admin, "club", &list, ("number", DuplicateRule::Only));
    assert_eq!(stage.options.columns[0].target.as_ref().expect("a target").field, "number");
    stage.options.columns[4].target = Some("address[billing].city".parse().expect("a target"));
    let found = preview(&admin, &stage.source, &stage.options, EXTENT).await.expect("a preview");
    expect![[r#"
        2 TSV update
        - address: Weg 1, 50667 Köln, DE → Weg 1, 50667 Bonn, DE
        - branch:  → Sport
        - phone: 0221 123456; 0170 9 → 0221 777; 0170 9
        3 Chor skip
        4 Neu refuse Number: Zu „C-99“ gibt es keinen Datensatz.
        5 Ohne refuse Number fehlt; so ist unklar, welcher Datensatz gemeint ist.
        6 TSV update
        - people:  → 12
        7  refuse Branche: „???“ steht nicht in der Auswahl."#]]
    .assert_eq(&told(&found));
    assert_eq!(scene.dump(&tables).await, before);
    let (run, tally) = stage.import(&admin).await;
    assert_eq!(tally, found.tally);
    expect!["created 0, updated 2, skipped 1, refused 3, blank 0, linked 0"]
        .assert_eq(&shown(tally));
    assert_eq!(
        value(&admin, tsv, "phone").await,
        several([("work", text("0221 777")), ("mobile", text("0170 9"))])
    );
    let place = several([("billing", address("Weg 1", "50667", "Bonn", "DE"))]);
    assert_eq!(value(&admin, tsv, "address").await, place);
    assert_eq!(value(&admin, tsv, "name").await, text("TSV"), "an empty cell changes nothing");
    assert_eq!(value(&admin, tsv, "people").await, number("12"));
    undo_now(&admin, run).await.expect("the import is taken back");
    let place = several([("billing", address("Weg 1", "50667", "Köln", "DE"))]);
    assert_eq!(value(&admin, tsv, "address").await, place);
    assert_eq!(value(&admin, tsv, "people").await, Value::Empty);
    assert_eq!(admin.lists("club", "", "title").await, ["Chor", "TSV"]);
});

scenario!(club::setting(), empty_cells_empty_fields_when_wished, async |scene| {
    let admin = scene.as_admin().await;
    let tsv = club(&admin, "TSV").await;
    let list = format!("ID;Name;Telefon;Postleitzahl\n{tsv};TSV;;\n");
    let mut stage = by(&admin, "club", &list, ("id", DuplicateRule::Only));
    stage.options.columns[3].target = Some("address[billing].zip".parse().expect("a target"));
    let (_, tally) = stage.import(&admin).await;
    assert_eq!((tally.updated, tally.skipped), (0, 1));
    stage.options.empty = EmptyCell::Clear;
    let (run, tally) = stage.import(&admin).await;
    assert_eq!((tally.updated, tally.skipped), (1, 0));
    assert_eq!(value(&admin, tsv, "phone").await, several([("mobile", text("0170 9"))]));
    let place = several([("billing", address("Weg 1", "", "Köln", "DE"))]);
    assert_eq!(value(&admin, tsv, "address").await, place);
    undo_now(&admin, run).await.expect("the import is taken back");
    let phones = several([("work", text("0221 123456")), ("mobile", text("0170 9"))]);
    assert_eq!(value(&admin, tsv, "phone").await, phones);
});

scenario!(club::setting(), a_mail_address_finds_one_or_is_not_clear, async |scene| {
    let admin = scene.as_admin().await;
    let tsv = club(&admin, "TSV").await;
    let shared = several([("other", text("wir@verein.example"))]);
    for name in ["Eins", "Zwei"] {
        admin.saves("club", [("name", text(name)), ("email", shared.clone())]).await;
    }
    let list = "E-Mail;Mitarbeiter;Organisationsname\nPost@TSV.example;5;\n\
        wir@verein.example;6;\nneu@verein.example;7;Neu\nneu@verein.example;8;\n";
    let stage = by(&admin, "club", list, ("email", DuplicateRule::Update));
    let found = preview(&admin, &stage.source, &stage.options, EXTENT).await.expect("a preview");
    expect![[r#"
        2 TSV update
        - people:  → 5
        3  refuse 2 Datensätze passen zu dieser Zeile; es ist unklar, welcher geändert werden soll.
        4 Neu create
        5 Neu update
        - people: 7 → 8"#]]
    .assert_eq(&told(&found));
    let (_, tally) = stage.import(&admin).await;
    assert_eq!(tally, found.tally);
    assert_eq!(value(&admin, tsv, "people").await, number("5"));
    let only_new = by(&admin, "club", list, ("email", DuplicateRule::Skip));
    let (_, tally) = only_new.import(&admin).await;
    assert_eq!(shown(tally), "created 0, updated 0, skipped 4, refused 0, blank 0, linked 0");
});

scenario!(club::setting(), an_export_comes_back_by_its_ids, async |scene| {
    let admin = scene.as_admin().await;
    for name in ["Loos", "Kurz", "Weit"] {
        let phones = several([("work", text("0221 1")), ("work", text("0221 2"))]);
        admin.saves("member", [("last_name", text(name)), ("phone", phones)]).await;
    }
    let mut out = Vec::new();
    let all = Export { module: "member".into(), ..Export::default() };
    export(&admin, &all, &mut out).await.expect("an export");
    let list = String::from_utf8(out).expect("UTF-8").replace(";Kurz;", ";Lang;");
    let stage = by(&admin, "member", &list, ("id", DuplicateRule::Only));
    let (_, tally) = stage.import(&admin).await;
    assert_eq!(shown(tally), "created 0, updated 1, skipped 2, refused 0, blank 0, linked 0");
    assert_eq!(admin.lists("member", "", "last_name").await, ["Lang", "Loos", "Weit"]);
});

scenario!(club::setting(), links_are_found_by_name_number_mail_and_id, async |scene| {
    let admin = scene.as_admin().await;
    let tsv = club(&admin, "TSV").await;
    let number = number_of(&admin, tsv).await;
    admin.saves("club", [("name", text("SV")), ("register", text("VR 12/7"))]).await;
    for _ in 0..2 {
        let input = records::Input::of([("name", text("Doppelt"))]);
        records::create(&admin, "club", input).await.expect("it is made");
    }
    let list = format!(
        "Name;Firma\nEins;tsv\nZwei;{number}\nDrei;POST@tsv.example\nVier;{tsv}\nFünf;Doppelt\n\
         Sechs;gibt.es@nicht.example\nSieben;vr 12-7\nAcht;VR 12\n"
    );
    let mut stage = Stage::new(&admin, "member", list.as_bytes());
    stage.options.unknown_link = UnknownLink::Refuse;
    let (_, tally) = stage.import(&admin).await;
    assert_eq!((tally.created, tally.refused, tally.linked), (5, 3, 0));
    assert_eq!(admin.lists("member", "club.name = \"SV\"", "title").await, ["Sieben"]);
    let linked = admin.lists("member", &format!("club = \"{tsv}\""), "title").await;
    assert_eq!(linked, ["Drei", "Eins", "Vier", "Zwei"]);
    assert!(stage.refused().contains("„Doppelt“ gibt es mehrmals"), "{}", stage.refused());
});

scenario!(club::setting(), a_key_must_be_filled_and_seen, async |scene| {
    let admin = scene.as_admin().await;
    let refused = async |person: &Person, stage: &Stage| match preview(
        person,
        &stage.source,
        &stage.options,
        EXTENT,
    )
    .await
    {
        Err(Error::Invalid(problems)) => problems[0].code.clone(),
        other => panic!("{other:?}"),
    };
    let list = "Name;Mitarbeiter\nTSV;3\n";
    let only = DuplicateRule::Only;
    assert_eq!(refused(&admin, &by(&admin, "club", list, ("number", only))).await, "key_unmapped");
    assert_eq!(refused(&admin, &by(&admin, "club", list, ("people", only))).await, "key_unfit");
    let rights = access::Rights::ordinary();
    let hidden = rights.with_field("club", "number", access::FieldRight::Hidden);
    let person = scene.enter("guest", access::Sees::All, hidden).await;
    let numbered = by(&person, "club", "Number;Mitarbeiter\nC-1;3\n", ("number", only));
    assert_eq!(refused(&person, &numbered).await, "key_unfit");
    let secret = club(&admin, "Geheim").await;
    let person = scene.as_user("own", access::Sees::Own).await;
    let stage = by(&person, "club", &format!("ID;Mitarbeiter\n{secret};3\n"), ("id", only));
    let found = preview(&person, &stage.source, &stage.options, EXTENT).await.expect("a preview");
    assert_eq!(found.rows[0].fate.word(), "refuse", "what is out of reach is not revealed");
});
