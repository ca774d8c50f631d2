//! Two values of a field, each short enough for a line and shown where they differ.

/// Characters that are shown of a value at most.
const LENGTH: usize = 160;
/// Characters that are shown before the first that differs.
const BEFORE: usize = 40;

/// What is shown of a value and of the one that took its place. What is left out is marked: long
/// values that begin alike lose their beginning, else a change in their middle could not be seen.
pub(super) fn differing(before: &str, after: &str) -> (String, String) {
    let is_short = |text: &str| text.chars().nth(LENGTH).is_none();
    let from = if is_short(before) && is_short(after) { 0 } else { begin(before, after) };
    let part = |text: &str| {
        let mark = if from == 0 { "" } else { "… " };
        match text[from..].char_indices().nth(LENGTH) {
            Some((at, _)) => format!("{mark}{} …", text[from..from + at].trim_end()),
            None => format!("{mark}{}", &text[from..]),
        }
    };
    (part(before), part(after))
}

/// Where both are shown from, in bytes: some words before they differ.
fn begin(before: &str, after: &str) -> usize {
    let alike = before.chars().zip(after.chars()).take_while(|(one, other)| one == other);
    let alike: usize = alike.map(|(one, _)| one.len_utf8()).sum();
    let Some((from, _)) = before[..alike].char_indices().rev().nth(BEFORE - 1) else { return 0 };
    // A word is shown whole, unless it is longer than what there is room for.
    let word = before[from..alike].find(char::is_whitespace);
    match word {
        _ if from == 0 => 0,
        Some(at) => alike - before[from + at..alike].trim_start().len(),
        None => from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_values_are_shown_whole() {
        let (before, after) = differing("Müllerstraße 1", "Müllerstraße 2");
        assert_eq!((before.as_str(), after.as_str()), ("Müllerstraße 1", "Müllerstraße 2"));
        assert_eq!(differing("", "Neu"), (String::new(), "Neu".to_owned()));
    }

    #[test]
    fn long_values_are_shown_from_some_words_before_they_differ() {
        let long = "Der Kunde wünscht Rückruf am Vormittag, öfter auch später. ".repeat(5);
        let (before, after) =
            differing(&format!("{long}Bis Mai."), &format!("{long}Bis Juni, dann Übergabe."));
        assert_eq!(before, "… am Vormittag, öfter auch später. Bis Mai.");
        assert_eq!(after, "… am Vormittag, öfter auch später. Bis Juni, dann Übergabe.");
    }

    #[test]
    fn what_follows_is_cut_and_marked() {
        let (before, after) = differing(&"ä".repeat(500), &"ß".repeat(161));
        assert_eq!((before.chars().count(), after.chars().count()), (162, 162));
        assert!(before.ends_with("ä …") && after.starts_with('ß'));
    }

    #[test]
    fn a_value_that_only_grew_is_shown_at_its_end() {
        let long = "x".repeat(400);
        let (before, after) = differing(&long, &format!("{long} und y"));
        assert_eq!(before, format!("… {}", "x".repeat(BEFORE)));
        assert_eq!(after, format!("… {} und y", "x".repeat(BEFORE)));
        let (before, after) = differing(&long, "");
        assert_eq!((before.chars().count(), after.as_str()), (162, ""));
    }
}
