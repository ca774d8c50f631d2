//! What is booked for a document and for a payment.

use datev::chart::{CaseAccounts, Chart, TaxCase};
use datev::extf::{Booking, SecondField, Side};
use goods::position::reckon::round;
use kernel::{Decimal, Error, Result, Value};

use super::gathered::{Gathered, Held};
use crate::allocation;

/// All bookings of an export, in the order of their days.
///
/// # Errors
/// `Conflict` `no_revenue_account`, `no_debtor_number` with the document or organisation.
pub fn bookings(gathered: &Gathered) -> Result<Vec<Booking>> {
    let mut all = Vec::new();
    for document in &gathered.documents {
        all.extend(of_document(gathered, document)?);
    }
    for payment in &gathered.payments {
        all.extend(of_payment(gathered, payment, Way::Onwards)?);
    }
    for payment in &gathered.returned {
        all.extend(of_payment(gathered, payment, Way::Back)?);
    }
    all.sort_by_key(|booking| booking.document_on);
    Ok(all)
}

/// The number of an organisation among debtors: its own number, as far as it is one of them.
///
/// # Errors
/// `Conflict` `no_debtor_number`.
pub fn debtor(chart: &Chart, account: &Held) -> Result<u32> {
    let digits: String =
        account.value("number").as_text().chars().filter(char::is_ascii_digit).collect();
    let (first, last) = chart.debtors;
    let number = digits.parse().ok().filter(|number| (first..=last).contains(number));
    number.ok_or_else(|| said("no_debtor_number", &account.record.title))
}

fn said(code: &str, value: &str) -> Error {
    let params = std::iter::once(("value".to_owned(), value.to_owned())).collect();
    Error::Conflict { code: code.into(), params }
}

/// What one tax of a document comes to.
#[derive(Clone, Copy)]
struct Share<'c> {
    case: TaxCase,
    accounts: &'c CaseAccounts,
    gross: Decimal,
}

/// The amounts of a document by tax, with their tax and rounding.
fn shares<'c>(chart: &'c Chart, document: &Held) -> Result<Vec<Share<'c>>> {
    let mut shares = of_lines(chart, document, "taxes")?;
    let rounding = money(document.value("rounding"));
    if let Some(largest) = shares.iter_mut().max_by_key(|share| share.gross.abs()) {
        largest.gross += rounding;
    }
    shares.retain(|share| !share.gross.is_zero());
    Ok(shares)
}

/// Instalments that a document takes off, by tax: they stand on accounts of payments in advance.
fn deducted<'c>(chart: &'c Chart, document: &Held) -> Result<Vec<Share<'c>>> {
    match document.module.field("deductions") {
        Some(_) => of_lines(chart, document, "deductions"),
        None => Ok(Vec::new()),
    }
}

fn of_lines<'c>(chart: &'c Chart, document: &Held, name: &str) -> Result<Vec<Share<'c>>> {
    let mut shares = Vec::new();
    for line in document.value(name).lines() {
        let of = |name: &str| number(line.cell(name));
        let case = case(document.value("tax_case").as_text(), of("rate"));
        let accounts = case.and_then(|case| Some((case, chart.case(case)?)));
        let (case, accounts) =
            accounts.ok_or_else(|| said("no_revenue_account", &document.record.title))?;
        shares.push(Share { case, accounts, gross: of("base") + of("amount") });
    }
    Ok(shares)
}

/// What goes to revenue, with what was billed ahead, and what leaves the accounts of that.
fn parts<'c>(chart: &'c Chart, document: &Held) -> Result<Vec<(Share<'c>, u32)>> {
    let is_advance =
        document.module.code == "invoice" && document.value("kind").as_text() == "instalment";
    let mut revenue = shares(chart, document)?;
    let deducted = deducted(chart, document)?;
    for off in &deducted {
        match revenue.iter_mut().find(|share| share.case == off.case) {
            Some(share) => share.gross += off.gross,
            None => revenue.push(*off),
        }
    }
    let account = |share: &Share<'c>| match is_advance {
        true => share.accounts.advance,
        false => share.accounts.revenue,
    };
    let revenue = revenue.into_iter().map(|share| (share, account(&share)));
    let taken =
        deducted.into_iter().map(|off| (Share { gross: -off.gross, ..off }, off.accounts.advance));
    Ok(revenue.chain(taken).collect())
}

fn case(tax_case: &str, rate: Decimal) -> Option<TaxCase> {
    match tax_case {
        "reverse_charge" => Some(TaxCase::ReverseCharge),
        "intra_community" => Some(TaxCase::IntraUnionSupply),
        "export" => Some(TaxCase::Export),
        "small_business" => Some(TaxCase::SmallBusiness),
        "exempt" => Some(TaxCase::Exempt),
        // Other rates are those of other countries, or of other times.
        _ if rate == Decimal::from(19) => Some(TaxCase::Standard),
        _ if rate == Decimal::from(7) => Some(TaxCase::Reduced),
        _ if rate.is_zero() => Some(TaxCase::Zero),
        _ => None,
    }
}

