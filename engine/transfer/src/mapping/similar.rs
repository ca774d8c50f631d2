//! How alike two texts are.

use std::collections::BTreeMap;

/// Share of pairs of letters that two texts have in common, 0 to 100 (Dice's coefficient).
pub fn percent(one: &str, other: &str) -> u32 {
    if one == other {
        return 100;
    }
    let (left, right) = (pairs(one), pairs(other));
    let total: usize = left.values().sum::<usize>() + right.values().sum::<usize>();
    let common: usize = left.iter().map(|(pair, n)| n.min(right.get(pair).unwrap_or(&0))).sum();
    let percent = (common * 200).checked_div(total).unwrap_or(0);
    u32::try_from(percent).unwrap_or(0)
}

fn pairs(text: &str) -> BTreeMap<(char, char), usize> {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut pairs = BTreeMap::new();
    for pair in chars.windows(2) {
        *pairs.entry((pair[0], pair[1])).or_insert(0) += 1;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_errors_are_alike_and_other_words_are_not() {
        assert!(75 < percent("geburtsdatum", "geburtdatum"));
        assert!(percent("vorname", "nachname") < 75);
        assert_eq!(percent("a", "b"), 0);
    }
}
