//! Who acts in a scenario, and what they do in one short sentence each.

use std::ops::Deref;
use std::sync::Arc;

use access::{Actor, Rights, Sees, Via};
use kernel::{Error, Language, Link, Locale, PrincipalId, RecordId, Value};
use records::{Act, Cx, Engine, Fate, Input, ListQuery, Record, Run, RunRef};

/// Somebody who acts in a scenario; wherever a `Cx` is asked for, they stand for it.
#[derive(Clone)]
pub struct Person {
    /// Id of the user.
    pub id: PrincipalId,
    cx: Cx,
}

impl Person {
    pub(crate) fn new(engine: &Arc<Engine>, id: PrincipalId, rights: Rights, sees: Sees) -> Self {
        let actor = Actor::person(id, rights, sees, Via::Web);
        Person { id, cx: engine.cx(actor, Locale::new(Language::De)) }
    }

    pub(crate) fn of(engine: &Arc<Engine>, actor: Actor) -> Self {
        let id = actor.user.unwrap_or_default();
        Person { id, cx: engine.cx(actor, Locale::new(Language::De)) }
    }

    /// The same person with the catalog as it is now.
    #[must_use]
    pub fn again(&self) -> Person {
        let (actor, locale) = ((*self.cx.actor).clone(), (*self.cx.locale).clone());
        Person { id: self.id, cx: self.cx.engine.cx(actor, locale) }
    }

    /// Saves a new record, which must work.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn saves<'v>(
        &self,
        module: &str,
        values: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Record {
        let saved = records::create(self, module, Input::of(values)).await;
        saved.unwrap_or_else(|error| panic!("{module} is not saved: {error}"))
    }

    /// Changes a record as it is now, which must work.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn changes<'v>(
        &self,
        module: &str,
        record: &Record,
        values: impl IntoIterator<Item = (&'v str, Value)>,
    ) -> Record {
        let changed = records::update(self, module, record.id, None, Input::of(values)).await;
        changed.unwrap_or_else(|error| panic!("{module} is not changed: {error}"))
    }

    /// Reads a record, which must work.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn reads(&self, module: &str, record: &Record) -> Record {
        let read = records::get(self, module, record.id).await;
        read.unwrap_or_else(|error| panic!("{module} is not read: {error}"))
    }

    /// Does something by its name to records as the list does it to a selection: `done`, `same`, or
    /// why it was refused, for each.
    ///
    /// # Panics
    /// When it is not for many, or as a whole refused.
    pub async fn does_to_all(
        &self,
        (module, action): (&str, &str),
        ids: Vec<RecordId>,
    ) -> Vec<String> {
        let act = Act::Do(action.to_owned());
        records::judge_act(self, module, &act).await.expect("it is for many");
        let run = Run {
            id: RecordId::new().0,
            kind: "bulk".into(),
            module: module.into(),
            state: "running".into(),
            options: "{}".into(),
            result: String::new(),
            file: None,
            actor: self.actor.user,
            created_at: self.now(),
            ended_at: None,
        };
        let id = run.id;
        let note = |run: &mut Run, fates: &[(RecordId, Fate)]| {
            let told: Vec<String> = fates.iter().map(|(_, fate)| told(fate)).collect();
            run.result = told.join("\n");
        };
        let acted = records::act_on(self, RunRef::New(run), (act, ids), (|_| true, note)).await;
        assert!(acted.expect("the portion is done"));
        let run = records::get_run(self, id).await.expect("the run is stored");
        run.result.lines().map(str::to_owned).collect()
    }

    /// Titles of the records that fit a filter, in an order.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn lists(&self, module: &str, filter: &str, sort: &str) -> Vec<String> {
        let (filter, sort) = (filter.to_owned(), sort.to_owned());
        let list = ListQuery { filter, sort, limit: 500, ..ListQuery::default() };
        let found = records::find(self, module, &list).await;
        let found = found.unwrap_or_else(|error| panic!("{module} is not listed: {error}"));
        found.page.records.into_iter().map(|record| record.title).collect()
    }

    /// Titles that the search finds in a module, best first.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn searches(&self, module: &str, text: &str) -> Vec<String> {
        let groups = records::search(self, text, 20).await.expect("a search answers");
        let hits = groups.into_iter().filter(|group| group.module == module);
        hits.flat_map(|group| group.hits).map(|hit| hit.title).collect()
    }

    /// Words of what happened to a record, the newest first.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn recalls(&self, module: &str, record: &Record) -> Vec<String> {
        let entries = records::history(self, module, record.id, None, 100).await;
        let entries = entries.unwrap_or_else(|error| panic!("no history of {module}: {error}"));
        entries.into_iter().map(|entry| entry.kind).collect()
    }

    /// The value of a field of a record.
    ///
    /// # Panics
    /// When there is no such module.
    #[must_use]
    pub fn value(&self, module: &str, record: &Record, field: &str) -> Value {
        record.value(&self.cx.module(module).expect("the module exists"), field).clone()
    }

    /// A link to a record.
    #[must_use]
    pub fn link(&self, module: &str, record: &Record) -> Link {
        Link::new(module, record.id)
    }
}

fn told(fate: &Fate) -> String {
    match fate {
        Fate::Done => "done".into(),
        Fate::Same => "same".into(),
        Fate::Refused(_, Error::Conflict { code, .. }) => code.clone(),
        Fate::Refused(_, Error::Invalid(problems)) => {
            let told =
                problems.iter().map(|problem| format!("{}: {}", problem.field, problem.code));
            told.collect::<Vec<_>>().join(", ")
        }
        Fate::Refused(_, error) => error.to_string(),
    }
}

impl Deref for Person {
    type Target = Cx;

    fn deref(&self) -> &Cx {
        &self.cx
    }
}
