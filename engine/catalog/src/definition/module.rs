//! A module: a kind of record.

use std::collections::BTreeMap;

use super::{
    AliasField, Block, CardPlace, Dependency, Field, FieldType, Figure, Kanban, Laid, Likeness,
    ListDefault, NumberSeries, Pipeline, RelatedList, Relation, Story, Title, View,
};

/// Name of an icon in the sprite.
pub type Icon = String;

/// Something a user does to a record by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Name; its label key is `MODULE.action.NAME`.
    pub name: String,
    /// Stages from which it is possible; empty means any.
    pub from: Vec<String>,
    /// Stage it leads to.
    pub to: Option<String>,
    /// Right it asks for.
    pub right: String,
    /// What the person is asked for before; the label key is `MODULE.action_field.NAME`.
    pub asks: Vec<Field>,
    /// Whether it can be taken back with everything that came of it.
    pub is_reversible: bool,
    /// Whether it is offered for many records at once; what it asks is then answered for each with
    /// what is proposed for it.
    pub is_for_many: bool,
}

/// Which records of a module are due, and when their owners are told so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The field that holds the day or the instant.
    pub field: String,
    /// Records that this condition leaves out are not due any more; in the filter language.
    pub only_if: Option<String>,
}

/// A kind of record, whether shipped or made by an administrator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    /// Code, singular; label keys start with it.
    pub code: String,
    /// Address and table, plural.
    pub plural: String,
    /// Area of the side bar it stands in.
    pub area: String,
    /// Icon of the module.
    pub icon: Icon,
    /// How the title of a record is made.
    pub title: Title,
    /// Its number series, if its records carry printed numbers.
    pub number: Option<NumberSeries>,
    /// Its fields, in order, the four system fields last.
    pub fields: Vec<Field>,
    /// Groups of fields.
    pub blocks: Vec<Block>,
    /// Columns and order of its list.
    pub list: ListDefault,
    /// Fields shown in the head of the record page.
    pub key_facts: Vec<String>,
    /// Fields shown where a record is one line among others.
    pub brief: Vec<String>,
    /// Fields asked for in quick create.
    pub quick_create: Vec<String>,
    /// Sets of fields; two records that agree in all of one set are taken for duplicates.
    pub duplicates: Vec<Vec<String>>,
    /// Fields that say what others may hold.
    pub dependencies: Vec<Dependency>,
    /// What counts when two records are compared; none takes it from `duplicates`.
    pub likeness: Option<Likeness>,
    /// Lists of records of other modules that link here; filled by the catalog.
    pub related: Vec<RelatedList>,
    /// What administrators said of its screens beyond what definitions say.
    pub laid: Laid,
    /// Relations with roles to records of other modules.
    pub relations: Vec<Relation>,
    /// Named actions.
    pub actions: Vec<Action>,
    /// Its ordered states, if it has any beyond a plain list of stages.
    pub pipeline: Option<Pipeline>,
    /// Its lanes, as the definition has them.
    pub kanban: Option<Kanban>,
    /// Whether its records stand in the timeline of those they link to.
    pub story: Option<Story>,
    /// Views that are there from the first day on.
    pub views: Vec<View>,
    /// What its records come to where they hang on others.
    pub figures: Vec<Figure>,
    /// When owners are told that a record is due.
    pub reminder: Option<Reminder>,
    /// Which of the reader's own records the side bar counts; in the filter language.
    pub counted: Option<String>,
    /// Name under which the older web service knows it.
    pub alias: Option<String>,
    /// Names under which the older web service knows fields and their parts.
    pub alias_fields: Vec<AliasField>,
    /// Fields by their place on a visiting card.
    pub card: BTreeMap<CardPlace, String>,
    /// People are square or round: records of this module are persons.
    pub is_person: bool,
}

impl Module {
    /// Finds a field by name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Position of a field in every record of this module.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The field that names the owner.
    #[must_use]
    pub fn owner_field(&self) -> Option<&Field> {
        self.field("owner").filter(|field| field.kind == FieldType::User)
    }

    /// The field that carries the printed number.
    #[must_use]
    pub fn number_field(&self) -> Option<&Field> {
        self.fields.iter().find(|field| field.kind == FieldType::Number)
    }

    /// The stage field, if the module has a pipeline.
    #[must_use]
    pub fn stage_field(&self) -> Option<&Field> {
        self.fields.iter().find(|field| matches!(field.kind, FieldType::Stage { .. }))
    }

    /// Tells whether a field does not change any more once a record is in a stage.
    #[must_use]
    pub fn is_frozen(&self, field: &Field, stage: &str) -> bool {
        let place = |code: &str| {
            let stages = self.pipeline.as_ref().map_or(&[][..], |pipeline| &pipeline.stages);
            stages.iter().position(|stage| stage.code == code)
        };
        field.locked_after.as_deref().is_some_and(|last| place(last) < place(stage))
    }

    /// Stages in which fields can still change that freeze later; none where nothing freezes.
    #[must_use]
    pub fn open_stages(&self) -> Vec<&str> {
        let last = self.fields.iter().find_map(|field| field.locked_after.as_deref());
        let Some(last) = last else { return Vec::new() };
        let stages = self.pipeline.as_ref().map_or(&[][..], |pipeline| &pipeline.stages);
        let end = stages.iter().position(|stage| stage.code == last).map_or(0, |at| at + 1);
        stages[..end].iter().map(|stage| stage.code.as_str()).collect()
    }

    /// Tells whether the values of a field can be lanes.
    #[must_use]
    pub fn has_lanes(&self, name: &str) -> bool {
        self.field(name).is_some_and(|field| field.kind.has_lanes())
    }

    /// The lanes that are shown when nobody says otherwise: those of the definition, else the
    /// stages, else the first pick list.
    #[must_use]
    pub fn default_kanban(&self) -> Option<Kanban> {
        if let Some(kanban) = &self.kanban {
            return Some(kanban.clone());
        }
        let first = self.fields.iter().find(|field| self.has_lanes(&field.name));
        let by = self.stage_field().or(first)?.name.clone();
        let card = self.list.columns.iter().filter(|name| **name != by).take(3).cloned().collect();
        Some(Kanban { by, sums: Vec::new(), card })
    }

    /// Tells whether a record makes a visiting card: somebody who can be reached.
    #[must_use]
    pub fn has_card(&self) -> bool {
        let reaches = |field: &Field| matches!(field.kind, FieldType::Phone | FieldType::Email);
        !self.card.is_empty() || self.fields.iter().any(reaches)
    }

    /// Key of a label of this module, such as `book.field.title`.
    #[must_use]
    pub fn key(&self, part: &str, name: &str) -> String {
        format!("{}.{part}.{name}", self.code)
    }
}
