//! Calendars become lists.

use std::io::Cursor;

use testkit::scenario;
use transfer::source::{Kind, kind, to_list, write_calendar};
use transfer::{keep, preview};

use crate::club;
use crate::stage::{Stage, sent};

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Beispiel//DE\r\n\
    BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Messe\\, Halle 3\\; innen\r\n\
    DTSTART;TZID=Mitteleuropa:20260723T101500\r\nDURATION:PT1H30M\r\nLOCATION:Köln\r\n\
    DESCRIPTION:Erste Zeile\\nzweite\r\n  Zeile\r\nCATEGORIES:Kunde,Messe\r\nCLASS:PRIVATE\r\n\
    RRULE:FREQ=WEEKLY;COUNT=5\r\nBEGIN:VALARM\r\nTRIGGER:-PT15M\r\nDESCRIPTION:Alarm\r\n\
    END:VALARM\r\nEND:VEVENT\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Betriebsferien\r\nDTSTART;VALUE=DATE:20261224\r\n\
    DTEND;VALUE=DATE:20270101\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n\
    BEGIN:VTODO\r\nSUMMARY:=Angebot\r\nDUE;VALUE=DATE:20261130\r\nPRIORITY:1\r\nEND:VTODO\r\n\
    BEGIN:VTIMEZONE\r\nTZID:Mitteleuropa\r\nBEGIN:STANDARD\r\nDTSTART:16011028T030000\r\n\
    RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n\
    BEGIN:DAYLIGHT\r\nDTSTART:16010325T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\n\
    TZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n\
    BEGIN:VEVENT\r\nSUMMARY:Ohne Zone\r\nDTSTART:20261123T090000\r\nDTEND:20261123T100000\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

scenario!(club::setting(), a_calendar_is_a_list_of_events_and_one_of_tasks, async |scene| {
    let admin = scene.as_admin().await;
    assert_eq!(kind(CALENDAR.as_bytes()).ok(), Some(Kind::Calendar));
    let folder = tempfile::tempdir().expect("a folder");
    let opened = || Ok(Cursor::new(CALENDAR.as_bytes()));
    let place = |id: kernel::FileId| folder.path().join(id.to_string());
    let lists = write_calendar(&admin, opened, &place).expect("lists are made");
    let names: Vec<&str> = lists.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Termine", "Aufgaben"]);
    let read = |at: usize| {
        let text = std::fs::read_to_string(place(lists[at].0)).expect("it lies there");
        text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace(".000Z", "Z")
    };
    let events = read(0);
    let lines: Vec<&str> = events.lines().collect();
    assert_eq!(lines.len(), 4, "{events}");
    assert!(lines[0].starts_with("Betreff;Beginn;Ende;Ort;Beschreibung;Kategorien;Privat;"));
    let begins = "\"Messe, Halle 3; innen\";2026-07-23T08:15:00Z;2026-07-23T09:45:00Z;Köln;";
    assert!(lines[1].starts_with(begins), "{}", lines[1]);
    assert!(lines[1].contains("Kunde,Messe;Ja;;\"FREQ=WEEKLY;COUNT=5\""), "{}", lines[1]);
    assert!(!lines[1].contains("Alarm") && lines[1].contains("zweite Zeile"), "{}", lines[1]);
    assert!(lines[2].starts_with("Betriebsferien;2026-12-24;2026-12-31 23:59;"), "{}", lines[2]);
    assert!(lines[3].starts_with("Ohne Zone;2026-11-23 09:00;2026-11-23 10:00;"), "{}", lines[3]);
    let tasks = read(1);
    assert!(tasks.lines().nth(1).expect("a task").starts_with("'=Angebot;;2026-11-30;Hoch;"));
});

scenario!(club::setting(), a_calendar_is_kept_and_imported, async |scene| {
    let admin = scene.as_admin().await;
    let folder = tempfile::tempdir().expect("a folder");
    let files = social::Files::new(folder.path());
    let kept = keep(&admin, &files, "kalender.ics", sent(&files, CALENDAR.as_bytes()).await)
        .await
        .expect("it is kept");
    assert_eq!(kept.sheets.len(), 2);
    let list = std::fs::read(files.path(kept.file)).expect("it lies there");
    let mut stage = Stage::new(&admin, "member", &list);
    stage.options.columns.iter_mut().for_each(|column| column.target = None);
    stage.options.columns[0].target = "last_name".parse().ok();
    stage.options.columns[1].target = "joined_at".parse().ok();
    let extent = transfer::Extent { counted: 10, listed: 10 };
    let found = preview(&admin, &stage.source, &stage.options, extent).await.expect("a preview");
    assert_eq!(found.tally.created, 3, "{found:?}");
    stage.import(&admin).await;
    let at = r#"joined_at = "2026-07-23T08:15:00Z""#;
    assert_eq!(admin.lists("member", at, "title").await, ["Messe, Halle 3; innen"]);
});

scenario!(club::setting(), a_calendar_of_nothing_is_refused, async |scene| {
    let admin = scene.as_admin().await;
    let folder = tempfile::tempdir().expect("a folder");
    for text in ["BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "BEGIN:VCALENDAR\r\nBEGIN:VJOURNAL\r\n"] {
        let made = folder.path().join("made.csv");
        let opened = || Ok(Cursor::new(text.as_bytes()));
        match to_list(&admin, opened, &made) {
            Err(kernel::Error::Invalid(problems)) => assert_eq!(problems[0].code, "calendar_empty"),
            other => panic!("{other:?}"),
        }
    }
});
