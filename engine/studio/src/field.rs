//! Fields: made, and changed in what they are called and demand.

use catalog::{
    Change, CustomField, Field, FieldType, Module, Personal, Start, check_value, from_json, to_json,
};
use kernel::{Error, FieldProblem, Language, Result, Value};
use records::Cx;

use crate::follow::{self, FieldConditions};
use crate::name::{LONGEST, Labels, name_in, relabel, unlike};

/// Types that a field of one's own can have, in the order in which they are offered.
pub const KINDS: [&str; 22] = [
    "text",
    "long_text",
    "rich_text",
    "decimal",
    "percent",
    "money",
    "date",
    "datetime",
    "time",
    "duration",
    "bool",
    "picklist",
    "multi_picklist",
    "email",
    "phone",
    "url",
    "address",
    "geo",
    "link",
    "user",
    "file",
    "image",
];

/// A field that is to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewField {
    /// What it is called.
    pub labels: Labels,
    /// A sentence that helps, if there is one.
    pub hints: Labels,
    /// Word of its type.
    pub kind: String,
    /// Its pick list, for types that choose from one.
    pub list: String,
    /// Codes of the modules that a link leads to.
    pub to: Vec<String>,
    /// Places behind the point, for numbers.
    pub scale: u32,
    /// Name of the block it stands in.
    pub block: String,
    /// Whether a record needs it.
    pub required: bool,
    /// Whether the search finds it.
    pub search: bool,
    /// Whether lists can be sorted by it.
    pub sort: bool,
    /// Whether another field may be called the same, as what comes from elsewhere may be.
    pub may_share: bool,
}

/// What is said otherwise of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldEdit {
    /// What it is called.
    pub labels: Labels,
    /// A sentence that helps, if there is one.
    pub hints: Labels,
    /// Whether a record needs it.
    pub required: bool,
    /// Whether no two records may share its value.
    pub unique: bool,
    /// Whether the search finds it; none leaves it as it is.
    pub search: Option<bool>,
    /// Whether lists can be sorted by it; none leaves it as it is.
    pub sort: Option<bool>,
    /// What it starts with; none leaves it as it is.
    pub start: Option<Begins>,
    /// How sensitive it is; none leaves it as it is.
    pub personal: Option<Personal>,
    /// Under which conditions it is shown, needed and taken; none leaves them as they are.
    pub conditions: Option<FieldConditions>,
}

/// Makes a field; gives its name.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` at the fields of the form.
pub async fn new_field(cx: &Cx, module: &str, new: &NewField) -> Result<String> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let labels = judge(cx, &module, new)?;
    let first = labels.first().map_or("", |(_, label)| label.as_str());
    let name = name_in(&module, first);
    let unsorted =
        ["rich_text", "multi_picklist", "address", "geo", "link", "user", "file", "image"];
    let is_sorted = new.sort && !unsorted.contains(&new.kind.as_str());
    let has_words = FieldType::of(&new.kind).is_some_and(|kind| kind.has_words());
    let field = CustomField {
        name: name.clone(),
        kind: new.kind.clone(),
        list: Some(new.list.clone()).filter(|list| !list.is_empty()),
        to: new.to.clone(),
        scale: new.scale,
        required: new.required,
        search: new.search && has_words,
        sort: is_sorted,
        ..CustomField::default()
    };
    let code = &module.code;
    let mut changes = vec![Change::AddField { module: code.clone(), field }];
    changes.extend(relabel(cx, &module.key("field", &name), &labels));
    changes.extend(hints(cx, &module, &name, &new.hints)?);
    if module.blocks.first().is_some_and(|block| block.name != new.block) {
        let (module, field, block) = (code.clone(), name.clone(), new.block.clone());
        changes.push(Change::MoveToBlock { module, field, block });
    }
    cx.engine.shape(cx, changes).await?;
    Ok(name)
}

/// Refuses what another field of a module is called; `name` is that of the field itself.
pub(crate) fn unlike_others(
    cx: &Cx,
    module: &Module,
    (name, labels): (&str, &[(Language, String)]),
) -> std::result::Result<(), FieldProblem> {
    let own = module.key("field", name);
    let others = module.fields.iter().map(|field| module.key("field", &field.name));
    unlike(cx, labels, (&own, "label"), others)
}

