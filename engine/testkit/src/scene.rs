//! The stage of a scenario: an open engine, a clock that stands, people.

use std::sync::Arc;

use access::{Rights, Sees, Via};
use kernel::{Clock, Instant, PrincipalId, Result};
use records::Engine;
use store::queries::{dump, forge, user};
use store::{Store, StoreOptions, Tx};

use crate::person::Person;
use crate::setting::Setting;

/// When every scenario begins: a Monday morning.
const BEGINNING: &str = "2026-11-23T09:00:00Z";

/// The stage of a scenario.
#[derive(Clone)]
pub struct Scene {
    /// The engine, with the modules of the scenario.
    pub engine: Arc<Engine>,
    setting: Setting,
}

impl Scene {
    /// Opens an engine on an empty database.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn set(options: StoreOptions, setting: Setting) -> Self {
        let clock = Clock::fixed(Instant::parse_rfc3339(BEGINNING).expect("a moment"));
        let store = Store::open(&options).await.expect("the database of a scenario opens");
        let engine = Engine::open(store, setting.catalog(), setting.behaviors.clone(), clock);
        let engine = engine.await.expect("the engine of a scenario opens");
        Scene { engine, setting }
    }

    /// Opens a second engine on the same data, as after a restart.
    ///
    /// # Errors
    /// What opening says.
    pub async fn reopened(&self) -> Result<Scene> {
        let (store, clock) = (self.engine.store().clone(), self.engine.clock().clone());
        let behaviors = self.setting.behaviors.clone();
        let engine = Engine::open(store, self.setting.catalog(), behaviors, clock).await?;
        if let Some(shelf) = self.engine.shelf() {
            engine.keep_files_in(shelf.folder());
        }
        Ok(Scene { engine, setting: self.setting.clone() })
    }

    /// An administrator, who sees everything.
    pub async fn as_admin(&self) -> Person {
        self.enter("admin", Sees::All, Rights::administrator()).await
    }

    /// An ordinary user; the same name is the same user again.
    pub async fn as_user(&self, name: &str, sees: Sees) -> Person {
        self.enter(name, sees, Rights::ordinary()).await
    }

    /// A user with rights of their own.
    ///
    /// # Panics
    /// When the user cannot be stored.
    pub async fn enter(&self, name: &str, sees: Sees, rights: Rights) -> Person {
        let (login, now) = (name.to_owned(), self.engine.clock().now());
        let is_admin = rights.is_administrator();
        let store = self.engine.store();
        let entered = store.write(move |tx| {
            if let Some(known) = user::by_login(tx, &login)? {
                return Ok(known.id);
            }
            let id = PrincipalId::new();
            user::put(tx, &newcomer(id, &login, (is_admin, sees), now))?;
            Ok(id)
        });
        let id = entered.await.expect("a user can be stored");
        Person::new(&self.engine, id, rights, sees)
    }

    /// A person as the house stands now: with the rights of their role and what is shared.
    ///
    /// # Panics
    /// When there is no such user.
    pub async fn comes(&self, name: &str) -> Person {
        let login = name.to_owned();
        let user = self.engine.store().read(move |reader| user::by_login(reader, &login)).await;
        let user = user.expect("users can be read").expect("the user was entered before");
        let house = self.engine.house().await.expect("the house can be read");
        Person::of(&self.engine, house.actor(user.id, Via::Web))
    }

    /// Lets time pass.
    pub fn after_hours(&self, hours: i64) {
        self.engine.clock().advance(hours * 3_600_000);
    }

    /// Changes rows in the database past everything that watches over them: the table with a
    /// condition, and the assignments, both in the words of the database.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn forges(&self, (table, only): (&str, &str), assignments: &str) -> Result<u64> {
        let said = [table, only, assignments].map(str::to_owned);
        let write = move |tx: &mut Tx<'_>| forge::set(tx, (&said[0], &said[1]), &said[2]);
        self.engine.store().write(write).await
    }

    /// Deletes rows in the database past everything that watches over them.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn erases(&self, table: &str, only: &str) -> Result<u64> {
        let said = [table, only].map(str::to_owned);
        self.engine.store().write(move |tx| forge::delete(tx, (&said[0], &said[1]))).await
    }

    /// Puts an entry into the history at a place that is free, past everything that watches.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn puts_in_history(&self, seq: i64) {
        let put = self.engine.store().write(move |tx| forge::put_in_history(tx, seq)).await;
        assert_eq!(put.expect("the place is free"), 1);
    }

    /// Takes the history of a record away and leaves what erasing leaves.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn marks_as_erased(&self, record: kernel::RecordId) {
        let erase = move |tx: &mut Tx<'_>| records::seal::erase(tx, record);
        self.engine.store().write(erase).await.expect("it is taken away");
    }

    /// Takes the guards of a table away, as who owns the database can.
    ///
    /// # Panics
    /// When the database fails.
    pub async fn unguards(&self, table: &'static str) {
        let unguarded = self.engine.store().write(move |tx| forge::unguard(tx, table)).await;
        unguarded.expect("the guards go");
    }

    /// All rows of the named tables, to compare two states of the data.
    ///
    /// # Panics
    /// When the database fails or a table is missing.
    pub async fn dump(&self, tables: &[&str]) -> Vec<Vec<String>> {
        let dump = self.engine.store().read(dump::all).await.expect("the data can be read");
        let rows = |name: &&str| dump.get(*name).unwrap_or_else(|| panic!("no table {name}"));
        tables.iter().map(rows).cloned().collect()
    }
}

fn newcomer(
    id: PrincipalId,
    login: &str,
    (is_admin, sees): (bool, Sees),
    at: Instant,
) -> user::User {
    user::User {
        id,
        login: login.into(),
        name: login.into(),
        email: None,
        password_hash: None,
        is_admin,
        is_active: true,
        sees: sees.word().into(),
        language: "de".into(),
        theme: "system".into(),
        density: "standard".into(),
        created_at: at,
        version: 1,
        role: None,
        details: user::Details::default(),
        formats: kernel::FormatChoice::default(),
    }
}
