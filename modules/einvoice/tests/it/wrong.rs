//! One wrong document for each rule, and the rule that must find it.

#![expect(clippy::unwrap_used, reason = "the sample has something of everything")]

use einvoice::{
    Card, Category, DirectDebit, Exemption, Invoice, Kind, Period, Profile, Severity, Sign,
    ThirdPartyPayment, Vat, check,
};
use kernel::{Currency, Decimal};

use crate::sample::{day, hundredths, id, sample, standard};
use crate::wrong_codes;

/// A rule, the profile in which it is asked, and what breaks it.
pub type Case = (&'static str, Profile, fn(&mut Invoice));

use Profile::{
    Basic, En16931 as En, Peppol, XRechnung as Xr, XRechnungCleanVehicles as Cvd,
    XRechnungExtension as Ext,
};

#[rustfmt::skip]
const CORE: &[Case] = &[
    ("BR-02", En, |i| i.number = " ".into()),
    ("BR-06", En, |i| i.seller.name.clear()),
    ("BR-07", En, |i| i.buyer.name.clear()),
    ("BR-09", En, |i| i.seller.postal.country.clear()),
    ("BR-11", En, |i| i.buyer.postal.country.clear()),
    ("BR-16", En, |i| i.lines.clear()),
    ("BR-17", En, |i| i.payee.as_mut().unwrap().name.clear()),
    ("BR-17", En, |i| i.payee.as_mut().unwrap().name = i.seller.name.clone()),
    ("BR-18", En, |i| i.tax_representative.as_mut().unwrap().name.clear()),
    ("BR-20", En, |i| i.tax_representative.as_mut().unwrap().postal.country.clear()),
    ("BR-21", En, |i| i.lines[1].id.clear()),
    ("BR-23", En, |i| i.lines[1].unit.clear()),
    ("BR-25", En, |i| i.lines[1].item.name.clear()),
    ("BR-27", En, |i| i.lines[1].price.net = -Decimal::ONE),
    ("BR-28", En, |i| i.lines[1].price.gross.as_mut().unwrap().amount = -Decimal::ONE),
    ("BR-29", En, |i| i.period = Some(Period { from: Some(day(9)), to: Some(day(8)) })),
    ("BR-30", En, |i| i.lines[1].period = Some(Period { from: Some(day(9)), to: Some(day(8)) })),
    ("BR-33", En, |i| (i.adjustments[0].reason, i.adjustments[0].reason_code) = (None, None)),
    ("BR-CO-21", En, |i| (i.adjustments[0].reason, i.adjustments[0].reason_code) = (None, None)),
    ("BR-38", En, |i| (i.adjustments[1].reason, i.adjustments[1].reason_code) = (None, None)),
    ("BR-CO-22", En, |i| (i.adjustments[1].reason, i.adjustments[1].reason_code) = (None, None)),
    ("BR-42", En, |i| unexplained(i, 0)),
    ("BR-CO-23", En, |i| unexplained(i, 0)),
    ("BR-44", En, |i| unexplained(i, 1)),
    ("BR-CO-24", En, |i| unexplained(i, 1)),
    ("BR-49", En, |i| i.payment.as_mut().unwrap().means.clear()),
    ("BR-50", En, |i| i.payment.as_mut().unwrap().transfers[0].account.clear()),
    ("BR-51", En, |i| card(i, "4111111111111111")),
    ("BR-52", En, |i| i.attachments[1].reference.clear()),
    ("BR-53", En, |i| i.vat_currency.as_mut().unwrap().vat = None),
    ("BR-54", En, |i| i.lines[0].item.attributes[0].value.clear()),
    ("BR-55", En, |i| i.preceding[0].number.clear()),
    ("BR-56", En, |i| i.tax_representative.as_mut().unwrap().vat_id.clear()),
    ("BR-57", En, |i| delivered(i).country.clear()),
    ("BR-61", En, |i| i.payment.as_mut().unwrap().transfers.clear()),
    ("BR-62", En, |i| i.seller.electronic.as_mut().unwrap().scheme = None),
    ("BR-63", En, |i| i.buyer.electronic.as_mut().unwrap().scheme = None),
    ("BR-64", En, |i| i.lines[0].item.standard_id.as_mut().unwrap().scheme = None),
    ("BR-65", En, |i| i.lines[0].item.classifications[0].scheme = None),
    ("BR-CO-09", En, |i| i.seller.vat_id = Some("136695976".into())),
    ("BR-CO-09", En, |i| i.buyer.vat_id = Some("QQ1".into())),
    ("BR-CO-19", En, |i| i.period = Some(Period::default())),
    ("BR-CO-20", En, |i| i.lines[0].period = Some(Period::default())),
    ("BR-CO-25", En, |i| (i.due_on, i.terms.text) = (None, None)),
    ("BR-CO-26", En, |i| {
        i.seller.identifiers.clear();
        (i.seller.registration, i.seller.vat_id) = (None, None);
    }),
    ("BR-DEC-01", En, |i| i.adjustments[0].amount = Decimal::new(10_001, 3)),
    ("BR-DEC-02", En, |i| i.adjustments[0].base = Some(Decimal::new(100_001, 3))),
    ("BR-DEC-05", En, |i| i.adjustments[1].amount = Decimal::new(10_001, 3)),
    ("BR-DEC-06", En, |i| i.adjustments[1].base = Some(Decimal::new(100_001, 3))),
    ("BR-DEC-15", En, |i| i.vat_currency.as_mut().unwrap().vat = Some(Decimal::new(1, 3))),
    ("BR-DEC-16", En, |i| i.paid = Some(Decimal::new(1, 3))),
    ("BR-DEC-17", En, |i| i.rounding = Some(Decimal::new(1, 3))),
    ("BR-DEC-24", En, |i| i.lines[0].adjustments[0].amount = Decimal::new(10_001, 3)),
    ("BR-DEC-25", En, |i| i.lines[0].adjustments[0].base = Some(Decimal::new(1, 3))),
    ("BR-DEC-27", En, |i| i.lines[0].adjustments[1].amount = Decimal::new(10_001, 3)),
    ("BR-DEC-28", En, |i| i.lines[0].adjustments[1].base = Some(Decimal::new(1, 3))),
];

#[rustfmt::skip]
const VAT: &[Case] = &[
    ("BR-S-02", En, |i| (unknown(i), i.adjustments.clear()).1),
    ("BR-S-03", En, |i| unknown(i)),
    ("BR-S-04", En, |i| unknown(i)),
    ("BR-S-05", En, |i| i.lines[0].vat.rate = Some(Decimal::ZERO)),
    ("BR-S-06", En, |i| i.adjustments[0].vat.rate = Some(Decimal::ZERO)),
    ("BR-S-07", En, |i| i.adjustments[1].vat.rate = None),
    ("BR-S-10", En, |i| explain(i, Category::Standard)),
    ("BR-Z-02", En, |i| (all(i, Category::Zero, Some(0)), unknown(i)).1),
    ("BR-Z-05", En, |i| all(i, Category::Zero, Some(1))),
    ("BR-Z-10", En, |i| (all(i, Category::Zero, Some(0)), explain(i, Category::Zero)).1),
    ("BR-E-02", En, |i| (all(i, Category::Exempt, Some(0)), unknown(i)).1),
    ("BR-E-05", En, |i| all(i, Category::Exempt, Some(1))),
    ("BR-E-10", En, |i| all(i, Category::Exempt, Some(0))),
    ("BR-AE-02", En, |i| (all(i, Category::ReverseCharge, Some(0)), i.buyer.vat_id = None).1),
    ("BR-AE-06", En, |i| all(i, Category::ReverseCharge, Some(1))),
    ("BR-AE-10", En, |i| all(i, Category::ReverseCharge, Some(0))),
    ("BR-IC-02", En, |i| (all(i, Category::IntraCommunity, Some(0)), i.buyer.vat_id = None).1),
    ("BR-IC-07", En, |i| all(i, Category::IntraCommunity, Some(1))),
    ("BR-IC-10", En, |i| all(i, Category::IntraCommunity, Some(0))),
    ("BR-IC-11", En, |i| {
        all(i, Category::IntraCommunity, Some(0));
        i.period = None;
        i.delivery.as_mut().unwrap().delivered_on = None;
    }),
    ("BR-IC-12", En, |i| {
        all(i, Category::IntraCommunity, Some(0));
        i.delivery.as_mut().unwrap().postal = None;
    }),
    ("BR-G-04", En, |i| {
        all(i, Category::Export, Some(0));
        (i.seller.vat_id, i.tax_representative) = (None, None);
    }),
    ("BR-G-05", En, |i| all(i, Category::Export, Some(1))),
    ("BR-G-10", En, |i| all(i, Category::Export, Some(0))),
    ("BR-O-02", En, |i| all(i, Category::OutOfScope, None)),
    ("BR-O-03", En, |i| all(i, Category::OutOfScope, None)),
    ("BR-O-05", En, |i| all(i, Category::OutOfScope, Some(0))),
    ("BR-O-10", En, |i| all(i, Category::OutOfScope, None)),
    ("BR-O-11", En, |i| i.lines[0].vat = outside()),
    ("BR-O-12", En, |i| i.lines[0].vat = outside()),
    ("BR-O-13", En, |i| i.lines[0].vat = outside()),
    ("BR-O-14", En, |i| i.lines[0].vat = outside()),
    ("BR-AF-05", En, |i| all(i, Category::CanaryIslands, Some(-1))),
    ("BR-AG-02", En, |i| (all(i, Category::CeutaMelilla, Some(4)), unknown(i)).1),
    ("BR-B-01", En, |i| all(i, Category::SplitPayment, Some(22))),
    ("BR-B-02", En, |i| i.lines[0].vat.category = Category::SplitPayment),
];

#[rustfmt::skip]
const GERMAN: &[Case] = &[
    ("BR-DE-1", Xr, |i| i.payment = None),
    ("BR-DE-2", Xr, |i| i.seller.contact = None),
    ("BR-DE-3", Xr, |i| i.seller.postal.city = None),
    ("BR-DE-4", Xr, |i| i.seller.postal.postcode = None),
    ("BR-DE-5", Xr, |i| i.seller.contact.as_mut().unwrap().name = None),
    ("BR-DE-6", Xr, |i| i.seller.contact.as_mut().unwrap().phone = None),
    ("BR-DE-7", Xr, |i| i.seller.contact.as_mut().unwrap().email = None),
    ("BR-DE-8", Xr, |i| i.buyer.postal.city = None),
    ("BR-DE-9", Xr, |i| i.buyer.postal.postcode = None),
    ("BR-DE-10", Xr, |i| delivered(i).city = None),
    ("BR-DE-11", Xr, |i| delivered(i).postcode = None),
    ("BR-DE-15", Xr, |i| i.buyer_reference = None),
    ("BR-DE-16", Xr, |i| unknown(i)),
    ("BR-DE-17", Xr, |i| i.kind = Kind::of("386")),
    ("BR-DE-18", Xr, |i| i.terms.text = Some("#SKONTO#TAGE=14#PROZENT=2#".into())),
    ("BR-DE-19", Xr, |i| i.payment.as_mut().unwrap().transfers[0].account = "DE1".into()),
    ("BR-DE-20", Xr, |i| debit(i).account = Some("DE1".into())),
    ("BR-DE-22", Xr, |i| i.attachments[1].file.as_mut().unwrap().name = "a.pdf".into()),
    ("BR-DE-23-a", Xr, |i| i.payment.as_mut().unwrap().transfers.clear()),
    ("BR-DE-23-b", Xr, |i| card(i, "1234")),
    ("BR-DE-24-a", Xr, |i| i.payment.as_mut().unwrap().means = "48".into()),
    ("BR-DE-24-b", Xr, |i| i.payment.as_mut().unwrap().means = "54".into()),
    ("BR-DE-25-a", Xr, |i| i.payment.as_mut().unwrap().means = "59".into()),
    ("BR-DE-25-b", Xr, |i| i.payment.as_mut().unwrap().means = "59".into()),
    ("BR-DE-26", Xr, |i| (i.kind, i.preceding) = (Kind::Correction, vec![])),
    ("BR-DE-27", Xr, |i| i.seller.contact.as_mut().unwrap().phone = Some("12".into())),
    ("BR-DE-28", Xr, |i| i.seller.contact.as_mut().unwrap().email = Some("a@@b.c".into())),
    ("BR-DE-30", Xr, |i| debit(i).creditor = None),
    ("BR-DE-31", Xr, |i| debit(i).account = None),
    ("BR-DE-TMP-32", Xr, |i| {
        (i.delivery, i.period) = (None, None);
        i.lines[0].period = None;
    }),
    ("BR-TMP-2", Xr, |i| i.attachments[0].url = Some("ordner/datei".into())),
    ("BR-DEX-02", Ext, |i| {
        let inner = i.lines[1].clone();
        i.lines[0].sub_lines = vec![inner.clone(), inner];
    }),
    ("BR-DEX-10", Ext, |i| i.third_party = vec![ThirdPartyPayment::default()]),
    ("BR-DEX-12", Ext, |i| i.third_party = vec![ThirdPartyPayment::default()]),
    ("BR-DEX-13", Ext, |i| {
        let amount = Decimal::new(1, 3);
        i.third_party = vec![ThirdPartyPayment { amount, ..ThirdPartyPayment::default() }];
    }),
];

#[rustfmt::skip]
const VEHICLES: &[Case] = &[
    ("BR-DE-CVD-01", Cvd, |i| (vehicle(i), i.contract = None).1),
    ("BR-DE-CVD-02", Cvd, |i| (vehicle(i), i.tender = None).1),
    ("BR-DE-CVD-03", Cvd, |_| {}),
    ("BR-DE-CVD-04", Cvd, |i| {
        vehicle(i);
        i.lines[0].item.classifications[0].code = "Q1".into();
    }),
    ("BR-DE-CVD-05", Cvd, |i| (vehicle(i), i.lines[0].item.attributes[0].value = "q".into()).1),
    ("BR-DE-CVD-06-a", Cvd, |i| (vehicle(i), i.lines[0].item.attributes.clear()).1),
    ("BR-DE-CVD-06-b", Cvd, |i| (vehicle(i), i.lines[0].item.classifications.clear()).1),
];

fn vehicle(invoice: &mut Invoice) {
    (invoice.contract, invoice.tender) = (Some("V".into()), Some("L".into()));
    let item = &mut invoice.lines[0].item;
    item.classifications[0].scheme = Some("CVD".into());
    item.classifications[0].code = "M1".into();
    (item.attributes[0].name, item.attributes[0].value) = ("cva".into(), "clean".into());
}

#[rustfmt::skip]
const OTHERS: &[Case] = &[
    ("PEPPOL-EN16931-R001", Xr, |i| i.process = None),
    ("PEPPOL-EN16931-R002", Peppol, |i| {
        i.buyer.postal.country = "FR".into();
        i.notes.push(i.notes[0].clone());
    }),
    ("PEPPOL-EN16931-R003", Peppol, |i| i.buyer_reference = None),
    ("PEPPOL-EN16931-R005", Xr, |i| i.vat_currency.as_mut().unwrap().currency = Currency::EUR),
    ("PEPPOL-EN16931-R007", Peppol, |i| i.process = Some("eigener Ablauf".into())),
    ("PEPPOL-EN16931-R010", Xr, |i| i.buyer.electronic = None),
    ("PEPPOL-EN16931-R020", Xr, |i| i.seller.electronic = None),
    ("PEPPOL-EN16931-R040", Xr, |i| i.adjustments[0].amount = hundredths(1_003)),
    ("PEPPOL-EN16931-R041", Xr, |i| i.lines[0].adjustments[0].base = None),
    ("PEPPOL-EN16931-R042", Xr, |i| i.adjustments[1].percent = None),
    ("PEPPOL-EN16931-R046", Xr, |i| i.lines[0].price.net = hundredths(8_999)),
    ("PEPPOL-EN16931-R055", Xr, |i| i.vat_currency.as_mut().unwrap().vat = Some(-Decimal::ONE)),
    ("PEPPOL-EN16931-R061", Xr, |i| debit(i).mandate = None),
    ("PEPPOL-EN16931-R110", Xr, |i| i.period.as_mut().unwrap().from = Some(day(3))),
    ("PEPPOL-EN16931-R111", Xr, |i| i.period.as_mut().unwrap().to = Some(day(2))),
    ("PEPPOL-EN16931-R121", Xr, |i| i.lines[0].price.base_quantity = Some(Decimal::ZERO)),
    ("PEPPOL-EN16931-R130", Xr, |i| i.lines[0].price.base_unit = Some("DAY".into())),
    ("PEPPOL-EN16931-P0100", Peppol, |i| i.kind = Kind::SelfBilled),
    ("PEPPOL-EN16931-P0101", Peppol, |i| i.kind = Kind::of("261")),
    ("PEPPOL-EN16931-P0112", Peppol, |i| {
        i.buyer.postal.country = "FR".into();
        i.kind = Kind::Correction;
    }),
    ("KONTOR-RANGE", En, |i| i.lines[0].quantity = Decimal::MAX),
    ("KONTOR-RANGE", En, |i| i.adjustments[0].amount = Decimal::MAX),
    ("KONTOR-PROFILE", Basic, |i| i.project = Some("P".into())),
    ("KONTOR-PROFILE-AMOUNT", Basic, |i| i.rounding = Some(hundredths(1))),
    ("KONTOR-PROFILE-AMOUNT", Xr, |i| i.third_party = vec![ThirdPartyPayment::default()]),
    ("KONTOR-BUYER-IDENTIFIERS", En, |i| i.buyer.identifiers = vec![id("1", "0088"); 2]),
    ("KONTOR-VAT-ID", En, |i| i.seller.vat_id = Some("DE136695977".into())),
    ("KONTOR-LEITWEG-ID", Xr, |i| i.buyer_reference = Some("04011000-12345-34".into())),
    ("KONTOR-IBAN", En, |i| {
        i.payment.as_mut().unwrap().transfers[0].account = "DE75512108001245126198".into();
    }),
    ("KONTOR-IBAN", En, |i| debit(i).account = Some("DE75512108001245126198".into())),
];

fn unexplained(invoice: &mut Invoice, n: usize) {
    let own = &mut invoice.lines[0].adjustments[n];
    (own.reason, own.reason_code) = (None, None);
}

fn card(invoice: &mut Invoice, number: &str) {
    let card = Card { number: number.to_owned(), holder: None };
    invoice.payment.as_mut().unwrap().card = Some(card);
}

fn delivered(invoice: &mut Invoice) -> &mut einvoice::Postal {
    invoice.delivery.as_mut().unwrap().postal.as_mut().unwrap()
}

fn debit(invoice: &mut Invoice) -> &mut DirectDebit {
    let payment = invoice.payment.as_mut().unwrap();
    payment.means = "59".to_owned();
    payment.transfers.clear();
    let whole = |text: &str| Some(text.to_owned());
    payment.debit.insert(DirectDebit {
        mandate: whole("M-1"),
        creditor: whole("DE98ZZZ09999999999"),
        account: whole("DE75512108001245126199"),
    })
}

fn unknown(invoice: &mut Invoice) {
    (invoice.seller.vat_id, invoice.seller.tax_number) = (None, None);
    invoice.tax_representative = None;
}

fn all(invoice: &mut Invoice, category: Category, rate: Option<i64>) {
    let vat = Vat { category, rate: rate.map(Decimal::from) };
    invoice.lines.iter_mut().for_each(|line| line.vat = vat);
    invoice.adjustments.iter_mut().for_each(|adjustment| adjustment.vat = vat);
}

fn outside() -> Vat {
    Vat { category: Category::OutOfScope, rate: None }
}

fn explain(invoice: &mut Invoice, category: Category) {
    invoice.exemptions = vec![Exemption { category, text: Some("Grund".into()), code: None }];
}

/// All of them.
pub fn cases() -> impl Iterator<Item = &'static Case> {
    [CORE, VAT, GERMAN, VEHICLES, OTHERS, wrong_codes::CODES].into_iter().flatten()
}