/// What a field is called in each language.
pub(crate) fn labels_of(labels: &Labels) -> Result<Vec<(Language, String)>> {
    labels.checked("label").map_err(|problem| Error::Invalid(vec![problem]))
}

/// What is wrong with a new field; its labels when nothing is.
fn judge(cx: &Cx, module: &Module, new: &NewField) -> Result<Vec<(Language, String)>> {
    let mut problems = Vec::new();
    let labels = new.labels.checked("label").map_err(|problem| problems.push(problem));
    if let (Ok(labels), false) = (&labels, new.may_share) {
        problems.extend(unlike_others(cx, module, ("", labels)).err());
    }
    if !KINDS.contains(&new.kind.as_str()) {
        problems.push(FieldProblem::new("kind", "required"));
    }
    let chooses = ["picklist", "multi_picklist"].contains(&new.kind.as_str());
    if chooses && cx.catalog.picklist(&new.list).is_none() {
        problems.push(FieldProblem::new("list", "required"));
    }
    let are_there = new.to.iter().all(|code| cx.catalog.module(code).is_some());
    if new.kind == "link" && (new.to.is_empty() || !are_there) {
        problems.push(FieldProblem::new("to", "required"));
    }
    if !module.blocks.iter().any(|block| block.name == new.block) {
        problems.push(FieldProblem::new("block", "required"));
    }
    match labels {
        Ok(labels) if problems.is_empty() => Ok(labels),
        Ok(_) | Err(()) => Err(Error::Invalid(problems)),
    }
}

/// Changes of the sentence that helps with a field; an empty one takes it away.
pub(crate) fn hints(cx: &Cx, module: &Module, name: &str, hints: &Labels) -> Result<Vec<Change>> {
    let key = module.key("hint", name);
    let checked = hints.checked_if_any("hint", LONGEST);
    let checked = checked.map_err(|problem| Error::Invalid(vec![problem]))?;
    Ok(relabel(cx, &key, &checked))
}

/// How a field can be found otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Findable {
    /// It is so, and administrators may change it.
    Free(bool),
    /// It comes along so and stays so.
    Fixed,
    /// Its values have no words or no order.
    Never,
}

/// Whether the search finds a field, and whether lists are sorted by it, with what can be changed.
#[must_use]
pub fn found_by(cx: &Cx, module: &Module, field: &Field) -> [Findable; 2] {
    let shipped = cx.engine.shipped().module(&module.code);
    let shipped = shipped.and_then(|module| module.field(&field.name));
    let of = |is_shipped: bool, may: bool, is_on: bool| match (is_shipped, may) {
        (true, _) => Findable::Fixed,
        (false, true) => Findable::Free(is_on),
        (false, false) => Findable::Never,
    };
    let searched = shipped.is_some_and(|field| field.search);
    let sorted = shipped.is_some_and(|field| field.sort);
    [
        of(searched, field.may_be_searched(), field.is_told()),
        of(sorted, field.may_be_sorted(), field.keeps_order()),
    ]
}

/// The change of how a field is found, if there is one.
fn find(
    cx: &Cx,
    (module, field): (&Module, &Field),
    asked: (Option<bool>, Option<bool>),
) -> Result<Option<Change>> {
    let [search, sort] = found_by(cx, module, field);
    let mut problems = Vec::new();
    let mut judge = |name: &str, found: Findable, now: bool, asked: Option<bool>| match found {
        Findable::Free(is_on) => asked.unwrap_or(is_on),
        Findable::Fixed | Findable::Never => {
            if asked.is_some_and(|asked| asked != now) {
                problems.push(FieldProblem::new(name, "found_as_before"));
            }
            now
        }
    };
    let (told, kept) = (field.is_told(), field.keeps_order());
    let search = judge("search", search, told, asked.0);
    let sort = judge("sort", sort, kept, asked.1);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let (module, name) = (module.code.clone(), field.name.clone());
    let is_new = (search, sort) != (told, kept);
    Ok(is_new.then_some(Change::Find { module, field: name, search, sort }))
}

