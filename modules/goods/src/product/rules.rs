//! What holds for every product.

use kernel::FieldProblem;
use records::Draft;

use super::fields;
use crate::worth::is_not_negative;

/// A number of trade is written without blanks and dashes.
pub fn gtin_is_digits(draft: &mut Draft) {
    if let Some(text) = draft.get(&fields::GTIN) {
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        draft.put(&fields::GTIN, Some(plain));
    }
}

/// A Global Trade Item Number has 8, 12, 13 or 14 digits, the last of which checks the others
/// (GS1 General Specifications, 7.9).
pub fn gtin_checks(draft: &Draft) -> Option<FieldProblem> {
    let text = draft.get(&fields::GTIN)?;
    (!text.is_empty() && !is_gtin(&text)).then(|| FieldProblem::new("gtin", "wrong_gtin"))
}

fn is_gtin(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| [8, 12, 13, 14].contains(&digits.len())) else {
        return false;
    };
    let weighed = digits.iter().rev().enumerate();
    let sum: u32 = weighed.map(|(at, digit)| digit * if at % 2 == 0 { 1 } else { 3 }).sum();
    sum.is_multiple_of(10)
}

/// What it costs is not negative.
pub fn worth_is_not_negative(draft: &Draft) -> Option<FieldProblem> {
    is_not_negative(draft, [fields::UNIT_PRICE, fields::COST])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_checks_the_others() {
        for right in ["4006381333931", "96385074", "036000291452", "10614141000415"] {
            assert!(is_gtin(right), "{right}");
        }
        for wrong in ["4006381333932", "400638133393", "", "12345678", "4006381x33931"] {
            assert!(!is_gtin(wrong), "{wrong}");
        }
    }
}
