//! The steps of an import.

use sheets::import::{
    Change, Choice, ComputedColumn, MapColumn, MapPage, PreviewLine, RunPage, RunRow, SavedLine,
    Saving, Sheet, UploadPage,
};

use kernel::Value;
use ui::components::Word;

use super::library::{Library, at};

/// The first step.
pub fn upload(library: &Library) -> UploadPage {
    UploadPage {
        module: library.members(),
        problem: Some(library.say("Die Datei ist leer.", "The file is empty.")),
        saved: vec![SavedLine {
            href: "/members/import/mappings/1".into(),
            name: library.say("Verband", "Association"),
            is_shared: true,
            may_change: true,
            may_share: true,
        }],
        saved_problem: None,
        earlier: vec![RunRow {
            href: "/members/import/1".into(),
            name: "mitglieder.csv".into(),
            state: library.say("fertig", "done"),
            at: at("2026-11-20T14:20:00Z"),
        }],
    }
}

/// The second step.
pub fn map(library: &Library) -> MapPage {
    let say = |german: &str, english: &str| library.say(german, english);
    let column = |heading: &str, sample: &str, target: &str| MapColumn {
        heading: heading.into(),
        sample: sample.into(),
        target: target.into(),
    };
    let line = |line, title: &str, fate: String, reason: String| PreviewLine {
        line,
        title: title.into(),
        fate,
        is_refused: !reason.is_empty(),
        reason,
        changes: Vec::new(),
        lines: Vec::new(),
    };
    MapPage {
        module: library.members(),
        action: "/members/import/1".into(),
        file: "mitglieder-2026.csv".into(),
        sheets: sheets(),
        choices: choices(library),
        columns: vec![
            column("Nachname", "Brandt, Oberhuber, Yıldız", "name"),
            column("Firma", "Elbtal Präzisionsdruck GmbH & Co. KG", "house"),
            column("Faxnummer", "030 23125 199", ""),
        ],
        computed: computed(),
        words: words(library),
        targets: vec![
            ("name".into(), library.field("member", "name").1),
            ("house".into(), library.field("member", "house").1),
        ],
        tally: tally(library),
        is_whole: false,
        rows: vec![
            line(2, "Dr. Annika Brandt", say("wird angelegt", "is created"), String::new()),
            changed(
                library,
                line(3, "Matthias Oberhuber", say("wird geändert", "is changed"), String::new()),
            ),
            line(
                4,
                "",
                say("wird abgelehnt", "is refused"),
                say("Der Name fehlt.", "The name is missing."),
            ),
        ],
        problem: None,
        saving: saving(library),
    }
}

fn computed() -> Vec<ComputedColumn> {
    let right = ComputedColumn {
        at: 0,
        column: 3,
        text: "UPPER(nachname) & \", \" & firma".into(),
        sample: "BRANDT, Elbtal Präzisionsdruck GmbH & Co. KG".into(),
        target: "name".into(),
        problem: None,
    };
    let wrong = ComputedColumn {
        at: 1,
        column: 4,
        text: "fax & <b>".into(),
        problem: Some("Die Datei hat keine Spalte „fax“ (Stelle 1).".into()),
        ..ComputedColumn::default()
    };
    vec![right, wrong, ComputedColumn { at: 2, column: 5, ..ComputedColumn::default() }]
}

fn words(library: &Library) -> Vec<Word> {
    let word = |text: &str, label: &str, example: &str| Word {
        text: text.into(),
        label: label.into(),
        example: example.into(),
    };
    let upper = library.say("in Großbuchstaben", "in capitals");
    vec![word("nachname", "Nachname", ""), word("UPPER(", &upper, "UPPER(text)")]
}

fn sheets() -> Vec<Sheet> {
    let sheet = |(label, is_current): (&str, bool)| Sheet {
        label: label.into(),
        href: "/members/import/2".into(),
        is_current,
    };
    [("Mitglieder", true), ("Häuser", false)].map(sheet).into()
}

fn saving(library: &Library) -> Saving {
    Saving {
        offered: vec![("1".into(), library.say("Verband", "Association"), true)],
        may_overwrite: true,
        name: String::new(),
        problem: Some(library.say("Der Name fehlt.", "The name is missing.")),
        share: Some(false),
    }
}

fn changed(library: &Library, line: PreviewLine) -> PreviewLine {
    let change = Change {
        label: library.field("member", "house").1,
        old: String::new(),
        new: "Elbtal GmbH & Co. KG".into(),
        values: (Value::Empty, Value::Text("Elbtal GmbH & Co. KG".into())),
    };
    PreviewLine { changes: vec![change], ..line }
}

/// An import under way.
pub fn running(library: &Library) -> RunPage {
    RunPage {
        module: library.members(),
        href: "/members/import/1".into(),
        name: "mitglieder-2026.csv".into(),
        state: library.say("läuft", "running"),
        progress: (640, Some(1284)),
        tally: tally(library),
        is_running: true,
        cancel: Some("/members/import/1/cancel".into()),
        undo: None,
        errors: None,
        error: None,
        recast: None,
    }
}

/// An import that has ended.
pub fn ended(library: &Library) -> RunPage {
    RunPage {
        state: library.say("fertig", "done"),
        is_running: false,
        cancel: None,
        undo: Some("/members/import/1/undo".into()),
        errors: Some("/members/import/1/errors.csv".into()),
        ..running(library)
    }
}

fn choices(library: &Library) -> Vec<Choice> {
    let say = |german: &str, english: &str| library.say(german, english);
    let choice = |name: &str, label: String, options: &[&str]| Choice {
        name: name.into(),
        label,
        options: options.iter().map(|o| ((*o).into(), (*o).into(), false)).collect(),
        problem: (name == "key").then(|| say("Es fehlt eine Spalte.", "A column is missing.")),
    };
    vec![
        choice("encoding", say("Zeichensatz", "Character set"), &["UTF-8", "Windows-1252"]),
        choice("separator", say("Trennzeichen", "Separator"), &["Semikolon ;", "Komma ,"]),
        choice("header", say("Erste Zeile", "First line"), &["Überschriften"]),
        choice(
            "duplicates",
            say("Schon vorhanden", "Already there"),
            &["Überspringen", "Ergänzen"],
        ),
        choice("key", say("Erkannt an", "Found by"), &["ID"]),
    ]
}

fn tally(library: &Library) -> Vec<(String, u64)> {
    vec![
        (library.say("angelegt", "created"), 1180),
        (library.say("aktualisiert", "updated"), 62),
        (library.say("übersprungen", "skipped"), 30),
        (library.say("abgelehnt", "refused"), 12),
    ]
}
