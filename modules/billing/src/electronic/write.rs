//! From a document to an electronic invoice after EN 16931.

use einvoice::{
    Adjustment, CashDiscount, Category, Contact, CreditTransfer, Delivery, Exemption, Identifier,
    Invoice, Item, Kind, Line, LineAdjustment, Party, Payment, Period, Postal, Preceding, Price,
    Profile, Sign, TaxPoint, Terms, Vat,
};
use goods::instalment::Deduction;
use goods::position::fields;
use goods::position::reckon::{Position, Prices, Tax, Why, round};
use goods::position::rules::{Reckoned, reckoned};
use goods::tax_line::{self, Country};
use kernel::{Address, Decimal, Error, Result, Value};
use records::Draft;

use super::{form, refused};
use crate::collected;
use crate::issue::{days, tax_day};
use crate::output::{Known, Parties};

/// Credit transfer within SEPA (UNTDID 4461).
const TRANSFER: &str = "58";

/// An electronic invoice as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its XML.
    pub xml: String,
    /// Its form, as the field `invoice_form` says it.
    pub form: &'static str,
}

/// Writes the electronic invoice of a document, `corrects` being the number and day of the one it
/// corrects.
///
/// # Errors
/// `Invalid` at the fields of which EN 16931 or XRechnung asks for more.
pub fn written(draft: &Draft, parties: &Parties, corrects: Option<Preceding>) -> Result<Written> {
    let reference = draft.value("buyer_reference").as_text();
    let wish = draft.value(form::FIELD).as_text();
    let (form, profile, syntax) = form::wished(wish, reference);
    let mut invoice = invoice(draft, parties, profile);
    invoice.preceding.extend(corrects);
    refused::judge(&invoice, profile)?;
    let bytes = einvoice::write(&invoice, profile, syntax)
        .map_err(|refusal| Error::internal(format!("an invoice is not writable: {refusal:?}")))?;
    let xml = String::from_utf8(bytes).map_err(|_| Error::internal("XML is UTF-8"))?;
    Ok(Written { xml, form })
}

