//! One's own second factor.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use entrance::factor as view;
use identity::{FactorOffer, Lack};
use kernel::{Error, Language};
use ui::Names;
use ui::fields::Form;

use super::passkey;
use super::password::firm;
use crate::answer::{Answer, Flash, For, Refused, own_address, page, redirect};
use crate::body::Posted;
use crate::open::reader;
use crate::state::WebState;
use crate::visitor::Visitor;
use present::errors::{Reader, sentence};

/// The page on which a second factor is set up.
pub const PATH: &str = "/me/second-factor";

type Asked = Query<std::collections::BTreeMap<String, String>>;

/// Leads to the set-up whoever needs it first.
pub fn demanded(lack: Lack, is_partial: bool, wanted: &str) -> Refused {
    if is_partial {
        return Refused::plain(Error::forbidden("second_factor"), Language::default());
    }
    let next: String = own_address(wanted).bytes().map(present::place::escaped).collect();
    let path = match lack {
        Lack::SecondFactor => PATH,
        Lack::Passkey | Lack::PasskeyAlone => passkey::PATH,
    };
    Refused::Made(Box::new(redirect(&format!("{path}?next={next}"), None)))
}

/// `GET /me/second-factor?next=`
pub async fn show(State(state): State<WebState>, visitor: Visitor, asked: Asked) -> Answer {
    let next = asked.0.get("next").map_or("/me/security", |next| own_address(next)).to_owned();
    let how = view::FactorFrame { next, ..view::FactorFrame::default() };
    show_in(&state, &visitor, (None, how), StatusCode::OK).await
}

/// Shows what is there; `sealed` is the offer that a form carried.
async fn show_in(
    state: &WebState,
    visitor: &Visitor,
    (sealed, how): (Option<&str>, view::FactorFrame),
    status: StatusCode,
) -> Answer {
    let signed_in = &visitor.signed_in;
    let there = identity::factor_state(&state.engine, signed_in.profile.id).await.for_(visitor)?;
    let model = match there {
        Some(factor) => view::FactorPage::On { added_at: factor.added_at, n_codes: factor.n_codes },
        None => {
            let issuer = firm(state).await.for_(visitor)?;
            let offer = match sealed {
                Some(sealed) => identity::offer_again(&state.vault, signed_in, (sealed, &issuer)),
                None => identity::offer_factor(&state.vault, signed_in, &issuer),
            };
            let FactorOffer { sealed, key, address } = offer.for_(visitor)?;
            view::FactorPage::Off {
                sealed,
                key,
                address,
                is_demanded: state.lacks(signed_in).is_some(),
            }
        }
    };
    draw(state, visitor, (&model, how), status).await
}

async fn draw(
    state: &WebState,
    visitor: &Visitor,
    (model, how): (&view::FactorPage, view::FactorFrame),
    status: StatusCode,
) -> Answer {
    let firm = firm(state).await.for_(visitor)?;
    let names = Names::default();
    let has_password = identity::has_password(&state.engine, visitor.signed_in.profile.id).await;
    let has_no_password = !has_password.for_(visitor)?;
    let how = view::FactorFrame { firm, has_no_password, by_passkey: visitor.by_passkey, ..how };
    Ok(page(status, view::page(reader(visitor, &names), model, &how)))
}

/// What proves anew who it is: password and code.
fn proof(form: &Form) -> (String, &str) {
    let password = form.get("password").unwrap_or_default().to_owned();
    (password, form.get("code").unwrap_or_default())
}

/// `POST /me/second-factor`: the page that answers is the only one that shows recovery codes.
pub async fn switch_on(
    State(state): State<WebState>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let sealed = form.get("sealed").unwrap_or_default();
    let next = own_address(form.get("next").unwrap_or("/me/security")).to_owned();
    let on =
        identity::switch_factor_on(&state.vault, &visitor.signed_in, sealed, proof(&form)).await;
    let how = view::FactorFrame { next, of_form: "on", ..view::FactorFrame::default() };
    shown(&state, &visitor, (on, Some(sealed)), how).await
}

/// `POST /me/second-factor/codes`
pub async fn renew(State(state): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let codes = identity::renew_codes(&state.vault, &visitor.signed_in, proof(&form)).await;
    let next = "/me/security#second-factor".to_owned();
    let how = view::FactorFrame { next, of_form: "codes", ..view::FactorFrame::default() };
    shown(&state, &visitor, (codes, None), how).await
}

/// Shows new recovery codes, or what is wrong with the proof.
async fn shown(
    state: &WebState,
    visitor: &Visitor,
    (codes, sealed): (kernel::Result<Vec<String>>, Option<&str>),
    how: view::FactorFrame,
) -> Answer {
    match codes {
        Ok(codes) => {
            draw(state, visitor, (&view::FactorPage::Codes(codes), how), StatusCode::OK).await
        }
        Err(error) => refused(state, visitor, (error, sealed), how).await,
    }
}

/// `POST /me/second-factor/off`
pub async fn switch_off(
    State(state): State<WebState>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    match identity::switch_factor_off(&state.vault, &visitor.signed_in, proof(&form)).await {
        Ok(()) => Ok(redirect("/me/security", Some(&Flash::done("factor_off")))),
        Err(error) => {
            let how = view::FactorFrame { of_form: "off", ..view::FactorFrame::default() };
            refused(&state, &visitor, (error, None), how).await
        }
    }
}

async fn refused(
    state: &WebState,
    visitor: &Visitor,
    (error, sealed): (Error, Option<&str>),
    how: view::FactorFrame,
) -> Answer {
    let Error::Invalid(problems) = error else { return Err(error).for_(visitor) };
    let cx = visitor.cx();
    let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
    let said = problems.iter().map(|p| (p.field.clone(), sentence(&reader, &p.field, p)));
    let how = view::FactorFrame { problems: said.collect(), ..how };
    show_in(state, visitor, (sealed, how), StatusCode::UNPROCESSABLE_ENTITY).await
}
