//! The page of a record: what is sent, by whom, and how it is answered.

use catalog::{Field, FieldType};
use kernel::{FieldProblem, Line, Value};
use maud::{Markup, html};
use present::errors::{Reader, sentence};
use ui::components::{FieldFrame, banner, field_frame, icon};
use ui::fields::{self, Entered, Form, Sum};
use ui::model::Mood;
use ui::views::shell::{Document, document};
use ui::{Cx, assets};

/// Sent by the button that asks what it comes to, without answering.
pub const ONLY_SUMS: &str = "only_sums";

/// What stands on the page.
pub struct GuestPage<'a> {
    /// Who sends it.
    pub sender: String,
    /// Name of the kind of record.
    pub kind: String,
    /// Title of the record.
    pub title: String,
    /// How it stands, if there is something to say about that.
    pub state: Option<(Mood, String)>,
    /// Fields beside each other, each with its label.
    pub facts: Vec<Fact<'a>>,
    /// Lines.
    pub lines: Option<Fact<'a>>,
    /// What they come to; the last matters most.
    pub sums: Vec<Fact<'a>>,
    /// Words and address of the paper.
    pub paper: (String, String),
    /// How it is answered, the usual answer first.
    pub answers: Vec<Answer<'a>>,
}

/// A value with its field and label.
pub struct Fact<'a> {
    /// The field.
    pub field: &'a Field,
    /// Its label.
    pub label: String,
    /// What it holds.
    pub value: Value,
}

/// A form by which the record is answered.
pub struct Answer<'a> {
    /// Name of the action; keeps forms of one page apart.
    pub name: &'a str,
    /// What its button says.
    pub verb: String,
    /// Where it is posted.
    pub action: String,
    /// What is asked.
    pub asks: Vec<Ask>,
    /// What was typed and refused, and why.
    pub again: Option<(Form, Vec<FieldProblem>)>,
}

/// What an answer asks.
pub struct Ask {
    /// The field.
    pub field: Field,
    /// Its label.
    pub label: String,
    /// A sentence that helps.
    pub hint: Option<String>,
}

/// A page that only says something.
pub struct Said {
    /// Who sends it.
    pub sender: String,
    /// What happened, in a few words.
    pub title: String,
    /// What it means.
    pub text: String,
}

/// Draws the page.
#[must_use]
pub fn page(cx: Cx, page: &GuestPage) -> Markup {
    let body = html! {
        header.guest__head {
            p.guest__sender { (page.sender) }
            h1.page__title { (page.kind) " " (page.title) }
            @if let Some((mood, text)) = &page.state {
                (banner(*mood, &html! { (text) }, &html! {}))
            }
        }
        (facts(cx, page))
        @if let Some(lines) = &page.lines {
            section.record-lines id="sums" aria-label=(lines.label) {
                (fields::show(cx, lines.field, &lines.value))
                (sums(cx, page))
            }
        }
        @if !page.answers.is_empty() {
            section.stack aria-labelledby="answer" {
                h2.block-title id="answer" { (cx.text("ui.guest.answer")) }
                div.guest__answers {
                    @for (at, answer) in page.answers.iter().enumerate() {
                        (form(cx, answer, (at == 0, page.sums.last())))
                    }
                }
            }
        }
    };
    frame(cx, (&page.sender, &page.title), &body)
}

/// Draws a page that only says something.
#[must_use]
pub fn said(cx: Cx, page: &Said) -> Markup {
    let body = html! {
        header.guest__head {
            p.guest__sender { (page.sender) }
            h1.page__title { (page.title) }
        }
        p { (page.text) }
    };
    frame(cx, (&page.sender, &page.title), &body)
}

fn frame(cx: Cx, (sender, title): (&str, &str), body: &Markup) -> Markup {
    let how = Document { title, firm: sender, ..Document::default() };
    // A style of its own, which pages of daily work do not carry; bodies may link to one.
    let body = html! {
        link rel="stylesheet" href=(assets::url("guest.css"));
        main.guest { (body) }
    };
    document(cx, &how, &body)
}

