//! Who asks, about which data: the first parameter of every use case.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock, RwLock};

use access::{Actor, Rights};
use catalog::{Catalog, Module};
use kernel::{Clock, Error, Instant, Locale, PrincipalId, Result};
use store::Store;
use uuid::Uuid;

use super::readers::{Readers, own};
use crate::behavior::Behavior;
use crate::files::Shelf;
use crate::follow;
use crate::house::Present;
use crate::number::Blocks;
use crate::public::PublicLinks;
use crate::shaping::{ready, standing};

/// An open tenant: its data, its catalog and what modules do.
pub struct Engine {
    store: Store,
    pub(crate) shipped: Arc<Catalog>,
    pub(crate) catalog: RwLock<Arc<Catalog>>,
    behaviors: BTreeMap<String, Behavior>,
    clock: Clock,
    pub(crate) changing: tokio::sync::Mutex<()>,
    /// One index after the other: what is not whole yet looks like one that broke off.
    pub(crate) indexing: tokio::sync::Mutex<()>,
    pub(crate) blocks: Arc<Blocks>,
    pub(crate) present: Present,
    readers: Readers,
    shelf: OnceLock<Shelf>,
    post: OnceLock<()>,
    links: OnceLock<PublicLinks>,
}

impl Engine {
    /// Opens the data with the catalog that program and administrators define, and brings the
    /// tables up to date.
    ///
    /// # Errors
    /// `Conflict` `newer_data`; `Internal` when a stored change fits nothing any more.
    pub async fn open(
        store: Store,
        shipped: Catalog,
        behaviors: Vec<Behavior>,
        clock: Clock,
    ) -> Result<Arc<Self>> {
        store.migrate(&shipped).await?;
        let changes = standing(&store).await?;
        let catalog = shipped.with(&changes).map_err(Error::internal)?;
        store.migrate(&catalog).await?;
        let (known, now) = (catalog.clone(), clock.now());
        let asked = known.clone();
        if store.read(move |reader| follow::differs(reader, &asked)).await? {
            store.write(move |tx| follow::owe(tx, &known, now)).await?;
        }
        let catalog = ready::catch_up(&store, (&shipped, catalog), now).await?;
        let behaviors = by_module(behaviors);
        let engine = Engine {
            store,
            shipped: Arc::new(shipped),
            catalog: RwLock::new(Arc::new(catalog)),
            behaviors,
            clock,
            changing: tokio::sync::Mutex::default(),
            indexing: tokio::sync::Mutex::default(),
            blocks: Arc::default(),
            present: Present::default(),
            readers: Readers::default(),
            shelf: OnceLock::new(),
            post: OnceLock::new(),
            links: OnceLock::new(),
        };
        engine.house().await?;
        Ok(Arc::new(engine))
    }

    /// The present catalog.
    #[must_use]
    pub fn catalog(&self) -> Arc<Catalog> {
        self.catalog.read().expect("no thread panics while it swaps the catalog").clone()
    }

    /// The present catalog as somebody with these rights meets it.
    fn catalog_for(&self, rights: &Rights) -> Arc<Catalog> {
        self.readers.catalog(self.catalog(), rights)
    }

    /// The catalog as it comes along, without what administrators changed.
    #[must_use]
    pub fn shipped(&self) -> &Catalog {
        &self.shipped
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Says in which folder the files of this data lie; once, before anybody asks for one.
    pub fn keep_files_in(&self, folder: &Path) {
        // A folder that was named before stays.
        drop(self.shelf.set(Shelf::new(folder)));
    }

    /// Where files lie, once that was said.
    #[must_use]
    pub fn shelf(&self) -> Option<&Shelf> {
        self.shelf.get()
    }

    /// Says that there is a mail server to which letters are handed over.
    pub fn open_post(&self) {
        self.post.get_or_init(|| ());
    }

    /// Tells whether there is one.
    #[must_use]
    pub fn has_mail_server(&self) -> bool {
        self.post.get().is_some()
    }

    /// Says how links are made that open records to whoever holds them; once.
    pub fn open_links(&self, links: PublicLinks) {
        // What was said before stays.
        drop(self.links.set(links));
    }

    /// How such links are made, once that was said.
    #[must_use]
    pub fn public_links(&self) -> Option<&PublicLinks> {
        self.links.get()
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What a module adds to the general case.
    #[must_use]
    pub fn behavior(&self, module: &str) -> Option<&Behavior> {
        self.behaviors.get(module)
    }

    /// Makes the context of one request.
    #[must_use]
    pub fn cx(self: &Arc<Self>, actor: Actor, locale: Locale) -> Cx {
        let catalog = self.catalog_for(&actor.rights);
        Cx {
            actor: Arc::new(follow::seeing(&catalog, actor)),
            catalog,
            engine: self.clone(),
            locale: Arc::new(locale),
            run: None,
        }
    }

    /// Makes the context of the program itself, with the reason why it acts.
    #[must_use]
    pub fn system(self: &Arc<Self>, why: &'static str) -> Cx {
        tracing::debug!(why, "the program reads and writes for itself");
        self.cx(Actor::system(why), self.own_locale())
    }

    /// Makes the context of the program acting in the name of a person, with the reason why.
    ///
    /// It may do everything; only what it does stands in the history under that name.
    #[must_use]
    pub fn in_the_name_of(self: &Arc<Self>, person: PrincipalId, why: &'static str) -> Cx {
        let actor = Actor { user: Some(person), ..Actor::system(why) };
        self.cx(actor, self.own_locale())
    }

    /// The same tenant under another clock, to write down what happened in the past.
    #[must_use]
    pub fn under_clock(&self, clock: Clock) -> Arc<Self> {
        Arc::new(Engine {
            store: self.store.clone(),
            shipped: self.shipped.clone(),
            catalog: RwLock::new(self.catalog()),
            behaviors: self.behaviors.clone(),
            clock,
            changing: tokio::sync::Mutex::default(),
            indexing: tokio::sync::Mutex::default(),
            blocks: self.blocks.clone(),
            present: Present::default(),
            readers: Readers::default(),
            shelf: self.shelf.clone(),
            post: self.post.clone(),
            links: self.links.clone(),
        })
    }
}

/// The context of one request.
#[derive(Clone)]
pub struct Cx {
    /// The tenant.
    pub engine: Arc<Engine>,
    /// The catalog, the same for the whole request.
    pub catalog: Arc<Catalog>,
    /// Who acts.
    pub actor: Arc<Actor>,
    /// How they read.
    pub locale: Arc<Locale>,
    /// The run of many acts this one belongs to.
    pub run: Option<Uuid>,
}

impl Cx {
    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.engine.store
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.engine.clock.now()
    }

    /// A module by its code.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    pub fn module(&self, code: &str) -> Result<Arc<Module>> {
        self.catalog.module(code).cloned().ok_or(Error::NotFound)
    }

