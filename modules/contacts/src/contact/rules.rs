//! What holds for every contact.

use records::Draft;

use super::fields;
use crate::spelling;

/// Names carry no needless spaces, so that they are found and compared as they are read.
pub fn names_are_tidy(draft: &mut Draft) {
    for field in [&fields::DEGREE, &fields::FIRST_NAME, &fields::LAST_NAME, &fields::JOB_TITLE] {
        spelling::squeeze(draft, field);
    }
}

/// A salutation such as "Frau Dr." brings the degree along when none was typed.
pub fn degree_follows_salutation(draft: &mut Draft) {
    let is_new = draft.is_changed(fields::SALUTATION.name());
    if !is_new || draft.get(&fields::DEGREE).is_some() {
        return;
    }
    let salutation = draft.get(&fields::SALUTATION).unwrap_or_default();
    let degree = match salutation.as_str() {
        "mr_dr" | "ms_dr" | "dr" => "Dr.",
        "mr_prof" | "ms_prof" | "prof" => "Prof.",
        "mr_prof_dr" | "ms_prof_dr" => "Prof. Dr.",
        _ => return,
    };
    draft.put(&fields::DEGREE, Some(degree.to_owned()));
}

/// A website can be opened as it is stored.
pub fn website_is_an_address(draft: &mut Draft) {
    spelling::normalise_web_address(draft, &fields::WEBSITE);
}
