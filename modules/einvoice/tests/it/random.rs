//! Random documents that keep all rules, the same for the same seed.

use einvoice::{
    Adjustment, Attachment, Binary, Card, CashDiscount, Category, Contact, CreditTransfer,
    Delivery, DirectDebit, Exemption, Identifier, Invoice, Kind, Note, Party, Payee, Payment,
    Period, Postal, Preceding, Sign, TaxPoint, TaxRepresentative, Terms, Vat, VatCurrency, blank,
    totals,
};
use kernel::{Currency, Date, Decimal};

use crate::dice::Dice;
use crate::lines::{is_negative, lines};

/// Who sells, and whose rules hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// A German seller who keeps the German rules, too.
    Germany,
    /// An Austrian seller.
    Austria,
    /// A Swiss seller.
    Switzerland,
}

/// A document of a seed.
pub fn document(seed: u64, home: Home) -> Invoice {
    let mut dice = Dice::new(seed);
    let kind = dice.pick(&Kind::NAMED);
    let currency = dice.pick(&["EUR", "EUR", "EUR", "CHF", "USD"]);
    let currency = Currency::parse(currency).expect("a currency");
    let issued_on = Date::from_days(20_000 + dice.below(1_500));
    let mut invoice = blank(issued_on, kind, currency);
    invoice.number = format!("RE-{}/{}", 2020 + dice.below(9), dice.below(100_000));
    let vats = vats(&mut dice);
    head(&mut dice, &mut invoice);
    references(&mut dice, &mut invoice);
    parties(&mut dice, &mut invoice, &vats, home);
    delivery(&mut dice, &mut invoice, &vats);
    invoice.lines = lines(&mut dice, &vats, invoice.period);
    invoice.adjustments = adjustments(&mut dice, &vats);
    invoice.exemptions = exemptions(&mut dice, &vats);
    invoice.payment = Some(payment(&mut dice));
    attachments(&mut dice, &mut invoice);
    sums(&mut dice, &mut invoice);
    invoice
}

/// Rates of one document: one to three that may stand beside each other.
fn vats(dice: &mut Dice) -> Vec<Vat> {
    let rated = |category, rate: i64| Vat { category, rate: Some(Decimal::from(rate)) };
    if dice.one_in(8) {
        return vec![Vat { category: Category::OutOfScope, rate: None }];
    }
    let all = [
        rated(Category::Standard, 19),
        rated(Category::Standard, 7),
        Vat { category: Category::Standard, rate: Some(Decimal::new(81, 1)) },
        rated(Category::Zero, 0),
        rated(Category::Exempt, 0),
        rated(Category::ReverseCharge, 0),
        rated(Category::IntraCommunity, 0),
        rated(Category::Export, 0),
        rated(Category::CanaryIslands, 7),
        rated(Category::CeutaMelilla, 4),
    ];
    let mut vats: Vec<Vat> = Vec::new();
    for _ in 0..=dice.below(2) {
        let vat = if dice.one_in(2) { all[usize::from(dice.one_in(2))] } else { dice.pick(&all) };
        if !vats.contains(&vat) {
            vats.push(vat);
        }
    }
    vats
}

fn has(vats: &[Vat], category: Category) -> bool {
    vats.iter().any(|vat| vat.category == category)
}

