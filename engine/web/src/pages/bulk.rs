//! One act on many records: asking, doing, following, taking back.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use bulk::Selection;
use catalog::{Field, Module};
use kernel::{Error, FieldProblem, Result};
use records::{Act, Cx, Mark};
use sheets::bulk as view;
use ui::Names;
use ui::fields::Form;
use ui::views::edit::Frame;

use super::{address, export, merge};
use present::bulk::{self as model, Kind};
use present::errors::{Reader, words};
use present::list_state::ListState;
use present::typed::{self, Typed};
use present::{head, many, names};
use visit::answer::{Answer, Flash, For, Refused, part, redirect};
use visit::body::Posted;
use visit::open::{Open, reader};
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// What somebody asks for, as far as it is known.
struct Asked<'a> {
    visitor: &'a Visitor,
    module: &'a Module,
    kind: Kind,
    state: ListState,
    selection: Selection,
    /// What was posted, look-ups resolved.
    form: Form,
    /// The field that is to be set.
    field: Option<&'a Field>,
    /// What is wrong, and what a typed look-up may mean.
    problems: Vec<FieldProblem>,
    choices: std::collections::BTreeMap<String, Vec<(String, String)>>,
}

/// `POST /{modules}/bulk/{act}`: asks what exactly, and with `step=do` does it to those named by
/// `id`, or with `all=1` to all that the list finds.
pub async fn act(
    State(_): State<WebState>,
    Path((plural, act)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    if act == "merge" {
        return merge::side_by_side(&visitor, &module, &form);
    }
    if let Some(action) = many::actions(cx, &module).iter().find(|known| known.name == act) {
        return super::many::act(&visitor, &module, action, form).await;
    }
    let kind = Kind::parse(&act).ok_or(Error::NotFound).for_(&visitor)?;
    cx.actor.rights.demand(&module.code, kind.right()).for_(&visitor)?;
    let asked = read(&visitor, &module, kind, form).await.for_(&visitor)?;
    if asked.form.get("step") != Some("do") {
        return ask(&asked).await;
    }
    if kind == Kind::Export {
        return export::selected(&visitor, &module, &asked.state, &asked.selection).await;
    }
    let act = match read_act(&asked) {
        Ok(act) => act,
        Err(Error::Invalid(problems)) => return ask(&Asked { problems, ..asked }).await,
        Err(error) => return Err(error).for_(&visitor),
    };
    match bulk::start(cx, &module.code, act, asked.selection.clone()).await {
        Ok(begun) => done(&visitor, &module, (&asked.state, begun)).await,
        Err(Error::Invalid(problems)) => ask(&Asked { problems, ..asked }).await,
        Err(error) => Err(error).for_(&visitor),
    }
}

async fn read<'a>(
    visitor: &'a Visitor,
    module: &'a Module,
    kind: Kind,
    form: Form,
) -> Result<Asked<'a>> {
    let cx = visitor.cx();
    let views = social::views(cx, &module.code).await?;
    let state = ListState::read(module, &form, &views)?;
    let selection = model::selection(&form, &state)?;
    let named = form.get("field").unwrap_or_default();
    let field = match kind {
        Kind::Assign => Some(model::owner(cx, module).ok_or(Error::NotFound)?),
        Kind::Change if named.is_empty() => None,
        Kind::Change => {
            let offered = model::changeable(cx, module);
            let found = offered.into_iter().find(|field| field.name == named);
            let unknown = || FieldProblem::new("field", "unknown_field").with("value", named);
            Some(found.ok_or_else(|| Error::Invalid(vec![unknown()]))?)
        }
        _ => None,
    };
    let fields: Vec<Field> = field.map(model::posted).into_iter().collect();
    let fields: Vec<&Field> = fields.iter().collect();
    let Typed { form, problems, choices } = typed::resolve(cx, &fields, form).await?;
    Ok(Asked { visitor, module, kind, state, selection, form, field, problems, choices })
}

fn read_act(asked: &Asked) -> Result<Act> {
    if !asked.problems.is_empty() {
        return Err(Error::Invalid(asked.problems.clone()));
    }
    let tag = || records::read_tag(asked.form.get("tag").unwrap_or_default());
    Ok(match asked.kind {
        Kind::Tag => Act::Mark(Mark::Tag(tag()?)),
        Kind::Untag => Act::Mark(Mark::Untag(tag()?)),
        Kind::Follow => Act::Mark(Mark::Follow),
        Kind::Unfollow => Act::Mark(Mark::Unfollow),
        Kind::Trash => Act::Trash,
        Kind::Assign | Kind::Change | Kind::Export => {
            let field = asked.field.ok_or_else(|| Error::invalid("field", "no_field"))?;
            let known = Names::default();
            let posted = model::posted(field);
            let value = ui::fields::parse(reader(asked.visitor, &known), &posted, &asked.form);
            let value = value.map_err(|problem| Error::Invalid(vec![problem]))?;
            Act::Change([(field.name.clone(), value)].into())
        }
    })
}

/// The form, with what was wrong.
async fn ask(asked: &Asked<'_>) -> Answer {
    let Asked { visitor, module, .. } = asked;
    let cx = visitor.cx();
    let fields: Vec<Field> = asked.field.map(model::posted).into_iter().collect();
    let wanted = typed::links(&fields, Some(&asked.form));
    let mut known = names::for_form(cx, wanted).await.for_(visitor)?;
    known.choices.clone_from(&asked.choices);
    let page = form_page(asked);
    let status = match asked.problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    if visitor.is_partial {
        return Ok(part(status, view::page(reader(visitor, &known), &page)));
    }
    let open = Open::new(visitor, &format!("/{}", module.plural), known).await.for_(visitor)?;
    Ok(open.answer(status, &page.title, &view::page(open.reader(), &page)))
}

