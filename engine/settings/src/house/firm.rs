//! The firm itself: its name, and how it writes where people chose nothing.

use axum::extract::State;
use kernel::FormatChoice;
use panel as view;
use panel::{Control, Kind};
use records::seal::SealTold;
use records::{Cx, HouseWish};

use crate::kit::{self, Again, Fields};
use crate::me::controls;
use ui::Names;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

const HERE: &str = "/settings/firm";

/// `GET /settings/firm`
pub async fn page(State(_): State<WebState>, visitor: Visitor) -> Answer {
    show(&visitor, None).await
}

async fn show(visitor: &Visitor, again: Option<Again>) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(visitor)?;
    let firm = records::setting(&cx.engine, records::FIRM).await.for_(visitor)?;
    let house = cx.engine.house().await.for_(visitor)?;
    let fields = Fields::under(cx, again.as_ref(), "ui.own");
    let title = cx.text("web.settings.firm").to_owned();
    let written = controls(cx, &fields, house.formats(), &FormatChoice::default());
    let months = (1..=12).map(|n: i8| (n.to_string(), month(cx, n)));
    let fiscal = fields.select("fiscal", &house.fiscal().to_string(), months);
    let seal = records::seal::last_seal(cx).await.for_(visitor)?;
    let page = view::FormPage {
        ways: Vec::new(),
        frame: view::Frame {
            title: title.clone(),
            about: cx.text("ui.own.firm_about").to_owned(),
            problem: again.as_ref().and_then(Again::conflict),
            ..view::Frame::default()
        },
        action: HERE.to_owned(),
        version: None,
        groups: vec![
            (cx.text("ui.own.firm").to_owned(), vec![fields.text("firm", &firm), fiscal]),
            (cx.text("ui.own.formats").to_owned(), written),
            (cx.text("ui.own.seal").to_owned(), vec![sealed(cx, &fields, seal)]),
        ],
        submit: cx.text("ui.action.save").to_owned(),
        other: None,
        back: "/settings".to_owned(),
        extras: Vec::new(),
    };
    let status = Again::status(again.as_ref());
    kit::answer(visitor, (status, &title), |reader| view::form(reader, &page)).await
}

/// The last seal of the history, to be written down elsewhere.
fn sealed(cx: &Cx, fields: &Fields<'_>, seal: Option<SealTold>) -> Control {
    let known = Names::default();
    let text = match seal {
        Some(SealTold { number, at, hash, .. }) => {
            let at = ui::format::date_time(kit::drawing(cx, &known), at);
            let with = [("number", number.to_string()), ("at", at), ("hash", hash)];
            let with: Vec<(&str, &str)> =
                with.iter().map(|(name, is)| (*name, is.as_str())).collect();
            cx.catalog.texts().fill(cx.locale.language, "ui.own.last_seal_is", &with)
        }
        None => cx.text("ui.own.last_seal_none").to_owned(),
    };
    Control { kind: Kind::Fixed(text), ..fields.text("last_seal", "") }
}

fn month(cx: &Cx, n: i8) -> String {
    cx.text(&format!("ui.month.{n}")).to_owned()
}

/// `POST /settings/firm`: a month that is not sent stays as it is.
pub async fn save(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let cx = visitor.cx();
    let firm = form.get("firm").unwrap_or_default().trim().to_owned();
    let fiscal = match form.get("fiscal") {
        Some(month) => month.parse().unwrap_or_default(),
        None => cx.engine.house().await.for_(&visitor)?.fiscal(),
    };
    let saved = match FormatChoice::sent(|part| form.get(part)) {
        Ok(formats) => {
            let wish = HouseWish { firm: &firm, formats: &formats, fiscal };
            records::name_house(cx, wish).await
        }
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(redirect(HERE, Some(&Flash::done("looks_saved")))),
        Err(error) => {
            let again = Again::of(&visitor, error, form)?;
            show(&visitor, Some(again)).await
        }
    }
}
