//! Totals of others that do not follow from their lines.

use einvoice::{Profile, Severity, Stated, Syntax, differences, form, read, write};
use kernel::Decimal;

use crate::sample::{hundredths, sample};

/// What breaks a stated total.
type Break = fn(&mut Stated);

#[test]
fn each_total_that_does_not_follow_is_found() {
    let cases: [(&str, Severity, Break); 16] = [
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
        ("BR-45", Severity::Fatal, |s| s.breakdown[0].base = None),
        ("BR-46", Severity::Fatal, |s| s.breakdown[0].amount = None),
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

#[test]
fn cash_discounts_of_extended_are_read() {
    let bytes = write(&sample(), Profile::Extended, Syntax::Cii).expect("its syntax");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let end = "</ram:SpecifiedTradePaymentTerms>";
    let terms = "<ram:ApplicableTradePaymentDiscountTerms>\
                 <ram:BasisPeriodMeasure unitCode=\"DAY\">14</ram:BasisPeriodMeasure>\
                 <ram:CalculationPercent>2.5</ram:CalculationPercent>\
                 </ram:ApplicableTradePaymentDiscountTerms>";
    let more = format!("{end}<ram:SpecifiedTradePaymentTerms>{terms}{end}");
    let found = read(text.replacen(end, &more, 1).as_bytes()).expect("an invoice");
    assert_eq!(found.not_understood, Vec::<String>::new());
    let terms = found.invoice.terms;
    assert_eq!(terms.text.as_deref(), Some("Ohne Abzug"));
    let [discount] = &terms.discounts[..] else { panic!("{:?}", terms.discounts) };
    assert_eq!((discount.days, discount.percent), (14, hundredths(250)));
}

#[test]
fn lines_that_gather_others_add_nothing() {
    let bytes = write(&sample(), Profile::Extended, Syntax::Cii).expect("its syntax");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let reason = "</ram:LineID><ram:LineStatusReasonCode>GROUP</ram:LineStatusReasonCode>";
    let begin = text.find("<ram:IncludedSupplyChainTradeLineItem>").expect("a line");
    let end = "</ram:IncludedSupplyChainTradeLineItem>";
    let end = text.find(end).expect("its end") + end.len();
    let group = text[begin..end].replacen("</ram:LineID>", reason, 1);
    let grouped = format!("{}{group}{}", &text[..begin], &text[begin..]);
    let found = read(grouped.as_bytes()).expect("an invoice");
    assert_eq!(found.invoice.lines.len(), 2);
    assert_eq!(differences(&found), []);
    assert_eq!(found.not_understood.len(), 1);
}

#[test]
fn empty_elements_and_a_missing_specification_are_found() {
    let bytes = write(&sample(), Profile::XRechnung, Syntax::Ubl).expect("its syntax");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(form(&read(text.as_bytes()).expect("an invoice")), []);
    let hollow = text.replacen(">Ohne Abzug<", "> <", 1);
    let found = form(&read(hollow.as_bytes()).expect("an invoice"));
    let told: Vec<_> = found.iter().map(|found| (found.rule.as_str(), found.severity)).collect();
    assert_eq!(told, [("PEPPOL-EN16931-R008", Severity::Fatal)]);
    let path = "ubl:Invoice/cac:PaymentTerms/cbc:Note".to_owned();
    assert_eq!(found[0].parameters, [("path", path)]);
    let nameless = text.replacen(Profile::XRechnung.specification(), "", 1);
    let found = form(&read(nameless.as_bytes()).expect("an invoice"));
    let told: Vec<_> = found.iter().map(|found| (found.rule.as_str(), found.severity)).collect();
    let empty = ("PEPPOL-EN16931-R008", Severity::Warning);
    assert_eq!(told, [("BR-01", Severity::Fatal), empty]);
}
