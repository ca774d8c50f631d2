//! What holds for every organisation.

use records::Draft;

use super::fields;
use crate::spelling;

/// A name carries no needless spaces, so that it is found and compared as it is read.
pub fn name_is_tidy(draft: &mut Draft) {
    spelling::squeeze(draft, &fields::NAME);
}

/// A website can be opened as it is stored.
pub fn website_is_an_address(draft: &mut Draft) {
    spelling::normalise_web_address(draft, &fields::WEBSITE);
}

/// A VAT id stands as the VIES register writes it, so that it can be compared and looked up.
pub fn vat_id_is_plain(draft: &mut Draft) {
    spelling::normalise_register_number(draft, &fields::VAT_ID);
}
