//! Everybody at every address, with records that are their own, shared with them and hidden.
//!
//! Routes are found by themselves. What no list in `rights` calls open has to be shut for whoever
//! only reads, so a new address without a word about it fails there or here.

use std::sync::Arc;

use access::{FieldRight, Level, ModuleRights, Profile, Right, Sees};
use axum::http::StatusCode;
use catalog::Module;
use identity::{MemberChange, StoredProfile, StoredRole};
use kernel::{Language, Link, PrincipalId};
use records::{Cx, Input, Record};
use uuid::Uuid;

use crate::house::{House, Person, Reply, databases};
use crate::places::Places;
use crate::rights::{OPEN, OPEN_TO_READERS, Route, ask, is_in, is_shut, routes};

/// Word in everything that only the administrator may know.
const HIDDEN: &str = "Verborgenes";
/// Word in what is shared with whoever asks.
const SHARED: &str = "Geteiltes";
/// Word in what belongs to whoever asks.
const OWN: &str = "Eigenes";

/// Modules of the matrix: enough to meet every kind of record, few enough to be asked about often.
const N_MODULES: usize = 3;

/// Whose record it is, seen from who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Own,
    Shared,
    Hidden,
}

/// Somebody of the matrix.
struct Actor {
    name: &'static str,
    person: Person,
    id: Option<PrincipalId>,
    /// How far records are shared with them.
    level: Level,
    is_admin: bool,
    sees: bool,
}

fn limited(denied: &[Right]) -> Profile {
    let denied = denied.iter().copied().collect();
    Profile { others: ModuleRights { denied, ..ModuleRights::default() }, ..Profile::default() }
}

/// Every field that need not be filled is hidden.
fn veiled(modules: &[Arc<Module>]) -> Profile {
    let of = |module: &Arc<Module>| {
        let free = module.fields.iter().filter(|field| !field.required && field.system.is_none());
        let fields = free.map(|field| (field.name.clone(), FieldRight::Hidden)).collect();
        (module.code.clone(), ModuleRights { fields, ..ModuleRights::default() })
    };
    Profile { modules: modules.iter().map(of).collect(), ..Profile::default() }
}

/// Gives somebody a role with a profile of their own.
async fn placed(house: &House, cx: &Cx, login: &str, profile: Profile) -> (Person, PrincipalId) {
    let person = house.person(login, Language::De, Sees::Own).await;
    let id = identity::find_user(&house.tenant.engine, login).await.unwrap().id;
    let stored = StoredProfile {
        id: Uuid::now_v7(),
        name: login.into(),
        about: String::new(),
        profile,
        version: 0,
    };
    let profile = identity::save_profile(cx, stored).await.unwrap();
    let role = StoredRole {
        id: Uuid::now_v7(),
        name: login.into(),
        parent: None,
        strength: "password".into(),
        version: 0,
        profiles: [profile].into(),
    };
    let role = identity::save_role(cx, role).await.unwrap();
    let member = identity::member(cx, id).await.unwrap();
    let change = MemberChange { sees: Sees::All, role: Some(role), ..member.unchanged() };
    identity::change_member(cx, id, change).await.unwrap();
    (person, id)
}

async fn actors(house: &House, cx: &Cx, admin: &Person) -> Vec<Actor> {
    let everything_but_looking: Vec<Right> =
        Right::ALL.into_iter().filter(|right| *right != Right::See).collect();
    let clerk = [Right::Delete, Right::Import, Right::Export, Right::Bulk];
    let profiles = [
        ("reader", limited(&everything_but_looking), Level::Read),
        ("clerk", limited(&clerk), Level::Read),
        ("blind", Profile::nothing(), Level::Read),
        ("veiled", veiled(&house.modules()), Level::Read),
        ("whole", Profile::default(), Level::Read),
        ("partner", Profile::default(), Level::Write),
    ];
    let mut all = vec![Actor {
        name: "anonymous",
        person: Person::default(),
        id: None,
        level: Level::Read,
        is_admin: false,
        sees: false,
    }];
    for (name, profile, level) in profiles {
        let (person, id) = placed(house, cx, name, profile).await;
        let sees = name != "blind";
        all.push(Actor { name, person, id: Some(id), level, is_admin: false, sees });
    }
    let held = house.person("held", Language::De, Sees::Own).await;
    let id = identity::find_user(&house.tenant.engine, "held").await.unwrap().id;
    let (level, sees) = (Level::Read, true);
    all.push(Actor { name: "held", person: held, id: Some(id), level, is_admin: false, sees });
    let id = identity::find_user(&house.tenant.engine, "jana").await.unwrap().id;
    let (person, level) = (admin.clone(), Level::Delete);
    all.push(Actor { name: "jana", person, id: Some(id), level, is_admin: true, sees });
    all
}

