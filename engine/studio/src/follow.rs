//! Fields that follow from others, and conditions of fields.

use catalog::plan::{NamesOf, PlanError, kind_for};
use catalog::{Change, CustomField, Field, FieldType, Module, Refused, Rollup, RollupOp};
use formula::{FUNCTIONS, Formula, FormulaError, Kind, Purpose};
use kernel::{Error, FieldProblem, Result};
use records::Cx;

use crate::field::{hints, labels_of, unlike_others};
use crate::name::{Labels, name_in, relabel};

/// Types that a field can have that follows from others.
pub const RESULTS: [&str; 14] = [
    "text",
    "long_text",
    "decimal",
    "percent",
    "money",
    "date",
    "datetime",
    "time",
    "duration",
    "bool",
    "email",
    "phone",
    "url",
    "picklist",
];

/// Letters of the message of a rule at most.
const LONGEST_RULE: usize = 300;

/// What a field follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Other fields of the record and of those it links to.
    Formula(String),
    /// Records that link to it.
    Rollup(Rollup),
}

/// A field that follows from others, to be made or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Following {
    /// What it is called.
    pub labels: Labels,
    /// A sentence that helps, if there is one.
    pub hints: Labels,
    /// Word of its type; what stands keeps its own.
    pub kind: String,
    /// Its pick list, for a choice.
    pub list: String,
    /// Places behind the point.
    pub scale: u32,
    /// What it follows from.
    pub source: Source,
    /// Whether those read it from whom something it follows from is hidden.
    pub discloses: bool,
    /// Whether the search finds it.
    pub search: bool,
    /// Whether lists can be sorted by it.
    pub sort: bool,
    /// Name of the block it stands in.
    pub block: String,
}

/// Conditions of a field, each empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldConditions {
    /// It is shown while this holds.
    pub visible_if: String,
    /// It is needed while this holds.
    pub required_if: String,
    /// It is refused unless this holds.
    pub valid_if: String,
    /// What is said then.
    pub rule: Labels,
}

/// The field as a formula would fill it, of a type that is not stored yet.
///
/// # Errors
/// `Invalid` at `kind` or `list`.
pub fn shaped(cx: &Cx, (kind, list, scale): (&str, &str, u32)) -> Result<Field> {
    let choice = list.to_owned();
    let is_known = RESULTS.contains(&kind);
    let kind = match kind {
        "decimal" => FieldType::Decimal { scale: scale.min(6) },
        "picklist" if cx.catalog.picklist(list).is_none() => {
            return Err(Error::invalid("list", "required"));
        }
        "picklist" => FieldType::Picklist { list: choice },
        _ if !is_known => return Err(Error::invalid("kind", "required")),
        word => FieldType::of(word).ok_or_else(|| Error::invalid("kind", "required"))?,
    };
    Ok(Field::plain("x_new", kind))
}

/// Makes a field that follows from others; gives its name.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` at the fields of the form,
/// with the place of a mistake in a formula.
pub async fn new_following(cx: &Cx, module: &str, new: &Following) -> Result<String> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let labels = labels_of(&new.labels)?;
    let unlike = unlike_others(cx, &module, ("", &labels));
    unlike.map_err(|problem| Error::Invalid(vec![problem]))?;
    if !module.blocks.iter().any(|block| block.name == new.block) {
        return Err(Error::invalid("block", "required"));
    }
    let shaped = shaped(cx, (&new.kind, &new.list, new.scale))?;
    let first = labels.first().map_or("", |(_, label)| label.as_str());
    let name = name_in(&module, first);
    let (formula, rollup) = parts(&new.source);
    let is_read = shaped.kind.is_textual();
    let field = CustomField {
        name: name.clone(),
        kind: new.kind.clone(),
        list: Some(new.list.clone()).filter(|_| shaped.kind.list().is_some()),
        scale: new.scale,
        search: new.search && is_read,
        sort: new.sort && shaped.kind.is_sortable(),
        formula,
        rollup,
        discloses: new.discloses,
        ..CustomField::default()
    };
    let code = module.code.clone();
    let mut changes = vec![Change::AddField { module: code.clone(), field }];
    try_out(cx, &changes)?;
    changes.extend(relabel(cx, &module.key("field", &name), &labels));
    changes.extend(hints(cx, &module, &name, &new.hints)?);
    if module.blocks.first().is_some_and(|block| block.name != new.block) {
        let (field, block) = (name.clone(), new.block.clone());
        changes.push(Change::MoveToBlock { module: code, field, block });
    }
    cx.engine.shape(cx, changes).await?;
    Ok(name)
}

fn parts(source: &Source) -> (Option<String>, Option<Rollup>) {
    match source {
        Source::Formula(text) => (Some(text.clone()), None),
        Source::Rollup(rollup) => (None, Some(rollup.clone())),
    }
}

/// Says what does not fit while it can still be said at its place.
fn try_out(cx: &Cx, changes: &[Change]) -> Result<()> {
    let refused = |error: &PlanError| Error::Invalid(vec![worded(cx, error.problem())]);
    match cx.catalog.with(changes) {
        Err(Refused::Plan(error)) => Err(refused(&error)),
        Ok(_) | Err(Refused::Sentence(_)) => Ok(()),
    }
}

