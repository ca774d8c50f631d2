//! Every mistake has a code and the place at which the formula stops fitting.

use formula::{Formula, Kind, Purpose};

use crate::shelf::{Shelf, read};

const DOCUMENT: &str = include_str!("../../../../docs/formulas.md");

#[test]
fn mistakes_stand_at_their_place() {
    for (text, wanted) in [
        ("", "1 formula_incomplete"),
        ("discount +", "11 formula_incomplete"),
        ("discount discount", "10 formula_unexpected"),
        ("(discount", "10 formula_incomplete"),
        ("discount # 2", "10 formula_character"),
        ("name & \"offen", "8 formula_text_unclosed"),
        ("12a", "1 formula_number"),
        ("discuont * 2", "1 formula_unknown_field"),
        ("author.name", "1 formula_unknown_field"),
        ("moving", "1 formula_moving"),
        ("SUMM(1)", "1 formula_unknown_function"),
        ("1 + ROUND()", "5 formula_arguments"),
        ("LEFT(name)", "1 formula_arguments"),
        ("LEFT(name, name)", "12 formula_kind"),
        ("discount + name", "10 formula_operator"),
        ("amount + 1", "8 formula_operator"),
        ("genre = \"essay\"", "9 formula_not_in_list"),
        ("genre in (\"novel\", \"essay\")", "20 formula_not_in_list"),
        ("genres has \"essay\"", "12 formula_not_in_list"),
        ("name = \"\"", "6 formula_operator"),
        ("not discount", "5 formula_kind"),
        ("IF(flag, 1, \"a\")", "13 formula_kind"),
        ("flag < true", "6 formula_operator"),
        ("day - begin", "5 formula_operator"),
    ] {
        let error = read(text).expect_err(text);
        assert_eq!(format!("{} {}", error.position, error.code), wanted, "{text}");
        assert!(DOCUMENT.contains(&format!("`{}`", error.code)), "{}", error.code);
    }
}

#[test]
fn what_is_stored_does_not_follow_the_clock() {
    let read = |purpose| Formula::read("day < TODAY()", &Shelf, &Kind::Bool, purpose);
    assert!(read(Purpose::Asked).is_ok());
    let error = read(Purpose::Stored).expect_err("a stored field would be wrong tomorrow");
    assert_eq!((error.position, error.code.as_str()), (7, "formula_clock"));
}

#[test]
fn the_result_has_to_fit() {
    let read = |text: &str, wanted: &Kind| Formula::read(text, &Shelf, wanted, Purpose::Stored);
    assert_eq!(read("discount", &Kind::Text).unwrap_err().code, "formula_result");
    let genre = Kind::Choice("genre".into());
    assert!(read("IF(flag, \"poem\", genre)", &genre).is_ok());
    let error = read("IF(flag, \"essay\", genre)", &genre).unwrap_err();
    assert_eq!((error.position, error.code.as_str()), (10, "formula_not_in_list"));
    assert!(read("empty", &Kind::Money).is_ok());
}
