//! Templates that do not end are ended.

use crate::kit::{made, options, template};
use print::{Content, FaultKind, Limits, Options, compile};
use std::time::Duration;

fn short() -> Options {
    let limits = Limits { time: Duration::from_millis(300), ..Limits::default() };
    Options { limits, ..options() }
}

fn kind(main: &str) -> FaultKind {
    compile(&template(main), &Content::default(), &short()).unwrap_err()[0].kind
}

#[test]
fn loops_within_loops_are_ended_and_the_program_goes_on() {
    let main = "#for a in range(9999) { for b in range(9999) { for c in range(9999) { } } }";
    for _ in 0..4 {
        let found = compile(&template(main), &Content::default(), &short()).unwrap_err();
        assert_eq!(found[0].kind, FaultKind::TooLong);
        assert_eq!(found[0].place.as_ref().map(|place| place.line), Some(1));
    }
    assert_eq!(made("Hello").pages, 1);
}

#[test]
fn a_recursion_that_branches_is_ended() {
    let main = "#let f(n, m) = if n == 0 { m } else { f(n - 1, 2 * m) + f(n - 1, 2 * m + 1) }
        #f(40, 1)";
    assert_eq!(kind(main), FaultKind::TooLong);
}

#[test]
fn a_show_rule_that_feeds_itself_is_ended() {
    let main = template("#show heading: it => [= Again]\n= Title");
    let faults = compile(&main, &Content::default(), &options()).unwrap_err();
    assert_eq!(faults[0].kind, FaultKind::Template);
}

#[test]
fn too_many_pages_are_refused() {
    let limits = Limits { pages: 20, ..Limits::default() };
    let few = Options { limits, ..options() };
    let main = template("#for a in range(30) { pagebreak() }");
    let faults = compile(&main, &Content::default(), &few).unwrap_err();
    assert_eq!(faults[0].kind, FaultKind::TooManyPages);
}
