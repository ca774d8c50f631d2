//! Accounts by case of tax: what DATEV's charts say, and what an administrator changes.

use std::collections::BTreeMap;

use kernel::FieldProblem;
use serde::{Deserialize, Serialize};

use crate::problems::Problems;

/// Whose numbers the accounts have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Framework {
    /// SKR03, ordered by processes.
    Skr03,
    /// SKR04, ordered as annual accounts are.
    Skr04,
}

impl Framework {
    /// How the header of a file names it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Framework::Skr03 => "03",
            Framework::Skr04 => "04",
        }
    }
}

/// Why revenue bears which tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxCase {
    /// 19 % (§ 12 Abs. 1 UStG).
    Standard,
    /// 7 % (§ 12 Abs. 2 UStG).
    Reduced,
    /// 0 % (§ 12 Abs. 3 UStG), such as solar panels.
    Zero,
    /// Goods to businesses in the union (§ 4 Nr. 1 Buchst. b UStG).
    IntraUnionSupply,
    /// Services to businesses in the union, taxed there (§ 3a Abs. 2 UStG).
    IntraUnionService,
    /// Goods to the rest of the world (§ 4 Nr. 1 Buchst. a UStG).
    Export,
    /// Services to the rest of the world, taxed there.
    ForeignService,
    /// The receiver owes the tax (§ 13b UStG).
    ReverseCharge,
    /// Small businesses (§ 19 UStG).
    SmallBusiness,
    /// Exempt without the right to deduct (§ 4 Nr. 8 and following UStG).
    Exempt,
}

impl TaxCase {
    /// All cases.
    pub const ALL: [TaxCase; 10] = [
        TaxCase::Standard,
        TaxCase::Reduced,
        TaxCase::Zero,
        TaxCase::IntraUnionSupply,
        TaxCase::IntraUnionService,
        TaxCase::Export,
        TaxCase::ForeignService,
        TaxCase::ReverseCharge,
        TaxCase::SmallBusiness,
        TaxCase::Exempt,
    ];
}

/// Accounts of one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseAccounts {
    /// Revenue.
    pub revenue: u32,
    /// BU-Schlüssel for the revenue; none where the account brings its tax itself
    /// (Automatikkonto).
    pub tax_key: Option<u16>,
    /// Cash discounts that were granted.
    pub discount: u32,
    /// Payments in advance.
    pub advance: u32,
}

/// Accounts by which documents are booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// Whose numbers they are.
    pub framework: Framework,
    /// Digits of accounts, from 4 to 8; debtors and creditors have one more.
    pub account_length: u8,
    /// Accounts of each case of tax.
    pub cases: BTreeMap<TaxCase, CaseAccounts>,
    /// The bank.
    pub bank: u32,
    /// Cash.
    pub cash: u32,
    /// Money on its way.
    pub transit: u32,
    /// Claims that are lost.
    pub bad_debt: u32,
    /// What banks take for what they do.
    pub charges: u32,
    /// First and last number of debtors.
    pub debtors: (u32, u32),
    /// First and last number of creditors.
    pub creditors: (u32, u32),
}

impl Chart {
    /// The accounts of SKR03 with four digits.
    #[must_use]
    pub fn skr03() -> Self {
        let rows = [
            (TaxCase::Standard, 8400, 8736, 1718),
            (TaxCase::Reduced, 8300, 8731, 1711),
            (TaxCase::Zero, 8290, 8730, 1710),
            (TaxCase::IntraUnionSupply, 8125, 8743, 1710),
            (TaxCase::IntraUnionService, 8336, 8742, 1710),
            (TaxCase::Export, 8120, 8730, 1710),
            (TaxCase::ForeignService, 8338, 8730, 1710),
            (TaxCase::ReverseCharge, 8337, 8741, 1710),
            (TaxCase::SmallBusiness, 8195, 8730, 1710),
            (TaxCase::Exempt, 8100, 8730, 1710),
        ];
        Self::of(Framework::Skr03, rows, [1200, 1000, 1360, 2400, 4970])
    }

    /// The accounts of SKR04 with four digits.
    #[must_use]
    pub fn skr04() -> Self {
        let rows = [
            (TaxCase::Standard, 4400, 4736, 3272),
            (TaxCase::Reduced, 4300, 4731, 3260),
            (TaxCase::Zero, 4290, 4730, 3250),
            (TaxCase::IntraUnionSupply, 4125, 4743, 3250),
            (TaxCase::IntraUnionService, 4336, 4742, 3250),
            (TaxCase::Export, 4120, 4730, 3250),
            (TaxCase::ForeignService, 4338, 4730, 3250),
            (TaxCase::ReverseCharge, 4337, 4741, 3250),
            (TaxCase::SmallBusiness, 4185, 4730, 3250),
            (TaxCase::Exempt, 4100, 4730, 3250),
        ];
        Self::of(Framework::Skr04, rows, [1800, 1600, 1460, 6930, 6855])
    }

    fn of(framework: Framework, rows: [(TaxCase, u32, u32, u32); 10], others: [u32; 5]) -> Self {
        let accounts = rows.into_iter().map(|(case, revenue, discount, advance)| {
            (case, CaseAccounts { revenue, tax_key: None, discount, advance })
        });
        let [bank, cash, transit, bad_debt, charges] = others;
        Chart {
            framework,
            account_length: 4,
            cases: accounts.collect(),
            bank,
            cash,
            transit,
            bad_debt,
            charges,
            debtors: (10_000, 69_999),
            creditors: (70_000, 99_999),
        }
    }

    /// Accounts of a case; `None` when an administrator took it out.
    #[must_use]
    pub fn case(&self, case: TaxCase) -> Option<&CaseAccounts> {
        self.cases.get(&case)
    }

    /// What of it DATEV would refuse.
    pub fn check(&self) -> Result<(), Vec<FieldProblem>> {
        let mut problems = Problems::default();
        if !(4..=8).contains(&self.account_length) {
            problems.add("account_length", "out_of_range");
        }
        let mut account = |field: String, number: u32| {
            if !is_impersonal(number, self.account_length) {
                problems.add(&field, "account_length");
            }
        };
        for (case, accounts) in &self.cases {
            account(format!("cases.{case:?}.revenue"), accounts.revenue);
            account(format!("cases.{case:?}.discount"), accounts.discount);
            account(format!("cases.{case:?}.advance"), accounts.advance);
        }
        let others = [
            ("bank", self.bank),
            ("cash", self.cash),
            ("transit", self.transit),
            ("bad_debt", self.bad_debt),
            ("charges", self.charges),
        ];
        for (field, number) in others {
            account(field.to_owned(), number);
        }
        for (field, (first, last)) in [("debtors", self.debtors), ("creditors", self.creditors)] {
            let are_personal =
                [first, last].iter().all(|number| is_personal(*number, self.account_length));
            if last < first || !are_personal {
                problems.add(field, "account_length");
            }
        }
        problems.conclude(())
    }
}

/// Whether the number has at most so many digits: an account of the chart.
pub(crate) fn is_impersonal(number: u32, length: u8) -> bool {
    0 < number && number < 10_u32.saturating_pow(u32::from(length))
}

/// Whether the number has one digit more: a debtor or creditor.
pub(crate) fn is_personal(number: u32, length: u8) -> bool {
    let least = 10_u32.saturating_pow(u32::from(length));
    least <= number && number < least.saturating_mul(10)
}