/// What a field begins with, as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begins {
    /// Nothing.
    Empty,
    /// The present day, the present instant or the person, whichever the type has.
    Itself,
    /// A value.
    With(Value),
}

/// The change of what a field starts with, if there is one.
fn begins(
    cx: &Cx,
    (module, field): (&Module, &Field),
    asked: Option<&Begins>,
) -> Result<Option<Change>> {
    let Some(asked) = asked.filter(|_| field.may_start()) else { return Ok(None) };
    let with = match (asked, &field.kind) {
        (Begins::Empty, _) => None,
        (Begins::Itself, FieldType::Date) => Some(Start::Today),
        (Begins::Itself, FieldType::DateTime) => Some(Start::Now),
        (Begins::Itself, FieldType::User) => Some(Start::Actor),
        (Begins::Itself, _) => return Err(Error::invalid("start", "required")),
        (Begins::With(value), _) if value.is_empty() => None,
        (Begins::With(value), _) => {
            let problems = check_value(&cx.catalog, field, value);
            if let Some(problem) = problems.into_iter().next() {
                return Err(Error::Invalid(vec![FieldProblem {
                    field: "start".into(),
                    ..problem
                }]));
            }
            Some(Start::Value(to_json(value)))
        }
    };
    let now = field.default.as_ref().map(|default| match Start::of(default) {
        Start::Value(json) => Start::Value(from_json(field, &json).map_or(json, |v| to_json(&v))),
        other => other,
    });
    // A box that is not ticked says no more than nothing does.
    let is_no = |start: &Option<Start>| match start {
        None => true,
        Some(Start::Value(json)) => *json == serde_json::Value::Bool(false),
        Some(_) => false,
    };
    let (module, name) = (module.code.clone(), field.name.clone());
    let is_new = with != now && !(is_no(&with) && is_no(&now));
    Ok(is_new.then_some(Change::Start { module, field: name, with }))
}

/// The change of how sensitive a field is, if there is one.
fn protect((module, field): (&Module, &Field), asked: Option<Personal>) -> Option<Change> {
    let personal = asked.filter(|asked| *asked != field.personal)?;
    Some(Change::Protect { module: module.code.clone(), field: field.name.clone(), personal })
}

/// Whether nobody can make a field optional, since what the house does relies on it.
#[must_use]
pub fn stays_required(field: &Field) -> bool {
    field.required && !field.custom
}

/// Says otherwise what a field is called and demands.
///
/// # Errors
/// As `new_field`.
pub async fn edit_field(cx: &Cx, module: &str, name: &str, edit: &FieldEdit) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let field = module.field(name).ok_or(Error::NotFound)?;
    let labels = labels_of(&edit.labels)?;
    let mut problems = Vec::new();
    problems.extend(unlike_others(cx, &module, (name, &labels)).err());
    if stays_required(field) && !edit.required {
        problems.push(FieldProblem::new("required", "stays_required"));
    }
    if edit.unique && !field.may_be_unique() {
        problems.push(FieldProblem::new("unique", "not_unique_kind"));
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let (required, unique) = (edit.required, edit.unique);
    let mut changes = Vec::new();
    if field.is_editable() && (required, unique) != (field.required, field.unique) {
        let (module, field) = (module.code.clone(), name.to_owned());
        changes.push(Change::EditField { module, field, required, unique });
    }
    changes.extend(find(cx, (&module, field), (edit.search, edit.sort))?);
    changes.extend(begins(cx, (&module, field), edit.start.as_ref())?);
    changes.extend(protect((&module, field), edit.personal));
    changes.extend(relabel(cx, &module.key("field", name), &labels));
    if let Some(conditions) = &edit.conditions {
        changes.extend(follow::conditions(cx, (&module, field), (conditions, required))?);
    }
    changes.extend(hints(cx, &module, name, &edit.hints)?);
    match changes.is_empty() {
        true => Ok(()),
        false => cx.engine.shape(cx, changes).await.map(drop),
    }
}
