//! Documents that mean harm, and documents that are merely odd.

use einvoice::{Profile, Refused, Syntax, read, write};

use crate::random::{Home, document};

fn sample() -> String {
    let bytes = write(&document(1, Home::Germany), Profile::XRechnung, Syntax::Ubl);
    String::from_utf8(bytes.expect("a syntax of the profile")).expect("UTF-8")
}

fn with_head(head: &str) -> String {
    sample().replacen("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", head, 1)
}

#[test]
fn document_types_are_refused_whatever_they_name() {
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    let laughs = "<!DOCTYPE a [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    let parameter = "<!DOCTYPE a [<!ENTITY % p SYSTEM \"http://127.0.0.1/x.dtd\"> %p;]>";
    let plain = "<!DOCTYPE html>";
    for head in [outside, laughs, parameter, plain] {
        assert_eq!(read(with_head(head).as_bytes()), Err(Refused::DocumentType), "{head}");
    }
}

#[test]
fn entities_that_nobody_declared_are_refused() {
    let text = sample().replacen("<cbc:ID>", "<cbc:ID>&x;", 1);
    assert_eq!(read(text.as_bytes()), Err(Refused::Broken));
    let text = sample().replacen("<cbc:ID>", "<cbc:ID>&#0;", 1);
    assert_eq!(read(text.as_bytes()), Err(Refused::Broken));
}

#[test]
fn depth_number_and_size_are_bounded() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(read(deep.as_bytes()), Err(Refused::TooDeep));
    let many = format!("<a>{}</a>", "<b/>".repeat(500_001));
    assert_eq!(read(many.as_bytes()), Err(Refused::TooMany));
    let wide: String = (0..1_000).map(|n| format!(" a{n}=\"\"")).collect();
    assert_eq!(read(format!("<a{wide}/>").as_bytes()), Err(Refused::TooMany));
    assert_eq!(read(&vec![b' '; (64 << 20) + 1]), Err(Refused::TooLarge));
}

#[test]
fn broken_documents_are_refused() {
    let whole = sample();
    for text in ["", " ", "<", "<a", "<a>", "<a></b>", "<a/><b/>", "text", "<a/>text", "{}"] {
        assert_eq!(read(text.as_bytes()), Err(Refused::Broken), "{text}");
    }
    for at in (0..whole.len()).step_by(97).filter(|at| whole.is_char_boundary(*at)) {
        assert!(read(&whole.as_bytes()[..at]).is_err(), "cut at {at}");
    }
    assert_eq!(read(b"%PDF-1.7"), Err(Refused::Broken));
    let unbound = "<x:Invoice/>";
    assert_eq!(read(unbound.as_bytes()), Err(Refused::Broken));
}

#[test]
fn other_xml_is_named() {
    let old = "<a:CrossIndustryDocument xmlns:a=\"urn:ferd:CrossIndustryDocument:invoice:1p0\"/>";
    let name = "other:CrossIndustryDocument".to_owned();
    assert_eq!(read(old.as_bytes()), Err(Refused::Unknown { root: name }));
    let page = "<html><body/></html>";
    assert_eq!(read(page.as_bytes()), Err(Refused::Unknown { root: "none:html".to_owned() }));
}

#[test]
fn as_many_rates_as_lines_are_borne() {
    let mut invoice = document(1, Home::Germany);
    let line = invoice.lines[0].clone();
    let rated = |n| {
        let mut line = line.clone();
        line.vat.rate = Some(kernel::Decimal::new(n, 3));
        line
    };
    invoice.lines = (1..=8_000).map(rated).collect();
    let bytes = write(&invoice, Profile::XRechnung, Syntax::Cii).expect("both");
    let found = read(&bytes).expect("our own document");
    assert_eq!(einvoice::differences(&found), []);
    assert_eq!(found.stated.breakdown.len(), einvoice::totals(&found.invoice).breakdown.len());
    drop(einvoice::check(&found.invoice, Profile::XRechnung));
}

#[test]
fn flipped_bytes_never_end_in_a_panic() {
    for syntax in [Syntax::Ubl, Syntax::Cii] {
        let whole = write(&document(7, Home::Germany), Profile::XRechnung, syntax).expect("both");
        for at in (0..whole.len()).step_by(11) {
            for byte in [0, b'<', b'&', b'9', 0xff] {
                let mut bytes = whole.clone();
                bytes[at] = byte;
                if let Ok(found) = read(&bytes) {
                    let profile = found.profile().unwrap_or(Profile::En16931);
                    drop(einvoice::check(&found.invoice, profile));
                    drop(einvoice::differences(&found));
                }
            }
        }
    }
}

