//! A form of the house: a few named fields, and what else can be done.

use maud::{Markup, html};

use crate::formula::{FormulaBox, formula_box};
use crate::frame::{Frame, framed};
use ui::Cx;
use ui::components::{FieldFrame, field_frame, icon, token};

/// A page with a form.
#[derive(Clone, Debug, Default)]
pub struct FormPage {
    /// What is around it.
    pub frame: Frame,
    /// Where it is sent.
    pub action: String,
    /// Version that was read, for what stands already.
    pub version: Option<i64>,
    /// Ways beside it: label and address.
    pub ways: Vec<(String, String)>,
    /// Groups of fields, with their titles.
    pub groups: Vec<(String, Vec<Control>)>,
    /// What stands on its button.
    pub submit: String,
    /// Another button, and where that sends the same form.
    pub other: Option<(String, String)>,
    /// Where one goes without sending it.
    pub back: String,
    /// What else can be done.
    pub extras: Vec<Extra>,
}

/// Something else that can be done: its own small form.
#[derive(Clone, Debug, Default)]
pub struct Extra {
    /// Its title.
    pub title: String,
    /// What it does.
    pub about: String,
    /// Where it is sent.
    pub action: String,
    /// Its fields.
    pub controls: Vec<Control>,
    /// What stands on its button.
    pub verb: String,
    /// Whether it takes something away.
    pub is_danger: bool,
}

/// A field.
#[derive(Clone, Debug, Default)]
pub struct Control {
    /// Its name.
    pub name: &'static str,
    /// Its label.
    pub label: String,
    /// A sentence that helps.
    pub hint: Option<String>,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// Whether it must be filled.
    pub is_required: bool,
    /// What it takes.
    pub kind: Kind,
}

/// What a field takes.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A line of text.
    Text(String),
    /// A line of text for which values are suggested; others may be typed.
    Suggested(String, Vec<String>),
    /// Something that cannot be changed here.
    Fixed(String),
    /// Several lines.
    Area(String),
    /// What goes along unseen.
    Hidden(String),
    /// Yes or no.
    Check(bool),
    /// One of some.
    Select(Vec<Choice>),
    /// One of some, which decides what the others offer: the form is asked anew at that address.
    Deciding(Vec<Choice>, String),
    /// Any of some.
    Many(Vec<Choice>),
    /// A secret: what was typed just now; what is kept is never shown, only whether it is there.
    Secret(String, bool),
    /// Rows of a text and what belongs to it; the second one is named as the field with `_to`.
    Pairs(Vec<Pair>),
    /// A formula.
    Formula(Box<FormulaBox>),
    /// A control of a type of its own, drawn already: its id, and whether it is a group.
    Drawn(String, Markup, bool),
}

/// A text and what belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Pair {
    /// The text.
    pub from: String,
    /// Its choices.
    pub to: Vec<Choice>,
    /// Labels of both.
    pub labels: (String, String),
}

impl Default for Kind {
    fn default() -> Self {
        Kind::Text(String::new())
    }
}

/// A choice.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// Its words.
    pub label: String,
    /// Whether it is chosen.
    pub is_on: bool,
}

/// Draws a form.
#[must_use]
pub fn form(cx: Cx, page: &FormPage) -> Markup {
    let body = html! {
        guarded-form data-dirty[page.frame.is_unsaved] {
        form.stack.stack--loose method="post" action=(page.action) {
            (token(cx))
            @if let Some(version) = page.version {
                input type="hidden" name="version" value=(version);
            }
            @for (title, controls) in &page.groups {
                section.card {
                    div.card__head { h2 { (title) } }
                    div.card__body.house__fields { @for one in controls { (control(one, "")) } }
                }
            }
            div.row {
                button.button.button--primary type="submit" { (page.submit) }
                @if let Some((label, action)) = &page.other {
                    button.button type="submit" formaction=(action) { (label) }
                }
                a.button.button--ghost href=(page.back) { (cx.text("ui.action.cancel")) }
            }
        }
        }
        (extras(cx, &page.extras))
    };
    let ways = html! { @for (label, href) in &page.ways { a.button href=(href) { (label) } } };
    framed(cx, &page.frame, &ways, &body)
}

/// Draws what else can be done.
pub(crate) fn extras(cx: Cx, extras: &[Extra]) -> Markup {
    html! { @for (at, extra) in extras.iter().enumerate() { (extra_form(cx, extra, at)) } }
}

fn extra_form(cx: Cx, extra: &Extra, at: usize) -> Markup {
    let look = if extra.is_danger { "button button--danger" } else { "button" };
    html! {
        section.card {
            div.card__head { h2 { (extra.title) } }
            guarded-form {
                form.card__body.stack method="post" action=(extra.action) {
                    (token(cx))
                    @if !extra.about.is_empty() { p.field__hint { (extra.about) } }
                    @for one in &extra.controls { (control(one, &format!("extra{at}-"))) }
                    div { button class=(look) type="submit" { (extra.verb) } }
                }
            }
        }
    }
}

/// What describes a field: what is wrong with it, else what helps.
fn described(control: &Control, id: &str) -> Option<String> {
    match (&control.problem, &control.hint) {
        (Some(_), _) => Some(format!("{id}-problem")),
        (None, Some(_)) => Some(format!("{id}-hint")),
        (None, None) => None,
    }
}

