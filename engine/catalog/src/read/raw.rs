//! Definitions as they stand in the file, before anything is checked.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::definition::{CardPlace, Rollup};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawModule {
    pub module: Spanned<String>,
    pub plural: Spanned<String>,
    pub title: Spanned<String>,
    pub area: String,
    pub icon: String,
    pub alias: Option<String>,
    #[serde(default)]
    pub alias_fields: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub person: bool,
    #[serde(default)]
    pub card: BTreeMap<CardPlace, Spanned<String>>,
    pub number: Option<RawNumber>,
    pub fields: toml::Table,
    #[serde(default)]
    pub block: Vec<RawBlock>,
    pub list: RawList,
    #[serde(default)]
    pub key_facts: Vec<Spanned<String>>,
    #[serde(default)]
    pub brief: Vec<Spanned<String>>,
    #[serde(default)]
    pub quick_create: Vec<Spanned<String>>,
    #[serde(default)]
    pub duplicates: Vec<Vec<Spanned<String>>>,
    pub likeness: Option<RawLikeness>,
    #[serde(default)]
    pub dependency: Vec<RawDependency>,
    #[serde(default)]
    pub picklist: BTreeMap<String, Vec<RawPicklistValue>>,
    #[serde(default)]
    pub relation: Vec<RawRelation>,
    #[serde(default)]
    pub actions: toml::Table,
    pub pipeline: Option<RawPipeline>,
    pub story: Option<RawStory>,
    #[serde(default)]
    pub figure: Vec<RawFigure>,
    pub kanban: Option<RawKanban>,
    pub reminder: Option<RawReminder>,
    pub side_bar: Option<RawSideBar>,
    #[serde(default)]
    pub view: Vec<RawView>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawDependency {
    pub on: Spanned<String>,
    pub field: Spanned<String>,
    pub allowed: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawLikeness {
    pub from: Option<Spanned<u32>>,
    pub weights: BTreeMap<Spanned<String>, u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawSideBar {
    pub count: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawView {
    pub name: Spanned<String>,
    pub filter: Spanned<String>,
    pub sort: Option<Spanned<String>>,
    #[serde(default)]
    pub columns: Vec<Spanned<String>>,
    #[serde(default)]
    pub form: RawForm,
    pub by: Option<Spanned<String>>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RawForm {
    #[default]
    List,
    Kanban,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawPipeline {
    pub by: Option<Spanned<String>>,
    pub since: Option<Spanned<String>>,
    pub stage: Vec<RawStage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawKanban {
    pub by: Spanned<String>,
    #[serde(default)]
    pub sums: Vec<Spanned<String>>,
    #[serde(default)]
    pub card: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawStage {
    pub code: Spanned<String>,
    pub hue: Option<u16>,
    #[serde(default)]
    pub kind: RawStageKind,
    pub probability: Option<u32>,
    #[serde(default)]
    pub next: Vec<Spanned<String>>,
    #[serde(default)]
    pub asks: Vec<Spanned<String>>,
    #[serde(default)]
    pub within: Vec<String>,
    pub stale_after: Option<u32>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RawStageKind {
    #[default]
    Open,
    Done,
    Dropped,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawStory {
    pub at: Spanned<String>,
    pub until: Option<Spanned<String>>,
    #[serde(default)]
    pub text: Vec<Spanned<String>>,
    #[serde(default)]
    pub entry: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEntry {
    pub name: String,
    pub icon: Option<String>,
    pub fields: Vec<Spanned<String>>,
    #[serde(default)]
    pub set: BTreeMap<Spanned<String>, toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFigure {
    pub name: String,
    pub on: Vec<Spanned<String>>,
    pub sum: Option<Spanned<String>>,
    pub beside: Option<Spanned<String>>,
    #[serde(default)]
    pub open: bool,
    pub only_if: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawReminder {
    pub field: Spanned<String>,
    pub only_if: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawNumber {
    pub series: String,
    pub form: Spanned<String>,
    #[serde(default)]
    pub kind: RawSeriesKind,
    #[serde(default = "one")]
    pub start: i64,
    pub assigned: Option<String>,
}

fn one() -> i64 {
    1
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RawSeriesKind {
    Gapless,
    #[default]
    Unique,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawField {
    #[serde(rename = "type")]
    pub kind: String,
    pub to: Option<OneOrMany>,
    pub on_delete: Option<String>,
    pub list: Option<String>,
    pub pipeline: Option<String>,
    pub shape: Option<String>,
    pub scale: Option<u32>,
    pub max_length: Option<usize>,
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pub unique: bool,
    #[serde(default)]
    pub several: bool,
    #[serde(default)]
    pub search: bool,
    #[serde(default)]
    pub sort: bool,
    #[serde(default)]
    pub computed: bool,
    pub formula: Option<String>,
    pub rollup: Option<Rollup>,
    #[serde(default)]
    pub discloses: bool,
    pub seen_with: Option<String>,
    #[serde(default)]
    pub inside: bool,
    pub default: Option<toml::Value>,
    pub personal: Option<String>,
    pub visible_if: Option<String>,
    pub required_if: Option<String>,
    pub valid_if: Option<String>,
    pub locked_after: Option<String>,
    pub related_list: Option<String>,
    #[serde(default)]
    pub labels: Vec<String>,
    #[serde(default)]
    pub headings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawBlock {
    pub name: String,
    pub fields: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawList {
    pub columns: Vec<Spanned<String>>,
    pub sort: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum RawPicklistValue {
    Code(String),
    Full(RawFullValue),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawFullValue {
    pub code: String,
    pub hue: Option<u16>,
    #[serde(default)]
    pub retired: bool,
    #[serde(default)]
    pub words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawRelation {
    pub name: String,
    pub to: String,
    pub roles: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawAction {
    #[serde(default)]
    pub from: Vec<String>,
    pub to: Option<String>,
    pub right: String,
    #[serde(default)]
    pub asks: toml::Table,
    #[serde(default)]
    pub undo: bool,
    #[serde(default)]
    pub bulk: bool,
}
