//! One document with a wrong code for each list.

#![expect(clippy::unwrap_used, reason = "the sample has something of everything")]

use einvoice::{Exemption, Kind, Profile, Severity, Vat, check};
use kernel::Currency;

use crate::sample::{id, sample};
use crate::wrong::Case;

use Profile::En16931 as En;

#[rustfmt::skip]
pub const CODES: &[Case] = &[
    ("BR-CL-01", En, |i| i.kind = Kind::of("1")),
    ("BR-CL-04", En, |i| i.currency = Currency::parse("QQQ").unwrap()),
    ("BR-CL-05", En, |i| {
        i.vat_currency.as_mut().unwrap().currency = Currency::parse("QQQ").unwrap();
    }),
    ("BR-CL-07", En, |i| i.object = Some(id("1", "Q"))),
    ("BR-CL-07", En, |i| i.lines[0].object = Some(id("1", "Q"))),
    ("BR-CL-08", En, |i| i.notes[0].subject = Some("QQQ".into())),
    ("BR-CL-10", En, |i| i.seller.identifiers = vec![id("1", "9")]),
    ("BR-CL-10", En, |i| i.payee.as_mut().unwrap().identifier = Some(id("1", "9"))),
    ("BR-CL-11", En, |i| i.seller.registration = Some(id("1", "9"))),
    ("BR-CL-13", En, |i| i.lines[0].item.classifications[0].scheme = Some("Q".into())),
    ("BR-CL-14", En, |i| i.seller.postal.country = "QQ".into()),
    ("BR-CL-15", En, |i| i.lines[0].item.origin = Some("QQ".into())),
    ("BR-CL-16", En, |i| i.payment.as_mut().unwrap().means = "Q".into()),
    ("BR-CL-19", En, |i| i.adjustments[0].reason_code = Some("FC".into())),
    ("BR-CL-20", En, |i| i.lines[0].adjustments[1].reason_code = Some("95".into())),
    ("BR-CL-21", En, |i| i.lines[0].item.standard_id = Some(id("1", "9"))),
    ("BR-CL-22", En, |i| {
        let category = einvoice::Category::Exempt;
        i.lines[0].vat = Vat { category, rate: Some(kernel::Decimal::ZERO) };
        i.exemptions = vec![Exemption { category, text: None, code: Some("VATEX-Q".into()) }];
    }),
    ("BR-CL-23", En, |i| i.lines[0].unit = "Stück".into()),
    ("BR-CL-23", En, |i| i.lines[0].price.base_unit = Some("Stück".into())),
    ("BR-CL-24", En, |i| i.attachments[0].file.as_mut().unwrap().media_type = "a/b".into()),
    ("BR-CL-25", En, |i| i.seller.electronic = Some(id("1", "QQ"))),
    ("BR-CL-26", En, |i| i.delivery.as_mut().unwrap().location = Some(id("1", "9"))),
];

#[test]
fn lists_weigh_less_where_the_official_setting_says_so() {
    let weight = |rule: &str, profile, break_it: fn(&mut einvoice::Invoice)| {
        let mut invoice = sample();
        break_it(&mut invoice);
        let found = check(&invoice, profile);
        found.iter().find(|found| found.rule == rule).map(|found| found.severity)
    };
    let unit: fn(&mut einvoice::Invoice) = |i| i.lines[0].unit = "QQ".into();
    let article: fn(&mut einvoice::Invoice) =
        |i| i.lines[0].item.standard_id = Some(id("1", "XR01"));
    assert_eq!(weight("BR-CL-23", Profile::En16931, unit), Some(Severity::Fatal));
    assert_eq!(weight("BR-CL-23", Profile::XRechnung, unit), Some(Severity::Warning));
    assert_eq!(weight("BR-CL-21", Profile::XRechnung, article), Some(Severity::Warning));
    let extension = Profile::XRechnungExtension;
    assert_eq!(weight("BR-CL-21", extension, article), Some(Severity::Information));
}
