//! Lists whose question does not fit: a view that asks for a field that is gone, an address that
//! was written by hand. The page stays, says what is wrong, and shows a way on.

use axum::http::StatusCode;
use catalog::Module;
use kernel::{Error, FieldProblem};
use maud::html;
use social::ListView;
use ui::Names;
use ui::components::{Button, empty, glyph_large, link};
use ui::fields::Form;
use ui::model::Tone;

use present::editor;
use present::errors::{self, Reader};
use present::head::{self, field_label};
use present::list::{Material, page as model};
use present::list_state::ListState;
use visit::answer::{Answer, For, Refused, redirect};
use visit::open::Open;
use visit::query::query;
use visit::shell::{kept_views, shell};
use visit::visitor::Visitor;

/// What a board, a calendar or a map answers; one whose question does not fit is shown as a list,
/// which says so.
pub(super) fn as_list(answer: Answer, plural: &str, raw: Option<&str>) -> Answer {
    let of_list = |problem: &FieldProblem| matches!(problem.field.as_str(), "filter" | "sort");
    match answer {
        Err(Refused::Page(Error::Invalid(problems), _))
            if problems.iter().all(of_list) && query(raw).get("part").is_none() =>
        {
            Ok(redirect(&format!("/{plural}?{}", raw.unwrap_or_default()), None))
        }
        other => other,
    }
}

/// What a list answers; a question that does not fit is said on its page.
pub(super) async fn said(
    answer: Answer,
    visitor: &Visitor,
    (module, views): (&Module, &[ListView]),
    mut query: Form,
) -> Answer {
    let problems = match answer {
        Err(Refused::Page(Error::Invalid(problems), _)) if query.get("part").is_none() => problems,
        other => return other,
    };
    let cx = visitor.cx();
    query.0.retain(|(name, _)| !matches!(name.as_str(), "after" | "before"));
    let state = ListState::read(module, &query, views).for_(visitor)?;
    let shell = shell(visitor, &state.base).await.for_(visitor)?;
    let kept = kept_views(&shell);
    let open = Open::of(visitor, shell, Names::default());
    let at = |name: &str| problems.iter().any(|problem| problem.field == name);
    let onward = state.changed(module, |state| {
        if at("filter") {
            state.filter.clear();
        }
        if at("sort") {
            state.sort.clear();
        }
    });
    let button = |key: &'static str| Button { label: cx.text(key), ..Button::default() };
    let actions = html! {
        (link(Button { tone: Tone::Primary, ..button("web.list.without") }, &onward))
        @if at("filter") { (link(button("web.list.arrange"), &editor::address(module, &state))) }
    };
    let known = head::module(cx, module);
    let sign = glyph_large(&known.icon, known.hue);
    let body =
        empty(&sign, cx.text("web.list.unfit"), &sentences(visitor, module, &problems), &actions);
    let material = Material::drawn(module, (&state, views), kept, body);
    let page = model(cx, open.reader(), material, &query);
    let body = ui::views::list::page(open.reader(), &page);
    Ok(open.answer(StatusCode::UNPROCESSABLE_ENTITY, &page.module.many, &body))
}

fn sentences(visitor: &Visitor, module: &Module, problems: &[FieldProblem]) -> String {
    let cx = visitor.cx();
    let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
    let sentence = |problem: &FieldProblem| match module.field(&problem.field) {
        Some(field) => errors::sentence(&reader, &field_label(cx, module, &field.name), problem),
        None => errors::words(&reader, &Error::Invalid(vec![problem.clone()]), None).1,
    };
    problems.iter().map(sentence).collect::<Vec<_>>().join(" ")
}
