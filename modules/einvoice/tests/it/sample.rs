//! One document with something of everything, which keeps all rules.

use einvoice::{
    Adjustment, Attachment, Attribute, Binary, Category, Classification, Contact, CreditTransfer,
    Delivery, GrossPrice, Identifier, Invoice, Item, Kind, Line, LineAdjustment, Note, PROCESS,
    Party, Payee, Payment, Period, Postal, Preceding, Price, Sign, TaxRepresentative, Terms, Vat,
    VatCurrency, blank,
};
use kernel::{Currency, Date, Decimal};

/// A number of so many hundredths.
pub fn hundredths(number: i64) -> Decimal {
    Decimal::new(number, 2)
}

/// A day of November 2026.
pub fn day(day: i8) -> Date {
    Date::new(2026, 11, day).expect("a day of November")
}

/// An identifier with a scheme.
pub fn id(value: &str, scheme: &str) -> Identifier {
    Identifier { value: value.to_owned(), scheme: Some(scheme.to_owned()) }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// The document.
pub fn sample() -> Invoice {
    let mut invoice = blank(day(23), Kind::Invoice, Currency::EUR);
    invoice.number = "RE-1".to_owned();
    invoice.process = some(PROCESS);
    invoice.buyer_reference = some("04011000-12345-03");
    invoice.due_on = Some(day(30));
    invoice.terms = Terms { text: some("Ohne Abzug"), discounts: Vec::new() };
    invoice.notes = vec![Note { subject: some("AAI"), text: "Danke".to_owned() }];
    invoice.object = Some(id("Z-1", "ABZ"));
    invoice.vat_currency = Some(VatCurrency {
        currency: Currency::parse("CHF").expect("a currency"),
        vat: Some(hundredths(5_000)),
    });
    invoice.preceding = vec![Preceding { number: "RE-0".to_owned(), issued_on: Some(day(1)) }];
    invoice.seller = seller();
    invoice.buyer = party("Kunde", "FR40303265045");
    invoice.payee = Some(Payee {
        name: "Bank".to_owned(),
        identifier: Some(id("4098765000010", "0088")),
        registration: Some(id("HRB 9", "0002")),
    });
    invoice.tax_representative = Some(TaxRepresentative {
        name: "Vertreter".to_owned(),
        vat_id: "ATU12345675".to_owned(),
        postal: postal(),
    });
    invoice.delivery = Some(Delivery {
        recipient: some("Lager"),
        location: Some(id("4012345000009", "0088")),
        delivered_on: Some(day(20)),
        postal: Some(postal()),
    });
    invoice.period = Some(Period { from: Some(day(1)), to: Some(day(23)) });
    invoice.payment = Some(payment());
    invoice.adjustments = vec![adjustment(Sign::Allowance), adjustment(Sign::Charge)];
    invoice.paid = Some(hundredths(100));
    invoice.rounding = Some(hundredths(1));
    invoice.attachments = vec![attachment("a.pdf"), attachment("b.pdf")];
    invoice.lines = vec![line("1"), line("2")];
    invoice
}

fn seller() -> Party {
    let contact =
        Contact { name: some("Jana"), phone: some("0221 4711"), email: some("jana@firma.example") };
    Party {
        identifiers: vec![id("4012345000009", "0088")],
        registration: Some(id("HRB 1", "0002")),
        tax_number: some("123/456/78901"),
        contact: Some(contact),
        ..party("Firma", "DE136695976")
    }
}

fn party(name: &str, vat_id: &str) -> Party {
    Party {
        name: name.to_owned(),
        vat_id: some(vat_id),
        electronic: Some(id("a@firma.example", "EM")),
        postal: postal(),
        ..Party::default()
    }
}

fn postal() -> Postal {
    let (city, postcode, country) = (some("Köln"), some("50667"), "DE".to_owned());
    Postal { city, postcode, country, ..Postal::default() }
}

fn payment() -> Payment {
    let account = CreditTransfer {
        account: "DE75512108001245126199".to_owned(),
        ..CreditTransfer::default()
    };
    Payment { means: "58".to_owned(), transfers: vec![account], ..Payment::default() }
}

fn attachment(name: &str) -> Attachment {
    let media_type = "application/pdf".to_owned();
    Attachment {
        reference: name.to_owned(),
        url: some("https://firma.example/a"),
        file: Some(Binary { bytes: vec![1], media_type, name: name.to_owned() }),
        ..Attachment::default()
    }
}

/// The usual rate.
pub fn standard() -> Vat {
    Vat { category: Category::Standard, rate: Some(Decimal::from(19)) }
}

fn adjustment(sign: Sign) -> Adjustment {
    Adjustment {
        sign,
        amount: hundredths(1_000),
        base: Some(hundredths(10_000)),
        percent: Some(Decimal::TEN),
        vat: standard(),
        reason: some("Grund"),
        reason_code: some(if sign == Sign::Allowance { "95" } else { "FC" }),
    }
}

fn line(id: &str) -> Line {
    let own = |sign| {
        let Adjustment { amount, base, percent, reason, reason_code, .. } = adjustment(sign);
        LineAdjustment { sign, amount, base, percent, reason, reason_code }
    };
    Line {
        id: id.to_owned(),
        note: None,
        object: Some(self::id("Z-1", "ABZ")),
        quantity: Decimal::from(2),
        unit: "H87".to_owned(),
        order_line: None,
        accounting: None,
        period: Some(Period { from: Some(day(2)), to: Some(day(3)) }),
        adjustments: vec![own(Sign::Allowance), own(Sign::Charge)],
        price: Price {
            net: hundredths(9_000),
            gross: Some(GrossPrice {
                amount: hundredths(10_000),
                discount: Some(hundredths(1_000)),
            }),
            base_quantity: Some(Decimal::ONE),
            base_unit: None,
        },
        vat: standard(),
        item: Item {
            name: "Stuhl".to_owned(),
            standard_id: Some(self::id("04012345123456", "0160")),
            classifications: vec![Classification {
                code: "7".to_owned(),
                scheme: some("STI"),
                version: None,
            }],
            origin: some("DE"),
            attributes: vec![Attribute { name: "Farbe".to_owned(), value: "blau".to_owned() }],
            ..Item::default()
        },
        sub_lines: Vec::new(),
    }
}
