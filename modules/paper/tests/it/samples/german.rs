//! The chain of papers from quote to cancellation.

use super::blank::{blank, facts, group, line, note, position, subtotal, sum, texts};
use paper::{Code, Kind, Line, Paper, Payment, Position, SumWeight, Weight};

const GIRO: &str = "BCD\n002\n1\nSCT\nWELADE8LXXX\nLindner & Söhne GmbH\nDE02860555921090123456\n\
                    EUR5264.06\n\n\nRE-2026-0042";

fn head() -> Vec<paper::Fact> {
    facts(&[
        ("Rechnungsnummer", "RE-2026-0042"),
        ("Rechnungsdatum", "24.11.2026"),
        ("Leistungsdatum", "18.11.2026"),
        ("Kundennummer", "10042"),
        ("Ihre Bestellung", "4500-7781"),
        ("Ansprechpartnerin", "Mara Lindner"),
        ("Durchwahl", "0341 90 98 712"),
    ])
}

fn few_lines() -> Vec<Line> {
    vec![
        line(
            "1 | Besprechungstisch „Elbe“ | Eiche massiv, geölt, 280 × 110 cm\nGestell \
             Stahl, pulverbeschichtet RAL 7016 \
             | 1 Stk. | 2.480,00 | 19 % | 2.480,00 | 2.480,00",
        ),
        Line::Position(Box::new(Position {
            discount: "10 %".into(),
            ..position(
                "2 | Konferenzstuhl „Mulde“ | Sitz und Rücken gepolstert, Bezug Wollfilz anthrazit \
             | 8 Stk. | 215,00 | 19 % | 1.548,00 | 4.028,00",
            )
        })),
        line(
            "3 | Lieferung und Montage | Kiel, Hafenstraße 112, 2. Obergeschoss \
             | 5,5 Std. | 68,00 | 19 % | 374,00 | 4.402,00",
        ),
        line(
            "4 | Pflegehandbuch „Geölte Oberflächen“ |  \
             | 1 Stk. | 24,00 | 7 % | 24,00 | 4.426,00",
        ),
    ]
}

fn few_sums() -> Vec<paper::Sum> {
    vec![
        sum("Nettobetrag", "4.426,00 €", SumWeight::Strong),
        sum("Umsatzsteuer 19 % auf 4.402,00 €", "836,38 €", SumWeight::Plain),
        sum("Umsatzsteuer 7 % auf 24,00 €", "1,68 €", SumWeight::Plain),
        sum("Gesamtbetrag", "5.264,06 €", SumWeight::Total),
    ]
}

/// An invoice on one sheet.
pub fn invoice() -> Paper {
    Paper {
        subtitle: Some("Ausstattung Besprechungsraum „Förde“".into()),
        facts: head(),
        opening: texts(&[
            "Sehr geehrte Frau Dr. Petersen,",
            "vielen Dank für Ihren Auftrag. Wie vereinbart berechnen wir Ihnen:",
        ]),
        lines: few_lines(),
        sums: few_sums(),
        terms: facts(&[
            ("Zahlbar bis 04.12.2026 mit 2 % Skonto", "5.158,78 €"),
            ("Zahlbar bis 24.12.2026 ohne Abzug", "5.264,06 €"),
        ]),
        payment: Some(Payment::Code(Code {
            payload: GIRO.into(),
            caption: "Mit der Banking-App bezahlen".into(),
            facts: facts(&[
                ("Empfänger", "Lindner & Söhne GmbH"),
                ("IBAN", "DE02 8605 5592 1090 1234 56"),
                ("BIC", "WELADE8LXXX"),
                ("Verwendungszweck", "RE-2026-0042"),
            ]),
        })),
        ..blank(Kind::Invoice, "Rechnung RE-2026-0042")
    }
}

/// An invoice whose positions go over several sheets.
pub fn long_invoice(positions: usize) -> Paper {
    let lines = (1..=positions).map(|index| {
        let carried = format!("{}.{:03},00", index * 375 / 1000, index * 375 % 1000);
        line(&format!(
            "{index} | Schreibtisch „Saale“ | Höhenverstellbar 65–125 cm, Platte 160 × 80 cm, \
             Ahorn\nmit Kabelkanal \
             und Steckdosenleiste | 1 Stk. | 375,00 | 19 % | 375,00 | {carried}"
        ))
    });
    Paper {
        subtitle: Some("Ausstattung Verwaltungsgebäude, dritter Bauabschnitt".into()),
        lines: lines.collect(),
        sums: vec![
            sum("Nettobetrag", "22.500,00 €", SumWeight::Strong),
            sum("Umsatzsteuer 19 %", "4.275,00 €", SumWeight::Plain),
            sum("Gesamtbetrag", "26.775,00 €", SumWeight::Total),
        ],
        terms: facts(&[
            ("Zahlbar bis 04.12.2026 mit 2 % Skonto", "26.239,50 €"),
            ("Zahlbar bis 24.12.2026 ohne Abzug", "26.775,00 €"),
        ]),
        ..invoice()
    }
}

