//! Where values of fields go: by the names that definitions give them, by their own, by label.

use std::collections::BTreeSet;

use catalog::{AliasField, Field, FieldType, Module};
use records::Cx;

use super::shape::{FieldGoes, PlanField, PlanValue, ValueGoes};
use super::words::{code_of, plain, said};
use crate::client::{Described, DescribedField};

/// Fields that every module there has and that are asked for by name where they mean something.
const PASSED: [&str; 9] = [
    "id",
    "createdtime",
    "modifiedtime",
    "modifiedby",
    "created_user_id",
    "creator",
    "source",
    "starred",
    "tags",
];

/// What becomes of the fields of a module, whose records go to one that is there or to a new one.
pub fn propose(cx: &Cx, target: Option<&Module>, described: &Described) -> Vec<PlanField> {
    let mut taken = BTreeSet::new();
    let asked = described.fields.iter().filter(|field| !PASSED.contains(&field.name.as_str()));
    let first = described.titled.first().map(String::as_str);
    let mut fields: Vec<PlanField> = asked.map(plan_field).collect();
    // What has a name of its own is placed before anything is guessed by label.
    for by in [By::Name, By::Label] {
        for field in fields.iter_mut().filter(|field| field.goes == FieldGoes::Leave) {
            let place = match target {
                Some(module) => place(cx, module, field, by),
                None => in_new(field, first),
            };
            if let Some(place) = place.filter(|place| taken.insert(place.clone())) {
                field.goes = FieldGoes::To(place);
            }
        }
    }
    for field in &mut fields {
        let is_free = field.goes == FieldGoes::Leave && is_makeable(field);
        if is_free && target.is_none_or(|module| is_wanted(module, field)) {
            field.goes = FieldGoes::New;
        }
        propose_values(cx, target, field);
    }
    fields
}

fn plan_field(field: &DescribedField) -> PlanField {
    let values = field.values.iter().filter(|(value, _)| !value.is_empty());
    let value = |(value, label): &(String, String)| PlanValue {
        value: value.clone(),
        label: if label.is_empty() { value.clone() } else { label.clone() },
        goes: ValueGoes::Leave,
    };
    PlanField {
        name: field.name.clone(),
        label: if field.label.is_empty() { field.name.clone() } else { field.label.clone() },
        kind: field.kind.clone(),
        refers: field.refers.clone(),
        goes: FieldGoes::Leave,
        values: values.map(value).collect(),
    }
}

/// What a field is found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Name,
    Label,
}

fn place(cx: &Cx, module: &Module, field: &PlanField, by: By) -> Option<String> {
    match by {
        By::Name => by_alias(module, field).or_else(|| by_name(module, field)),
        By::Label => by_label(cx, module, field),
    }
}

fn by_alias(module: &Module, field: &PlanField) -> Option<String> {
    if field.name == "assigned_user_id" {
        return module.owner_field().map(|owner| owner.name.clone());
    }
    let alias = module.alias_fields.iter().find(|alias| alias.name == field.name)?;
    let is_open = is_open(module.field(&alias.field)?);
    is_open.then(|| written(&alias.field, alias.label.as_deref(), alias.part.as_deref()))
}

/// Whether values from elsewhere may stand in a field.
pub fn is_open(field: &Field) -> bool {
    field.is_editable() && field.system.is_none() && field.kind.fits_a_cell()
}

fn by_name(module: &Module, field: &PlanField) -> Option<String> {
    let own = field.name.strip_prefix("cf_").unwrap_or(&field.name).replace("__", ".");
    let alias = AliasField::parse(&field.name, &own, &module.fields)?;
    let known = module.field(&alias.field).filter(|known| is_open(known))?;
    let is_part = alias.part.is_some();
    (is_part || fits(&known.kind, field))
        .then(|| written(&alias.field, alias.label.as_deref(), alias.part.as_deref()))
}

fn by_label(cx: &Cx, module: &Module, field: &PlanField) -> Option<String> {
    let label = plain(&field.label);
    let is_called = |known: &Field| {
        let said = said(&cx.catalog, &module.key("field", &known.name));
        let headings = known.headings.iter().map(|heading| plain(heading));
        said.into_iter().chain(headings).any(|word| word == label)
    };
    let fits = |known: &&Field| is_open(known) && fits(&known.kind, field) && is_called(known);
    module.fields.iter().find(fits).map(|known| known.name.clone())
}

/// In a new module the field that names a record, and the owner, are there.
fn in_new(field: &PlanField, titled: Option<&str>) -> Option<String> {
    match field.name.as_str() {
        "assigned_user_id" => Some("owner".into()),
        name if Some(name) == titled => Some("name".into()),
        _ => None,
    }
}

