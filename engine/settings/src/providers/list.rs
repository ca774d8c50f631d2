//! The list of providers, and whose password counts beside them.

use axum::extract::{Path, State};
use federation::{Kind, Provider};
use kernel::{Error, PrincipalId};
use panel as view;
use uuid::Uuid;

use super::form;
use super::kit::PATH;
use crate::kit::{self, Again};
use visit::answer::{Answer, Flash, For, Refused, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /settings/providers`
pub async fn list(State(state): State<WebState>, visitor: Visitor) -> Answer {
    show(&state, &visitor, None).await
}

async fn show(state: &WebState, visitor: &Visitor, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    let all = federation::providers(cx).await.for_(visitor)?;
    let text = |key: &str| cx.text(&format!("ui.provider.{key}")).to_owned();
    let keeper = keeper(state, visitor, again.as_ref()).await?;
    let status = Again::status(again.as_ref());
    let title = text("title");
    kit::answer(visitor, (status, &title), |reader| {
        let page = view::RowsPage {
            frame: view::Frame {
                title: title.clone(),
                about: text("about"),
                problem: again.as_ref().and_then(Again::conflict),
                ..view::Frame::default()
            },
            create: Some((text("new_oidc"), format!("{PATH}/new-oidc"))),
            ways: vec![(text("new_ldap"), format!("{PATH}/new-ldap"))],
            columns: ["field.name", "kind", "state"].map(text).into(),
            rows: all.iter().map(|one| row(reader, one)).collect(),
            empty: ("shield-check", text("none"), text("none_why")),
        };
        view::rows_and(reader, &page, &[keeper])
    })
    .await
}

fn row(reader: ui::Cx<'_>, one: &Provider) -> view::Row {
    let text = |key: &str| {
        let key = format!("ui.provider.{key}");
        reader.find(&key).unwrap_or_default().to_owned()
    };
    let state = match (one.is_active, one.said_at) {
        (false, _) => text("paused"),
        (true, None) => text("ready"),
        (true, Some(at)) => {
            let when = [("when", ui::format::moment(reader, at))];
            let when = when.each_ref().map(|(name, value)| (*name, value.as_str()));
            let last = reader.fill("ui.provider.last_refusal", &when);
            format!("{last} {}", text(&format!("said_{}", one.said)))
        }
    };
    view::Row {
        depth: 0,
        icon: match one.set.kind {
            Kind::Oidc(_) => "shield-check",
            Kind::Ldap(_) => "users-round",
        }
        .into(),
        title: one.name.clone(),
        href: format!("{PATH}/{}", one.id),
        cells: vec![text(&format!("kind_{}", one.set.kind.word())), state],
    }
}

/// Whose password alone counts: a small form below the list.
async fn keeper(
    state: &WebState,
    visitor: &Visitor,
    again: Option<&Again>,
) -> Result<view::Extra, Refused> {
    let cx = visitor.cx();
    let named = identity::password_keeper(&state.engine).await.for_(visitor)?;
    let all = identity::users(&state.engine).await.for_(visitor)?;
    let everybody = (String::new(), cx.text("ui.provider.keeper_all").to_owned());
    let admins = all.into_iter().filter(|user| user.is_admin && user.is_active);
    let admins = admins.map(|user| {
        let name = [("name", user.name.as_str())];
        let label = cx.catalog.texts().fill(cx.locale.language, "ui.provider.keeper_one", &name);
        (user.id.to_string(), label)
    });
    let stored = named.map(|id| id.to_string()).unwrap_or_default();
    let fields = kit::Fields::under(cx, again, "ui.provider");
    Ok(view::Extra {
        title: cx.text("ui.provider.keeper_title").to_owned(),
        about: cx.text("ui.provider.keeper_about").to_owned(),
        action: PATH.to_owned(),
        controls: vec![fields.select("keeper", &stored, std::iter::once(everybody).chain(admins))],
        verb: cx.text("ui.action.save").to_owned(),
        is_danger: false,
    })
}

/// `POST /settings/providers`: posts `keeper`.
pub async fn keep(State(state): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let named = form.get("keeper").unwrap_or_default();
    let keeper = match named {
        "" => Ok(None),
        id => id.parse::<PrincipalId>().map(Some),
    };
    let keeper = keeper.map_err(|_| Error::invalid("keeper", "target_not_found"));
    let kept = match keeper {
        Ok(keeper) => identity::set_password_keeper(visitor.cx(), keeper).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(()) => Ok(redirect(PATH, Some(&Flash::done("house_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&state, &visitor, Some(again)).await
        }
    }
}

/// `POST /settings/providers/{id}/{act}`: `probe` or `remove`.
pub async fn act(
    State(state): State<WebState>,
    Path((id, act)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let id: Uuid = kit::id(&id, &visitor)?;
    match act.as_str() {
        "remove" => {
            federation::remove(cx, id).await.for_(&visitor)?;
            Ok(redirect(PATH, Some(&Flash::done("house_removed"))))
        }
        "probe" => {
            let found = federation::probe(&state.federation, (cx, id)).await.for_(&visitor)?;
            let provider = federation::provider(cx, id).await.for_(&visitor)?;
            form::probed(&state, &visitor, (&provider, found)).await
        }
        _ => Err(Error::NotFound).for_(&visitor),
    }
}
