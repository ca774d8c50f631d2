//! Direct debits against the official schema, and what a bank would refuse.

use banking::order::{
    Debit, DebitOrder, Mandate, MandateChange, Scheme, Sequence, Spelling, write_debits,
};
use kernel::{Date, Decimal, Instant};

use crate::foreign::assert_valid;
use crate::transfers::{berlin, party};

const SCHEMA: &str = "pain.008.001.08";

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn debit(cents: i64, sequence: Sequence, due_on: &str) -> Debit {
    Debit {
        debtor: party("Jörg Groß", "DE89 3704 0044 0532 0130 00"),
        amount: Decimal::new(cents, 2),
        sequence,
        due_on: day(due_on),
        mandate: Mandate {
            id: "M-10017".into(),
            signed_on: Some(day("2025-03-01")),
            changes: Vec::new(),
        },
        end_to_end_id: "RE-2026-0815".into(),
        purpose: "Wartung November, Rechnung RE-2026-0815".into(),
    }
}

fn order(scheme: Scheme, debits: Vec<Debit>) -> DebitOrder {
    DebitOrder {
        message_id: "KONTOR-20261130-2".into(),
        created_at: Instant::parse_rfc3339("2026-11-30T08:15:00Z").unwrap(),
        collector: party("Kontor GmbH", "DE02120300000000202051"),
        creditor_id: "DE98ZZZ09999999999".into(),
        scheme,
        spelling: Spelling::Plain,
        debits,
    }
}

#[test]
fn debits_go_in_batches_by_sequence_and_day() {
    use Sequence::{Final, First, OneOff, Recurring};
    let mut moved = debit(500, Recurring, "2026-12-10");
    moved.mandate.changes = vec![
        MandateChange::Id("M-7".into()),
        MandateChange::CreditorId("DE98ABC09999999999".into()),
        MandateChange::Account,
    ];
    let mut swiss = debit(600, OneOff, "2026-12-10");
    swiss.debtor.iban = "CH9300762011623852957".into();
    swiss.debtor.address = Some(berlin());
    let debits = vec![
        debit(100, Recurring, "2026-12-10"),
        debit(200, First, "2026-12-10"),
        debit(300, Recurring, "2026-12-15"),
        debit(400, Final, "2026-12-10"),
        moved,
        swiss,
    ];
    for scheme in [Scheme::Core, Scheme::Business] {
        let file = write_debits(&order(scheme, debits.clone())).unwrap();
        assert_valid(SCHEMA, &file);
        assert_eq!(file.matches("<PmtInf>").count(), 5);
        assert_eq!(file.matches("<CtrlSum>21.00</CtrlSum>").count(), 1);
        // Two recurring ones on the same day are one batch with a sum of its own.
        assert_eq!(file.matches("<CtrlSum>6.00</CtrlSum>").count(), 2);
        assert!(file.contains(&format!("<LclInstrm><Cd>{}</Cd></LclInstrm>", scheme.code())));
        assert!(
            file.contains("<OrgnlDbtrAcct><Id><Othr><Id>SMNDA</Id></Othr></Id></OrgnlDbtrAcct>")
        );
        for code in ["FRST", "RCUR", "OOFF", "FNAL"] {
            assert!(file.contains(&format!("<SeqTp>{code}</SeqTp>")));
        }
    }
}

#[test]
fn a_debit_without_a_whole_mandate_is_refused() {
    let mut bad = debit(100, Sequence::First, "2026-12-26");
    bad.mandate = Mandate::default();
    let mut early = debit(100, Sequence::First, "2026-12-10");
    early.mandate.signed_on = Some(day("2026-12-11"));
    early.mandate.changes = vec![MandateChange::CreditorId("DE00".into())];
    early.debtor.iban = "GB29NWBK60161331926819".into();
    let mut abroad = debit(100, Sequence::First, "2026-12-10");
    abroad.debtor.iban = "BR1800360305000010009795493C1".into();
    let mut wrong = order(Scheme::Core, vec![bad, early, abroad]);
    wrong.creditor_id = "DE97ZZZ09999999999".into();
    let problems = write_debits(&wrong).unwrap_err();
    let found: Vec<(&str, &str)> =
        problems.iter().map(|p| (p.field.as_str(), p.code.as_str())).collect();
    let expected = [
        ("creditor_id", "identifier_checksum"),
        ("debits[0].mandate.id", "required"),
        ("debits[0].mandate.signed_on", "required"),
        ("debits[0].due_on", "no_target_day"),
        ("debits[1].mandate.signed_on", "signed_after_due"),
        ("debits[1].mandate.changes", "identifier_length"),
        ("debits[1].debtor.address", "required"),
        ("debits[2].debtor.iban", "outside_sepa"),
        ("debits[2].debtor.address", "required"),
    ];
    assert_eq!(found, expected);
    assert_eq!(problems[3].params["next"], "2026-12-28");
    let soon = order(Scheme::Core, vec![debit(100, Sequence::First, "2026-11-30")]);
    let problems = write_debits(&soon).unwrap_err();
    assert_eq!((problems[0].code.as_str(), problems.len()), ("too_early", 1));
    assert_eq!(problems[0].params["earliest"], "2026-12-01");
}
