//! Papers without a table of amounts.

use super::blank::{blank, facts, group, line, note, sum, texts};
use paper::{Kind, Paper, Payment, Side, Statement, StatementColumn, SumWeight};

/// What is handed over.
pub fn delivery_note() -> Paper {
    let row = |cells: &str| line(&format!("{cells} | | | | "));
    Paper {
        subtitle: Some("Zu Ihrer Bestellung 4500-7781 vom 2. November 2026".into()),
        facts: facts(&[
            ("Lieferscheinnummer", "LS-2026-0091"),
            ("Lieferdatum", "18.11.2026"),
            ("Kundennummer", "10042"),
            ("Auftrag", "AB-2026-0088"),
            ("Versandart", "Eigene Spedition"),
        ]),
        opening: texts(&["wir liefern Ihnen heute:"]),
        lines: vec![
            group("", "Palette 1"),
            row(
                "1 | Besprechungstisch „Elbe“, Platte | Eiche massiv, geölt, 280 × 110 cm | 1 Stk.",
            ),
            row("2 | Gestell Stahl RAL 7016 | Zerlegt, Schrauben beiliegend | 1 Stk."),
            group("", "Palette 2"),
            row("3 | Konferenzstuhl „Mulde“ | Seriennummern 26-4410 bis 26-4417 | 8 Stk."),
        ],
        notes: vec![note(
            None,
            "Bitte prüfen Sie die Lieferung sofort und vermerken Sie Schäden auf diesem Schein.",
        )],
        closing: Vec::new(),
        signatures: texts(&["Ort, Datum", "Ware vollständig erhalten, Unterschrift"]),
        ..blank(Kind::DeliveryNote, "Lieferschein LS-2026-0091")
    }
}

/// What is open.
pub fn dunning_letter() -> Paper {
    Paper {
        subtitle: Some("Kundennummer 10042".into()),
        facts: facts(&[
            ("Datum", "24.11.2026"),
            ("Mahnstufe", "2"),
            ("Kundennummer", "10042"),
            ("Zahlungen bis", "23.11.2026 berücksichtigt"),
            ("Ansprechpartner", "Jonas Weber"),
            ("Durchwahl", "0341 90 98 715"),
        ]),
        opening: texts(&[
            "Sehr geehrte Frau Dr. Petersen,",
            "auf unsere Zahlungserinnerung vom 6. November haben wir leider nichts von Ihnen \
             gehört. Die folgenden Rechnungen sind weiterhin offen:",
        ]),
        statement: Some(open_invoices()),
        sums: vec![
            sum("Offene Rechnungen", "2.094,00 €", SumWeight::Plain),
            sum("Verzugszinsen (§ 288 Abs. 2 BGB)", "26,08 €", SumWeight::Plain),
            sum("Pauschale § 288 Abs. 5 BGB", "40,00 €", SumWeight::Plain),
            sum("Bitte zahlen Sie", "2.160,08 €", SumWeight::Total),
        ],
        terms: facts(&[("Zahlbar bis 04.12.2026", "2.160,08 €")]),
        payment: Some(Payment::Bank(facts(&[
            ("Empfänger", "Lindner & Söhne GmbH"),
            ("IBAN", "DE02 8605 5592 1090 1234 56"),
            ("BIC", "WELADE8LXXX"),
            ("Verwendungszweck", "10042 Mahnung 24.11.2026"),
        ]))),
        notes: vec![note(
            None,
            "Sollten Sie inzwischen gezahlt haben, betrachten Sie dieses Schreiben bitte \
             als erledigt.",
        )],
        closing: texts(&["Mit freundlichen Grüßen", "Jonas Weber, Buchhaltung"]),
        ..blank(Kind::DunningLetter, "Zweite Mahnung")
    }
}

/// A form to sign.
pub fn mandate() -> Paper {
    Paper {
        opening: texts(&["Hiermit erlauben wir Lindner & Söhne GmbH, Zahlungen einzuziehen."]),
        payment: Some(Payment::Bank(facts(&[
            ("Kontoinhaber", "Nordlicht Veranstaltungstechnik GmbH"),
            ("IBAN", "DE89 3704 0044 0532 0130 00"),
        ]))),
        notes: vec![note(None, "Die Erstattung kann acht Wochen lang verlangt werden.")],
        signatures: texts(&["Ort, Datum", "Unterschrift"]),
        ..blank(Kind::Mandate, "SEPA-Lastschriftmandat SM-2026-00017")
    }
}

fn open_invoices() -> Statement {
    let column = |label: &str, side| StatementColumn { label: label.into(), side };
    Statement {
        columns: vec![
            column("Rechnung", Side::Wide),
            column("Datum", Side::Left),
            column("Fällig am", Side::Left),
            column("Tage", Side::Right),
            column("Betrag", Side::Right),
            column("Offen", Side::Right),
        ],
        rows: vec![
            texts(&["RE-2026-0019", "01.09.2026", "01.10.2026", "54", "2.380,00 €", "1.380,00 €"]),
            texts(&["RE-2026-0027", "14.09.2026", "14.10.2026", "41", "714,00 €", "714,00 €"]),
        ],
    }
}
