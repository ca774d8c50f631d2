//! Leitweg-ID, by which German authorities are addressed (KoSIT, Leitweg-ID format 2.0.2).

/// Whether it is a Leitweg-ID with the right check digits: coarse address of 2 to 12 digits, fine
/// address of up to 30 letters and digits where there is one, two check digits (ISO 7064 Mod
/// 97-10). Official samples are wrong in their check digits, so this may warn and not refuse.
#[must_use]
pub fn is_leitweg(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let (coarse, fine, check) = match parts[..] {
        [coarse, check] => (coarse, "", check),
        [coarse, fine, check] if !fine.is_empty() => (coarse, fine, check),
        _ => return false,
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_shaped = (2..=12).contains(&coarse.len())
        && digits(coarse)
        && fine.len() <= 30
        && fine.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && check.len() == 2
        && digits(check);
    let all = coarse.chars().chain(fine.chars()).chain(check.chars());
    is_shaped && remainder_97(all) == Some(1)
}

/// The remainder by 97 of the number that digits and letters (A is 10, Z is 35) form.
pub fn remainder_97(characters: impl Iterator<Item = char>) -> Option<u32> {
    characters.into_iter().try_fold(0, |remainder, character| {
        let value = character.to_digit(36)?;
        let shift = if value < 10 { 10 } else { 100 };
        Some((remainder * shift + value) % 97)
    })
}
