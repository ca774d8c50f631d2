//! What comes out of a template.

use crate::kit::{assert_sound, content, made, options, seen, template, text, with_part};
use print::{Content, Data, Fault, Options, Pdf, Picture, Standard, compile, pictures};

#[test]
fn data_reaches_the_paper_through_parts() {
    let template = with_part(
        "#import \"/base.typ\": greet\n#greet(sys.inputs.data.name)",
        "base.typ",
        "#let greet(name) = [Guten Tag #name!]",
    );
    let data = Data::tree([("name", "Frau Žižek".into())]);
    let pdf = compile(&template, &content(data), &options()).unwrap();
    assert_sound(&pdf.bytes);
    assert!(text(&pdf.bytes).contains("Guten Tag Frau Žižek!"));
    assert_eq!((pdf.pages, pdf.missing), (1, vec![]));
}

#[test]
fn all_kinds_of_values_reach_the_template() {
    let data = Data::tree([
        ("list", Data::list(&["a", "b"], |text| Data::from(*text))),
        ("flag", Data::Flag(true)),
        ("number", Data::Number(3)),
        ("nothing", Data::Nothing),
    ]);
    let main = "#let d = sys.inputs.data
        #d.list.join(\"-\") #if d.flag [yes] #(d.number + 1) #if d.nothing == none [none]";
    let pdf = compile(&template(main), &content(data), &options()).unwrap();
    assert_eq!(text(&pdf.bytes).trim(), "a-b yes 4 none");
}

#[test]
fn title_author_language_and_date_are_those_of_the_caller() {
    let pdf = made("Hello");
    let info = seen(&pdf.bytes, "pdfinfo", &["-isodates", "document.pdf"]);
    for line in
        ["Title:           A letter", "Author:          Kontor GmbH", "2026-11-29T10:20:30Z"]
    {
        assert!(info.contains(line), "{line} in {info}");
    }
    let catalog = seen(&pdf.bytes, "qpdf", &["--show-object=trailer", "document.pdf"]);
    assert!(catalog.contains("/ID"), "{catalog}");
    let xmp = String::from_utf8_lossy(&pdf.bytes);
    assert!(xmp.contains("<pdfaid:part>3</pdfaid:part>"));
    assert!(xmp.contains("<pdfaid:conformance>B</pdfaid:conformance>"));
    assert!(xmp.contains("<rdf:li>de</rdf:li>"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let main = "#set page(numbering: \"1\")\n= Title\n#for i in range(40) [#lorem(60) #i\n\n]";
    let first = made(main);
    for _ in 0..3 {
        assert_eq!(made(main).bytes, first.bytes);
    }
    let other = Options { id: "another".to_owned(), ..options() };
    let second = compile(&template(main), &Content::default(), &other).unwrap();
    assert_ne!(second.bytes, first.bytes);
}

#[test]
fn a_letter_that_no_font_has_does_not_keep_a_document_from_being_made() {
    let data = Data::tree([("name", "王小明 GmbH 🚀".into())]);
    let main = template("Firma #sys.inputs.data.name");
    let pdf = compile(&main, &content(data), &options()).unwrap();
    assert!(text(&pdf.bytes).contains("GmbH"));
    assert_eq!(pdf.missing, ['小', '明', '王', '🚀']);
}

#[test]
fn fonts_are_embedded_and_figures_stand_below_each_other() {
    let pdf =
        made("#set text(number-width: \"tabular\")\nInter 0123 #text(font: \"Arimo\")[Arimo]");
    let fonts = seen(&pdf.bytes, "pdffonts", &["document.pdf"]);
    assert!(fonts.contains("Inter-Regular") && fonts.contains("Arimo"), "{fonts}");
    for line in fonts.lines().skip(2) {
        assert!(line.contains(" yes yes yes "), "embedded, subset, with a map: {line}");
    }
    let wide = made(
        "#set text(number-width: \"tabular\")
        #context [#(measure[1111].width == measure[8888].width)]",
    );
    assert_eq!(text(&wide.bytes).trim(), "true");
}

#[test]
fn pictures_are_drawn_by_their_names() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/>\
               </svg>";
    let pictures = vec![Picture { name: "logo.svg".into(), bytes: svg.as_bytes().to_vec() }];
    let content = Content { data: Data::Nothing, pictures };
    let main = "#for name in sys.inputs.pictures [#name #image(\"/\" + name, alt: \"\")]";
    let pdf = compile(&template(main), &content, &options()).unwrap();
    assert_sound(&pdf.bytes);
    assert_eq!(text(&pdf.bytes).trim(), "logo.svg");
}

/// One red point.
const POINT: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\
    \0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82";

fn with_picture(name: &str, bytes: &[u8], standard: Standard) -> Result<Pdf, Vec<Fault>> {
    let pictures = vec![Picture { name: name.into(), bytes: bytes.to_vec() }];
    let content = Content { data: Data::Nothing, pictures };
    let main = format!("Hello #image(\"/{name}\", width: 1cm, alt: \"\")");
    compile(&template(&main), &content, &Options { standard, ..options() })
}

#[test]
fn points_are_drawn_in_an_archive_and_pages_of_others_are_not() {
    assert_sound(&with_picture("a.png", POINT, Standard::Archive).unwrap().bytes);
    let page = made("A page").bytes;
    let plain = with_picture("page.pdf", &page, Standard::Plain).unwrap();
    assert!(text(&plain.bytes).contains("A page"));
    let faults = with_picture("page.pdf", &page, Standard::Archive).unwrap_err();
    assert_eq!(faults[0].place.as_ref().map(|place| place.line), Some(1), "{faults:?}");
}

#[test]
fn a_picture_that_is_none_is_a_fault_at_its_place() {
    let faults = with_picture("a.png", b"no picture", Standard::Archive).unwrap_err();
    assert!(faults[0].place.is_some(), "{faults:?}");
}

#[test]
fn a_language_that_is_none_is_a_fault() {
    let german = Options { language: "german".to_owned(), ..options() };
    assert!(compile(&template("Hello"), &Content::default(), &german).is_err());
}

#[test]
fn pages_are_drawn_as_pictures() {
    let main = template("One #pagebreak() Two");
    let drawn = pictures(&main, &Content::default(), &options()).unwrap();
    assert_eq!(drawn.len(), 2);
    for page in drawn {
        assert!(page.starts_with("<svg ") && page.ends_with("</svg>"), "{page:.80}");
        assert!(!page.contains("<script") && !page.contains("href=\"http"));
    }
}

#[test]
fn a_plain_document_makes_no_promise() {
    let plain = Options { standard: Standard::Plain, ..options() };
    let pdf = compile(&template("Hello"), &Content::default(), &plain).unwrap();
    assert_sound(&pdf.bytes);
    assert!(!String::from_utf8_lossy(&pdf.bytes).contains("pdfaid:part"));
}
