//! The plan: where modules and people of the other house go.

use std::collections::BTreeMap;

use axum::extract::State;
use kernel::PrincipalId;
use moving::{Answers, Goes, Plan, PlanModule, PlanPerson};
use panel as view;
use panel::moving::{ChoiceRow, ChoiceTable, PlanPage};
use records::{Cx, Person};
use ui::fields::Form;

use super::home::{PATH, TEXTS};
use crate::kit::{self, Again, Fields};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// What a form sent, as the plan takes it.
pub fn answers(form: &Form) -> Answers {
    Answers(form.0.iter().cloned().collect::<BTreeMap<String, String>>())
}

/// `GET /settings/moving/plan`: without a house there is nothing to plan.
pub async fn plan(State(_): State<WebState>, visitor: Visitor) -> Answer {
    match moving::source(visitor.cx()).await.for_(&visitor)? {
        Some(_) => show(&visitor, None).await,
        None => super::home::show(&visitor, None).await,
    }
}

/// `POST /settings/moving/plan`
pub async fn save_plan(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    match moving::change(visitor.cx(), &answers(&form)).await {
        Ok(()) => Ok(redirect(&format!("{PATH}/plan"), Some(&Flash::done("moving_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, Some(again)).await
        }
    }
}

async fn show(visitor: &Visitor, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    let plan = moving::plan(cx).await.for_(visitor)?;
    let owners = records::owners(cx).await.for_(visitor)?;
    let again = again.as_ref();
    let title = cx.text("ui.moving.plan").to_owned();
    let page = PlanPage {
        frame: frame(cx, &title, again),
        action: format!("{PATH}/plan"),
        tables: vec![
            ChoiceTable {
                title: cx.text("ui.moving.modules").to_owned(),
                columns: ["there", "here"].map(|key| cx.text(&format!("{TEXTS}.{key}")).to_owned()),
                rows: plan.modules.iter().map(|module| module_row(cx, module)).collect(),
            },
            ChoiceTable {
                title: cx.text("ui.moving.people").to_owned(),
                columns: ["there", "here"].map(|key| cx.text(&format!("{TEXTS}.{key}")).to_owned()),
                rows: plan.people.iter().map(|one| person_row(cx, &owners, one)).collect(),
            },
        ],
        controls: controls(cx, (&plan, &owners), again),
        back: PATH.to_owned(),
    };
    kit::answer(visitor, (Again::status(again), &title), |reader| {
        panel::moving::plan(reader, &page)
    })
    .await
}

/// The frame of a page below the other house.
pub fn frame(cx: &Cx, title: &str, again: Option<&Again>) -> view::Frame {
    let whole = again.and_then(|again| again.said(cx, "plan", ""));
    view::Frame {
        title: title.to_owned(),
        about: cx.text("ui.moving.plan_about").to_owned(),
        steps: vec![(cx.text("ui.moving.title").to_owned(), PATH.to_owned())],
        problem: again.and_then(Again::conflict).or(whole),
        ..view::Frame::default()
    }
}

fn controls(
    cx: &Cx,
    (plan, owners): (&Plan, &[Person]),
    again: Option<&Again>,
) -> Vec<view::Control> {
    let fields = Fields::under(cx, again, TEXTS);
    let owner = plan.owner.map(|id| id.to_string()).unwrap_or_default();
    let people = owners.iter().map(|one| (one.id.to_string(), one.name.clone()));
    let with_count = |mut control: view::Control, n: Option<u64>| {
        if let Some(n) = n {
            control.label = format!("{} ({n})", control.label);
        }
        control
    };
    vec![
        fields.select("owner", &owner, people),
        fields.required("currency", &plan.currency),
        fields.check("relations", plan.relations),
        with_count(fields.check("comments", plan.comments), plan.n_comments),
        with_count(fields.check("documents", plan.documents), plan.n_documents),
        fields.check("trash", plan.trash),
    ]
}

/// A choice of a form.
pub fn choice(value: String, label: String, is_on: bool) -> view::Choice {
    view::Choice { value, label, is_on }
}

fn module_row(cx: &Cx, module: &PlanModule) -> ChoiceRow {
    let text = |key: &str| cx.text(&format!("{TEXTS}.{key}")).to_owned();
    let mut choices = vec![
        choice("leave".into(), text("leave"), module.goes == Goes::Leave),
        choice("new".into(), text("new_module"), module.goes == Goes::New),
    ];
    choices.extend(cx.catalog.modules().iter().map(|known| {
        let label = cx.text(&format!("{}.name.other", known.code)).to_owned();
        let is_on = module.goes == Goes::To(known.code.clone());
        choice(format!("to:{}", known.code), label, is_on)
    }));
    let n_fields = module.fields.len().to_string();
    let words =
        cx.catalog.texts().fill(cx.locale.language, "ui.moving.to_fields", &[("n", &n_fields)]);
    let count = module.count.map(|n| n.to_string());
    let about = [Some(module.name.clone()), count].into_iter().flatten();
    ChoiceRow {
        name: format!("m.{}", module.name),
        label: module.label.clone(),
        about: about.collect::<Vec<_>>().join(" · "),
        way: (module.goes != Goes::Leave)
            .then(|| (words, format!("{PATH}/modules/{}", module.name))),
        choices,
        inner: None,
    }
}

fn person_row(cx: &Cx, owners: &[Person], one: &PlanPerson) -> ChoiceRow {
    let is_on = |id: Option<PrincipalId>| one.here == id;
    let mut choices =
        vec![choice(String::new(), cx.text("ui.moving.nobody").to_owned(), is_on(None))];
    choices
        .extend(owners.iter().map(|o| choice(o.id.to_string(), o.name.clone(), is_on(Some(o.id)))));
    let gone = if one.is_active { "" } else { cx.text("ui.moving.inactive") };
    let about = [one.login.as_str(), one.email.as_str(), gone];
    let about: Vec<&str> = about.into_iter().filter(|part| !part.is_empty()).collect();
    ChoiceRow {
        name: format!("p.{}", one.there),
        label: one.name.clone(),
        about: about.join(" · "),
        way: None,
        choices,
        inner: None,
    }
}
