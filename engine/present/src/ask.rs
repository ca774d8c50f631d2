//! The page model of a form that asks before something is done.

use std::collections::BTreeMap;

use catalog::{Field, Module};
use kernel::{FieldProblem, Value};
use records::{Choice, Cx, Record};
use ui::fields::Form;
use ui::views::edit as view;

use crate::head;

/// What is done, and what is asked for it.
pub struct Question<'a> {
    /// What the button says.
    pub verb: String,
    /// Where the answer is posted.
    pub action: String,
    /// What is asked, with its label and what is proposed.
    pub fields: Vec<(&'a Field, String, Value)>,
    /// A sentence above the questions, by the key of its text.
    pub hints: Vec<(String, String)>,
    /// Lines among which somebody chooses, by question: code and words.
    pub choices: BTreeMap<String, Vec<(String, String)>>,
}

/// What came back, when it was not good.
#[derive(Default)]
pub struct Again {
    /// What was typed.
    pub entered: Option<Form>,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
}

/// Makes the page model.
pub fn page<'a>(
    cx: &Cx,
    (module, record): (&Module, &Record),
    question: Question<'a>,
    (frame, again): (view::Frame, Again),
) -> view::EditPage<'a> {
    let href = format!("/{}/{}", module.plural, record.id);
    let hint = |name: &str| {
        question.hints.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone())
    };
    let fields = question.fields.iter().map(|(field, label, value)| view::FormField {
        field,
        label: label.clone(),
        hint: hint(&field.name),
        value: value.clone(),
        is_locked: false,
        is_wide: false,
        is_strong: false,
    });
    let fields = fields.collect();
    view::EditPage {
        module: head::module(cx, module),
        purpose: view::Purpose::Act {
            version: record.version,
            title: record.title.clone(),
            href: href.clone(),
            verb: question.verb.clone(),
        },
        cancel: href,
        frame,
        blocks: vec![view::FormBlock { name: "asked".into(), label: question.verb, fields }],
        follows: None,
        more: Vec::new(),
        aside: Vec::new(),
        pane: None,
        lines_at: String::new(),
        lines_panel: None,
        again: false,
        entry: None,
        action: question.action,
        entered: again.entered,
        problems: again.problems,
        duplicates: view::TypedDuplicates::default(),
        conditions: view::FormConditions::default(),
        conflict: None,
    }
}

/// The question that an action asks.
pub fn of_action<'a>(
    cx: &Cx,
    (module, record): (&Module, &Record),
    action: &'a catalog::Action,
    proposed: &records::Answers,
) -> Question<'a> {
    let label = |field: &Field| cx.text(&module.key("action_field", &field.name)).to_owned();
    let choices = records::choices(&cx.engine, (module, record), &action.name);
    // Nobody is asked to choose where there is no choice.
    let is_asked = |field: &&Field| choices.get(&field.name).is_none_or(|of| !of.is_empty());
    let asks = action.asks.iter().filter(is_asked);
    let fields = asks.map(|field| (field, label(field), proposed.get(&field.name).clone()));
    let hints = action.asks.iter().filter_map(|field| {
        let key = module.key("action_hint", &field.name);
        let found = cx.catalog.texts().find(cx.locale.language, &key)?;
        Some((field.name.clone(), found.to_owned()))
    });
    Question {
        verb: cx.text(&module.key("action", &action.name)).to_owned(),
        action: format!("/{}/{}/act/{}", module.plural, record.id, action.name),
        fields: fields.collect(),
        hints: hints.collect(),
        choices: choices.into_iter().map(|(name, of)| (name, words(cx, &of))).collect(),
    }
}

/// Lines among which somebody chooses, as codes and words.
#[must_use]
pub fn words(cx: &Cx, choices: &[Choice]) -> Vec<(String, String)> {
    let known = ui::Names::default();
    let reader = crate::names::reader(cx, &known);
    let words = |choice: &Choice| match &choice.amount {
        Some(amount) => format!("{} · {}", choice.name, ui::format::money(reader, amount)),
        None => choice.name.clone(),
    };
    choices.iter().map(|choice| (choice.line.to_string(), words(choice))).collect()
}

/// A way to another value of a field with lanes.
pub struct Way<'a> {
    /// The field.
    pub field: &'a Field,
    /// Code of the value; empty takes it away.
    pub code: &'a str,
    /// What is asked on the way; all of it is needed there.
    pub asks: Vec<Field>,
}

/// The question on the way into another lane.
pub fn of_move<'a>(cx: &Cx, module: &Module, record: &Record, way: &'a Way<'_>) -> Question<'a> {
    let fields = way.asks.iter().map(|field| {
        let value = record.value(module, &field.name).clone();
        (field, head::field_label(cx, module, &field.name), value)
    });
    let list = way.field.kind.list().unwrap_or_default();
    let verb = match way.code {
        "" => cx.text("ui.kanban.none").to_owned(),
        code => cx.text(&format!("picklist.{list}.{code}")).to_owned(),
    };
    let code = if way.code.is_empty() { "none" } else { way.code };
    Question {
        verb,
        action: format!("/{}/{}/move/{}/{code}", module.plural, record.id, way.field.name),
        fields: fields.collect(),
        hints: Vec::new(),
        choices: BTreeMap::new(),
    }
}
