//! The page model of a form.

use access::FieldRight;
use catalog::{Field, FieldType, Module, StoryEntry};
use kernel::{FieldProblem, Value};
use records::{Cx, Record};
use ui::Names;
use ui::fields::Form;
use ui::views::edit as view;

use crate::head;
pub use crate::lines::has_lines;
use crate::lines::is_told;

/// What a form is made of.
pub struct Material<'a> {
    /// Its module.
    pub module: &'a Module,
    /// The stored record, when it is a change.
    pub record: Option<&'a Record>,
    /// Values in the order of the fields.
    pub values: &'a [Value],
    /// What was typed, when it comes back.
    pub entered: Option<Form>,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
    /// Records that may be the same.
    pub duplicates: Vec<records::Duplicate>,
    /// Whether saving waits for an answer about them.
    pub is_held: bool,
    /// What somebody else saved meanwhile.
    pub conflict: Option<view::SaveConflict<'a>>,
    /// What is around it.
    pub frame: view::Frame,
    /// Whether another one is made after it.
    pub again: bool,
    /// Fields that are shown or needed by what stands in the form.
    pub shown: records::follow::Shown,
    /// The short form of a story that is shown.
    pub entry: Option<&'a StoryEntry>,
    /// What stands below lines while some are being brought in, with the name of their field.
    pub lines_panel: Option<(String, maud::Markup)>,
}

impl<'a> Material<'a> {
    /// What a form is made of when nothing special happened.
    #[must_use]
    pub fn of(module: &'a Module, record: Option<&'a Record>, values: &'a [Value]) -> Self {
        Material {
            module,
            record,
            values,
            entered: None,
            problems: Vec::new(),
            duplicates: Vec::new(),
            is_held: false,
            conflict: None,
            frame: view::Frame::Page,
            again: false,
            shown: records::follow::Shown::default(),
            entry: None,
            lines_panel: None,
        }
    }
}

/// Makes the page model.
pub fn page<'a>(cx: &Cx, material: Material<'a>) -> view::EditPage<'a> {
    let Material { module, record, values, .. } = material;
    let base = format!("/{}", module.plural);
    let (purpose, action, cancel) = purpose(&base, record);
    let short = match (record, material.entry, material.frame) {
        (None, Some(entry), _) => needed(module, values, (&entry.fields, false)),
        (None, None, view::Frame::Drawer) => needed(module, values, (&module.quick_create, true)),
        _ => Vec::new(),
    };
    let Grouped { blocks, aside, more } = grouped(cx, (module, record), values, &short);
    view::EditPage {
        module: head::module(cx, module),
        purpose,
        action,
        cancel,
        frame: material.frame,
        follows: follows(cx, module),
        blocks,
        aside,
        pane: None,
        lines_at: match record {
            Some(record) => format!("{base}/lines?of={}", record.id),
            None => format!("{base}/lines"),
        },
        lines_panel: material.lines_panel,
        more,
        again: material.again,
        entry: material.entry.map(|entry| entry.name.clone()),
        entered: material.entered,
        problems: material.problems,
        duplicates: view::TypedDuplicates {
            check: record.is_none().then(|| format!("{base}/duplicates")),
            found: head::duplicates(cx, module, material.duplicates),
            is_held: material.is_held,
        },
        conflict: material.conflict,
        conditions: conditions(cx, module, (record, material.shown)),
    }
}

/// Fields of a form in their groups.
struct Grouped<'a> {
    blocks: Vec<view::FormBlock<'a>>,
    aside: Vec<view::FormBlock<'a>>,
    more: Vec<view::FormBlock<'a>>,
}

fn grouped<'a>(
    cx: &Cx,
    (module, record): (&'a Module, Option<&Record>),
    values: &[Value],
    short: &[&str],
) -> Grouped<'a> {
    let asked = module.blocks.iter().filter(|block| !is_told(module, &block.fields));
    let blocks = asked.map(|block| {
        let names = block.fields.iter().filter(|name| !short.contains(&name.as_str()));
        view::FormBlock {
            name: block.name.clone(),
            label: cx.text(&module.key("block", &block.name)).to_owned(),
            fields: names.filter_map(|name| field(cx, (module, record), values, name)).collect(),
        }
    });
    let blocks: Vec<_> = blocks.filter(|block| !block.fields.is_empty()).collect();
    let (aside, blocks) = match has_lines(module) {
        true => blocks.into_iter().partition(|block: &view::FormBlock| {
            block.fields.iter().all(|field| !field.field.is_editable())
        }),
        false => (Vec::new(), blocks),
    };
    let (blocks, more) = match short.is_empty() {
        true => (blocks, Vec::new()),
        false => {
            let fields = short.iter().filter_map(|name| field(cx, (module, record), values, name));
            let (name, label) = ("short".into(), String::new());
            (vec![view::FormBlock { name, label, fields: fields.collect() }], blocks)
        }
    };
    Grouped { blocks, aside, more }
}

/// Choices that follow others, as far as the person knows both fields.
fn follows(cx: &Cx, module: &Module) -> Option<String> {
    let known = |name: &str| cx.actor.rights.field(&module.code, name) != FieldRight::Hidden;
    let rules: Vec<serde_json::Value> = module
        .dependencies
        .iter()
        .filter(|rule| known(&rule.on) && known(&rule.field))
        .map(|rule| serde_json::json!([rule.on, rule.field, rule.allowed]))
        .collect();
    (!rules.is_empty()).then(|| serde_json::Value::from(rules).to_string())
}

