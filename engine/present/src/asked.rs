//! Conditions as the editor of a view draws them.

use catalog::Module;
use catalog::filter::{
    Asked, Days, FilterError, GROUP_DEPTH, Group, Joint, Kind, Part, Path, Place,
};
use kernel::{FieldProblem, Link, PrincipalId, RecordId, Value};
use records::Cx;
use sheets::conditions as view;

use crate::{arranged, bare, condition, errors};

/// Words for a day or some days; those with a number of their own come last.
const WORDS: [&str; 22] = [
    "today",
    "yesterday",
    "tomorrow",
    "this_week",
    "last_week",
    "next_week",
    "this_month",
    "last_month",
    "next_month",
    "this_quarter",
    "last_quarter",
    "next_quarter",
    "this_year",
    "last_year",
    "next_year",
    "this_fiscal_year",
    "last_fiscal_year",
    "next_fiscal_year",
    "last_n_days",
    "next_n_days",
    "days_ago",
    "in_days",
];

/// Draws groups and conditions, each condition with what is wrong with it.
pub struct Drawn<'a> {
    /// Who reads.
    pub cx: &'a Cx,
    /// How they read.
    pub reader: ui::Cx<'a>,
    /// The module.
    pub module: &'a Module,
    /// Conditions that do not fit.
    pub wrong: &'a [(Place, FilterError)],
    /// Look-ups that fit nothing or several.
    pub problems: &'a [FieldProblem],
}

