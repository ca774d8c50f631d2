//! The roles, profiles and groups of the demo firm.

use std::collections::BTreeSet;

use access::{FieldRight, ModuleRights, Party, Profile, Right};
use identity::{StoredGroup, StoredProfile, StoredRole};
use kernel::{PrincipalId, Result};
use records::{Cx, Engine};
use uuid::Uuid;

/// Gives everybody of the demo firm a place in it.
pub async fn furnish(engine: &std::sync::Arc<Engine>, people: &[PrincipalId]) -> Result<()> {
    let cx = engine.system("the demo company is loaded");
    let all =
        profile(&cx, "Alle Module", "Alles außer der Verwaltung.", Profile::default()).await?;
    let service = profile(&cx, "Service", "Wie alle, ohne Ausgabe von Listen.", {
        let mut body = Profile::default();
        body.others.denied = [Right::Export, Right::Bulk].into();
        body
    });
    let service = service.await?;
    let guest = profile(&cx, "Nur lesen", "Für Aushilfen: sehen, nicht ändern.", reading());
    guest.await?;
    let lead = role(&cx, "Geschäftsführung", None, all).await?;
    let sales = role(&cx, "Vertriebsleitung", Some(lead), all).await?;
    let field = role(&cx, "Außendienst", Some(sales), all).await?;
    let desk = role(&cx, "Innendienst", Some(sales), all).await?;
    role(&cx, "Service", Some(lead), service).await?;
    for (person, role) in people.iter().zip([lead, sales, field, desk]) {
        place(&cx, *person, role).await?;
    }
    group(&cx, "Vertriebsteam", [Party::Branch(sales)]).await?;
    group(&cx, "Messe", people.iter().take(2).map(|person| Party::User(*person))).await
}

/// Looks at everything but what things are worth.
fn reading() -> Profile {
    let denied: BTreeSet<Right> =
        Right::ALL.into_iter().filter(|right| *right != Right::See).collect();
    let others = ModuleRights { denied, ..ModuleRights::default() };
    let fields = [("amount".to_owned(), FieldRight::Hidden)].into();
    let deals = ModuleRights { fields, ..others.clone() };
    Profile { others, modules: [("opportunity".to_owned(), deals)].into(), ..Profile::default() }
}

async fn profile(cx: &Cx, name: &str, about: &str, profile: Profile) -> Result<Uuid> {
    let (id, name, about) = (Uuid::now_v7(), name.into(), about.into());
    identity::save_profile(cx, StoredProfile { id, name, about, profile, version: 0 }).await
}

async fn role(cx: &Cx, name: &str, parent: Option<Uuid>, profile: Uuid) -> Result<Uuid> {
    let role = StoredRole {
        id: Uuid::now_v7(),
        name: name.into(),
        parent,
        strength: "password".into(),
        version: 0,
        profiles: [profile].into(),
    };
    identity::save_role(cx, role).await
}

async fn place(cx: &Cx, person: PrincipalId, role: Uuid) -> Result<()> {
    let member = identity::member(cx, person).await?;
    let change = identity::MemberChange { role: Some(role), ..member.unchanged() };
    identity::change_member(cx, person, change).await
}

async fn group(cx: &Cx, name: &str, members: impl IntoIterator<Item = Party>) -> Result<()> {
    let group = StoredGroup {
        id: PrincipalId::new(),
        name: name.into(),
        about: String::new(),
        version: 0,
        members: members.into_iter().collect(),
    };
    identity::save_group(cx, group).await.map(drop)
}
