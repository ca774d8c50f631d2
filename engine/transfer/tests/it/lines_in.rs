//! Records with lines are imported: several rows are one record.

use expect_test::expect;
use kernel::{Line, Value};
use testkit::{Person, scenario, text};
use transfer::lines::LinesRule;
use transfer::options::DuplicateRule;
use transfer::{Export, ExportFormat, Extent, Fate, Import, Key, Per, State};
use transfer::{new_run, preview, undo_now};

use crate::club;
use crate::stage::{Stage, shown};

const PARCELS: &str = "Paketnummer;Betreff;Verein;Artikelnummer;Artikel;Anzahl;Einheit;Beitrag\n\
    A-1;Sommer;TSV Köln;B-1;Ball, rot;2;pcs;12,50\n\
    A-1;;;;Schleife;1,5;h;1.000,00 €\n\
    ;;;X-9;;3;;\n\
    A-2;Winter;;;Ohne Zahl;viele;;7\n\
    A-2;;;;;2;Kiste;\n\
    ;;;;;;;\n\
    A-3;Leer;;;;;;\n\
    A-4;Herbst;;;Kopf;;;\n\
    A-5;Namenlos;;B-1;;1;;\n";

async fn stocked(admin: &Person) {
    let thing = [("name", text("Ball")), ("code", text("B-1"))];
    admin.saves("thing", thing).await;
}

/// The lines of the parcel of a subject.
async fn lines(admin: &Person, subject: &str) -> Vec<Line> {
    let list = records::ListQuery {
        filter: format!("subject = \"{subject}\""),
        limit: 10,
        ..records::ListQuery::default()
    };
    let found = records::find(admin, "parcel", &list).await.expect("parcels are found");
    let record = found.page.records.first().expect("a parcel of that subject");
    let record = records::get(admin, "parcel", record.id).await.expect("it is there");
    let module = admin.module("parcel").expect("a module");
    record.value(&module, "lines").lines().to_vec()
}

