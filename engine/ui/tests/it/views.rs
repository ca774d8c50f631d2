//! Every view, whole and in parts.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use kernel::Language;

use crate::markup::{check_page, check_part, read};
use crate::samples::{Library, all, drawer, hits, told_drawer};

fn in_both(test: impl Fn(&mut Library)) {
    for language in Language::ALL {
        test(&mut Library::new(language));
    }
}

#[test]
fn every_page_is_sound_in_both_languages() {
    in_both(|library| {
        for sample in all(library) {
            check_page(sample.name, &sample.document.into_string());
        }
    });
}

#[test]
fn parts_are_sound_in_both_languages() {
    in_both(|library| {
        check_part("drawer", &drawer(library).into_string());
        check_part("hits", &hits(library).into_string());
        check_part("messages", &told_drawer(library).into_string());
    });
}

#[test]
fn what_people_typed_never_becomes_markup() {
    let mut library = Library::new(Language::De);
    library.know(100, "<b onclick=x>Elbtal</b>", false);
    for sample in all(&mut library) {
        let html = sample.document.into_string();
        assert!(!html.contains("<nicht>"), "{}", sample.name);
        assert!(read(&html).iter().all(|element| element.name != "nicht"), "{}", sample.name);
    }
}

#[test]
fn a_cold_list_page_stays_small() {
    let mut library = Library::new(Language::De);
    let list = all(&mut library).into_iter().find(|sample| sample.name == "list");
    let html = list.expect("the samples hold a list").document.into_string();
    let mut coder = GzEncoder::new(Vec::new(), Compression::default());
    coder.write_all(html.as_bytes()).expect("memory takes it");
    let size = coder.finish().expect("memory takes it").len();
    assert!(size < 15 * 1024, "{size} bytes compressed, {} before", html.len());
}

#[test]
fn the_language_of_a_page_is_said() {
    in_both(|library| {
        let code = library.cx().locale.language.code();
        for sample in all(library) {
            let html = sample.document.into_string();
            assert!(html.contains(&format!("<html lang=\"{code}\"")), "{}", sample.name);
        }
    });
}
