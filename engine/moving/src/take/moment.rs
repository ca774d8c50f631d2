//! In whose name and at which moment something was written there.

use access::Actor;
use kernel::{Clock, Instant, PrincipalId};
use records::Cx;

use super::mapped::Known;
use super::value::moment;
use crate::client::{Told, scalar};

/// Who made a record there, if that is somebody here.
pub fn author(known: &Known, row: &Told) -> Option<PrincipalId> {
    let names = ["created_user_id", "creator"];
    let there = names.into_iter().find_map(|name| row.get(name)).map(scalar)?;
    known.person(&there)
}

/// The context of something that was written there: its moment and its author, with the rights of
/// whoever moves in, who is an administrator.
pub fn by(cx: &Cx, author: Option<PrincipalId>, row: &Told) -> Cx {
    let made = row.get("createdtime").map(scalar).and_then(|text| moment(&text));
    let at: Instant = made.filter(|at| *at < cx.now()).unwrap_or_else(|| cx.now());
    let actor = Actor {
        user: author,
        behind: None,
        via: cx.actor.via,
        ..Actor::system("what was written elsewhere keeps its author")
    };
    let engine = cx.engine.under_clock(Clock::fixed(at));
    let then = engine.cx(actor, (*cx.locale).clone());
    Cx { run: cx.run, ..then }
}
