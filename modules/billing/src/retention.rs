//! How long documents are retained before they may go for good.
//!
//! Germany (§ 147 AO): vouchers 8 years since 2025, letters of the trade 6; Austria (§ 132 BAO) 7
//! years; Switzerland (Art. 958f OR) and Liechtenstein 10. The year in which a document came to be
//! does not count.

use catalog::Module;
use kernel::{Date, Link, Result, Value};
use records::{Behavior, Record, Work};

/// What a document is before the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    /// What is booked.
    Voucher,
    /// What was said in the course of trade.
    Letter,
}

/// The documents of a module: of which weight, since which day, and in which stages they are none
/// yet.
struct Rule {
    module: &'static str,
    weight: Weight,
    day: &'static str,
    before: &'static [&'static str],
}

const RULES: [Rule; 10] = [
    rule("invoice", Weight::Voucher, "invoice_date", &["draft"]),
    rule("credit_note", Weight::Voucher, "invoice_date", &["draft"]),
    rule("cancellation", Weight::Voucher, "invoice_date", &["draft"]),
    rule("payment", Weight::Voucher, "paid_on", &["proposed", "ignored"]),
    rule("incoming_invoice", Weight::Voucher, "received_on", &[]),
    rule("delivery_note", Weight::Letter, "delivered_on", &["draft"]),
    rule("dunning_letter", Weight::Letter, "letter_date", &["draft", "dropped"]),
    rule("quote", Weight::Letter, "quote_date", &["draft"]),
    rule("sales_order", Weight::Letter, "order_date", &["draft"]),
    rule("purchase_order", Weight::Letter, "order_date", &["draft"]),
];

const fn rule(
    module: &'static str,
    weight: Weight,
    day: &'static str,
    before: &'static [&'static str],
) -> Rule {
    Rule { module, weight, day, before }
}

/// Documents in the bin stay until their day is over.
#[must_use]
pub fn behaviors() -> Vec<Behavior> {
    RULES.iter().map(|rule| Behavior::of(rule.module).retain(until)).collect()
}

fn until(work: &mut Work<'_, '_>, (module, record): (&Module, &Record)) -> Result<Option<Date>> {
    let rule = RULES.iter().find(|rule| rule.module == module.code);
    let Some(rule) = rule else { return Ok(None) };
    let value = |name: &str| record.value(module, name);
    // Incoming invoices that somebody typed and then threw away never reached the house.
    let is_nothing = module.code == "incoming_invoice" && value("origin").as_text() != "file";
    let Value::Date(day) = value(rule.day) else { return Ok(None) };
    if is_nothing || rule.before.contains(&value("stage").as_text()) {
        return Ok(None);
    }
    let country = match value("company") {
        Value::Link(company) => country(work, company)?,
        _ => String::new(),
    };
    Ok(Date::new(day.ymd().0 + years(&country, rule.weight), 12, 31))
}

fn years(country: &str, weight: Weight) -> i16 {
    match (country, weight) {
        ("at", Weight::Voucher | Weight::Letter) => 7,
        ("ch" | "li", Weight::Voucher | Weight::Letter) => 10,
        (_, Weight::Voucher) => 8,
        (_, Weight::Letter) => 6,
    }
}

fn country(work: &mut Work<'_, '_>, company: &Link) -> Result<String> {
    let module = work.cx.module(&company.module)?;
    let company =
        work.hold(company, "how long a document is retained is the law of its company")?;
    let country = company.map(|company| company.value(&module, "country").as_text().to_owned());
    Ok(country.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use kernel::{Clock, Instant};
    use testkit::{conflict, day, scenario, text};

    use crate::firm::{Firm, money};
    use crate::offer::setting;

    scenario!(setting(), what_was_booked_goes_for_good_only_after_its_years, async |scene| {
        let admin = scene.as_admin().await;
        let firm = Firm::of(&admin).await;
        for (country, until) in [("de", 2034), ("at", 2033), ("ch", 2036)] {
            let company = firm.newest("company").await;
            firm.changes("company", &company, [("country", text(country))]).await;
            let payment = [("amount", money("100")), ("paid_on", day("2026-01-02"))];
            let payment = admin.saves("payment", payment).await;
            records::trash(&admin, "payment", payment.id, None).await.expect("into the bin");
            let refused = records::purge(&admin, "payment", payment.id).await;
            assert_eq!(conflict(refused), "retained", "{country}");
            let later = format!("{until}-12-31T12:00:00Z");
            let at = |text: &str| Instant::parse_rfc3339(text).expect("a moment");
            let engine = scene.engine.under_clock(Clock::fixed(at(&later)));
            let own = engine.system("a test comes back later");
            let refused = records::purge(&own, "payment", payment.id).await;
            assert_eq!(conflict(refused), "retained", "{country}: the last day counts");
            let later = format!("{}-01-01T12:00:00Z", until + 1);
            let engine = scene.engine.under_clock(Clock::fixed(at(&later)));
            let own = engine.system("a test comes back later");
            records::purge(&own, "payment", payment.id).await.expect("its years are over");
        }
    });

    scenario!(setting(), a_bin_keeps_what_is_to_be_retained_and_lets_drafts_go, async |scene| {
        let admin = scene.as_admin().await;
        let firm = Firm::of(&admin).await;
        let [subject, account] = firm.about();
        let draft = admin.saves("quote", [subject.clone(), account.clone()]).await;
        let sent = admin.saves("quote", [subject, account]).await;
        firm.does("quote", &sent, "send").await.expect("it is sent");
        for quote in [&draft, &sent] {
            records::trash(&admin, "quote", quote.id, None).await.expect("into the bin");
        }
        scene.after_hours(24 * 40);
        let system = scene.engine.system("bins are emptied");
        let (went, stayed) = records::empty_bins(&system).await.expect("they are emptied");
        assert_eq!((went, stayed), (1, 1));
        let refused = records::purge(&admin, "quote", sent.id).await;
        assert_eq!(conflict(refused), "retained");
        let back = records::restore(&admin, "quote", sent.id).await.expect("it comes back");
        assert_eq!(admin.value("quote", &back, "stage"), text("sent"));
    });
}
