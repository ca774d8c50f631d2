//! How a view puts its records into groups, and what is drawn of them.

use access::FieldRight;
use catalog::Module;
use kernel::{Error, FieldProblem, Result};
use records::{Cx, GroupLevel};
use serde::{Deserialize, Serialize};

/// Levels of groups at most.
const LEVELS: usize = 3;

/// Groups of a view; without levels there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Grouping {
    /// Levels from the outermost on, such as `stage` or `closes_on.month`.
    pub by: Vec<String>,
    /// What is shown of numbers; the sum unless something else is said.
    pub figure: Figure,
    /// The form of the chart above the groups; none for no chart.
    pub chart: Option<Form>,
    /// Name of the field that the chart shows; none shows how many there are.
    pub of: Option<String>,
}

/// What is shown of the numbers of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// All of them together.
    #[default]
    Sum,
    /// Their average.
    Average,
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

impl Figure {
    /// All of them.
    pub const ALL: [Figure; 4] = [Figure::Sum, Figure::Average, Figure::Min, Figure::Max];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Figure::Sum => "sum",
            Figure::Average => "average",
            Figure::Min => "min",
            Figure::Max => "max",
        }
    }
}

/// The form of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Bars.
    Bar,
    /// A line.
    Line,
    /// A pie.
    Pie,
    /// A funnel.
    Funnel,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 4] = [Form::Bar, Form::Line, Form::Pie, Form::Funnel];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Form::Bar => "bar",
            Form::Line => "line",
            Form::Pie => "pie",
            Form::Funnel => "funnel",
        }
    }
}

impl Grouping {
    /// Whether there are no groups.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.by.is_empty()
    }

    /// Reads what an address or a form says; what it does not say comes from `kept`.
    #[must_use]
    pub fn read<'a>(said: impl Fn(&str) -> Option<&'a str>, kept: &Grouping) -> Self {
        let by = match said("group") {
            None => kept.by.clone(),
            Some(text) => {
                let levels = text.split(',').map(str::trim).filter(|level| !level.is_empty());
                levels.take(LEVELS).map(str::to_owned).collect()
            }
        };
        let figure = said("figure").map(|word| Figure::ALL.into_iter().find(|f| f.word() == word));
        let chart =
            said("chart").map(|word| Form::ALL.into_iter().find(|form| form.word() == word));
        let of = said("of").map(|name| Some(name.to_owned()).filter(|name| !name.is_empty()));
        Grouping {
            by,
            figure: figure.map_or(kept.figure, Option::unwrap_or_default),
            chart: chart.unwrap_or(kept.chart),
            of: of.unwrap_or_else(|| kept.of.clone()),
        }
    }

    /// Names and values that `read` reads; with `all` also what is as it would be anyway.
    #[must_use]
    pub fn pairs(&self, all: bool) -> Vec<(&'static str, String)> {
        let pairs = [
            ("group", self.by.join(",")),
            ("figure", self.figure.word().to_owned()),
            ("chart", self.chart.map_or("", Form::word).to_owned()),
            ("of", self.of.clone().unwrap_or_default()),
        ];
        let is_said = |(name, value): &(&str, String)| match *name {
            _ if all => true,
            "figure" => self.figure != Figure::default() && !self.is_none(),
            _ => !value.is_empty() && !self.is_none(),
        };
        pairs.into_iter().filter(is_said).collect()
    }

    /// The levels, read.
    ///
    /// # Errors
    /// `Invalid` at `group` for what makes no groups, or is hidden from the reader.
    pub fn levels(&self, cx: &Cx, module: &Module) -> Result<Vec<GroupLevel>> {
        let level = |text: &String| {
            let seen = |level: &GroupLevel| {
                cx.actor.rights.field(&module.code, &level.field) != FieldRight::Hidden
            };
            let refused = || FieldProblem::new("group", "no_groups").with("value", text);
            let level = GroupLevel::parse(module, text).filter(seen);
            level.ok_or_else(|| Error::Invalid(vec![refused()]))
        };
        self.by.iter().map(level).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let grouping = Grouping {
            by: vec!["stage".into(), "closes_on.month".into()],
            figure: Figure::Average,
            chart: Some(Form::Funnel),
            of: Some("amount".into()),
        };
        let pairs = grouping.pairs(false);
        let said = |name: &str| pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str());
        assert_eq!(Grouping::read(said, &Grouping::default()), grouping);
        assert_eq!(Grouping::read(|_| None, &grouping), grouping);
        let emptied = Grouping::read(|name| (name == "group").then_some(""), &grouping);
        assert!(emptied.is_none() && emptied.pairs(false).is_empty());
        assert_eq!(emptied.pairs(true).len(), 4);
    }
}
