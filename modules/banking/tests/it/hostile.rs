//! Files that want to do harm, and files that are only broken.

use banking::statement::{Fault, LIMIT, ReadError, read};
use proptest::prelude::*;

use crate::statements::{CAMT_02, CAMT_08, MT940};

fn fault(text: &str) -> Fault {
    read(text.as_bytes()).unwrap_err().fault
}

fn camt(inside: &str) -> String {
    format!("<Document><BkToCstmrStmt><Stmt>{inside}</Stmt></BkToCstmrStmt></Document>")
}

#[test]
fn document_types_are_refused_before_anything_in_them_counts() {
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>\
                  <Document>&b;</Document>";
    assert_eq!(fault(laughs), Fault::DocumentType);
    let file = "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><Document/>";
    assert_eq!(fault(file), Fault::DocumentType);
    let unknown = camt("<Acct><Id><IBAN>&b;</IBAN></Id></Acct>");
    assert_eq!(fault(&unknown), Fault::NotWellFormed);
}

#[test]
fn size_depth_and_number_are_bounded() {
    assert_eq!(read(&vec![b' '; LIMIT + 1]).unwrap_err().fault, Fault::TooLarge);
    let deep = camt(&format!("<Ntry>{}", "<a>".repeat(100_000)));
    assert_eq!(fault(&deep), Fault::TooMany);
    let entry =
        "<Ntry><Amt>1</Amt><CdtDbtInd>CRDT</CdtDbtInd><ValDt><Dt>2026-11-30</Dt></ValDt></Ntry>";
    let many = camt(&entry.repeat(200_001));
    assert_eq!(fault(&many), Fault::TooMany);
    // What is passed over may be as deep as it likes.
    let passed = camt(&format!("<X>{}{}</X>", "<a>".repeat(10_000), "</a>".repeat(10_000)));
    assert!(read(passed.as_bytes()).is_ok());
}

#[test]
fn broken_files_are_told_with_their_place() {
    let told = |text: &str| {
        let ReadError { fault, line, place } = read(text.as_bytes()).unwrap_err();
        (fault, line, place)
    };
    let entry = |inside: &str| camt(&format!("\n<Ntry>{inside}</Ntry>"));
    let amount = "<Amt Ccy=\"EUR\">1</Amt><CdtDbtInd>CRDT</CdtDbtInd>";
    let place = |fault, line, place: &str| (fault, line, place.to_owned());
    assert_eq!(told(&entry("")), place(Fault::Missing, 2, "Ntry/Amt"));
    assert_eq!(told(&entry(amount)), place(Fault::Missing, 2, "BookgDt"));
    let wrong = amount.replace('1', "-1");
    assert_eq!(told(&entry(&wrong)), place(Fault::Amount("-1".into()), 2, "Amt"));
    let wrong = amount.replace("CRDT", "X");
    assert_eq!(told(&entry(&wrong)), place(Fault::Mark("X".into()), 2, "CdtDbtInd"));
    let wrong = format!("{amount}<BookgDt><Dt>30.11.2026</Dt></BookgDt>");
    assert_eq!(told(&entry(&wrong)), place(Fault::Date("30.11.2026".into()), 2, "BookgDt"));
    assert_eq!(fault("<html><body/></html>"), Fault::UnknownForm);
    assert_eq!(fault("<Document><BkToCstmrDbtCdtNtfctn/></Document>"), Fault::UnknownForm);
    assert_eq!(fault("<Document><BkToCstmrStmt/></Document>"), Fault::Missing);
    assert_eq!(fault(&camt("<Ntry>").replace("</Stmt>", "")), Fault::NotWellFormed);
    assert_eq!(fault("<?xml version=\"1.0\" encoding=\"klingon\"?><a/>"), Fault::Charset);
    assert_eq!(
        read(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\xff").unwrap_err().fault,
        Fault::Charset
    );
    assert_eq!(fault(""), Fault::UnknownForm);

    assert_eq!(told(":20:X\n:61:x"), place(Fault::Date("x".into()), 2, ":61:"));
    assert_eq!(told(":20:X\n:61:261130X1,"), place(Fault::Mark("X1,".into()), 2, ":61:"));
    assert_eq!(told(":20:X\n:61:261130C1"), place(Fault::Amount("1".into()), 2, ":61:"));
    assert_eq!(told(":20:X\n:61:2611301399C1,"), place(Fault::Date("1399".into()), 2, ":61:"));
    let euro = place(Fault::Currency("€".into()), 2, ":60F:");
    assert_eq!(told(":20:X\n:60F:C261130€€1,"), euro);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn no_change_of_a_file_breaks_the_reading(
        which in 0_usize..3, at in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 0..4)
    ) {
        let sample = [CAMT_08, CAMT_02, MT940][which];
        let (from, to) = (at.index(sample.len()), to.index(sample.len()));
        let (from, to) = (from.min(to), from.max(to).min(from.min(to) + 40));
        let mut changed = sample[..from].to_vec();
        changed.extend(bytes);
        changed.extend(&sample[to..]);
        drop(read(&changed));
    }

    #[test]
    fn no_text_whatever_breaks_the_reading(
        text in "(:20:|<|\"|;|:61:|:86:|\\?2|[0-9],|\\PC|\n){0,80}"
    ) {
        drop(read(text.as_bytes()));
    }
}
