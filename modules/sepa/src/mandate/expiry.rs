//! Mandates that end because nobody used them.

use kernel::Result;
use records::{Cx, Running, When, Work};

use super::found::WHY;
use super::standing::MONTHS;
use super::{Standing, fields};

/// Ends mandates that were not used for 36 months; gives how many.
pub fn expire(cx: Cx) -> Running {
    Box::pin(async move {
        let day = When::present(&cx).day;
        records::within(&cx, move |work| end(work, day)).await
    })
}

fn end(work: &mut Work<'_, '_>, day: kernel::Date) -> Result<u64> {
    let module = work.cx.module("mandate")?;
    let filter = format!(r#"stage = "active" and signed_on < "{}""#, day.plus_months(-MONTHS));
    let mut ended = 0;
    for record in work.all("mandate", &filter, WHY)? {
        if Standing::of(&module, &record).is_expired(day) {
            let mut mandate = work.held(&module, record);
            mandate.put(&fields::STAGE, Some("expired".to_owned()));
            work.amend(mandate, "updated")?;
            ended += 1;
        }
    }
    Ok(ended)
}
