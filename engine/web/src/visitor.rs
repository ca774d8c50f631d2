//! Who comes: a signed-in person, or somebody on the way to the sign-in.

use std::net::{IpAddr, SocketAddr};

use access::Rights;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use identity::{Door, SignedIn};
use kernel::{Error, Language};
use records::Cx;

use crate::answer::{Flash, Refused};
use crate::state::WebState;

/// A signed-in person with what their browser said.
#[derive(Clone)]
pub struct Visitor {
    /// Who, and their session.
    pub signed_in: SignedIn,
    /// Whether only a part of the page is wanted.
    pub is_partial: bool,
    /// What the page before wanted to be said.
    pub flash: Option<Flash>,
}

impl Visitor {
    /// The context for everything they do.
    pub fn cx(&self) -> &Cx {
        &self.signed_in.cx
    }
}

impl FromRequestParts<WebState> for Visitor {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Refused> {
        let is_partial = parts.headers.contains_key("hx-request");
        let wanted = match parts.method {
            Method::GET => parts.uri.path_and_query().map_or("/", |path| path.as_str()),
            _ => "/",
        };
        let secret = cookie(&parts.headers, state.transport.cookie);
        let found = match secret {
            Some(secret) => identity::resolve_session(&state.engine, secret).await,
            None => Err(Error::Unauthenticated),
        };
        match found {
            Ok(mut signed_in) => {
                // A layer in front of the routes may leave less open than the person has.
                if let Some(limits) = parts.extensions.get::<Rights>() {
                    signed_in.cx = signed_in.cx.within(limits);
                }
                let flash = cookie(&parts.headers, Flash::COOKIE).and_then(Flash::parse);
                Ok(Visitor { signed_in, is_partial, flash })
            }
            Err(Error::Unauthenticated) => Err(Refused::sign_in(wanted, is_partial)),
            Err(error) => Err(Refused::plain(error, language(&parts.headers))),
        }
    }
}

/// Somebody who need not be signed in.
pub struct Stranger {
    /// Where they knock.
    pub door: Door,
    /// The language their browser asks for.
    pub language: Language,
}

impl FromRequestParts<WebState> for Stranger {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &WebState,
    ) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer: Option<IpAddr> = peer.map(|peer| peer.0.ip());
        let device = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let door = Door {
            address: state.client(peer, &parts.headers),
            device: device.unwrap_or_default().into(),
        };
        Ok(Stranger { door, language: language(&parts.headers) })
    }
}

/// The first language of the browser that we speak.
pub fn language(headers: &HeaderMap) -> Language {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let codes = wanted.unwrap_or_default().split(',').map(|part| part.trim().get(..2));
    codes.flatten().find_map(Language::from_code).unwrap_or_default()
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim())
}