fn told(lines: &[Line]) -> String {
    let cell = |(name, value): (&String, &Value)| match value {
        Value::Link(link) => format!("{name}={}", link.module),
        value => format!("{name}={}", catalog::plain_text(value).replace('\n', "|")),
    };
    let line = |line: &Line| {
        format!("{} {}", line.kind, line.cells.iter().map(cell).collect::<Vec<_>>().join(" "))
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

scenario!(club::setting(), rows_of_one_record_become_its_lines, async |scene| {
    let admin = scene.as_admin().await;
    stocked(&admin).await;
    let stage = Stage::new(&admin, "parcel", PARCELS.as_bytes());
    let (run, tally) = stage.import(&admin).await;
    expect!["created 3, updated 0, skipped 0, refused 2, blank 1, linked 1"]
        .assert_eq(&shown(tally));
    expect![[r#"
        item fee=12.5 measure=one name=Ball, rot pieces=2 thing=thing
        item fee=1000 measure=hour name=Schleife pieces=1.5
        item measure=one name=X-9 pieces=3"#]]
    .assert_eq(&told(&lines(&admin, "Sommer").await));
    assert!(lines(&admin, "Leer").await.is_empty());
    expect!["group name=Kopf"].assert_eq(&told(&lines(&admin, "Herbst").await));
    // All rows of what was refused come back, each at its line, to be mended.
    expect![[r#"
        Paketnummer;Betreff;Verein;Artikelnummer;Artikel;Anzahl;Einheit;Beitrag;Zeile;Fehler
        A-2;Winter;;;Ohne Zahl;viele;;7;5;Zeile 5: Anzahl: „viele“ ist keine Zahl.
        Zeile 6: Einheit: „Kiste“ steht nicht in der Auswahl.
        Zeile 6: Artikel fehlt.
        A-2;;;;;2;Kiste;;6;
        A-5;Namenlos;;B-1;;1;;;10;Zeile 10: Artikel fehlt."#]]
    .assert_eq(stage.refused().replace('\r', "").replace(". Zeile", ".\nZeile").trim_end());
    undo_now(&admin, run).await.expect("the import is taken back");
    assert!(admin.lists("parcel", "", "title").await.is_empty());
});

scenario!(club::setting(), a_preview_shows_records_with_their_lines, async |scene| {
    let admin = scene.as_admin().await;
    stocked(&admin).await;
    let many: String = (0..8).map(|n| format!("A-9;Viel;;;Teil {n};1;;\n")).collect();
    let stage = Stage::new(&admin, "parcel", format!("{PARCELS}{many}").as_bytes());
    let extent = Extent { counted: 1_000, listed: 20 };
    let found = preview(&admin, &stage.source, &stage.options, extent).await.expect("a preview");
    expect!["created 5, updated 0, skipped 0, refused 1, blank 1, linked 1"]
        .assert_eq(&shown(found.tally));
    let rows = found.rows.iter().map(|row| {
        let reason = row.reason.split_inclusive(". ").map(str::trim_end);
        let below: Vec<&str> = row.lines.iter().map(String::as_str).chain(reason).collect();
        let head = format!("{} {} {} {}", row.line, row.fate.word(), row.n_lines, row.title);
        format!("{}\n  {}", head.trim_end(), below.join("\n  ")).trim_end().to_owned()
    });
    let rows: Vec<String> = rows.collect();
    expect![[r#"
        2 create 3 Sommer
          Ball · Ball, rot · 2 · one · 12,5
          Schleife · 1,5 · hour · 1000
          X-9 · 3 · one
        5 refuse 2 Winter
          Ohne Zahl · one · 7
          2
          Zeile 5: Anzahl: „viele“ ist keine Zahl.
          Zeile 6: Einheit: „Kiste“ steht nicht in der Auswahl.
          Zeile 6: Artikel fehlt.
        7 blank 0
        8 create 0 Leer
        9 create 1 Herbst
          Gruppe: Kopf
        10 create 1 Namenlos
          Ball · 1 · one
        11 create 8 Viel
          Teil 0 · 1 · one
          Teil 1 · 1 · one
          Teil 2 · 1 · one
          Teil 3 · 1 · one
          Teil 4 · 1 · one"#]]
    .assert_eq(&rows.join("\n"));
    assert!(admin.lists("parcel", "", "title").await.is_empty());
});

/// The same subject with other lines, by the subject as key.
async fn again(admin: &Person, rows: &str, rule: LinesRule) -> String {
    let file = format!("Betreff;Artikel;Anzahl\n{rows}");
    let mut stage = Stage::new(admin, "parcel", file.as_bytes());
    stage.options.duplicates = DuplicateRule::Update;
    stage.options.key = Some(Key::Field("subject".into()));
    stage.options.lines = rule;
    shown(stage.import(admin).await.1)
}

scenario!(club::setting(), an_update_replaces_lines_or_adds_to_them, async |scene| {
    let admin = scene.as_admin().await;
    let file = "Betreff;Artikel;Anzahl;Beschreibung\nSommer;a;1;bleibt\nSommer;b;2;\nSommer;c;3;\n";
    Stage::new(&admin, "parcel", file.as_bytes()).import(&admin).await;
    let before = lines(&admin, "Sommer").await;
    let same = again(&admin, "Sommer;a;1\nSommer;b;2\nSommer;c;3\n", LinesRule::Replace).await;
    expect!["created 0, updated 0, skipped 1, refused 0, blank 0, linked 0"].assert_eq(&same);
    let other = again(&admin, "Sommer;c;4\n;a;1\n;d;5\n", LinesRule::Replace).await;
    expect!["created 0, updated 1, skipped 0, refused 0, blank 0, linked 0"].assert_eq(&other);
    let after = lines(&admin, "Sommer").await;
    let ids = |lines: &[Line]| lines.iter().map(|line| line.id).collect::<Vec<_>>();
    assert_eq!(ids(&after)[..2], [before[2].id, before[0].id], "they stay the same lines");
    expect![[r#"
        item measure=one name=c pieces=4
        item measure=one name=a note=bleibt pieces=1
        item measure=one name=d pieces=5"#]]
    .assert_eq(&told(&after));
    let more = again(&admin, "Sommer;a;9\n", LinesRule::Add).await;
    expect!["created 0, updated 1, skipped 0, refused 0, blank 0, linked 0"].assert_eq(&more);
    assert_eq!(ids(&lines(&admin, "Sommer").await)[..3], ids(&after));
    assert_eq!(lines(&admin, "Sommer").await.len(), 4);
});

scenario!(club::setting(), a_crash_tears_no_record_apart_and_adds_no_line_twice, async |scene| {
    let admin = scene.as_admin().await;
    let parcels: String = (0..250).map(|n| format!("Paket {n};x;1\n;y;2\n;z;3\n")).collect();
    let file = format!("Betreff;Artikel;Anzahl\n{parcels}");
    let mut stage = Stage::new(&admin, "parcel", file.as_bytes());
    stage.import(&admin).await;
    stage.options.duplicates = DuplicateRule::Only;
    stage.options.key = Some(Key::Field("subject".into()));
    stage.options.lines = LinesRule::Add;
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
    assert_eq!((tally.rows(), tally.refused), (250, 0));
    for n in [0, 99, 100, 150, 199, 200, 249] {
        let lines = lines(&admin, &format!("Paket {n}")).await;
        assert_eq!(lines.len(), 6, "parcel {n}: {}", told(&lines));
    }
});

scenario!(club::setting(), what_makes_rows_one_record_can_be_chosen, async |scene| {
    let admin = scene.as_admin().await;
    let file = "Betreff;Auftrag;Artikel;Anzahl\nErster;1;a;1\nErster;1;b;1\nZweiter;1;c;1\n";
    let stage = Stage::new(&admin, "parcel", file.as_bytes());
    assert_eq!(stage.import(&admin).await.1.created, 2, "all that is said of it is the same");
    let other = file.replace("Erster", "Dritter").replace("Zweiter", "Vierter");
    let mut stage = Stage::new(&admin, "parcel", other.as_bytes());
    stage.options.together = Some(1);
    assert_eq!(stage.import(&admin).await.1.created, 1, "the second column is the same");
    assert_eq!(lines(&admin, "Dritter").await.len(), 3);
});

scenario!(club::setting(), a_record_has_only_so_many_lines, async |scene| {
    let admin = scene.as_admin().await;
    let rows = ";Teil;1\n".repeat(2_500);
    let file = format!("Betreff;Artikel;Anzahl\nViel;Teil;1\n{rows}Wenig;Teil;1\n");
    let stage = Stage::new(&admin, "parcel", file.as_bytes());
    let extent = Extent { counted: 1_000, listed: 20 };
    let found = preview(&admin, &stage.source, &stage.options, extent).await.expect("a preview");
    assert!(matches!(found.rows[0].fate, Fate::Refuse(_)), "{:?}", found.rows[0]);
    assert!(found.rows[0].reason.contains("2.000"), "{}", found.rows[0].reason);
    let (_, tally) = stage.import(&admin).await;
    assert_eq!((tally.created, tally.refused), (1, 1));
});

scenario!(club::setting(), lines_are_exported_one_a_row_and_come_back, async |scene| {
    let admin = scene.as_admin().await;
    stocked(&admin).await;
    Stage::new(&admin, "parcel", PARCELS.as_bytes()).import(&admin).await;
    let fields = ["subject", "club"].map(String::from).into();
    let export = Export {
        module: "parcel".into(),
        sort: "title".into(),
        fields,
        per: Per::Line,
        ..Export::default()
    };
    let mut bytes = Vec::new();
    transfer::export(&admin, &export, &mut bytes).await.expect("it is written");
    let text = String::from_utf8(bytes.clone()).expect("it is text");
    let cut = |line: &str| line.split_once(';').map(|(_, rest)| rest.trim_end().to_owned());
    let rows: Vec<String> = text.lines().filter_map(cut).collect();
    assert!(rows[0].contains(";Inhalt: Art der Zeile;Inhalt: Ding;"), "{}", rows[0]);
    expect![[r#"
        Herbst;;Gruppe;;Kopf;;;;;;
        Leer;;;;;;;;;;
        Sommer;TSV Köln;Posten;Ball;Ball, rot;;2;one;12,5;;
        Sommer;TSV Köln;Posten;;Schleife;;1,5;hour;1000;;
        Sommer;TSV Köln;Posten;;X-9;;3;one;;;"#]]
    .assert_eq(&rows[1..].join("\n"));
    let sheet = Export { format: ExportFormat::Sheet, ..export.clone() };
    let mut packed = Vec::new();
    transfer::export(&admin, &sheet, &mut packed).await.expect("it is written");
    assert!(packed.starts_with(b"PK"));
    let mut stage = Stage::new(&admin, "parcel", &bytes);
    stage.options.duplicates = DuplicateRule::Only;
    stage.options.key = Some(Key::Id);
    let (_, tally) = stage.import(&admin).await;
    expect!["created 0, updated 0, skipped 3, refused 0, blank 0, linked 0"]
        .assert_eq(&shown(tally));
    let json = Export { format: ExportFormat::Json, fields: Vec::new(), ..export };
    let mut nested = Vec::new();
    transfer::export(&admin, &json, &mut nested).await.expect("it is written");
    let nested: serde_json::Value = serde_json::from_slice(&nested).expect("it is JSON");
    assert_eq!(nested[2]["fields"]["lines"].as_array().expect("lines").len(), 3);
});
