//! From bookings and people to files.

use std::collections::BTreeMap;

use kernel::{Currency, Date, Decimal, FieldProblem};

use super::booking_columns::BOOKING;
use super::header::{Category, Firm};
use super::party_columns::PARTY;
use super::row::{Row, cut, day, encode, headings, number};
use super::rule::is_of_reference;
use super::{Booking, Party, PartyKind, SecondField, Side};
use crate::chart::{is_impersonal, is_personal};
use crate::problems::Problems;

/// Most rows of one file.
pub const MOST_ROWS: usize = 99_999;

/// How much time one file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A month.
    Month,
    /// Three months of the calendar.
    Quarter,
}

/// A file for DATEV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtfFile {
    /// What it has to be called.
    pub name: String,
    /// Its content in Windows-1252.
    pub bytes: Vec<u8>,
}

/// Writes bookings in files by period, or says everything that DATEV would refuse.
pub fn write_bookings(
    firm: &Firm,
    period: Period,
    bookings: &[Booking],
) -> Result<Vec<ExtfFile>, Vec<FieldProblem>> {
    let mut problems = Problems::default();
    firm.check(&mut problems);
    for (n, booking) in bookings.iter().enumerate() {
        check_booking(&mut problems, &format!("bookings[{n}]"), firm, booking);
    }
    problems.conclude(())?;
    let mut periods: BTreeMap<(Date, Date), Vec<&Booking>> = BTreeMap::new();
    for booking in bookings {
        periods.entry(bounds(period, booking.document_on)).or_default().push(booking);
    }
    let mut files = Vec::new();
    for ((from, to), bookings) in periods {
        for (n, part) in (1..).zip(bookings.chunks(MOST_ROWS)) {
            let header = firm.header(Category::Bookings, firm.year_of(from), Some((from, to)));
            let mut lines = vec![header, headings(&BOOKING)];
            lines.extend(part.iter().map(|booking| booking_row(booking)));
            let name = format!("EXTF_Buchungsstapel_{from}_{to}_{n}.csv");
            files.push(ExtfFile { name, bytes: encode(&lines) });
        }
    }
    Ok(files)
}

/// Writes debtors and creditors, or says everything that DATEV would refuse.
pub fn write_parties(
    firm: &Firm,
    year: Date,
    parties: &[Party],
) -> Result<Vec<ExtfFile>, Vec<FieldProblem>> {
    let mut problems = Problems::default();
    firm.check(&mut problems);
    for (n, party) in parties.iter().enumerate() {
        check_party(&mut problems, &format!("parties[{n}]"), firm, party);
    }
    problems.conclude(())?;
    let files = (1..).zip(parties.chunks(MOST_ROWS)).map(|(n, part)| {
        let mut lines = vec![firm.header(Category::Parties, firm.year_of(year), None)];
        lines.push(headings(&PARTY));
        lines.extend(part.iter().map(party_row));
        ExtfFile { name: format!("EXTF_DebKred_Stamm_{n}.csv"), bytes: encode(&lines) }
    });
    Ok(files.collect())
}

fn bounds(period: Period, date: Date) -> (Date, Date) {
    let (year, month, _) = date.ymd();
    let (first, count) = match period {
        Period::Month => (month, 1),
        Period::Quarter => ((month - 1) / 3 * 3 + 1, 3),
    };
    let from = Date::new(year, first, 1).expect("every month has a first day");
    (from, from.plus_months(count).plus_days(-1))
}

fn check_booking(problems: &mut Problems, at: &str, firm: &Firm, booking: &Booking) {
    let field = |name: &str| format!("{at}.{name}");
    problems.amount(&field("amount"), booking.amount);
    if !booking.cash_discount.is_zero() {
        problems.amount(&field("cash_discount"), booking.cash_discount);
    }
    let accounts = [("account", booking.account), ("contra_account", booking.contra_account)];
    for (name, number) in accounts {
        let length = firm.account_length;
        if !is_impersonal(number, length) && !is_personal(number, length) {
            problems.add(&field(name), "account_length");
        }
    }
    if booking.account == booking.contra_account {
        problems.add(&field("contra_account"), "same_account");
    }
    if booking.tax_key.is_some_and(|key| 9999 < key) {
        problems.add(&field("tax_key"), "out_of_range");
    }
    reference(problems, &field("document_number"), &booking.document_number, 36);
    if let SecondField::Number(text) = &booking.second_field {
        reference(problems, &field("second_field"), text, 12);
    }
    if let Some(guid) = &booking.document_link
        && !is_guid(guid)
    {
        problems.add(&field("document_link"), "identifier_form");
    }
    for (n, center) in booking.cost_centers.iter().enumerate() {
        problems.length(&format!("{at}.cost_centers[{n}]"), center, 36);
    }
    problems.length(&field("mandate_id"), &booking.mandate_id, 35);
    problems.length(&field("eu_vat_id"), &booking.eu_vat_id, 15);
    check_numbers(problems, at, firm.currency, booking);
}

