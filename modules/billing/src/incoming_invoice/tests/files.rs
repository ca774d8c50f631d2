//! Files that are read, and files that are refused and leave nothing behind.

use kernel::{Error, Value};
use records::Input;
use testkit::{Right, Rights, Sees, day, problems, scenario, text};

use super::desk::{Desk, MODULE, dec, monitors, number, wholesale, xml};
use crate::offer::setting;

scenario!(setting(), a_file_becomes_an_invoice_with_what_it_says, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let bytes = xml(&wholesale("R-1"));
    let record = desk.takes(&bytes).await.expect("it is read");
    assert_eq!(desk.value(&record, "number"), text("ER-2026-00001"));
    assert_eq!(desk.value(&record, "vendor_number"), text("R-1"));
    assert_eq!(desk.value(&record, "origin"), text("file"));
    assert_eq!(desk.value(&record, "stage"), text("received"));
    assert_eq!(desk.value(&record, "seller_name"), text("Elektro Großhandel Nord"));
    assert_eq!(desk.value(&record, "due_on"), day("2026-12-20"));
    assert_eq!(desk.value(&record, "iban"), text("DE02120300000000202051"));
    assert_eq!(desk.amount(&record, "net"), Some(dec("1792")));
    assert_eq!(desk.amount(&record, "payable"), Some(dec("2132.48")));
    let line = desk.value(&record, "lines").lines()[0].clone();
    assert_eq!((line.cell("unit"), line.cell("code")), (&text("piece"), &text("EL-4711")));
    assert_eq!(desk.value(&record, "vendor"), Value::Empty, "nobody made a supplier");
    assert!(desk.strikes(&record).contains(&"vendor_unknown".to_owned()));
    assert_eq!(desk.file_of(&record).await, ("rechnung.xml".to_owned(), bytes));
});

scenario!(setting(), hostile_and_broken_files_leave_nothing_behind, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let whole = String::from_utf8(xml(&wholesale("R-1"))).expect("UTF-8");
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let with = |new: &str| whole.replacen(head, new, 1).into_bytes();
    let outside = format!("{head}<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>");
    let laughs = format!("{head}<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>");
    let foreign = "<?xml version=\"1.0\" encoding=\"EBCDIC-9\"?>";
    let deep = "<a>".repeat(100_000);
    let bad: [(&[u8], &str); 9] = [
        (&with(&outside), "einvoice_document_type"),
        (&with(&laughs), "einvoice_document_type"),
        (&with(foreign), "einvoice_charset"),
        (deep.as_bytes(), "einvoice_too_deep"),
        (&whole.as_bytes()[..whole.len() / 2], "einvoice_broken"),
        (b"<html><body/></html>", "einvoice_unknown"),
        (b"%PDF-1.7", "einvoice_broken"),
        (b"Guten Tag", "einvoice_broken"),
        (b"", "file_empty"),
    ];
    for (bytes, code) in bad {
        assert_eq!(problems(desk.takes(bytes).await), [format!("file: {code}")]);
    }
    let large = vec![b' '; social::LARGEST + 1];
    assert_eq!(problems(desk.takes(&large).await), ["file: file_large"]);
    assert!(jana.lists(MODULE, "", "title").await.is_empty());
    assert_eq!(desk.n_kept(), 0, "no file stays");
});

scenario!(setting(), other_charsets_are_understood, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let whole = String::from_utf8(xml(&wholesale("R-1"))).expect("UTF-8");
    let latin = whole.replacen("UTF-8", "ISO-8859-1", 1);
    let bytes: Vec<u8> =
        latin.chars().map(|c| u8::try_from(u32::from(c)).expect("latin")).collect();
    let record = desk.takes(&bytes).await.expect("it is read");
    assert_eq!(desk.value(&record, "seller_name"), text("Elektro Großhandel Nord"));
    let wide: Vec<u8> = whole
        .replacen("UTF-8", "UTF-16", 1)
        .replace("R-1", "R-2")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let record = desk.takes(&wide).await.expect("it is read");
    assert_eq!(desk.value(&record, "vendor_number"), text("R-2"));
});