fn written(field: &str, label: Option<&str>, part: Option<&str>) -> String {
    [Some(field), label, part].into_iter().flatten().collect::<Vec<_>>().join(".")
}

/// Whether values of a type there can stand in a field here.
pub fn fits(kind: &FieldType, field: &PlanField) -> bool {
    let there = field.kind.as_str();
    let any = |words: &[&str]| words.contains(&there);
    match kind {
        FieldType::Text | FieldType::LongText | FieldType::RichText => {
            !any(&["reference", "owner", "multipicklist", "image", "file", "password"])
        }
        FieldType::Decimal { .. } | FieldType::Percent | FieldType::Money => {
            any(&["integer", "double", "currency"])
        }
        FieldType::Duration => any(&["integer"]),
        FieldType::Date => any(&["date"]),
        FieldType::DateTime => any(&["datetime", "date"]),
        FieldType::Time => any(&["time"]),
        FieldType::Bool => any(&["boolean"]),
        FieldType::Picklist { .. } | FieldType::Stage { .. } => any(&["picklist"]),
        FieldType::MultiPicklist { .. } => any(&["multipicklist", "picklist"]),
        FieldType::Email => any(&["email", "string"]),
        FieldType::Phone => any(&["phone", "string"]),
        FieldType::Url => any(&["url", "string"]),
        FieldType::Geo => any(&["string"]),
        FieldType::Link { .. } => any(&["reference"]) && !field.refers_to_people(),
        FieldType::User => any(&["owner"]) || field.refers_to_people(),
        FieldType::Number
        | FieldType::Address
        | FieldType::File
        | FieldType::Image
        | FieldType::Lines { .. } => false,
    }
}

impl PlanField {
    /// Whether it names somebody instead of a record.
    #[must_use]
    pub fn refers_to_people(&self) -> bool {
        self.kind == "reference" && self.refers.iter().any(|name| name == "Users")
    }

    /// Word of the type that a new field for it has, when there is one that fits.
    #[must_use]
    pub fn new_kind(&self) -> Option<&'static str> {
        Some(match self.kind.as_str() {
            "string" | "skype" => "text",
            "text" => "long_text",
            "integer" | "double" => "decimal",
            "currency" => "money",
            "date" => "date",
            "datetime" => "datetime",
            "time" => "time",
            "boolean" => "bool",
            "picklist" => "picklist",
            "multipicklist" => "multi_picklist",
            "email" => "email",
            "phone" => "phone",
            "url" => "url",
            "owner" => "user",
            "reference" if self.refers_to_people() => "user",
            "reference" => "link",
            _ => return None,
        })
    }
}

fn is_makeable(field: &PlanField) -> bool {
    field.new_kind().is_some() && !(field.kind == "reference" && field.refers.is_empty())
}

/// Own fields of the other house go along, and numbers that are printed on letters since years.
fn is_wanted(module: &Module, field: &PlanField) -> bool {
    let alias = module.alias_fields.iter().find(|alias| alias.name == field.name);
    let known = alias.and_then(|alias| module.field(&alias.field));
    let is_number = known.is_some_and(|known| known.kind == FieldType::Number);
    is_number || (alias.is_none() && field.name.starts_with("cf_") && !follows(module, field))
}

/// Whether it is what here follows from other fields; so nothing has to be brought.
fn follows(module: &Module, field: &PlanField) -> bool {
    let own = field.name.strip_prefix("cf_").unwrap_or_default();
    let own = own.split("__").next().unwrap_or_default();
    module.field(own).is_some_and(|known| known.follows() && !known.custom)
}

/// What the values of a field are here; what is missing is added, where values may be added.
pub fn propose_values(cx: &Cx, target: Option<&Module>, field: &mut PlanField) {
    let place = match &field.goes {
        FieldGoes::To(place) => place.split('.').next().unwrap_or_default(),
        FieldGoes::New => "",
        FieldGoes::Leave => return,
    };
    let kind = target.and_then(|module| module.field(place)).map(|known| &known.kind);
    let is_fixed = kind.is_some_and(|kind| {
        matches!(kind, FieldType::Stage { .. }) || kind.list().is_none_or(|l| is_of_stages(cx, l))
    });
    let list = kind.and_then(FieldType::list);
    for value in &mut field.values {
        let code = list.and_then(|list| code_of(&cx.catalog, list, (&value.value, &value.label)));
        value.goes = match code {
            Some(code) => ValueGoes::To(code),
            None if is_fixed => ValueGoes::Leave,
            None => ValueGoes::New,
        };
    }
}

/// Stages say more than an order, and are made in the studio.
pub fn is_of_stages(cx: &Cx, list: &str) -> bool {
    let stages = cx.catalog.modules().iter().filter_map(|module| module.stage_field());
    stages.into_iter().any(|field| field.kind.list() == Some(list))
}