/// Says otherwise what a field follows from and what it is called.
///
/// # Errors
/// As `new_following`.
pub async fn edit_following(cx: &Cx, module: &str, name: &str, edit: &Following) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let field = module.field(name).filter(|field| field.follows() && field.custom);
    let field = field.ok_or(Error::NotFound)?;
    let labels = labels_of(&edit.labels)?;
    let unlike = unlike_others(cx, &module, (name, &labels));
    unlike.map_err(|problem| Error::Invalid(vec![problem]))?;
    let (formula, rollup) = parts(&edit.source);
    let mut changes = Vec::new();
    if (&formula, &rollup, edit.discloses) != (&field.formula, &field.rollup, field.discloses) {
        let (module, field) = (module.code.clone(), name.to_owned());
        let discloses = edit.discloses;
        changes.push(Change::Follow { module, field, formula, rollup, discloses });
        try_out(cx, &changes)?;
    }
    changes.extend(relabel(cx, &module.key("field", name), &labels));
    changes.extend(hints(cx, &module, name, &edit.hints)?);
    match changes.is_empty() {
        true => Ok(()),
        false => cx.engine.shape(cx, changes).await.map(drop),
    }
}

/// Changes that say when a field is shown, needed and taken.
pub(crate) fn conditions(
    cx: &Cx,
    (module, field): (&Module, &Field),
    (edit, is_required): (&FieldConditions, bool),
) -> Result<Vec<Change>> {
    let text = |text: &str| text.trim().to_owned();
    let (visible_if, required_if) = (text(&edit.visible_if), text(&edit.required_if));
    let valid_if = text(&edit.valid_if);
    if is_required && !visible_if.is_empty() {
        return Err(Error::invalid("visible_if", "visible_required"));
    }
    let said = match valid_if.is_empty() {
        true => Vec::new(),
        false => {
            let said = edit.rule.checked_to("rule", LONGEST_RULE);
            said.map_err(|problem| match problem.code.as_str() {
                "required" => Error::invalid("rule", "rule_text"),
                _ => Error::Invalid(vec![problem]),
            })?
        }
    };
    let stands = |stored: &Option<String>| stored.clone().unwrap_or_default();
    let known = (stands(&field.visible_if), stands(&field.required_if), stands(&field.valid_if));
    let mut changes = Vec::new();
    if (visible_if.clone(), required_if.clone(), valid_if.clone()) != known {
        let (module, field) = (module.code.clone(), field.name.clone());
        changes.push(Change::Conditions { module, field, visible_if, required_if, valid_if });
        try_out(cx, &changes)?;
    }
    let key = format!("problem.{}", module.key("rule", &field.name));
    changes.extend(relabel(cx, &key, &said));
    Ok(changes)
}

/// What a formula gives for a field, or what is wrong with it.
///
/// # Errors
/// The first mistake, with its place.
pub fn check(
    cx: &Cx,
    module: &Module,
    field: &Field,
    text: &str,
) -> std::result::Result<Kind, FormulaError> {
    let names = NamesOf { catalog: &cx.catalog, module };
    let wanted = kind_for(field).unwrap_or(Kind::Text);
    Ok(Formula::read(text, &names, &wanted, Purpose::Stored)?.kind)
}

/// A word that a formula can hold: what is written, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What is written.
    pub text: String,
    /// What it is called, or what it does.
    pub label: String,
    /// How it is written, for functions.
    pub example: String,
}

/// Everything that a formula of a module can hold: its fields, those of records it links to, and
/// all functions.
#[must_use]
pub fn words(cx: &Cx, module: &Module, label: &dyn Fn(&Module, &str) -> String) -> Vec<Word> {
    let mut words = Vec::new();
    let fields = |module: &Module, before: &str, said: &str, words: &mut Vec<Word>| {
        for field in &module.fields {
            if catalog::plan::kind_of(field).is_ok() {
                words.push(Word {
                    text: format!("{before}{}", field.name),
                    label: format!("{said}{}", label(module, &field.name)),
                    example: String::new(),
                });
            }
        }
    };
    fields(module, "", "", &mut words);
    for field in &module.fields {
        let FieldType::Link { to, .. } = &field.kind else { continue };
        let [target] = to.as_slice() else { continue };
        let Some(target) = cx.catalog.module(target) else { continue };
        let said = format!("{} › ", label(module, &field.name));
        fields(target, &format!("{}.", field.name), &said, &mut words);
    }
    words.extend(FUNCTIONS.iter().map(|function| Word {
        text: format!("{}(", function.name()),
        label: cx.text(&format!("formula.function.{}", function.name())).to_owned(),
        example: function.example().to_owned(),
    }));
    words
}

/// A roll-up as a form sends it.
#[must_use]
pub fn rollup(of: impl Fn(&str) -> String) -> Rollup {
    let word = |name: &str| Some(of(name)).filter(|word| !word.trim().is_empty());
    let op = RollupOp::of(&of("op")).unwrap_or_default();
    Rollup {
        relation: of("relation"),
        op,
        field: word("field").filter(|_| op != RollupOp::Count),
        only_if: word("where"),
        by: word("by").filter(|_| op == RollupOp::Latest),
    }
}

/// A problem of a formula in a form.
#[must_use]
pub fn problem(cx: &Cx, error: FormulaError) -> FieldProblem {
    worded(cx, error.at("formula"))
}

/// Kinds of values that a problem names are words of the reader.
fn worded(cx: &Cx, mut problem: FieldProblem) -> FieldProblem {
    for name in ["kind", "wanted", "left", "right"] {
        if let Some(word) = problem.params.get_mut(name) {
            *word = cx.text(&format!("formula.kind.{word}")).to_owned();
        }
    }
    problem
}