fn form_page<'a>(asked: &Asked<'a>) -> view::BulkPage<'a> {
    let Asked { visitor, module, kind, .. } = *asked;
    let cx = visitor.cx();
    let own = |problem: &&FieldProblem| {
        let names = ["value", "tag"];
        let field = asked.field.map(|field| field.name.as_str());
        names.contains(&problem.field.as_str()) || field == Some(problem.field.as_str())
    };
    let at_field = asked.problems.iter().find(own).cloned();
    let other: Vec<FieldProblem> =
        asked.problems.iter().filter(|problem| !own(problem)).cloned().collect();
    view::BulkPage {
        title: model::words_of(cx, module, "title", kind),
        subject: model::subject(cx, module, &asked.selection),
        action: format!("/{}/bulk/{}", module.plural, kind.word()),
        cancel: asked.state.href(module),
        carried: model::carried(&asked.form),
        frame: if visitor.is_partial { Frame::Drawer } else { Frame::Page },
        ask: what(cx, asked, at_field),
        verb: model::words_of(cx, module, "verb", kind),
        problem: (!other.is_empty()).then(|| sentences(cx, other)),
        module: head::module(cx, module),
    }
}

fn what<'a>(cx: &Cx, asked: &Asked<'a>, problem: Option<FieldProblem>) -> view::Ask<'a> {
    let module = asked.module;
    match asked.kind {
        Kind::Tag | Kind::Untag => view::Ask::Tag {
            text: asked.form.get("tag").unwrap_or_default().to_owned(),
            problem: problem.map(|problem| sentences(cx, vec![problem])),
        },
        Kind::Assign | Kind::Change => {
            let choices = match asked.kind {
                Kind::Change => model::changeable(cx, module)
                    .into_iter()
                    .map(|f| (f.name.clone(), head::field_label(cx, module, &f.name)))
                    .collect(),
                _ => Vec::new(),
            };
            let chosen = asked.field.map(|field| {
                Box::new(view::Chosen {
                    name: &field.name,
                    label: head::field_label(cx, module, &field.name),
                    field: model::posted(field),
                    entered: problem.is_some().then(|| asked.form.clone()),
                    problem,
                })
            });
            view::Ask::Field { choices, chosen }
        }
        Kind::Follow | Kind::Unfollow | Kind::Export | Kind::Trash => view::Ask::Nothing,
    }
}

pub(super) fn sentences(cx: &Cx, problems: Vec<FieldProblem>) -> String {
    let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
    words(&reader, &Error::Invalid(problems), None).1
}

/// What has ended without a refusal is told where one was; the rest has a page of its own.
pub(super) async fn done(
    visitor: &Visitor,
    module: &Module,
    (state, begun): (&ListState, bulk::Begun),
) -> Answer {
    let line = bulk::line(visitor.cx(), begun.id).await.for_(visitor)?;
    let run = format!("/{}/runs/{}", module.plural, begun.id);
    let (to, flash) = match begun.is_ended && line.tally.refused == 0 {
        true => {
            let undo = Some(begun.id);
            (state.href(module), Some(Flash::undoable("bulk", undo)))
        }
        false => (format!("{run}?begun=1"), None),
    };
    Ok(go_to(visitor, &to, flash.as_ref()))
}

/// A drawer is told to load the page.
fn go_to(visitor: &Visitor, to: &str, flash: Option<&Flash>) -> Response {
    let mut response = redirect(to, flash);
    if visitor.is_partial
        && let Ok(value) = HeaderValue::from_str(to)
    {
        *response.status_mut() = StatusCode::OK;
        response.headers_mut().insert("hx-redirect", value);
    }
    response
}

async fn known(visitor: &Visitor, module: &Module, run: &str) -> Result<bulk::Line, Refused> {
    let id = uuid::Uuid::parse_str(run).map_err(|_| Error::NotFound).for_(visitor)?;
    let line = bulk::line(visitor.cx(), id).await.for_(visitor)?;
    match line.module == module.code {
        true => Ok(line),
        false => Err(Error::NotFound).for_(visitor),
    }
}

/// `GET /{modules}/runs/{run}`: with `begun=1`, what was selected for it is so no longer.
pub async fn run(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, run)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let line = known(&visitor, &module, &run).await?;
    let mut page = model::run_page(cx, &module, line).await.for_(&visitor)?;
    let asked = query(raw.as_deref());
    page.has_begun = asked.get("begun") == Some("1");
    if asked.get("part") == Some("state") {
        let known = Names::default();
        return Ok(part(StatusCode::OK, view::run_state(reader(&visitor, &known), &page)));
    }
    let here = format!("/{plural}");
    let open = Open::new(&visitor, &here, Names::default()).await.for_(&visitor)?;
    Ok(open.answer(StatusCode::OK, &page.title, &view::run(open.reader(), &page)))
}

/// `POST /{modules}/runs/{run}/{act}`: `cancel` or `undo`.
pub async fn change(
    State(_): State<WebState>,
    Path((plural, run, act)): Path<(String, String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let line = known(&visitor, &module, &run).await?;
    match act.as_str() {
        "cancel" => bulk::cancel(cx, line.id).await.for_(&visitor)?,
        "undo" => drop(bulk::undo(cx, line.id).await.for_(&visitor)?),
        _ => return Err(Error::NotFound).for_(&visitor),
    }
    Ok(redirect(&format!("/{plural}/runs/{run}"), None))
}