    /// The same context with what administrators changed since it was made.
    #[must_use]
    pub fn renewed(&self) -> Cx {
        let now = self.engine.cx((*self.actor).clone(), (*self.locale).clone());
        Cx { run: self.run, ..now }
    }

    /// The same context as part of a run.
    #[must_use]
    pub fn in_run(&self, run: Uuid) -> Cx {
        Cx { run: Some(run), ..self.clone() }
    }

    /// The same context with no more rights than the limits leave open.
    #[must_use]
    pub fn within(&self, limits: &Rights) -> Cx {
        let rights = self.actor.rights.clone().within(limits);
        let is_same = own(&self.catalog, &rights) == own(&self.catalog, &self.actor.rights);
        let catalog = match is_same {
            true => self.catalog.clone(),
            false => self.engine.catalog_for(&rights),
        };
        let actor = follow::seeing(&catalog, Actor { rights, ..(*self.actor).clone() });
        Cx { actor: Arc::new(actor), catalog, ..self.clone() }
    }

    /// A text in the reader's language.
    #[must_use]
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.catalog.texts().get(self.locale.language, key)
    }

    /// What went wrong in a sentence, for what is kept at a record that nobody looks at meanwhile;
    /// fields are called as the first of the modules does that has them.
    #[must_use]
    pub fn told(&self, error: &Error, modules: &[&str]) -> String {
        let texts = self.catalog.texts();
        let fill = |key: &str, params: &BTreeMap<String, String>, field: &str| {
            let params = params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let params: Vec<(&str, &str)> = params.chain([("field", field)]).collect();
            texts.fill(self.locale.language, key, &params)
        };
        let label = |field: &str| {
            let keys = modules.iter().flat_map(|module| {
                ["field", "action_field"].map(|part| format!("{module}.{part}.{field}"))
            });
            let found = keys.filter_map(|key| texts.find(self.locale.language, &key)).next();
            found.unwrap_or(field).to_owned()
        };
        match error {
            Error::Conflict { code, params } => fill(&format!("conflict.{code}"), params, ""),
            Error::Invalid(problems) => {
                let said = problems.iter().map(|problem| {
                    let key = format!("problem.{}", problem.code);
                    fill(&key, &problem.params, &label(&problem.field))
                });
                said.collect::<Vec<_>>().join(" ")
            }
            Error::Unavailable { what } => what.clone(),
            Error::Forbidden { .. } | Error::Unauthenticated | Error::TooMany { .. } => {
                self.text("web.error.forbidden.text").to_owned()
            }
            Error::NotFound => self.text("web.error.not_found.text").to_owned(),
            Error::Internal(_) => self.text("web.error.internal.title").to_owned(),
        }
    }
}

/// What all crates say of a module, in the order in which they build on each other.
fn by_module(all: Vec<Behavior>) -> BTreeMap<String, Behavior> {
    let mut behaviors: BTreeMap<String, Behavior> = BTreeMap::new();
    for behavior in all {
        match behaviors.get_mut(behavior.module()) {
            Some(known) => known.extend(behavior),
            None => drop(behaviors.insert(behavior.module().to_owned(), behavior)),
        }
    }
    behaviors
}
