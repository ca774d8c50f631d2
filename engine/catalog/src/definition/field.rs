//! A field of a module.

use serde::{Deserialize, Serialize};

use super::{FieldType, Rollup};

/// What a field starts with when nobody typed anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Default {
    /// The present day.
    Today,
    /// The present instant.
    Now,
    /// The person who creates the record.
    Actor,
    /// The only record to which it can point, if there is just one.
    Only,
    /// A fixed value in its JSON form.
    Fixed(serde_json::Value),
}

/// How sensitive a field is under data-protection law.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Personal {
    /// Not about a person.
    #[default]
    No,
    /// Personal data (Art. 4 No. 1 GDPR).
    Personal,
    /// A special category (Art. 9 GDPR).
    Special,
}

impl Personal {
    /// All of them, the least first.
    pub const ALL: [Personal; 3] = [Personal::No, Personal::Personal, Personal::Special];

    /// The word as stored; its label key is `personal.WORD`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Personal::No => "no",
            Personal::Personal => "personal",
            Personal::Special => "special",
        }
    }
}

/// A field that every module has without naming it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemField {
    /// When the record was created.
    CreatedAt,
    /// Who created it.
    CreatedBy,
    /// When it was changed last.
    ModifiedAt,
    /// Who changed it last.
    ModifiedBy,
}

/// What is being made of the values that stand, while people work; it is used when it is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Soon {
    /// The search will find them.
    pub search: bool,
    /// Lists can be sorted by them.
    pub sort: bool,
    /// The search forgets them.
    pub forgets: bool,
}

/// One field; its label key is `MODULE.field.NAME`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Name within the module, snake case.
    pub name: String,
    /// What it holds.
    pub kind: FieldType,
    /// A record cannot be saved without it.
    pub required: bool,
    /// No two records outside the bin may share its value.
    pub unique: bool,
    /// Several labelled values with one primary; for e-mail, phone and address.
    pub several: bool,
    /// Found by the search.
    pub search: bool,
    /// Offered for sorting, and indexed for it.
    pub sort: bool,
    /// What is being made for it and not used yet.
    pub soon: Soon,
    /// Set by rules only.
    pub computed: bool,
    /// It follows from other fields; in the language of formulas.
    pub formula: Option<String>,
    /// It is what related records come to.
    pub rollup: Option<Rollup>,
    /// Whoever may read it reads it, although it follows from what is hidden from them.
    pub discloses: bool,
    /// It is kept for the program and shown in no block, no list and no export.
    pub inside: bool,
    /// It is seen by those alone who may read these fields elsewhere: their modules and names.
    pub seen_with: Vec<(String, String)>,
    /// What it starts with.
    pub default: Option<Default>,
    /// Characters at most, for texts.
    pub max_length: usize,
    /// How sensitive it is.
    pub personal: Personal,
    /// Shown only while this condition holds, in the language of formulas.
    pub visible_if: Option<String>,
    /// Needed while this condition holds, in the language of formulas.
    pub required_if: Option<String>,
    /// Refused unless this condition holds, in the language of formulas; what is said then stands
    /// under `problem.MODULE.rule.FIELD`.
    pub valid_if: Option<String>,
    /// Stages after which it is frozen.
    pub locked_after: Option<String>,
    /// Codes of the labels that several values may carry.
    pub labels: Vec<String>,
    /// Headings under which foreign files carry this field, for import proposals.
    pub headings: Vec<String>,
    /// Which of the fields that every module has, if it is one.
    pub system: Option<SystemField>,
    /// Made by an administrator.
    pub custom: bool,
    /// The field whose place it took when that one was given another type.
    pub instead_of: Option<String>,
}

impl Field {
    /// Makes a plain field of a type with nothing else set.
    #[must_use]
    pub fn plain(name: &str, kind: FieldType) -> Self {
        Field {
            name: name.into(),
            max_length: kind.default_length(),
            kind,
            required: false,
            unique: false,
            several: false,
            search: false,
            sort: false,
            soon: Soon::default(),
            computed: false,
            formula: None,
            rollup: None,
            discloses: false,
            inside: false,
            seen_with: Vec::new(),
            default: None,
            personal: Personal::No,
            visible_if: None,
            required_if: None,
            valid_if: None,
            locked_after: None,
            labels: Vec::new(),
            headings: Vec::new(),
            system: None,
            custom: false,
            instead_of: None,
        }
    }

    /// Tells whether a person may set it at all.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        !self.computed && self.system.is_none() && !matches!(self.kind, FieldType::Number)
    }

    /// Tells whether it follows from other fields or records, and is never written by itself.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.formula.is_some() || self.rollup.is_some()
    }

    /// Tells whether places in the order of its values are kept, used or not.
    #[must_use]
    pub fn keeps_order(&self) -> bool {
        self.sort || self.soon.sort
    }

    /// Tells whether the search is told of its values.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.search || self.soon.search
    }

    /// Tells whether the search may know values of it.
    #[must_use]
    pub fn may_be_known(&self) -> bool {
        self.is_told() || self.soon.forgets
    }

    /// Tells whether the search can find its values.
    #[must_use]
    pub fn may_be_searched(&self) -> bool {
        self.system.is_none() && self.kind.has_words()
    }

    /// Tells whether lists can be sorted by it at all.
    #[must_use]
    pub fn may_be_sorted(&self) -> bool {
        self.system.is_none() && self.kind.is_sortable()
    }

    /// Tells whether its values can be kept from coming twice: single texts.
    #[must_use]
    pub fn may_be_unique(&self) -> bool {
        self.kind.is_textual() && !self.several && !self.follows()
    }

    /// Tells whether administrators may give it another type: one of their own that people fill.
    #[must_use]
    pub fn is_recast(&self) -> bool {
        self.custom && self.is_editable() && !self.several
    }

    /// The four fields that every module has.
    #[must_use]
    pub fn system_fields() -> Vec<Field> {
        [
            ("created_at", FieldType::DateTime, SystemField::CreatedAt),
            ("created_by", FieldType::User, SystemField::CreatedBy),
            ("modified_at", FieldType::DateTime, SystemField::ModifiedAt),
            ("modified_by", FieldType::User, SystemField::ModifiedBy),
        ]
        .into_iter()
        .map(|(name, kind, system)| Field {
            sort: matches!(kind, FieldType::DateTime),
            system: Some(system),
            computed: true,
            ..Field::plain(name, kind)
        })
        .collect()
    }
}