fn head(dice: &mut Dice, invoice: &mut Invoice) {
    let issued_on = invoice.issued_on;
    invoice.process = Some(einvoice::PROCESS.to_owned());
    invoice.buyer_reference =
        Some(dice.pick(&["04011000-12345-03", "991-12345-67", "Kostenstelle 7"]).to_owned());
    invoice.due_on = dice.maybe(|dice| issued_on.plus_days(dice.below(60)));
    let text = dice.maybe(|dice| format!("Zahlbar nach {} Tagen, {}", dice.below(60), dice.word()));
    let discounts = (0..dice.below(3)).map(|n| CashDiscount {
        days: u32::try_from(7 * (n + 1)).expect("a few days"),
        percent: Decimal::new(100 * (4 - n) + dice.below(100), 2),
        base: dice.maybe(|dice| Decimal::new(dice.below(1_000_000), 2)),
    });
    invoice.terms = Terms { text, discounts: discounts.collect() };
    if invoice.due_on.is_none() && invoice.terms.is_empty() {
        invoice.due_on = Some(issued_on);
    }
    invoice.tax_point = dice.maybe(|dice| {
        let points = [TaxPoint::On(issued_on), TaxPoint::Issue, TaxPoint::Delivery];
        if dice.one_in(4) { TaxPoint::Payment } else { dice.pick(&points) }
    });
    invoice.notes = (0..dice.below(3))
        .map(|_| Note {
            subject: dice.maybe(|dice| dice.pick(&["REG", "ADU", "AAI", "PMT"]).to_owned()),
            text: format!("{}\n{}", dice.word(), dice.word()),
        })
        .collect();
}

fn references(dice: &mut Dice, invoice: &mut Invoice) {
    for place in [
        &mut invoice.project,
        &mut invoice.contract,
        &mut invoice.order,
        &mut invoice.sales_order,
        &mut invoice.receiving_advice,
        &mut invoice.despatch_advice,
        &mut invoice.tender,
        &mut invoice.accounting,
    ] {
        *place = dice.maybe(|dice| format!("{} {}", dice.word(), dice.below(1_000)));
    }
    invoice.object = dice.maybe(|dice| Identifier {
        value: format!("Zähler {}", dice.below(1_000)),
        scheme: dice.maybe(|dice| dice.pick(&["AAA", "ABZ", "MG"]).to_owned()),
    });
    let n_preceding = dice.below(3).max(i64::from(invoice.kind == Kind::Correction));
    let issued_on = invoice.issued_on;
    invoice.preceding = (0..n_preceding)
        .map(|n| Preceding {
            number: format!("RE-{n}-{}", dice.below(999)),
            issued_on: dice.maybe(|dice| issued_on.plus_days(-dice.below(300))),
        })
        .collect();
}

fn parties(dice: &mut Dice, invoice: &mut Invoice, vats: &[Vat], home: Home) {
    let (country, vat_id) = match home {
        Home::Germany => ("DE", "DE136695976"),
        Home::Austria => ("AT", "ATU12345675"),
        Home::Switzerland => ("CH", "CHE123456789MWST"),
    };
    let is_taxed = !has(vats, Category::OutOfScope);
    let mut seller = party(dice, country);
    seller.identifiers = identifiers(dice, 3);
    seller.legal_information = dice.maybe(|dice| format!("Geschäftsführung: {}", dice.word()));
    if is_taxed {
        seller.vat_id = Some(vat_id.to_owned());
    } else if seller.registration.is_none() && seller.identifiers.is_empty() {
        seller.identifiers = vec![Identifier { value: "4711".to_owned(), scheme: None }];
    }
    seller.tax_number = dice.maybe(|dice| format!("123/456/{}", 10_000 + dice.below(89_999)));
    if !is_taxed && home != Home::Germany {
        seller.tax_number = None;
    }
    let contact =
        Contact { name: Some(dice.word()), phone: Some("+49 221 4711".into()), email: None };
    seller.contact = Some(Contact { email: Some("rechnung@firma.example".into()), ..contact });
    if home != Home::Germany && dice.one_in(2) {
        seller.contact = None;
    }
    let mut buyer = party(dice, if has(vats, Category::IntraCommunity) { "FR" } else { "DE" });
    buyer.identifiers = identifiers(dice, 1);
    let needs_id = has(vats, Category::ReverseCharge) || has(vats, Category::IntraCommunity);
    if is_taxed && (needs_id || dice.one_in(2)) {
        buyer.vat_id = Some("FR40303265045".to_owned());
    }
    buyer.contact = dice.maybe(|dice| Contact {
        name: Some(dice.word()),
        phone: dice.maybe(|_| "0221 4712".to_owned()),
        email: dice.maybe(|_| "einkauf@kunde.example".to_owned()),
    });
    invoice.payee = dice.maybe_in(5, |dice| Payee {
        name: format!("Bank {}", dice.word()),
        identifier: dice.maybe(|_| Identifier { value: "4098765000010".into(), ..gln() }),
        registration: dice.maybe(|_| Identifier { value: "HRB 4712".into(), scheme: None }),
    });
    if is_taxed && dice.one_in(6) {
        let postal = postal(dice, "AT");
        let name = format!("Steuer {}", dice.word());
        let vat_id = "ATU12345675".to_owned();
        invoice.tax_representative = Some(TaxRepresentative { name, vat_id, postal });
    }
    (invoice.seller, invoice.buyer) = (seller, buyer);
}

