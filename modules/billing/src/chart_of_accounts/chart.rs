//! From a record to the chart by which documents are booked, and back.

use std::collections::BTreeMap;

use datev::chart::{CaseAccounts, Chart, TaxCase};
use kernel::{Line, Value};

use super::fields;
use crate::case_accounts::fields as accounts;

/// The chart that a record holds; `value` gives its fields. What is missing is as DATEV's own chart
/// has it.
pub fn chart(value: impl Fn(&str) -> Value) -> Chart {
    let mut chart = shipped(value(fields::FRAMEWORK.name()).as_text());
    let whole = |name: &str| number(&value(name));
    let set = |account: &mut u32, name: &str| *account = whole(name).unwrap_or(*account);
    set(&mut chart.bank, fields::BANK.name());
    set(&mut chart.cash, fields::CASH.name());
    set(&mut chart.transit, fields::TRANSIT.name());
    set(&mut chart.charges, fields::CHARGES.name());
    let length = whole(fields::ACCOUNT_LENGTH.name()).and_then(|n| u8::try_from(n).ok());
    chart.account_length = length.unwrap_or(chart.account_length);
    let scale = 10_u32.saturating_pow(u32::from(chart.account_length.saturating_sub(4)));
    chart.debtors = (10_000 * scale, 70_000 * scale - 1);
    chart.creditors = (70_000 * scale, 100_000 * scale - 1);
    let cases: BTreeMap<TaxCase, CaseAccounts> =
        value(fields::LINES.name()).lines().iter().filter_map(case).collect();
    if !cases.is_empty() {
        chart.cases = cases;
    }
    chart
}

/// The chart of DATEV of that name.
pub fn shipped(framework: &str) -> Chart {
    match framework {
        "skr04" => Chart::skr04(),
        _ => Chart::skr03(),
    }
}

/// Its cases as lines.
pub fn lines(chart: &Chart) -> Vec<Line> {
    let number = |account: u32| Value::text(&account.to_string());
    let line = |(case, own): (&TaxCase, &CaseAccounts)| {
        let key = own.tax_key.map_or(Value::Empty, |key| number(key.into()));
        Line::of("case")
            .with(accounts::CASE.name(), Value::text(code(*case)))
            .with(accounts::REVENUE.name(), number(own.revenue))
            .with(accounts::TAX_KEY.name(), key)
            .with(accounts::DISCOUNT.name(), number(own.discount))
            .with(accounts::ADVANCE.name(), number(own.advance))
    };
    chart.cases.iter().map(line).collect()
}

fn case(line: &Line) -> Option<(TaxCase, CaseAccounts)> {
    let code = line.cell(accounts::CASE.name()).as_text();
    let case = TaxCase::ALL.into_iter().find(|case| self::code(*case) == code)?;
    let account = |name: &str| number(line.cell(name)).unwrap_or_default();
    let key = number(line.cell(accounts::TAX_KEY.name()));
    let own = CaseAccounts {
        revenue: account(accounts::REVENUE.name()),
        tax_key: key.and_then(|key| u16::try_from(key).ok()),
        discount: account(accounts::DISCOUNT.name()),
        advance: account(accounts::ADVANCE.name()),
    };
    Some((case, own))
}

/// The number that a field holds: of an account as digits, of anything else as a number.
pub fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Text(digits) => digits.parse().ok(),
        Value::Decimal(number) => {
            let whole = number.normalize();
            (whole.scale() == 0).then(|| u32::try_from(whole.mantissa()).ok()).flatten()
        }
        _ => None,
    }
}

fn code(case: TaxCase) -> &'static str {
    match case {
        TaxCase::Standard => "standard",
        TaxCase::Reduced => "reduced",
        TaxCase::Zero => "zero",
        TaxCase::IntraUnionSupply => "intra_union_supply",
        TaxCase::IntraUnionService => "intra_union_service",
        TaxCase::Export => "export",
        TaxCase::ForeignService => "foreign_service",
        TaxCase::ReverseCharge => "reverse_charge",
        TaxCase::SmallBusiness => "small_business",
        TaxCase::Exempt => "exempt",
    }
}
