//! What can be done with a record from anywhere; it follows from its fields and related lists.

use access::{FieldRight, Right};
use catalog::{Action, Field, FieldType, Module};
use kernel::Value;
use records::{Cx, Record};
use ui::fields::reach;
use ui::model::{Go, MenuItem};
use ui::views::detail::ComposerEntry;

use crate::head;

/// Ways to reach somebody that are offered, of each kind.
const WAYS: usize = 2;
/// Actions that stand beside the title of a record, so that there is room for it.
const AT_HAND: usize = 3;
/// Related lists to which a record can be added from anywhere.
const RELATED: usize = 4;

/// How whoever the record stands for is reached: called, written to.
pub fn reaching(cx: &Cx, module: &Module, record: &Record) -> Vec<(MenuItem, &'static str)> {
    let mut ways: Vec<(MenuItem, &'static str)> = Vec::new();
    for field in &module.fields {
        if cx.actor.rights.field(&module.code, &field.name) == FieldRight::Hidden {
            continue;
        }
        for text in texts(record.value(module, &field.name)) {
            let Some(way) = reach(field, text) else { break };
            let n_like_it = ways.iter().filter(|(known, _)| known.icon == way.icon).count();
            if n_like_it < WAYS {
                let texts = cx.catalog.texts();
                let label = texts.fill(cx.locale.language, way.text, &[("value", text)]);
                let go = Go::To(way.href);
                let item = MenuItem { label, icon: way.icon.into(), go, ..MenuItem::default() };
                ways.push((item, way.key));
            }
        }
    }
    ways
}

/// What can be done with a record by name.
pub struct ByName {
    /// What stands beside its title.
    pub at_hand: Vec<MenuItem>,
    /// What its menu begins with.
    pub further: Vec<MenuItem>,
}

/// What can be done with a record by name at its stage, in the order of its definition.
pub fn by_name(cx: &Cx, (module, record): (&Module, &Record), base: &str) -> ByName {
    let named = |action: &Action| MenuItem {
        label: cx.text(&module.key("action", &action.name)).to_owned(),
        icon: "circle-check-big".into(),
        go: act(base, action),
        ..MenuItem::default()
    };
    let mut at_hand: Vec<MenuItem> = possible(cx, module, record).map(named).collect();
    let further = at_hand.split_off(at_hand.len().min(AT_HAND));
    ByName { at_hand, further }
}

/// Actions that the stage of the record leaves open.
fn possible<'a>(
    cx: &'a Cx,
    module: &'a Module,
    record: &Record,
) -> impl Iterator<Item = &'a Action> {
    let stage = module.stage_field().map(|field| record.value(module, &field.name).as_text());
    let stage = stage.unwrap_or_default().to_owned();
    module
        .actions
        .iter()
        .filter(|action| cx.actor.rights.may_act(&module.code, &action.name))
        .filter(move |action| action.from.is_empty() || action.from.contains(&stage))
}

/// What an action asks stands in a drawer; one that asks nothing is done at once.
fn act(base: &str, action: &Action) -> Go {
    let address = format!("{base}/act/{}", action.name);
    match action.asks.is_empty() {
        true => Go::Post { action: address, fields: Vec::new(), confirm: None },
        false => Go::Drawer(address),
    }
}

/// Fields by which somebody is reached and that the reader may see, one of each kind.
pub fn reached_by<'m>(cx: &Cx, module: &'m Module) -> Vec<&'m Field> {
    let mut ways: Vec<&Field> = Vec::new();
    for field in &module.fields {
        let is_way = matches!(field.kind, FieldType::Phone | FieldType::Email);
        let is_new = ways.iter().all(|known| known.kind != field.kind);
        let right = cx.actor.rights.field(&module.code, &field.name);
        if is_way && is_new && right != FieldRight::Hidden {
            ways.push(field);
        }
    }
    ways
}

/// The first number and the first mail address of a record, as addresses.
pub fn ways(fields: &[&Field], module: &Module, record: &Record) -> String {
    let way = |field: &&Field| {
        let value = texts(record.value(module, &field.name)).first().copied()?;
        reach(field, value).map(|way| way.href)
    };
    let ways: Vec<String> = fields.iter().filter_map(way).collect();
    ways.join(" ")
}

/// The texts of a value, the primary one first.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Several(entries) => {
            let first = value.primary();
            let others = entries.iter().map(|entry| &entry.value).filter(|other| *other != first);
            let all = std::iter::once(first).chain(others).map(Value::as_text);
            all.filter(|text| !text.is_empty()).collect()
        }
        single => Some(single.as_text()).filter(|text| !text.is_empty()).into_iter().collect(),
    }
}

/// Everything that can be done with a record, the first by one key.
pub fn acts(cx: &Cx, module: &Module, record: &Record) -> Vec<MenuItem> {
    let base = format!("/{}/{}", module.plural, record.id);
    let alive = record.trashed_at.is_none();
    let may_edit = alive && cx.actor.rights.may(&module.code, Right::Edit);
    let mut acts: Vec<MenuItem> =
        reaching(cx, module, record).into_iter().map(|(way, _)| way).collect();
    let mut add = |key: &str, icon: &str, go: Go| {
        let label = cx.text(key).to_owned();
        acts.push(MenuItem { label, icon: icon.into(), go, ..MenuItem::default() });
    };
    if alive {
        add("ui.palette.note", "sticky-note", Go::To(format!("{base}#comment-text")));
    }
    if may_edit {
        add("ui.palette.edit", "pencil", Go::To(format!("{base}/edit")));
    }
    if alive {
        acts.extend(creating(cx, module, record, |_| true));
    }
    acts
}

/// New records that would stand in the story of this one, such as what is to be done about it.
pub fn planning(cx: &Cx, module: &Module, record: &Record) -> Vec<MenuItem> {
    creating(cx, module, record, |other| other.story.is_some())
}

/// What is written down about this record above its timeline, each with a short form.
pub fn entries(cx: &Cx, module: &Module, record: &Record) -> Vec<ComposerEntry> {
    let mut entries = Vec::new();
    for list in &module.related {
        let Some(other) = cx.catalog.module(&list.module) else { continue };
        if !cx.actor.rights.may(&other.code, Right::Create) {
            continue;
        }
        let base = format!("/{}/new?{}={}:{}", other.plural, list.field, module.code, record.id);
        for entry in other.story.iter().flat_map(|story| &story.entries) {
            entries.push(ComposerEntry {
                name: format!("{}-{}", other.code, entry.name),
                label: cx.text(&other.key("entry", &entry.name)).to_owned(),
                icon: entry.icon.clone().unwrap_or_else(|| other.icon.clone()),
                href: format!("{base}&entry={}", entry.name),
            });
        }
    }
    entries
}

/// New records that would hang on this one.
fn creating(
    cx: &Cx,
    module: &Module,
    record: &Record,
    is_wanted: impl Fn(&Module) -> bool,
) -> Vec<MenuItem> {
    let texts = cx.catalog.texts();
    let lists = module.related.iter().filter_map(|list| {
        let other = cx.catalog.module(&list.module).filter(|other| is_wanted(other))?;
        let may = cx.actor.rights.may(&other.code, Right::Create);
        let href = format!("/{}/new?{}={}:{}", other.plural, list.field, module.code, record.id);
        let one = head::module(cx, other).one;
        may.then(|| MenuItem {
            label: texts.fill(cx.locale.language, "ui.form.create_title", &[("module", &one)]),
            icon: other.icon.clone(),
            go: Go::Drawer(href),
            ..MenuItem::default()
        })
    });
    lists.take(RELATED).collect()
}
