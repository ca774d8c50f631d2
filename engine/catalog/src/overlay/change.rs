//! One change of an administrator.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Arrangement, CustomField, StageSaid, Start};
use crate::definition::{Layout, Personal, Rollup};

/// One change of an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Adds a field whose name starts with `x_`.
    AddField {
        /// Code of the module.
        module: String,
        /// The field.
        field: CustomField,
    },
    /// Takes a field from the screens; its values stay.
    HideField {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
    },
    /// Moves a field to the end of a block.
    MoveToBlock {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
        /// Name of the block.
        block: String,
    },
    /// Puts a hidden field back to the end of a block.
    ShowField {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
        /// Name of the block.
        block: String,
    },
    /// Says otherwise what a field demands.
    EditField {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
        /// Whether a record needs it.
        required: bool,
        /// Whether no two records outside the bin may share its value.
        unique: bool,
    },
    /// Says otherwise how a field is found.
    Find {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
        /// Whether the search finds it.
        search: bool,
        /// Whether lists can be sorted by it.
        sort: bool,
    },
    /// Says otherwise what a field of one's own follows from.
    Follow {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
        /// The formula, for one that follows from other fields.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        formula: Option<String>,
        /// The roll-up, for one that is what related records come to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rollup: Option<Rollup>,
        /// Whether it is read by those from whom something it follows from is hidden.
        #[serde(default)]
        discloses: bool,
    },
    /// Says under which conditions a field is shown, needed and taken; a text that is empty takes
    /// the condition away.
    Conditions {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
        /// It is shown while this holds.
        visible_if: String,
        /// It is needed while this holds.
        required_if: String,
        /// It is refused unless this holds.
        valid_if: String,
    },
    /// Says otherwise which kind of text a field of one's own holds.
    Retype {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
        /// Word of the type, as in definitions.
        kind: String,
    },
    /// Says what a field starts with when nobody typed anything.
    Start {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
        /// What it starts with; nothing without.
        with: Option<Start>,
    },
    /// Says how sensitive a field is under data-protection law.
    Protect {
        /// Code of the module.
        module: String,
        /// Name of the field.
        field: String,
        /// How sensitive it is.
        personal: Personal,
    },
    /// Puts the fields of a block into this order.
    OrderFields {
        /// Code of the module.
        module: String,
        /// Name of the block.
        block: String,
        /// Names of all its fields.
        fields: Vec<String>,
    },
    /// Adds a block whose name starts with `x_`.
    AddBlock {
        /// Code of the module.
        module: String,
        /// Name of the block.
        block: String,
    },
    /// Takes a block away that holds no field.
    RemoveBlock {
        /// Code of the module.
        module: String,
        /// Name of the block.
        block: String,
    },
    /// Adds a module whose code starts with `x_`, as one that is shipped is defined.
    AddModule {
        /// The definition, as it would stand in a file.
        definition: String,
    },
    /// Takes a module away that was added, with every way that leads to it.
    RemoveModule {
        /// Code of the module.
        module: String,
    },
    /// Adds a pick list whose name starts with `x_`.
    AddPicklist {
        /// Name of the pick list.
        list: String,
        /// Codes in order.
        codes: Vec<String>,
    },
    /// Says which values of a field may follow those of another; without any, all may again.
    Depend {
        /// Code of the module.
        module: String,
        /// Name of the field that decides.
        on: String,
        /// Name of the field that follows.
        field: String,
        /// Codes that may follow, by code.
        allowed: BTreeMap<String, Vec<String>>,
    },
    /// Gives values of a pick list their hues; those that are not named have none.
    PicklistHues {
        /// Name of the pick list.
        list: String,
        /// Hue by code, in degrees, a multiple of ten.
        hues: BTreeMap<String, u16>,
    },
    /// Adds a stage to the pipeline of a module, or says otherwise what one is and where it stands.
    Stage {
        /// Code of the module.
        module: String,
        /// What is said.
        stage: StageSaid,
    },
    /// Sets the values of a pick list in their order; codes left out are retired.
    PicklistValues {
        /// Name of the pick list.
        list: String,
        /// Codes in order.
        codes: Vec<String>,
    },
    /// Gives a label another text.
    Relabel {
        /// Key of the text.
        key: String,
        /// Code of the language.
        language: String,
        /// The new text; an empty one takes the text away, such as a sentence that helps.
        text: String,
    },
    /// Says how numbers look that may have holes, and where they go on.
    Number {
        /// Code of the module.
        module: String,
        /// What stands before the counter, with `{year}` and `{month}` in it.
        prefix: String,
        /// Digits of the counter at least.
        digits: usize,
        /// Counters below which it does not go on, by key of the counter.
        at_least: BTreeMap<String, i64>,
    },
    /// Says by what records of a module are told from others.
    Likeness {
        /// Code of the module.
        module: String,
        /// Percent from which on two records may be the same.
        from: u32,
        /// How much each field counts that is compared.
        weights: BTreeMap<String, u32>,
        /// Sets of fields; records that agree in all of one may be the same.
        sets: Vec<Vec<String>>,
    },
    /// Lays out the screens of a module.
    Layout {
        /// Code of the module.
        module: String,
        /// What is said.
        layout: Layout,
    },
    /// Lays out the screens of a module for people of a profile.
    LayoutFor {
        /// Code of the module.
        module: String,
        /// Id of the profile.
        profile: String,
        /// What is said; without it, they meet what everybody does.
        layout: Option<Layout>,
    },
    /// Says how the side bar is arranged, and what is in it at all.
    Arrange {
        /// What is said.
        part: Arrangement,
    },
}
