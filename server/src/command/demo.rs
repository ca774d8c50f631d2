//! The demo firm: users, organisations, contacts, two years of history.

use std::sync::Arc;

use access::{Actor, Rights, Sees, Via};
use anyhow::{Result, anyhow};
use identity::NewUser;
use kernel::{Clock, Language, Locale, PrincipalId};
use records::{Cx, Engine, Offer};

use crate::command::demo_house;
use crate::tenant::Tenant;
use crate::wire;

/// People of the demo firm: login, name, whether administration is open.
const PEOPLE: [(&str, &str, bool); 4] = [
    ("jana", "Jana Reuter", true),
    ("tobias", "Tobias Krämer", false),
    ("sabine", "Sabine Lorenz", false),
    ("henrik", "Henrik Petersen", false),
];

/// Loads the demo firm once, into data that has no user yet, and prints the sign-ins.
pub async fn load(tenant: &Tenant) -> Result<()> {
    let engine = &tenant.engine;
    if identity::has_users(engine).await.map_err(|e| anyhow!("{e}"))? {
        return Ok(());
    }
    println!("Loading the demo company …");
    let mut ids = Vec::new();
    let mut sign_ins = Vec::new();
    for (login, name, is_admin) in PEOPLE {
        let password = identity::generate_password();
        let new = NewUser {
            login: login.into(),
            name: name.into(),
            email: Some(format!("{login}@birkenau.example")),
            password: password.clone(),
            is_admin,
            ..NewUser::default()
        };
        let profile = identity::add_user(engine, new).await.map_err(|e| anyhow!("{e}"))?;
        ids.push(profile.id);
        sign_ins.push((login, password));
    }
    let cx = engine.system("the demo company is loaded");
    records::set_setting(&cx, "firm", "Birkenau Systemhaus").await.map_err(|e| anyhow!("{e}"))?;
    demo_house::furnish(engine, &ids).await.map_err(|e| anyhow!("{e}"))?;
    live(tenant, &ids).await.map_err(|e| anyhow!("{e:?}"))?;
    println!("Sign-ins of the demo company:");
    for (login, password) in sign_ins {
        println!("  {login}  {password}");
    }
    Ok(())
}

/// What people wrote about customers.
const REMARKS: [&str; 10] = [
    "Angerufen, Rückruf nächste Woche vereinbart.",
    "Termin vor Ort war gut, Interesse an Wartungsvertrag.",
    "Möchte ein Angebot für 25 Arbeitsplätze.",
    "Ansprechpartner ist bis Monatsende im Urlaub.",
    "Rechnung geklärt, Kunde ist zufrieden.",
    "Bitte künftig nur noch per E-Mail melden.",
    "Auf der Messe kennengelernt, Unterlagen verschickt.",
    "Budget für dieses Jahr ist vergeben, im Januar nachfassen.",
    "Umzug im Frühjahr, neue Anschrift folgt.",
    "Entscheidung fällt im Vorstand, Frau Dr. unterstützt uns.",
];

/// What colleagues asked each other lately.
const MENTIONS: [&str; 3] = [
    "@Jana Reuter, kannst du hier bitte zurückrufen?",
    "@Jana Reuter @Tobias Krämer: Termin steht, Unterlagen liegen bei.",
    "@Sabine Lorenz, bitte die Anschrift prüfen.",
];

/// Two years of life, on a clock that begins two years ago.
async fn live(tenant: &Tenant, users: &[PrincipalId]) -> kernel::Result<()> {
    let present = tenant.engine.clock().now();
    let span = contacts::demo::DAYS * 86_400_000;
    let clock = Clock::fixed(present.plus_millis(-span));
    let offers = wire::offers();
    let catalog = wire::catalog(&offers).map_err(kernel::Error::from)?;
    let store = tenant.engine.store().clone();
    let past = Engine::open(store, catalog, Offer::behaviors(&offers), clock.clone()).await?;
    if let Some(shelf) = tenant.engine.shelf() {
        past.keep_files_in(shelf.folder());
    }
    let people: Vec<Cx> = users.iter().map(|user| of(&past, *user)).collect();
    let links = contacts::demo::fill(&people, &clock, users).await?;
    clock.advance(present.millis() - clock.now().millis() - span / 2);
    let step = span / 2 / 400;
    for n in 0..400_usize {
        clock.advance(step);
        let link = &links[n * 7919 % links.len()];
        social::add_comment(&people[n % people.len()], link, REMARKS[n * 31 % REMARKS.len()], &[])
            .await?;
    }
    for (n, remark) in MENTIONS.iter().enumerate() {
        let link = &links[n * 31 % links.len()];
        social::add_comment(&people[(n + 1) % people.len()], link, remark, &[]).await?;
    }
    clock.advance(present.millis() - clock.now().millis());
    goods::demo::fill(&people).await?;
    let mut told_of = sales::demo::fill(&people, &clock).await?;
    billing::demo::fill(&people).await?;
    for (name, bytes) in billing::bought::fill(&people).await? {
        tenant.files.take_in(&people[0], "incoming_invoice", &name, bytes).await?;
    }
    stationery::demo::fill(&people, &tenant.files).await?;
    sepa::demo::fill(&people).await?;
    support::demo::fill(&people).await?;
    mailing::demo::fill(&people).await?;
    told_of.extend(links.iter().step_by(5).cloned());
    activity::demo::fill(&people, &told_of).await
}

fn of(past: &Arc<Engine>, user: PrincipalId) -> Cx {
    let actor = Actor::person(user, Rights::administrator(), Sees::All, Via::Web);
    past.cx(actor, Locale::new(Language::De))
}
