//! Whatever stands in a formula, it ends soon and nothing panics.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::shelf::{answer, read};

#[test]
fn what_is_too_much_is_refused() {
    let code = |text: &str| read(text).expect_err("it is too much").code;
    assert_eq!(code(&"(".repeat(3000)), "formula_too_deep");
    assert_eq!(code(&"-".repeat(3000)), "formula_too_deep");
    assert_eq!(code(&"not ".repeat(900)), "formula_too_deep");
    assert_eq!(code(&"ABS(".repeat(900)), "formula_too_deep");
    assert_eq!(code(&format!("1{}", "+1".repeat(1500))), "formula_too_many_parts");
    assert_eq!(code(&"x".repeat(5000)), "formula_too_long");
}

#[test]
fn texts_do_not_grow_without_end() {
    let mut text = "name".to_owned();
    for _ in 0..30 {
        text = format!("SUBSTITUTE({text}, \"l\", \"{}\")", "l".repeat(60));
    }
    let begun = Instant::now();
    let found = answer(&read(&text).expect("it is a formula"));
    assert_eq!(found.reason, Some("too_long"));
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn what_is_too_large_is_a_reason() {
    for text in [
        "POWER(10, 99)",
        "POWER(0, -1)",
        "9999999999999999999999999999 * 9999999999999999999999999999",
        "ROUND(79228162514264337593543950335 / 1, -1)",
        "day + 9999999999",
        "day - 9999999999999999999999",
        "EDATE(day, 999999999)",
        "length * 9999999999999999999",
        "begin + DURATION(99999999999)",
        "DATE(99999, 1, 1)",
        "MID(name, 99999999999999999999999, 1)",
        "MONEY(1, \"euro\")",
    ] {
        match read(text) {
            Ok(formula) => assert!(answer(&formula).reason.is_some(), "{text}"),
            Err(error) => assert_eq!(error.code, "formula_number", "{text}"),
        }
    }
}

/// Pieces from which a formula can be made that is likely to be one.
const PIECES: &[&str] = &[
    r#"amount discount none name day begin length at genre genres author flag empty true 1"#,
    r#"0 -3.75 9999999999999999999999999999 "novel" "" "ß" + - * / & = != < >= and or not"#,
    r#"in contains has ( ) , IF( ROUND( MOD( POWER( LEFT( MID( FIND( EDATE( EOMONTH( DATE("#,
    r#"YEARS( MONTHS( SUM( MIN( MONEY( TEXT( DURATION( HOURS( COALESCE( IFERROR("#,
    r#"SUBSTITUTE( NUMBER( DAYOF( TODAY() NOW() CEILING( FLOOR( is~empty"#,
];

fn piece() -> impl Strategy<Value = String> {
    let all = PIECES.iter().flat_map(|line| line.split(' '));
    prop::sample::select(all.map(|piece| piece.replace('~', " ")).collect::<Vec<_>>())
}

/// Names of all functions.
fn names() -> Vec<&'static str> {
    formula::FUNCTIONS.iter().map(|function| function.name()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}") {
        if let Ok(formula) = read(&text) {
            answer(&formula);
        }
    }

    #[test]
    fn any_pieces_are_answered_or_refused(pieces in prop::collection::vec(piece(), 1..14)) {
        if let Ok(formula) = read(&pieces.join(" ")) {
            answer(&formula);
        }
    }

    /// Most random pieces are no formula, so functions are tried with arguments of random kinds.
    #[test]
    fn any_arguments_are_answered_or_refused(
        name in prop::sample::select(names()),
        values in prop::collection::vec(prop::sample::select(vec![
            "amount", "discount", "none", "name", "day", "begin", "length", "genre", "flag",
            "0", "-1", "1.5", "-99999999999", "9999999999999999999999999999", "\"\"", "\"EUR\"",
            "DATE(1, 1, 1)", "DATE(9999, 12, 31)", "-amount", "DURATION(-99999999)",
        ]), 0..4),
    ) {
        if let Ok(formula) = read(&format!("{name}({})", values.join(", "))) {
            answer(&formula);
        }
    }
}
