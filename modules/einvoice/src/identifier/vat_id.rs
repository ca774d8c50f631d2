//! VAT identifiers of the EU, the United Kingdom, Switzerland and Norway.

/// What the form of a VAT identifier says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VatId {
    /// It has the form of its country.
    Fits,
    /// It has not, or its check digit is wrong.
    Wrong,
    /// It is of a country whose form is not known here.
    Unknown,
}

/// Judges the form of a VAT identifier, country included, and the check digit of German ones.
/// Spaces, points and hyphens count as if they were not there. Source of the forms: VIES, and for
/// GB, CH and NO the tax offices.
#[must_use]
pub fn vat_id(text: &str) -> VatId {
    let text: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
    let Some((country, rest)) = text.split_at_checked(2) else { return VatId::Wrong };
    let Some(forms) = FORMS.iter().find(|(known, _)| *known == country) else {
        return VatId::Unknown;
    };
    let fits = forms.1.split('|').any(|form| has_form(rest, form));
    if fits && (country != "DE" || is_german(rest)) { VatId::Fits } else { VatId::Wrong }
}

/// Forms by country: `9` a digit, `A` a capital letter, `*` either, `+` also the signs `+` and
/// `*` that old Irish numbers have; anything else stands for itself.
const FORMS: [(&str, &str); 32] = [
    ("AT", "U99999999"),
    ("BE", "0999999999|1999999999"),
    ("BG", "999999999|9999999999"),
    ("CH", "E999999999|E999999999MWST|E999999999TVA|E999999999IVA"),
    ("CY", "99999999A"),
    ("CZ", "99999999|999999999|9999999999"),
    ("DE", "999999999"),
    ("DK", "99999999"),
    ("EE", "999999999"),
    ("EL", "999999999"),
    ("ES", "A9999999*|99999999A"),
    ("FI", "99999999"),
    ("FR", "**999999999"),
    ("GB", "999999999|999999999999|GD999|HA999"),
    ("GR", "999999999"),
    ("HR", "99999999999"),
    ("HU", "99999999"),
    ("IE", "9+99999A|9999999AA"),
    ("IT", "99999999999"),
    ("LT", "999999999|999999999999"),
    ("LU", "99999999"),
    ("LV", "99999999999"),
    ("MT", "99999999"),
    ("NL", "************"),
    ("NO", "999999999|999999999MVA"),
    ("PL", "9999999999"),
    ("PT", "999999999"),
    ("RO", "99|999|9999|99999|999999|9999999|99999999|999999999|9999999999"),
    ("SE", "999999999999"),
    ("SI", "99999999"),
    ("SK", "9999999999"),
    ("XI", "999999999|999999999999|GD999|HA999"),
];

fn has_form(text: &str, form: &str) -> bool {
    let matches = |(character, sign): (char, char)| match sign {
        '9' => character.is_ascii_digit(),
        'A' => character.is_ascii_uppercase(),
        '*' => character.is_ascii_uppercase() || character.is_ascii_digit(),
        '+' => matches!(character, '+' | '*') || character.is_ascii_alphanumeric(),
        _ => character == sign,
    };
    text.chars().count() == form.len() && text.chars().zip(form.chars()).all(matches)
}

// ISO 7064 Mod 11,10: the last of nine digits checks the others.
fn is_german(digits: &str) -> bool {
    let values: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(10)).collect();
    let Some((check, rest)) = values.as_deref().and_then(|values| values.split_last()) else {
        return false;
    };
    let product = rest.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        let sum = if sum == 0 { 10 } else { sum };
        sum * 2 % 11
    });
    (11 - product) % 10 == *check
}
