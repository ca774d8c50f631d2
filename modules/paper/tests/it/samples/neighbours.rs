//! Papers in English, for Austria and for Switzerland.

use super::blank::{blank, facts, labels, line, note, sum, texts};
use kernel::Language;
use paper::{Fact, Kind, Labels, Line, Paper, Payment, Recipient, Sender, Sum, SumWeight};
use paper::{SwissLanguage, SwissSlip};

/// An invoice in English without tax.
pub fn english() -> Paper {
    let german = blank(Kind::Invoice, "Invoice RE-2026-0043");
    Paper {
        language: "en-GB".into(),
        sender: Sender {
            claim: Some("Furniture and interiors since 1987".into()),
            accent: Some("#7a3b1d".into()),
            ..german.sender.clone()
        },
        recipient: Recipient {
            remark: None,
            lines: texts(&[
                "Van der Berg Interieur B.V.",
                "Attn. Accounts Payable",
                "Keizersgracht 210",
                "1016 DX AMSTERDAM",
                "THE NETHERLANDS",
            ]),
        },
        facts: english_facts(),
        opening: texts(&["Dear Sir or Madam,", "thank you for your order. We charge as agreed:"]),
        lines: english_lines(),
        sums: english_sums(),
        terms: facts(&[("Payable by 24 December 2026 without deduction", "€4,380.00")]),
        payment: Some(Payment::Bank(facts(&[
            ("Payee", "Lindner & Söhne GmbH"),
            ("IBAN", "DE02 8605 5592 1090 1234 56"),
            ("BIC", "WELADE8LXXX"),
            ("Reference", "RE-2026-0043"),
        ]))),
        notes: vec![note(
            None,
            "Tax-free intra-Community supply pursuant to Section 4 No. 1 b UStG. Our VAT \
             identification number is DE123456789, yours is NL123456789B01.",
        )],
        closing: texts(&["Yours faithfully", "Mara Lindner"]),
        labels: labels(Language::En),
        ..german
    }
}

fn english_facts() -> Vec<Fact> {
    facts(&[
        ("Invoice number", "RE-2026-0043"),
        ("Invoice date", "24 November 2026"),
        ("Date of supply", "18 November 2026"),
        ("Customer number", "10077"),
        ("Your VAT no.", "NL123456789B01"),
    ])
}

fn english_lines() -> Vec<Line> {
    vec![
        line(
            "1 | Conference table “Elbe” | Solid oak, oiled, 280 × 110 cm \
             | 1 pc | 2,480.00 | | 2,480.00 | 2,480.00",
        ),
        line(
            "2 | Conference chair “Mulde” | Upholstered, wool felt, anthracite \
             | 8 pcs | 215.00 | | 1,720.00 | 4,200.00",
        ),
    ]
}

fn english_sums() -> Vec<Sum> {
    vec![
        sum("Shipping", "€180.00", SumWeight::Plain),
        sum("Net amount", "€4,380.00", SumWeight::Strong),
        sum("VAT 0%", "€0.00", SumWeight::Plain),
        sum("Total due", "€4,380.00", SumWeight::Total),
    ]
}

const LOGO: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 150 48'>\
    <rect x='0' y='4' width='40' height='40' rx='8' fill='#2d4a86'/>\
    <path d='M10 30l10-16 10 16M10 36h20' fill='none' stroke='#fff' stroke-width='4'/>\
    <path d='M56 14h88M56 24h64M56 34h76' stroke='#2d4a86' stroke-width='5'/></svg>";

/// An invoice to Austria, after Austrian law.
pub fn austria() -> Paper {
    let german = blank(Kind::Invoice, "Rechnung 2026/0815");
    let recipient =
        ["Hotel Alpenblick KG", "Herrn Matthias Gruber", "Dorfplatz 3", "5640 Bad Gastein"];
    Paper {
        language: "de-AT".into(),
        subtitle: Some("Wartung Jänner bis März 2026".into()),
        sender: austrian_sender(),
        recipient: Recipient { remark: None, lines: texts(&recipient) },
        facts: facts(&[
            ("Rechnungsnummer", "2026/0815"),
            ("Rechnungsdatum", "07.01.2026"),
            ("Leistungszeitraum", "01.01.–31.03.2026"),
            ("Ihre UID", "ATU87654321"),
        ]),
        opening: texts(&[
            "Sehr geehrter Herr Gruber,",
            "für die vereinbarte Wartung verrechnen wir:",
        ]),
        lines: vec![
            line(
                "1 | Wartungsvertrag Personenaufzug | Anlage 4711, Quartal 1/2026 \
                 | 3 Mon. | 189,00 | 20 % | 567,00 | 567,00",
            ),
            line("2 | Notrufaufschaltung | | 3 Mon. | 24,00 | 20 % | 72,00 | 639,00"),
        ],
        sums: vec![
            sum("Nettobetrag", "€ 639,00", SumWeight::Strong),
            sum("USt. 20 %", "€ 127,80", SumWeight::Plain),
            sum("Rechnungsbetrag", "€ 766,80", SumWeight::Total),
        ],
        terms: facts(&[("Zahlbar bis 21.01.2026 ohne Abzug", "€ 766,80")]),
        payment: Some(Payment::Bank(facts(&[
            ("Kontoinhaber", "Donautechnik GmbH"),
            ("IBAN", "AT61 1904 3002 3457 3201"),
            ("Zahlungsreferenz", "2026/0815"),
        ]))),
        closing: texts(&["Mit freundlichen Grüßen", "Ihre Donautechnik"]),
        ..german
    }
}

