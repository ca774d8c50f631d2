//! Pick lists: values to choose from, in their order.

use std::collections::BTreeMap;

use catalog::{Change, Picklist};
use kernel::{Error, FieldProblem, Language, Result, fold};
use records::Cx;

use crate::name::{Labels, name, relabel, unlike};

/// Values of a list at most.
const MOST: usize = 500;

/// A value of a pick list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListValue {
    /// Its code; empty for a new one.
    pub code: String,
    /// What it is called.
    pub labels: Labels,
    /// Its hue in degrees.
    pub hue: Option<u16>,
    /// Whether it is no longer offered.
    pub is_retired: bool,
}

/// Makes a pick list without values; gives its name.
///
/// # Errors
/// `Forbidden` for others than administrators; `Invalid` at `label`.
pub async fn new_list(cx: &Cx, label: &str) -> Result<String> {
    cx.actor.rights.demand_administrator()?;
    let known = cx.catalog.picklists().keys().map(|list| format!("studio.list.{list}"));
    let labels = labels_of(label)?;
    unlike(cx, &labels, ("", "label"), known).map_err(|problem| Error::Invalid(vec![problem]))?;
    bring_list(cx, label).await
}

fn labels_of(label: &str) -> Result<Vec<(Language, String)>> {
    let labels = Labels(vec![label.to_owned()]).checked("label");
    labels.map_err(|problem| Error::Invalid(vec![problem]))
}

/// Makes a pick list that comes from elsewhere, so that another one may be called the same.
///
/// # Errors
/// As `new_list`.
pub async fn bring_list(cx: &Cx, label: &str) -> Result<String> {
    cx.actor.rights.demand_administrator()?;
    let labels = labels_of(label)?;
    let list = name(label, |name| cx.catalog.picklist(name).is_some());
    let mut changes = vec![Change::AddPicklist { list: list.clone(), codes: Vec::new() }];
    changes.extend(relabel(cx, &format!("studio.list.{list}"), &labels));
    cx.engine.shape(cx, changes).await?;
    Ok(list)
}

/// Fields that choose from a list: codes of their modules, and their names.
#[must_use]
pub fn used_by(cx: &Cx, list: &str) -> Vec<(String, String)> {
    let modules = cx.catalog.modules().iter();
    let fields = modules.flat_map(|module| module.fields.iter().map(move |field| (module, field)));
    let of_list = fields.filter(|(_, field)| field.kind.list() == Some(list));
    of_list.map(|(module, field)| (module.code.clone(), field.name.clone())).collect()
}

/// Sets the values of a list. Rows without a word are left out when they are new; a value that
/// stands stays, since records may hold it, and one that is not among the rows stays as it is.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` at `value.N`, counted from 0.
pub async fn save_list(cx: &Cx, list: &str, values: &[ListValue]) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let known = cx.catalog.picklist(list).ok_or(Error::NotFound)?.clone();
    // Stages belong to the pipeline of their module, which says more about them than an order.
    if cx
        .catalog
        .modules()
        .iter()
        .any(|module| module.stage_field().is_some_and(|field| field.kind.list() == Some(list)))
    {
        return Err(Error::conflict("stages_fixed"));
    }
    let read = judge(cx, (list, &known), values)?;
    let Read { mut codes, mut retired, mut hues, texts } = read;
    for value in &known.values {
        if codes.iter().chain(&retired).all(|code| *code != value.code) {
            hues.extend(value.hue.map(|hue| (value.code.clone(), hue)));
            if value.retired { &mut retired } else { &mut codes }.push(value.code.clone());
        }
    }
    // A new value that is retired at once is first of all a value.
    let all = codes.iter().chain(&retired).cloned().collect();
    let list = list.to_owned();
    let mut changes = vec![Change::PicklistValues { list: list.clone(), codes: all }];
    if !retired.is_empty() {
        changes.push(Change::PicklistValues { list: list.clone(), codes });
    }
    changes.push(Change::PicklistHues { list, hues });
    changes.extend(texts);
    cx.engine.shape(cx, changes).await.map(drop)
}

/// Values as they are to stand.
#[derive(Default)]
struct Read {
    codes: Vec<String>,
    retired: Vec<String>,
    hues: BTreeMap<String, u16>,
    texts: Vec<Change>,
}

/// Gives every value a code; what is wrong with one stands at its row.
fn judge(cx: &Cx, (list, known): (&str, &Picklist), values: &[ListValue]) -> Result<Read> {
    let (mut read, mut problems) = (Read::default(), Vec::new());
    for (at, value) in values.iter().enumerate() {
        let is_empty = value.labels.0.iter().all(|label| label.trim().is_empty());
        if is_empty && value.code.is_empty() {
            continue;
        }
        if !value.code.is_empty() && known.value(&value.code).is_none() {
            return Err(Error::NotFound);
        }
        match value.labels.checked(&format!("value.{at}")) {
            Ok(labels) => {
                let key = |code: &str| format!("picklist.{list}.{code}");
                let place = format!("value.{at}");
                // Rows that are sent say for themselves what they are called.
                let left = |code: &str| values.iter().all(|value| value.code != code);
                let left = known.values.iter().filter(|value| left(&value.code));
                let left = left.map(|value| key(&value.code));
                problems.extend(unlike(cx, &labels, (&key(&value.code), &place), left).err());
                problems.extend(twice(&values[..at], (&labels, &place)));
                read.take(cx, (list, known), (value, &labels));
            }
            Err(problem) => problems.push(problem),
        }
    }
    if read.codes.len() + read.retired.len() > MOST {
        problems.push(FieldProblem::new("value.0", "too_many").with("max", MOST));
    }
    if problems.is_empty() { Ok(read) } else { Err(Error::Invalid(problems)) }
}

/// A value that is called as one before it.
fn twice(
    before: &[ListValue],
    (labels, place): (&[(Language, String)], &str),
) -> Option<FieldProblem> {
    let is_twice = |(at, label): (usize, &String)| {
        let word = fold(label);
        let other = |value: &ListValue| value.labels.0.get(at).is_some_and(|one| fold(one) == word);
        !label.is_empty() && before.iter().any(other)
    };
    let words = labels.iter().map(|(_, label)| label).enumerate();
    let (_, label) = words.into_iter().find(|one| is_twice(*one))?;
    Some(FieldProblem::new(place, "word_exists").with("word", label))
}

impl Read {
    fn take(
        &mut self,
        cx: &Cx,
        (list, known): (&str, &Picklist),
        (value, labels): (&ListValue, &[(Language, String)]),
    ) {
        let first = labels.first().map_or("", |(_, label)| label.as_str());
        let is_taken = |name: &str| {
            let mut new = self.codes.iter().chain(&self.retired);
            known.value(name).is_some() || new.any(|code| code == name)
        };
        let code = match value.code.is_empty() {
            true => name(first, is_taken),
            false => value.code.clone(),
        };
        self.texts.extend(relabel(cx, &format!("picklist.{list}.{code}"), labels));
        self.hues.extend(value.hue.map(|hue| (code.clone(), hue)));
        match value.is_retired {
            true => self.retired.push(code),
            false => self.codes.push(code),
        }
    }
}