/// Something of every kind in one state.
struct Cell {
    state: State,
    places: Places,
    link: Link,
}

async fn cell(
    house: &House,
    (admin, cx): (&Person, &Cx),
    module: &Module,
    (state, actor): (State, &Actor),
) -> Cell {
    let word = match state {
        State::Own => OWN,
        State::Shared => SHARED,
        State::Hidden => HIDDEN,
    };
    let places = Places::furnish_with(house, admin, module, word).await;
    let link = Link::new(&module.code, places.record.parse().unwrap());
    match (state, actor.id) {
        (State::Own, Some(id)) => {
            let values = Input::of([("owner", kernel::Value::Principal(id))]);
            records::update(cx, &module.code, link.id, None, values).await.unwrap();
        }
        (State::Shared, Some(id)) if !actor.is_admin => {
            records::share(cx, &link, id, Some(actor.level.into())).await.unwrap();
        }
        (State::Own | State::Shared | State::Hidden, _) => {}
    }
    Cell { state, places, link }
}

/// Whether an address leads to one record or to something that hangs on one.
fn names_record(path: &str) -> bool {
    let path = path.strip_prefix("/api/v1").unwrap_or(path);
    let of_record = path.starts_with("/{modules}/{id}");
    of_record || ["/files/", "/undo/"].iter().any(|begin| path.starts_with(begin))
}

/// Ways out, and what ends the person's own session or account.
fn ends_the_visit((method, path): Route) -> bool {
    method == "POST"
        && ["/logout", "/me/sessions/end", "/settings/users/{id}/{act}"].contains(&path)
}

fn is_turned_away(reply: &Reply) -> bool {
    let to_sign_in = reply.status == StatusCode::SEE_OTHER
        && (reply.location().starts_with("/login") || reply.location() == "/setup");
    to_sign_in || reply.status == StatusCode::UNAUTHORIZED || is_shut(reply)
}

/// What has to be so in one cell.
fn judge(actor: &Actor, route: Route, cell: &Cell, reply: &Reply) -> Result<(), &'static str> {
    let (method, path) = route;
    if reply.status.is_server_error() {
        return Err("fails");
    }
    if !actor.is_admin && reply.text.contains(HIDDEN) {
        return Err("tells what is hidden");
    }
    if actor.id.is_none() {
        let is_public = is_in(&PUBLIC, route);
        return if is_public || is_turned_away(reply) { Ok(()) } else { Err("lets a stranger in") };
    }
    if actor.is_admin || !names_record(path) {
        let is_settings = path.starts_with("/settings/") && !is_in(&OPEN, route);
        let is_open = actor.is_admin || !is_settings || is_shut(reply);
        return if is_open { Ok(()) } else { Err("opens the administration") };
    }
    if is_in(&OWN_MARKS, route) {
        return Ok(());
    }
    if cell.state == State::Hidden || !actor.sees {
        return if is_shut(reply) { Ok(()) } else { Err("leads to what is hidden") };
    }
    let changes = method != "GET" && !is_in(&OPEN_TO_READERS, route);
    let reads_only = cell.state == State::Shared && actor.level == Level::Read;
    let went_through = reply.status.is_success() || reply.status.is_redirection();
    if changes && reads_only && went_through {
        return Err("changes what is only to be read");
    }
    Ok(())
}