/// What a form shows and needs, and where it asks for that while it is filled.
pub fn conditions(
    cx: &Cx,
    module: &Module,
    (record, shown): (Option<&Record>, records::follow::Shown),
) -> view::FormConditions {
    let plan = cx.catalog.plan().module(&module.code);
    let has_some = plan.is_some_and(|plan| !plan.conditions.is_empty());
    let of = record.map(|record| format!("?of={}", record.id)).unwrap_or_default();
    let check = has_some.then(|| format!("/{}/conditions{of}", module.plural));
    view::FormConditions { check, hidden: shown.hidden, needed: shown.required }
}

/// Whether it is new, where it is posted, and where one goes without saving.
fn purpose(base: &str, record: Option<&Record>) -> (view::Purpose, String, String) {
    let Some(record) = record else {
        return (view::Purpose::Create, base.to_owned(), base.to_owned());
    };
    let href = format!("{base}/{}", record.id);
    let (version, title) = (record.version, record.title.clone());
    let purpose = view::Purpose::Change { version, title, href: href.clone() };
    (purpose, href.clone(), href)
}

/// Fields of a short form: those of the definition, what is needed besides, and in a drawer also
/// what is set and the owner.
fn needed<'a>(
    module: &'a Module,
    values: &[Value],
    (names, is_drawer): (&'a [String], bool),
) -> Vec<&'a str> {
    let mut short: Vec<&str> = names.iter().map(String::as_str).collect();
    if short.is_empty() {
        return short;
    }
    for (field, value) in module.fields.iter().zip(values) {
        let is_needed = field.required && field.is_editable() && value.is_empty();
        let is_set = matches!(value, Value::Link(_));
        let is_owner = module.owner_field().is_some_and(|owner| owner.name == field.name);
        if (is_needed || is_drawer && (is_set || is_owner)) && !short.contains(&field.name.as_str())
        {
            short.push(&field.name);
        }
    }
    short
}

fn field<'a>(
    cx: &Cx,
    (module, record): (&'a Module, Option<&Record>),
    values: &[Value],
    name: &str,
) -> Option<view::FormField<'a>> {
    let at = module.position(name)?;
    let field = &module.fields[at];
    let right = cx.actor.rights.field(&module.code, name);
    if right == FieldRight::Hidden || field.system.is_some() {
        return None;
    }
    let stage = record.and(module.stage_field()).and_then(|field| module.position(&field.name));
    let is_frozen = stage.is_some_and(|at| module.is_frozen(field, values[at].as_text()));
    let is_locked = right == FieldRight::Read || !field.is_editable() || is_frozen;
    // What follows from lines has its place beside them before there is any.
    if is_locked && values[at].is_empty() && !has_lines(module) {
        return None;
    }
    let hint = cx.catalog.texts().find(cx.locale.language, &module.key("hint", name));
    Some(view::FormField {
        field,
        label: head::field_label(cx, module, name),
        hint: hint.map(str::to_owned),
        value: values[at].clone(),
        is_locked,
        is_wide: module.laid.wide.iter().any(|wide| wide == name),
        is_strong: module.key_facts.iter().any(|fact| fact == name),
    })
}

/// Fields that a form holds and the person may set.
pub fn posted<'a>(cx: &Cx, module: &'a Module, form: &Form) -> Vec<&'a Field> {
    let writable = |field: &Field| {
        field.is_editable() && cx.actor.rights.field(&module.code, &field.name) == FieldRight::Write
    };
    let all = module.fields.iter().filter(|field| writable(field));
    all.filter(|field| form.holds(&field.name)).collect()
}

/// Reads the posted fields; every problem at once.
pub fn read(
    cx: &Cx,
    module: &Module,
    names: &Names,
    form: &Form,
) -> (records::Input, Vec<FieldProblem>) {
    read_fields(cx, &posted(cx, module, form), names, form)
}

/// Reads some posted fields; every problem at once.
pub fn read_fields(
    cx: &Cx,
    fields: &[&Field],
    names: &Names,
    form: &Form,
) -> (records::Input, Vec<FieldProblem>) {
    let reader = crate::names::reader(cx, names);
    let (mut input, mut problems) = (records::Input::default(), Vec::new());
    for field in fields {
        if let FieldType::Lines { shape } = &field.kind {
            let (lines, wrong) = ui::fields::parse_lines(reader, (field, shape), form);
            input.values.insert(field.name.clone(), lines);
            problems.extend(wrong);
            continue;
        }
        match ui::fields::parse(reader, field, form) {
            Ok(value) => drop(input.values.insert(field.name.clone(), value)),
            Err(problem) => problems.push(problem),
        }
    }
    (input, problems)
}

/// Fields that two people changed differently.
pub fn conflict_fields<'a>(
    cx: &Cx,
    module: &'a Module,
    stored: &Record,
    input: &records::Input,
) -> Vec<view::ConflictField<'a>> {
    let differs = |field: &&Field| {
        input.values.get(&field.name).is_some_and(|mine| mine != stored.value(module, &field.name))
    };
    let fields = module.fields.iter().filter(differs);
    fields
        .map(|field| view::ConflictField {
            field,
            label: head::field_label(cx, module, &field.name),
            theirs: stored.value(module, &field.name).clone(),
            mine: input.values.get(&field.name).cloned().unwrap_or_default(),
        })
        .collect()
}