fn party(dice: &mut Dice, country: &str) -> Party {
    Party {
        name: format!("{} & Söhne <GmbH>", dice.word()),
        trading_name: dice.maybe(Dice::word),
        registration: dice.maybe(|_| register()),
        electronic: Some(match dice.one_in(2) {
            true => Identifier { value: "a@firma.example".into(), scheme: Some("EM".into()) },
            false => Identifier { value: "4012345000009".into(), scheme: Some("0088".into()) },
        }),
        postal: postal(dice, country),
        ..Party::default()
    }
}

fn gln() -> Identifier {
    Identifier { value: "4012345000009".into(), scheme: Some("0088".into()) }
}

fn register() -> Identifier {
    Identifier { value: "HRB 4711".into(), scheme: None }
}

// Those without a scheme come first, as one of the syntaxes wants it.
fn identifiers(dice: &mut Dice, most: i64) -> Vec<Identifier> {
    let mut all: Vec<Identifier> = (0..dice.below(most + 1))
        .map(|n| match dice.one_in(2) {
            true => gln(),
            false => Identifier { value: format!("K-{n}"), scheme: None },
        })
        .collect();
    all.sort_by_key(|id| id.scheme.is_some());
    all
}

fn postal(dice: &mut Dice, country: &str) -> Postal {
    Postal {
        line: dice.maybe(|dice| format!("{} Straße {}", dice.word(), dice.below(200))),
        second_line: dice.maybe(Dice::word),
        third_line: dice.maybe(Dice::word),
        city: Some("Köln".into()),
        postcode: Some("50667".into()),
        region: dice.maybe(Dice::word),
        country: country.into(),
    }
}

fn delivery(dice: &mut Dice, invoice: &mut Invoice, vats: &[Vat]) {
    let issued_on = invoice.issued_on;
    let is_abroad = has(vats, Category::IntraCommunity);
    invoice.period = dice.maybe(|dice| {
        let from = issued_on.plus_days(-40);
        Period { from: Some(from), to: dice.maybe(|_| issued_on) }
    });
    let found = dice.maybe(|dice| Delivery {
        recipient: dice.maybe(Dice::word),
        location: dice.maybe(|_| gln()),
        delivered_on: Some(issued_on.plus_days(-dice.below(30))),
        postal: dice.maybe(|dice| postal(dice, "DE")),
    });
    invoice.delivery = found;
    if is_abroad {
        let delivered_on = Some(issued_on);
        let postal = Some(postal(dice, "FR"));
        invoice.delivery = Some(Delivery { delivered_on, postal, ..Delivery::default() });
    } else if invoice.delivery.is_none() && invoice.period.is_none() {
        invoice.period = Some(Period { from: Some(issued_on), to: Some(issued_on) });
    }
}

fn adjustments(dice: &mut Dice, vats: &[Vat]) -> Vec<Adjustment> {
    (0..dice.below(3))
        .map(|_| {
            let sign = if dice.one_in(2) { Sign::Allowance } else { Sign::Charge };
            let base = Decimal::new(dice.below(1_000_000), 2);
            let percent = Decimal::new(dice.below(300), 1);
            let is_percent = dice.one_in(2);
            let amount = if is_percent {
                (base * percent / Decimal::ONE_HUNDRED).round_dp(2)
            } else {
                Decimal::new(dice.below(10_000), 2)
            };
            let code = match sign {
                Sign::Allowance => "95",
                Sign::Charge => "FC",
            };
            Adjustment {
                sign,
                amount,
                base: is_percent.then_some(base),
                percent: is_percent.then_some(percent),
                vat: dice.pick(vats),
                reason: Some(dice.word()),
                reason_code: dice.maybe(|_| code.to_owned()),
            }
        })
        .collect()
}

