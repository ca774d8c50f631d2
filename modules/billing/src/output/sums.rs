//! What stands below the positions of a paper: sums, tax, and until when to pay.

use goods::instalment::Deduction;
use goods::position::reckon::round;
use kernel::Decimal;
use paper::{Fact, Sum, SumWeight};

use super::paper::Printed;
use super::words::decimal;

impl Printed<'_> {
    /// From the positions to what is to be paid.
    pub(super) fn sums(&self) -> Vec<Sum> {
        let words = &self.words;
        let mut sums: Vec<Sum> = Vec::new();
        let is_reduced = self.amount("discount_total").or(self.amount("shipping")).is_some();
        sums.extend(self.named("subtotal", "subtotal").filter(|_| is_reduced));
        sums.extend(self.named("discount", "discount_total"));
        sums.extend(self.named("shipping", "shipping"));
        sums.extend(self.deductions());
        let net = decimal(self.value("net")).unwrap_or_default();
        sums.push(Sum {
            label: words.text("letter.sum.net"),
            amount: words.money(net),
            weight: SumWeight::Strong,
        });
        for line in self.value("taxes").lines() {
            let of = |name: &str| decimal(line.cell(name)).unwrap_or_default();
            let (rate, base) = (words.percent(of("rate")), words.money(of("base")));
            let label = words.fill("letter.sum.tax", &[("rate", &rate), ("base", &base)]);
            sums.push(self.plain(label, of("amount")));
        }
        sums.extend(self.named("rounding", "rounding"));
        sums.push(Sum {
            label: words.text("letter.sum.total"),
            amount: words.money(self.total()),
            weight: SumWeight::Total,
        });
        sums.extend(self.named("optional", "optional_total"));
        sums
    }

    /// What the whole supply comes to, and each instalment that is taken off with its tax (§ 14
    /// para. 5 sentence 2 UStG).
    fn deductions(&self) -> Vec<Sum> {
        let words = &self.words;
        let deductions = Deduction::all(self.value("deductions"));
        if deductions.is_empty() {
            return Vec::new();
        }
        let before: Decimal = deductions.iter().map(|one| one.base).sum();
        let before_tax: Decimal = deductions.iter().map(|one| one.amount).sum();
        let net = decimal(self.value("net")).unwrap_or_default() + before;
        let total = self.total() + before + before_tax;
        let with = [("tax", words.money(total - net)), ("total", words.money(total))];
        let with: Vec<(&str, &str)> = with.iter().map(|(k, v)| (*k, v.as_str())).collect();
        let mut sums = vec![self.plain(words.fill("letter.sum.supplied", &with), net)];
        for one in &deductions {
            let with = [
                ("number", one.number.clone()),
                ("day", one.issued_on.map(|day| words.day(day)).unwrap_or_default()),
                ("rate", words.percent(one.tax.1)),
                ("amount", words.money(one.amount)),
            ];
            let with: Vec<(&str, &str)> = with.iter().map(|(k, v)| (*k, v.as_str())).collect();
            sums.push(self.plain(words.fill("letter.sum.deducted", &with), -one.base));
        }
        sums
    }

    /// Until when how much is to be paid; what is in favour of the customer is not.
    pub(super) fn terms(&self) -> Vec<Fact> {
        let words = &self.words;
        let total = self.total();
        if total < Decimal::ZERO {
            let label = words.text("letter.terms.credit");
            return vec![Fact { label, value: words.money(-total) }];
        }
        if self.is_collected() {
            return self.collected_on();
        }
        let mut terms = Vec::new();
        let early = self.date("cash_discount_on").zip(decimal(self.value("cash_discount_rate")));
        if let Some((day, rate)) = early {
            let places = words.currency.places();
            let off = round(total * rate / Decimal::ONE_HUNDRED, places);
            let with = [("day", words.day(day)), ("rate", words.percent(rate))];
            let with: Vec<(&str, &str)> = with.iter().map(|(k, v)| (*k, v.as_str())).collect();
            terms.push(Fact {
                label: words.fill("letter.terms.early", &with),
                value: words.money(total - off),
            });
        }
        if let Some(day) = self.date("due_on") {
            let label = words.fill("letter.terms.due", &[("day", &words.day(day))]);
            terms.push(Fact { label, value: words.money(total) });
        }
        terms
    }

    fn total(&self) -> Decimal {
        decimal(self.value("total")).unwrap_or_default()
    }

    fn plain(&self, label: String, amount: Decimal) -> Sum {
        Sum { label, amount: self.words.money(amount), weight: SumWeight::Plain }
    }

    fn named(&self, key: &str, name: &str) -> Option<Sum> {
        let label = || self.words.text(&format!("letter.sum.{key}"));
        self.amount(name).map(|amount| self.plain(label(), amount))
    }
}
