//! Tokens of one's own programs.

use access::Right;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use identity::{NewToken, TokenScopes};
use kernel::{Date, Error, Instant, Time};
use panel::tokens::{TokenForm, TokenRow, Tokens};
use records::Cx;

use super::access_key;
use super::me::programs;
use present::errors::{Reader, sentence};
use visit::answer::{Answer, Flash, For, Refused, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// The tokens as a person sees them, with what was made or typed.
pub async fn shown(state: &WebState, visitor: &Visitor, page: Tokens) -> Result<Tokens, Refused> {
    let (cx, user) = (visitor.cx(), visitor.signed_in.profile.id);
    let all = identity::tokens(&cx.engine, user).await.for_(visitor)?;
    let rows = all.into_iter().map(|token| TokenRow {
        id: token.id.to_string(),
        label: token.label,
        created_at: token.created_at,
        used_at: token.used_at,
        expires_at: token.expires_at.map(|at| (at, at <= cx.now())),
        scopes: token.scopes.map_or_else(String::new, |scopes| words(cx, &scopes)),
    });
    let seen = cx.catalog.modules().iter();
    let seen = seen.filter(|module| cx.actor.rights.may(&module.code, Right::See));
    let modules = seen.map(|module| (module.plural.clone(), label(cx, &module.code)));
    let below = access_key::shown(state, visitor, page.made_key.clone()).await?;
    Ok(Tokens { below, rows: rows.collect(), modules: modules.collect(), ..page })
}

fn label(cx: &Cx, code: &str) -> String {
    cx.text(&format!("{code}.name.other")).to_owned()
}

/// What a token leaves open, for people.
fn words(cx: &Cx, scopes: &TokenScopes) -> String {
    if scopes.is_whole() {
        return cx.text("ui.token.reach_all").to_owned();
    }
    let reach = |word: &str| cx.text(&format!("ui.token.reach_{word}")).to_owned();
    let everywhere = scopes.everywhere().map(|known| reach(known.word()));
    let modules = scopes.modules().map(|(plural, known)| {
        let name = cx.catalog.by_plural(plural).map(|module| label(cx, &module.code));
        format!("{}: {}", name.unwrap_or_else(|| plural.to_owned()), reach(known.word()))
    });
    everywhere.into_iter().chain(modules).collect::<Vec<_>>().join(" · ")
}

/// `POST /me/tokens`: the page that answers is the only one that shows the secret.
pub async fn add(State(state): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let (cx, user) = (visitor.cx(), visitor.signed_in.profile.id);
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let typed = TokenForm {
        label: text("label"),
        until: text("until"),
        reach: text("reach"),
        modules: form.all("module").map(str::to_owned).collect(),
        problems: Vec::new(),
    };
    let made = match asked(cx, &typed) {
        Ok(new) => identity::create_token(&cx.engine, user, new).await,
        Err(error) => Err(error),
    };
    let (tokens, status) = match made {
        Ok(secret) => (Tokens { made: Some(secret), ..Tokens::default() }, StatusCode::OK),
        Err(Error::Invalid(problems)) => {
            let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
            let said = problems.iter().map(|problem| {
                let label = match problem.field.as_str() {
                    "until" => cx.text("ui.token.until"),
                    "scopes" => cx.text("ui.token.reach"),
                    _ => cx.text("ui.me.token_label"),
                };
                (problem.field.clone(), sentence(&reader, label, problem))
            });
            let form = TokenForm { problems: said.collect(), ..typed };
            (Tokens { form, ..Tokens::default() }, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => return Err(error).for_(&visitor),
    };
    programs::show(&state, &visitor, (tokens, status)).await
}

/// Reads the form of a new token; its last day is a whole day.
fn asked(cx: &Cx, typed: &TokenForm) -> Result<NewToken, Error> {
    let reach = typed.reach.trim();
    let words: Vec<String> = match (reach, typed.modules.is_empty()) {
        ("", true) => Vec::new(),
        (reach, true) => vec![reach.to_owned()],
        (reach, false) => {
            let reach = if reach.is_empty() { "write" } else { reach };
            typed.modules.iter().map(|plural| format!("module:{plural}:{reach}")).collect()
        }
    };
    let scopes = TokenScopes::parse(words.iter().map(String::as_str), &cx.catalog)?;
    let midnight = Time::from_seconds(0);
    let end = |date: Date| Instant::from_local(date.plus_days(1), midnight, &cx.locale.zone);
    let expires_at = match typed.until.trim() {
        "" => None,
        text => Some(Date::parse_iso(text).ok_or_else(|| Error::invalid("until", "wrong_type"))?),
    };
    Ok(NewToken { label: typed.label.clone(), expires_at: expires_at.map(end), scopes })
}

/// `POST /me/tokens/{id}/remove`
pub async fn remove(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let token = uuid::Uuid::parse_str(&id).map_err(|_| Error::NotFound).for_(&visitor)?;
    let (engine, user) = (&visitor.cx().engine, visitor.signed_in.profile.id);
    identity::remove_token(engine, user, token).await.for_(&visitor)?;
    Ok(redirect("/me/programs", Some(&Flash::done("token_removed"))))
}
