//! Every example of `docs/formulas.md` gives what stands beside it, and every function has one.

use formula::FUNCTIONS;
use kernel::Value;

use crate::shelf::{answer, read};

const DOCUMENT: &str = include_str!("../../../../docs/formulas.md");

fn shown(value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(text) => text.clone(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Money(money) => format!("{} {}", money.amount.normalize(), money.currency),
        Value::Date(day) => day.to_string(),
        Value::Bool(yes) => yes.to_string(),
        other => format!("{other:?}"),
    }
}

fn examples() -> Vec<(&'static str, &'static str)> {
    let (_, rest) = DOCUMENT.split_once("| Example | Gives |").expect("there is a table");
    let rows = rest.lines().skip(2).take_while(|line| line.starts_with('|'));
    let row = |line: &'static str| {
        let (example, gives) = line.trim_matches(['|', ' ']).split_once('`')?.1.split_once('`')?;
        Some((example, gives.trim_matches(['|', ' '])))
    };
    rows.filter_map(row).collect()
}

#[test]
fn every_documented_example_gives_what_it_says() {
    let examples = examples();
    assert!(50 < examples.len(), "{} examples", examples.len());
    for (text, wanted) in examples {
        let formula = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let found = answer(&formula);
        let said = match found.reason {
            Some(reason) => format!("reason: {reason}"),
            None => shown(&found.value),
        };
        assert_eq!(said, wanted, "{text}");
    }
}

#[test]
fn every_function_is_documented() {
    for function in FUNCTIONS {
        let call = format!("{}(", function.name());
        assert!(DOCUMENT.contains(&call), "{call}");
    }
}
