//! What holds for it.

use goods::position::rules::positions_are_summed;
use records::Draft;

use crate::issue::{tax_day, was_issued};

/// It comes to what its positions say; once issued it stays what it was.
pub fn it_is_summed(draft: &mut Draft) {
    if !was_issued(draft) {
        let day = tax_day(draft);
        positions_are_summed(draft, day);
    }
}
