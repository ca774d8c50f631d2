//! Whether two names may be the same.

/// Words that say what a firm is and not who.
const FORMS: [&str; 21] = [
    "gmbh", "mbh", "ggmbh", "ag", "kg", "ohg", "ug", "gbr", "co", "se", "ek", "ev", "inc", "ltd",
    "und", "and", "the", "herr", "frau", "dr", "prof",
];

/// The words of a name that count, however its umlauts are spelled.
pub fn words(name: &str) -> Vec<String> {
    let words = kernel::words(name).into_iter();
    let words = words.map(|word| word.replace("ae", "a").replace("oe", "o").replace("ue", "u"));
    words.filter(|word| 1 < word.len() && !FORMS.contains(&word.as_str())).collect()
}

/// Whether all words of the shorter name stand in the longer one, with one error at most in a long
/// word; the last one may be cut, as banks cut names.
pub fn is_alike(left: &[String], right: &[String]) -> bool {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    let is_telling = short.iter().any(|word| 3 < word.chars().count());
    is_telling && short.iter().all(|word| long.iter().any(|other| is_same(word, other)))
}

fn is_same(word: &str, other: &str) -> bool {
    let (short, long) = if word.len() <= other.len() { (word, other) } else { (other, word) };
    let is_cut = 3 < short.chars().count() && long.starts_with(short);
    // Most words differ by more than a letter in length, which is cheaper to see.
    let is_near = 4 < short.chars().count() && long.len() <= short.len() + 2;
    word == other || is_cut || (is_near && kernel::one_error(word, other))
}
