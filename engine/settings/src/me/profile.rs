//! Who one is.

use axum::extract::State;
use identity::{Details, Member, own};
use panel::Control;
use panel::me as view;
use records::Cx;

use super::kit;
use crate::kit::{Again, Fields, version};
use present::head;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /me`
pub async fn page(State(_): State<WebState>, visitor: Visitor) -> Answer {
    show(&visitor, None).await
}

pub(super) async fn show(visitor: &Visitor, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    let person = own::read(&visitor.signed_in).await.for_(visitor)?;
    let policy = own::policy(&cx.engine).await.for_(visitor)?.of(&cx.actor);
    let label = cx.text("ui.own.field.picture");
    let page = view::ProfilePage {
        frame: kit::frame(cx, "profile"),
        version: person.version,
        problem: again.as_ref().and_then(Again::conflict),
        person: head::person(cx, person.profile.id, &person.profile.name),
        picture_problem: again.as_ref().and_then(|again| again.said(cx, "picture", label)),
        may_picture: policy.is_open("picture"),
        controls: controls(cx, &person, (&policy, again.as_ref())).await.for_(visitor)?,
    };
    let status = Again::status(again.as_ref());
    kit::answer(visitor, status, |reader| view::profile(reader, &page)).await
}

async fn controls(
    cx: &Cx,
    person: &Member,
    (policy, again): (&own::Policy, Option<&Again>),
) -> kernel::Result<Vec<Control>> {
    let fields = Fields::under(cx, again, "ui.own");
    let (profile, details) = (&person.profile, &person.details);
    let given = |text: &Option<String>| text.clone().unwrap_or_default();
    let people = records::people(cx).await?.into_iter().filter(|one| one.id != profile.id);
    let people = people.map(|one| (one.id.to_string(), one.name));
    let nobody = (String::new(), cx.text("ui.house.nobody").to_owned());
    let deputy = details.deputy.map(|id| id.to_string()).unwrap_or_default();
    let all = [
        fields.required("name", &profile.name),
        fields.required("login", &profile.login),
        fields.text("email", profile.email.as_deref().unwrap_or_default()),
        fields.text("phone", &given(&details.phone)),
        fields.text("position", &given(&details.position)),
        fields.text("working_hours", &given(&details.working_hours)),
        fields.select("deputy", &deputy, [nobody].into_iter().chain(people)),
        fields.area("signature", &given(&details.signature)),
    ];
    let shown = |one: Control| if policy.is_open(one.name) { one } else { fields.fixed(one) };
    Ok(all.into_iter().map(shown).collect())
}

/// `POST /me`: what is not sent stays as it is.
pub async fn save(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let person = own::read(&visitor.signed_in).await.for_(&visitor)?;
    let sent = |name: &str, stored: Option<String>| match form.get(name) {
        Some(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        None => stored,
    };
    let (profile, details) = (person.profile, person.details);
    let change = own::Change {
        version: version(&form),
        name: sent("name", Some(profile.name)).unwrap_or_default(),
        login: sent("login", Some(profile.login)).unwrap_or_default(),
        email: sent("email", profile.email),
        details: Details {
            phone: sent("phone", details.phone),
            position: sent("position", details.position),
            working_hours: sent("working_hours", details.working_hours),
            signature: sent("signature", details.signature),
            deputy: match form.get("deputy") {
                Some(id) => id.parse().ok(),
                None => details.deputy,
            },
        },
    };
    match own::change(&visitor.signed_in, change).await {
        Ok(()) => Ok(redirect("/me", Some(&Flash::done("looks_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, Some(again)).await
        }
    }
}