fn austrian_sender() -> Sender {
    Sender {
        name: "Donautechnik".into(),
        claim: Some("Aufzüge und Fördertechnik".into()),
        return_line: "Donautechnik GmbH · Praterstraße 41/7 · 1020 Wien".into(),
        columns: vec![
            texts(&["Donautechnik GmbH", "Praterstraße 41/7", "1020 Wien"]),
            texts(&["Telefon +43 1 212 00 60", "office@donautechnik.example"]),
            texts(&["Erste Bank", "AT61 1904 3002 3457 3201", "BIC GIBAATWWXXX"]),
            texts(&["FN 123456 a, Handelsgericht Wien", "UID ATU12345678", "GISA 12345678"]),
        ],
        accent: Some("#2d4a86".into()),
        logo: Some(print::Picture { name: "logo.svg".into(), bytes: LOGO.as_bytes().to_vec() }),
        ..Sender::default()
    }
}

const QR: &str = "SPC\n0200\n1\nCH4431999123000889012\nS\nRobert Schneider AG\nRue du Lac\n1268\n\
                  2501\nBiel\nCH\n\n\n\n\n\n\n\n1949.75\nCHF\nS\nPia-Maria Rutschmann-Schnyder\n\
                  Grosse Marktgasse\n28\n9400\nRorschach\nCH\nQRR\n210000000003139471430009017\n\
                  Auftrag vom 15.06.2026\nEPD";

const PAYER: [&str; 3] =
    ["Pia-Maria Rutschmann-Schnyder", "Grosse Marktgasse 28", "9400 Rorschach"];

/// An invoice with a Swiss QR-bill, the sample of the guidelines.
pub fn swiss() -> Paper {
    let german = blank(Kind::Invoice, "Rechnung 10201409");
    Paper {
        language: "de-CH".into(),
        sender: swiss_sender(),
        recipient: Recipient { remark: None, lines: texts(&PAYER) },
        facts: facts(&[
            ("Rechnungsnummer", "10201409"),
            ("Datum", "24.11.2026"),
            ("Kundennummer", "1400.000-53"),
        ]),
        opening: texts(&["Guten Tag Frau Rutschmann", "Für unsere Arbeiten in Ihrem Garten:"]),
        lines: vec![
            line(
                "1 | Gartenarbeiten | Juni 2026, 2 Personen \
                 | 32 Std. | 45.00 | 8.1 % | 1’440.00 | ",
            ),
            line("2 | Rasensubstrat | | 7 m³ | 51.95 | 8.1 % | 363.65 | "),
        ],
        sums: vec![
            sum("Total netto", "CHF 1’803.65", SumWeight::Strong),
            sum("MWST 8.1 %", "CHF 146.10", SumWeight::Plain),
            sum("Total", "CHF 1’949.75", SumWeight::Total),
        ],
        terms: facts(&[("Zahlbar bis 24.12.2026, rein netto", "CHF 1’949.75")]),
        payment: Some(Payment::Swiss(slip())),
        labels: Labels { tax: "MWST".into(), ..labels(Language::De) },
        closing: Vec::new(),
        ..german
    }
}

fn swiss_sender() -> Sender {
    Sender {
        name: "Robert Schneider AG".into(),
        claim: Some("Gartenbau, Biel".into()),
        return_line: "Robert Schneider AG · Rue du Lac 1268 · 2501 Biel".into(),
        columns: vec![
            texts(&["Robert Schneider AG", "Rue du Lac 1268", "2501 Biel"]),
            texts(&["Telefon +41 32 322 22 22", "info@schneider.example"]),
            texts(&["Berner Kantonalbank", "CH44 3199 9123 0008 8901 2"]),
            texts(&["CHE-106.017.086 MWST"]),
        ],
        accent: Some("#2f6b3a".into()),
        ..Sender::default()
    }
}

fn slip() -> SwissSlip {
    SwissSlip {
        payload: QR.into(),
        language: SwissLanguage::German,
        account: texts(&[
            "CH44 3199 9123 0008 8901 2",
            "Robert Schneider AG",
            "Rue du Lac 1268",
            "2501 Biel",
        ]),
        reference: Some("21 00000 00003 13947 14300 09017".into()),
        additional: texts(&["Auftrag vom 15.06.2026"]),
        debtor: texts(&PAYER),
        currency: "CHF".into(),
        amount: Some("1 949.75".into()),
    }
}

/// A slip in French whose amount and payer are filled in by hand.
pub fn swiss_blank() -> Paper {
    Paper {
        language: "fr-CH".into(),
        title: "Facture 10201410".into(),
        payment: Some(Payment::Swiss(SwissSlip {
            language: SwissLanguage::French,
            debtor: Vec::new(),
            amount: None,
            reference: None,
            ..slip()
        })),
        ..swiss()
    }
}
