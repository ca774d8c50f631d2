//! Modules of one's own: they are defined as those that are shipped.

use catalog::{Change, Module};
use kernel::{Error, FieldProblem, Result};
use records::Cx;

use crate::name::{Labels, name, relabel, unlike};
use crate::side_bar::areas;

/// Icons that a module can have.
pub const ICONS: [&str; 24] = [
    "blocks",
    "archive",
    "book-open",
    "boxes",
    "briefcase",
    "building",
    "calendar",
    "clipboard-list",
    "factory",
    "file-text",
    "flag",
    "gem",
    "graduation-cap",
    "hammer",
    "key-round",
    "laptop",
    "map-pin",
    "package",
    "receipt",
    "shield",
    "store",
    "tag",
    "truck",
    "wrench",
];

/// A module that is to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewModule {
    /// What one of its records is called.
    pub one: Labels,
    /// What several of them are called.
    pub many: Labels,
    /// What the field is called that names a record.
    pub title: Labels,
    /// Its icon, one of `ICONS`.
    pub icon: String,
    /// Area of the side bar it stands in.
    pub area: String,
    /// Whether another module may be called the same, as what comes from elsewhere may be.
    pub may_share: bool,
}

/// Makes a module with a name, an owner, and room for what follows; gives its code.
///
/// # Errors
/// `Forbidden` for others than administrators; `Invalid` at the fields of the form.
pub async fn new_module(cx: &Cx, new: &NewModule) -> Result<String> {
    cx.actor.rights.demand_administrator()?;
    let mut problems = Vec::new();
    let mut said = |labels: &Labels, field: &str| {
        labels.checked(field).map_err(|problem| problems.push(problem)).unwrap_or_default()
    };
    let (one, many) = (said(&new.one, "one"), said(&new.many, "many"));
    let title = said(&new.title, "title");
    problems.extend(misfits(cx, new, (&one, &many)));
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let first = |labels: &[(kernel::Language, String)]| {
        labels.first().map(|(_, label)| label.clone()).unwrap_or_default()
    };
    // Names that were taken back still have their table.
    let used = used(cx).await?;
    let is_taken = |name: &str| {
        cx.catalog.module(name).is_some()
            || cx.catalog.by_plural(name).is_some()
            || used.iter().any(|known| known == name)
    };
    let code = name(&first(&one), is_taken);
    let plural = name(&first(&many), |name| name == code || is_taken(name));
    let definition = definition(&code, &plural, (&new.area, &new.icon));
    let mut changes = vec![Change::AddModule { definition }];
    let texts = [("name.one", &one), ("name.other", &many), ("field.name", &title)];
    for (key, labels) in texts {
        changes.extend(relabel(cx, &format!("{code}.{key}"), labels));
    }
    for (key, of) in
        [("field.owner", "owner"), ("field.number", "number"), ("block.general", "general")]
    {
        let words = kernel::Language::ALL.map(|language| {
            let texts = cx.catalog.texts();
            (language, texts.get(language, &format!("studio.word.{of}")).to_owned())
        });
        changes.extend(relabel(cx, &format!("{code}.{key}"), &words));
    }
    changes.extend(system_words(cx, &code));
    cx.engine.shape(cx, changes).await?;
    Ok(code)
}

type Words<'a> = &'a [(kernel::Language, String)];

/// What does not fit of a new module, whose words are sound.
fn misfits(cx: &Cx, new: &NewModule, (one, many): (Words<'_>, Words<'_>)) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    if !new.may_share {
        problems.extend(unlike(cx, one, ("", "one"), names(cx, "one")).err());
        problems.extend(unlike(cx, many, ("", "many"), names(cx, "other")).err());
    }
    if !ICONS.contains(&new.icon.as_str()) {
        problems.push(FieldProblem::new("icon", "required"));
    }
    if !areas(cx).iter().any(|area| area.code == new.area) {
        problems.push(FieldProblem::new("area", "required"));
    }
    problems
}

/// Where it stands what modules are called.
fn names(cx: &Cx, form: &str) -> Vec<String> {
    cx.catalog.modules().iter().map(|module| module.key("name", form)).collect()
}

