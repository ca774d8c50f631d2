//! What a module does as a whole: every day by itself, and when a person asks for it.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use access::Right;
use catalog::Module;
use kernel::{Error, Result};

use crate::cx::{Cx, Engine};

/// Why the program reads and writes beyond what the person reaches who set an errand off.
const WHY: &str = "a module does its errand";

/// An errand under way; it gives how many records came of it.
pub type Running = Pin<Box<dyn Future<Output = Result<u64>> + Send>>;

/// Does an errand in the name of the program. It may have been begun before and died, and another
/// one may be under way: nothing comes of it twice.
pub type Run = fn(Cx) -> Running;

/// When an errand is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Every day, and when a person asks.
    Daily,
    /// When a person asks.
    Asked,
}

/// What a module does as a whole.
#[derive(Clone, Copy)]
pub(crate) struct Errand {
    pub(crate) name: &'static str,
    pub(crate) turn: Turn,
    pub(crate) run: Run,
}

/// Names of the errands of a module that the actor may set off: whoever may make its records.
#[must_use]
pub fn errands(cx: &Cx, module: &Module) -> Vec<&'static str> {
    if !cx.actor.rights.may(&module.code, Right::Create) {
        return Vec::new();
    }
    known(&cx.engine, &module.code).iter().map(|errand| errand.name).collect()
}

/// Modules with their errands that come every day; those switched off rest.
#[must_use]
pub fn daily_errands(engine: &Arc<Engine>) -> Vec<(String, &'static str)> {
    let catalog = engine.catalog();
    let on = catalog.modules().iter().filter(|module| !catalog.is_off(&module.code));
    let all = on.flat_map(|module| {
        let daily = known(engine, &module.code).iter().filter(|one| one.turn == Turn::Daily);
        daily.map(|errand| (module.code.clone(), errand.name))
    });
    all.collect()
}

/// Does an errand of a module; gives how many records came of it.
///
/// # Errors
/// `Forbidden` when the actor may not make records of the module; `NotFound` when there is no such
/// errand; what it says itself.
pub async fn run_errand(cx: &Cx, module: &str, name: &str) -> Result<u64> {
    let module = cx.module(module)?;
    cx.actor.rights.demand(&module.code, Right::Create)?;
    let errand = known(&cx.engine, &module.code).iter().find(|errand| errand.name == name);
    let run = errand.ok_or(Error::NotFound)?.run;
    let own = match cx.actor.user {
        Some(person) => cx.engine.in_the_name_of(person, WHY),
        None => cx.engine.system(WHY),
    };
    run(own).await
}

fn known<'e>(engine: &'e Arc<Engine>, module: &str) -> &'e [Errand] {
    engine.behavior(module).map_or(&[], |behavior| &behavior.errands)
}
