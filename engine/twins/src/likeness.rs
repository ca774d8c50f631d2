//! How alike two records are: each field that counts, by how much it counts.

use std::collections::BTreeMap;

use catalog::{FieldType, Likeness, Module, plain_text};
use kernel::{Value, e164, fold, words};
use records::Record;

/// Country to which telephone numbers without one belong.
const HOME_REGION: &str = "DE";
/// Texts that are less alike than this are two.
const ALIKE: u64 = 88;

/// How alike two records are, 0 to 100; fields that are empty on a side do not count.
#[must_use]
pub fn percent(module: &Module, likeness: &Likeness, one: &Record, other: &Record) -> u64 {
    let (mut common, mut total) = (0, 0);
    for (name, weight) in &likeness.weights {
        let (left, right) = (one.value(module, name), other.value(module, name));
        let Some(field) = module.field(name) else { continue };
        if left.is_empty() || right.is_empty() {
            continue;
        }
        total += u64::from(*weight) * 100;
        common += u64::from(*weight) * alike(&field.kind, left, right);
    }
    (common * 100).checked_div(total).unwrap_or(0)
}

fn alike(kind: &FieldType, left: &Value, right: &Value) -> u64 {
    match (left, right) {
        (Value::Several(left), Value::Several(right)) => {
            let pairs = left.iter().flat_map(|l| right.iter().map(move |r| (&l.value, &r.value)));
            pairs.map(|(l, r)| alike(kind, l, r)).max().unwrap_or(0)
        }
        (Value::Text(left), Value::Text(right)) => match kind {
            FieldType::Email => 100 * u64::from(left.to_lowercase() == right.to_lowercase()),
            FieldType::Phone => {
                let number = |text: &str| e164(text, HOME_REGION).unwrap_or_else(|| text.into());
                100 * u64::from(number(left) == number(right))
            }
            _ => texts(left, right),
        },
        (Value::Address(_), Value::Address(_)) => texts(&plain_text(left), &plain_text(right)),
        (left, right) => 100 * u64::from(left == right),
    }
}

/// Typing errors are alike, and so is a name of which one is the beginning.
fn texts(left: &str, right: &str) -> u64 {
    let (left, right) = (plain(left), plain(right));
    if left == right {
        return 100;
    }
    let (short, long) = if left.len() < right.len() { (&left, &right) } else { (&right, &left) };
    let is_beginning = !short.is_empty() && long.starts_with(short);
    let shared = shared_pairs(&left.concat(), &right.concat());
    match (is_beginning, shared) {
        (true, shared) => shared.max(ALIKE),
        (false, shared) if shared >= ALIKE => shared,
        _ => 0,
    }
}

/// Words without accents, umlauts written in one way.
fn plain(text: &str) -> Vec<String> {
    let plain = |word: String| word.replace("ae", "a").replace("oe", "o").replace("ue", "u");
    words(&fold(text)).into_iter().map(plain).collect()
}

/// Share of pairs of letters that two texts have in common, 0 to 100 (Dice's coefficient).
fn shared_pairs(left: &str, right: &str) -> u64 {
    let (left, right) = (pairs(left), pairs(right));
    let total: u64 = left.values().sum::<u64>() + right.values().sum::<u64>();
    let common: u64 = left.iter().map(|(pair, n)| n.min(right.get(pair).unwrap_or(&0))).sum();
    (common * 200).checked_div(total).unwrap_or(0)
}

fn pairs(text: &str) -> BTreeMap<(char, char), u64> {
    let chars: Vec<char> = text.chars().collect();
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
    fn typing_errors_and_short_forms_are_alike_and_other_names_are_not() {
        assert_eq!(texts("Bürkle & Söhne", "buerkle  soehne"), 100);
        assert!(texts("Wassermann", "Wasermann") >= ALIKE);
        assert!(texts("Bauer GmbH", "Bauer GmbH & Co. KG") >= ALIKE);
        for (left, right) in [("Bauer GmbH", "Sauer GmbH"), ("Anna", "Berta"), ("", "Anna")] {
            assert_eq!(texts(left, right), 0, "{left} {right}");
        }
    }

    #[test]
    fn numbers_are_alike_however_they_are_written() {
        let text = |text: &str| Value::Text(text.into());
        assert_eq!(
            alike(&FieldType::Phone, &text("030 23125114"), &text("+49 30 231 251 14")),
            100
        );
        assert_eq!(alike(&FieldType::Email, &text("A@B.example"), &text("a@b.example")), 100);
        assert_eq!(alike(&FieldType::Email, &text("a@b.example"), &text("a@c.example")), 0);
    }
}