scenario!(setting(), wrong_totals_are_told_and_keep_it_from_being_approved, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let vendor = [("name", text("Elektro Großhandel Nord")), ("vat_id", text("DE123456788"))];
    jana.saves("vendor", vendor).await;
    let right = String::from_utf8(xml(&wholesale("R-1"))).expect("UTF-8");
    let sum = |amount: &str| format!(">{amount}</ram:DuePayableAmount>");
    let wrong = right.replacen(&sum("2132.48"), &sum("2142.48"), 1);
    assert_ne!(right, wrong);
    let record = desk.takes(wrong.as_bytes()).await.expect("it is read all the same");
    assert_eq!(desk.amount(&record, "payable"), Some(dec("2142.48")), "as it is stated");
    let said = desk.strikes(&record);
    assert!(said.contains(&"sum_differs 2142.48 2132.48".to_owned()), "{said:?}");
    assert_eq!(desk.value(&record, "has_findings"), Value::Bool(true));
    let refused = desk.does(&record, "approve", records::Answers::default()).await;
    assert_eq!(problems(refused), ["findings: amounts_differ"]);
});

scenario!(setting(), a_file_is_read_once, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let bytes = xml(&wholesale("R-1"));
    let first = desk.takes(&bytes).await.expect("it is read");
    match desk.takes(&bytes).await {
        Err(Error::Invalid(found)) => {
            assert_eq!((&*found[0].field, &*found[0].code), ("file", "read_already"));
            assert_eq!(found[0].params["number"], first.title);
        }
        other => panic!("{other:?}"),
    }
    records::trash(&jana, MODULE, first.id, None).await.expect("it goes to the bin");
    desk.takes(&bytes).await.expect("what is in the bin is not in the way");
    let back = records::restore(&jana, MODULE, first.id).await;
    assert!(back.is_err(), "two of one file never stand beside each other");
});

scenario!(setting(), only_who_may_make_invoices_reads_files, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let ben =
        scene.enter("ben", Sees::All, Rights::ordinary().without(MODULE, Right::Create)).await;
    let refused = records::read_file(&ben, MODULE, xml(&wholesale("R-1")).into()).await;
    assert!(matches!(refused, Err(Error::Forbidden { .. })), "{refused:?}");
    assert!(records::taken_endings(&ben, MODULE).is_empty());
    assert_eq!(records::taken_endings(&jana, MODULE), ["xml", "pdf"]);
    let other = records::read_file(&jana, "vendor", b"<a/>".to_vec().into()).await;
    assert!(matches!(other, Err(Error::NotFound)), "suppliers are not made of files");
    drop(desk);
});

scenario!(setting(), what_a_file_says_stays, async |scene| {
    let jana = scene.as_user("jana", Sees::All).await;
    let desk = Desk::of(&jana).await;
    let record = desk.takes(&xml(&wholesale("R-1"))).await.expect("it is read");
    let mut lines = desk.value(&record, "lines").lines().to_vec();
    lines[0].set("unit_price", number("1"));
    let wrong = Input::of([("lines", Value::of_lines(lines)), ("vendor_number", text("R-9"))]);
    let refused = records::update(&jana, MODULE, record.id, None, wrong).await;
    assert_eq!(problems(refused), ["vendor_number: said_by_file"]);
    let note = [("note", text("Rückfrage bei Nord")), ("due_on", day("2026-12-31"))];
    let changed = jana.changes(MODULE, &record, note).await;
    assert_eq!(desk.amount(&changed, "payable"), Some(dec("2132.48")));
    let odd = wholesale("R-2");
    let odd = einvoice::Invoice { lines: vec![monitors("99999999999", "99999999")], ..odd };
    let refused = desk.takes(&xml(&odd)).await;
    assert!(refused.is_err(), "no number out of all measure is kept");
});
