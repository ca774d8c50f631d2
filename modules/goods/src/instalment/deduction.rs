//! What instalments take off a final invoice (§ 14 para. 5 sentence 2 UStG, Abschn. 14.8 UStAE).

use kernel::{Date, Decimal, Line, Value};

use super::fields;
use crate::position::reckon::{Prices, Sums, Tax, TaxSum, round};
use crate::tax_line::Category;

/// What a line of an instalment is made of: one for each invoice and tax.
pub const SHAPE: &str = include_str!("instalment.toml");

/// One tax of an invoice that was issued before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deduction {
    /// The number of that invoice (BT-25).
    pub number: String,
    /// Its day of issue (BT-26).
    pub issued_on: Option<Date>,
    /// The tax.
    pub tax: Tax,
    /// What was billed without tax.
    pub base: Decimal,
    /// The tax on it, as that invoice says it.
    pub amount: Decimal,
}

impl Deduction {
    /// What a line says; none for one that names no tax.
    #[must_use]
    pub fn of(line: &Line) -> Option<Self> {
        let category = Category::of(&fields::CATEGORY.of(line)?)?;
        Some(Deduction {
            number: fields::NUMBER.of(line)?,
            issued_on: fields::ISSUED_ON.of(line),
            tax: (category, fields::RATE.of(line).unwrap_or_default()),
            base: fields::BASE.of(line).unwrap_or_default(),
            amount: fields::AMOUNT.of(line).unwrap_or_default(),
        })
    }

    /// All that lines say.
    #[must_use]
    pub fn all(lines: &Value) -> Vec<Self> {
        lines.lines().iter().filter_map(Deduction::of).collect()
    }

    /// A line that says it.
    #[must_use]
    pub fn line(&self) -> Line {
        let mut line = Line::of("instalment");
        fields::NUMBER.fill(&mut line, Some(self.number.clone()));
        fields::ISSUED_ON.fill(&mut line, self.issued_on);
        fields::CATEGORY.fill(&mut line, Some(self.tax.0.code().to_owned()));
        fields::RATE.fill(&mut line, Some(self.tax.1));
        fields::BASE.fill(&mut line, Some(self.base));
        fields::AMOUNT.fill(&mut line, Some(self.amount));
        line
    }

    /// The amount in the prices of the document from which it is taken off.
    #[must_use]
    pub fn given(&self, prices: Prices) -> Decimal {
        match prices {
            Prices::Net => self.base,
            Prices::Gross => self.base + self.amount,
        }
    }
}

/// Sums less what was billed before. Tax is that of what is left (BR-CO-17); what is to be paid is
/// what it would be without instalments less what they billed with tax, so that all invoices
/// together come to the order to the cent, and the cent between both is rounding (BT-114).
#[must_use]
pub fn less(mut sums: Sums, deductions: &[Deduction], (prices, places): (Prices, u32)) -> Sums {
    if deductions.is_empty() {
        return sums;
    }
    let payable =
        sums.payable - deductions.iter().map(|one| one.base + one.amount).sum::<Decimal>();
    for one in deductions {
        match sums.taxes.iter_mut().find(|sum| sum.tax == one.tax) {
            Some(sum) => sum.base -= one.base,
            None => {
                sums.taxes.push(TaxSum { tax: one.tax, base: -one.base, amount: Decimal::ZERO });
            }
        }
    }
    for sum in &mut sums.taxes {
        sum.amount = round(sum.base * sum.tax.1 / Decimal::ONE_HUNDRED, places);
    }
    sums.taxes.sort_by_key(|one| std::cmp::Reverse(one.tax.1));
    sums.deducted = deductions.iter().map(|one| one.base).sum();
    sums.prepaid = deductions.iter().map(|one| one.given(prices)).sum();
    sums.net = sums.taxes.iter().map(|one| one.base).sum();
    sums.tax = sums.taxes.iter().map(|one| one.amount).sum();
    sums.total = sums.net + sums.tax;
    sums.rounding = payable - sums.total;
    sums.payable = payable;
    sums
}

#[cfg(test)]
mod tests {
    use kernel::parse_decimal;

    use super::*;
    use crate::position::reckon::{Position, Whole, sums};

    fn dec(text: &str) -> Decimal {
        parse_decimal(text).expect("a number")
    }

    fn order(price: &str, prices: Prices) -> Sums {
        let tax = (Category::S, dec("19"));
        let item = Position::Item {
            quantity: Decimal::ONE,
            price: dec(price),
            discount: Decimal::ZERO,
            tax,
            cost: None,
            left_out: false,
        };
        sums(&[item], prices, Whole { places: 2, ..Whole::default() }, tax)
    }

    fn instalment(rate: &str, base: &str, amount: &str) -> Deduction {
        Deduction {
            number: "RE-1".into(),
            issued_on: None,
            tax: (Category::S, dec(rate)),
            base: dec(base),
            amount: dec(amount),
        }
    }

    #[test]
    fn what_was_billed_at_another_rate_is_taken_off_at_that_rate() {
        // § 27 para. 1 UStG: the whole is taxed by the day of supply.
        let left =
            less(order("1000", Prices::Net), &[instalment("16", "300", "48")], (Prices::Net, 2));
        let taxes: Vec<(Decimal, Decimal)> =
            left.taxes.iter().map(|one| (one.base, one.amount)).collect();
        assert_eq!(taxes, [(dec("1000"), dec("190")), (dec("-300"), dec("-48"))]);
        assert_eq!((left.net, left.tax, left.payable), (dec("700"), dec("142"), dec("842")));
        assert_eq!(left.rounding, Decimal::ZERO);
    }

    #[test]
    fn gross_prices_are_lessened_by_gross_amounts() {
        // 999.99 with 19 %, less 280.08 and 53.22 tax on it.
        let left = less(
            order("999.99", Prices::Gross),
            &[instalment("19", "280.08", "53.22")],
            (Prices::Gross, 2),
        );
        assert_eq!((left.prepaid, left.deducted), (dec("333.30"), dec("280.08")));
        assert_eq!((left.net, left.tax), (dec("560.25"), dec("106.45")));
        assert_eq!((left.rounding, left.payable), (dec("-0.01"), dec("666.69")));
    }

    #[test]
    fn what_a_line_says_is_what_was_noted() {
        let one = instalment("7", "100", "7");
        assert_eq!(Deduction::of(&one.line()), Some(one));
        assert_eq!(Deduction::of(&Line::of("instalment")), None, "it names no tax");
    }
}
