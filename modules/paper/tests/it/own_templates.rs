//! Templates of customers.

use crate::kit::sheets;
use crate::samples;
use paper::{Kind, Made, PARTS, pdf, pdf_in_any_case};
use print::{FaultKind, Part, Picture};

fn with(own: &str) -> Made {
    Made { own: Some(own.to_owned()), ..samples::made() }
}

#[test]
fn an_own_template_replaces_the_one_that_comes_along() {
    let own = "#import \"/letter.typ\": *\n#show: letter\nGanz anders: #data.sums.last().amount";
    let text = sheets(&pdf(&samples::invoice(), &with(own)).unwrap().bytes).concat();
    assert!(text.contains("Ganz anders: 5.264,06 €"), "{text}");
    assert!(!text.contains("Besprechungstisch"));
}

#[test]
fn a_fault_names_its_line_and_the_paper_is_made_all_the_same() {
    let own = "#import \"/letter.typ\": *\n#show: letter\n\n#data.sumz";
    let faults = pdf(&samples::invoice(), &with(own)).unwrap_err();
    let place = faults[0].place.as_ref().unwrap();
    assert_eq!(
        (place.part.as_str(), place.line, faults[0].kind),
        ("main.typ", 4, FaultKind::Template)
    );
    assert!(faults[0].message.contains("sumz"), "{faults:?}");

    let printed = pdf_in_any_case(&samples::invoice(), &with(own)).unwrap();
    assert_eq!(printed.passed_over, faults);
    assert_eq!(printed.pdf, pdf(&samples::invoice(), &samples::made()).unwrap());
}

#[test]
fn a_paper_without_own_template_is_passed_over_for_nothing() {
    let printed = pdf_in_any_case(&samples::quote(), &samples::made()).unwrap();
    assert!(printed.passed_over.is_empty());
}

#[test]
fn an_own_part_takes_the_place_of_the_one_with_its_name() {
    let (_, letter) = PARTS.into_iter().find(|(name, _)| *name == "letter.typ").unwrap();
    let text = letter.replace("data.sender.claim)", "[Ganz eigen])");
    assert_ne!(text, letter);
    let part = |text: &str| vec![Part { name: "letter.typ".into(), text: text.into() }];
    let made = Made { own_parts: part(&text), ..samples::made() };
    for (name, paper) in samples::all() {
        let text = sheets(&pdf(&paper, &made).unwrap().bytes).concat();
        assert!(text.contains("Ganz eigen"), "{name}");
    }
    let broken = Made { own_parts: part("\n#let letter = ("), ..samples::made() };
    let printed = pdf_in_any_case(&samples::invoice(), &broken).unwrap();
    assert_eq!(printed.passed_over[0].place.as_ref().unwrap().part, "letter.typ");
    assert_eq!(printed.pdf, pdf(&samples::invoice(), &samples::made()).unwrap());
}

#[test]
fn a_broken_logo_keeps_no_paper_from_being_made() {
    let mut paper = samples::invoice();
    let plain = pdf(&paper, &samples::made()).unwrap();
    paper.sender.logo = Some(Picture { name: "Logo 2026.PNG".into(), bytes: b"none".to_vec() });
    let faults = pdf(&paper, &samples::made()).unwrap_err();
    assert_eq!(faults[0].place.as_ref().unwrap().part, "letter.typ");
    let printed = pdf_in_any_case(&paper, &samples::made()).unwrap();
    assert_eq!((printed.pdf, printed.passed_over), (plain, faults));
}

#[test]
fn the_shipped_text_is_a_beginning_for_an_own_one() {
    for kind in Kind::ALL {
        let (_, paper) = samples::all().into_iter().find(|(_, paper)| paper.kind == kind).unwrap();
        let own = pdf(&paper, &with(kind.shipped())).unwrap();
        assert_eq!(own, pdf(&paper, &samples::made()).unwrap(), "{}", kind.code());
    }
}