impl Drawn<'_> {
    /// Draws the group at a place.
    pub fn group(&self, group: &Group, at: &[usize]) -> view::Group {
        let joint = match (group.is_negated, group.joint) {
            (false, Joint::And) => "and",
            (false, Joint::Or) => "or",
            (true, Joint::And) => "not_and",
            (true, Joint::Or) => "not_or",
        };
        let part = |(n, part): (usize, &Part)| {
            let place: Place = at.iter().copied().chain([n]).collect();
            match part {
                Part::Group(inner) => view::Part::Group(self.group(inner, &place)),
                Part::Asked(asked) => view::Part::Asked(self.asked(asked, &place)),
            }
        };
        view::Group {
            id: arranged::id(at),
            joint: joint.to_owned(),
            parts: group.parts.iter().enumerate().map(part).collect(),
            may_nest: at.len() < GROUP_DEPTH,
        }
    }

    fn asked(&self, asked: &Asked, place: &[usize]) -> view::Asked {
        let id = arranged::id(place);
        let path = records::linked::path(self.cx, self.module, &asked.path);
        let label = path.as_ref().map(|path| condition::path_label(self.cx, self.module, path));
        let label = label.unwrap_or_else(|| asked.path.clone());
        let kind = path.as_ref().map(|path| &path.kind);
        let mut codes = kind.map(arranged::offered).unwrap_or_default();
        let operator = match (kind.is_some_and(arranged::is_picked), asked.operator.as_str()) {
            (true, "equal") => "in",
            (true, "not_equal") => "not_in",
            (_, other) => other,
        };
        if codes.is_empty() {
            codes.push("empty");
        }
        let words = codes.iter().map(|code| {
            let word = kind.map_or(*code, |kind| condition::operator_word(code, kind));
            ((*code).to_owned(), self.cx.text(&format!("filter.{word}")).to_owned())
        });
        view::Asked {
            is_negated: asked.is_negated,
            operators: words.collect(),
            operator: operator.to_owned(),
            control: match &path {
                Some(path) => self.control(path, asked, operator, &id),
                None => view::Control::None,
            },
            problem: self.problem(place, &id, (&label, kind, asked)),
            path: (asked.path.clone(), label),
            id,
        }
    }

    fn problem(
        &self,
        place: &[usize],
        id: &str,
        (label, kind, asked): (&str, Option<&Kind>, &Asked),
    ) -> Option<String> {
        let reader = errors::Reader { catalog: &self.cx.catalog, locale: &self.cx.locale };
        let look = format!("look.{id}");
        if let Some(problem) = self.problems.iter().find(|problem| problem.field == look) {
            return Some(errors::sentence(&reader, label, problem));
        }
        let (_, error) = self.wrong.iter().find(|(at, _)| at == place)?;
        let mut typed = asked.values.iter();
        let unread = typed.find_map(|v| bare::problem(self.cx, kind?, (id, v)));
        let problem = match error.code.as_str() {
            _ if unread.is_some() => unread?,
            // What is missing, and where in a text nobody wrote, helps nobody here.
            "filter_incomplete" | "filter_empty_text" | "filter_unexpected" => {
                FieldProblem::new(id, "view_value")
            }
            _ => FieldProblem::from(error.clone()),
        };
        Some(errors::sentence(&reader, label, &problem))
    }

    fn control(&self, path: &Path, asked: &Asked, operator: &str, id: &str) -> view::Control {
        if matches!(operator, "empty" | "not_empty") {
            return view::Control::None;
        }
        let first = asked.values.first().map(String::as_str).unwrap_or_default();
        let shown = |value: &String| bare::shown(self.reader, &path.kind, value);
        let lines = || asked.values.iter().map(shown).collect::<Vec<_>>().join("\n");
        let is_chosen = |code: &str| asked.values.iter().any(|value| value == code);
        match &path.kind {
            Kind::Choice { list } => self.codes(list, &is_chosen, view::Several::Any),
            Kind::Choices { list } => self.codes(list, &is_chosen, view::Several::One),
            Kind::Link { .. } | Kind::Principal => {
                match arranged::looked_up(self.cx, self.module, path, id) {
                    Some(field) => {
                        view::Control::Looked(self.named(&path.kind, asked), Box::new(field))
                    }
                    None => view::Control::Lines(lines()),
                }
            }
            _ if matches!(operator, "in" | "not_in") => view::Control::Lines(lines()),
            Kind::Bool => view::Control::Bool(first != "false"),
            Kind::Time => view::Control::Time(first.to_owned()),
            Kind::Date | Kind::Instant => self.day(first),
            Kind::Number { .. } | Kind::Money | Kind::Duration => {
                view::Control::Line(asked.values.first().map(shown).unwrap_or_default())
            }
            Kind::Text { .. }
            | Kind::Rich { .. }
            | Kind::Address
            | Kind::Point
            | Kind::File
            | Kind::Currency
            | Kind::Id => view::Control::Line(first.to_owned()),
        }
    }

    fn codes(
        &self,
        list: &str,
        is_chosen: &dyn Fn(&str) -> bool,
        several: view::Several,
    ) -> view::Control {
        let list_of = self.cx.catalog.picklist(list);
        let codes = list_of.into_iter().flat_map(|list| &list.values).map(|value| {
            let label = ui::fields::picklist_tag(self.reader, list, &value.code).label;
            (value.code.clone(), label, is_chosen(&value.code))
        });
        view::Control::Codes(codes.collect(), several)
    }

    /// Chosen records or people by their names; `me` and `my_team` are always offered.
    fn named(&self, kind: &Kind, asked: &Asked) -> Vec<(String, String, bool)> {
        let words = match kind {
            Kind::Principal => &["me", "my_team"][..],
            _ => &[],
        };
        let word = |code: &&str| {
            let is_on = asked.values.iter().any(|value| value == code);
            ((*code).to_owned(), self.cx.text(&format!("filter.{code}")).to_owned(), is_on)
        };
        let others = asked.values.iter().filter(|value| !words.contains(&value.as_str()));
        let name = |value: &String| {
            let names = self.reader.names;
            let found = match pointed(kind, value) {
                Some(Value::Link(link)) => names.records.get(&link.id).map(|n| n.title.clone()),
                Some(Value::Principal(id)) => names.people.get(&id).cloned(),
                _ => None,
            };
            let hidden = || self.cx.text("ui.field.hidden_record").to_owned();
            (value.clone(), found.unwrap_or_else(hidden), true)
        };
        words.iter().map(word).chain(others.map(name)).collect()
    }

    fn day(&self, value: &str) -> view::Control {
        let words = WORDS.map(|word| {
            let key = match word {
                "last_n_days" | "next_n_days" | "days_ago" | "in_days" => {
                    return (word.to_owned(), self.cx.text(&format!("view.{word}")).to_owned());
                }
                other => format!("filter.{other}"),
            };
            (word.to_owned(), self.cx.text(&key).to_owned())
        });
        let number = |n: String, word: &str| (word.to_owned(), n, String::new());
        let split = |sign: &str| {
            let (today, n) = value.split_once(sign)?;
            (today.trim() == "today").then(|| n.trim().to_owned())
        };
        let (word, n, day) = if let Some((n, is_ahead)) = Days::from_word(value).map(Days::parts) {
            number(n.to_string(), if is_ahead { "next_n_days" } else { "last_n_days" })
        } else if let Some(n) = split("-") {
            number(n, "days_ago")
        } else if let Some(n) = split("+") {
            number(n, "in_days")
        } else if WORDS.contains(&value) {
            (value.to_owned(), "7".to_owned(), String::new())
        } else if value.is_empty() || kernel::Date::parse_iso(value).is_some() {
            (String::new(), "7".to_owned(), value.to_owned())
        } else {
            // A moment, or one counted from now.
            return view::Control::Line(value.to_owned());
        };
        view::Control::Day(words.into(), word, n, day)
    }
}

/// The record or the person that a value of a condition means.
pub fn pointed(kind: &Kind, value: &str) -> Option<Value> {
    match kind {
        Kind::Link { to } => {
            Some(Value::Link(Link::new(to.first()?, value.parse::<RecordId>().ok()?)))
        }
        Kind::Principal => value.parse::<PrincipalId>().ok().map(Value::Principal),
        _ => None,
    }
}
