//! Another type for a field of one's own: texts stay where they are, and everything else is taken
//! over into a new field, while the old one is kept and hidden.

use catalog::{Change, CustomField, Field, FieldType, Module};
use kernel::{Error, FieldProblem, Language, Result};
use records::Cx;

use crate::name::name_in;
use crate::successor::{Succession, gone_with};

/// The type that a field is to have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewType {
    /// Its word.
    pub kind: String,
    /// Its pick list, for types that choose from one.
    pub list: String,
    /// Places behind the point, for numbers.
    pub scale: u32,
}

/// Types that a field can be given, in the order in which they are offered.
#[must_use]
pub fn castable(field: &Field) -> Vec<&'static str> {
    let holds_nothing_else = ["address", "geo", "link", "user", "file", "image"];
    if !field.is_recast() || holds_nothing_else.contains(&field.kind.word()) {
        return Vec::new();
    }
    let kinds = crate::KINDS.into_iter();
    kinds.filter(|kind| !holds_nothing_else.contains(kind)).collect()
}

/// The field as it would be, and whether its values stay where they are.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` at `kind` and `list`.
pub fn recast_as(cx: &Cx, module: &str, field: &str, to: &NewType) -> Result<(Field, bool)> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let known = module.field(field).ok_or(Error::NotFound)?;
    let problem = |field: &str| Error::Invalid(vec![FieldProblem::new(field, "required")]);
    if !castable(known).contains(&to.kind.as_str()) {
        return Err(problem("kind"));
    }
    let list = to.list.clone();
    let chooses = ["picklist", "multi_picklist"].contains(&to.kind.as_str());
    if chooses && cx.catalog.picklist(&list).is_none() {
        return Err(problem("list"));
    }
    let kind = match to.kind.as_str() {
        "decimal" => FieldType::Decimal { scale: to.scale.min(6) },
        "picklist" => FieldType::Picklist { list },
        "multi_picklist" => FieldType::MultiPicklist { list },
        word => FieldType::of(word).ok_or_else(|| problem("kind"))?,
    };
    if kind == known.kind {
        return Err(Error::invalid("kind", "same_type"));
    }
    let stays = known.kind.is_textual() && kind.is_textual();
    let called = if stays { known.name.clone() } else { name_of(cx, &module, known) };
    let plain = Field::plain(&called, kind);
    let is_sorted = known.keeps_order() && plain.may_be_sorted();
    let is_searched = known.is_told() && plain.may_be_searched();
    Ok((Field { custom: true, sort: is_sorted, search: is_searched, ..plain }, stays))
}

fn name_of(cx: &Cx, module: &Module, known: &Field) -> String {
    let label = cx.text(&module.key("field", &known.name)).to_owned();
    name_in(module, &label)
}

/// Gives a field of texts another type of texts.
///
/// # Errors
/// As `recast_as`.
pub async fn retype(cx: &Cx, module: &str, field: &str, to: &NewType) -> Result<()> {
    let (new, stays) = recast_as(cx, module, field, to)?;
    if !stays {
        return Err(Error::invalid("kind", "required"));
    }
    let (module, field) = (module.to_owned(), field.to_owned());
    let kind = new.kind.word().to_owned();
    cx.engine.change(cx, Change::Retype { module, field, kind }).await
}

/// A field of another type in the place of one, and what comes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replacement {
    /// Name of the new field.
    pub name: String,
    /// What else is said of the new field instead: modules and their fields.
    pub gone: Vec<(String, String)>,
    /// What cannot be said of the new field and stays with the old one.
    pub left: Vec<(String, String)>,
    changes: Vec<Change>,
}

/// A field of another type in the place of one, which is hidden and keeps what it holds. What is
/// said of the old field is said of the new one, as far as its type allows.
///
/// # Errors
/// As `recast_as`.
pub fn replacement(cx: &Cx, module: &str, field: &str, to: &NewType) -> Result<Replacement> {
    let (new, _) = recast_as(cx, module, field, to)?;
    let module = cx.module(module)?;
    let old = module.field(field).ok_or(Error::NotFound)?;
    let mut changes = Vec::new();
    if old.required {
        let (module, field) = (module.code.clone(), field.to_owned());
        changes.push(Change::EditField { module, field, required: false, unique: old.unique });
    }
    let custom = CustomField {
        name: new.name.clone(),
        kind: to.kind.clone(),
        list: Some(to.list.clone()).filter(|list| !list.is_empty()),
        scale: to.scale,
        search: new.search,
        sort: new.sort,
        instead_of: Some(field.to_owned()),
        ..CustomField::default()
    };
    changes.push(Change::AddField { module: module.code.clone(), field: custom });
    changes.extend(texts(cx, &module, (field, &new.name)));
    if old.personal != new.personal {
        let (module, field, personal) = (module.code.clone(), new.name.clone(), old.personal);
        changes.push(Change::Protect { module, field, personal });
    }
    changes.extend(placed(&module, (field, &new.name)));
    let gone = gone_with(cx, Succession { module: &module, old, new: &new.name }, &changes);
    let mut said = gone.said();
    said.retain(|(code, name)| *code != module.code || *name != new.name && name != field);
    changes.extend(gone.changes);
    Ok(Replacement { name: new.name, gone: said, left: gone.left, changes })
}

/// The new field stands where the old one stood, which stands nowhere any more.
fn placed(module: &Module, (old, new): (&str, &str)) -> Vec<Change> {
    let block = module.blocks.iter().find(|block| block.fields.iter().any(|f| f == old));
    let Some(block) = block else { return Vec::new() };
    let place = |name: &String| if name == old { new.to_owned() } else { name.clone() };
    let code = module.code.clone();
    vec![
        Change::MoveToBlock {
            module: code.clone(),
            field: new.to_owned(),
            block: block.name.clone(),
        },
        Change::HideField { module: code.clone(), field: old.to_owned() },
        Change::OrderFields {
            module: code,
            block: block.name.clone(),
            fields: block.fields.iter().map(place).collect(),
        },
    ]
}

/// Puts the new field into its place, as one act.
///
/// # Errors
/// `Forbidden` for others than administrators; when meanwhile something else was changed.
pub async fn replace(cx: &Cx, with: Replacement) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    cx.engine.shape(cx, with.changes).await.map(drop)
}

/// The new field is called what the old one was, and the old one says that it is the old one.
fn texts(cx: &Cx, module: &Module, (old, new): (&str, &str)) -> Vec<Change> {
    let mut changes = Vec::new();
    for language in Language::ALL {
        let texts = cx.catalog.texts();
        let mut relabel = |key: String, text: String| {
            let language = language.code().to_owned();
            changes.push(Change::Relabel { key, language, text });
        };
        if let Some(label) = texts.find(language, &module.key("field", old)) {
            relabel(module.key("field", new), label.to_owned());
            let before = texts.get(language, "studio.word.before");
            relabel(module.key("field", old), format!("{label} ({before})"));
        }
        if let Some(hint) = texts.find(language, &module.key("hint", old)) {
            relabel(module.key("hint", new), hint.to_owned());
        }
        let rule = |name: &str| format!("problem.{}", module.key("rule", name));
        if let Some(said) = texts.find(language, &rule(old)) {
            relabel(rule(new), said.to_owned());
        }
    }
    changes
}
