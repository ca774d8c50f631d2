//! Columns that formulas make of others.

use expect_test::expect;
use kernel::{Error, Value};
use testkit::{Person, scenario};
use transfer::computed::{column, names, sampled};
use transfer::{Extent, Plan, preview, undo_now};

use crate::club;
use crate::stage::{Stage, shown};

const EXTENT: Extent = Extent { counted: 1_000, listed: 100 };

const LIST: &str = "Vorname;Name;Beitrag netto;Eintritt;Rest\n\
                    Anna;Berg;1.200,50;01.03.2026;x\n\
                    Bela;Öz;abc;31.12.2026;\n\
                    Carla;;7;;\n\
                    ;Dorn;;29.02.2024;\n";

/// A stage whose columns of the file go nowhere, with formulas and where they go.
fn stage(admin: &Person, formulas: &[(&str, &str)]) -> Stage {
    let mut stage = Stage::new(admin, "member", LIST.as_bytes());
    stage.options.columns.iter_mut().for_each(|column| column.target = None);
    for (text, target) in formulas {
        stage.options.computed.push((*text).to_owned());
        let target = target.parse().expect("a target");
        stage.options.columns.push(transfer::options::Column { target: Some(target), ..column() });
    }
    stage
}

async fn members(admin: &Person) -> String {
    let found = records::find(
        admin,
        "member",
        &records::ListQuery { limit: 50, ..records::ListQuery::default() },
    )
    .await;
    let module = admin.module("member").expect("members");
    let told = |record: &records::Record| {
        let value = |name: &str| match record.value(&module, name) {
            Value::Money(money) => format!("{} {}", money.amount, money.currency.code()),
            other => catalog::plain_text(other),
        };
        ["first_name", "last_name", "fee", "joined_on", "notes"].map(value).join(" | ") + "."
    };
    let mut all: Vec<String> = found.expect("a list").page.records.iter().map(told).collect();
    all.sort();
    all.join("\n")
}

#[test]
fn columns_are_called_by_their_headings_in_plain_letters() {
    let of = |list: &str| {
        let headings: Vec<String> = list.split(';').map(str::to_owned).collect();
        names(&headings).join(" ")
    };
    let told = of("E-Mail;Straße;Öl;;12;Name;name;and;Ціна;Tel. 2");
    expect!["e_mail strasse ol column_4 column_5 name column_7 column_8 column_9 tel_2"]
        .assert_eq(&told);
}