fn check_numbers(problems: &mut Problems, at: &str, currency: Currency, booking: &Booking) {
    if let Some(foreign) = booking.foreign {
        problems.amount(&format!("{at}.foreign.base"), foreign.base);
        if foreign.currency == currency {
            problems.add(&format!("{at}.foreign.currency"), "same_currency");
        }
        let has_rate = Decimal::ZERO < foreign.rate && foreign.rate < Decimal::from(10_000);
        if !has_rate {
            problems.add(&format!("{at}.foreign.rate"), "out_of_range");
        }
    }
    let is_rate = |rate: Decimal| Decimal::ZERO <= rate && rate < Decimal::ONE_HUNDRED;
    if booking.eu_rate.is_some_and(|rate| !is_rate(rate)) {
        problems.add(&format!("{at}.eu_rate"), "out_of_range");
    }
}

fn reference(problems: &mut Problems, field: &str, text: &str, most: usize) {
    problems.length(field, text, most);
    if !text.chars().all(is_of_reference) {
        problems.add(field, "identifier_form");
    }
}

pub(crate) fn is_guid(guid: &str) -> bool {
    let lengths = guid.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    lengths && guid.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

fn booking_row(booking: &Booking) -> String {
    let mut row = Row::new(&BOOKING);
    row.set(1, number(booking.amount, 2));
    row.set(
        2,
        match booking.side {
            Side::Debit => "S",
            Side::Credit => "H",
        },
    );
    if let Some(foreign) = booking.foreign {
        row.set(3, foreign.currency.code());
        row.set(4, number(foreign.rate, 6));
        row.set(5, number(foreign.base, 2));
    }
    row.set(7, booking.account.to_string());
    row.set(8, booking.contra_account.to_string());
    row.set(9, booking.tax_key.map(|key| key.to_string()).unwrap_or_default());
    row.set(10, &day(booking.document_on)[..4]);
    row.set(11, &booking.document_number);
    row.set(
        12,
        match &booking.second_field {
            SecondField::Empty => String::new(),
            SecondField::Due(date) => format!("{}{}", &day(*date)[..4], &day(*date)[6..]),
            SecondField::Number(text) => text.clone(),
        },
    );
    if !booking.cash_discount.is_zero() {
        row.set(13, number(booking.cash_discount, 2));
    }
    row.set(14, cut(&booking.text, 60));
    if let Some(guid) = &booking.document_link {
        row.set(20, format!("BEDI \"{guid}\""));
    }
    let [first, second] = &booking.cost_centers;
    row.set(37, first);
    row.set(38, second);
    row.set(40, &booking.eu_vat_id);
    row.set(41, booking.eu_rate.map(|rate| number(rate, 2)).unwrap_or_default());
    row.set(105, &booking.mandate_id);
    for (place, date) in
        [(115, booking.service_on), (116, booking.tax_period), (117, booking.due_on)]
    {
        row.set(place, date.map(day).unwrap_or_default());
    }
    row.line()
}

fn check_party(problems: &mut Problems, at: &str, firm: &Firm, party: &Party) {
    let field = |name: &str| format!("{at}.{name}");
    if !is_personal(party.account, firm.account_length) {
        problems.add(&field("account"), "account_length");
    }
    match &party.kind {
        PartyKind::Firm(name) => problems.needed(&field("name"), name, 50),
        PartyKind::Person { first_name, last_name } => {
            problems.length(&field("first_name"), first_name, 30);
            problems.needed(&field("last_name"), last_name, 30);
        }
    }
    let country = party.address.country.trim();
    let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
    if !country.is_empty() && !is_code {
        problems.add(&field("address.country"), "identifier_country");
    }
    problems.length(&field("vat_id"), &party.vat_id, 15);
    problems.length(&field("iban"), &party.iban, 34);
    problems.length(&field("bic"), &party.bic, 11);
    problems.length(&field("customer_number"), &party.customer_number, 15);
    problems.length(&field("mandate_id"), &party.mandate_id, 35);
}

fn party_row(party: &Party) -> String {
    let mut row = Row::new(&PARTY);
    row.set(1, party.account.to_string());
    match &party.kind {
        PartyKind::Firm(name) => {
            row.set(2, name);
            row.set(7, "2");
        }
        PartyKind::Person { first_name, last_name } => {
            row.set(4, last_name);
            row.set(5, first_name);
            row.set(7, "1");
        }
    }
    let is_country = |code: &&str| code.bytes().all(|byte| byte.is_ascii_uppercase());
    if let Some(country) = party.vat_id.get(..2).filter(is_country) {
        row.set(9, country);
        row.set(10, cut(&party.vat_id[2..], 13));
    }
    let address = &party.address;
    let street = address.street.lines().next().unwrap_or_default();
    let kind = match (street.trim().is_empty(), address.po_box.trim().is_empty()) {
        (false, _) => "STR",
        (true, false) => "PF",
        (true, true) => "",
    };
    row.set(15, kind);
    row.set(16, cut(street, 36));
    row.set(17, cut(&address.po_box, 10));
    row.set(18, cut(&address.zip, 10));
    row.set(19, cut(&address.city, 30));
    row.set(20, address.country.trim());
    row.set(29, cut(&party.phone, 60));
    row.set(33, cut(&party.email, 60));
    row.set(44, party.iban.get(..2).unwrap_or_default());
    row.set(45, &party.iban);
    row.set(47, &party.bic);
    row.set(99, &party.customer_number);
    row.set(222, &party.mandate_id);
    row.line()
}
