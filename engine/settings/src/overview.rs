//! The settings: their map, users, jobs.

use access::{Right, Sees};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use identity::{NewUser, Preferences};
use kernel::Error;
use ui::Names;
use ui::views::{jobs as jobs_view, people as view, settings as settings_view};

use crate::studio;
use present::errors::{Reader, sentence};
use present::{bulk as model, head, map};
use visit::answer::{Answer, Flash, For, part, redirect};
use visit::body::Posted;
use visit::open::{Open, reader};
use visit::query::query;
use visit::state::{Posting, WebState};
use visit::visitor::Visitor;

/// `GET /settings?q=`
pub async fn home(State(_): State<WebState>, visitor: Visitor, RawQuery(raw): RawQuery) -> Answer {
    let cx = visitor.cx();
    let text: String = query(raw.as_deref()).get("q").unwrap_or_default().trim().into();
    let text: String = text.chars().take(100).collect();
    let typed = map::typed(&text);
    let n = map::map(cx).iter().map(|group| group.entries.len() as u64).sum();
    let counts = Counts::of(&visitor).await.for_(&visitor)?;
    let groups = map::fitting(&typed, |fit| map::found(map::map(cx), &typed, fit));
    let cards = groups.into_iter().map(|group| settings_view::MapCard {
        title: group.label,
        icon: group.icon.into(),
        hue: Some(group.hue),
        lines: group.entries.into_iter().map(|entry| line(entry, &counts)).collect(),
    });
    let shaped = studio::pages(cx, &typed);
    let shaped = (!shaped.is_empty()).then(|| settings_view::MapCard {
        title: cx.text("web.settings.studio").to_owned(),
        icon: "blocks".into(),
        hue: Some(290),
        lines: shaped,
    });
    let page = settings_view::SettingsPage {
        text,
        n,
        cards: cards.chain(shaped).collect(),
        reader: visitor.signed_in.profile.id.to_string(),
    };
    let known = Names::default();
    if visitor.is_partial {
        return Ok(part(StatusCode::OK, settings_view::list(reader(&visitor, &known), &page)));
    }
    let open = Open::new(&visitor, "/settings", known).await.for_(&visitor)?;
    let body = settings_view::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, cx.text("ui.settings.title"), &body))
}

/// How many there are of what pages of the settings show, where that is known without counting.
struct Counts {
    users: u64,
    sessions: u64,
    tokens: u64,
    modules: u64,
}

impl Counts {
    async fn of(visitor: &Visitor) -> kernel::Result<Counts> {
        let (cx, own) = (visitor.cx(), visitor.signed_in.profile.id);
        let (users, sessions, tokens) = tokio::try_join!(
            identity::users(&cx.engine),
            identity::sessions(&visitor.signed_in),
            identity::tokens(&cx.engine, own),
        )?;
        let seen = cx.catalog.modules().iter().filter(|m| cx.actor.rights.may(&m.code, Right::See));
        Ok(Counts {
            users: users.iter().filter(|user| user.is_active).count() as u64,
            sessions: sessions.len() as u64,
            tokens: tokens.len() as u64,
            modules: seen.count() as u64,
        })
    }

    fn at(&self, key: &str) -> Option<u64> {
        match key {
            "users" => Some(self.users),
            "sessions" => Some(self.sessions),
            "tokens" => Some(self.tokens),
            "all_modules" => Some(self.modules),
            _ => None,
        }
    }
}

fn line(entry: map::Entry, counts: &Counts) -> settings_view::MapLine {
    settings_view::MapLine {
        n: counts.at(&entry.key),
        label: entry.label,
        what: entry.what,
        href: entry.href,
        icon: entry.icon,
        around: entry.around.into_iter().map(present::map::around).collect(),
    }
}

/// `GET /settings/users`
pub async fn users(State(state): State<WebState>, visitor: Visitor) -> Answer {
    visitor.cx().actor.rights.demand_administrator().for_(&visitor)?;
    show_users(&state, &visitor, (view::PeoplePage::default(), StatusCode::OK)).await
}

async fn show_users(
    state: &WebState,
    visitor: &Visitor,
    (page, status): (view::PeoplePage, StatusCode),
) -> Answer {
    let all = identity::users(&visitor.cx().engine).await.for_(visitor)?;
    let cx = visitor.cx();
    let roles = identity::roles(cx).await.for_(visitor)?;
    let role_of = |id: Option<uuid::Uuid>| {
        let role = roles.iter().find(|role| Some(role.id) == id);
        role.map(|role| role.name.clone()).unwrap_or_default()
    };
    let rows = all.into_iter().map(|user| view::PersonRow {
        person: head::person(cx, user.id, &user.name),
        role: role_of(user.role),
        login: user.login,
        is_admin: user.is_admin,
        is_active: user.is_active,
        sees_own: user.sees == Sees::Own,
    });
    let tabs = crate::kit::tabs(cx, "users");
    let may_invite = matches!(state.posting, Posting::Ready);
    let page = view::PeoplePage { rows: rows.collect(), tabs, may_invite, ..page };
    let open = Open::new(visitor, "/settings", Names::default()).await.for_(visitor)?;
    let body = view::people(open.reader(), &page);
    Ok(open.answer(status, visitor.cx().text("ui.people.title"), &body))
}

