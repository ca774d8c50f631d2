//! Comments: written, changed, taken away and brought back.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::{Error, FieldProblem, Link, PrincipalId};
use social::Written;
use ui::Names;
use ui::fields::Form;
use ui::views::detail as view;
use uuid::Uuid;

use super::change::undone;
use super::detail;
use super::social::link;
use present::head;
use visit::answer::{Answer, Flash, For, part, redirect};
use visit::body::Posted;
use visit::open::{Open, reader};
use visit::state::WebState;
use visit::visitor::Visitor;

/// `POST /{modules}/{id}/comments`: posts `text`, and `mention` for people chosen from the list.
pub async fn write(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    let text = form.get("text").unwrap_or_default();
    match social::add_comment(visitor.cx(), &link, text, &chosen(&form)).await {
        Ok(written) => Ok(back(&plural, &id, &said(&written, "commented"))),
        Err(Error::Invalid(problems)) => {
            let refused = problems.into_iter().next().map(|problem| (text.to_owned(), problem));
            let asked = detail::Asked { refused, ..detail::Asked::default() };
            detail::show(&visitor, (&plural, &id), asked).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

fn chosen(form: &Form) -> Vec<PrincipalId> {
    form.all("mention").filter_map(|id| id.parse().ok()).collect()
}

fn back(plural: &str, id: &str, flash: &Flash) -> axum::response::Response {
    redirect(&format!("/{plural}/{id}"), Some(flash))
}

/// Whoever is mentioned and may not see the record is told nothing, and the author learns that.
fn said(written: &Written, code: &str) -> Flash {
    match written.out_of_reach.first() {
        Some(person) => Flash::about("mention_unseen", person.0),
        None => Flash::done(code),
    }
}

fn id_of(visitor: &Visitor, comment: &str) -> Result<Uuid, visit::answer::Refused> {
    Uuid::parse_str(comment).map_err(|_| Error::NotFound).for_(visitor)
}

/// `GET /{modules}/{id}/comments/{comment}`: the form that changes it.
pub async fn form(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id, comment)): Path<(String, String, String)>,
) -> Answer {
    let link = link(&visitor, &plural, &id)?;
    let id = id_of(&visitor, &comment)?;
    let text = social::own_comment(visitor.cx(), &link, id).await.for_(&visitor)?;
    show(&visitor, (&link, id), (&text, None)).await
}

async fn show(
    visitor: &Visitor,
    (link, id): (&Link, Uuid),
    (text, problem): (&str, Option<&FieldProblem>),
) -> Answer {
    let record = head::href(visitor.cx(), link);
    let action = format!("{record}/comments/{id}");
    let people = format!("{record}/people");
    let place = view::CommentBox { id: "comment-edit", text, problem, people: &people, rows: 3 };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let known = Names::default();
    if visitor.is_partial {
        let form = view::comment_form(reader(visitor, &known), &action, &place, &record);
        return Ok(part(status, form));
    }
    let open = Open::new(visitor, "", known).await.for_(visitor)?;
    let title = visitor.cx().text("ui.record.edit_comment");
    let form = view::comment_form(open.reader(), &action, &place, &record);
    let body = view::comment_page(open.reader(), &form, &record);
    Ok(open.answer(status, title, &body))
}

/// `POST /{modules}/{id}/comments/{comment}`
pub async fn change(
    State(_): State<WebState>,
    Path((plural, record, comment)): Path<(String, String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let link = link(&visitor, &plural, &record)?;
    let id = id_of(&visitor, &comment)?;
    social::own_comment(cx, &link, id).await.for_(&visitor)?;
    let text = form.get("text").unwrap_or_default();
    match social::edit_comment(cx, id, text, &chosen(&form)).await {
        Ok(written) => Ok(back(&plural, &record, &said(&written, "comment_changed"))),
        Err(Error::Invalid(problems)) => {
            show(&visitor, (&link, id), (text, problems.first())).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

/// `POST /{modules}/{id}/comments/{comment}/remove`
pub async fn remove(
    State(_): State<WebState>,
    Path((plural, record, comment)): Path<(String, String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let id = id_of(&visitor, &comment)?;
    social::remove_comment(visitor.cx(), id).await.for_(&visitor)?;
    Ok(back(&plural, &record, &Flash::about("comment_removed", id)))
}

/// `POST /undo/comments/{comment}`: brings one's own comment back.
pub async fn restore(
    State(_): State<WebState>,
    Path(comment): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let id = id_of(&visitor, &comment)?;
    let link = social::restore_comment(visitor.cx(), id).await.for_(&visitor)?;
    Ok(undone(&visitor, &head::href(visitor.cx(), &link)))
}
