//! Pictures of people.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use kernel::{Error, PrincipalId};

use super::profile::show;
use crate::kit::Again;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::{Posted, Upload};
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /files/people/{id}`: the address changes with the picture, so browsers keep it.
pub async fn picture(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Answer {
    let of: PrincipalId = id.parse().map_err(|()| Error::NotFound).for_(&visitor)?;
    let bytes = identity::picture::of(visitor.cx(), of).await.for_(&visitor)?;
    let mut response = (StatusCode::OK, bytes).into_response();
    let policy = "default-src 'none'; frame-ancestors 'none'; sandbox";
    for (name, value) in [
        (header::CONTENT_TYPE, identity::picture::MEDIA_TYPE),
        (header::CACHE_CONTROL, "private, max-age=604800, immutable"),
        (header::CONTENT_SECURITY_POLICY, policy),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// `POST /me/picture`: posts a file.
pub async fn set(State(_): State<WebState>, posted: Posted) -> Answer {
    let Posted { visitor, form, mut uploads } = posted;
    let own = visitor.signed_in.profile.id;
    let kept = match uploads.pop() {
        Some(Upload { content, .. }) => match content.whole().await {
            Ok(bytes) => identity::picture::set(&visitor.signed_in, own, bytes).await,
            Err(error) => Err(at_picture(error)),
        },
        None => Err(Error::invalid("picture", "required")),
    };
    match kept {
        Ok(()) => Ok(redirect("/me", Some(&Flash::done("looks_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, Some(again.without_form())).await
        }
    }
}

/// `POST /me/picture/remove`
pub async fn remove(State(_): State<WebState>, Posted { visitor, .. }: Posted) -> Answer {
    let own = visitor.signed_in.profile.id;
    identity::picture::remove(&visitor.signed_in, own).await.for_(&visitor)?;
    Ok(redirect("/me", Some(&Flash::done("looks_saved"))))
}

/// `POST /settings/users/{id}/picture-remove`: an administrator takes a picture away.
pub async fn remove_of(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    visitor.cx().actor.rights.demand_administrator().for_(&visitor)?;
    let of: PrincipalId = id.parse().map_err(|()| Error::NotFound).for_(&visitor)?;
    identity::picture::remove(&visitor.signed_in, of).await.for_(&visitor)?;
    Ok(redirect(&format!("/settings/users/{id}"), Some(&Flash::done("looks_saved"))))
}

/// What is wrong with a file, at the control it came by.
fn at_picture(error: Error) -> Error {
    let Error::Invalid(mut problems) = error else { return error };
    problems.iter_mut().for_each(|problem| problem.field = "picture".into());
    Error::Invalid(problems)
}