/// Draws a field; its id begins with `before`.
pub(crate) fn control(control: &Control, before: &str) -> Markup {
    let id = format!("{before}field-{}", control.name);
    let described = described(control, &id);
    let invalid = control.problem.as_ref().map(|_| "true");
    let drawn = match &control.kind {
        Kind::Text(value) => html! {
            input.input id=(id) name=(control.name) value=(value) autocomplete="off"
                required[control.is_required] aria-invalid=[invalid]
                aria-describedby=[described];
        },
        Kind::Suggested(value, all) => suggested(control, &id, (value, all)),
        Kind::Fixed(value) => fixed(&id, value, described.as_deref()),
        Kind::Area(value) => html! {
            textarea.textarea id=(id) name=(control.name) rows="3" aria-invalid=[invalid]
                aria-describedby=[described] { (value) }
        },
        Kind::Hidden(value) => {
            return html! { input type="hidden" name=(control.name) value=(value); };
        }
        Kind::Check(is_on) => return check(control, &id, *is_on),
        Kind::Select(choices) => select(control, (&id, None), choices, described.as_deref()),
        Kind::Deciding(choices, at) => {
            select(control, (&id, Some(at)), choices, described.as_deref())
        }
        Kind::Many(choices) => many(control.name, choices, invalid),
        Kind::Secret(typed, has_one) => html! {
            input.input id=(id) name=(control.name) type="password" autocomplete="new-password"
                value=[(!typed.is_empty()).then_some(typed)]
                placeholder=[has_one.then_some("••••••••")] aria-invalid=[invalid]
                aria-describedby=[described];
        },
        Kind::Formula(formula) => formula_box(formula, (control.name, &id), described.as_deref()),
        Kind::Drawn(_, drawn, _) => drawn.clone(),
        Kind::Pairs(pairs) => html! { @for pair in pairs { (pair_of(control.name, pair)) } },
    };
    let frame = FieldFrame {
        id: if let Kind::Drawn(own, ..) = &control.kind { own } else { &id },
        label: &control.label,
        is_required: control.is_required,
        hint: control.hint.as_deref(),
        problem: control.problem.as_deref(),
        is_group: matches!(control.kind, Kind::Many(_) | Kind::Pairs(_) | Kind::Drawn(_, _, true)),
    };
    field_frame(frame, &drawn)
}

fn select(
    control: &Control,
    (id, asks): (&str, Option<&str>),
    choices: &[Choice],
    described: Option<&str>,
) -> Markup {
    let asked = asks.is_some();
    html! {
        select.select id=(id) name=(control.name) aria-describedby=[described]
            aria-invalid=[control.problem.as_ref().map(|_| "true")]
            hx-post=[asks] hx-trigger=[asked.then_some("change")]
            hx-vals=[asked.then_some("{\"act\":\"choose\"}")]
            hx-sync=[asked.then_some("closest form:replace")]
            hx-target=[asked.then_some("closest form")] hx-swap=[asked.then_some("outerHTML")]
            hx-select=[asks.map(|at| format!("form[action='{at}']"))] {
            @for one in choices {
                option value=(one.value) selected[one.is_on] { (one.label) }
            }
        }
    }
}

fn fixed(id: &str, value: &str, described: Option<&str>) -> Markup {
    html! {
        output.house__fixed id=(id) aria-describedby=[described] {
            @if value.is_empty() { "–" } @else { (value) }
        }
    }
}

fn suggested(control: &Control, id: &str, (value, all): (&str, &[String])) -> Markup {
    let problem = control.problem.as_ref();
    let part = if problem.is_some() { "problem" } else { "hint" };
    html! {
        input.input id=(id) name=(control.name) value=(value) autocomplete="off"
            list={ (id) "-list" } aria-invalid=[problem.map(|_| "true")]
            aria-describedby={ (id) "-" (part) };
        datalist id={ (id) "-list" } { @for one in all { option value=(one); } }
    }
}

fn many(name: &str, choices: &[Choice], invalid: Option<&str>) -> Markup {
    html! {
        div.house__many tabindex=[invalid.map(|_| "-1")] aria-invalid=[invalid] {
            @for one in choices {
                label.choice {
                    input.check type="checkbox" name=(name) value=(one.value) checked[one.is_on];
                    span { (one.label) }
                }
            }
        }
    }
}

fn pair_of(name: &str, pair: &Pair) -> Markup {
    html! {
        div.house__rule {
            input.input name=(name) value=(pair.from) autocomplete="off"
                aria-label=(pair.labels.0) placeholder=(pair.labels.0);
            select.select name={ (name) "_to" } aria-label=(pair.labels.1) {
                @for one in &pair.to {
                    option value=(one.value) selected[one.is_on] { (one.label) }
                }
            }
        }
    }
}

fn check(control: &Control, id: &str, is_on: bool) -> Markup {
    html! {
        div.field {
            label.choice {
                input.check type="checkbox" id=(id) name=(control.name) value="1" checked[is_on]
                    aria-invalid=[control.problem.as_ref().map(|_| "true")];
                span { (control.label) }
            }
            @if let Some(problem) = &control.problem {
                p.field__error { (icon("circle-alert")) (problem) }
            }
            @if let Some(hint) = &control.hint { p.field__hint { (hint) } }
        }
    }
}
