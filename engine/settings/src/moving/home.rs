//! The other house: connected, looked at again, brought, forgotten.

use axum::extract::{Path, State};
use kernel::Error;
use moving::{Access, Extent, Keys, MovingRun, Source};
use panel as view;
use records::Cx;

use crate::kit::{self, Again, Fields};
use visit::answer::{Answer, Flash, For, Refused, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Where these pages are.
pub const PATH: &str = "/settings/moving";
/// Where texts of these pages stand.
pub const TEXTS: &str = "ui.moving";

/// What opens the other house and reaches it.
pub fn keys(state: &WebState) -> Keys<'_> {
    Keys { vault: &state.vault, outbound: &state.outbound }
}

/// `GET /settings/moving`
pub async fn home(State(_): State<WebState>, visitor: Visitor) -> Answer {
    show(&visitor, None).await
}

/// The other house, or the form that connects one.
pub async fn show(visitor: &Visitor, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    let known = moving::source(cx).await.for_(visitor)?;
    let runs = moving::runs(cx).await.for_(visitor)?;
    let status = Again::status(again.as_ref());
    let title = cx.text("ui.moving.title").to_owned();
    kit::answer(visitor, (status, &title), |reader| match &known {
        None => view::form(reader, &connecting(cx, again.as_ref())),
        Some(source) => {
            let (page, extras) = connected(cx, reader, (source, &runs), again.as_ref());
            view::rows_and(reader, &page, &extras)
        }
    })
    .await
}

fn text(cx: &Cx, key: &str) -> String {
    cx.text(&format!("{TEXTS}.{key}")).to_owned()
}

fn connecting(cx: &Cx, again: Option<&Again>) -> view::FormPage {
    let fields = Fields::under(cx, again, TEXTS);
    let controls = vec![
        fields.required("address", ""),
        fields.required("login", ""),
        fields.secret("key", false),
    ];
    view::FormPage {
        frame: view::Frame {
            title: text(cx, "title"),
            about: text(cx, "about"),
            problem: again.and_then(Again::conflict),
            ..view::Frame::default()
        },
        action: PATH.to_owned(),
        groups: vec![(text(cx, "house"), controls)],
        submit: text(cx, "connect"),
        back: "/settings".to_owned(),
        ..view::FormPage::default()
    }
}

fn connected(
    cx: &Cx,
    reader: ui::Cx<'_>,
    (source, runs): (&Source, &[MovingRun]),
    again: Option<&Again>,
) -> (view::RowsPage, Vec<view::Extra>) {
    let at = [("address", source.address.as_str()), ("login", source.login.as_str())];
    let page = view::RowsPage {
        frame: view::Frame {
            title: text(cx, "title"),
            about: cx.catalog.texts().fill(cx.locale.language, "ui.moving.connected", &at),
            problem: again.and_then(Again::conflict),
            ..view::Frame::default()
        },
        create: None,
        ways: vec![(text(cx, "to_plan"), format!("{PATH}/plan"))],
        columns: ["run", "state", "met", "lines"].map(|key| text(cx, key)).into(),
        rows: runs.iter().map(|run| row(cx, reader, run)).collect(),
        empty: ("truck", text(cx, "no_run"), text(cx, "no_run_why")),
    };
    let fields = Fields::under(cx, again, TEXTS);
    let extra = |act: &str, controls: Vec<view::Control>| view::Extra {
        title: text(cx, &format!("{act}_title")),
        about: text(cx, &format!("{act}_about")),
        action: format!("{PATH}/act/{act}"),
        controls,
        verb: text(cx, &format!("{act}_verb")),
        is_danger: act == "forget",
    };
    let extras = vec![
        extra("start", vec![fields.check("everything", false)]),
        extra("renew", Vec::new()),
        extra("forget", Vec::new()),
    ];
    (page, extras)
}

fn row(cx: &Cx, reader: ui::Cx<'_>, run: &MovingRun) -> view::Row {
    view::Row {
        depth: 0,
        icon: "truck".into(),
        title: ui::format::moment(reader, run.created_at),
        href: format!("{PATH}/runs/{}", run.id),
        cells: vec![
            cx.text(&format!("moving.state.{}", run.state)).to_owned(),
            ui::format::integer(reader, run.progress.0),
            ui::format::integer(reader, run.n_lines),
        ],
    }
}

/// `POST /settings/moving`: connects a house and makes a plan of it.
pub async fn connect(
    State(state): State<WebState>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let access = Access { address: text("address"), login: text("login"), key: text("key") };
    match moving::connect(visitor.cx(), keys(&state), access).await {
        Ok(()) => Ok(redirect(&format!("{PATH}/plan"), Some(&Flash::done("moving_connected")))),
        Err(error) => {
            let again = again(&visitor, error, form)?;
            show(&visitor, Some(again)).await
        }
    }
}

/// What has to be corrected; a house that does not answer just now is said at the form, too.
fn again(visitor: &Visitor, error: Error, form: ui::fields::Form) -> Result<Again, Refused> {
    let error = match error {
        Error::Unavailable { what } => {
            let problem = kernel::FieldProblem::new("address", "moving_silent");
            Error::Invalid(vec![problem.with("said", what)])
        }
        other => other,
    };
    Again::of(visitor, error, form)
}

/// `POST /settings/moving/act/{act}`: `start`, `renew` or `forget`.
pub async fn act(
    State(state): State<WebState>,
    Path(act): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let done = match act.as_str() {
        "start" => {
            let everything = form.get("everything") == Some("1");
            let extent = if everything { Extent::Everything } else { Extent::News };
            let started = moving::start(cx, extent).await;
            started.map(|run| redirect(&format!("{PATH}/runs/{run}"), None))
        }
        "renew" => moving::renew(cx, keys(&state))
            .await
            .map(|()| redirect(&format!("{PATH}/plan"), Some(&Flash::done("moving_renewed")))),
        "forget" => moving::forget(cx)
            .await
            .map(|()| redirect(PATH, Some(&Flash::done("moving_forgotten")))),
        _ => Err(Error::NotFound),
    };
    match done {
        Ok(answer) => Ok(answer),
        Err(error) => {
            let conflict = match error {
                Error::Invalid(_) | Error::Unavailable { .. } => {
                    let again = again(&visitor, error, form)?;
                    let said = again.said(cx, "address", "").or_else(|| again.said(cx, "key", ""));
                    Again::conflicting(said.unwrap_or_default())
                }
                other => Again::of(&visitor, other, form)?.without_form(),
            };
            show(&visitor, Some(conflict)).await
        }
    }
}