fn grouped() -> Vec<Line> {
    let mut lines = vec![
        group("1", "Planung"),
        line(
            "1.1 | Aufmaß und Bestandsaufnahme | Vor Ort in Kiel, einschließlich Anfahrt \
             | 1 Psch. | 420,00 |  | 420,00 | 420,00",
        ),
        line(
            "1.2 | Entwurf und Visualisierung | Zwei Varianten mit Materialproben, eine \
             Überarbeitung \
             | 14 Std. | 85,00 |  | 1.190,00 | 1.610,00",
        ),
        subtotal("Summe Planung", "1.610,00"),
    ];
    lines.extend(furniture());
    lines.extend([
        Line::Text(
            "Montage an einem Werktag zwischen 7 und 17 Uhr; ein Aufzug ist vorhanden.".into(),
        ),
        line("3 | Lieferung und Montage |  | 1 Psch. | 890,00 |  | 890,00 | 11.183,00"),
    ]);
    lines
}

fn furniture() -> Vec<Line> {
    vec![
        group("2", "Einrichtung"),
        line(
            "2.1 | Empfangstheke | Korpus Esche furniert, Front mit senkrechter \
             Lamellenstruktur,\nArbeitsplatte Linoleum, LED-Voute \
             | 1 Stk. | 6.840,00 |  | 6.840,00 | 8.450,00",
        ),
        line(
            "2.2 | Wartebank, 3 Plätze | Esche massiv, Polster Wollfilz \
             | 2 Stk. | 1.150,00 |  | 2.300,00 | 10.750,00",
        ),
        Line::Position(Box::new(Position {
            weight: Weight::Alternative,
            ..position(
                "2.3 | Wartebank mit Rückenlehne | Anstelle von Position 2.2 \
             | 2 Stk. | 1.390,00 |  | 2.780,00 | ",
            )
        })),
        Line::Position(Box::new(Position {
            weight: Weight::Optional,
            ..position("2.4 | Pflanzkübel mit Bewässerung |  | 3 Stk. | 340,00 |  | 1.020,00 | ")
        })),
        Line::Discount {
            label: "Mengenrabatt Einrichtung 5 %".into(),
            amount: "− 457,00".into(),
            carried: "10.293,00".into(),
        },
        subtotal("Summe Einrichtung", "8.683,00"),
    ]
}

/// A quote with groups, options and lines to sign on.
pub fn quote() -> Paper {
    Paper {
        subtitle: Some("Empfangsbereich Hafenstraße 112".into()),
        facts: facts(&[
            ("Angebotsnummer", "AN-2026-0117"),
            ("Datum", "24.11.2026"),
            ("Gültig bis", "31.12.2026"),
            ("Kundennummer", "10042"),
            ("Ansprechpartnerin", "Mara Lindner"),
            ("Durchwahl", "0341 90 98 712"),
        ]),
        opening: texts(&[
            "Sehr geehrte Frau Dr. Petersen,",
            "danke für das Gespräch am 12. November. Für Ihren neuen Empfangsbereich bieten wir \
             Ihnen an:",
        ]),
        lines: grouped(),
        sums: vec![
            sum("Nettobetrag", "11.183,00 €", SumWeight::Strong),
            sum("Umsatzsteuer 19 %", "2.124,77 €", SumWeight::Plain),
            sum("Gesamtbetrag", "13.307,77 €", SumWeight::Total),
        ],
        notes: vec![
            note(
                Some("Lieferzeit"),
                "Etwa acht Wochen nach Auftrag und Freigabe der Zeichnungen. Beträge in Klammern \
                 sind wählbar und nicht im Gesamtbetrag enthalten.",
            ),
            note(Some("Zahlung"), "40 % bei Auftrag, Rest 14 Tage nach Montage ohne Abzug."),
        ],
        signatures: texts(&["Ort, Datum", "Auftrag erteilt, Unterschrift"]),
        ..blank(Kind::Quote, "Angebot AN-2026-0117")
    }
}

/// What was ordered.
pub fn order_confirmation() -> Paper {
    Paper {
        facts: head(),
        notes: Vec::new(),
        ..Paper {
            kind: Kind::OrderConfirmation,
            title: "Auftragsbestätigung AB-2026-0088".into(),
            ..quote()
        }
    }
}

/// What is bought.
pub fn purchase_order() -> Paper {
    Paper {
        kind: Kind::PurchaseOrder,
        title: "Bestellung BE-2026-0031".into(),
        opening: texts(&["wir bestellen bei Ihnen:"]),
        ..order_confirmation()
    }
}

/// What is given back.
pub fn credit_note() -> Paper {
    Paper {
        facts: head(),
        opening: texts(&["wir schreiben Ihnen zu Rechnung RE-2026-0042 vom 24.11.2026 gut:"]),
        lines: few_lines().drain(1..2).collect(),
        sums: vec![
            sum("Nettobetrag", "1.548,00 €", SumWeight::Strong),
            sum("Umsatzsteuer 19 %", "294,12 €", SumWeight::Plain),
            sum("Gutgeschriebener Betrag", "1.842,12 €", SumWeight::Total),
        ],
        ..blank(Kind::CreditNote, "Rechnungskorrektur RK-2026-0007")
    }
}

/// An invoice taken back.
pub fn cancellation() -> Paper {
    Paper {
        kind: Kind::Cancellation,
        title: "Stornorechnung ST-2026-0003".into(),
        opening: texts(&["hiermit stornieren wir die Rechnung RE-2026-0042 vom 24.11.2026."]),
        terms: Vec::new(),
        payment: None,
        stamp: Some("Entwurf".into()),
        ..invoice()
    }
}
