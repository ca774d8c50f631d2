//! A named action at many records: asked once more, then done.

use axum::http::StatusCode;
use catalog::{Action, Module};
use kernel::Error;
use records::Act;
use sheets::bulk as view;
use ui::Names;
use ui::fields::Form;
use ui::views::edit::Frame;

use super::bulk::{done, sentences};
use present::list_state::ListState;
use present::{bulk as model, head, many};
use visit::answer::{Answer, For, part};
use visit::open::{Open, reader};
use visit::visitor::Visitor;

/// `POST /{modules}/bulk/{action}`: says what would be done to how many; `step=do` does it.
pub async fn act(visitor: &Visitor, module: &Module, action: &Action, form: Form) -> Answer {
    let cx = visitor.cx();
    let views = social::views(cx, &module.code).await.for_(visitor)?;
    let state = ListState::read(module, &form, &views).for_(visitor)?;
    let selection = model::selection(&form, &state).for_(visitor)?;
    let mut page = view::BulkPage {
        title: many::label(cx, module, &action.name),
        subject: many::subject(cx, module, action, model::subject(cx, module, &selection)),
        action: format!("/{}/bulk/{}", module.plural, action.name),
        cancel: state.href(module),
        carried: model::carried(&form),
        frame: if visitor.is_partial { Frame::Drawer } else { Frame::Page },
        ask: view::Ask::Nothing,
        verb: many::label(cx, module, &action.name),
        problem: None,
        module: head::module(cx, module),
    };
    if form.get("step") != Some("do") {
        return show(visitor, &page, StatusCode::OK).await;
    }
    let act = Act::Do(action.name.clone());
    match bulk::start(cx, &module.code, act, selection).await {
        Ok(begun) => done(visitor, module, (&state, begun)).await,
        Err(Error::Invalid(problems)) => {
            page.problem = Some(sentences(cx, problems));
            show(visitor, &page, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error).for_(visitor),
    }
}

async fn show(visitor: &Visitor, page: &view::BulkPage<'_>, status: StatusCode) -> Answer {
    let known = Names::default();
    if visitor.is_partial {
        return Ok(part(status, view::page(reader(visitor, &known), page)));
    }
    let open = Open::new(visitor, &page.module.href, known).await.for_(visitor)?;
    Ok(open.answer(status, &page.title, &view::page(open.reader(), page)))
}
