//! What holds for every lead.

use records::Draft;

use super::fields;

/// Names carry no needless spaces, so that they are found and compared as they are read.
pub fn words_are_tidy(draft: &mut Draft) {
    for field in [&fields::FIRST_NAME, &fields::LAST_NAME, &fields::COMPANY] {
        let tidy =
            draft.get(field).map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        draft.put(field, tidy.filter(|text| !text.is_empty()));
    }
}
