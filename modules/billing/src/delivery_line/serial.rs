//! Serial numbers of what is handed over.

use kernel::Line;

use super::fields::SERIAL_NUMBERS;

/// Serial numbers of a line, as they were typed: one a line, or with commas between; without blanks
/// around them, and with one where they have several.
#[must_use]
pub fn serial_numbers(line: &Line) -> Vec<String> {
    let said = SERIAL_NUMBERS.of(line).unwrap_or_default();
    let tidy = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
    let numbers = said.split(['\n', ',', ';']).map(tidy);
    numbers.filter(|number| !number.is_empty()).collect()
}
