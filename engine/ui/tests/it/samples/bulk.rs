//! One act on many members.

use kernel::FieldProblem;
use sheets::bulk::{Ask, BulkPage, BulkRun, Chosen, Refusals};
use ui::fields::Form;
use ui::model::RecordLine;
use ui::views::edit::Frame;

use super::library::{Library, record};

/// The form for a field, with something wrong.
pub fn field<'a>(library: &'a Library, frame: Frame) -> BulkPage<'a> {
    let (known, label) = library.field("member", "status");
    let say = |german: &str, english: &str| library.say(german, english);
    BulkPage {
        module: library.members(),
        title: say("Mitglieder: Feld ändern", "Members: change a field"),
        subject: say("3 Mitglieder", "3 members"),
        action: "/members/bulk/change".into(),
        cancel: "/members".into(),
        carried: vec![("id".into(), record(1).to_string())],
        frame,
        ask: Ask::Field {
            choices: vec![("status".into(), label.clone())],
            chosen: Some(Box::new(Chosen {
                name: &known.name,
                label,
                field: catalog::Field { name: "value".into(), ..known.clone() },
                entered: Some(Form(vec![("value".into(), "x".into())])),
                problem: Some(FieldProblem::new("value", "not_in_list").with("value", "x")),
            })),
        },
        verb: say("Ändern", "Change"),
        problem: Some(say("Es ist nichts ausgewählt.", "Nothing is selected.")),
    }
}

/// The form for a tag.
pub fn tag<'a>(library: &'a Library) -> BulkPage<'a> {
    let ask = Ask::Tag { text: "a,b".into(), problem: Some("Kein Komma.".into()) };
    BulkPage { ask, problem: None, ..field(library, Frame::Page) }
}

/// A run that refused something.
pub fn run(library: &Library) -> BulkRun {
    let line = RecordLine {
        id: record(1),
        title: "Brandt".into(),
        href: "/members/1".into(),
        is_person: true,
        note: String::new(),
        badge: None,
    };
    BulkRun {
        module: library.members(),
        href: "/members/runs/1".into(),
        title: library.say("Rolle ändern", "Change role"),
        state: library.say("läuft", "running"),
        progress: (120, Some(500)),
        tally: vec![(library.say("erledigt", "done"), 118)],
        reasons: vec![Refusals { reason: "Gesperrt.".into(), n: 60, records: vec![line] }],
        has_begun: true,
        is_running: true,
        cancel: Some("/members/runs/1/cancel".into()),
        undo: Some("/members/runs/1/undo".into()),
        error: Some(library.say("Unterbrochen", "Interrupted")),
    }
}
