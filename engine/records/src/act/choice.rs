//! Lines among which whoever answers an action chooses, such as what is offered on top.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Right;
use catalog::Module;
use kernel::{Error, FieldProblem, Money, RecordId, Result};
use store::records::Record;

use super::named::Answers;
use crate::behavior::Behavior;
use crate::cx::{Cx, Engine};
use crate::draft::{Draft, Refusal, followed, stored};

/// A line that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The line.
    pub line: RecordId,
    /// What it is called.
    pub name: String,
    /// What it comes to.
    pub amount: Option<Money>,
}

/// Tells which lines can be chosen, as a record stands.
pub type Offered = fn(&Module, &Record) -> Vec<Choice>;
/// Does to a record what follows from the lines that were chosen.
pub type Take = fn(&mut Draft, &[RecordId]) -> Refusal;

/// A question of an action that is answered by choosing lines: their ids, with commas between.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choosing {
    pub action: &'static str,
    pub ask: &'static str,
    pub offered: Offered,
    pub take: Take,
}

/// What can be chosen where an action asks for lines, by the name of what is asked; a question of
/// that kind with nothing to choose has no choices.
#[must_use]
pub fn choices(
    engine: &Engine,
    (module, record): (&Module, &Record),
    action: &str,
) -> BTreeMap<String, Vec<Choice>> {
    let known = engine.behavior(&module.code);
    let asked = known.into_iter().flat_map(|behavior| behavior.choosing(action));
    asked.map(|one| (one.ask.to_owned(), (one.offered)(module, record))).collect()
}

/// Does what follows from the lines that were chosen.
///
/// # Errors
/// `Invalid` at what was asked, where a line is no choice.
pub(super) fn take(
    behavior: Option<&Behavior>,
    draft: &mut Draft,
    (action, answers): (&str, &Answers),
) -> Result<()> {
    for one in behavior.into_iter().flat_map(|behavior| behavior.choosing(action)) {
        let said = answers.get(one.ask).as_text().to_owned();
        let said: Vec<&str> = said.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
        if said.is_empty() {
            continue;
        }
        let offered = draft.old.as_ref().map(|old| (one.offered)(&draft.module, old));
        let offered = offered.unwrap_or_default();
        let chosen = said.iter().map(|said| {
            let id = said.parse::<RecordId>().ok();
            let id = id.filter(|id| offered.iter().any(|choice| choice.line == *id));
            id.ok_or_else(|| FieldProblem::new(one.ask, "not_in_list").with("value", said))
        });
        let chosen: Result<Vec<_>, _> = chosen.collect();
        let refused = match chosen {
            Ok(chosen) => (one.take)(draft, &chosen),
            Err(problem) => Some(problem),
        };
        if let Some(problem) = refused {
            return Err(Error::Invalid(vec![problem]));
        }
    }
    Ok(())
}

/// What a record would hold if lines were chosen as an action is answered; nothing is written.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` at what was asked, where a line is no choice.
pub async fn rehearse(
    cx: &Cx,
    module: &Arc<Module>,
    id: RecordId,
    (action, answers): (&str, Answers),
) -> Result<Record> {
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    let (cx, module, action) = (cx.clone(), module.clone(), action.to_owned());
    cx.store()
        .clone()
        .read(move |reader| {
            let mut draft = stored(reader, &cx, &module, id)?;
            let behavior = cx.engine.behavior(&module.code);
            take(behavior, &mut draft, (&action, &answers))?;
            followed(reader, &cx, &mut draft)?;
            let old = draft.old.take().ok_or(Error::NotFound)?;
            Ok(crate::find::seen(&cx, &module, Record { values: draft.values, ..old }))
        })
        .await
}
