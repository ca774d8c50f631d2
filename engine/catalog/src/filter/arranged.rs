//! A filter as a person arranges it: conditions in groups that are joined and negated.

use kernel::Value;

use super::chips::condition;
use super::{Comparison, Filter, FilterError, Operand};
use crate::Catalog;
use crate::definition::Module;

/// Groups may stand inside the outermost one so many levels deep.
pub const GROUP_DEPTH: usize = 2;

/// How the parts of a group are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joint {
    /// Every part must be true.
    #[default]
    And,
    /// One part must be true.
    Or,
}

/// Conditions and further groups, joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Whether the opposite of the whole is meant.
    pub is_negated: bool,
    /// How its parts are joined.
    pub joint: Joint,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A part of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A condition.
    Asked(Asked),
    /// A group inside the group.
    Group(Group),
}

/// A condition in bare words, as a form holds it; it may be unfinished.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Whether the opposite is meant.
    pub is_negated: bool,
    /// The path that is asked about.
    pub path: String,
    /// Code of the operator, one of `Kind::operators`.
    pub operator: String,
    /// Bare values.
    pub values: Vec<String>,
}

/// Where a part stands: the number of each part on the way to it, the outermost first.
pub type Place = Vec<usize>;

/// Arranges a filter; `None` when groups cannot say exactly the same.
#[must_use]
pub fn arranged(catalog: &Catalog, module: &Module, filter: &Filter) -> Option<Group> {
    let group = match filter {
        Filter::Compare(_) => Group { parts: vec![part(filter, 0)?], ..Group::default() },
        Filter::Not(inner) if matches!(**inner, Filter::Compare(_)) => {
            Group { parts: vec![part(filter, 0)?], ..Group::default() }
        }
        _ => group(filter, 0)?,
    };
    (group.filter(catalog, module).ok()? == *filter).then_some(group)
}

fn part(filter: &Filter, depth: usize) -> Option<Part> {
    let asked = |comparison, is_negated| Some(Part::Asked(asked(comparison, is_negated)));
    match filter {
        Filter::Compare(comparison) => asked(comparison, false),
        Filter::Not(inner) => match &**inner {
            Filter::Compare(comparison) => asked(comparison, true),
            Filter::And(_) | Filter::Or(_) | Filter::Not(_) => {
                group(filter, depth).map(Part::Group)
            }
        },
        Filter::And(_) | Filter::Or(_) => group(filter, depth).map(Part::Group),
    }
}

fn group(filter: &Filter, depth: usize) -> Option<Group> {
    let (is_negated, inner) = match filter {
        Filter::Not(inner) => (true, &**inner),
        Filter::And(_) | Filter::Or(_) | Filter::Compare(_) => (false, filter),
    };
    let (joint, parts) = match inner {
        Filter::And(parts) => (Joint::And, parts),
        Filter::Or(parts) => (Joint::Or, parts),
        Filter::Not(_) | Filter::Compare(_) => return None,
    };
    if depth > GROUP_DEPTH {
        return None;
    }
    let parts: Option<Vec<Part>> = parts.iter().map(|inner| part(inner, depth + 1)).collect();
    Some(Group { is_negated, joint, parts: parts? })
}

fn asked(comparison: &Comparison, is_negated: bool) -> Asked {
    let test = &comparison.test;
    Asked {
        is_negated,
        path: comparison.path.to_string(),
        operator: test.operator().to_owned(),
        values: test.operands().iter().map(bare).collect(),
    }
}

/// An operand as a form holds it: without the quotation marks of the language.
fn bare(operand: &Operand) -> String {
    match operand {
        Operand::Value(Value::Text(text)) => text.clone(),
        Operand::Value(Value::Date(day)) => day.to_string(),
        Operand::Value(Value::Instant(at)) => at.to_string(),
        Operand::Value(Value::Time(time)) => time.to_string(),
        Operand::Value(Value::Link(link)) => link.id.to_string(),
        Operand::Value(Value::Principal(id)) => id.to_string(),
        other => other.to_string(),
    }
}

impl Group {
    /// The filter that the group means; a group without conditions asks nothing.
    ///
    /// # Errors
    /// Every condition that does not fit, with its place.
    pub fn filter(
        &self,
        catalog: &Catalog,
        module: &Module,
    ) -> Result<Filter, Vec<(Place, FilterError)>> {
        let mut problems = Vec::new();
        let filter = self.within((catalog, module), &[], &mut problems);
        match problems.is_empty() {
            true => Ok(filter.unwrap_or(Filter::ALWAYS)),
            false => Err(problems),
        }
    }

    fn within(
        &self,
        (catalog, module): (&Catalog, &Module),
        at: &[usize],
        problems: &mut Vec<(Place, FilterError)>,
    ) -> Option<Filter> {
        let mut parts = Vec::new();
        for (n, part) in self.parts.iter().enumerate() {
            let place: Place = at.iter().copied().chain([n]).collect();
            match part {
                Part::Group(group) => {
                    parts.extend(group.within((catalog, module), &place, problems));
                }
                Part::Asked(asked) => match asked.filter(catalog, module) {
                    Ok(filter) => parts.push(filter),
                    Err(error) => problems.push((place, error)),
                },
            }
        }
        if parts.is_empty() {
            return None;
        }
        let whole = match self.joint {
            Joint::And => Filter::all(parts),
            Joint::Or => Filter::any(parts),
        };
        Some(if self.is_negated { whole.negated() } else { whole })
    }

    /// The group at a place; the empty place is this one.
    pub fn group_mut(&mut self, at: &[usize]) -> Option<&mut Group> {
        let Some((first, rest)) = at.split_first() else { return Some(self) };
        match self.parts.get_mut(*first)? {
            Part::Group(group) => group.group_mut(rest),
            Part::Asked(_) => None,
        }
    }

    /// Takes the part at a place away; nothing happens where there is none.
    pub fn remove(&mut self, at: &[usize]) {
        let Some((last, above)) = at.split_last() else { return };
        if let Some(group) = self.group_mut(above)
            && *last < group.parts.len()
        {
            group.parts.remove(*last);
        }
    }
}

impl Asked {
    fn filter(&self, catalog: &Catalog, module: &Module) -> Result<Filter, FilterError> {
        let values: Vec<&str> = self.values.iter().map(String::as_str).collect();
        let made = condition(catalog, module, (&self.path, &self.operator), &values)?;
        Ok(if self.is_negated { made.negated() } else { made })
    }
}
