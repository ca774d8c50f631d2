//! The two check sums that all these identifiers share.

/// Remainder of 97 of the number that letters and digits stand for, A as 10 to Z as 35
/// (ISO 7064 MOD 97-10); `None` for any other character.
pub fn mod_97(text: impl Iterator<Item = char>) -> Option<u32> {
    let mut rest = 0;
    for c in text {
        let digit = c.to_digit(36)?;
        rest = if digit < 10 { rest * 10 + digit } else { rest * 100 + digit } % 97;
    }
    Some(rest)
}

/// The two digits that, put before `body` after `head` and turned to its end, leave 1.
pub fn check_digits(head: &str, body: &str) -> Option<u32> {
    let turned = body.chars().chain(head.chars()).chain("00".chars());
    mod_97(turned).map(|rest| 98 - rest)
}

/// Whether `text`, its first four characters turned to the end, leaves 1 (ISO 13616, ISO 11649).
pub fn is_turned_valid(text: &str) -> bool {
    let Some((head, body)) = text.split_at_checked(4) else { return false };
    mod_97(body.chars().chain(head.chars())) == Some(1)
}

/// Check digit of the recursive MOD 10 of Swiss references; `None` when not all are digits.
pub fn mod_10_recursive(digits: &str) -> Option<u32> {
    const TABLE: [u32; 10] = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
    let mut carry = 0;
    for c in digits.chars() {
        carry = TABLE[((carry + c.to_digit(10)?) % 10) as usize];
    }
    Some((10 - carry) % 10)
}