fn facts(cx: Cx, page: &GuestPage) -> Markup {
    let (label, href) = &page.paper;
    html! {
        div.guest__facts {
            dl {
                @for fact in &page.facts {
                    div { dt { (fact.label) } dd { (words(cx, fact)) } }
                }
            }
            a.button href=(href) { (icon("file-down")) (label) }
        }
    }
}

/// Records that are linked have no pages for guests, so their titles are words.
fn words(cx: Cx, fact: &Fact) -> Markup {
    match fact.field.kind {
        FieldType::Link { .. } => html! { (fields::words(cx, fact.field, &fact.value)) },
        _ => fields::show(cx, fact.field, &fact.value),
    }
}

fn sums(cx: Cx, page: &GuestPage) -> Markup {
    let last = page.sums.len().saturating_sub(1);
    fields::sums(
        cx,
        page.sums.iter().enumerate().map(|(at, fact)| Sum {
            field: fact.field,
            label: &fact.label,
            value: &fact.value,
            is_strong: at == last,
        }),
    )
}

/// The usual answer stands open; another one opens when it is wanted, or was refused.
fn form(cx: Cx, answer: &Answer, (is_first, total): (bool, Option<&Fact>)) -> Markup {
    let look = if is_first { "button button--primary button--lg" } else { "button button--lg" };
    let body = html! {
        form.stack method="post" action=(answer.action) {
            @for ask in &answer.asks {
                (asked(cx, answer, ask))
                @if is_chosen(cx, &ask.field) { (chosen(cx, answer, total)) }
            }
            div { button class=(look) type="submit" { (answer.verb) } }
        }
    };
    html! {
        @if is_first {
            div.guest__answer { (body) }
        } @else {
            details.guest__answer open[answer.again.is_some()] {
                summary { (answer.verb) }
                (body)
            }
        }
    }
}

/// What it comes to with what is chosen; what is missing besides is not asked for yet.
fn chosen(cx: Cx, answer: &Answer, total: Option<&Fact>) -> Markup {
    html! {
        div.guest__total {
            button.button type="submit" name=(ONLY_SUMS) value="1" formnovalidate
                formaction={ (answer.action) "#sums" } { (cx.text("ui.guest.sums")) }
            @if let Some(total) = total {
                span { (total.label) " " strong { (words(cx, total)) } }
            }
        }
    }
}

/// Tells whether a question is answered by choosing among lines.
fn is_chosen(cx: Cx, field: &Field) -> bool {
    cx.names.choices.contains_key(&field.name)
}

fn asked(cx: Cx, answer: &Answer, Ask { field, label, hint }: &Ask) -> Markup {
    let again = answer.again.as_ref();
    let problem = again.and_then(|(_, problems)| problems.iter().find(|p| p.field == field.name));
    let form = again.map(|(form, _)| form);
    let entered = Entered { form, problem, ..Entered::stored(&Value::Empty, answer.name) };
    let problem = problem.map(|problem| said_of(cx, label, problem));
    let frame = FieldFrame {
        id: &entered.id(field),
        label,
        is_required: field.required,
        problem: problem.as_deref(),
        hint: hint.as_deref(),
        is_group: fields::is_group_of(cx, field),
    };
    field_frame(frame, &fields::edit(cx, field, &entered))
}

fn said_of(cx: Cx, label: &str, problem: &FieldProblem) -> String {
    sentence(&Reader { catalog: cx.catalog, locale: cx.locale }, label, problem)
}

/// Lines with the cells alone that are open.
#[must_use]
pub fn open_cells(lines: &[Line], open: &[&str]) -> Value {
    let line = |line: &Line| {
        let mut line = line.clone();
        line.cells.retain(|name, _| open.contains(&name.as_str()));
        line
    };
    Value::of_lines(lines.iter().map(line).collect())
}