/// What the fields are called that every module has, as the modules before call them.
fn system_words(cx: &Cx, code: &str) -> Vec<Change> {
    let Some(known) = cx.catalog.modules().first() else { return Vec::new() };
    let fields = known.fields.iter().filter(|field| field.system.is_some());
    let words = |field: &catalog::Field| {
        let texts = cx.catalog.texts();
        let key = known.key("field", &field.name);
        let words = kernel::Language::ALL.map(|of| (of, texts.get(of, &key).to_owned()));
        relabel(cx, &format!("{code}.field.{}", field.name), &words)
    };
    fields.flat_map(words).collect()
}

/// Codes and addresses of modules that were ever made.
async fn used(cx: &Cx) -> Result<Vec<String>> {
    let acts = cx.engine.acts(cx).await?;
    let changes = acts.iter().flat_map(|act| &act.changes);
    let names = changes.filter_map(|change| match change {
        Change::AddModule { definition } => Some(definition),
        _ => None,
    });
    let value = |line: &str| line.split('"').nth(1).map(str::to_owned);
    Ok(names.flat_map(|text| text.lines().take(2).filter_map(value)).collect())
}

/// Every word in it is a name in code or one of a closed set, so nothing has to be escaped.
fn definition(code: &str, plural: &str, (area, icon): (&str, &str)) -> String {
    format!(
        "module = \"{code}\"\nplural = \"{plural}\"\ntitle = \"{{name}}\"\narea = \"{area}\"\n\
         icon = \"{icon}\"\nnumber = {{ series = \"{code}\", form = \"{{counter}}\", start = 1 }}\n\
         quick_create = [\"name\"]\nduplicates = [[\"name\"]]\n\n[fields]\n\
         number = {{ type = \"number\", search = true }}\n\
         name = {{ type = \"text\", required = true, search = true }}\n\
         owner = {{ type = \"user\", required = true, default = \"actor\" }}\n\n\
         [[block]]\nname = \"general\"\nfields = [\"number\", \"name\", \"owner\"]\n\n\
         [list]\ncolumns = [\"number\", \"owner\", \"modified_at\"]\nsort = \"title\"\n"
    )
}

/// Says otherwise what a module is called.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Invalid` at the fields of the form.
pub async fn rename_module(cx: &Cx, module: &str, (one, many): (&Labels, &Labels)) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    let mut problems = Vec::new();
    let mut changes = Vec::new();
    for (labels, field, form) in [(one, "one", "one"), (many, "many", "other")] {
        match labels.checked(field) {
            Ok(labels) => {
                let key = module.key("name", form);
                problems.extend(unlike(cx, &labels, (&key, field), names(cx, form)).err());
                changes.extend(relabel(cx, &key, &labels));
            }
            Err(problem) => problems.push(problem),
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    match changes.is_empty() {
        true => Ok(()),
        false => cx.engine.shape(cx, changes).await.map(drop),
    }
}

/// Takes a module of one's own away; `word` is what it is called, typed by whom does it. What it
/// holds comes back with it for `records::DAYS_IN_BIN` days.
///
/// # Errors
/// `Forbidden` for others than administrators; `NotFound`; `Conflict` `module_shipped`, or
/// `module_needed` when formulas or roll-ups of others read it; `Invalid` at `word`.
pub async fn remove_module(cx: &Cx, module: &str, word: &str) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let module = cx.module(module)?;
    if !is_own(&module) {
        return Err(Error::conflict("module_shipped"));
    }
    let key = module.key("name", "other");
    let called = cx.text(&key);
    if kernel::fold(word.trim()) != kernel::fold(called) {
        let problem = FieldProblem::new("word", "not_its_name").with("name", called);
        return Err(Error::Invalid(vec![problem]));
    }
    let removal = Change::RemoveModule { module: module.code.clone() };
    match cx.engine.change(cx, removal).await {
        // What follows from its records would follow from nothing; it is changed first.
        Err(Error::Invalid(_)) => Err(Error::conflict("module_needed")),
        done => done,
    }
}

/// Whether a module was made by an administrator and can be taken away.
#[must_use]
pub fn is_own(module: &Module) -> bool {
    module.code.starts_with("x_")
}

/// Fields of other modules that lead to a module: codes of their modules, and their names.
#[must_use]
pub fn leads_to(cx: &Cx, module: &str) -> Vec<(String, String)> {
    let others = cx.catalog.modules().iter().filter(|other| other.code != module);
    let fields = others.flat_map(|other| other.fields.iter().map(move |field| (other, field)));
    let leading = fields.filter(|(_, field)| field.kind.leads_to(module));
    leading.map(|(other, field)| (other.code.clone(), field.name.clone())).collect()
}
