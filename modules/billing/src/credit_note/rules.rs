//! What holds for it.

use goods::position::rules::positions_are_summed;
use records::Draft;

use super::fields;
use crate::issue::tax_day;

/// It comes to what its positions say; once issued it stays what it was.
pub fn it_is_summed(draft: &mut Draft) {
    let was_issued = draft
        .old
        .as_ref()
        .is_some_and(|old| old.value(&draft.module, fields::STAGE.name()).as_text() != "draft");
    if !was_issued {
        let day = tax_day(draft);
        positions_are_summed(draft, day);
    }
}
