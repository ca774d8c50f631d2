//! How lines of a file meet those that stand in a record.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use kernel::Line;
use serde::{Deserialize, Serialize};

/// What lines of a file do to those that stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinesRule {
    /// They take their place.
    #[default]
    Replace,
    /// They come after them.
    Add,
}

impl LinesRule {
    /// All of them, in the order in which they are offered.
    pub const ALL: [LinesRule; 2] = [LinesRule::Replace, LinesRule::Add];

    /// The code in forms and options; its label key is `transfer.lines.CODE`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            LinesRule::Replace => "replace",
            LinesRule::Add => "add",
        }
    }

    /// Finds a rule by its code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.code() == code)
    }
}

/// How lines meet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meets {
    /// What they do to those that stand.
    pub rule: LinesRule,
    /// Cells of which the file speaks.
    pub spoken: BTreeSet<String>,
    /// Cells by which a line is called.
    pub naming: Vec<String>,
}

impl Meets {
    /// Lines as they are afterwards. What takes the place of a line that is called the same stays
    /// that line: it keeps its id, and in it what the file does not say.
    #[must_use]
    pub fn met(&self, old: &[Line], new: &[Line]) -> Vec<Line> {
        match self.rule {
            LinesRule::Add => {
                let known: BTreeSet<_> = old.iter().map(|line| line.id).collect();
                let more = new.iter().filter(|line| !known.contains(&line.id));
                old.iter().chain(more).cloned().collect()
            }
            LinesRule::Replace => {
                let mut left: Vec<&Line> = old.iter().collect();
                new.iter().map(|line| self.replaced(&mut left, line)).collect()
            }
        }
    }

    fn replaced(&self, left: &mut Vec<&Line>, line: &Line) -> Line {
        let says = |known: &Line, name: &String| known.cell(name) == line.cell(name);
        let is_called = |known: &Line| {
            let mut names = self.naming.iter().filter(|name| !line.cell(name).is_empty());
            names.any(|name| says(known, name))
        };
        let fits = left.iter().enumerate().filter(|(_, known)| {
            known.id == line.id || (known.kind == line.kind && is_called(known))
        });
        let n_same = |known: &Line| self.spoken.iter().filter(|name| says(known, name)).count();
        // Of lines that agree in as much, the first.
        let best = fits.map(|(at, known)| (n_same(known), Reverse(at))).max();
        let Some((_, Reverse(at))) = best else { return line.clone() };
        let mut kept = left.remove(at).clone();
        for name in self.spoken.iter().filter(|name| !line.cell(name).is_empty()) {
            kept.set(name, line.cell(name).clone());
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Value;

    fn line(name: &str, pages: &str) -> Line {
        Line::of("item").with("name", Value::text(name)).with("pages", Value::text(pages))
    }

    fn meets(rule: LinesRule) -> Meets {
        let spoken = ["name", "pages", "unit"].map(String::from).into();
        Meets { rule, spoken, naming: vec!["name".into()] }
    }

    #[test]
    fn lines_that_are_called_the_same_stay_the_same_ones() {
        let kept = line("a", "1").with("note", Value::text("kept"));
        let old = [kept, line("b", "2"), line("c", "3"), line("a", "9")];
        let new = [line("c", "4"), line("a", "9"), line("d", "9"), line("a", "")];
        let met = meets(LinesRule::Replace).met(&old, &new);
        assert_eq!(met[0].id, old[2].id);
        assert_eq!(met[0].cell("pages").as_text(), "4");
        assert_eq!(met[1], old[3]);
        assert_eq!(met[2].id, new[2].id);
        assert_eq!(met[3], old[0], "what the file does not say stays");
        assert_eq!(met.len(), 4);
    }

    #[test]
    fn lines_are_added_once() {
        let (old, new) = ([line("a", "1")], [line("b", "2")]);
        let meets = meets(LinesRule::Add);
        let once = meets.met(&old, &new);
        assert_eq!(once.len(), 2);
        assert_eq!(meets.met(&once, &new), once);
    }
}
