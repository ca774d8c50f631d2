//! Named actions.

use access::Right;
use kernel::{Error, RecordId, Result, Value};
use store::records::Record;

use crate::cx::Cx;
use crate::draft::Draft;
use crate::find::seen;
use crate::number;
use crate::work::Work;

/// Does something to a record by name: right, stage, the module's own code, number, rules, save.
///
/// # Errors
/// `NotFound` for an unknown action or record; `Conflict` `wrong_stage`; what the action says.
pub async fn act(
    cx: &Cx,
    module: &str,
    id: RecordId,
    action: &str,
    version: Option<i64>,
) -> Result<Record> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    let action = module.actions.iter().find(|known| known.name == action).cloned();
    let action = action.ok_or(Error::NotFound)?;
    let cx = cx.clone();
    cx.store()
        .clone()
        .write(move |tx| {
            let work = &mut Work::new(tx, &cx);
            let mut draft = work.load(&module, id)?;
            let stored = draft.old.as_ref().map(|old| old.version);
            if version.is_some() && version != stored {
                return Err(Error::conflict("stale"));
            }
            move_stage(&mut draft, &action)?;
            take_number(work, &mut draft, &action.name)?;
            let engine = cx.engine.clone();
            let own = engine.behavior(&module.code).into_iter().flat_map(|b| &b.actions);
            for (_, act) in own.filter(|(name, _)| *name == action.name) {
                act(work, &mut draft)?;
            }
            let record = work.update_as(draft, &action.name)?;
            Ok(seen(&cx, &module, record))
        })
        .await
}

fn move_stage(draft: &mut Draft, action: &catalog::Action) -> Result<()> {
    let Some(stage) = draft.module.stage_field().map(|field| field.name.clone()) else {
        return Ok(());
    };
    let present = draft.value(&stage).as_text().to_owned();
    if !action.from.is_empty() && !action.from.contains(&present) {
        return Err(Error::conflict("wrong_stage"));
    }
    if let Some(to) = &action.to {
        draft.set(&stage, Value::text(to));
    }
    Ok(())
}

fn take_number(work: &mut Work<'_, '_>, draft: &mut Draft, action: &str) -> Result<()> {
    let Some(series) = draft.module.number.clone() else { return Ok(()) };
    let Some(field) = draft.module.number_field().map(|field| field.name.clone()) else {
        return Ok(());
    };
    if series.assigned_on.as_deref() == Some(action) && draft.value(&field).is_empty() {
        let number = number::gapless(work, &series)?;
        draft.set(&field, number);
    }
    Ok(())
}
