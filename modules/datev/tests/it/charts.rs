//! Accounts by case of tax.

use datev::chart::{Chart, Framework, TaxCase};

#[test]
fn both_charts_know_an_account_for_every_case() {
    for chart in [Chart::skr03(), Chart::skr04()] {
        assert_eq!(chart.check(), Ok(()));
        assert!(TaxCase::ALL.iter().all(|case| chart.case(*case).is_some()));
    }
    let revenue = |chart: &Chart, case| chart.case(case).unwrap().revenue;
    let (skr03, skr04) = (Chart::skr03(), Chart::skr04());
    for (case, old, new) in [
        (TaxCase::Standard, 8400, 4400),
        (TaxCase::Reduced, 8300, 4300),
        (TaxCase::IntraUnionSupply, 8125, 4125),
        (TaxCase::Export, 8120, 4120),
        (TaxCase::ReverseCharge, 8337, 4337),
        (TaxCase::SmallBusiness, 8195, 4185),
    ] {
        assert_eq!((revenue(&skr03, case), revenue(&skr04, case)), (old, new));
    }
}

#[test]
fn a_chart_that_an_administrator_changed_is_kept_and_checked() {
    let mut chart = Chart::skr03();
    chart.account_length = 5;
    chart.cases.get_mut(&TaxCase::Standard).unwrap().revenue = 84_000;
    chart.cases.get_mut(&TaxCase::Standard).unwrap().tax_key = Some(3);
    let kept = serde_json::to_string(&chart).unwrap();
    assert_eq!(serde_json::from_str::<Chart>(&kept).unwrap(), chart);
    let problems = chart.check().unwrap_err();
    let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["debtors", "creditors"]);
    chart.account_length = 3;
    assert!(chart.check().unwrap_err().iter().any(|p| p.field == "account_length"));
    assert_eq!((Framework::Skr03.code(), Framework::Skr04.code()), ("03", "04"));
}
