//! Texts and lists that name fields of before mean the fields of today.

use catalog::{Catalog, Change, CustomField};

use crate::library;

fn added(name: &str, kind: &str, instead_of: Option<&str>) -> Change {
    let field = CustomField {
        name: name.into(),
        kind: kind.into(),
        instead_of: instead_of.map(str::to_owned),
        ..CustomField::default()
    };
    Change::AddField { module: "book".into(), field }
}

/// A rank that became a number and then a share.
fn shaped() -> Catalog {
    let changes = [
        added("x_rank", "text", None),
        added("x_rank_2", "decimal", Some("x_rank")),
        added("x_rank_3", "percent", Some("x_rank_2")),
    ];
    library::catalog().with(&changes).expect("the fields fit")
}

#[test]
fn a_chain_of_fields_ends_at_the_one_of_today() {
    let catalog = shaped();
    let book = catalog.module("book").expect("the library has books");
    assert_eq!(book.of_today("x_rank"), "x_rank_3");
    assert_eq!(book.of_today("x_rank_2"), "x_rank_3");
    assert_eq!(book.of_today("x_rank_3"), "x_rank_3");
    assert_eq!(book.of_today("title_of_nothing"), "title_of_nothing");
}

#[test]
fn texts_are_written_anew_outside_of_what_stands_in_marks() {
    let catalog = shaped();
    let book = catalog.module("book").expect("the library has books");
    let today = |text: &str| catalog.text_of_today(book, text);
    assert_eq!(today("x_rank > 2 and x_ranking = 1"), "x_rank_3 > 2 and x_ranking = 1");
    assert_eq!(today(r#"title = "x_rank \" x_rank" or x_rank=3"#), {
        r#"title = "x_rank \" x_rank" or x_rank_3=3"#
    });
    assert_eq!(today(r#"x_rank = "Größe "#), r#"x_rank_3 = "Größe "#, "a text without an end");
    assert_eq!(today("ROUND(x_rank_2*1.5; 0)"), "ROUND(x_rank_3*1.5; 0)");
    assert_eq!(today(""), "");
}

#[test]
fn a_filter_is_written_anew_where_the_field_of_today_allows_it() {
    let catalog = shaped();
    let book = catalog.module("book").expect("the library has books");
    assert_eq!(catalog.filter_of_today(book, "x_rank_2 > 5"), "x_rank_3 > 5");
    let of_texts = "x_rank contains \"a\"";
    assert_eq!(catalog.filter_of_today(book, of_texts), of_texts);
}

#[test]
fn a_field_takes_the_place_of_one_that_is_there() {
    let unknown = added("x_rank", "text", Some("x_nothing"));
    assert!(library::catalog().with(&[unknown]).is_err());
}
