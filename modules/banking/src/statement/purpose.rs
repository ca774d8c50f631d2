//! The marks by which German banks tell parts of a purpose apart.

use super::Details;

/// Marks in a purpose (Deutsche Kreditwirtschaft, structure of field 86).
const MARKS: [&str; 12] =
    ["EREF", "KREF", "MREF", "CRED", "DEBT", "SVWZ", "ABWA", "ABWE", "IBAN", "BIC", "COAM", "OAMT"];

/// Marks between strokes, as banks of the Netherlands, Switzerland and Austria write them.
const STROKES: [&str; 11] = [
    "/EREF/", "/KREF/", "/MARF/", "/CSID/", "/REMI/", "/NAME/", "/IBAN/", "/BIC/", "/RTRN/",
    "/TRTP/", "/ADDR/",
];

/// Puts a purpose into the details: what follows a mark goes where it belongs, the rest stays.
pub fn fill(details: &mut Details, purpose: &str) {
    let is_stroked = STROKES.iter().any(|mark| purpose.starts_with(mark));
    if is_stroked {
        fill_stroked(details, purpose);
        return;
    }
    let mut begins: Vec<(usize, &str)> = Vec::new();
    for mark in MARKS {
        let found = purpose.match_indices(mark);
        let found = found.filter(|(at, _)| purpose[at + mark.len()..].starts_with('+'));
        begins.extend(found);
    }
    begins.sort_unstable();
    let first = begins.first().map_or(purpose.len(), |(at, _)| *at);
    let mut text = purpose[..first].trim().to_owned();
    let mut customer = String::new();
    for (n, (at, mark)) in begins.iter().enumerate() {
        let end = begins.get(n + 1).map_or(purpose.len(), |(next, _)| *next);
        let value = purpose[at + mark.len() + 1..end].trim();
        match *mark {
            "SVWZ" => text = format!("{text} {value}").trim().to_owned(),
            "EREF" => details.end_to_end_id = reference(value),
            "KREF" => customer = reference(value),
            "MREF" => details.mandate_id = reference(value),
            "CRED" => details.creditor_id = reference(value),
            "IBAN" => set(&mut details.counterpart.iban, value),
            "BIC" => set(&mut details.counterpart.bic, value),
            "ABWA" | "ABWE" => set(&mut details.counterpart.name, value),
            _ => {}
        }
    }
    if details.end_to_end_id.is_empty() {
        details.end_to_end_id = customer;
    }
    details.purpose = text.split_whitespace().collect::<Vec<_>>().join(" ");
}

fn fill_stroked(details: &mut Details, purpose: &str) {
    let found = STROKES.iter().flat_map(|mark| purpose.match_indices(mark));
    let mut begins: Vec<(usize, &str)> = found.collect();
    begins.sort_unstable();
    for (n, (at, mark)) in begins.iter().enumerate() {
        let end = begins.get(n + 1).map_or(purpose.len(), |(next, _)| *next);
        // The stroke at the end of one mark may be that at the beginning of the next.
        let value = purpose.get(at + mark.len()..end).unwrap_or_default();
        let value = value.trim().trim_end_matches('/').trim();
        match *mark {
            "/EREF/" => details.end_to_end_id = reference(value),
            "/KREF/" if details.end_to_end_id.is_empty() => {
                details.end_to_end_id = reference(value);
            }
            "/MARF/" => details.mandate_id = reference(value),
            "/CSID/" => details.creditor_id = reference(value),
            "/REMI/" => {
                let value = value.strip_prefix("USTD//").unwrap_or(value);
                details.purpose = value.split_whitespace().collect::<Vec<_>>().join(" ");
            }
            "/NAME/" => set(&mut details.counterpart.name, value),
            "/IBAN/" => set(&mut details.counterpart.iban, value),
            "/BIC/" => set(&mut details.counterpart.bic, value),
            "/RTRN/" => set(&mut details.return_reason, value),
            _ => {}
        }
    }
}

fn set(field: &mut String, value: &str) {
    if field.is_empty() {
        value.clone_into(field);
    }
}

/// A reference as it was given, or nothing where a bank says that there was none.
pub fn reference(value: &str) -> String {
    let value = value.trim();
    let is_none = ["NOTPROVIDED", "NONREF", "NICHT ANGEGEBEN", "NOT PROVIDED"].contains(&value);
    if is_none { String::new() } else { value.to_owned() }
}