fn invoice(draft: &Draft, parties: &Parties, profile: Profile) -> Invoice {
    let country = parties.company.text("country").and_then(|code| Country::of(&code));
    let reckoned = reckoned(draft, country.unwrap_or_default(), tax_day(draft));
    let text = |name: &str| {
        let text = draft.value(name).as_text().trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let day = |name: &str| match draft.value(name) {
        Value::Date(day) => Some(*day),
        _ => None,
    };
    let issued_on = day("invoice_date").unwrap_or(draft.when.day);
    let mut invoice = einvoice::blank(issued_on, kind(draft), reckoned.currency);
    let from = day("supply_from").or(day("supply_until"));
    invoice.number = text("number").unwrap_or_default();
    invoice.due_on = day("due_on");
    invoice.buyer_reference = text("buyer_reference");
    invoice.order = text("order_reference");
    invoice.process = Some(einvoice::PROCESS.to_owned());
    invoice.terms = terms(draft);
    invoice.seller = seller(&parties.company);
    invoice.buyer = buyer(parties);
    invoice.period = from.map(|_| Period { from, to: day("supply_until").or(from) });
    let place = Some(invoice.buyer.postal.clone()).filter(|_| is_abroad(draft));
    let delivered_on = day("supply_until").or(from);
    invoice.delivery = (delivered_on.is_some() || place.is_some()).then(|| Delivery {
        delivered_on,
        postal: place,
        ..Delivery::default()
    });
    // § 13 para. 1 No. 1 a sentence 4 UStG: the tax on an instalment arises when it is paid.
    invoice.tax_point = is_instalment(draft).then_some(TaxPoint::Payment);
    invoice.payment = collected::stated(draft, invoice.number.clone())
        .or_else(|| payment(&parties.company, invoice.number.clone()));
    invoice.adjustments = adjustments(&reckoned);
    invoice.rounding = Some(reckoned.sums.rounding).filter(|rounding| !rounding.is_zero());
    invoice.exemptions = exemptions(draft, &reckoned);
    let deductions = Deduction::all(draft.value("deductions"));
    if profile == Profile::Peppol && !is_german(&invoice) {
        // PEPPOL-EN16931-P0112: 326 is for sellers and buyers in Germany.
        invoice.kind = if invoice.kind == Kind::Partial { Kind::Invoice } else { invoice.kind };
    }
    invoice.lines = lines(draft, &reckoned);
    invoice.lines.extend(deductions.iter().enumerate().map(|one| taken_off(draft, one)));
    invoice.preceding = preceding(&deductions);
    einvoice::reduced(&invoice, profile)
}

/// Supplies across borders say where they went (BR-IC-12).
fn is_abroad(draft: &Draft) -> bool {
    matches!(draft.value("tax_case").as_text(), "intra_community" | "export")
}

fn kind(draft: &Draft) -> Kind {
    match (draft.module.code.as_str(), draft.value("kind").as_text()) {
        ("credit_note" | "cancellation", _) => Kind::CreditNote,
        // BR-DE-17 knows no 386, prepayment invoice.
        (_, "partial" | "instalment") => Kind::Partial,
        _ => Kind::Invoice,
    }
}

fn is_german(invoice: &Invoice) -> bool {
    [&invoice.seller, &invoice.buyer].into_iter().all(|party| party.postal.country == "DE")
}

fn is_instalment(draft: &Draft) -> bool {
    draft.value("kind").as_text() == "instalment"
}

/// Invoices that are taken off, each of them once (BG-3).
fn preceding(deductions: &[Deduction]) -> Vec<Preceding> {
    let mut preceding: Vec<Preceding> = Vec::new();
    for Deduction { number, issued_on, .. } in deductions {
        if preceding.iter().all(|known| known.number != *number) {
            preceding.push(Preceding { number: number.clone(), issued_on: *issued_on });
        }
    }
    preceding
}

/// What was billed before with one tax, as a line that takes it off again (docs/decisions/0025).
fn taken_off(draft: &Draft, (nth, one): (usize, &Deduction)) -> Line {
    let name = match draft.value("language").as_text() {
        "en" => "Less instalment invoice",
        _ => "Abzüglich Abschlagsrechnung",
    };
    Line {
        id: format!("A{}", nth + 1),
        note: None,
        object: None,
        quantity: Decimal::NEGATIVE_ONE,
        unit: goods::unit::code("flat_rate").to_owned(),
        order_line: None,
        accounting: None,
        period: None,
        adjustments: Vec::new(),
        price: Price { net: one.base, ..Price::default() },
        vat: vat(one.tax),
        item: Item { name: format!("{name} {}", one.number), ..Item::default() },
        sub_lines: Vec::new(),
    }
}

fn terms(draft: &Draft) -> Terms {
    let number = |name: &str| match draft.value(name) {
        Value::Decimal(number) => Some(*number),
        _ => None,
    };
    let days = days(number("cash_discount_days")).and_then(|days| u32::try_from(days).ok());
    let discount = days.zip(number("cash_discount_rate"));
    let discount = discount.map(|(days, percent)| {
        let percent = percent.round_dp(2);
        CashDiscount { days, percent, base: None }
    });
    // BR-CO-25 asks what becomes of the amount, also where nobody has to pay it.
    let is_credit = kind(draft) == Kind::CreditNote;
    let text = is_credit.then(|| match draft.value("language").as_text() {
        "en" => "The amount is offset or refunded.".to_owned(),
        _ => "Der Betrag wird verrechnet oder erstattet.".to_owned(),
    });
    Terms { text, discounts: discount.into_iter().collect() }
}

fn postal(address: &Address, home: Option<&str>) -> Postal {
    let filled = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let mut lines = address.street.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut line = || lines.next().map(str::to_owned);
    let country = match address.country.trim() {
        code if code.len() == 2 => code.to_uppercase(),
        // A name that no list has is none that could be written down; the rules say so.
        "" => home.unwrap_or("DE").to_uppercase(),
        _ => String::new(),
    };
    Postal {
        line: line().or_else(|| filled(&address.po_box)),
        second_line: line(),
        third_line: line(),
        city: filled(&address.city),
        postcode: filled(&address.zip),
        region: filled(&address.state),
        country,
    }
}

fn mail(text: Option<String>) -> Option<Identifier> {
    text.map(|value| Identifier { value, scheme: Some("EM".into()) })
}

fn seller(company: &Known) -> Party {
    Party {
        name: company.text("name").unwrap_or_default(),
        vat_id: company.text("vat_id"),
        tax_number: company.text("tax_number"),
        registration: None,
        legal_information: company.text("managers"),
        electronic: mail(company.text("email")),
        postal: postal(company.address(), company.text("country").as_deref()),
        contact: Some(Contact {
            name: company.text("contact_name").or(company.text("name")),
            phone: company.text("phone"),
            email: company.text("email"),
        }),
        ..Party::default()
    }
}

fn buyer(parties: &Parties) -> Party {
    let contact = parties.contact.as_ref();
    Party {
        name: parties.account.text("name").unwrap_or_default(),
        vat_id: parties.account.text("vat_id"),
        electronic: mail(parties.account.text("email")),
        postal: postal(&parties.recipient, parties.company.text("country").as_deref()),
        contact: contact.map(|contact| Contact {
            name: contact.text("last_name"),
            phone: contact.text("phone"),
            email: contact.text("email"),
        }),
        ..Party::default()
    }
}

fn payment(company: &Known, number: String) -> Option<Payment> {
    let account = company.text("iban")?;
    let account = account.chars().filter(|c| !c.is_whitespace()).collect();
    let transfer =
        CreditTransfer { account, name: company.text("name"), bank: company.text("bic") };
    Some(Payment {
        means: TRANSFER.into(),
        remittance: Some(number),
        transfers: vec![transfer],
        ..Payment::default()
    })
}

fn vat((category, rate): Tax) -> Vat {
    let category = match category {
        tax_line::Category::S => Category::Standard,
        tax_line::Category::Z => Category::Zero,
        tax_line::Category::E => Category::Exempt,
        tax_line::Category::Ae => Category::ReverseCharge,
        tax_line::Category::K => Category::IntraCommunity,
        tax_line::Category::G => Category::Export,
    };
    Vat { category, rate: Some(rate) }
}

fn adjustments(reckoned: &Reckoned) -> Vec<Adjustment> {
    let one = |adjusted: &goods::position::reckon::Adjusted| {
        // UNTDID 5189: 95 is a discount; UNTDID 7161: FC are charges of freight.
        let (sign, reason, code) = match adjusted.why {
            Why::Group | Why::Whole => (Sign::Allowance, "Rabatt", "95"),
            Why::Shipping => (Sign::Charge, "Versand", "FC"),
        };
        Adjustment {
            sign,
            amount: adjusted.amount,
            base: None,
            percent: None,
            vat: vat(adjusted.tax),
            reason: Some(reason.into()),
            reason_code: Some(code.into()),
        }
    };
    reckoned.sums.adjustments.iter().map(one).collect()
}

fn exemptions(draft: &Draft, reckoned: &Reckoned) -> Vec<Exemption> {
    // § 14 para. 4 No. 8, § 14a UStG, § 34a UStDV; codes of VATEX where there is one.
    let said = match draft.value("tax_case").as_text() {
        "reverse_charge" => {
            Some(("Steuerschuldnerschaft des Leistungsempfängers", Some("VATEX-EU-AE")))
        }
        "intra_community" => {
            Some(("Steuerfreie innergemeinschaftliche Lieferung", Some("VATEX-EU-IC")))
        }
        "export" => Some(("Steuerfreie Ausfuhrlieferung", Some("VATEX-EU-G"))),
        "small_business" => Some(("Steuerbefreiung für Kleinunternehmer (§ 19 UStG)", None)),
        "exempt" => Some(("Steuerfrei nach § 4 UStG", None)),
        _ => None,
    };
    let Some((text, code)) = said else { return Vec::new() };
    let categories = reckoned.sums.taxes.iter().map(|one| vat(one.tax).category);
    let needed = categories.filter(|category| category.needs_reason());
    let exemption = |category| Exemption {
        category,
        text: Some(text.to_owned()),
        code: code.map(str::to_owned),
    };
    needed.map(exemption).collect()
}

fn lines(draft: &Draft, reckoned: &Reckoned) -> Vec<Line> {
    let lines = draft.value("lines").lines();
    let numbers = goods::position::numbers(&draft.module, lines);
    let all = lines.iter().zip(&reckoned.positions).zip(&reckoned.sums.nets).zip(&numbers);
    all.filter_map(|(((line, position), net), number)| {
        let Position::Item { quantity, price, discount, tax, left_out: false, .. } = position
        else {
            return None;
        };
        let counted = Counted { net: *net, quantity: *quantity, price: *price, tax: *tax };
        Some(counted.line((line, number), (*discount, reckoned)))
    })
    .collect()
}

/// A counted position in numbers.
struct Counted {
    net: Decimal,
    quantity: Decimal,
    price: Decimal,
    tax: Tax,
}

impl Counted {
    fn line(
        &self,
        (line, number): (&kernel::Line, &str),
        (discount, reckoned): (Decimal, &Reckoned),
    ) -> Line {
        let price = match reckoned.prices {
            Prices::Net => self.price,
            Prices::Gross => {
                let hundred = Decimal::ONE_HUNDRED;
                round(self.price * hundred / (hundred + self.tax.1), 6)
            }
        };
        let whole = round(self.quantity * price, reckoned.currency.places());
        let off = whole - self.net;
        let adjustment = (!off.is_zero()).then(|| LineAdjustment {
            sign: if off.is_sign_negative() { Sign::Charge } else { Sign::Allowance },
            amount: off.abs(),
            base: (!discount.is_zero()).then_some(whole.abs()),
            percent: (!discount.is_zero()).then_some(discount),
            reason: Some(if discount.is_zero() { "Rundung" } else { "Rabatt" }.into()),
            reason_code: None,
        });
        let text = |field: &records::Field<String>| field.of(line).filter(|text| !text.is_empty());
        Line {
            id: number.to_owned(),
            note: None,
            object: None,
            quantity: self.quantity,
            unit: goods::unit::code(&text(&fields::UNIT).unwrap_or_default()).to_owned(),
            order_line: None,
            accounting: None,
            period: None,
            adjustments: adjustment.into_iter().collect(),
            price: Price { net: price, ..Price::default() },
            vat: vat(self.tax),
            item: Item {
                name: text(&fields::NAME).unwrap_or_default(),
                description: text(&fields::DESCRIPTION),
                ..Item::default()
            },
            sub_lines: Vec::new(),
        }
    }
}
