//! With whom one record is shared.

use access::{Level, Right};
use axum::extract::{Path, State};
use kernel::{Error, PrincipalId};
use panel as view;
use records::{Cx, Terms};

use super::{address, social};
use present::head;
use settings::kit::{self, Again, Fields};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /{modules}/{id}/share`
pub async fn form(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id)): Path<(String, String)>,
) -> Answer {
    show(&visitor, (&plural, &id), None).await
}

async fn show(visitor: &Visitor, (plural, id): (&str, &str), again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, plural).for_(visitor)?;
    module.owner_field().ok_or(Error::NotFound).for_(visitor)?;
    let id = address::id(id).for_(visitor)?;
    let record = records::get(cx, &module.code, id).await.for_(visitor)?;
    let link = record.link(&module);
    let shares = records::shares(cx, &link).await.for_(visitor)?;
    let reached = records::reaching(cx, &module, &record).await.for_(visitor)?;
    let may_share = reached.actor.rights.may(&module.code, Right::Edit);
    let level = records::level(cx, &module, &record).await.for_(visitor)?;
    let owners = records::owners(cx).await.for_(visitor)?;
    let word = |level: Level| cx.text(&format!("level.{}", level.word())).to_owned();
    let line = |share: &records::Share| view::ShareLine {
        who: head::person(cx, share.principal, &kit::name_of(&owners, share.principal)),
        task: share.task.clone(),
        level: word(share.level),
        may_end: may_share,
    };
    let owner = record.owner(&module).map(|owner| view::ShareLine {
        who: head::person(cx, owner, &kit::name_of(&owners, owner)),
        task: cx.text("ui.share.owner").to_owned(),
        level: word(Level::ALL[Level::ALL.len() - 1]),
        may_end: false,
    });
    let named = head::module(cx, &module);
    let href = format!("/{plural}/{id}");
    let page = view::SharePage {
        title: cx.text("ui.share.title").to_owned(),
        steps: vec![(named.many, named.href), (record.title.clone(), href.clone())],
        action: format!("{href}/share"),
        about: cx.text("ui.share.about").to_owned(),
        lines: owner.into_iter().chain(shares.iter().map(line)).collect(),
        controls: match may_share {
            true => controls(cx, &owners, (record.owner(&module), level), again.as_ref()),
            false => Vec::new(),
        },
    };
    let status = Again::status(again.as_ref());
    kit::answer(visitor, (status, &page.title), |reader| view::share(reader, &page)).await
}

fn controls(
    cx: &Cx,
    owners: &[records::Person],
    (owner, own): (Option<PrincipalId>, Level),
    again: Option<&Again>,
) -> Vec<view::Control> {
    let fields = Fields::new(cx, again);
    let others = owners.iter().filter(|one| Some(one.id) != owner);
    let others = others.map(|one| (one.id.to_string(), one.name.clone()));
    let levels = Level::ALL.into_iter().filter(|level| *level <= own);
    let levels = levels.map(|level| {
        (level.word().to_owned(), cx.text(&format!("level.{}", level.word())).to_owned())
    });
    vec![
        fields.select("who", "", [kit::nobody(cx)].into_iter().chain(others)),
        fields.text("task", ""),
        fields.select("level", "read", levels),
    ]
}

/// `POST /{modules}/{id}/share`: posts `who`, `task` and `level`, which is `none` to end it.
pub async fn save(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let link = social::link(&visitor, &plural, &id)?;
    cx.actor.rights.demand(&link.module, Right::Edit).for_(&visitor)?;
    records::demand(cx, &link, Level::Write).await.for_(&visitor)?;
    let task = form.get("task").unwrap_or_default();
    let terms = match form.get("level").unwrap_or_default() {
        "none" => Ok(None),
        word => match Level::from_word(word) {
            Some(level) => Terms::new(level, task).map(Some),
            None => Err(Error::invalid("level", "not_in_list")),
        },
    };
    let who = form.get("who").and_then(|id| id.parse().ok());
    let shared = match (who, terms) {
        (Some(who), Ok(terms)) => records::share(cx, &link, who, terms).await,
        (None, _) => Err(Error::invalid("who", "required")),
        (Some(_), Err(error)) => Err(error),
    };
    match shared {
        Ok(()) => {
            let back = format!("/{plural}/{id}/share");
            Ok(redirect(&back, Some(&Flash::done("share_changed"))))
        }
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, (&plural, &id), Some(again)).await
        }
    }
}