/// Takes away what is one's own, whether or not one sees the record any more, and tells nothing.
const OWN_MARKS: [(&str, &str, &str); 2] = [
    ("POST", "/{modules}/{id}/unmark", "one's own mark"),
    ("POST", "/{modules}/{id}/unfollow", "one's own mark"),
];

/// Open to strangers, with the reason.
const PUBLIC: [(&str, &str, &str); 22] = [
    ("GET", "/login", "the way in"),
    ("POST", "/login", "the way in"),
    ("POST", "/login/code", "the way in"),
    ("POST", "/login/code/ask", "the way in"),
    ("POST", "/login/passkey", "the way in"),
    ("POST", "/login/passkey/ask", "the way in"),
    ("GET", "/login/forgotten", "the way in"),
    ("POST", "/login/forgotten", "the way in"),
    ("GET", "/login/link", "the way in"),
    ("GET", "/login/with/{id}", "the way in by the word of others"),
    ("GET", "/login/back/{id}", "the way in by the word of others"),
    ("GET", "/p/{token}", "whoever holds the link is meant"),
    ("GET", "/p/{token}/paper", "whoever holds the link is meant"),
    ("POST", "/p/{token}/{answer}", "whoever holds the link is meant"),
    ("GET", "/setup", "the first start"),
    ("POST", "/setup", "the first start"),
    ("POST", "/logout", "nobody is signed out twice"),
    ("GET", "/session", "says that there is none"),
    ("GET", "/favicon.ico", "the same for all"),
    ("GET", "/assets/{*path}", "the same for all"),
    ("GET", "/webservice.php", "programs prove inside who they are"),
    ("POST", "/webservice.php", "programs prove inside who they are"),
];

async fn stored(cx: &Cx, link: &Link) -> Record {
    records::get(cx, &link.module, link.id).await.unwrap()
}

/// Asks for everything in one state, and looks whether what must stay stayed.
async fn row(house: &House, cx: &Cx, actor: &Actor, cell: &Cell) -> usize {
    let before = stored(cx, &cell.link).await;
    let mut n = 0;
    let all = routes().filter(|route| cell.state == State::Own || names_record(route.1));
    for route in all.filter(|route| !ends_the_visit(*route)) {
        let reply = ask(house, &actor.person, route, &cell.places).await;
        if let Err(fault) = judge(actor, route, cell, &reply) {
            let (name, state, status) = (actor.name, cell.state, reply.status);
            panic!("{name} {route:?} {state:?} of {} {fault}: {status}", cell.link.module);
        }
        n += 1;
    }
    let stays =
        cell.state == State::Hidden || (cell.state == State::Shared && actor.level == Level::Read);
    if stays && !actor.is_admin {
        let after = stored(cx, &cell.link).await;
        assert_eq!(after, before, "{} changed {:?}", actor.name, cell.state);
    }
    n
}

#[tokio::test]
async fn nobody_reaches_more_than_they_may_at_any_address() {
    for database in databases() {
        let house = House::open_in(database).await;
        let admin = house.jana().await;
        let cx = house.tenant.engine.system("a test sets up who may do what");
        let modules = house.modules();
        let owned = modules.iter().filter(|module| module.owner_field().is_some());
        let owned: Vec<_> = owned.take(N_MODULES).cloned().collect();
        for module in modules.iter().filter(|module| module.owner_field().is_some()) {
            identity::set_default(&cx, &module.code, None).await.unwrap();
        }
        let mut n_cells = 0;
        let states = [State::Own, State::Shared, State::Hidden];
        for actor in actors(&house, &cx, &admin).await {
            for (module, state) in owned.iter().flat_map(|one| states.map(|state| (one, state))) {
                let cell = cell(&house, (&admin, &cx), module, (state, &actor)).await;
                n_cells += row(&house, &cx, &actor, &cell).await;
            }
        }
        assert!(n_cells >= 5000, "only {n_cells} cells");
    }
}