#[test]
fn the_sample_keeps_all_rules() {
    assert_eq!(sample().lines[0].vat, standard());
    assert_eq!(sample().adjustments[0].sign, Sign::Allowance);
    for profile in [En, Xr, Ext, Peppol] {
        assert_eq!(check(&sample(), profile), [], "{profile:?}");
    }
    let basic = check(&sample(), Basic);
    let fatal: Vec<&str> = basic
        .iter()
        .filter(|found| found.severity == Severity::Fatal)
        .map(|found| found.rule.as_str())
        .collect();
    assert_eq!(fatal, ["KONTOR-PROFILE-AMOUNT"]);
}

#[test]
fn each_rule_finds_the_document_that_breaks_it() {
    let mut missed = Vec::new();
    for (rule, profile, break_it) in cases() {
        let mut invoice = sample();
        break_it(&mut invoice);
        let found = check(&invoice, *profile);
        let hit = found.iter().find(|found| found.rule == *rule);
        match hit {
            None => missed.push(format!("{rule} {profile:?}: {found:?}")),
            Some(hit) => assert!(!hit.terms.is_empty(), "{rule} points at no term"),
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn every_rule_has_a_document_that_breaks_it() {
    let sources = [
        include_str!("../../src/check/code_list.rs"),
        include_str!("../../src/check/core.rs"),
        include_str!("../../src/check/decimals.rs"),
        include_str!("../../src/check/german.rs"),
        include_str!("../../src/check/line.rs"),
        include_str!("../../src/check/own.rs"),
        include_str!("../../src/check/party.rs"),
        include_str!("../../src/check/payment.rs"),
        include_str!("../../src/check/peppol.rs"),
        include_str!("../../src/check/vat.rs"),
        include_str!("../../src/check/vehicles.rs"),
    ];
    let is_rule = |text: &&str| {
        let begins = ["BR-", "PEPPOL-EN", "KONTOR-"].iter().any(|begin| text.starts_with(begin));
        begins && !text.contains(['{', ' '])
    };
    let named = sources.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
    let rules: Vec<&str> = named.filter(is_rule).collect();
    assert!(100 < rules.len(), "the rules were found: {}", rules.len());
    let untried: Vec<&&str> =
        rules.iter().filter(|rule| cases().all(|(known, ..)| known != *rule)).collect();
    assert!(untried.is_empty(), "{untried:?}");
}
