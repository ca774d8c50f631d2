//! Who stands where: roles, groups and rules of a small firm.

use access::{Level, Party, Profile, Sees, SharingRule};
use kernel::PrincipalId;
use store::queries::group::{self, StoredGroup};
use store::queries::profile::{self, StoredProfile};
use store::queries::role::{self, StoredRole};
use store::queries::{sharing, user};
use uuid::Uuid;

use crate::scene::Scene;

/// The hierarchy and the sharing of a small firm.
pub struct Firm<'s> {
    scene: &'s Scene,
    profile: Uuid,
}

impl<'s> Firm<'s> {
    /// A firm with a profile that may everything.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn of(scene: &'s Scene) -> Self {
        let firm = Firm { scene, profile: Uuid::now_v7() };
        firm.profile(Profile::default()).await;
        firm
    }

    /// Says what the profile of all roles may.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn profile(&self, profile: Profile) {
        let stored = StoredProfile {
            id: self.profile,
            name: "Alles".into(),
            about: String::new(),
            profile,
            version: 1,
        };
        let written = self.scene.engine.store().write(move |tx| profile::put(tx, &stored)).await;
        written.expect("the database answers");
    }

    /// A role below another one, or at the top.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn role(&self, name: &str, parent: Option<Uuid>) -> Uuid {
        let role = StoredRole {
            id: Uuid::now_v7(),
            name: name.into(),
            parent,
            strength: "password".into(),
            version: 1,
            profiles: [self.profile].into(),
        };
        let id = role.id;
        self.scene
            .engine
            .store()
            .write(move |tx| role::put(tx, &role))
            .await
            .expect("the database answers");
        id
    }

    /// A person in a role.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn person(&self, name: &str, role: Option<Uuid>) -> PrincipalId {
        let id = self.scene.as_user(name, Sees::All).await.id;
        let place = move |tx: &mut store::Tx<'_>| {
            let mut user = user::get(tx, id)?.expect("they were entered");
            user.role = role;
            user::put(tx, &user)
        };
        self.scene.engine.store().write(place).await.expect("the database answers");
        id
    }

    /// A group.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn group(&self, name: &str, members: impl IntoIterator<Item = Party>) -> PrincipalId {
        let group = StoredGroup {
            id: PrincipalId::new(),
            name: name.into(),
            about: String::new(),
            version: 1,
            members: members.into_iter().collect(),
        };
        let id = group.id;
        self.scene
            .engine
            .store()
            .write(move |tx| group::put(tx, &group))
            .await
            .expect("the database answers");
        id
    }

    /// What everybody may do with everybody's records; none is private.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn default(&self, module: &'static str, level: Option<Level>) {
        let set = move |tx: &mut store::Tx<'_>| sharing::set_default(tx, module, level);
        self.scene.engine.store().write(set).await.expect("the database answers");
    }

    /// A sharing rule for books.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn rule(&self, from: Party, to: Party, level: Level) {
        let rule = SharingRule { id: Uuid::now_v7(), module: "book".into(), from, to, level };
        self.scene
            .engine
            .store()
            .write(move |tx| sharing::put_rule(tx, &rule))
            .await
            .expect("the database answers");
    }
}
