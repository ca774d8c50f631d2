//! What whoever holds the link of a record sees of it and may answer without signing in.
//!
//! The link carries a signature that only this installation can make, so that nobody comes from one
//! record to another. It opens a record only in the stages that its module names, and only what it
//! names of it. What is answered runs as the program itself; the history says that it came by the
//! link.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{Actor, Via};
use catalog::{Action, Module};
use kernel::{Error, FieldProblem, Language, Link, Locale, RecordId, Result, Value};
use store::records::Record;
use uuid::Uuid;

use crate::act::{Answers, Choice, act, choices, rehearse};
use crate::cx::{Cx, Engine};
use crate::draft::When;
use crate::find::get;

/// What a module opens of its records.
#[derive(Clone, Copy, Debug)]
pub struct PublicPage {
    /// Stages in which the page is open.
    pub stages: &'static [&'static str],
    /// The field with the last day on which something is answered.
    pub until: &'static str,
    /// The pick list in whose language the page speaks.
    pub language: &'static str,
    /// The link to whoever sends it.
    pub sender: &'static str,
    /// Fields that are shown beside each other.
    pub facts: &'static [&'static str],
    /// Lines that are shown, and the cells of them.
    pub lines: (&'static str, &'static [&'static str]),
    /// What they come to; the last is what matters.
    pub sums: &'static [&'static str],
    /// What is given out, such as `document.pdf`.
    pub output: &'static str,
    /// Actions by which it is answered.
    pub answers: &'static [PublicAnswer],
}

/// An action by which a record is answered.
#[derive(Clone, Copy, Debug)]
pub struct PublicAnswer {
    /// Its name.
    pub action: &'static str,
    /// What of its questions is asked here.
    pub asks: &'static [&'static str],
    /// What of them has to be said.
    pub requires: &'static [&'static str],
}

/// What signs bytes with a secret.
pub type Sign = dyn Fn(&[u8]) -> [u8; 16] + Send + Sync;

/// How links are made: the address of the house, and what signs.
#[derive(Clone)]
pub struct PublicLinks {
    /// Where people reach the program, without a slash at the end.
    pub house: String,
    /// Signs bytes with the key of the installation.
    pub sign: Arc<Sign>,
}

impl PublicLinks {
    fn token(&self, link: &Link) -> String {
        let signed = (self.sign)(&[link.module.as_bytes(), b"/", link.id.0.as_bytes()].concat());
        format!("{}{}", link.id.0.simple(), Uuid::from_bytes(signed).simple())
    }
}

/// A record that was opened by its link.
pub struct Opened {
    /// As whom it is read.
    pub cx: Cx,
    /// Its module.
    pub module: Arc<Module>,
    /// What is open of it.
    pub page: PublicPage,
    /// The record; none where it is not open any more, or not yet.
    pub record: Option<Record>,
}

/// What a module opens of its records, if it opens anything.
#[must_use]
pub fn page_of(engine: &Engine, module: &str) -> Option<PublicPage> {
    engine.behavior(module).and_then(|behavior| behavior.public)
}

/// The address at which a record is open to whoever holds it; none where there is no such page, or
/// where nobody said how people reach the program.
#[must_use]
pub fn address(engine: &Engine, link: &Link) -> Option<String> {
    page_of(engine, &link.module)?;
    let links = engine.public_links()?;
    Some(format!("{}/p/{}", links.house, links.token(link)))
}

/// Tells whether the link of a record opens something as it stands.
#[must_use]
pub fn is_open(engine: &Engine, module: &Module, record: &Record) -> bool {
    let page = page_of(engine, &module.code);
    let stage = module.stage_field().map(|field| record.value(module, &field.name).as_text());
    let is_shown = |page: PublicPage| stage.is_some_and(|stage| page.stages.contains(&stage));
    page.is_some_and(is_shown) && record.trashed_at.is_none()
}