fn of_document(gathered: &Gathered, document: &Held) -> Result<Vec<Booking>> {
    let chart = &gathered.chart;
    let account = account(gathered, document)?;
    let debtor = debtor(chart, account)?;
    let gives_back = document.module.code != "invoice";
    let bookings = parts(chart, document)?.into_iter().map(|(share, contra)| {
        let is_credit = gives_back != share.gross.is_sign_negative();
        let side = if is_credit { Side::Credit } else { Side::Debit };
        let day = document.day("invoice_date").unwrap_or(kernel::Date::from_days(0));
        let mut booking = Booking::new(share.gross.abs(), side, (debtor, contra), day);
        booking.tax_key = share.accounts.tax_key;
        booking.document_number = document.value("number").as_text().to_owned();
        booking.text = account.record.title.clone();
        booking.document_link = Some(document.record.id.to_string());
        booking.service_on = document.day("supply_until").or(document.day("supply_from"));
        if let Some(due) = document.module.field("due_on").and(document.day("due_on")) {
            booking.second_field = SecondField::Due(due);
        }
        if share.case == TaxCase::IntraUnionSupply {
            booking.eu_vat_id = account.value("vat_id").as_text().replace(' ', "");
        }
        booking
    });
    Ok(bookings.collect())
}

/// Which way a payment is booked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As it came or went, on its day.
    Onwards,
    /// It came back, on the day of that.
    Back,
}

fn of_payment(gathered: &Gathered, payment: &Held, way: Way) -> Result<Vec<Booking>> {
    let chart = &gathered.chart;
    let own = match payment.value("method").as_text() {
        // Documents that settle each other stand on one account already.
        "offset" => return Ok(Vec::new()),
        "cash" => chart.cash,
        "card" | "other" => chart.transit,
        _ => chart.bank,
    };
    let mut bookings = Vec::new();
    let mut left = money(payment.value("amount"));
    for line in payment.value("lines").lines() {
        let Some(document) = allocation::fields::DOCUMENT.of(line) else { continue };
        let Some(document) = gathered.settled.get(&document.id) else { continue };
        let amount = number(line.cell(allocation::fields::AMOUNT.name()));
        left -= amount;
        if is_bought(document) {
            continue;
        }
        let debtor = debtor(chart, account(gathered, document)?)?;
        let moving = Moving { payment, way, document };
        bookings.extend(moving.booked((own, debtor), amount));
        let off = number(line.cell(allocation::fields::DISCOUNT.name()));
        bookings.extend(discounted(chart, moving, (debtor, off))?);
    }
    if way == Way::Back {
        bookings.extend(charged(payment, (chart.charges, own)));
    }
    if !left.is_zero() && payment.link("vendor").is_none() {
        let account = account(gathered, payment)?;
        let debtor = debtor(chart, account)?;
        let moving = Moving { payment, way, document: payment };
        bookings.extend(moving.booked((own, debtor), left));
    }
    Ok(bookings)
}

/// What the bank took for giving a payment back.
fn charged(payment: &Held, accounts: (u32, u32)) -> Option<Booking> {
    let fee = money(payment.value("return_fee"));
    let day = payment.day("returned_on").unwrap_or(kernel::Date::from_days(0));
    let mut booking = Booking::new(fee.abs(), Side::Debit, accounts, day);
    booking.document_number = payment.value("number").as_text().to_owned();
    booking.text = payment.record.title.clone();
    (!fee.is_zero()).then_some(booking)
}

/// What suppliers bill us is booked elsewhere, and so is what pays them.
fn is_bought(document: &Held) -> bool {
    document.module.code == "incoming_invoice"
}

/// Money of a payment that moves for a document.
#[derive(Clone, Copy)]
struct Moving<'g> {
    payment: &'g Held,
    way: Way,
    document: &'g Held,
}

impl Moving<'_> {
    /// The booking of an amount between a bank and a debtor.
    fn booked(&self, accounts: (u32, u32), amount: Decimal) -> Option<Booking> {
        let (amount, day) = match self.way {
            Way::Onwards => (amount, "paid_on"),
            Way::Back => (-amount, "returned_on"),
        };
        let side = if amount.is_sign_negative() { Side::Credit } else { Side::Debit };
        let day = self.payment.day(day).unwrap_or(kernel::Date::from_days(0));
        let mut booking = Booking::new(amount.abs(), side, accounts, day);
        booking.document_number = self.document.value("number").as_text().to_owned();
        booking.text = self.payment.record.title.clone();
        (!amount.is_zero()).then_some(booking)
    }
}

/// The cash discount of a document, in the proportion of its taxes (§ 17 UStG).
fn discounted(
    chart: &Chart,
    moving: Moving<'_>,
    (debtor, off): (u32, Decimal),
) -> Result<Vec<Booking>> {
    let shares = shares(chart, moving.document)?;
    let whole: Decimal = shares.iter().map(|share| share.gross).sum();
    if off.is_zero() || whole.is_zero() {
        return Ok(Vec::new());
    }
    let mut left = off;
    let last = shares.len() - 1;
    let mut bookings = Vec::new();
    for (at, share) in shares.iter().enumerate() {
        let part = if at == last { left } else { round(off * share.gross / whole, 2) };
        left -= part;
        let accounts = (share.accounts.discount, debtor);
        let mut booking = moving.booked(accounts, part);
        if let Some(booking) = &mut booking {
            booking.tax_key = share.accounts.tax_key;
        }
        bookings.extend(booking);
    }
    Ok(bookings)
}

fn account<'g>(gathered: &'g Gathered, of: &Held) -> Result<&'g Held> {
    let known = of.link("account").and_then(|link| gathered.accounts.get(&link.id));
    known.ok_or_else(|| said("no_debtor_number", &of.record.title))
}

fn number(value: &Value) -> Decimal {
    if let Value::Decimal(number) = value { *number } else { Decimal::ZERO }
}

fn money(value: &Value) -> Decimal {
    if let Value::Money(money) = value { money.amount } else { Decimal::ZERO }
}