fn exemptions(dice: &mut Dice, vats: &[Vat]) -> Vec<Exemption> {
    let mut vats: Vec<Category> = vats.iter().map(|vat| vat.category).collect();
    vats.sort_unstable();
    vats.dedup();
    let needed = vats.into_iter().filter(|category| category.needs_reason());
    needed
        .map(|category| {
            let text = match category {
                Category::Exempt => "Kein Ausweis von Umsatzsteuer, § 19 UStG",
                Category::ReverseCharge => "Steuerschuldnerschaft des Leistungsempfängers",
                _ => "Steuerfreie Lieferung",
            };
            let code = match category {
                Category::ReverseCharge => Some("VATEX-EU-AE"),
                Category::IntraCommunity => Some("VATEX-EU-IC"),
                Category::Export => Some("VATEX-EU-G"),
                Category::OutOfScope => Some("VATEX-EU-O"),
                _ => None,
            };
            let code = code.filter(|_| dice.one_in(2)).map(str::to_owned);
            Exemption { category, text: Some(text.to_owned()), code }
        })
        .collect()
}

const IBAN: &str = "DE75512108001245126199";

fn payment(dice: &mut Dice) -> Payment {
    let mut payment = Payment {
        means_text: dice.maybe(Dice::word),
        remittance: dice.maybe(|dice| format!("RE {}", dice.below(999))),
        ..Payment::default()
    };
    let (means, what) = dice.pick(&[("58", 0), ("30", 0), ("59", 1), ("48", 2), ("10", 3)]);
    payment.means = means.to_owned();
    match what {
        0 => {
            let account = |dice: &mut Dice| CreditTransfer {
                account: IBAN.to_owned(),
                name: dice.maybe(Dice::word),
                bank: dice.maybe(|_| "SOGEDEFF".to_owned()),
            };
            payment.transfers = (0..=dice.below(2)).map(|_| account(dice)).collect();
        }
        1 => {
            payment.debit = Some(DirectDebit {
                mandate: Some(format!("M-{}", dice.below(999))),
                creditor: Some("DE98ZZZ09999999999".into()),
                account: Some(IBAN.into()),
            });
        }
        2 => payment.card = Some(Card { number: "1234".into(), holder: dice.maybe(Dice::word) }),
        _ => {}
    }
    payment
}

fn attachments(dice: &mut Dice, invoice: &mut Invoice) {
    invoice.attachments = (0..dice.below(3))
        .map(|n| Attachment {
            reference: format!("Anlage {n}"),
            description: dice.maybe(Dice::word),
            url: dice.maybe(|_| "https://firma.example/a?b=1&c=2".to_owned()),
            file: dice.maybe(|dice| Binary {
                bytes: (0..dice.below(100)).map(|byte| byte as u8).chain([0]).collect(),
                media_type: "application/pdf".into(),
                name: format!("anlage-{n}.pdf"),
            }),
        })
        .collect();
}

fn sums(dice: &mut Dice, invoice: &mut Invoice) {
    let sums = totals(invoice);
    if invoice.currency != Currency::EUR && dice.one_in(2) {
        let vat = Some((sums.vat * Decimal::new(9, 1)).round_dp(2));
        invoice.vat_currency = Some(VatCurrency { currency: Currency::EUR, vat });
    }
    invoice.paid = dice.maybe_in(3, |dice| Decimal::new(dice.below(100_000), 2));
    // Whole amounts, as Swiss and Austrian cash wants them.
    invoice.rounding = dice.maybe_in(4, |dice| Decimal::new(1 + dice.below(99), 2));
    if is_negative(invoice) {
        invoice.paid = None;
    }
}