scenario!(club::setting(), formulas_make_columns_of_others, async |scene| {
    let admin = scene.as_admin().await;
    let tables = ["members", "lookup_keys", "search_docs"];
    let before = scene.dump(&tables).await;
    let stage = stage(
        &admin,
        &[
            ("UPPER(name)", "last_name"),
            ("vorname & \" (neu)\"", "first_name"),
            ("beitrag_netto.number * 1.19", "fee"),
            ("EDATE(eintritt.date, 1)", "joined_on"),
            ("IF(rest is empty, \"\", \"Rest: \" & rest)", "notes"),
        ],
    );
    let found = preview(&admin, &stage.source, &stage.options, EXTENT).await.expect("a preview");
    let rows = found.rows.iter().map(|r| format!("{} {}: {}.", r.line, r.fate.word(), r.reason));
    expect![[r#"
        2 create: .
        3 refuse: Beitrag netto: „abc“ ist keine Zahl..
        4 refuse: = UPPER(name) fehlt..
        5 create: ."#]]
    .assert_eq(&rows.collect::<Vec<_>>().join("\n"));
    let (run, tally) = stage.import(&admin).await;
    expect!["created 2, updated 0, skipped 0, refused 2, blank 0, linked 0"]
        .assert_eq(&shown(tally));
    expect![[r#"
        (neu) | DORN |  | 2024-03-29 | .
        Anna (neu) | BERG | 1428.595 EUR | 2026-04-01 | Rest: x."#]]
    .assert_eq(&members(&admin).await);
    // The file of refused rows holds what the file held, nothing computed.
    expect![[r#"
        Vorname;Name;Beitrag netto;Eintritt;Rest;Zeile;Fehler
        Bela;Öz;abc;31.12.2026;;3;Beitrag netto: „abc“ ist keine Zahl.
        Carla;;7;;;4;'= UPPER(name) fehlt.
    "#]]
    .assert_eq(&stage.refused().replace('\r', ""));
    undo_now(&admin, run).await.expect("it is taken back");
    assert_eq!(scene.dump(&tables).await, before);
});

scenario!(club::setting(), what_is_wrong_with_a_formula_is_told_at_its_place, async |scene| {
    let admin = scene.as_admin().await;
    let mut told = Vec::new();
    for text in ["vorname &", "vornam", "name.number + name", "1 / 0 & name", "name.x", "and"] {
        let stage = stage(&admin, &[("name", "last_name"), (text, "first_name")]);
        told.push(match preview(&admin, &stage.source, &stage.options, EXTENT).await {
            Err(Error::Invalid(problems)) => {
                let problem = &problems[0];
                let position = problem.params.get("position").map_or("", String::as_str);
                format!("{text}: {} {} {position}", problem.field, problem.code)
            }
            Ok(found) => format!("{text}: {}", found.rows[0].reason),
            Err(other) => panic!("{other:?}"),
        });
    }
    expect![[r#"
        vorname &: computed.1 formula_incomplete 10
        vornam: computed.1 formula_unknown_column 1
        name.number + name: computed.1 formula_operator 13
        1 / 0 & name: = 1 / 0 & name: ließ sich nicht berechnen. formula.reason.divided_by_zero
        name.x: computed.1 formula_unknown_column 1
        and: computed.1 formula_unexpected 1"#]]
    .assert_eq(&told.join("\n"));
});

scenario!(club::setting(), a_mapping_keeps_its_formulas, async |scene| {
    let admin = scene.as_admin().await;
    let stage = stage(&admin, &[("UPPER(name)", "last_name")]);
    let headings: Vec<String> = LIST
        .lines()
        .next()
        .map(|line| line.split(';').collect::<Vec<_>>())
        .expect("a line")
        .into_iter()
        .map(str::to_owned)
        .collect();
    let plan = Plan::of(&headings, &stage.options);
    let kept: Plan =
        serde_json::from_str(&serde_json::to_string(&plan).expect("text")).expect("it");
    let mut again = Stage::new(&admin, "member", LIST.as_bytes());
    kept.apply(&headings, &mut again.options);
    assert_eq!(again.options, stage.options);
    let rows = [transfer::read::Row {
        line: 2,
        cells: vec!["Anna".into(), "Berg".into()],
        ..transfer::read::Row::default()
    }];
    assert_eq!(sampled(&admin, &again.options, &rows), [["BERG"]]);
});

scenario!(club::setting(), computed_cells_of_a_row_do_not_grow_without_end, async |scene| {
    let admin = scene.as_admin().await;
    let list = format!("Name;Lang\nAnna;{}\n", "x".repeat(60_000));
    let mut stage = Stage::new(&admin, "member", list.as_bytes());
    stage.options.columns.iter_mut().for_each(|column| column.target = None);
    stage.options.columns[0].target = Some("last_name".parse().expect("a target"));
    for target in ["notes", "job"] {
        stage.options.computed.push("lang".into());
        let target = Some(target.parse().expect("a target"));
        stage.options.columns.push(transfer::options::Column { target, ..column() });
    }
    let found = preview(&admin, &stage.source, &stage.options, EXTENT).await.expect("a preview");
    assert_eq!(found.rows[0].reason, "= lang: wird länger als 100000 Zeichen.");
});

scenario!(club::setting(), a_computed_column_that_goes_nowhere_refuses_no_row, async |scene| {
    let admin = scene.as_admin().await;
    let mut stage = Stage::new(&admin, "member", LIST.as_bytes());
    for (text, target) in [("1 / 0", None), ("1 / 0 & name", Some("notes"))] {
        stage.options.computed.push(text.to_owned());
        let target = target.map(|target| target.parse().expect("a target"));
        stage.options.columns.push(transfer::options::Column { target, ..column() });
    }
    let reasons = async |stage: &Stage| {
        let found = preview(&admin, &stage.source, &stage.options, EXTENT).await;
        found.expect("a preview").rows.into_iter().map(|row| row.reason).collect::<Vec<_>>()
    };
    let all = reasons(&stage).await;
    assert!(all.iter().all(|reason| reason.matches("1 / 0").count() == 1), "{all:?}");
    let goes = stage.options.columns.last_mut().expect("a column");
    goes.target = None;
    let all = reasons(&stage).await;
    assert!(!all.concat().contains("1 / 0"), "{all:?}");
});

scenario!(club::setting(), a_row_is_told_all_that_is_wrong_with_it_at_once, async |scene| {
    let admin = scene.as_admin().await;
    let list = "Vorname;Name;Geburtstag\nAnna;;ein Tag\n;Berg;01.02.2000\n";
    let stage = Stage::new(&admin, "member", list.as_bytes());
    let found = preview(&admin, &stage.source, &stage.options, EXTENT).await.expect("a preview");
    let reasons = found.rows.iter().map(|row| row.reason.as_str()).collect::<Vec<_>>();
    expect![[r#"
        Geburtstag: „ein Tag“ ist kein Datum, zum Beispiel „23.11.2026“. Name fehlt.
    "#]]
    .assert_eq(&reasons.join("\n"));
});
