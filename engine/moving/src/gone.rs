//! What is deleted there is told of; it goes to the bin here only when that was wished for.

use std::collections::BTreeSet;

use kernel::{FieldProblem, RecordId, Result};

use crate::client::Trouble;
use crate::plan::PlanModule;
use crate::report::Line;
use crate::step::House;
use crate::take::{Mapped, Past};
use crate::tally::Tally;

/// Answers that are read of one module at most.
const ANSWERS: usize = 10_000;

/// Tells what was deleted in a module since a second of the clock there.
pub(crate) async fn tell(
    house: &House,
    (there, code): (&PlanModule, &str),
    since: i64,
) -> Result<(Tally, Vec<Line>)> {
    let deleted = match deleted(house, &there.name, since).await {
        Ok(deleted) => deleted,
        Err(trouble) if trouble.is_of_what_was_asked() => {
            let problem = FieldProblem::new("", "moving_no_sync");
            let line = Line::of(&there.name, ("", &there.label), "left", &problem);
            return Ok((Tally::default(), vec![line]));
        }
        Err(trouble) => return Err(trouble.into()),
    };
    let deleted: Vec<String> = deleted.into_iter().collect();
    let (mut tally, mut lines) = (Tally::default(), Vec::new());
    for some in deleted.chunks(100) {
        let ids: Vec<RecordId> = some.iter().map(|id| house.known.ids.record(id)).collect();
        for record in records::get_many(&house.cx, code, &ids).await? {
            let at = ids.iter().position(|id| *id == record.id);
            let Some(there_id) = at.map(|at| &some[at]) else { continue };
            if record.trashed_at.is_some() {
                continue;
            }
            let problem = match may_go(house, there, record.id).await? {
                true => match records::trash(&house.cx, code, record.id, None).await {
                    Ok(_) => FieldProblem::new("", "moving_gone_too"),
                    Err(error @ kernel::Error::Internal(_)) => return Err(error),
                    Err(_) => FieldProblem::new("", "moving_gone"),
                },
                false => FieldProblem::new("", "moving_gone"),
            };
            tally.gone += 1;
            lines.push(Line::of(&there.name, (there_id, &record.title), "gone", &problem));
        }
    }
    Ok((tally, lines))
}

/// What nobody touched here goes where that is wished for.
async fn may_go(house: &House, there: &PlanModule, id: RecordId) -> Result<bool> {
    let Some(mapped) = Mapped::of(&house.cx, there).filter(|_| house.plan.trash) else {
        return Ok(false);
    };
    Ok(Past::of(&house.cx, &mapped, id, &house.runs).await?.is_untouched())
}

async fn deleted(house: &House, name: &str, since: i64) -> Result<BTreeSet<String>, Trouble> {
    let (mut all, mut since) = (BTreeSet::new(), since);
    for _ in 0..ANSWERS {
        let (some, last, is_more) = house.client.gone(name, since).await?;
        all.extend(some);
        if !is_more || last == since {
            break;
        }
        since = last;
    }
    Ok(all)
}
