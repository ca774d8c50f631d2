//! Lines of a form that a block brought: put in, and taken back before the form is saved.
//!
//! Lines stand in a form as `NAME.KEY.CELL`, in the order in which their keys come; which ones came
//! last is said by `NAME.pasted`, their keys from one up to another.

use catalog::Shape;
use ui::fields::Form;

type Pairs = Vec<(String, String)>;

/// The same form with lines more, each as pairs of a cell and what is typed in it, its `kind` among
/// them: after the line that is open, in its place while nothing was typed in it, else at the end.
#[must_use]
pub fn inserted(mut form: Form, (name, shape): (&str, &Shape), lines: Vec<Pairs>) -> Form {
    let own = |part: &str| format!("{name}.{part}");
    let keys = keys(&form, name);
    let first = keys.iter().filter_map(|key| key.parse::<usize>().ok()).max().map_or(0, |n| n + 1);
    let open = form.get(&own("open")).unwrap_or_default().to_owned();
    let at = keys.iter().position(|key| *key == open);
    let next = at.and_then(|at| keys.get(at + 1));
    if at.is_some() && is_blank(&form, &own(&open), shape) {
        form.0.retain(|(full, _)| !is_of(full, &own(&open)));
    }
    let begins = |key: &String| form.0.iter().position(|(full, _)| is_of(full, &own(key)));
    let place = next.and_then(begins).unwrap_or(form.0.len());
    let n = lines.len();
    let pairs = lines.into_iter().enumerate().flat_map(|(more, cells)| {
        let key = first + more;
        cells.into_iter().map(move |(cell, typed)| (format!("{name}.{key}.{cell}"), typed))
    });
    let pairs: Pairs = pairs.collect();
    form.0.splice(place..place, pairs);
    let gone = [own("open"), own("pasted"), own("act")];
    form.0.retain(|(full, _)| !gone.contains(full) && !is_of(full, &own("paste")));
    form.0.push((own("pasted"), format!("{first}-{}", first + n)));
    form
}

/// The same form without the lines that were brought in last.
#[must_use]
pub fn taken_back(mut form: Form, name: &str) -> Form {
    let last: Vec<String> = last(&form, name).iter().map(|key| format!("{name}.{key}")).collect();
    let pasted = format!("{name}.pasted");
    form.0.retain(|(full, _)| *full != pasted && !last.iter().any(|line| is_of(full, line)));
    form
}

/// Keys of the lines that were brought in last, as far as they are still there.
#[must_use]
pub fn last(form: &Form, name: &str) -> Vec<String> {
    let said = form.get(&format!("{name}.pasted")).and_then(|said| said.split_once('-'));
    let ends = said.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
    let (from, to): (usize, usize) = ends.unwrap_or_default();
    let is_one = |key: &String| key.parse().is_ok_and(|key: usize| (from..to).contains(&key));
    keys(form, name).into_iter().filter(is_one).collect()
}

/// Keys of the lines of a form in their order.
fn keys(form: &Form, name: &str) -> Vec<String> {
    let key = |full: &str| {
        let inside = full.strip_prefix(name)?.strip_prefix('.')?;
        inside.strip_suffix(".kind").filter(|key| !key.contains('.')).map(str::to_owned)
    };
    form.0.iter().filter_map(|(full, _)| key(full)).collect()
}

fn is_of(full: &str, line: &str) -> bool {
    full.strip_prefix(line).is_some_and(|rest| rest.starts_with('.'))
}

/// Whether nothing was typed in a line beyond what a new one begins with.
fn is_blank(form: &Form, line: &str, shape: &Shape) -> bool {
    let is_begun = |cell: &str| {
        let begins = shape.field(cell).is_some_and(|field| field.default.is_some());
        matches!(cell, "kind" | "id") || begins
    };
    form.0
        .iter()
        .filter(|(full, _)| is_of(full, line))
        .all(|(full, typed)| typed.is_empty() || is_begun(&full[line.len() + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(pairs: &[(&str, &str)]) -> Form {
        Form(pairs.iter().map(|(name, typed)| ((*name).into(), (*typed).into())).collect())
    }

    fn told(form: &Form) -> String {
        form.0.iter().map(|(name, typed)| format!("{name}={typed} ")).collect()
    }

    fn lines() -> Vec<Pairs> {
        let line = |name: &str| vec![("kind".into(), "item".into()), ("name".into(), name.into())];
        vec![line("x"), line("y")]
    }

    #[test]
    fn lines_stand_behind_the_open_one_and_are_taken_back() {
        let before = form(&[
            ("l.open", "1"),
            ("l.0.kind", "item"),
            ("l.1.kind", "item"),
            ("l.1.name", "open"),
            ("l.10.kind", "item"),
            ("l.paste.text", "block"),
        ]);
        let after = inserted(before, ("l", &Shape::default()), lines());
        let expected = "l.0.kind=item l.1.kind=item l.1.name=open l.11.kind=item l.11.name=x \
            l.12.kind=item l.12.name=y l.10.kind=item l.pasted=11-13 ";
        assert_eq!(told(&after), expected);
        assert_eq!(last(&after, "l"), ["11", "12"]);
        let back = taken_back(after, "l");
        assert_eq!(told(&back), "l.0.kind=item l.1.kind=item l.1.name=open l.10.kind=item ");
    }

    #[test]
    fn a_blank_line_makes_way() {
        let before = form(&[("l.open", "0"), ("l.0.kind", "item"), ("l.0.name", "")]);
        let after = inserted(before, ("l", &Shape::default()), lines());
        assert!(!told(&after).contains("l.0.kind"), "{}", told(&after));
        let none = taken_back(form(&[("l.0.kind", "item"), ("l.pasted", "nonsense")]), "l");
        assert_eq!(told(&none), "l.0.kind=item ");
    }
}
