//! Signing in and out, and the first start.

use axum::extract::{Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use identity::{Entered, NewUser, Preferences, SignedIn};
use kernel::{Error, Language, Locale};
use ui::Names;
use ui::views::login as view;

use super::code;
use crate::answer::{Answer, For, Refused, own_address, page, redirect};
use crate::body::{Loose, Posted};
use crate::kept::Kept;
use crate::open::to_stranger;
use crate::state::WebState;
use crate::visitor::{BROWSER_COOKIE, Stranger, Visitor};
use present::errors::{Reader, sentence};

pub(super) type Asked = Query<std::collections::BTreeMap<String, String>>;

pub(super) fn language(asked: &Asked, stranger: &Stranger) -> Language {
    asked.0.get("lang").and_then(|code| Language::from_code(code)).unwrap_or(stranger.language)
}

/// `GET /login`
pub async fn show(State(state): State<WebState>, stranger: Stranger, asked: Asked) -> Answer {
    let language = language(&asked, &stranger);
    let next = asked.0.get("next").map_or("/", |next| own_address(next)).to_owned();
    let empty = identity::has_users(&state.engine).await;
    if !empty.map_err(|error| Refused::plain(error, language))? {
        return Err(Refused::plain(Error::NotFound, language));
    }
    let shows_form = asked.0.contains_key("password").then(String::new);
    let form = view::LoginPage { next, form_at: shows_form, ..view::LoginPage::default() };
    answer(&state, language, form, StatusCode::OK).await
}

pub(super) async fn firm(state: &WebState) -> kernel::Result<String> {
    let firm = records::setting(&state.engine, records::FIRM).await?;
    Ok(if firm.is_empty() { "Kontor".into() } else { firm })
}

async fn answer(
    state: &WebState,
    language: Language,
    form: view::LoginPage,
    status: StatusCode,
) -> Answer {
    let firm = firm(state).await.map_err(|error| Refused::plain(error, language))?;
    let next: String = form.next.bytes().map(present::place::escaped).collect();
    let page_in = |one: Language| (one, format!("/login?lang={}&next={next}", one.code()));
    // A link to another language would lose what the form carries.
    let languages = match form.kept.is_empty() {
        true => Language::ALL.map(page_in).into(),
        false => Vec::new(),
    };
    let offer = federation::offer(&state.federation).await;
    let offer = offer.map_err(|error| Refused::plain(error, language))?;
    let (texts, code) = (state.engine.catalog(), language.code());
    let way = |one: federation::Button| {
        let label = texts.texts().fill(language, "ui.login.with", &[("name", &one.name)]);
        (label, format!("/login/with/{}?lang={code}&next={next}", one.id))
    };
    // Whoever asks for the form, or has typed into it, gets it.
    let is_asked = form.form_at.is_some() || !form.name.is_empty() || !form.kept.is_empty();
    let form_at = (!offer.has_password && !is_asked)
        .then(|| format!("/login?password=1&lang={code}&next={next}"));
    let ways = offer.buttons.into_iter().map(way).collect();
    let by_passkey = state.passkeys.is_some();
    let form = view::LoginPage { firm, languages, ways, form_at, by_passkey, ..form };
    Ok(to_stranger(state, (language, status), |reader| view::login(reader, &form)))
}

/// `POST /login`: a page is led on; the script of a page is told whose session it has.
pub async fn enter(
    State(state): State<WebState>,
    stranger: Stranger,
    asked: Asked,
    Loose(form): Loose,
) -> Answer {
    let name = form.get("name").unwrap_or_default().to_owned();
    let password = form.get("password").unwrap_or_default().to_owned();
    let next = own_address(form.get("next").unwrap_or("/")).to_owned();
    let kept = Kept::carried(&form);
    let typed = (name.as_str(), password);
    let found = federation::sign_in(&state.federation, typed, &stranger.door).await;
    let language = language(&asked, &stranger);
    let on = Onward { kept, next, is_partial: stranger.is_partial };
    match found {
        Ok(Entered::In(signed_in)) => go_on(&state, &signed_in, on).await,
        Ok(Entered::Asked(secret)) => code::ask(&state, language, (&secret, on)).await,
        Err(error) => refused(&state, language, (name, on), (error, "web.login.wrong")).await,
    }
}

/// Shows the sign-in once more; `wrong` is the text for what does not fit.
pub(super) async fn refused(
    state: &WebState,
    language: Language,
    (name, on): (String, Onward),
    (error, wrong): (Error, &str),
) -> Answer {
    let catalog = state.engine.catalog();
    let text = |key: &str, params: &[(&str, &str)]| catalog.texts().fill(language, key, params);
    let (problem, status, wait) = match error {
        Error::Unauthenticated => (text(wrong, &[]), StatusCode::UNAUTHORIZED, None),
        Error::TooMany { retry_after } => {
            let said = text("web.login.wait", &[("n", &retry_after.to_string())]);
            (said, StatusCode::TOO_MANY_REQUESTS, Some(HeaderValue::from(retry_after)))
        }
        error => return Err(Refused::plain(error, language)),
    };
    let mut response = if on.is_partial {
        (status, problem).into_response()
    } else {
        let (next, problem) = (on.next, Some(problem));
        let kept = on.kept.map(|kept| kept.hidden()).unwrap_or_default();
        let form = view::LoginPage { name, next, problem, kept, ..Default::default() };
        answer(state, language, form, status).await?
    };
    if let Some(wait) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    Ok(response)
}

/// Where somebody goes after signing in.
pub(super) struct Onward {
    /// A form that came without a session.
    pub kept: Option<Kept>,
    /// The page.
    pub next: String,
    /// Whether the script of a page asks.
    pub is_partial: bool,
}

/// Goes on with whoever is signed in.
pub(super) async fn go_on(state: &WebState, signed_in: &SignedIn, on: Onward) -> Answer {
    let answer = match on.kept {
        _ if on.is_partial => whose(signed_in, &signed_in.page_token()),
        Some(kept) => ask_to_send(state, signed_in, (kept, on.next)).await?,
        None => redirect(&on.next, None),
    };
    Ok(welcome(state, signed_in, answer))
}

/// `GET /session`: whose session the browser has, and a token for it.
pub async fn session(State(_): State<WebState>, visitor: Visitor) -> Answer {
    Ok(whose(&visitor.signed_in, &visitor.csrf))
}

fn whose(signed_in: &SignedIn, token: &str) -> Response {
    let id = signed_in.profile.id.to_string();
    let named = [("x-person", id.as_str()), ("x-csrf-token", token)];
    (StatusCode::NO_CONTENT, named).into_response()
}

/// Answers a form that came without a session: the sign-in carries what was typed.
pub async fn keeping(request: Request, state: &WebState, refused: Refused) -> Refused {
    let Refused::SignIn { wanted, is_partial: false } = refused else { return refused };
    let language = crate::visitor::language(request.headers());
    let Some(kept) = Kept::posted(request, state).await else {
        return Refused::sign_in(&wanted, false);
    };
    let catalog = state.engine.catalog();
    let problem = catalog.texts().get(language, "web.login.ended").to_owned();
    let form = view::LoginPage {
        next: wanted,
        notice: Some(problem),
        kept: kept.hidden(),
        ..view::LoginPage::default()
    };
    match answer(state, language, form, StatusCode::UNAUTHORIZED).await {
        Ok(response) => Refused::Made(Box::new(response)),
        Err(refused) => refused,
    }
}

/// The sign-in with a notice above it.
pub(super) async fn told_to_sign_in(
    state: &WebState,
    language: Language,
    (key, status): (&str, StatusCode),
) -> Answer {
    let notice = Some(state.engine.catalog().texts().get(language, key).to_owned());
    let form = view::LoginPage { next: "/".into(), notice, ..view::LoginPage::default() };
    answer(state, language, form, status).await
}

/// The sign-in with what did not work above it.
pub(super) async fn told_problem(
    state: &WebState,
    language: Language,
    (problem, next): (String, String),
    status: StatusCode,
) -> Answer {
    let form = view::LoginPage { next, problem: Some(problem), ..view::LoginPage::default() };
    answer(state, language, form, status).await
}

/// Asks for the password once more, when looking for the code took too long.
pub(super) async fn once_more(state: &WebState, language: Language, on: Onward) -> Answer {
    let notice = state.engine.catalog().texts().get(language, "web.login.step_over").to_owned();
    let form = view::LoginPage {
        next: on.next,
        notice: Some(notice),
        kept: on.kept.map(|kept| kept.hidden()).unwrap_or_default(),
        ..view::LoginPage::default()
    };
    answer(state, language, form, StatusCode::UNAUTHORIZED).await
}

/// Whoever signed in decides whether what was typed before is sent in their name.
async fn ask_to_send(
    state: &WebState,
    signed_in: &SignedIn,
    (kept, next): (Kept, String),
) -> Answer {
    let cx = &signed_in.cx;
    let language = cx.locale.language;
    let firm = firm(state).await.map_err(|error| Refused::plain(error, language))?;
    let form = view::SendPage {
        firm,
        name: signed_in.profile.name.clone(),
        action: kept.action,
        fields: kept.fields,
        next,
    };
    let token = signed_in.page_token();
    let reader = ui::Cx {
        catalog: &cx.catalog,
        locale: &cx.locale,
        now: cx.now(),
        names: &Names::default(),
        csrf: &token,
    };
    Ok(page(StatusCode::OK, view::send_again(reader, &form)))
}

/// Adds the cookie of a new session to an answer.
fn welcome(state: &WebState, signed_in: &SignedIn, mut answer: Response) -> Response {
    let secret = signed_in.secret.as_deref().unwrap_or_default();
    let name = state.transport.cookie;
    let month = 30 * 86_400;
    let cookie = format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={month}");
    let known = signed_in.browser.as_ref().map(|token| {
        let year = 365 * 86_400;
        format!("{BROWSER_COOKIE}={token}; Path=/login; HttpOnly; SameSite=Lax; Max-Age={year}")
    });
    for cookie in std::iter::once(cookie).chain(known) {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            answer.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    answer
}

/// `POST /logout`
pub async fn leave(State(state): State<WebState>, Posted { visitor, .. }: Posted) -> Answer {
    identity::sign_out(&visitor.signed_in).await.for_(&visitor)?;
    let mut response = redirect("/login", None);
    let gone = format!("{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0", state.transport.cookie);
    if let Ok(value) = HeaderValue::from_str(&gone) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    let everything = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert("clear-site-data", everything);
    Ok(response)
}

/// `GET /setup?key=`
pub async fn show_setup(State(state): State<WebState>, stranger: Stranger, asked: Asked) -> Answer {
    let language = language(&asked, &stranger);
    let key = asked.0.get("key").cloned().unwrap_or_default();
    let pending = identity::is_setup_pending(&state.engine, &key).await;
    if !pending.map_err(|error| Refused::plain(error, language))? {
        return Err(Refused::plain(Error::NotFound, language));
    }
    let form = view::SetupPage::default();
    Ok(setup_page(&state, language, &key, form, StatusCode::OK))
}

fn setup_page(
    state: &WebState,
    language: Language,
    key: &str,
    form: view::SetupPage,
    status: StatusCode,
) -> Response {
    let key: String = key.bytes().map(present::place::escaped).collect();
    let languages = Language::ALL.map(|one| (one, format!("/setup?key={key}&lang={}", one.code())));
    let form = view::SetupPage {
        action: format!("/setup?key={key}&lang={}", language.code()),
        languages: languages.into(),
        password_length: 12,
        ..form
    };
    to_stranger(state, (language, status), |reader| view::setup(reader, &form))
}

/// `POST /setup?key=`
pub async fn set_up(
    State(state): State<WebState>,
    stranger: Stranger,
    asked: Asked,
    Loose(form): Loose,
) -> Answer {
    let language = language(&asked, &stranger);
    let key = asked.0.get("key").cloned().unwrap_or_default();
    let text = |name: &str| form.get(name).unwrap_or_default().trim().to_owned();
    let new = NewUser {
        login: text("login"),
        name: text("name"),
        email: Some(text("email")),
        password: form.get("password").unwrap_or_default().to_owned(),
        preferences: Preferences { language, ..Preferences::default() },
        ..NewUser::default()
    };
    let firm: String = text("firm").chars().take(120).collect();
    match identity::finish_setup(&state.engine, &key, new, &stranger.door).await {
        Ok(signed_in) => {
            let named = records::set_setting(&signed_in.cx, records::FIRM, &firm).await;
            named.map_err(|error| Refused::plain(error, language))?;
            Ok(welcome(&state, &signed_in, redirect("/", None)))
        }
        Err(Error::Invalid(problems)) => {
            let catalog = state.engine.catalog();
            let locale = Locale::new(language);
            let reader = Reader { catalog: &catalog, locale: &locale };
            let said = problems.iter().map(|problem| {
                let label = catalog
                    .texts()
                    .get(language, &format!("ui.setup.{}", problem.field))
                    .to_owned();
                (problem.field.clone(), sentence(&reader, &label, problem))
            });
            let entered = form.0.iter().filter(|(name, _)| name != "password").cloned();
            let form = view::SetupPage {
                problems: said.collect(),
                entered: entered.collect(),
                ..view::SetupPage::default()
            };
            Ok(setup_page(&state, language, &key, form, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(error) => Err(Refused::plain(error, language)),
    }
}