/// `POST /settings/users`: with `invite` a letter goes to who has a mail address; else the password
/// is made, and shown on the page that answers.
pub async fn add_user(
    State(state): State<WebState>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let text = |name: &str| form.get(name).unwrap_or_default().trim().to_owned();
    let password = identity::generate_password();
    let new = NewUser {
        login: text("login"),
        name: text("name"),
        email: Some(text("email")),
        password: password.clone(),
        role: None,
        is_admin: form.get("admin") == Some("1"),
        sees: if form.get("own") == Some("1") { Sees::Own } else { Sees::All },
        preferences: Preferences { language: cx.locale.language, ..Preferences::default() },
    };
    let invites = form.get("invite") == Some("1") && matches!(state.posting, Posting::Ready);
    let added = match invites && text("email").is_empty() {
        true => Err(Error::invalid("email", "required")),
        false => identity::add_user(&cx.engine, new).await,
    };
    match added {
        Ok(profile) if invites => {
            identity::invite(cx, profile.id).await.for_(&visitor)?;
            Ok(redirect("/settings/users", Some(&Flash::done("user_invited"))))
        }
        Ok(profile) => {
            let new_password = Some((profile.login, password));
            let page = view::PeoplePage { new_password, ..view::PeoplePage::default() };
            show_users(&state, &visitor, (page, StatusCode::OK)).await
        }
        Err(Error::Invalid(problems)) => {
            let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
            let said = problems.iter().map(|p| (p.field.clone(), sentence(&reader, &p.field, p)));
            let page = view::PeoplePage {
                problems: said.collect(),
                entered: form.0.clone(),
                ..view::PeoplePage::default()
            };
            show_users(&state, &visitor, (page, StatusCode::UNPROCESSABLE_ENTITY)).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

/// `POST /settings/users/{id}/{act}`: `disable`, `enable` or `view-as`.
pub async fn change_user(
    State(_): State<WebState>,
    Path((id, act)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let id = id.parse().map_err(|()| Error::NotFound).for_(&visitor)?;
    match act.as_str() {
        "view-as" => {
            identity::view_as(&visitor.signed_in, id).await.for_(&visitor)?;
            return Ok(redirect("/", None));
        }
        "disable" => identity::disable_user(&cx.engine, id).await.for_(&visitor)?,
        "enable" => identity::enable_user(&cx.engine, id).await.for_(&visitor)?,
        _ => return Err(Error::NotFound).for_(&visitor),
    }
    Ok(redirect("/settings/users", Some(&Flash::done("user_changed"))))
}

/// `GET /settings/jobs`
pub async fn jobs(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    let lines = jobs::lines(cx).await.for_(&visitor)?;
    let acts = model::rows(cx).await.for_(&visitor)?;
    // What is done to many is followed, stopped and taken back on a page of its own.
    let own = ["act_on_many", "undo_many"];
    let rows = lines.into_iter().filter(|job| !own.contains(&job.name.as_str())).map(|job| {
        jobs_view::JobRow {
            id: job.id.to_string(),
            label: cx.text(&format!("job.{}", job.name)).to_owned(),
            state: cx.text(&format!("job_state.{}", job.state)).to_owned(),
            is_failed: job.state == "failed",
            is_ended: !["waiting", "running"].contains(&job.state.as_str()),
            progress: job.progress,
            error: job.error,
            created_at: job.created_at,
        }
    });
    let page = jobs_view::JobsPage { acts, rows: rows.collect() };
    let open = Open::new(&visitor, "/settings", Names::default()).await.for_(&visitor)?;
    let body = jobs_view::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, cx.text("ui.jobs.title"), &body))
}

/// `POST /settings/jobs/{id}/{act}`: `repeat` or `cancel`.
pub async fn change_job(
    State(_): State<WebState>,
    Path((id, act)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let id = uuid::Uuid::parse_str(&id).map_err(|_| Error::NotFound).for_(&visitor)?;
    match act.as_str() {
        "repeat" => jobs::repeat(cx, id).await.for_(&visitor)?,
        "cancel" => jobs::cancel(cx, id).await.for_(&visitor)?,
        _ => return Err(Error::NotFound).for_(&visitor),
    }
    Ok(redirect("/settings/jobs", Some(&Flash::done("job_changed"))))
}