/// Opens the record of a link, in its own language or else in that of whoever comes.
///
/// # Errors
/// `NotFound` for a link that this house did not make, or whose record is gone for good.
pub async fn open(engine: &Arc<Engine>, token: &str, language: Language) -> Result<Opened> {
    let link = engine.public_links().and_then(|links| link_of(engine, links, token));
    let link = link.ok_or(Error::NotFound)?;
    let page = page_of(engine, &link.module).ok_or(Error::NotFound)?;
    let own = engine.system("whoever holds the link of a record reads it");
    let module = own.module(&link.module)?;
    let record = get(&own, &link.module, link.id).await?;
    let said = Language::from_code(record.value(&module, page.language).as_text());
    let house = own.locale.as_ref().clone();
    let locale = Locale { language: said.unwrap_or(language), ..house };
    let actor = Actor { via: Via::Link, ..(*own.actor).clone() };
    let record = Some(record).filter(|record| is_open(engine, &module, record));
    Ok(Opened { cx: engine.cx(actor, locale), module, page, record })
}

fn link_of(engine: &Engine, links: &PublicLinks, token: &str) -> Option<Link> {
    let id = token.get(..32).and_then(|id| Uuid::try_parse(id).ok()).map(RecordId)?;
    let catalog = engine.catalog();
    let modules = catalog.modules().iter();
    let open = modules.filter(|module| page_of(engine, &module.code).is_some());
    let mut open = open.map(|module| Link::new(&module.code, id));
    open.find(|link| is_same(&links.token(link), token))
}

/// Compares in the same time wherever they differ.
fn is_same(ours: &str, theirs: &str) -> bool {
    let differing = |all: u8, (a, b): (u8, u8)| all | (a ^ b);
    ours.len() == theirs.len() && ours.bytes().zip(theirs.bytes()).fold(0, differing) == 0
}

impl Opened {
    /// The actions by which it can be answered as it stands.
    #[must_use]
    pub fn answers(&self) -> Vec<(PublicAnswer, &Action)> {
        let Some(record) = self.record.as_ref().filter(|_| !self.is_over()) else {
            return Vec::new();
        };
        let stage = self.module.stage_field().map(|field| record.value(&self.module, &field.name));
        let stage = stage.map_or("", Value::as_text);
        let of = |answer: &PublicAnswer| {
            let mut actions = self.module.actions.iter();
            let action = actions.find(|action| action.name == answer.action)?;
            action.from.iter().any(|from| from == stage).then_some((*answer, action))
        };
        self.page.answers.iter().filter_map(of).collect()
    }

    /// What can be chosen where an answer asks for lines.
    #[must_use]
    pub fn choices(&self, action: &str) -> BTreeMap<String, Vec<Choice>> {
        let record = self.record.iter();
        record.flat_map(|record| choices(&self.cx.engine, (&self.module, record), action)).collect()
    }

    /// What it would come to if it were answered so; nothing is written.
    ///
    /// # Errors
    /// `Conflict` `not_open` where that cannot be answered; `Invalid` where a line is no choice.
    pub async fn rehearsed(&self, action: &str, mut said: Answers) -> Result<Record> {
        let (record, answer) = self.open_for(action)?;
        said.0.retain(|name, _| answer.asks.contains(&name.as_str()));
        rehearse(&self.cx, &self.module, record.id, (action, said)).await
    }

    fn open_for(&self, action: &str) -> Result<(&Record, PublicAnswer)> {
        let answer = self.answers().into_iter().find(|(answer, _)| answer.action == action);
        let open = self.record.as_ref().zip(answer.map(|(answer, _)| answer));
        open.ok_or_else(|| Error::conflict("not_open"))
    }

    /// Tells whether the last day to answer is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let day = self.record.as_ref().map(|record| record.value(&self.module, self.page.until));
        matches!(day, Some(Value::Date(day)) if *day < When::present(&self.cx).day)
    }

    /// Answers it.
    ///
    /// # Errors
    /// `Conflict` `not_open` where that cannot be answered, or not any more; `Invalid` at what has
    /// to be said; what the action says.
    pub async fn answer(&self, action: &str, mut said: Answers) -> Result<Record> {
        let (record, answer) = self.open_for(action)?;
        said.0.retain(|name, _| answer.asks.contains(&name.as_str()));
        let is_missing = |name: &&&str| said.get(name).as_text().trim().is_empty();
        let missing = answer.requires.iter().filter(is_missing);
        let missing: Vec<_> = missing.map(|name| FieldProblem::new(name, "required")).collect();
        if !missing.is_empty() {
            return Err(Error::Invalid(missing));
        }
        let cx = self.cx.in_run(Uuid::now_v7());
        act(&cx, &self.module.code, (record.id, Some(record.version)), action, said).await
    }
}
