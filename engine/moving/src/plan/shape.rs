//! The plan as it is kept.

use kernel::PrincipalId;
use serde::{Deserialize, Serialize};

/// What becomes of everything in the other house.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Its modules.
    pub modules: Vec<PlanModule>,
    /// Its people and groups.
    pub people: Vec<PlanPerson>,
    /// Who owns what belongs to somebody that is nobody here.
    pub owner: Option<PrincipalId>,
    /// The currency of amounts.
    pub currency: String,
    /// Whether relations that are no fields are brought, which is a question for each record.
    pub relations: bool,
    /// Comments there, when there are any.
    pub n_comments: Option<u64>,
    /// Whether comments are brought.
    pub comments: bool,
    /// Documents there, when there are any.
    pub n_documents: Option<u64>,
    /// Whether documents are brought as files at records.
    pub documents: bool,
    /// Whether what is deleted there goes to the bin here.
    pub trash: bool,
}

/// A module of the other house.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanModule {
    /// Its name there.
    pub name: String,
    /// What several of its records are called there.
    pub label: String,
    /// What one of them is called there.
    pub singular: String,
    /// The number in front of the `x` of its ids.
    pub prefix: String,
    /// How many records it has, when it tells.
    pub count: Option<u64>,
    /// Names of the fields that name a record there.
    pub titled: Vec<String>,
    /// Where its records go.
    pub goes: Goes,
    /// Its fields.
    pub fields: Vec<PlanField>,
}

/// Where records of a module go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goes {
    /// Nowhere.
    #[default]
    Leave,
    /// Into the module of this code.
    To(String),
    /// Into a new module.
    New,
}

/// A field of the other house.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanField {
    /// Its name there.
    pub name: String,
    /// What it is called there.
    pub label: String,
    /// Word of its type there.
    pub kind: String,
    /// Names of the modules that it refers to.
    pub refers: Vec<String>,
    /// Where its values go.
    pub goes: FieldGoes,
    /// Its values to choose from.
    pub values: Vec<PlanValue>,
}

/// Where values of a field go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldGoes {
    /// Nowhere.
    #[default]
    Leave,
    /// To a field, one labelled value of it, a part: `name.label.part`.
    To(String),
    /// Into a new field.
    New,
}

/// A value to choose from in the other house.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanValue {
    /// As it is stored there.
    pub value: String,
    /// What it is called there.
    pub label: String,
    /// What it is here.
    pub goes: ValueGoes,
}

/// What a value to choose from is here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValueGoes {
    /// Nothing.
    #[default]
    Leave,
    /// The value of this code.
    To(String),
    /// A new value.
    New,
}

/// Somebody in the other house, or a group of people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanPerson {
    /// Their id there.
    pub there: String,
    /// Their name there.
    pub name: String,
    /// The name they sign in with there.
    pub login: String,
    /// Their mail address there.
    pub email: String,
    /// Whether they can sign in there.
    pub is_active: bool,
    /// Who they are here.
    pub here: Option<PrincipalId>,
}

impl Plan {
    /// A module by its name there.
    #[must_use]
    pub fn module(&self, name: &str) -> Option<&PlanModule> {
        self.modules.iter().find(|module| module.name == name)
    }

    /// Modules whose records go somewhere.
    pub fn taken(&self) -> impl Iterator<Item = &PlanModule> {
        self.modules.iter().filter(|module| module.goes != Goes::Leave)
    }
}
