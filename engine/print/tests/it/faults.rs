//! Faults name where they are, and nothing outside can be reached.

use crate::kit::{content, options, template, with_part};
use print::{Content, Data, Fault, FaultKind, Part, Place, Template, compile};

fn faults(template: &Template) -> Vec<Fault> {
    compile(template, &Content::default(), &options()).unwrap_err()
}

fn place(part: &str, line: usize, column: usize) -> Option<Place> {
    Some(Place { part: part.to_owned(), line, column })
}

#[test]
fn a_slip_of_the_pen_is_named_with_line_and_column() {
    let found = faults(&template("= Title\n\n#let x = \n"));
    assert_eq!(found[0].kind, FaultKind::Template);
    assert_eq!(found[0].message, "expected expression");
    assert_eq!(found[0].place, place("main.typ", 3, 9));
}

#[test]
fn an_unknown_name_in_a_loop_is_found_where_it_stands() {
    let found = faults(&template("#for a in (1, 2) {\n  let f(x) = x + unknwon\n  f(a)\n}"));
    assert_eq!(found[0].message, "unknown variable: unknwon");
    assert_eq!(found[0].place, place("main.typ", 2, 18));
}

#[test]
fn a_fault_in_a_part_names_the_part() {
    let template =
        with_part("#import \"/base.typ\": f\n#f()", "base.typ", "\n#let f() = 1 + \"a\"");
    let found = faults(&template);
    assert_eq!(found[0].place, place("base.typ", 2, 12));
}

#[test]
fn data_that_is_missing_is_named_with_a_hint_at_the_place() {
    let main = template("Hello\n#sys.inputs.data.nothing");
    let data = Data::tree([("name", "x".into())]);
    let found = compile(&main, &content(data), &options()).unwrap_err();
    assert_eq!(found[0].message, "dictionary does not contain key \"nothing\"");
    assert_eq!(found[0].place.as_ref().unwrap().line, 2);
}

#[test]
fn hints_come_along() {
    let found = faults(&template("#let a = 1\n#set text(10)"));
    assert!(!found[0].message.is_empty());
    let found = faults(&template("#let x = 3pt-y"));
    assert!(!found[0].hints.is_empty() || !found[0].message.is_empty(), "{found:?}");
}

#[test]
fn no_file_of_the_machine_can_be_read() {
    for main in [
        "#read(\"/etc/passwd\")",
        "#read(\"../../../etc/passwd\")",
        "#image(\"/proc/self/environ\")",
        "#include \"/etc/hostname\"",
        "#json(\"Cargo.toml\")",
    ] {
        let found = faults(&template(main));
        assert_eq!(found[0].kind, FaultKind::Template, "{main}");
        assert!(found[0].place.is_some(), "{main}: {found:?}");
    }
}

#[test]
fn no_package_is_fetched() {
    let found = faults(&template("#import \"@preview/cetz:0.3.0\": canvas"));
    assert!(found[0].message.contains("package not found"), "{found:?}");
}

#[test]
fn there_is_no_clock() {
    let found = faults(&template("#datetime.today()"));
    assert_eq!(found[0].message, "unable to get the current date");
}

#[test]
fn texts_cannot_be_run_and_programs_not_loaded() {
    for main in ["#eval(\"1\")", "#std.eval(\"1\")", "#plugin(\"/a.wasm\")"] {
        assert_eq!(faults(&template(main))[0].kind, FaultKind::Template, "{main}");
    }
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let part = Part { name: "main.typ".into(), text: String::new() };
    let template = Template { main: "Hello".into(), parts: vec![part] };
    assert_eq!(faults(&template)[0].kind, FaultKind::Name);
}
