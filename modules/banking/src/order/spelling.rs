//! The characters that banks carry.

/// How texts are spelled in a file for a bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Spelling {
    /// The characters that every bank carries (EPC230-15, 6.1): umlauts as two letters.
    #[default]
    Plain,
    /// Umlauts, `ß` and `&*$%` stay, as German banks agreed (DK-Abkommen Anlage 3, 2.1).
    German,
}

/// Spells a text with the characters that banks carry.
///
/// What has no spelling becomes a full stop, blanks and line breaks become one blank.
#[must_use]
pub fn spell(text: &str, spelling: Spelling) -> String {
    let mut spelled = String::with_capacity(text.len());
    for c in text.chars() {
        let stays = spelling == Spelling::German && "ÄÖÜäöüß&*$%".contains(c);
        match c {
            _ if is_plain(c) || stays => spelled.push(c),
            _ if c.is_whitespace() => spelled.push(' '),
            _ => spelled.push_str(&replacement(c)),
        }
    }
    spelled.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Tells whether every bank carries the character.
pub(super) fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "/-?:().,'+ ".contains(c)
}

fn replacement(c: char) -> String {
    match c {
        'ä' | 'æ' => "ae".into(),
        'ö' | 'œ' => "oe".into(),
        'ü' => "ue".into(),
        'Ä' | 'Æ' => "Ae".into(),
        'Ö' | 'Œ' => "Oe".into(),
        'Ü' => "Ue".into(),
        'ẞ' => "SS".into(),
        '€' => "EUR".into(),
        '@' => "(at)".into(),
        '&' => "+".into(),
        '_' | '–' | '—' | '‐' | '−' | '~' => "-".into(),
        '"' | '`' | '´' | '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' => {
            "'".into()
        }
        '[' | '{' | '<' => "(".into(),
        ']' | '}' | '>' => ")".into(),
        ';' => ",".into(),
        '\\' | '|' => "/".into(),
        // Soft hyphens, joiners and the mark at the beginning of a file are not seen at all.
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => String::new(),
        _ => without_accent(c),
    }
}

fn without_accent(c: char) -> String {
    let folded = kernel::fold(&c.to_string());
    let is_letter = !folded.is_empty() && folded.chars().all(is_plain);
    match (is_letter, c.is_uppercase()) {
        (true, true) => {
            let mut letters = folded.chars();
            let first = letters.next().map(|first| first.to_ascii_uppercase());
            first.into_iter().chain(letters).collect()
        }
        (true, false) => folded,
        // A combining mark without its letter.
        (false, _) if folded.is_empty() => String::new(),
        (false, _) => ".".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_spelled_as_banks_carry_them() {
        let check = |text: &str, plain: &str| assert_eq!(spell(text, Spelling::Plain), plain);
        check("Müller & Söhne GmbH", "Mueller + Soehne GmbH");
        check("Straße\r\n  Ärztehaus", "Strasse Aerztehaus");
        check("Łódź, Đorđević, Œuvre", "Lodz, Dordevic, Oeuvre");
        check("50 € #7 an a@b.de", "50 EUR .7 an a(at)b.de");
        check("北京", "..");
        check("Mu\u{308}ller", "Muller");
        assert_eq!(spell("Müller & Söhne é", Spelling::German), "Müller & Söhne e");
    }
}
