//! Who comes: a signed-in person, or somebody on the way to the sign-in.

use std::net::{IpAddr, SocketAddr};

use access::Rights;
use axum::extract::{ConnectInfo, FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use identity::{Door, Lack, SignedIn};
use kernel::{Error, Language};
use records::Cx;

use crate::answer::{Flash, Refused, own_address};
use crate::sign_in::{factor, passkey};
use crate::state::WebState;

/// A signed-in person with what their browser said.
#[derive(Clone)]
pub struct Visitor {
    /// Who, and their session.
    pub signed_in: SignedIn,
    /// Token for the forms of the page that answers.
    pub csrf: String,
    /// Whether only a part of the page is wanted.
    pub is_partial: bool,
    /// What the page before wanted to be said.
    pub flash: Option<Flash>,
    /// Whether passkeys open this house.
    pub by_passkey: bool,
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
        let is_partial = parts.headers.contains_key("hx-request") || waits(&parts.headers);
        let wanted = match parts.method {
            Method::GET => parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned(),
            _ => page_before(&parts.headers),
        };
        let secret = cookie(&parts.headers, state.transport.cookie);
        let found = match secret {
            Some(secret) => identity::resolve_session(&state.engine, secret).await,
            None => Err(Error::Unauthenticated),
        };
        match found {
            Ok(mut signed_in) => {
                if let Some(lack) = state.lacks(&signed_in)
                    && !may_lack(lack, parts.uri.path())
                {
                    return Err(factor::demanded(lack, is_partial, &wanted));
                }
                // A layer in front of the routes may leave less open than the person has.
                if let Some(limits) = parts.extensions.get::<Rights>() {
                    signed_in.cx = signed_in.cx.within(limits);
                }
                let is_looking = signed_in.viewer.is_some();
                let flash = cookie(&parts.headers, Flash::COOKIE).and_then(Flash::parse);
                let csrf = signed_in.page_token();
                let by_passkey = state.passkeys.is_some();
                let visitor = Visitor { signed_in, csrf, is_partial, flash, by_passkey };
                // Whoever looks at the house as somebody else changes nothing in their name.
                let is_open = visitor.signed_in.changing_until.is_some();
                let may = parts.method == Method::GET
                    || ENDS_LOOKING.contains(&parts.uri.path())
                    || (is_open && changes_record(parts));
                match is_looking && !may {
                    true => Err(Refused::page(Error::forbidden("viewing"), &visitor)),
                    false => Ok(visitor),
                }
            }
            Err(Error::Unauthenticated) => Err(Refused::sign_in(&wanted, is_partial)),
            Err(error) => Err(Refused::plain(error, language(&parts.headers))),
        }
    }
}

/// What is open to an administrator who looks at the house as somebody else.
const ENDS_LOOKING: [&str; 3] = ["/me/own-view", "/me/own-view/changes", "/logout"];
/// What changes records, and what opens to them after they confirmed that they want to.
///
/// What is somebody's own stays closed: what they wrote, follow, keep at hand and are told.
const CHANGES_RECORDS: [&str; 13] = [
    "/{modules}",
    "/{modules}/conditions",
    "/{modules}/{id}",
    "/{modules}/{id}/field/{name}",
    "/{modules}/{id}/trash",
    "/{modules}/{id}/restore",
    "/{modules}/{id}/act/{action}",
    "/{modules}/{id}/move/{name}/{code}",
    "/{modules}/{id}/relate/{relation}",
    "/{modules}/{id}/unrelate/{relation}",
    "/{modules}/{id}/tags",
    "/{modules}/{id}/share",
    "/undo/{entry}",
];

/// Whether the script of a page waits for events; a page to sign in would be none.
pub fn waits(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|kinds| kinds.contains("text/event-stream"))
}

fn changes_record(parts: &Parts) -> bool {
    let route = parts.extensions.get::<MatchedPath>();
    route.is_some_and(|route| CHANGES_RECORDS.contains(&route.as_str()))
}

/// What is open to somebody who has yet to set up what their role demands.
fn may_lack(lack: Lack, path: &str) -> bool {
    let sets_up = match lack {
        Lack::SecondFactor => path == factor::PATH || passkey::sets_up(path),
        Lack::Passkey | Lack::PasskeyAlone => passkey::sets_up(path),
    };
    sets_up || path == "/logout"
}

/// Name of the cookie by which a browser is known at the sign-in.
pub const BROWSER_COOKIE: &str = "kontor_browser";

/// Somebody who need not be signed in.
pub struct Stranger {
    /// Where they knock.
    pub door: Door,
    /// The language their browser asks for.
    pub language: Language,
    /// Whether the script of a page asks.
    pub is_partial: bool,
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
            browser: cookie(&parts.headers, BROWSER_COOKIE).map(str::to_owned),
        };
        let is_partial = parts.headers.contains_key("hx-request");
        Ok(Stranger { door, language: language(&parts.headers), is_partial })
    }
}

/// The first language of the browser that we speak.
pub fn language(headers: &HeaderMap) -> Language {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let codes = wanted.unwrap_or_default().split(',').map(|part| part.trim().get(..2));
    codes.flatten().find_map(Language::from_code).unwrap_or_default()
}

/// The page of ours from which a request came; the start page when the browser does not say.
pub fn page_before(headers: &HeaderMap) -> String {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let (host, from) = (text(header::HOST).unwrap_or_default(), text(header::REFERER));
    let rest = from.and_then(|from| from.split_once("://")).map(|(_, rest)| rest);
    let path = rest.and_then(|rest| rest.strip_prefix(host)).filter(|_| !host.is_empty());
    own_address(path.unwrap_or("/")).to_owned()
}

/// The value of a cookie.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_before_is_ours_or_the_start() {
        let before = |from: &'static str| {
            let pairs = [(header::HOST, "crm.example"), (header::REFERER, from)];
            page_before(&pairs.map(|(n, v)| (n, HeaderValue::from_static(v))).into_iter().collect())
        };
        assert_eq!(before("https://crm.example/books/new?a=b"), "/books/new?a=b");
        for foreign in ["https://evil.example/books", "https://crm.example.evil/x", "x", ""] {
            assert_eq!(before(foreign), "/", "{foreign}");
        }
    }
}
