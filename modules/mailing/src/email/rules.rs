//! What holds for every e-mail.

use kernel::{Error, FieldProblem, Result};
use records::{Answers, Draft, Record, Work};

use super::fields;

/// It is sent when the mail server took it, which nobody says by hand.
pub fn sent_by_the_job(draft: &Draft) -> Option<FieldProblem> {
    let is_sent = draft.value(fields::STAGE.name()).as_text() == "sent";
    let is_dated = draft.get(&fields::SENT_AT).is_some();
    (is_sent && !is_dated).then(|| FieldProblem::new("stage", "sent_by_mail_server"))
}

/// Which document was sent stays said.
pub fn sent_stays(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let was_sent = old.value(&draft.module, fields::STAGE.name()).as_text() == "sent";
    let is_changed = draft.is_changed(fields::DOCUMENT.name());
    (was_sent && is_changed).then(|| FieldProblem::new(fields::DOCUMENT.name(), "frozen"))
}

/// Asks for an e-mail to be handed over.
///
/// # Errors
/// `Conflict` `no_mail_server`.
pub fn send(work: &mut Work<'_, '_>, email: &mut Draft, _: &Answers) -> Result<()> {
    email.put(&fields::TROUBLE, None);
    demand_server(work)
}

/// Refuses where the installation knows no mail server.
///
/// # Errors
/// `Conflict` `no_mail_server`.
pub fn demand_server(work: &Work<'_, '_>) -> Result<()> {
    match work.cx.engine.has_mail_server() {
        true => Ok(()),
        false => Err(Error::conflict("no_mail_server")),
    }
}
