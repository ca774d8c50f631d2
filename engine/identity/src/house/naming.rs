//! What roles, profiles and groups have in common.

use kernel::{FieldProblem, PrincipalId, Result};
use records::Cx;
use store::Tx;
use store::queries::log::{self, LogEntry};

/// Letters of a name at most.
const NAME: usize = 80;

/// Letters of a description at most.
const ABOUT: usize = 400;

/// A name without spaces around it, and what is wrong with it.
pub(super) fn name(typed: &str) -> (String, Vec<FieldProblem>) {
    let name = typed.trim().to_owned();
    let problem = match name.chars().count() {
        0 => Some(FieldProblem::new("name", "required")),
        n if n > NAME => Some(FieldProblem::new("name", "too_long").with("max", NAME)),
        _ if name.contains(char::is_control) => {
            Some(FieldProblem::new("name", "control_character"))
        }
        _ => None,
    };
    (name, problem.into_iter().collect())
}

/// What is wrong with a description.
pub(super) fn judge_about(about: &str) -> Option<FieldProblem> {
    let is_control = |c: char| c.is_control() && c != '\n' && c != '\r';
    if about.chars().count() > ABOUT {
        return Some(FieldProblem::new("about", "too_long").with("max", ABOUT));
    }
    about.contains(is_control).then(|| FieldProblem::new("about", "control_character"))
}

/// Whether another one has the same name, however it is written.
pub(super) fn is_taken<'a>(name: &str, mut others: impl Iterator<Item = &'a str>) -> bool {
    let folded = name.to_lowercase();
    others.any(|other| other.to_lowercase() == folded)
}

/// Notes in the log what an administrator did.
pub(super) fn note(tx: &mut Tx<'_>, cx: &Cx, event: &str, detail: &str) -> Result<()> {
    let actor: Option<PrincipalId> = cx.actor.user;
    let (event, detail) = (event.to_owned(), detail.chars().take(500).collect());
    log::add(tx, &LogEntry { at: cx.now(), event, actor, detail, address: String::new() })
}
