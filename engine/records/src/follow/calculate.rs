//! What is too much for a save: owed calculations, done portion by portion.

use std::collections::BTreeSet;

use access::{FieldRight, Scope};
use catalog::Catalog;
use kernel::{Instant, RecordId, Result};
use store::Tx;
use store::queries::calculation::{self, Calculation};
use store::queries::queue;
use store::records;
use uuid::Uuid;

use super::spread::anew;
use crate::cx::Cx;
use crate::shaping::ready;
use crate::work::Work;

/// Name of the job that does it.
pub const JOB: &str = "calculate";
/// Records of a portion; few enough that others who save hardly wait.
const PORTION: usize = 50;

/// A calculation that is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    pub module: String,
    pub fields: BTreeSet<String>,
    pub towards: Option<(String, RecordId)>,
}

impl Owed {
    /// Everything that follows in a module.
    pub fn whole(catalog: &Catalog, module: &str) -> Self {
        let fields = catalog.module(module).into_iter().flat_map(|module| &module.fields);
        let follow = fields.filter(|field| field.follows()).map(|field| field.name.clone());
        Owed { module: module.to_owned(), fields: follow.collect(), towards: None }
    }
}

/// Asks for a calculation and for the job that does it.
pub fn ask(tx: &mut Tx<'_>, owed: &Owed, now: Instant) -> Result<()> {
    let fields = owed.fields.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let towards = owed.towards.as_ref().map(|(link, id)| format!(" {link} {id}"));
    let asked = Calculation {
        key: format!("{}{}", owed.module, towards.unwrap_or_default()),
        module: owed.module.clone(),
        fields,
        towards: owed.towards.clone(),
        after: 0,
        done: 0,
        total: None,
    };
    calculation::put(tx, &asked, now)?;
    ask_for_job(tx, now)
}

/// Asks for the job that does what is owed.
pub fn ask_for_job(tx: &mut Tx<'_>, now: Instant) -> Result<()> {
    let job = queue::Job {
        id: Uuid::now_v7(),
        name: JOB.into(),
        key: None,
        payload: "{}".into(),
        state: "waiting".into(),
        run_at: now,
        attempts: 0,
        done: 0,
        total: None,
        is_cancelled: false,
        result: None,
        error: None,
        actor: None,
        created_at: now,
        ended_at: None,
    };
    queue::add(tx, &job).map(drop)
}

/// How far a calculation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calculating {
    /// Names of the fields.
    pub fields: Vec<String>,
    /// Records done.
    pub done: u64,
    /// Records in all, once known.
    pub total: Option<u64>,
}

/// Calculations of a module that are owed, as far as the reader knows of the fields.
///
/// # Errors
/// When the database fails.
pub async fn calculating(cx: &Cx, module: &str) -> Result<Vec<Calculating>> {
    if cx.catalog.plan().module(module).is_none() {
        return Ok(Vec::new());
    }
    let code = module.to_owned();
    let all = cx.store().read(move |reader| calculation::of_module(reader, &code)).await?;
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    let seen = |name: &&str| cx.actor.rights.field(module, name) != FieldRight::Hidden;
    let readable = all.iter().filter(|one| !ready::is_of(one)).map(|one| Calculating {
        fields: one.fields.split(' ').filter(seen).map(str::to_owned).collect(),
        done: number(one.done),
        total: one.total.map(number),
    });
    Ok(readable.filter(|one| !one.fields.is_empty()).collect())
}

/// Does one portion of what is owed; gives how far it is, or nothing when nothing is owed.
///
/// A portion and how far the calculation is are one transaction, so it goes on where it was.
///
/// # Errors
/// When the database fails.
pub async fn calculate(cx: &Cx) -> Result<Option<(u64, u64)>> {
    // What is made has to be what the catalog says by then.
    let _changes_wait = cx.engine.changing.lock().await;
    let cx = Cx { catalog: cx.engine.catalog(), ..cx.clone() };
    cx.store()
        .clone()
        .write(move |tx| {
            let Some(one) = calculation::hold(tx, "")? else { return Ok(None) };
            let Ok(module) = cx.module(&one.module) else {
                calculation::end(tx, &one.key)?;
                return Ok(Some((0, 0)));
            };
            if ready::is_of(&one) {
                return ready::go_on(tx, &cx.catalog, (&module, &one)).map(Some);
            }
            let scope = Scope::system("what follows is calculated");
            let towards = one.towards.as_ref().map(|(link, id)| (link.as_str(), *id));
            let towards = towards.filter(|(link, _)| module.field(link).is_some());
            let total = match one.total {
                Some(total) => total,
                None => records::how_many(tx, &module, &scope, towards)?,
            };
            let asked = (one.after, PORTION, towards);
            let found = records::behind(tx, &module, &scope, asked)?;
            let work = &mut Work::new(tx, &cx);
            for (_, id) in &found {
                anew(work, &module, *id)?;
            }
            let n = i64::try_from(found.len()).unwrap_or(0);
            match found.last() {
                Some((row, _)) if found.len() == PORTION => {
                    calculation::go_on(tx, &one.key, (*row, one.done + n, total))?;
                }
                _ => calculation::end(tx, &one.key)?,
            }
            let number = |n: i64| u64::try_from(n).unwrap_or(0);
            Ok(Some((number(one.done + n), number(total))))
        })
        .await
}
