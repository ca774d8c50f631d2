//! Records become files that an import reads again.

use expect_test::expect;
use testkit::{Person, address, day, money, scenario, several, text, yes};
use transfer::options::DuplicateRule;
use transfer::{Export, ExportFormat, export};

use crate::club;
use crate::stage::{Stage, shown};

async fn fill(admin: &Person) {
    let club = admin.saves("club", [("name", text("TSV; \"Köln\""))]).await;
    admin
        .saves(
            "member",
            [
                ("first_name", text("=1+1")),
                ("last_name", text("Loos")),
                ("club", testkit::link("club", &club)),
                ("phone", several([("work", text("+49 221 1")), ("mobile", text("0170 2"))])),
                ("address", several([("mailing", address("Weg 1", "50667", "Köln", "DE"))])),
                ("birthday", day("1980-08-22")),
                ("fee", money("1234.5", "CHF")),
                ("length", testkit::hours(-3)),
                ("lives_at", testkit::point("50.937531, 6.960279")),
                ("gazette", yes()),
                ("hobbies", testkit::codes(&["sea", "air"])),
                ("joined_at", testkit::moment("2026-03-01T13:30:00Z")),
                ("notes", text("eins\nzwei")),
                ("profile", kernel::Value::rich("<p>eins<br>zwei</p><p>drei &lt; vier</p>")),
            ],
        )
        .await;
}

async fn written(admin: &Person, what: Export) -> String {
    let mut out = Vec::new();
    export(admin, &what, &mut out).await.expect("an export");
    String::from_utf8(out).expect("UTF-8")
}

fn members() -> Export {
    Export { module: "member".into(), ..Export::default() }
}

scenario!(club::setting(), a_list_is_exported_and_imported_again, async |scene| {
    let admin = scene.as_admin().await;
    fill(&admin).await;
    let fields =
        ["first_name", "last_name", "club", "birthday", "fee", "hobbies", "notes", "profile"];
    let fields = fields.map(str::to_owned).to_vec();
    let some = written(&admin, Export { fields, ..members() }).await;
    let (head, body) = some.split_once("\r\n").expect("a header");
    expect!["ID;Vorname;Nachname;Verein;Geburtstag;Beitrag;Hobbys;Notizen;Profil"]
        .assert_eq(head.trim_start_matches('\u{feff}'));
    expect![[r#"
        '=1+1;Loos;"TSV; ""Köln""";1980-08-22;1234,5 CHF;"sea; air";"eins
        zwei";"eins
        zwei

        drei < vier"
    "#]]
    .assert_eq(&body.split_once(';').expect("an id").1.replace("\r\n", "\n"));
    let all = written(&admin, members()).await;
    let before = admin.lists("member", "", "title").await;
    let mut stage = Stage::new(&admin, "member", all.as_bytes());
    stage.options.duplicates = DuplicateRule::Create;
    let (_, tally) = stage.import(&admin).await;
    assert_eq!(shown(tally), "created 1, updated 0, skipped 0, refused 0, blank 0, linked 0");
    assert_eq!(before.len(), 1);
    let list = records::ListQuery { limit: 10, ..records::ListQuery::default() };
    let both = records::find(&admin, "member", &list).await.expect("a list").page.records;
    let module = admin.module("member").expect("members");
    let values = |at: usize| module.fields.iter().zip(&both[at].values).collect::<Vec<_>>();
    for ((field, first), (_, second)) in values(0).into_iter().zip(values(1)) {
        assert!(first == second || field.system.is_some(), "{}: {first:?} {second:?}", field.name);
    }
});

scenario!(club::setting(), records_are_exported_as_json, async |scene| {
    let admin = scene.as_admin().await;
    let json = |text: String| serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
    let what = Export { format: ExportFormat::Json, ..members() };
    assert_eq!(json(written(&admin, what.clone()).await), serde_json::json!([]));
    fill(&admin).await;
    admin.saves("member", [("last_name", text("Zwei"))]).await;
    let all = json(written(&admin, what.clone()).await);
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    assert_eq!(
        all[0]["fields"]["fee"],
        serde_json::json!({"amount": "1234.50", "currency": "CHF"})
    );
    assert_eq!(all[0]["fields"]["profile"], "<p>eins<br>zwei</p><p>drei &lt; vier</p>");
    let some = Export { filter: r#"last_name = "Zwei""#.into(), ..what };
    assert_eq!(json(written(&admin, some).await)[0]["title"], "Zwei");
});

scenario!(club::setting(), only_who_may_export_does, async |scene| {
    let rights = access::Rights::ordinary().without("member", access::Right::Export);
    let person = scene.enter("guest", access::Sees::All, rights).await;
    let refused = export(&person, &members(), &mut Vec::new()).await;
    assert!(matches!(refused, Err(kernel::Error::Forbidden { .. })));
    let hidden = access::Rights::ordinary();
    let hidden = hidden.with_field("member", "fee", access::FieldRight::Hidden);
    let person = scene.enter("reader", access::Sees::All, hidden).await;
    let named = Export { fields: vec!["fee".into()], ..members() };
    assert!(export(&person, &named, &mut Vec::new()).await.is_err());
    assert!(!written(&person, members()).await.contains("fee"));
});

scenario!(club::setting(), a_card_is_written_and_read_again, async |scene| {
    let admin = scene.as_admin().await;
    fill(&admin).await;
    let list = records::ListQuery { limit: 1, ..records::ListQuery::default() };
    let found = records::find(&admin, "member", &list).await.expect("it is there");
    let id = found.page.records[0].id;
    let (title, card) = transfer::card(&admin, "member", id).await.expect("a card");
    assert_eq!(title, "=1+1 Loos");
    expect![[r#"
        BEGIN:VCARD
        VERSION:3.0
        UID:urn:uuid:ID
        N:Loos;=1+1;;;
        FN:=1+1 Loos
        ORG:TSV\; "Köln"
        TEL;TYPE=WORK:+49 221 1
        TEL;TYPE=CELL:0170 2
        ADR;TYPE=WORK:;;Weg 1;Köln;;50667;DE
        BDAY:1980-08-22
        NOTE:eins\nzwei
        END:VCARD
    "#]]
    .assert_eq(&card.replace("\r\n", "\n").replace(&id.to_string(), "ID"));
    let cards = Export { format: ExportFormat::Cards, ..members() };
    assert_eq!(written(&admin, cards).await, card);
    let mut stage = Stage::of_any(&admin, "member", card.as_bytes());
    stage.options.duplicates = DuplicateRule::Update;
    let (_, tally) = stage.import(&admin).await;
    assert_eq!(shown(tally), "created 0, updated 0, skipped 1, refused 0, blank 0, linked 0");
    let other = transfer::card(&admin, "member", kernel::RecordId::new()).await;
    assert!(matches!(other, Err(kernel::Error::NotFound)));
});

scenario!(club::setting(), a_sheet_is_written_and_read_again, async |scene| {
    let admin = scene.as_admin().await;
    fill(&admin).await;
    let mut out = Vec::new();
    let sheet = Export { format: ExportFormat::Sheet, ..members() };
    assert_eq!(export(&admin, &sheet, &mut out).await.expect("an export"), 1);
    let mut stage = Stage::of_any(&admin, "member", &out);
    assert!(stage.options.columns.iter().filter(|column| column.target.is_some()).count() > 10);
    stage.options.duplicates = DuplicateRule::Update;
    let (_, tally) = stage.import(&admin).await;
    assert_eq!(shown(tally), "created 0, updated 0, skipped 1, refused 0, blank 0, linked 0");
});
