//! With whom a view is shared, and which roles begin with it.

use std::collections::BTreeSet;

use access::{Area, Party};
use axum::extract::{Path, State};
use kernel::Error;
use panel::FormPage;
use social::ViewReaders;
use uuid::Uuid;

use super::{address, view};
use present::{head, view as shown};
use settings::kit::{self, Again, Fields, Parties};
use visit::answer::{Answer, For};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /{modules}/views/{id}/readers`
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
    let id = kit::id(id, visitor)?;
    let views = social::views(cx, &module.code).await.for_(visitor)?;
    let one = views.iter().find(|view| view.id == id).ok_or(Error::NotFound).for_(visitor)?;
    let readers = social::view_readers(cx, &module.code, id).await.for_(visitor)?;
    let parties = Parties::read(cx).await.for_(visitor)?;
    let fields = Fields::under(cx, again.as_ref(), "ui.view");
    let mut groups = Vec::new();
    if social::may_change(cx, one) {
        let members: BTreeSet<String> = readers.parties.iter().copied().map(kit::value).collect();
        let control = fields.many("members", &members, parties.choices(cx));
        groups.push((cx.text("ui.view.readers").to_owned(), vec![control]));
    }
    if cx.actor.rights.may_set(Area::Views) {
        let first: BTreeSet<String> = readers.first_for.iter().map(Uuid::to_string).collect();
        let role = |(party, name): &(Party, String)| {
            matches!(party, Party::Role(_)).then(|| (party.id().to_string(), name.clone()))
        };
        let control = fields.many("first", &first, parties.all.iter().filter_map(role));
        groups.push((cx.text("ui.view.firsts").to_owned(), vec![control]));
    }
    let named = head::module(cx, &module);
    let back = shown::address(plural, id, one.definition.face());
    let page = FormPage {
        frame: panel::Frame {
            title: cx.text("ui.view.share").to_owned(),
            about: cx.text("ui.view.share_about").to_owned(),
            steps: vec![(named.many, named.href), (one.name.clone(), back.clone())],
            ..panel::Frame::default()
        },
        action: format!("/{plural}/views/{id}/readers"),
        groups,
        submit: cx.text("ui.action.save").to_owned(),
        back,
        ..FormPage::default()
    };
    let status = Again::status(again.as_ref());
    kit::answer(visitor, (status, &page.frame.title), |reader| panel::form(reader, &page)).await
}

/// `POST /{modules}/views/{id}/readers`: posts `members` and `first`, each as often as it takes.
pub async fn save(
    State(_): State<WebState>,
    Path((plural, of)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = kit::id(&of, &visitor)?;
    let views = social::views(cx, &module.code).await.for_(&visitor)?;
    let one = views.iter().find(|view| view.id == id).ok_or(Error::NotFound).for_(&visitor)?;
    // What the form does not offer stays as it is.
    let now = social::view_readers(cx, &module.code, id).await.for_(&visitor)?;
    let wish = ViewReaders {
        parties: match social::may_change(cx, one) {
            true => form.all("members").filter_map(kit::party).collect(),
            false => now.parties,
        },
        first_for: match cx.actor.rights.may_set(Area::Views) {
            true => form.all("first").filter_map(|id| Uuid::try_parse(id).ok()).collect(),
            false => now.first_for,
        },
    };
    match social::set_view_readers(cx, &module.code, id, wish).await {
        Ok(()) => view::back(cx, &module, id, "view_saved").await.for_(&visitor),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, (&plural, &of), Some(again)).await
        }
    }
}
