//! Telephone numbers.

/// Digits of a text, as a caller types them.
#[must_use]
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The number in the international form of ITU-T E.164, when it is a possible number.
///
/// `region` is the ISO 3166-1 code that numbers without a country belong to. The widespread
/// `+49 (0) 30 …` is read as meant: the zero in brackets is not dialled from abroad.
#[must_use]
pub fn e164(text: &str, region: &str) -> Option<String> {
    let cleaned = text.replace("(0)", " ");
    let region = region.parse().ok();
    let number = phonenumber::parse(region, cleaned.trim()).ok()?;
    let form = number.format().mode(phonenumber::Mode::E164).to_string();
    (7..=16).contains(&form.len()).then_some(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_international() {
        assert_eq!(e164("030 23125 114", "DE").as_deref(), Some("+493023125114"));
        assert_eq!(e164("+49 (0)30 23125-114", "DE").as_deref(), Some("+493023125114"));
        assert_eq!(e164("+43 512 5550 21", "DE").as_deref(), Some("+43512555021"));
        assert_eq!(e164("bitte anrufen", "DE"), None);
    }
}
