//! Totals of others that do not follow from their lines.

use einvoice::{Profile, Severity, Stated, Syntax, differences, read, write};
use kernel::Decimal;

use crate::sample::{hundredths, sample};

/// What breaks a stated total.
type Break = fn(&mut Stated);

#[test]
fn each_total_that_does_not_follow_is_found() {
    let cases: [(&str, Severity, Break); 14] = [
        ("PEPPOL-EN16931-R120", Severity::Warning, |s| off(&mut s.lines[0], 3)),
        ("BR-24", Severity::Fatal, |s| s.lines[1] = None),
        ("BR-CO-10", Severity::Fatal, |s| off(&mut s.line_total, 1)),
        ("BR-CO-11", Severity::Fatal, |s| off(&mut s.allowances, 1)),
        ("BR-CO-12", Severity::Fatal, |s| s.charges = None),
        ("BR-CO-13", Severity::Fatal, |s| off(&mut s.net, 1)),
        ("BR-CO-14", Severity::Fatal, |s| off(&mut s.vat, 1)),
        ("BR-CO-15", Severity::Fatal, |s| off(&mut s.gross, 1)),
        ("BR-CO-16", Severity::Fatal, |s| off(&mut s.due, 1)),
        ("BR-12", Severity::Fatal, |s| s.line_total = None),
        ("BR-CO-17", Severity::Warning, |s| off(&mut s.breakdown[0].amount, 1)),
        ("BR-CO-17", Severity::Fatal, |s| off(&mut s.breakdown[0].amount, 100)),
        ("BR-S-08", Severity::Fatal, |s| off(&mut s.breakdown[0].base, 100)),
        ("BR-S-01", Severity::Fatal, |s| s.breakdown.clear()),
    ];
    for syntax in [Syntax::Ubl, Syntax::Cii] {
        let bytes = write(&sample(), Profile::XRechnung, syntax).expect("both syntaxes");
        let right = read(&bytes).expect("our own document");
        assert_eq!(differences(&right), []);
        for (rule, severity, break_it) in cases {
            let mut wrong = right.clone();
            break_it(&mut wrong.stated);
            let found = differences(&wrong);
            let hit = found.iter().find(|found| found.rule == rule);
            assert_eq!(hit.map(|hit| hit.severity), Some(severity), "{rule}: {found:?}");
        }
    }
}

fn off(number: &mut Option<Decimal>, cents: i64) {
    *number = number.map(|number| number + hundredths(cents));
}
