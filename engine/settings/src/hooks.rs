//! What other programs are told, for administrators.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use hooks::{Dispatch, Hook, HookChange};
use kernel::{Error, FieldProblem};
use panel::hooks as view;
use records::Cx;
use ui::Names;
use ui::fields::Form;
use uuid::Uuid;

use present::errors::{Reader, sentence};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::open::Open;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /settings/webhooks`
pub async fn all(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let form = typed(visitor.cx(), HookChange::default(), &[]);
    list(&visitor, form, StatusCode::OK).await
}

async fn list(visitor: &Visitor, form: view::HookForm, status: StatusCode) -> Answer {
    let cx = visitor.cx();
    let all = hooks::hooks(cx).await.for_(visitor)?;
    let rows = all.into_iter().map(|hook| view::HookRow {
        id: hook.id.to_string(),
        what: what(cx, &hook.set),
        name: hook.set.name,
        url: hook.set.url,
        is_active: hook.is_active,
    });
    let page = view::HooksPage { rows: rows.collect(), form };
    let open = Open::new(visitor, "/settings", Names::default()).await.for_(visitor)?;
    let body = view::hooks(open.reader(), &page);
    Ok(open.answer(status, cx.text("ui.hooks.title"), &body))
}

/// What a hook is told, in words.
fn what(cx: &Cx, set: &HookChange) -> String {
    let module = match set.module.as_str() {
        "" => cx.text("ui.hooks.all_modules").to_owned(),
        code => label(cx, code),
    };
    [module, set.kinds.join(", "), set.filter.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn label(cx: &Cx, code: &str) -> String {
    cx.text(&format!("{code}.name.other")).to_owned()
}

fn asked(form: &Form) -> HookChange {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let kinds = text("kinds");
    let kinds = kinds.split([',', ' ']).map(str::trim).filter(|kind| !kind.is_empty());
    HookChange {
        name: text("name"),
        url: text("url"),
        module: text("module"),
        kinds: kinds.map(str::to_owned).collect(),
        filter: text("filter"),
    }
}

/// What was typed, with what is wrong at its field.
fn typed(cx: &Cx, set: HookChange, problems: &[FieldProblem]) -> view::HookForm {
    let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
    let said = problems.iter().map(|problem| {
        let label = match problem.field.as_str() {
            "name" => cx.text("ui.hooks.name"),
            "url" => cx.text("ui.hooks.url"),
            "module" => cx.text("ui.hooks.module"),
            "kinds" => cx.text("ui.hooks.kinds"),
            _ => cx.text("ui.hooks.filter"),
        };
        (problem.field.clone(), sentence(&reader, label, problem))
    });
    let seen = cx.catalog.modules().iter();
    let seen = seen.filter(|module| cx.actor.rights.may(&module.code, access::Right::See));
    view::HookForm {
        modules: seen.map(|module| (module.code.clone(), label(cx, &module.code))).collect(),
        problems: said.collect(),
        name: set.name,
        url: set.url,
        module: set.module,
        kinds: set.kinds.join(", "),
        filter: set.filter,
    }
}

/// `POST /settings/webhooks`: the page that answers is the only one that shows the secret.
pub async fn add(State(state): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let cx = visitor.cx();
    match hooks::add(cx, &state.vault, asked(&form)).await {
        Ok((id, secret)) => {
            let hook = hooks::get(cx, id).await.for_(&visitor)?;
            show(&visitor, hook, (Some(secret), &[]), StatusCode::OK).await
        }
        Err(Error::Invalid(problems)) => {
            let form = typed(cx, asked(&form), &problems);
            list(&visitor, form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

/// `GET /settings/webhooks/{id}`
pub async fn one(State(_): State<WebState>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let id = id_of(&id).for_(&visitor)?;
    let hook = hooks::get(visitor.cx(), id).await.for_(&visitor)?;
    show(&visitor, hook, (None, &[]), StatusCode::OK).await
}

fn id_of(text: &str) -> Result<Uuid, Error> {
    Uuid::parse_str(text).map_err(|_| Error::NotFound)
}

async fn show(
    visitor: &Visitor,
    hook: Hook,
    (secret, problems): (Option<String>, &[FieldProblem]),
    status: StatusCode,
) -> Answer {
    let cx = visitor.cx();
    let messages = hooks::dispatches(cx, hook.id).await.for_(visitor)?;
    let page = view::HookPage {
        id: hook.id.to_string(),
        is_active: hook.is_active,
        secret,
        messages: messages.into_iter().map(|one| message(cx, one)).collect(),
        form: typed(cx, hook.set, problems),
    };
    let open = Open::new(visitor, "/settings", Names::default()).await.for_(visitor)?;
    let body = view::hook(open.reader(), &page);
    Ok(open.answer(status, &page.form.name, &body))
}

fn message(cx: &Cx, one: Dispatch) -> view::MessageRow {
    let said = match (one.state.as_str(), one.said.as_str()) {
        ("skipped", why) => cx.text(&format!("ui.hooks.why_{why}")).to_owned(),
        (_, said) => said.to_owned(),
    };
    view::MessageRow {
        id: one.id.to_string(),
        what: format!("{} · {} · {}", label(cx, &one.module), one.kind, one.record),
        at: one.at,
        state_label: cx.text(&format!("ui.hooks.state_{}", one.state)).to_owned(),
        state: one.state,
        attempts: u64::try_from(one.attempts).unwrap_or(0),
        status: one.status,
        said,
    }
}

/// `POST /settings/webhooks/{id}`
pub async fn change(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let (cx, id) = (visitor.cx(), id_of(&id).for_(&visitor)?);
    match hooks::change(cx, id, asked(&form)).await {
        Ok(()) => {
            Ok(redirect(&format!("/settings/webhooks/{id}"), Some(&Flash::done("hook_saved"))))
        }
        Err(Error::Invalid(problems)) => {
            let stored = hooks::get(cx, id).await.for_(&visitor)?;
            let hook = Hook { set: asked(&form), ..stored };
            show(&visitor, hook, (None, &problems), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

/// `POST /settings/webhooks/{id}/{act}`: `pause`, `resume`, `renew`, `remove` or `restore`.
pub async fn act(
    State(state): State<WebState>,
    Path((id, act)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let (cx, id) = (visitor.cx(), id_of(&id).for_(&visitor)?);
    let at = format!("/settings/webhooks/{id}");
    match act.as_str() {
        "pause" | "resume" => {
            hooks::set_active(cx, id, act == "resume").await.for_(&visitor)?;
            Ok(redirect(&at, Some(&Flash::done("hook_saved"))))
        }
        "renew" => {
            let secret = hooks::renew(cx, &state.vault, id).await.for_(&visitor)?;
            let hook = hooks::get(cx, id).await.for_(&visitor)?;
            show(&visitor, hook, (Some(secret), &[]), StatusCode::OK).await
        }
        "remove" => {
            hooks::remove(cx, id).await.for_(&visitor)?;
            let said = Flash::undoable("hook_removed", Some(id));
            Ok(redirect("/settings/webhooks", Some(&said)))
        }
        "restore" => {
            hooks::restore(cx, id).await.for_(&visitor)?;
            Ok(redirect(&at, Some(&Flash::done("hook_saved"))))
        }
        _ => Err(Error::NotFound).for_(&visitor),
    }
}

/// `POST /settings/webhooks/{id}/messages/{message}`: once more.
pub async fn repeat(
    State(_): State<WebState>,
    Path((id, message)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let (hook, id) = (id_of(&id).for_(&visitor)?, id_of(&message).for_(&visitor)?);
    hooks::repeat(visitor.cx(), hook, id).await.for_(&visitor)?;
    let at = format!("/settings/webhooks/{hook}#log");
    Ok(redirect(&at, Some(&Flash::done("hook_repeated"))))
}