#[test]
fn charsets_are_decoded_or_refused() {
    let text = sample().replace("Köln", "Köln ß €");
    let expected = read(text.as_bytes()).expect("UTF-8").invoice;
    let declared = |name: &str| text.replacen("UTF-8", name, 1);
    let utf_16 = declared("UTF-16");
    let little = utf_16.encode_utf16().flat_map(u16::to_le_bytes);
    let big = utf_16.encode_utf16().flat_map(u16::to_be_bytes);
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(little.clone()).collect();
    let all = [
        ("little", little.collect::<Vec<u8>>()),
        ("big", big.collect()),
        ("marked", marked),
        ("mark of UTF-8", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
    ];
    for (name, bytes) in all {
        assert_eq!(read(&bytes).expect(name).invoice, expected, "{name}");
    }
    let latin = "<?xml version='1.0' encoding='ISO-8859-1'?><a>";
    let latin: Vec<u8> = [latin.as_bytes(), b"\xe4\xfc\x80</a>"].concat();
    assert!(matches!(read(&latin), Err(Refused::Unknown { .. })), "it was decoded");
    let foreign = declared("EBCDIC-CP-DE");
    let name = "ebcdic-cp-de".to_owned();
    assert_eq!(read(foreign.as_bytes()), Err(Refused::Charset { name }));
    let broken = [b"<a>".as_slice(), &[0xe4], b"</a>"].concat();
    assert_eq!(read(&broken), Err(Refused::Charset { name: "UTF-8".to_owned() }));
}

#[test]
fn values_that_are_none_are_refused_with_their_place() {
    let find = |text: &str, begin: &str, end: &str| {
        let from = text.find(begin).expect("it is there") + begin.len();
        (from, from + text[from..].find(end).expect("it ends"))
    };
    for (begin, end, path) in [
        ("<cbc:IssueDate>", "<", "ubl:Invoice/cbc:IssueDate"),
        ("<cbc:DocumentCurrencyCode>", "<", "ubl:Invoice/cbc:DocumentCurrencyCode"),
        ("<cbc:PriceAmount currencyID=\"EUR\">", "<", "cac:Price/cbc:PriceAmount"),
    ] {
        let text = invoice_in_euro();
        let (from, to) = find(&text, begin, end);
        for value in ["1e9", "NaN", "99999999999999999999", "0x10", "2026-13-01"] {
            let changed = format!("{}{value}{}", &text[..from], &text[to..]);
            let path = path.to_owned();
            assert_eq!(read(changed.as_bytes()), Err(Refused::Value { path }), "{value}");
        }
        let changed = format!("{}{}", &text[..from], &text[to..]);
        assert!(matches!(read(changed.as_bytes()), Err(Refused::Missing { .. })), "{begin}");
    }
}

fn invoice_in_euro() -> String {
    let mut invoice = document(1, Home::Germany);
    (invoice.kind, invoice.currency) = (einvoice::Kind::Invoice, kernel::Currency::EUR);
    invoice.vat_currency = None;
    let bytes = write(&invoice, Profile::XRechnung, Syntax::Ubl).expect("a syntax of the profile");
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn what_is_not_understood_is_listed_once() {
    let extra = "<cac:Signature><cbc:ID>1</cbc:ID></cac:Signature><cac:AccountingSupplierParty>";
    let text = sample().replacen("<cac:AccountingSupplierParty>", extra, 1);
    let found = read(text.as_bytes()).expect("an invoice");
    let root = if text.contains("<CreditNote") { "CreditNote" } else { "Invoice" };
    assert_eq!(found.not_understood, [format!("ubl:{root}/cac:Signature")]);
    let dollars = invoice_in_euro().replacen(
        "<cbc:PayableAmount currencyID=\"EUR\"",
        "<cbc:PayableAmount currencyID=\"USD\"",
        1,
    );
    let found = read(dollars.as_bytes()).expect("an invoice");
    let other_tax = invoice_in_euro().replace("<cbc:ID>VAT</cbc:ID>", "<cbc:ID>GST</cbc:ID>");
    let other_tax = read(other_tax.as_bytes()).expect("an invoice").not_understood;
    assert!(other_tax.iter().any(|path| path.ends_with("TaxCategory/cac:TaxScheme/cbc:ID")));
    assert_eq!(found.not_understood, ["ubl:Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount"]);
}
